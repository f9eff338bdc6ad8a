"""What a town has beside topics and decisions: people who came and went, calls, meetings and minutes, year by year."""

from datetime import date, timedelta
from itertools import count
from uuid import UUID

from benchmarks import town
from domain.agenda import Appointment
from domain.call import TopicCall
from domain.charter_words import Attending
from domain.conference import Conference
from domain.decision import Decision
from domain.meeting import Meeting
from domain.meeting_roll import AttendanceLine
from domain.meeting_words import Briefing
from domain.minutes import Minutes
from domain.minutes_text import MinutesDecision, MinutesHeader, MinutesItem, MinutesText
from domain.roster import Roster
from domain.rules import attendance
from domain.stream import Fact, Stream
from domain.units import Unit, Units
from domain.vocabulary import Consensus, Hearing, Outcome, Presence, Side, UnitKind
from interfaces.services import Services

A_SITTING = 30
"""How many topics a meeting discusses, how many decisions it hears, and how many suggestions a call brings."""
_ITEMS = ("briefings", "previous_decisions", "topics_introduced", "topics", "instructions", "other")
_SEATED = 2
_CLERK = "wang"
_FINANCE = Unit(key="finance", kind=UnitKind.DEPARTMENT, name_zh="财政所", name_en="Finance")
_SENDER = Unit(key="sanitation", kind=UnitKind.GRASSROOTS_UNION, name_zh="环卫公司工会", name_en="Sanitation union")


def furnish(services: Services, lives: int) -> None:
    """Record the institution's own years, once: of each the newcomers, a call and a meeting; the last is in session."""
    key, _ = services.log.conference(town.SLUG)
    if services.log.streams_of_kind(key, "meeting"):
        return
    ledger = services.desk.ledger(town.SLUG)
    roster, units = ledger.own(Roster), ledger.own(Units)
    units.open_unit(
        town.act(_CLERK), unit=_SENDER.key, kind=_SENDER.kind, name_zh=_SENDER.name_zh, name_en=_SENDER.name_en
    )
    years = lives // town.A_YEAR
    for year in range(years):
        on = town.TODAY - timedelta(days=365 * (years - 1 - year))
        newcomers(roster, year, on)
        facts: list[tuple[str, Fact]] = []
        for kind, lived in sitting(year, on, is_last=year == years - 1):
            facts += [(kind, fact) for fact in lived.collect_events() if isinstance(fact, Fact)]
        town.append(services.log, key, facts)
    ledger.save(roster, units)
    town.append(services.log, key, ledger.collect())


def publish(services: Services, lives: int) -> None:
    """Open the public board, once, and put the last decisions on it."""
    key, _ = services.log.conference(town.SLUG)
    ledger = services.desk.ledger(town.SLUG)
    conference, clerk = ledger.own(Conference), town.act(_CLERK)
    if conference.board_is_open:
        return
    conference.open_board(clerk, basis="两方商定公开。")
    ledger.save(conference)
    for number in range(lives - A_SITTING, lives):
        decision = ledger.load(Decision, town.stream_of("decision", number))
        decision.propose_publication(clerk, review="经保密审查，可以公开。")
        for head in ("sun", "li"):
            decision.agree_to_publication(town.act(head), number=1)
        ledger.save(decision)
    town.append(services.log, key, ledger.collect())


def meeting_of(year: int) -> UUID:
    """The id of the meeting of a year."""
    return town.stream_of("meeting", year)


def newcomers(roster: Roster, year: int, on: date) -> None:
    """Twenty people enter the roll; two of them sit in the union's office for a year."""
    for number in range(20):
        name = f"第{year}年第{number}位"
        roster.enter_person(town.act(_CLERK, on), person=town.person(name), name=name)
        if number >= _SEATED:
            continue
        since = on - timedelta(days=300)
        roster.take_duty(
            town.act(_CLERK, on),
            duty="union_office_staff",
            person=town.person(name),
            since=since,
            units=frozenset({"finance", "town_union"}),
        )
        roster.lay_down_duty(
            town.act(_CLERK, on), duty="union_office_staff", person=town.person(name), until=on - timedelta(days=1)
        )


def sitting(year: int, on: date, *, is_last: bool) -> list[tuple[str, Stream]]:
    """The call, the meeting and the minutes of a year."""
    meeting = _meeting(year, on, is_last=is_last)
    call = TopicCall.open(
        town.act(_CLERK, on - timedelta(days=90)),
        town.stream_of("call", year),
        year=on.year,
        meeting=meeting.id,
        deadline=None,
        text="请于会前报送议题。",
    )
    for number in range(A_SITTING):
        told = town.stream_of("suggestion", year * A_SITTING + number)
        by = town.act("li", on - timedelta(days=60))
        call.suggest(by, collector="town_union", suggestion=told, unit=_SENDER, text=f"建议增设站点（第{number}条）。")
        if not is_last:
            topic = town.stream_of("topic", town.A_YEAR * year + number)
            call.take_up(by, collector="town_union", suggestion=told, topic=topic)
    if is_last:
        return [("call", call), ("meeting", meeting)]
    call.close(town.act(_CLERK, on - timedelta(days=30)))
    return [("call", call), ("meeting", meeting), ("minutes", _minutes(year, meeting, on))]


def _meeting(year: int, on: date, *, is_last: bool) -> Meeting:
    office, sun = town.act(_CLERK, on - timedelta(days=30)), town.act("sun", on)
    meeting = Meeting.plan_ordinary(office, meeting_of(year), year=on.year, planned=0)
    meeting.propose_date(office, appointment=Appointment(day=on, starts="14:00", place="镇政府三楼会议室"))
    for head in ("sun", "li"):
        by = town.act(head, on - timedelta(days=25))
        meeting.agree_date(by, date_version=meeting.date_matter.version)
    topics = tuple(town.stream_of("topic", town.A_YEAR * year + number) for number in range(A_SITTING))
    decisions = tuple(town.stream_of("decision", max(town.A_YEAR * (year - 1), 0) + n) for n in range(A_SITTING))
    office = town.act(_CLERK, on - timedelta(days=20))
    meeting.draw_up_agenda(office, items=_ITEMS, topics=topics, decisions=decisions)
    expected = attendance.expected(office.charter, office.standing, (_FINANCE,))
    meeting.issue_notice(office, number=f"镇联〔{on.year}〕{year + 1}号", expected=expected)
    meeting.open(
        sun,
        ordinal=year + 1,
        delegated_by=None,
        consensus=tuple((topic, Consensus.FULL) for topic in topics),
        decisions=decisions,
    )
    return meeting if is_last else _held(meeting, topics, decisions, on)


def _held(meeting: Meeting, topics: tuple[UUID, ...], decisions: tuple[UUID, ...], on: date) -> Meeting:
    clerk = town.act(_CLERK, on)
    for briefing in Briefing:
        meeting.give_briefing(clerk, briefing=briefing, text="通报全年工作。")
    for decision in decisions:
        meeting.hear_decision(
            clerk,
            decision=decision,
            hearing=Hearing.COMPLETED,
            explained=True,
            measure="",
            new_due=None,
            new_lead=None,
            adopted=(),
        )
    meeting.introduce_topics(clerk, summary="逐项介绍议题。")
    for topic in topics:
        meeting.discuss_topic(clerk, topic=topic, outcome=Outcome.AGREED, summary="一致同意，列入预算。", adopted=())
    for side, name in ((Side.GOV, "sun"), (Side.UNION, "li")):
        meeting.give_instructions(clerk, side=side, person=town.person(name), text="抓好落实。")
    meeting.close(town.act("sun", on))
    return meeting


def _minutes(year: int, meeting: Meeting, on: date) -> Minutes:
    title = f"第{year + 1}次联席会议纪要"
    header = MinutesHeader(title=title, held_on=on, starts="14:00", place="镇政府三楼会议室", chair=town.person("sun"))
    there = AttendanceLine(
        seat="liaison",
        person=town.person("sun"),
        unit=None,
        kind=Attending.ATTEND,
        presence=Presence.PRESENT,
    )
    items = tuple(
        MinutesItem(item="topics", topic=topic, heading=f"第{number}项", text="会议同意，列入预算。", dissent="")
        for topic, number in zip(meeting.topics, count(1), strict=False)
    )
    text = MinutesText(header=header, attendance=(there,), items=items, decisions=tuple[MinutesDecision, ...]())
    clerk = town.act(_CLERK, min(on + timedelta(days=3), town.TODAY))
    minutes = Minutes.draft(
        clerk, town.stream_of("minutes", year), meeting=meeting.id, text=text, adopted=(), closed_on=on
    )
    for head in ("sun", "li"):
        minutes.agree(town.act(head, on + timedelta(days=5)), text_version=1)
    minutes.issue(
        town.act(_CLERK, on + timedelta(days=6)),
        number=f"镇联纪〔{on.year}〕{year + 1}号",
        recipients=("finance", "town_union"),
        attachments=(),
    )
    return minutes
