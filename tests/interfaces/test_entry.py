"""How people come in is told by the environment, and what it cannot mean stops the start."""

import pytest

from interfaces.settings import BadSetting, Entry


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch):
    for name in ("LIANXI_SECOND_FACTOR", "LIANXI_BREACHED", "LIANXI_ORIGIN"):
        monkeypatch.delenv(name, raising=False)


class TestSecondFactor:
    def test_is_required_where_nothing_is_said(self):
        assert Entry.from_environment() == Entry() == Entry(second_factor=True, breached=None)

    @pytest.mark.parametrize(("said", "required"), [("required", True), ("optional", False)])
    def test_is_what_is_said(self, monkeypatch, said, required):
        monkeypatch.setenv("LIANXI_SECOND_FACTOR", said)
        assert Entry.from_environment().second_factor is required

    @pytest.mark.parametrize("said", ["", "no", "0", "false", "Optional", "optional "])
    def test_is_not_made_optional_by_a_slip(self, monkeypatch, said):
        monkeypatch.setenv("LIANXI_SECOND_FACTOR", said)
        with pytest.raises(BadSetting) as refused:
            Entry.from_environment()
        assert refused.value.name == "LIANXI_SECOND_FACTOR"


class TestBreached:
    def test_is_a_file(self, monkeypatch, tmp_path):
        (tmp_path / "list").touch()
        monkeypatch.setenv("LIANXI_BREACHED", str(tmp_path / "list"))
        assert Entry.from_environment().breached == tmp_path / "list"

    @pytest.mark.parametrize("name", ["missing", "."])
    def test_is_not_passed_over_when_it_is_not_there(self, monkeypatch, tmp_path, name):
        monkeypatch.setenv("LIANXI_BREACHED", str(tmp_path / name))
        with pytest.raises(BadSetting) as refused:
            Entry.from_environment()
        assert refused.value.name == "LIANXI_BREACHED"

    def test_is_none_where_it_is_empty(self, monkeypatch):
        monkeypatch.setenv("LIANXI_BREACHED", "")
        assert Entry.from_environment().breached is None
