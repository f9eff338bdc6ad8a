"""The log asks its witnesses: whatever they do, it gets what good cosignatures there are, and goes on."""

import socket
from contextlib import ExitStack
from threading import Event

import pytest

from application.proof.merkle import EMPTY
from application.proof.policy import Policy
from application.proof.witness_client import Cosigned, Witnesses
from application.proof.witnessing import SIZE_TYPE, Answer
from tests.application.proof.growing import NOON, ORIGIN, Growing, witness_key
from tests.application.proof.standing import Honest, standing

GOVERNMENT, UNION = witness_key("government.example/w"), witness_key("union.example/w")
SHORT = 1.0


def policy(government: str, union: str) -> Policy:
    """Both must cosign."""
    lines = (
        f"witness government {GOVERNMENT.public} {government}",
        f"witness union {UNION.public} {union}",
        "group both all government union",
        "quorum both",
        "",
    )
    return Policy.read("\n".join(lines).encode())


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def government():
    return Honest(GOVERNMENT)


@pytest.fixture
def beside(stack, government):
    """Witnesses of whom the government's is honest and the union's behaves in a manner."""

    def beside(manner, **options):
        address = manner if isinstance(manner, str) else stack.enter_context(standing(manner))
        return Witnesses(policy(stack.enter_context(standing(government)), address), **options)

    return beside


class Telling:
    """A witness that never cosigns."""

    def __init__(self, body: str, kind: str) -> None:
        self.body, self.kind, self.asked = body, kind, 0

    def __call__(self, _: bytes) -> Answer:
        self.asked += 1
        return Answer(409, self.body.format(asked=self.asked), self.kind)


def cosign(witnesses: Witnesses, log: Growing, size: int | None = None) -> Cosigned:
    return witnesses.cosign(log.note(size), proof=log.proof(size))


def union_does(witnesses: Witnesses, log: Growing) -> str:
    """What came of asking the union, when the government cosigned all the same."""
    found = cosign(witnesses, log)
    assert found.outcomes["government"] == "cosigned"
    cosigned = log.note().with_lines(found.lines)
    assert ("union" in policy("", "").witnessed(cosigned)) is (found.outcomes["union"] == "cosigned")
    return found.outcomes["union"]


class TestWitnesses:
    def test_cosign_a_growing_log(self, beside, government):
        union, log = Honest(UNION), Growing()
        witnesses = beside(union)
        for more in (1, 1, 5, 250, 1):
            log.grow(more)
            found = cosign(witnesses, log)
            assert found.outcomes == {"government": "cosigned", "union": "cosigned"}
            assert policy("", "").quorum_time(log.note().with_lines(found.lines)) == NOON
        assert (government.asked, union.asked) == (5, 5)

    def test_that_saw_the_log_before_tell_how_much_and_are_asked_once_more(self, beside, government):
        union, log = Honest(UNION), Growing(7)
        cosign(beside(union), log)
        log.grow(4)
        assert union_does(later := beside(union), log) == "cosigned"
        assert union.asked == 3
        log.grow(1)
        assert union_does(later, log) == "cosigned"
        assert union.asked == 4

    def test_are_found_under_a_path(self, stack):
        address = stack.enter_context(standing(Honest(UNION), "/union/add-checkpoint"))
        for written in (address, f"{address}/"):
            found = cosign(Witnesses(policy(written, written)), Growing(3))
            assert found.outcomes["union"] == "cosigned"

    def test_that_have_cosigned_already_are_not_asked(self, beside, government):
        union, log = Honest(UNION), Growing(3)
        witnesses = beside(union)
        note = log.note().with_lines(cosign(witnesses, log).lines)
        assert witnesses.cosign(note, proof=log.proof()) == Cosigned(
            "", dict.fromkeys(("government", "union"), "cosigned")
        )
        assert (government.asked, union.asked) == (1, 1)

    def test_remember_each_log_by_itself(self, stack):
        origins = (ORIGIN, "log.example/system")
        honest = Honest(UNION, *origins)
        witnesses = Witnesses(policy("", stack.enter_context(standing(honest))))
        for origin, size in zip(origins, (9, 4), strict=True):
            assert cosign(witnesses, Growing(size, origin=origin)).outcomes["union"] == "cosigned"
        assert honest.asked == 2

    def test_of_a_policy_without_any_give_nothing(self):
        assert cosign(Witnesses(Policy.read(b"quorum none\n")), Growing(3)) == Cosigned("", {})


class TestWitness:
    def test_without_an_address_is_not_asked(self):
        assert cosign(Witnesses(policy("", "")), Growing(3)) == Cosigned(
            "", {"government": "no_address", "union": "no_address"}
        )

    @pytest.mark.parametrize(
        "address",
        ["http://127.0.0.1:1", "ftp://127.0.0.1", "nonsense", "http://127.0.0.1:99999", "http://", "http://[x"],
    )
    def test_that_is_not_there_is_unreachable(self, beside, address):
        assert union_does(beside(address), Growing(3)) == "unreachable"

    def test_that_speaks_no_http_is_unreachable(self, beside, stack):
        heard = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        witnesses = beside(f"http://127.0.0.1:{heard.getsockname()[1]}", seconds=SHORT)
        assert union_does(witnesses, Growing(3)) in {"unreachable", "late"}

    def test_that_answers_too_late_is_left_and_not_asked_again_meanwhile(self, beside):
        waited, honest = Event(), Honest(UNION)

        def slow(data):
            waited.wait(20)
            return honest(data)

        witnesses, log = beside(slow, seconds=SHORT), Growing(3)
        assert union_does(witnesses, log) in {"late", "unreachable"}
        log.grow(1)
        assert union_does(witnesses, log) in {"late", "unreachable"}
        waited.set()

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (404, "unknown_log"),
            (403, "untrusted"),
            (422, "forked"),
            (409, "forked"),
            (400, "refused"),
            (500, "refused"),
            (301, "refused"),
            (204, "refused"),
            (200, "invalid"),
        ],
    )
    def test_that_does_not_cosign_is_told_apart(self, beside, status, outcome):
        assert union_does(beside(lambda _: Answer(status, "no\n")), Growing(3)) == outcome

    def test_that_cosigns_another_history_is_forked(self, beside):
        union = Honest(UNION)
        cosign(beside(union), Growing(7, story=1))
        assert union_does(beside(union), Growing(7, story=1)) == "cosigned"
        log = Growing(9)
        assert cosign(beside(union), log).outcomes["union"] == "forked"

    def test_that_saw_more_is_ahead_until_the_log_is_there(self, beside, government):
        union, log = Honest(UNION), Growing(9)
        cosign(beside(union), log)
        witnesses = beside(union)
        assert cosign(witnesses, log, 5).outcomes == {"government": "ahead", "union": "ahead"}
        assert cosign(witnesses, log, 9).outcomes == {"government": "cosigned", "union": "cosigned"}

    def test_that_lied_about_its_size_is_asked_again(self, beside):
        lies, honest = [True], Honest(UNION)
        witnesses = beside(lambda data: Answer(409, f"{10**15}\n", SIZE_TYPE) if lies.pop() else honest(data))
        assert union_does(witnesses, Growing(3)) == "ahead"
        lies.append(False)
        assert union_does(witnesses, Growing(4)) == "cosigned"

    @pytest.mark.parametrize(("body", "kind"), [("x\n", SIZE_TYPE), ("", SIZE_TYPE), ("1\n", "text/plain")])
    def test_that_tells_no_size_is_not_asked_again(self, beside, body, kind):
        union = Telling(body, kind)
        assert union_does(beside(union), Growing(3)) == "forked"
        assert union.asked == 1

    def test_that_tells_another_size_each_time_is_asked_twice_and_no_more(self, beside):
        union = Telling("{asked}\n", SIZE_TYPE)
        assert union_does(beside(union), Growing(3)) == "ahead"
        assert union.asked == 2

    def test_that_gives_the_cosignature_of_another_is_invalid(self, beside):
        log = Growing(3)
        line = witness_key("stranger.example").cosignature(log.note().body, NOON)
        assert union_does(beside(lambda _: Answer(200, line)), log) == "invalid"

    def test_that_adds_lines_of_others_gives_only_its_own(self, beside):
        log, honest = Growing(3), Honest(UNION)
        more = witness_key("stranger.example").cosignature(log.note().body, NOON)
        found = cosign(beside(lambda data: Answer(200, more + honest(data).body)), log)
        assert set(found.lines.splitlines()) == {
            key.cosignature(log.note().body, NOON).strip() for key in (GOVERNMENT, UNION)
        }

    def test_that_never_ends_its_answer_is_cut_short(self, beside):
        assert union_does(beside(lambda _: Answer(200, "x" * 10_000_000)), Growing(3)) in {"invalid", "unreachable"}

    def test_to_whom_the_log_cannot_prove_itself_is_unprovable(self, beside, government):
        cosign(beside(Honest(UNION)), Growing(2))

        def broken(old):
            if old:
                raise OSError("no hashes")
            return []

        found = beside(Honest(UNION)).cosign(Growing(5).note(), proof=broken)
        assert found.outcomes == {"government": "unprovable", "union": "cosigned"}

    def test_sees_a_wrong_proof_and_refuses(self, beside, government):
        cosign(beside(Honest(UNION)), Growing(2))
        found = beside(Honest(UNION)).cosign(Growing(5).note(), proof=lambda old: [EMPTY] if old else [])
        assert found.outcomes == {"government": "forked", "union": "cosigned"}
