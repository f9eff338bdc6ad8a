"""A package as one uncompressed tar file, the same bytes for the same package."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

_BLOCK = tarfile.BLOCKSIZE
_END = bytes(2 * _BLOCK)
_AT_ONCE = 1 << 18


def tarred(package: Path, name: str) -> Iterator[bytes]:
    """The file piece by piece; everything in it stands in a folder of this name."""
    for path in _files(package):
        size = path.stat().st_size
        entry = tarfile.TarInfo(f"{name}/{path.relative_to(package).as_posix()}")
        entry.size = size
        yield entry.tobuf(tarfile.GNU_FORMAT)
        with path.open("rb") as file:
            while piece := file.read(_AT_ONCE):
                yield piece
        yield bytes(-size % _BLOCK)
    yield _END


def tarred_size(package: Path) -> int:
    """How long it is; no path in a package needs more than one block."""
    sizes = (path.stat().st_size for path in _files(package))
    return sum(_BLOCK + size + -size % _BLOCK for size in sizes) + len(_END)


def _files(package: Path) -> list[Path]:
    return sorted(path for path in package.rglob("*") if path.is_file())
