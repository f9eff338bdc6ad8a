"""How many pixels a picture says it has, read from its header alone: nothing is decoded."""

import struct
from typing import BinaryIO

from application.files.limits import Limits
from domain.errors import Malformed

_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The JPEG markers that begin a frame, and say how large it is."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_PAGES = 2_000
_WIDTH, _HEIGHT = 256, 257
_SHORT = 3
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
_LONGEST_DIRECTORY = 4_096


def require_modest_picture(file: BinaryIO, looks: str, limits: Limits) -> None:
    """Refuse a picture that would fill the memory of whoever opens it, or that does not say how large it is."""
    try:
        pixels = _READ[looks](file)
    except (EOFError, struct.error):
        raise Malformed("file_damaged", clause="R-text", field="body") from None
    if pixels > limits.pixels:
        raise Malformed("image_too_large", clause="R-text", field="body", pixels=pixels, most=limits.pixels)


def _of_png(file: BinaryIO) -> int:
    file.seek(-len(_PNG_END), 2)
    if file.read() != _PNG_END:
        raise EOFError
    file.seek(12)
    kind, width, height = struct.unpack(">4sLL", _read(file, 12))
    if kind != b"IHDR":
        raise EOFError
    return int(width * height)


def _of_jpeg(file: BinaryIO) -> int:
    file.seek(2)
    while True:
        lead, marker = _read(file, 2)
        if lead != 0xFF:  # noqa: PLR2004 - every marker begins with it
            raise EOFError
        if marker == 0xFF:  # noqa: PLR2004 - padding
            file.seek(-1, 1)
        elif marker in _FRAMES:
            height, width = struct.unpack(">3xHH", _read(file, 7))
            return int(width * height)
        elif marker not in _ALONE:
            (length,) = struct.unpack(">H", _read(file, 2))
            file.seek(max(length - 2, 0), 1)


def _of_tiff(file: BinaryIO) -> int:
    """The pixels of all pages."""
    file.seek(0)
    order = "<" if _read(file, 4)[:2] == b"II" else ">"
    (offset,) = struct.unpack(f"{order}L", _read(file, 4))
    total, seen = 0, set[int]()
    while offset:
        if offset in seen or len(seen) == _PAGES:
            raise EOFError
        seen.add(offset)
        file.seek(offset)
        sizes, offset = _page_of_tiff(file, order)
        total += sizes.get(_WIDTH, 0) * sizes.get(_HEIGHT, 0)
    if not total:
        raise EOFError
    return total


def _page_of_tiff(file: BinaryIO, order: str) -> tuple[dict[int, int], int]:
    """The width and height that a page's directory names, and where the next directory is."""
    sizes: dict[int, int] = {}
    (count,) = struct.unpack(f"{order}H", _read(file, 2))
    if count > _LONGEST_DIRECTORY:
        raise EOFError
    for _ in range(count):
        tag, kind, _, value = struct.unpack(f"{order}HHL4s", _read(file, 12))
        if tag in {_WIDTH, _HEIGHT}:
            (sizes[tag],) = (
                struct.unpack(f"{order}H", value[:2]) if kind == _SHORT else struct.unpack(f"{order}L", value)
            )
    (following,) = struct.unpack(f"{order}L", _read(file, 4))
    return sizes, following


def _read(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) < count:
        raise EOFError
    return found


_READ = {"png": _of_png, "jpeg": _of_jpeg, "tiff": _of_tiff}
