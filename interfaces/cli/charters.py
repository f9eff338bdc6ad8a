"""``lianxi charter``: what is to be said of a charter file, and the text that is in force."""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from application.ports import SystemClock
from domain.charter import Charter
from domain.charter_reading import built_in, read_charter
from domain.errors import Malformed
from domain.rules.charter_check import findings
from domain.rules.charter_soundness import breaches
from interfaces.cli.folder import Data, Kept, kept
from interfaces.cli.speech import Trouble, complain, language, mention, say, table
from interfaces.sentences import word

MODEL = "chengqiao"
_ITS_OWN = frozenset({"edition", "title", "issuer", "number", "issued_on", "in_force_on", "basis", "zh", "en"})
_LONGEST = 60

charter = typer.Typer(no_args_is_help=True, help="检查或查看实施办法 · Check or show the measures")


@charter.command()
def check(
    file: Annotated[str, typer.Argument(help="文件，或 - · a file, or -", metavar="FILE")],
    *,
    differences: Annotated[
        bool, typer.Option("--differences", help="逐项列出与城桥办法的不同 · list where it differs from 城桥's")
    ] = False,
) -> None:
    """检查实施办法文件 · Check a charter file, naming every fault."""
    text = sys.stdin.read() if file == "-" else charter_text(file)
    try:
        read = read_charter(text)
    except Malformed as malformed:
        _tell_faults(malformed)
        raise typer.Exit(1) from None
    say("charter_read", edition=read.edition, title=read.title)
    _tell_findings(read)
    _tell_differences(text, listed=differences)
    if unsound := breaches(read):
        for breach in unsound:
            complain(breach)
        mention("charter_unsound", count=len(unsound))
        raise typer.Exit(1)
    mention("charter_sound")


@charter.command()
def show(
    conference: Annotated[
        str | None,
        typer.Argument(
            help="会议的名称；不填为内置城桥办法 · a conference; none: the built-in 城桥 one",
            metavar="CONFERENCE",
            show_default=False,
        ),
    ] = None,
    *,
    on: Annotated[str | None, typer.Option(help="在哪一天有效 · in force on a day", metavar="YYYY-MM-DD")] = None,
    data: Data = None,
) -> None:
    """显示实施办法文件 · Print the charter file in force."""
    if conference is None:
        typer.echo(built_in(MODEL), nl=False)
        return
    with kept(data, conference) as found:
        day = _day(on) or _today(found)
        editions = sorted(found.conference.editions)
        in_force = found.conference.charter_on(day).edition
        for since, edition, text in editions:
            mention("edition_in_force" if edition == in_force else "edition", edition=edition, since=since)
            if edition == in_force:
                typer.echo(text, nl=not text.endswith("\n"))


def charter_text(given: str) -> str:
    """The text of a charter file, or of a charter that comes with the product."""
    path = Path(given)
    if given in built_ins() and not path.is_file():
        return built_in(given)
    if not path.is_file():
        raise Trouble("charter_not_there", given=given, built_in=", ".join(built_ins()))
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Trouble("not_utf8", path=path) from None


def in_force(found: Kept) -> str:
    """The text of the edition in force in a conference today."""
    edition = found.conference.charter_on(_today(found)).edition
    return next(text for _, name, text in found.conference.editions if name == edition)


def built_ins() -> list[str]:
    """The names of the charters that come with the product."""
    return sorted(file.name.removesuffix(".toml") for file in (files("domain") / "charters").iterdir())


def _tell_faults(malformed: Malformed) -> None:
    faults: list[dict[str, Any]] = malformed.facts["faults"]
    for fault in faults:
        more = [f"{name}={_told(value)}" for name, value in fault.items() if name not in {"key", "problem"}]
        typer.echo(" · ".join([f"{fault['key'] or '–'}: {word(language(), fault['problem'], 'problem')}", *more]))
    mention("charter_faulty", count=len(faults))


def _tell_findings(read: Charter) -> None:
    rows = [
        (found.rule.clause, word(language(), found.answer), found.rule.code, " ".join(found.seen) or "–")
        for found in findings(read)
    ]
    table(("clause", "answer", "code", "seen"), rows)


def _tell_differences(text: str, *, listed: bool) -> None:
    here, there = (dict(_leaves(tomllib.loads(each))) for each in (text, built_in(MODEL)))
    differing = [key for key in {**there, **here} if here.get(key) != there.get(key)]
    say("differences", count=len(differing))
    if listed:
        table(("key", "there", "here"), [(key, _told(there.get(key)), _told(here.get(key))) for key in differing])


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a charter file that says how things are done, and not only what they are called."""
    match value:
        case Mapping():
            inner = ((f"{key}.{name}".lstrip("."), item) for name, item in value.items() if name not in _ITS_OWN)
            yield from chain.from_iterable(_leaves(item, name) for name, item in inner)
        case [Mapping(), *_]:
            places = enumerate(value, start=1)
            yield from chain.from_iterable(_leaves(item, f"{key}[{place}]") for place, item in places)
        case _:
            yield key, value


def _told(value: Any) -> str:
    told = " ".join(map(str, value)) if isinstance(value, list) else "–" if value is None else str(value)
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise typer.BadParameter(given or "", param_hint="--on") from None


def _today(found: Kept) -> date:
    now = SystemClock().now()
    return now.astimezone(ZoneInfo(found.conference.charter_on(now.date()).time_zone)).date()
