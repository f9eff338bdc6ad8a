"""Every cell of the matrix is what the real desk answers to a person who holds exactly that seat, asking in fit words."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from uuid import UUID

import pytest

from application.authority.beginnings import beginnings, closing_board, institutional
from application.authority.holders import Holder
from application.authority.imagined import Town, person_in
from application.authority.matrix import ANY_TIME, KINDS, Matrix, matrix, situations
from application.authority.staging import Situation, Stage
from application.commands import institution
from domain.charter_reading import built_in
from domain.errors import NotEntitled
from tests.application.authority.bodies import body
from tests.application.authority.real import Real, real

KINDS_OF_THINGS = [
    "invitation",
    *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("call", "topic", "meeting", "minutes", "decision")),
]
IN_OTHER_WORDS = {
    "admit_late_topic": {(None, "out_of_order")},
    "discuss_topic": {(None, "dealt_with_already")},
    "give_briefing": {("seat_not_named", None)},
    "give_instructions": {("seat_not_named", None)},
}
"""What no guard can know: whether the topic named is ready or dealt with, and of which side the words are."""
CLERK = person_in("union_office_staff")


@cache
def lived() -> tuple[Situation, ...]:
    return tuple(situations(Stage(Town.under(built_in()))))


def alone(shown: Matrix) -> list[Holder]:
    """Who is alone in a seat, and who has none."""
    return [holder for holder in shown.holders if holder.key in {holder.of, "nobody"}]


def person(holder: Holder) -> str:
    return person_in(holder.seats[0] if holder.seats else "")


def everybody(desk: Real, shown: Matrix) -> Iterator[Holder]:
    """Each of them, when the office has recorded what makes him so; deputies are looked at by themselves."""
    today = desk.clock.day
    yield from alone(shown)
    for holder in (each for each in shown.holders if len(each.seats) > 1):
        first, second = holder.seats
        desk.do(CLERK, institution.TakeDuty(duty=second, person=UUID(person_in(first)), since=today))
        yield holder
        desk.do(CLERK, institution.TakeDuty(duty=second, person=UUID(person_in(second)), since=today))
    for holder in (each for each in shown.holders if each.absent):
        for seat in holder.absent:
            away = {"since": today, "until": today + timedelta(7)}
            desk.do(CLERK, institution.RecordAbsence(person=UUID(person_in(seat)), **away, reason="学习"))
        yield holder


def differs(told, met, excused=()):
    """Whether the desk answers something else than the matrix."""
    if (told and told.code, met and met.code) in excused:
        return False
    if told is None or met is None:
        return told is not met
    return met.code != told.code or isinstance(met, NotEntitled) != isinstance(told, NotEntitled)


def differing(where, desk, shown):
    for holder in everybody(desk, shown):
        for row in shown.of_kind(where.kind):
            if where.key not in row.at:
                continue
            told = row.at[where.key][holder.key]
            met = desk.refusal(person(holder), body(row.command, where, next(iter(holder.seats), "")))
            if differs(told, met, IN_OTHER_WORDS.get(row.name, ())):
                yield f"{row.name} {where.key} {holder.key}: the matrix says {told}, the desk {met}"


class TestMatrix:
    @pytest.mark.parametrize("kind", KINDS_OF_THINGS)
    def test_is_what_the_desk_answers_about_each_thing_in_each_state(self, kind, tmp_path):
        shown, wrong, seen = matrix(built_in()), [], set()
        for number, where in enumerate(lived()):
            if where.kind == kind and where.key not in seen:
                seen.add(where.key)
                with real(tmp_path / str(number), where.town) as desk:
                    wrong += differing(where, desk, shown)
        assert wrong == []
        assert seen == set(shown.states(kind)) - {ANY_TIME}

    def test_is_what_the_desk_answers_about_what_can_be_done_at_any_time(self, tmp_path):
        shown, wrong, asked = matrix(built_in()), [], set()
        play = Stage(Town.under(built_in()))
        for number, (where, asking) in enumerate(
            [(play, {**beginnings(play), **institutional(play)}), closing_board(play)]
        ):
            asked |= set(asking)
            with real(tmp_path / str(number), where.town) as desk:
                for row in (row for kind in KINDS for row in shown.of_kind(kind) if row.command in asking):
                    for holder in alone(shown):
                        met = [desk.refusal(person(holder), command) for command in asking[row.command]]
                        told = row.at[ANY_TIME][holder.key]
                        if differs(told, None if None in met else met[0]):
                            wrong.append(f"{row.name} {holder.key}: the matrix says {told}, the desk {met[0]}")
        assert wrong == []
        assert asked == {row.command for kind in KINDS for row in shown.of_kind(kind) if ANY_TIME in row.at}
