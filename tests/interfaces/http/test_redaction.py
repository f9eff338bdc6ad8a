"""What a log may hold of what comes from outside."""

import io
import json
import logging
import sys

import pytest

from interfaces.http.process_log import JsonLines, log_to
from interfaces.http.redaction import redacted, shown

SECRET = "Zr8q" * 10


class TestRedaction:
    @pytest.mark.parametrize(
        "text",
        [
            f"lx_{SECRET}",
            f"lxs_{SECRET}",
            f"/api/v1/feeds/lxf_{SECRET}.ics",
            f"/api/v1/feeds/alxf_{SECRET}.ics",
            f"/api/v1/feeds/{SECRET}.ics",
            f"/api/v1/feeds/x/rest/{SECRET}.ics",
            f"/api/v1/feeds/a b {SECRET}",
            f"/api/v1/feeds/lxf%5F{SECRET}.ics",
            f"/API/V1/FEEDS/LXF_{SECRET}",
            f"/api%2Fv1%252ffeeds%252Flxf%255F{SECRET}",
            f"/a/lx_{SECRET}/b",
            f"/a/xlx_{SECRET}/b",
            f"Bearer {SECRET}",
            f"bearer%20{SECRET}",
            f"Basic {SECRET}==",
            f"Authorization: Bearer {SECRET}",
            f"authorization={SECRET}",
            f'{{"Authorization": "Basic {SECRET}"}}',
            f"Cookie: a={SECRET}",
            f"Set-Cookie:__Host-lianxi={SECRET}",
            f"__Host-lianxi={SECRET}",
            f"password={SECRET}&a=b",
            f'"new_password": "{SECRET}"',
            f"PASSWORD%3D{SECRET}",
            f"passphrase: {SECRET}",
            f"?code={SECRET}",
            f"&access_token={SECRET}",
            f"client_secret={SECRET}",
            f"totp={SECRET}",
            f"api-key: {SECRET}",
            f"eyJhbGciOi.{SECRET}.{SECRET}",
        ],
    )
    def test_hides_what_signs_somebody_in(self, text):
        assert SECRET not in redacted(text)
        assert "[hidden]" in redacted(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
            "01957000-0000-7000-8000-00000000dead",
            "/api/v1/conferences/chengqiao/topics",
            "/feeds/",
            "Feeds/1.0 (of a reader)",
            "a=b&c=d",
            "http://example/?q=1",
            "the codes: none",
            "关于工资的议题",
        ],
    )
    def test_leaves_all_else_as_it_is(self, text):
        assert redacted(text) == text
        assert shown(text, 200) == text

    def test_hides_the_value_and_leaves_what_stands_around_it(self):
        assert redacted(f"a=1&token={SECRET}&b=2") == "a=1&token=[hidden]&b=2"

    def test_hides_a_credential_that_the_cut_goes_through(self):
        for at in range(40, 60):
            assert "Zr8" not in shown("x" * at + f" lx_{SECRET}", 60)

    def test_takes_no_time_over_what_was_made_to_take_long(self):
        for evil in (
            "a" * 100_000,
            "password" * 10_000,
            "lx_" * 30_000,
            "token:" * 20_000,
            "eyJ." * 20_000,
            "/feeds" * 20_000,
            "%25" * 30_000,
        ):
            assert len(shown(evil, 200)) <= 200


class TestTheProcessLog:
    @pytest.fixture
    def stream(self, monkeypatch):
        root = logging.getLogger()
        monkeypatch.setattr(root, "handlers", root.handlers[:])
        monkeypatch.setattr(root, "level", root.level)
        stream = io.StringIO()
        for handler in root.handlers[:]:
            root.removeHandler(handler)
        log_to(stream)
        return stream

    def test_has_a_line_of_json_for_each_warning(self, stream):
        logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
        logging.getLogger("any").info("not told")
        (line,) = stream.getvalue().splitlines()
        told = json.loads(line)
        assert told.pop("at").endswith("Z")
        assert told == {"level": "warning", "logger": "uvicorn.error", "message": "Invalid HTTP request received."}

    def test_hides_credentials_and_breaks_no_line(self, stream):
        logging.getLogger("any").error("refused %s\nAuthorization: Bearer %s", f"lx_{SECRET}", SECRET)
        (line,) = stream.getvalue().splitlines()
        assert SECRET not in line
        assert "\\u000a" in json.loads(line)["message"]

    def test_tells_of_an_exception_its_type_and_place_and_not_its_message(self):
        def breaks():
            raise RuntimeError(SECRET)

        try:
            breaks()
        except RuntimeError:
            record = logging.LogRecord("any", logging.ERROR, __file__, 1, "broke", None, sys.exc_info())
        told = json.loads(JsonLines().format(record))
        assert told["exception"] == "RuntimeError"
        assert told["raised"][0].startswith("http/test_redaction.py:")
        assert SECRET not in json.dumps(told)
