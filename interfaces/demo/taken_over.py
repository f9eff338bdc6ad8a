"""January 2024: decisions of the meeting of 2022 are taken over from its paper minutes."""

from datetime import date

from application.commands import decisions as ask_to
from interfaces.demo.routines import assign, receive
from interfaces.demo.stage import Play, sheet

_MINUTES = "2022年度镇政府与工会联席会议纪要（纸质）"
_DATED = date(2022, 12, 15)
_TEXTS = {
    "relief": (
        "镇财政安排职工医疗互助专项资金五十万元，并研究建立正常增长机制。",
        "finance",
        ("town_union",),
        date(2023, 12, 31),
    ),
    "poor": ("整合民政、工会帮扶资源，建立城市困难职工信息共享台账。", "social", ("town_union",), date(2023, 6, 30)),
    "sharing": ("社区文化活动中心全部场地免费向职工开放。", "culture", (), None),
    "notice_board": ("在镇政府大厅设置工会政策宣传栏。", "pg_office", (), None),
}


def take_over(play: Play) -> None:
    """Put them to the heads, who agree, send one back, and see one withdrawn."""
    play.on("2024-01-15")
    for name, (text, lead, assisting, due) in _TEXTS.items():
        command = ask_to.ProposeTakeOver(
            document=_MINUTES,
            dated=_DATED,
            attachments=(sheet(_MINUTES, 1_048_576),),
            text=text,
            lead=lead,
            assisting=assisting,
            due=due,
        )
        play.begin(name, "xi", command)
    play.on("2024-01-16")
    for name in ("relief", "poor"):
        _agree(play, "shen", name, 1)
    play.on("2024-01-18")
    for name in ("relief", "poor"):
        _agree(play, "bai", name, 1)
    reason = "纪要原文为“错时开放”，不是全部场地免费开放，请核对原件后重报。"
    play.act("bai", ask_to.ReturnTakeOver(decision=play["sharing"], text_version=1, reason=reason))
    play.on("2024-01-19")
    _mend(play)
    play.on("2024-01-22")
    _agree(play, "shen", "sharing", 2)
    _agree(play, "bai", "sharing", 2)
    assign(play, "chi", ("relief", "poor", "sharing"), "请按原纪要要求继续落实，并向本年度联席会议书面报告。")
    for who, name in (("fei", "relief"), ("wu", "poor"), ("fu", "sharing")):
        receive(play, who, name)


def _mend(play: Play) -> None:
    command = ask_to.ReviseTakeOver(
        decision=play["sharing"],
        document=_MINUTES,
        dated=_DATED,
        attachments=(sheet(_MINUTES, 1_048_576),),
        text="社区文化活动中心、学校体育场馆错时向职工开放。",
        lead="culture",
        assisting=("town_union",),
        due=date(2024, 3, 15),
    )
    play.act("xi", command)
    reason = "经核实，该事项已于2023年1月办结，无需接续。"
    play.act("xi", ask_to.WithdrawTakeOver(decision=play["notice_board"], reason=reason))


def _agree(play: Play, who: str, name: str, text_version: int) -> None:
    play.act(who, ask_to.AgreeToTakeOver(decision=play[name], text_version=text_version))
