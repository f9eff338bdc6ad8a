"""An installation's folder with two conferences, and everything about who comes in to them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pyotp

from application.access.access import Access, open_access
from application.access.accounts import Account
from application.access.sessions import Session
from application.log import SYSTEM
from application.mapper import FactMapper
from application.ports import TimeOrderedIds
from application.proof.system import SystemLog
from application.sqlite import SQLiteLog
from domain.conference import Conference
from domain.installation import Installation
from domain.roster import Roster
from domain.topic import Topic
from tests.application.writing import INSTALLATION
from tests.cast import NOW, person

SLUG, OTHER = "chengqiao", "baozhen"
PASSWORD = "河东河西三十年又三十年"
LI = person("li")


@cache
def _mapper() -> FactMapper:
    """Kept, because it takes long to make."""
    return FactMapper([Conference, Roster, Topic, Installation])


class HandClock:
    """A clock that stands until somebody moves it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


class Entrance:
    """One process's view of the folder; ``beside`` is that of another."""

    def __init__(self, folder: Path, clock: HandClock | None = None, *, breached: Path | None = None) -> None:
        self.folder = folder
        self.clock = clock or HandClock()
        self.log = SQLiteLog(folder / "log.db", _mapper(), sw="0.0.0-test")
        if not self.log.logs():
            self.log.create_conference(SLUG, INSTALLATION, NOW)
            self.log.create_conference(OTHER, INSTALLATION, NOW)
        self.key, self.origin = self.log.conference(SLUG)
        self.other, _ = self.log.conference(OTHER)
        self.system = SystemLog(self.log, self.log.mapper, self.clock, TimeOrderedIds(self.clock))
        self.access: Access = open_access(
            folder, log=self.log, system=self.system, locks=self.log.vault, clock=self.clock, breached=breached
        )
        self.log.on_erase.append(self.access.accounts.forget)

    def close(self) -> None:
        self.access.close()
        self.log.close()

    def beside(self) -> "Entrance":
        return Entrance(self.folder, self.clock)

    # -- who ---------------------------------------------------------------------------------------------------------

    def opened(self, name: str = "li", **told: Any) -> str:
        """Open an account; its code."""
        return self.access.accounts.open(self.key, person(name), name, by="operator", **told)

    def member(self, name: str = "li", password: str = PASSWORD, **told: Any) -> Account:
        """Somebody whose account is in use."""
        return self.access.signing_in.activate(SLUG, name, self.opened(name, **told), password)

    def account(self, name: str = "li") -> Account:
        return self.access.accounts.get(self.key, person(name))

    def signs_in(self, name: str = "li", password: str = PASSWORD, code: str | None = None) -> tuple[str, Session]:
        return self.access.signing_in.with_password(SLUG, name, password, code, agent="Firefox")

    def equipped(self, name: str = "li") -> tuple[str, list[str]]:
        """Set up a device for a member; its secret and the recovery codes. The code that did it is used up."""
        secret, _ = self.access.factors.begin(self.account(name), "Lianxi")
        codes = self.access.factors.confirm(self.account(name), self.shown(secret))
        self.clock.pass_by(seconds=30)
        return secret, codes

    def shown(self, secret: str, *, steps: int = 0) -> str:
        """What the device shows, now or some steps of time from now."""
        return pyotp.TOTP(secret).at(self.clock.at + timedelta(seconds=30 * steps))

    # -- what is recorded --------------------------------------------------------------------------------------------

    def said(self, name: str | None = None) -> list[dict[str, Any]]:
        """What the installation's log says under a name, without the log it is about; or all of it, with the name."""
        found = [
            (each.type.removeprefix("installation.").partition("/")[0], each.fact)
            for each in self.log.read(SYSTEM, 0, 10**6)
        ]
        return [
            _body(fact) if name else {"fact": called, **_body(fact)} for called, fact in found if name in {None, called}
        ]

    def since(self, before: int) -> list[str]:
        """The names of what was recorded after so many facts."""
        return [each["fact"] for each in self.said()[before:]]


def _body(fact: Any) -> dict[str, Any]:
    beside = {"originator_id", "originator_version", "timestamp", "trace", "origin"}
    return {name: value for name, value in vars(fact).items() if name not in beside}


def code_of(refused: Any) -> str:
    """The code of the refusal that was met."""
    return str(refused.value.code)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do things in threads that begin together; what each returned or raised."""
    barrier, found = Barrier(len(deeds)), [None] * len(deeds)

    def run(index: int) -> None:
        barrier.wait()
        try:
            found[index] = deeds[index]()
        except Exception as raised:  # noqa: BLE001 - it is what the test looks at
            found[index] = raised  # type: ignore[call-overload]

    threads = [Thread(target=run, args=(index,)) for index in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
