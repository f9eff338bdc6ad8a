"""What an operator writes down about providers: understood, or refused at the start."""

import pytest

from application.access.openid.provider import Proof
from interfaces.providers import providers_of
from interfaces.settings import BadSetting

GOOD = """
[providers.gov]
issuer = "https://id.example"
client = "lianxi"
conferences = ["chengqiao"]
secret_file = "gov.secret"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("LIANXI_OIDC", raising=False)
    monkeypatch.delenv("LIANXI_OIDC_SECRET_FILE", raising=False)
    (tmp_path / "gov.secret").write_text("s3cret with spaces\n", "utf-8")
    return tmp_path


def read(folder, text):
    (folder / "openid.toml").write_text(text, "utf-8")
    return providers_of(folder)


class TestProviders:
    def test_are_none_where_nothing_is_written_down(self, folder):
        assert providers_of(folder) == ()

    def test_are_those_that_are_written_down(self, folder):
        more = GOOD + 'strong_acr = ["two"]\nstrong_amr = ["mfa"]\n' + GOOD.replace("gov]", "union]")
        gov, union = read(folder, more)
        assert (gov.name, gov.issuer, gov.client) == ("gov", "https://id.example", "lianxi")
        assert (gov.conferences, gov.secret, gov.proof) == ({"chengqiao"}, "s3cret with spaces", Proof.BASIC)
        assert gov.is_strong("two", [])
        assert gov.is_strong("", ["pwd", "mfa"])
        assert not union.is_strong("two", ["mfa"])

    def test_do_not_show_their_secrets(self, folder):
        assert "s3cret" not in repr(read(folder, GOOD))

    def test_without_a_secret_are_those_that_take_none(self, folder):
        [public] = read(folder, GOOD.replace('secret_file = "gov.secret"', 'authentication = "none"'))
        assert (public.secret, public.proof) == ("", Proof.NONE)

    def test_have_one_secret_for_all_where_they_have_none_of_their_own(self, folder, monkeypatch):
        monkeypatch.setenv("LIANXI_OIDC_SECRET_FILE", str(folder / "gov.secret"))
        [gov] = read(folder, GOOD.replace('secret_file = "gov.secret"', ""))
        assert gov.secret == "s3cret with spaces"

    def test_may_be_written_down_elsewhere(self, folder, monkeypatch):
        (folder / "etc.toml").write_text(GOOD, "utf-8")
        monkeypatch.setenv("LIANXI_OIDC", str(folder / "etc.toml"))
        assert [each.name for each in providers_of(folder / "data")] == ["gov"]

    def test_may_be_on_this_machine_without_tls(self, folder):
        [gov] = read(folder, GOOD.replace("https://id.example", "http://localhost:8080"))
        assert gov.issuer == "http://localhost:8080"

    def test_are_not_where_the_setting_points_in_vain(self, folder, monkeypatch):
        monkeypatch.setenv("LIANXI_OIDC", str(folder / "none.toml"))
        with pytest.raises(BadSetting, match=r"LIANXI_OIDC=.*a file"):
            providers_of(folder)

    @pytest.mark.parametrize(
        ("old", "new", "named"),
        [
            ("https://id.example", "http://id.example", "gov.issuer"),
            ("https://id.example", "https://id.example?a=1", "gov.issuer"),
            ("https://id.example", "https://user@id.example", "gov.issuer"),
            ('client = "lianxi"', "", "providers.gov.client"),
            ('["chengqiao"]', "[]", "providers.gov.conferences"),
            ('["chengqiao"]', '"chengqiao"', "providers.gov.conferences"),
            ("gov.secret", "another.secret", "gov.secret_file"),
            ('secret_file = "gov.secret"', "", "gov.secret_file"),
            ('secret_file = "gov.secret"', 'secret = "s3cret"', "providers.gov.secret"),
            ('secret_file = "gov.secret"', 'authentication = "private_key_jwt"', "gov.authentication"),
            ("providers.gov", 'providers."../gov"', "providers"),
            ("[providers.gov]", "[provider.gov]", "provider"),
            ("[providers.gov]", "[providers.gov", "openid.toml"),
            ('client = "lianxi"', 'client = "lianxi"\ntrusted = "none.pem"', "gov.trusted"),
        ],
    )
    def test_that_cannot_be_understood_are_refused(self, folder, old, new, named):
        assert old in GOOD
        with pytest.raises(BadSetting) as refused:
            read(folder, GOOD.replace(old, new))
        assert named in str(refused.value)
        assert "s3cret" not in str(refused.value)
