import socket
import struct
import sys
import threading

import pytest

from application.files.register import State
from application.files.scanning import NoScanner, ScannerAway, scanner_of

PROGRAM = "import sys; sys.exit({'clean': 0, 'bad': 1}.get(open(sys.argv[-1]).read(), 2))"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a; touch owned"


class TestProgram:
    @pytest.mark.parametrize(("content", "said"), [("clean", State.CLEAN), ("bad", State.INFECTED)])
    def test_says_by_its_result(self, path, content, said, tmp_path):
        path.write_text(content)
        assert scanner_of(f'{sys.executable} -c "{PROGRAM}"').scan(path) is said
        assert not (tmp_path / "owned").exists()

    def test_that_fails_says_nothing(self, path):
        path.write_text("?")
        with pytest.raises(ScannerAway):
            scanner_of(f'{sys.executable} -c "{PROGRAM}"').scan(path)

    def test_that_is_not_there_says_nothing(self, path):
        with pytest.raises(ScannerAway):
            scanner_of("/nowhere/clamdscan --fdpass").scan(path)


class TestDaemon:
    @pytest.mark.parametrize(
        ("answer", "said"), [(b"stream: OK\0", State.CLEAN), (b"stream: Eicar-Test FOUND\0", State.INFECTED)]
    )
    def test_is_sent_the_bytes(self, tmp_path, path, answer, said):
        path.write_bytes(b"x" * 100_000)
        heard: list[bytes] = []
        with Daemon(tmp_path / "clamd", answer, heard) as address:
            assert scanner_of(f"unix:{address}").scan(path) is said
        assert heard[0].startswith(b"zINSTREAM\0")
        assert heard[0].endswith(struct.pack(">L", 0))
        assert heard[0].count(b"x") == 100_000

    def test_that_finds_fault_says_nothing(self, tmp_path, path):
        path.write_bytes(b"x")
        with (
            Daemon(tmp_path / "clamd", b"INSTREAM size limit exceeded. ERROR\0", []) as address,
            pytest.raises(ScannerAway),
        ):
            scanner_of(f"unix:{address}").scan(path)

    def test_that_is_not_there_says_nothing(self, tmp_path, path):
        path.write_bytes(b"x")
        with pytest.raises(ScannerAway):
            scanner_of(f"unix:{tmp_path / 'none'}").scan(path)


class TestNobody:
    def test_looks_where_none_is_named(self, path):
        assert isinstance(scanner_of(" "), NoScanner)
        assert scanner_of("").scan(path) is State.UNSCANNED


class Daemon:
    """A daemon that hears one stream out and gives one answer."""

    def __init__(self, address, answer, heard):
        self._address, self._answer, self._heard = address, answer, heard

    def __enter__(self):
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(self._address))
        self._server.listen()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self._address

    def __exit__(self, *_):
        self._thread.join()
        self._server.close()

    def _serve(self):
        client, _ = self._server.accept()
        with client:
            heard = b""
            while not heard.endswith(b"\0\0\0\0"):
                heard += client.recv(65_536)
            self._heard.append(heard)
            client.sendall(self._answer)
