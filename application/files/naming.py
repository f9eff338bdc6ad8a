"""Names that people gave to files: as they came in a header, and as they are safe to show and to send.

A name is never part of a path of ours: what lies on the disk is named by its digest.
"""

import re
import unicodedata
from email.message import Message
from urllib.parse import quote, unquote

LONGEST = 120
_NOT_IN_NAMES = re.compile(r'[<>:"|?*;%\x00-\x1f\x7f]')
_EXTENDED = re.compile(r"(?:^|;)\s*filename\*\s*=\s*utf-8'[^']*'([^\s;\"]*)", re.IGNORECASE)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def shown_name(given: str) -> str | None:
    """The name as it is kept and shown: its last part, without what cannot be seen or means something to a system.

    None: nothing is left of it.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given[:2_000]))[-1]
    seen = "".join(mark for mark in last if unicodedata.category(mark) not in _UNSEEN)
    name = " ".join(_NOT_IN_NAMES.sub("_", seen).split()).strip(". ")
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name) or None


def given_name(disposition: str) -> str | None:
    """The file name in a Content-Disposition header (RFC 6266), which may be in UTF-8 as it stands; None: there is none."""
    extended = _EXTENDED.search(disposition)
    if extended:
        return unquote(extended[1], errors="replace")
    message = Message()
    message["Content-Disposition"] = re.sub(r"[\r\n]", " ", disposition)
    found = message.get_filename()
    return found and _as_utf_8(found)


def disposition(name: str) -> str:
    """The header that lets a browser keep the file under this name, and never show it in its place (RFC 6266)."""
    stem, _, ending = name.rpartition(".")
    plain = ".".join(_plain(part) or "file" for part in (stem, ending) if part)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _plain(text: str) -> str:
    """As much of a text as ASCII can say, without what means something in a header."""
    said = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9 ._-]", "_", said).strip(" .")


def _as_utf_8(text: str) -> str:
    """What was written in UTF-8 and read as Latin-1, as headers are."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _shortened(name: str) -> str:
    """A long name without its middle, so that its ending stays."""
    stem, dot, ending = name.rpartition(".")
    if len(name) <= LONGEST or not stem:
        return name[:LONGEST]
    return stem[: LONGEST - len(ending) - 1] + dot + ending if len(ending) < LONGEST // 2 else name[:LONGEST]
