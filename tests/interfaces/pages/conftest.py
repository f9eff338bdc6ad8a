"""A town whose pages are read over HTTP, with scripts off by nature."""

import pytest

from interfaces.pages.site import add_pages
from tests.interfaces.http.accounts import cheap_passwords
from tests.interfaces.http.town import town as a_town
from tests.interfaces.pages.reading import Browser


@pytest.fixture(scope="package", autouse=True)
def passwords_cost_little():
    """Here, and not where it is looked at how dear they are."""
    with cheap_passwords():
        yield


@pytest.fixture
def town():
    """A town of its own, on its first day, with pages."""
    with a_town() as town:
        if not hasattr(town.client.app.state, "within"):
            add_pages(town.client.app)
        yield town


@pytest.fixture
def browser(town):
    """A browser of nobody in particular."""
    return Browser(town)
