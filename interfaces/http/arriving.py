"""A request's body as a file on its way to the disk: counted, digested and timed while it comes, never held in memory."""

import asyncio
from base64 import b64decode
from binascii import Error
from re import fullmatch
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from application.files.blobs import Arriving
from domain.errors import Malformed
from interfaces.http.problems import Trouble

_AT_ONCE = 1_048_576
_SILENCE = 30.0
_LONGEST = 1_800.0
_SHA_256 = 32


async def receive(request: Request, arriving: Arriving, most: int) -> None:
    """Take the body in. It is refused as soon as it is too long, too slow, or breaks off."""
    pieces, waiting = request.stream(), bytearray()
    try:
        async with asyncio.timeout(_LONGEST):
            while (piece := await asyncio.wait_for(anext(pieces, None), _SILENCE)) is not None:
                waiting += piece
                if arriving.size + len(waiting) > most:
                    raise _too_large(most)
                if len(waiting) >= _AT_ONCE:
                    await run_in_threadpool(arriving.write, bytes(waiting))
                    waiting.clear()
    except TimeoutError:
        raise Trouble("file_too_slow") from None
    except ClientDisconnect:
        raise Trouble("file_cut_short") from None
    await run_in_threadpool(arriving.write, bytes(waiting))


def require_announced_fits(request: Request, most: int) -> None:
    """Refuse by its headers alone what is too long, or packed."""
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > most:
        raise _too_large(most)
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    if packed != "identity":
        raise Malformed("file_type_not_allowed", clause="R-text", field="Content-Encoding", given=packed[:20])


def announced_digest(request: Request) -> str | None:
    """The SHA-256 that Content-Digest (RFC 9530) announces, in hexadecimal; digests of other kinds are left alone."""
    given = request.headers.get("content-digest")
    if given is None:
        return None
    for each in given.split(","):
        found = fullmatch(r"\s*sha-256\s*=\s*:([A-Za-z0-9+/=]*):\s*", each)
        if found:
            return _digest(found[1])
    return None


def _digest(encoded: str) -> str:
    try:
        raw = b64decode(encoded, validate=True)
    except Error:
        raw = b""
    if len(raw) != _SHA_256:
        raise Trouble("malformed", field="Content-Digest")
    return raw.hex()


def _too_large(most: int) -> Any:
    return Malformed("file_too_large", clause="R-text", field="body", most=most)
