import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from application.log import Conflict
from domain.facts import roster as facts
from domain.personal import ErasedValue
from domain.roster import Roster
from domain.stream import Sealed
from tests.application.writing import a_batch, a_log, an_id, recorded_on, topic_facts
from tests.cast import NOW, act

NAME = "欧阳修远"


@pytest.fixture
def roster(log, conference):
    """A roll with three people on it."""
    roster = Roster.open(act("zhao"), an_id())
    for person, name in (("p1", NAME), ("p2", "李明"), ("p1", f"{NAME}（更正）")):
        roster.record(act("zhao"), facts.PersonEntered, person=person, name=name)
    log.append(a_batch(conference, *recorded_on(roster)))
    return roster.id


def sealed(log, conference):
    facts = [recorded.fact for recorded in log.read(conference, 0, 100)]
    return [fact.name.commitment for fact in facts if isinstance(getattr(fact, "name", None), Sealed)]


class TestOpening:
    def test_gives_the_value_to_whoever_has_its_commitment(self, log, conference, roster):
        commitments = sealed(log, conference)
        opened = log.openings(conference, commitments[:2])
        assert {commitment: opened[commitment].value for commitment in opened} == dict(
            zip(commitments, [NAME, "李明"], strict=False)
        )
        assert (opened[commitments[0]].person, opened[commitments[0]].path) == ("p1", "name")

    def test_is_not_given_for_what_is_unknown_or_anothers(self, log, conference, other, roster):
        assert log.openings(conference, ["?", "' OR 1"]) == {}
        assert log.openings(other, sealed(log, conference)) == {}

    def test_can_be_had_for_any_number_at_once(self, log, conference, roster):
        many = [f"unknown {number}" for number in range(5000)] + sealed(log, conference)
        assert len(log.openings(conference, many)) == 3

    def test_is_nowhere_in_the_record(self, log, conference, roster):
        assert not any(NAME.encode() in record for record in log.records(conference))


def erase(log, conference, person):
    held = tuple(ErasedValue(position=position, path=path) for position, path in log.held_about(conference, person))
    roster = Roster.open(act("zhao"), an_id())
    roster.record(act("zhao"), facts.PersonErased, person=person, basis="本人申请", erased=held)
    return log.append(a_batch(conference, *recorded_on(roster), erased=frozenset({person})))


class TestErasing:
    def test_takes_every_value_about_a_person_and_nothing_else(self, log, conference, roster):
        commitments, before = sealed(log, conference), list(log.records(conference))
        assert log.held_about(conference, "p1") == [(2, "name"), (4, "name")]
        erase(log, conference, "p1")
        assert list(log.openings(conference, commitments)) == [commitments[1]]
        assert list(log.records(conference))[: len(before)] == before
        assert list(log.altered(conference)) == []
        assert log.held_about(conference, "p1") == []

    def test_leaves_no_key_and_no_value_in_the_files(self, log, conference, roster, path):
        def cells():
            with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(f"{path}.keys")) as keys:
                sealed = db.execute("SELECT person, sealed FROM openings ORDER BY position").fetchall()
                return sealed, dict(keys.execute("SELECT person, key FROM keys").fetchall())

        def is_there(cell):
            return any(cell in file.read_bytes() for file in path.parent.iterdir())

        openings, keys = cells()
        assert [is_there(cell) for cell in (openings[0][1], keys["p1"], openings[1][1], keys["p2"])] == [True] * 4
        erase(log, conference, "p1")
        assert [is_there(cell) for cell in (openings[0][1], keys["p1"], openings[1][1], keys["p2"])] == [
            False,
            False,
            True,
            True,
        ]

    def test_is_whole_or_not_done(self, log, conference, roster):
        with pytest.raises(Conflict):
            log.append(a_batch(conference, *topic_facts(an_id()), head=1, erased=frozenset({"p1"})))
        assert len(log.held_about(conference, "p1")) == 2

    def test_is_one_conferences_own(self, log, conference, other, roster):
        erase(log, other, "p1")
        assert len(log.openings(conference, sealed(log, conference))) == 3

    def test_holds_for_older_copies_of_the_log_too(self, log, conference, roster, path, tmp_path):
        log.backup(tmp_path / "copy")
        commitments = sealed(log, conference)
        erase(log, conference, "p1")
        (tmp_path / "copy").rename(tmp_path / path.name)
        log.vault.backup(tmp_path / f"{path.name}.keys")
        with closing(a_log(tmp_path / path.name)) as old:
            assert list(old.openings(conference, commitments)) == [commitments[1]]


class TestOpeningInAFile:
    def test_can_be_read_with_the_persons_key_alone(self, log, conference, roster, path):
        assert not any(NAME.encode() in file.read_bytes() for file in path.parent.iterdir())
        Path(f"{path}.keys").unlink()
        with closing(a_log(path)) as without:
            assert without.openings(conference, sealed(log, conference)) == {}

    def test_that_was_altered_opens_nothing(self, log, conference, roster, path):
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(
                "UPDATE openings SET sealed = (SELECT sealed FROM openings WHERE position = 3) WHERE position = 2"
            )
        assert [opening and opening.value for _, opening in log.opened(conference, 9)][:2] == [None, "李明"]


class TestJournal:
    def test_keeps_refused_attempts_outside_the_log(self, log, conference, other):
        log.journal_refusal(conference, NOW, "p1", "approve_topic", "not_entitled", "R-seat")
        log.journal_refusal(other, NOW, "p1", "approve_topic", "not_entitled", None)
        log.journal_refusal(conference, NOW + timedelta(seconds=1), "p2", "submit_topic", "late", None, "key")
        first, second = log.refusals(conference)
        assert first == (1, NOW, "p1", "approve_topic", "not_entitled", "R-seat", None)
        assert second == (2, NOW + timedelta(seconds=1), "p2", "submit_topic", "late", None, "key")
        assert [refused.number for refused in log.refusals(other)] == [1]
        assert log.head(conference) == 0

    def test_is_read_in_pages(self, log, conference):
        for number in range(5):
            log.journal_refusal(conference, NOW, f"p{number}", "c", "code", None)
        assert [refused.person for refused in log.refusals(conference, after=2, limit=2)] == ["p2", "p3"]

    def test_is_read_from_its_end(self, log, conference):
        for number in range(5):
            log.journal_refusal(conference, NOW, f"p{number}", "c", "code", None)
        assert [refused.number for refused in log.refusals_before(conference, 5, 3)] == [4, 3, 2]
