"""How the lines of the access log are kept: in files of days, for half a year, whatever the disk does."""

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
