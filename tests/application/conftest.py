from collections.abc import Iterator
from contextlib import closing

import pytest

from application.log import Log
from tests.application.writing import INSTALLATION, a_log
from tests.cast import NOW


@pytest.fixture
def path(tmp_path):
    """Where the log's file will be."""
    return tmp_path / "log.db"


@pytest.fixture
def log(path) -> Iterator[Log]:
    """An empty log."""
    with closing(a_log(path)) as log:
        yield log


@pytest.fixture
def conference(log):
    """A conference without facts."""
    return log.create_conference("chengqiao", INSTALLATION, NOW)


@pytest.fixture
def other(log, conference):
    """Another conference in the same file."""
    return log.create_conference("baozhen", INSTALLATION, NOW)
