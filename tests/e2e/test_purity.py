"""Replay needs nothing but the stored bytes: no clock, no chance, no network, no file; and it is the same everywhere."""

import builtins
import datetime as dt
import os
import random
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from eventsourcing.domain import decorated_funcs

from application.mapper import FactMapper
from domain.stream import First
from tests import demonstration
from tests.domain.stories import state
from tests.e2e import seeing
from tests.e2e.replaying import answers, digest, replayed, rows_of
from tests.e2e.town import Town
from tests.e2e.year import live

OURS = ("domain", "application", "projections")
WORLDS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Anchorage", "LANG": "zh_CN.UTF-8"},
)


class Touched(BaseException):
    """Something reached for the world."""


def trapped(reach: Callable[..., Any]) -> Callable[..., Any]:
    """The same, except for who replays: followers of other towns go on in threads of their own."""

    def trap(*given: Any, **named: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            raise Touched
        return reach(*given, **named)

    return trap


class Likeness(type):
    """A class that is taken for another where one asks what something is."""

    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, cls.__mro__[1])


class NoDateTime(dt.datetime, metaclass=Likeness):
    """A datetime that does not know the time."""

    now = staticmethod(trapped(dt.datetime.now))
    utcnow = staticmethod(trapped(dt.datetime.utcnow))
    today = staticmethod(trapped(dt.datetime.today))
    fromtimestamp = staticmethod(trapped(dt.datetime.fromtimestamp))


class NoDate(dt.date, metaclass=Likeness):
    """A date that does not know the day."""

    today = staticmethod(trapped(dt.date.today))
    fromtimestamp = staticmethod(trapped(dt.date.fromtimestamp))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the log of a whole life lies."""
    folder = tmp_path_factory.mktemp("life")
    with closing(Town(folder)) as town:
        live(town)
    return folder


@pytest.fixture
def nowhere(monkeypatch):
    """A world without clock, chance and network."""
    for name in ("time", "time_ns", "localtime", "gmtime", "sleep"):
        monkeypatch.setattr(time, name, trapped(getattr(time, name)))
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in OURS:
            if getattr(module, "datetime", None) is dt.datetime:
                monkeypatch.setattr(module, "datetime", NoDateTime)
            if getattr(module, "date", None) is dt.date:
                monkeypatch.setattr(module, "date", NoDate)
    monkeypatch.setattr(os, "urandom", trapped(os.urandom))
    monkeypatch.setattr(uuid, "uuid4", trapped(uuid.uuid4))
    monkeypatch.setattr(uuid, "uuid1", trapped(uuid.uuid1))
    for name in ("random", "randbytes", "getrandbits", "choice"):
        monkeypatch.setattr(random, name, trapped(getattr(random, name)))
    monkeypatch.setattr(socket, "socket", trapped(socket.socket))


@pytest.fixture
def nothing_to_read(nowhere, monkeypatch):
    """The same without files."""
    monkeypatch.setattr(builtins, "open", trapped(builtins.open))
    monkeypatch.setattr(os, "open", trapped(os.open))
    monkeypatch.setattr(Path, "open", trapped(Path.open))
    monkeypatch.setattr(sqlite3, "connect", trapped(sqlite3.connect))


class TestReplay:
    def test_needs_nothing_but_the_bytes(self, folder, request):
        rows, mapper = rows_of(folder), FactMapper()
        before = replayed(rows, mapper)
        request.getfixturevalue("nothing_to_read")
        again = replayed(rows, mapper)
        assert {stream: state(found) for stream, found in again.items()} == {
            stream: state(found) for stream, found in before.items()
        }

    def test_is_provided_for_every_fact(self):
        facts = FactMapper().types.values()
        assert [fact for fact in facts if not issubclass(fact, First) and decorated_funcs.get(fact) is None] == []

    def test_would_be_caught_if_it_reached_for_the_world(self, nothing_to_read):
        codec, due = vars(sys.modules["application.codec"]), vars(sys.modules["domain.due"])
        asking = (codec["datetime"].now, due["date"].today, time.time, random.random, uuid.uuid4)
        for reach in (*asking, socket.socket, Path(__file__).read_text, lambda: os.urandom(1)):
            with pytest.raises(Touched):
                reach()

    def test_answers_for_every_version_day_and_field_from_the_bytes_alone(self, request):
        rows, mapper = rows_of(demonstration.folder()), FactMapper()
        before = everything_told()
        request.getfixturevalue("nothing_to_read")
        assert answers(rows, mapper) == before

    def test_is_the_same_in_any_process_place_and_language(self, folder):
        here = digest(replayed(rows_of(folder), FactMapper()))
        assert {told.partition(" ")[0] for told in elsewhere(folder)} == {here}

    def test_answers_the_same_in_any_process_place_and_language(self):
        told = elsewhere(demonstration.folder())
        assert {each.partition(" ")[2] for each in told} == {everything_told()}


@cache
def everything_told() -> str:
    """All that replay answers about the demonstration."""
    return answers(rows_of(demonstration.folder()), FactMapper())


def elsewhere(folder: Path) -> list[str]:
    """What replay says of a folder in other processes, places and languages."""
    asked = [sys.executable, "-m", "tests.e2e.replaying", str(folder)]
    there = [subprocess.Popen(asked, env=os.environ | world, stdout=subprocess.PIPE, text=True) for world in WORLDS]
    return [process.communicate()[0] for process in there]


class TestFolding:
    def test_needs_no_clock_no_chance_and_no_network(self, folder, tmp_path, request):
        with closing(Town(folder)) as town:
            facts = town.recorded()
        before = seeing.shown_from(tmp_path, facts, Random(1))
        chance = Random(2)
        request.getfixturevalue("nowhere")
        assert seeing.shown_from(tmp_path, facts, chance) == before
