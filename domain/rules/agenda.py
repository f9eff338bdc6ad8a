"""The agenda has the items the charter's template has; what is ordinarily there may be left out, for a reason.

Clause: S5.4-b1…b6 (会议议程主要包括……). *Mainly* makes the items soft; the report on previous decisions is hard: it
is owed to the next meeting [S5.5-d]. The order is the template's, not a rule. A breach cites the clause of the
charter's own item: where the measures give no agenda for an extraordinary meeting, that is gap G19.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from domain.agenda import BRIEFINGS, INSTRUCTIONS, PREVIOUS_DECISIONS, TOPICS, TOPICS_INTRODUCED, Agenda
from domain.charter import AgendaItem, Charter, Strength
from domain.errors import Malformed, RuleBroken
from domain.rules.rule import Held, Rule
from domain.vocabulary import MeetingKind

BRIEFINGS_LEFT_OUT = Rule(
    "S5.4-b1", "briefings_left_out", "The agenda mainly has briefings by government and union.", Held.DEPARTURE
)
DECISIONS_LEFT_OUT = Rule(
    "S5.4-b2", "previous_decisions_left_out", "The agenda has the report on previous decisions, if there are any."
)
INTRODUCTION_LEFT_OUT = Rule(
    "S5.4-b3",
    "introduction_left_out",
    "The agenda mainly has the introduction of this meeting's topics.",
    Held.DEPARTURE,
)
TOPICS_LEFT_OUT = Rule(
    "S5.4-b4", "topics_left_out", "The agenda mainly has the topics, discussed and settled.", Held.DEPARTURE
)
INSTRUCTIONS_LEFT_OUT = Rule(
    "S5.4-b5", "instructions_left_out", "The agenda mainly has instructions by a leader of each side.", Held.DEPARTURE
)
ITEM_LEFT_OUT = Rule(
    "R-charter",
    "agenda_item_left_out",
    "An item the charter has in principle is left out for a reason.",
    Held.DEPARTURE,
)
HARD_ITEM_LEFT_OUT = Rule("R-charter", "hard_agenda_item_left_out", "An item the charter makes a must is not left out.")
TOO_MANY_TOPICS = Rule("R-charter", "too_many_topics", "A charter that limits the topics of a meeting is kept to.")
ADDED_AFTER_NOTICE = Rule(
    "R-order", "topic_added_after_notice", "After the notice a topic is admitted late, by an act of its own."
)
ON_AGENDA_ALREADY = Rule("R-unique", "topic_on_agenda_already", "A topic stands on an agenda once.")
NO_AGENDA = Rule("R-order", "agenda_missing", "The agenda is drawn up before notice or papers go out.")

_LEFT_OUT = {
    BRIEFINGS: BRIEFINGS_LEFT_OUT,
    PREVIOUS_DECISIONS: DECISIONS_LEFT_OUT,
    TOPICS_INTRODUCED: INTRODUCTION_LEFT_OUT,
    TOPICS: TOPICS_LEFT_OUT,
    INSTRUCTIONS: INSTRUCTIONS_LEFT_OUT,
}


def template(kind: MeetingKind, charter: Charter) -> tuple[AgendaItem, ...]:
    """The items the charter has for a meeting of this kind; empty: it says nothing of an agenda."""
    meetings = charter.meetings
    return meetings.ordinary_agenda if kind is MeetingKind.ORDINARY else meetings.extraordinary_agenda


def under(rule: Rule, item: AgendaItem) -> Rule:
    """The rule as this charter's item rests on it: the same code, under the item's own clause."""
    return replace(rule, clause=item.clause)


def require_well_formed(agenda: Agenda, kind: MeetingKind, charter: Charter) -> None:
    """Items come from the template, once each; topics stand under theirs, once each and not too many."""
    known = [item.key for item in template(kind, charter)]
    strangers = [key for key in agenda.items if key not in known]
    if strangers or len(set(agenda.items)) < len(agenda.items):
        raise Malformed("agenda_items_unfit", clause="R-text", field="items", known=known)
    if agenda.topics and TOPICS not in agenda.items:
        raise Malformed("topics_without_item", clause="R-text", field="items")
    if len(set(agenda.topics)) < len(agenda.topics):
        raise ON_AGENDA_ALREADY.broken()
    _require_not_too_many(agenda.topics, charter)


def breaches_of_template(agenda: Agenda, kind: MeetingKind, charter: Charter) -> tuple[RuleBroken, ...]:
    """One breach for each soft item left out; a hard one is refused. An item the charter only allows is no breach."""
    require_hearing(agenda.items, agenda.decisions, kind, charter)
    left_out = [item for item in template(kind, charter) if item.key not in agenda.items]
    soft = [item for item in left_out if item.strength is Strength.SOFT and _is_owed(item, agenda.decisions)]
    for item in left_out:
        if item.strength is Strength.HARD and item.key != PREVIOUS_DECISIONS:
            raise under(HARD_ITEM_LEFT_OUT, item).broken(item=item.key)
    return tuple(under(_LEFT_OUT.get(item.key, ITEM_LEFT_OUT), item).broken(item=item.key) for item in soft)


def require_hearing(items: Collection[str], decisions: Sequence[UUID], kind: MeetingKind, charter: Charter) -> None:
    """Previous decisions, when there are any to hear, stand on the agenda where the charter makes that a must."""
    for item in template(kind, charter):
        is_must = item.key == PREVIOUS_DECISIONS and item.strength is Strength.HARD
        if is_must and decisions and item.key not in items:
            raise under(DECISIONS_LEFT_OUT, item).broken(decisions=[str(decision) for decision in decisions])


def require_none_added(topics: Collection[UUID], noticed: Collection[UUID]) -> None:
    """Refuse to slip a topic into an agenda of which notice was given."""
    added = [topic for topic in topics if topic not in noticed]
    if added:
        raise ADDED_AFTER_NOTICE.broken(topics=[str(topic) for topic in added])


def require_may_admit(topic: UUID, agenda: Agenda, charter: Charter) -> None:
    """A topic admitted late is not on the agenda yet, comes under its item, and the charter's limit holds."""
    if TOPICS not in agenda.items:
        raise Malformed("topics_without_item", clause="R-text", field="topic")
    if topic in agenda.topics:
        raise ON_AGENDA_ALREADY.broken(topic=str(topic))
    _require_not_too_many((*agenda.topics, topic), charter)


def require_drawn_up(agenda: Agenda) -> None:
    """Refuse notice and papers for a meeting without an agenda."""
    if not agenda.is_drawn_up:
        raise NO_AGENDA.out_of_order()


def _is_owed(item: AgendaItem, decisions: Sequence[UUID]) -> bool:
    return item.key != PREVIOUS_DECISIONS or bool(decisions)


def _require_not_too_many(topics: Collection[UUID], charter: Charter) -> None:
    most = charter.topics.most_per_meeting
    if most is not None and len(topics) > most:
        raise TOO_MANY_TOPICS.broken(topics=len(topics), most=most)
