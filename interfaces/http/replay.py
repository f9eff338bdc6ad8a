"""Replay over HTTP: the state of a thing at any point, what differs between two points, and where values come from."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from application.ledger import institution_id
from application.replay import Point
from application.replay_points import point_of
from domain.conference import Conference
from domain.errors import NotFound
from domain.register import Register
from domain.roster import Roster
from domain.stream import Stream
from domain.units import Units
from interfaces import sentences
from interfaces.http.caller import Caller, caller, services
from interfaces.http.commands import BASE
from interfaces.http.kinds import KINDS
from interfaces.http.moments import AsOf, moment
from interfaces.http.readers import seen_by, sight_of
from interfaces.http.reads import replied
from interfaces.http.resources import names
from interfaces.replayed import History
from interfaces.services import Services

INSTITUTION: dict[str, type[Stream]] = {kind.TOPIC: kind for kind in (Conference, Roster, Units, Register)}
REPLAYED = (*(kind.name for kind in KINDS.values() if kind.stream), "institution")
"""What replay is told of."""
Find = Callable[..., History]
_Own = Literal["conference", "roster", "units", "register"]
_Version = Annotated[int | None, Query(ge=1, le=2**53 - 1, description="after so many facts of the thing")]
_On = Annotated[
    date | None,
    Query(description="on this business date, from what was known at `as_of`: facts dated later do not count"),
]
_A_POINT = (
    "a position, a time with its zone, a version (`v7`), a business date (`2026-03-01`), "
    "or a business date as known at a position or time (`2026-03-01@120`)"
)
_POINTS: dict[str, Any] = {
    "version": {"value": "v1"},
    "position": {"value": "120"},
    "day": {"value": "2026-03-01"},
    "day_as_known": {"value": "2026-03-01@120"},
}
_From = Annotated[str, Query(alias="from", min_length=1, max_length=60, description=_A_POINT, openapi_examples=_POINTS)]
_To = Annotated[
    str | None,
    Query(
        alias="to",
        min_length=1,
        max_length=60,
        description=f"{_A_POINT}; now if left out",
        openapi_examples=_POINTS,
    ),
]
_Field = Annotated[
    str | None, Query(min_length=1, max_length=200, description="one field and its parts: `stage`, `text/title`")
]


def add(router: APIRouter) -> None:
    """Add replay for every kind of thing that has a stream, and for the institution's own streams."""
    for kind in KINDS.values():
        if kind.stream:
            _add(router, f"{BASE}{kind.path}/{{row}}", kind.name, _thing(kind.name))
    _add(router, f"{BASE}/institution/{{register}}", "institution", _institution)


def _add(router: APIRouter, path: str, name: str, find: Find) -> None:
    thing = "register of the institution" if name == "institution" else name
    for act, operation, endpoint, summary in (
        ("state", f"get_{name}_state", _state, f"The {thing} at a version, a position or time, or a business date."),
        (
            "diff",
            f"diff_{name}",
            _diff,
            f"What differs in the {thing} between two points, and which records made it so.",
        ),
        ("explain", f"explain_{name}", _explain, f"Where every value of the {thing} comes from, or that of one field."),
    ):
        router.add_api_route(
            f"{path}/{act}",
            endpoint(find),
            methods=["GET"],
            operation_id=operation,
            summary=summary,
            response_model=None,
            tags=["history"],
        )


def _state(find: Find) -> Callable[..., Response]:
    def endpoint(
        request: Request,
        conference: str,
        history: Annotated[History, Depends(find)],
        version: _Version = None,
        as_of: AsOf = None,
        on: _On = None,
    ) -> Response:
        who, parts = caller(request, conference), services(request)
        position = _position(parts, who, as_of)
        point = Point(version=version, position=position, on=on)
        told = history.state(point)
        return _answered(parts, who, told, told["at"]["position"] if version else position)

    return endpoint


def _diff(find: Find) -> Callable[..., Response]:
    def endpoint(
        request: Request,
        conference: str,
        history: Annotated[History, Depends(find)],
        since: _From,
        until: _To = None,
    ) -> Response:
        who, parts = caller(request, conference), services(request)
        before, after = (
            point_of(given, parts.log, who.key) for given in (since, until or str(parts.log.head(who.key)))
        )
        told = history.diff(before, after)
        return _answered(parts, who, told, told["to"]["position"] if after.version else after.position or 0)

    return endpoint


def _explain(find: Find) -> Callable[..., Response]:
    def endpoint(
        request: Request,
        conference: str,
        history: Annotated[History, Depends(find)],
        field: _Field = None,
        version: _Version = None,
        as_of: AsOf = None,
        on: _On = None,
    ) -> Response:
        who, parts = caller(request, conference), services(request)
        position = _position(parts, who, as_of)
        point = Point(version=version, position=position, on=on)
        told = history.explain(point, field)
        return _answered(parts, who, told, told["at"]["position"] if version else position)

    return endpoint


def _thing(kind: str) -> Find:
    """The history of a thing of a kind; an id alone never shows another kind's."""

    def find(request: Request, conference: str, row: str) -> History:
        try:
            stream = UUID(row)
        except ValueError:
            raise NotFound(f"{kind}_unknown", clause="R-known", thing=kind, id=row) from None
        return _history(request, conference, kind, stream)

    return find


def _institution(request: Request, conference: str, register: _Own) -> History:
    """The history of one of the institution's own streams."""
    _, origin = services(request).log.conference(conference)
    return _history(request, conference, register, institution_id(origin, INSTITUTION[register]))


def _history(request: Request, conference: str, kind: str, stream: UUID) -> History:
    who, parts = caller(request, conference), services(request)
    facts = [recorded for recorded in parts.log.history(who.key, stream) if recorded.kind == kind]
    if not facts:
        raise NotFound(f"{kind}_unknown", clause="R-known", thing=kind, id=str(stream))
    language = sentences.chosen(request.headers.get("accept-language"))
    return History(parts.log, who.key, kind, stream, facts, language, seen_by(sight_of(who)))


def _position(parts: Services, who: Caller, as_of: str | None) -> int:
    at = moment(parts, who, as_of).at
    return parts.log.head(who.key) if at is None else at


def _answered(parts: Services, who: Caller, told: dict[str, Any], position: int) -> Response:
    """The answer, with the names of the people it mentions and the position it shows."""
    with parts.views.reading(who.key) as reading:
        known = names(parts, who, reading, told)
    return replied(told | {"names": known, "position": position}, position)
