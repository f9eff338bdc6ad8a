"""What happens at the same time as a sign-in by passkey: it is done once, and of nothing that has gone meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from application.access.relying import RelyingParty
from application.access.signing_in import NotKnown
from domain.errors import Overtaken
from tests.interfaces.http.keyring import Keyring
from tests.interfaces.http.town import SLUG


@pytest.fixture
def wei(town):
    return Keyring.of(town, "wei").has()


@pytest.fixture
def passkeys(town):
    return town.services.access.passkeys


class TestSignIn:
    def test_by_one_answer_is_done_once(self, wei, passkeys):
        answer = wei.device.get(wei.wants())

        def comes(_):
            try:
                return passkeys.finish_sign_in(SLUG, answer, agent="")[1].means
            except NotKnown as no:
                return no.code

        with ThreadPoolExecutor(4) as several:
            assert sorted(several.map(comes, range(8))) == ["challenge_over"] * 7 + ["passkey"]
        assert wei.signed_in() == ["password", "passkey"]

    def test_by_a_passkey_that_is_being_removed_is_refused_and_no_copy(self, wei, passkeys, monkeypatch):
        account = wei.town.services.access.accounts.get(wei.town.key, wei.town.people["wei"])
        looked_at = RelyingParty.count_of

        def removed_meanwhile(*given):
            passkeys.remove_all(account, by="operator")
            return looked_at(*given)

        monkeypatch.setattr(RelyingParty, "count_of", removed_meanwhile)
        with pytest.raises(NotKnown) as no:
            passkeys.finish_sign_in(SLUG, wei.device.get(wei.wants()), agent="")
        assert (no.value.code, wei.town.kept_out("wei")) == ("passkey_refused", [])

    def test_to_an_account_that_is_being_closed_is_not_done(self, wei, passkeys, monkeypatch):
        accounts, person = wei.town.services.access.accounts, wei.town.people["wei"]
        answer = wei.device.get(wei.wants())

        def closed_meanwhile(_):
            accounts.close(wei.town.key, person, by="operator")
            return wei.town.key

        monkeypatch.setattr(passkeys, "_conference_of", closed_meanwhile)
        with pytest.raises(Overtaken):
            passkeys.finish_sign_in(SLUG, answer, agent="")
        assert wei.signed_in() == ["password"]
        assert wei.town.services.access.sessions.all(wei.town.key, person) == []
