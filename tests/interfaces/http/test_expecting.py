"""Whom a notice would go to, before it is issued: the same that it then goes to."""

from datetime import date

from tests.interfaces.http.town import town as a_town
from tests.interfaces.pages.acts import noticed
from tests.interfaces.pages.meeting_stages import planned

LINE = ("seat", "person", "unit", "kind", "group", "clause")


def told(town, meeting, who="wang", more=""):
    """What the API says of those expected."""
    answer = town.get(f"/meetings/{meeting}/expected{more}", who)
    assert answer.status_code == 200, answer.text
    return answer.json()


def lines(items):
    """Those expected, whatever else is said of them."""
    return [{name: each[name] for name in LINE} for each in items]


class TestBeforeTheNotice:
    def test_it_is_whom_the_notice_then_goes_to(self):
        with planned() as stage:
            year = stage.year
            year.acts("meeting", "agree_to_date", "li", date_version=1)
            year.acts("meeting", "draw_up_agenda", topics=[year.id["station"], year.id["safety"]])
            before = told(stage.town, stage.meeting)
            assert not before["noticed"]
            assert {"head@finance", "head@human_resources", "head@safety"} <= {each["seat"] for each in before["items"]}
            year.acts("meeting", "issue_notice")
            after = told(stage.town, stage.meeting)
            assert after["noticed"]
            assert lines(before["items"]) == after["items"]
            assert after["items"] == lines(stage.town.get(f"/meetings/{stage.meeting}").json()["expected"])

    def test_without_topics_no_department_is_expected(self):
        with planned() as stage:
            assert "head@finance" not in {each["seat"] for each in told(stage.town, stage.meeting)["items"]}

    def test_a_seat_nobody_holds_on_the_day_has_no_person(self):
        with a_town() as town:
            town.clock.move_to(date(2025, 3, 3))
            meeting = town.ask("wang", "/meetings/ordinary", {"year": 2025}).json()["id"]
            left = {"duty": "union_chair", "until": "2025-03-01"}
            town.ask("wang", f"/people/{town.people['li']}/duties/end", left)
            now = {each["seat"]: each["person"] for each in told(town, meeting)["items"]}
            then = {each["seat"]: each["person"] for each in told(town, meeting, more="?on=2025-02-28")["items"]}
            assert (now["union_chair"], then["union_chair"]) == (None, town.people["li"])

    def test_a_meeting_that_is_not_there_expects_nobody(self, town):
        answer = town.get("/meetings/nothing/expected")
        assert (answer.status_code, answer.json()["code"]) == (404, "meeting_unknown")


class TestAfterTheNotice:
    def test_a_duty_taken_since_changes_nothing(self):
        with a_town() as town:
            meeting = noticed(town, opening=False)
            before = told(town, meeting)["items"]
            town.clock.move_to(date(2025, 6, 1))
            town.ask("wang", f"/people/{town.people['li']}/duties/end", {"duty": "union_chair", "until": "2025-06-01"})
            assert told(town, meeting)["items"] == before
