"""The table of resources: every kind of thing that can be read, where it lives and how lists of it are narrowed."""

from uuid import UUID

from domain.call import TopicCall
from domain.decision import Decision
from domain.invitation import Invitation
from domain.meeting import Meeting
from domain.minutes import Minutes
from domain.topic import Topic
from interfaces.http.caller import Caller
from interfaces.http.held import with_held
from interfaces.http.readers import may_read
from interfaces.http.resources import Kind, names, shown, with_names
from interfaces.services import Services
from projections import Doc
from projections.course import course
from projections.decision_register import DECISIONS
from projections.document_register import DOCUMENTS
from projections.findings import FINDINGS
from projections.institution import UNITS
from projections.invitations import INVITATIONS
from projections.meeting_file import MEETINGS
from projections.minutes_file import MINUTES
from projections.people import PEOPLE
from projections.topic_calls import CALLS, SUGGESTIONS
from projections.topic_register import TOPICS

KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="topic",
            view=TOPICS,
            path="/topics",
            stream=Topic,
            filters=("stage", "side", "proposer", "category", "year", "consensus", "outcome", "meeting", "open"),
            sorts=("created", "title", "submitted_on"),
            counted=("stage", "side", "category", "year", "consensus", "outcome", "open"),
        ),
        Kind(
            name="meeting",
            view=MEETINGS,
            path="/meetings",
            stream=Meeting,
            filters=("meeting_kind", "stage", "year", "date", "ordinal", "open"),
            sorts=("created", "date", "year", "ordinal"),
            counted=("meeting_kind", "stage", "year", "open"),
        ),
        Kind(
            name="invitation",
            view=INVITATIONS,
            path="/invitations",
            stream=Invitation,
            filters=("meeting", "stage", "person", "seat", "unit", "open"),
        ),
        Kind(
            name="minutes",
            view=MINUTES,
            path="/minutes",
            stream=Minutes,
            filters=("meeting", "stage", "number", "open"),
            sorts=("created", "issued_on"),
        ),
        Kind(
            name="document",
            view=DOCUMENTS,
            path="/documents",
            filters=("paper", "stage", "year", "meeting", "number"),
            sorts=("created", "issued_on"),
            counted=("paper", "stage", "year"),
        ),
        Kind(
            name="decision",
            view=DECISIONS,
            path="/decisions",
            stream=Decision,
            filters=(
                "stage",
                "lead",
                "year",
                "meeting",
                "origin",
                "open",
                "carried_over",
                "due",
                "proposing_side",
                "public",
            ),
            sorts=("created", "due", "adopted_on", "closed_on", "carried_over"),
            counted=("stage", "lead", "year", "origin", "open", "public"),
            until=("due",),
            by_day=course,
        ),
        Kind(
            name="call",
            view=CALLS,
            path="/calls",
            stream=TopicCall,
            filters=("stage", "year", "meeting", "open"),
            sorts=("created", "year"),
        ),
        Kind(
            name="suggestion",
            view=SUGGESTIONS,
            path="/suggestions",
            filters=("call", "unit", "side", "answer", "year", "topic"),
            counted=("unit", "answer", "year"),
            one_sided=True,
        ),
        Kind(
            name="finding",
            view=FINDINGS,
            path="/findings",
            filters=("code", "clause", "thing", "subject", "year", "excused"),
            sorts=("created", "year"),
            counted=("code", "clause", "thing", "year", "excused"),
        ),
        Kind(name="unit", view=UNITS, path="/units", filters=("kind", "open")),
        Kind(name="person", view=PEOPLE, path="/people", named=True, sorts=("created", "name")),
    )
}


def resource(parts: Services, who: Caller, kind_name: str, row: str | UUID, *, at: int | None) -> Doc | None:
    """A single resource as of a position; None when there is no such row."""
    kind = KINDS.get(kind_name)
    if kind is None:
        return None
    with parts.views.reading(who.key, at) as reading:
        item = reading.one(kind.view, str(row))
        told = shown(item, who.conference, kind) if item else None
        if told is None or not may_read(told, kind, who):
            return None
        [doc] = with_names(parts, who, kind, [told])
        shown_to_him: Doc = with_held(parts, who, doc)
        return shown_to_him | {"names": names(parts, who, reading, told), "position": reading.position}
