"""Auditors: from what was recorded they say which duties were left undone, where no refusal could have held them.

An auditor never calls the rules it audits: it reads facts, and rows folded from facts, and comes to a verdict of its own.
What it finds is a ``Rule`` held as a finding, with the clause it rests on.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeAlias

from domain.charter import Charter, Deadlines, FollowUp, Meetings, Minutes, Name, Topics
from domain.charter_reading import read_charter
from domain.charter_words import Level
from domain.recorded import Recorded
from domain.rules.rule import Rule
from domain.stream import Fact
from projections import Doc, Rows
from projections.institution import INSTITUTION, ONLY, charter_of


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What an auditor says of a duty: whether it stands undone, in what thing, and the facts for a sentence.

    ``about`` tells apart several of the same kind in one thing; ``records`` are the positions it rests on (none: where
    it was found); ``excuse`` is the reason that was kept for it, if one was.
    """

    rule: Rule
    undone: bool
    thing: str
    subject: str
    year: int | None
    about: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    records: tuple[int, ...] = ()
    excuse: str | None = None


Auditor: TypeAlias = Callable[[Rows, Recorded], Iterator[Verdict]]


def every_finding() -> dict[str, Rule]:
    """What every auditor of this package may find, by code."""
    rules: dict[str, Rule] = {}
    for info in iter_modules(__path__, f"{__name__}."):
        values = vars(import_module(info.name)).values()
        rules |= {rule.code: rule for rule in values if isinstance(rule, Rule)}
    return rules


UNWRITTEN = Charter(
    edition="",
    title="",
    institution=Name(zh="", en=""),
    level=Level.TOWN,
    duties={},
    bodies={},
    office="",
    topics=Topics(proposers=(), categories={}, steps=()),
    meetings=Meetings(),
    minutes=Minutes(),
    follow_up=FollowUp(),
    deadlines=Deadlines(),
    assumptions={},
)
"""What governs while no edition is adopted: it asks for nothing."""


def charter_for(rows: Rows, day: date, edition: str | None = None) -> Charter:
    """The measures that govern a thing: the edition it goes by, or that of the day."""
    institution = rows.get(INSTITUTION, ONLY)
    texts = {kept["edition"]: kept["text"] for kept in (institution or {}).get("editions", ())}
    if not texts:
        return UNWRITTEN
    return read_charter(texts[edition]) if edition in texts else charter_of(institution, day)


def found(
    rule: Rule,
    event: Recorded,
    trail: Doc | None,
    *records: int,
    about: object = "",
    excuse: str | None = None,
    **told: Any,
) -> Verdict:
    """What was found in the stream of an event, at the event and in the records before it."""
    return Verdict(
        rule=rule,
        undone=True,
        thing=event.kind,
        subject=str(event.stream),
        year=trail["year"] if trail else event.fact.trace.on.year,
        about=str(about),
        facts=told,
        records=(*records, event.position),
        excuse=excuse,
    )


def reason_for(fact: Fact, *codes: str) -> str | None:
    """The reason a fact keeps for departing from one of these soft rules."""
    return next((departure.reason for departure in fact.trace.departures if departure.code in codes), None)


def reason_under(departures: list[Doc], *clauses: str) -> str | None:
    """The reason kept for departing from one of these clauses."""
    return next((departure["reason"] for departure in departures if departure["clause"] in clauses), None)
