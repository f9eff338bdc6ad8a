"""Before a notice is issued its clerk sees who gets it, and which seats nobody holds."""

import re
from datetime import date

import pytest

from tests.interfaces.http.town import NAMES
from tests.interfaces.pages.filling import opened, send
from tests.interfaces.pages.meeting_stages import planned
from tests.interfaces.pages.reading import HAN, Browser


@pytest.fixture(scope="module")
def stage():
    """Everything is ready for the notice, but the union's chair has left."""
    with planned() as stage:
        year = stage.year
        year.acts("meeting", "agree_to_date", "li", date_version=1)
        year.acts("meeting", "draw_up_agenda", topics=[year.id["station"], year.id["safety"]])
        gone = {"duty": "union_chair", "until": "2025-05-26"}
        answer = stage.town.ask("wang", f"/people/{stage.town.people['li']}/duties/end", gone)
        assert answer.status_code == 200, answer.text
        yield stage


def address(stage):
    """The form of the notice."""
    return f"/do/issue_notice?meeting={stage.meeting}"


class TestRecipients:
    def test_are_named_beside_the_form_with_their_seats(self, stage):
        page = stage.page(address(stage))
        assert "通知对象" in page.text
        for name in ("chen", "chu", "wei", "sun", "zhao"):
            assert NAMES[name] in page.text
        assert "财政所 · 部门负责人" in page.text

    def test_a_seat_nobody_holds_is_told_with_the_way_to_mend_it(self, stage):
        page = stage.page(address(stage))
        assert "目前无人任职" in page.text
        assert "/people?duty=union_chair#roll" in page.links()
        assert "登记承担分工" in stage.page("/people?duty=union_chair").text

    def test_once_more_before_it_is_issued(self, stage):
        clerk = Browser(stage.town, "wang")
        page = send(clerk, opened(clerk, address(stage)))
        assert page.status == 200
        assert NAMES["chen"] in page.text
        assert "/people?duty=union_chair#roll" in page.links()
        assert not stage.town.get(f"/meetings/{stage.meeting}").json()["expected"]

    def test_on_the_day_on_which_it_was_issued(self, stage):
        clerk = Browser(stage.town, "wang")
        form = opened(clerk, address(stage))
        page = send(clerk, form, act__on__y="2025", act__on__m="5", act__on__d="25")
        assert "目前无人任职" not in page.text
        assert NAMES["li"] in page.text

    def test_of_a_day_that_is_none_they_are_those_of_today(self, stage):
        clerk = Browser(stage.town, "wang")
        page = send(clerk, opened(clerk, address(stage)), act__on__y="2025", act__on__m="99", act__on__d="1")
        assert "/people?duty=union_chair#roll" in page.links()

    def test_in_english(self, stage):
        section = (
            stage.page(address(stage), language="en").html.partition('id="recipients"')[2].partition("</aside>")[0]
        )
        assert "Nobody holds these seats now" in section
        assert not [found for found in re.findall(r"<(?:summary|h2|p)\b.*?</", section) if HAN.search(found)]

    def test_stand_beside_no_other_form(self, stage):
        stage.town.clock.move_to(date(2025, 5, 27))
        assert "通知对象" not in stage.page(f"/do/draw_up_agenda?meeting={stage.meeting}").text
