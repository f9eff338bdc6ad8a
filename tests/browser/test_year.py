"""A year of the conference by the four who live it, who only click what they see; and an auditor who looks at it."""

from contextlib import ExitStack

from tests.browser import year_first, year_next
from tests.browser.serving import AUDITOR
from tests.browser.year_people import CARE, STATION, People

ACTS = (
    year_first.topic_is_settled,
    year_first.meeting_is_called,
    year_first.meeting_is_held,
    year_first.minutes_are_issued,
    year_first.decisions_are_handed_out,
    year_first.one_is_urged_and_put_off,
    year_first.one_is_accepted_the_other_explained,
    year_next.next_meeting_is_called,
    year_next.decisions_are_heard,
    year_next.minutes_close_the_year,
)


def test_a_year_is_clicked_through_from_the_topic_to_the_meeting_that_hears_its_decisions(first_window):
    with ExitStack() as year:
        people = People(first_window, year)
        for act in ACTS:
            act(people)
        people.go_home()
    assert {decision: people.stage(decision) for decision in (STATION, CARE)} == {
        STATION: "completed",
        CARE: "carried_over",
    }


class TestAnAuditor:
    def test_goes_through_a_decision_step_by_step(self, window):
        with window.visit(AUDITOR) as visit:
            page = visit.open("/")
            page.locator("nav.side a[data-key=decisions]").click()
            page.locator("main .ledger th a").first.click()
            steps = page.locator("main .tl a[href*='at=']").count()
            for step in range(steps):
                page.locator("main .tl a[href*='at=']").nth(step).click()
                page.locator(".past .past-note, main .tl [aria-current]").first.wait_for()
                assert not page.locator("main a:visible[href^='/do/']").count()
            assert steps

    def test_takes_the_records_away(self, window):
        with window.visit(AUDITOR) as visit:
            page = visit.open("/")
            page.locator("nav.side a[data-key=audit]").click()
            with page.expect_download() as taken:
                page.locator("main a[href$='/audit/export']").click()
            assert taken.value.path().stat().st_size > 10_000
