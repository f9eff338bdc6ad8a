"""Lists and single resources: one pair of endpoints a kind, all alike, now or as of any moment."""

from collections.abc import Callable, Mapping
from datetime import date
from inspect import Parameter, Signature
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Query, Request, Response

from domain.errors import NotFound
from interfaces.http.actions import actions_of
from interfaces.http.caller import caller, services
from interfaces.http.commands import BASE
from interfaces.http.held import with_held
from interfaces.http.kinds import resource
from interfaces.http.listing import Wanted, is_by_name, listed
from interfaces.http.moments import After, AsOf, Moment, moment
from interfaces.http.problems import Trouble
from interfaces.http.readers import narrowed
from interfaces.http.resources import Kind
from interfaces.http.tables import Format, InWords, form_of, is_whole, sent, within
from interfaces.http.tables_made import Looked, Shape, table_of
from projections.clause import UpTo
from projections.course import Course, course
from projections.overdue import may_be
from projections.sql import Where

_LIMIT = Annotated[int, Query(ge=1, le=200, description="rows on a page")]
_CURSOR = Annotated[str | None, Query(max_length=600, description="the `next` of the page before")]
_DESCENDING = Annotated[bool, Query(description="the last first")]
_FIELDS = Annotated[str | None, Query(max_length=400, description="only these fields of each row, separated by commas")]
_CALLED = Annotated[
    str | None,
    Query(
        max_length=200,
        description="only who is called so: characters of the name, its pinyin from any syllable on, or the first letters",
    ),
]
_IDS = Annotated[str | None, Query(max_length=7400, description="only those with these ids, separated by commas")]
_KIND = Parameter.KEYWORD_ONLY
_LARGEST = 2**53 - 1
_MOST = 200
_COURSE = Annotated[
    Course | None,
    Query(description="only those that are at this on the day; a page may then have fewer rows than its limit"),
]


def add(router: APIRouter, kind: Kind) -> None:
    """Add the list and the single resource of a kind."""
    common: dict[str, Any] = {"methods": ["GET"], "response_model": None, "tags": [kind.path[1:]]}
    router.add_api_route(
        BASE + kind.path,
        _list(kind),
        operation_id=f"list_{kind.path[1:]}",
        summary=f"List {kind.path[1:]}, now or as of any moment.",
        **common,
    )
    router.add_api_route(
        f"{BASE}{kind.path}/{{row}}",
        _single(kind),
        operation_id=f"get_{kind.name}",
        summary=f"One {kind.name}, now or as of any moment, with what can be done with it now.",
        **common,
    )


def replied(doc: Any, position: int, **headers: str) -> Response:
    """A JSON answer that says the position it shows."""
    return Response(orjson.dumps(doc), headers={"X-Position": str(position), **headers}, media_type="application/json")


def _list(kind: Kind) -> Callable[..., Response]:
    def endpoint(
        request: Request,
        *,
        conference: str,
        as_of: AsOf = None,
        after: After = None,
        limit: _LIMIT = 50,
        cursor: _CURSOR = None,
        sort: str = "created",
        descending: _DESCENDING = False,
        fields: _FIELDS = None,
        ids: _IDS = None,
        format: Format = None,  # noqa: A002 - the name of the parameter
        words: InWords = None,
        **filters: Any,
    ) -> Response:
        who = caller(request, conference)
        _require_known(request, parameters)
        form, parts = form_of(request, format, words), services(request)
        then = moment(parts, who, as_of, after)
        asked = {name: value for name, value in filters.items() if value is not None}
        chosen = {} if ids is None else {"id": ids.split(",")}
        where = narrowed({**_where(asked, kind, then), **chosen}, kind, who)
        wanted = Wanted(where, sort, descending, cursor, limit, called=asked.get("called", ""))
        with parts.views.reading(who.key, then.at) as reading:
            looked = Looked(parts=parts, who=who, then=then, reading=reading)
            rows, following = _found(kind, wanted, asked.get("course"), looked, whole=bool(form) and is_whole(request))
            more = {"Link": f'<{_next(request, following)}>; rel="next"'} if following else {}
            told = rows if words else with_held(parts, who, [_narrowed(row, fields) for row in rows])
            shape = Shape(words=words, asked=asked, fields=fields)
            table = table_of(kind.name, kind.path[1:], told, looked, shape) if form else None
        if form and table:
            return sent(table, form, **more)
        return replied({"position": reading.position, "items": told, "next": following}, reading.position, **more)

    own = [
        Parameter(name, _KIND, default=None, annotation=_filter(name, kind.view.columns[name])) for name in kind.filters
    ]
    own += [Parameter(f"{name}_until", _KIND, default=None, annotation=_until(name)) for name in kind.until]
    own += [Parameter("called", _KIND, default=None, annotation=_CALLED)] if kind.named else []
    own += [Parameter("course", _KIND, default=None, annotation=_COURSE)] if kind.by_day is course else []
    kept = [p for p in _signature(endpoint) if p.kind is not Parameter.VAR_KEYWORD]
    by_name = "; `name`: by its sound, as the office said that it is read or else the dictionary" if kind.named else ""
    order = Query(description=f"in which order; `created`: as they were recorded{by_name}")
    sorts = Parameter("sort", _KIND, default="created", annotation=Annotated[Literal[kind.sorts], order])
    signed = [sorts if p.name == "sort" else p for p in kept] + own
    parameters = frozenset(p.name for p in signed)
    endpoint.__signature__ = Signature(signed)  # type: ignore[attr-defined]
    return endpoint


def _found(
    kind: Kind, wanted: Wanted, wanted_course: str | None, looked: Looked, *, whole: bool
) -> tuple[list[dict[str, Any]], str | None]:
    """The rows of a page, or of all pages as of one position, and the cursor of what follows.

    What only the day tells is chosen among the rows of a page, which then may be short of its limit.
    """
    found: list[dict[str, Any]] = []
    if whole:
        wanted = wanted._replace(limit=_LARGEST if is_by_name(kind, wanted) else _MOST)
    while True:
        try:
            rows, following = listed(looked.parts, looked.who, looked.reading, kind, wanted)
        except ValueError:
            raise Trouble("cursor_malformed") from None
        told = [finished(row, kind, looked.then) for row in rows]
        found += [row for row in told if wanted_course in {None, row.get("course")}]
        if not whole:
            return found, following
        within(len(found))
        if following is None:
            return found, None
        wanted = wanted._replace(cursor=following)


def _require_known(request: Request, parameters: frozenset[str]) -> None:
    """A list that is asked for by a name it does not know says so, instead of showing everything."""
    unknown = [name for name in request.query_params if name not in parameters]
    if unknown:
        raise Trouble("malformed", field=unknown[0])


def _filter(name: str, column: type) -> Any:
    limits: dict[str, Any] = {int: {"ge": 0, "le": _LARGEST}, str: {"max_length": 200}}.get(column, {})
    return Annotated[column | None, Query(description=f"only this {name}", **limits)]


def _until(name: str) -> Any:
    return Annotated[date | None, Query(description=f"only with {name} on this day or before it")]


def _where(asked: Mapping[str, Any], kind: Kind, then: Moment) -> Where:
    """What is asked of each column; a day up to which is a bound of its column, beside a value only where that fits."""
    of_day = may_be(asked["course"], then.day) if "course" in asked else {}
    where = {**of_day, **{name: value for name, value in asked.items() if name in kind.filters}}
    for name in kind.until:
        if (until := asked.get(f"{name}_until")) is not None:
            last = until.isoformat()
            where[name] = UpTo(last) if name not in asked else [value for value in [asked[name]] if value <= last]
    return where


def _single(kind: Kind) -> Callable[..., Response]:
    def endpoint(request: Request, conference: str, row: str, as_of: AsOf = None, after: After = None) -> Response:
        who = caller(request, conference)
        parts = services(request)
        then = moment(parts, who, as_of, after)
        doc = resource(parts, who, kind.name, row, at=then.at)
        if doc is None:
            raise NotFound(f"{kind.name}_unknown", clause="R-known", thing=kind.name, id=row)
        doc = finished(doc, kind, then)
        doc["actions"] = [] if then.at is not None else actions_of(request, parts, who, kind, row)
        tag = {"ETag": f'"{doc["version"]}"'} if "version" in doc else {}
        if tag and has_it(request, tag["ETag"]):
            return Response(status_code=304, headers={"X-Position": str(doc["position"]), **tag})
        return replied(doc, doc["position"], **tag)

    return endpoint


def has_it(request: Request, tag: str) -> bool:
    """Whether the caller has what goes by this ETag already."""
    had = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    return tag in had


def finished(doc: dict[str, Any], kind: Kind, then: Moment) -> dict[str, Any]:
    """A row with what only the day can tell."""
    return doc | kind.by_day(doc, then.day) if kind.by_day else doc


def _narrowed(doc: dict[str, Any], wanted: str | None) -> dict[str, Any]:
    names = set(wanted.split(",")) | {"id", "href"} if wanted else None
    return doc if names is None else {name: value for name, value in doc.items() if name in names}


def _next(request: Request, cursor: str) -> str:
    query = dict(request.query_params) | {"cursor": cursor}
    return f"{request.url.path}?{urlencode(query)}"


def _signature(endpoint: Callable[..., Any]) -> list[Parameter]:
    return list(Signature.from_callable(endpoint, eval_str=True).parameters.values())
