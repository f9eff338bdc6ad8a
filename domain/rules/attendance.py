"""Who is expected at a meeting: the leaders, the office, and those the topics concern; others may be invited.

Clause: S5.3-a ①–⑥ (出席联席会议人员包括……), S5.3-b (可邀请……参加). Whether ⑥ means those the topics concern only is
open: gap G22. There is no quorum unless the charter sets one: gap G4.
"""

from collections.abc import Iterable, Iterator, Sequence

from domain.charter import AttendanceClass, Charter
from domain.charter_words import Attending
from domain.errors import Malformed
from domain.meeting_roll import AttendanceLine, Expected
from domain.rules.rule import Rule
from domain.standing import Standing
from domain.units import Unit
from domain.vocabulary import Presence

LEFT_OUT = Rule("S5.3-a", "expected_left_out", "Whoever attends by his duty is on the list of those expected.")
NOT_EXPECTED = Rule("R-known", "not_expected", "Who was not expected is recorded as invited.")
OTHER_QUALITY = Rule("R-known", "other_quality", "Attendance is recorded in the quality in which one was expected.")
QUORUM = Rule("G4", "quorum_missing", "Where the charter sets a quorum, nothing is settled without it.")

_RANKS = tuple(Attending)


def expected(charter: Charter, standing: Standing, concerned: Sequence[Unit]) -> tuple[Expected, ...]:
    """Everybody who is at the meeting by his duty or because a topic concerns his unit, each once.

    Who matches two classes counts in the higher one. A seat held by nobody is expected too, unless several can hold it.
    Free invitations are added by the office.
    """
    found: dict[str, Expected] = {}
    for group in sorted(charter.meetings.attendance, key=lambda each: _RANKS.index(each.kind)):
        for line in _of_group(group, charter, standing, concerned):
            found.setdefault(line.key, line)
    return tuple(found.values())


def guest(person: str) -> Expected:
    """A free invitation. Clause: S5.3-b."""
    return Expected(seat="", person=person, unit=None, kind=Attending.INVITE, group="", clause="S5.3-b")


def require_nobody_left_out(listed: Iterable[Expected], charter: Charter, standing: Standing) -> None:
    """Refuse a list without somebody who attends whatever the topics are."""
    keys = {line.key for line in listed}
    missing = [line.seat for line in expected(charter, standing, ()) if line.key not in keys]
    if missing:
        raise LEFT_OUT.broken(seats=missing)


def require_recordable(lines: Iterable[AttendanceLine], listed: Sequence[Expected]) -> None:
    """Every line is of somebody expected, in his quality, or of a guest; a replacement names who came."""
    for line in lines:
        if not line.key:
            raise Malformed("attendance_of_nobody", clause="R-text", field="lines")
        if (line.presence is Presence.REPLACED) != (line.replaced_by is not None):
            raise Malformed("replacement_unfit", clause="R-text", field="lines", person=line.key)
        _require_expected(line, listed)


def require_quorum(lines: Iterable[AttendanceLine], charter: Charter) -> None:
    """Refuse to settle anything with fewer present than the charter's quorum; ``None``: none is asked for."""
    wanted = charter.meetings.quorum
    present = sum(line.counts for line in lines)
    if wanted is not None and present < wanted:
        raise QUORUM.broken(present=present, wanted=wanted)


def _require_expected(line: AttendanceLine, listed: Sequence[Expected]) -> None:
    fitting = [each for each in listed if each.key == line.key or (each.seat and each.seat == line.seat)]
    if not fitting and line.kind is not Attending.INVITE:
        raise NOT_EXPECTED.broken(person=line.key)
    if fitting and line.kind not in {each.kind for each in fitting}:
        raise OTHER_QUALITY.broken(person=line.key, expected=fitting[0].kind)
    if line.seat not in {"", *(each.seat for each in fitting)}:
        raise NOT_EXPECTED.broken(person=line.key, seat=line.seat)


def _of_group(
    group: AttendanceClass, charter: Charter, standing: Standing, concerned: Sequence[Unit]
) -> Iterator[Expected]:
    for seat in _seats(group, charter, concerned):
        holders: tuple[str | None, ...] = standing.holders_of(seat)
        if not holders and not charter.duties[seat.partition("@")[0]].many:
            holders = (None,)
        for person in holders:
            yield Expected(
                seat=seat,
                person=person,
                unit=charter.unit_of(seat),
                kind=group.kind,
                group=group.key,
                clause="S5.3-b" if group.kind is Attending.INVITE else "S5.3-a",
            )


def _seats(group: AttendanceClass, charter: Charter, concerned: Sequence[Unit]) -> Iterator[str]:
    for key in group.duties:
        duty, at, _ = key.partition("@")
        if at or not charter.duties[duty].per_unit:
            yield key
        else:
            kinds = group.concerned
            yield from (f"{duty}@{unit.key}" for unit in concerned if not kinds or unit.kind in kinds)
