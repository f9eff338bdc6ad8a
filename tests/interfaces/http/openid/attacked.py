"""A town whose people sign in by a provider of our own, and what has to be so after each attack on it."""

from dataclasses import dataclass
from typing import Any

from tests.interfaces.http.openid.browser import Browser, account, sign_ins
from tests.interfaces.http.openid.own_provider import SUBJECT, OwnProvider


@dataclass
class Attacked:
    """``town`` and the honest ``provider`` of 王丽娟."""

    town: Any
    provider: OwnProvider

    def link(self, name="wang"):
        """Let what somebody is at the provider be an account's."""
        identities = self.town.services.access.identities
        identities.link(account(self.town, name), self.provider.issuer, SUBJECT, by="operator")

    def tries(self, **spoiled):
        """An attempt to sign in by whatever the provider answers now."""
        browser = Browser(self.town)
        return browser, browser.get(self.provider.authorizes(browser.starts(), **spoiled))

    def lets_in(self, **spoiled):
        """Whether that signs anybody in, and nothing stands in its way."""
        browser, back = self.tries(**spoiled)
        return back.status_code == 303 and browser.me()["person"] == self.town.people["wang"]

    def refuses(self, **spoiled):
        """The code and the reason of the refusal; nobody was signed in."""
        before = sign_ins(self.town)
        browser, back = self.tries(**spoiled)
        assert browser.me() is None
        assert sign_ins(self.town) == before
        return why(back)


def why(answer):
    """The code of a refusal, and the one word that says more."""
    told = answer.json()
    assert answer.status_code == {"openid_unreachable": 503}.get(told["code"], 401), answer.text
    fault = told["facts"].get("fault")
    assert fault is None or fault not in told["detail"], "it has a word in Chinese"
    return told["code"], fault
