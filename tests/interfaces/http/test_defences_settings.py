"""How a server is told to defend itself."""

import pytest

from interfaces.http.defences import Defences
from interfaces.settings import BadSetting
from tests.interfaces.lianxi import found, lianxi, refused


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    """An environment that says nothing."""
    for name in (
        "HOSTS",
        "ACCESS_DAYS",
        "CONNECTIONS",
        *(f"RATE_{each}" for each in ("READS", "WRITES", "ADDRESS", "SIGN_IN", "PUBLIC", "FEED")),
    ):
        monkeypatch.delenv(f"LIANXI_{name}", raising=False)


class TestSettings:
    def test_are_good_without_any(self):
        said = Defences.from_environment()
        assert said == Defences()
        assert said.per_minute == {
            "default": 600,
            "writes": 120,
            "address": 1200,
            "conference": 6000,
            "sign-in": 20,
            "public": 240,
            "feed": 30,
        }
        assert (said.hosts, said.access_days, said.connections) == (frozenset(), 183, 1000)

    def test_can_be_told(self, monkeypatch):
        told = {
            "HOSTS": " Lianxi.Town.example, ,b.example.",
            "RATE_SIGN_IN": "5",
            "RATE_READS": "0",
            "ACCESS_DAYS": "400",
        }
        for name, value in told.items():
            monkeypatch.setenv(f"LIANXI_{name}", value)
        said = Defences.from_environment()
        assert said.hosts == {"lianxi.town.example", "b.example"}
        assert (said.per_minute["sign-in"], said.per_minute["default"], said.access_days) == (5, 0, 400)

    @pytest.mark.parametrize(
        ("name", "given"),
        [
            ("LIANXI_ACCESS_DAYS", "182"),
            ("LIANXI_ACCESS_DAYS", "for ever"),
            ("LIANXI_ACCESS_DAYS", "-400"),
            ("LIANXI_ACCESS_DAYS", "９９９"),
            ("LIANXI_RATE_ADDRESS", "1.5"),
            ("LIANXI_RATE_ADDRESS", "9" * 5_000),
            ("LIANXI_CONNECTIONS", "0"),
        ],
    )
    def test_that_cannot_be_taken_are_refused(self, monkeypatch, name, given):
        monkeypatch.setenv(name, given)
        with pytest.raises(BadSetting) as bad:
            Defences.from_environment()
        assert bad.value.name == name

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_that_cannot_be_taken_keep_a_server_from_starting(self, monkeypatch, tmp_path, lang):
        found(tmp_path)
        monkeypatch.setenv("LIANXI_ACCESS_DAYS", "30")
        result = lianxi("serve", "--data", tmp_path, "--port", "0", lang=lang)
        assert refused(result, "bad_setting")
        assert "LIANXI_ACCESS_DAYS" in result.stderr
        assert "183" in result.stderr


class TestACertificate:
    def test_comes_with_its_key(self, tmp_path):
        (tmp_path / "cert.pem").write_text("x")
        result = lianxi("serve", "--data", tmp_path, "--ssl-certfile", tmp_path / "cert.pem")
        assert refused(result, "certificate_and_key")

    def test_has_to_be_there(self, tmp_path):
        result = lianxi("serve", "--data", tmp_path, "--ssl-certfile", tmp_path / "a", "--ssl-keyfile", tmp_path / "b")
        assert refused(result, "no_file")
