"""The one door: who asks, in which seats, under which edition; once per key; again on conflict; refusals journalled.

Nothing is decided here. A handler loads, asks and saves; the desk puts the act together before it and commits after.
"""

import hmac
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from threading import RLock
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from application.commands.command import Command
from application.door import require_fit_command, require_fit_reasons
from application.ledger import Ledger, Shelf
from application.log import Batch, Conflict, Key, KeyTaken, Lineage, Log
from application.mapper import FactMapper
from application.ports import Clock, Ids
from domain.act import Act
from domain.charter import Charter
from domain.errors import KeyReused, Overtaken, Refusal
from domain.rules import assignment, dates, erasing, recording, roles, units
from domain.stream import Fact, Stream
from domain.trace import Actor, Entry
from domain.vocabulary import Basis, Role

C = TypeVar("C", bound=Command)
Handler = Callable[[Any, Act, Ledger], UUID | None]
RoleOf = Callable[[int, str], Role | None]
"""The role of a person beyond the seats, by the conference's number."""
_ATTEMPTS = 12


@dataclass(frozen=True, kw_only=True)
class Behalf:
    """Another's act entered by the office: a person's on paper, or a unit's reply by telephone."""

    basis: Basis
    person: str | None = None
    unit: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A command as it reaches the door, with everything around it.

    ``seat`` is the seat the asker names; ``only`` the one seat that what he came with lets him use.
    """

    conference: str
    person: str
    command: Command
    on: date | None = None
    seat: str | None = None
    only: str | None = None
    behalf: Behalf | None = None
    departing: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    key: str | None = None
    digest: str = ""
    cause: str | None = None
    corr: str | None = None


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of it: the positions of the facts recorded, and the stream it is about."""

    first: int
    last: int
    stream: UUID | None
    types: tuple[str, ...]
    at: datetime
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class Seated:
    """Where somebody sits at a moment, under the edition of that day."""

    seats: tuple[str, ...]
    charter: Charter


class Desk:
    """Takes commands for every conference of one installation."""

    def __init__(  # noqa: PLR0917 - the parts of the whole
        self,
        log: Log,
        mapper: FactMapper,
        clock: Clock,
        ids: Ids,
        handlers: Mapping[type[Command], Handler],
        role_of: RoleOf = lambda conference, person: None,  # noqa: ARG005 - nobody has one
    ) -> None:
        self._log = log
        self._mapper = mapper
        self._clock = clock
        self._ids = ids
        self._handlers = handlers
        self._role_of = role_of
        self._shelf = Shelf()
        self._turns: dict[str, AbstractContextManager[Any]] = {}

    def do(self, asked: Asked) -> Done:
        """Do one act, or refuse it."""
        return self.do_all([asked])

    def do_all(self, asked: list[Asked], *, dry_run: bool = False) -> Done:
        """Do several acts of one conference in one save, all or none; a dry run only says what would be recorded."""
        for one in asked:
            with self._journalled(one):
                require_fit_command(one.command)
                require_fit_reasons(one.departing)
        return self._again(asked[0]) or self._attempt(asked, dry_run=dry_run)

    def ledger(self, conference: str) -> Ledger:
        """A fresh ledger of a conference, to look at streams as they stand."""
        key, origin = self._log.conference(conference)
        return Ledger(self._log, self._mapper, self._shelf, conference=key, origin=origin, ids=self._ids)

    def act(self, asked: Asked, ledger: Ledger) -> Act:
        """The circumstances of the act: the seats of that day, under the edition of that day."""
        now = self._clock.now()
        today = now.astimezone(ZoneInfo(ledger.conference.charter_on(now.date()).time_zone)).date()
        on = asked.on or today
        charter = ledger.conference.charter_on(on)
        standing = ledger.roster.standing(on)
        act = Act(
            by=Actor(person=asked.person, seats=standing.duties_of(asked.person)),
            on=on,
            at=now,
            today=today,
            charter=charter,
            standing=standing,
            departing=asked.departing,
        )
        dates.require_not_in_future(act)
        seats = units.with_inherited(recording.usable_seats(act, ledger.roster.standing(today)), ledger.units.passed_on)
        usable = tuple(seat for seat in seats if asked.only in {None, seat})
        act = replace(act, by=replace(act.by, seats=usable))
        if asked.behalf:
            act = _entered(act, asked, ledger)
        return recording.in_named_seat(act, asked.seat)

    def seated(self, conference: str, person: str, only: str | None = None) -> Seated:
        """The seats a person holds now, under the edition of this day."""
        ledger = self.ledger(conference)
        act = self.act(Asked(conference=conference, person=person, command=Command(), only=only), ledger)
        return Seated(seats=act.by.seats, charter=act.charter)

    def _attempt(self, asked: list[Asked], *, dry_run: bool) -> Done:
        """Decide and commit, again on conflict; those who run again do so one after the other, so that all get through."""
        with suppress(Conflict):
            return self._once(asked, dry_run=dry_run)
        with self._turns.setdefault(asked[0].conference, RLock()):
            for _ in range(_ATTEMPTS):
                with suppress(Conflict):
                    return self._once(asked, dry_run=dry_run)
        raise Overtaken("busy", clause="R-version")

    def _once(self, asked: list[Asked], *, dry_run: bool) -> Done:
        ledger = self.ledger(asked[0].conference)
        stream: UUID | None = None
        at = self._clock.now()
        for one in asked:
            with self._journalled(one):
                for acting in {one.person, one.behalf.person if one.behalf else None} - {None}:
                    roles.require_no_role(self._role_of(ledger.conference_key, str(acting)))
                act = replace(self.act(one, ledger), at=at)
                _require_version(one, ledger)
                stream = self._handlers[type(one.command)](one.command, act, ledger)
        facts = ledger.collect()
        with self._journalled(asked[0]):
            erasing.require_not_held_anew((fact for _, fact in facts), ledger.erased)
            if dry_run:
                return Done(first=0, last=0, stream=stream, types=_types(facts), at=at)
            return self._commit(asked[0], ledger, facts, stream, at)

    def _commit(
        self, asked: Asked, ledger: Ledger, facts: list[tuple[str, Fact]], stream: UUID | None, at: datetime
    ) -> Done:
        command = str(self._ids.new())
        types = _types(facts)
        answer = "\n".join([str(stream or ""), *types]).encode()
        batch = Batch(
            conference=ledger.conference_key,
            facts=facts,
            at=at,
            lineage=Lineage(cmd=command, cause=asked.cause, corr=asked.corr or command),
            reads=ledger.reads,
            head=ledger.head,
            key=filed(asked, answer) if asked.key else None,
            open_marks=ledger.open_marks(),
            erased=ledger.erased,
        )
        try:
            committed = self._log.append(batch)
        except KeyTaken:
            done = self._again(asked)
            if done is None:
                raise
            return done
        return Done(first=committed.first, last=committed.last, stream=stream, types=types, at=at)

    def _again(self, asked: Asked) -> Done | None:
        """The first answer to a key that was used before, or None; another request under it is refused."""
        if asked.key is None:
            return None
        key, _ = self._log.conference(asked.conference)
        wanted = filed(asked)
        kept = self._log.find_key(key, wanted.person, wanted.key)
        if kept is None:
            return None
        if kept.digest != wanted.digest:
            raise KeyReused("key_reused", clause="R-unique", key=asked.key)
        stream, *types = kept.answer.decode().split("\n")
        at = self._log.time_of(key, kept.last)
        return Done(
            first=kept.first,
            last=kept.last,
            stream=UUID(stream) if stream else None,
            types=tuple(types),
            at=at,
            again=True,
        )

    @contextmanager
    def _journalled(self, asked: Asked) -> Iterator[None]:
        """Journal the refusal that this command meets, if it meets one."""
        try:
            yield
        except Refusal as refusal:
            key, _ = self._log.conference(asked.conference)
            name = asked.command.called()
            self._log.journal_refusal(key, self._clock.now(), asked.person, name, refusal.code, refusal.clause)
            raise


def filed(asked: Asked, answer: bytes = b"") -> Key:
    """An idempotency key as it is kept: by trying, nobody without the key itself finds out what was asked under it."""
    key = (asked.key or "").encode()
    bound = hmac.digest(key, asked.digest.encode(), sha256).hex()
    return Key(person=asked.person, key=sha256(key).hexdigest(), digest=bound, answer=answer)


def _entered(act: Act, asked: Asked, ledger: Ledger) -> Act:
    behalf = asked.behalf
    if behalf is None:
        return act
    recorder = recording.require_may_enter(
        act, behalf.basis, evidence=behalf.evidence, by_telephone=asked.command.TELEPHONE
    )
    entry = Entry(person=asked.person, seat=recorder.by.seat, basis=behalf.basis, evidence=behalf.evidence)
    seats = _seats_of(behalf, act, ledger, replies=asked.command.TELEPHONE)
    return replace(act, by=Actor(person=behalf.person, seats=seats), entered_by=entry)


def _seats_of(behalf: Behalf, act: Act, ledger: Ledger, *, replies: bool) -> tuple[str, ...]:
    """His own seats that day, those of them in the unit if one is named; a unit without a name only replies."""
    own = act.standing.duties_of(behalf.person)
    if behalf.unit is None:
        return own
    of_unit = _of_unit(behalf.unit, act, ledger)
    if behalf.person is None:
        return of_unit if replies else ()
    return tuple(seat for seat in own if seat in of_unit)


def _of_unit(key: str, act: Act, ledger: Ledger) -> tuple[str, ...]:
    """The seats that speak for a unit, of its own side: a department has no union chair."""
    side = assignment.side_of(ledger.unit(key))
    return tuple(seat for seat in act.charter.seats_of_unit(key) if act.charter.side_of(seat) is side)


def _require_version(asked: Asked, ledger: Ledger) -> None:
    target = asked.command.target
    if target is None or asked.version is None:
        return
    if ledger.find(Stream, target) is not None and ledger.reads[target] != asked.version:
        raise Overtaken("overtaken", clause="R-version", given=asked.version, version=ledger.reads[target])


def _types(facts: list[tuple[str, Fact]]) -> tuple[str, ...]:
    return tuple(str(getattr(fact, "TOPIC", "")) for _, fact in facts)
