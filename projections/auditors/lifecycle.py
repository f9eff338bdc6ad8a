"""The life of each stream as the auditors know it: at which stage a step may stand, where it leads, what it follows.

Clause: R-order, R-dates. These tables are written from the procedure, beside the guards and not from them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step: the stages it may stand at (none: it begins the stream), where it leads, the mark it is not before.

    ``to`` empty stays where it is, ``=`` stays and counts its days anew. A mark that was never set is itself missing.
    """

    at: frozenset[str]
    to: str = ""
    follows: str = "stage"


_HAND = "submitted returned approved"
_PREPARING = f"{_HAND} scheduled"
_SETTLED = f"{_PREPARING} discussed minuted concluded withdrawn declined merged"
_AWAITING = "planned postponed"
_BEFORE = f"{_AWAITING} date_fixed noticed"
_ON_RECORD = "in_session closed"
_DRAFT = "drafted reviewed signed_off"
_WITH = "adopted binding assigned received in_hand reported accepted heard carried_over"
_OPEN = f"{_WITH} handed_back"
_DONE = "completed ended"
_SETTLED_ON = f"{_OPEN} {_DONE} superseded"
_INVITED = "invited coming on_leave replaced"

OPEN_DECISION = frozenset(_OPEN.split())
"""The stages of a decision that was settled and is not done with."""
BEFORE_WORK = frozenset(["binding", "assigned", "received", "heard", "carried_over"])
"""Where a decision stands until its units begin."""


def _begins(to: str) -> Step:
    return Step(frozenset(), to, "")


def _at(stages: str, to: str = "", follows: str = "stage") -> Step:
    return Step(frozenset(stages.split()), to, follows)


_TOPIC = {
    "topic.submitted": _begins("submitted"),
    "topic.joined": _at(_HAND),
    "topic.returned": _at("submitted", "returned"),
    "topic.revised": _at(_HAND, "="),
    "topic.resubmitted": _at("returned", "submitted"),
    "topic.withdrawn": _at(_HAND, "withdrawn"),
    "topic.reopened": _at("withdrawn declined", "submitted"),
    "topic.merged": _at(_HAND, "merged"),
    "topic.researched": _at(_PREPARING, follows=""),
    "topic.consulted": _at(_PREPARING, follows=""),
    "topic.opinion_asked": _at(_PREPARING, follows="begun"),
    "topic.opinion_given": _at(_PREPARING, follows="text"),
    "topic.consensus_reached": _at(_PREPARING, follows="text"),
    "topic.consensus_failed": _at(_PREPARING, follows="text"),
    "topic.consensus_lapsed": _at(_PREPARING, follows="text"),
    "topic.agreed": _at("submitted"),
    "topic.agreement_refused": _at("submitted", "returned"),
    "topic.approved": _at("submitted", "approved"),
    "topic.decline_agreed": _at(_HAND),
    "topic.declined": _at(_HAND, "declined"),
    "topic.referred": _at("submitted returned"),
    "topic.referral_answered": _at("submitted returned"),
    "topic.confirmed": _at("approved"),
    "topic.scheduled": _at("submitted approved", "scheduled"),
    "topic.unscheduled": _at("scheduled", follows=""),
    "topic.discussed": _at("scheduled", "discussed"),
    "topic.discussion_struck": _at("discussed submitted approved", "scheduled", "discussed"),
    "topic.minuted": _at(_SETTLED, follows="discussed"),
    "topic.concluded": _at("discussed minuted", "concluded", ""),
}
_MEETING = {
    "meeting.planned": _begins("planned"),
    "meeting.principal_asked": _at(_AWAITING, "="),
    "meeting.principal_answered": _at(_AWAITING, "=", "asked"),
    "meeting.date_proposed": _at(_AWAITING, "="),
    "meeting.date_agreed": _at(_AWAITING),
    "meeting.date_returned": _at(_AWAITING),
    "meeting.date_fixed": _at(_AWAITING, "date_fixed"),
    "meeting.change_proposed": _at(_BEFORE, "="),
    "meeting.change_agreed": _at(_BEFORE),
    "meeting.change_returned": _at(_BEFORE),
    "meeting.postponed": _at("date_fixed noticed", "postponed"),
    "meeting.cancelled": _at(_BEFORE, "cancelled"),
    "meeting.agenda_drawn_up": _at(_BEFORE, follows="begun"),
    "meeting.admitted_late": _at("noticed"),
    "meeting.notice_issued": _at("date_fixed", "noticed"),
    "meeting.invited_further": _at("noticed", follows="notice"),
    "meeting.notice_delivered": _at(f"noticed {_ON_RECORD}", follows="notice"),
    "meeting.papers_issued": _at(_BEFORE, follows="begun"),
    "meeting.opened": _at("noticed", "in_session"),
    "meeting.attendance_recorded": _at(_ON_RECORD, follows="opening"),
    "meeting.briefing_given": _at(_ON_RECORD, follows="opening"),
    "meeting.decision_heard": _at("in_session", follows="opening"),
    "meeting.topics_introduced": _at(_ON_RECORD, follows="opening"),
    "meeting.topic_discussed": _at(_ON_RECORD, follows="opening"),
    "meeting.other_matter_raised": _at("in_session", follows="opening"),
    "meeting.instructions_given": _at(_ON_RECORD, follows="opening"),
    "meeting.closed": _at("in_session", "closed", "opening"),
    "meeting.entered_in_error": _at(_ON_RECORD, follows=""),
    "meeting.minutes_reviewed": _at("closed"),
    "meeting.minutes_issued": _at("closed", "minutes_issued"),
    "meeting.archived": _at("minutes_issued", "archived", ""),
}
_MINUTES = {
    "minutes.drafted": _begins("drafted"),
    "minutes.redrafted": _at(f"{_DRAFT} returned", "drafted"),
    "minutes.agreed": _at("drafted"),
    "minutes.returned": _at(_DRAFT, "returned"),
    "minutes.reviewed": _at("drafted", "reviewed"),
    "minutes.sign_off_given": _at(_DRAFT),
    "minutes.signed_off": _at(_DRAFT, "signed_off"),
    "minutes.issued": _at(_DRAFT, "issued"),
    "minutes.correction_drafted": _at("issued"),
    "minutes.correction_agreed": _at("issued", follows="correction"),
    "minutes.correction_passed": _at("issued", follows="correction"),
    "minutes.correction_returned": _at("issued", follows="correction"),
    "minutes.corrected": _at("issued", follows="correction"),
}
_DECISION = {
    "decision.adopted": _begins("adopted"),
    "decision.proposed_for_take_over": _begins("proposed"),
    "decision.take_over_revised": _at("proposed", "=", ""),
    "decision.take_over_agreed": _at("proposed"),
    "decision.take_over_returned": _at("proposed", "="),
    "decision.take_over_withdrawn": _at("proposed", "withdrawn", ""),
    "decision.taken_over": _at("proposed", "binding"),
    "decision.minuted": _at(_SETTLED_ON, follows="begun"),
    "decision.assigned": _at(_WITH, "assigned", "bound"),
    "decision.received": _at(_WITH, "received", "assigned"),
    "decision.handed_back": _at("assigned received", "handed_back", "assigned"),
    "decision.change_proposed": _at(_OPEN, follows="bound"),
    "decision.change_agreed": _at(_OPEN, follows="bound"),
    "decision.change_refused": _at(_OPEN, follows="bound"),
    "decision.lead_changed": _at(_OPEN, follows="bound"),
    "decision.due_changed": _at(_OPEN, follows="bound"),
    "decision.assignment_confirmed": _at("handed_back", "assigned", "bound"),
    "decision.heard": _at(_SETTLED_ON, "heard", "begun"),
    "decision.carried_over": _at(_WITH + " handed_back", "carried_over", "begun"),
    "decision.completion_agreed": _at(_OPEN, follows="bound"),
    "decision.completed": _at(_OPEN, "completed", "begun"),
    "decision.ended": _at(_OPEN, "ended", "begun"),
    "decision.superseded": _at(_OPEN, "superseded", "begun"),
    "decision.wording_corrected": _at(_SETTLED_ON, follows="bound"),
    "decision.reopening_proposed": _at(_DONE),
    "decision.reopening_agreed": _at(_DONE),
    "decision.reopening_refused": _at(_DONE),
    "decision.reopened": _at(_DONE, "binding"),
    "decision.publication_proposed": _at(_SETTLED_ON, follows="bound"),
    "decision.publication_agreed": _at(_SETTLED_ON, follows="bound"),
    "decision.published": _at(_SETTLED_ON, follows="bound"),
    "decision.publication_refused": _at(_SETTLED_ON, follows="bound"),
    "decision.taken_off_board": _at(_SETTLED_ON, follows="published"),
    "decision.progress_noted": _at(_WITH, "in_hand", "bound"),
    "decision.urged": _at(_WITH, follows="bound"),
    "decision.urge_answered": _at(_WITH, follows="urged"),
    "decision.checked": _at(_WITH, follows="bound"),
    "decision.extension_asked": _at(_WITH, follows="bound"),
    "decision.extension_withdrawn": _at(_OPEN, follows="bound"),
    "decision.extension_agreed": _at(_OPEN, follows="bound"),
    "decision.extension_granted": _at(_OPEN, follows="bound"),
    "decision.extension_refused": _at(_OPEN, follows="bound"),
    "decision.reported": _at(_WITH, "reported", "bound"),
    "decision.report_forwarded": _at(_OPEN, follows="reported"),
    "decision.view_added": _at(_SETTLED_ON, follows="begun"),
    "decision.acceptance_agreed": _at(_OPEN, follows="reported"),
    "decision.report_accepted": _at(_OPEN, "accepted", "reported"),
    "decision.report_returned": _at(_OPEN, "in_hand", "reported"),
    "decision.shortfall_explained": _at(_WITH, follows="bound"),
}
_CALL = {
    "call.opened": _begins("open"),
    "call.extended": _at("open closed", "open", "begun"),
    "call.closed": _at("open", "closed", "begun"),
    "call.suggestion_received": _at("open", follows="begun"),
    "call.suggestion_taken_up": _at("open closed", follows="begun"),
    "call.suggestion_not_taken": _at("open closed", follows="begun"),
}
_INVITATION = {
    "invitation.invited": _begins("invited"),
    "invitation.replied": _at(_INVITED, "coming", "begun"),
    "invitation.leave_asked": _at(_INVITED, "on_leave", "begun"),
    "invitation.substitute_named": _at(_INVITED, "replaced", "begun"),
    "invitation.lapsed": _at(_INVITED, "lapsed", ""),
}
_INSTITUTION = {
    "conference.founded": _begins("standing"),
    "conference.board_opened": _at("standing", follows=""),
    "conference.board_closed": _at("standing", follows="board"),
    "roster.opened": _begins("standing"),
    "units.opened": _begins("standing"),
    "register.opened": _begins("standing"),
}

STEPS: dict[str, Step] = {
    **_TOPIC,
    **_MEETING,
    **_MINUTES,
    **_DECISION,
    **_CALL,
    **_INVITATION,
    **_INSTITUTION,
}
"""Every step by its stored name; the institution's other facts may stand at any time once it was begun."""
ANY_TIME = Step(frozenset({"standing"}), "", "")

MARKS = {
    "topic.submitted": ("text",),
    "topic.revised": ("text",),
    "topic.discussed": ("discussed",),
    "meeting.principal_asked": ("asked",),
    "meeting.notice_issued": ("notice",),
    "meeting.opened": ("opening",),
    "minutes.correction_drafted": ("correction",),
    "decision.minuted": ("bound",),
    "decision.taken_over": ("bound",),
    "decision.assigned": ("assigned",),
    "decision.received": ("received",),
    "decision.urged": ("urged",),
    "decision.reported": ("reported",),
    "decision.published": ("published",),
    "conference.board_opened": ("board",),
}
"""The steps whose day is kept under a name, for what follows them; the first of a stream is kept as ``begun``."""
