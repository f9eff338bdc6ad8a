"""What a witness decides, as texts alone."""

from base64 import b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.proof.notes import LOG, Note, SigningKey
from application.proof.witnessing import (
    MOST_BYTES,
    SIZE_TYPE,
    Answer,
    Request,
    Suspicion,
    Verdict,
    Watched,
    cosignatures,
    judge,
    size_in,
)
from tests.application.proof.growing import NOON, ORIGIN, Growing, witness_key

UNION = witness_key("union.example/witness")
LOG_OF_11 = Growing(11)
KEY = LOG_OF_11.key.public


def watching(size: int = 0, *, log: Growing = LOG_OF_11, at: int = NOON) -> dict[str, Watched]:
    """The logs of a witness that cosigned a size."""
    note = log.note(size)
    last = note.with_lines(UNION.cosignature(note.body, at)) if size else None
    return {ORIGIN: Watched((KEY,), last)}


def asked(request: Request | str | bytes, logs: dict[str, Watched], now: int = NOON + 60) -> Verdict:
    text = request.text if isinstance(request, Request) else request
    return judge(text.encode() if isinstance(text, str) else text, logs, UNION, now)


def status(request: Request | str | bytes, logs: dict[str, Watched]) -> int:
    verdict = asked(request, logs)
    assert (verdict.answer.status == 200) == (verdict.cosigned is not None)
    return verdict.answer.status


class TestRequest:
    @pytest.mark.parametrize(("old", "size"), [(0, 0), (0, 5), (3, 11), (11, 11)])
    def test_is_read_as_it_is_written(self, old, size):
        request = LOG_OF_11.request(old, size)
        assert Request.read(request.text.encode()) == request

    def test_is_written_as_the_protocol_says(self):
        request = LOG_OF_11.request(8)
        hashes = "".join(f"{b64encode(each).decode()}\n" for each in request.proof)
        assert request.text == f"old 8\n{hashes}\n{LOG_OF_11.note().text}"


class TestCosigning:
    @pytest.mark.parametrize(("old", "size"), [(0, 1), (0, 11), (3, 3), (3, 7), (8, 11), (11, 11), (0, 0)])
    def test_a_checkpoint_that_continues_the_last(self, old, size):
        verdict = asked(LOG_OF_11.request(old, size), watching(old))
        note = LOG_OF_11.note(size)
        assert verdict.answer == Answer(200, UNION.cosignature(note.body, NOON + 60))
        assert verdict.cosigned == note.with_lines(verdict.answer.body)
        assert verdict.origin == ORIGIN

    def test_keeps_the_signatures_that_count_and_no_other(self):
        request = LOG_OF_11.request(0)
        note = request.note.with_lines(SigningKey("stranger", LOG, bytes(32)).line(request.note.body))
        stale = note.with_lines(UNION.cosignature(note.body, NOON))
        verdict = asked(replace(request, note=stale), watching())
        assert verdict.cosigned == LOG_OF_11.note().with_lines(verdict.answer.body)

    def test_keeps_one_signature_of_a_key_however_many_a_log_makes(self):
        note = LOG_OF_11.note()
        assert Watched((KEY,)).signed(Note(note.body, note.signatures * 100)) == note

    def test_covers_further_lines(self):
        body = f"{LOG_OF_11.note().body}another line\n"
        note = Note(body, ()).with_lines(LOG_OF_11.key.line(body))
        verdict = asked(Request(0, (), note), watching())
        assert verdict.answer.body == UNION.cosignature(body, NOON + 60)

    def test_never_makes_a_larger_tree_older_when_the_clock_goes_back(self):
        verdict = asked(LOG_OF_11.request(3), watching(3), now=NOON - 3600)
        assert verdict.cosigned
        assert verdict.cosigned.witnessed_at(UNION.public) == NOON

    def test_counts_any_of_the_keys_known_of_a_log(self):
        new = SigningKey(ORIGIN, LOG, bytes(32))
        body = LOG_OF_11.note().body
        request = Request(0, (), Note(body, ()).with_lines(new.line(body)))
        assert status(request, {ORIGIN: Watched((KEY, new.public))}) == 200
        assert status(request, {ORIGIN: Watched((KEY,))}) == 403


class TestRefusal:
    @pytest.mark.parametrize(
        "spoilt",
        [
            "",
            "\n\n",
            "old 0",
            "old 0\n",
            "old 0\n\n",
            "old 0\n\nno note",
            "old 0\n\nx\ny\n\n— a AAAAAAAA\n",
            "old 00\n\n{note}",
            "old 03\n\n{note}",
            "old -1\n\n{note}",
            "old ٣\n\n{note}",
            "old  0\n\n{note}",
            "old 0 \n\n{note}",
            "Old 0\n\n{note}",
            "old\n\n{note}",
            "old 99999999999999999999\n\n{note}",
            f"old {'9' * 5000}\n\n{{note}}",
            "old 0\r\n\n{note}",
            "old 0\nAAAA\n\n{note}",
            "old 0\n!\n\n{note}",
            "old 0\n{note}",
            "old 12\n\n{note}",
            "old 0\n" + f"{b64encode(bytes(32)).decode()}\n" * 64 + "\n{note}",
            "old 0\n\n{note}" + "— a AAAAAAAA\n" * 101,
        ],
    )
    def test_of_what_is_no_request_is_400(self, spoilt):
        assert status(spoilt.replace("{note}", LOG_OF_11.note().text), watching()) == 400

    def test_of_what_is_too_long_or_no_utf_8_is_400(self):
        long = LOG_OF_11.request(0).text + f"— a {'A' * MOST_BYTES}\n"
        assert status(long, watching()) == 400
        assert status(LOG_OF_11.request(0).text.encode() + b"\xff", watching()) == 400

    def test_of_63_hashes_is_not_for_their_number(self):
        hashes = f"{b64encode(bytes(32)).decode()}\n" * 63
        assert status(f"old 3\n{hashes}\n{LOG_OF_11.note().text}", watching(3)) == 422

    def test_of_a_log_that_is_not_known_is_404(self):
        assert status(Growing(3, origin="log.example/elsewhere").request(0), watching()) == 404

    def test_of_what_nobody_trusted_has_signed_is_403(self):
        note = LOG_OF_11.note()
        for bad in (
            Note(note.body, ((ORIGIN, KEY.ident + bytes(64)),)),
            Note(note.body, ()).with_lines(SigningKey(ORIGIN, LOG, bytes(32)).line(note.body)),
            Note(note.body, ()).with_lines(UNION.cosignature(note.body, NOON)),
            Note(note.body.replace("\n11\n", "\n12\n"), note.signatures),
        ):
            verdict = asked(Request(0, (), bad), watching())
            assert (verdict.answer.status, verdict.suspicion) == (403, None)

    @pytest.mark.parametrize(("old", "size", "seen"), [(0, 11, 3), (4, 11, 3), (3, 11, 11), (3, 3, 11), (3, 11, 0)])
    def test_of_another_old_size_is_409_with_the_size_seen(self, old, size, seen):
        verdict = asked(LOG_OF_11.request(old, size), watching(seen))
        assert verdict == Verdict(Answer(409, f"{seen}\n", SIZE_TYPE), ORIGIN)
        assert verdict.answer.size == seen

    def test_of_another_root_of_one_size_is_409_and_a_fork(self):
        fork = Growing(11, story=1, shared=7)
        verdict = asked(fork.request(11), watching(11))
        assert (verdict.answer.status, verdict.answer.size, verdict.suspicion) == (409, None, Suspicion.FORK)

    def test_of_a_fork_is_known_for_one_whatever_old_size_it_names(self):
        fork = Growing(11, story=1, shared=7)
        verdict = asked(fork.request(7), watching(11))
        assert (verdict.answer.status, verdict.answer.size, verdict.suspicion) == (409, 11, Suspicion.FORK)

    @pytest.mark.parametrize(
        "request_",
        [
            Growing(15, story=1, shared=7).request(11),
            replace(Growing(15).request(11), proof=()),
            replace(Growing(15).request(11), proof=(*Growing(15).request(11).proof, bytes(32))),
            replace(LOG_OF_11.request(11), proof=(bytes(32),)),
        ],
    )
    def test_of_what_is_not_shown_to_continue_the_last_is_422(self, request_):
        verdict = asked(request_, watching(11))
        assert (verdict.answer.status, verdict.suspicion) == (422, Suspicion.UNPROVED)

    def test_of_a_proof_from_nothing_is_422(self):
        assert status(replace(LOG_OF_11.request(0), proof=(bytes(32),)), watching()) == 422

    def test_of_an_empty_tree_with_a_root_is_422(self):
        body = f"{ORIGIN}\n0\n{b64encode(bytes(32)).decode()}\n"
        assert status(Request(0, (), Note(body, ()).with_lines(LOG_OF_11.key.line(body))), watching()) == 422


class TestAnything:
    @given(st.binary() | st.text().map(str.encode))
    def test_at_all_is_refused_and_breaks_nothing(self, data):
        assert 400 <= status(data, watching(3)) < 500

    @given(st.data(), st.integers(0, 4))
    def test_like_a_request_is_refused_or_the_same_request(self, data, flips):
        text = LOG_OF_11.request(3).text
        for _ in range(flips):
            at = data.draw(st.integers(0, len(text) - 1))
            text = text[:at] + data.draw(st.text(max_size=2)) + text[at + data.draw(st.integers(0, 2)) :]
        verdict = asked(text.encode(errors="replace"), watching(3))
        if verdict.cosigned:
            assert verdict.cosigned.body == LOG_OF_11.note().body
        else:
            assert 400 <= verdict.answer.status < 500

    @given(st.lists(st.tuples(st.none() | st.integers(0, 12), st.integers(0, 12), st.integers(0, 2)), max_size=8))
    def test_asked_in_any_order_never_leads_back_nor_to_two_histories(self, steps):
        stories = [Growing(12, story=story, shared=5) for story in range(3)]
        logs, seen = {ORIGIN: Watched((KEY,))}, []
        for guess, size, story in steps:
            old = logs[ORIGIN].seen.size if guess is None else guess
            verdict = asked(stories[story].request(min(old, size), size), logs)
            if verdict.cosigned:
                logs = {ORIGIN: replace(logs[ORIGIN], last=verdict.cosigned)}
                seen.append(logs[ORIGIN].seen)
        assert [each.size for each in seen] == sorted(each.size for each in seen)
        assert any(all(log.note(each.size).body == each.body for each in seen) for log in stories)


class TestCosignatures:
    NOTE = LOG_OF_11.note()
    LINE = UNION.cosignature(NOTE.body, NOON)

    def test_are_the_good_lines_of_those_who_are_known(self):
        stranger = witness_key("stranger.example").cosignature(self.NOTE.body, NOON)
        bad = UNION.cosignature("another body\n", NOON)
        assert cosignatures(self.NOTE, stranger + self.LINE + bad + self.LINE, [UNION.public]) == self.LINE

    @pytest.mark.parametrize("text", ["", "\n", "11\n", "no", LINE[:-1], f"\nother\n\n{LINE}", f"{LINE}\n{LINE}"])
    def test_are_none_in_what_is_not_such_lines(self, text):
        assert cosignatures(self.NOTE, text, [UNION.public]) == ""

    @given(st.text())
    def test_are_read_or_not_whatever_it_is(self, text):
        assert cosignatures(self.NOTE, text, [UNION.public]) == ""


class TestSize:
    @pytest.mark.parametrize(("text", "size"), [("0\n", 0), ("20852014\n", 20852014)])
    def test_is_read(self, text, size):
        assert size_in(text) == size

    @pytest.mark.parametrize("text", ["", "5", "05\n", "-5\n", "5\n\n", "٥\n", "9" * 30 + "\n", "9" * 5000 + "\n"])
    def test_is_none_in_anything_else(self, text):
        assert size_in(text) is None
