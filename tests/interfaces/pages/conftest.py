"""A town whose pages are read over HTTP, with scripts off by nature."""

import pytest
from argon2 import PasswordHasher

from application.access import passwords
from interfaces.pages.site import add_pages
from tests.interfaces.http.town import town as a_town
from tests.interfaces.pages.reading import Browser


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords():
    """Passwords are kept as cheaply as can be."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
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
