"""Who asked for what, from where, and what was answered; and nothing that signs anybody in."""

import asyncio
import json
from datetime import datetime
from types import SimpleNamespace

import pytest

from interfaces.http.access_log import AccessLog, files
from interfaces.http.app import api
from interfaces.http.door import Door
from tests.interfaces.http.asking import asked
from tests.interfaces.http.bad import published
from tests.interfaces.http.town import BASE, OFFICE

TOKEN = "lx_" + "Zr8-q_" * 7
SESSION = "lxs_" + "Yk3_w-" * 7
FIELDS = (
    *("at", "trace_id", "method", "route", "operation", "ids", "path", "status", "code", "ms", "bytes"),
    *("address", "agent", "conference", "person", "credential", "position"),
)


def lines_in(folder):
    return [json.loads(line) for _, path in files(folder) for line in path.read_bytes().splitlines()]


class Logged:
    """The API of a town with an access log."""

    def __init__(self, town, folder) -> None:
        self.access = AccessLog(folder / "access")
        self.app = api(town.services, access=self.access)

    def line(self, method, address, headers=None, **how):
        """The answer, and the line it left."""
        answer = asked(self.app, method, address, headers, **how)
        self.access.start()
        self.access.close()
        return answer, lines_in(self.access.folder)[-1]

    @property
    def text(self):
        return "".join(path.read_text("utf-8") for _, path in files(self.access.folder))


@pytest.fixture(scope="module")
def logged(old_town, tmp_path_factory):
    return Logged(old_town, tmp_path_factory.mktemp("logged"))


class TestALine:
    def test_says_who_asked_for_what_from_where_and_what_was_answered(self, logged, old_town):
        headers = {"authorization": f"Bearer {OFFICE}", "user-agent": "curl/8.1"}
        answer, line = logged.line("GET", f"{BASE}/topics?limit=5&q=工资", headers, client="192.0.2.9")
        assert tuple(line) == FIELDS
        assert datetime.fromisoformat(line["at"]).tzinfo is not None
        assert line["at"].endswith("Z")
        assert line["trace_id"] == answer.headers["x-trace-id"]
        assert (line["method"], line["route"]) == ("GET", "/api/v1/conferences/{conference}/topics")
        assert (line["operation"], line["ids"], line["path"]) == ("list_topics", {"conference": "chengqiao"}, None)
        assert (line["status"], line["code"]) == (answer.status_code, answer.json().get("code"))
        assert line["bytes"] == len(answer.content)
        assert 0 < line["ms"] < 60_000
        assert (line["address"], line["agent"]) == ("192.0.2.9", "curl/8.1")
        assert (line["conference"], line["person"]) == ("chengqiao", old_town.people[OFFICE])

    def test_says_who_is_signed_in_where_no_conference_is_asked_for(self, tmp_path):
        async def knows(scope, receive, send):
            del receive
            scope["state"]["visitor"] = SimpleNamespace(person="p-1", credential="c-1", conference=7)
            await send({"type": "http.response.start", "status": 204, "headers": []})

        access = AccessLog(tmp_path / "access")
        asked(Door(knows, access), "POST", "/api/v1/session/end")
        access.start()
        access.close()
        (line,) = lines_in(access.folder)
        assert (line["person"], line["credential"], line["conference"], line["status"]) == ("p-1", "c-1", None, 204)

    def test_is_left_by_an_answer_that_was_broken_off_too(self, tmp_path):
        async def cut(scope, receive, send):
            del scope, receive
            await send({"type": "http.response.start", "status": 200, "headers": []})
            raise asyncio.CancelledError

        access = AccessLog(tmp_path / "access")
        with pytest.raises(asyncio.CancelledError):
            asked(Door(cut, access), "GET", "/stream")
        access.start()
        access.close()
        assert lines_in(access.folder)[0]["path"] == "/stream"

    def test_says_the_position_shown(self, logged, old_town):
        _, line = logged.line("GET", f"{BASE}/topics", {"authorization": f"Bearer {OFFICE}"})
        assert line["position"] == old_town.head

    def test_says_why_something_was_refused(self, logged):
        _, line = logged.line("GET", f"{BASE}/topics")
        assert (line["status"], line["code"], line["person"]) == (401, "not_signed_in", None)
        _, line = logged.line("TRACE", "/x")
        assert (line["status"], line["code"], line["route"], line["path"]) == (405, "method_not_allowed", None, "/x")

    def test_names_every_route_as_it_is_published(self, logged):
        for path, methods in published()["paths"].items():
            if "get" in methods and "stream" not in path and "export" not in path:
                _, line = logged.line("GET", path, {"authorization": f"Bearer {OFFICE}"})
                assert (line["route"], line["operation"]) == (path, methods["get"]["operationId"])

    def test_never_holds_the_words_of_a_search(self, logged):
        logged.line("GET", f"{BASE}/search?q=secretword", {"authorization": f"Bearer {OFFICE}"})
        logged.line("GET", "/nowhere?q=secretword")
        assert "secretword" not in logged.text

    def test_cuts_what_is_long(self, logged):
        _, line = logged.line("GET", "/" + "a" * 5_000, {"user-agent": "b" * 5_000})
        assert (line["path"], line["agent"]) == ("/" + "a" * 199, "b" * 200)
        _, line = logged.line("GET", f"{BASE}/topics/{'c' * 5_000}")
        assert line["ids"]["row"] == "c" * 100

    @pytest.mark.parametrize(
        "evil",
        [
            '\n{"at":"2026-11-30T00:00:00Z","status":200}',
            "\r\nX: y",
            "\x1b[2J\x1b[31mred",
            "\u2028line\u2029paragraph\x85next",
            "\u202egnp.exe",
            "\x00null\x7fdelete\x9b31m",
            '","status":200,"x":"',
            "\\u000a\\n",
        ],
    )
    def test_is_one_line_of_plain_characters_whatever_is_sent(self, logged, evil):
        before = len(lines_in(logged.access.folder))
        _, line = logged.line("GET", f"/x{evil}", {"user-agent": f"x{evil}", "referer": evil}, client=f"x{evil}")
        after = logged.text
        assert len(lines_in(logged.access.folder)) == before + 1
        assert len(after.splitlines()) == before + 1
        assert all(character.isprintable() or character == "\n" for character in after)
        assert line["path"][:2] == "/x"
        assert line["status"] == 404

    @pytest.mark.parametrize("asked", ["a{}.ics", "x/{}.ics", "{}", "a%20{}", "lxf%255F{}.ics", "%2561lxf_{}.ics"])
    def test_holds_no_address_of_a_feed_that_is_nearly_right(self, logged, asked):
        logged.line("GET", f"/api/v1/feeds/{asked.format(SESSION.upper())}")
        logged.line("GET", f"/api/v1/feeds/{asked.format('Zr8q' * 10)}")
        assert "[hidden]" in logged.text
        for secret in (SESSION.upper()[4:], "Zr8"):
            assert secret not in logged.text

    def test_holds_nothing_that_signs_anybody_in_wherever_it_was_put(self, logged):
        headers = {
            "authorization": f"Bearer {TOKEN}",
            "cookie": f"__Host-lianxi={SESSION}",
            "user-agent": f"curl {TOKEN} Authorization: Bearer {SESSION} password=hunter2 code=123456",
            "referer": f"https://x/?token={TOKEN}",
            "x-forwarded-for": TOKEN,
        }
        logged.line("GET", f"/{TOKEN}/{SESSION}?token={TOKEN}&code=123456", headers, client=TOKEN)
        logged.line("GET", f"{BASE}/topics/{TOKEN}", headers)
        logged.line("GET", f"/api/v1/conferences/{SESSION}/password=hunter2", headers)
        for secret in (TOKEN, SESSION, "Zr8", "Yk3", "hunter2", "123456"):
            assert secret not in logged.text
