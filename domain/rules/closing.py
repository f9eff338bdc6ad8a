"""A meeting can always be closed; what was to be done in it and was not is told, each with its reason.

Clause: S4.1-a…d (主要包括……通报), S4.3-a (报告上次会议议定事项落实情况), S5.4-b1, S5.4-b3, S5.4-b4, S5.4-b5. At an
extraordinary meeting a written list of the previous decisions suffices: gap G13.
"""

from collections.abc import Collection
from uuid import UUID

from domain.agenda import BRIEFINGS, INSTRUCTIONS, TOPICS, TOPICS_INTRODUCED, Agenda
from domain.charter import AgendaItem, Charter, Strength
from domain.errors import RuleBroken
from domain.meeting_words import Briefing
from domain.rules import agenda as drawn
from domain.rules.rule import Held, Rule
from domain.vocabulary import MeetingKind, Side

_FREE = Held.DEPARTURE

YEAR_WORK = Rule("S4.1-a", "year_work_not_briefed", "Government mainly briefs on the year's work or ideas.", _FREE)
POLICIES = Rule("S4.1-b", "policies_not_briefed", "Government mainly briefs on policies that touch workers.", _FREE)
UNION_SERVICE = Rule(
    "S4.1-c", "union_service_not_briefed", "The union mainly briefs on how it serves the priorities.", _FREE
)
UNION_OPINIONS = Rule(
    "S4.1-d", "union_opinions_not_briefed", "The union mainly briefs on its opinions on policies.", _FREE
)
NO_BRIEFING = Rule("S5.4-b1", "side_gave_no_briefing", "Both sides mainly brief the meeting.", _FREE)
PUT_OVER = Rule("S4.3-a", "decisions_put_over", "Every previous decision is reported to the meeting.", _FREE)
NOT_INTRODUCED = Rule("S5.4-b3", "topics_not_introduced", "The topics are mainly introduced to the meeting.", _FREE)
NOT_REACHED = Rule("S5.4-b4", "topics_not_reached", "The topics are mainly discussed and settled.", _FREE)
NOT_INSTRUCTED = Rule("S5.4-b5", "side_gave_no_instructions", "A leader of each side mainly instructs.", _FREE)

_BRIEFINGS = {
    Briefing.YEAR_WORK: YEAR_WORK,
    Briefing.POLICIES: POLICIES,
    Briefing.UNION_SERVICE: UNION_SERVICE,
    Briefing.UNION_OPINIONS: UNION_OPINIONS,
}


def breaches_of_briefings(
    given: Collection[Briefing], agenda: Agenda, kind: MeetingKind, charter: Charter
) -> tuple[RuleBroken, ...]:
    """The briefings an ordinary meeting did without, where the charter's agenda has them at all."""
    item = _item(BRIEFINGS, kind, charter)
    if item is None or kind is not MeetingKind.ORDINARY:
        return ()
    missing = [rule.broken() for briefing, rule in _BRIEFINGS.items() if briefing not in given]
    silent = [side for side in (Side.GOV, Side.UNION) if side not in {briefing.side for briefing in given}]
    if silent and BRIEFINGS in agenda.items:
        missing.append(drawn.under(NO_BRIEFING, item).broken(sides=silent))
    return tuple(missing)


def breach_of_hearing(put_over: Collection[UUID], kind: MeetingKind) -> RuleBroken | None:
    """The breach when an ordinary meeting did not hear a decision of item 2."""
    if not put_over or kind is not MeetingKind.ORDINARY:
        return None
    return PUT_OVER.broken(decisions=[str(decision) for decision in put_over])


def breach_of_introduction(agenda: Agenda, kind: MeetingKind, charter: Charter, *, done: bool) -> RuleBroken | None:
    """The breach when the topics of the agenda were not introduced."""
    item = _item(TOPICS_INTRODUCED, kind, charter)
    if item is None or done or not agenda.topics or item.key not in agenda.items:
        return None
    return drawn.under(NOT_INTRODUCED, item).broken()


def breach_of_topics(not_reached: Collection[UUID], kind: MeetingKind, charter: Charter) -> RuleBroken | None:
    """The breach when topics of the agenda were not reached."""
    item = _item(TOPICS, kind, charter)
    if item is None or not not_reached:
        return None
    return drawn.under(NOT_REACHED, item).broken(topics=[str(topic) for topic in not_reached])


def breach_of_instructions(
    given_by: Collection[Side], agenda: Agenda, kind: MeetingKind, charter: Charter
) -> RuleBroken | None:
    """The breach when a side that the charter names gave no instructions; none named: none are missed."""
    item = _item(INSTRUCTIONS, kind, charter)
    silent = [side for side in charter.meetings.instructions_by if side not in given_by]
    if item is None or not silent or item.key not in agenda.items:
        return None
    return drawn.under(NOT_INSTRUCTED, item).broken(sides=silent)


def _item(key: str, kind: MeetingKind, charter: Charter) -> AgendaItem | None:
    """The charter's item, unless it only allows it."""
    asked = (item for item in drawn.template(kind, charter) if item.strength is not Strength.MAY)
    return next((item for item in asked if item.key == key), None)
