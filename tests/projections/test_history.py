"""A long history, folded in one go: as of any position it shows what folding that prefix alone shows."""

import pytest

from domain.stream import Sealed
from projections.registry import VIEWS
from tests.projections.recording import Seen
from tests.projections.town import a_town_of_three_years


@pytest.fixture(scope="module")
def history():
    return a_town_of_three_years().recording.events


class TestHistory:
    def test_shows_as_of_any_position_what_its_prefix_shows(self, views, history):
        whole, prefix = Seen(views), Seen(views)
        whole.fold(history)
        for event in history:
            prefix.fold(history[: event.position])
            if event.position % 7 == 0:
                assert whole.everything(event.position) == prefix.everything(), event.type
        assert whole.everything() == prefix.everything()

    def test_shows_what_became_of_a_thing_at_the_very_position(self, views, history):
        whole, prefix = Seen(views), Seen(views)
        whole.fold(history)
        for event in history:
            prefix.fold(history[: event.position])
            for view in VIEWS:
                assert row_of(whole, view, event, event.position) == row_of(prefix, view, event), view.name

    def test_never_holds_a_personal_value_in_clear(self, seen, history):
        seen.fold(history)
        shown = str(seen.everything())
        sealed = {getattr(event.fact, name) for event in history for name in event.fact.PERSONAL}
        clear = {value.commitment.removeprefix("seal of ") for value in sealed if isinstance(value, Sealed)}
        assert {value for value in clear if not value.isascii()} == {"住院", "沈师傅"}
        assert [value for value in ("住院", "沈师傅") if value in shown.replace(f"seal of {value}", "")] == []


def row_of(seen, view, event, at=None):
    """What a view says of the thing an event happened to."""
    with seen.store.reading(seen.conference, at) as reading:
        found = reading.one(view, str(event.stream))
    return found and (found.raw, found.valid_from)
