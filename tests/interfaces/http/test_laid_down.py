"""Who performed a duty and performs it no more is told so, since when: he alone, by the session."""

from datetime import date, timedelta

import pytest

from tests.interfaces.pages.reading import Browser
from tests.interfaces.pages.story import served

LEFT = date(2025, 3, 3)


def session(town, who):
    """What somebody is told about himself."""
    answer = town.get("/session", who, base="/api/v1")
    assert answer.status_code == 200, answer.text
    return answer.json()


def ends(town, who, duty, on=LEFT):
    """The office enters that a duty was laid down."""
    body = {"duty": duty, "until": on.isoformat()}
    answer = town.ask("wang", f"/people/{town.people[who]}/duties/end", body)
    assert answer.status_code == 200, answer.text


@pytest.fixture
def town():
    """A town with pages, on the day of the change."""
    with served() as town:
        town.clock.move_to(LEFT)
        yield town


class TestSession:
    def test_tells_what_was_laid_down_and_since_when(self, town):
        ends(town, "chen", "head@finance")
        (told,) = session(town, "chen")["laid_down"]
        assert (told["seat"], told["since"], told["until"]) == ("head@finance", "2025-01-06", "2025-03-03")
        assert told["name_zh"].startswith("财政所 · ")

    def test_tells_it_to_nobody_else(self, town):
        ends(town, "chen", "head@finance")
        assert session(town, "li")["laid_down"] == []

    def test_tells_nothing_of_a_duty_taken_up_again(self, town):
        ends(town, "chen", "head@finance")
        again = {"duty": "head@finance", "since": (LEFT + timedelta(days=1)).isoformat()}
        town.clock.move_to(LEFT + timedelta(days=2))
        assert town.ask("wang", f"/people/{town.people['chen']}/duties", again).status_code == 200
        assert session(town, "chen")["laid_down"] == []

    def test_tells_the_last_first(self, town):
        ends(town, "li", "union_chair", LEFT - timedelta(days=10))
        taken = {"duty": "head@finance", "since": (LEFT - timedelta(days=9)).isoformat()}
        assert town.ask("wang", f"/people/{town.people['li']}/duties", taken).status_code == 200
        ends(town, "li", "head@finance", LEFT)
        assert [each["seat"] for each in session(town, "li")["laid_down"]] == ["head@finance", "union_chair"]


class TestPages:
    def test_say_so_on_the_desk_of_who_holds_another_for_a_month(self, town):
        other = {"duty": "head@finance", "since": LEFT.isoformat()}
        assert town.ask("wang", f"/people/{town.people['li']}/duties", other).status_code == 200
        ends(town, "li", "union_chair")
        said = "自2025年3月3日起，您不再担任镇总工会主席。"
        assert said in Browser(town, "li").get("/").text
        assert said not in Browser(town, "wang").get("/").text
        town.clock.move_to(LEFT + timedelta(days=31))
        assert said not in Browser(town, "li").get("/").text
