"""The office issues the papers; what lies before the meeting is not exchanged under it.

Clause: S5.2-c (拟定印发会议材料).
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from domain.agenda import Paper
from domain.meeting_words import BEFORE_SESSION, Stage
from domain.rules.rule import Rule
from domain.stream import Attachment

BY_OFFICE = Rule("S5.2-c", "papers_by_office", "The coordination office drafts and issues the papers.")
LOCKED = Rule("R-version", "papers_locked", "Once the meeting is opened its papers stay as they are.")
UNKNOWN = Rule("R-known", "paper_unknown", "A paper has its file attached and belongs to a topic of the meeting.")


def require_unlocked(stage: Stage) -> None:
    """Refuse a new version of what lies before the meeting."""
    if stage not in BEFORE_SESSION:
        raise LOCKED.out_of_order(stage=stage)


def require_known(papers: Iterable[Paper], attachments: Iterable[Attachment], topics: Collection[UUID]) -> None:
    """Every paper names an attached file and, if any, a topic of the meeting."""
    digests = {attachment.sha256 for attachment in attachments}
    for paper in papers:
        if paper.sha256 not in digests or (paper.topic is not None and paper.topic not in topics):
            raise UNKNOWN.broken(title=paper.title)
