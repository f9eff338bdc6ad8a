"""How many rows a list has, in all and by what they say: what somebody needs to choose among them, without reading them."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from interfaces.http.caller import caller, services
from interfaces.http.commands import BASE
from interfaces.http.moments import After, AsOf, moment
from interfaces.http.problems import Trouble
from interfaces.http.readers import narrowed
from interfaces.http.reads import replied
from interfaces.http.resources import Kind
from projections.clause import Value

_BY = Query(max_length=200, description="by the values of these fields, separated by commas")


def add(router: APIRouter, kind: Kind) -> None:
    """Add the counts of a kind's list, where it has any."""
    if kind.counted:
        router.add_api_route(
            f"{BASE}/counts{kind.path}",
            _counts(kind),
            methods=["GET"],
            response_model=None,
            tags=[kind.path[1:]],
            operation_id=f"count_{kind.path[1:]}",
            summary=f"Count {kind.path[1:]}, in all and by {', '.join(kind.counted)}, now or as of any moment.",
        )


def _counts(kind: Kind) -> Callable[..., Response]:
    def endpoint(
        request: Request,
        conference: str,
        by: Annotated[str, _BY] = "",
        as_of: AsOf = None,
        after: After = None,
    ) -> Response:
        who = caller(request, conference)
        wanted = tuple(dict.fromkeys(by.split(","))) if by else ()
        if not set(wanted) <= set(kind.counted):
            raise Trouble("malformed", field="by")
        parts = services(request)
        then = moment(parts, who, as_of, after)
        where = narrowed({}, kind, who)
        with parts.views.reading(who.key, then.at) as reading:
            tallies = {each: reading.tally(kind.view, each, where=where) for each in wanted}
            whole = next(iter(tallies.values()), None)
            total = reading.count(kind.view, where=where) if whole is None else sum(whole.values())
            told = {each: _told(tally) for each, tally in tallies.items()}
            return replied({"total": total, "by": told, "position": reading.position}, reading.position)

    return endpoint


def _told(tally: dict[Value, int]) -> list[dict[str, Any]]:
    """Each value there is, in order, and how many rows have it; null for those that have none comes last."""
    values = sorted(tally, key=lambda value: (value is None, value))
    return [{"value": value, "count": tally[value]} for value in values]
