"""What the store's tests write, in this process and in others."""

import os
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

from application.log import Batch, Conflict, Key, Lineage
from application.mapper import FactMapper
from application.sqlite import SQLiteLog
from domain.conference import Conference
from domain.facts import topic as facts
from domain.roster import Roster
from domain.stream import Fact, Stream
from domain.topic import Topic
from domain.topic_text import TopicText
from domain.vocabulary import Side
from tests.cast import NOW, act

INSTALLATION = "lianxi.example"
TEXT = TopicText(title="高温津贴", category="safety", background="", request="提高标准", concerned=("finance",))


def an_id() -> UUID:
    """An id that nothing has yet."""
    return UUID(bytes=os.urandom(16), version=4)


def a_log(path: Path) -> SQLiteLog:
    """A log that knows a few kinds of streams."""
    return SQLiteLog(path, FactMapper([Conference, Roster, Topic]), sw="0.0.0-test")


def topic_facts(stream: UUID, count: int = 1, *, after: int = 0, at: datetime = NOW) -> list[tuple[str, Fact]]:
    """The next facts of a topic: submitted, then talked over as often as it takes."""
    by = act("zhao")
    topic = Topic.begin(
        by,
        stream,
        facts.Submitted,
        side=Side.UNION,
        proposer="town_union",
        joint_with=None,
        year=2026,
        text=TEXT,
        links=(),
    )
    for number in range(2, after + count + 1):
        topic.record(by, facts.Consulted, unit="finance", manner="meeting", said=f"第{number}次")
    return [(kind, replace(fact, timestamp=at)) for kind, fact in recorded_on(topic)[after:]]


def recorded_on(stream: Stream) -> list[tuple[str, Fact]]:
    """What was recorded on a stream, as a batch takes it."""
    return [(stream.TOPIC, fact) for fact in stream.collect_events() if isinstance(fact, Fact)]


def a_batch(conference: int, *recorded: tuple[str, Fact], at: datetime = NOW, **more: object) -> Batch:
    """A batch with a lineage of its own."""
    command = str(an_id())
    return Batch(
        conference=conference,
        facts=recorded,
        at=at,
        lineage=Lineage(cmd=command, corr=command),
        **more,  # type: ignore[arg-type]
    )


def a_key(key: str, person: str = "p1", digest: str = "d1") -> Key:
    """A person's key, with an answer that tells them apart."""
    return Key(person=person, key=key, digest=digest, answer=f"answer to {key}".encode())


def save_until_killed(path: Path, run: int, told: Connection) -> None:
    """Save under keys, each time telling what was acknowledged."""
    log = a_log(path)
    conference, _ = log.conference("chengqiao")
    for number in range(10**6):
        key = f"{run}-{number}"
        told.send(("asked", key, 0, 0))
        saved = log.append(a_batch(conference, *topic_facts(an_id(), 1 + number % 3), key=a_key(key)))
        told.send(("saved", key, saved.first, saved.last))


def start_together(path: Path, slug: str, saves: int) -> None:
    """Open a file that may not be there yet, and save to a conference that others may be creating."""
    with closing(a_log(path)) as log:
        if slug not in {listed.slug for listed in log.conferences()}:
            log.create_conference(slug, INSTALLATION, NOW)
        conference, _ = log.conference(slug)
        for _ in range(saves):
            log.append(a_batch(conference, *topic_facts(an_id(), 2)))


def count_up(path: Path, stream: UUID, times: int) -> None:
    """Add to one stream that others add to as well, running again on conflict."""
    with closing(a_log(path)) as log:
        conference, _ = log.conference("chengqiao")
        done = 0
        while done < times:
            version = log.version_of(conference, stream)
            try:
                log.append(a_batch(conference, *topic_facts(stream, 1, after=version), reads={stream: version}))
            except Conflict:
                continue
            done += 1
