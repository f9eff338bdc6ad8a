"""Files copied as of one moment, and back: each is looked at on its way, so that a copy holds what its names say."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from application.durable import sync
from application.files.blobs import Blobs
from application.files.register import Register
from application.files.store import FOLDER, REGISTER

_PIECE = 1_048_576


def has_files(folder: Path) -> bool:
    """Whether a folder's register holds any file."""
    if not (folder / REGISTER).is_file():
        return False
    with closing(Register(folder / REGISTER)) as register:
        return bool(register.all_held())


def copy_files(source: Path, target: Path) -> Iterator[tuple[str, bool]]:
    """Copy the register and the files of a folder into another one, which is made; each digest, and whether it was sound.

    What is not sound is not copied, and stays in the register, so that it is known to be missing. Files that are
    deleted meanwhile go from the copy too.
    """
    target.mkdir(mode=0o700)
    with closing(Register(source / REGISTER)) as register:
        register.backup(target / REGISTER)
        with closing(Register(target / REGISTER)) as copied:
            for digest in sorted({digest for _, digest in copied.all_held()}):
                sound = _copy(Blobs(source / FOLDER), Blobs(target / FOLDER), digest)
                if sound or register.is_held_anywhere(digest):
                    yield digest, sound
                else:
                    _let_go(copied, digest)
    sync(target)


def _copy(here: Blobs, there: Blobs, digest: str) -> bool:
    path = here.path(digest)
    if not path.is_file():
        return False
    with path.open("rb") as file, there.arriving() as arriving:
        while piece := file.read(_PIECE):
            arriving.write(piece)
        if arriving.digest != digest:
            return False
        there.place(arriving)
    return True


def _let_go(register: Register, digest: str) -> None:
    with register.alone():
        for conference, held in register.all_held():
            if held == digest:
                register.take_away(register.uploads(conference, [digest]))
