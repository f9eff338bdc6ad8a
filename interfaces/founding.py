"""Founding a conference: its log, its streams under the first charter, and the first person in its office, at once."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from application import institution
from application.ledger import Ledger
from application.log import Batch, Conflict, Lineage, Log
from domain.act import Act
from domain.charter import Charter
from domain.charter_reading import read_charter
from domain.errors import RuleBroken
from domain.roster import Roster
from domain.rules import dates, office, seats
from domain.rules.charter_soundness import require_sound
from domain.rules.wording import require_fit
from domain.standing import Standing
from domain.trace import Actor
from domain.units import Units
from interfaces.services import Services


@dataclass(frozen=True, kw_only=True)
class Founding:
    """What a conference is founded with: its charter file's text, and who first sits in its office, in which duty.

    Without names it is called as the charter calls it; without a day it is founded today.
    """

    slug: str
    charter: str
    person: str
    duty: str
    name_zh: str | None = None
    name_en: str | None = None
    on: date | None = None


def found(services: Services, installation: str, founding: Founding) -> str:
    """Found a conference and return the id of the person in its office, whose act it is.

    One that exists is refused; one whose founding was cut short before anything was recorded is founded now.
    """
    charter = read_charter(founding.charter)
    at = services.clock.now()
    act = _act(founding, charter, at)
    _require_ready(founding, act)
    key = _begun(services.log, founding.slug, installation, at)
    ledger = services.desk.ledger(founding.slug)
    person = str(ledger.new_id())
    _record(founding, replace(act, by=Actor(person=person)), ledger, person)
    _commit(services.log, key, ledger, at, founding.slug)
    return person


def _act(founding: Founding, charter: Charter, at: datetime) -> Act:
    today = at.astimezone(ZoneInfo(charter.time_zone)).date()
    on = founding.on or today
    nobody = Actor(person=None)
    return Act(by=nobody, on=on, at=at, today=today, charter=charter, standing=Standing(on=on, holders={}))


def _require_ready(founding: Founding, act: Act) -> None:
    """All that may be wrong with it, before anything is made."""
    for field in ("person", "name_zh", "name_en"):
        require_fit(field, getattr(founding, field) or "")
    require_sound(act.charter)
    dates.require_not_in_future(act)
    seats.require_known_duty(founding.duty, act.charter, act.charter.units)
    office.require_office(replace(act, by=Actor(person=None, seats=(founding.duty,))))


def _begun(log: Log, slug: str, installation: str, at: datetime) -> int:
    try:
        return log.create_conference(slug, installation, at)
    except RuleBroken:
        key, _ = log.conference(slug)
        if log.head(key):
            raise
        return key


def _record(founding: Founding, act: Act, ledger: Ledger, person: str) -> None:
    named = act.charter.institution
    institution.found(
        act,
        ledger,
        name_zh=founding.name_zh or named.zh,
        name_en=founding.name_en or named.en,
        charter=founding.charter,
    )
    units, roster = ledger.own(Units), ledger.own(Roster)
    for unit in act.charter.units.values():
        units.open_unit(act, unit=unit.key, kind=unit.kind, name_zh=unit.name.zh, name_en=unit.name.en)
    roster.enter_person(act, person=person, name=founding.person)
    roster.take_duty(act, duty=founding.duty, person=person, since=act.on, units=units.open_keys)
    ledger.save(units, roster)


def _commit(log: Log, key: int, ledger: Ledger, at: datetime, slug: str) -> None:
    command = str(ledger.new_id())
    batch = Batch(
        conference=key,
        facts=ledger.collect(),
        at=at,
        lineage=Lineage(cmd=command, corr=command),
        reads=ledger.reads,
        open_marks=ledger.open_marks(),
    )
    try:
        log.append(batch)
    except Conflict as conflict:
        raise RuleBroken("conference_exists", clause="R-unique", slug=slug) from conflict
