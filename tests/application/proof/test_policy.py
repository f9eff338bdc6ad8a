"""The policy file: what it may say, and when its quorum is complete."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.proof.policy import BadPolicy, Policy
from tests.application.proof.growing import NOON, Growing, witness_key

LOG = str(Growing().key.public)
GOVERNMENT, UNION, ARCHIVES = map(witness_key, ("government.example/w", "union.example/w", "archives.example/w"))
KEYS = {"government": GOVERNMENT, "union": UNION, "archives": ARCHIVES}
PARTIES = f"log {LOG}\n" + "".join(f"witness {name} {key.public}\n" for name, key in KEYS.items())
BOTH = f"{PARTIES}group both all government union\nquorum both\n"
NESTED = f"{PARTIES}group side any union archives\ngroup all 2 government side\nquorum all\n"


def policy(text: str) -> Policy:
    return Policy.read(text.encode())


def cosigned(**times: int):
    note = Growing(3).note()
    return note.with_lines("".join(KEYS[name].cosignature(note.body, at) for name, at in times.items()))


def why_not(text: str | bytes) -> str:
    with pytest.raises(BadPolicy) as refused:
        Policy.read(text if isinstance(text, bytes) else text.encode())
    return str(refused.value)


class TestPolicy:
    def test_knows_logs_and_witnesses_and_where_they_are(self):
        witnesses = f"witness u {UNION.public}\t https://w.example \nwitness g {GOVERNMENT.public}\n"
        found = policy(f"log {LOG} https://log.example/\n{witnesses}quorum u\n")
        assert [(str(log.key), log.url) for log in found.logs] == [(LOG, "https://log.example/")]
        assert {name: (each.key, each.url) for name, each in found.witnesses.items()} == {
            "u": (UNION.public, "https://w.example"),
            "g": (GOVERNMENT.public, None),
        }

    def test_may_hold_blanks_comments_and_no_log(self):
        assert not policy("# 策略\n\n \t\n\t # quorum x\n\tquorum  none\t\n").logs

    def test_compares_names_octet_by_octet(self):
        text = f"witness K {UNION.public}\nwitness \N{KELVIN SIGN} {GOVERNMENT.public}\nquorum K\n"
        assert policy(text).is_met({"K"})
        assert not policy(text).is_met({"\N{KELVIN SIGN}"})
        assert Policy.read(b"witness \xff " + str(UNION.public).encode() + b"\nquorum \xff\n").quorum == "\udcff"

    def test_divides_words_by_space_and_tab_alone(self):
        name = "a\u00a0b"
        assert name in policy(f"witness {name} {UNION.public}\nquorum {name}\n").witnesses

    @given(st.binary() | st.text("alogwitnesgrupqum \n\t#12", max_size=80).map(str.encode))
    def test_is_read_or_refused_whatever_it_is(self, data):
        with contextlib.suppress(BadPolicy):
            Policy.read(data)


class TestQuorum:
    @pytest.mark.parametrize(
        ("names", "met"),
        [("", False), ("government", False), ("union archives", False), ("union government", True)],
    )
    def test_of_government_and_union_needs_both(self, names, met):
        assert policy(BOTH).is_met(set(names.split())) is met

    @pytest.mark.parametrize(
        ("names", "met"),
        [("government", False), ("union archives", False), ("government archives", True), ("government union", True)],
    )
    def test_of_groups_of_groups(self, names, met):
        assert policy(NESTED).is_met(set(names.split())) is met

    def test_of_one_witness_is_that_witness(self):
        assert policy(f"{PARTIES}quorum union\n").is_met({"union"})
        assert not policy(f"{PARTIES}quorum union\n").is_met({"government", "archives"})

    def test_of_nobody_is_always_met(self):
        assert policy("quorum none\n").is_met(())

    @pytest.mark.parametrize(("threshold", "least"), [("any", 1), ("1", 1), ("2", 2), ("3", 3), ("all", 3)])
    def test_of_so_many(self, threshold, least):
        found = policy(f"{PARTIES}group g {threshold} government union archives\nquorum g\n")
        assert [found.is_met(list(KEYS)[:count]) for count in range(4)] == [count >= least for count in range(4)]

    def test_is_complete_when_the_last_that_it_needed_came(self):
        note = cosigned(government=NOON + 7, archives=NOON, union=NOON + 3)
        assert policy(BOTH).quorum_time(note) == NOON + 7
        assert policy(NESTED).quorum_time(note) == NOON + 7
        assert policy(f"{PARTIES}group g 2 government union archives\nquorum g\n").quorum_time(note) == NOON + 3

    def test_is_never_complete_without_one_that_it_needs(self):
        assert policy(BOTH).quorum_time(cosigned(government=NOON, archives=NOON)) is None
        assert policy("quorum none\n").quorum_time(cosigned(union=NOON)) is None


class TestWitnessed:
    def test_names_those_who_cosigned_and_when(self):
        assert policy(BOTH).witnessed(cosigned(union=NOON, archives=NOON + 1)) == {"union": NOON, "archives": NOON + 1}

    def test_leaves_out_strangers_and_other_bodies(self):
        note, other = cosigned(union=NOON), Growing(4).note()
        assert policy(f"witness g {GOVERNMENT.public}\nquorum g\n").witnessed(note) == {}
        assert policy(BOTH).witnessed(other.with_lines(UNION.cosignature(note.body, NOON))) == {}


class TestFault:
    @pytest.mark.parametrize(
        ("tail", "told"),
        [
            ("logs x", "begins with 'logs'"),
            ("Log x", "begins with 'Log'"),
            ("log", "log VKEY [URL]"),
            (f"log {GOVERNMENT.public}", "not of a log"),
            ("log x", "no verifier key"),
            (f"log {LOG}", "stands here already"),
            (f"log {LOG} a b", "log VKEY [URL]"),
            (f"witness w {LOG}", "not of a witness"),
            (f"witness w {UNION.public}", "stands here already"),
            (f"witness none {witness_key('w').public}", "'none' is taken"),
            (f"witness union {witness_key('w').public}", "'union' is taken"),
            ("group g all", "group NAME"),
            ("group g all nobody", "defines 'nobody'"),
            ("group g all none", "defines 'none'"),
            ("group g all g", "defines 'g'"),
            ("group g any union union", "member already"),
            ("group union any government", "'union' is taken"),
            ("group none any government", "'none' is taken"),
            ("group g 0 union", "all, any or a number from 1 to 1"),
            ("group g 2 union", "all, any or a number from 1 to 1"),
            ("group g 01 union", "all, any or a number"),
            ("group g -1 union", "all, any or a number"),
            ("group g ١ union", "all, any or a number"),
            (f"group g {'9' * 5000} union", "all, any or a number"),
            ("group g ALL union", "all, any or a number"),
            ("quorum", "quorum NAME"),
            ("quorum union government", "quorum NAME"),
            ("quorum later", "defines 'later'"),
            ("quorum union\r", "control character"),
            ("# \x7f", "control character"),
        ],
    )
    def test_is_told_with_its_line(self, tail, told):
        reason = why_not(f"{PARTIES}{tail}\nquorum none\n")
        assert reason.startswith("line 5: ")
        assert told in reason

    def test_is_a_member_of_two_groups(self):
        assert why_not(f"{PARTIES}group a any union\ngroup b any union\nquorum a\n").startswith("line 6: 'union'")

    def test_is_a_second_quorum(self):
        assert why_not("quorum none\nquorum none\n") == "line 2: the quorum is said already"

    def test_is_a_missing_quorum(self):
        assert why_not(PARTIES) == "line 5: the file ends without a quorum line"

    def test_is_a_file_that_was_cut(self):
        assert why_not(BOTH[:-1]) == "line 6: the file ends before this line does"

    def test_is_a_key_that_stands_there_under_another_name(self):
        again = type(UNION)("other.example/w", UNION.type, UNION.seed).public
        assert "stands here already" in why_not(f"{PARTIES}witness other {again}\nquorum none\n")

    def test_is_a_log_that_witnesses_itself(self):
        own = type(UNION)("self.example/w", UNION.type, Growing().key.seed).public
        assert "stands here already" in why_not(f"{PARTIES}witness own {own}\nquorum own\n")
