"""Every view there is, in the order they are told an event: a later one may read the rows of an earlier."""

from projections.auditors.trails import TRAILS
from projections.decision_register import DECISIONS
from projections.document_register import DOCUMENTS
from projections.findings import FINDINGS
from projections.institution import INSTITUTION, UNITS
from projections.invitations import INVITATIONS
from projections.meeting_file import MEETINGS
from projections.mentions import MENTIONS
from projections.minutes_file import MINUTES
from projections.named_files import NAMED_FILES
from projections.people import PEOPLE, ROSTER
from projections.search import TEXTS
from projections.topic_calls import CALLS, SUGGESTIONS
from projections.topic_register import TOPICS
from projections.work_desk import DESKS, TASKS

VERSION = 7
"""Raised whenever a fold or a column changes: the views are then made anew."""

VIEWS = (
    INSTITUTION,
    UNITS,
    PEOPLE,
    ROSTER,
    CALLS,
    SUGGESTIONS,
    TOPICS,
    MEETINGS,
    INVITATIONS,
    MINUTES,
    DOCUMENTS,
    DECISIONS,
    FINDINGS,
    TRAILS,
    DESKS,
    TASKS,
    MENTIONS,
    NAMED_FILES,
    TEXTS,
)
