"""The matrix act × seat × state under one charter: each cell is what the domain answers when it is asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from application.authority.beginnings import Asking, beginnings, closing_board, institutional
from application.authority.decision_lives import decision_lives, taken_over_lives
from application.authority.holders import Holder, holders
from application.authority.imagined import Town
from application.authority.meeting_lives import extraordinary_lives, meeting_lives
from application.authority.staging import Situation, Stage
from application.authority.topic_lives import call_lives, topic_lives
from application.commands.command import Command
from application.commands.minutes import DraftMinutes
from application.handlers import GUARDS
from domain import call, decision_words, invitation, meeting_words, minutes, topic_preparation
from domain.act import Act
from domain.charter import Charter
from domain.errors import Refusal
from domain.rules.deciding import TWO_PERSONS

KINDS = ("institution", "call", "topic", "meeting", "invitation", "minutes", "decision")
STAGES: Mapping[str, tuple[str, ...]] = {
    "call": tuple(call.Stage),
    "topic": tuple(topic_preparation.Stage),
    "meeting": tuple(meeting_words.Stage),
    "invitation": tuple(invitation.Stage),
    "minutes": tuple(minutes.Stage),
    "decision": tuple(decision_words.Stage),
}
"""Every stage there is of each kind of thing."""
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
    needs_two: bool = False
    """Whether it takes a person of each side: who has agreed in a seat of one is refused in a seat of the other."""

    @property
    def name(self) -> str:
        """The command's name in snake case."""
        return self.command.called()

    @property
    def signs(self) -> bool:
        """Whether who does it signs for it."""
        return bool(getattr(self.command, "SIGNS", False))

    def open_to(self, holder: str) -> tuple[str, ...]:
        """The states in which the act is open to a holder."""
        return tuple(state for state, answers in self.at.items() if answers[holder] is None)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Every act under one charter, in the order of the kinds and of the handlers' tables."""

    charter: Charter
    holders: tuple[Holder, ...]
    acts: tuple[Row, ...]
    unreached: tuple[tuple[str, str], ...] = ()
    """Kinds and stages of theirs that nothing comes to under this charter, such as a signing that it does not ask for."""

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
    acts = (*_of_institution(play, everybody), *_on_things(play, everybody))
    shown = Matrix(charter=play.town.charter, holders=everybody, acts=_in_order_of_life(acts))
    return replace(shown, unreached=tuple(_unreached(shown)))


def situations(play: Stage) -> Iterator[Situation]:
    """Every kind of thing at every stage that can be come to under the charter, in the order of its life."""
    yield from call_lives(play.aside())
    yield from taken_over_lives(play)
    topic = yield from topic_lives(play)
    yield from extraordinary_lives(play.aside())
    meeting = yield from meeting_lives(play, topic)
    yield from decision_lives(play, meeting)


def _unreached(shown: Matrix) -> Iterator[tuple[str, str]]:
    for kind, stages in STAGES.items():
        come_to = {state.partition("+")[0] for state in shown.states(kind)}
        yield from ((kind, stage) for stage in stages if stage not in come_to)


def _of_institution(play: Stage, everybody: tuple[Holder, ...]) -> Iterator[Row]:
    yield from _at_any_time(institutional(play), "institution", play, everybody)
    open_there, closing = closing_board(play)
    yield from _at_any_time(closing, "institution", open_there, everybody)


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
        yield Row(command=command, kind=_kind(command), at=answers, needs_two=_needs_two(answers))


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


def _needs_two(at: Mapping[str, Answers]) -> bool:
    met = (refusal for answers in at.values() for refusal in answers.values() if refusal is not None)
    return any(refusal.code == TWO_PERSONS.code for refusal in met)


def _in_order_of_life(acts: Iterable[Row]) -> tuple[Row, ...]:
    """Kind by kind, and an act where the life of the thing first comes to it; what it never comes to stands last."""

    def place(row: Row) -> tuple[int, int]:
        opened = (number for number, state in enumerate(row.at) if None in row.at[state].values())
        return KINDS.index(row.kind), -1 if ANY_TIME in row.at else next(opened, len(row.at))

    return tuple(sorted(acts, key=place))
