"""How the imagined conference comes to each stage: whoever may do the next act does it, whoever the charter names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from application.authority.holders import Holder, holders
from application.authority.imagined import Town
from application.commands.command import Command
from domain.errors import Failure, NotEntitled


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One thing at one stage; ``notes`` say what is before somebody besides, such as a request to the heads."""

    kind: str
    stage: str
    notes: tuple[str, ...]
    thing: UUID
    town: Town

    @property
    def key(self) -> str:
        """The stage and the notes in one word: ``submitted+referred``."""
        return "+".join((self.stage, *self.notes))


@dataclass
class Stage:
    """The imagined conference while its life is played."""

    town: Town

    @cached_property
    def cast(self) -> tuple[Holder, ...]:
        """Everybody who is alone in his seat, in the order of the charter's duties."""
        return tuple(holder for holder in holders(self.town.charter) if holder.key == holder.of)

    @property
    def clerks_first(self) -> list[Holder]:
        """The cast, the lowest ranks of the office first: who drafts a text does not review it."""
        office = self.town.charter.office_seats
        return sorted(self.cast, key=lambda holder: -office.index(holder.of) if holder.of in office else 1)

    def aside(self) -> "Stage":
        """The same stage, to play another course of things."""
        return Stage(self.town.fork())

    def begin(self, command: Command) -> UUID | None:
        """Begin a thing as whoever may; None when nobody may under this charter."""
        for holder in self.clerks_first:
            try:
                return self.town.do(command, holder)
            except Failure:
                continue
        return None

    def let(self, command: Command, first: Iterable[str] = ()) -> bool:
        """Let the first one do it who may, those in the seats ``first`` before all others; whether anybody may."""
        chosen = set(first)
        for holder in sorted(self.clerks_first, key=lambda holder: holder.of not in chosen):
            try:
                self.town.do(command, holder)
            except NotEntitled:
                continue
            except Failure:
                return False
            return True
        return False

    def let_each(self, command: Command) -> None:
        """Let everybody do it who may, one after the other."""
        for holder in self.cast:
            if self.town.refusal_of(command, holder) is None:
                self.town.do(command, holder)

    def show(self, thing: UUID, *notes: str) -> Situation:
        """Where the thing stands now."""
        stream = self.town.stream(thing)
        return Situation(kind=stream.TOPIC, stage=stream.standing_at, notes=notes, thing=thing, town=self.town.fork())

    def shown_after(self, command: Command, thing: UUID, *notes: str) -> Iterator[Situation]:
        """Where the thing stands after this act, if anybody may do it."""
        if self.let(command):
            yield self.show(thing, *notes)

    def agreed(self, command: Command, thing: UUID, *notes: str) -> Iterator[Situation]:
        """Let those who decide agree; where several must, also where the thing stands when one of them has."""
        able = self._able(command)
        if able:
            self.town.do(command, able[0])
        if able and self._able(command):
            yield self.show(thing, *notes, "agreed_once")
            self.let_each(command)

    def _able(self, command: Command) -> list[Holder]:
        return [holder for holder in self.cast if self.town.refusal_of(command, holder) is None]
