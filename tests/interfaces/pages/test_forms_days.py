"""What is said of a day before it is recorded: that it is no working day, when it is reminded of, that a year is not sure."""

import re

import pytest

from tests.interfaces.pages.filling import Form, opened, send
from tests.interfaces.pages.reading import Browser

OFF_2026 = [f"2026-02-{day}" for day in range(15, 24)] + [f"2026-10-0{day}" for day in range(1, 8)]
ON_2026 = ["2026-02-14", "2026-02-28", "2026-10-10"]


@pytest.fixture
def published(town):
    """The year 2026 as the notice has it; 2027 is provisional, with New Year."""
    for year, kind, off, on in (
        (2026, "published", OFF_2026, ON_2026),
        (2027, "provisional", ["2027-01-01"], []),
    ):
        body = {"year": year, "kind": kind, "days_off": off, "working_weekends": on}
        answer = town.ask("wang", "/calendars", body)
        assert answer.status_code == 200, answer.text
    return town


def typed(town, topic, day, language="zh-CN"):
    """Ask for an opinion until a day."""
    zhou = Browser(town, "zhou", language)
    year, month, date = (str(int(part)) for part in day.split("-"))
    form = opened(zhou, f"/do/ask_opinion?topic={topic}")
    return send(zhou, form, unit=["finance"], due__y=[year], due__m=[month], due__d=[date])


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-12-05", "2026年12月5日是星期六，按工作日将在12月4日提醒，期限顺延至12月7日。"),
        ("2026-02-17", "2026年2月17日（星期二）是放假日，按工作日将在2月14日提醒，期限顺延至2月24日。"),
        ("2026-10-03", "2026年10月3日（星期六）是放假日，按工作日将在9月30日提醒，期限顺延至10月8日。"),
        ("2026-10-11", "2026年10月11日是星期日，按工作日将在10月10日提醒，期限顺延至10月12日。"),
        (
            "2027-01-01",
            "期限顺延至1月4日。2027年放假安排尚未公布，暂按双休日和已登记的放假日计算。",
        ),
    ],
)
def test_a_day_of_rest_is_said_before_it_is_recorded(published, topic, day, told):
    page = typed(published, topic, day)
    assert told in page.text
    assert send(Browser(published, "zhou"), Form(page), step=["done"]).status == 303
    assert published.get(f"/topics/{topic}").json()["asked"][0]["due"] == day


@pytest.mark.parametrize("day", ["2026-02-14", "2026-02-28", "2026-10-10", "2026-10-08", "2027-03-01"])
def test_a_working_day_is_recorded_at_once(published, topic, day):
    assert typed(published, topic, day).status == 303


def test_it_is_said_in_english_too(published, topic):
    page = typed(published, topic, "2026-12-05", "en")
    told = "5 December 2026 is a Saturday; by working days you are reminded on 4 December, and the time runs to 7 December."
    assert told in page.text


def test_the_day_of_a_meeting_is_said_where_a_year_is_not_sure(published):
    meeting = published.ask("wang", "/meetings/ordinary", {"year": 2027}).json()["id"]
    wang = Browser(published, "wang")
    form = opened(wang, f"/do/propose_date?meeting={meeting}")
    date = {"day__y": ["2027"], "day__m": ["3"], "day__d": ["6"]}
    page = send(wang, form, **date, starts=["14:00"], place=["二楼会议室"])
    assert "2027年3月6日是星期六，不是工作日。2027年放假安排尚未公布" in page.text


def test_a_form_brings_the_calendar_that_its_days_are_looked_up_in(published, topic):
    html = Browser(published, "zhou").get(f"/do/ask_opinion?topic={topic}").html
    assert re.search(r'id="days" data-years="[^"]*2026-10-01', html)
    assert 'id="days"' not in Browser(published, "zhou").get(f"/do/report_research?topic={topic}").html
