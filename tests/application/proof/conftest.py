import pytest

from tests.application.proof.publishing import house as a_house


@pytest.fixture
def house(tmp_path):
    """The logs of an installation, with one conference that has no facts yet."""
    with a_house(tmp_path) as one:
        yield one
