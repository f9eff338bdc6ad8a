import pytest

from tests.interfaces.http.accounts import cheap_passwords
from tests.interfaces.http.life import lived
from tests.interfaces.http.neighbours import neighbours
from tests.interfaces.http.probing import Probing
from tests.interfaces.http.town import town as a_town


@pytest.fixture(scope="package", autouse=True)
def passwords_cost_little():
    """Here, and not where it is looked at how dear they are."""
    with cheap_passwords():
        yield


@pytest.fixture(scope="session")
def life():
    """A town that has lived; tests that only look, or are refused, share it."""
    with a_town() as town:
        yield lived(town)


@pytest.fixture(scope="session")
def old_town(life):
    """The town of that life, in 2027."""
    return life.town


@pytest.fixture
def unchanged(old_town):
    """Nothing that is asked here is ever recorded."""
    before = old_town.head
    yield
    assert old_town.head == before


@pytest.fixture
def town():
    """A town of its own, on its first day."""
    with a_town() as town:
        yield town


@pytest.fixture(scope="session")
def pair():
    """Two conferences that have lived in one installation, and what ours was answered when it tried the other's things."""
    with neighbours(Probing) as pair:
        yield pair
