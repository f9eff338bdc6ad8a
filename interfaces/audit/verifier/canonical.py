"""RFC 8785 canonical JSON without floats: what bytes mean, and that they are the only bytes that mean it."""

from __future__ import annotations

import json
from typing import Any

from interfaces.audit.verifier.report import Broken

LARGEST = 2**53 - 1
_DIGITS_OF_LARGEST = 17
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def canonical_bytes(value: Any) -> bytes:
    """The bytes of a value that was read by ``canonical_value``, whose keys are in order already."""
    return _ENCODE(value).encode()


def canonical_value(raw: bytes) -> Any:
    """What canonical bytes mean, or ``Broken``."""
    return _read(raw, _VALUES)


def record_value(raw: bytes) -> Any:
    """The same for a record, whose keys are all ASCII."""
    return _read(raw, _RECORDS)


def json_value(raw: bytes) -> Any:
    """What any JSON bytes mean, floats and all, or ``Broken``; a repeated key is broken."""
    return _decoded(raw, _LOOSE)


def _read(raw: bytes, decoder: json.JSONDecoder) -> Any:
    value = _decoded(raw, decoder)
    try:
        if _ENCODE(value).encode() != raw:
            raise Broken("not_canonical")
    except UnicodeEncodeError:
        raise Broken("lone_surrogate") from None
    except RecursionError:
        raise Broken("too_deep") from None
    return value


def _decoded(raw: bytes, decoder: json.JSONDecoder) -> Any:
    try:
        return decoder.decode(raw.decode())
    except UnicodeDecodeError:
        raise Broken("not_utf8") from None
    except RecursionError:
        raise Broken("too_deep") from None
    except ValueError:
        raise Broken("not_json") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Broken("duplicate_key")
    names = list(found)
    if sorted(names) != names and sorted(names, key=_units) != names:
        raise Broken("keys_unsorted")
    if not "".join(names).isascii() and sorted(names, key=_units) != names:
        raise Broken("keys_unsorted")
    return found


def _record_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Broken("duplicate_key")
    names = list(found)
    if sorted(names) != names:
        raise Broken("keys_unsorted")
    if not "".join(names).isascii():
        raise Broken("key_not_ascii")
    return found


def _loose_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Broken("duplicate_key")
    return found


def _units(name: str) -> bytes:
    """A key as RFC 8785 sorts it: by its UTF-16 code units."""
    return name.encode("utf-16-be", "surrogatepass")


def _integer(text: str) -> int:
    if len(text) > _DIGITS_OF_LARGEST or abs(int(text)) > LARGEST:
        raise Broken("integer_too_large")
    return int(text)


def _no_float(_text: str) -> Any:
    raise Broken("float")


_VALUES = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_no_float, parse_constant=_no_float
)
_RECORDS = json.JSONDecoder(
    object_pairs_hook=_record_object, parse_int=_integer, parse_float=_no_float, parse_constant=_no_float
)
_LOOSE = json.JSONDecoder(
    object_pairs_hook=_loose_object, parse_int=lambda text: int(text[:4000]), parse_constant=_no_float
)
