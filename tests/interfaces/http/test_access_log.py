"""Who asked for what, from where, and what was answered; and nothing that signs anybody in."""

import json
import logging
import os
import stat
import threading
from datetime import UTC, datetime, timedelta

import pytest

from interfaces.http.access_log import LEAST_DAYS, AccessLog, files, older, state_of
from interfaces.http.app import api
from tests.interfaces.http.asking import asked
from tests.interfaces.http.bad import published
from tests.interfaces.http.town import BASE, OFFICE

TOKEN = "lx_" + "Zr8-q_" * 7
SESSION = "lxs_" + "Yk3_w-" * 7
FIELDS = (
    *("at", "trace_id", "method", "route", "operation", "ids", "path", "status", "code", "ms", "bytes"),
    *("address", "agent", "conference", "person", "credential", "position"),
)


class Days:
    """A clock that is moved by whole days."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def days():
    return Days()


@pytest.fixture
def access(tmp_path, days):
    return AccessLog(tmp_path / "access", now=days)


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


class TestTheFolder:
    def test_is_its_owners_alone(self, access):
        access.start()
        access.write({"a": 1})
        access.close()
        assert stat.S_IMODE(access.folder.stat().st_mode) == 0o700
        assert [stat.S_IMODE(path.stat().st_mode) for _, path in files(access.folder)] == [0o600]

    def test_has_a_file_a_day(self, access, days):
        for n in range(3):
            access.start()
            access.write({"n": n})
            access.close()
            days.at += timedelta(days=1)
        assert [day.isoformat() for day, _ in files(access.folder)] == ["2026-11-30", "2026-12-01", "2026-12-02"]
        assert lines_in(access.folder) == [{"n": n} for n in range(3)]

    def test_goes_on_with_the_file_of_the_day(self, access):
        for n in range(2):
            access.start()
            access.write({"n": n})
            access.close()
        assert len(files(access.folder)) == 1
        assert lines_in(access.folder) == [{"n": 0}, {"n": 1}]

    def test_begins_a_new_line_after_one_that_a_crash_broke_off(self, access, days):
        access.folder.mkdir()
        (access.folder / f"access-{days.at.date()}.jsonl").write_text('{"a":1}\n{"b":')
        access.start()
        access.write({"c": 3})
        access.close()
        assert files(access.folder)[0][1].read_text() == '{"a":1}\n{"b":\n{"c":3}\n'

    def test_forgets_what_is_older_than_it_has_to_be_and_nothing_else(self, access, days):
        access.folder.mkdir()
        today = days.at.date()
        for age in (LEAST_DAYS + 1, LEAST_DAYS, 1):
            (access.folder / f"access-{today - timedelta(days=age)}.jsonl").write_text("{}\n")
        for other in ("access-2020-01-01.jsonl.gz", "notes.txt", "access-2020-99-99.jsonl"):
            (access.folder / other).write_text("")
        access.start()
        access.close()
        assert [(today - day).days for day, _ in files(access.folder)] == [LEAST_DAYS, 1, 0]
        assert older(access.folder, today - timedelta(days=LEAST_DAYS)) == []
        assert len(list(access.folder.iterdir())) == 6

    def test_keeps_every_line_of_many_at_once(self, access):
        access.start()
        threads = [
            threading.Thread(target=lambda: [access.write({"x": "y" * 500}) for _ in range(300)]) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        access.close()
        assert lines_in(access.folder) == [{"x": "y" * 500}] * 2_400
        assert access.lost == 0

    def test_is_never_reached_through_a_link(self, access, days, tmp_path):
        access.folder.mkdir()
        (access.folder / f"access-{days.at.date()}.jsonl").symlink_to(tmp_path / "elsewhere")
        access.start()
        access.close()
        assert not (tmp_path / "elsewhere").exists()
        assert not access.kept


class TestADiskThatDoesNotLetIt:
    def test_is_told_once_and_counted_and_service_goes_on(self, access, caplog):
        access.folder.write_text("in the way")
        with caplog.at_level(logging.WARNING):
            access.start()
            assert state_of(access) == "not kept"
            for n in range(3):
                access.write({"n": n})
            access.close()
        assert access.lost == 3
        assert [record.levelname for record in caplog.records] == ["ERROR"]

    def test_is_written_again_when_it_lets_it_and_no_half_line_spoils_another(self, access, monkeypatch, caplog):
        access.start()
        real = os.write

        def full(file, text):
            if len(text) > 9:
                return real(file, text[:3])
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("interfaces.http.access_log.os.write", full)
        assert not access._write(b'{"first":1}\n')
        monkeypatch.setattr("interfaces.http.access_log.os.write", real)
        with caplog.at_level(logging.WARNING):
            assert access._write(b'{"second":2}\n')
        access.close()
        text = files(access.folder)[0][1].read_text()
        assert text == '{"f\n{"second":2}\n'
        assert access.kept
        assert "written again" in caplog.text

    def test_that_is_slow_makes_nobody_wait_and_fills_no_memory(self, access, monkeypatch):
        monkeypatch.setattr("interfaces.http.access_log._MOST_WAITING", 10)
        for n in range(25):
            access.write({"n": n})
        assert access.lost == 15
        access.start()
        access.close()
        assert lines_in(access.folder) == [{"n": n} for n in range(10)]

    def test_shows_in_readyz_and_keeps_nobody_out(self, old_town, tmp_path):
        access = AccessLog(tmp_path / "access")
        app = api(old_town.services, access=access)
        access.start()
        access.close()
        assert asked(app, "GET", "/readyz").json()["access_log"] == "kept"
        (tmp_path / "other").write_text("")
        broken = AccessLog(tmp_path / "other" / "access")
        app.state.access = broken
        broken.start()
        broken.close()
        answer = asked(app, "GET", "/readyz")
        assert (answer.status_code, answer.json()["access_log"]) == (200, "not kept")

    def test_is_off_where_none_is_kept(self, old_town):
        assert old_town.get("/readyz", base="").json()["access_log"] == "off"
