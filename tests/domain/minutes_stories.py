"""Minutes as they stand when a story begins."""

from datetime import date
from typing import Any

from domain.act import Act
from domain.minutes import Minutes
from domain.minutes_text import MinutesDecision, MinutesHeader, MinutesItem, MinutesText
from tests.cast import act, charter, named, person, standing
from tests.domain.meeting_stories import ADOPTED, DAY, ISSUED_ON, REVIEWED_ON, TOPICS, line

DRAFTED_ON = date(2026, 6, 2)


def minutes_text(*decisions: MinutesDecision, words: str = "会议听取了通报。") -> MinutesText:
    """The text of the minutes."""
    return MinutesText(
        header=MinutesHeader(
            title="第六次联席会议纪要", held_on=DAY, starts="14:00", place="镇政府", chair=person("sun")
        ),
        attendance=(line("liaison", "sun"),),
        items=(MinutesItem(item="topics", topic=TOPICS[0], heading="议题", text=words, dissent=""),),
        decisions=decisions or (a_decision(),),
    )


def a_decision() -> MinutesDecision:
    """The decision the meeting adopted."""
    return MinutesDecision(
        decision=ADOPTED[0], text="建设爱心驿站", lead="safety", assisting=("finance",), due=date(2026, 9, 30)
    )


def drafting(**changes: Any) -> dict[str, Any]:
    """What a draft of the minutes rests on."""
    form: dict[str, Any] = {
        "meeting": named("meeting"),
        "text": minutes_text(),
        "adopted": ADOPTED,
        "closed_on": DAY,
    }
    return form | changes


def drafted_minutes(name: str = "wang") -> Minutes:
    """Minutes drafted by a clerk of the union's office."""
    return Minutes.draft(act(name, on=DRAFTED_ON), named("minutes"), **drafting())


def reviewed_minutes() -> Minutes:
    """Minutes to which both heads agreed."""
    minutes = drafted_minutes()
    minutes.agree(act("sun", on=REVIEWED_ON), text_version=1)
    minutes.agree(act("li", on=REVIEWED_ON), text_version=1)
    return minutes


def issuing(**changes: Any) -> dict[str, Any]:
    """What an issue says."""
    return {"number": "城联纪〔2026〕1号", "recipients": ("finance", "safety"), "attachments": ()} | changes


def issued_minutes() -> Minutes:
    """Minutes that bind."""
    minutes = reviewed_minutes()
    minutes.issue(act("zhou", on=ISSUED_ON), **issuing())
    return minutes


def district(name: str, duty: str, on: date = REVIEWED_ON) -> Act:
    """An act under the example charter, where both convenors review and the district head signs."""
    holders = {"convenor": "ding", "co_convenor": "cui", "district_head": "hao", "secretary": "tang"}
    return act(name, on=on, seat=duty, under=charter("example-district"), at=standing(also=holders))


def district_minutes() -> Minutes:
    """Minutes drafted by the secretary of the example district."""
    return Minutes.draft(district("tang", "secretary", DRAFTED_ON), named("minutes"), **drafting())


def reviewed_in_district() -> Minutes:
    """Minutes both convenors reviewed, which the district head has not signed yet."""
    minutes = district_minutes()
    minutes.agree(district("ding", "convenor"), text_version=1)
    minutes.agree(district("cui", "co_convenor"), text_version=1)
    return minutes
