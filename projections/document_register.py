"""The register of official papers (发文登记): one row for each notice, set of minutes and corrigendum that was issued."""

from enum import StrEnum

from domain.facts import meeting, minutes
from domain.recorded import Recorded
from projections import Doc, Rows, View
from projections.meeting_file import MEETINGS
from projections.minutes_file import MINUTES
from projections.telling import act_of, told


class Paper(StrEnum):
    """What kind of official paper it is."""

    NOTICE = "notice"
    MINUTES = "minutes"
    CORRIGENDUM = "corrigendum"


class Stage(StrEnum):
    """How it stands: a second notice replaces the first; the notices of a cancelled meeting are void, their numbers spent."""

    ISSUED = "issued"
    REPLACED = "replaced"
    VOID = "void"


def _fold(rows: Rows, event: Recorded) -> None:
    match event.fact:
        case meeting.NoticeIssued() as fact:
            for key in _notices(rows, event):
                _come_to(rows, key, Stage.REPLACED)
            found = _issued(event, Paper.NOTICE, fact.notice_version, str(event.stream), rows)
            _enter(rows, found | {"number": fact.number, "cites": fact.cites, "sent_to": len(fact.expected)})
        case minutes.Issued() | minutes.Corrected() as fact:
            file = rows.get(MINUTES, str(event.stream)) or {}
            paper = Paper.MINUTES if isinstance(fact, minutes.Issued) else Paper.CORRIGENDUM
            found = _issued(event, paper, event.version, file["meeting"], rows) | {"minutes": str(event.stream)}
            found |= {"number": fact.number, "recipients": list(fact.recipients), "sent_to": len(fact.recipients)}
            cites = fact.cites if isinstance(fact, minutes.Corrected) else None
            _enter(rows, found | {"cites": cites, "attachments": told(fact.attachments)})
        case meeting.Cancelled() as fact:
            for key in _notices(rows, event):
                _come_to(rows, key, Stage.VOID, reason=fact.reason, ended_on=fact.trace.on.isoformat())
        case _:
            pass


def _issued(event: Recorded, paper: Paper, serial: int, of: str, rows: Rows) -> Doc:
    held = rows.get(MEETINGS, of) or {}
    by = act_of(event.fact)
    return {
        "id": f"{paper}-{event.stream}-{serial}",
        "kind": "document",
        "paper": paper,
        "stage": Stage.ISSUED,
        "meeting": of,
        "called": {name: held.get(name) for name in ("meeting_kind", "year", "ordinal")},
        "minutes": None,
        "year": event.fact.trace.on.year,
        "issued_on": by["on"],
        "by": by,
        "recipients": [],
        "attachments": [],
        "reason": None,
        "ended_on": None,
    }


def _notices(rows: Rows, event: Recorded) -> list[str]:
    """The notices of the meeting that still hold."""
    return [*rows.ids(DOCUMENTS, meeting=str(event.stream), paper=Paper.NOTICE, stage=Stage.ISSUED)]


def _enter(rows: Rows, doc: Doc) -> None:
    rows.put(DOCUMENTS, doc["id"], doc)


def _come_to(rows: Rows, key: str, stage: Stage, **more: str) -> None:
    _enter(rows, (rows.get(DOCUMENTS, key) or {}) | {"stage": stage, **more})


DOCUMENTS = View(
    name="documents",
    columns={"paper": str, "stage": str, "year": int, "meeting": str, "number": str, "issued_on": str},
    fold=_fold,
)
