"""The package as a folder: which files there are, that they are the ones the manifests name, and safe to read."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Iterator, NamedTuple

from interfaces.audit.verifier.report import Broken, Report, Unusable, Where

CHUNK = 1024 * 1024
LARGEST_FILE = 16 * 1024**3
LARGEST_READ = 64 * 1024 * 1024
LONGEST_LINE = 8 * 1024 * 1024
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
TAG_FILES = {"bagit.txt", "bag-info.txt", PAYLOAD, TAGS, "README.md", "verify.py"}
_LINE = re.compile(r"([0-9a-f]{64})  (\S(?:.*\S)?)")
_OXUM = re.compile(r"^Payload-Oxum: ([0-9]{1,18}\.[0-9]{1,18})$", re.MULTILINE)


class Held(NamedTuple):
    """A file of the package."""

    size: int
    digest: str


class Bag:
    """The files of a package; what is no ordinary file in its folder is not there."""

    def __init__(self, folder: str, report: Report) -> None:
        if not Path(folder).is_dir():
            raise Unusable(f"{folder} is no folder")
        self.folder = folder
        self.files: dict[str, Held] = {}
        self._report = report
        self._sizes = dict(self._walk())
        self._used: set[str] = set(TAG_FILES)

    def read(self, name: str, most: int = LARGEST_READ) -> bytes | None:
        """The bytes of a file, or nothing when there is no such file or it is too large."""
        self._used.add(name)
        if name not in self._sizes:
            return None
        if self._sizes[name] > most:
            self._report.find("file_too_large", Where(file=name), size=self._sizes[name])
            return None
        try:
            with self._open(name) as file:
                return file.read(most)
        except OSError:
            return None

    def lines(self, name: str, begin: int = 0) -> Iterator[tuple[int, bytes]]:
        """The lines of a file, each with the place it begins at; a missing end of line or file is a finding."""
        self._used.add(name)
        if name not in self._sizes:
            self._report.find("file_missing", Where(file=name))
            return
        with self._open(name) as file:
            file.seek(begin)
            while True:
                line = file.readline(LONGEST_LINE)
                if not line:
                    return
                if not line.endswith(b"\n"):
                    number = "too_long" if len(line) == LONGEST_LINE else "truncated"
                    self._report.find("json_malformed", Where(file=name), why=number)
                    return
                yield begin, line[:-1]
                begin += len(line)

    def names(self, below: str) -> list[str]:
        """The files below a folder, in order."""
        return sorted(name for name in self._sizes if name.startswith(below))

    def use(self, name: str) -> Held | None:
        """What the manifests' check found of a file that is read by nobody else."""
        self._used.add(name)
        return self.files.get(name)

    def report_unused(self) -> None:
        """What nobody asked for has no place in a package."""
        for name in sorted(set(self._sizes) - self._used):
            self._report.find("file_unexpected", Where(file=name))

    def check_manifests(self) -> None:
        """Every file is in its manifest, as it is, and no other; and as many as the bag says."""
        if self.read("bagit.txt", CHUNK) != BAGIT:
            self._report.find("manifest_malformed", Where(file="bagit.txt"), why="not_bagit")
        payload = self._manifest(PAYLOAD)
        tags = self._manifest(TAGS)
        named = {**payload, **tags}
        for name in sorted(set(self._sizes) | set(named)):
            self._compare(name, (payload if name.startswith("data/") else tags).get(name))
        self._check_oxum()

    def _compare(self, name: str, digest: str | None) -> None:
        where = Where(file=name)
        if name not in self._sizes:
            self._report.find("file_missing", where)
            return
        found = self._digest(name)
        if found is None:
            return
        self.files[name] = Held(self._sizes[name], found)
        if digest is None and name != TAGS:
            self._report.find("file_extra", where)
        elif digest not in {None, found}:
            self._report.find("file_altered", where)

    def _digest(self, name: str) -> str | None:
        if self._sizes[name] > LARGEST_FILE:
            self._report.find("file_too_large", Where(file=name), size=self._sizes[name])
            return None
        digest = sha256()
        try:
            with self._open(name) as file:
                for chunk in iter(lambda: file.read(CHUNK), b""):
                    digest.update(chunk)
        except OSError:
            self._report.find("file_missing", Where(file=name))
            return None
        return digest.hexdigest()

    def _check_oxum(self) -> None:
        said = _OXUM.findall((self.read("bag-info.txt", CHUNK) or b"").decode("utf-8", "replace"))
        sizes = [size for name, size in self._sizes.items() if name.startswith("data/")]
        found = f"{sum(sizes)}.{len(sizes)}"
        if len(said) != 1:
            self._report.find("manifest_malformed", Where(file="bag-info.txt"), why="no_oxum")
        elif said[0] != found:
            self._report.find("oxum_wrong", Where(file="bag-info.txt"), found=found, said=said[0])

    def _manifest(self, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            for digest, path in _manifest_lines(self.read(name)):
                if not _is_safe(path):
                    self._report.find("path_unsafe", Where(file=name), path=path)
                elif path in found or path.startswith("data/") != (name == PAYLOAD):
                    self._report.find("manifest_malformed", Where(file=name), why="listed_twice")
                else:
                    found[path] = digest
        except Broken as error:
            self._report.find("manifest_malformed", Where(file=name), why=error.why)
        return found

    def _open(self, name: str) -> BinaryIO:
        """Open an ordinary file, and never what a link put in its place points to."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(Path(self.folder, name), flags), "rb")

    def _walk(self) -> Iterator[tuple[str, int]]:
        folders = [""]
        while folders:
            below = folders.pop()
            try:
                entries = sorted(os.scandir(Path(self.folder, below)), key=lambda entry: entry.name)
            except OSError:
                self._report.find("special_file", Where(file=below))
                continue
            for entry in entries:
                name = below + entry.name
                if entry.is_symlink():
                    self._report.find("symlink", Where(file=name))
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(name + "/")
                elif not entry.is_file(follow_symlinks=False):
                    self._report.find("special_file", Where(file=name))
                elif not _is_safe(name):
                    self._report.find("path_unsafe", Where(file=name), path=name)
                else:
                    yield name, entry.stat(follow_symlinks=False).st_size


def _manifest_lines(raw: bytes | None) -> Iterator[tuple[str, str]]:
    if raw is None:
        raise Broken("missing")
    try:
        lines = raw.decode().split("\n")
    except UnicodeDecodeError:
        raise Broken("not_utf8") from None
    if lines[-1]:
        raise Broken("truncated")
    for line in lines[:-1]:
        match = _LINE.fullmatch(line)
        if match is None:
            raise Broken("not_as_described")
        yield match.group(1), match.group(2)


def _is_safe(path: str) -> bool:
    """A path that stays within the package on every system."""
    parts = path.split("/")
    return (
        all(part not in {"", ".", ".."} for part in parts) and path.isprintable() and not set(path) & set('\\:*?"<>|%')
    )
