"""What every answer carries, and what is refused before any route is looked for."""

import json
import logging
import re

import pytest
from fastapi import FastAPI, Response

from application.log import SYSTEM
from interfaces.http import problems
from interfaces.http.app import api
from interfaces.http.door import Door
from interfaces.http.guard import LONGEST_ADDRESS, Guard, known_hosts
from interfaces.http.headers import page_headers
from interfaces.http.process_log import JsonLines
from tests.interfaces.http.asking import HOST, asked
from tests.interfaces.http.bad import published
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import BASE, OFFICE

TOLD_OF_LOOKING = {"AuditRead", "Exported", "AccessRefused"} | {"CheckpointSigned", "StateRooted", "Heartbeat"}
"""What the installation records of who looked, and by itself while time goes by."""
SECRET = "王丽娟的口令是 hunter2"
API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PAGE_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


@pytest.fixture(scope="module")
def strict(old_town):
    """The API of the old town as a server has it, known by one name."""
    return api(old_town.services, hosts=known_hosts(frozenset({HOST}), "127.0.0.1"))


@pytest.fixture(scope="module")
def failing():
    """An app behind the door whose routes fail, late or at once, or answer with a page."""
    app = FastAPI()
    problems.install(app)
    app.add_middleware(Guard, hosts=None, rates=None)
    app.add_middleware(Door, access=None)

    @app.get("/fails")
    def fails():
        raise ValueError(SECRET)

    @app.get("/page")
    def page():
        return Response("<p>", headers=page_headers(), media_type="text/html")

    return app


def is_defended(answer, *, policy=API_POLICY, referrer="no-referrer"):
    """Whether a browser is told all that protects who reads this answer."""
    headers = answer.headers
    assert headers["content-security-policy"] == policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == referrer
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert re.fullmatch(r"[0-9a-f]{32}", headers["x-trace-id"])
    assert headers["cache-control"]
    assert "server" not in headers
    assert not [name for name in headers if name.startswith("access-control-")]
    return True


class TestEveryAnswer:
    @pytest.mark.parametrize(
        ("method", "address", "status"),
        [
            ("GET", "/healthz", 200),
            ("GET", "/api/v1/problems", 200),
            ("GET", f"{BASE}/topics", 200),
            ("GET", f"{BASE}/topics?limit=0", 422),
            ("GET", "/nowhere", 404),
            ("PUT", "/healthz", 405),
            ("OPTIONS", "/healthz", 405),
            ("TRACE", "/healthz", 405),
            ("GET", f"/{'x' * LONGEST_ADDRESS}", 414),
            ("GET", "/logs/chengqiao/checkpoint", (200, 404)),
        ],
    )
    def test_is_defended(self, strict, method, address, status):
        answer = asked(strict, method, address, {"authorization": f"Bearer {OFFICE}"})
        assert answer.status_code in (status if isinstance(status, tuple) else (status,))
        assert is_defended(answer)

    def test_is_defended_when_the_body_is_too_large(self, strict):
        answer = asked(strict, "POST", f"{BASE}/topics", {"content-length": "99999999"})
        assert is_problem(answer, 413, "too_large")
        assert is_defended(answer)

    def test_is_defended_when_nobody_is_signed_in(self, strict):
        answer = asked(strict, "GET", f"{BASE}/topics")
        assert is_problem(answer, 401, "not_signed_in")
        assert answer.headers["www-authenticate"] == "Bearer"
        assert is_defended(answer)

    def test_is_kept_by_nobody_unless_it_says_so_itself(self, strict):
        assert asked(strict, "GET", "/healthz").headers["cache-control"] == "no-store"
        assert "public" in asked(strict, "GET", "/logs/system/tile/0/000.p/1").headers["cache-control"]

    def test_keeps_the_browser_on_tls_once_it_came_by_it(self, strict):
        said = asked(strict, "GET", "/healthz", scheme="https").headers["strict-transport-security"]
        assert said == "max-age=31536000; includeSubDomains"
        assert "strict-transport-security" not in asked(strict, "GET", "/healthz").headers

    def test_that_is_a_page_may_load_what_is_its_own_and_nothing_inline(self, failing):
        answer = asked(failing, "GET", "/page")
        assert is_defended(answer, policy=PAGE_POLICY, referrer="same-origin")


class TestAFailureNobodyForesaw:
    def test_tells_its_caller_the_trace_id_alone(self, failing):
        answer = asked(failing, "GET", "/fails")
        told = is_problem(answer, 500, "unexpected")
        assert is_defended(answer)
        assert told["facts"] == {}
        assert SECRET not in answer.text
        assert "ValueError" not in answer.text

    def test_tells_the_process_log_where_and_never_what_it_said(self, failing, caplog):
        with caplog.at_level(logging.ERROR):
            answer = asked(failing, "GET", "/fails")
        line = JsonLines().format(caplog.records[-1])
        told = json.loads(line)
        assert told["trace_id"] == answer.headers["x-trace-id"]
        assert told["exception"] == "ValueError"
        assert told["raised"][-1].endswith(" fails")
        assert "hunter2" not in line
        assert "口令" not in line
        assert "/" not in told["raised"][-1].partition("/")[2]

    def test_after_the_answer_began_is_left_to_the_server_which_breaks_it_off(self):
        async def broken(scope, receive, send):
            await send({"type": "http.response.start", "status": 200, "headers": []})
            raise ValueError(SECRET)

        with pytest.raises(ValueError, match="hunter2"):
            asked(Door(broken, None), "GET", "/")


class TestAMethod:
    @pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "get", "LOOK", "G\u00cbT"])
    def test_that_nobody_needs_is_refused(self, strict, method):
        answer = asked(strict, method, f"{BASE}/topics", {"authorization": f"Bearer {OFFICE}"})
        assert is_problem(answer, 405, "method_not_allowed")
        assert answer.headers["allow"]

    def test_is_the_one_of_the_request_whatever_a_header_says(self, strict):
        headers = {"authorization": f"Bearer {OFFICE}", "x-http-method-override": "DELETE", "x-http-method": "DELETE"}
        assert asked(strict, "GET", f"{BASE}/topics", headers).status_code == 200

    def test_asked_about_by_another_site_before_it_is_used_is_refused(self, strict):
        headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
        answer = asked(strict, "OPTIONS", f"{BASE}/topics", headers)
        assert is_problem(answer, 405, "method_not_allowed")
        assert is_defended(answer)


class TestAHost:
    @pytest.mark.parametrize(
        "host", [HOST, f"{HOST}:8443", "LIANXI.example", f"{HOST}.", "localhost:8000", "[::1]:8000"]
    )
    def test_that_the_server_goes_by_is_answered(self, strict, host):
        assert asked(strict, "GET", "/version", host=host).status_code == 200

    @pytest.mark.parametrize(
        "host", ["evil.example", f"{HOST}.evil.example", f"evil.example/{HOST}", "", "192.0.2.1", None]
    )
    def test_that_it_does_not_go_by_is_refused(self, strict, host):
        answer = asked(strict, "GET", "/version", host=host)
        assert is_problem(answer, 421, "host_unknown")
        assert is_defended(answer)

    def test_is_not_looked_at_when_a_monitor_asks(self, strict):
        assert asked(strict, "GET", "/healthz", host="10.0.0.3:8000").status_code == 200

    @languages
    def test_is_refused_in_the_language_asked_for(self, strict, language):
        answer = asked(strict, "GET", "/version", {"accept-language": language}, host="evil.example")
        assert is_problem(answer, 421, "host_unknown")

    @pytest.mark.parametrize(
        ("named", "bound", "known"),
        [
            ((), "127.0.0.1", {"localhost", "127.0.0.1", "[::1]"}),
            ((), "192.0.2.4", {"localhost", "127.0.0.1", "[::1]", "192.0.2.4"}),
            ((), "2001:db8::1", {"localhost", "127.0.0.1", "[::1]", "[2001:db8::1]"}),
            ((), "0.0.0.0", {"localhost", "127.0.0.1", "[::1]", "*"}),
            ((HOST,), "0.0.0.0", {"localhost", "127.0.0.1", "[::1]", HOST}),
        ],
    )
    def test_is_known_by_the_settings_or_by_where_the_server_listens(self, named, bound, known):
        assert known_hosts(frozenset(named), bound, "http://localhost:8000") == known

    def test_is_known_by_the_origin_people_have_in_their_browsers(self):
        known = known_hosts(frozenset(), "0.0.0.0", "https://lianxi.town.example:8443")
        assert known == {"localhost", "127.0.0.1", "[::1]", "lianxi.town.example"}

    def test_of_a_server_that_listens_everywhere_is_any_numeric_address(self):
        app = Guard(_hears, known_hosts(frozenset(), "::"), None)
        answers = {host: asked(app, "GET", "/", host=host).status_code for host in ("10.1.2.3:80", "[fe80::1]", HOST)}
        assert answers == {"10.1.2.3:80": 200, "[fe80::1]": 200, HOST: 421}


class TestALookingRequest:
    def test_records_nothing_but_that_somebody_looked(self, life, old_town, unchanged):
        log, looked = old_town.services.log, 0
        before = log.head(SYSTEM)
        for path, methods in published()["paths"].items():
            if "get" in methods and "stream" not in path:
                address = re.sub(r"{(\w+)}", lambda name: life.ids.get(name[1], "chengqiao"), path)
                answer = old_town.request("GET", address, old_town.headers(OFFICE))
                assert answer.status_code < 500, (address, answer.text)
                looked += 1
        assert looked > 50
        recorded = {type(each.fact).__name__ for each in log.read(SYSTEM, before, 10_000)}
        assert recorded - TOLD_OF_LOOKING == set()


async def _hears(scope, receive, send):
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})
