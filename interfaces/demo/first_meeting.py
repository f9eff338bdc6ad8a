"""March 2024: the first meeting on record, from its date to its closing."""

from datetime import date

from application.commands import invitations as ask_to_come
from application.commands import meetings as ask_to
from domain.meeting import Meeting
from domain.meeting_words import Briefing
from domain.vocabulary import Hearing, Outcome, Progress, Side
from interfaces.demo.routines import (
    YES,
    accept,
    agree_on,
    approve,
    ask,
    explain,
    fix_date,
    forward,
    opine,
    papers,
    report,
    research,
    settle_topic,
    settled_text,
    submit,
)
from interfaces.demo.stage import Play, by_telephone

_HELD = "meeting_2024"
_TOPICS = ("station", "mutual_aid", "safety", "skills", "pay", "legal_aid")


def convene(play: Play) -> None:
    """Fix the date, draw up the agenda, give notice, issue papers, admit one topic late."""
    play.on("2024-03-18")
    _fix(play)
    play.on("2024-03-19")
    meeting = play[_HELD]
    play.act("wei", ask_to.DrawUpAgenda(meeting=meeting, topics=tuple(play[topic] for topic in _TOPICS)))
    guests = (play.person("zhu"), play.person("sang"))
    play.act("chi", ask_to.IssueNotice(meeting=meeting, series="notice", guests=guests))
    play.notice(meeting)
    papers(play, "chi", _HELD, _TOPICS, also=("2022年度会议议定事项落实情况",))
    play.on("2024-03-20")
    _reply(play)
    play.on("2024-03-22")
    _earlier_decisions(play)
    play.on("2024-03-25")
    _admit_late(play)


def _fix(play: Play) -> None:
    meeting = play[_HELD]
    play.act(
        "wei", ask_to.ProposeDate(meeting=meeting, day=date(2024, 3, 26), starts="14:00", place="镇政府二楼会议室")
    )
    reason = "26日下午区里召开河长制工作会议，建议改期。"
    play.act("shen", ask_to.ReturnDate(meeting=meeting, date_version=1, reason=reason))
    play.act(
        "wei", ask_to.ProposeDate(meeting=meeting, day=date(2024, 3, 28), starts="14:00", place="镇政府二楼会议室")
    )
    fix_date(play, _HELD, ("shen", "bai"), 2)


def _reply(play: Play) -> None:
    for who in ("gu", "shen", "bai", "fei", "wu", "zhuang", "zhi", "sang"):
        play.act(who, ask_to_come.ReplyToInvitation(invitation=play.invitation(_HELD, who), remark="准时参加。"))
    play.act(
        "chi",
        ask_to_come.ReplyToInvitation(invitation=play.invitation(_HELD, "lang")),
        behalf=by_telephone("safety"),
    )
    play.act("min", ask_to_come.AskLeave(invitation=play.invitation(_HELD, "min"), reason="赴区委党校学习"))
    command = ask_to_come.NameSubstitute(invitation=play.invitation(_HELD, "wu"), substitute=play.person("shi"))
    play.act("wu", command)
    for who in ("gu", "qu", "lin"):
        play.act("chi", ask_to.NoteDelivery(meeting=play[_HELD], invitee=play.people[who], manner="办公系统送达"))
    reason = "户外站点议题涉及餐饮行业职工，邀请行业工会和村干部听取意见。"
    invited = ask_to.InviteFurther(
        meeting=play[_HELD], guests=(play.person("luo"),), seats=("chair@catering",), reason=reason
    )
    play.act("wei", invited)
    play.notice(play[_HELD])


def _earlier_decisions(play: Play) -> None:
    report(play, "wu", "poor", Progress.FULLY, "已建立困难职工信息共享台账，入库一百三十二户，实行季度更新。")
    forward(play, "chi", "poor")
    accept(play, ("shen", "bai"), "poor")
    report(play, "fei", "relief", Progress.PARTLY, "2023年安排三十万元，正常增长机制尚未出台。")
    reason = "受年初预算总量控制，首年仅落实三十万元，增长机制需与区级政策衔接。"
    explain(play, "fei", "relief", reason, "建议2024年补足五十万元，增长机制结合本次医疗互助议题一并研究。")


def _admit_late(play: Play) -> None:
    submit(play, "bian", "doctor", 2024)
    research(play, "bian", "doctor", "园区职工签约率百分之十一，企业希望每月一次驻点服务。")
    ask(play, "bian", "doctor", ("town_union", "park"))
    opine(play, "bai", "doctor", YES, "同意，工会负责组织发动。")
    opine(play, "zhi", "doctor", YES, "同意，可提供服务场地。")
    agree_on(play, "bian", "doctor", full=True)
    approve(play, "shen", "doctor")
    approve(play, "bai", "doctor")
    reason = "上级部署职业健康宣传周，需年内启动，双方组长同意临时增列。"
    play.act("wei", ask_to.AdmitLateTopic(meeting=play[_HELD], topic=play["doctor"], reason=reason))
    seats = ("head@health",)
    play.act("wei", ask_to.InviteFurther(meeting=play[_HELD], seats=seats, reason="增列议题的提出单位。"))
    papers(play, "chi", _HELD, (*_TOPICS, "doctor"), also=("2022年度会议议定事项落实情况",))


def hold(play: Play) -> None:
    """Hold the meeting: briefings, earlier decisions, topics, another matter, instructions."""
    play.on("2024-03-28")
    reason = {"consensus_open": "环卫待遇议题会前未达成共识，双方意见已列入会议材料，由会议协商。"}
    play.act("gu", ask_to.OpenMeeting(meeting=play[_HELD]), because=reason)
    lines = play.roll(_HELD, leave=("min",), absent=("luo",), instead={"wu": "shi"})
    play.act("xi", ask_to.RecordAttendance(meeting=play[_HELD], lines=lines))
    _brief(play)
    _hear(play)
    summary = "协调小组办公室通报议题七项，其中工会方四项、政府方两项、双方联合一项。"
    play.act("xi", ask_to.IntroduceTopics(meeting=play[_HELD], summary=summary))
    _discuss(play)
    _discuss_more(play)
    _other_matter(play)
    _instruct(play)
    reason = {"topics_not_reached": "因时间关系，职工法律援助议题未及讨论，延至下次会议。"}
    play.act("gu", ask_to.CloseMeeting(meeting=play[_HELD]), because=reason)


def _brief(play: Play) -> None:
    told = {
        Briefing.YEAR_WORK: "通报镇政府2024年重点工作：生态岛建设、实事项目十二项、园区更新两处。",
        Briefing.POLICIES: "通报涉及职工切身利益的政策：公租房申请、技能培训补贴、欠薪预警处置。",
        Briefing.UNION_SERVICE: "通报工会服务中心工作：劳动竞赛覆盖企业八十六家，新建基层工会十一家。",
        Briefing.UNION_OPINIONS: "提出意见建议：户外劳动者服务、医疗互助、环卫待遇等五个方面。",
    }
    for briefing, text in told.items():
        play.act("xi", ask_to.GiveBriefing(meeting=play[_HELD], briefing=briefing, text=text))


def _hear(play: Play) -> None:
    meeting = play[_HELD]
    done = ask_to.HearDecision(
        meeting=meeting, decision=play["poor"], hearing=Hearing.COMPLETED, text="台账已建立并运行，同意办结。"
    )
    play.act("xi", done)
    going_on = ask_to.HearDecision(
        meeting=meeting,
        decision=play["relief"],
        hearing=Hearing.CARRIED_OVER,
        text="首年未足额到位，继续落实。",
        measure="2024年补足五十万元，年内提出增长机制方案。",
        due=date(2024, 12, 31),
    )
    play.act("xi", going_on)
    unreported = {
        "heard_without_report": "该事项刚由系统接续，责任单位会前未及形成书面报告，作口头汇报。",
        "shortfall_unexplained": "同上，未落实原因会上口头说明。",
    }
    put_off = ask_to.HearDecision(
        meeting=meeting,
        decision=play["sharing"],
        hearing=Hearing.CARRIED_OVER,
        text="学校场馆开放的安全责任尚未明确。",
        measure="文化中心牵头与学校签订错时开放协议。",
        due=date(2025, 1, 31),
    )
    play.act("xi", put_off, because=unreported)


def _discuss(play: Play) -> None:
    text = "2024年底前建成户外劳动者服务站点10处，落实饮水、充电、休息等基本功能。"
    points = settled_text(text, "urban", assisting=("planning", "town_union"), due=date(2024, 12, 31))
    text = "市容环境卫生管理所腾出道班房四处用于改造。"
    rooms = settled_text(text, "streets", assisting=("sanitation",), due=date(2024, 9, 30))
    _settle(play, "station", "各方一致同意，由城运中心牵头实施。", points=points, rooms=rooms)
    text = "镇财政2024年安排医疗互助专项资金五十万元，逐步增长。"
    fund = settled_text(text, "finance", assisting=("social", "town_union"), due=date(2024, 6, 30))
    _settle(play, "mutual_aid", "增长比例表述改为“逐步增长”。", outcome=Outcome.AGREED_WITH_CHANGES, fund=fund)
    _slip(play)
    text = "开展“安康杯”竞赛和职工隐患随手报，制定奖励办法。"
    cup = settled_text(text, "safety", assisting=("town_union", "park"), due=date(2024, 11, 30))
    _settle(play, "safety", "一致同意，奖励经费由安全专项列支。", cup=cup)


def _slip(play: Play) -> None:
    """The recorder enters the safety topic as noted, and strikes it."""
    _settle(play, "safety", "（误记）", outcome=Outcome.NOTED)
    entry = max(play.load(Meeting, play[_HELD]).discussed)
    command = ask_to.EnterInError(meeting=play[_HELD], entry=entry, reason="记录人误选讨论结果，予以更正。")
    play.act("xi", command)


def _discuss_more(play: Play) -> None:
    text = "建立镇技能人才储备库，首批入库二百人。"
    pool = settled_text(text, "town_union", assisting=("economy",), due=date(2024, 12, 20))
    text = "统筹技能培训补贴，将竞赛成绩纳入技能评价参考。"
    training = settled_text(text, "economy", assisting=("park",), due=date(2024, 12, 31))
    _settle(play, "skills", "一致同意，带教津贴由企业自主确定。", pool=pool, training=training)
    _settle_pay(play)
    text = "社区卫生服务中心在园区开设职工健康服务点，全年签约职工三百人。"
    clinic = settled_text(text, "health", assisting=("park", "town_union"), due=date(2024, 12, 31))
    _settle(play, "doctor", "一致同意。", clinic=clinic)


def _settle_pay(play: Play) -> None:
    text = "环卫一线职工岗位补贴两年内分步提高，2024年先提高百分之八，与作业质量考核挂钩。"
    raised = settled_text(text, "finance", assisting=("urban",), due=date(2024, 10, 31))
    outcome = ask_to.DiscussTopic(
        meeting=play[_HELD],
        topic=play["pay"],
        outcome=Outcome.AGREED_WITH_CHANGES,
        summary="经充分协商，同意分步提高并与考核挂钩。",
        gov_view="一次提高百分之二十超出财力，分两年落实较为稳妥。",
        union_view="同意分步，但应明确第二年的提高幅度。",
        decisions=(raised,),
    )
    play.settle(("pay_rise",), "xi", outcome)


def _other_matter(play: Play) -> None:
    care = "2024年暑期开办职工子女爱心暑托班两个，由社区文化活动中心牵头。"
    matter = ask_to.RaiseOtherMatter(
        meeting=play[_HELD],
        title="职工子女暑期托管",
        reason="多名代表会上提出，暑期临近，不宜再等下次会议。",
        summary="会议同意当年试办。",
        decisions=(settled_text(care, "culture", assisting=("town_union", "school"), due=date(2024, 8, 31)),),
    )
    play.settle(("day_care",), "gu", matter)


def _instruct(play: Play) -> None:
    text = "各责任单位一把手负责，逐项列出节点，按时书面报告，办公室加强督促检查。"
    play.act("xi", ask_to.GiveInstructions(meeting=play[_HELD], side=Side.GOV, person=play.person("gu"), text=text))
    text = "各级工会发动职工参与监督，主动配合牵头单位，及时反映职工评价。"
    play.act("xi", ask_to.GiveInstructions(meeting=play[_HELD], side=Side.UNION, person=play.person("bai"), text=text))


def _settle(
    play: Play, topic: str, summary: str, *, outcome: Outcome = Outcome.AGREED, **decisions: ask_to.NewDecision
) -> None:
    settle_topic(play, _HELD, topic, summary, outcome=outcome, decisions=decisions)
