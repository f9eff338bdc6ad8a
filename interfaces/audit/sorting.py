"""Any number of lines in order, with no more than some of them in memory."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

AT_ONCE = 20_000


def in_order(lines: Iterable[bytes], folder: Path) -> Iterator[bytes]:
    """The lines, none of which holds an end of line, sorted as bytes; those that are too many go through ``folder``."""
    left = iter(lines)
    with ExitStack() as files:
        runs: list[IO[bytes]] = []
        while True:
            run = sorted(line + b"\n" for line in islice(left, AT_ONCE))
            if len(run) < AT_ONCE:
                break
            runs.append(files.enter_context(TemporaryFile(dir=folder)))
            runs[-1].writelines(run)
            runs[-1].seek(0)
        yield from (line[:-1] for line in merge(run, *runs))
