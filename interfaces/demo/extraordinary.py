"""July 2025: in a heat wave the union's head asks for an extraordinary meeting, and the mayor agrees at the second try."""

from datetime import date

from application.commands import invitations as ask_to_come
from application.commands import meetings as ask_to
from application.commands import minutes
from domain.meeting import Meeting
from domain.vocabulary import Ground, Hearing, Outcome, Side
from interfaces.demo.routines import (
    CHANGES,
    YES,
    agree_on,
    approve,
    ask,
    fix_date,
    issue,
    opine,
    papers,
    research,
    review,
    settled_text,
    submit,
)
from interfaces.demo.stage import Play

_HELD = "meeting_heat"
_DAY = "2025-07-18"


def ask_for_it(play: Play) -> None:
    """Ask the principal, who wants to know more before he agrees."""
    play.on("2025-07-07")
    reason = "持续高温造成两起户外作业人员中暑送医，职工反映集中，不宜等到年度会议。"
    command = ask_to.PlanExtraordinaryMeeting(
        year=2025, asked_by="union_chair", ground=Ground.SPECIAL_CIRCUMSTANCES, reason=reason
    )
    play.begin(_HELD, "bai", command)
    request = "商请召开临时联席会议，研究高温期间户外和新就业形态劳动者保护措施。"
    play.act("bai", ask_to.AskPrincipal(meeting=play[_HELD], request=request))
    play.on("2025-07-08")
    answer = "请先提出具体议题和责任单位建议，再行商定。"
    play.act("gu", ask_to.AnswerAsPrincipal(meeting=play[_HELD], favourable=False, answer=answer))
    submit(play, "xi", "heat", 2025)
    research(play, "xi", "heat", "抽查工地和站点十九处，避高温时段落实十一处，高温津贴知晓率不足一半。")
    ask(play, "xi", "heat", ("safety", "social", "logistics", "sanitation"))
    play.on("2025-07-09")
    request = "议题已形成，建议由应急办牵头、镇总工会配合，再次商请。"
    play.act("bai", ask_to.AskPrincipal(meeting=play[_HELD], request=request))
    play.on("2025-07-10")
    answer = "同意召开，请办公室抓紧筹备，时间不晚于下周五。"
    play.act("gu", ask_to.AnswerAsPrincipal(meeting=play[_HELD], favourable=True, answer=answer))
    _agree(play)


def _agree(play: Play) -> None:
    opine(play, "lang", "heat", YES, "同意牵头。")
    opine(play, "wu", "heat", CHANGES, "高温津贴宜以督促落实为主，表述为“督促”。")
    opine(play, "bao", "heat", YES, "同意，平台企业将调整派单时限。")
    opine(play, "zhuang", "heat", YES, "同意。")
    agree_on(play, "xi", "heat", dissent="社会事务办：津贴表述为“督促落实”。")
    play.on("2025-07-14")
    approve(play, "bai", "heat")
    approve(play, "lu", "heat")


def convene(play: Play) -> None:
    """Fix the date and give notice."""
    meeting = play[_HELD]
    play.act("wei", ask_to.ProposeDate(meeting=meeting, day=date(2025, 7, 18), starts="09:30", place="镇应急指挥中心"))
    fix_date(play, _HELD, ("bai", "lu"), 1)
    play.on("2025-07-15")
    play.act("huan", ask_to.DrawUpAgenda(meeting=meeting, topics=(play["heat"],)))
    play.act("huan", ask_to.IssueNotice(meeting=meeting, series="notice", guests=(play.person("luo"),)))
    play.notice(meeting)
    papers(play, "xi", _HELD, ("heat",), also=("议定事项落实情况书面清单",))
    for who in ("gu", "lu", "bai", "lang", "bao", "luo"):
        play.act(who, ask_to_come.ReplyToInvitation(invitation=play.invitation(_HELD, who)))
    named = ask_to_come.NameSubstitute(invitation=play.invitation(_HELD, "bao"), substitute=play.person("yue"))
    play.act("bao", named)


def hold(play: Play) -> None:
    """Hold it; earlier decisions come as a written list."""
    play.on(_DAY)
    meeting = play[_HELD]
    play.act("gu", ask_to.OpenMeeting(meeting=meeting))
    play.act("xi", ask_to.RecordAttendance(meeting=meeting, lines=play.roll(_HELD, instead={"bao": "yue"})))
    for decision in play.load(Meeting, meeting).agenda.decisions:
        command = ask_to.HearDecision(
            meeting=meeting, decision=decision, hearing=Hearing.NOTED, text="以书面清单报告，会议知悉。"
        )
        play.act("xi", command)
    play.act("xi", ask_to.IntroduceTopics(meeting=meeting, summary="通报高温期间劳动者权益保障议题。"))
    rules = "应急办牵头督促用人单位落实避高温作业时段和高温津贴，八月十五日前完成首轮检查。"
    cool = "镇总工会开放服务站点十处为临时纳凉点，组织送清凉。"
    settled = ask_to.DiscussTopic(
        meeting=meeting,
        topic=play["heat"],
        outcome=Outcome.AGREED_WITH_CHANGES,
        summary="同意，高温津贴表述为“督促落实”。",
        decisions=(
            settled_text(rules, "safety", assisting=("social", "urban"), due=date(2025, 8, 15)),
            settled_text(cool, "town_union", assisting=("logistics", "sanitation"), due=date(2025, 9, 15)),
        ),
    )
    play.settle(("heat_rules", "cool_points"), "xi", settled)


def enter_the_rest(play: Play) -> None:
    """On Monday the office and the chair enter what closed the meeting on Friday."""
    play.on("2025-07-21")
    meeting = play[_HELD]
    text = "即日起开展联合检查，发现问题当场整改。"
    told = ask_to.GiveInstructions(meeting=meeting, side=Side.GOV, person=play.person("gu"), text=text)
    play.act("xi", told, on=_DAY)
    text = "各基层工会开放休息点，及时上报异常情况。"
    told = ask_to.GiveInstructions(meeting=meeting, side=Side.UNION, person=play.person("bai"), text=text)
    play.act("xi", told, on=_DAY)
    play.act("gu", ask_to.CloseMeeting(meeting=meeting), on=_DAY)


def write(play: Play) -> None:
    """Its minutes."""
    title = "城桥镇政府与工会联席会议第四次会议（临时会议）纪要"
    play.begin("minutes_heat", "xi", minutes.DraftMinutes(meeting=play[_HELD], title=title))
    play.on("2025-07-22")
    review(play, "lu", "minutes_heat", 1)
    review(play, "bai", "minutes_heat", 1)
    issue(play, "xi", "minutes_heat", title)
