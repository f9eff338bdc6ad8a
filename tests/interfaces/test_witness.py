"""``lianxi witness``: its file, its lock, and what it answers in files and over HTTP."""

import json
import os
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from application.proof.notes import Key, Note
from application.proof.witnessing import Request, cosignatures, size_in
from interfaces.witness import keeping
from interfaces.witness.keeping import Taken, evidence_of, opened
from interfaces.witness.state import State, Unreadable
from tests.application.proof.growing import NOON, ORIGIN, Growing
from tests.interfaces.lianxi import lianxi, refused

NAME = "union.example/witness"


class At:
    """A clock that stands where it is put."""

    def __init__(self, at: int = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=self.at)


@pytest.fixture
def state(tmp_path):
    """The state of a witness that knows a log."""
    path = tmp_path / "witness.json"
    keeping.begin(path, NAME, bytes(32))
    with opened(path, At()) as witness:
        witness.add(Growing().key.public)
    return path


def asked(path, request: Request, at: int = NOON):
    with opened(path, At(at)) as witness:
        return witness.cosign(request.text.encode())


def seen(path) -> tuple[int, bytes]:
    """The size and root that the file says."""
    found = State.read(path.read_text()).logs[ORIGIN].seen
    return found.size, found.root


class TestInit:
    def test_prints_the_key_and_keeps_it_for_itself(self, tmp_path):
        path = tmp_path / "witness.json"
        told = lianxi("witness", "init", "--name", NAME, "--state", path).stdout
        assert Key.read(told).name == NAME
        assert State.read(path.read_text()).key.public == Key.read(told)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_never_begins_anew(self, state):
        assert refused(lianxi("witness", "init", "--name", NAME, "--state", state), "target_exists")
        state.write_text("torn")
        assert refused(lianxi("witness", "init", "--name", NAME, "--state", state), "target_exists")
        assert state.read_text() == "torn"

    @pytest.mark.parametrize("name", ["", "a b", "a+b", "a\tb"])
    def test_refuses_a_name_that_no_key_bears(self, tmp_path, name):
        assert refused(
            lianxi("witness", "init", "--name", name, "--state", tmp_path / "witness.json"), "witness_no_key"
        )
        assert list(tmp_path.iterdir()) == []


class TestAddLog:
    def test_knows_a_log_and_its_further_keys(self, state):
        another = replace(Growing().key, seed=bytes(32)).public
        assert lianxi("witness", "add-log", str(another), "--state", state).exit_code == 0
        assert lianxi("witness", "add-log", str(another), "--state", state).exit_code == 0
        assert State.read(state.read_text()).logs[ORIGIN].keys == (Growing().key.public, another)

    def test_forgets_nothing_it_saw(self, state):
        asked(state, Growing(3).request(0))
        lianxi("witness", "add-log", str(replace(Growing().key, seed=bytes(32)).public), "--state", state)
        assert seen(state)[0] == 3

    def test_refuses_what_is_no_key_of_a_log(self, state):
        own = State.read(state.read_text()).key.public
        assert refused(lianxi("witness", "add-log", "nonsense", "--state", state), "witness_no_key")
        assert refused(lianxi("witness", "add-log", str(own), "--state", state), "witness_not_a_log")


class TestShow:
    def test_tells_what_was_cosigned_and_what_is_held(self, state):
        log = Growing(11)
        asked(state, log.request(0))
        asked(state, Growing(11, story=1).request(11))
        told = lianxi("witness", "show", "--state", state)
        assert Key.read(told.stdout.splitlines()[0]).name == NAME
        assert re.search(rf"{ORIGIN} +11 +{seen(state)[1].hex()} +2025-06-15T15:06:40\+00:00", told.stdout)
        assert re.search(r"evidence .*fork-.*\.json", told.stderr)

    def test_looks_while_the_witness_is_at_work(self, state):
        with opened(state, At()):
            assert lianxi("witness", "show", "--state", state).exit_code == 0


class TestFile:
    @pytest.mark.parametrize("command", ["show", "serve", "cosign nothing", "add-log nothing"])
    def test_that_is_not_there_is_not_made(self, tmp_path, command):
        key = str(Growing().key.public)
        words = [key if word == "nothing" else word for word in command.split()]
        assert refused(lianxi("witness", *words, "--state", tmp_path / "witness.json"), "no_file")
        assert list(tmp_path.iterdir()) == []

    def test_belongs_to_one_process(self, state, tmp_path):
        other_name = tmp_path / "other-name"
        other_name.symlink_to(state)
        with opened(state, At()):
            for path in (state, other_name):
                with pytest.raises(Taken), opened(path, At()):
                    pass
            for command in (["serve"], ["cosign", state], ["add-log", str(Growing().key.public)]):
                assert refused(lianxi("witness", *command, "--state", state), "witness_taken")
        assert asked(state, Growing(3).request(0)).cosigned

    def test_that_was_torn_is_refused_wherever_it_was(self, state):
        asked(state, Growing(3).request(0))
        whole = state.read_bytes()
        for length in range(len(whole) - 1):
            with pytest.raises(Unreadable):
                State.read(whole[:length].decode(errors="replace"))

    def test_that_was_altered_is_refused_wherever_it_was(self, state):
        asked(state, Growing(3).request(0))
        whole = state.read_text()
        for at in (at for at, character in enumerate(whole) if not character.isspace()):
            other = "0" if whole[at] != "0" else "1"
            with pytest.raises(Unreadable):
                State.read(whole[:at] + other + whole[at + 1 :])

    @pytest.mark.parametrize(
        "text", ["", "{}", "[]", "null", "1", '"x"', '{"seed": 3}', '{"seed": "AAAA"}', "[" * 99999]
    )
    def test_that_is_another_is_refused_in_words(self, state, text):
        state.write_text(text)
        for command in (["show"], ["serve"], ["cosign", state], ["add-log", str(Growing().key.public)]):
            assert refused(lianxi("witness", *command, "--state", state), "witness_unreadable")
        assert state.read_text() == text

    def test_that_is_no_text_is_refused_in_words(self, state):
        state.write_bytes(b"\xff")
        assert refused(lianxi("witness", "show", "--state", state), "witness_unreadable")

    def test_with_a_note_that_was_put_back_by_hand_is_refused(self, state):
        asked(state, Growing(3).request(0))
        older = json.loads(state.read_text())
        asked(state, Growing(5).request(3))
        newer = json.loads(state.read_text())
        newer["logs"] = older["logs"]
        state.write_text(json.dumps(newer))
        assert refused(lianxi("witness", "show", "--state", state), "witness_unreadable")

    def test_left_half_written_by_a_crash_is_the_one_before_and_stays_private(self, state):
        asked(state, Growing(3).request(0))
        state.with_name(f"{state.name}.new").write_text("torn")
        assert asked(state, Growing(5).request(3)).cosigned
        assert seen(state)[0] == 5
        assert stat.S_IMODE(state.stat().st_mode) == 0o600


class TestKeeping:
    def test_comes_before_the_answer(self, state, monkeypatch):
        order: list[str] = []
        really = Path.replace

        def replaced(*what):
            order.append("replaced")
            return really(*what)

        kinds = {True: "folder", False: "file"}
        monkeypatch.setattr(os, "fsync", lambda handle: order.append(kinds[stat.S_ISDIR(os.fstat(handle).st_mode)]))
        monkeypatch.setattr(Path, "replace", replaced)
        with opened(state, At()) as witness:
            assert witness.cosign(Growing(3).request(0).text.encode()).cosigned
        assert order == ["file", "replaced", "folder"]
        assert seen(state)[0] == 3

    def test_that_fails_gives_no_answer_and_changes_nothing(self, state, monkeypatch):
        def full(*_):
            raise OSError("no space left")

        with opened(state, At()) as witness:
            monkeypatch.setattr(keeping, "replace", full)
            with pytest.raises(OSError, match="no space"):
                witness.cosign(Growing(3).request(0).text.encode())
            monkeypatch.undo()
            assert witness.cosign(Growing(4, story=1).request(0).text.encode()).cosigned
        assert seen(state)[0] == 4

    def test_lets_no_two_requests_in_at_once(self, state):
        log = Growing(40)
        requests = [log.request(0, size).text.encode() for size in range(1, 41)] * 3
        with opened(state, At()) as witness, ThreadPoolExecutor(8) as threads:
            verdicts = list(threads.map(witness.cosign, requests))
        (only,) = [verdict for verdict in verdicts if verdict.cosigned]
        assert seen(state)[0] == witness.state.logs[ORIGIN].seen.size
        assert only.cosigned == witness.state.logs[ORIGIN].last

    def test_lets_no_larger_tree_be_older_when_the_clock_goes_back(self, state):
        log = Growing(9)
        asked(state, log.request(0, 3), NOON)
        later = asked(state, log.request(3), NOON - 86_400)
        assert later.cosigned
        assert later.cosigned.witnessed_at(State.read(state.read_text()).key.public) == NOON


class TestEvidence:
    def test_of_a_fork_proves_it_by_two_signed_notes(self, state):
        log, fork = Growing(11), Growing(11, story=1, shared=4)
        asked(state, log.request(0))
        asked(state, fork.request(11))
        (path,) = evidence_of(state).iterdir()
        told = json.loads(path.read_text())
        notes = [Note.read(told["cosigned"]), Request.read(told["request"].encode()).note]
        assert all(note.is_signed_by(log.key.public) for note in notes)
        assert [note.body.split("\n")[:2] for note in notes] == [[ORIGIN, "11"]] * 2
        assert notes[0].body != notes[1].body
        assert told["suspicion"] == "fork"

    def test_is_kept_once_and_not_without_end(self, state, monkeypatch):
        monkeypatch.setattr(keeping, "_MOST_OF_A_KIND", 3)
        asked(state, Growing(11).request(0))
        for story in (1, 1, 2, 3, 4, 5):
            asked(state, Growing(11, story=story).request(11))
            asked(state, Growing(12, story=story).request(11))
        names = sorted(path.name.split("-")[0] for path in evidence_of(state).iterdir())
        assert names == ["fork"] * 3 + ["unproved"] * 3

    def test_is_not_made_of_what_nobody_trusted_has_signed(self, state):
        log = Growing(11)
        asked(state, log.request(0))
        stranger = replace(log.request(11), note=Note(Growing(11, story=1).note().body, log.note().signatures))
        assert asked(state, stranger).answer.status == 403
        assert not evidence_of(state).exists()


class TestAirGap:
    """A log and a witness that are on no network: files go to and fro."""

    def carried(self, tmp_path, state, request: Request) -> tuple[str, int]:
        carried, back = tmp_path / "request.txt", tmp_path / "answer.txt"
        carried.write_text(request.text, encoding="utf-8")
        result = lianxi("witness", "cosign", carried, "--state", state, "--out", back)
        return back.read_text(encoding="utf-8"), result.exit_code

    def test_is_bridged_by_files(self, tmp_path, state):
        key = State.read(state.read_text()).key.public
        log = Growing(7)
        for old, size in ((0, 7), (7, 300), (300, 300)):
            log.grow(size - len(log.leaves))
            answer, code = self.carried(tmp_path, state, log.request(old))
            cosigned = log.note().with_lines(cosignatures(log.note(), answer, [key]))
            assert (cosigned.witnessed_at(key) is None, code) == (False, 0)

    def test_is_bridged_when_the_log_does_not_know_what_was_seen(self, tmp_path, state):
        asked(state, Growing(7).request(0))
        log = Growing(12)
        answer, code = self.carried(tmp_path, state, log.request(0))
        assert (answer, code) == ("7\n", 1)
        answer, code = self.carried(tmp_path, state, log.request(size_in(answer) or 0))
        assert code == 0

    def test_carries_the_answer_on_standard_output_too(self, tmp_path, state):
        (tmp_path / "request.txt").write_text(Growing(3).request(0).text, encoding="utf-8")
        result = lianxi("witness", "cosign", tmp_path / "request.txt", "--state", state)
        key = State.read(state.read_text()).key.public
        assert cosignatures(Growing(3).note(), result.stdout, [key]) == result.stdout

    def test_tells_of_a_fork(self, tmp_path, state):
        asked(state, Growing(7).request(0))
        carried = tmp_path / "request.txt"
        carried.write_text(Growing(7, story=1).request(7).text, encoding="utf-8")
        result = lianxi("witness", "cosign", carried, "--state", state)
        assert result.exit_code == 1
        assert "two roots of one size" in result.stderr
        assert "witness_refused" in result.stderr

    @pytest.mark.parametrize("data", [b"", b"\xff" * 9, b"old 0\n\n", b"x" * 100_000])
    def test_carries_no_nonsense(self, tmp_path, state, data):
        (tmp_path / "request.txt").write_bytes(data)
        assert refused(lianxi("witness", "cosign", tmp_path / "request.txt", "--state", state), "witness_refused")

    def test_needs_the_file(self, tmp_path, state):
        assert refused(lianxi("witness", "cosign", tmp_path / "request.txt", "--state", state), "no_file")
