"""``lianxi charter``: every fault by its key, whether it agrees with itself, and what is in force."""

import pytest

from domain.charter_reading import built_in
from tests.interfaces.lianxi import TOWN, found, lianxi, refused


@pytest.fixture
def checked(tmp_path):
    def check(text, *options):
        file = tmp_path / "measures.toml"
        file.write_text(text, encoding="utf-8")
        return lianxi("charter", "check", file, *options)

    return check


class TestCheck:
    def test_finds_nothing_wrong_with_the_built_in_charter(self, checked):
        result = checked(built_in())
        assert result.exit_code == 0
        assert all(f"S3-{letter}" in result.stdout for letter in "abcdefgh")
        assert "It differs from the 城桥 measures in 0 keys." in result.stdout

    def test_names_every_faulty_key(self, checked):
        faulty = built_in().replace('level = "town"', 'level = "village"').replace("per_year = 1", "per_year = 0")
        result = checked(faulty.replace('principal = "mayor"', 'principal = "major"') + "\n[surprise]\n")
        assert result.exit_code == 1
        assert all(
            f"{key}: " in result.stdout for key in ("level", "meetings.per_year", "meetings.principal", "surprise")
        )
        assert "4 faults" in result.stderr

    def test_names_the_line_where_it_is_no_toml(self, checked):
        result = checked('edition = "x"\n= what\n')
        assert result.exit_code == 1
        assert "line=2" in result.stdout

    def test_names_a_contradiction(self, checked):
        result = checked(built_in().replace('steps = ["research", "consultation", "approval"]', 'steps = ["research"]'))
        assert refused(result, "approval_half_said")

    def test_says_where_another_locality_differs_without_refusing_it(self, checked):
        result = checked(built_in("example-district"), "--differences")
        assert result.exit_code == 0
        assert "meetings.per_year " in result.stdout
        assert "leading_group_leads" in result.stdout

    def test_takes_standard_input(self):
        assert lianxi("charter", "check", "-", stdin=built_in()).exit_code == 0

    def test_refuses_what_is_not_there_and_what_is_no_text(self, tmp_path):
        assert refused(lianxi("charter", "check", tmp_path / "nothing.toml"), "charter_not_there")
        (tmp_path / "bytes.toml").write_bytes(b"edition = '\xff'")
        assert refused(lianxi("charter", "check", tmp_path / "bytes.toml"), "not_utf8")


class TestShow:
    def test_prints_the_built_in_charter_as_its_file(self):
        assert lianxi("charter", "show").stdout == built_in()

    def test_prints_what_is_in_force_in_a_conference(self, tmp_path):
        found(tmp_path)
        result = lianxi("charter", "show", TOWN, "--data", tmp_path)
        assert result.stdout == built_in()
        assert "edition in force chengqiao-1" in result.stderr

    def test_takes_a_day(self, tmp_path):
        found(tmp_path)
        assert lianxi("charter", "show", TOWN, "--on", "2031-01-01", "--data", tmp_path).stdout == built_in()
        assert lianxi("charter", "show", TOWN, "--on", "soon", "--data", tmp_path).exit_code == 2
