"""``lianxi audit`` and ``lianxi erase``: what they say in both languages, and what they leave alone."""

import re
import shutil
import sqlite3
from contextlib import closing

import pytest

from application.commands.institution import EnterPerson
from application.desk import Asked
from application.proof.notes import Key
from application.proof.policy import Policy
from application.proof.system import that
from domain.facts import installation as facts
from interfaces.bootstrap import build
from tests.application.proof.verifying import verified
from tests.interfaces.lianxi import SLUG_UNKNOWN, TOWN, found, lianxi, log_of, refused

languages = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture
def town(tmp_path):
    folder = tmp_path / "data"
    found(folder)
    return folder


@pytest.fixture
def signed(town):
    """A town whose logs are signed."""
    with closing(build(town)) as services:
        services.publisher.publish_all()
    return town


def alter(folder, statement="UPDATE events SET sw = 'x' WHERE conference = 1 AND position = 3"):
    with closing(sqlite3.connect(folder / "log.db", isolation_level=None)) as db:
        assert db.execute(statement).rowcount


def grow(folder):
    """Somebody more on the roll."""
    with closing(build(folder)) as services:
        (office,) = {token.person for token in services.access.tokens.all(1)}
        services.desk.do(Asked(conference=TOWN, person=office, command=EnterPerson(name="李四")))


def everything(folder):
    """What the log's tables hold."""
    with closing(sqlite3.connect(folder / "log.db")) as db:
        return list(db.iterdump())


def in_words(text, lang):
    return any("\u4e00" <= character <= "\u9fff" for character in text) == (lang == "zh")


class TestVerify:
    @languages
    def test_says_that_all_is_as_it_was(self, signed, lang):
        result = lianxi("audit", "verify", "--data", signed, lang=lang)
        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        assert [line.partition(":" if lang == "en" else "：")[0] for line in lines] == ["system", TOWN, TOWN]
        assert all(in_words(line, lang) for line in lines)
        assert in_words(result.stderr, lang)

    @languages
    def test_names_what_is_not_and_repairs_nothing(self, signed, lang):
        alter(signed)
        before = everything(signed)
        result = lianxi("audit", "verify", "--data", signed, lang=lang)
        assert result.exit_code == 1
        (flaw,) = (line for line in result.stdout.splitlines() if line.startswith("record_altered"))
        assert flaw.split("  ")[1].endswith(f"/{TOWN}")
        assert flaw.split("  ")[2] == "3"
        assert in_words(flaw.split("  ")[3], lang)
        assert everything(signed) == before

    def test_looks_at_one_log_alone(self, signed):
        alter(signed)
        assert lianxi("audit", "verify", "system", "--data", signed).exit_code == 0
        assert lianxi("audit", "verify", TOWN, "--data", signed).exit_code == 1

    def test_is_silent_of_a_log_that_was_never_signed(self, town):
        assert lianxi("audit", "verify", "--data", town).exit_code == 0


class TestStatus:
    @languages
    def test_says_how_far_each_log_is_signed_and_by_which_key(self, signed, lang):
        result = lianxi("audit", "status", TOWN, "--data", signed, lang=lang)
        with log_of(signed) as log:
            head = log.head(log.conference(TOWN)[0])
        assert str(head) in result.stdout
        assert in_words(result.stdout, lang)
        vkey = re.search(r"\S+\+[0-9a-f]{8}\+\S+", result.stdout)
        assert vkey
        assert Key.read(vkey[0])


class TestPolicy:
    def test_is_a_file_that_can_be_read_back(self, signed):
        result = lianxi("audit", "policy", "--data", signed)
        read = Policy.read(result.stdout.encode())
        assert [party.key.name.rpartition("/")[2] for party in read.logs] == ["system", TOWN]
        assert read.quorum == "none"

    def test_holds_the_witnesses(self, signed, tmp_path):
        key = lianxi("witness", "init", "--name", "union.example/w", "--state", tmp_path / "w.json").stdout.strip()
        (signed / "witnesses.policy").write_text(f"witness union {key}\nquorum union\n")
        read = Policy.read(lianxi("audit", "policy", "--data", signed).stdout.encode())
        assert (list(read.witnesses), read.quorum) == (["union"], "union")

    @languages
    def test_that_is_wrong_is_told_in_words(self, signed, lang):
        (signed / "witnesses.policy").write_text("quorum union\n")
        for command in (["verify"], ["status"], ["policy"]):
            result = lianxi("audit", *command, "--data", signed, lang=lang)
            assert refused(result, "bad_policy")


class TestReceipt:
    def test_proves_the_record_that_is_printed_beside_it(self, town):
        key = lianxi("audit", "policy", "--data", town).stdout.splitlines()[1].removeprefix("log ")
        for position in (1, 4):
            receipt = lianxi("audit", "receipt", TOWN, str(position), "--data", town).stdout
            whole = lianxi("audit", "receipt", TOWN, str(position), "--record", "--data", town).stdout
            assert verified(receipt, whole.encode(), key) == position - 1

    @languages
    def test_is_given_for_no_position_beyond_the_log(self, town, lang):
        result = lianxi("audit", "receipt", TOWN, "9999", "--data", town, lang=lang)
        assert refused(result, "position_beyond")
        assert in_words(result.stderr, lang)


class TestAirGap:
    @pytest.fixture
    def witnessed(self, signed, tmp_path):
        """A town with a witness that knows its log and is reached by hand."""
        state = tmp_path / "w.json"
        key = lianxi("witness", "init", "--name", "union.example/w", "--state", state).stdout.strip()
        (signed / "witnesses.policy").write_text(f"witness union {key}\nquorum union\n")
        vkey = lianxi("audit", "policy", "--data", signed).stdout.splitlines()[1].removeprefix("log ")
        assert lianxi("witness", "add-log", vkey, "--state", state).exit_code == 0
        return state

    def carried(self, signed, state, tmp_path):
        request, answer = tmp_path / "request", tmp_path / "answer"
        request.write_text(lianxi("audit", "ask", TOWN, "union", "--data", signed).stdout)
        assert lianxi("witness", "cosign", request, "--state", state, "--out", answer).exit_code == 0
        return lianxi("audit", "cosigned", TOWN, answer, "--data", signed)

    def test_is_crossed_by_hand_again_and_again(self, signed, witnessed, tmp_path):
        for _ in range(2):
            result = self.carried(signed, witnessed, tmp_path)
            assert result.exit_code == 0
            assert "union" in result.stdout
            grow(signed)
        with log_of(signed) as log:
            kept = log.checkpoints(log.conference(TOWN)[0], 1)
        assert sum("union.example/w" in each.note for each in kept) == 2
        assert "witnessed up to" in lianxi("audit", "status", TOWN, "--data", signed).stdout

    @languages
    def test_is_not_crossed_by_what_no_witness_signed(self, signed, witnessed, tmp_path, lang):
        (tmp_path / "answer").write_text("— union.example/w AAAA\n")
        result = lianxi("audit", "cosigned", TOWN, tmp_path / "answer", "--data", signed, lang=lang)
        assert refused(result, "not_cosigned")
        assert in_words(result.stderr, lang)

    @languages
    def test_is_asked_of_a_witness_of_the_policy_alone(self, signed, witnessed, lang):
        result = lianxi("audit", "ask", TOWN, "archives", "--data", signed, lang=lang)
        assert refused(result, "witness_unknown")
        assert "union" in result.stderr


class TestEpoch:
    @languages
    def test_is_not_declared_where_nothing_is_wrong(self, signed, lang):
        before = everything(signed)
        result = lianxi("audit", "epoch", TOWN, "--reason", "因为", "--data", signed, lang=lang)
        assert refused(result, "nothing_to_declare")
        assert in_words(result.stderr, lang)
        assert everything(signed) == before

    @languages
    def test_needs_a_reason(self, signed, lang):
        result = lianxi("audit", "epoch", TOWN, "--reason", " ", "--data", signed, lang=lang)
        assert refused(result, "reason_missing")

    @languages
    def test_lets_an_older_backup_go_on(self, signed, tmp_path, lang):
        shutil.copytree(signed, tmp_path / "older")
        with closing(build(signed)) as services:
            services.publisher.system.record(that(facts.Heartbeat))
            services.publisher.publish_all()
        shutil.copy(tmp_path / "older" / "log.db", signed / "log.db")
        refusal = lianxi("serve", "--port", "0", "--data", signed, lang=lang)
        assert refused(refusal, "log_contradicts")
        assert in_words(refusal.stderr.splitlines()[-1], lang)
        result = lianxi("audit", "epoch", TOWN, "--reason", "磁盘损坏", "--data", signed, lang=lang)
        assert result.exit_code == 0
        assert in_words(result.stderr, lang)
        build(signed).close()


class TestRotateKey:
    @languages
    def test_says_the_new_key_which_signs_from_now_on(self, signed, lang):
        result = lianxi("audit", "rotate-key", TOWN, "--data", signed, lang=lang)
        vkey = re.search(r"\S+\+[0-9a-f]{8}\+\S+", result.stdout)
        assert vkey
        assert f"log {vkey[0]}" in lianxi("audit", "policy", "--data", signed).stdout
        receipt = lianxi("audit", "receipt", TOWN, "1", "--data", signed).stdout
        assert "tlog-proof" in receipt
        assert lianxi("audit", "verify", "--data", signed).exit_code == 0


class TestCommand:
    @languages
    @pytest.mark.parametrize(
        "words",
        [
            ["verify", SLUG_UNKNOWN], ["status", SLUG_UNKNOWN], ["receipt", SLUG_UNKNOWN, "1"],
            ["ask", SLUG_UNKNOWN, "union"], ["epoch", SLUG_UNKNOWN, "--reason", "x"], ["rotate-key", SLUG_UNKNOWN],
        ],
    )  # fmt: skip
    def test_refuses_a_conference_that_is_not_there(self, signed, words, lang):
        result = lianxi("audit", *words, "--data", signed, lang=lang)
        assert refused(result, "conference_unknown")
        assert in_words(result.stderr.splitlines()[0], lang)

    @languages
    @pytest.mark.parametrize(
        "words", [["verify"], ["status"], ["policy"], ["receipt", TOWN, "1"], ["rotate-key", TOWN]]
    )
    def test_makes_no_installation_by_looking_for_one(self, tmp_path, words, lang):
        assert refused(lianxi("audit", *words, "--data", tmp_path / "none", lang=lang), "no_data")
        assert not (tmp_path / "none").exists()

    @languages
    def test_signs_nothing_of_what_was_altered(self, signed, lang):
        grow(signed)
        alter(signed, "UPDATE events SET leaf = zeroblob(32) WHERE conference = 1 AND position = 3")
        before = everything(signed)
        with log_of(signed) as log:
            head = str(log.head(1))
        for words in (["receipt", TOWN, str(head)], ["rotate-key", TOWN]):
            result = lianxi("audit", *words, "--data", signed, lang=lang)
            assert refused(result, "log_contradicts")
            assert in_words(result.stderr.splitlines()[-1], lang)
        assert everything(signed) == before
