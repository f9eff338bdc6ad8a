"""Which files may be uploaded: what each type is called, how its names end, and what its bytes look like.

Nothing else is taken: no web page, no drawing with scripts, no program, no archive, no office file with macros.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import Malformed

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
UNDECLARED = "application/octet-stream"
"""What a program declares that does not know the type; enough for a type that few programs know."""


@dataclass(frozen=True, kw_only=True)
class FileType:
    """One type of file. ``looks`` is what its bytes are recognised as; ``also`` are other names it is declared by."""

    media_type: str
    endings: tuple[str, ...]
    looks: str
    also: tuple[str, ...] = ()


TYPES: tuple[FileType, ...] = (
    FileType(media_type="application/pdf", endings=("pdf",), looks="pdf"),
    FileType(media_type=f"{_OFFICE}wordprocessingml.document", endings=("docx",), looks="docx"),
    FileType(media_type=f"{_OFFICE}spreadsheetml.sheet", endings=("xlsx",), looks="xlsx"),
    FileType(media_type=f"{_OFFICE}presentationml.presentation", endings=("pptx",), looks="pptx"),
    FileType(media_type=f"{_OPEN}text", endings=("odt",), looks="odt"),
    FileType(media_type=f"{_OPEN}spreadsheet", endings=("ods",), looks="ods"),
    FileType(media_type="application/ofd", endings=("ofd",), looks="ofd", also=(UNDECLARED,)),
    FileType(media_type="image/png", endings=("png",), looks="png"),
    FileType(media_type="image/jpeg", endings=("jpg", "jpeg"), looks="jpeg", also=("image/jpg", "image/pjpeg")),
    FileType(media_type="image/tiff", endings=("tif", "tiff"), looks="tiff"),
    FileType(media_type="text/plain", endings=("txt",), looks="text"),
    FileType(media_type="text/csv", endings=("csv",), looks="text", also=("application/vnd.ms-excel",)),
)
ENDINGS: Mapping[str, FileType] = {ending: each for each in TYPES for ending in each.endings}
_DECLARED: Mapping[str, FileType] = {name: each for each in TYPES for name in (each.media_type, *each.also)}


def declared_type(content_type: str, name: str | None) -> FileType:
    """The type a file is declared to be, with which the ending of its name agrees; or a refusal."""
    media_type = content_type.partition(";")[0].strip().lower()
    found = _DECLARED.get(media_type)
    if found is None:
        raise Malformed("file_type_not_allowed", clause="R-text", field="Content-Type", given=media_type[:100])
    ending = ending_of(name)
    if name is not None and ending not in ENDINGS:
        raise Malformed("file_type_not_allowed", clause="R-text", field="name", given=ending[:20])
    if name is not None and ENDINGS[ending] is not found:
        raise Malformed("file_type_differs", clause="R-text", field="name", declared=media_type, found=ending)
    return found


def require_looks(declared: FileType, looks: str) -> None:
    """Refuse a file whose bytes are of another type than the one declared."""
    if looks != declared.looks:
        raise Malformed("file_type_differs", clause="R-text", field="body", declared=declared.media_type, found=looks)


def ending_of(name: str | None) -> str:
    """What follows the last dot, in small letters; empty where there is none."""
    return (name or "").rpartition(".")[2].lower() if "." in (name or "") else ""
