"""A meeting whose date was changed says whether it was put off or brought forward, by the days themselves."""

import pytest

from tests.interfaces.http.year import HEADS
from tests.interfaces.pages.meeting_stages import noticed


def changed(stage):
    """Both heads agree to give the date up."""
    stage.year.acts("meeting", "propose_postponement", reason="防汛值守。")
    for head in HEADS:
        stage.year.acts("meeting", "agree_to_change", head, change_version=1)


def proposed(stage, day):
    """Another date is before the heads."""
    stage.year.acts("meeting", "propose_date", day=day, starts="14:00", place="镇政府会议室")


@pytest.fixture
def stage():
    """A meeting of which notice was given for 20 June 2025."""
    with noticed() as stage:
        yield stage


class TestChangeOfDate:
    def test_is_proposed_in_words_that_fit_either_way(self, stage):
        page = stage.page(f"/do/propose_postponement?meeting={stage.meeting}", "li")
        assert "提出会议改期" in page.text
        assert "延期或者提前都在这里提出" in page.text

    def test_is_open_until_another_date_is_fixed(self, stage):
        changed(stage)
        assert "原定2025年6月20日，现改期，时间另定。" in stage.of_meeting().text
        assert "已改期" in stage.page("/meetings").text

    @pytest.mark.parametrize(
        ("day", "asked", "told"),
        [
            ("2025-06-12", "提前，原定 2025年6月20日", "原定2025年6月20日，提前至2025年6月12日。"),
            ("2025-07-18", "延期，原定 2025年6月20日", "原定2025年6月20日，延期至2025年7月18日。"),
            ("2025-06-20", "日期不变，原定 2025年6月20日", "原定2025年6月20日，改期后日期不变。"),
        ],
    )
    def test_is_said_to_be_what_the_days_make_it(self, stage, day, asked, told):
        changed(stage)
        proposed(stage, day)
        assert asked in stage.page("/approvals", "li").text
        for head in HEADS:
            stage.year.acts("meeting", "agree_to_date", head, date_version=2)
        assert told in stage.of_meeting().text
        stage.year.acts("meeting", "issue_notice")
        assert "会议改期通知" in stage.of_meeting().text

    def test_twice_tells_each_by_the_day_that_followed(self, stage):
        changed(stage)
        proposed(stage, "2025-07-18")
        for head in HEADS:
            stage.year.acts("meeting", "agree_to_date", head, date_version=2)
        stage.year.acts("meeting", "propose_postponement", reason="台风。")
        for head in HEADS:
            stage.year.acts("meeting", "agree_to_change", head, change_version=2)
        page = stage.of_meeting()
        assert "原定2025年6月20日，延期至2025年7月18日。" in page.text
        assert "原定2025年7月18日，现改期，时间另定。" in page.text
        assert "put off to 18 July 2025" in stage.of_meeting(language="en").text
