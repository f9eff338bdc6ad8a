"""Ways to go round the procedure that were tried, each through the desk, and what stands in the way."""

from datetime import date

import pytest

from application.commands import decisions, institution, meetings, minutes, topics
from application.desk import Behalf
from domain.errors import Refusal
from domain.meeting_roll import AttendanceLine
from domain.vocabulary import Basis, Outcome, Presence, UnitKind
from tests.e2e.town import Town
from tests.e2e.year import HEADS, SHEET, an_approved_topic, convened, live, settling, submitting

BROKEN_OFF = {
    "decisions_put_over": "时间不足",
    "topics_not_reached": "时间不足",
    "side_gave_no_instructions": "时间不足",
    "topics_not_introduced": "时间不足",
}


@pytest.fixture
def lived(tmp_path):
    """A town that has lived so many stages of its life."""
    return lambda stages: live(Town(tmp_path / "town"), stages)


def refused(town, name, command, **around):
    with pytest.raises(Refusal) as found:
        town.do(name, command, **around)
    return found.value.code


def settled(town, meeting, outcome=Outcome.NOTED):
    """Every topic of a meeting noted, the last with this outcome, and the meeting closed."""
    *others, last = town.fresh(meeting).topics
    for topic in others:
        town.do("wang", meetings.DiscussTopic(meeting=meeting, topic=topic, outcome=Outcome.NOTED, summary="知悉"))
    town.do("wang", meetings.DiscussTopic(meeting=meeting, topic=last, outcome=outcome, summary="研究"))
    town.do("sun", meetings.CloseMeeting(meeting=meeting), departing=BROKEN_OFF)
    return last


class TestActsOfOthers:
    def test_r_paper_are_not_entered_as_a_deputys_without_the_sheet(self, lived):
        town = lived(1)
        topic = town.make("zhou", submitting("避暑"))
        for head in HEADS:
            behalf = Behalf(basis=Basis.DEPUTY, person=town.people[head])
            agreeing = topics.AgreeToTopic(topic=topic, text_version=1)
            assert refused(town, "wang", agreeing, behalf=behalf) == "sheet_missing"

    def test_g2_are_not_agreed_to_for_a_unit_with_nobody_named(self, lived):
        town = lived(1)
        topic = town.make("zhou", submitting("避暑"))
        town.do("zhou", topics.ReportResearch(topic=topic, findings="走访"))
        behalf = Behalf(basis=Basis.PAPER, unit="town_union", evidence=SHEET)
        agreeing = topics.AgreeToTopic(topic=topic, text_version=1)
        assert refused(town, "wang", agreeing, behalf=behalf) == "not_an_approver"


class TestMinutes:
    def test_r_text_are_not_reviewed_without_what_was_adopted_since(self, lived):
        town = lived(3)
        (meeting,) = town.of_kind("meeting")
        topic = settled(town, meeting)
        draft = town.make("wang", minutes.DraftMinutes(meeting=meeting, title="纪要"))
        town.do("sun", minutes.AgreeToMinutes(minutes=draft, text_version=1))
        entry = max(town.fresh(meeting).discussed)
        town.do("wang", meetings.EnterInError(meeting=meeting, entry=entry, reason="误记"))
        agreed = meetings.DiscussTopic(
            meeting=meeting, topic=topic, outcome=Outcome.AGREED, summary="同意", decisions=(settling("六月底前"),)
        )
        town.do("wang", agreed)
        agreeing = minutes.AgreeToMinutes(minutes=draft, text_version=1)
        assert refused(town, "li", agreeing) == "minutes_decisions_differ"

    def test_r_order_are_not_reviewed_while_a_topic_has_no_outcome(self, lived):
        town = lived(3)
        (meeting,) = town.of_kind("meeting")
        settled(town, meeting)
        entry = max(town.fresh(meeting).discussed)
        town.do("wang", meetings.EnterInError(meeting=meeting, entry=entry, reason="误记"))
        draft = town.make("wang", minutes.DraftMinutes(meeting=meeting, title="纪要"))
        town.do("sun", minutes.AgreeToMinutes(minutes=draft, text_version=1))
        assert refused(town, "li", minutes.AgreeToMinutes(minutes=draft, text_version=1)) == "out_of_order"

    def test_r_order_are_drafted_once_for_a_meeting(self, lived):
        town = lived(4)
        (meeting,) = town.of_kind("meeting")
        drafting = minutes.DraftMinutes(meeting=meeting, title="纪要")
        town.do("wang", drafting)
        assert refused(town, "wang", drafting) == "minutes_drafted_already"

    def test_g15_leave_a_topic_that_a_later_meeting_settled_to_its_own(self, lived):
        town = lived(3)
        (first,) = town.of_kind("meeting")
        topic = settled(town, first, Outcome.DEFERRED)
        later = convened(town, year=2027)
        town.clock.set(date(2027, 5, 28))
        town.do("sun", meetings.OpenMeeting(meeting=later))
        agreed = meetings.DiscussTopic(
            meeting=later, topic=topic, outcome=Outcome.AGREED, summary="同意", decisions=(settling("年内"),)
        )
        town.do("wang", agreed)
        draft = town.make("wang", minutes.DraftMinutes(meeting=first, title="纪要"))
        town.each(HEADS, minutes.AgreeToMinutes(minutes=draft, text_version=1))
        town.do("wang", minutes.IssueMinutes(minutes=draft, recipients=("各部门",)))
        assert town.fresh(topic).standing_at == "discussed"


class TestTopic:
    def test_is_concluded_when_its_last_decision_is_superseded(self, lived):
        town = lived(5)
        topic = next(each for each in town.of_kind("topic") if town.fresh(each).decisions)
        town.clock.set(date(2027, 2, 1))
        an_approved_topic(town, "快递员休息点")
        later = convened(town, year=2027)
        town.clock.set(date(2027, 5, 28))
        town.do("sun", meetings.OpenMeeting(meeting=later))
        instead = tuple(
            meetings.NewDecision(text="另行安排", lead="finance", supersedes=old) for old in town.fresh(topic).decisions
        )
        (new,) = town.fresh(later).topics
        agreed = meetings.DiscussTopic(
            meeting=later, topic=new, outcome=Outcome.AGREED, summary="同意", decisions=instead
        )
        town.do("wang", agreed)
        assert town.fresh(topic).standing_at == "concluded"


class TestRecord:
    def test_r_known_has_no_name_in_the_roll_of_a_meeting(self, lived):
        town = lived(3)
        (meeting,) = town.of_kind("meeting")
        one = town.fresh(meeting).expected[0]
        forms = (
            {"presence": Presence.REPLACED, "replaced_by": "张三"},
            {"presence": Presence.PRESENT, "unit": "张三"},
            {"presence": Presence.PRESENT, "seat": "张三"},
        )
        for form in forms:
            line = {"seat": one.seat, "person": one.person, "unit": one.unit, "kind": one.kind} | form
            asking = meetings.RecordAttendance(meeting=meeting, lines=(AttendanceLine(**line),))
            assert refused(town, "wang", asking) in {"person_unknown", "unit_unknown", "not_expected"}


class TestRegister:
    def test_r_unique_does_not_print_a_number_twice_under_a_code_laid_down(self, lived):
        town = lived(2)
        town.do("wang", institution.SetSeries(series="notice", issuer_code="城联新", year=2026, start=2))
        taking = institution.SetSeries(series="other", issuer_code="城联办", year=2026, start=1)
        assert refused(town, "wang", taking) == "issuer_code_taken"

    def test_r_order_keeps_a_unit_that_is_put_to_the_heads_to_lead(self, lived):
        town = lived(5)
        decision = next(each for each in town.of_kind("decision") if town.fresh(each).standing_at == "binding")
        opening = institution.OpenUnit(unit="parks", kind=UnitKind.DEPARTMENT, name_zh="绿化所", name_en="Parks")
        town.do("wang", opening)
        town.do("wang", decisions.ProposeChange(decision=decision, lead="parks", due=None, reason="职责划转"))
        assert refused(town, "wang", institution.CloseUnit(unit="parks")) == "unit_owes"
