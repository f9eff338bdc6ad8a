"""What was begun and left lying."""

from datetime import date

from domain.facts import decision, topic
from domain.facts import decision_following as following
from tests.projections.auditors.planting import altered, by, excused, lawful, put, without
from tests.projections.auditors.test_deadlines import extension


class TestAnOpinion:
    def test_s5_1_d_that_was_never_given_is_found_when_the_topic_goes_on_the_agenda(self, planted):
        rows = planted(put(topic.OpinionAsked(unit="safety", text_version=1, due=None), after="topic.researched"))
        assert set(rows) == {"opinion_never_given"}
        [row] = rows["opinion_never_given"]
        assert (row["clause"], row["facts"]["unit"], len(row["records"])) == ("S5.1-d", "safety", 2)

    def test_that_was_given_before_the_meeting_after_all_is_found_no_longer(self, planted):
        asked = put(topic.OpinionAsked(unit="finance", text_version=1, due=None), after="topic.researched")
        given = next(event.fact for event in lawful() if event.fact.TOPIC == "topic.opinion_given")
        late = put(given, after="topic.scheduled", of=[event for event in asked if event.fact != given])
        assert "opinion_never_given" not in planted(late)

    def test_that_was_given_is_not_missed(self, planted):
        asked = topic.OpinionAsked(unit="finance", text_version=1, due=None)
        assert planted(put(asked, after="topic.researched")) == {}


class TestADecision:
    def test_s5_5_a_that_was_never_assigned_is_found_when_it_is_heard(self, planted):
        rows = planted(without("decision.assigned", "decision.received"))
        assert set(rows) == {"decision_never_assigned"}
        row = rows["decision_never_assigned"][0]
        assert (row["clause"], row["facts"]["bound_on"], len(row["records"])) == ("S5.5-a", "2025-06-04", 2)

    def test_g23_that_was_handed_back_is_found_when_it_is_heard_unsettled(self, planted):
        on = date(2026, 3, 2)
        back = decision.HandedBack(unit="finance", reason="不属职责", trace=by("chen", "head@finance", on))
        rows = planted(put(back, after="decision.report_accepted"))
        [row] = rows["hand_back_unsettled"]
        assert (row["clause"], row["thing"], len(row["records"])) == ("G23", "decision", 2)

    def test_s5_5_d_that_no_meeting_heard_is_found_when_the_next_one_closes(self, planted):
        rows = planted(without("meeting.decision_heard", "decision.heard", "decision.completed"))
        assert set(rows) == {"decision_not_heard"}
        unheard = rows["decision_not_heard"]
        assert {(row["clause"], row["excused"], row["year"]) for row in unheard} == {("S5.5-d", False, 2025)}
        assert len(unheard) == 2

    def test_s5_5_d_that_was_put_over_for_a_reason_is_excused(self, planted):
        unheard = without("meeting.decision_heard", "decision.heard", "decision.completed")
        put_over = altered("meeting.closed", excused("decisions_put_over", "S4.3-a"), nth=1, of=unheard)
        assert {row["reason"] for row in planted(put_over)["decision_not_heard"]} == {"另有原因"}


class TestALaterDate:
    def test_g23_that_is_neither_granted_nor_refused_is_found(self, planted):
        rows = planted(extension(on=date(2025, 12, 1)))
        assert set(rows) == {"extension_unanswered"}
        [row] = rows["extension_unanswered"]
        assert (row["clause"], row["facts"]["lead"], len(row["records"])) == ("G23", "finance", 2)

    def test_that_was_refused_is_settled(self, planted):
        no = following.ExtensionRefused(number=1, reason="不同意", trace=by("sun", "liaison", date(2025, 12, 2)))
        assert planted(put(no, after="decision.extension_asked", of=extension(on=date(2025, 12, 1)))) == {}


class TestAReport:
    def test_g9_that_is_neither_accepted_nor_returned_is_found(self, planted):
        rows = planted(without("decision.acceptance_agreed", "decision.report_accepted"))
        assert set(rows) == {"report_unanswered"}
        row = rows["report_unanswered"][0]
        assert (row["clause"], len(row["records"])) == ("G9", 2)


class TestACall:
    def test_s5_1_b_that_was_never_closed_is_found_when_the_years_meeting_opens(self, planted):
        rows = planted(without("call.closed"))
        assert set(rows) == {"call_never_closed"}
        row = rows["call_never_closed"][0]
        assert (row["clause"], row["thing"], row["facts"]["held_on"]) == ("S5.1-b", "call", "2025-05-28")
