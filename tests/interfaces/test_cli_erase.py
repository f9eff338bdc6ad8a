"""``lianxi erase``: nothing of what was held about a person is left in the folder, and everything stays proved."""

import sqlite3
from contextlib import closing
from uuid import UUID

import pytest

from application.commands.institution import EnterPerson, LayDownDuty, TakeDuty
from application.desk import Asked
from application.log import SYSTEM
from application.proof.rooting import Rooting
from domain.facts.installation import PersonErased
from interfaces.bootstrap import build
from projections.feed import catch_up
from tests.interfaces.lianxi import TOWN, found, lianxi, log_of, refused

NAME = "欧阳灵犀"
languages = pytest.mark.parametrize("lang", ["zh", "en"])


class Held:
    """A town that holds a name, in its log, its views and its signed checkpoints."""

    def __init__(self, folder):
        self.folder = folder
        self.office, _ = found(folder)
        with closing(build(folder)) as services:
            self.person = str(self.do(services, EnterPerson(name=NAME)).stream)
            person, today = UUID(self.person), services.clock.now().date()
            self.do(services, TakeDuty(duty="cadre@town_union", person=person, since=today))
            self.do(services, LayDownDuty(duty="cadre@town_union", person=person, until=today))
            catch_up(services.views, services.runner._feed, 1)
            services.publisher.publish_all()

    def do(self, services, command):
        return services.desk.do(Asked(conference=TOWN, person=self.office, command=command))

    def erase(self, *more, person=None, lang="en"):
        words = ["erase", TOWN, person or self.person, "--basis", "本人要求", "--by", self.office]
        return lianxi(*words, "--data", self.folder, *more, lang=lang)

    def told(self):
        with log_of(self.folder) as log:
            facts = [each.fact for each in log.read(SYSTEM, 0, 10**6)]
        return [(fact.person, fact.values, fact.basis) for fact in facts if isinstance(fact, PersonErased)]


@pytest.fixture
def held(tmp_path):
    return Held(tmp_path / "data")


def files_with(folder, *values):
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(value in path.read_bytes() for value in values)
    ]


class TestErase:
    @languages
    def test_says_what_it_did(self, held, lang):
        result = held.erase(lang=lang)
        assert result.exit_code == 0
        assert ("erased" if lang == "en" else "已删除") in result.stdout

    def test_leaves_nothing_of_the_value_and_of_its_key_in_any_file(self, held):
        with closing(sqlite3.connect(held.folder / "log.db.keys")) as db:
            (key,) = db.execute("SELECT key FROM keys WHERE person = ?", (held.person,)).fetchone()
        with closing(sqlite3.connect(held.folder / "log.db")) as db:
            (sealed,) = db.execute("SELECT sealed FROM openings WHERE person = ?", (held.person,)).fetchone()
        assert files_with(held.folder, key) == ["log.db.keys"]
        assert files_with(held.folder, sealed[:24])
        assert held.erase().exit_code == 0
        assert files_with(held.folder, NAME.encode(), key, sealed[:24], sealed[-24:]) == []

    def test_leaves_every_record_and_proof_as_it_was(self, held):
        with log_of(held.folder) as log:
            records, root = list(log.records(1)), Rooting(log, log.mapper).root(1, log.head(1))
            first = log.checkpoints(1, 1)
        held.erase()
        with log_of(held.folder) as log:
            assert list(log.records(1))[: len(records)] == records
            assert Rooting(log, log.mapper).root(1, len(records)) == root
            assert log.checkpoints(1, 1)[: len(first)] == first
        assert lianxi("audit", "verify", "--data", held.folder).exit_code == 0

    def test_shows_the_name_as_erased_and_rebuilds_it_so(self, held):
        held.erase()
        for _ in range(2):
            told = lianxi("history", TOWN, held.person, "--data", held.folder)
            assert NAME not in told.output
            assert lianxi("rebuild", "--data", held.folder).exit_code == 0
        assert lianxi("audit", "verify", "--data", held.folder).exit_code == 0

    def test_is_told_in_the_installations_log_once_whatever_restarts(self, held):
        held.erase()
        for _ in range(2):
            with closing(build(held.folder)) as services:
                services.watch.look()
                services.publisher.publish_all()
        assert held.told() == [(held.person, 1, "本人要求")]

    def test_is_told_once_where_a_crash_came_before_the_checkpoint(self, held, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr("application.proof.publisher.Publisher.publish_all", lambda _: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                held.erase()
        assert held.told() == []
        for _ in range(2):
            with closing(build(held.folder)) as services:
                services.publisher.publish_all()
        assert held.told() == [(held.person, 1, "本人要求")]

    def test_leaves_a_backup_that_opens_nothing_with_the_present_keys(self, held, tmp_path):
        backup = tmp_path / "copy.db"
        assert lianxi("backup", backup, "--data", held.folder).exit_code == 0
        held.erase()
        backup.with_name("copy.db.keys").unlink()  # as the operator is told to
        assert files_with(tmp_path, NAME.encode()) == []
        assert lianxi("restore", backup, "--replace", "--data", held.folder).exit_code == 0
        with log_of(held.folder) as log:
            (position,) = (place for place, _ in log.held_about(1, held.person))
            assert dict(log.opened(1, log.head(1)))[position] is None

    @languages
    def test_is_refused_a_second_time(self, held, lang):
        held.erase()
        result = held.erase(lang=lang)
        assert refused(result, "nothing_to_erase")
        assert len(held.told()) == 1

    @languages
    def test_is_refused_of_who_performs_a_duty(self, held, lang):
        result = held.erase(person=held.office, lang=lang)
        assert refused(result, "erasure_in_duty")
        assert held.told() == []
        with log_of(held.folder) as log:
            assert log.held_about(1, held.office)

    @languages
    def test_is_refused_of_a_stranger_and_by_one(self, held, lang):
        stranger = "00000000-0000-7000-8000-00000000dead"
        assert refused(held.erase(person=stranger, lang=lang), "person_unknown")
        words = ["erase", TOWN, held.person, "--basis", "x", "--by", stranger, "--data", held.folder]
        assert lianxi(*words, lang=lang).exit_code == 1
        assert held.told() == []
