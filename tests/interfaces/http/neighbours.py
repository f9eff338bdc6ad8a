"""Two conferences in one installation that share the names of nothing: whoever belongs to one learns nothing of the other."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from application.access.tokens import Token
from domain.charter_reading import built_in
from interfaces.founding import Founding, found
from tests.cast import DUTIES, UNITS
from tests.interfaces.http.life import lived
from tests.interfaces.http.living import Life
from tests.interfaces.http.town import BEGINNING, NAMES, OFFICE, Town, town
from tests.interfaces.http.wire import Reply

BESIDE = "baozhen"
NOWHERE = "nowhere"
"""The slug of no conference, as long as the other's."""
MARK = "邻镇之事"
"""Stands in every text of the other conference, and in none of ours."""
UNIT, NO_UNIT = "beach_office", "reach_office"
"""A unit that the other conference alone has, and one that nobody has."""
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Neighbour(Town):
    """The other conference: its people sign in with tokens of their own, and all they write bears its mark."""

    def __init__(self, beside: Town, people: dict[str, str]) -> None:
        super().__init__(beside.client, beside.services, beside.clock, people)
        self.key, _ = beside.services.log.conference(BESIDE)

    def headers(self, who: str | None, **more: str | None) -> dict[str, str]:
        return super().headers(who and f"beside-{who}", **more)

    def ask(
        self,
        who: str | None,
        path: str,
        body: Any = None,
        *,
        base: str = f"/api/v1/conferences/{BESIDE}",
        **h: str | None,
    ) -> Reply:
        return super().ask(who, path, marked(body, path), base=base, **h)

    def get(
        self, path: str, who: str | None = OFFICE, *, base: str = f"/api/v1/conferences/{BESIDE}", **headers: str
    ) -> Reply:
        return super().get(path, who, base=base, **headers)

    def signs_in(self, name: str, person: str) -> None:
        """Let a token of this conference stand for a person of it."""
        digest, at = sha256(f"beside-{name}".encode()).hexdigest(), self.clock.now()
        token = Token(digest=digest, conference=self.key, person=person, label=name, created_at=at)
        self.services.access.tokens.add(token)


@dataclass
class Pair:
    """Ours and the other, both lived through; ``secrets`` are the ids and digests that the other's records hold."""

    ours: Life
    beside: Life
    foreign: dict[str, str]
    secrets: frozenset[str]

    def learnt(self, text: str, *sent: str) -> list[str]:
        """What of the other conference an answer holds that was not in the request."""
        for each in sent:
            text = text.replace(each, "")
        held = {*_UUID.findall(text), *_DIGEST.findall(text)} & self.secrets
        return sorted(held | ({MARK} if MARK in text else set()))


def marked(value: Any, path: str = "") -> Any:
    """A body in which every text but a quoted one says whose it is; digests are the other's, and its edition too."""
    if isinstance(value, dict):
        return {key: item if key == "issued" else marked(item, path) for key, item in value.items()}
    if isinstance(value, list):
        return [marked(item, path) for item in value]
    if not isinstance(value, str):
        return value
    if path == "/charters":
        return value.replace("chengqiao-2", "baozhen-2")
    if _DIGEST.fullmatch(value):
        return sha256(value.encode()).hexdigest()
    return value + MARK if any("\u4e00" <= letter <= "\u9fff" for letter in value) else value


@contextmanager
def neighbours(ours: Callable[[Town, dict[str, str]], Life] = lambda here, _: Life(here)) -> Iterator[Pair]:
    """The other conference lives first, and then ours through the same days, as ``ours`` lives: it knows the other's ids."""
    with town() as here:
        begun = here.clock.at
        beside = _beside(here)
        here.clock.at = begun
        foreign = _foreign(beside)
        life = lived(here, ours(here, foreign))
        yield Pair(life, beside, foreign, _secrets(beside, here))


def _beside(here: Town) -> Life:
    name = NAMES[OFFICE] + MARK
    founding = Founding(
        slug=BESIDE,
        charter=built_in(),
        person=name,
        duty="union_office_staff",
        name_zh=f"堡镇联席会议{MARK}",
        name_en="Baozhen joint conference",
    )
    person = found(here.services, "lianxi.test", founding)
    neighbour = Neighbour(here, {OFFICE: person})
    neighbour.signs_in(OFFICE, person)
    here.services.runner.wait(neighbour.key, neighbour.head)
    _settle(neighbour)
    return lived(neighbour, Life(neighbour))


def _settle(neighbour: Neighbour) -> None:
    known = {unit["unit"] for unit in neighbour.get("/units").json()["items"]}
    keys = {key: (unit.kind, unit.name_zh, unit.name_en) for key, unit in UNITS.items() if key not in known}
    for unit, (kind, name_zh, name_en) in (keys | {UNIT: ("department", "沙滩办", "Beach Office")}).items():
        _done(neighbour.ask(OFFICE, "/units", {"unit": unit, "kind": kind, "name_zh": name_zh, "name_en": name_en}))
    for name, full in NAMES.items():
        if name != OFFICE:
            neighbour.people[name] = _done(neighbour.ask(OFFICE, "/people", {"name": full}))["id"]
            neighbour.signs_in(name, neighbour.people[name])
    for duty, name in (DUTIES | {f"head@{UNIT}": "jiang"}).items():
        if duty != "union_office_staff":
            body = {"duty": duty, "since": BEGINNING.isoformat()}
            _done(neighbour.ask(OFFICE, f"/people/{neighbour.people[name]}/duties", body))


def _foreign(beside: Life) -> dict[str, str]:
    """The other's things by kind: one of each, and its latest position, which ours never reaches."""
    for year in range(1960, 2020):
        beside.asked("explain_year", "wang", year=year)
    beside.asked("open_call", year=2027, meeting=None, deadline=None)
    return beside.ids | {
        **{
            kind: beside.town.get(f"/{kind}s?limit=1", "li").json()["items"][0]["id"]
            for kind in ("finding", "document")
        },
        "position": str(beside.town.head),
        "unit": UNIT,
        "person": beside.town.people["zhou"],
        "token": sha256(b"beside-wang").hexdigest()[:12],
        "digest": uploaded(beside.town, "wang", MARK),
    }


def uploaded(town: Town, who: str, text: str) -> str:
    """A file of one text, and its digest."""
    answer = town.ask(who, "/files?name=a.txt", text.encode(), content_type="text/plain")
    assert answer.status_code in {200, 201}, answer.text
    digest: str = answer.json()["sha256"]
    return digest


def _secrets(beside: Life, here: Town) -> frozenset[str]:
    """Every id and digest in the other's records, but those that both have because they come with the product."""
    told = ["".join(each.decode() for each in here.services.log.records(key)) for key in (beside.town.key, here.key)]
    theirs, ours = ({*_UUID.findall(text), *_DIGEST.findall(text)} for text in told)
    return frozenset(theirs - ours | {sha256(MARK.encode()).hexdigest()})


def _done(response: Any) -> Any:
    assert response.status_code in {200, 201}, response.text
    return response.json()
