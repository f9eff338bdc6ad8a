"""The dossier of a decision over HTTP: its whole way, step by step, with what each step changed in what thing."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from domain.errors import NotFound
from domain.recorded import Recorded
from interfaces import sentences
from interfaces.http.caller import Caller, caller, services
from interfaces.http.changes import cloud_event
from interfaces.http.commands import BASE
from interfaces.http.kinds import KINDS
from interfaces.http.moments import AsOf, moment
from interfaces.http.problems import Trouble
from interfaces.http.readers import seen_by, sight_of
from interfaces.http.reads import replied
from interfaces.http.resources import href, names
from interfaces.http.sight import Sight
from interfaces.replayed import steps_of
from interfaces.services import Services
from projections.dossier import subjects_on_the_way, way_of
from projections.mentions import MENTIONS, sought
from projections.sql import Where
from projections.store import Reading

router = APIRouter()
_MOST = 200


class LoggedFacts:
    """The facts of the log up to the position that is read, found by the view of what mentions what, as a reader sees it."""

    def __init__(self, parts: Services, who: Caller, reading: Reading, sight: Sight) -> None:
        self._log, self._key, self._reading, self._sight = parts.log, who.key, reading, sight
        self._known: dict[int, Recorded] = {}

    def of(self, stream: str) -> list[Recorded]:
        """The facts of a stream; none for what is no stream."""
        try:
            facts = self._log.history(self._key, UUID(stream))
        except ValueError:
            return []
        return [recorded for recorded in facts if recorded.position <= self._reading.position]

    def naming(self, subject: str, kind: str | None = None) -> list[Recorded]:
        """The facts that are about a thing or name it where the reader sees it."""
        where: Where = {"subject": sought(subject, self._sight.readers)} | ({"kind": kind} if kind else {})
        found, cursor = [], None
        while True:
            page = self._reading.page(MENTIONS, where=where, cursor=cursor, limit=_MOST)
            found += [self._at(item.valid_from) for item in page.items]
            cursor = page.next
            if cursor is None:
                return found

    def _at(self, position: int) -> Recorded:
        if position not in self._known:
            [self._known[position]] = self._log.read(self._key, position - 1, 1)
        return self._known[position]


@router.get(BASE + "/decisions/{decision}/dossier", operation_id="get_dossier", response_model=None, tags=["history"])
def get_dossier(
    request: Request,
    conference: str,
    decision: str,
    as_of: AsOf = None,
    cursor: Annotated[str | None, Query(max_length=600)] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = _MOST,
) -> Response:
    """Show the whole way of a decision, step by step, and what each step changed.

    From the suggestion and the topic through agreements, agenda, meeting and minutes to the follow-up, every hearing
    and the closing.
    """
    who, parts = caller(request, conference), services(request)
    then, done = moment(parts, who, as_of), _done(cursor)
    sight, language = sight_of(who), sentences.chosen(request.headers.get("accept-language"))
    with parts.views.reading(who.key, then.at) as reading:
        facts = LoggedFacts(parts, who, reading, sight)
        subjects = subjects_on_the_way(facts, decision)
        if not subjects:
            raise NotFound("decision_unknown", clause="R-known", thing="decision", id=decision)
        way = way_of(facts, subjects)
        steps = steps_of(way[done : done + limit], facts.of, subjects, language, seen_by(sight))
        items = [
            cloud_event(recorded, who, sight)
            | step
            | {"number": number, "thing": step["thing"] | {"href": _href(conference, recorded)}}
            for number, (recorded, step) in enumerate(steps, start=done + 1)
        ]
        more = str(done + limit) if done + limit < len(way) else None
        told = {"items": items, "steps": len(way), "next": more, "subjects": subjects}
        known = names(parts, who, reading, told)
        return replied(told | {"names": known, "position": reading.position}, reading.position)


def _done(cursor: str | None) -> int:
    """How many steps the reader has seen."""
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 16):  # noqa: PLR2004 - 2^53 has 16 digits
        raise Trouble("cursor_malformed")
    return int(cursor)


def _href(conference: str, recorded: Recorded) -> str:
    kind = KINDS.get(recorded.kind)
    own = f"/api/v1/conferences/{conference}/institution/{recorded.kind}/state"
    return href(conference, kind, str(recorded.stream)) if kind else own
