"""Two things measured in turns, so that a noisy machine disturbs both alike."""

import argparse
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """Operations a second, median and spread over the slices."""

    name: str
    rates: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle slice."""
        return statistics.median(self.rates)

    def __str__(self) -> str:
        return f"{self.median:,.0f}/s ({min(self.rates):,.0f}–{max(self.rates):,.0f})"


def interleaved(slices: int, **works: Callable[[], int]) -> list[Measured]:
    """Run each work once a slice, in turns; a work says how many operations it did."""
    rates: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(slices):
        for name, work in works.items():
            began = time.perf_counter()
            done = work()
            rates[name].append(done / (time.perf_counter() - began))
    return [Measured(name, tuple(found)) for name, found in rates.items()]


def row(what: str, ours: Measured, stock: Measured) -> str:
    """A line of the table: ours, the other, and the ratio of the medians."""
    return f"| {what} | {ours} | {stock} | {ours.median / stock.median:.2f} × |"


def at_each_size(about: str | None, measure: Callable[[int, Path], None]) -> None:
    """Measure at each size that the command line names, in a folder of its own on this disk."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--events", type=int, nargs="+", default=[1_000, 100_000])
    print(f"{platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, WAL + FULL")
    for size in parser.parse_args().events:
        with tempfile.TemporaryDirectory(dir=".") as folder:
            measure(size, Path(folder))
