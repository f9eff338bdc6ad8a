"""2026: a meeting called off, another in preparation, and a day in November with something for everybody to do."""

from datetime import date

from application.commands import calls, meetings
from application.commands import decisions as on_decision
from application.commands import institution as of_institution
from application.commands import invitations as ask_to_come
from application.commands import topics as on_topic
from domain.vocabulary import Progress
from interfaces.demo import made_public, second_follow_up
from interfaces.demo.routines import (
    CHANGES,
    YES,
    accept,
    agree_on,
    approve,
    ask,
    fix_date,
    forward,
    opine,
    progress,
    report,
    research,
    submit,
)
from interfaces.demo.stage import Play, by_telephone

TODAY = "2026-11-20"
_PLACE = "镇政府二楼会议室"


def call_off(play: Play) -> None:
    """The spring meeting is prepared and noticed, and then called off."""
    play.on("2026-03-02")
    play.begin("meeting_spring", "wei", meetings.PlanOrdinaryMeeting(year=2026))
    play.act("lu", on_topic.ConfirmTopic(topic=play["recuperation"], year=2026))
    submit(play, "xi", "scholarship", 2026)
    research(play, "xi", "scholarship", "比对三个系统数据，重复资助十四户、遗漏九户。")
    ask(play, "xi", "scholarship", ("social", "school"))
    play.on("2026-03-05")
    opine(play, "wu", "scholarship", YES, "同意共享名单，注意个人信息保护。")
    opine(play, "yan", "scholarship", YES, "同意。")
    agree_on(play, "xi", "scholarship", full=True)
    away = of_institution.RecordAbsence(
        person=play.person("bai"), since=date(2026, 3, 9), until=date(2026, 3, 16), reason="参加区总工会培训"
    )
    play.act("xi", away)
    play.on("2026-03-10")
    approve(play, "huan", "scholarship", remark="主席外出学习期间，由专职副主席审批。")
    approve(play, "lu", "scholarship")
    play.on("2026-03-30")
    _notice_spring(play)
    play.on("2026-04-09")
    _call_off(play)


def _notice_spring(play: Play) -> None:
    meeting = play["meeting_spring"]
    play.act("wei", meetings.ProposeDate(meeting=meeting, day=date(2026, 4, 16), starts="14:00", place=_PLACE))
    fix_date(play, "meeting_spring", ("lu", "bai"), 1)
    topics = (play["recuperation"], play["scholarship"])
    play.act("wei", meetings.DrawUpAgenda(meeting=meeting, topics=topics))
    play.act("chi", meetings.IssueNotice(meeting=meeting, series="notice"))
    play.notice(meeting)
    for who in ("lu", "wu", "yan"):
        play.act(who, ask_to_come.ReplyToInvitation(invitation=play.invitation("meeting_spring", who)))


def _call_off(play: Play) -> None:
    meeting = play["meeting_spring"]
    reason = "四月中旬班子成员工作安排较满。"
    play.act("wei", meetings.ProposeCancellation(meeting=meeting, reason=reason))
    reason = "理由不充分，年度会议不宜轻易取消，请与主要领导沟通后再议。"
    play.act("bai", meetings.ReturnChange(meeting=meeting, change_version=1, reason=reason))
    play.on("2026-04-13")
    reason = "巡察组进驻，镇班子集中配合巡察至六月底，年度会议择期另行筹备。"
    play.act("wei", meetings.ProposeCancellation(meeting=meeting, reason=reason))
    for who in ("lu", "bai"):
        play.act(who, meetings.AgreeToChange(meeting=meeting, change_version=2))


def summer(play: Play) -> None:
    """A new head of finance, and work that goes on."""
    play.on("2026-06-15")
    progress(play, "yu", "legal_point", "司法所联络点已挂牌，园区联络点完成选址。")
    text = "行业工会联合会筹备进度请按月报告。"
    play.act("wei", on_decision.UrgeUnit(decision=play["federation"], unit="town_union", text=text))
    play.on("2026-06-18")
    text = "十七个站点已推选代表，九月下旬召开成立大会。"
    play.act("huan", on_decision.AnswerUrge(decision=play["federation"], number=1, text=text))
    basis = "本人已离开园区，书面申请删除其姓名等个人信息。"
    play.act("chi", of_institution.ErasePerson(person=play.person("zhu"), basis=basis))
    play.on("2026-09-01")
    play.enter("chi", "jing")
    taken = of_institution.TakeDuty(duty="head@finance", person=play.person("jing"), since=play.clock.today)
    play.act("chi", taken)
    play.on("2026-09-29")
    text = "新就业形态行业工会联合会九月二十五日成立，骑手入会率百分之六十三。"
    report(play, "bai", "federation", Progress.FULLY, text)
    forward(play, "chi", "federation")
    number = len(play.decision("sharing").reports)
    reason = "报告时隔已久，操场改造已完成，请按现状重新报告第三所学校签约情况。"
    play.act("lu", on_decision.ReturnReport(decision=play["sharing"], number=number, reason=reason))


def prepare(play: Play) -> None:
    """The meeting of the year is planned anew; topics are under way."""
    play.on("2026-10-12")
    play.begin("meeting_2026", "wei", meetings.PlanOrdinaryMeeting(year=2026))
    text = "年度会议拟于十二月召开，补充征集议题，请各基层工会于十一月底前报送。"
    opened = calls.OpenCall(year=2026, meeting=play["meeting_2026"], deadline=date(2026, 11, 30), text=text)
    play.begin("call_2026", "huan", opened)
    play.on("2026-10-27")
    submit(play, "xi", "digital", 2026)
    research(play, "xi", "digital", "职工常用服务十一项，其中八项可通过数据共享实现掌上办。")
    ask(play, "xi", "digital", ("urban", "pg_office"))
    play.on("2026-10-30")
    opine(play, "mu", "digital", CHANGES, "接口由城运平台统一提供，数据不落地。")
    opine(play, "wei", "digital", YES, "同意。")
    agree_on(play, "xi", "digital", dissent="城运中心：数据不落地。")
    submit(play, "xi", "palace", 2026)
    submit(play, "wei", "models", 2026)
    play.on("2026-11-03")
    second_follow_up.provisional(play)
    research(play, "wei", "models", "梳理近五年推荐人选结构，一线职工占比百分之四十一。")
    ask(play, "wei", "models", ("economy_growth",))
    wanted = on_topic.AskOpinion(topic=play["models"], unit="town_union", due=date(2026, 11, 25))
    play.act("wei", wanted)
    text = "建议年度会议研究站点夏季延时开放。"
    play.act("bao", calls.ReceiveSuggestion(call=play["call_2026"], unit="logistics", text=text))
    text = "保安夜班多，希望增加夜间健康体检服务。"
    told = calls.ReceiveSuggestion(call=play["call_2026"], unit="property", text=text)
    play.act("xi", told, behalf=by_telephone("property"))


def today(play: Play) -> None:
    """The last days: the date is before the heads, reports wait, something is late and something is due."""
    play.on("2026-11-16")
    meeting = play["meeting_2026"]
    topics = (play["recuperation"], play["scholarship"])
    play.act("wei", meetings.DrawUpAgenda(meeting=meeting, topics=topics))
    play.act("wei", meetings.ProposeDate(meeting=meeting, day=date(2026, 12, 10), starts="14:00", place=_PLACE))
    text = "三季度工会经费未见拨付，请说明原因并抓紧办理。"
    play.act("xi", on_decision.UrgeUnit(decision=play["quarterly"], unit="finance", text=text))
    play.on("2026-11-17")
    fix_date(play, "meeting_2026", ("lu",), 1)
    approve(play, "bai", "digital")
    reason = "权属资料清单未附，请补齐后重新提交。"
    play.act("chi", on_topic.ReturnTopic(topic=play["palace"], reason=reason))
    accept(play, ("bai",), "federation")
    reason = "数据共享涉及全镇城运平台统筹，双方认识尚不一致，提请领导小组组长明确。"
    play.act("lu", on_topic.ReferTopic(topic=play["digital"], reason=reason))
    play.on("2026-11-18")
    wanted = on_decision.AskExtension(
        decision=play["quarterly"], due=date(2026, 12, 25), reason="预算调整十一月下旬通过，三、四季度一并拨付。"
    )
    play.act("jing", wanted)
    progress(play, "ji", "visits", "备案系统已上线，走访站点二十四个，余三个本周完成。")
    report(play, "yu", "legal_point", Progress.FULLY, "两处联络点均已运行，受理咨询二百一十七人次、援助三十九件。")
    play.on(TODAY)
    progress(play, "shi", "training", "第二批评价报名四十一人。")
    made_public.one_more(play)
