"""Meetings as they stand when a story begins."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.act import Act
from domain.agenda import Appointment
from domain.charter import Charter
from domain.charter_words import Attending
from domain.meeting import Meeting
from domain.meeting_roll import AttendanceLine, Expected
from domain.meeting_words import Briefing, Change
from domain.rules import attendance
from domain.stream import Stream
from domain.vocabulary import Consensus, Ground, Hearing, Outcome, Presence, Side
from tests.cast import UNITS, act, charter, named, person, standing

PLANNED_ON = date(2026, 4, 1)
PROPOSED_ON = date(2026, 4, 7)
AGREED_ON = date(2026, 4, 9)
NOTICED_ON = date(2026, 5, 11)
DAY = date(2026, 5, 28)
REVIEWED_ON = date(2026, 6, 4)
ISSUED_ON = date(2026, 6, 8)

APPOINTMENT = Appointment(day=DAY, starts="14:00", place="镇政府三楼会议室")
ITEMS = ("briefings", "previous_decisions", "topics_introduced", "topics", "instructions", "other")
EXTRAORDINARY_ITEMS = ("previous_decisions", "topics_introduced", "topics", "instructions")
TOPICS = (named("heat"), named("training"))
DECISIONS = (named("canteen"),)
ADOPTED = (named("rest stations"),)
CONSENSUS = tuple((topic, Consensus.BASIC) for topic in TOPICS)
CONCERNED = (UNITS["finance"], UNITS["safety"], UNITS["sanitation"])

WITHOUT_BRIEFINGS = {
    "year_work_not_briefed": "书面印发",
    "policies_not_briefed": "书面印发",
    "union_service_not_briefed": "书面印发",
    "union_opinions_not_briefed": "书面印发",
    "side_gave_no_briefing": "书面印发",
}


def charter_with(base: Charter | None = None, **meetings: Any) -> Charter:
    """The 城桥 charter, with another word on meetings."""
    found = base or charter()
    return replace(found, meetings=replace(found.meetings, **meetings))


def expected() -> tuple[Expected, ...]:
    """Who is expected when the topics concern finance, work safety and the sanitation workers' union."""
    return attendance.expected(charter(), standing(), CONCERNED)


def a_planned_meeting() -> Meeting:
    """The ordinary meeting of 2026."""
    return Meeting.plan_ordinary(act("zhou", on=PLANNED_ON), named("meeting"), year=2026, planned=0)


def an_extraordinary_meeting(**changes: Any) -> Meeting:
    """A meeting the union chair asks for after an accident."""
    form: dict[str, Any] = {
        "year": 2026,
        "asked_by": "union_chair",
        "ground": Ground.MAJOR_PROBLEM,
        "reason": "环卫作业事故",
    }
    return Meeting.plan_extraordinary(act("zhou", on=PLANNED_ON), named("meeting"), **form | changes)


def answered(meeting: Meeting, *, favourable: bool = True) -> Meeting:
    """The principal was asked, and answered."""
    meeting.ask_principal(act("li", on=PLANNED_ON), request="请同意召开临时会议")
    meeting.answer_as_principal(act("zhao", on=PLANNED_ON), favourable=favourable, answer="知悉")
    return meeting


def proposed(meeting: Meeting) -> Meeting:
    """A date was reported to the heads."""
    meeting.propose_date(act("zhou", on=PROPOSED_ON), appointment=APPOINTMENT)
    return meeting


def dated(meeting: Meeting) -> Meeting:
    """Both heads agreed to the date."""
    version = proposed(meeting).date_matter.version
    meeting.agree_date(act("sun", on=AGREED_ON), date_version=version)
    meeting.agree_date(act("li", on=AGREED_ON), date_version=version)
    return meeting


def with_agenda(meeting: Meeting, **changes: Any) -> Meeting:
    """The agenda with every item of the template."""
    form: dict[str, Any] = {"items": ITEMS, "topics": TOPICS, "decisions": DECISIONS}
    meeting.draw_up_agenda(act("zhou", on=NOTICED_ON), **form | changes)
    return meeting


def an_extraordinary_meeting_noticed() -> Meeting:
    """Notice was given of a meeting to which the principal had agreed."""
    return noticed(answered(an_extraordinary_meeting()), items=EXTRAORDINARY_ITEMS)


def noticed(meeting: Meeting | None = None, **agenda: Any) -> Meeting:
    """Notice was given."""
    found = with_agenda(dated(meeting or a_planned_meeting()), **agenda)
    found.issue_notice(act("zhou", on=NOTICED_ON), number="城联〔2026〕1号", expected=expected())
    return found


def opening(**changes: Any) -> dict[str, Any]:
    """What an opening says."""
    form: dict[str, Any] = {"ordinal": 6, "delegated_by": None, "consensus": CONSENSUS, "decisions": DECISIONS}
    return form | changes


def in_session(meeting: Meeting | None = None) -> Meeting:
    """The liaison opened the meeting on its day."""
    found = meeting or noticed()
    found.open(act("sun", on=DAY), **opening(decisions=found.agenda.decisions))
    return found


def brief(meeting: Meeting, *briefings: Briefing) -> Meeting:
    """The sides brief the meeting."""
    for briefing in briefings or tuple(Briefing):
        meeting.give_briefing(act("wang", on=DAY), briefing=briefing, text="通报材料")
    return meeting


def hear(meeting: Meeting) -> Meeting:
    """Every previous decision is heard."""
    for decision in DECISIONS:
        meeting.hear_decision(act("wang", on=DAY), **hearing(decision=decision))
    return meeting


def hearing(**changes: Any) -> dict[str, Any]:
    """What a hearing settles."""
    form: dict[str, Any] = {
        "decision": DECISIONS[0],
        "hearing": Hearing.CARRIED_OVER,
        "explained": True,
        "measure": "下半年完成",
        "new_due": date(2026, 12, 31),
        "new_lead": None,
        "adopted": (),
    }
    return form | changes


def discuss(meeting: Meeting) -> Meeting:
    """Both topics are introduced and settled; a decision follows from the first."""
    meeting.introduce_topics(act("wang", on=DAY), summary="两个议题")
    for topic, adopted in zip(TOPICS, (ADOPTED, ()), strict=True):
        meeting.discuss_topic(
            act("wang", on=DAY), topic=topic, outcome=Outcome.AGREED, summary="一致同意", adopted=adopted
        )
    return meeting


def instruct(meeting: Meeting, *sides: Side) -> Meeting:
    """A leader of each side gives instructions."""
    leaders = {Side.GOV: person("zhao"), Side.UNION: person("li")}
    for side in sides or (Side.GOV, Side.UNION):
        meeting.give_instructions(act("wang", on=DAY), side=side, person=leaders[side], text="抓好落实")
    return meeting


def held() -> Meeting:
    """A meeting that did all it should, about to be closed."""
    return instruct(discuss(hear(brief(in_session()))))


def closed() -> Meeting:
    """A meeting that did all it should."""
    meeting = held()
    meeting.close(act("sun", on=DAY))
    return meeting


def line(seat: str, who: str | None, presence: Presence = Presence.PRESENT, **changes: Any) -> AttendanceLine:
    """One line of the record of attendance."""
    form: dict[str, Any] = {"unit": None, "kind": Attending.ATTEND, "presence": presence}
    return AttendanceLine(seat=seat, person=person(who) if who else None, **form | changes)


def propose(meeting: Meeting, change: Change) -> Meeting:
    """The office proposes to put the meeting off, or to call it off."""
    verb = meeting.propose_postponement if change is Change.POSTPONE else meeting.propose_cancellation
    verb(act("zhou", on=NOTICED_ON), reason="台风")
    return meeting


def changed(meeting: Meeting, change: Change) -> Meeting:
    """Both heads agreed to it."""
    version = propose(meeting, change).change_matter.version
    meeting.agree_change(act("sun", on=NOTICED_ON), change_version=version)
    meeting.agree_change(act("li", on=NOTICED_ON), change_version=version)
    return meeting


def first_fact(stream: Stream) -> Any:
    """The fact a new stream begins with."""
    return stream.pending_events[0]


def excused(acting: Act, *codes: str) -> Act:
    """The act with a reason for each departure."""
    return replace(acting, departing=dict.fromkeys(codes, "时间所限"))


def replayed(stream: Stream) -> Any:
    """The stream as its facts alone make it."""
    again: Any = None
    for fact in stream.pending_events:
        again = fact.mutate(again)
    return again


def state(stream: Any) -> dict[str, Any]:
    """All that a stream has become."""
    return {name: value for name, value in vars(stream).items() if name != "_pending_events"}
