"""The meeting may deal with other problems; the chair admits them, for a reason, unprepared as they are.

Clause: S5.4-b6 (其他需要联席会议研究讨论的问题). What a topic would have gone through before, as far as the charter
asks for it, is departed from: S5.1-c (组织调研), S5.1-d (沟通协调), S5.1-e (会前基本达成共识).
"""

from dataclasses import replace

from domain.act import Act
from domain.agenda import OTHER
from domain.charter import Charter
from domain.charter_words import Step
from domain.errors import RuleBroken
from domain.rules import agenda
from domain.rules.rule import Held, Rule
from domain.vocabulary import MeetingKind

NO_PLACE = Rule("G19", "no_other_matters", "Other matters are raised where the charter's agenda has a place for them.")
UNRESEARCHED = Rule("S5.1-c", "other_matter_unresearched", "An other matter comes without research.", Held.DEPARTURE)
UNCONSULTED = Rule("S5.1-d", "other_matter_unconsulted", "An other matter comes without consultation.", Held.DEPARTURE)
UNAGREED = Rule(
    "S5.1-e", "other_matter_without_consensus", "An other matter comes without consensus beforehand.", Held.DEPARTURE
)


def require_place(kind: MeetingKind, charter: Charter) -> None:
    """Refuse other matters at a meeting whose agenda, under this charter, has no place for them."""
    if OTHER not in {item.key for item in agenda.template(kind, charter)}:
        raise NO_PLACE.broken(kind=kind)


def admitted_for(act: Act, reason: str) -> Act:
    """The act with its departures; the chair's reason excuses each of them that has none of its own."""
    found = breaches(act.charter)
    reasons = {breach.code: reason for breach in found} | dict(act.departing)
    return replace(act, departing=reasons).departing_from(*found)


def breaches(charter: Charter) -> tuple[RuleBroken, ...]:
    """What the matter did not go through, among what the charter asks of a topic."""
    asked = {
        UNRESEARCHED: Step.RESEARCH in charter.topics.steps,
        UNCONSULTED: Step.CONSULTATION in charter.topics.steps,
        UNAGREED: charter.topics.consensus is not None,
    }
    return tuple(rule.broken() for rule, is_asked in asked.items() if is_asked)
