"""What comes again and again in the play: submitting a topic, asking round, approving, following up, reviewing."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from application.commands import decisions as about_decision
from application.commands import meetings as about_meeting
from application.commands import minutes as about_minutes
from application.commands import topics as about_topic
from domain.agenda import Paper
from domain.topic import Topic
from domain.vocabulary import Opinion, Outcome, Progress, Side
from interfaces.demo.stage import Play, sheet
from interfaces.demo.tables import table

YES, CHANGES, NO = Opinion.AGREE, Opinion.AGREE_WITH_CHANGES, Opinion.OBJECT
RECIPIENTS = ("联席会议领导小组成员", "协调小组成员单位", "各基层工会")


def submit(
    play: Play, who: str, topic: str, year: int, *, call: str | None = None, suggestions: Iterable[str] = ()
) -> None:
    """Submit one of the topics in the data file."""
    told = table("topics")[topic]
    command = about_topic.SubmitTopic(
        side=Side(told["side"]),
        proposer=told["proposer"],
        joint_with=told.get("joint_with"),
        year=year,
        title=told["title"],
        category=told["category"],
        background=told["background"],
        request=told["request"],
        concerned=tuple(told["concerned"]),
        call=play[call] if call else None,
        suggestions=tuple(play[each] for each in suggestions),
    )
    play.begin(topic, who, command)


def revise(play: Play, who: str, topic: str, reason: str, **changed: Any) -> None:
    """Put a new version of a topic's text."""
    text = play.load(Topic, play[topic]).text
    told = {
        "title": text.title,
        "category": text.category,
        "background": text.background,
        "request": text.request,
        "concerned": text.concerned,
    }
    play.act(who, about_topic.ReviseTopic(topic=play[topic], reason=reason, **(told | changed)))


def version(play: Play, topic: str) -> int:
    """The present version of a topic's text."""
    return play.load(Topic, play[topic]).matter.version


def research(play: Play, who: str, topic: str, findings: str) -> None:
    """Report on research, with the report attached."""
    report = sheet(f"{topic} 调研报告", 524_288)
    play.act(who, about_topic.ReportResearch(topic=play[topic], findings=findings, attachments=(report,)))


def ask(play: Play, who: str, topic: str, units: Iterable[str]) -> None:
    """Ask units for their opinion."""
    for unit in units:
        play.act(who, about_topic.AskOpinion(topic=play[topic], unit=unit))


def opine(play: Play, who: str, topic: str, opinion: Opinion, text: str) -> None:
    """Give a unit's opinion on the present text."""
    command = about_topic.GiveOpinion(topic=play[topic], text_version=version(play, topic), opinion=opinion, text=text)
    play.act(who, command)


def agree_on(play: Play, who: str, topic: str, *, full: bool = False, dissent: str = "") -> None:
    """Declare consensus on the present text."""
    command = about_topic.DeclareConsensus(
        topic=play[topic], text_version=version(play, topic), full=full, dissent=dissent
    )
    play.act(who, command)


def approve(play: Play, who: str, topic: str, *, remark: str = "", because: Mapping[str, str] | None = None) -> None:
    """Let a head agree to the present text."""
    command = about_topic.AgreeToTopic(topic=play[topic], text_version=version(play, topic), remark=remark)
    play.act(who, command, because=because)


def settled_text(text: str, lead: str, *, assisting: tuple[str, ...] = (), **more: Any) -> about_meeting.NewDecision:
    """A decision that a meeting settles."""
    return about_meeting.NewDecision(text=text, lead=lead, assisting=assisting, **more)


def settle_topic(
    play: Play,
    meeting: str,
    topic: str,
    summary: str,
    *,
    outcome: Outcome,
    decisions: Mapping[str, about_meeting.NewDecision],
) -> None:
    """Record what a meeting settled on a topic, and call its decisions by names."""
    command = about_meeting.DiscussTopic(
        meeting=play[meeting],
        topic=play[topic],
        outcome=outcome,
        summary=summary,
        decisions=tuple(decisions.values()),
    )
    play.settle(tuple(decisions), "xi", command)


def assign(play: Play, who: str, decisions: Iterable[str], slip: str) -> None:
    """Assign decisions to their lead units."""
    for decision in decisions:
        play.act(who, about_decision.AssignDecision(decision=play[decision], slip=slip))


def receive(play: Play, who: str, decision: str) -> None:
    """Sign for a decision."""
    play.act(who, about_decision.ReceiveDecision(decision=play[decision]))


def progress(play: Play, who: str, decision: str, text: str) -> None:
    """Note progress."""
    play.act(who, about_decision.NoteProgress(decision=play[decision], text=text))


def report(play: Play, who: str, decision: str, how: Progress, text: str, **more: Any) -> int:
    """Report in writing; the answer is the report's number."""
    evidence = sheet(f"{decision} 落实情况报告 {play.clock.today}")
    command = about_decision.ReportDecision(
        decision=play[decision], progress=how, text=text, attachments=(evidence,), **more
    )
    play.act(who, command)
    return len(play.decision(decision).reports)


def forward(play: Play, who: str, decision: str, remark: str = "材料齐全，请审阅。") -> None:
    """Let the office pass the latest report on."""
    number = len(play.decision(decision).reports)
    play.act(who, about_decision.ForwardReport(decision=play[decision], number=number, remark=remark))


def accept(play: Play, heads: Iterable[str], decision: str, remark: str = "") -> None:
    """Let heads accept the latest report."""
    number = len(play.decision(decision).reports)
    for who in heads:
        play.act(who, about_decision.AcceptReport(decision=play[decision], number=number, remark=remark))


def explain(play: Play, who: str, decision: str, explanation: str, proposals: str) -> None:
    """Explain a shortfall."""
    command = about_decision.ExplainShortfall(decision=play[decision], explanation=explanation, proposals=proposals)
    play.act(who, command)


def fix_date(play: Play, meeting: str, heads: Iterable[str], date_version: int) -> None:
    """Let heads agree to the date proposed."""
    for who in heads:
        play.act(who, about_meeting.AgreeToDate(meeting=play[meeting], date_version=date_version))


def papers(play: Play, who: str, meeting: str, topics: Iterable[str], *, also: tuple[str, ...] = ()) -> None:
    """Issue the papers: one for each topic, and others."""
    titles: list[tuple[str, UUID | None]] = [(title, None) for title in also]
    titles += [(f"{table('topics')[topic]['title']}（会议材料）", play[topic]) for topic in topics]
    sheets = {title: sheet(title, 262_144) for title, _ in titles}
    listed = tuple(Paper(title=title, topic=topic, sha256=sheets[title].sha256) for title, topic in titles)
    command = about_meeting.IssuePapers(meeting=play[meeting], papers=listed, attachments=tuple(sheets.values()))
    play.act(who, command)


def review(play: Play, who: str, minutes: str, text_version: int, remark: str = "") -> None:
    """Let a head agree to a version of the minutes."""
    command = about_minutes.AgreeToMinutes(minutes=play[minutes], text_version=text_version, remark=remark)
    play.act(who, command)


def issue(play: Play, who: str, minutes: str, title: str) -> None:
    """Issue minutes under a number."""
    command = about_minutes.IssueMinutes(
        minutes=play[minutes], recipients=RECIPIENTS, series="minutes", attachments=(sheet(title),)
    )
    play.act(who, command)
