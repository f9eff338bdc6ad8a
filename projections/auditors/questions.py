"""What several seats were asked: when it was put, on which version, who agreed, and how it ended, as the facts say it.

Clause: G2. A question is known by its name within its stream; a version put anew begins without agreements.
"""

from typing import Any

from domain.facts import decision, minutes, topic
from domain.facts import meeting as meetings
from domain.recorded import Recorded
from projections import Doc
from projections.telling import act_of

PUT = {
    "topic.submitted": ("approval", "decline"),
    "topic.revised": ("approval", "decline"),
    "topic.reopened": ("approval", "decline"),
    "topic.agreement_refused": ("approval",),
    "meeting.date_proposed": ("date",),
    "meeting.change_proposed": ("change",),
    "minutes.drafted": ("review",),
    "minutes.redrafted": ("review",),
    "minutes.correction_drafted": ("correction",),
    "decision.proposed_for_take_over": ("take_over",),
    "decision.take_over_revised": ("take_over",),
    "decision.take_over_returned": ("take_over",),
    "decision.change_proposed": ("change",),
    "decision.extension_asked": ("extension",),
    "decision.reported": ("report",),
    "decision.report_accepted": ("completion",),
    "decision.reopening_proposed": ("reopening",),
    "decision.publication_proposed": ("publication",),
}
AGREED = {
    "topic.agreed": "approval",
    "topic.decline_agreed": "decline",
    "meeting.date_agreed": "date",
    "meeting.change_agreed": "change",
    "minutes.agreed": "review",
    "minutes.sign_off_given": "review",
    "minutes.correction_agreed": "correction",
    "decision.take_over_agreed": "take_over",
    "decision.change_agreed": "change",
    "decision.extension_agreed": "extension",
    "decision.acceptance_agreed": "report",
    "decision.completion_agreed": "completion",
    "decision.reopening_agreed": "reopening",
    "decision.publication_agreed": "publication",
}
SETTLED = {
    "topic.approved": "approval",
    "topic.declined": "decline",
    "meeting.date_fixed": "date",
    "meeting.postponed": "change",
    "meeting.cancelled": "change",
    "minutes.reviewed": "review",
    "minutes.signed_off": "review",
    "minutes.correction_passed": "correction",
    "decision.taken_over": "take_over",
    "decision.lead_changed": "change",
    "decision.due_changed": "change",
    "decision.assignment_confirmed": "change",
    "decision.extension_granted": "extension",
    "decision.report_accepted": "report",
    "decision.completed": "completion",
    "decision.reopened": "reopening",
    "decision.published": "publication",
}
"""What follows from the last agreement needed: nobody's own act, dated as the agreements are."""
DROPPED = {
    "meeting.date_returned": ("date",),
    "meeting.change_returned": ("change",),
    "meeting.opened": ("change",),
    "minutes.correction_returned": ("correction",),
    "minutes.corrected": ("correction",),
    "decision.change_refused": ("change",),
    "decision.extension_withdrawn": ("extension",),
    "decision.extension_refused": ("extension",),
    "decision.reported": ("completion",),
    "decision.report_returned": ("report",),
    "decision.reopening_refused": ("reopening",),
    "decision.publication_refused": ("publication",),
    "decision.wording_corrected": ("publication",),
    "decision.taken_off_board": ("publication",),
    **dict.fromkeys(
        ("decision.carried_over", "decision.ended", "decision.superseded"),
        ("change", "extension", "report", "completion"),
    ),
}
ANSWERS = {
    name: questions[0]
    for name, questions in DROPPED.items()
    if name.endswith(("_returned", "_refused", "_withdrawn", "minutes.corrected"))
} | {"decision.published": "publication"}
"""What can only be said while a question is open."""
_VERSIONS = ("number", "text_version", "date_version", "change_version", "correction_version")
_OTHER = {"approval": "decline", "decline": "approval"}
_STEPS = (minutes.Reviewed, minutes.SignedOff, minutes.CorrectionPassed)


def version_of(fact: Any) -> int | None:
    """The version, or the number, that a fact speaks of."""
    found = (getattr(fact, name, None) for name in _VERSIONS)
    return next((each for each in found if isinstance(each, int)), None)


def fold(asked: dict[str, Doc], event: Recorded) -> None:
    """Bring the questions of a stream on by one fact."""
    name = event.fact.TOPIC
    for question in DROPPED.get(name, ()):
        asked.pop(question, None)
    if name in AGREED:
        _agreed(asked, AGREED[name], event)
    if name in SETTLED and not isinstance(event.fact, decision.Completed):
        _settled(asked, SETTLED[name], event)
    for question in PUT.get(name, ()):
        _put(asked, question, event)
    if isinstance(event.fact, topic.Discussed) and event.fact.agree_anew:
        _put(asked, "approval", event)


def _put(asked: dict[str, Doc], question: str, event: Recorded) -> None:
    before = asked.get(question, {})
    anew = isinstance(event.fact, topic.Reopened | topic.AgreementRefused | topic.Discussed)
    version = version_of(event.fact) or (before.get("version", 1) if anew else 1)
    drafted = event.fact.trace.by.person if event.kind == "minutes" else None
    put = before.get("position") if anew else event.position
    asked[question] = {"version": version, "position": put, "drafted_by": drafted, "step": 0, "agreements": []}


def _agreed(asked: dict[str, Doc], question: str, event: Recorded) -> None:
    """Add an agreement; a seat that changes its mind takes its earlier word back."""
    by = event.fact.trace.by
    other = asked.get(_OTHER.get(question, ""))
    if other:
        other["agreements"] = [
            each for each in other["agreements"] if each["seat"] != by.seat and each["person"] != by.person
        ]
    if question in asked:
        given = act_of(event.fact) | {"version": version_of(event.fact), "position": event.position}
        asked[question]["agreements"].append(given)


def _settled(asked: dict[str, Doc], question: str, event: Recorded) -> None:
    """Keep what was settled until something is put anew; minutes go on to their next step, signed by others."""
    if question not in asked:
        return
    if isinstance(event.fact, _STEPS):
        step = getattr(event.fact, "step", 0)
        asked[question] |= {"step": step + 1, "drafted_by": None, "agreements": []}
    elif isinstance(event.fact, topic.Approved | meetings.DateFixed):
        asked[question]["settled"] = event.position
        asked.get(_OTHER.get(question, ""), {"agreements": []})["agreements"] = []
    else:
        asked[question]["settled"] = event.position
