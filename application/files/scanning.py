"""A scanner of the operator's choosing looks at every file before it is kept: a program, or clamd behind its socket."""

import shlex
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

from application.files.register import State
from application.log import Unavailable

_PATIENCE = 120.0
_PIECE = 65_536
_CLEAN, _INFECTED = 0, 1


class ScannerAway(Unavailable):
    """The scanner cannot say; a file that nobody looked at is not taken where somebody should."""


class Scanner(Protocol):
    """Says whether a file is infected."""

    def scan(self, path: Path) -> State:
        """What it is; ``ScannerAway``: it cannot say."""
        ...


class NoScanner:
    """Nobody looks."""

    def scan(self, path: Path) -> State:
        """Leave it unscanned."""
        del path
        return State.UNSCANNED


class Program:
    """A program such as ``clamdscan --no-summary --fdpass``: its result is 0 for clean and 1 for infected."""

    def __init__(self, command: str) -> None:
        self._command = shlex.split(command)

    def scan(self, path: Path) -> State:
        """Run it over the file, by its path, with no shell."""
        try:
            done = subprocess.run(  # noqa: S603 - the operator names the program
                [*self._command, str(path.absolute())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ScannerAway("the scanner does not answer") from error
        return _said({_CLEAN: State.CLEAN, _INFECTED: State.INFECTED}.get(done.returncode))


class Clamd:
    """The daemon of ClamAV behind a socket in the file system; it is sent the bytes, and need not read our folder."""

    def __init__(self, address: str) -> None:
        self._address = address

    def scan(self, path: Path) -> State:
        """Ask it by INSTREAM."""
        try:
            answer = self._asked(path)
        except OSError as error:
            raise ScannerAway("the scanner does not answer") from error
        clean, infected = answer.endswith(b"OK\0"), answer.endswith(b"FOUND\0")
        return _said(State.CLEAN if clean else State.INFECTED if infected else None)

    def _asked(self, path: Path) -> bytes:
        with closing(socket.socket(socket.AF_UNIX)) as daemon:
            daemon.settimeout(_PATIENCE)
            daemon.connect(self._address)
            daemon.sendall(b"zINSTREAM\0")
            for piece in _pieces(path):
                daemon.sendall(struct.pack(">L", len(piece)) + piece)
            daemon.sendall(struct.pack(">L", 0))
            answer = b""
            while not answer.endswith(b"\0") and (more := daemon.recv(1_024)):
                answer += more
            return answer


def scanner_of(setting: str) -> Scanner:
    """The scanner a setting names: ``unix:`` and a socket, or a command; empty: there is none."""
    if not setting.strip():
        return NoScanner()
    scheme, _, address = setting.partition(":")
    return Clamd(address) if scheme == "unix" else Program(setting)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _said(state: State | None) -> State:
    if state is None:
        raise ScannerAway("the scanner failed")
    return state
