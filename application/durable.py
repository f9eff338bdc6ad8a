"""What must be on the disk before anything is done by it: a file's bytes, or the names in a folder."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Return when the file, or the folder's names, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
