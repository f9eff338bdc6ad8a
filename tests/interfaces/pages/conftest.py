"""A town whose pages are read over HTTP, with scripts off by nature."""

import pytest

from tests.interfaces.http.accounts import cheap_passwords
from tests.interfaces.pages.acts import topic_of
from tests.interfaces.pages.reading import Browser
from tests.interfaces.pages.story import served


@pytest.fixture(scope="package", autouse=True)
def passwords_cost_little():
    """Here, and not where it is looked at how dear they are."""
    with cheap_passwords():
        yield


@pytest.fixture
def town():
    """A town of its own, on its first day, with pages."""
    with served() as town:
        yield town


@pytest.fixture
def browser(town):
    """A browser of nobody in particular."""
    return Browser(town)


@pytest.fixture
def zhou(town):
    """Who proposes for the town union."""
    return Browser(town, "zhou")


@pytest.fixture
def topic(town):
    """A topic of the town union that stands as it was submitted."""
    return topic_of(town)
