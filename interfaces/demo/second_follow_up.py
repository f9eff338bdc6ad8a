"""April 2025 to March 2026: the second year's decisions, what is taken up again, and reports at the end of the year."""

from datetime import date

from application.commands import decisions as ask_to
from application.commands import meetings
from domain.vocabulary import CalendarKind, Progress
from interfaces.demo import setting_up, staffing
from interfaces.demo.routines import accept, assign, explain, forward, progress, receive, report
from interfaces.demo.stage import Play

_SETTLED = {
    "legal_point": "yu",
    "federation": "bai",
    "visits": "ji",
    "mediation_room": "yu",
    "quarterly": "fei",
    "pay_rise_2": "fei",
    "pool": "huan",
    "training": "wu",
    "sharing": "fu",
}


def hand_out(play: Play) -> None:
    """Assign what was settled and carried over; the portfolio of the liaison moves."""
    play.on("2025-04-25")
    assign(play, "chi", _SETTLED, "请按第三次会议纪要要求办理，按季反馈进度。")
    play.on("2025-04-28")
    for decision, who in _SETTLED.items():
        receive(play, who, decision)
    staffing.move_portfolio(play)
    play.on("2025-06-10")
    _take_up_again(play)


def _take_up_again(play: Play) -> None:
    reason = "今年暑期报名人数超出上年一倍，原定规模不足，需重新研究扩点。"
    play.act("huan", ask_to.ProposeReopening(decision=play["day_care"], reason=reason))
    reason = "部分企业反映奖励未兑现，建议重新办理。"
    play.act("huan", ask_to.ProposeReopening(decision=play["cup"], reason=reason))
    play.act("lu", ask_to.AgreeToReopening(decision=play["day_care"], number=1))
    reason = "奖励已于五月补发到位，无需重新办理。"
    play.act("lu", ask_to.RefuseReopening(decision=play["cup"], number=1, reason=reason))
    play.on("2025-06-11")
    play.act("bai", ask_to.AgreeToReopening(decision=play["day_care"], number=1, remark="请抓紧扩点。"))
    assign(play, "xi", ("day_care",), "该事项重新办理，请于七月前新增一个办班点。")
    play.on("2025-06-12")
    receive(play, "fu", "day_care")
    progress(play, "fu", "day_care", "新增社区办班点一个，计划招收四十人。")
    report(play, "huan", "pool", Progress.FULLY, "入库二百一十三人，覆盖数控、装配、电工等六类岗位。")
    forward(play, "wei", "pool")


def carry_out(play: Play) -> None:
    """The heat-wave decisions, and the end of the year."""
    play.on("2025-07-24")
    assign(play, "xi", ("heat_rules", "cool_points"), "请按临时会议纪要立即办理。")
    receive(play, "lang", "heat_rules")
    receive(play, "huan", "cool_points")
    play.on("2025-08-18")
    report(play, "lang", "heat_rules", Progress.FULLY, "联合检查用人单位五十二家，整改二十三家，未再发生中暑送医。")
    forward(play, "chi", "heat_rules")
    accept(play, ("lu", "bai"), "heat_rules")
    play.on("2025-09-16")
    report(play, "huan", "cool_points", Progress.FULLY, "开放纳凉点十处，送清凉覆盖职工三千一百人次。")
    forward(play, "chi", "cool_points")
    finding = "抽查纳凉点四处，物资、台账齐全。"
    play.act("wei", ask_to.CheckDecision(decision=play["cool_points"], finding=finding))
    accept(play, ("lu", "bai"), "cool_points")
    accept(play, ("lu", "bai"), "pool")
    play.on("2025-11-10")
    setting_up.set_calendar(play, "chi", 2026)
    staffing.split_economy(play)
    play.on("2025-12-22")
    _report_year(play)
    play.on("2025-12-29")
    for meeting in ("meeting_2025", "meeting_heat"):
        play.act("xi", meetings.ArchiveMeeting(meeting=play[meeting], retention="永久"))


def _report_year(play: Play) -> None:
    report(play, "yu", "mediation_room", Progress.FULLY, "联合调解室挂牌运行，受理七十四件，调解成功率百分之八十六。")
    report(play, "fei", "pay_rise_2", Progress.FULLY, "自七月起累计提高百分之十五，已按月发放。")
    report(play, "fu", "sharing", Progress.PARTLY, "两所学校签约，一所因操场改造未签。")
    report(play, "wu", "training", Progress.FULLY, "衔接办法已印发，首批二十二人通过评价。")
    report(play, "fu", "day_care", Progress.FULLY, "三个班次服务一百六十二人。")
    planned = date(2026, 9, 30)
    text = "行业工会联合会筹备组已成立，入会率百分之五十一，计划2026年三季度成立。"
    report(play, "bai", "federation", Progress.PLANNED, text, planned_for=planned)
    for decision in ("mediation_room", "pay_rise_2", "sharing", "training", "day_care", "federation"):
        forward(play, "chi", decision)
    explain(play, "fu", "sharing", "操场改造至2026年暑期结束。", "2026年秋季学期开放后签约。")
    explain(play, "bai", "federation", "平台企业站点调整频繁，代表推选推迟。", "2026年三季度召开成立大会。")
    wanted = ask_to.AskExtension(
        decision=play["visits"], due=date(2026, 11, 27), reason="站点备案系统2026年十月上线，届时同步完成走访。"
    )
    play.act("ji", wanted)
    play.on("2025-12-24")
    for who in ("lu", "bai"):
        play.act(who, ask_to.AgreeToExtension(decision=play["visits"], number=1))
    for decision in ("mediation_room", "pay_rise_2", "training", "day_care"):
        accept(play, ("bai", "lu"), decision)


def provisional(play: Play) -> None:
    """The next year's calendar, until the State Council's notice is out."""
    setting_up.set_calendar(play, "chi", 2027, CalendarKind.PROVISIONAL)
