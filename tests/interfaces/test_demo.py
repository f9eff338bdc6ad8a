"""The demonstration: always the same, the whole life of the conference, and something left to do for everybody."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from application.mapper import FactMapper
from application.sqlite import SQLiteLog
from domain.recorded import Recorded
from interfaces.bootstrap import build, open_log
from interfaces.demo import Demonstration, play
from interfaces.demo.performance import SCENES
from interfaces.demo.tables import names, table
from interfaces.http.app import api

# What the measures of this town do not provide for: nobody signs minutes off beyond the review [G6], and a decision is
# completed by the meeting, not by the heads alone [G9].
NEVER_HERE = {"minutes.sign_off_given", "minutes.signed_off", "decision.completion_agreed"}
BUSY = {"head_gov": "lu", "head_union": "bai", "office": "xi", "director": "wei", "finance": "jing", "mayor": "gu"}
DEPARTURES = {
    "approved_without_consensus",
    "consensus_open",
    "heard_without_report",
    "shortfall_unexplained",
    "topics_not_reached",
    "other_matter_unresearched",
}


class Shown:
    """A performance, to look at."""

    def __init__(self, folder: Path) -> None:
        self.told: list[tuple[str, int, int]] = []
        self.folder = folder
        self.demonstration: Demonstration = play(folder, tell=lambda *step: self.told.append(step))
        log = open_log(folder)
        self.facts = facts_of(log)
        self.records = list(log.records(log.conference("chengqiao")[0]))
        log.close()


def facts_of(log: SQLiteLog) -> list[Recorded]:
    key, _ = log.conference("chengqiao")
    return log.read(key, 0, log.head(key))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    return Shown(tmp_path_factory.mktemp("shown") / "demo")


@pytest.fixture(scope="module")
def client(shown: Shown) -> Iterator[TestClient]:
    with TestClient(api(build(shown.folder))) as opened:
        yield opened


def get(client: TestClient, shown: Shown, who: str, path: str) -> Any:
    token = shown.demonstration.people[who].token
    base = f"/api/v1/conferences/{shown.demonstration.conference}"
    answer = client.get(base + path, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text
    return answer.json()


class TestTheDemonstration:
    def test_is_the_same_every_time(self, shown, tmp_path):
        again = Shown(tmp_path / "again")
        assert again.records == shown.records
        assert again.demonstration.counts == shown.demonstration.counts

    def test_makes_new_tokens_every_time_and_plays_once(self, shown):
        again = Shown(shown.folder)
        assert again.told == []
        assert again.records == shown.records
        ours, theirs = shown.demonstration.people, again.demonstration.people
        assert {who: each.name for who, each in ours.items()} == {who: each.name for who, each in theirs.items()}
        assert not {each.token for each in ours.values()} & {each.token for each in theirs.values()}

    def test_has_every_fact_that_the_measures_of_the_town_provide_for(self, shown):
        known = {name.rpartition("/")[0] for name in FactMapper().types if not name.startswith("installation.")}
        played = {recorded.type.rpartition("/")[0] for recorded in shown.facts}
        assert known - played == NEVER_HERE

    def test_gives_a_reason_for_every_departure(self, shown):
        departures = [each for recorded in shown.facts for each in recorded.fact.trace.departures]
        assert {each.code for each in departures} >= DEPARTURES
        assert all(each.reason and each.clause for each in departures)

    def test_names_the_seat_of_every_act_but_the_founding_and_the_replies_of_guests(self, shown):
        founding = shown.facts[0].cmd
        later = [recorded for recorded in shown.facts if recorded.cmd != founding]
        seatless = {recorded.type for recorded in later if not recorded.fact.trace.by.seat}
        assert seatless == {"invitation.replied/1"}

    def test_enters_acts_of_others_on_paper_and_by_telephone(self, shown):
        entries = (recorded.fact.trace.entered_by for recorded in shown.facts)
        assert Counter(entry.basis.value for entry in entries if entry).keys() == {"paper", "telephone"}

    def test_records_nothing_before_it_happened(self, shown):
        for recorded in shown.facts:
            assert recorded.fact.trace.on <= recorded.recorded_at.date(), recorded

    def test_tells_how_far_it_is(self, shown):
        total = len(SCENES)
        assert [done for _, done, _ in shown.told] == [*range(total), total - 1, total]

    def test_takes_its_topics_over_from_published_ones(self):
        assert all(topic["taken_from"] for topic in table("topics").values())

    def test_has_a_town_of_its_own(self, shown):
        units = Counter(unit["kind"] for unit in table("people")["units"])
        assert units["department"] + units["institution"] >= 10
        assert units["grassroots_union"] >= 6
        assert set(shown.demonstration.people) == set(names()) - {"zhu"}  # his name was erased
        assert len(set(names().values())) == len(names()) >= 25

    def test_leaves_something_to_do(self, shown, client):
        for who in BUSY.values():
            assert get(client, shown, who, "/desk")["items"], who

    def test_shows_its_views_as_of_any_step(self, shown, client):
        half = shown.demonstration.counts["fact"] // 2
        now = get(client, shown, "xi", "/decisions?limit=100")["items"]
        then = get(client, shown, "xi", f"/decisions?limit=100&as_of={half}")["items"]
        assert 0 < len(then) < len(now) == shown.demonstration.counts["decision"]
