"""The whole way of a command, from the asker to what he reads, where a test has stopped the clock."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from freezegun import freeze_time

from application.commands.institution import ExplainYear
from application.commands.topics import ReportResearch
from application.desk import Asked
from domain.errors import RuleBroken
from interfaces.bootstrap import build
from interfaces.founding import Founding, found
from projections.institution import INSTITUTION
from projections.topic_register import TOPICS
from tests.e2e.town import INSTALLATION, SLUG, charter_text
from tests.e2e.year import submitting

BEGINNING = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def services(tmp_path: Path):
    """An installation as it is served, with the machine's own clock and ids."""
    with freeze_time(BEGINNING):
        services = build(tmp_path / "data")
    with services.runner:
        yield services
    services.close()


@pytest.fixture
def ask(services):
    """Somebody in the office of a conference asks, and waits until it can be seen."""
    with freeze_time(BEGINNING):
        founding = Founding(slug=SLUG, charter=charter_text(), person="周", duty="union_vice_chair")
        person = found(services, INSTALLATION, founding)

    def ask(command, **around):
        done = services.desk.do(Asked(conference=SLUG, person=person, command=command, **around))
        assert services.runner.wait(1, done.last)
        return done

    return ask


class TestFrozenTime:
    def test_is_the_time_of_commands_facts_views_and_what_is_read_as_of_it(self, services, ask):
        with freeze_time(BEGINNING) as clock:
            topic = ask(submitting("高温", concerned=("pg_office",))).stream
            clock.move_to(BEGINNING + timedelta(days=1))
            done = ask(ReportResearch(topic=topic, findings="走访"))
            facts = services.log.read(1, 0, 100)
            at = BEGINNING + timedelta(hours=12)
            position = services.log.position_at(1, at)
            with services.views.reading(1, position) as then, services.views.reading(1) as now:
                before, after = then.one(TOPICS, str(topic)), now.one(TOPICS, str(topic))
        assert done.at == BEGINNING + timedelta(days=1)
        assert [fact.recorded_at for fact in facts[-2:]] == [BEGINNING, BEGINNING + timedelta(days=1)]
        assert facts[-1].fact.trace.on == date(2026, 1, 6)
        assert type(facts[-1].fact.trace.on) is date
        assert type(facts[-1].recorded_at) is datetime
        assert (before.doc["version"], after.doc["version"]) == (1, 2)
        assert str(topic).startswith(f"{int(BEGINNING.timestamp() * 1000) >> 16:08x}")

    def test_is_today_for_the_rules(self, ask):
        with freeze_time(BEGINNING), pytest.raises(RuleBroken, match="date_in_future"):
            ask(ExplainYear(year=2025, explanation="换届"), on=date(2026, 1, 6))

    def test_does_not_keep_what_was_recorded_in_it_from_being_read_outside(self, services, ask):
        with freeze_time(BEGINNING):
            done = ask(ExplainYear(year=2025, explanation="换届"))
        assert services.log.time_of(1, done.last) == BEGINNING
        assert list(services.log.altered(1)) == []
        with services.views.reading(1) as reading:
            (institution,) = reading.page(INSTITUTION).items
        assert institution.doc["years_explained"] == {"2025": "换届"}

    def test_may_run_backwards(self, services, ask):
        with freeze_time(BEGINNING + timedelta(days=400)):
            ask(ExplainYear(year=2024, explanation="未召开"))
        with freeze_time(BEGINNING + timedelta(days=3)):
            done = ask(ExplainYear(year=2025, explanation="换届"))
        assert [fact.position for fact in services.log.read(1, done.first - 2, 9)] == [done.first - 1, done.first]
