"""Every place of a request that can name a thing, from the OpenAPI document: in the path, in the query, in the body."""

import copy
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.interfaces.http.bad import UNKNOWN, published
from tests.interfaces.http.neighbours import MARK, NO_UNIT

BASE = "/api/v1/conferences/{conference}"
NO_DIGEST = "0" * 64
NO_TEXT = "本镇之事"

IN_PATH = {
    **{name: name for name in ("call", "decision", "invitation", "meeting", "minutes", "person", "position")},
    "digest": "digest",
    "subject": "topic",
    "suggestion": "suggestion",
    "feed": "token",
    "token": "token",
    "topic": "topic",
    "unit": "unit",
}
"""What each parameter of a path names; ``row`` names what the path is of."""
NAMES_NOTHING_IN_PATH = frozenset({"command", "conference", "register", "year"})
IN_QUERY = {
    **{name: name for name in ("call", "meeting", "person", "topic", "unit")},
    "lead": "unit",
    "proposer": "unit",
    "seat": "seat",
    "subject": "topic",
    "edition": "edition",
    "ids": "row",
    "called": "text",
    "q": "text",
    **dict.fromkeys(("after", "as_of", "from", "to", "since", "position", "old", "new", "before"), "position"),
}
"""What each parameter of a query names. ``cursor``, and ``until``, which waits, have tests of their own."""
NAMES_NOTHING_IN_QUERY = frozenset(
    {
        *(
            "about",
            "answer",
            "by",
            "carried_over",
            "category",
            "clause",
            "code",
            "consensus",
            "course",
            "cursor",
            "date",
        ),
        *("descending", "due"),
        *("due_until", "fact"),
        *("excused", "field", "fields", "format", "kind", "limit", "meeting_kind", "number", "on"),
        *("open", "ordinal", "paper"),
        *("origin", "outcome", "proposing_side", "public", "side", "sort", "stage", "thing", "until"),
        *("version", "words", "year"),
    }
)
IN_BODY = {
    **dict.fromkeys(("assisting", "concerned", "joint_with", "lead", "proposer", "unit", "into"), "unit"),
    **dict.fromkeys(("guests", "invitee", "person", "replaced_by", "substitute", "delegated_by"), "person"),
    **dict.fromkeys(("to", "topic", "topics", "stream"), "topic"),
    **{name: name for name in ("call", "meeting")},
    "decision": "decision",
    "supersedes": "decision",
    "suggestions": "suggestion",
    "evidence": "digest",
    "sha256": "digest",
    **dict.fromkeys(("asked_by", "duty", "seat", "seats"), "seat"),
}
"""What each string of a body names that is no text and no word of a list."""
NAMES_NOTHING_IN_BODY = frozenset(
    {
        *("*", "answer", "background", "basis", "category", "corrected", "dissent", "document", "explanation"),
        "finding",
        *("findings", "gov_view", "heading", "issued", "issuer_code", "label", "item", "items", "manner"),
        *("measure", "media_type"),
        *("name", "name_en", "name_zh", "place", "proposals", "reading", "reason", "recipients", "remark"),
        *("request", "retention"),
        *("note", "review"),
        *("said", "sender", "series", "slip", "source", "starts", "summary", "text", "title", "union_view"),
        *("views", "where"),
    }
)
"""What is a text, a word of a list, or a name that a conference gives itself."""
NEEDED = {
    "search": {"q": "站"},
    "get_consistency": {"old": "1", "new": "2"},
    "stream_changes": {"after": "0", "until": "3"},
}
"""What an operation cannot do without, and the difference of two points."""
Place = tuple[str | int, ...]


class Operation(NamedTuple):
    """An operation of the document below a conference."""

    name: str
    method: str
    path: str
    parameters: dict[str, dict[str, Any]]
    body: dict[str, Any] | None

    @property
    def in_path(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    @property
    def in_query(self) -> list[str]:
        return [name for name, each in self.parameters.items() if each["in"] == "query"]

    @property
    def kind(self) -> str:
        """Of what its rows are."""
        many = self.path.removeprefix(BASE + "/").partition("/")[0]
        return {"people": "person", "minutes": "minutes"}.get(many, many.removesuffix("s"))

    def named_by(self, parameter: str) -> str:
        return self.kind if parameter == "row" else IN_PATH[parameter]

    def asked_by(self, parameter: str) -> str:
        return self.kind if IN_QUERY[parameter] == "row" else IN_QUERY[parameter]

    def needed(self) -> dict[str, str]:
        return {"from": "1"} if self.name.startswith("diff_") else NEEDED.get(self.name, {})


def operations() -> list[Operation]:
    """Every operation below a conference."""
    return [
        Operation(each["operationId"], method.upper(), path, _parameters(each), _body(each))
        for path, methods in published()["paths"].items()
        if path.startswith(BASE)
        for method, each in methods.items()
    ]


def named_elsewhere(kind: str, foreign: dict[str, str]) -> tuple[str, str]:
    """How the other conference spells a thing of a kind, and how nobody spells one, in as many letters."""
    made = {
        "seat": (f"head@{foreign['unit']}", f"head@{NO_UNIT}"),
        "unit": (foreign["unit"], NO_UNIT),
        "digest": (foreign["digest"], NO_DIGEST),
        "token": (foreign["token"], "0" * 12),
        "edition": ("baozhen-2", "nowhere-2"),
        "text": (MARK, NO_TEXT),
        "position": (foreign["position"], str(int(foreign["position"]) + 1)),
        **{kind: (foreign[kind], re.sub(r"[0-9a-f-]{36}", UNKNOWN, foreign[kind])) for kind in ("finding", "document")},
    }
    return made.get(kind) or (foreign[kind], UNKNOWN)


def places(schema: dict[str, Any], path: Place = ()) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every string of a body, also of those parts that may be left out; a body that is a file has none."""
    schema = _plain(schema)
    if schema.get("type") == "array":
        yield from places(schema["items"], (*path, 0))
    elif schema.get("type") == "object":
        for name, inner in schema.get("properties", {}).items():
            yield from places(inner, (*path, name))
        if isinstance(schema.get("additionalProperties"), dict):
            yield from places(schema["additionalProperties"], (*path, "*"))
    elif schema.get("type") == "string" and not {"enum", "const"} & schema.keys() and path:
        yield path, schema


def name_of(place: Place) -> str:
    """The field that a place belongs to."""
    return next(str(part) for part in reversed(place) if part != 0)


def kind_of(place: Place, schema: dict[str, Any]) -> str | None:
    """What a place names; a topic is merged into a topic, a unit into a unit."""
    if name_of(place) == "into" and schema.get("format") == "uuid":
        return "topic"
    return None if schema.get("format") == "date" else IN_BODY.get(name_of(place))


def planted(body: dict[str, Any], schema: dict[str, Any], place: Place, value: str) -> dict[str, Any]:
    """The body with a value at a place; what is left out on the way there is made as short as it can be."""
    made: dict[str, Any] = copy.deepcopy(body)
    inner: Any = made
    for part, after in zip(place, (*place[1:], None), strict=True):
        schema = _inside(_plain(schema), part)
        if after is None:
            _put(inner, part, value)
        elif isinstance(part, int) and len(inner) <= part:
            inner.append(_shortest(schema))
        elif isinstance(part, str) and inner.get(part) is None:
            inner[part] = _shortest(schema)
        inner = inner[part]
    return made


def _put(inner: Any, part: str | int, value: str) -> None:
    if isinstance(part, int) and len(inner) <= part:
        inner.append(value)
    else:
        inner[part] = value


def _inside(schema: dict[str, Any], part: str | int) -> dict[str, Any]:
    found: dict[str, Any] = schema["items"] if isinstance(part, int) else schema["properties"][part]
    return found


def _shortest(schema: dict[str, Any]) -> Any:
    """The least that fits a schema, on paper where something is entered for another."""
    schema = _plain(schema)
    match schema.get("type"):
        case "object":
            made = {name: _shortest(schema["properties"][name]) for name in schema.get("required", ())}
            return made | ({"evidence": NO_DIGEST} if "evidence" in schema["properties"] else {})
        case "array":
            return []
        case "integer":
            return schema.get("minimum", 1)
    shapes = {"uuid": UNKNOWN, "date": "2025-01-06"}
    written = NO_DIGEST if "pattern" in schema else shapes.get(schema.get("format", ""), "x")
    return schema.get("enum", [schema.get("const", written)])[0]


def _parameters(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    shared = published()["components"]["parameters"]
    given = operation.get("parameters", ())
    found = [shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in given]
    return {each["name"]: each for each in found}


def _body(operation: dict[str, Any]) -> dict[str, Any] | None:
    if "requestBody" not in operation:
        return None
    found: dict[str, Any] = next(iter(operation["requestBody"]["content"].values()))["schema"]
    return found


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        schema = published()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    said = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return _plain(said[0]) if said else schema
