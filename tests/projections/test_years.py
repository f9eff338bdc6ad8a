"""A year at a glance, and the dossier of a decision, from the same rows as everything else."""

from datetime import date

import pytest

from projections.dossier import AllFacts, subjects_on_the_way, way_of
from projections.years import PUNCTUAL, overview
from tests.cast import act, named
from tests.projections.town import Town, a_town_of_three_years


@pytest.fixture(scope="module")
def town():
    return a_town_of_three_years()


class TestYear:
    def test_counts_its_meetings_and_how_topics_and_decisions_stand(self, seen, town):
        seen.fold(town.recording.events)
        with seen.store.reading(seen.conference) as reading:
            year = overview(reading, 2024, date(2026, 6, 30))
        assert [(meeting["stage"], meeting["ordinal"]) for meeting in year["meetings"]] == [("archived", 4)]
        assert year["topics"]["total"] == 2
        assert year["decisions"]["stage"] == {"carried_over": 1, "completed": 1}
        assert year["decisions"]["carried_over"] == 1
        assert year["decisions"]["course"] == {"done": 1, "overdue": 1}

    def test_tells_the_course_as_of_the_day(self, seen, town):
        seen.fold(town.recording.events)
        with seen.store.reading(seen.conference) as reading:
            year = overview(reading, 2026, date(2026, 6, 30))
        assert year["decisions"]["course"] == {"done": 0, "on_course": 2}

    def test_counts_how_each_unit_kept_to_its_dates(self, seen, town):
        seen.fold(town.recording.events)
        with seen.store.reading(seen.conference) as reading:
            units = overview(reading, 2024, date(2026, 6, 30))["decisions"]["units"]
        for each in units:
            assert each["total"] == sum(each[how] for how in PUNCTUAL) > 0
        assert sum(each["in_time"] for each in units) == 1
        assert sum(each["overdue"] for each in units) == 1


class TestDossier:
    def test_leads_from_a_decision_to_its_topic_and_the_suggestion_it_took_up(self, town):
        decision = town.decisions[0].id
        found = subjects_on_the_way(AllFacts(town.recording.events), str(decision))
        assert found == [str(decision), str(named("heat 2024")), str(named("idea 2024"))]

    def test_leads_on_to_what_the_decision_took_the_place_of(self):
        town = Town()
        topics = [town.topic(name, 2025) for name in ("heat", "training")]
        town.meeting(2025, *topics)
        earlier, later = town.decisions
        earlier.supersede(act("wang"), successor=later.id)
        town.save(earlier)
        found = subjects_on_the_way(AllFacts(town.recording.events), str(later.id))
        assert set(found) == {str(later.id), str(earlier.id), *(str(topic.id) for topic in topics)}

    def test_is_empty_where_there_is_no_decision(self, town):
        facts = AllFacts(town.recording.events)
        assert subjects_on_the_way(facts, str(named("nothing"))) == []
        assert subjects_on_the_way(facts, str(named("heat 2024"))) == []
        assert way_of(facts, []) == []

    def test_takes_the_meetings_and_minutes_with_it_that_the_decision_passed(self, town):
        facts = AllFacts(town.recording.events)
        way = way_of(facts, subjects_on_the_way(facts, str(town.decisions[0].id)))
        types = [recorded.type.partition("/")[0] for recorded in way]
        steps = ("topic.submitted", "topic.scheduled", "meeting.opened", "decision.adopted", "meeting.closed")
        assert [types.index(step) for step in steps] == sorted(types.index(step) for step in steps)
        assert {"meeting.planned", "minutes.drafted", "minutes.issued", "decision.minuted"} <= set(types)
        assert [recorded.position for recorded in way] == sorted({recorded.position for recorded in way})
