"""Nobody holds all connections of a server by streams that he follows and does not read."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest

from interfaces.http import changes
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import OFFICE

ENDED = "/changes/stream?after=0&until=1"


@pytest.fixture
def one_each(town, monkeypatch):
    """A server where a person follows one stream at once."""
    monkeypatch.setattr(changes, "MOST_STREAMS", 1)
    town.client.app.state.following = Counter()
    return town


def followed(town):
    """How many streams are followed, once there is one."""
    until = monotonic() + 10
    while not town.client.app.state.following and monotonic() < until:
        sleep(0.01)
    return town.client.app.state.following.total()


@languages
def test_one_too_many_is_refused_until_another_has_ended(one_each, language):
    town = one_each
    with ThreadPoolExecutor(1) as pool:
        open_one = pool.submit(town.get, f"/changes/stream?after={town.head}&until={town.head + 1}", OFFICE)
        assert followed(town) == 1
        refused = town.get(ENDED, OFFICE, accept_language=language)
        assert is_problem(refused, 429, "too_many_streams")["facts"] == {"most": 1}
        assert refused.headers["retry-after"] == "60"
        assert town.get(ENDED, "li").status_code == 200
        assert town.ask(OFFICE, "/calls", {"year": 2025, "text": "征集议题"}).status_code == 201
        assert open_one.result(20).status_code == 200
    assert town.get(ENDED, OFFICE).status_code == 200


def test_streams_that_have_ended_count_no_more(one_each):
    assert [one_each.get(ENDED, OFFICE).status_code for _ in range(5)] == [200] * 5
    assert one_each.client.app.state.following == Counter()
