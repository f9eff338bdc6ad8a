"""The office issues the notice, sees that it reaches everybody expected, and coordinates who takes part.

Clause: S5.2-b (拟定印发会议通知), S5.2-d (协调政府方和工会方参加会议人员).
"""

from collections.abc import Iterable

from domain.meeting_roll import Expected
from domain.rules.rule import Rule

BY_OFFICE = Rule("S5.2-b", "notice_by_office", "The coordination office drafts and issues the notice.")
OFFICE_COORDINATES = Rule(
    "S5.2-d", "participants_by_office", "The coordination office coordinates the participants of both sides."
)
TWICE_ON_LIST = Rule("R-unique", "expected_twice", "Nobody is expected at one meeting twice.")
NOT_ON_LIST = Rule("R-known", "not_on_list", "The notice goes to those on the list.")


def require_each_once(expected: Iterable[Expected]) -> None:
    """Who is expected in two qualities is on the list once, in the higher one [S5.3-a, S5.3-b]."""
    keys = [line.key for line in expected]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise TWICE_ON_LIST.broken(invitees=twice)


def require_on_list(invitee: str, expected: Iterable[Expected]) -> None:
    """The notice is delivered to a person, or a vacant seat, on the list."""
    if invitee not in {line.key for line in expected}:
        raise NOT_ON_LIST.broken(invitee=invitee)
