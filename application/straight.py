"""The plain shape of most handlers: load the stream the command names, ask it to act, save it."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from inspect import signature
from typing import Any
from uuid import UUID

from application.commands.command import Command
from application.ledger import Ledger
from domain.act import Act
from domain.stream import Stream

Verb = Callable[..., None]
Handler = Callable[[Any, Act, Ledger], UUID | None]
Guard = Callable[[Any, Act, Ledger], Act]
"""Whether an act is possible as far as that does not depend on its body: nothing, or the refusal it would meet."""
Known = Callable[[Any, Ledger], dict[str, Any]]
"""What a stream must be told of others, by the name of the parameter; an act is told what it asks for."""
Under = Callable[[Any, Act, Ledger], Act]
"""The act under the edition that governs this thing, where that is not the edition of the day."""


def nothing(stream: Any, ledger: Ledger) -> dict[str, Any]:
    """Most streams need to know nothing of others."""
    del stream, ledger
    return {}


def of_the_day(stream: Any, act: Act, ledger: Ledger) -> Act:
    """Most acts are governed by the edition of their day."""
    del stream, ledger
    return act


def straight(kind: type[Stream], verb: Verb, *, known: Known = nothing, under: Under = of_the_day) -> Handler:
    """A handler that passes the command's fields to a stream's act as they are."""
    wanted = frozenset(signature(verb).parameters)

    def handle(ask: Command, act: Act, ledger: Ledger) -> UUID | None:
        stream = ledger.load(kind, target_of(ask))
        told = {name: value for name, value in known(stream, ledger).items() if name in wanted}
        verb(stream, under(stream, act, ledger), **_rest(ask), **told)
        ledger.save(stream)
        return stream.id

    return handle


def own(kind: type[Stream], verb: Verb) -> Handler:
    """The same for the conference's own stream of a kind, of which there is one."""

    def handle(ask: Command, act: Act, ledger: Ledger) -> UUID | None:
        stream = ledger.own(kind)
        verb(stream, act, **_rest(ask))
        ledger.save(stream)
        return stream.id

    return handle


def straight_all(
    kind: type[Stream], verbs: Mapping[type[Command], Verb], *, known: Known = nothing, under: Under = of_the_day
) -> dict[type[Command], Handler]:
    """Straight handlers for a table of commands and acts."""
    return {command: straight(kind, verb, known=known, under=under) for command, verb in verbs.items()}


def guards_of(
    kind: type[Stream], verbs: Mapping[type[Command], Verb], *, known: Known = nothing, under: Under = of_the_day
) -> dict[type[Command], Guard]:
    """The guards of a table of acts: ``may_agree`` for ``agree``."""
    return {command: _guard(kind, verb, known, under) for command, verb in verbs.items()}


def target_of(ask: Command) -> UUID:
    """The stream a command names."""
    if ask.target is None:
        raise TypeError(f"{ask.called()} names no stream")
    return ask.target


def _guard(kind: type[Stream], verb: Verb, known: Known, under: Under) -> Guard:
    may = getattr(kind, f"may_{verb.__name__.rstrip('_')}")
    wanted = frozenset(signature(may).parameters)

    def guard(stream: Any, act: Act, ledger: Ledger) -> Act:
        told = {name: value for name, value in known(stream, ledger).items() if name in wanted}
        allowed: Act = may(stream, under(stream, act, ledger), **told)
        return allowed

    return guard


def _rest(ask: Command) -> dict[str, Any]:
    return {field.name: getattr(ask, field.name) for field in fields(ask) if field.name != ask.TARGET}
