"""What has been recorded since a position: as a list of CloudEvents, or as a stream of server-sent events."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from domain.errors import Failure
from domain.recorded import Recorded
from interfaces.http.caller import Caller, again, caller, services
from interfaces.http.commands import BASE
from interfaces.http.moments import moment
from interfaces.http.problems import Trouble
from interfaces.http.readers import sight_of, withheld
from interfaces.http.reads import replied
from interfaces.http.sight import Sight
from interfaces.http.tables import Format, InWords, Table, form_of, is_whole, sent, within
from interfaces.http.tables_made import Looked, Shape, table_of
from interfaces.services import Services
from projections.telling import act_of, body_of, departures_of

router = APIRouter(tags=["changes"])
_HEARTBEAT = 15.0
_BEAT = 0.2
MOST_STREAMS = 20
"""Streams that a person follows at once: each holds one of the server's connections."""


@router.get(BASE + "/changes", operation_id="list_changes", response_model=None)
def list_changes(
    request: Request,
    conference: str,
    after: Annotated[int, Query(ge=0, le=2**53 - 1, description="the last position already seen")] = 0,
    until: Annotated[int | None, Query(ge=0, le=2**53 - 1, description="up to this position")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
    format: Format = None,  # noqa: A002 - the name of the parameter
    words: InWords = None,
) -> Response:
    """List what was recorded after a position, oldest first, as CloudEvents 1.0."""
    who, form = caller(request, conference), form_of(request, format, words)
    log = services(request).log
    sight = sight_of(who)
    if form:
        whole = None if is_whole(request) else limit
        return sent(_table(services(request), who, after, until, whole, words), form)
    head = log.head(who.key)
    end = head if until is None else min(until, head)
    recorded = log.read(who.key, after, max(0, min(limit, end - after)))
    events = [cloud_event(event, who, sight) for event in recorded]
    last = events[-1]["position"] if events else after
    bound = "" if until is None else f"&until={until}"
    more = {"Link": f'<{request.url.path}?after={last}&limit={limit}{bound}>; rel="next"'} if last < end else {}
    return replied({"position": last, "head": head, "items": events}, last, **more)


@router.get(
    BASE + "/changes/stream",
    operation_id="stream_changes",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def stream_changes(
    request: Request,
    conference: str,
    after: Annotated[int | None, Query(ge=0, le=2**53 - 1)] = None,
    until: Annotated[int | None, Query(ge=0, le=2**53 - 1, description="end after this position")] = None,
) -> StreamingResponse:
    """Follow what is recorded as server-sent events; ``Last-Event-ID`` is the last position already seen."""
    who = caller(request, conference)
    last = request.headers.get("last-event-id", "")
    if last and not (last.isascii() and last.isdigit() and len(last) < 17):  # noqa: PLR2004 - 2^53 has 16 digits
        raise Trouble("malformed", field="Last-Event-ID")
    start = int(last) if last else after
    head = services(request).log.head(who.key)
    follow = _follow(request, who, head if start is None else start, until)
    return _Followed(
        _one_more(request, who), follow, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


def _table(parts: Services, who: Caller, after: int, until: int | None, limit: int | None, words: str | None) -> Table:
    """What was recorded after a position and up to another as a table: all of it, or no more than a page."""
    head = parts.log.head(who.key)
    end = min(head if until is None else until, head if limit is None else after + limit, head)
    within(end - after)
    then = moment(parts, who, str(end))
    recorded = parts.log.read(who.key, after, end - after) if end > after else []
    events = [cloud_event(event, who, sight_of(who)) for event in recorded]
    with parts.views.reading(who.key, then.at) as reading:
        looked = Looked(parts=parts, who=who, then=then, reading=reading)
        asked = {"after": after} if after else {}
        rows = events if words else [_flat(each) for each in events]
        return table_of("change", "changes", rows, looked, Shape(words=words, asked=asked))


def _flat(event: Mapping[str, Any]) -> dict[str, Any]:
    """A CloudEvent without what a row of a table cannot hold: its body and what it departed from."""
    act, entry = event["data"]["act"], event["data"]["act"]["entered_by"]
    names = ("position", "time", "type", "subject")
    return {name: event[name] for name in names} | {
        **{name: act[name] for name in ("person", "seat", "side", "on", "under")},
        "entered_by": entry and entry["person"],
        "clauses": " ".join(event["data"]["clauses"]),
        "version": event["data"]["version"],
        "cmd": event["data"]["cmd"],
    }


def cloud_event(event: Recorded, who: Caller, sight: Sight) -> dict[str, Any]:
    """A recorded fact as a CloudEvent; personal values show only as commitments, what is another side's not at all."""
    fact, hidden = event.fact, withheld(event, sight)
    return {
        "specversion": "1.0",
        "id": f"{who.conference}/{event.position}",
        "source": f"/api/v1/conferences/{who.conference}",
        "type": event.type,
        "subject": f"{event.kind}/{event.stream}",
        "time": event.recorded_at.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "position": event.position,
        "data": {
            "version": event.version,
            "act": act_of(fact) | {"under": fact.trace.under, "entered_by": _entry(event)},
            "clauses": list(fact.CLAUSES),
            "assumptions": list(fact.trace.assumptions),
            "departures": departures_of(fact),
            "body": {name: value for name, value in body_of(fact).items() if name not in hidden},
            "withheld": sorted(hidden),
            "cmd": event.cmd,
            "cause": event.cause,
            "corr": event.corr,
        },
    }


def _entry(event: Recorded) -> dict[str, Any] | None:
    entry = event.fact.trace.entered_by
    return None if entry is None else {"person": entry.person, "seat": entry.seat, "basis": entry.basis}


def _following(request: Request) -> Counter[tuple[int, str]]:
    """How many streams each person follows at this server."""
    state = request.app.state
    if not hasattr(state, "following"):
        state.following = Counter()
    found: Counter[tuple[int, str]] = state.following
    return found


def _one_more(request: Request, who: Caller) -> Callable[[], None]:
    """Count a stream as its person's before it begins, for many may begin at once; what ends it."""
    following, whose = _following(request), (who.key, who.person)
    if following[whose] >= MOST_STREAMS:
        raise Trouble("too_many_streams", most=MOST_STREAMS)
    following[whose] += 1

    def ended() -> None:
        following[whose] -= 1
        if not following[whose]:
            del following[whose]

    return ended


class _Followed(StreamingResponse):
    """A stream that says when it has ended, however it does."""

    def __init__(self, ended: Callable[[], None], content: AsyncIterator[bytes], **how: Any) -> None:
        super().__init__(content, **how)
        self._ended = ended

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._ended()


async def _follow(request: Request, who: Caller, after: int, until: int | None) -> AsyncIterator[bytes]:
    parts = services(request)
    quiet = 0.0
    while not (request.app.state.stopping or await request.is_disconnected()):
        events = await asyncio.to_thread(parts.log.read, who.key, after, 100)
        try:
            who = await asyncio.to_thread(again, request, who) if events or not quiet else who
        except (Failure, Trouble):
            return
        sight = sight_of(who)
        for event in events:
            after = event.position
            data = orjson.dumps(cloud_event(event, who, sight)).decode()
            yield f"id: {after}\nevent: {event.type}\ndata: {data}\n\n".encode()
        if until is not None and after >= until:
            return
        if events:
            quiet = 0.0
            continue
        await asyncio.sleep(_BEAT)
        quiet += _BEAT
        if quiet >= _HEARTBEAT:
            quiet = 0.0
            yield b": still here\n\n"
