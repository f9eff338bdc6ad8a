"""The matrix is whole, follows the charter, and never changes unseen."""

from functools import cache

import pytest

from application.authority.document import as_document, as_lines, cells
from application.authority.matrix import ANY_TIME, STAGES, matrix
from application.commands import decisions, meetings, minutes, topics
from application.handlers import HANDLERS
from domain.charter_reading import built_in
from tests.e2e.town import EDITIONS, edition
from tests.golden.rights import RIGHTS, as_text

HOW = "If this is meant: python -m tests.golden.remake, and read who may do what now."
PANEL = '{ how = "one_per_side", seats = "coordination_group.heads", stand_ins = "coordination_group.deputies" }'
TWO_SIDED = {
    topics.AgreeToTopic,
    topics.DeclineTopic,
    meetings.AgreeToDate,
    meetings.AgreeToChange,
    minutes.AgreeToMinutes,
    minutes.AgreeToCorrection,
    decisions.AgreeToTakeOver,
    decisions.AgreeToDecisionChange,
    decisions.AgreeToExtension,
    decisions.AcceptReport,
    decisions.AgreeToReopening,
    decisions.AgreeToPublication,
}
"""What the measures, and the gaps' defaults, put to a head of each side [G1, G2, G9, G10, G23]."""
NOT_ASKED_BY_CHENGQIAO = {minutes.SignOffMinutes, decisions.AgreeToCompletion}


@cache
def rows(text=""):
    return {row.command: row for row in matrix(text or built_in()).acts}


def open_to(command, text=""):
    """To whom an act is open at any stage, deputies left aside."""
    shown = matrix(text or built_in())
    return {each.key for each in shown.holders if not each.deputy and rows(text)[command].open_to(each.key)}


class TestMatrix:
    def test_has_every_command_once(self):
        assert [row.command for row in matrix(built_in()).acts].count(topics.SubmitTopic) == 1
        assert set(rows()) == set(HANDLERS)
        assert len(matrix(built_in()).acts) == len(HANDLERS)

    @pytest.mark.slow
    def test_has_every_stage_of_every_kind(self):
        shown = matrix(built_in())
        assert shown.unreached == (("minutes", "signed_off"),)
        assert matrix(EDITIONS["stricter"]).unreached == ()
        for kind, stages in STAGES.items():
            assert {state.partition("+")[0] for state in shown.states(kind)} - {ANY_TIME} <= set(stages)

    def test_answers_for_every_seat_of_the_charter_in_every_state(self):
        keys = [holder.key for holder in matrix(built_in()).holders]
        assert {key.partition("@")[0] for key in keys} >= set(matrix(built_in()).charter.duties)
        assert all(list(answers) == keys for row in rows().values() for answers in row.at.values())

    @pytest.mark.slow
    def test_opens_every_act_to_somebody_at_some_stage(self):
        shut = {command for command in rows() if not open_to(command)}
        assert shut == NOT_ASKED_BY_CHENGQIAO
        assert not {command for command in shut if not open_to(command, EDITIONS["stricter"])}

    def test_opens_nothing_to_who_holds_no_seat(self):
        assert [row.name for row in rows().values() if row.open_to("nobody")] == []

    def test_opens_to_a_party_seat_what_is_no_sides(self):
        found = {row.name for row in rows().values() if row.open_to("party_deputy")}
        assert found == {"ratify", "open_meeting"}

    def test_opens_to_a_deputy_what_is_open_to_the_seat(self):
        deputies = [holder for holder in matrix(built_in()).holders if holder.deputy]
        for row in rows().values():
            for deputy in deputies:
                assert row.open_to(deputy.key) == row.open_to(deputy.of), row.name

    def test_g2_knows_what_takes_a_person_of_each_side(self):
        assert {row.command for row in rows().values() if row.needs_two} == TWO_SIDED

    def test_is_as_it_was_under_the_built_in_charter(self):
        assert RIGHTS.read_text("utf-8") == as_text(), HOW


@pytest.mark.slow
class TestAnotherCharter:
    def test_that_names_another_approver_lets_him_alone_approve(self):
        text = edition("one-approver", (f"approval = {PANEL}", 'approval = { how = "any", seats = ["mayor"] }'))
        assert open_to(topics.AgreeToTopic) == {
            "liaison",
            "union_chair",
            "stand_in:pg_office_director",
            "stand_in:union_vice_chair",
        }
        assert open_to(topics.AgreeToTopic, text) == {"mayor"}
        assert not rows(text)[topics.AgreeToTopic].needs_two
        assert open_to(meetings.AgreeToDate, text) == open_to(meetings.AgreeToDate)

    def test_that_asks_all_heads_and_a_signature_says_so(self):
        assert open_to(minutes.SignOffMinutes, EDITIONS["stricter"]) == {"mayor"}
        assert rows(EDITIONS["stricter"])[decisions.AgreeToCompletion].needs_two

    def test_that_names_nobody_leaves_it_to_the_office(self):
        shown = matrix(EDITIONS["looser"])
        assert not open_to(topics.AgreeToTopic, EDITIONS["looser"])
        assert {"approved", "proposed"}.isdisjoint(shown.states("topic") + shown.states("decision"))
        assert "concluded" in shown.states("topic")
        assert open_to(minutes.IssueMinutes, EDITIONS["looser"]) >= set(shown.charter.office_seats)

    def test_of_another_make_has_its_own_seats_and_stages(self):
        shown = matrix(built_in("example-district"))
        assert shown.unreached == ()
        assert "convenor" in open_to(topics.AgreeToTopic, built_in("example-district"))


class TestDocument:
    def test_has_every_cell(self):
        shown = matrix(built_in())
        listed = as_document(shown, shown.acts)["acts"]
        told = {
            (act["act"], at["state"], seat)
            for act in listed
            for at in act["states"]
            for seat in (*at["open"], *(seat for each in at["refused"] for seat in each["seats"]))
        }
        assert told == {(each.act, each.state, each.holder) for row in shown.acts for each in cells(row)}

    @pytest.mark.parametrize(
        "line",
        [
            "    submitted+consulted",
            "      open: liaison union_chair stand_in:pg_office_director stand_in:union_vice_chair",
        ],
    )
    def test_is_told_in_lines(self, line):
        assert line in set(as_lines(matrix(built_in())))
