"""April 2024: the minutes of the first meeting are drafted, returned, reviewed, issued and corrected."""

from dataclasses import replace

from application.commands import meetings, minutes
from domain.minutes import Minutes
from interfaces.demo.routines import RECIPIENTS, issue, review
from interfaces.demo.stage import Play, sheet

_TITLE = "城桥镇政府与工会联席会议第二次会议纪要"
_TEXT = "minutes_2024"


def write(play: Play) -> None:
    """Draft from the record; a head returns it; reviewed on two days, then issued."""
    play.on("2024-04-01")
    play.begin(_TEXT, "xi", minutes.DraftMinutes(meeting=play["meeting_2024"], title=_TITLE))
    play.on("2024-04-02")
    reason = "环卫待遇一项未写明工会方对第二年提高幅度的意见，请补充后再审。"
    play.act("bai", minutes.ReturnMinutes(minutes=play[_TEXT], text_version=1, reason=reason))
    play.on("2024-04-03")
    items = tuple(
        replace(item, text=f"{item.text}工会方认为应明确第二年提高幅度，留待年度预算研究。")
        if item.topic == play["pay"]
        else item
        for item in play.load(Minutes, play[_TEXT]).text.items
    )
    command = minutes.RedraftMinutes(minutes=play[_TEXT], title=_TITLE, items=items, reason="按审核意见补充双方意见。")
    play.act("xi", command)
    play.on("2024-04-08")
    review(play, "shen", _TEXT, 2, "同意。")
    play.on("2024-04-09")
    review(play, "bai", _TEXT, 2, "同意印发。")
    play.on("2024-04-10")
    issue(play, "chi", _TEXT, _TITLE)


def correct(play: Play) -> None:
    """Mend a slip in the issued minutes; the first draft of the corrigendum is turned down."""
    play.on("2024-04-17")
    _draft(play, "落实饮水、充电、休息等基本功能", "落实饮水、充电、休息、如厕等基本功能")
    reason = "增加“如厕”属于实质内容，不能以更正方式处理；仅更正数字用法。"
    play.act("shen", minutes.ReturnCorrection(minutes=play[_TEXT], correction_version=1, reason=reason))
    play.on("2024-04-18")
    _draft(play, "服务站点10处", "服务站点十处")
    for day, who in (("2024-04-19", "bai"), ("2024-04-22", "shen")):
        play.on(day)
        play.act(who, minutes.AgreeToCorrection(minutes=play[_TEXT], correction_version=2))
    title = f"{_TITLE}更正"
    command = minutes.IssueCorrection(
        minutes=play[_TEXT], recipients=RECIPIENTS, series="minutes", attachments=(sheet(title),)
    )
    play.act("chi", command)


def archive(play: Play) -> None:
    """Put the file of the meeting away."""
    play.act("xi", meetings.ArchiveMeeting(meeting=play["meeting_2024"], retention="永久"))


def _draft(play: Play, issued: str, corrected: str) -> None:
    command = minutes.DraftCorrection(
        minutes=play[_TEXT],
        where="议定事项第一项",
        issued=issued,
        corrected=corrected,
        decision=play["points"],
        reason="印发后校对发现。",
    )
    play.act("xi", command)
