"""``lianxi serve`` and ``lianxi demo --no-serve``, as programs of their own."""

import gc
import json
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from interfaces.cli.serving import set_aside
from interfaces.demo import Demonstration, Player
from tests.interfaces.lianxi import TOWN, found, lianxi, refused


@contextmanager
def running(command, *arguments):
    """The tool serving as a program of its own, and the address it tells."""
    program = [sys.executable, "-c", "from interfaces.cli import main; main()", "--lang", "en", command, "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen([*program, *arguments], stdout=pipe, stderr=pipe, text=True, encoding="utf-8") as server:
        assert server.stderr
        try:
            yield server, server.stderr.readline().split()[-1]
        finally:
            server.kill()


def serving(folder):
    return running("serve", "--data", folder)


def read_until(stream, last):
    lines: list[str] = []
    while not lines or last not in lines[-1]:
        lines.append(stream.readline())
        assert lines[-1], lines
    return lines


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
        people = {
            "li": Player("李", "union_chair", "li", "lx_li"),
            "xi": Player("奚若兰", "union_office_staff", "xi", "lx_xi"),
        }
        return Demonstration(conference=TOWN, people=people, counts={"fact": 100}, password="secret-of-today")

    monkeypatch.setattr("interfaces.demo.play", play)
    return asked


class TestDemo:
    def test_says_who_can_sign_in_and_where_to_look(self, played, tmp_path):
        result = lianxi("demo", "--no-serve", "--data", tmp_path, "--port", "8123")
        assert result.exit_code == 0
        assert played == [tmp_path]
        assert re.search(r"奚若兰 +union_office_staff +xi +lx_xi", result.stdout)
        assert "export TOKEN=lx_li" in result.stdout
        assert all(told in result.stdout for told in ("http://localhost:8123", "secret-of-today"))
        assert f'"http://localhost:8123/api/v1/conferences/{TOWN}/decisions?as_of=50"' in result.stdout

    def test_says_the_address_that_people_are_told_to_have_in_their_browsers(self, played, tmp_path, monkeypatch):
        monkeypatch.setenv("LIANXI_ORIGIN", "https://lianxi.example")
        result = lianxi("demo", "--no-serve", "--data", tmp_path, "--port", "8123")
        assert "https://lianxi.example" in result.stdout
        assert "8123" not in result.stdout

    def test_keeps_to_a_folder_of_its_own(self, played, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("LIANXI_DATA", str(tmp_path / "in-earnest"))
        lianxi("demo", "--no-serve")
        assert played == [Path(".demo")]

    def test_lets_nobody_in_to_a_conference_in_earnest(self, played, tmp_path):
        found(tmp_path)
        assert refused(lianxi("demo", "--no-serve", "--data", tmp_path), "not_a_demonstration")
        assert played == []

    @pytest.mark.slow
    def test_shows_what_can_be_looked_at_and_is_played_once(self, tmp_path):
        with running("demo", "--data", tmp_path / "demo") as (server, _):
            told = read_until(server.stdout, "openapi.json")
            token = next(line.strip().partition("=")[2] for line in told if "export TOKEN" in line)
            places = [re.findall(r"http://[^\s\"]+", line)[0] for line in told if "curl" in line]
            assert len(places) == 8
            assert all(got(place, "", token) for place in places)
        again = lianxi("demo", "--no-serve", "--data", tmp_path / "demo")
        assert again.exit_code == 0
        assert next(line for line in told if "facts" in line).strip() in again.stdout


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


def test_what_was_made_at_the_start_is_looked_through_no_more():
    try:
        set_aside()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
