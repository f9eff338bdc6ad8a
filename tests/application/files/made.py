"""Files of every type that is taken, and of some that are not, made from nothing."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 10 + b"\xff\xc0\0\x11\x08\x00\x64\x00\xc8\x03" + b"\0" * 9 + b"\xff\xd9"
TEXT = "联席会议纪要\r\n第一条\t按期办理。\n".encode()
GBK = "姓名,单位\n周,工会\n".encode("gb18030")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
WORD: dict[str | ZipInfo, bytes] = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}


def png(width: int = 4, height: int = 3) -> bytes:
    """A picture of so many pixels, as its header says."""
    head = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    pieces = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 16)), (b"IEND", b""))
    chunks = (struct.pack(">L", len(b)) + k + b + struct.pack(">L", zlib.crc32(k + b)) for k, b in pieces)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def tiff(width: int = 4, height: int = 3, *, following: int = 0) -> bytes:
    """A picture of one page; ``following`` is where it says that another page is."""
    entries = struct.pack("<HHLL", 256, 4, 1, width) + struct.pack("<HHLHH", 257, 3, 1, height, 0)
    return b"II*\0" + struct.pack("<L", 8) + struct.pack("<H", 2) + entries + struct.pack("<L", following)


def packed(entries: Mapping[str | ZipInfo, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """An archive of these entries."""
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, held in entries.items():
            archive.writestr(name, held)
    return file.getvalue()


def open_document(media_type: str) -> bytes:
    """An archive as OpenDocument has it."""
    return packed({"mimetype": media_type.encode(), "content.xml": b"<content/>"}, ZIP_STORED)


SOUND: dict[str, tuple[str, str, bytes]] = {
    "pdf": ("纪要.pdf", "application/pdf", PDF),
    "docx": ("通知.docx", DOCX, packed(WORD)),
    "xlsx": ("表.xlsx", XLSX, packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})),
    "pptx": ("汇报.pptx", PPTX, packed({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})),
    "odt": ("text.odt", ODT, open_document(ODT)),
    "ods": ("table.ods", ODS, open_document(ODS)),
    "ofd": ("公文.ofd", "application/octet-stream", packed({"OFD.xml": b"<OFD/>", "Doc_0/Document.xml": b"<D/>"})),
    "png": ("图.PNG", "image/png", png()),
    "jpeg": ("photo.jpeg", "image/jpg", JPEG),
    "tiff": ("scan.tif", "image/tiff", tiff()),
    "txt": ("说明.txt", "text/plain; charset=utf-8", TEXT),
    "csv": ("名单.csv", "application/vnd.ms-excel", GBK),
}
"""Name, declared type and bytes of one file of each type that is taken."""
