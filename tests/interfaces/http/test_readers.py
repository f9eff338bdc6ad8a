"""A suggestion is the union side's to read until it is taken up: in lists, alone, in the feed and in its timeline."""

import pytest

from tests.interfaces.http.town import town

TEXT = "高温天气里请增设饮水点"


@pytest.fixture
def suggested():
    """A town in which a suggestion waits."""
    with town() as served:
        done = served.ask("wang", "/calls", {"year": 2025, "text": "征集议题"})
        call = done.json()["id"]
        body = {"unit": "sanitation", "text": TEXT, "sender": "沈师傅", "person": served.people["shen"]}
        received = served.ask("shen", f"/calls/{call}/suggestions", body)
        assert received.status_code == 200, received.text
        yield served


def read(served, who, path):
    return served.get(path, who).json()["items"]


def facts(served, who, path="/changes?limit=200"):
    """The suggestion as the feed, or a timeline, tells it."""
    [fact] = [item for item in read(served, who, path) if item["type"].startswith("call.suggestion_received")]
    return fact["data"]


class TestSuggestion:
    def test_is_listed_for_the_union_side_alone(self, suggested):
        assert [row["text"] for row in read(suggested, "li", "/suggestions")] == [TEXT]
        assert read(suggested, "sun", "/suggestions") == []
        assert read(suggested, "sun", "/suggestions?side=union") == []

    def test_does_not_exist_for_the_government_side(self, suggested):
        [row] = read(suggested, "li", "/suggestions")
        assert suggested.get(f"/suggestions/{row['id']}", "li").status_code == 200
        refused = suggested.get(f"/suggestions/{row['id']}", "sun")
        assert (refused.status_code, refused.json()["code"]) == (404, "suggestion_unknown")

    def test_is_without_its_words_in_the_feed(self, suggested):
        shown, hidden = facts(suggested, "li"), facts(suggested, "sun")
        assert (shown["body"]["text"], shown["withheld"]) == (TEXT, [])
        assert hidden["withheld"] == ["attachments", "person", "sender", "text"]
        assert not set(hidden["withheld"]) & set(hidden["body"])
        assert TEXT not in suggested.get("/changes?limit=200", "sun").text

    def test_is_without_its_words_in_the_timeline(self, suggested):
        [row] = read(suggested, "li", "/suggestions")
        path = f"/timeline/{row['call']}"
        assert facts(suggested, "zhou", path)["body"]["text"] == TEXT
        assert "text" not in facts(suggested, "zhao", path)["body"]

    def test_is_not_found_by_search(self, suggested):
        assert read(suggested, "li", "/search?q=饮水点") == []
