"""A town's conference as it is recorded: each method does one stretch of its business, whole or with a duty left out."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid5

from domain.act import Act
from domain.agenda import Appointment, Paper
from domain.call import TopicCall
from domain.decision import Decision
from domain.invitation import Invitation
from domain.meeting import Meeting
from domain.meeting_roll import AttendanceLine, Expected
from domain.meeting_words import Briefing
from domain.minutes import Minutes
from domain.minutes_text import MinutesDecision, MinutesHeader, MinutesText
from domain.rules import attendance
from domain.topic import Topic
from domain.trace import Actor
from domain.vocabulary import Consensus, Hearing, MeetingKind, Opinion, Origin, Outcome, Presence, Side
from domain.vocabulary import Progress as Far
from tests.cast import UNITS, act, charter, named, person, standing
from tests.domain.decision_stories import SCAN
from tests.domain.meeting_stories import ITEMS
from tests.domain.stories import KNOWN, SINCE, a_register, text
from tests.projections.founding import a_conference, a_roll
from tests.projections.recording import Recording

CONCERNED = [UNITS["finance"], UNITS["human_resources"], UNITS["sanitation"]]
LEADERS = {Side.GOV: "zhao", Side.UNION: "li"}
UNION: dict[str, Any] = {"collector": "town_union"}
IDEA = "增设饮水点"
SETTLED: dict[str, Any] = {
    "origin": Origin.TOPIC,
    "text": "为环卫工人购置防暑用品",
    "lead": UNITS["finance"],
    "assisting": ("safety",),
    "proposing_side": Side.UNION,
    "proposers": ("town_union",),
    "known_units": KNOWN,
}


def measured(measures: str = "chengqiao") -> Recording:
    """The conference with its measures and calendar alone."""
    recording = Recording()
    recording.save(a_conference(measures))
    return recording


class Town:
    """The town of the cast, and the recording of what it does; the decisions of its meetings stay at hand."""

    def __init__(self) -> None:
        self.recording = Recording()
        self.save = self.recording.save
        self.conference, self.roll = a_conference(), a_roll()
        self.save(self.conference, a_register(), self.roll)
        self.decisions: list[Decision] = []

    def call(self, year: int, *, answered: bool = True) -> TopicCall:
        """The call for a year's topics, with one suggestion that is taken up."""
        on = date(year, 2, 2)
        call = TopicCall.open(
            act("wang", on=on), named(f"call {year}"), year=year, meeting=None, deadline=None, text="征集议题"
        )
        suggested: dict[str, Any] = {"suggestion": named(f"idea {year}"), "unit": UNITS["sanitation"], "text": IDEA}
        call.suggest(act("shen", on=on), **UNION, **suggested, person=person("shen"), sender="沈师傅")
        if answered:
            topic = named(f"heat {year}")
            call.take_up(act("zhou", on=on), **UNION, suggestion=named(f"idea {year}"), topic=topic)
        call.close(act("wang", on=date(year, 3, 2)))
        self.save(call)
        return call

    def topic(self, name: str, year: int) -> Topic:
        """A topic of the town union, approved."""
        on = date(year, 3, 3)
        form: dict[str, Any] = {"side": Side.UNION, "proposer": UNITS["town_union"], "joint_with": None, "links": ()}
        key, words = named(f"{name} {year}"), text(title=name)
        topic = Topic.submit(act("zhou", on=on), key, **form, year=year, text=words, known_units=KNOWN)
        topic.research(act("zhou", on=on), findings="走访十二个作业点", attachments=())
        for unit in ("chen", "chu"):
            topic.give_opinion(act(unit, on=on), text_version=1, opinion=Opinion.AGREE, text="同意")
        topic.declare_consensus(act("zhou", on=on), text_version=1, full=False, dissent="")
        for head in ("sun", "li"):
            topic.agree(act(head, on=on), text_version=1)
        self.save(topic)
        return topic

    def meeting(self, year: int, *topics: Topic, without: tuple[str, ...] = (), **reasons: Any) -> Meeting:
        """The ordinary meeting of a year, closed; ``without`` names what is left out, ``reasons`` excuse it."""
        meeting = self.prepared(year, *topics, without=without)
        self.held(meeting, *topics, without=without)
        meeting.close(act("sun", on=meeting.opened_on, **reasons))
        self.save(meeting)
        return meeting

    def planned(self, year: int) -> Meeting:
        """The ordinary meeting of a year, its date fixed by both heads."""
        on, day = date(year, 3, 10), date(year, 5, 28)
        meeting = Meeting.plan_ordinary(act("zhou", on=on), named(f"meeting {year}"), year=year, planned=0)
        place = "镇政府三楼会议室"
        meeting.propose_date(act("zhou", on=on), appointment=Appointment(day=day, starts="14:00", place=place))
        for head in ("sun", "li"):
            meeting.agree_date(act(head, on=on), date_version=1)
        self.save(meeting)
        return meeting

    def prepared(self, year: int, *topics: Topic, without: tuple[str, ...] = ()) -> Meeting:
        """The meeting with agenda, notice, answers to the invitations and papers."""
        meeting, on = self.planned(year), date(year, 5, 11)
        titles, heard = tuple(topic.id for topic in topics), tuple(decision.id for decision in self.decisions)
        meeting.draw_up_agenda(act("zhou", on=on), items=ITEMS, topics=titles, decisions=heard)
        for topic in topics:
            topic.schedule(act("zhou", on=on), meeting=meeting.id, late=False)
        expected = attendance.expected(charter(), standing(), CONCERNED)
        meeting.issue_notice(act("zhou", on=on), number=f"城联〔{year}〕1号", expected=expected)
        self.save(meeting, *topics)
        if "coordination" not in without:
            self._invite(meeting)
        if "papers" not in without:
            paper = Paper(title="议题材料", topic=None, sha256=SCAN.sha256)
            meeting.issue_papers(act("zhou", on=on), papers=(paper,), attachments=(SCAN,))
        self.save(meeting)
        return meeting

    def _invite(self, meeting: Meeting) -> None:
        """Everybody but the mayor answers, whom the notice reached by hand."""
        on, notice = meeting.since, meeting.notice_version
        for place, line in enumerate(meeting.expected):
            key = uuid5(meeting.id, f"{notice}/{line.key}")
            invitation = Invitation.invite(
                act("zhou", on=on), key, meeting=meeting.id, notice_version=notice, invitee=line, number=None
            )
            if place == 0:
                meeting.note_delivery(act("wang", on=on), invitee=line.key, manner="送达")
            elif line.person is not None:
                _answer(
                    invitation, replace(act("wang", on=on), by=Actor(person=line.person, seats=(line.seat,))), place
                )
            self.save(invitation)

    def held(self, meeting: Meeting, *topics: Topic, without: tuple[str, ...] = ()) -> None:
        """What happens in the meeting, from its opening until it could be closed."""
        on = meeting.appointment.day if meeting.appointment else meeting.since
        consensus = tuple((topic.id, Consensus.BASIC) for topic in topics)
        heard = tuple(decision.id for decision in self.decisions)
        meeting.open(act("sun", on=on), ordinal=on.year - 2020, delegated_by=None, consensus=consensus, decisions=heard)
        if "attendance" not in without:
            presence = Presence.ABSENT if "presence" in without else Presence.PRESENT
            there = tuple(_line(line, presence) for line in meeting.expected)
            meeting.record_attendance(act("wang", on=on), lines=there)
        for briefing in Briefing:
            if briefing not in without:
                meeting.give_briefing(act("wang", on=on), briefing=briefing, text="通报材料")
        self.save(meeting)
        for decision in tuple(self.decisions):
            self.hear(meeting, decision)
        meeting.introduce_topics(act("wang", on=on), summary="本次议题")
        for topic in topics:
            self.discuss(meeting, topic)
        for side, leader in LEADERS.items():
            meeting.give_instructions(act("wang", on=on), side=side, person=person(leader), text="抓好落实")
        self.save(meeting)

    def hear(self, meeting: Meeting, decision: Decision, **reasons: str) -> None:
        """The meeting carries the decision over, or completes it when it is reported as done; one closed is noted."""
        done = decision.last_report is not None and decision.last_report.progress is Far.FULLY
        outcome = Hearing.COMPLETED if done else Hearing.CARRIED_OVER
        outcome = outcome if decision.is_open else Hearing.NOTED
        measure = "" if outcome is not Hearing.CARRIED_OVER else "由分管领导督促"
        on = meeting.opened_on
        told: dict[str, Any] = {"explained": True, "new_due": None, "new_lead": None, "adopted": ()}
        meeting.hear_decision(act("wang", on=on), decision=decision.id, hearing=outcome, measure=measure, **told)
        excused = act("wang", on=on, heard_without_report="单位未报", shortfall_unexplained="单位未报")
        decision.hear(
            excused, meeting=meeting.id, kind=MeetingKind.ORDINARY, outcome=outcome, text="会议听取", measure=measure
        )
        self.save(meeting, decision)

    def discuss(self, meeting: Meeting, topic: Topic) -> None:
        """The meeting settles the topic and adopts a decision."""
        on, key = meeting.opened_on, uuid5(topic.id, "decision")
        told: dict[str, Any] = {"outcome": Outcome.AGREED, "summary": "一致同意"}
        meeting.discuss_topic(act("wang", on=on), topic=topic.id, adopted=(key,), **told)
        views: dict[str, Any] = {"gov_view": "支持", "union_view": "希望尽快"}
        topic.discuss(act("wang", on=on), meeting=meeting.id, decisions=(key,), **told, **views)
        settled = SETTLED | {"number": len(meeting.decisions_adopted), "due": date(on.year, 12, 27)}
        self.decisions.append(
            Decision.adopt(act("wang", on=on), key, meeting=meeting.id, origin_id=topic.id, **settled)
        )
        self.save(meeting, topic, self.decisions[-1])

    def minutes(self, meeting: Meeting, *topics: Topic) -> Minutes:
        """The minutes of a meeting, reviewed by both heads and issued; what they hold binds."""
        on = meeting.opened_on + timedelta(days=7)
        settled = tuple(_settled(decision) for decision in self.decisions if decision.meeting == meeting.id)
        header = MinutesHeader(title="联席会议纪要", held_on=on, starts="14:00", place="镇政府", chair=meeting.chair)
        words = MinutesText(header=header, attendance=meeting.attendance, items=(), decisions=settled)
        adopted = meeting.decisions_adopted
        key = uuid5(meeting.id, "minutes")
        minutes = Minutes.draft(
            act("wang", on=on), key, meeting=meeting.id, text=words, adopted=adopted, closed_on=meeting.closed_on
        )
        self.save(minutes)
        for head in ("sun", "li"):
            minutes.agree(act(head, on=on), text_version=1)
        meeting.follow_review(act("li", on=on), minutes=minutes.id)
        self.save(minutes, meeting)
        minutes.issue(act("zhou", on=on), number=f"城联纪〔{on.year}〕1号", recipients=("finance",), attachments=())
        meeting.follow_issue(act("zhou", on=on), minutes=minutes.id)
        self.save(minutes, meeting)
        for follower in self.decisions:
            if follower.meeting == meeting.id:
                follower.enter_minutes(act("zhou", on=on), minutes=minutes.id)
        for topic in topics:
            topic.enter_minutes(act("zhou", on=on), meeting=meeting.id, minutes=minutes.id)
        self.save(*self.decisions, *topics)
        return minutes

    def carry_out(
        self, decision: Decision, *, far: Far = Far.FULLY, days: int = 60, without: tuple[str, ...] = ()
    ) -> None:
        """What the office and the finance office do between two meetings, with the report after so many days."""
        begun = (decision.accounted_until if decision.carried_over else decision.binding_since) or SINCE
        on = begun + timedelta(days=10)
        decision.assign(act("wang", on=on), lead_today="finance", slip="请办理")
        decision.receive(act("chen", on=on), lead_today="finance")
        decision.note_progress(act("jiang", on=on), lead_today="finance", text="已询价", attachments=())
        if "follow_up" not in without:
            number = len(decision.urges) + 1
            decision.urge(act("wang", on=on), lead_today="finance", unit="finance", text="请抓紧")
            decision.answer_urge(act("chen", on=on), lead_today="finance", number=number, text="抓紧办理")
            decision.check(act("wang", on=on), finding="已到现场", attachments=())
        if "report" not in without:
            self._report(decision, far, on + timedelta(days=days))
        self.save(decision)

    def _report(self, decision: Decision, far: Far, on: date) -> None:
        told: dict[str, Any] = {"lead_today": "finance", "progress": far, "planned_for": None, "attachments": ()}
        decision.report(act("chen", on=on), text="办理情况", **told)
        for head in ("sun", "li"):
            decision.accept_report(act(head, on=on), number=len(decision.reports))
        if far is not Far.FULLY:
            decision.explain(act("chen", on=on), lead_today="finance", explanation="预算未批", proposals="列入明年")


def _answer(invitation: Invitation, acting: Act, place: int) -> None:
    """One asks leave, one names who comes for him, the others will come."""
    if place == 1:
        invitation.ask_leave(acting, reason="住院")
    elif place == 2:
        invitation.name_substitute(acting, substitute=person("jiang"), people=frozenset({person("jiang")}))
    else:
        invitation.reply(acting, remark="")


def _line(line: Expected, presence: Presence) -> AttendanceLine:
    return AttendanceLine(seat=line.seat, person=line.person, unit=line.unit, kind=line.kind, presence=presence)


def _settled(decision: Decision) -> MinutesDecision:
    return MinutesDecision(
        decision=decision.id, text=decision.text, lead=decision.lead, assisting=decision.assisting, due=decision.due
    )


def a_town_of_three_years() -> Town:
    """The whole way, three times round: what one meeting settles the next one completes, or carries over."""
    town = Town()
    for year in (2024, 2025, 2026):
        town.call(year)
        topics = (town.topic("heat", year), town.topic("training", year))
        meeting = town.meeting(year, *topics)
        town.minutes(meeting, *topics)
        meeting.archive(act("wang", on=date(year, 6, 20)), retention="永久")
        town.save(meeting)
        for place, decision in enumerate(town.decisions):
            if decision.is_open and year < 2026:
                town.carry_out(decision, far=Far.PARTLY if place % 2 else Far.FULLY)
    return town
