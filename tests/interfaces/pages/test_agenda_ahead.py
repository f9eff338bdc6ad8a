"""What waits for an agenda leads to where it is put on one: the meeting that is prepared, one noticed, or the next."""

from datetime import date

from tests.interfaces.http.year import HEADS
from tests.interfaces.pages.filling import opened
from tests.interfaces.pages.meeting_stages import issued, noticed
from tests.interfaces.pages.reading import Browser
from tests.interfaces.pages.story import does, on_topic, prepared


def approved(stage, **changed):
    """One more topic, approved by both heads."""
    topic = prepared(stage.town, title="关于增设母婴室的议题", **changed)
    for head in HEADS:
        on_topic(stage.town, topic, head, "approval/agreements", {"text_version": 1})
    return topic


class TestTopicThatWaits:
    def test_for_an_agenda_of_which_notice_was_given_is_admitted_late(self):
        with noticed() as stage:
            topic = approved(stage)
            late = f"/do/admit_late_topic?meeting={stage.meeting}&topic={topic}&then="
            assert f"{late}%2F" in stage.page("/").links()
            assert "通知后补列议题" in stage.page("/").text
            assert f"{late}%2Ftopics%2F{topic}" in stage.page(f"/topics/{topic}").links()
            assert f"{late}%2Fmeetings%2F{stage.meeting}" in stage.of_meeting().links()
            form = opened(Browser(stage.town, "wang"), f"{late}%2F")
            assert form.data["topic"] == [topic]

    def test_leads_to_the_meeting_that_is_prepared_rather_than_to_one_noticed(self):
        with noticed() as stage:
            topic = approved(stage)
            later = does(stage.town, "wang", "/meetings/ordinary", {"year": 2026})["id"]
            assert (
                f"/do/draw_up_agenda?meeting={later}&then=%2Ftopics%2F{topic}" in stage.page(f"/topics/{topic}").links()
            )

    def test_with_no_meeting_ahead_has_the_next_planned(self):
        with issued() as stage:
            topic = approved(stage, year=2025)
            plan = "/do/plan_ordinary_meeting?year=2026&then="
            assert f"{plan}%2F" in stage.page("/").links()
            assert f"{plan}%2Ftopics%2F{topic}" in stage.page(f"/topics/{topic}").links()
            assert opened(Browser(stage.town, "wang"), f"{plan}%2F").data["year"] == ["2026"]
            stage.town.clock.move_to(date(2028, 1, 10))
            assert "/do/plan_ordinary_meeting?year=2028&then=%2F" in stage.page("/").links()
