"""Whether the office followed a decision up, and whether its unit reported promptly, before a meeting heard it.

Clause: S5.5-a, S5.5-b (及时), S4.3-b. A mere list at an extraordinary meeting is no hearing [G13].
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from domain.facts import decision as facts
from domain.facts import decision_following as following
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.vocabulary import Hearing, MeetingKind
from projections import Doc, Rows
from projections.auditors import Verdict, reason_under
from projections.auditors.trails import positions_with, trail_of
from projections.course import calendar_of
from projections.decision_register import DECISIONS
from projections.institution import INSTITUTION, ONLY
from projections.telling import departures_of

NOT_FOLLOWED_UP = Rule(
    "S5.5-a",
    "never_urged_or_checked",
    "The office neither urged nor checked before the meeting heard it.",
    Held.FINDING,
)
UNREPORTED = Rule("S5.5-b", "unreported_at_meeting", "Nothing was reported before the meeting heard it.", Held.FINDING)
REPORTED_LATE = Rule("S5.5-b", "reported_late", "The first report came after the due date.", Held.FINDING)
AGAIN = Rule("S4.3-b", "carried_over_again", "The decision was carried over a second time or more.", Held.FINDING)

_OFTEN = 2
_BEGUN = ("decision.minuted", "decision.taken_over")
_DUE = ("decision.adopted", "decision.proposed_for_take_over", "decision.due_changed", "decision.extension_granted")
_RECORDS = {
    NOT_FOLLOWED_UP: (*_BEGUN, "decision.urged", "decision.checked", "decision.heard"),
    UNREPORTED: (*_BEGUN, "decision.reported", "decision.heard"),
    REPORTED_LATE: (*_DUE, "decision.carried_over", "decision.reported"),
    AGAIN: ("decision.adopted", "decision.heard", "decision.carried_over"),
}
"""What each finding weighs."""


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """At each hearing, report and carrying over."""
    for verdict in _verdicts(rows, event):
        records = positions_with(event, trail_of(rows, event.stream), *_RECORDS[verdict.rule])
        yield replace(verdict, records=records)


def _verdicts(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    decision = rows.get(DECISIONS, str(event.stream)) if event.kind == "decision" else None
    if decision is None:
        return
    match event.fact:
        case facts.Heard() as fact:
            yield from _at_hearing(decision, fact)
        case facts.CarriedOver() if len(decision["measures"]) >= _OFTEN:
            count = len(decision["measures"])
            yield _verdict(AGAIN, decision, undone=True, count=count, adopted_on=decision["adopted_on"])
        case following.Reported() as fact:
            yield from _on_report(rows, decision, fact)


def _at_hearing(decision: Doc, fact: facts.Heard) -> Iterator[Verdict]:
    """What should have been done since account was last given; nothing of what does not bind, or is closed."""
    listed = fact.kind is MeetingKind.EXTRAORDINARY and fact.outcome is Hearing.NOTED
    if listed or decision["binding_since"] is None or not decision["open"]:
        return
    since, meeting = decision["hearings"][-1]["since"], str(fact.meeting)
    pushed = _since(decision["urges"] + decision["checks"], since)
    yield _verdict(NOT_FOLLOWED_UP, decision, undone=not pushed, about=meeting, meeting=meeting, since=since)
    excuse = reason_under(departures_of(fact), "S5.5-b", "S5.5-d")
    undone = not _since(decision["reports"], since)
    yield _verdict(UNREPORTED, decision, undone=undone, about=meeting, excuse=excuse, meeting=meeting, since=since)


def _on_report(rows: Rows, decision: Doc, fact: following.Reported) -> Iterator[Verdict]:
    """The first report since account was last given is prompt when it comes by the due date, if one lay ahead."""
    since, due = decision["accounted_until"] or "", decision["due"]
    if due is None or due <= since or len(_since(decision["reports"], since)) > 1:
        return
    calendar = calendar_of(rows.get(INSTITUTION, ONLY) or {"calendars": {}})
    late = fact.trace.on > calendar.last_day(date.fromisoformat(due))
    told = {"unit": fact.unit, "due": due, "on": fact.trace.on.isoformat()}
    yield _verdict(REPORTED_LATE, decision, undone=late, about=str(fact.number), **told)


def _since(entries: list[Doc], since: str | None) -> list[Doc]:
    return [entry for entry in entries if since is None or entry["by"]["on"] > since]


def _verdict(
    rule: Rule, decision: Doc, *, undone: bool, about: str = "", excuse: str | None = None, **told: Any
) -> Verdict:
    return Verdict(
        rule=rule,
        undone=undone,
        thing="decision",
        subject=decision["id"],
        year=decision["year"],
        about=about,
        facts={"lead": decision["lead"], **told},
        excuse=excuse,
    )
