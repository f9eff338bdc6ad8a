"""``lianxi history``: what was recorded, in words or as the very records."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

import typer

from application.ledger import institution_id
from application.log import SYSTEM
from application.mapper import all_streams
from domain.conference import Conference
from domain.errors import NotFound
from domain.installation import Installation
from domain.recorded import Recorded
from domain.register import Register
from domain.roster import Roster
from domain.trace import Trace
from domain.units import Units
from interfaces.cli.folder import Data, Kept, Slug, kept
from interfaces.cli.speech import Trouble, language, words
from interfaces.sentences import WORDED, fact_title, word
from projections.telling import body_of

_AT_ONCE = 1_000
_LONGEST = 160


def history(
    conference: Slug,
    stream: Annotated[
        str | None,
        typer.Argument(
            help="topic/编号；机构为 roster 等 · topic/ID, or roster, units, register, conference",
            metavar="KIND/UUID",
            show_default=False,
        ),
    ] = None,
    *,
    person: Annotated[str | None, typer.Option(help="只看此人所为 · what one person did", metavar="PERSON_ID")] = None,
    since: Annotated[int, typer.Option(min=0, help="自此位置之后 · after a position", metavar="POSITION")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="每行一条原记录 · the records as hashed, one a line")] = False,
    data: Data = None,
) -> None:
    """查看经过 · Tell what was recorded of a thing or by a person."""
    with kept(data, conference) as found:
        if as_json and stream is None and person is None:
            write(record.decode() for record in found.log.records(found.key, since))
            return
        facts = _everything(found, since) if stream is None else stream_of(found, stream)[2]
        wanted = (each for each in facts if each.position > since and (person is None or _is_by(person, each)))
        write(_records(found, wanted) if as_json else _told(found, wanted))


def write(lines: Iterable[str]) -> None:
    """Write lines on standard output."""
    for line in lines:
        typer.echo(line)


def _everything(found: Kept, since: int) -> Iterator[Recorded]:
    while page := found.log.read(found.key, since, _AT_ONCE):
        yield from page
        since = page[-1].position


def stream_of(found: Kept, given: str) -> tuple[str, UUID, list[Recorded]]:
    """The stream that ``topic/ID`` or ``roster`` names: its kind, its id, its facts."""
    kind, _, ident = given.partition("/")
    of_institution = {one.TOPIC: one for one in (Conference, Roster, Units, Register, Installation)}
    try:
        stream = institution_id(found.origin, of_institution[kind]) if not ident else UUID(ident)
    except (KeyError, ValueError):
        raise Trouble("stream_malformed", given=given, kinds=", ".join(_kinds())) from None
    facts = [each for each in found.log.history(found.key, stream) if each.kind == kind]
    if not facts:
        raise NotFound(f"{kind}_unknown", clause="R-known", thing=kind, id=str(stream))
    return kind, stream, facts


def _kinds() -> list[str]:
    return sorted({kind.TOPIC for kind in all_streams()})


def _is_by(person: str, recorded: Recorded) -> bool:
    trace = recorded.fact.trace
    return person == trace.by.person or (trace.entered_by is not None and person == trace.entered_by.person)


def _records(found: Kept, facts: Iterable[Recorded]) -> Iterator[str]:
    for recorded in facts:
        for record in found.log.records(found.key, recorded.position - 1, 1):
            yield record.decode()


def _told(found: Kept, facts: Iterable[Recorded]) -> Iterator[str]:
    teller = Teller(found)
    for recorded in facts:
        yield from teller.lines(recorded)


class Teller:
    """Tells a fact in lines: where and when, who in which seat, departing from what, and what it says."""

    def __init__(self, found: Kept) -> None:
        self._found = found

    def lines(self, recorded: Recorded) -> Iterator[str]:
        """What was recorded, by whom, and what it says."""
        yield from self.head(recorded)
        for name, value in body_of(recorded.fact).items():
            if value not in (None, "", []):
                closed = isinstance(vars(recorded.fact)[name], StrEnum)
                yield f"    {name}: {word(language(), value, name) if closed else one_line(value)}"

    def head(self, recorded: Recorded) -> Iterator[str]:
        """What was recorded, by whom, departing from what."""
        trace = recorded.fact.trace
        at = recorded.recorded_at.astimezone(self._zone).isoformat(sep=" ", timespec="seconds")
        place = f"{recorded.kind}/{recorded.stream} v{recorded.version}"
        title = fact_title(language(), recorded.type)
        yield f"#{recorded.position}  {trace.on}  {title}  {recorded.type}  {place}  ({words('recorded')} {at})"
        yield f"    {self.who(trace)}"
        for departure in trace.departures:
            yield f"    {words('departure')} {departure.clause} {departure.code}: {one_line(departure.reason)}"

    def brief(self, recorded: Recorded) -> str:
        """A record in one line, with what it rests on."""
        trace = recorded.fact.trace
        rests = [*recorded.fact.CLAUSES, *trace.assumptions, *(departure.code for departure in trace.departures)]
        on = f"  [{trace.under} {' '.join(rests)}]" if rests else f"  [{trace.under}]"
        return f"#{recorded.position}  {trace.on}  {fact_title(language(), recorded.type)}  {self.who(trace)}{on}"

    def value(self, field: str, value: object) -> str:
        """A value of a state: people by their names, closed words as they are said."""
        told = self._by_name(value)
        if told in (None, ""):
            return words("nothing")
        name = next((part for part in reversed(field.split("/")) if not part.isdigit()), field)
        return word(language(), told, name) if isinstance(told, str) and name in WORDED else one_line(told)

    def _by_name(self, value: object) -> object:
        if isinstance(value, list):
            return [self._by_name(each) for each in value]
        return self._found.names.get(value, value) if isinstance(value, str) else value

    @cached_property
    def _zone(self) -> ZoneInfo:
        if self._found.key == SYSTEM:
            return ZoneInfo("UTC")
        return ZoneInfo(self._found.conference.charter_on(date.max).time_zone)

    def who(self, trace: Trace) -> str:
        """Who acted, in which seat, for whom, and who entered it."""
        by, entry = trace.by, trace.entered_by
        told = self._name(by.person)
        if by.seat:
            told += f" · {self._seat(by.seat, trace)}"
        if by.acting_for:
            told += f" · {words('acting_for')} {self._name(by.acting_for)}"
        if entry:
            told += f" · {words('entered_by')} {self._name(entry.person)} ({word(language(), entry.basis, 'basis')})"
        return told

    def _name(self, person: str | None) -> str:
        return self._found.names.get(person or "", person or "–")

    def _seat(self, seat: str, trace: Trace) -> str:
        duty, _, unit = seat.partition("@")
        known = self._found.conference.edition(trace.under).duties.get(duty)
        if known is None:
            return seat
        told = known.name.en if language() == "en" else known.name.zh
        return f"{told}@{unit}" if unit else told


def one_line(value: object) -> str:
    """A value in one line that is not too long."""
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    told = " ".join(told.split())
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
