"""A life in which, before each command is done, it is tried with the other conference's things and with what nobody has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from interfaces.http.examples import EXAMPLES, KEYS
from tests.interfaces.http.foreign import Operation, kind_of, named_elsewhere, operations, places, planted
from tests.interfaces.http.living import ROUTE, Life, filled
from tests.interfaces.http.town import OFFICE, Town
from tests.interfaces.http.wire import Reply

OPERATION = {operation.name: operation for operation in operations()}
_OF_THE_ANSWER = ("trace_id", "id", "recorded_at", "instance")


@dataclass(frozen=True)
class Probe:
    """The two answers: to a name of the other conference's, and to one of nobody's."""

    place: str
    theirs: Reply
    nobodys: Reply
    sent: tuple[str, str]

    def told(self) -> tuple[Any, Any]:
        """What the two say but for the name that was sent, and for what every answer has of its own."""
        return tuple(  # type: ignore[return-value]
            comparable(reply, sent) for reply, sent in zip((self.theirs, self.nobodys), self.sent, strict=True)
        )


class Probing(Life):
    """Keeps the probes of every command, by its name."""

    def __init__(self, town: Town, foreign: dict[str, str]) -> None:
        super().__init__(town)
        self.foreign = foreign
        self.probes: dict[str, list[Probe]] = {}

    def does(self, name: str, who: str = OFFICE, *, path: dict[str, str] | None = None, **changed: Any) -> Any:
        route = ROUTE[name]
        named = {key: (path or {}).get(key) or self.ids.get(key) or KEYS[key] for key in route.parameters}
        body = filled(EXAMPLES[name] | changed, self.ids)
        before = self.town.head
        self.probes[name] = [*self._paths(OPERATION[name], who, named, body), *self._bodies(name, who, named, body)]
        assert self.town.head == before
        return super().does(name, who, path=path, **changed)

    def _paths(self, operation: Operation, who: str, named: dict[str, str], body: Any) -> Iterator[Probe]:
        for parameter in named:
            sent = named_elsewhere(operation.named_by(parameter), self.foreign)
            address = ROUTE[operation.name].path
            theirs, nobodys = (
                self.town.ask(who, address.format(**named | {parameter: value}), body, if_match='"1"') for value in sent
            )
            yield Probe(f"path/{parameter}", theirs, nobodys, sent)

    def _bodies(self, name: str, who: str, named: dict[str, str], body: Any) -> Iterator[Probe]:
        schema = OPERATION[name].body or {}
        for place, each in places(schema):
            kind = kind_of(place, each)
            if kind is not None:
                sent = named_elsewhere(kind, self.foreign)
                theirs, nobodys = (self._dry(name, who, named, planted(body, schema, place, value)) for value in sent)
                yield Probe("/".join(map(str, place)), theirs, nobodys, sent)

    def _dry(self, name: str, who: str, named: dict[str, str], body: Any) -> Reply:
        """What the command would come to, and nothing is recorded."""
        route = ROUTE[name]
        one = {"name": name, "body": body | named}
        if route.needs_version:
            target = UUID(named[route.command.TARGET or ""])
            one["version"] = self.town.services.log.version_of(self.town.key, target)
        return self.town.ask(who, "/commands", {"dry_run": True, "commands": [one]})


def comparable(reply: Reply, *sent: str) -> tuple[int, dict[str, str], Any]:
    """An answer without the names that were sent, and without what differs from one answer to the next."""
    headers = {name: value for name, value in reply.headers.items() if name != "x-trace-id"}
    hidden = [_without(text, sent) for text in (str(sorted(headers.items())), reply.text)]
    told = reply.json() if "json" in headers.get("content-type", "") else hidden[1]
    if isinstance(told, dict):
        told = {name: _without(str(value), sent) for name, value in told.items() if name not in _OF_THE_ANSWER}
    return reply.status_code, {"headers": hidden[0]}, told


def _without(text: str, sent: tuple[str, ...]) -> str:
    for name in sent:
        text = text.replace(name, "…")
    return text
