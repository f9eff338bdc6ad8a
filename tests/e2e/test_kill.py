"""The process dies at any moment, again and again: what was acknowledged is there, and nothing is there by halves."""

import multiprocessing
import os
import signal
import time
from collections import Counter
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest

from application.desk import Asked, Done, filed
from domain.errors import Failure
from interfaces.bootstrap import LogFeed
from projections.feed import catch_up
from projections.registry import VIEWS
from projections.store import ViewStore
from tests.e2e import seeing
from tests.e2e.town import Town
from tests.e2e.writer import SLUGS, Acknowledged, Asking, two_towns, write_until_killed

KILLS = int(os.environ.get("LIANXI_KILLS", "20"))
AT_MOST = 40
"""How often one installation dies; its log would become too long to be read whole each time."""
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.application.writing", "tests.e2e.writer"])


class Witness:
    """What the parent was told before each death."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.acknowledged: dict[str, tuple[Asked, Done]] = {}
        self.refused: dict[str, Asked] = {}
        self.unanswered: dict[str, Asked] = {}

    def let_work_and_die(self, run: int, seconds: float) -> int:
        """Let a writer work for so long, kill it, and hear to the end what it told; how much was acknowledged."""
        here, there = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=write_until_killed, args=(self.folder, run, there))
        process.start()
        there.close()
        assert here.poll(60), "the writer never began"
        time.sleep(seconds)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        return self.hear(here)

    def hear(self, told: Connection) -> int:
        before = len(self.acknowledged)
        with closing(told):
            while True:
                try:
                    word = told.recv()
                except (EOFError, OSError):
                    return len(self.acknowledged) - before
                if isinstance(word, Asking):
                    self.unanswered[word.asked.key or ""] = word.asked
                elif isinstance(word, Acknowledged):
                    asked = self.unanswered.pop(word.key)
                    if word.done:
                        self.acknowledged[word.key] = asked, word.done
                    else:
                        self.refused[word.key] = asked


def kept(town: Town, asked: Asked) -> tuple[int, int] | None:
    """The positions kept under a key, if there are any."""
    answered = town.log.find_key(town.beside(asked.conference).key, asked.person, filed(asked).key)
    return answered and (answered.first, answered.last)


def everything_acknowledged_is_there(town: Town, witness: Witness) -> None:
    for asked, done in witness.acknowledged.values():
        assert kept(town, asked) == (done.first, done.last)
    facts = {slug: town.beside(slug).recorded() for slug in SLUGS}
    for asked, done in witness.acknowledged.values():
        written = facts[asked.conference][done.first - 1 : done.last]
        assert [fact.type.partition("/")[0] for fact in written] == list(done.types)


def nothing_is_there_by_halves(town: Town, witness: Witness, begun: dict[str, int]) -> None:
    """Positions are dense, streams without a gap, and each command's facts are all there, side by side."""
    asked = [*(one for one, _ in witness.acknowledged.values()), *witness.unanswered.values()]
    for slug in SLUGS:
        here = town.beside(slug)
        facts = here.recorded()
        assert [fact.position for fact in facts] == list(range(1, here.head + 1))
        assert list(town.log.altered(here.key)) == []
        versions: Counter[object] = Counter()
        for fact in facts:
            versions[fact.stream] += 1
            assert fact.version == versions[fact.stream]
        spans = sorted(span for one in asked if one.conference == slug and (span := kept(town, one)))
        assert [place for first, last in spans for place in range(first, last + 1)] == list(
            range(begun[slug] + 1, here.head + 1)
        )
        for first, last in spans:
            assert len({fact.cmd for fact in facts[first - 1 : last]}) == 1
        assert len({fact.cmd for fact in facts[begun[slug] :]}) == len(spans)


def what_is_asked_again_has_one_effect(town: Town, witness: Witness) -> None:
    for key, asked in list(witness.unanswered.items()):
        before = kept(town, asked)
        try:
            done = town.desk.do(asked)
        except Failure:
            assert before is None
            witness.refused[key] = witness.unanswered.pop(key)
            continue
        assert before is None or (done.first, done.last, done.again) == (*before, True)
        again = town.desk.do(asked)
        assert again.again
        assert (again.first, again.last, again.stream, again.types) == (done.first, done.last, done.stream, done.types)
        del witness.unanswered[key]
        witness.acknowledged[key] = asked, done


def views_catch_up(town: Town, folder: Path) -> None:
    with closing(ViewStore(folder / "views.db", VIEWS)) as store:
        for slug in SLUGS:
            here = town.beside(slug)
            assert store.position(here.key) <= here.head
            assert catch_up(store, LogFeed(town.log), here.key) == here.head


def views_equal_those_made_anew(town: Town, folder: Path) -> None:
    with closing(ViewStore(folder / "views.db", VIEWS)) as store:
        for slug in SLUGS:
            here = town.beside(slug)
            anew = seeing.shown_from(folder, here.recorded(), Random(here.head))
            assert seeing.shown_in(store, here.key) == anew


def die(folder: Path, times: int) -> int:
    """Let an installation die so many times, looking at everything each time; how much was acknowledged."""
    two_towns(folder)
    witness, chance, acknowledged = Witness(folder), Random(), 0
    with closing(Town(folder, seed=None)) as town:
        begun = {slug: town.beside(slug).head for slug in SLUGS}
    for run in range(times):
        acknowledged += witness.let_work_and_die(run, chance.uniform(0.0, 0.25))
        with closing(Town(folder, seed=None)) as town:
            town.beside(SLUGS[0]).know()
            nothing_is_there_by_halves(town, witness, begun)
            what_is_asked_again_has_one_effect(town, witness)
            nothing_is_there_by_halves(town, witness, begun)
            views_catch_up(town, folder)
    with closing(Town(folder, seed=None)) as town:
        everything_acknowledged_is_there(town, witness)
        views_equal_those_made_anew(town, folder)
    return acknowledged


class TestWriter:
    @pytest.mark.slow
    @pytest.mark.parametrize("life", range(-(-KILLS // AT_MOST)))
    def test_loses_nothing_acknowledged_and_leaves_nothing_torn_when_it_is_killed(self, tmp_path, life):
        times = min(AT_MOST, KILLS - life * AT_MOST)
        assert die(tmp_path, times) > times
