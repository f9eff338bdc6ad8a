"""The agenda is put in order on its form, without scripts and without typing anything anew."""

import re

import pytest
from starlette.datastructures import FormData

from interfaces.pages.form_reading import moved
from tests.interfaces.pages.filling import Form, address_of, opened, send
from tests.interfaces.pages.meeting_stages import planned
from tests.interfaces.pages.reading import Browser


@pytest.fixture
def stage():
    """An agenda with both topics, of a meeting without a notice."""
    with planned() as stage:
        stage.year.acts("meeting", "draw_up_agenda", topics=[stage.year.id["station"], stage.year.id["safety"]])
        yield stage


def clerk_at_form(stage):
    """The clerk, and the form of the agenda."""
    clerk = Browser(stage.town, "wang")
    return clerk, opened(clerk, f"/do/draw_up_agenda?meeting={stage.meeting}")


def agenda_of(stage):
    """The agenda as it is recorded."""
    return stage.town.get(f"/meetings/{stage.meeting}").json()["agenda"]


class TestOrder:
    def test_of_topics_is_changed_by_a_button_and_recorded_as_shown(self, stage):
        station, safety = stage.year.id["station"], stage.year.id["safety"]
        clerk, form = clerk_at_form(stage)
        assert form.data["topics"] == [station, safety]
        page = send(clerk, form, move=[f"down topics {station}"])
        assert page.status == 200
        assert "顺序已调整" in page.text
        assert Form(page).data["topics"] == [safety, station]
        assert agenda_of(stage)["topics"] == [station, safety]
        assert send(clerk, Form(page)).status == 303
        assert agenda_of(stage)["topics"] == [safety, station]

    def test_is_that_of_what_was_just_ticked_without_recording_it(self, stage):
        station, safety = stage.year.id["station"], stage.year.id["safety"]
        stage.year.acts("meeting", "draw_up_agenda", topics=[])
        clerk, form = clerk_at_form(stage)
        assert "排列已勾选的" in clerk.get(address_of(form)).text
        page = send(clerk, form, topics=[safety, station], more=["topics"])
        assert f'value="down topics {safety}"' in page.html
        assert Form(page).data["topics"] == [safety, station]
        assert "排列已勾选的" not in page.html.partition('id="f-items"')[0]
        assert agenda_of(stage)["topics"] == []

    def test_of_items_too(self, stage):
        clerk, form = clerk_at_form(stage)
        first, second, *others = form.data["items"]
        page = send(clerk, form, move=[f"up items {second}"])
        assert Form(page).data["items"] == [second, first, *others]
        assert send(clerk, Form(page)).status == 303
        assert agenda_of(stage)["items"] == [second, first, *others]

    def test_leads_to_what_was_moved(self, stage):
        station = stage.year.id["station"]
        clerk, form = clerk_at_form(stage)
        sent = form.typed(move=[f"down topics {station}"])
        answer = stage.town.client.post(address_of(form), data=sent, headers=clerk._headers(), follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].endswith(f"#f-topics.{station}")
        assert f'id="f-topics.{station}"' in clerk.get(answer.headers["location"].partition("#")[0]).html

    def test_has_no_button_that_leads_beyond_its_ends(self, stage):
        clerk, _ = clerk_at_form(stage)
        html = clerk.get(f"/do/draw_up_agenda?meeting={stage.meeting}").html
        ways = re.findall(r'value="(up|down) topics ([0-9a-f-]+)"', html)
        assert ways == [("down", stage.year.id["station"]), ("up", stage.year.id["safety"])]

    def test_pressing_enter_moves_nothing(self, stage):
        clerk, _ = clerk_at_form(stage)
        html = clerk.get(f"/do/draw_up_agenda?meeting={stage.meeting}").html
        form = html[html.index('class="panel form"') :]
        assert re.search(r"<button[^>]*>", form)[0] == '<button class="vh" tabindex="-1" aria-hidden="true">'


@pytest.mark.parametrize(
    "what", ["", "up", "up topics", "up topics a", "down topics c", "up topics x", "sideways topics b", "down others a"]
)
def test_what_cannot_be_moved_stays(what):
    form = FormData([("topics", "a"), ("key", "k"), ("topics", "b"), ("topics", "c")])
    assert moved(form, what).getlist("topics") == ["a", "b", "c"]
