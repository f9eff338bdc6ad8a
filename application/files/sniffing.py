"""What a file is by its bytes, whatever it is called; and what about it is to be refused or remarked."""

import codecs
import re
from typing import BinaryIO, NamedTuple

import puremagic

from application.files import archives, images
from application.files.limits import Limits
from application.files.types import FileType, require_looks
from domain.errors import Malformed

_HEADS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"PK\x03\x04", "zip"),
)
_HEAD = 4_096
_PIECE = 1_048_576
_MARKUP = re.compile(rb"\s*(<\s*[!?a-z/]|#!|\{\\rtf)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_REMARKS = {
    "active_content": re.compile(rb"/(JavaScript|JS|Launch|SubmitForm|ImportData)\b"),
    "embedded_files": re.compile(rb"/EmbeddedFiles?\b"),
    "encrypted": re.compile(rb"/Encrypt\b"),
}
_OVERLAP = 32


class Found(NamedTuple):
    """What a file is recognised as, and what a reader should know of it."""

    looks: str
    remarks: frozenset[str] = frozenset()


def look_at(file: BinaryIO, declared: FileType, limits: Limits) -> Found:
    """What the file is, which is what it was declared to be; or a refusal."""
    file.seek(0)
    head = file.read(_HEAD)
    looks = next((looks for begins, looks in _HEADS if head.startswith(begins)), None)
    if looks == "zip":
        found = Found(*archives.look_through(file, limits))
        require_looks(declared, found.looks)
        return found
    looks = looks or ("text" if _is_text(file, head) else _by_magic(head))
    require_looks(declared, looks)
    if archives.is_also_archive(file):
        raise Malformed("archive_unsafe", clause="R-text", field="body", why="hidden")
    if looks == "pdf":
        return Found(looks, _remarks_on_pdf(file))
    if looks in {"png", "jpeg", "tiff"}:
        images.require_modest_picture(file, looks, limits)
    return Found(looks)


def _by_magic(head: bytes) -> str:
    """What else it is, as far as its first bytes tell; for the refusal only."""
    try:
        return str(puremagic.from_string(head)).lstrip(".")[:20] or "unknown"
    except (puremagic.PureError, ValueError):
        return "unknown"


def _is_text(file: BinaryIO, head: bytes) -> bool:
    """Text in UTF-8 or GB 18030 throughout, that neither is markup nor names a program to run it."""
    if _MARKUP.match(head.removeprefix(codecs.BOM_UTF8)):
        return False
    return any(_is_written_in(file, encoding) for encoding in ("utf-8-sig", "gb18030"))


def _is_written_in(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(_PIECE):
            if _CONTROLS.search(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _remarks_on_pdf(file: BinaryIO) -> frozenset[str]:
    """What stands in it in plain; what is packed inside it nobody has looked at."""
    found: set[str] = set()
    kept = b""
    file.seek(0)
    while piece := file.read(_PIECE):
        seen = kept + piece
        found |= {remark for remark, pattern in _REMARKS.items() if pattern.search(seen)}
        kept = seen[-_OVERLAP:]
    return frozenset(found)
