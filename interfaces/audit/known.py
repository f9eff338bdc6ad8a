"""The state of a conference as a package holds it, and what the names in its records stand for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from domain.roster import Roster
from domain.units import Units


class Known:
    """Hears the lines of the state; after the last of them it knows every stream, person and unit."""

    def __init__(self) -> None:
        self.streams: dict[str, str] = {}
        self.people: frozenset[str] = frozenset()
        self.units: Mapping[str, Any] = {}

    def heard(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The same lines."""
        for line in lines:
            state = orjson.loads(line)
            kind, _, ident = state["stream"].partition("/")
            self.streams[ident] = state["stream"]
            if kind == Roster.TOPIC:
                self.people = frozenset(state["fields"]["people"])
            elif kind == Units.TOPIC:
                self.units = state["fields"]["units"]
            yield line
