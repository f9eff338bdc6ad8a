from itertools import cycle

import pytest

from tests.interfaces.http.bad import every_route, example, leaves, objects, post, spoilt, texts
from tests.interfaces.http.problems import LANGUAGES, is_problem, languages
from tests.interfaces.http.town import OFFICE
from tests.interfaces.http.wire import Reply

pytestmark = pytest.mark.usefixtures("unchanged")
UNFIT = (
    ("甲\u0007乙丙丁", "text_unfit", "R-text"),
    ("甲\u202e乙丙丁", "text_unfit", "R-text"),
    ("秘密★三年", "text_marked_secret", "R-secrecy"),
    ("甲\ue000乙丙丁", "text_unfit", "R-text"),
    ("【机密】稿", "text_marked_secret", "R-secrecy"),
    ("甲\u2066乙丙丁", "text_unfit", "R-text"),
    ("绝密 ☆事", "text_marked_secret", "R-secrecy"),
    ("甲\x00乙丙丁", "text_unfit", "R-text"),
)
TURN = cycle(UNFIT)
DEEP = b"[" * 100_000


@every_route
class TestBody:
    def test_that_is_no_json_is_malformed(self, route, life):
        for raw, language in zip((b'{"a": ', b"", b'{"a": "\xff"}', b"{]", b"null null"), cycle(LANGUAGES)):
            is_problem(post(life, route, raw, accept_language=language), 422, "malformed", clause="R-text")

    def test_that_is_no_object_is_malformed(self, route, life):
        for body in ([], "text", 5, None, True):
            told = is_problem(post(life, route, body), 422, "malformed", clause="R-text")
            assert told["errors"][0]["in"] == "body"

    def test_with_a_field_that_is_not_known_is_malformed(self, route, life):
        body = example(route) | {"act": {"on": "2025-01-06", "behalf": {"basis": "paper"}}}
        for path in objects(body):
            told = is_problem(post(life, route, spoilt(body, (*path, "stranger"), 1)), 422, "malformed")
            assert "/".join(["", *map(str, path), "stranger"]) in {error["pointer"] for error in told["errors"]}

    def test_says_where_a_fault_is_whatever_its_name(self, route, life):
        told = is_problem(post(life, route, example(route) | {"a/b~c": 1}), 422, "malformed")
        assert {"pointer": "/a~1b~0c", "in": "body", "kind": "extra_forbidden"}.items() <= told["errors"][-1].items()

    def test_without_a_field_that_is_needed_is_malformed(self, route, life):
        for path in objects(example(route)):
            told = is_problem(
                post(life, route, spoilt({"a": example(route)}, ("a", *path), {})["a"]), (403, 409, 412, 422)
            )
            assert told["status"] != 422 or told["code"] == "malformed"

    def test_with_a_value_of_another_type_is_malformed(self, route, life):
        for path, schema in leaves(route):
            for wrong in (
                {"a": 1},
                [["a"]],
                7.5,
                "不是" if schema["type"] != "string" else 5,
                schema["type"] != "boolean",
            ):
                if wrong is not False:
                    is_problem(post(life, route, spoilt(example(route), path, wrong)), 422, "malformed")

    def test_with_a_text_that_is_too_long_is_malformed(self, route, life):
        for path, schema in leaves(route):
            if schema["type"] == "string":
                told = is_problem(post(life, route, spoilt(example(route), path, "长" * 20_001)), 422, "malformed")
                assert "/".join(["", *map(str, path)]) in {error["pointer"] for error in told["errors"]}

    def test_with_a_number_out_of_bounds_is_malformed(self, route, life):
        for path, schema in leaves(route):
            if schema["type"] == "integer":
                for wrong in (-1, 2**53, 10**30):
                    is_problem(post(life, route, spoilt(example(route), path, wrong)), 422, "malformed")

    def test_with_a_text_that_may_not_be_recorded_is_refused(self, route, life):
        for path, language in zip(texts(route), cycle(LANGUAGES)):
            unfit, code, clause = next(TURN)
            answer = post(life, route, spoilt(example(route), path, unfit), accept_language=language)
            told = is_problem(answer, 422, code, clause=clause)
            assert told["facts"]["field"] == "/".join(["", *map(str, path)])
            assert unfit not in told["detail"]

    def test_with_half_a_character_is_malformed(self, route, life):
        for path in texts(route):
            is_problem(post(life, route, spoilt(example(route), path, "甲\ud800乙丙丁")), 422)

    def test_of_another_media_type_is_not_read(self, route, life):
        for media_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", None):
            answer = post(life, route, example(route), content_type=media_type)
            is_problem(answer, 415, "media_type_not_json", clause="R-text")


@languages
class TestSize:
    def test_of_a_body_has_a_limit(self, old_town, language):
        answer = old_town.ask(OFFICE, "/topics", b" " * 1_048_577, accept_language=language)
        is_problem(answer, 413, "too_large", clause="R-text")
        assert answer.headers["connection"] == "close"

    def test_of_a_body_has_a_limit_even_when_it_is_not_declared(self, old_town, language):
        headers = old_town.headers(OFFICE, content_type="application/json", accept_language=language)
        chunks = (b" " * 65_536 for _ in range(17))
        address = "/api/v1/conferences/chengqiao/topics"
        answer = old_town.client.post(address, content=chunks, headers=headers)
        assert "content-length" not in answer.request.headers
        said = Reply(headers, answer.status_code, dict(answer.headers), answer.content)
        is_problem(said, 413, "too_large", clause="R-text")

    def test_of_a_body_may_be_the_limit(self, old_town, language):
        answer = old_town.ask(OFFICE, "/topics", b" " * 1_048_576, accept_language=language)
        is_problem(answer, 422, "malformed")

    def test_of_what_is_nested_has_a_limit(self, old_town, language):
        is_problem(old_town.ask(OFFICE, "/topics", DEEP, accept_language=language), 422, "malformed")
