from datetime import timedelta

import pytest

from tests.interfaces.http.openid import real
from tests.interfaces.http.openid.attacked import Attacked
from tests.interfaces.http.openid.browser import with_providers
from tests.interfaces.http.openid.own_provider import served
from tests.interfaces.http.town import town as a_town


@pytest.fixture(scope="session")
def issuer(tmp_path_factory):
    """The real provider."""
    with real.running(tmp_path_factory.mktemp("provider")) as found:
        yield found


@pytest.fixture(scope="module")
def attacked():
    """A town and its provider, which tests spoil one after the other."""
    with a_town() as town, served(town.clock) as provider:
        with_providers(town, provider.known())
        found = Attacked(town, provider)
        found.link()
        yield found


@pytest.fixture
def honest(attacked):
    """The same, when nothing has been spoiled yet; an hour goes by, so that everything is asked for anew."""
    attacked.provider.restore()
    attacked.town.clock.at += timedelta(hours=2)
    attacked.provider.asked.clear()
    return attacked
