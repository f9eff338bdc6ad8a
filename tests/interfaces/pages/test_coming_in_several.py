"""Where an installation holds several conferences, the page of signing in asks which, and asks no board of none."""

import pytest

from domain.charter_reading import built_in
from interfaces.founding import Founding, found
from interfaces.pages.asking import Api
from tests.interfaces.http.town import SLUG
from tests.interfaces.pages.reading import Browser

ENTRANCE = "/api/v1/entrance"


@pytest.fixture
def two(town):
    """A town beside another one."""
    other = Founding(slug="baozhen", charter=built_in(), person="施文", duty="union_office_staff")
    found(town.services, "other.test", other)
    return town


def asked(browser, monkeypatch):
    """The addresses of the API that the page of signing in asks."""
    seen = []
    ask = Api.ask

    async def noting(self, method, path, *args, **kwargs):
        seen.append(path)
        return await ask(self, method, path, *args, **kwargs)

    monkeypatch.setattr(Api, "ask", noting)
    page = browser.get("/sign-in")
    assert page.status == 200
    return seen, page


class TestOneConference:
    def test_is_told_to_whoever_comes_and_is_not_typed(self, town, monkeypatch):
        assert town.get("/entrance", None, base="/api/v1").json() == {"conference": SLUG}
        seen, page = asked(Browser(town), monkeypatch)
        assert page.value("conference") == SLUG
        assert f"/api/v1/board/{SLUG}" in seen


class TestSeveral:
    def test_are_told_to_nobody_and_no_board_is_asked_for(self, two, monkeypatch):
        assert two.get("/entrance", None, base="/api/v1").json() == {"conference": None}
        seen, page = asked(Browser(two), monkeypatch)
        assert 'type="hidden" name="conference"' not in page.html
        assert not [path for path in seen if "/board/" in path]
        assert "baozhen" not in page.text
