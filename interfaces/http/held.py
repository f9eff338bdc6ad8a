"""Which files a caller reads: his own until a record names them, and what is named by a record that he may read.

To know a digest is not to have the file. A record lets its readers have a file only if somebody named it who had it:
who brought it himself, or who could read it from another record already.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from application.files.register import Held, Upload
from domain.vocabulary import Side
from interfaces.http.caller import Caller
from interfaces.http.readers import sight_of
from interfaces.http.sight import Sight
from interfaces.services import Services
from projections import Doc
from projections.named_files import NAMED_FILES
from projections.store import Item, Reading
from projections.topic_calls import SUGGESTIONS

_ATTACHMENT = {"sha256", "size", "media_type"}
_DIGEST = re.compile(rb'"sha256":"([0-9a-f]{64})"')
"""A digest in JSON: much is told, and seldom names a file, so it is not walked through to find out."""
_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Readable:
    """A file that the caller reads: what is held, how it came, and the records he may read that name it."""

    held: Held
    upload: Upload | None
    named_by: tuple[Item, ...]


class Lookup:
    """Looks up, for one caller, which of some files he reads."""

    def __init__(self, parts: Services, who: Caller) -> None:
        self._parts = parts
        self._who = who
        self._seen: dict[tuple[str, str], bool] = {}

    def readable(self, digests: Sequence[str]) -> dict[str, Readable]:
        """The files of these that are held, and that he reads."""
        files = self._parts.files
        held = files.register.held(self._who.key, digests)
        own = {each.digest: each for each in files.brought_by(self._who.key, self._who.person)}
        named = self._naming(digests)
        return {
            digest: Readable(held=each, upload=own.get(digest) or self._shown(digest, named), named_by=named[digest])
            for digest, each in held.items()
            if digest in own or named[digest]
        }

    def named(self, digests: Sequence[str]) -> Collection[str]:
        """Those of the files that he reads because a record names them."""
        return {digest for digest, rows in self._naming(digests).items() if rows}

    def _naming(self, digests: Sequence[str]) -> defaultdict[str, tuple[Item, ...]]:
        """The records that name each file and let him have it."""
        found: defaultdict[str, tuple[Item, ...]] = defaultdict(tuple)
        if not digests:
            return found
        uploads = self._parts.files.register.uploads(self._who.key, digests)
        brought = {(each.digest, each.person) for each in uploads}
        with self._parts.views.reading(self._who.key) as reading:
            rows = list(_rows(reading, digests))
            good = self._founded(reading, rows, brought)
            for row in good:
                if self._reads(reading, row.doc, self._who.person):
                    found[row.doc["sha256"]] += (row,)
        return found

    def _founded(self, reading: Reading, rows: list[Item], brought: set[tuple[str, str]]) -> list[Item]:
        """The rows whose namers had the file."""
        first = [row for row in rows if any((row.doc["sha256"], namer) in brought for namer in row.doc["namers"])]
        known = {row.id for row in first}
        passed_on = [row for row in rows if row.id not in known and self._passed_on(reading, row.doc, first)]
        return sorted([*first, *passed_on], key=lambda row: row.valid_from)

    def _passed_on(self, reading: Reading, doc: Doc, first: list[Item]) -> bool:
        """Whether a namer reads the file from the record of somebody who brought it."""
        others = [row.doc for row in first if row.doc["sha256"] == doc["sha256"]]
        return any(self._reads(reading, other, namer) for other in others for namer in doc["namers"])

    def _reads(self, reading: Reading, doc: Doc, person: str) -> bool:
        """Whether a person may read what names a file."""
        suggestion = doc["suggestion"]
        if suggestion is None:
            return True
        if (suggestion, person) not in self._seen:
            row = reading.one(SUGGESTIONS, suggestion)
            sight = self._sight(person)
            known = row is not None and sight.reads(Side(row.doc["side"]), row.doc["unit"])
            self._seen[suggestion, person] = known
        return self._seen[suggestion, person]

    def _sight(self, person: str) -> Sight:
        """What the caller sees, or somebody else by the seats that he holds."""
        if person == self._who.person:
            return sight_of(self._who)
        seated = self._parts.desk.seated(self._who.conference, person)
        return Sight.of(seated.charter, seated.seats)

    def _shown(self, digest: str, named: dict[str, tuple[Item, ...]]) -> Upload | None:
        """How the file came, as far as who named it brought it; that others have brought it too is nobody's business."""
        namers = {namer for row in named[digest] for namer in row.doc["namers"]}
        uploads = self._parts.files.register.uploads(self._who.key, [digest])
        return next((each for each in uploads if each.person in namers), None)


def with_held(parts: Services, who: Caller, told: Any) -> Any:
    """What is told, where it names attachments with whether this reader finds it here, its name, what a scanner said."""
    digests = sorted({found.decode() for found in _DIGEST.findall(orjson.dumps(told))})
    return _marked(told, Lookup(parts, who).readable(digests)) if digests else told


def _rows(reading: Reading, digests: Sequence[str]) -> Iterator[Item]:
    cursor: str | None = None
    while True:
        page = reading.page(NAMED_FILES, where={"sha256": digests}, cursor=cursor, limit=_AT_ONCE)
        yield from page.items
        if (cursor := page.next) is None:
            return


def _marked(value: Any, readable: dict[str, Readable]) -> Any:
    if isinstance(value, list):
        return [_marked(item, readable) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == _ATTACHMENT:
        found = readable.get(value["sha256"])
        name = found.upload.name if found and found.upload else None
        return value | {"held": found is not None, "state": found and found.held.state, "name": name}
    return {name: _marked(item, readable) for name, item in value.items()}
