"""Steps that lacked what the measures ask before them."""

from dataclasses import replace

from domain.facts import decision, meeting, register
from domain.vocabulary import MeetingKind, Opinion, Progress, Side
from tests.cast import named
from tests.projections.auditors.planting import altered, follow_on, put, with_body, without, without_one
from tests.projections.town import Town

EXTRAORDINARY = with_body(kind=MeetingKind.EXTRAORDINARY)


class TestATopic:
    def test_s5_1_c_that_went_on_without_research_is_found(self, planted):
        rows = planted(without("topic.researched"))
        assert set(rows) == {"went_on_without_research"}
        row = rows["went_on_without_research"][0]
        assert (row["clause"], row["thing"], len(row["records"])) == ("S5.1-c", "topic", 2)


class TestConsensus:
    def test_g14_over_the_silence_of_a_unit_is_found(self, planted):
        rows = planted(without_one("topic.opinion_given"))
        assert set(rows) == {"consensus_over_silence"}
        [row] = rows["consensus_over_silence"]
        assert (row["clause"], row["facts"]["units"]) == ("G14", ["finance"])

    def test_g14_over_an_objection_is_found(self, planted):
        rows = planted(altered("topic.opinion_given", with_body(opinion=Opinion.OBJECT)))
        assert set(rows) == {"consensus_over_objection"}
        [row] = rows["consensus_over_objection"]
        assert (row["clause"], row["facts"]["units"], len(row["records"])) == ("G14", ["finance"], 2)

    def test_g14_without_the_other_side_is_found(self, planted):
        first = altered("topic.opinion_given", of_the_union)
        rows = planted(altered("topic.opinion_given", of_the_union, nth=1, of=first))
        assert set(rows) == {"consensus_without_other_side"}
        assert rows["consensus_without_other_side"][0]["facts"]["side"] == "gov"


class TestAText:
    def test_r_version_other_than_the_present_is_found_where_an_opinion_is_of_it(self, planted):
        rows = planted(altered("topic.opinion_given", with_body(text_version=2)))
        assert set(rows) == {"said_of_other_text", "consensus_over_silence"}
        [row] = rows["said_of_other_text"]
        assert (row["clause"], row["facts"]["version"], row["facts"]["present"]) == ("R-version", 2, 1)


def of_the_union(fact):
    """The opinion as if the union had given it."""
    return replace(fact, trace=replace(fact.trace, by=replace(fact.trace.by, side=Side.UNION)))


class TestAnExtraordinaryMeeting:
    def test_s5_2_g_convened_without_the_principal_is_found_at_each_step(self, planted):
        rows = planted(altered("meeting.planned", EXTRAORDINARY))["convened_without_principal"]
        assert {row["clause"] for row in rows} == {"S5.2-g"}
        assert {row["facts"]["what"] for row in rows} == {
            "meeting.date_fixed",
            "meeting.notice_issued",
            "meeting.opened",
        }

    def test_s5_2_g_to_which_the_principal_said_no_is_found(self, planted):
        assert "convened_without_principal" in planted(answered(favourable=False))

    def test_s5_2_g_to_which_the_principal_agreed_is_lawful(self, planted):
        assert "convened_without_principal" not in planted(answered(favourable=True))


def answered(*, favourable):
    """An extraordinary meeting of which the principal was asked."""
    events = altered("meeting.planned", EXTRAORDINARY)
    events = put(meeting.PrincipalAsked(request="商请召开"), after="meeting.planned", of=events)
    return put(
        meeting.PrincipalAnswered(favourable=favourable, answer="已阅"), after="meeting.principal_asked", of=events
    )


class TestANotice:
    def test_s5_2_b_that_was_never_issued_is_found(self, planted):
        rows = planted(without("meeting.notice_issued"))
        row = rows["opened_without_notice"][0]
        assert (row["clause"], row["facts"]["held_on"]) == ("S5.2-b", "2025-05-28")


class TestAMeeting:
    def test_s4_3_b_that_carries_a_decision_over_says_by_which_measure(self, findings):
        town = Town()
        matter = town.topic("heat", 2025)
        town.minutes(town.meeting(2025, matter), matter)
        town.carry_out(town.decisions[0], far=Progress.PARTLY)
        town.meeting(2026)
        town.recording.events = altered("decision.carried_over", with_body(measure=" "), of=town.recording.events)
        [row] = findings(town)["carried_over_without_measure"]
        assert (row["clause"], row["facts"]["count"], len(row["records"])) == ("S4.3-b", 1, 3)

    def test_g24_that_ends_a_decision_says_why(self, planted):
        ended = decision.Ended(meeting=named("meeting 2026"), reason="")
        rows = planted(put(ended, after="decision.heard", of=without("decision.completed")))
        assert set(rows) == {"ended_without_reason"}
        assert rows["ended_without_reason"][0]["clause"] == "G24"

    def test_g24_that_gives_its_reason_is_lawful(self, planted):
        ended = decision.Ended(meeting=named("meeting 2026"), reason="政策调整")
        assert planted(put(ended, after="decision.heard", of=without("decision.completed"))) == {}

    def test_g9_is_where_a_decision_is_completed(self, planted):
        rows = planted(altered("decision.completed", with_body(meeting=None)))
        assert set(rows) == {"completed_without_meeting", "settled_without_agreements"}
        [row] = rows["completed_without_meeting"]
        assert (row["clause"], row["thing"], len(row["records"])) == ("G9", "decision", 3)


class TestANumber:
    def test_g17_that_is_missing_is_found_once_the_office_has_set_a_series(self, planted):
        rows = planted(with_a_series(altered("minutes.issued", with_body(number=None))))
        assert set(rows) == {"issued_without_number"}
        [row] = rows["issued_without_number"]
        assert (row["clause"], row["facts"]["what"]) == ("G17", "minutes.issued")

    def test_where_no_series_was_set_is_not_missed(self, planted):
        assert planted(altered("minutes.issued", with_body(number=None))) == {}


def with_a_series(events):
    """The history in which the office set a number series at the outset."""
    place = max(place for place, event in enumerate(events) if event.kind == "roster")
    opened = register.Opened(trace=events[place].fact.trace)
    series = register.SeriesSet(
        series="minutes", issuer_code="城联纪", year=2025, start=1, trace=events[place].fact.trace
    )
    made = [
        replace(events[place], fact=fact, kind="register", stream=named("register"), type=f"{fact.TOPIC}/1")
        for fact in (opened, series)
    ]
    return follow_on([*events[: place + 1], *made, *events[place + 1 :]])
