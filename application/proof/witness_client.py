"""The log's side of its witnesses: a note goes to all of them at once, and their good cosignatures come back.

Nothing here fails: a witness that is down, late or of another opinion is an outcome, and the log goes on without it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from http.client import HTTPConnection, HTTPSConnection
from threading import Thread
from urllib.parse import urlsplit

from application.proof.notes import Checkpoint, Note
from application.proof.policy import Policy
from application.proof.witnessing import MOST_BYTES, Answer, Request, cosignatures

SECONDS = 3.0
Proof = Callable[[int], Sequence[bytes]]
"""The proof that the tree of the note's size continues that of an old size."""


class Outcome(StrEnum):
    """What came of asking one witness."""

    COSIGNED = "cosigned"
    AHEAD = "ahead"
    """It has cosigned a larger tree, or one that is not there to continue."""
    FORKED = "forked"
    """It has cosigned another root of this size, or sees no continuation of what it cosigned."""
    UNKNOWN_LOG = "unknown_log"
    UNTRUSTED = "untrusted"
    """It trusts none of the keys that signed the note."""
    REFUSED = "refused"
    INVALID = "invalid"
    """It answered without a good cosignature."""
    UNREACHABLE = "unreachable"
    LATE = "late"
    """It did not answer in time, now or when it was asked before."""
    NO_ADDRESS = "no_address"
    UNPROVABLE = "unprovable"
    """The log could not show that it continues what the witness saw."""


_REFUSALS = {
    HTTPStatus.NOT_FOUND: Outcome.UNKNOWN_LOG,
    HTTPStatus.FORBIDDEN: Outcome.UNTRUSTED,
    HTTPStatus.CONFLICT: Outcome.FORKED,
    HTTPStatus.UNPROCESSABLE_ENTITY: Outcome.FORKED,
}


@dataclass(frozen=True)
class Cosigned:
    """The signature lines that came, and what came of asking each witness."""

    lines: str
    outcomes: Mapping[str, str]


class Witnesses:
    """The witnesses of a policy, and the size of each log that each of them cosigned last, as far as it was heard."""

    def __init__(self, policy: Policy, *, seconds: float = SECONDS) -> None:
        self._policy = policy
        self._seconds = seconds
        self._sizes: dict[tuple[str, str], int] = {}
        self._asked: dict[tuple[str, str], Future[Answer]] = {}

    def cosign(self, note: Note, *, proof: Proof) -> Cosigned:
        """Ask every witness that has not cosigned the note; a second time those that tell which size they saw last."""
        asking = _Asking(note, Checkpoint.read(note.body), proof)
        asking.outcomes.update(dict.fromkeys(self._policy.witnessed(note), Outcome.COSIGNED))
        names = [name for name in self._policy.witnesses if name not in asking.outcomes]
        lines = ""
        for _ in range(2):
            answers = self._round(asking, names)
            lines += "".join(self._heard(asking, name, answer) for name, answer in answers.items())
            names = [name for name, answer in answers.items() if asking.continues(answer.size)]
        return Cosigned(lines, {name: asking.outcomes[name] for name in self._policy.witnesses})

    def _round(self, asking: "_Asking", names: Iterable[str]) -> dict[str, Answer]:
        """The answers of the witnesses that gave one in time."""
        tried = {name: self._sent(asking, name) for name in names}
        sent = {name: found for name, found in tried.items() if isinstance(found, Future)}
        asking.outcomes.update({name: found for name, found in tried.items() if isinstance(found, Outcome)})
        wait(sent.values(), timeout=self._seconds)
        for name, answer in sent.items():
            asking.outcomes[name] = Outcome.UNREACHABLE if answer.done() else Outcome.LATE
        return {name: each.result() for name, each in sent.items() if each.done() and each.exception() is None}

    def _sent(self, asking: "_Asking", name: str) -> Future[Answer] | Outcome:
        """The answer to come; a witness that still has an earlier request before it is not asked."""
        place, url = (name, asking.checkpoint.origin), self._policy.witnesses[name].url
        if url is None:
            return Outcome.NO_ADDRESS
        if place in self._asked and not self._asked[place].done():
            return Outcome.LATE
        # Proofs are made here and not in the threads, for what they are made of may belong to the thread that asks.
        request = asking.request(self._sizes.get(place, 0))
        if request is None:
            return Outcome.UNPROVABLE
        self._asked[place] = _posted(url, request.text.encode(), self._seconds)
        return self._asked[place]

    def _heard(self, asking: "_Asking", name: str, answer: Answer) -> str:
        """The cosignature in an answer; what the answer says of the size seen last is remembered."""
        place = name, asking.checkpoint.origin
        if answer.size is not None:
            self._sizes[place] = answer.size
        if answer.status != HTTPStatus.OK:
            asking.outcomes[name] = Outcome.AHEAD if answer.size is not None else _refusal(answer.status)
            return ""
        lines = cosignatures(asking.note, answer.body, [self._policy.witnesses[name].key])
        asking.outcomes[name] = Outcome.COSIGNED if lines else Outcome.INVALID
        self._sizes[place] = asking.checkpoint.size
        return lines


@dataclass(frozen=True)
class _Asking:
    """A note that is to be cosigned, and what came of it so far."""

    note: Note
    checkpoint: Checkpoint
    proof: Proof
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def continues(self, size: int | None) -> bool:
        """Whether the note can continue a size, if there is one."""
        return size is not None and size <= self.checkpoint.size

    def request(self, old: int) -> Request | None:
        """The request to a witness that cosigned the old size last; what cannot have been is asked for again."""
        known = old if self.continues(old) else 0
        try:
            return Request(known, tuple(self.proof(known)), self.note)
        except Exception:  # noqa: BLE001 - the log goes on whatever its own reader of hashes meets
            return None


def _refusal(status: int) -> Outcome:
    return next((outcome for refused, outcome in _REFUSALS.items() if refused == status), Outcome.REFUSED)


def _posted(url: str, body: bytes, seconds: float) -> Future[Answer]:
    """The answer to come; a thread waits for it that holds up nothing, not even the end of the process."""
    future: Future[Answer] = Future()

    def run() -> None:
        try:
            future.set_result(_post(url, body, seconds))
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is this witness that was not reached
            future.set_exception(failure)

    Thread(target=run, name="witness", daemon=True).start()
    return future


def _post(url: str, body: bytes, seconds: float) -> Answer:
    parts = urlsplit(url)
    kinds = {"http": HTTPConnection, "https": HTTPSConnection}
    if parts.scheme not in kinds or not parts.hostname:
        raise ValueError(f"{url!r} is no address of a witness")
    with closing(kinds[parts.scheme](parts.hostname, parts.port, timeout=seconds)) as connection:
        connection.request("POST", f"{parts.path.rstrip('/')}/add-checkpoint", body, {"Content-Type": "text/plain"})
        answer = connection.getresponse()
        text = answer.read(MOST_BYTES).decode(errors="replace")
        return Answer(answer.status, text, answer.headers.get("Content-Type", ""))
