"""The history as OCEL 2.0, for process mining: every record an event, related to all that it is about and names."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from application.record import canonical
from interfaces.audit.known import Known

_TYPES: Mapping[type, str] = {str: "string", int: "integer", bool: "boolean"}
_UNIT_FIELDS = frozenset(
    {
        "assisting",
        "concerned",
        "into",
        "joint_with",
        "lead",
        "new_lead",
        "proposer",
        "proposers",
        "recipient",
        "to",
        "unit",
    }
)
_ALWAYS = "1970-01-01T00:00:00Z"
"""The time of an attribute that an object has from the beginning, as the standard has it."""
_NAMES = ("kind", "name_en", "name_zh")
Link = tuple[str, str]


class Ocel:
    """Writes one JSON document as the records come; what they were about is listed at its end."""

    def __init__(self, write: Callable[[bytes], object], known: Known) -> None:
        self._write = write
        self._known = known
        self._objects: set[str] = set()
        self._types: dict[str, dict[str, str]] = {}
        self._between = b"\n"
        write(b'{"events":[')

    def take(self, record: dict[str, Any]) -> None:
        """Write the event of a record."""
        links = list(dict.fromkeys(self._links(record)))
        values = dict(_attributes(record))
        self._objects.update(found for found, _ in links)
        declared = self._types.setdefault(record["type"], {})
        declared |= {name: _TYPES[type(value)] for name, value in values.items()}
        event = {
            "attributes": [{"name": name, "value": value} for name, value in values.items()],
            "id": f"#{record['seq'] + 1}",
            "relationships": [{"objectId": found, "qualifier": qualifier} for found, qualifier in links],
            "time": record["recorded_at"],
            "type": record["type"],
        }
        self._write(self._between + canonical(event))
        self._between = b",\n"

    def finish(self) -> None:
        """Write the objects and what types there are."""
        kinds = {found.partition("/")[0] for found in self._objects}
        object_types = [{"attributes": _declared(_unit_types(kind)), "name": kind} for kind in sorted(kinds)]
        event_types = [{"attributes": _declared(self._types[name]), "name": name} for name in sorted(self._types)]
        self._write(b'\n],\n"eventTypes":' + canonical(event_types) + b',\n"objectTypes":' + canonical(object_types))
        self._write(b',\n"objects":[')
        for number, found in enumerate(sorted(self._objects)):
            self._write((b",\n" if number else b"\n") + canonical(self._object(found)))
        self._write(b"\n]}\n")

    def _object(self, found: str) -> dict[str, Any]:
        kind, _, key = found.partition("/")
        unit = self._known.units[key] if kind == "unit" else {}
        told = [{"name": name, "time": _ALWAYS, "value": unit[name]} for name in _NAMES if name in unit]
        return {"attributes": told, "id": found, "relationships": [], "type": kind}

    def _links(self, record: dict[str, Any]) -> Iterator[Link]:
        actor, entry = record["actor"], record["entered_by"] or {}
        yield record["stream"], "subject"
        for person, qualifier in (
            (actor["person"], "actor"),
            (actor["acting_for"], "acting_for"),
            (entry.get("person"), "entered_by"),
        ):
            if person:
                yield f"person/{person}", qualifier
        for seat in actor["seats"]:
            yield from self._named("unit", seat.partition("@")[2], "seat")
        for name, value in record["body"].items():
            yield from self._named(name, value, name)

    def _named(self, name: str, value: Any, qualifier: str) -> Iterator[Link]:
        """The things that a value names, or that the values in it do."""
        match value:
            case str():
                found = self._thing(name, value)
                yield from [(found, qualifier)] if found else []
            case list():
                for each in value:
                    yield from self._named(name, each, qualifier)
            case dict():
                for key, each in value.items():
                    yield from self._named(key, each, f"{qualifier}.{key}")

    def _thing(self, name: str, value: str) -> str | None:
        if value in self._known.people:
            return f"person/{value}"
        if name in _UNIT_FIELDS and value in self._known.units:
            return f"unit/{value}"
        return self._known.streams.get(value)


def _attributes(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Plain values of a record by their path in it; what is there in every event comes first."""
    told = {
        "actor.acting_for": record["actor"]["acting_for"],
        "actor.seats": " ".join(record["actor"]["seats"]),
        "actor.side": record["actor"]["side"],
        "authority.departures": len(record["authority"]["departures"]),
        "authority.edition": record["authority"]["edition"],
        **{name: record[name] for name in ("cause", "cmd", "corr", "effective_on", "seq", "version")},
        "entered_by.basis": (record["entered_by"] or {}).get("basis"),
        **{f"body.{name}": value for name, value in record["body"].items()},
    }
    yield from ((name, value) for name, value in told.items() if type(value) in _TYPES and value != "")


def _declared(types: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "type": types[name]} for name in sorted(types)]


def _unit_types(kind: str) -> dict[str, str]:
    return dict.fromkeys(_NAMES, "string") if kind == "unit" else {}
