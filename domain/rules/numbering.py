"""A number, an ordinal and a year's ordinary meeting are taken once, in order, and what is spent is never given again.

Good order: R-unique. Gaps: G17 (a number series is set at set-up, or papers have no number), G21 (the ordinal is taken
when a meeting opens).
"""

from collections.abc import Collection
from uuid import UUID

from domain.errors import Malformed
from domain.rules.rule import Rule

NO_SERIES = Rule("G17", "series_unknown", "A paper takes its number from a series the office has set.")
SPENT = Rule("R-unique", "serial_spent", "A series does not go back to numbers that are taken.")
CODE_TWICE = Rule("R-unique", "issuer_code_taken", "Two series with one issuer code would print the same numbers.")
NOT_TAKEN = Rule("R-known", "number_not_taken", "Only a number that was taken can be spent.")
SPENT_ALREADY = Rule("R-order", "number_spent_already", "A number is spent once.")
ORDINAL_SPENT = Rule("R-unique", "ordinal_spent", "The ordinals do not go back to those that are taken.")
ORDINAL_TWICE = Rule("R-unique", "ordinal_taken_already", "A meeting takes one ordinal.")
PLANNED_TWICE = Rule("R-unique", "ordinary_planned_already", "An ordinary meeting counts once, for one year.")
NOT_PLANNED = Rule("R-known", "ordinary_not_planned", "Only a meeting that counts for the year can be released.")

_FIRST = 1


def require_series(series: str, known: Collection[str]) -> None:
    """Refuse a number from a series that was never set."""
    if series not in known:
        raise NO_SERIES.broken(series=series)


def require_own_code(issuer_code: str, others: Collection[str]) -> None:
    """Refuse an issuer code that another series has."""
    if issuer_code in others:
        raise CODE_TWICE.broken(issuer_code=issuer_code)


def require_start(start: int, last: int) -> None:
    """A series begins with a number, and not with one already taken."""
    if start < _FIRST:
        raise Malformed("start_unfit", clause="R-text", field="start", start=start)
    if start <= last:
        raise SPENT.broken(start=start, last=last)


def require_taken(serial: int, *, taken: bool, spent: bool) -> None:
    """Only a number that stands can be spent."""
    if not taken:
        raise NOT_TAKEN.broken(serial=serial)
    if spent:
        raise SPENT_ALREADY.broken(serial=serial)


def require_following(following: int, last: int) -> None:
    """The ordinals go on with a number, and not with one already taken."""
    if following < _FIRST:
        raise Malformed("start_unfit", clause="R-text", field="following", start=following)
    if following <= last:
        raise ORDINAL_SPENT.broken(following=following, last=last)


def require_no_ordinal(meeting: UUID, taken: Collection[UUID]) -> None:
    """Refuse a second ordinal for the same meeting."""
    if meeting in taken:
        raise ORDINAL_TWICE.broken(meeting=str(meeting))


def require_not_counted(meeting: UUID, counted: Collection[UUID]) -> None:
    """Refuse to count a meeting twice."""
    if meeting in counted:
        raise PLANNED_TWICE.broken(meeting=str(meeting))


def require_counted(meeting: UUID, year: int, counted: Collection[UUID]) -> None:
    """Refuse to release a meeting that does not count for the year."""
    if meeting not in counted:
        raise NOT_PLANNED.broken(meeting=str(meeting), year=year)


def written(issuer_code: str, year: int, serial: int) -> str:
    """A document number (发文字号) as it is printed: 城联办〔2026〕3号."""
    return f"{issuer_code}〔{year}〕{serial}号"
