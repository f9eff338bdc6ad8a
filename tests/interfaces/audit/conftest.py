import pytest

from interfaces.audit.export import export
from tests.demonstration import TOWN
from tests.interfaces.audit.packages import Opened, demonstration


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demonstration, for tests that only look at it and at what is exported of it."""
    with demonstration(tmp_path_factory.mktemp("demo") / "data") as services:
        yield services


@pytest.fixture(scope="module")
def whole(demo, tmp_path_factory):
    """The whole of it as a package."""
    return Opened(export(demo, TOWN, tmp_path_factory.mktemp("package") / "whole").path)


@pytest.fixture(scope="module")
def later(demo, tmp_path_factory):
    """What has come since an earlier package of 600 records."""
    return Opened(export(demo, TOWN, tmp_path_factory.mktemp("package") / "later", since=600).path)
