"""A conference year through the desk, told in stages; each begins where the one before ended."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from application.commands import calls, decisions, institution, invitations, meetings, minutes, topics
from domain.agenda import Paper
from domain.charter_words import Attending
from domain.meeting_roll import AttendanceLine
from domain.meeting_words import Briefing
from domain.stream import Attachment
from domain.vocabulary import Hearing, Opinion, Outcome, Presence, Progress, Side
from tests.e2e.town import EDITIONS, Town

HEADS = ("sun", "li")
SHEET = "5a" * 32
SCAN = Attachment(sha256=SHEET, size=2048, media_type="application/pdf")
LATE = {"decisions_put_over": "时间不足"}


def submitting(title: str, **changes: object) -> topics.SubmitTopic:
    """The town union's topic, which concerns finance and safety."""
    form: dict[str, object] = {
        "side": Side.UNION,
        "proposer": "town_union",
        "year": 2026,
        "title": title,
        "category": "labour_safety",
        "background": "七月起气温高",
        "request": "调整作业时间",
        "concerned": ("finance", "safety"),
    }
    return topics.SubmitTopic(**form | changes)  # type: ignore[arg-type]


def an_approved_topic(town: Town, title: str) -> UUID:
    """A topic on its whole way to the pool."""
    topic = town.make("zhou", submitting(title))
    town.do("zhou", topics.ReportResearch(topic=topic, findings="走访十二个作业点"))
    for name in ("chen", "wei"):
        town.do(name, topics.GiveOpinion(topic=topic, text_version=1, opinion=Opinion.AGREE, text="同意"))
    town.do("zhou", topics.DeclareConsensus(topic=topic, text_version=1))
    town.each(HEADS, topics.AgreeToTopic(topic=topic, text_version=1))
    return topic


def collected(town: Town) -> None:
    """A call, a suggestion taken up, and two topics approved."""
    town.clock.set(date(2026, 2, 2))
    call = town.make("zhou", calls.OpenCall(year=2026, deadline=date(2026, 3, 31), text="征集议题"))
    asking = calls.ReceiveSuggestion(call=call, unit="sanitation", text="夏天中午太热", person=None)
    town.do("shen", asking)
    (suggestion,) = town.fresh(call).suggestions
    for title in ("环卫工人高温作息", "职工技能培训"):
        an_approved_topic(town, title)
    suggested = submitting("清凉驿站", call=call, suggestions=(suggestion,))
    town.do("zhou", suggested)
    town.do("zhou", calls.CloseCall(call=call))


def convened(town: Town, *, year: int = 2026) -> UUID:
    """A meeting with a date, an agenda with every approved topic, a notice and papers."""
    town.clock.set(date(year, 4, 7))
    if not town.ledger.register.series:
        for series, code in (("notice", "城联办"), ("minutes", "城联纪")):
            setting = institution.SetSeries(series=series, issuer_code=code, year=year)
            town.do("wang", setting)
    meeting = town.make("zhou", meetings.PlanOrdinaryMeeting(year=year))
    day = date(year, 5, 28)
    town.do("zhou", meetings.ProposeDate(meeting=meeting, day=day, starts="14:00", place="三楼会议室"))
    town.each(HEADS, meetings.AgreeToDate(meeting=meeting, date_version=1))
    pool = tuple(topic for topic in town.of_kind("topic") if town.fresh(topic).standing_at == "approved")
    town.do("wang", meetings.DrawUpAgenda(meeting=meeting, topics=pool))
    town.clock.set(date(year, 5, 11))
    town.do("wang", meetings.IssueNotice(meeting=meeting, series="notice"))
    papers = (Paper(title="议题材料", topic=pool[0] if pool else None, sha256=SHEET),)
    town.do("wang", meetings.IssuePapers(meeting=meeting, papers=papers, attachments=(SCAN,)))
    for invitation in town.of_kind("invitation"):
        invited = town.fresh(invitation)
        if invited.meeting == meeting and invited.invitee.seat == "liaison":
            town.do("sun", invitations.ReplyToInvitation(invitation=invitation))
        if invited.meeting == meeting and invited.invitee.seat == "party_deputy":
            town.do("qian", invitations.AskLeave(invitation=invitation, reason="住院"))
    return meeting


def in_session(town: Town) -> UUID:
    """The last meeting opened, attended, briefed, and its topics introduced."""
    meeting = town.of_kind("meeting", open_only=True)[-1]
    town.clock.set(town.fresh(meeting).appointment.day)
    town.do("sun", meetings.OpenMeeting(meeting=meeting))
    expected = town.fresh(meeting).expected
    lines = tuple(
        AttendanceLine(
            seat=one.seat, person=one.person, unit=one.unit, kind=Attending.ATTEND, presence=Presence.PRESENT
        )
        for one in expected
    )
    town.do("wang", meetings.RecordAttendance(meeting=meeting, lines=lines))
    for briefing in Briefing:
        town.do("wang", meetings.GiveBriefing(meeting=meeting, briefing=briefing, text="通报情况"))
    town.do("wang", meetings.IntroduceTopics(meeting=meeting, summary="本次议题及主要内容"))
    return meeting


def settling(text: str, *, due: date | None = None) -> meetings.NewDecision:
    """A decision that finance leads."""
    return meetings.NewDecision(text=text, lead="finance", assisting=("safety",), due=due)


def discussed(town: Town) -> UUID:
    """What is before the meeting heard and settled, and the meeting closed."""
    meeting = town.of_kind("meeting", open_only=True)[-1]
    state = town.fresh(meeting)
    for number, decision in enumerate(state.agenda.decisions):
        hear(town, meeting, decision, Hearing.CARRIED_OVER if number % 2 else Hearing.COMPLETED)
    for number, topic in enumerate(state.topics):
        agreed = number % 3 != 2
        settled = (settling("六月底前调整作业时间"), settling("增设休息点", due=date(state.year, 12, 31)))
        outcome = Outcome.AGREED if agreed else Outcome.NOTED
        talk = meetings.DiscussTopic(
            meeting=meeting, topic=topic, outcome=outcome, summary="经协商", decisions=settled if agreed else ()
        )
        town.do("wang", talk)
    for name, side in (("sun", Side.GOV), ("li", Side.UNION)):
        person = UUID(town.people[name])
        town.do("wang", meetings.GiveInstructions(meeting=meeting, side=side, person=person, text="抓好落实"))
    town.do("sun", meetings.CloseMeeting(meeting=meeting), departing=LATE)
    return meeting


def hear(town: Town, meeting: UUID, decision: UUID, outcome: Hearing) -> None:
    """Let a meeting settle on a previous decision."""
    carried = outcome is Hearing.CARRIED_OVER
    hearing = meetings.HearDecision(
        meeting=meeting,
        decision=decision,
        hearing=outcome,
        text="听取落实情况",
        measure="分两步落实" if carried else "",
        due=date(town.clock.today.year + 1, 3, 31) if carried else None,
    )
    missing = {"heard_without_report": "口头汇报", "shortfall_unexplained": "口头说明"}
    town.do("wang", hearing, departing=missing)


def minuted(town: Town) -> UUID:
    """The minutes of the last meeting reviewed and issued: what it settled binds."""
    meeting = [each for each in town.of_kind("meeting") if town.fresh(each).standing_at == "closed"][-1]
    year = town.fresh(meeting).year
    town.clock.set(date(year, 6, 4))
    draft = town.make("wang", minutes.DraftMinutes(meeting=meeting, title="联席会议纪要"))
    town.each(HEADS, minutes.AgreeToMinutes(minutes=draft, text_version=1))
    if town.ledger.conference.charter_on(town.clock.today).minutes.sign_off:
        town.do("zhao", minutes.SignOffMinutes(minutes=draft, text_version=1))
    town.clock.set(date(year, 6, 8))
    town.do("wang", minutes.IssueMinutes(minutes=draft, recipients=("各部门",), series="minutes"))
    town.do("wang", meetings.ArchiveMeeting(meeting=meeting, retention="永久"))
    return draft


def carried_out(town: Town) -> None:
    """The decisions assigned and received, the first of them reported and accepted."""
    binding = [each for each in town.of_kind("decision") if town.fresh(each).standing_at in {"binding", "carried_over"}]
    year = town.clock.today.year
    for decision in binding:
        town.do("wang", decisions.AssignDecision(decision=decision, slip="请按期办理"))
        town.do("chen", decisions.ReceiveDecision(decision=decision))
    for decision in binding[: len(binding) // 2 + 1]:
        town.clock.set(date(year, 9, 1))
        town.do("chen", decisions.NoteProgress(decision=decision, text="已开始"))
        town.do("wang", decisions.UrgeUnit(decision=decision, unit="finance", text="请加快"))
        town.clock.set(date(year, 11, 2))
        done = decisions.ReportDecision(
            decision=decision, progress=Progress.FULLY, text="全部完成", attachments=(SCAN,)
        )
        town.do("chen", done)
        accepting = decisions.AcceptReport(decision=decision, number=len(town.fresh(decision).reports))
        town.each((town.holding("liaison"), "li"), accepting)


def next_year(town: Town) -> None:
    """The year after, up to its meeting in session, with everything before it to be heard."""
    town.clock.set(date(2027, 2, 1))
    an_approved_topic(town, "快递员休息点")
    convened(town, year=2027)
    in_session(town)


def to_the_end(town: Town) -> None:
    """The second meeting to its minutes, and a unit and a seat that change hands."""
    discussed(town)
    minuted(town)
    town.do("wang", institution.MergeUnit(unit="human_resources", into="safety"))
    town.appoint("feng", "liaison", since=date(2027, 6, 1))
    carried_out(town)


STAGES: tuple[Callable[[Town], object], ...] = (
    collected,
    convened,
    in_session,
    discussed,
    minuted,
    carried_out,
    next_year,
    to_the_end,
)


def adopting(edition: str) -> Callable[[Town], object]:
    """The measures changed: from the next day on another edition is in force."""

    def adopt(town: Town) -> None:
        tomorrow = town.clock.today + timedelta(1)
        town.do("wang", institution.AdoptCharter(text=EDITIONS[edition], in_force_on=tomorrow))
        town.clock.set(tomorrow)

    return adopt


def live(town: Town, stages: int = len(STAGES), *, under: str = "", then: str = "") -> Town:
    """Found the conference, under some edition, and live so many stages of its life; then another comes into force."""
    town.found(charter=EDITIONS.get(under, ""))
    for stage in (*STAGES[:stages], *([adopting(then)] if then else [])):
        stage(town)
    return town
