"""What a package says of itself, before anything of it is believed."""

from __future__ import annotations

import re
from typing import Any, Callable, NamedTuple

from interfaces.audit.verifier.bag import CHUNK, Bag
from interfaces.audit.verifier.canonical import canonical_value
from interfaces.audit.verifier.report import Broken, Report, Where
from interfaces.audit.verifier.shapes import is_count, is_hash, is_text

FORMAT = "lianxi-export/1"
DESCRIPTION = "data/package.json"
LARGEST_LOG = 2**40
_VIEW_NAME = re.compile(r"[a-z][a-z0-9_]*").fullmatch
_EPOCH_NUMBER = re.compile(r"/epoch/([1-9][0-9]{0,8})").fullmatch
_ORIGIN = re.compile(r"[\x21-\x2a\x2c-\x7e]{1,200}").fullmatch


class System(NamedTuple):
    """The system log exported beside the conference's."""

    origin: str
    root: str
    size: int


class Package(NamedTuple):
    """The description of a package."""

    conference: str
    origin: str
    epoch: int
    size: int
    root: str
    since: int
    reader: str
    openings: str
    at: str | None
    system: System | None
    state_root: str
    state_schema: int
    views: tuple[str, ...]

    @property
    def line(self) -> str:
        """The origin line of its checkpoint."""
        return line_of(self.origin, self.epoch)

    @property
    def first(self) -> int:
        """The first record that is held."""
        return self.since - self.since % 256


def read_package(bag: Bag, report: Report) -> Package | None:
    """The description of the package, or nothing when it is none."""
    where = Where(file=DESCRIPTION)
    raw = bag.read(DESCRIPTION, CHUNK)
    if raw is None:
        report.find("package_malformed", where, why="missing")
        return None
    try:
        return _package(canonical_value(raw[:-1] if raw.endswith(b"\n") else raw))
    except Broken as error:
        report.find("package_malformed", where, why=error.why)
        return None


def line_of(origin: str, epoch: int) -> str:
    """The origin line of checkpoints of an epoch."""
    return origin if epoch == 1 else f"{origin}/epoch/{epoch}"


def epoch_of(origin: str, line: str) -> int | None:
    """The epoch that a checkpoint's origin line names, or nothing when it is of another log."""
    if line == origin:
        return 1
    number = _EPOCH_NUMBER(line[len(origin) :]) if line.startswith(origin) else None
    return int(number.group(1)) if number and number.group(1) != "1" else None


def _package(value: Any) -> Package:
    if type(value) is not dict or value.keys() != _FIELDS_OF_PACKAGE.keys():
        raise Broken("not_as_described")
    if not all(fits(value[name]) for name, fits in _FIELDS_OF_PACKAGE.items()) or value["since"] > value["size"]:
        raise Broken("not_as_described")
    system = value["system"]
    return Package(
        value["conference"],
        value["origin"],
        value["epoch"],
        value["size"],
        value["root"],
        value["since"],
        value["reader"],
        value["openings"],
        value["at"],
        None if system is None else System(system["origin"], system["root"], system["size"]),
        value["state_root"],
        value["state_schema"],
        tuple(value["views"]),
    )


def _size(value: Any) -> bool:
    return is_count(value) and value <= LARGEST_LOG


def _origin(value: Any) -> bool:
    return is_text(value) and _ORIGIN(value) is not None


def _system(value: Any) -> bool:
    return value is None or (
        type(value) is dict
        and value.keys() == {"origin", "root", "size"}
        and _origin(value["origin"])
        and is_hash(value["root"])
        and _size(value["size"])
    )


def _views(value: Any) -> bool:
    return (
        type(value) is list
        and all(is_text(each) and _VIEW_NAME(each) is not None for each in value)
        and len(set(value)) == len(value)
    )


_FIELDS_OF_PACKAGE: dict[str, Callable[[Any], bool]] = {
    "at": lambda value: value is None or is_text(value),
    "conference": is_text,
    "epoch": lambda value: is_count(value) and 1 <= value < 10**9,
    "format": lambda value: value == FORMAT,
    "openings": lambda value: value in ("all", "some", "none"),
    "origin": _origin,
    "reader": is_text,
    "release": is_text,
    "root": is_hash,
    "since": _size,
    "size": _size,
    "state_root": is_hash,
    "state_schema": is_count,
    "system": _system,
    "views": _views,
}
