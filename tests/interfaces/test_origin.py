import pytest

from application.access.relying import RelyingParty
from interfaces.settings import BadSetting, Entry


class TestOrigin:
    def test_is_the_machine_itself_where_nothing_is_said(self, monkeypatch):
        monkeypatch.delenv("LIANXI_ORIGIN", raising=False)
        assert Entry.from_environment().origin == "http://localhost:8000"

    @pytest.mark.parametrize(
        ("origin", "domain"),
        [
            ("https://lianxi.example.gov.cn", "lianxi.example.gov.cn"),
            ("https://lianxi.example:8443", "lianxi.example"),
            ("http://localhost:8080", "localhost"),
        ],
    )
    def test_binds_passkeys_to_its_domain(self, monkeypatch, origin, domain):
        monkeypatch.setenv("LIANXI_ORIGIN", origin)
        assert RelyingParty(Entry.from_environment().origin).id == domain

    @pytest.mark.parametrize(
        "origin",
        [
            "",
            "lianxi.example",
            "http://lianxi.example",
            "https://lianxi.example/",
            "https://lianxi.example/in",
            "https://Lianxi.example",
            "https://lianxi.example:443",
            "http://localhost:80",
            "https://somebody@lianxi.example",
            "https://lianxi.example https://other.example",
            "https://lianxi.example\n",
            "null",
        ],
        ids=repr,
    )
    def test_is_refused_where_no_browser_would_say_it(self, monkeypatch, origin):
        monkeypatch.setenv("LIANXI_ORIGIN", origin)
        with pytest.raises(BadSetting) as bad:
            Entry.from_environment()
        assert bad.value.name == "LIANXI_ORIGIN"
