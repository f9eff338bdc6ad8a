"""``lianxi access``: the access log as people look at it."""

import json

import pytest

from interfaces.http.access_log import AccessLog
from tests.interfaces.lianxi import found, lianxi, refused

LINE = {
    "at": "2026-11-30T08:00:00.000Z",
    "trace_id": "a" * 32,
    "method": "GET",
    "route": "/api/v1/conferences/{conference}/topics/{row}",
    "operation": "get_topic",
    "ids": {"conference": "chengqiao", "row": "t-1"},
    "path": None,
    "status": 200,
    "code": None,
    "ms": 1.5,
    "bytes": 10,
    "address": "192.0.2.1",
    "agent": "curl",
    "conference": "chengqiao",
    "person": "p-1",
    "credential": "c-1",
    "position": 5,
}
REFUSED = LINE | {"status": 403, "code": "office_only", "person": "p-2"}
UNKNOWN = LINE | {
    "route": None,
    "ids": {},
    "path": "/wp-login.php",
    "status": 404,
    "code": "route_unknown",
    "person": None,
}
BROKEN_OFF = LINE | {"status": None}


@pytest.fixture
def folder(tmp_path):
    """A folder whose server was asked on two days, and was once broken off in the middle of a line."""
    found(tmp_path)
    log = AccessLog(tmp_path / "access")
    log.folder.mkdir()
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in (LINE, REFUSED))
    (log.folder / "access-2026-11-29.jsonl").write_text(text + '{"at":"2026-11-2\n')
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in (UNKNOWN, BROKEN_OFF))
    (log.folder / "access-2026-11-30.jsonl").write_text(text + '{"at":"2026')
    return tmp_path


def told(folder, *options):
    result = lianxi("access", "--data", folder, "--json", *options)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


class TestAccess:
    def test_tells_every_whole_line_as_it_was_kept(self, folder):
        assert told(folder) == [LINE, REFUSED, UNKNOWN, BROKEN_OFF]

    @pytest.mark.parametrize(
        ("options", "lines"),
        [
            (("--since", "2026-11-30"), [UNKNOWN, BROKEN_OFF]),
            (("--person", "p-2"), [REFUSED]),
            (("--status", "404"), [UNKNOWN]),
            (("--status", "4XX"), [REFUSED, UNKNOWN]),
            (("--path", "/topics/t-1"), [LINE, REFUSED, BROKEN_OFF]),
            (("--path", "wp-login", "--status", "4xx"), [UNKNOWN]),
            (("--limit", "1"), [BROKEN_OFF]),
        ],
    )
    def test_tells_what_is_asked_for(self, folder, options, lines):
        assert told(folder, *options) == lines

    def test_is_a_table_for_people(self, folder):
        first, *rows = lianxi("access", "--data", folder).stdout.splitlines()
        assert first.split() == ["at", "method", "asked", "for", "status", "code", "person", "from"]
        assert rows[0].split() == [
            LINE["at"],
            "GET",
            "/api/v1/conferences/chengqiao/topics/t-1",
            "200",
            "–",
            "p-1",
            "192.0.2.1",
        ]
        assert "route_unknown" in rows[2]

    def test_speaks_chinese(self, folder):
        assert "所求地址" in lianxi("access", "--data", folder, lang="zh").stdout

    def test_tells_nothing_where_no_server_ever_was(self, tmp_path):
        found(tmp_path)
        assert told(tmp_path) == []

    def test_refuses_a_folder_without_data(self, tmp_path):
        assert refused(lianxi("access", "--data", tmp_path), "no_data")
