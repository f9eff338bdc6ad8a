"""Who may begin a thing or enter something in a register, before he has said what."""

import pytest

from application.authority.beginnings import beginnings, closing_board, institutional
from application.authority.holders import holders
from application.authority.imagined import Town
from application.authority.staging import Stage
from application.beginnings import BEGINNINGS
from application.handlers import GUARDS, HANDLERS
from domain.charter_reading import built_in
from domain.errors import Refusal

BY_BODY = {"ratify", "submit_topic"}
"""Acts of which only the body says in which duty, or for which unit, they are done."""


@pytest.fixture(scope="module", params=["chengqiao", "example-district"])
def play(request):
    return Stage(Town.under(built_in(request.param)))


def foretold(command, town, holder):
    ledger = town.ledger()
    try:
        BEGINNINGS[command](town.act(holder), ledger)
    except Refusal as refusal:
        return refusal.code
    return None


def test_every_act_that_no_thing_can_be_asked_about_is_one():
    assert BEGINNINGS.keys() == HANDLERS.keys() - GUARDS.keys()


def test_what_is_foretold_is_what_a_fit_command_meets(play):
    open_there, closing = closing_board(play)
    stages = [(play, {**beginnings(play), **institutional(play)}), (open_there, closing)]
    asked = {command for _, commands in stages for command in commands}
    assert asked == BEGINNINGS.keys()
    for stage, commands in stages:
        for command, ways in commands.items():
            for holder in holders(stage.town.charter):
                met = [refusal and refusal.code for refusal in (stage.town.refusal_of(way, holder) for way in ways)]
                told = foretold(command, stage.town, holder)
                if told is None:
                    assert None in met or command.called() in BY_BODY, (command, holder, met)
                else:
                    assert set(met) == {told}, (command, holder, told, met)


def test_a_topic_may_be_brought_by_whoever_speaks_for_a_unit_that_brings_topics(play):
    (submit,) = [command for command in BEGINNINGS if command.called() == "submit_topic"]
    found = {holder.key: foretold(submit, play.town, holder) for holder in holders(play.town.charter)}
    assert None in found.values()
    assert "not_own_topic" in found.values()
