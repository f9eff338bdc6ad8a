"""Every direct change of what an installation keeps, at the three looks that must find it; honest lives find nothing."""

import multiprocessing
import shutil
from contextlib import closing

import pytest

from application.log import SYSTEM
from application.mapper import FactMapper
from application.proof.notes import Note
from application.proof.signer import Signer
from application.proof.witnessing import Watched
from interfaces.bootstrap import build, open_log
from tests.application.proof.standing import Honest, standing
from tests.e2e import live_town
from tests.e2e.live_attacks import ATTACKS
from tests.e2e.live_changes import ALL
from tests.e2e.live_files import older_everything, older_log
from tests.interfaces.lianxi import lianxi

MAPPER = FactMapper()
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.e2e.live_town"])


@pytest.fixture(scope="module")
def lived():
    one = live_town.Lived()
    yield one
    shutil.rmtree(one.base)


@pytest.fixture(autouse=True)
def one_mapper(monkeypatch):
    """To make one for each of many short looks costs more than the looks."""
    monkeypatch.setattr("interfaces.bootstrap.FactMapper", lambda **_: MAPPER)


def looks(lived, tmp_path, change):
    """What each of the three looks finds, each in a copy of its own."""
    found = {}
    for name, look in (
        ("start", live_town.at_the_start),
        ("checkpoint", lambda folder: live_town.at_the_checkpoint(folder, lived.office)),
        ("audit", live_town.at_the_audit),
    ):
        folder = lived.copy(tmp_path / name)
        change(folder, lived)
        found[name] = look(folder)
    return found


class TestAttack:
    @pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
    def test_is_found_where_the_table_says(self, lived, tmp_path, attack):
        found = looks(lived, tmp_path, attack.change)
        assert {look for look, told in found.items() if told} == attack.found, found
        assert not attack.says or any(line.startswith(attack.says) for line in found["audit"]), found["audit"]

    def test_that_not_every_look_finds_has_its_reason(self):
        assert [each.name for each in ATTACKS if each.found != ALL and not each.why] == []

    def test_has_a_name_of_its_own(self):
        assert len({each.name for each in ATTACKS}) == len(ATTACKS)


def done(*words):
    result = lianxi(*words)
    assert result.exit_code == 0, result.output


def untouched(folder, lived):
    """As it is."""


def rotated(folder, lived):
    done("audit", "rotate-key", live_town.SLUG, "--data", folder)


def erased(folder, lived):
    person = str(lived.people[4])
    done("erase", live_town.SLUG, person, "--basis", "本人要求", "--by", lived.office, "--data", folder)


def restored(folder, lived):
    done("backup", folder.parent / f"{folder.name}.db", "--data", folder)
    done("restore", folder.parent / f"{folder.name}.db", "--replace", "--data", folder)


def in_another_epoch(folder, lived):
    older_log(folder, lived)
    done("audit", "epoch", live_town.SLUG, "--reason", "磁盘损坏", "--data", folder)
    # The backup knows nothing of who was erased since; his key is gone, and that he was erased is recorded again.
    person = str(lived.people[0])
    done("erase", live_town.SLUG, person, "--basis", "本人要求", "--by", lived.office, "--data", folder)


class TestHonestLife:
    @pytest.mark.parametrize("life", [untouched, rotated, erased, restored, in_another_epoch])
    def test_is_silent(self, lived, tmp_path, life):
        assert looks(lived, tmp_path, life) == {"start": [], "checkpoint": [], "audit": []}

    def test_is_silent_while_another_process_writes(self, lived, tmp_path):
        folder = lived.copy(tmp_path / "busy")
        process = PROCESSES.Process(target=live_town.write_for, args=(folder, lived.office, 3.0))
        process.start()
        looked = 0
        while process.is_alive():
            assert live_town.at_the_start(folder) == []
            assert live_town.at_the_audit(folder) == []
            assert live_town.at_the_checkpoint(folder, lived.office) == []
            looked += 1
        assert (process.exitcode, looked > 1) == (0, True)


def seen_newer(lived):
    """A witness that has cosigned what is there now."""
    witness, signer = Honest(live_town.WITNESS), Signer(lived.folder / "signer")
    with closing(open_log(lived.folder)) as log:
        for listed in log.logs():
            (latest,) = log.checkpoints(listed.id, 1, last=True)
            keys = tuple(key.public for key in signer.keys(listed.origin))
            witness.logs[listed.origin] = Watched(keys, Note.read(latest.note))
    return witness


class TestOlderEverything:
    def test_is_found_by_the_witness_when_it_is_shown(self, lived, tmp_path):
        folder = lived.copy(tmp_path / "older")
        older_everything(folder, lived)
        with standing(seen_newer(lived)) as address:
            (folder / "witnesses.policy").write_text(live_town.POLICY.replace("\nquorum", f" {address}\nquorum"))
            with closing(build(folder)) as services:
                services.desk.do(live_town.entering(lived.office, "后来"))
                services.watch.look()
                assert services.watch.sound
                assert services.watch.doubts == {live_town.CONFERENCE: ("union",), SYSTEM: ("union",)}
