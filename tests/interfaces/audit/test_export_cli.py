"""``lianxi audit export``: the package in a folder, and what to do with it."""

import pytest

from tests.interfaces.audit.packages import Opened
from tests.interfaces.lianxi import SLUG_UNKNOWN, TOWN, found, lianxi, log_of, refused


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town") / "data"
    person, _ = found(folder)
    return folder, person


def exported(town, target, *words, lang="en", slug=TOWN):
    return lianxi("audit", "export", slug, "--to", target, *words, "--data", town[0], lang=lang)


class TestExport:
    def test_writes_the_package_and_says_what_it_is(self, town, tmp_path):
        result = exported(town, tmp_path / "package")
        assert result.exit_code == 0, result.stderr
        package = Opened(tmp_path / "package")
        said = dict(line.split(" ", 1) for line in result.stdout.splitlines())
        assert said["size"] == str(package.told["size"])
        assert said["root"] == package.told["root"]
        assert said["openings"] == "all"
        assert said["folder"] == str(tmp_path / "package")
        assert f"python3 -I verify.py {tmp_path / 'package'} --policy" in result.stderr

    def test_speaks_chinese_too(self, town, tmp_path):
        result = exported(town, tmp_path / "package", lang="zh")
        assert "树根" in result.stdout
        assert "下一步" in result.stderr

    def test_is_made_for_a_person(self, town, tmp_path):
        result = exported(town, tmp_path / "package", "--for", town[1])
        assert result.exit_code == 0, result.stderr
        assert Opened(tmp_path / "package").told["reader"] == town[1]

    def test_begins_and_ends_where_it_is_asked_to(self, town, tmp_path):
        result = exported(town, tmp_path / "package", "--since", 3, "--position", 4)
        assert result.exit_code == 0, result.stderr
        assert Opened(tmp_path / "package").told["since"] == 3

    def test_overwrites_nothing(self, town, tmp_path):
        (tmp_path / "letter").write_text("dear", "utf-8")
        assert refused(exported(town, tmp_path), "target_exists")
        assert (tmp_path / "letter").read_text("utf-8") == "dear"

    @pytest.mark.parametrize(
        ("slug", "words", "code"),
        [
            (SLUG_UNKNOWN, (), "conference_unknown"),
            (TOWN, ("--position", 10_000), "position_unknown"),
            (TOWN, ("--for", "00000000-0000-4000-8000-000000000000"), "person_unknown"),
        ],
    )
    def test_refuses_what_is_not_there(self, town, tmp_path, slug, words, code):
        assert refused(exported(town, tmp_path / "package", *words, slug=slug), code)
        assert not (tmp_path / "package").exists()

    def test_needs_an_installation(self, tmp_path):
        result = lianxi("audit", "export", TOWN, "--to", tmp_path / "package", "--data", tmp_path / "none")
        assert refused(result, "no_data")

    def test_leaves_the_log_as_it_was(self, town, tmp_path):
        with log_of(town[0]) as log:
            before = log.head(log.conference(TOWN)[0])
        exported(town, tmp_path / "package")
        with log_of(town[0]) as log:
            assert log.head(log.conference(TOWN)[0]) == before
