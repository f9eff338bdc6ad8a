"""The draft of minutes, put together from what the meeting recorded: nothing is left out, nothing is added."""

from collections.abc import Iterator
from uuid import UUID

from application.ledger import Ledger
from domain import minutes_words as words
from domain.decision import Decision
from domain.facts import decision as of_decision
from domain.facts import meeting as facts
from domain.meeting import Meeting
from domain.minutes_text import MinutesDecision, MinutesHeader, MinutesItem, MinutesText
from domain.stream import Fact
from domain.topic import Topic

_ITEMS = {
    facts.BriefingGiven: "briefings",
    facts.DecisionHeard: "previous_decisions",
    facts.TopicsIntroduced: "topics_introduced",
    facts.TopicDiscussed: "topics",
    facts.InstructionsGiven: "instructions",
    facts.OtherMatterRaised: "other",
}


def drafted(title: str, items: tuple[MinutesItem, ...], meeting: Meeting, ledger: Ledger) -> MinutesText:
    """The whole text: head, attendance, items in the order of the agenda, and every decision adopted."""
    appointment = meeting.appointment
    header = MinutesHeader(
        title=title,
        held_on=meeting.opened_on,
        starts=appointment.starts if appointment else "",
        place=appointment.place if appointment else "",
        chair=meeting.chair,
    )
    return MinutesText(
        header=header,
        attendance=meeting.attendance,
        items=items or _items(meeting, ledger),
        decisions=tuple(_decision(key, ledger) for key in meeting.decisions_adopted),
    )


def _headings(meeting: Meeting, ledger: Ledger) -> dict[str, str]:
    """What the measures call each item of an agenda."""
    charter = ledger.conference.edition(meeting.edition_of_notice or "")
    items = (*charter.meetings.extraordinary_agenda, *charter.meetings.ordinary_agenda)
    return {item.key: item.name.zh for item in items}


def _items(meeting: Meeting, ledger: Ledger) -> tuple[MinutesItem, ...]:
    order = {key: place for place, key in enumerate(meeting.agenda.items)}
    found = sorted(_entries(meeting, ledger), key=lambda item: order.get(item.item, len(order)))
    return tuple(found)


def _entries(meeting: Meeting, ledger: Ledger) -> Iterator[MinutesItem]:
    headings = _headings(meeting, ledger)
    history = ledger.history(meeting.id)
    struck = {fact.entry for fact in history if isinstance(fact, facts.EnteredInError)}
    for fact in history:
        item = next((key for kind, key in _ITEMS.items() if isinstance(fact, kind)), None)
        if item and fact.originator_version not in struck:
            yield _entry(item, headings.get(item, item), fact, ledger)


def _entry(item: str, heading: str, fact: Fact, ledger: Ledger) -> MinutesItem:
    match fact:
        case facts.DecisionHeard():
            decision = ledger.load(Decision, fact.decision)
            return _told(item, decision.text[:200], _heard(fact, ledger))
        case facts.TopicDiscussed():
            topic = ledger.load(Topic, fact.topic)
            text = _lines(fact.summary, words.settled(fact.outcome))
            return MinutesItem(item=item, topic=fact.topic, heading=topic.text.title, text=text, dissent=topic.dissent)
        case facts.OtherMatterRaised():
            return _told(item, fact.title, fact.summary)
        case facts.TopicsIntroduced():
            return _told(item, heading, fact.summary)
        case facts.BriefingGiven() | facts.InstructionsGiven():
            return _told(item, heading, words.said_by(fact.side, fact.text))
        case _:
            return _told(item, heading, "")


def _heard(heard: facts.DecisionHeard, ledger: Ledger) -> str:
    """What the meeting said of a decision, what became of it, and how it settled to go on."""
    meeting = heard.originator_id
    told = [
        fact.text
        for fact in ledger.history(heard.decision)
        if isinstance(fact, of_decision.Heard) and fact.meeting == meeting
    ]
    lead = ledger.units.units[heard.new_lead].name_zh if heard.new_lead else ""
    return _lines(*told, words.heard(heard.hearing, measure=heard.measure, lead=lead, due=heard.new_due))


def _lines(*told: str) -> str:
    return "\n".join(filter(None, told))


def _told(item: str, heading: str, text: str) -> MinutesItem:
    return MinutesItem(item=item, topic=None, heading=heading, text=text, dissent="")


def _decision(key: UUID, ledger: Ledger) -> MinutesDecision:
    decision = ledger.load(Decision, key)
    return MinutesDecision(
        decision=key, text=decision.text, lead=decision.lead, assisting=decision.assisting, due=decision.due
    )
