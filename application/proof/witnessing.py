"""The C2SP tlog-witness protocol as text: what a log asks, what a witness decides, and what its answer is worth.

The same texts go over HTTP and, in files, across an air gap. A witness cosigns a checkpoint only if it continues the last
one that it cosigned of that log; whoever runs it keeps what a verdict says before giving its answer away.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from itertools import chain
from typing import Self

from application.proof.merkle import EMPTY, Unproved, require_consistent
from application.proof.notes import BadNote, Checkpoint, Key, Note, SigningKey, plain64

MOST_BYTES = 65_536
"""How long a request or an answer may be; both sides refuse what is longer."""
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"
_MOST_HASHES = 63
_HASH_SIZE = 32
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
_SIZE = re.compile(r"(0|[1-9][0-9]{0,18})\n")


class Refused(Exception):
    """A witness does not cosign."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Suspicion(StrEnum):
    """What a checkpoint that its log has signed, and that is not cosigned, may show of the log."""

    FORK = "fork"
    """Two roots of one size: the two notes prove that the log shows two histories."""
    UNPROVED = "unproved"
    """No proof that it continues what was seen: perhaps another history, perhaps a bad request."""


@dataclass(frozen=True)
class Request:
    """What a log asks a witness: to cosign a note, which continues the size cosigned last."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    @classmethod
    def read(cls, data: bytes) -> Self:
        """The request in a body or a file, or ``Refused``."""
        try:
            head, _, note = data.decode().partition("\n\n")
            first, *hashes = head.split("\n")
            _require_short(data, hashes)
            return cls(_old(first), tuple(map(_hash, hashes)), Note.read(note))
        except (BadNote, UnicodeDecodeError) as fault:
            raise Refused(HTTPStatus.BAD_REQUEST, str(fault)) from fault

    @property
    def text(self) -> str:
        """The request as it is sent."""
        hashes = "".join(f"{b64encode(each).decode()}\n" for each in self.proof)
        return f"old {self.old}\n{hashes}\n{self.note.text}"


@dataclass(frozen=True)
class Answer:
    """What a witness says."""

    status: int
    body: str
    media_type: str = TEXT_TYPE

    @property
    def size(self) -> int | None:
        """The size that the witness cosigned last, if that is its answer."""
        conflict = self.status == HTTPStatus.CONFLICT and self.media_type.partition(";")[0].strip() == SIZE_TYPE
        return size_in(self.body) if conflict else None


@dataclass(frozen=True)
class Watched:
    """A log as a witness knows it: whose signatures count, and the note it cosigned last, with the cosignature."""

    keys: tuple[Key, ...]
    last: Note | None = None

    @property
    def seen(self) -> Checkpoint:
        """The checkpoint cosigned last; of a log never cosigned, the empty tree."""
        return Checkpoint.read(self.last.body) if self.last else Checkpoint(self.keys[0].name, 0, EMPTY)

    def signed(self, note: Note) -> Note:
        """The note with those signatures alone that count, one of each key: a log may make any number of them."""
        each = [Note(note.body, (line,)) for line in note.signatures]
        counted = [next((one.signatures for one in each if one.is_signed_by(key)), ()) for key in self.keys]
        return Note(note.body, tuple(chain.from_iterable(counted)))


@dataclass(frozen=True)
class Verdict:
    """An answer, what must be kept before it is given, and what the request showed of its log."""

    answer: Answer
    origin: str | None = None
    cosigned: Note | None = None
    suspicion: Suspicion | None = None


def judge(data: bytes, logs: Mapping[str, Watched], key: SigningKey, now: int) -> Verdict:
    """What a witness with this key, who knows these logs, does with a request at a time."""
    try:
        request = Request.read(data)
        checkpoint = _checkpoint(request.note)
        log = _watched(checkpoint, logs)
        note = _signed(log, request.note)
    except Refused as refusal:
        return Verdict(_refusing(refusal))
    try:
        _require_growth(request, checkpoint, log.seen)
    except Refused as refusal:
        return Verdict(
            _answering(refusal, request, log), checkpoint.origin, suspicion=_suspicion(refusal, checkpoint, log)
        )
    line = key.cosignature(note.body, max(now, _stamped(log, key.public)))
    return Verdict(Answer(HTTPStatus.OK, line), checkpoint.origin, note.with_lines(line))


def cosignatures(note: Note, text: str, keys: Iterable[Key]) -> str:
    """The signature lines in an answer by which these witnesses cosigned the note; what else is in it is not for us."""
    try:
        read = Note.read(f"{note.body}\n{text}")
    except BadNote:
        return ""
    known = tuple(keys) if read.body == note.body else ()
    each = [Note(note.body, (line,)) for line in dict.fromkeys(read.signatures)]
    good = [one for one in each if any(one.witnessed_at(key) is not None for key in known)]
    return "".join(one.text.removeprefix(f"{note.body}\n") for one in good)


def size_in(text: str) -> int | None:
    """The size that a witness told instead of cosigning, if the text is one."""
    found = _SIZE.fullmatch(text)
    return int(found[1]) if found else None


def _require_short(data: bytes, hashes: Sequence[str]) -> None:
    if len(data) > MOST_BYTES or len(hashes) > _MOST_HASHES:
        raise BadNote(f"more than {MOST_BYTES} bytes or {_MOST_HASHES} hashes")


def _old(line: str) -> int:
    found = _OLD.fullmatch(line)
    if not found:
        raise BadNote(f"{line[:80]!r} is no old size")
    return int(found[1])


def _hash(line: str) -> bytes:
    found = plain64(line)
    if len(found) != _HASH_SIZE:
        raise BadNote(f"{line[:80]!r} is no hash")
    return found


def _checkpoint(note: Note) -> Checkpoint:
    try:
        return Checkpoint.read(note.body)
    except BadNote as fault:
        raise Refused(HTTPStatus.BAD_REQUEST, str(fault)) from fault


def _watched(checkpoint: Checkpoint, logs: Mapping[str, Watched]) -> Watched:
    log = logs.get(checkpoint.origin)
    if log is None:
        raise Refused(HTTPStatus.NOT_FOUND, "the log is not known here")
    return log


def _signed(log: Watched, note: Note) -> Note:
    signed = log.signed(note)
    if not signed.signatures:
        raise Refused(HTTPStatus.FORBIDDEN, "nobody trusted has signed the checkpoint")
    return signed


def _require_growth(request: Request, new: Checkpoint, seen: Checkpoint) -> None:
    if request.old > new.size:
        raise Refused(HTTPStatus.BAD_REQUEST, "the old size is larger than that of the checkpoint")
    if request.old != seen.size or _is_fork(new, seen):
        raise Refused(HTTPStatus.CONFLICT, "the checkpoint does not continue the one cosigned last")
    try:
        require_consistent(request.proof, seen.size, seen.root, new.size, new.root)
    except Unproved as fault:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(fault)) from fault


def _is_fork(new: Checkpoint, seen: Checkpoint) -> bool:
    return 0 < new.size == seen.size and new.root != seen.root


def _answering(refusal: Refused, request: Request, log: Watched) -> Answer:
    if refusal.status == HTTPStatus.CONFLICT and request.old != log.seen.size:
        return Answer(refusal.status, f"{log.seen.size}\n", SIZE_TYPE)
    return _refusing(refusal)


def _refusing(refusal: Refused) -> Answer:
    return Answer(refusal.status, f"{refusal}\n")


def _suspicion(refusal: Refused, new: Checkpoint, log: Watched) -> Suspicion | None:
    if _is_fork(new, log.seen):
        return Suspicion.FORK
    return Suspicion.UNPROVED if refusal.status == HTTPStatus.UNPROCESSABLE_ENTITY else None


def _stamped(log: Watched, key: Key) -> int:
    """When the log was cosigned last: a clock that goes back does not make a larger tree older than a smaller one."""
    return (log.last.witnessed_at(key) if log.last else None) or 0
