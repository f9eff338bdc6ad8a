"""Nothing that is too large, too deep or too long brings a server down, and each is refused in words."""

import asyncio
import json
from contextlib import nullcontext

import pytest
from fastapi import HTTPException

from interfaces.http.guard import LONGEST_ADDRESS
from interfaces.http.limits import BodyLimit, _counted
from tests.interfaces.http.asking import asked
from tests.interfaces.http.bad import published
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import BASE, OFFICE

MOST = 1_048_576
TOPICS = "/topics"


def nested(depth, opening="[", closing="]", inside=""):
    return (opening * depth + inside + closing * depth).encode()


@pytest.fixture
def limited():
    """An app that reads every body whole, behind limits for files and for all else."""

    async def reads(scope, receive, send):
        del scope
        while (await receive())["more_body"]:
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return BodyLimit(reads, 10, {r"/conferences/[^/]+/files(/.*)?": 100})


class TestDeepJson:
    @pytest.mark.parametrize("depth", [10, 200, 900, 1_100, 5_000, 100_000, MOST // 2 - 20])
    def test_is_malformed_and_nothing_worse(self, old_town, unchanged, depth):
        assert is_problem(old_town.ask(OFFICE, TOPICS, nested(depth)), 422, "malformed")
        assert is_problem(old_town.ask(OFFICE, TOPICS, b'{"title": ' + nested(depth) + b"}"), 422, "malformed")

    @pytest.mark.parametrize("depth", [200, 900, 5_000, 50_000])
    @pytest.mark.parametrize("key", ["a", "act", "attachments"])
    def test_of_objects_is_malformed_too(self, old_town, unchanged, depth, key):
        body = nested(depth, f'{{"{key}":', "}", "1")
        assert is_problem(old_town.ask(OFFICE, TOPICS, body), 422, "malformed")

    def test_that_is_never_closed_is_malformed_too(self, old_town, unchanged):
        assert is_problem(old_town.ask(OFFICE, TOPICS, b"[" * 100_000), 422, "malformed")
        assert is_problem(old_town.ask(OFFICE, TOPICS, b'{"a":' * 100_000), 422, "malformed")

    def test_in_several_commands_at_once_is_malformed_too(self, old_town, unchanged):
        assert is_problem(old_town.ask(OFFICE, "/commands", b'{"commands":' + nested(100_000) + b"}"), 422, "malformed")

    def test_of_endless_figures_is_malformed_too(self, old_town, unchanged):
        assert is_problem(old_town.ask(OFFICE, TOPICS, b'{"title":' + b"9" * 100_000 + b"}"), 422, "malformed")


class TestABody:
    def test_larger_than_the_limit_is_refused_whatever_it_claims(self, old_town, unchanged):
        body = json.dumps({"title": "x" * MOST}).encode()
        assert is_problem(old_town.ask(OFFICE, TOPICS, body), 413, "too_large")
        assert is_problem(old_town.ask(OFFICE, TOPICS, body, content_length="10"), 413, "too_large")

    def test_has_the_limit_of_its_path(self, limited):
        paths = {"/conferences/a/files": 100, "/conferences/a/files/b": 100, "/conferences/a/topics": 10, "/files": 10}
        for path, most in paths.items():
            declared = [("content-length", str(most + 1))]
            assert asked(limited, "PUT", path, content=b"x" * most).status_code == 200
            assert asked(limited, "PUT", path, declared, content=b"x" * (most + 1)).status_code == 413

    def test_cannot_have_the_limit_of_another_path_by_the_way_it_is_written(self, limited):
        for path in (
            "/x/conferences/a/files",
            "/conferences/a/b/files",
            "/conferences/a/filesystem",
            "/conferences/a/files\n",
        ):
            assert asked(limited, "PUT", path, [("content-length", "50")]).status_code == 413

    def test_declared_beyond_all_figures_is_refused(self, limited):
        assert asked(limited, "PUT", "/x", [("content-length", "9" * 5_000)]).status_code == 413


class TestAnAddress:
    @languages
    def test_that_is_too_long_is_refused(self, old_town, language):
        answer = old_town.get(f"/topics?fields={'a' * LONGEST_ADDRESS}", accept_language=language)
        told = is_problem(answer, 414, "address_too_long")
        assert told["facts"]["longest"] == LONGEST_ADDRESS

    def test_counts_its_path_too(self, old_town):
        assert is_problem(old_town.get(f"/topics/{'a' * LONGEST_ADDRESS}"), 414, "address_too_long")

    def test_as_long_as_it_may_be_is_looked_at(self, old_town):
        path = f"/topics/{'a' * (LONGEST_ADDRESS - len(BASE) - 8)}"
        assert old_town.get(path).status_code in {404, 422}


class TestAProblem:
    def test_tells_nothing_of_the_inside(self, old_town, unchanged):
        answers = [answer for answer in bad_answers(old_town) if answer.status_code >= 400]
        assert len(answers) > 300
        assert {answer.status_code for answer in answers} >= {401, 404, 405, 422}
        for answer in answers:
            assert answer.status_code < 500, answer.text
            for inner in (
                "Traceback",
                ".py",
                "/site-packages",
                "sqlite",
                "SELECT ",
                "INSERT ",
                "pydantic",
                str(old_town.services.folder),
            ):
                assert inner.lower() not in answer.text.lower(), (inner, answer.text)


def bad_answers(town):
    """Answers to bad requests at every address there is."""
    signed = town.headers(OFFICE, content_type="application/json")
    for path, methods in published()["paths"].items():
        if "stream" in path:
            continue
        address = path.replace("{conference}", "chengqiao").replace("{", "").replace("}", "'--")
        for method in ("GET", "POST", "DELETE"):
            if method == "GET" and not {"get"} & methods.keys():
                continue
            if not address.endswith((".json", ".py")):
                yield town.request(method, address + "?as_of='OR 1=1&limit=x", signed)
    for person in (None, "nobody"):
        yield town.get("/topics", person)


class TestASlowBody:
    @pytest.fixture
    def waiting(self, monkeypatch):
        """An app that reads every body whole, with little patience; and bodies that come in pieces."""
        monkeypatch.setattr("interfaces.http.limits._PATIENCE", 0.2)
        monkeypatch.setattr("interfaces.http.limits._SLOWEST", 100)

        async def received(pieces, pause):
            left = [*pieces]

            async def receive():
                await asyncio.sleep(pause)
                return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

            read = 0
            more, counted = True, _counted(receive, MOST)
            while more:
                message = await counted()
                more, read = message["more_body"], read + len(message["body"])
            return read

        return lambda pieces, pause: asyncio.run(received(pieces, pause))

    def test_is_given_up(self, waiting):
        with pytest.raises(HTTPException) as slow:
            waiting([b"x"] * 10, 0.05)
        assert slow.value.status_code == 408

    def test_that_goes_on_coming_is_waited_for(self, waiting):
        assert waiting([b"x" * 10] * 10, 0.05) == 100

    @pytest.mark.parametrize(("path", "refused"), [("/conferences/a/files", False), ("/conferences/a/topics", True)])
    def test_that_is_a_file_is_timed_by_its_route_alone(self, limited, monkeypatch, path, refused):
        monkeypatch.setattr("interfaces.http.limits._PATIENCE", 0.02)
        with pytest.raises(HTTPException) if refused else nullcontext():
            assert asked(limited, "PUT", path, content=b"x", pause=0.1).status_code == 200

    def test_is_refused_in_words(self, old_town, monkeypatch, unchanged):
        monkeypatch.setattr("interfaces.http.limits._PATIENCE", 0.05)
        headers = old_town.headers(OFFICE, content_type="application/json")
        answer = asked(old_town.client.app, "POST", BASE + TOPICS, headers, content=None)
        assert is_problem(answer, 408, "too_slow")
        assert answer.headers["connection"] == "close"
