"""People of the cast with accounts: opened, activated, with a device of codes, and signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pyotp
import pytest
from argon2 import PasswordHasher

from application.access import passwords
from tests.interfaces.http.town import SLUG, Town

API = "/api/v1"
PASSWORD = "一匹马走过大桥边"


@contextmanager
def cheap_passwords() -> Iterator[None]:
    """Passwords are kept as cheaply as can be; how dear they are in earnest is looked at where they are kept."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


class Member:
    """Somebody with an account, and the device he carries."""

    def __init__(self, town: Town, name: str, role: str | None = None) -> None:
        self.town = town
        self.name = name
        self.person = town.people[name]
        self.secret = ""
        self.recovery: list[str] = []
        access = town.services.access
        self.code = access.accounts.open(town.key, self.person, name, by="operator", role=role)

    def activated(self) -> "Member":
        """With a password."""
        body = {"conference": SLUG, "name": self.name, "code": self.code, "password": PASSWORD}
        assert self.town.ask(None, "/activation", body, base=API).status_code == 204
        return self

    def equipped(self) -> "Member":
        """With a password and a device."""
        token = self.activated().signed_in()
        self.secret = self.town.ask(token, "/account/totp", base=API).json()["secret"]
        answer = self.town.ask(token, "/account/totp/confirmation", {"code": self.shown()}, base=API)
        self.recovery = answer.json()["codes"]
        return self

    def shown(self) -> str:
        """What the device shows now; a while passes, so that it is a new code each time."""
        self.town.clock.at += timedelta(seconds=60)
        return pyotp.TOTP(self.secret).at(self.town.clock.at)

    def tries(self, password=PASSWORD, **more):
        """An attempt to sign in."""
        body = {"conference": SLUG, "name": self.name, "password": password, "deliver": "bearer", **more}
        return self.town.ask(None, "/sign-in", body, base=API)

    def signed_in(self) -> str:
        """The token of a new session."""
        answer = self.tries(**({"code": self.shown()} if self.secret else {}))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])
