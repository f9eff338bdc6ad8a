"""A founded conference before each test, and what it may have done before."""

from contextlib import closing
from shutil import copytree

import pytest

from application.commands import topics
from tests.application.desk.doing import LATER, giving_opinion
from tests.e2e.town import Town
from tests.e2e.year import collected, convened, in_session, submitting


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    """Where the log of a conference lies, with its cast in their duties."""
    folder = tmp_path_factory.mktemp("founded")
    with closing(Town(folder)) as town:
        town.found()
    return folder


@pytest.fixture
def town(tmp_path, founded):
    """That conference, some weeks after it was founded."""
    copytree(founded, tmp_path / "town")
    with closing(Town(tmp_path / "town", seed=11)) as town:
        town.know()
        town.clock.set(LATER)
        yield town


@pytest.fixture
def topic(town):
    """The town union's topic, just submitted."""
    return town.make("zhou", submitting("高温"))


@pytest.fixture
def prepared(town, topic):
    """The topic with everything before its approval."""
    town.do("zhou", topics.ReportResearch(topic=topic, findings="走访"))
    for name in ("chen", "wei"):
        town.do(name, giving_opinion(topic))
    town.do("zhou", topics.DeclareConsensus(topic=topic, text_version=1))
    return topic


@pytest.fixture
def session(town):
    """A meeting in session with two topics before it."""
    collected(town)
    convened(town)
    return in_session(town)
