"""One store of all views for the tests of a module; each test has a conference of its own in it."""

import pytest

from projections.registry import VIEWS
from projections.store import ViewStore
from tests.projections.recording import Seen


@pytest.fixture(scope="module")
def views(tmp_path_factory):
    store = ViewStore(tmp_path_factory.mktemp("views") / "views.db", VIEWS)
    yield store
    store.close()


@pytest.fixture
def seen(views):
    return Seen(views)
