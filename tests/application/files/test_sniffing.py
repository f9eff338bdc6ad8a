import struct
from io import BytesIO
from stat import S_IFLNK
from zipfile import ZIP_STORED, ZipInfo

import pytest

from application.files.limits import Limits
from application.files.sniffing import look_at
from application.files.types import TYPES, declared_type
from domain.errors import Malformed
from tests.application.files.made import DOCX, JPEG, PDF, SOUND, TEXT, WORD, packed, png, tiff

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def looked_at(content, name="a.docx", declared=DOCX, limits=None):
    return look_at(BytesIO(content), declared_type(declared, name), limits or Limits())


def refusal(content, name="a.docx", declared=DOCX, limits=None):
    with pytest.raises(Malformed) as refused:
        looked_at(content, name, declared, limits)
    return refused.value.code


def doctored(**changes):
    """An office file whose listing of contents says something else."""
    raw = bytearray(packed(WORD))
    for place, value in changes.items():
        struct.pack_into("<H", raw, len(raw) - {"count": 12, "disk": 18, "comment": 2}[place], value)
    return bytes(raw)


class TestEveryTypeThatIsTaken:
    @pytest.mark.parametrize("kind", SOUND)
    def test_is_recognised(self, kind):
        name, declared, content = SOUND[kind]
        assert looked_at(content, name, declared).looks == declared_type(declared, name).looks

    @pytest.mark.parametrize("kind", SOUND)
    def test_may_have_no_name_where_its_type_is_declared(self, kind):
        _, declared, content = SOUND[kind]
        assert looked_at(content, None, declared)

    def test_is_tried_here(self):
        assert {ending for each in TYPES for ending in each.endings} - {"jpg", "tif", "tiff"} <= {*SOUND}


class TestAnotherType:
    @pytest.mark.parametrize(
        ("name", "declared"),
        [
            ("a.svg", "image/svg+xml"),
            ("a.html", "text/html"),
            ("a.pdf", "text/html"),
            ("a.html", "application/pdf"),
            ("a.pdf.exe", "application/pdf"),
            ("a", "application/pdf"),
            ("a.zip", "application/zip"),
            ("a.docm", "application/vnd.ms-word.document.macroenabled.12"),
            ("a.pdf", ""),
            ("a.pdf", "multipart/form-data; boundary=x"),
        ],
    )
    def test_is_not_allowed(self, name, declared):
        assert refusal(PDF, name, declared) == "file_type_not_allowed"

    @pytest.mark.parametrize(
        ("name", "declared", "content"),
        [
            ("a.png", "application/pdf", PDF),
            ("a.pdf", "application/pdf", png()),
            ("a.pdf", "application/pdf", HTML),
            ("a.pdf", "application/pdf", b"\n" + PDF),
            ("a.txt", "text/plain", HTML),
            ("a.txt", "text/plain", b"\xef\xbb\xbf \n<script>1</script>"),
            ("a.csv", "text/csv", SVG),
            ("a.txt", "text/plain", b"#!/bin/sh\nrm -rf /"),
            ("a.txt", "text/plain", b"MZ\x90\0\x03"),
            ("a.txt", "text/plain", TEXT + b"\0"),
            ("a.txt", "text/plain", b"\xff\xfe\xff\xff"),
            ("a.jpg", "image/jpeg", b"GIF89a"),
            ("a.docx", DOCX, SOUND["xlsx"][2]),
            ("a.docx", DOCX, packed({"evil.exe": b"MZ"})),
            ("a.docx", DOCX, packed({"mimetype": b"application/epub+zip", **WORD})),
            ("a.ofd", "application/octet-stream", packed(WORD)),
        ],
    )
    def test_is_found_by_its_bytes(self, name, declared, content):
        assert refusal(content, name, declared) == "file_type_differs"


class TestOfficeFile:
    @pytest.mark.parametrize("entry", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/activeX/activeX1.xml"])
    def test_with_macros_is_refused(self, entry):
        assert refusal(packed({**WORD, entry: b"1"})) == "file_has_macros"

    def test_that_says_it_has_macros_is_refused(self):
        told = b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
        assert refusal(packed({**WORD, "[Content_Types].xml": told})) == "file_has_macros"

    @pytest.mark.parametrize(
        "entry", ["../evil", "word/../../evil", "/etc/passwd", "C:/evil", "word\\evil", "..", "a\nb", "./a"]
    )
    def test_whose_entries_lead_elsewhere_is_refused(self, entry):
        assert refusal(packed({**WORD, entry: b"1"})) == "archive_unsafe"

    def test_with_a_link_is_refused(self):
        link = ZipInfo("word/link")
        link.external_attr = (S_IFLNK | 0o777) << 16
        assert refusal(packed({**WORD, link: b"/etc/passwd"})) == "archive_unsafe"

    def test_with_the_same_entry_twice_is_refused(self):
        assert refusal(packed({**WORD, "WORD/document.xml": b"2"})) == "archive_unsafe"

    @pytest.mark.parametrize("content", [PDF + packed(WORD), packed(WORD) + b"<script>", packed(WORD)[:-30]])
    def test_with_something_hidden_or_missing_is_refused(self, content):
        raw = packed(WORD)[:4] + content[4:] if content.startswith(b"%PDF") else content
        assert refusal(raw) == "archive_unsafe"

    @pytest.mark.parametrize("change", [{"disk": 1}, {"comment": 9}])
    def test_whose_listing_is_not_plain_is_refused(self, change):
        assert refusal(doctored(**change)) == "archive_unsafe"

    def test_that_is_encrypted_is_refused(self):
        raw = bytearray(packed(WORD))
        raw[raw.index(b"PK\x01\x02") + 8] |= 1
        assert refusal(bytes(raw)) == "archive_unsafe"

    def test_that_does_not_unpack_is_refused(self):
        raw = bytearray(packed({**WORD, "word/a.xml": b"abc" * 400}, ZIP_STORED))
        raw[raw.index(b"abcabc")] ^= 1
        assert refusal(bytes(raw)) == "archive_unsafe"

    def test_whose_entries_overlap_is_refused(self):
        raw = bytearray(packed({**WORD, "word/one.xml": b"1" * 2_000, "word/two.xml": b"1" * 2_000}, ZIP_STORED))
        second = raw.rindex(b"PK\x01\x02")
        first = raw.rindex(b"PK\x01\x02", 0, second)
        raw[second + 42 : second + 46] = raw[first + 42 : first + 46]
        assert refusal(bytes(raw)) == "archive_unsafe"

    def test_that_unpacks_too_large_is_refused(self):
        bomb = packed({**WORD, "word/bomb.xml": b"\0" * 8_000_000})
        assert len(bomb) < 10_000
        assert refusal(bomb) == "archive_unpacks_too_large"
        assert refusal(packed(WORD), limits=Limits(unpacked=10)) == "archive_unpacks_too_large"
        assert refusal(packed(WORD), limits=Limits(entries=1)) == "archive_unpacks_too_large"

    def test_that_has_others_in_it_says_so(self):
        assert looked_at(packed({**WORD, "word/embeddings/oleObject1.bin": b"1"})).remarks == {"embedded_files"}

    def test_whose_xml_is_a_bomb_is_not_read_as_xml(self):
        bomb = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
        assert looked_at(packed({**WORD, "word/document.xml": bomb})).looks == "docx"


class TestPdf:
    @pytest.mark.parametrize(
        ("told", "remark"),
        [
            (b"<< /S /JavaScript /JS (app.alert) >>", "active_content"),
            (b"<< /S /Launch /F (cmd.exe) >>", "active_content"),
            (b"<< /EmbeddedFiles 3 0 R >>", "embedded_files"),
            (b"<< /Encrypt 4 0 R >>", "encrypted"),
        ],
    )
    def test_says_what_can_be_seen_of_it(self, told, remark):
        assert looked_at(PDF + told, "a.pdf", "application/pdf").remarks == {remark}

    def test_says_so_wherever_it_stands(self):
        padding = b" " * (1_048_576 - len(PDF) - 4)
        assert looked_at(PDF + padding + b"/JavaScript 1", "a.pdf", "application/pdf").remarks == {"active_content"}

    def test_that_is_an_archive_too_is_refused(self):
        assert refusal(PDF + packed(WORD), "a.pdf", "application/pdf") == "archive_unsafe"


class TestPicture:
    @pytest.mark.parametrize(
        ("content", "name", "declared"),
        [
            (png(60_000, 60_000), "a.png", "image/png"),
            (tiff(60_000, 60_000), "a.tiff", "image/tiff"),
            (JPEG.replace(b"\0\x64\0\xc8", b"\xff\xff\xff\xff"), "a.jpg", "image/jpeg"),
        ],
    )
    def test_of_too_many_pixels_is_refused(self, content, name, declared):
        assert refusal(content, name, declared) == "image_too_large"

    @pytest.mark.parametrize(
        ("content", "name", "declared"),
        [
            (png()[:-1], "a.png", "image/png"),
            (png() + b"<script>", "a.png", "image/png"),
            (tiff()[:20], "a.tif", "image/tiff"),
            (tiff(following=8), "a.tif", "image/tiff"),
            (tiff(0, 0), "a.tif", "image/tiff"),
            (JPEG[:22], "a.jpg", "image/jpeg"),
            (b"\xff\xd8\xff\xe0\0\x02\0\0", "a.jpg", "image/jpeg"),
        ],
    )
    def test_that_ends_too_early_or_never_is_refused(self, content, name, declared):
        assert refusal(content, name, declared) == "file_damaged"

    def test_that_is_an_archive_too_is_refused(self):
        assert refusal(JPEG + packed(WORD), "a.jpg", "image/jpeg") == "archive_unsafe"
