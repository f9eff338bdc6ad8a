"""The matrix act × seat × state under one charter: each cell is what the domain answers when it is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from application.authority.beginnings import Asking, beginnings, institutional
from application.authority.decision_lives import decision_lives, taken_over_lives
from application.authority.holders import Holder, holders
from application.authority.imagined import Town
from application.authority.meeting_lives import extraordinary_lives, meeting_lives
from application.authority.staging import Situation, Stage
from application.authority.topic_lives import call_lives, topic_lives
from application.commands.command import Command
from application.commands.minutes import DraftMinutes
from application.handlers import GUARDS
from domain.act import Act
from domain.charter import Charter
from domain.errors import Refusal
from domain.rules.deciding import TWO_PERSONS

KINDS = ("institution", "call", "topic", "meeting", "invitation", "minutes", "decision")
ANY_TIME = "any_time"
"""The one state of the institution's own streams, and of a thing that is yet to be begun."""

Answers = Mapping[str, Refusal | None]
"""By the key of the holder: the refusal that he meets, or None where the act is open to him."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One act in every state of the kind of thing it is about."""

    command: type[Command]
    kind: str
    at: Mapping[str, Answers]
    """By the key of the state, in the order of the thing's life."""

    @property
    def name(self) -> str:
        """The command's name in snake case."""
        return self.command.called()

    @property
    def signs(self) -> bool:
        """Whether who does it signs for it."""
        return bool(getattr(self.command, "SIGNS", False))

    @property
    def needs_two(self) -> bool:
        """Whether it takes a person of each side: who has agreed in a seat of one is refused in a seat of the other."""
        return any(_code(refusal) == TWO_PERSONS.code for answers in self.at.values() for refusal in answers.values())

    def open_to(self, holder: str) -> tuple[str, ...]:
        """The states in which the act is open to a holder."""
        return tuple(state for state, answers in self.at.items() if answers[holder] is None)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Every act under one charter, in the order of the kinds and of the handlers' tables."""

    charter: Charter
    holders: tuple[Holder, ...]
    acts: tuple[Row, ...]

    def of_kind(self, kind: str) -> tuple[Row, ...]:
        """The acts on things of a kind."""
        return tuple(act for act in self.acts if act.kind == kind)

    def states(self, kind: str) -> tuple[str, ...]:
        """The states of a kind of thing in the order of its life."""
        return tuple(dict.fromkeys(state for act in self.of_kind(kind) for state in act.at))


@lru_cache(maxsize=8)
def matrix(text: str) -> Matrix:
    """The matrix under a charter file's text; ``Malformed`` where that cannot be read."""
    play = Stage(Town.under(text))
    everybody = holders(play.town.charter)
    acts = (*_at_any_time(institutional(play), "institution", play, everybody), *_on_things(play, everybody))
    order = sorted(acts, key=lambda act: KINDS.index(act.kind))
    return Matrix(charter=play.town.charter, holders=everybody, acts=tuple(order))


def situations(play: Stage) -> Iterator[Situation]:
    """Every kind of thing at every stage that can be come to under the charter, in the order of its life."""
    yield from call_lives(play.aside())
    yield from extraordinary_lives(play.aside())
    yield from taken_over_lives(play.aside())
    topic = yield from topic_lives(play)
    meeting = yield from meeting_lives(play, topic)
    yield from decision_lives(play, meeting)


def _on_things(play: Stage, everybody: tuple[Holder, ...]) -> Iterator[Row]:
    for command, asked in beginnings(play).items():
        kind = command.__module__.rpartition(".")[2].removesuffix("s")
        yield from _at_any_time({command: asked}, kind, play, everybody)
    at: dict[type[Command], dict[str, Answers]] = {command: {} for command in GUARDS}
    for situation in situations(play):
        acts = {holder.key: situation.town.act(holder) for holder in everybody}
        for command in GUARDS:
            if _kind(command) == situation.kind and situation.key not in at[command]:
                at[command][situation.key] = _asked(command, situation, acts)
    for command, answers in at.items():
        yield Row(command=command, kind=_kind(command), at=answers)


def _at_any_time(asking: Asking, kind: str, play: Stage, everybody: tuple[Holder, ...]) -> Iterator[Row]:
    for command, asked in asking.items():
        answers = {holder.key: _first_open(asked, play.town, holder) for holder in everybody}
        yield Row(command=command, kind=kind, at={ANY_TIME: answers})


def _first_open(asked: tuple[Command, ...], town: Town, holder: Holder) -> Refusal | None:
    refusals = [town.refusal_of(command, holder) for command in asked]
    return None if None in refusals else refusals[0]


def _asked(command: type[Command], situation: Situation, acts: Mapping[str, Act]) -> Answers:
    """What the thing itself answers: the same guard that tells ``actions[]``."""
    ledger = situation.town.ledger()
    thing = situation.town.stream(situation.thing)
    answers: dict[str, Refusal | None] = {}
    for holder, act in acts.items():
        try:
            GUARDS[command](thing, act, ledger)
        except Refusal as refusal:
            answers[holder] = refusal
        else:
            answers[holder] = None
    return answers


def _kind(command: type[Command]) -> str:
    return "meeting" if command is DraftMinutes else str(command.TARGET)


def _code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None
