"""What somebody could do now, with a thing or without one, as far as that does not depend on the body of the request."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from application.beginnings import Beginning
from application.commands.command import Command
from application.desk import Asked, Desk
from application.straight import Guard
from domain.act import Act
from domain.errors import Refusal
from domain.stream import Stream


@dataclass(frozen=True, kw_only=True)
class Action:
    """An act, and the refusal it would meet now; None: it is open to the asker."""

    command: type[Command]
    refusal: Refusal | None


def actions(
    desk: Desk,
    guards: Mapping[type[Command], Guard],
    *,
    asked: Asked,
    kind: type[Stream],
    stream: UUID,
) -> Iterator[Action]:
    """Every act on a stream, each asked of the stream itself, for who asks and in what seats he may."""
    ledger = desk.ledger(asked.conference)
    found = ledger.load(kind, stream)
    act = desk.act(asked, ledger)
    for command, guard in guards.items():
        yield Action(command=command, refusal=_met(partial(guard, found, act, ledger)))


def beginnings(desk: Desk, beginning: Mapping[type[Command], Beginning], *, asked: Asked) -> Iterator[Action]:
    """Every act that begins a thing or is entered in a register, each asked of the rule that says who may."""
    ledger = desk.ledger(asked.conference)
    act = desk.act(asked, ledger)
    for command, may in beginning.items():
        yield Action(command=command, refusal=_met(partial(may, act, ledger)))


def _met(ask: Callable[[], Act]) -> Refusal | None:
    try:
        ask()
    except Refusal as refusal:
        return refusal
    return None
