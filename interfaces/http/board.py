"""The public board: what the heads published and how it stands, for everybody and without an account, while it is open.

Gap: G10. A board that is closed answers like a conference that is not there.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from domain.errors import NotFound
from domain.recorded import Recorded
from interfaces.http.caller import services
from interfaces.http.moments import today_of
from interfaces.http.problems import Trouble
from interfaces.http.proof import Position
from interfaces.http.reads import replied
from interfaces.http.receipts import receipt_of
from interfaces.services import Services
from projections import Doc
from projections.course import Day
from projections.decision_register import DECISIONS
from projections.institution import INSTITUTION, ONLY, UNITS
from projections.meeting_file import MEETINGS
from projections.mentions import MENTIONS
from projections.public_board import entry, record_of, standings, steps
from projections.sql import Where
from projections.store import Reading

BOARD = "/api/v1/board/{conference}"
router = APIRouter(tags=["board"])
Slug = Annotated[str, Path(max_length=100)]
_LIMIT = Annotated[int, Query(ge=1, le=200, description="rows on a page")]
_CURSOR = Annotated[str | None, Query(max_length=600, description="the `next` of the page before")]
_YEAR = Annotated[int | None, Query(ge=1949, le=2199, description="only this year")]
_BRIEFLY = {"Cache-Control": "public, max-age=60"}
_MOST_FACTS = 200


@router.get(BOARD, operation_id="get_board", response_model=None)
def get_board(
    request: Request, conference: Slug, year: _YEAR = None, cursor: _CURSOR = None, limit: _LIMIT = 50
) -> Response:
    """Show the public board: the decisions that the heads published, the latest first, and how many stand where."""
    with _opened(request, conference) as board:
        where: Where = {"public": True} | ({"year": year} if year else {})
        try:
            page = board.reading.page(
                DECISIONS, where=where, sort="adopted_on", descending=True, cursor=cursor, limit=limit
            )
        except ValueError:
            raise Trouble("cursor_malformed") from None
        shown = {
            "since": board.institution["board"]["since"],
            "years": sorted((int(each or 0) for each in board.tally("year", {"public": True})), reverse=True),
            "standing": standings(board.tally("stage", where)),
            "items": [board.shown(item.doc) for item in page.items],
            "next": page.next,
        }
        return board.told(shown)


@router.get(BOARD + "/decisions/{decision}", operation_id="get_board_decision", response_model=None)
def get_board_decision(request: Request, conference: Slug, decision: UUID) -> Response:
    """Show one published decision: its steps with their days and positions, and the record that made it public."""
    with _opened(request, conference) as board:
        events = board.facts_of(board.published(str(decision)))
        told = board.shown(board.published(str(decision))) | {"steps": list(steps(events)), "record": record_of(events)}
        return board.told(told)


@router.get(BOARD + "/decisions/{decision}/record", operation_id="get_board_record", response_model=None)
def get_board_record(request: Request, conference: Slug, decision: UUID) -> Response:
    """Give the exact bytes of the record that made a decision public, which its receipt is about."""
    with _opened(request, conference) as board:
        position = record_of(board.facts_of(board.published(str(decision))))
        (whole,) = board.parts.log.records(board.key, position - 1, 1)
        return Response(whole, media_type="application/json", headers={"X-Position": str(position)} | _BRIEFLY)


@router.get(BOARD + "/decisions/{decision}/receipts/{position}", operation_id="get_board_receipt", response_model=None)
def get_board_receipt(request: Request, conference: Slug, decision: UUID, position: Position) -> Response:
    """Give the receipt of a public step: the proof that its record is in the log, for good and offline (C2SP tlog-proof)."""
    with _opened(request, conference) as board:
        public = {step["position"] for step in steps(board.facts_of(board.published(str(decision))))}
        if position not in public:
            raise NotFound("position_unknown", clause="R-known", thing="position", id=position)
        text = receipt_of(board.parts, board.key, position)
        name = f'attachment; filename="{conference}-{position}.tlog-proof"'
        headers = {"X-Position": str(position), "Content-Disposition": name} | _BRIEFLY
        return Response(text, media_type="text/plain", headers=headers)


@dataclass(frozen=True, kw_only=True)
class _Board:
    """A board that is open, as it stands now."""

    parts: Services
    key: int
    slug: str
    reading: Reading
    institution: Doc
    day: Day

    def published(self, decision: str) -> Doc:
        """A decision on the board; any other is as unknown as one that is not there."""
        found = self.reading.one(DECISIONS, decision)
        if found is None or not found.doc["public"]:
            raise NotFound("decision_unknown", clause="R-known", thing="decision", id=decision)
        return found.doc

    def facts_of(self, decision: Doc) -> list[Recorded]:
        """The facts of the decision's own stream, in their order."""
        where, cursor, positions = {"subject": decision["id"]}, None, list[int]()
        while True:
            page = self.reading.page(MENTIONS, where=where, cursor=cursor, limit=_MOST_FACTS)
            positions += [item.valid_from for item in page.items]
            if (cursor := page.next) is None:
                break
        found = self.parts.log.at(self.key, positions)
        return [event for event in found if str(event.stream) == decision["id"]]

    def tally(self, by: str, where: Where) -> Mapping[Any, int]:
        """How many decisions there are of each sort."""
        return self.reading.tally(DECISIONS, by, where=where)

    def shown(self, decision: Doc) -> Doc:
        """A decision as the board shows it, with the names of its units and of the meeting that settled it."""
        told = entry(decision, self.day)
        meeting = self.reading.one(MEETINGS, decision["meeting"]) if decision["meeting"] else None
        called = ("year", "meeting_kind", "ordinal")
        return told | {
            "href": f"/api/v1/board/{self.slug}/decisions/{decision['id']}",
            "lead": self._unit(told["lead"]),
            "assisting": [self._unit(unit) for unit in told["assisting"]],
            "meeting": {name: meeting.doc[name] for name in called} if meeting else None,
        }

    def told(self, doc: Doc) -> Response:
        """An answer that says whose it is, the day it was and the position it shows."""
        said = {"conference": self.slug, "today": self.day.on.isoformat(), "position": self.reading.position}
        called = {name: self.institution[name] for name in ("name_zh", "name_en")}
        return replied(doc | called | said, self.reading.position, **_BRIEFLY)

    def _unit(self, key: str) -> Doc:
        found = self.reading.one(UNITS, key)
        doc: dict[str, Any] = found.doc if found else {}
        return {"unit": key, "name_zh": doc.get("name_zh", key), "name_en": doc.get("name_en", key)}


@contextmanager
def _opened(request: Request, conference: str) -> Iterator[_Board]:
    parts = services(request)
    listed = next((each for each in parts.log.logs() if each.slug == conference), None)
    closed = NotFound("board_closed", clause="G10", thing="board", id=conference)
    if listed is None:
        raise closed
    with parts.views.reading(listed.id, None) as reading:
        found = reading.one(INSTITUTION, ONLY)
        if found is None or found.doc["board"] is None:
            raise closed
        day = Day.of(found.doc, today_of(reading, parts.clock.now()))
        yield _Board(parts=parts, key=listed.id, slug=conference, reading=reading, institution=found.doc, day=day)
