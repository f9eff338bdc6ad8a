"""Files whose way is not smooth: in pieces, cut short, too slow, longer than they said."""

import asyncio

import pytest

from application.files.limits import Limits
from interfaces.http import arriving
from tests.application.files.made import PDF
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.sending import sha
from tests.interfaces.http.town import BASE
from tests.interfaces.http.wire import Reply, _scope

FILE = f"/files/{sha(PDF)}"
GONE = {"type": "http.disconnect"}


def piece(content, *, more=True):
    return {"type": "http.request", "body": content, "more_body": more}


def arrive(town, *messages, **headers):
    """Upload a file in pieces; after the last of them nothing more is heard."""
    asked = town.headers("wei", content_type="application/pdf", **headers)
    reply, left = Reply(asked=asked), [*messages]

    async def receive():
        return left.pop(0) if left else await asyncio.Event().wait()

    async def send(message):
        if message["type"] == "http.response.start":
            reply.status_code = message["status"]
            reply.headers = {name.decode().lower(): value.decode("latin-1") for name, value in message["headers"]}
        else:
            reply.content += message.get("body", b"")

    async def ask():
        scope = _scope("POST", f"{BASE}/files", reply, b"")
        scope["headers"] = [each for each in scope["headers"] if each[0] != b"content-length"]
        await town.client.app(scope, receive, send)

    town.client.portal.call(ask)
    return reply


def left(town):
    folder = town.services.folder / "files"
    return [path for path in folder.rglob("*") if path.is_file()]


class TestFile:
    def test_comes_in_pieces(self, town):
        pieces = [piece(bytes([each])) for each in PDF]
        assert arrive(town, *pieces, piece(b"", more=False)).status_code == 201
        assert town.get(FILE, "wei").content == PDF

    def test_comes_in_large_pieces(self, town):
        content = PDF + b" " * 3_000_000
        pieces = [piece(content[at : at + 700_000]) for at in range(0, len(content), 700_000)]
        assert arrive(town, *pieces, piece(b"", more=False)).status_code == 201
        assert town.get(f"/files/{sha(content)}", "wei").content == content

    def test_that_is_cut_short_leaves_nothing(self, town):
        is_problem(arrive(town, piece(PDF), GONE), 400, "file_cut_short")
        assert left(town) == []
        is_problem(town.get(FILE, "wei"), 404, "file_unknown")

    def test_that_stops_coming_leaves_nothing(self, town, monkeypatch):
        monkeypatch.setattr(arriving, "_SILENCE", 0.1)
        is_problem(arrive(town, piece(PDF)), 408, "file_too_slow")
        assert left(town) == []

    def test_that_comes_for_ever_leaves_nothing(self, town, monkeypatch):
        monkeypatch.setattr(arriving, "_LONGEST", 0.1)
        is_problem(arrive(town, piece(PDF)), 408, "file_too_slow")
        assert left(town) == []

    def test_that_is_longer_than_any_may_be_is_not_read_to_its_end(self, town, monkeypatch):
        monkeypatch.setattr(town.services.files, "limits", Limits(largest=len(PDF)))
        is_problem(arrive(town, piece(PDF), piece(b"!")), 413, "file_too_large")
        assert left(town) == []


@pytest.mark.parametrize("declared", ["image/svg+xml", "multipart/form-data; boundary=x", ""])
class TestType:
    def test_that_is_not_taken_is_refused_before_anything_is_read(self, town, declared):
        reply = town.ask("wei", "/files", b"never looked at", content_type=declared)
        is_problem(reply, 415, "file_type_not_allowed")
        assert left(town) == []
