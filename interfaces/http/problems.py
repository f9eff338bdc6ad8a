"""Refusals as RFC 9457 problems, and the only table of statuses."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from application.files.scanning import ScannerAway
from application.log import Unavailable
from application.proof.publisher import Altered
from application.proof.signer import Contradiction
from domain import errors
from interfaces import sentences
from interfaces.http.headers import page_headers
from interfaces.http.plain_page import as_page, wants_page
from projections.feed import Stalled

# The first class that fits decides.
STATUSES: Sequence[tuple[type[errors.Failure], int]] = (
    (errors.NotEntitled, 403),
    (errors.Malformed, 422),
    (errors.Refusal, 409),
    (errors.NotFound, 404),
    (errors.Overtaken, 412),
    (errors.KeyReused, 422),
    (errors.Hindrance, 409),
)
CODES: Mapping[str, int] = {
    "not_signed_in": 401,
    "sign_in_failed": 401,
    "code_needed": 401,
    "confirm_yourself": 401,
    "passkey_refused": 401,
    "passkey_cloned": 401,
    "challenge_over": 401,
    "openid_state_unknown": 401,
    "openid_refused": 401,
    "openid_token_bad": 401,
    "identity_unknown": 401,
    "openid_unreachable": 503,
    "code_wrong": 422,
    "tried_too_often": 429,
    "cross_site": 403,
    "route_unknown": 404,
    "method_not_allowed": 405,
    "malformed": 422,
    "media_type_not_json": 415,
    "if_match_missing": 428,
    "if_match_malformed": 400,
    "too_large": 413,
    "too_slow": 408,
    "file_type_not_allowed": 415,
    "file_too_large": 413,
    "file_too_slow": 408,
    "file_cut_short": 400,
    "file_altered": 503,
    "scanner_away": 503,
    "address_too_long": 414,
    "host_unknown": 421,
    "too_many_requests": 429,
    "too_many_streams": 429,
    "header_repeated": 400,
    "parameter_repeated": 400,
    "cursor_malformed": 400,
    "table_too_long": 422,
    "as_of_malformed": 400,
    "not_acceptable": 406,
    "not_caught_up": 503,
    "store_unavailable": 503,
    "log_not_sound": 503,
    "busy": 503,
    "unexpected": 500,
}
CLAUSES: Mapping[str, str] = {
    "not_signed_in": "R-access",
    "confirm_yourself": "R-access",
    "malformed": "R-text",
    "media_type_not_json": "R-text",
    "if_match_missing": "R-version",
    "if_match_malformed": "R-version",
    "too_large": "R-text",
    "file_too_slow": "R-text",
    "file_cut_short": "R-text",
    "cursor_malformed": "R-text",
    "table_too_long": "R-text",
    "as_of_malformed": "R-text",
}
"""The good order that a problem of HTTP itself rests on."""
_STATED = {404: "route_unknown", 405: "method_not_allowed", 408: "too_slow", 413: "too_large"}
"""The code of a status that the framework answers by itself."""
MEDIA_TYPE = "application/problem+json"


class Trouble(Exception):
    """A problem of HTTP itself, before any act is asked for."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def status_of(failure: errors.Failure) -> int:
    """The HTTP status of a refusal or hindrance."""
    if failure.code in CODES:
        return CODES[failure.code]
    return next(status for kind, status in STATUSES if isinstance(failure, kind))


def described(failure: errors.Failure, language: str) -> dict[str, Any]:
    """A refusal in words: code, clause, sentence, facts, what to do next, and every reason that is asked for."""
    facts = plain(failure.facts)
    told = {
        "code": failure.code,
        "clause": failure.clause,
        "title": sentences.sentence(language, failure.code, "title", facts) or failure.code,
        "detail": sentences.sentence(language, failure.code, "detail", facts),
        "next": sentences.sentence(language, failure.code, "next", facts),
        "facts": facts,
    }
    if isinstance(failure, errors.ReasonNeeded):
        told["departures"] = [described(breach, language) for breach in failure.breaches]
        told["next"] = sentences.sentence(language, "reason_needed", "next", facts)
    return told


def problem(request: Request, status: int, told: Mapping[str, Any], **headers: str) -> Response:
    """A problem document in answer to a request."""
    language = sentences.chosen(request.headers.get("accept-language"))
    request.state.problem = told["code"]
    body = {
        "type": f"{request.scope.get('root_path', '')}/api/v1/problems#{told['code']}",
        "status": status,
        "trace_id": getattr(request.state, "trace_id", None) or uuid4().hex,
        **told,
    }
    said = {"Content-Language": language, **headers}
    if wants_page(request.scope["path"], request.headers.get("accept", "")):
        return HTMLResponse(as_page(body, language), status, {**page_headers(), **said})
    return Response(orjson.dumps(body), status, headers=said, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let every failure of an app be answered as a problem."""
    app.add_exception_handler(errors.Failure, _failure)
    app.add_exception_handler(Trouble, troubled)
    app.add_exception_handler(ScannerAway, partial(_away, "scanner_away"))
    app.add_exception_handler(Unavailable, partial(_away, "store_unavailable"))
    app.add_exception_handler(Stalled, partial(_away, "not_caught_up"))
    for unsound in (Altered, Contradiction):
        app.add_exception_handler(unsound, partial(_away, "log_not_sound"))
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def plain(value: Any) -> Any:
    """A fact of a refusal as JSON."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, date | datetime | UUID) else value


async def _failure(request: Request, failure: Exception) -> Response:
    assert isinstance(failure, errors.Failure)  # noqa: S101 - how the handler is registered
    language = sentences.chosen(request.headers.get("accept-language"))
    state = failure.facts.pop("state", None) if isinstance(failure, errors.Overtaken) else None
    headers = {"ETag": f'"{failure.facts["version"]}"'} if "version" in failure.facts else {}
    if status_of(failure) == CODES["too_many_requests"]:
        headers["Retry-After"] = str(failure.facts["seconds"])
    told = described(failure, language) | ({"state": state} if state else {})
    return problem(request, status_of(failure), told, **headers)


async def troubled(request: Request, trouble: Exception) -> Response:
    """The answer to a problem of HTTP itself."""
    assert isinstance(trouble, Trouble)  # noqa: S101 - how the handler is registered
    told = _told(request, trouble.code, trouble.facts)
    return problem(request, CODES[trouble.code], told, **_hints(trouble))


def _hints(trouble: Trouble) -> dict[str, str]:
    """The headers that say to a program what the sentences say to a person."""
    match trouble.code:
        case "not_signed_in":
            return {"WWW-Authenticate": "Bearer"}
        case "too_many_requests":
            return {"Retry-After": str(trouble.facts["seconds"])}
        case "too_many_streams":
            return {"Retry-After": "60"}
        case "method_not_allowed":
            return {"Allow": "GET, POST, PUT, DELETE"}
    return {}


async def _away(code: str, request: Request, fault: Exception) -> Response:
    """The store or the views cannot answer just now: nothing was lost, and it may be tried again."""
    del fault
    return problem(request, CODES[code], _told(request, code, {}), **{"Retry-After": "2"})


async def _malformed(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)  # noqa: S101 - how the handler is registered
    if request.method == "POST" and not _is_json(request.headers.get("content-type", "")):
        return await troubled(request, Trouble("media_type_not_json"))
    language = sentences.chosen(request.headers.get("accept-language"))
    told = _told(request, "malformed", {})
    told["errors"] = [
        {
            "pointer": "".join(f"/{_escaped(part)}" for part in error["loc"][1:]) or "/",
            "in": str(error["loc"][0]),
            "kind": error["type"],
            "detail": sentences.input_fault(language, error["type"], error["msg"], error.get("ctx", {})),
        }
        for error in fault.errors()
    ]
    return problem(request, 422, told)


def _escaped(part: object) -> str:
    """A part of a JSON Pointer (RFC 6901)."""
    return str(part).replace("~", "~0").replace("/", "~1")


def _is_json(content_type: str) -> bool:
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type == "application/json" or (media_type.startswith("application/") and media_type.endswith("+json"))


async def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)  # noqa: S101 - how the handler is registered
    code = _STATED.get(fault.status_code, "malformed")
    return problem(request, CODES[code], _told(request, code, {}), **dict(fault.headers or {}))


async def _unexpected(request: Request, fault: Exception) -> Response:
    del fault
    return unexpected(request)


def unexpected(request: Request) -> Response:
    """The answer to a failure that nobody has foreseen: nothing of it is told but the trace id."""
    return problem(request, 500, _told(request, "unexpected", {}))


def _told(request: Request, code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    language = sentences.chosen(request.headers.get("accept-language"))
    return {
        "code": code,
        "clause": CLAUSES.get(code),
        "title": sentences.sentence(language, code, "title", facts) or code,
        "detail": sentences.sentence(language, code, "detail", facts),
        "next": sentences.sentence(language, code, "next", facts),
        "facts": plain(facts),
    }
