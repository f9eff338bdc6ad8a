"""The menu: who finds what in it, and how much waits behind an entry."""

import re

import pytest

from tests.interfaces.http.accounts import Member
from tests.interfaces.http.life import lived
from tests.interfaces.pages.reading import Browser
from tests.interfaces.pages.story import served


@pytest.fixture(scope="module")
def old():
    """A town that has lived to its second year, to be read."""
    with served() as town:
        lived(town)
        yield town


def test_counts_the_decisions_that_are_overdue_and_marks_the_count(old):
    late = [each for each in old.get("/decisions?open=true").json()["items"] if each["course"] == "overdue"]
    page = Browser(old, "zhou").get("/help")
    assert late
    assert re.search(rf'data-key="overdue">[^<]*<span class="n hot">{len(late)}</span>', page.html)


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_leads_to_the_state_of_the_system_who_looks_after_it(old, role):
    watcher = Browser(old, Member(old, {"auditor": "mao", "administrator": "gu"}[role], role).equipped().signed_in())
    assert "/status" in watcher.get("/help").links()
    assert watcher.get("/status").status == 200


def test_does_not_lead_others_there(old):
    assert "/status" not in Browser(old, "zhou").get("/help").links()
