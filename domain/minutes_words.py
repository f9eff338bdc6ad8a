"""What minutes write for what a meeting settled. Minutes are papers of the office, and those are in Chinese only."""

from datetime import date

from domain.vocabulary import Hearing, Outcome, Side

_OUTCOMES = {
    Outcome.AGREED: "协商一致，同意",
    Outcome.AGREED_WITH_CHANGES: "修改后同意",
    Outcome.NOT_AGREED: "未协商一致",
    Outcome.DEFERRED: "缓议",
    Outcome.WITHDRAWN: "提出方撤回",
    Outcome.NOTED: "记录在案",
}
_HEARINGS = {
    Hearing.COMPLETED: "办结",
    Hearing.CARRIED_OVER: "结转",
    Hearing.ENDED: "终止",
    Hearing.NOTED: "记录在案",
}
_SIDES = {Side.GOV: "政府方", Side.UNION: "工会方"}


def settled(outcome: Outcome) -> str:
    """How a topic was settled, as a sentence."""
    return f"会议意见：{_OUTCOMES[outcome]}。"


def heard(hearing: Hearing, *, measure: str = "", lead: str = "", due: date | None = None) -> str:
    """What became of a decision that was heard, as sentences: the measure, who leads from now on, and until when."""
    told = [f"会议意见：{_HEARINGS[hearing]}。"]
    if measure:
        told.append(f"后续措施：{measure.rstrip('。')}。")
    if lead:
        told.append(f"改由{lead}牵头。")
    if due:
        told.append(f"办理期限：{due.year}年{due.month}月{due.day}日。")
    return "".join(told)


def said_by(side: Side, text: str) -> str:
    """What a side said; whoever spoke for it stands in the record of the meeting."""
    return f"{_SIDES[side]}：{text}"
