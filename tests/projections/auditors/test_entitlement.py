"""Who did what is another's to do."""

import pytest

from tests.cast import person
from tests.projections.auditors.planting import acted, altered

OF_THE_OFFICE = {
    "call.opened": "S3-f",
    "meeting.agenda_drawn_up": "S5.2-a",
    "meeting.notice_issued": "S5.2-b",
    "meeting.papers_issued": "S5.2-c",
    "meeting.notice_delivered": "S5.2-d",
    "meeting.date_proposed": "S5.2-f",
    "minutes.drafted": "S5.4-d",
    "decision.urged": "S5.5-a",
}


class TestTheOffice:
    @pytest.mark.parametrize("name", OF_THE_OFFICE)
    def test_s3_f_whose_act_was_done_by_another_is_found_under_the_clause_of_the_act(self, planted, name):
        rows = planted(altered(name, acted("jiang", "staff@finance")))
        assert set(rows) == {"not_done_by_office"}
        [row] = rows["not_done_by_office"]
        assert (row["clause"], row["facts"]["what"]) == (OF_THE_OFFICE[name], name)
        assert (row["facts"]["person"], row["facts"]["seat"]) == (person("jiang"), "staff@finance")

    @pytest.mark.parametrize(("name", "seat"), [("wu", "pg_office_director"), ("zheng", "gov_office_staff")])
    def test_s3_f_acts_by_any_of_its_seats(self, planted, name, seat):
        assert planted(altered("decision.urged", acted(name, seat))) == {}


class TestAUnit:
    @pytest.mark.parametrize("name", ["topic.opinion_given", "decision.received", "decision.reported"])
    def test_r_seat_for_which_another_spoke_is_found(self, planted, name):
        rows = planted(altered(name, acted("wei", "head@safety")))
        [row] = rows["spoke_for_other_unit"]
        assert (row["clause"], row["facts"]["unit"], row["facts"]["seat"]) == ("R-seat", "finance", "head@safety")

    def test_speaks_by_any_of_its_seats(self, planted):
        assert planted(altered("decision.received", acted("jiang", "staff@finance"))) == {}
