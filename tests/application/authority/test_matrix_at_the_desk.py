"""Every cell of the matrix is what the real desk answers to a person who holds exactly that seat, asking in fit words."""

from functools import cache

import pytest

from application.authority.beginnings import beginnings, institutional
from application.authority.imagined import Town, person_in
from application.authority.matrix import ANY_TIME, KINDS, Matrix, matrix, situations
from application.authority.staging import Situation, Stage
from domain.charter_reading import built_in
from domain.errors import NotEntitled
from tests.application.authority.bodies import body
from tests.application.authority.real import real

KINDS_OF_THINGS = [
    "invitation",
    *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("call", "topic", "meeting", "minutes", "decision")),
]
PAST_WHO_MAY = {
    ("admit_late_topic", "noticed"): "out_of_order",
    ("discuss_topic", "closed"): "dealt_with_already",
}
"""Where the desk finds something amiss that no guard can know: with the topic named, not with who names it."""


@cache
def lived() -> tuple[Situation, ...]:
    return tuple(situations(Stage(Town.under(built_in()))))


def alone(shown: Matrix) -> list[str]:
    """Who is alone in a seat, and who has none."""
    return [holder.key for holder in shown.holders if holder.key in {holder.of, "nobody"}]


def person(holder: str) -> str:
    return person_in("" if holder == "nobody" else holder)


def differs(told, met, excused=None):
    """Whether the desk answers something else than the matrix."""
    if told is None:
        return met is not None and met.code != excused
    return met is None or met.code != told.code or isinstance(met, NotEntitled) != isinstance(told, NotEntitled)


def differing(where, desk, shown):
    for row in shown.of_kind(where.kind):
        for holder in alone(shown) if where.key in row.at else ():
            seat = "" if holder == "nobody" else holder
            told, met = row.at[where.key][holder], desk.refusal(person(holder), body(row.command, where, seat))
            if differs(told, met, PAST_WHO_MAY.get((row.name, where.key))):
                yield f"{row.name} {where.key} {holder}: the matrix says {told}, the desk {met}"


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
        shown, wrong = matrix(built_in()), []
        play = Stage(Town.under(built_in()))
        asking = beginnings(play) | institutional(play)
        with real(tmp_path / "real", play.town) as desk:
            for row in (row for kind in KINDS for row in shown.of_kind(kind) if ANY_TIME in row.at):
                for holder in alone(shown):
                    met = [desk.refusal(person(holder), command) for command in asking[row.command]]
                    told = row.at[ANY_TIME][holder]
                    if differs(told, None if None in met else met[0]):
                        wrong.append(f"{row.name} {holder}: the matrix says {told}, the desk {met[0]}")
        assert wrong == []
