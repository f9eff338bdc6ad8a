"""What an invitation waits for."""

from collections.abc import Iterator
from typing import Any

from domain.charter import Charter
from domain.invitation import Stage
from projections.waiting import Task


def waiting(invitation: dict[str, Any], charter: Charter) -> Iterator[Task]:
    """The invitee's answer; a guest has no seat and so no desk, and where several share a duty each is asked himself."""
    if invitation["stage"] != Stage.INVITED or invitation["held_on"] or not invitation["seat"]:
        return
    duty = charter.duties.get(invitation["seat"].partition("@")[0])
    person = invitation["person"] if duty is not None and duty.many else None
    yield Task(what="reply_to_invitation", seat=invitation["seat"], person=person)
