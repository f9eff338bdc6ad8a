import multiprocessing
import os
import stat
import time
from base64 import b64encode
from pathlib import Path
from random import Random

import pytest

from application.proof.notes import Checkpoint, SigningKey
from application.proof.signer import Contradiction, Signer
from tests.application.proof.growing import ORIGIN, Growing
from tests.application.proof.publishing import checkpoint, heard, sign_all

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.application.proof.publishing"])


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "signer"


@pytest.fixture
def signer(folder):
    return Signer(folder)


def signs(signer, log, size):
    return signer.sign(checkpoint(log, size), log.proof(size))


def lines(folder):
    return (folder / "signed").read_text().splitlines()


def running(folder, story, sizes):
    here, there = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=sign_all, args=(folder, story, sizes, there))
    process.start()
    there.close()
    return process, here


class TestSignature:
    def test_is_of_the_key_of_the_origin(self, signer):
        note = signs(signer, Growing(3), 3)
        assert note.is_signed_by(signer.key(ORIGIN).public)
        assert Checkpoint.read(note.body) == checkpoint(Growing(3), 3)

    def test_is_given_for_what_continues_and_again_for_the_same(self, signer, folder):
        log = Growing(9)
        assert signs(signer, log, 4) == signs(signer, log, 4)
        signs(signer, log, 9)
        assert [each.size for each in signer.signed(ORIGIN)] == [4, 9]

    @pytest.mark.parametrize(
        ("log", "size"),
        [
            (Growing(9), 3),
            (Growing(9), 0),
            (Growing(5, story=1), 5),
            (Growing(9, story=1), 9),
            (Growing(9, story=1, shared=4), 9),
        ],
        ids=["smaller", "empty", "other_root_of_the_size", "other_history", "fork_before_it"],
    )
    def test_is_refused_to_what_does_not_continue(self, signer, folder, log, size):
        signs(signer, Growing(5), 5)
        before = lines(folder)
        for one in (signer, Signer(folder)):
            with pytest.raises(Contradiction):
                signs(one, log, size)
        assert lines(folder) == before

    def test_is_refused_on_a_proof_of_another_tree(self, signer):
        signs(signer, Growing(5), 5)
        for proof in (lambda _: (), lambda _: [bytes(32)], Growing(8, story=1).proof(8)):
            with pytest.raises(Contradiction):
                signer.sign(checkpoint(Growing(8), 8), proof)

    def test_is_of_one_origin_and_says_nothing_of_another(self, signer):
        signs(signer, Growing(5), 5)
        other = Checkpoint(f"{ORIGIN}/epoch/2", 1, bytes(32))
        assert signer.sign(other, lambda _: ()).body == other.body
        assert signer.last(ORIGIN) == checkpoint(Growing(5), 5)
        assert signer.origins() == [ORIGIN, other.origin]

    def test_leaves_only_after_its_state_is_on_the_disk(self, signer, folder, monkeypatch):
        order: list[object] = []
        really, line = os.fsync, SigningKey.line

        def synced(handle):
            really(handle)
            name = Path(f"/proc/self/fd/{handle}").readlink().name
            order.append((name, lines(folder) if (folder / "signed").exists() else []))

        monkeypatch.setattr(os, "fsync", synced)

        def signed(*what):
            order.append("signature")
            return line(*what)

        monkeypatch.setattr(SigningKey, "line", signed)
        signs(signer, Growing(5), 5)
        said = f"{ORIGIN} 5 {b64encode(checkpoint(Growing(5), 5).root).decode()}"
        assert order[-3:] == [("signed", [said]), ("signer", [said]), "signature"]

    def test_does_not_leave_when_the_disk_fails_and_the_state_holds_afterwards(self, signer, folder, monkeypatch):
        signs(signer, Growing(5), 5)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("no disk")))
            with pytest.raises(OSError, match="no disk"):
                signs(signer, Growing(8), 8)
        with pytest.raises(Contradiction):
            signs(signer, Growing(8, story=1, shared=5), 8)
        assert signs(signer, Growing(8), 8)


class TestState:
    def test_is_its_owners_alone(self, signer, folder):
        signs(signer, Growing(3), 3)
        assert oct(stat.S_IMODE(folder.stat().st_mode)) == "0o700"
        modes = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir()}
        assert modes == dict.fromkeys(("keys", "lock", "signed"), "0o600")

    @pytest.mark.parametrize("torn", ["l", f"{ORIGIN} 9", f"{ORIGIN} 9 AAAA", "\0\0\0"])
    def test_goes_on_after_a_line_that_a_crash_tore(self, signer, folder, torn):
        signs(signer, Growing(5), 5)
        with (folder / "signed").open("a") as file:
            file.write(torn)
        again = Signer(folder)
        assert again.last(ORIGIN) == checkpoint(Growing(5), 5)
        signs(again, Growing(7), 7)
        assert [each.size for each in Signer(folder).signed(ORIGIN)] == [5, 7]
        assert len(lines(folder)) == 2

    @pytest.mark.parametrize("line", ["nonsense", f"{ORIGIN} nine AAAA", f"{ORIGIN} 9 !", f"{ORIGIN} 9"])
    def test_that_somebody_spoilt_is_a_contradiction(self, signer, folder, line):
        signs(signer, Growing(5), 5)
        (folder / "signed").write_text(f"{line}\n")
        with pytest.raises(Contradiction):
            Signer(folder).origins()

    def test_is_the_same_to_all_who_sign(self, signer, folder):
        other = Signer(folder)
        assert other.key(ORIGIN) == signer.key(ORIGIN)
        signs(signer, Growing(5), 5)
        with pytest.raises(Contradiction):
            signs(other, Growing(5, story=1), 5)


class TestKey:
    def test_is_made_once_and_of_the_origin(self, signer, folder):
        key = signer.key(ORIGIN)
        assert (key, Signer(folder).key(ORIGIN)) == (key, key)
        assert signer.key("log.example/other").seed != key.seed

    def test_gives_way_to_a_new_one_and_stays_known(self, signer, folder):
        first = signer.key(ORIGIN)
        assert signer.rotate(ORIGIN) == tuple(signer.keys(ORIGIN))
        old, new = Signer(folder).keys(ORIGIN)
        assert (old, new) == (first, signer.key(ORIGIN))
        note = signs(signer, Growing(3), 3)
        assert note.is_signed_by(new.public)
        assert not note.is_signed_by(old.public)

    @pytest.mark.parametrize("spoilt", ["", "AAAA", "!!!"])
    def test_that_somebody_spoilt_is_a_contradiction(self, signer, folder, spoilt):
        signer.key(ORIGIN)
        (folder / "keys").write_text(f"{ORIGIN} {spoilt}\n")
        with pytest.raises(Contradiction):
            Signer(folder).keys(ORIGIN)


class TestProcesses:
    @pytest.mark.parametrize("stories", [(0, 0, 0), (0, 1, 2)], ids=["one_history", "three_histories"])
    def test_that_sign_at_once_never_contradict_each_other(self, folder, stories):
        started = [running(folder, story, 60) for story in stories]
        assert all(told.poll(10) for _, told in started)
        (folder.parent / "begin").touch()
        notes = [note for _, told in started for note in heard(told)]
        for process, _ in started:
            process.join(10)
        signed = [Checkpoint.read(note.body) for note in notes]
        assert len({(each.size, each.root) for each in signed}) == len({each.size for each in signed})
        sizes = [int(line.split(" ")[1]) for line in lines(folder)]
        assert sizes == sorted(set(sizes))
        assert {each.size for each in signed} == set(sizes)
        (key,) = Signer(folder).keys(ORIGIN)
        assert all(note.is_signed_by(key.public) for note in notes)

    def test_that_are_killed_never_let_two_roots_of_one_size_leave(self, folder):
        chance, seen = Random(7), dict[int, bytes]()
        (folder.parent / "begin").touch()
        for story in range(8):
            process, told = running(folder, story, 400)
            told.poll(10)
            time.sleep(chance.uniform(0.02, 0.08))
            process.kill()
            process.join()
            for found in (Checkpoint.read(note.body) for note in heard(told)):
                assert seen.setdefault(found.size, found.root) == found.root
            last = Signer(folder).last(ORIGIN)
            assert last is not None
            assert max(seen) <= last.size
            assert seen.get(last.size, last.root) == last.root
        assert seen
