"""How the tool speaks: results on standard output, all else on standard error, in Chinese or English."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from domain.errors import Failure, ReasonNeeded
from interfaces.cli.words import WORDS
from interfaces.sentences import chosen, sentence

_WIDE = 200
_language: ContextVar[str | None] = ContextVar("language", default=None)


class Trouble(Exception):
    """Something outside the record keeps the tool from doing what it was asked; ``code`` has its words here."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def speak(language: str | None) -> None:
    """Speak the language asked for, else that of the environment, else Chinese."""
    _language.set(chosen(language) if language else None)


def language() -> str:
    """The language spoken: ``zh-Hans`` or ``en``."""
    found = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return _language.get() or chosen(next((value for value in found if value), None))


def words(code: str, **facts: Any) -> str:
    """A text of the tool in the language spoken."""
    zh, en = WORDS[code]
    return (en if language() == "en" else zh).format(**facts)


def say(code: str, **facts: Any) -> None:
    """Say a result."""
    typer.echo(words(code, **facts))


def mention(code: str, **facts: Any) -> None:
    """Mention something beside the result."""
    typer.echo(words(code, **facts), err=True)


def complain(failure: Failure | Trouble) -> None:
    """Say why nothing was done: the code and its clause, the sentence, what to do next."""
    for line in _complaint(failure):
        typer.echo(line, err=True)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table under heads that are words of the tool."""
    grid([words(head) for head in heads], rows)


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; where no terminal sets its width, nothing is cut off."""
    shown = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        shown.add_row(*row)
    console = Console(width=None if sys.stdout.isatty() else _WIDE, markup=False, highlight=False)
    with console.capture() as printed:
        console.print(shown)
    typer.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


@contextmanager
def progress(code: str) -> Iterator["Steps"]:
    """A bar on standard error while long work goes on, for people only."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        yield Steps(bar, words(code))


class Steps:
    """Moves a bar: to so many of so many, under a description that may change."""

    def __init__(self, bar: Progress, description: str) -> None:
        self._bar = bar
        self._task = bar.add_task(description, total=None)

    def move(self, done: int, total: int) -> None:
        """So much is done, of so much."""
        self._bar.update(self._task, completed=done, total=total)

    def tell(self, what: str, done: int, total: int) -> None:
        """The same, saying what is being done."""
        self._bar.update(self._task, description=what, completed=done, total=total)


def _complaint(failure: Failure | Trouble) -> Iterator[str]:
    match failure:
        case Trouble():
            yield f"{failure.code}: {words(failure.code, **failure.facts)}"
        case ReasonNeeded():
            for breach in failure.breaches:
                yield from _told(breach)
        case _:
            yield from _told(failure)


def _told(failure: Failure) -> Iterator[str]:
    told = (sentence(language(), failure.code, part, failure.facts) for part in ("title", "detail", "next"))
    title, *rest = told
    yield f"{failure.code} [{failure.clause or '–'}]: {title}"
    yield from (f"  {line}" for line in rest if line)
