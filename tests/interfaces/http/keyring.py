"""Somebody with an account, a session and a device, and what he asks about passkeys."""

from dataclasses import dataclass, field
from typing import Any

from application.log import SYSTEM
from domain.facts.installation import CredentialChanged, SignedIn
from tests.interfaces.http.authenticator import Authenticator
from tests.interfaces.http.town import SLUG, Town
from tests.interfaces.http.wire import Reply

API = "/api/v1"
SIGN_IN, CONFIRM, OWN = "/sign-in/passkey", "/session/confirmation/passkey", "/account/passkeys"


@dataclass
class Keyring:
    """``session`` is that of a browser where he signed in with his password alone, until he proves more."""

    town: Town
    name: str
    device: Authenticator = field(default_factory=Authenticator)
    session: str = ""

    @classmethod
    def of(cls, town: Town, name: str) -> "Keyring":
        """Somebody of the cast who was just given an account."""
        town.services.access.accounts.open(town.key, town.people[name], name, by="operator")
        ring = cls(town, name)
        ring.session = ring.by_password()
        return ring

    def by_password(self) -> str:
        """Another session, which a password alone has begun."""
        person = self.town.people[self.name]
        begin = self.town.services.access.sessions.begin
        return begin(self.town.key, person, means="password", strong=False, agent="")[0]

    def asks(self, path: str, body: Any = None, *, session: str | None = None) -> Reply:
        return self.town.ask(session or self.session, path, body, base=API)

    def shown(self, path: str, *, session: str | None = None) -> Any:
        answer = self.town.get(path, session or self.session, base=API)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def options(self, path: str, body: Any = None) -> dict[str, Any]:
        """What the device is to be asked."""
        answer = self.asks(f"{path}/options", body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def adds(self, label: str = "手机", **told: Any) -> Reply:
        """Make a passkey and register it."""
        made = self.device.create(self.options(OWN), **told)
        return self.asks(OWN, {"credential": made, "label": label})

    def has(self) -> "Keyring":
        """He, with a passkey."""
        answer = self.adds()
        assert answer.status_code == 201, answer.text
        return self

    def wants(self, slug: str = SLUG) -> dict[str, Any]:
        """The options of a sign-in."""
        answer = self.town.ask(None, f"{SIGN_IN}/options", {"conference": slug}, base=API)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def signs_in(self, credential: Any = None, *, slug: str = SLUG, **told: Any) -> Reply:
        """Sign in with the device, or with an answer that was made up."""
        answer = credential or self.device.get(self.wants(slug), **told)
        return self.town.ask(None, SIGN_IN, body(answer, slug), base=API)

    def confirms(self, **told: Any) -> Reply:
        """Prove again who sits there."""
        return self.asks(CONFIRM, {"credential": self.device.get(self.options(CONFIRM), **told)})

    def signed_in(self) -> list[str]:
        """By what means he has come in so far."""
        facts = [each.fact for each in self.town.services.log.read(SYSTEM, 0, 1_000_000)]
        person = self.town.people[self.name]
        return [each.means for each in facts if isinstance(each, SignedIn) and each.person == person]

    def changes(self) -> list[tuple[str, str]]:
        """What was recorded of changes to what he proves himself with: what, and by whom."""
        facts = [each.fact for each in self.town.services.log.read(SYSTEM, 0, 1_000_000)]
        person = self.town.people[self.name]
        return [
            (each.what, each.done_by) for each in facts if isinstance(each, CredentialChanged) and each.person == person
        ]


def body(credential: Any, slug: str = SLUG) -> dict[str, Any]:
    """What a sign-in posts."""
    return {"conference": slug, "credential": credential, "deliver": "bearer"}


def refused(answer: Reply) -> tuple[int, str]:
    """The status of a refusal, and its code."""
    return answer.status_code, answer.json().get("code", answer.text)
