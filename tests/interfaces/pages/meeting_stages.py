"""A year of the conference brought to where a page is looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.interfaces.http.town import SLUG
from tests.interfaces.http.visitor import Visitor
from tests.interfaces.http.year import Year, collecting, concluding, convening, deciding, preparing
from tests.interfaces.pages.reading import Browser, Page
from tests.interfaces.pages.story import served

TOPICS = ("station", "safety")


class Stage:
    """A year that stands somewhere, and the browsers of its people."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.town = year.visitor.town
        self.meeting = year.id["meeting"]

    def page(self, path: str, who: str = "wang", language: str = "zh-CN") -> Page:
        """What somebody is shown there; nothing but a whole page will do."""
        page = Browser(self.town, who, language).get(path)
        assert page.status == 200, page.text
        return page

    def of_meeting(self, more: str = "", who: str = "wang", language: str = "zh-CN") -> Page:
        """A page of the meeting."""
        return self.page(f"/meetings/{self.meeting}{more}", who, language)

    def of_minutes(self, more: str = "", who: str = "wang", language: str = "zh-CN") -> Page:
        """A page of its minutes."""
        return self.page(f"/minutes/{self.year.id['minutes']}{more}", who, language)


@contextmanager
def planned() -> Iterator[Stage]:
    """Both topics are approved; a date is proposed, and one head agreed to it."""
    with _year() as year:
        _told(collecting(year))
        _told(preparing(year))
        year.on(5, 26)
        year.acts("meeting", "propose_date", day="2025-06-20", starts="14:00", place="镇政府会议室")
        year.acts("meeting", "agree_to_date", "sun", date_version=1)
        yield Stage(year)


@contextmanager
def noticed() -> Iterator[Stage]:
    """The notice is out; one of those invited asked leave, another sends somebody."""
    with _year() as year:
        _told(collecting(year))
        _told(preparing(year))
        for step in convening(year, *TOPICS):
            if step["state"].get("papers"):
                break
        yield Stage(year)


@contextmanager
def in_room() -> Iterator[Stage]:
    """The meeting is in session, the briefings are given, one topic is discussed."""
    with _year() as year:
        _told(collecting(year))
        _told(preparing(year))
        _told(convening(year, *TOPICS))
        year.acts("meeting", "introduce_topics", summary="通报两项议题。")
        settled = {"text": "年内建成接力站三处。", "lead": "finance", "assisting": ["town_union"], "due": "2025-12-20"}
        said = {"outcome": "agreed", "summary": "会议同意。", "decisions": [settled]}
        year.acts("meeting", "discuss_topic", topic=year.id["station"], **said)
        yield Stage(year)


@contextmanager
def issued() -> Iterator[Stage]:
    """The minutes went back once and are issued."""
    with _year() as year:
        _told(collecting(year))
        _told(preparing(year))
        _told(convening(year, *TOPICS))
        _told(deciding(year))
        _told(concluding(year))
        yield Stage(year)


@contextmanager
def closed() -> Iterator[Stage]:
    """The meeting is over, and nobody has drafted its minutes."""
    with _year() as year:
        _told(collecting(year))
        _told(preparing(year))
        _told(convening(year, *TOPICS))
        _told(deciding(year))
        year.acts("meeting", "close_meeting", "zhao")
        yield Stage(year)


@contextmanager
def drafted() -> Iterator[Stage]:
    """The minutes are before their reviewers, and one of them agreed."""
    with closed() as stage:
        year = stage.year
        draft = year.visitor.begins("draft_minutes", "wang", {"title": "联席会议纪要"}, meeting=year.id["meeting"])
        year.keep("minutes", draft["state"])
        year.acts("minutes", "agree_to_minutes", "li", text_version=1, remark="文字可以。")
        yield Stage(year)


@contextmanager
def _year() -> Iterator[Year]:
    with served() as town:
        yield Year(Visitor(town, SLUG), 2025)


def _told(chapter: Iterator[Any]) -> None:
    for _ in chapter:
        pass
