"""March to April 2025: the second year's meeting is put off, noticed again and held; every decision is heard."""

from datetime import date

from application.commands import invitations as ask_to_come
from application.commands import meetings as ask_to
from application.commands import minutes
from domain.meeting_words import Briefing
from domain.vocabulary import Hearing, Outcome, Side
from interfaces.demo.routines import fix_date, issue, papers, review, settle_topic, settled_text
from interfaces.demo.second_topics import TOPICS
from interfaces.demo.stage import Play

_HELD = "meeting_2025"
_PLACE = "镇政府二楼会议室"


def convene(play: Play) -> None:
    """Fix a date and give notice; put it off; fix another and give notice again."""
    play.on("2025-03-11")
    _fix(play, date(2025, 3, 20), 1)
    play.on("2025-03-12")
    agenda = ask_to.DrawUpAgenda(meeting=play[_HELD], topics=tuple(play[topic] for topic in TOPICS))
    play.act("wei", agenda)
    play.act("chi", ask_to.IssueNotice(meeting=play[_HELD], series="notice", guests=(play.person("sang"),)))
    play.notice(play[_HELD])
    play.act("bao", ask_to_come.ReplyToInvitation(invitation=play.invitation(_HELD, "bao")))
    play.on("2025-03-17")
    reason = "区里三月二十日召开防汛防台工作动员会，镇班子成员须参加。"
    play.act("wei", ask_to.ProposePostponement(meeting=play[_HELD], reason=reason))
    play.act("shen", ask_to.AgreeToChange(meeting=play[_HELD], change_version=1))
    play.on("2025-03-18")
    play.act("bai", ask_to.AgreeToChange(meeting=play[_HELD], change_version=1))
    play.on("2025-03-24")
    _fix(play, date(2025, 4, 10), 2)
    play.on("2025-03-31")
    guests = (play.person("sang"), play.person("zhu"))
    play.act("chi", ask_to.IssueNotice(meeting=play[_HELD], series="notice", guests=guests))
    play.notice(play[_HELD])
    papers(play, "chi", _HELD, TOPICS, also=("第二次会议议定事项落实情况汇总",))
    seats = ("head@social", "head@culture", "head@urban", "head@safety", "head@health")
    reason = "承办上次会议议定事项，到会报告落实情况。"
    play.act("wei", ask_to.InviteFurther(meeting=play[_HELD], seats=seats, reason=reason))
    play.notice(play[_HELD])
    play.on("2025-04-02")
    for who in ("shen", "bai", "lu", "fei", "wu", "yu", "ji", "bao", "yan", "zhu"):
        play.act(who, ask_to_come.ReplyToInvitation(invitation=play.invitation(_HELD, who)))
    leave = ask_to_come.AskLeave(invitation=play.invitation(_HELD, "gu"), reason="参加区政府常务会议")
    play.act("gu", leave)


def _fix(play: Play, day: date, date_version: int) -> None:
    play.act("wei", ask_to.ProposeDate(meeting=play[_HELD], day=day, starts="13:30", place=_PLACE))
    fix_date(play, _HELD, ("shen", "bai"), date_version)


def hold(play: Play) -> None:
    """Hold it, in the chair the liaison for the mayor."""
    play.on("2025-04-10")
    play.act("shen", ask_to.OpenMeeting(meeting=play[_HELD], delegated_by="mayor"))
    lines = play.roll(_HELD, leave=("gu",), instead={})
    play.act("xi", ask_to.RecordAttendance(meeting=play[_HELD], lines=lines))
    told = {
        Briefing.YEAR_WORK: "通报上年度政府工作和2025年工作思路。",
        Briefing.POLICIES: "通报灵活就业人员参保补贴、公共场馆开放等政策。",
        Briefing.UNION_SERVICE: "通报工会围绕中心开展劳动竞赛、送清凉、技能提升情况。",
        Briefing.UNION_OPINIONS: "对新就业形态入会、疗休养、经费拨缴提出意见建议。",
    }
    for briefing, text in told.items():
        play.act("xi", ask_to.GiveBriefing(meeting=play[_HELD], briefing=briefing, text=text))
    _hear(play)
    _hear_short(play)
    summary = "通报议题六项，其中一项为上次会议延后议题。"
    play.act("xi", ask_to.IntroduceTopics(meeting=play[_HELD], summary=summary))
    _discuss(play)
    text = "结转事项逐项销号，新议定事项一个月内拿出工作方案。"
    play.act("xi", ask_to.GiveInstructions(meeting=play[_HELD], side=Side.GOV, person=play.person("shen"), text=text))
    text = "工会牵头事项主动作为，及时向职工反馈。"
    play.act("xi", ask_to.GiveInstructions(meeting=play[_HELD], side=Side.UNION, person=play.person("bai"), text=text))
    play.act("shen", ask_to.CloseMeeting(meeting=play[_HELD]))


def _hear(play: Play) -> None:
    done = ("points", "rooms", "fund", "cup", "day_care", "relief")
    for decision in done:
        _heard(play, decision, Hearing.COMPLETED, "报告属实，双方认可，同意办结。")
    text = "区级口径已明确，原议定幅度由新的议定事项接替。"
    raised = "环卫一线职工岗位补贴自2025年7月起在2023年基础上累计提高百分之十五。"
    successor = settled_text(
        raised, "finance", assisting=("urban",), due=date(2025, 9, 30), supersedes=play["pay_rise"]
    )
    command = ask_to.HearDecision(
        meeting=play[_HELD],
        decision=play["pay_rise"],
        hearing=Hearing.NOTED,
        text=text,
        decisions=(successor,),
    )
    play.settle(("pay_rise_2",), "xi", command)


def _hear_short(play: Play) -> None:
    reason = "民营门诊部已提供同类服务，原方式不再具备条件，终止办理。"
    _heard(play, "clinic", Hearing.ENDED, reason)
    for decision, measure, due in (
        ("pool", "结合技能大赛集中申报入库，六月底前完成二百人。", date(2025, 6, 30)),
        ("training", "社会事务办专题对接区人社部门，三季度前出台衔接办法。", date(2025, 9, 30)),
        ("sharing", "统一购买公众责任险，年内三所学校全部签约。", date(2025, 12, 31)),
    ):
        command = ask_to.HearDecision(
            meeting=play[_HELD],
            decision=play[decision],
            hearing=Hearing.CARRIED_OVER,
            text="原因说明清楚，结转继续办理。",
            measure=measure,
            due=due,
        )
        play.act("xi", command)


def _heard(play: Play, decision: str, hearing: Hearing, text: str) -> None:
    command = ask_to.HearDecision(meeting=play[_HELD], decision=play[decision], hearing=hearing, text=text)
    play.act("xi", command)


def _discuss(play: Play) -> None:
    text = "在司法所和园区设立职工法律援助联络点两处，实行一次告知、就近受理。"
    points = settled_text(text, "justice", assisting=("labour", "town_union"), due=date(2025, 10, 31))
    _settle(play, "legal_aid", "一致同意。", legal_point=points)
    text = "成立镇新就业形态行业工会联合会，年内骑手入会率达到百分之六十。"
    built = settled_text(text, "town_union", assisting=("economy", "logistics"), due=date(2025, 12, 31))
    text = "平安办在站点备案、走访中同步推动建会入会。"
    visits = settled_text(text, "peace", assisting=("town_union",), due=date(2025, 12, 31))
    _settle(play, "organising", "一致同意。", federation=built, visits=visits)
    summary = "涉及面广，需与区级疗休养办法衔接后再议。"
    _settle(play, "recuperation", summary, outcome=Outcome.DEFERRED)
    text = "司法所、平安办、镇总工会共建劳动争议联合调解室，每季度会商一次。"
    room = settled_text(text, "justice", assisting=("peace", "labour", "town_union"), due=date(2025, 9, 30))
    changed = Outcome.AGREED_WITH_CHANGES
    _settle(play, "mediation", "同意，窗口人员实行轮值。", outcome=changed, mediation_room=room)
    text = "镇属机关事业单位工会经费全额列入年度预算，按季拨付。"
    paid = settled_text(text, "finance", due=date(2026, 10, 30))
    _settle(play, "funds", "一致同意。", quarterly=paid)
    _settle(play, "sports", "由文化中心与镇总工会联合筹办，不另作议定。", outcome=Outcome.NOTED)


def _settle(
    play: Play, topic: str, summary: str, *, outcome: Outcome = Outcome.AGREED, **decisions: ask_to.NewDecision
) -> None:
    settle_topic(play, _HELD, topic, summary, outcome=outcome, decisions=decisions)


def write(play: Play) -> None:
    """Its minutes."""
    title = "城桥镇政府与工会联席会议第三次会议纪要"
    play.on("2025-04-14")
    play.begin("minutes_2025", "xi", minutes.DraftMinutes(meeting=play[_HELD], title=title))
    play.on("2025-04-16")
    review(play, "bai", "minutes_2025", 1)
    play.on("2025-04-17")
    review(play, "shen", "minutes_2025", 1)
    play.on("2025-04-18")
    issue(play, "chi", "minutes_2025", title)
