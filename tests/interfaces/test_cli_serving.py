"""``lianxi serve`` and ``lianxi demo --no-serve``, as programs of their own."""

import json
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.request import Request, urlopen

import pytest

from tests.interfaces.lianxi import TOWN, found, lianxi, refused


@contextmanager
def serving(folder):
    program = [sys.executable, "-c", "from interfaces.cli import main; main()", "--lang", "en", "serve", "--port", "0"]
    with subprocess.Popen([*program, "--data", folder], stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            yield server, server.stderr.readline().split()[-1]
        finally:
            server.kill()


def got(address, path, token=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urlopen(Request(f"{address}{path}", headers=headers), timeout=10) as answer:
        return json.load(answer)


@pytest.fixture
def played(monkeypatch):
    """A demonstration that takes no time, and what it was asked."""
    asked = []

    def play(folder, *, tell):
        asked.append(folder)
        tell("2024", 1, 2)
        people = {"li": ("李", "union_chair", "lx_li"), "xi": ("奚若兰", "union_office_staff", "lx_xi")}
        return SimpleNamespace(conference=TOWN, people=people)

    monkeypatch.setitem(sys.modules, "interfaces.demo", SimpleNamespace(play=play))
    return asked


class TestDemo:
    def test_says_who_can_sign_in_and_where_to_look(self, played, tmp_path):
        result = lianxi("demo", "--no-serve", "--data", tmp_path, "--port", "8123")
        assert result.exit_code == 0
        assert played == [tmp_path]
        assert re.search(r"奚若兰 +union_office_staff +lx_xi", result.stdout)
        assert f'"Authorization: Bearer lx_li" "http://127.0.0.1:8123/api/v1/conferences/{TOWN}/desk"' in result.stdout

    def test_keeps_to_a_folder_of_its_own(self, played, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("LIANXI_DATA", str(tmp_path / "in-earnest"))
        lianxi("demo", "--no-serve")
        assert played == [Path(".demo")]


class TestServe:
    def test_answers_from_when_it_tells_its_address_until_it_is_told_to_stop(self, tmp_path):
        _, token = found(tmp_path)
        with serving(tmp_path) as (server, address):
            assert got(address, "/healthz") == {"status": "alive"}
            assert got(address, f"/api/v1/conferences/{TOWN}", token)["conference"] == TOWN
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=20) == 0
            assert server.stderr.read() == "Stopped.\n"
        assert not (tmp_path / "log.db-wal").exists()

    def test_stops_on_an_interrupt_too(self, tmp_path):
        found(tmp_path)
        with serving(tmp_path) as (server, address):
            got(address, "/healthz")
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=20) == 0

    def test_refuses_an_address_that_is_taken(self, tmp_path):
        found(tmp_path)
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            assert refused(lianxi("serve", "--port", port, "--data", tmp_path), "address_taken")
