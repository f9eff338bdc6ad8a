"""The time bracket: what a record says of its time lies between what witnesses saw before it and with it."""

from __future__ import annotations

from array import array
from typing import Iterator, NamedTuple, Sequence

from interfaces.audit.verifier.report import Report, Where

SKEW = 120
_MICRO = 1_000_000
_FAR = 2**62


class Cosigned(NamedTuple):
    """A witness saw the log at this size at this time."""

    size: int
    time: int
    witness: str


class Breach(NamedTuple):
    """A record's time cannot be true, given what a witness saw."""

    seq: int
    cosigned: Cosigned
    is_early: bool


class Counts(NamedTuple):
    """How many records are bounded from above and from below, and how many minutes lie between bounds at most."""

    above: int
    below: int
    widest: int


def breaches(times: array[int], first: int, cosigned: Sequence[Cosigned], slow: Sequence[str] = ()) -> Iterator[Breach]:
    """Records that were there before their time, or not there after it; those without a time are left out."""
    rising = sorted(cosigned)
    lower: Cosigned | None = None
    after, at = -_FAR, 0
    for seq, time in enumerate(times, start=first):
        while at < len(rising) and rising[at].size <= seq:
            each = rising[at]
            at += 1
            if each.witness not in slow and (each.time - SKEW) * _MICRO > after:
                after, lower = (each.time - SKEW) * _MICRO, each
        if lower is not None and -1 < time < after:
            yield Breach(seq, lower, is_early=True)
    yield from _late(times, first, rising)


def counts(times: array[int], first: int, cosigned: Sequence[Cosigned], slow: Sequence[str]) -> Counts:
    """How far the bracket reaches."""
    end = first + len(times)
    above = max((each.size for each in cosigned), default=first)
    below = min((each.size for each in cosigned if each.witness not in slow), default=end)
    return Counts(max(0, min(above, end) - first), max(0, end - max(below, first)), _widest(cosigned))


def report_backwards(report: Report, log: str, cosigned: Sequence[Cosigned]) -> None:
    """A witness that saw a larger log earlier has a clock that jumps."""
    last: dict[str, int] = {}
    for each in sorted(cosigned):
        if each.time < last.get(each.witness, each.time):
            report.tell("cosignature_went_back", Where(log), witness=each.witness, size=each.size)
        last[each.witness] = max(each.time, last.get(each.witness, each.time))


def _widest(cosigned: Sequence[Cosigned]) -> int:
    earliest = {each.size: each.time for each in sorted(cosigned, reverse=True)}
    rising = [earliest[size] for size in sorted(earliest)]
    return max((after - before for before, after in zip(rising, rising[1:])), default=0) // 60


def _late(times: array[int], first: int, rising: list[Cosigned]) -> Iterator[Breach]:
    upper: Cosigned | None = None
    before, at = _FAR, len(rising) - 1
    for seq in range(first + len(times) - 1, first - 1, -1):
        while at >= 0 and rising[at].size > seq:
            each = rising[at]
            at -= 1
            if (each.time + SKEW) * _MICRO < before:
                before, upper = (each.time + SKEW) * _MICRO, each
        if upper is not None and times[seq - first] > before:
            yield Breach(seq, upper, is_early=False)
