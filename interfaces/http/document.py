"""The OpenAPI document: what the routes say of themselves, and what is the same for all of them, said here once."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from interfaces.http import answers, replay_answers
from interfaces.http.examples import IDS, example_in_path
from interfaces.http.kinds import KINDS
from interfaces.http.problems import MEDIA_TYPE
from interfaces.http.replay import REPLAYED

_DESCRIPTION = """\
The joint conference of a local government and its trade union: commands, views, and their history.

**Signing in.** `Authorization: Bearer …`; a token stands for one person in one conference, and what he may do follows
from the seats he holds on the day.

**Language.** `Accept-Language: zh-Hans` or `en` chooses the sentences; codes and field names never change.

**Commands** are posted to the noun of the fact, with `Idempotency-Key` so that an answer can be asked for again, and
where one is asked for with `If-Match`, the ETag of the state they were decided on. What they answer is as of the
position they made. The circumstances of an act (its day, the seat, for whom the office enters it, reasons for
departing from a soft rule) stand in `act`.

**Views** show things as of any position or time: `as_of`; `after` waits for one's own write. `X-Position` says what is
shown. Every single thing says in `actions` what can be done with it now, and where.

**Problems** are RFC 9457 documents with a stable `code` and the `clause` it rests on; `/api/v1/problems` lists them."""

_TAGS: Mapping[str, str] = {
    "conference": "The institution: its measures, calendars and years.",
    "charters": "Editions of the measures.",
    "calendars": "Holidays and make-up working days.",
    "series": "Series of document numbers.",
    "ordinals": "The ordinals of meetings.",
    "units": "Departments and unions.",
    "people": "The roll: people, duties, absences, deputies.",
    "ratifications": "What a predecessor did too late, and his successor stands by.",
    "calls": "Calls for topics, and the suggestions they bring.",
    "suggestions": "What grassroots unions suggest.",
    "topics": "Topics, from submission to conclusion.",
    "meetings": "Meetings, from planning to the archive.",
    "invitations": "Who is invited to a meeting, and what he answers.",
    "minutes": "Minutes and corrigenda.",
    "decisions": "Decisions, from adoption to completion.",
    "findings": "What an auditor finds, and whether it is excused.",
    "years": "Years, counted.",
    "desk": "What waits for whom.",
    "search": "Search over Chinese and English.",
    "history": "Every fact about a thing.",
    "changes": "What has been recorded since a position.",
    "commands": "Several commands in one save.",
    "problems": "The catalogue of codes.",
    "audit": "What proves the log: receipts, proofs, single records, the package of all.",
    "log": "The logs as static files, for programs of any make (C2SP tlog-tiles).",
    "operation": "How the installation is.",
}

_PATH: Mapping[str, str] = {
    "conference": "the conference's short name",
    "row": "its id, as a list gives it",
    "unit": "the unit's key",
    "register": "the institution's own stream: its measures and years, its people, its units, its numbers",
    "year": "the year",
    "position": "a position of the log",
    "slug": "the conference's short name, or `system` for the installation's own log",
    "path": "a tile as tlog-tiles spells it: `0/000`, `1/000.p/4`, `entries/x001/234`",
    "subject": "the id of a topic, meeting, decision or person, or `unit:` and a unit's key",
}

_QUERY: Mapping[str, str] = {
    "limit": "how many at most",
    "cursor": "the `next` of the page before",
    "kind": "only this kind of thing",
    "after": "the last position already seen",
}

_MODELS: Mapping[str, type[BaseModel]] = {
    "list_changes": answers.Changes,
    "get_timeline": answers.Facts,
    "get_dossier": replay_answers.Dossier,
    "get_desk": answers.Desk,
    "search": answers.Listed,
    "do_commands": answers.ManyDone,
    "list_problems": answers.Codes,
    "get_audit": answers.Standing,
    "get_standing": answers.Standing,
    "get_record": answers.Record,
    **{f"get_{name}_state": replay_answers.State for name in REPLAYED},
    **{f"diff_{name}": replay_answers.Diff for name in REPLAYED},
    **{f"explain_{name}": replay_answers.Explained for name in REPLAYED},
}
_OTHERWISE: Mapping[str, str] = {
    "get_receipt": "text/plain",
    "get_consistency": "text/plain",
    "get_checkpoint": "text/plain",
    "get_verifier": "text/x-python",
    "get_tile": "application/octet-stream",
    "get_package": "application/x-tar",
}
"""What is answered in a form of its own."""
_PLAIN = frozenset({"healthz", "readyz", "version", "stream_changes", *_OTHERWISE})
_USUAL: tuple[type[BaseModel], ...] = (answers.Problem, answers.Answer, answers.Single, answers.Listed, answers.Seen)
_STATUSES: Mapping[int, tuple[str, str]] = {
    400: ("BadRequest", "A header or parameter cannot be understood"),
    401: ("NotSignedIn", "No token, or one that is not known or has expired"),
    403: ("NotEntitled", "The caller's seats of the day do not allow it"),
    404: ("NotFound", "There is no such thing in this conference"),
    409: ("Refused", "A rule, the order of steps, or a missing reason stands against it"),
    412: ("Overtaken", "The thing has changed since the caller looked; it comes with its present state"),
    413: ("TooLarge", "The request is too large"),
    415: ("NotJson", "The body is not declared as JSON"),
    422: ("Malformed", "The request cannot be recorded as it is, or its key stands for another"),
    428: ("VersionMissing", "The version that the change was decided on is not named"),
    503: ("NotNow", "The store or the views cannot answer just now; it may be tried again"),
}
_OFTEN = 3
"""A parameter that as many operations have stands in the document once."""
_OPEN_TO_ALL = frozenset({"healthz", "readyz", "version", "list_problems", "get_verifier"})
_SEATED = frozenset({"get_record", "get_package"})
"""What only the seats of one side may read."""
_LOG: Mapping[str, tuple[int, ...]] = {
    "get_checkpoint": (404, 422),
    "get_standing": (404, 422),
    "get_tile": (401, 403, 404, 422),
}
"""What everybody may read of the logs, and the problems that can meet him."""


def publish(app: FastAPI) -> None:
    """Let the app's document be this one."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=app.version, description=_DESCRIPTION, routes=app.routes)
    models: list[type[BaseModel]] = [*dict.fromkeys((*_USUAL, *_MODELS.values()))]
    _, defined = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/components/schemas/{model}"
    )
    components = found["components"]
    components["schemas"] |= defined["$defs"]
    components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    problem = {"content": {MEDIA_TYPE: {"schema": _ref(answers.Problem)}}}
    components["responses"] = {name: {"description": text, **problem} for name, text in _STATUSES.values()}
    found["security"] = [{"bearer": []}]
    for method, operation in _operations(found):
        _complete(method, operation)
    components["parameters"] = _shared(found)
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    used = {tag for _, operation in _operations(found) for tag in operation["tags"]}
    found["tags"] = [{"name": tag, "description": text} for tag, text in _TAGS.items() if tag in used]
    return found


def _operations(found: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in found["paths"].values():
        yield from path.items()


def _complete(method: str, operation: dict[str, Any]) -> None:
    """Say of an operation what goes for all of its sort."""
    said = operation.get("description", operation["summary"]).partition("\n")[0]
    operation["summary"] = re.split(r"[.:;] ", said, maxsplit=1)[0].rstrip(".")
    for parameter in operation.get("parameters", ()):
        _describe(parameter)
    if operation["operationId"] in {*_OPEN_TO_ALL, *_LOG}:
        operation["security"] = [] if operation["operationId"] != "get_tile" else [{}, {"bearer": []}]
    answered = operation["responses"]
    answered.pop("422", None)
    if operation["operationId"] not in _PLAIN:
        _answer(method, operation)
    if operation["operationId"] in _OTHERWISE:
        answered["200"]["content"] = {_OTHERWISE[operation["operationId"]]: {"schema": {"type": "string"}}}
    if operation["operationId"] == "stream_changes":
        events = "events, each with its position as `id`, the stored name as `event`, and a CloudEvent as `data`"
        answered["200"]["content"] = {"text/event-stream": {"schema": {"description": events}}}
    if operation["operationId"] == "readyz":
        answered["503"] = answered["200"] | {"description": "The store cannot be written, or the views are behind"}
    for status in _statuses(method, operation):
        answered[str(status)] = {"$ref": f"#/components/responses/{_STATUSES[status][0]}"}


def _describe(parameter: dict[str, Any]) -> None:
    """Say what a parameter of a path is; of any other, only what can be said in an address."""
    name, schema = parameter["name"], parameter["schema"]
    if parameter["in"] == "path":
        parameter.setdefault("description", _PATH.get(name, f"the id of the {name}"))
        if name in IDS or name == "unit":
            parameter["example"] = example_in_path(name)
    elif name in _QUERY:
        parameter.setdefault("description", _QUERY[name])
    said = [each for each in schema.pop("anyOf", ()) if each != {"type": "null"}]
    schema |= said[0] if said else {}
    for repeated in ("title", "description"):
        schema.pop(repeated, None)


def _answer(method: str, operation: dict[str, Any]) -> None:
    """The schema of the answer, and the headers that come with it."""
    name = operation["operationId"]
    single = name in {f"get_{kind}" for kind in KINDS}
    listed = name in {f"list_{kind.path[1:]}" for kind in KINDS.values()}
    usual = answers.Answer if method == "post" else answers.Single if single else answers.Seen
    model = _MODELS.get(name, answers.Listed if listed else usual)
    success = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    success["content"] = {"application/json": {"schema": _ref(model)}}
    if listed:
        success["content"]["text/csv"] = {"schema": {"type": "string"}}
    if model is not answers.Codes:
        success["headers"] = {"X-Position": _header("the position shown", "integer")}
    if single or method == "post":
        success["headers"]["ETag"] = _header("the version of the thing, for If-Match", "string")
    if single:
        operation["parameters"].append(_IF_NONE_MATCH)
        operation["responses"]["304"] = {"description": "It is still the version the caller has"}


def _statuses(method: str, operation: Mapping[str, Any]) -> list[int]:
    """The problems an operation can meet."""
    if operation["operationId"] in _OPEN_TO_ALL:
        return []
    if operation["operationId"] in _LOG:
        return list(_LOG[operation["operationId"]])
    names = {parameter["name"] for parameter in operation["parameters"]}
    bulk = operation["operationId"] == "do_commands"
    found = [401, 404, 422, 503, *((403,) if operation["operationId"] in _SEATED else ())]
    if method == "post":
        found += [403, 409, 413, 415]
    if "If-Match" in names or bulk:
        found += [412, 428]
    if names & {"If-Match", "as_of", "cursor", "after"}:
        found.append(400)
    return sorted(found)


def _shared(found: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that many operations have, which then only refer to them."""
    operations = [operation for _, operation in _operations(found) if "parameters" in operation]
    counted = Counter(json.dumps(each) for operation in operations for each in operation["parameters"])
    shared: dict[str, str] = {}
    for said, times in counted.most_common():
        parameter = json.loads(said)
        name = f"path.{parameter['name']}" if parameter["in"] == "path" else parameter["name"]
        if times >= _OFTEN and name not in shared:
            shared[name] = said
    names = {said: name for name, said in shared.items()}
    for operation in operations:
        operation["parameters"] = [_once(json.dumps(each), each, names) for each in operation["parameters"]]
    return {name: json.loads(said) for name, said in sorted(shared.items())}


def _once(said: str, parameter: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {"$ref": f"#/components/parameters/{names[said]}"} if said in names else parameter


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _header(description: str, kind: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": kind}}


_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "an ETag the caller has; 304 when the thing is still of that version, whatever may be done with it",
}
