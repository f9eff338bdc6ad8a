"""A BagIt 1.0 bag as it is written: every file digested on its way to the disk, the manifests last."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from application.durable import sync

_DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST, _TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_PAYLOAD = "data/"
Write = Callable[[bytes], object]


class _Held(NamedTuple):
    digest: str
    size: int


class Bag:
    """A package being made in a folder that is not there yet, and that nobody else looks into."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, mode=0o700)
        self._folder = folder
        self._files: dict[str, _Held] = {}

    @contextmanager
    def file(self, name: str) -> Iterator[Write]:
        """A file of the package, written piece by piece; it is on the disk afterwards."""
        path, digest = self._folder / name, sha256()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:

            def write(data: bytes) -> None:
                digest.update(data)
                file.write(data)

            yield write
            file.flush()
            os.fsync(file.fileno())
            self._files[name] = _Held(digest.hexdigest(), file.tell())

    def put(self, name: str, data: bytes) -> None:
        """A file of the package, whole."""
        with self.file(name) as write:
            write(data)

    def put_lines(self, name: str, lines: Iterable[bytes]) -> None:
        """A file of the package, line by line."""
        with self.file(name) as write:
            for line in lines:
                write(line + b"\n")

    def close(self, info: Mapping[str, str]) -> str:
        """Write what makes it a bag; the digest of the last manifest, which holds all others."""
        payload = [held.size for name, held in self._files.items() if name.startswith(_PAYLOAD)]
        told = {**info, "Payload-Oxum": f"{sum(payload)}.{len(payload)}"}
        self.put("bagit.txt", _DECLARED.encode())
        self.put("bag-info.txt", "".join(f"{name}: {value}\n" for name, value in told.items()).encode())
        self.put(_MANIFEST, self._manifest(payload=True))
        self.put(_TAGS, self._manifest(payload=False))
        for folder, _, _ in os.walk(self._folder):
            sync(Path(folder))
        return self._files[_TAGS].digest

    def _manifest(self, *, payload: bool) -> bytes:
        files = sorted((name, held) for name, held in self._files.items() if name.startswith(_PAYLOAD) == payload)
        return "".join(f"{held.digest}  {name}\n" for name, held in files).encode()
