"""Reading a charter file: TOML in, one frozen value out, or a refusal that names every fault by its key.

Keys in lists are counted from one: ``meetings.attendance[2].kind``. A key left out is unset, never another locality's
value. What was read once is read for ever, because a charter adopted long ago is read again whenever its acts are: new
keys are optional, and what makes a charter unsound is judged when it is adopted (``rules/charter_soundness.py``).
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from domain.charter import (
    AgendaItem,
    AttendanceClass,
    Body,
    Charter,
    Deadlines,
    Duty,
    FollowUp,
    Meetings,
    Minutes,
    Name,
    NamedUnit,
    Strength,
    Topics,
)
from domain.charter_seating import RANKS, Seating
from domain.charter_table import Table
from domain.charter_words import Attending, Level, Naming, Step, Succession
from domain.errors import Malformed
from domain.vocabulary import Consensus, Side, UnitKind

LONGEST = 200_000
"""Characters; the built-in charter, comments and all, has a tenth of it."""

_SIDES = (Side.GOV, Side.UNION)
_PERIODS = ("opinion", "notice", "papers", "minutes", "report")
_PLACE = re.compile(r"line (?P<line>\d+), column (?P<column>\d+)")


@lru_cache(maxsize=64)
def read_charter(text: str) -> Charter:
    """The charter a file holds; ``Malformed`` with every fault in ``facts["faults"]`` when it cannot be read."""
    faults: list[dict[str, Any]] = []
    file = Table(_parsed(text), "", faults)
    charter = _charter(file)
    file.note_strangers()
    if faults:
        raise _unreadable(faults)
    return charter


@lru_cache
def built_in(name: str = "chengqiao") -> str:
    """The text of a charter that comes with the product: ``chengqiao`` or ``example-district``."""
    return (files("domain") / "charters" / f"{name}.toml").read_text(encoding="utf-8")


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise _unreadable([{"key": "", "problem": "too_long", "most": LONGEST}])
    try:
        text.encode()
        return tomllib.loads(text)
    except UnicodeEncodeError as fault:
        line = text.count("\n", 0, fault.start) + 1
        raise _unreadable([{"key": "", "problem": "not_unicode", "line": line}]) from fault
    except (ValueError, RecursionError) as fault:
        raise _unreadable([{"key": "", "problem": "syntax", **_place(str(fault), text)}]) from fault


def _place(told: str, text: str) -> dict[str, Any]:
    """Where the file is no TOML, as far as the parser tells, and why, in its words."""
    detail, _, place = told.partition(" (at ")
    found = _PLACE.match(place)
    if found:
        return {"detail": detail, "line": int(found["line"]), "column": int(found["column"])}
    return {"detail": detail, "line": text.count("\n") + 1 if place else None, "column": None}


def _unreadable(faults: list[dict[str, Any]]) -> Malformed:
    first = faults[0]
    return Malformed(
        "charter_unreadable",
        clause="R-text",
        field="text",
        key=first["key"],
        problem=first["problem"],
        faults=faults,
    )


def _charter(file: Table) -> Charter:
    units = {key: _unit(key, table) for key, table in file.named("units").items()}
    duties = {key: _duty(key, table, units) for key, table in file.named("duties").items()}
    places = file.named("bodies")
    bodies = {key: _body(key, table, Seating(duties), units, places) for key, table in places.items()}
    seating = Seating(duties, bodies)
    file.require("office")
    return Charter(
        edition=file.text("edition"),
        title=file.text("title"),
        institution=_name(file.section("institution")),
        level=file.word("level", Level),
        issuer=file.text_if_given("issuer"),
        number=file.text_if_given("number"),
        issued_on=file.day_if_given("issued_on"),
        in_force_on=file.day_if_given("in_force_on"),
        time_zone=_time_zone(file),
        basis=file.texts("basis"),
        parties=_parties(file.section("parties")),
        units=units,
        succession=file.word_if_given("succession", Succession),
        archive_host=file.word_if_given("archive_host", _SIDES),
        duties=duties,
        bodies=bodies,
        office=file.known_if_given("office", bodies, "unknown_body") or "",
        topics=_topics(file.section("topics"), seating),
        meetings=_meetings(file.section("meetings"), seating),
        minutes=_minutes(file.section("minutes"), seating),
        follow_up=_follow_up(file.section("follow_up"), seating),
        deadlines=_deadlines(file.section("deadlines")),
        assumptions=_names(file.section("assumptions").tables()),
    )


def _name(table: Table) -> Name:
    return Name(zh=table.text("zh"), en=table.text("en"))


def _names(tables: Mapping[str, Table]) -> dict[str, Name]:
    return {key: _name(table) for key, table in tables.items()}


def _time_zone(file: Table) -> str:
    key = file.text("time_zone")
    try:
        ZoneInfo(key)
    except (LookupError, OSError, ValueError):
        if key:
            file.note("time_zone", "unknown_time_zone", given=key)
    return key


def _parties(table: Table) -> dict[Side, Name]:
    return {side: _name(inner) for side in _SIDES if (inner := table.section_if_given(side)) is not None}


def _unit(key: str, table: Table) -> NamedUnit:
    return NamedUnit(key=key, name=_name(table), kind=table.word("kind", UnitKind))


def _duty(key: str, table: Table, units: Collection[str]) -> Duty:
    return Duty(
        key=key,
        name=_name(table),
        side=table.word("side", (*_SIDES, Side.PARTY)),
        many=table.flag("many"),
        unit=table.known_if_given("unit", units, "unknown_unit"),
        per_unit=table.flag("per_unit"),
    )


def _body(key: str, table: Table, seating: Seating, units: Collection[str], bodies: Collection[str]) -> Body:
    ranks = table.section("ranks")
    return Body(
        key=key,
        name=_name(table),
        heads=seating.seats(table, "heads"),
        deputies=seating.seats(table, "deputies"),
        members=seating.seats(table, "members"),
        members_open=table.flag("members_open"),
        ranks={rank: _name(inner) for rank in RANKS if (inner := ranks.section_if_given(rank)) is not None},
        under=table.known_if_given("under", bodies, "unknown_body"),
        located_in=table.known_if_given("located_in", units, "unknown_unit"),
    )


def _strength(table: Table, key: str) -> Strength:
    """How strongly ``key`` is put: asked for as soon as the key is there, for neither strength is the usual one."""
    return table.word(f"{key}_strength", (Strength.HARD, Strength.SOFT)) if key in table else Strength.SOFT


def _topics(table: Table, seating: Seating) -> Topics:
    for key in ("proposers", "categories", "steps"):
        table.require(key)
    return Topics(
        proposers=table.words("proposers", (*_SIDES, Side.JOINT)),
        categories=_names(table.named("categories")),
        steps=table.words("steps", Step),
        approval=seating.panel(table.section_if_given("approval")),
        consensus=table.word_if_given("consensus", (Consensus.BASIC, Consensus.FULL)),
        consensus_strength=_strength(table, "consensus"),
        referred_to=seating.duty(table, "referred_to"),
        most_per_meeting=table.number_if_given("most_per_meeting"),
    )


def _meetings(table: Table, seating: Seating) -> Meetings:
    return Meetings(
        naming=table.word("naming", Naming),
        per_year=table.number_if_given("per_year"),
        per_year_most=table.number_if_given("per_year_most"),
        per_year_strength=_strength(table, "per_year"),
        date_fixed_by=seating.panel(table.section_if_given("date_fixed_by")),
        principal=seating.duty(table, "principal"),
        asked_by=seating.seats(table, "asked_by"),
        chaired_by=seating.seats(table, "chaired_by"),
        chaired_by_strength=_strength(table, "chaired_by"),
        attendance=tuple(_attendance_class(row, seating) for row in table.rows("attendance")),
        ordinary_agenda=tuple(_agenda_item(row) for row in table.rows("ordinary_agenda")),
        extraordinary_agenda=tuple(_agenda_item(row) for row in table.rows("extraordinary_agenda")),
        instructions_by=table.words("instructions_by", _SIDES),
        quorum=table.number_if_given("quorum"),
    )


def _attendance_class(row: Table, seating: Seating) -> AttendanceClass:
    return AttendanceClass(
        key=row.key("key"),
        name=_name(row),
        kind=row.word("kind", Attending),
        duties=seating.seats(row, "duties"),
        concerned=row.words("concerned", UnitKind),
    )


def _agenda_item(row: Table) -> AgendaItem:
    return AgendaItem(
        key=row.key("key"), name=_name(row), clause=row.text("clause"), strength=row.word("strength", Strength)
    )


def _minutes(table: Table, seating: Seating) -> Minutes:
    return Minutes(
        reviewed_by=seating.panel(table.section_if_given("reviewed_by")),
        sign_off=tuple(seating.panel_of(row) for row in table.rows("sign_off")),
        number_series=table.text_if_given("number_series"),
    )


def _follow_up(table: Table, seating: Seating) -> FollowUp:
    return FollowUp(
        settled_by=seating.panel(table.section_if_given("settled_by")),
        union_led_checked_by=seating.duty(table, "union_led_checked_by"),
        heads_may_complete=table.flag("heads_may_complete"),
        next_meeting_hears=table.flag("next_meeting_hears"),
        extraordinary_hears=table.flag("extraordinary_hears"),
        report_every_months=table.number_if_given("report_every_months"),
        default_months=table.number_if_given("default_months"),
        due_soon_days=table.number_if_given("due_soon_days"),
    )


def _deadlines(table: Table) -> Deadlines:
    periods = {period: table.number_if_given(period) for period in _PERIODS}
    if any(period in table for period in _PERIODS):
        table.require("working_days")
    return Deadlines(working_days=table.flag("working_days"), **periods)
