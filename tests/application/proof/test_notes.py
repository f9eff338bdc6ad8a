"""Signed notes: what one side writes the other reads, and nothing else."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.proof.notes import LOG, WITNESS, BadNote, Checkpoint, Key, Note, SigningKey
from tests.application.proof.growing import NOON, ORIGIN, Growing, witness_key

# The example of the Go package that the format comes from.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ANSWER = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
UNION = witness_key("union.example/witness")
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Z"], exclude_characters="+"), min_size=1)
BODIES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n")).map(
    lambda t: f"{t}\n"
)


def line(name: str, signed: bytes) -> str:
    return f"— {name} {b64encode(signed).decode()}\n"


def stamped(body: str, at: int, *, key: SigningKey = UNION) -> str:
    """A cosignature whatever the time."""
    signature = key.sign(f"cosignature/v1\ntime {at}\n{body}".encode())
    return line(key.name, key.public.ident + at.to_bytes(8, "big") + signature)


class TestKey:
    @given(NAMES, st.sampled_from([LOG, WITNESS]), st.binary(min_size=32, max_size=32))
    def test_is_read_as_it_is_written(self, name, kind, seed):
        key = SigningKey(name, kind, seed).public
        assert Key.read(str(key)) == key

    def test_of_other_make_is_read(self):
        assert str(Key.read(PETER)) == PETER

    @pytest.mark.parametrize(
        "vkey",
        [
            "",
            "PeterNeumann",
            "PeterNeumann+c74f20a3",
            PETER.replace("c74f20a3", "c74f20a4"),
            PETER.replace("c74f20a3", "C74F20A3"),
            PETER.replace("PeterNeumann", "Peter Neumann"),
            PETER.replace("PeterNeumann", ""),
            PETER.replace("PeterNeumann", "Peter\0Neumann"),
            PETER.replace("PeterNeumann", "Peter\udcffNeumann"),
            PETER.replace("+ARpc", "+AxpC"),
            PETER + "=",
            PETER[:-1],
            PETER[:-4],
            PETER.replace("ARpc", "AR?c"),
            PETER.replace("ARpc", "ＡRpc"),
        ],
    )
    def test_that_is_none_is_refused(self, vkey):
        with pytest.raises(BadNote):
            Key.read(vkey)

    @given(st.text())
    def test_is_read_or_refused_whatever_it_is(self, vkey):
        with pytest.raises(BadNote):
            Key.read(vkey)

    def test_tells_its_secret_to_nobody_who_prints_it(self):
        assert repr(UNION.seed) not in repr(UNION)


class TestNote:
    def test_of_other_make_is_believed(self):
        note = Note.read(ANSWER)
        assert note.text == ANSWER
        assert note.is_signed_by(Key.read(PETER))

    def test_of_other_make_is_not_believed_when_it_was_changed(self):
        assert not Note.read(ANSWER.replace("answer", "Answer")).is_signed_by(Key.read(PETER))

    @given(BODIES, st.lists(st.tuples(NAMES, st.binary(min_size=5)), min_size=1, max_size=100))
    def test_is_read_as_it_is_written(self, body, signatures):
        note = Note(body, tuple(signatures))
        assert Note.read(note.text) == note

    @given(st.text())
    def test_is_read_or_refused_whatever_it_is(self, text):
        with pytest.raises(BadNote):
            Note.read(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "text\n",
            "text\n\n",
            "text\n\n— a AAAAAAAA",
            "text\n— a AAAAAAAA\n",
            "text\n\n- a AAAAAAAA\n",
            "text\n\n— a  AAAAAAAA\n",
            "text\n\n— a AAAAAAAA \n",
            "text\n\n— a+b AAAAAAAA\n",
            "text\n\n— a\u00a0b AAAAAAAA\n",
            "text\n\n— a AAAAAA==\n",
            "text\n\n— a AAAAAAB=\n",
            "text\n\n— a AAAA\nAAAA\n",
            "te\rxt\n\n— a AAAAAAAA\n",
            "te\txt\n\n— a AAAAAAAA\n",
            "te\udcffxt\n\n— a AAAAAAAA\n",
            "text\n\n" + "— a AAAAAAAA\n" * 101,
        ],
    )
    def test_that_is_none_is_refused(self, text):
        with pytest.raises(BadNote):
            Note.read(text)

    def test_keeps_empty_lines_in_its_body(self):
        assert Note.read("a\n\n\nb\n\n— a AAAAAAAA\n").body == "a\n\n\nb\n"

    def test_takes_lines_once_and_nothing_but_lines(self):
        note = Growing(3).note()
        more = UNION.cosignature(note.body, NOON)
        assert note.with_lines(more + more).with_lines(more).text == note.text + more
        assert note.with_lines("") == note
        for bad in ("no line\n", f"\nanother body\n\n{more}", more[:-1]):
            with pytest.raises(BadNote):
                note.with_lines(bad)


class TestSignature:
    def test_counts_by_name_key_and_type(self):
        note, key = Growing(3).note(), Growing().key.public
        assert note.is_signed_by(key)
        assert not note.is_signed_by(Key("another", LOG, key.public))
        assert not note.is_signed_by(Key(ORIGIN, WITNESS, key.public))
        assert not note.is_signed_by(SigningKey(ORIGIN, LOG, bytes(32)).public)
        assert note.witnessed_at(key) is None

    def test_under_a_wrong_key_id_does_not_count(self):
        note, key = Growing(3).note(), Growing().key
        wrong = line(ORIGIN, bytes(4) + key.sign(note.body.encode()))
        assert not Note.read(f"{note.body}\n{wrong}").is_signed_by(key.public)

    def test_of_another_length_does_not_count(self):
        note, key = Growing(3).note(), Growing().key
        for signed in (b"", key.sign(note.body.encode()) + b"\0", key.sign(note.body.encode())[:-1]):
            longer = line(ORIGIN, key.public.ident + b"\1" + signed)
            assert not Note.read(f"{note.body}\n{longer}").is_signed_by(key.public)

    def test_that_is_good_counts_beside_others_that_are_unknown_or_bad(self):
        note, key = Growing(3).note(), Growing().key
        bad = line(ORIGIN, key.public.ident + bytes(64))
        assert (
            Note.read(f"{note.body}\n{bad}{line('stranger', b'12345')}")
            .with_lines(key.line(note.body))
            .is_signed_by(key.public)
        )


class TestCosignature:
    def test_tells_when(self):
        note = Growing(3).note()
        assert note.with_lines(UNION.cosignature(note.body, NOON)).witnessed_at(UNION.public) == NOON

    def test_that_came_first_counts(self):
        note = Growing(3).note()
        lines = "".join(stamped(note.body, at) for at in (NOON + 5, NOON, NOON + 9))
        assert note.with_lines(lines).witnessed_at(UNION.public) == NOON

    def test_is_no_signature_of_a_log(self):
        note = Growing(3).note()
        cosigned = note.with_lines(stamped(note.body, NOON))
        assert not cosigned.is_signed_by(UNION.public)
        assert not cosigned.is_signed_by(Key(UNION.name, LOG, UNION.public.public))

    def test_with_another_time_than_the_signed_one_does_not_count(self):
        note = Growing(3).note()
        name, signed = note.with_lines(stamped(note.body, NOON)).signatures[-1]
        moved = line(name, signed[:11] + bytes([signed[11] ^ 1]) + signed[12:])
        assert note.with_lines(moved).witnessed_at(UNION.public) is None

    @pytest.mark.parametrize(("at", "found"), [(2**63 - 1, 2**63 - 1), (2**63, None), (2**64 - 1, None)])
    def test_beyond_the_end_of_time_does_not_count(self, at, found):
        note = Growing(3).note()
        assert note.with_lines(stamped(note.body, at)).witnessed_at(UNION.public) == found

    def test_of_another_body_does_not_count(self):
        note = Growing(3).note()
        assert note.with_lines(stamped(Growing(4).note().body, NOON)).witnessed_at(UNION.public) is None


class TestCheckpoint:
    @given(NAMES, st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
    def test_is_read_as_it_is_written(self, origin, size, root):
        checkpoint = Checkpoint(origin, size, root)
        assert Checkpoint.read(checkpoint.body) == checkpoint

    def test_may_have_further_lines(self):
        checkpoint = Checkpoint(ORIGIN, 1, bytes(32))
        assert Checkpoint.read(f"{checkpoint.body}more\nand more\n") == checkpoint

    @pytest.mark.parametrize(
        "size", ["", "-1", "+1", "01", "00", "1.0", " 1", "1 ", "١", "²", "1_0", "0x1", str(2**63), "9" * 5000]
    )
    def test_of_no_size_is_refused(self, size):
        with pytest.raises(BadNote):
            Checkpoint.read(f"{ORIGIN}\n{size}\n{b64encode(bytes(32)).decode()}\n")

    @pytest.mark.parametrize("tail", ["\n", "AAAA\n", "A" * 43 + "=", "A" * 42 + "B=\n", "A" * 43 + "=\n\n", "\n\n"])
    def test_with_no_root_or_an_empty_line_is_refused(self, tail):
        with pytest.raises(BadNote):
            Checkpoint.read(f"{ORIGIN}\n1\n{tail}")

    @given(st.text())
    def test_is_read_or_refused_whatever_it_is(self, body):
        with pytest.raises(BadNote):
            Checkpoint.read(body)
