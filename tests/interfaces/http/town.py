"""The town over HTTP: a conference in a folder of its own, the cast signed in, and a clock that is moved by hand."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from starlette.testclient import TestClient

from application.access.tokens import Token
from application.log import SYSTEM
from domain.charter_reading import built_in
from domain.facts.installation import AccessRefused
from interfaces import bootstrap
from interfaces.founding import Founding, found
from interfaces.http.app import api
from interfaces.services import Services
from tests.cast import DUTIES, UNITS
from tests.interfaces.http.wire import Reply, request

SLUG = "chengqiao"
BASE = f"/api/v1/conferences/{SLUG}"
BEGINNING = date(2025, 1, 6)
OFFICE = "wang"
STRANGER = "mao"
"""On the roll, and without any duty."""
_ZONE = ZoneInfo("Asia/Shanghai")
NAMES = {
    "zhao": "赵志远",
    "qian": "钱建国",
    "sun": "孙立群",
    "feng": "冯国栋",
    "li": "李文秀",
    "zhou": "周晓梅",
    "wu": "吴振华",
    "zheng": "郑海涛",
    "wang": "王丽娟",
    "chen": "陈永康",
    "chu": "褚明",
    "wei": "卫东升",
    "jiang": "蒋伟",
    "shen": "沈桂英",
    "han": "韩大勇",
    "zhu": "朱建华",
    "gu": "顾阿妹",
    "tang": "唐小燕",
    "mao": "毛小兵",
}


_IDLE: list[FastAPI] = []
"""Apps whose town has gone: to make one costs more than all else."""


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, day: date) -> None:
        self.at = datetime.combine(day, time(9), _ZONE).astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def tick(self) -> None:
        self.at += timedelta(seconds=1)

    def move_to(self, day: date) -> None:
        """Nine o'clock of a day, unless it is later already."""
        self.at = max(self.at, datetime.combine(day, time(9), _ZONE).astimezone(UTC))

    @property
    def today(self) -> date:
        return self.at.astimezone(_ZONE).date()


class Town:
    """A conference that is served, and what its people ask of it."""

    def __init__(self, client: TestClient, services: Services, clock: HandClock, people: dict[str, str]) -> None:
        self.client = client
        self.services = services
        self.clock = clock
        self.people = people
        self.key, _ = services.log.conference(SLUG)

    @property
    def head(self) -> int:
        return self.services.log.head(self.key)

    def headers(self, who: str | None, **more: str | None) -> dict[str, str]:
        """A person's token, and other headers: ``if_match`` for ``If-Match``; one that is None is not sent."""
        signed = {"authorization": f"Bearer {who}"} if who else {}
        return signed | {name.replace("_", "-"): value for name, value in more.items() if value is not None}

    def ask(self, who: str | None, path: str, body: Any = None, *, base: str = BASE, **headers: str | None) -> Reply:
        """Post a command as somebody; each comes a second after the one before."""
        self.clock.tick()
        content = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
        sent = self.headers(who, **{"content_type": "application/json", **headers})
        return request(self.client, "POST", base + path, sent, content)

    def get(self, path: str, who: str | None = OFFICE, *, base: str = BASE, **headers: str) -> Reply:
        return request(self.client, "GET", base + path, self.headers(who, **headers))

    def request(self, method: str, address: str, headers: dict[str, str]) -> Reply:
        return request(self.client, method, address, headers)

    def kept_out(self, who: str) -> list[tuple[str, str]]:
        """What the installation's own log says that somebody reached for in vain, and why."""
        system = self.services.log.read(SYSTEM, 0, 1_000_000)
        refused = [each.fact for each in system if isinstance(each.fact, AccessRefused)]
        return [(fact.what, fact.code) for fact in refused if fact.person == self.people[who]]

    def refusals(self) -> list[tuple[str, str]]:
        """The journal: which command was refused by which code."""
        return [(refused.command, refused.code) for refused in self.services.log.refusals(self.key, 0, 10_000)]


@contextmanager
def town(folder: Path | None = None) -> Iterator[Town]:
    """A town of its own, as it is when everybody has taken up his duty."""
    made = folder is None
    folder = folder or Path(mkdtemp(prefix="lianxi-"))
    people, now = _founded()
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    clock = HandClock(BEGINNING)
    clock.at = now
    services = bootstrap.build(folder, clock=clock)
    app = _IDLE.pop() if _IDLE else api(services)
    app.state.services = services
    try:
        with TestClient(app) as client:
            yield Town(client, services, clock, dict(people))
    finally:
        _IDLE.append(app)
        if made:
            shutil.rmtree(folder, ignore_errors=True)


@cache
def _template() -> Path:
    return Path(mkdtemp(prefix="lianxi-town-"))


@cache
def _founded() -> tuple[dict[str, str], datetime]:
    """Found the conference once, over HTTP but for the first person; every town begins with a copy of its folder."""
    folder = _template()
    clock = HandClock(BEGINNING)
    services = bootstrap.build(folder, clock=clock)
    founding = Founding(slug=SLUG, charter=built_in(), person=NAMES[OFFICE], duty="union_office_staff")
    people = {OFFICE: found(services, "lianxi.test", founding)}
    with TestClient(api(services)) as client:
        sign_in(services, OFFICE, people[OFFICE])
        town = Town(client, services, clock, people)
        services.runner.wait(town.key, town.head)  # what was founded before the start is seen from here on
        _settle(town)
        for name, person in people.items():
            if name != OFFICE:
                sign_in(services, name, person)
    return people, clock.at


def sign_in(services: Services, token: str, person: str) -> None:
    """Let a token, spelt as a name of the cast, stand for a person."""
    digest, at = sha256(token.encode()).hexdigest(), services.clock.now()
    key, _ = services.log.conference(SLUG)
    services.access.tokens.add(Token(digest=digest, conference=key, person=person, label=token, created_at=at))


def _settle(town: Town) -> None:
    """The units and people of the cast, and their duties from the first day."""
    known = {unit["unit"] for unit in town.get("/units").json()["items"]}
    for unit in UNITS.values():
        if unit.key not in known:
            body = {"unit": unit.key, "kind": unit.kind, "name_zh": unit.name_zh, "name_en": unit.name_en}
            _done(town.ask(OFFICE, "/units", body))
    for name, full in NAMES.items():
        if name != OFFICE:
            town.people[name] = _done(town.ask(OFFICE, "/people", {"name": full}))["id"]
    for duty, name in DUTIES.items():
        if duty != "union_office_staff":
            body = {"duty": duty, "since": BEGINNING.isoformat()}
            _done(town.ask(OFFICE, f"/people/{town.people[name]}/duties", body))


def _done(response: Any) -> Any:
    assert response.status_code in {200, 201}, response.text
    return response.json()
