"""What several seats decide, without all of them, by one for two, or on another text."""

from dataclasses import replace
from datetime import date

import pytest

from domain.facts import decision_publication, meeting, minutes, roster
from tests.cast import person
from tests.projections import test_minutes_file
from tests.projections.auditors.conftest import as_entered
from tests.projections.auditors.planting import (
    acted,
    altered,
    by,
    follow_on,
    lawful,
    put,
    with_body,
    with_roll,
    without,
    without_one,
)
from tests.projections.town import measured
from tests.projections.walking import topics_in

SUN_IS_AWAY = roster.AbsenceRecorded(
    person=person("sun"), since=date(2025, 3, 1), until=date(2025, 3, 9), reason="出差"
)
LI_IS_AWAY = replace(SUN_IS_AWAY, person=person("li"), since=date(2025, 6, 1), until=date(2025, 6, 9))
SUN_LEAVES = roster.DutyLaidDown(duty="liaison", person=person("sun"), until=date(2025, 3, 1))


CLERK = by("wang", "union_office_staff", date(2025, 6, 4))


class TestATextVersion:
    @pytest.mark.parametrize("name", ["topic.agreed", "minutes.agreed"])
    def test_r_version_other_than_the_one_put_is_found(self, planted, name):
        rows = planted(altered(name, with_body(text_version=2)))
        [row] = rows["agreed_to_other_text"]
        assert (row["clause"], row["facts"]["version"], row["facts"]["present"]) == ("R-version", 2, 1)
        assert set(rows) <= {"agreed_to_other_text", "approved_without_agreements", "reviewed_without_agreements"}

    def test_r_version_that_was_revised_after_the_agreement_does_not_count(self, planted):
        rows = planted(altered("topic.approved", with_body(text_version=2)))
        assert rows["approved_without_agreements"][0]["facts"]["lacking"] == ["gov", "union"]


class TestASeat:
    def test_g2_that_the_charter_does_not_ask_is_found(self, planted):
        rows = planted(altered("topic.agreed", acted("feng", "vice_mayor")))
        assert set(rows) == {"agreed_outside_panel", "approved_without_agreements"}
        [row] = rows["agreed_outside_panel"]
        assert (row["clause"], row["facts"]["seat"]) == ("G2", "vice_mayor")

    def test_g2_of_a_deputy_head_while_the_head_is_there_is_found(self, planted):
        rows = planted(altered("topic.agreed", acted("wu", "pg_office_director")))
        assert set(rows) == {"stood_in_without_absence"}
        [row] = rows["stood_in_without_absence"]
        assert (row["clause"], row["facts"]["person"]) == ("G2", person("wu"))

    def test_of_a_deputy_head_while_the_head_is_away_is_lawful(self, planted):
        stood_in = altered("topic.agreed", acted("wu", "pg_office_director"))
        stood_in = altered("topic.agreed", acted("wu", "pg_office_director"), nth=2, of=stood_in)
        assert planted(with_roll(SUN_IS_AWAY, of=stood_in)) == {}

    def test_of_a_deputy_head_while_the_head_is_missing_is_lawful(self, planted):
        rows = planted(with_roll(SUN_LEAVES, of=altered("topic.agreed", acted("wu", "pg_office_director"))))
        assert "stood_in_without_absence" not in rows


class TestTwoSides:
    def test_g2_agreed_for_by_one_person_are_found(self, planted):
        rows = planted(altered("topic.agreed", acted("sun", "union_chair"), nth=1))
        [row] = rows["one_person_for_both_sides"]
        assert (row["clause"], row["facts"]["person"]) == ("G2", person("sun"))
        assert len(row["records"]) == 3

    def test_g2_are_not_agreed_for_by_who_drafted_the_text(self, planted):
        drafted = altered("minutes.drafted", acted("zhou", "union_vice_chair"))
        reviewed = altered("minutes.agreed", acted("zhou", "union_vice_chair"), nth=1, of=drafted)
        rows = planted(with_roll(LI_IS_AWAY, of=reviewed))
        assert set(rows) == {"drafter_agreed_to_own_text"}
        assert rows["drafter_agreed_to_own_text"][0]["clause"] == "G2"


LACKING = {
    "topic.agreed": ("approved_without_agreements", "G1"),
    "meeting.date_agreed": ("date_without_agreements", "S5.2-f"),
    "minutes.agreed": ("reviewed_without_agreements", "S5.4-e"),
    "decision.acceptance_agreed": ("settled_without_agreements", "G2"),
}


class TestAgreements:
    @pytest.mark.parametrize("name", LACKING)
    @pytest.mark.parametrize(("nth", "side"), [(0, "gov"), (1, "union")])
    def test_that_are_missing_are_found_with_their_side(self, planted, name, nth, side):
        code, clause = LACKING[name]
        rows = planted(without_one(name, nth=nth))
        assert set(rows) == {code}
        [row] = rows[code]
        assert (row["clause"], row["facts"]["lacking"], row["excused"]) == (clause, [side], False)
        assert len(row["records"]) == 3

    def test_s5_2_f_to_put_the_meeting_off_are_asked_too(self, planted):
        rows = planted(put(meeting.Postponed(reason="台风"), after="meeting.date_fixed"))
        assert rows["date_without_agreements"][0]["facts"]["what"] == "meeting.postponed"

    def test_g10_to_make_a_decision_public_are_asked(self, planted):
        told = decision_publication.Published(number=1, text_version=1, text="为环卫工人购置防暑用品", note="")
        rows = planted(put(told, after="decision.received"))
        [row] = rows["published_without_agreements"]
        assert (row["clause"], row["facts"]["lacking"]) == ("G10", ["gov", "union"])


class TestMinutes:
    def test_s5_4_e_issued_before_their_review_are_found(self, planted):
        rows = planted(without("minutes.agreed", "minutes.reviewed"))
        assert set(rows) == {"issued_without_review"}
        row = rows["issued_without_review"][0]
        assert (row["clause"], row["thing"], len(row["records"])) == ("S5.4-e", "minutes", 2)

    def test_s5_4_e_changed_after_their_review_are_found_at_the_issue(self, planted):
        text = next(event.fact.text for event in lawful() if isinstance(event.fact, minutes.Drafted))
        anew = minutes.Redrafted(text_version=2, text=text, reason="改稿", trace=CLERK)
        assert set(planted(put(anew, after="minutes.reviewed"))) == {"issued_without_review"}

    def test_g6_signed_off_without_a_signature_are_found(self, planted):
        rows = planted(signed_off_without("minutes.sign_off_given"))
        assert {row["clause"] for row in rows["signed_off_without_signatures"]} == {"G6"}

    def test_g6_issued_before_they_were_signed_off_are_found(self, planted):
        rows = planted(signed_off_without("minutes.sign_off_given", "minutes.signed_off"))
        assert {row["clause"] for row in rows["issued_without_sign_off"]} == {"G6"}

    def test_g6_signed_off_by_who_has_to_are_lawful(self, planted):
        rows = planted(signed_off_without())
        assert not {"signed_off_without_signatures", "issued_without_sign_off", "issued_without_review"} & set(rows)


def signed_off_without(*names):
    """Minutes of the example district, which has them signed off, without the facts of these names."""
    issued = {"minutes.signed_off", "minutes.issued"}
    lives = test_minutes_file.all_minutes()
    life = next(life for life in lives if topics_in(life) >= issued)
    recording = measured("example-district")
    recording.save(life)
    return follow_on(event for event in as_entered(recording.events) if event.fact.TOPIC not in names)
