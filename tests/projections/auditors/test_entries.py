"""How another's act came into the record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.vocabulary import Basis
from projections.auditors.entries import ENTERED_LATE_AFTER
from tests.cast import person
from tests.projections.auditors.conftest import as_entered
from tests.projections.auditors.planting import altered, entered, lawful


def recorded_after(name, days):
    """The history in which the last fact of a name was entered so many days after its day."""
    events = list(as_entered(lawful()))
    place = max(place for place, event in enumerate(events) if name == event.fact.TOPIC)
    events[place] = replace(events[place], recorded_at=events[place].recorded_at + timedelta(days=days))
    return events


class TestPaper:
    def test_r_paper_without_the_scan_of_its_sheet_is_found(self, planted):
        rows = planted(altered("topic.agreed", entered(Basis.PAPER)))
        assert set(rows) == {"paper_without_scan"}
        [row] = rows["paper_without_scan"]
        assert (row["clause"], row["records"], row["excused"]) == ("R-paper", [row["found_at"]], False)
        assert (row["facts"]["what"], row["facts"]["person"]) == ("topic.agreed", person("wang"))

    def test_with_its_digest_is_lawful(self, planted):
        assert planted(altered("topic.agreed", entered(Basis.PAPER, evidence="0" * 64))) == {}

    def test_r_paper_entered_outside_the_office_is_found(self, planted):
        elsewhere = entered(Basis.PAPER, evidence="0" * 64, name="jiang", seat="staff@finance")
        rows = planted(altered("topic.agreed", elsewhere))
        assert set(rows) == {"entered_outside_office"}
        assert rows["entered_outside_office"][0]["facts"]["seat"] == "staff@finance"


class TestTheTelephone:
    def test_g25_for_an_agreement_is_found(self, planted):
        rows = planted(altered("topic.agreed", entered(Basis.TELEPHONE)))
        assert set(rows) == {"entered_by_word_only"}
        [row] = rows["entered_by_word_only"]
        assert (row["clause"], row["facts"]["basis"]) == ("G25", "telephone")

    def test_for_a_reply_is_lawful(self, planted):
        assert planted(altered("topic.opinion_given", entered(Basis.TELEPHONE))) == {}


class TestDelay:
    def test_between_act_and_entry_is_found_with_its_days(self, found):
        rows = found(recorded_after("minutes.issued", days=ENTERED_LATE_AFTER + 1))
        assert set(rows) == {"entered_late"}
        [row] = [row for row in rows["entered_late"] if row["facts"]["what"] == "minutes.issued"]
        assert (row["clause"], row["facts"]["days"]) == ("R-dates", ENTERED_LATE_AFTER + 1)

    @pytest.mark.parametrize("name", ["decision.report_accepted", "topic.minuted"])
    def test_is_not_told_again_of_what_only_follows(self, found, name):
        assert found(recorded_after(name, days=30)) == {}

    def test_of_a_week_is_in_order(self, found):
        assert found(recorded_after("minutes.issued", days=ENTERED_LATE_AFTER)) == {}
