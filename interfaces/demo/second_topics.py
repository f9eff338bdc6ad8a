"""January to March 2025: the second call, new topics and old ones, while a deputy acts for the liaison."""

from datetime import date

from application.commands import calls, meetings
from application.commands import topics as ask_to
from domain.vocabulary import Progress
from interfaces.demo import setting_up, staffing
from interfaces.demo.routines import (
    CHANGES,
    YES,
    agree_on,
    approve,
    ask,
    explain,
    forward,
    opine,
    report,
    research,
    submit,
)
from interfaces.demo.stage import Play, by_telephone

TOPICS = ("legal_aid", "organising", "recuperation", "mediation", "funds", "sports")


def call_for_topics(play: Play) -> None:
    """Plan the year's meeting and call for topics."""
    play.on("2025-01-06")
    setting_up.set_calendar(play, "chi", 2025)
    play.begin("meeting_2025", "wei", meetings.PlanOrdinaryMeeting(year=2025))
    text = "征集2025年度联席会议议题，重点围绕新就业形态、劳动争议化解、职工福利等方面。"
    opened = calls.OpenCall(year=2025, meeting=play["meeting_2025"], deadline=date(2025, 2, 14), text=text)
    play.begin("call_2025", "wei", opened)
    play.on("2025-01-16")
    text = "站点骑手流动大，建议政府走访站点时一起动员入会。"
    play.act("bao", calls.ReceiveSuggestion(call=play["call_2025"], unit="logistics", text=text))
    play.suggested("s_riders", "call_2025")
    text = "教职工疗休养名额少，建议统一标准。"
    told = calls.ReceiveSuggestion(call=play["call_2025"], unit="school", text=text)
    play.act("huan", told, behalf=by_telephone("school"))
    play.suggested("s_rest_stay", "call_2025")
    text = "市场经营户希望减免摊位费。"
    told = calls.ReceiveSuggestion(call=play["call_2025"], unit="fair", text=text)
    play.act("xi", told, behalf=by_telephone("fair"))
    play.suggested("s_fees", "call_2025")
    play.on("2025-02-17")
    play.act("wei", calls.CloseCall(call=play["call_2025"]))


def prepare(play: Play) -> None:
    """Bring the topics, ask round, and have them approved."""
    play.on("2025-02-18")
    _bring(play)
    play.on("2025-02-20")
    _ask_round(play)
    staffing.lend_liaison(play)
    play.on("2025-02-26")
    _agree(play)
    play.on("2025-02-27")
    for topic in TOPICS[1:]:
        _in_his_place(play, topic)
    play.on("2025-03-04")
    for topic in TOPICS[1:]:
        approve(play, "bai", topic)


def _in_his_place(play: Play, topic: str) -> None:
    """The deputy agrees in the liaison's seat."""
    approve(play, "lu", topic, remark="沈砚秋同志外出学习期间代为审批。")


def _bring(play: Play) -> None:
    play.act("bai", ask_to.ConfirmTopic(topic=play["legal_aid"], year=2025))
    submit(play, "xi", "organising", 2025, call="call_2025", suggestions=("s_riders",))
    submit(play, "xi", "recuperation", 2025, call="call_2025", suggestions=("s_rest_stay",))
    submit(play, "yu", "mediation", 2025)
    submit(play, "xi", "funds", 2025)
    reason = "场地错时开放已有进展，重新提出，重点商定职工运动会。"
    play.act("xi", ask_to.ReopenTopic(topic=play["sports"], reason=reason))
    reason = "摊位费属市场经营管理事项，不涉及职工权益，已转经济发展部门答复。"
    command = calls.DoNotTakeSuggestion(call=play["call_2025"], suggestion=play["s_fees"], reason=reason)
    play.act("xi", command)


def _ask_round(play: Play) -> None:
    research(play, "xi", "organising", "走访站点二十七个，骑手入会意愿百分之七十二，主要顾虑是流动。")
    research(play, "xi", "recuperation", "汇总镇属单位二十一家，标准四种，一线职工参加率百分之二十六。")
    research(play, "yu", "mediation", "全年劳动争议一百八十六件，重复受理四十一件。")
    research(play, "xi", "funds", "核对七家单位，两家拨缴滞后一个季度以上。")
    research(play, "xi", "sports", "征集项目意向四百份，羽毛球、健步走、拔河居前。")
    said = "快递企业愿意提供站长名册，希望入会手续能在手机办理。"
    note = ask_to.NoteConsultation(topic=play["organising"], unit="logistics", manner="上门座谈", said=said)
    play.act("xi", note)
    ask(play, "xi", "organising", ("economy", "peace", "logistics"))
    ask(play, "xi", "recuperation", ("finance", "pg_office"))
    ask(play, "yu", "mediation", ("town_union", "peace", "labour"))
    ask(play, "xi", "funds", ("finance",))
    ask(play, "xi", "sports", ("culture", "school"))


def _agree(play: Play) -> None:
    for who in ("qi", "ji", "bao"):
        opine(play, who, "organising", YES, "同意。")
    opine(play, "fei", "recuperation", CHANGES, "经费按现行渠道列支，不新增预算科目。")
    opine(play, "wei", "recuperation", YES, "同意统一组织程序。")
    opine(play, "bai", "mediation", YES, "同意，工会派驻专职调解员一名。")
    opine(play, "ji", "mediation", YES, "同意纳入综治中心。")
    opine(play, "shan", "mediation", CHANGES, "窗口人手不足，建议轮值。")
    opine(play, "fei", "funds", YES, "同意按季拨付。")
    opine(play, "fu", "sports", YES, "同意提供场地。")
    opine(play, "yan", "sports", YES, "同意。")
    agree_on(play, "xi", "organising", full=True)
    agree_on(play, "xi", "recuperation", dissent="财政所：不新增预算科目。")
    agree_on(play, "yu", "mediation", dissent="受理中心建议窗口轮值。")
    agree_on(play, "xi", "funds", full=True)
    agree_on(play, "xi", "sports", full=True)


def report_before(play: Play) -> None:
    """What is still open is reported on before the meeting."""
    play.on("2025-03-05")
    report(play, "wu", "training", Progress.PARTLY, "发放补贴六十一人次，竞赛成绩衔接评价的办法待区人社部门批复。")
    forward(play, "chi", "training")
    explain(play, "wu", "training", "评价办法需区级批复。", "会后专题对接，三季度前完成。")
