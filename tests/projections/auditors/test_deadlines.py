"""What came after the day by which it was owed."""

from datetime import date

import pytest

from domain.facts import decision_following as following
from domain.facts import topic
from domain.vocabulary import Progress
from tests.projections.auditors.planting import altered, by, put, under, with_body
from tests.projections.town import Town

PERIODS = {
    "notice_issued_late": ("notice = 14", "notice = 13", "meeting.notice_issued"),
    "papers_issued_late": ("papers = 14", "papers = 13", "meeting.opened"),
    "minutes_issued_late": ("minutes = 4", "minutes = 5", "minutes.issued"),
    "report_before_meeting_late": ("report = 300", "report = 10", "decision.heard"),
}


def set_to(period):
    """The history under measures that set this period."""
    return under(("[deadlines]", f"[deadlines]\nworking_days = true\n{period}"))


class TestAPeriod:
    @pytest.mark.parametrize("code", PERIODS)
    def test_g3_of_the_charter_that_was_missed_is_found(self, planted, code):
        rows = planted(set_to(PERIODS[code][0]))
        assert set(rows) == {code}
        assert {row["clause"] for row in rows[code]} == {"G3"}
        assert all(row["records"][-1] == row["found_at"] for row in rows[code])

    @pytest.mark.parametrize("code", PERIODS)
    def test_that_was_kept_is_not_found(self, planted, code):
        assert planted(set_to(PERIODS[code][1])) == {}

    def test_g3_of_the_reports_that_was_missed_is_found(self, planted):
        rows = planted(under(("[follow_up]", "[follow_up]\nreport_every_months = 2")))
        assert set(rows) == {"report_cycle_missed"}
        row = rows["report_cycle_missed"][0]
        assert (row["clause"], row["facts"]["due"], row["facts"]["on"]) == ("G3", "2025-08-04", "2025-08-13")

    def test_of_the_reports_that_was_kept_is_not_found(self, planted):
        assert planted(under(("[follow_up]", "[follow_up]\nreport_every_months = 3"))) == {}


class TestAnOpinion:
    def test_g3_given_after_the_day_it_was_asked_for_is_found(self, planted):
        rows = planted(asked(due=date(2025, 2, 28)))
        assert set(rows) == {"opinion_given_late"}
        [row] = rows["opinion_given_late"]
        assert (row["clause"], row["facts"]["unit"], row["facts"]["due"]) == ("G3", "finance", "2025-02-28")
        assert len(row["records"]) == 2

    @pytest.mark.parametrize("due", [None, date(2025, 3, 1), date(2025, 3, 3)])
    def test_given_by_the_working_day_that_follows_is_lawful(self, planted, due):
        assert planted(asked(due=due)) == {}


def asked(*, due):
    """The history in which finance was asked for its opinion by a day."""
    return put(topic.OpinionAsked(unit="finance", text_version=1, due=due), after="topic.researched")


class TestALaterDate:
    def test_g23_asked_for_after_the_due_date_is_found(self, planted):
        [row] = planted(extension(on=date(2025, 12, 30)))["extension_asked_late"]
        assert (row["clause"], row["facts"]["due"], row["facts"]["on"]) == ("G23", "2025-12-27", "2025-12-30")

    def test_asked_for_in_time_is_not_late(self, planted):
        assert "extension_asked_late" not in planted(extension(on=date(2025, 12, 27)))


def extension(*, on):
    """The history in which the lead unit asked for a later date on a day."""
    asking = following.ExtensionAsked(
        number=1,
        unit="finance",
        due=date(2026, 3, 1),
        reason="招标",
        late=False,
        trace=by("chen", "head@finance", on),
    )
    return put(asking, after="decision.report_accepted")


class TestADueDate:
    def test_g3_past_when_the_meeting_hears_the_decision_undone_is_found(self, findings):
        town = Town()
        matter = town.topic("heat", 2025)
        town.minutes(town.meeting(2025, matter), matter)
        town.carry_out(town.decisions[0], far=Progress.PARTLY)
        town.meeting(2026)
        [row] = findings(town)["overdue_when_heard"]
        assert (row["clause"], row["facts"]["due"], len(row["records"])) == ("G3", "2025-12-27", 2)

    def test_past_for_what_is_done_is_not_found(self, planted):
        assert planted(altered("decision.adopted", with_body(due=date(2025, 10, 1)))) == {}
