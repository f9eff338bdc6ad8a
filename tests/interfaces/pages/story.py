"""What happens in a town before its pages are looked at: a topic, a meeting with a date asked for, a call."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from interfaces.pages.site import add_pages
from tests.interfaces.http.town import Town
from tests.interfaces.http.town import town as a_town
from tests.interfaces.pages.reading import Page

TEXT = {
    "title": "关于增设爱心接力站的议题",
    "category": "union_venues",
    "background": "现有接力站三处，环卫职工中午休息不便。",
    "request": "请镇政府年内新建接力站五处。",
    "concerned": ["finance"],
}
"""The first version of the text of a topic of the town union."""


@contextmanager
def served() -> Iterator[Town]:
    """A town of its own with pages, for tests that share it."""
    with a_town() as town:
        if not hasattr(town.client.app.state, "within"):
            add_pages(town.client.app)
        yield town


def labels(page: Page) -> str:
    """What a page itself says, and not what is told on it: its headings, labels, tags, buttons and menu."""
    named = r"<(h1|h2|h3|th|dt|label|summary|option|button|nav)\b[^>]*>(.*?)</\1>|<span class=\"tag[^>]*>(.*?)</span>"
    found = re.findall(named, page.html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", inner or tag) for _, inner, tag in found)


def does(town: Town, who: str, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
    """Something that must be done; what came of it."""
    answer = town.ask(who, path, body, **headers)
    assert answer.status_code in {200, 201}, answer.text
    done: dict[str, Any] = answer.json()
    return done


def version(town: Town, path: str) -> str:
    """The version that a change of a thing is decided on."""
    return f'"{town.get(path).json()["version"]}"'


def submitted(town: Town, who: str = "zhou", **changed: Any) -> str:
    """A topic of the town union, not yet prepared."""
    body = {"side": "union", "proposer": "town_union", "year": 2025, **TEXT, **changed}
    return str(does(town, who, "/topics", body)["id"])


def on_topic(town: Town, topic: str, who: str, what: str, body: Any = None) -> dict[str, Any]:
    """Something done on the present version of a topic."""
    path = f"/topics/{topic}"
    return does(town, who, f"{path}/{what}", body, if_match=version(town, path))


def prepared(town: Town, **changed: Any) -> str:
    """A topic with its research, an opinion and consensus: it waits for both heads."""
    topic = submitted(town, **changed)
    on_topic(town, topic, "zhou", "research", {"findings": "走访十四个作业点。"})
    on_topic(town, topic, "zhou", "opinions/requests", {"unit": "finance"})
    opinion = {"text_version": 1, "opinion": "agree_with_changes", "text": "原则同意，须保留工具间。"}
    on_topic(town, topic, "chen", "opinions", opinion)
    dissent = {"text_version": 1, "dissent": "工具间已采纳。"}
    on_topic(town, topic, "zhou", "consensus", dissent)
    return topic


def planned(town: Town) -> str:
    """An ordinary meeting for which a date is asked."""
    meeting = str(does(town, "wang", "/meetings/ordinary", {"year": 2025})["id"])
    day = {"day": "2025-06-20", "starts": "14:00", "place": "镇政府二楼会议室"}
    does(town, "wang", f"/meetings/{meeting}/date", day, if_match=version(town, f"/meetings/{meeting}"))
    return meeting


def called(town: Town) -> tuple[str, str]:
    """A call for topics, and a suggestion of a grassroots union in it."""
    body = {"year": 2025, "text": "请各基层工会报送议题建议。", "deadline": "2025-03-31"}
    call = str(does(town, "wang", "/calls", body)["id"])
    does(town, "shen", f"/calls/{call}/suggestions", {"unit": "sanitation", "text": "建议接力站配备微波炉。"})
    return call, str(town.get("/suggestions", "li").json()["items"][0]["id"])
