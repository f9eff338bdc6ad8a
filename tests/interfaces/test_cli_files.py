"""``lianxi file``, and what backup, restore and erasure do with files."""

from contextlib import closing
from hashlib import sha256

import pytest

from application.files.store import Files
from application.ports import SystemClock
from tests.application.files.made import PDF
from tests.interfaces.lianxi import TOWN, found, lianxi

DIGEST = sha256(PDF).hexdigest()
PLACE = f"{DIGEST[:2]}/{DIGEST[2:]}"


@pytest.fixture
def town(tmp_path):
    """A folder, and the person in the office there."""
    folder = tmp_path / "data"
    person, _ = found(folder)
    return folder, person


@pytest.fixture
def brought(town, tmp_path):
    """A folder in which a file was put for the person in the office."""
    folder, person = town
    path = tmp_path / "纪要.pdf"
    path.write_bytes(PDF)
    result = lianxi("file", "add", TOWN, path, "--by", person, "--data", folder)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{DIGEST} application/pdf {len(PDF)} unscanned\n"
    return folder


def names(folder):
    with closing(Files(folder, SystemClock())) as files:
        return [each.name for each in files.register.uploads(1, [DIGEST])]


class TestAdd:
    def test_is_for_somebody_on_the_roll(self, town, tmp_path):
        (tmp_path / "a.pdf").write_bytes(PDF)
        stranger = "00000000-0000-7000-8000-000000000000"
        result = lianxi("file", "add", TOWN, tmp_path / "a.pdf", "--by", stranger, "--data", town[0])
        assert result.exit_code == 1
        assert not (town[0] / "files" / PLACE).exists()

    @pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ"), ("a.png", PDF), ("a.pdf", b"")])
    def test_takes_only_what_may_be_uploaded(self, town, tmp_path, name, content):
        (tmp_path / name).write_bytes(content)
        result = lianxi("file", "add", TOWN, tmp_path / name, "--by", town[1], "--data", town[0])
        assert (result.exit_code, result.stdout) == (1, "")
        assert "file_" in result.stderr

    def test_takes_nothing_too_large(self, town, tmp_path, monkeypatch):
        monkeypatch.setenv("LIANXI_FILE_MIB", "1")
        (tmp_path / "a.pdf").write_bytes(PDF + b" " * 1_048_576)
        result = lianxi("file", "add", TOWN, tmp_path / "a.pdf", "--by", town[1], "--data", town[0])
        assert "file_too_large" in result.stderr


class TestList:
    def test_says_what_is_known(self, brought):
        result = lianxi("file", "list", TOWN, "--data", brought)
        assert all(
            part in result.stdout for part in (DIGEST, "application/pdf", "unscanned", "纪要.pdf", str(len(PDF)))
        )


class TestCheck:
    def test_is_content_with_what_is_sound(self, brought):
        result = lianxi("file", "check", TOWN, "--data", brought)
        assert (result.exit_code, result.stdout) == (
            0,
            "1 files, 1 of them sound; 0 that records name are not held.\n",
        )

    @pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"!"), lambda path: path.unlink()])
    def test_finds_what_is_not(self, brought, change):
        change(brought / "files" / PLACE)
        result = lianxi("file", "check", TOWN, "--data", brought)
        assert result.exit_code == 1
        assert DIGEST in result.stderr

    def test_asks_the_scanner_where_it_is_told_to(self, brought, monkeypatch):
        monkeypatch.setenv("LIANXI_SCANNER", "false")
        assert lianxi("file", "check", TOWN, "--data", brought).exit_code == 0
        result = lianxi("file", "check", TOWN, "--scan", "--data", brought)
        assert (result.exit_code, "infected" in result.stderr) == (1, True)

    def test_does_not_understand_every_setting(self, brought, monkeypatch):
        monkeypatch.setenv("LIANXI_FILE_MIB", "many")
        result = lianxi("file", "check", TOWN, "--data", brought)
        assert (result.exit_code, "LIANXI_FILE_MIB" in result.stderr) == (1, True)


class TestBackup:
    def test_has_the_files_beside_it(self, brought, tmp_path):
        assert lianxi("backup", tmp_path / "copy.db", "--data", brought).exit_code == 0
        copied = tmp_path / "copy.db.files"
        assert (copied / "files" / PLACE).read_bytes() == PDF
        assert (copied / "files" / PLACE).stat().st_mode & 0o777 == 0o600
        assert names(copied) == ["纪要.pdf"]

    def test_names_a_file_that_is_no_longer_sound_and_copies_the_rest(self, brought, tmp_path):
        (brought / "files" / PLACE).write_bytes(b"!")
        result = lianxi("backup", tmp_path / "copy.db", "--data", brought)
        assert (result.exit_code, DIGEST in result.stderr) == (1, True)
        assert (tmp_path / "copy.db").is_file()
        assert not (tmp_path / "copy.db.files" / "files" / PLACE).exists()

    def test_overwrites_no_files(self, brought, tmp_path):
        (tmp_path / "copy.db.files").mkdir()
        assert lianxi("backup", tmp_path / "copy.db", "--data", brought).exit_code == 1
        assert not (tmp_path / "copy.db").exists()


class TestRestore:
    @pytest.fixture
    def copy(self, brought, tmp_path):
        assert lianxi("backup", tmp_path / "copy.db", "--data", brought).exit_code == 0
        return tmp_path / "copy.db"

    def test_brings_the_files_back(self, copy, tmp_path):
        result = lianxi("restore", copy, "--data", tmp_path / "new")
        assert result.exit_code == 0, result.stderr
        assert (tmp_path / "new" / "files" / PLACE).read_bytes() == PDF
        assert names(tmp_path / "new") == ["纪要.pdf"]

    def test_puts_the_present_ones_aside(self, copy, brought):
        (brought / "files" / PLACE).write_bytes(b"!")
        assert lianxi("restore", copy, "--replace", "--data", brought).exit_code == 0
        assert (brought / "files" / PLACE).read_bytes() == PDF
        [aside] = brought.glob("files.replaced-*")
        assert (aside / PLACE).read_bytes() == b"!"

    def test_leaves_the_present_ones_where_the_backup_has_none(self, copy, brought, tmp_path):
        (tmp_path / "copy.db.files").rename(tmp_path / "elsewhere")
        assert lianxi("restore", copy, "--replace", "--data", brought).exit_code == 0
        assert (brought / "files" / PLACE).read_bytes() == PDF

    def test_brings_nothing_back_that_was_altered(self, copy, tmp_path):
        (tmp_path / "copy.db.files" / "files" / PLACE).write_bytes(b"!")
        result = lianxi("restore", copy, "--data", tmp_path / "new")
        assert (result.exit_code, DIGEST in result.stderr) == (1, True)
        assert not (tmp_path / "new" / "files").exists()
