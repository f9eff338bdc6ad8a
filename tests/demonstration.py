"""The facts of the demonstration, played once for all tests that replay it."""

import atexit
import shutil
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from uuid import UUID

from domain.recorded import Recorded
from interfaces.bootstrap import open_log
from interfaces.demo import play

TOWN = "chengqiao"


@cache
def folder() -> Path:
    """Where it was played."""
    where = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, where)
    play(where / "demo", tell=lambda *_: None)
    return where / "demo"


@cache
def facts() -> tuple[Recorded, ...]:
    """Everything that was recorded, in order."""
    with closing(open_log(folder())) as log:
        key, _ = log.conference(TOWN)
        return tuple(log.read(key, 0, log.head(key)))


@cache
def streams() -> dict[UUID, list[Recorded]]:
    """The same, stream by stream."""
    found: dict[UUID, list[Recorded]] = {}
    for recorded in facts():
        found.setdefault(recorded.stream, []).append(recorded)
    return found
