"""A unit merged while something is asked of it: whoever leads its successor answers, and nobody else does."""

import pytest

from application.commands import institution, topics
from domain.errors import NotEntitled
from domain.vocabulary import Opinion
from tests.e2e.town import Town
from tests.e2e.year import live, submitting


@pytest.fixture
def town(tmp_path):
    """A town that has lived to the topics, with finance merged into human resources."""
    found = live(Town(tmp_path / "town"), 1)
    yield found
    found.close()


def answering(topic):
    return topics.GiveOpinion(topic=topic, text_version=1, opinion=Opinion.AGREE, text="同意。")


class TestMergedUnit:
    def test_is_spoken_for_by_its_successor(self, town):
        topic = town.make("zhou", submitting("高温作业"))
        town.do("wang", institution.MergeUnit(unit="finance", into="human_resources"))
        town.do("chu", answering(topic))
        version, opinion, _ = town.fresh(topic).opinions["finance"]
        assert (version, opinion) == (1, Opinion.AGREE)

    def test_is_no_longer_spoken_for_by_who_led_it(self, town):
        topic = town.make("zhou", submitting("高温作业"))
        town.do("wang", institution.MergeUnit(unit="finance", into="human_resources"))
        with pytest.raises(NotEntitled):
            town.do("chen", answering(topic))
