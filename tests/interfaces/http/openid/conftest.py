import pytest

from tests.interfaces.http.openid import real


@pytest.fixture(scope="session")
def issuer(tmp_path_factory):
    """The real provider."""
    with real.running(tmp_path_factory.mktemp("provider")) as found:
        yield found
