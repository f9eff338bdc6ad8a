"""A process that does real work on an installation until it is killed, and tells what it asked and what was acknowledged."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple
from uuid import UUID

from application.commands import institution, meetings, topics
from application.commands.command import Command
from application.desk import Asked, Done
from domain.errors import Failure
from domain.vocabulary import Outcome
from interfaces.bootstrap import LogFeed
from projections.feed import Runner
from projections.registry import VIEWS
from projections.store import ViewStore
from tests.e2e.town import SLUG, Town
from tests.e2e.year import an_approved_topic, collected, convened, in_session, settling, submitting

SLUGS = (SLUG, "baozhen")
THREADS = 4
TOPICS = 6


class Asking(NamedTuple):
    """Something that is about to be asked."""

    asked: Asked


class Acknowledged(NamedTuple):
    """What was answered: what was done, or the code of a refusal."""

    key: str
    done: Done | None
    refused: str = ""


def two_towns(folder: Path) -> None:
    """An installation with two conferences, each with a meeting in session and topics before it."""
    town = Town(folder, seed=None)
    for slug in SLUGS:
        here = town.beside(slug)
        here.found()
        collected(here)
        for number in range(TOPICS):
            an_approved_topic(here, f"议题{number}")
        convened(here)
        in_session(here)
    town.close()


def write_until_killed(folder: Path, run: int, told: Connection) -> None:
    """Several threads ask for things under keys of their own; beside them the views are kept up."""
    town = Town(folder, seed=None)
    views = ViewStore(folder / "views.db", VIEWS)
    runner = Runner(views, LogFeed(town.log))
    town.log.on_commit.append(lambda conference, _: runner.poke(conference))
    runner.start()
    here = [town.beside(slug) for slug in SLUGS]
    for one in here:
        one.know()
    tell = Lock()
    threads = [Thread(target=_work, args=(here[n % len(here)], f"{run}-{n}", told, tell)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _work(town: Town, name: str, told: Connection, tell: Lock) -> None:
    for number, asked in zip(count(), _wanted(town), strict=False):
        keyed = replace(asked, key=f"{name}-{number}", digest=f"digest of {name}-{number}")
        with tell:
            told.send(Asking(keyed))
        try:
            answer = Acknowledged(keyed.key or "", town.desk.do(keyed))
        except Failure as failure:
            answer = Acknowledged(keyed.key or "", None, failure.code)
        with tell:
            told.send(answer)


def _wanted(town: Town) -> Iterator[Asked]:
    """Things on one stream and on several, on streams of one's own and on those that all write to."""
    meeting = town.of_kind("meeting")[0]
    for number in count():
        yield from _about_a_topic(town)
        settled = (settling(f"其他事项一{number}"), settling(f"其他事项二{number}"))
        raising = meetings.RaiseOtherMatter(
            meeting=meeting, title="其他事项", reason="急", summary="经协商", decisions=settled
        )
        yield town.asked("sun", raising)
        yield from _before_the_meeting(town, meeting)
        yield town.asked("wang", institution.EnterPerson(name=f"职工{number}"))
        again = meetings.PlanOrdinaryMeeting(year=2100)
        yield town.asked("wang", again, departing={"second_ordinary_meeting": "换届"})


def _about_a_topic(town: Town) -> Iterator[Asked]:
    before = set(town.of_kind("topic"))
    yield town.asked("zhou", submitting("新议题"))
    for topic in sorted(set(town.of_kind("topic")) - before)[:1]:
        yield town.asked("zhou", topics.ReportResearch(topic=topic, findings="走访"))


def _before_the_meeting(town: Town, meeting: UUID) -> Iterator[Asked]:
    """The next topic discussed with its decisions; when all are, one more word on the record."""
    state = town.fresh(meeting)
    left = [topic for topic in state.topics if topic not in state.outcomes]
    talk: Command = meetings.IntroduceTopics(meeting=meeting, summary="通报")
    if left:
        settled = (settling("按期落实"), settling("增设休息点"), settling("年底前通报"))
        talk = meetings.DiscussTopic(
            meeting=meeting, topic=left[0], outcome=Outcome.AGREED, summary="经协商", decisions=settled
        )
    yield town.asked("wang", talk)
