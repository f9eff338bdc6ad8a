"""January to March 2024: the call for topics, and what the grassroots unions suggest."""

from datetime import date

from application.commands import calls as ask_to
from application.commands.meetings import PlanOrdinaryMeeting
from interfaces.demo.stage import Play, by_telephone, sheet
from interfaces.demo.tables import names


def call_for_topics(play: Play) -> None:
    """Plan the meeting, call for topics, collect suggestions in writing, on paper and by telephone."""
    play.on("2024-01-23")
    play.begin("meeting_2024", "wei", PlanOrdinaryMeeting(year=2024))
    text = "围绕职工权益保障、技能提升、服务阵地等方面征集2024年度联席会议议题，请各部门、各基层工会认真研究报送。"
    command = ask_to.OpenCall(year=2024, meeting=play["meeting_2024"], deadline=date(2024, 2, 23), text=text)
    play.begin("call_2024", "wei", command)
    play.on("2024-01-30")
    text = "环卫工人早班没有歇脚喝水的地方，建议把空置道班房改成休息点。"
    play.act("zhuang", ask_to.ReceiveSuggestion(call=play["call_2024"], unit="sanitation", text=text))
    play.suggested("s_rest", "call_2024")
    play.on("2024-02-05")
    _by_telephone_and_paper(play)
    play.on("2024-02-22")
    extended = ask_to.ExtendCall(
        call=play["call_2024"], deadline=date(2024, 2, 29), reason="春节假期顺延，部分基层工会尚未召开职工座谈会。"
    )
    play.act("wei", extended)
    play.on("2024-03-01")
    _late(play)
    play.act("wei", ask_to.CloseCall(call=play["call_2024"]))


def _by_telephone_and_paper(play: Play) -> None:
    call = play["call_2024"]
    text = "外卖、快递小哥希望站点能充电、热饭、上厕所。"
    play.act(
        "xi",
        ask_to.ReceiveSuggestion(call=call, unit="logistics", text=text),
        behalf=by_telephone("logistics"),
    )
    play.suggested("s_courier", "call_2024")
    text = "物业保安、保洁大病负担重，建议政府补贴参加医疗互助。"
    paper = "物业行业联合工会议题建议表（签字）"
    play.act(
        "xi",
        ask_to.ReceiveSuggestion(call=call, unit="property", text=text, attachments=(sheet(paper),)),
        behalf=play.on_paper("liu", paper),
    )
    play.suggested("s_property", "call_2024")
    text = "建议工会牵头发放餐饮从业人员健康证体检补贴。"
    play.act("ran", ask_to.ReceiveSuggestion(call=call, unit="catering", text=text))
    play.suggested("s_catering", "call_2024")


def _late(play: Play) -> None:
    text = "希望劳动仲裁、法律援助能在园区设点，工人请假一次办完。"
    command = ask_to.ReceiveSuggestion(
        call=play["call_2024"], unit="park", text=text, person=play.person("zhu"), sender=names()["zhu"]
    )
    play.act("xi", command)
    play.suggested("s_legal", "call_2024")


def answer(play: Play) -> None:
    """Tell every sender what became of his suggestion."""
    command = ask_to.TakeUpSuggestion(call=play["call_2024"], suggestion=play["s_legal"], topic=play["legal_aid"])
    play.act("xi", command)
    reason = "健康证体检已由区级惠企政策统一免费，镇级不宜重复补贴；已将办理渠道转告餐饮行业联合工会。"
    play.act(
        "xi",
        ask_to.DoNotTakeSuggestion(call=play["call_2024"], suggestion=play["s_catering"], reason=reason),
    )
