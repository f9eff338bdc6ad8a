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
from interfaces.http.document_words import DESCRIPTION, PATH, QUERY, STATUSES, TAGS
from interfaces.http.examples import IDS, example_in_path
from interfaces.http.guard import SESSION_COOKIE
from interfaces.http.kinds import KINDS
from interfaces.http.problems import MEDIA_TYPE
from interfaces.http.replay import REPLAYED
from interfaces.http.tables import MEDIA_TYPES, Form

_MODELS: Mapping[str, type[BaseModel]] = {
    "list_changes": answers.Changes,
    "get_timeline": answers.Facts,
    "get_dossier": replay_answers.Dossier,
    "list_beginnings": answers.Beginnings,
    "get_desk": answers.Desk,
    "list_expected": answers.ExpectedAt,
    "search": answers.Listed,
    "do_commands": answers.ManyDone,
    "list_problems": answers.Codes,
    "get_audit": answers.Standing,
    "get_standing": answers.Standing,
    "get_record": answers.Record,
    "get_board": answers.Board,
    "get_board_decision": answers.BoardDecision,
    "get_board_record": answers.Record,
    "list_access": answers.Comings,
    "list_refusals": answers.Comings,
    "upload_file": answers.FileShown,
    "describe_file": answers.FileShown,
    "list_files": answers.Files,
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
    "get_file": "*/*",
    "get_board_receipt": "text/plain",
    "get_meeting_icalendar": "text/calendar",
    "get_feed": "text/calendar",
}
"""What is answered in a form of its own."""
_UNCHANGED = frozenset({"get_feed"})
"""What is answered by 304 while it is as the caller has it, besides single things."""
_PLAIN = frozenset({"healthz", "readyz", "version", "stream_changes", *_OTHERWISE})
_USUAL: tuple[type[BaseModel], ...] = (answers.Problem, answers.Answer, answers.Single, answers.Listed, answers.Seen)
_EVERYWHERE = (400, 414, 429)
"""The problems that any operation can meet."""
_OFTEN = 3
"""A parameter that as many operations have stands in the document once."""
_MODELLED = frozenset({"session", "account", "tokens", "feeds", "accounts", "drafts"})
"""The tags of operations whose answers are told by their own models."""
_BEFORE_SIGN_IN = frozenset(
    {"sign_in", "begin_sign_in_by_passkey", "sign_in_by_passkey", "activate", "begin_sign_in_by_provider"}
    | {"finish_by_provider", "list_providers", "get_entrance"}
)
_OPEN_TO_ALL = frozenset({"healthz", "readyz", "version", "list_problems", "get_verifier"})
_ALSO: Mapping[str, tuple[int, ...]] = {"upload_file": (408,), "get_file": (409,), "get_meeting_icalendar": (409,)}
_LOG: Mapping[str, tuple[int, ...]] = {
    "get_checkpoint": (404, 422),
    "get_standing": (404, 422),
    "get_tile": (401, 403, 404, 422),
    "get_board": (404, 422),
    "get_board_decision": (404, 422),
    "get_board_record": (404, 422),
    "get_board_receipt": (404, 422, 503),
    "get_feed": (404, 422, 503),
}
"""What is read without signing in, of the logs, a public board and at a feed's address; and the problems it can meet."""


def publish(app: FastAPI) -> None:
    """Let the app's document be this one."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes)
    models: list[type[BaseModel]] = [*dict.fromkeys((*_USUAL, *_MODELS.values()))]
    _, defined = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/components/schemas/{model}"
    )
    components = found["components"]
    components["schemas"] |= defined["$defs"]
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE},
    }
    problem = {"content": {MEDIA_TYPE: {"schema": _ref(answers.Problem)}}}
    components["responses"] = {name: {"description": text, **problem} for name, text in STATUSES.values()}
    found["security"] = [{"bearer": []}, {"session": []}]
    for method, operation in _operations(found):
        _complete(method, operation)
    components["parameters"] = _shared(found)
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    used = {tag for _, operation in _operations(found) for tag in operation["tags"]}
    found["tags"] = [{"name": tag, "description": text} for tag, text in TAGS.items() if tag in used]
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
        operation["security"] = [] if operation["operationId"] != "get_tile" else [{}, {"bearer": []}, {"session": []}]
    answered = operation["responses"]
    answered.pop("422", None)
    if operation["operationId"] in _BEFORE_SIGN_IN:
        operation["security"] = []
    if operation["operationId"] not in _PLAIN and not _MODELLED.intersection(operation["tags"]):
        _answer(method, operation)
    if operation["operationId"] in _OTHERWISE:
        answered["200"]["content"] = {_OTHERWISE[operation["operationId"]]: {"schema": {"type": "string"}}}
    if operation["operationId"] in _UNCHANGED:
        operation.setdefault("parameters", []).append(_IF_NONE_MATCH)
        answered["304"] = {"description": "It is still what the caller has"}
    if operation["operationId"] == "stream_changes":
        events = "events, each with its position as `id`, the stored name as `event`, and a CloudEvent as `data`"
        answered["200"]["content"] = {"text/event-stream": {"schema": {"description": events}}}
    if operation["operationId"] == "readyz":
        answered["503"] = answered["200"] | {"description": "The store cannot be written, or the views are behind"}
    for status in sorted({*_statuses(method, operation), *_EVERYWHERE}):
        answered[str(status)] = {"$ref": f"#/components/responses/{STATUSES[status][0]}"}


def _describe(parameter: dict[str, Any]) -> None:
    """Say what a parameter of a path is; of any other, only what can be said in an address."""
    name, schema = parameter["name"], parameter["schema"]
    if parameter["in"] == "path":
        parameter.setdefault("description", PATH.get(name, f"the id of the {name}"))
        if name in IDS or name == "unit":
            parameter["example"] = example_in_path(name)
    elif name in QUERY:
        parameter.setdefault("description", QUERY[name])
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
    if any(parameter["name"] == "format" for parameter in operation.get("parameters", ())):
        tables = {"text/csv": {"type": "string"}, MEDIA_TYPES[Form.XLSX]: {"type": "string", "format": "binary"}}
        success["content"] |= {media: {"schema": schema} for media, schema in tables.items()}
    if model is not answers.Codes:
        success["headers"] = {"X-Position": _header("the position shown", "integer")}
    if single or (method == "post" and name != "upload_file"):
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
    names = {parameter["name"] for parameter in operation.get("parameters", ())}
    bulk = operation["operationId"] == "do_commands"
    found = [401, 403, 404, 422, 503, *_ALSO.get(operation["operationId"], ())]
    if method == "post":
        found += [409, 413, 415]
    if "If-Match" in names or bulk:
        found += [412, 428]
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
