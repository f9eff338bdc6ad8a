"""The record: the bytes that are hashed, exported and proved, spliced from a stored row and never encoded anew.

A record is an RFC 8785 canonical object with a closed set of fields, all of them always there. The row keeps its first
ten, ``actor`` to ``entered_by``, as a canonical object of their own; the last nine come from columns.
"""

from base64 import b64encode
from hashlib import sha256
from hmac import digest
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

import orjson

from application.codec import instant_text
from domain.errors import Malformed

STATE_FIELDS = (
    "actor", "attach", "authority", "body", "cause", "cmd", "commit", "corr", "effective_on", "entered_by",
)  # fmt: skip
PLACE_FIELDS = ("log", "prev", "recorded_at", "seq", "stream", "sw", "type", "v", "version")
LONGEST = 65_535
SALT_LENGTH = 32
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER


class Place(NamedTuple):
    """Where and when a fact was recorded, as the columns of its row hold it."""

    origin: str
    prev: bytes | None
    recorded_at: int
    position: int
    kind: str
    stream: bytes
    sw: str
    type: str
    version: int


def canonical(value: Any) -> bytes:
    """The RFC 8785 bytes of plain values with ASCII keys and no floats, which the codec does not make."""
    return orjson.dumps(value, option=_CANONICAL)


def record(state: bytes, place: Place) -> bytes:
    """The whole record: the state's fields, then those of its place, in sorted order."""
    return b"%b,%b" % (state[:-1], _placed(place).encode())


def fit_record(state: bytes, place: Place) -> bytes:
    """The record, refused when it is longer than a log's entry can be."""
    whole = record(state, place)
    if len(whole) > LONGEST:
        raise Malformed("record_too_long", clause="R-text", field="body", length=len(whole), longest=LONGEST)
    return whole


def leaf(whole: bytes) -> bytes:
    """The record's leaf in the tree (RFC 6962)."""
    return sha256(b"\0" + whole).digest()


def commitment(salt: bytes, path: str, value: Any) -> str:
    """What stands in the record for a value that does not: nobody can guess it without the salt."""
    return b64encode(digest(salt, b"lianxi/commit/v1\0" + canonical([path, value]), "sha256")).decode()


def release() -> str:
    """The release that writes, as records name it."""
    try:
        return version("lianxi")
    except PackageNotFoundError:
        return "unreleased"


def _placed(place: Place) -> str:
    prev = f'"{place.prev.hex()}"' if place.prev else "null"
    name = place.stream.hex()
    return (
        f'"log":"{place.origin}","prev":{prev},"recorded_at":"{instant_text(place.recorded_at)}",'
        f'"seq":{place.position - 1},'
        f'"stream":"{place.kind}/{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}",'
        f'"sw":"{place.sw}","type":"{place.type}","v":1,"version":{place.version}}}'
    )
