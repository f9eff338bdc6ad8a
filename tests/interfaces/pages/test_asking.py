"""What a page asks of the API: each question once, and of a long list no more than it shows."""

import asyncio
from collections import Counter
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from starlette.requests import Request

from interfaces.http.guard import SESSION_COOKIE
from interfaces.pages.asking import Api
from interfaces.pages.desk_board import decisions_of
from interfaces.pages.desk_meeting import open_meetings
from tests.interfaces.http.bad import UNKNOWN
from tests.interfaces.http.town import BASE
from tests.interfaces.pages.meeting_stages import issued
from tests.interfaces.pages.reading import Browser


@pytest.fixture
def asked(town):
    """What the pages of the town ask within, as they ask it."""
    with noted_of(town) as found:
        yield found


@contextmanager
def noted_of(town):
    """What the pages of a town ask within meanwhile."""
    state, found = town.client.app.state, []
    within = state.within

    async def noted(scope, receive, send):
        found.append(f"{scope['method']} {scope['path']}?{scope['query_string'].decode()}")
        await within(scope, receive, send)

    state.within = noted
    yield found
    state.within = within


class TestPage:
    @pytest.mark.parametrize("page", ["/", "/decisions", "/topics/{topic}", "/do/ask_opinion?topic={topic}"])
    def test_asks_each_question_once(self, town, topic, asked, page):
        assert Browser(town, "zhou").get(page.format(topic=topic)).status == 200
        assert len(asked) > 3
        assert [question for question, times in Counter(asked).items() if times > 1] == []

    def test_finds_out_who_asks_for_its_session_and_once_more_for_all_the_rest(self, town, monkeypatch):
        seated, found = town.services.desk.seated, []

        def counted(*of):
            found.append(of)
            return seated(*of)

        monkeypatch.setattr(town.services.desk, "seated", counted)
        assert Browser(town, "zhou").get("/topics").status == 200
        assert len(found) == 2

    def test_asks_for_no_name_that_the_desk_has_told(self, town, asked):
        page = Browser(town, "zhou").get("/topics")
        assert town.get("/desk", "zhou").json()["names"][town.people["zhou"]] in page.text
        assert not [question for question in asked if "/people/" in question]


def api_of(town, browser):
    """The API as a page asks it that this browser visits."""
    headers = [(b"cookie", f"{SESSION_COOKIE}={browser.session}".encode())]
    scope = {"type": "http", "app": town.client.app, "headers": headers, "state": {}}
    return Api(Request(scope), "zh-Hans", "chengqiao")


class TestAnswer:
    def test_that_a_thing_is_not_there_looks_for_it_nowhere_else(self, town, zhou, asked):
        answer = asyncio.run(api_of(town, zhou).ask("GET", f"{BASE}/topics/{UNKNOWN}"))
        assert answer.status == 404
        assert UNKNOWN not in answer.body["detail"]
        assert [question for question in asked if UNKNOWN in question] == [f"GET {BASE}/topics/{UNKNOWN}?"]

    def test_is_each_parts_own_to_change(self, town, zhou, topic):
        async def looked():
            api = api_of(town, zhou)
            first = await api.get(f"/topics/{topic}")
            first["title"] = "改"
            return (await api.get(f"/topics/{topic}"))["title"]

        assert asyncio.run(looked()) != "改"

    def test_is_got_anew_after_something_was_sent(self, town, zhou, topic, asked):
        async def looked():
            api = api_of(town, zhou)
            for _ in range(2):
                await api.get("/desk")
            await api.post(f"/topics/{topic}/opinion-requests", {})
            await api.get("/desk")

        asyncio.run(looked())
        assert sum("/desk" in question for question in asked) == 2


class TestList:
    @pytest.mark.parametrize("page", ["/", "/decisions", "/decisions?view=board", "/overdue", "/verify", "/shortfalls"])
    def test_of_things_with_a_long_history_is_asked_for_what_the_page_shows(self, town, asked, page):
        assert Browser(town, "zhou").get(page).status == 200
        long_ones = [each for each in asked if each.startswith((f"GET {BASE}/decisions?", f"GET {BASE}/meetings?"))]
        assert long_ones
        assert [each for each in long_ones if "fields=" not in each] == []

    def test_of_minutes_is_asked_for_with_all_their_meetings_at_once(self):
        with issued() as stage, noted_of(stage.town) as asked:
            assert "第一次会议（2025年度例会）" in stage.page("/minutes").text
            assert not [each for each in asked if f"/meetings/{stage.meeting}" in each]
            assert len([each for each in asked if f"ids={stage.meeting}&" in each]) == 1


class TestOpenMeetings:
    def test_are_looked_at_from_the_last_year_on(self):
        """Some lie open for ever that nobody archived: they do not hide the one ahead."""
        closed = [
            {"id": str(year), "year": year, "stage": "closed", "date": f"{year}-06-01"} for year in range(2000, 2026)
        ]
        ahead = {"id": "next", "year": 2026, "stage": "planned", "date": None}
        kept = [each | {"planned_on": f"{each['year']}-01-05"} for each in (*closed, ahead)]

        async def get(path, *, sort, descending, limit, open, fields):  # noqa: A002 - the name of the parameter
            assert (path, open) == ("/meetings", True)
            assert fields
            return {"items": sorted(kept, key=lambda each: str(each[sort]), reverse=descending)[:limit]}

        found = asyncio.run(open_meetings(SimpleNamespace(get=get)))
        assert found[0]["id"] == "next"
        assert len(found) < len(kept)


class TestCompletedDecisions:
    def test_are_read_from_the_last_to_the_first_that_is_too_old(self):
        closed = ["2026 completed", "2025 ended", "2025 completed", "2024 completed", "2023 completed"]
        rows = [{"closed_on": f"{year}-03-01", "stage": stage} for year, stage in map(str.split, closed)]
        pages = [rows[at : at + 2] for at in (0, 2, 4)]
        read = []

        async def get(path, cursor=None, **query):
            assert path == "/decisions"
            if "open" in query:
                return {"items": [], "next": None, "position": 1}
            read.append(query)
            at = int(cursor or 0)
            return {"items": pages[at], "next": str(at + 1), "position": 1}

        _, completed = asyncio.run(decisions_of(SimpleNamespace(get=get), 2026, ""))
        assert [each["closed_on"][:4] for each in completed] == ["2026", "2025"]
        assert len(read) == 2
        assert read[0]["sort"] == "closed_on"
