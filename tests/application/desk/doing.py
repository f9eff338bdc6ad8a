"""What is done at the desk again and again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from application.commands import meetings, topics
from domain.errors import Refusal
from domain.vocabulary import Opinion
from tests.e2e.town import FOUNDED

LATER = FOUNDED + timedelta(days=40)


def researching(topic):
    return topics.ReportResearch(topic=topic, findings="走访十二个作业点")


def agreeing(topic):
    return topics.AgreeToTopic(topic=topic, text_version=1)


def planning(year=2026):
    return meetings.PlanOrdinaryMeeting(year=year)


def refused(town, name, command, **around):
    """The refusal somebody meets; nothing is recorded."""
    before = town.head
    with pytest.raises(Refusal) as found:
        town.do(name, command, **around)
    assert town.head == before
    return found.value


def last(town):
    """The last fact recorded, with its place."""
    return town.recorded(town.head - 1)[0]


def together(*acts):
    """Do these at the same moment, each in a thread of its own; what came of each."""
    start = Barrier(len(acts))

    def one(act):
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def giving_opinion(topic):
    return topics.GiveOpinion(topic=topic, text_version=1, opinion=Opinion.AGREE, text="同意")
