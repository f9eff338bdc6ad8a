"""Office files are zip archives: looked through entry by entry, unpacked into nothing, and never onto the disk.

Only a plain archive passes: it fills the file from its first byte to its last, its entries lie one after the other,
their names lead nowhere else, and together they unpack to no more than the limit. No XML in it is read as XML.
"""

import re
import struct
from collections.abc import Sequence
from stat import S_ISLNK
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - it is an exception

from application.files.limits import MIB, Limits
from domain.errors import Malformed

_END = struct.Struct("<4s4H2LH")
_LOCAL_HEADER = 30
_LONGEST_LISTING = 4 * MIB
_PIECE = 65_536
_NEVER_UNPACKS_TO = 250
"""How many times its packed size an entry of more than a few MiB may unpack to."""
_ENCRYPTED = 0x1
_MACROS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|activex/.+|basic/.+|scripts/.+)$", re.IGNORECASE)
_EMBEDDED = re.compile(r"(^|/)(embeddings/.+|oleobject[^/]*|object [0-9]+/.*)$", re.IGNORECASE)
_LEADS_AWAY = re.compile(r"^[/\\]|\\|:|(^|/)\.\.?(/|$)|[\x00-\x1f]")
_TYPES = "[Content_Types].xml"
_MAINS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def look_through(file: BinaryIO, limits: Limits) -> tuple[str, frozenset[str]]:
    """What sort of file an archive is, and what is remarkable about it; or a refusal."""
    _require_plain(file)
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
            _require_modest(entries, limits)
            _require_safe(entries, archive.start_dir)
            looks = _kind(archive)
            _require_no_macros(archive, entries)
            _unpack_into_nothing(archive, entries)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, UnicodeError, ValueError, ZlibError):
        raise _unsafe("damaged") from None
    embedded = any(_EMBEDDED.search(entry.filename) for entry in entries)
    return looks, frozenset({"embedded_files"} if embedded else ())


def is_also_archive(file: BinaryIO) -> bool:
    """Whether an archive hangs at the end of a file that is something else."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _END.size - 0xFFFF))
    return b"PK\x05\x06" in file.read()


def _require_plain(file: BinaryIO) -> None:
    """The listing ends the file, without a comment, and is as long as it says; so nothing else is hidden in it."""
    size = file.seek(0, 2)
    if size < _END.size:
        raise _unsafe("damaged")
    file.seek(size - _END.size)
    mark, disks, _, count, length, start, comment = _ended(file.read())
    if mark != b"PK\x05\x06" or comment or disks != (0, 0) or start + length != size - _END.size:
        raise _unsafe("hidden")
    if length > _LONGEST_LISTING or not count:
        raise _too_large()


def _ended(raw: bytes) -> tuple[bytes, tuple[int, int], int, int, int, int, int]:
    mark, disk, first, here, count, length, start, comment = _END.unpack(raw)
    return mark, (disk, first), here, count, length, start, comment


def _require_modest(entries: Sequence[ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked:
        raise _too_large()
    swollen = (each for each in entries if each.file_size > 5 * MIB)
    if any(each.file_size > _NEVER_UNPACKS_TO * max(each.compress_size, 1) for each in swollen):
        raise _too_large()


def _require_safe(entries: Sequence[ZipInfo], listing: int) -> None:
    names = [entry.filename for entry in entries]
    if any(_LEADS_AWAY.search(entry.orig_filename) for entry in entries):
        raise _unsafe("names")
    if len({name.casefold() for name in names}) < len(names):
        raise _unsafe("twice")
    if any(S_ISLNK(entry.external_attr >> 16) for entry in entries):
        raise _unsafe("links")
    if any(entry.flag_bits & _ENCRYPTED or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        raise _unsafe("packed")
    reached = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < reached or (reached == 0 and entry.header_offset):
            raise _unsafe("overlapping")
        reached = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    if reached > listing:
        raise _unsafe("overlapping")


def _kind(archive: ZipFile) -> str:
    names = set(archive.namelist())
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:  # noqa: PLR2004 - a media type is short
        return _MIMETYPES.get(archive.read("mimetype").strip(), "zip")
    if "OFD.xml" in names:
        return "ofd"
    if _TYPES in names:
        return next((looks for looks, main in _MAINS.items() if main in names), "zip")
    return "zip"


def _require_no_macros(archive: ZipFile, entries: Sequence[ZipInfo]) -> None:
    listed = next((entry for entry in entries if entry.filename == _TYPES and entry.file_size <= MIB), None)
    told = archive.read(listed).lower() if listed else b""
    if b"macroenabled" in told or any(_MACROS.search(entry.filename) for entry in entries if not entry.is_dir()):
        raise Malformed("file_has_macros", clause="R-text", field="body")


def _unpack_into_nothing(archive: ZipFile, entries: Sequence[ZipInfo]) -> None:
    """Read every entry to its end: each is what its checksum says, and no longer than was declared."""
    for entry in entries:
        with archive.open(entry) as unpacked:
            while unpacked.read(_PIECE):
                pass


def _too_large() -> Malformed:
    return Malformed("archive_unpacks_too_large", clause="R-text", field="body")


def _unsafe(why: str) -> Malformed:
    return Malformed("archive_unsafe", clause="R-text", field="body", why=why)
