"""The public board: opened in the autumn of 2026, with what the heads publish, one they do not, and one taken off again."""

from application.commands import decisions as on_decision
from application.commands import institution as of_institution
from interfaces.demo.stage import Play

_REVIEW = "经审查，不涉及国家秘密、工作秘密和个人信息，可以公开。"
_NOTES = {
    "heat_rules": "高温期间联合检查用人单位五十二家，未再发生中暑送医。",
    "cool_points": "十处纳凉点每年六月至九月开放，地址在各村居公告栏张贴。",
    "pool": "",
    "day_care": "今年暑期三个班次，服务职工子女一百六十二人。",
    "training": "",
    "sharing": "三所学校中两所已开放；第三所操场改造，2026年秋季学期后签约。",
    "federation": "行业工会联合会已于九月二十五日成立。",
    "visits": "",
    "quarterly": "",
}


def open_board(play: Play) -> None:
    """The board is opened, and the heads decide one by one."""
    play.on("2026-09-30")
    basis = "第三次联席会议议定：经双方组长决定公开的议定事项，在公开栏上向职工公布。"
    play.act("wei", of_institution.OpenBoard(basis=basis))
    for decision, note in (_NOTES | {"cup": ""}).items():
        _propose(play, decision, note)
    play.on("2026-10-09")
    for decision in _NOTES:
        for who in ("lu", "bai"):
            play.act(who, on_decision.AgreeToPublication(decision=play[decision], number=1))
    reason = "奖励名单涉及个人，不宜公开。"
    play.act("bai", on_decision.RefusePublication(decision=play["cup"], number=1, reason=reason))
    play.on("2026-10-10")
    reason = "走访对象名称待核对，先撤下。"
    play.act("chi", on_decision.TakeOffBoard(decision=play["visits"], reason=reason))
    play.act("chi", of_institution.CloseBoard(reason="镇政府网站改版，周末暂停。"))
    play.on("2026-10-11")
    play.act("chi", of_institution.OpenBoard(basis="镇政府网站改版完成，恢复开放。"))


def one_more(play: Play) -> None:
    """One is before the heads today."""
    _propose(play, "legal_point", "两处联络点工作日开放，可以免费咨询。")


def _propose(play: Play, decision: str, note: str) -> None:
    play.act("wei", on_decision.ProposePublication(decision=play[decision], review=_REVIEW, note=note))
