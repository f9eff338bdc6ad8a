"""April to December 2024: what the first meeting settled is assigned, handed back, urged, extended, checked, reported."""

from datetime import date

from application.commands import decisions as ask_to
from domain.vocabulary import Progress
from interfaces.demo import first_minutes, staffing
from interfaces.demo.routines import accept, assign, explain, forward, progress, receive, report
from interfaces.demo.stage import Play, by_telephone, sheet

_SETTLED = ("points", "rooms", "fund", "cup", "pool", "training", "pay_rise", "clinic", "day_care")


def hand_out(play: Play) -> None:
    """Assign everything; one decision goes to another unit, one is confirmed where it is."""
    play.on("2024-04-24")
    assign(play, "chi", _SETTLED, "现将会议议定事项交办你单位，请明确责任人和时间节点，按时书面报告。")
    assign(play, "chi", ("relief", "sharing"), "会议决定结转，请按推进措施继续落实。")
    play.on("2024-04-26")
    received = {"mu": "points", "ke": "rooms", "lang": "cup", "bai": "pool", "qi": "training"}
    for who, decision in received.items():
        receive(play, who, decision)
    for decision in ("fund", "pay_rise", "relief"):
        receive(play, "fei", decision)
    receive(play, "fu", "sharing")
    play.act("xi", ask_to.ReceiveDecision(decision=play["day_care"]), behalf=by_telephone("culture"))
    play.on("2024-04-29")
    reason = "培训补贴发放职责已划转社会事务办公室，建议由其牵头。"
    play.act("qi", ask_to.HandBackDecision(decision=play["training"], reason=reason))
    reason = "园区医务点由园区管理方自办，是否由我中心牵头请明确。"
    play.act("bian", ask_to.HandBackDecision(decision=play["clinic"], reason=reason))
    _rearrange(play)


def _rearrange(play: Play) -> None:
    play.on("2024-05-08")
    _propose(
        play, "training", "social", ("economy", "park"), due=date(2025, 2, 28), reason="职责已划转，完成时间相应顺延。"
    )
    _propose(play, "clinic", "social", ("health", "park"), due=date(2024, 12, 31), reason="由社会事务办公室统筹。")
    play.on("2024-05-09")
    _answer(play, "shen", "training", 1)
    reason = "驻点服务需执业医师，仍应由社区卫生服务中心牵头。"
    play.act("shen", ask_to.RefuseDecisionChange(decision=play["clinic"], number=1, reason=reason))
    _propose(
        play, "clinic", "health", ("park", "town_union"), due=date(2024, 12, 31), reason="维持会议确定的牵头单位。"
    )
    play.on("2024-05-10")
    for decision, number in (("training", 1), ("clinic", 2)):
        _answer(play, "bai", decision, number)
    _answer(play, "shen", "clinic", 2)
    assign(play, "chi", ("training",), "牵头单位已变更，请接续办理。")
    play.on("2024-05-13")
    receive(play, "wu", "training")
    receive(play, "bian", "clinic")


def _propose(play: Play, decision: str, lead: str, assisting: tuple[str, ...], *, due: date, reason: str) -> None:
    command = ask_to.ProposeChange(decision=play[decision], lead=lead, assisting=assisting, due=due, reason=reason)
    play.act("wei", command)


def _answer(play: Play, who: str, decision: str, number: int) -> None:
    play.act(who, ask_to.AgreeToDecisionChange(decision=play[decision], number=number))


def carry_out(play: Play) -> None:
    """Progress, urging, checks and extensions until the autumn; the office changes hands in between."""
    play.on("2024-06-03")
    progress(play, "mu", "points", "完成选址十二处，首批四处进场施工。")
    progress(play, "shi", "training", "已与三家培训机构签订协议，开班两期。")
    play.act("xi", ask_to.UrgeUnit(decision=play["rooms"], unit="streets", text="道班房腾退进度滞后，请一周内反馈。"))
    play.on("2024-06-07")
    text = "四处道班房已腾退两处，其余两处存放设备，六月底前完成。"
    play.act("ke", ask_to.AnswerUrge(decision=play["rooms"], number=1, text=text))
    play.on("2024-06-20")
    _extend(play)
    staffing.change_vice_chair(play)
    play.on("2024-09-05")
    _report_early(play)
    play.on("2024-10-15")
    _check(play)
    staffing.merge_streets(play)


def _extend(play: Play) -> None:
    wanted = ask_to.AskExtension(
        decision=play["fund"], due=date(2024, 9, 30), reason="年中预算调整八月通过后方可拨付，申请延期至九月底。"
    )
    play.act("fei", wanted)
    wanted = ask_to.AskExtension(decision=play["pool"], due=date(2025, 3, 31), reason="入库标准需与区总工会衔接。")
    play.act("bai", wanted)
    play.on("2024-06-24")
    play.act("shen", ask_to.AgreeToExtension(decision=play["fund"], number=1))
    reason = "区总工会已于本周明确标准，不再申请延期。"
    play.act("bai", ask_to.WithdrawExtension(decision=play["pool"], reason=reason))
    play.on("2024-06-25")
    play.act("bai", ask_to.AgreeToExtension(decision=play["fund"], number=1, remark="请确保九月底前到位。"))


def _report_early(play: Play) -> None:
    report(play, "fu", "day_care", Progress.FULLY, "开办爱心暑托班两个，服务职工子女九十六人，无安全事故。")
    forward(play, "huan", "day_care")
    report(play, "fei", "fund", Progress.FULLY, "医疗互助专项资金五十万元已拨付。")
    forward(play, "huan", "fund", "拨付凭证未附，请领导审阅时注意。")
    play.on("2024-09-10")
    accept(play, ("shen", "bai"), "day_care", "同意。")
    reason = "请补充拨付凭证和受益职工人数后重新报告。"
    play.act("bai", ask_to.ReturnReport(decision=play["fund"], number=1, reason=reason))
    play.on("2024-09-18")
    text = "医疗互助专项资金五十万元已于九月六日拨付（凭证附后），惠及小微企业职工一千一百四十人。"
    report(play, "fei", "fund", Progress.FULLY, text)
    forward(play, "huan", "fund")
    play.on("2024-09-20")
    accept(play, ("bai", "shen"), "fund")


def _check(play: Play) -> None:
    finding = "现场查看站点六处，四处已投用，两处未通电；请抓紧协调供电。"
    play.act(
        "huan", ask_to.CheckDecision(decision=play["points"], finding=finding, attachments=(sheet("督促检查照片"),))
    )
    finding = "工会牵头的技能人才储备库已制定入库标准，登记八十七人，进度偏慢。"
    play.act("wei", ask_to.CheckDecision(decision=play["pool"], finding=finding))
    late = ask_to.AskExtension(
        decision=play["pay_rise"], due=date(2025, 6, 30), reason="补贴调整与区级薪酬口径尚在对接。"
    )
    play.act("fei", late)
    play.on("2024-10-18")
    reason = "会议已明确当年提高百分之八，不同意延期，请按期落实。"
    play.act("bai", ask_to.RefuseExtension(decision=play["pay_rise"], number=1, reason=reason))


def report_all(play: Play) -> None:
    """Report at the end of the year: fully, partly, planned with a date, not possible; and explain what is short."""
    play.on("2024-12-23")
    report(play, "mu", "points", Progress.FULLY, "建成服务站点十处，全部投用，日均服务四百余人次。")
    report(play, "mu", "rooms", Progress.FULLY, "原市容所承担的道班房腾退四处已全部完成（由本中心承接报告）。")
    report(play, "lang", "cup", Progress.FULLY, "竞赛覆盖企业六十一家，随手报隐患三百二十七条，整改率百分之九十八。")
    planned = date(2025, 6, 30)
    report(
        play, "bai", "pool", Progress.PLANNED, "已入库一百一十人，计划2025年6月底前完成二百人。", planned_for=planned
    )
    report(play, "fei", "pay_rise", Progress.PARTLY, "岗位补贴提高百分之五，其余待区级口径明确。")
    report(play, "fei", "relief", Progress.FULLY, "2024年补足五十万元，增长机制方案已报镇长办公会审议通过。")
    report(play, "bian", "clinic", Progress.NOT_POSSIBLE, "园区新设民营门诊部，执业登记不允许重复设点，暂不具备条件。")
    report(play, "fu", "sharing", Progress.PARTLY, "文化中心已错时开放；三所学校中一所签订协议。")
    play.on("2024-12-25")
    for decision in ("points", "rooms", "cup", "pool", "pay_rise", "relief", "clinic", "sharing"):
        forward(play, "chi", decision)
    text = "站点建设成效明显，职工满意度较高，建议明确日常管护经费。"
    play.act("xi", ask_to.AddView(decision=play["points"], text=text))
    play.on("2024-12-27")
    for decision in ("points", "rooms", "cup", "relief"):
        accept(play, ("shen", "bai"), decision)
    play.on("2024-12-30")
    reason = "入库需企业逐人推荐，申报集中在下半年。"
    explain(play, "bai", "pool", reason, "结合职工技能大赛集中入库，2025年6月底完成。")
    explain(play, "fei", "pay_rise", "区级薪酬口径未定，一次调整到位存在合规风险。", "建议会议重新明确幅度和时间。")
    explain(play, "bian", "clinic", "民营门诊部已提供同类服务。", "建议终止，改由门诊部与工会签约。")
    explain(play, "fu", "sharing", "学校担心安全责任。", "建议统一购买公众责任险后推开。")
    explain(play, "wu", "training", "补贴目录十二月才调整。", "2025年首季度完成首批评价。")
    first_minutes.archive(play)
