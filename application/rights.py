"""What somebody could do with a thing now, as far as that does not depend on the body of the request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from application.commands.command import Command
from application.desk import Asked, Desk
from application.straight import Guard
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
        try:
            guard(found, act, ledger)
        except Refusal as refusal:
            yield Action(command=command, refusal=refusal)
        else:
            yield Action(command=command, refusal=None)
