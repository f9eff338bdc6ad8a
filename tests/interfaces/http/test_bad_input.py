import copy
import json
from datetime import timedelta
from hashlib import sha256

import pytest

from application.log import Token
from interfaces.http.examples import EXAMPLES, IDS, KEYS
from interfaces.http.kinds import KINDS
from interfaces.http.routes import ROUTES
from tests.golden.published import document
from tests.interfaces.http.life import filled
from tests.interfaces.http.problems import LANGUAGES, is_problem
from tests.interfaces.http.town import BASE, OFFICE, SLUG

every_route = pytest.mark.parametrize("route", ROUTES, ids=[route.command.called() for route in ROUTES])
versioned = pytest.mark.parametrize(
    "route", *([route for route in ROUTES if route.needs_version],), ids=lambda route: route.command.called()
)
targeted = pytest.mark.parametrize(
    "route", *([route for route in ROUTES if route.command.TARGET],), ids=lambda route: route.command.called()
)
languages = pytest.mark.parametrize("language", LANGUAGES)
every_list = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
UNKNOWN = "01957000-0000-7000-8000-00000000dead"


@pytest.fixture(autouse=True)
def unchanged(old_town):
    """Nothing that is asked here is ever recorded."""
    before = old_town.head
    yield
    assert old_town.head == before


@pytest.fixture(scope="module")
def published():
    return document()


@pytest.fixture
def post(life):
    """Post to a route as the office, to things there are, with a version that is none of theirs unless given."""

    def posted(route, body=None, *, who=OFFICE, path=None, raw=None, **headers):
        named = {name: (path or {}).get(name) or life.ids.get(name) or KEYS[name] for name in route.parameters}
        headers = {"if_match": '"999"', "content_type": "application/json"} | headers
        content = raw if raw is not None else json.dumps(filled(body, life.ids), ensure_ascii=True)
        sent = {name: value for name, value in life.town.headers(who, **headers).items() if value is not None}
        return life.town.client.post(BASE + route.path.format(**named), content=content, headers=sent)

    return posted


def example(route):
    return copy.deepcopy(EXAMPLES[route.command.called()])


def leaves(value, schema, published, path=()):
    """Every place in an example that is no object or list, with its schema."""
    schema = resolved(schema, published)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, schema["properties"][key], published, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, schema["items"], published, (*path, place))
    else:
        yield path, schema


def resolved(schema, published):
    if "$ref" in schema:
        schema = published["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    said = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return resolved(said[0], published) if said else schema


def schema_of(route, published):
    operation = published["paths"]["/api/v1/conferences/{conference}" + route.path]["post"]
    return operation["requestBody"]["content"]["application/json"]["schema"]


def with_leaf(body, path, value):
    body = copy.deepcopy(body)
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return body


def objects(value, path=()):
    """Every object in a body, the body itself first."""
    if isinstance(value, dict):
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from objects(each, (*path, key))


def is_free_text(schema):
    return schema.get("type") == "string" and not {"enum", "const", "format", "pattern"} & schema.keys()


@every_route
class TestBody:
    @languages
    def test_that_is_no_json_is_malformed(self, route, post, language):
        for raw in ('{"reason": ', "", "\xff", "{]", "[" * 100_000):
            told = is_problem(post(route, raw=raw, accept_language=language), 422, "malformed", clause="R-text")
            assert "errors" in told or raw == "[" * 100_000

    def test_that_is_no_object_is_malformed(self, route, post):
        for body in ([], "text", 5, None, True):
            is_problem(post(route, body), 422, "malformed", clause="R-text")

    def test_with_a_field_that_is_not_known_is_malformed(self, route, post):
        body = example(route) | {"act": {"on": "2025-01-06", "behalf": {"basis": "paper"}}}
        for path in objects(body):
            told = is_problem(post(route, with_leaf(body, (*path, "stranger"), 1)), 422, "malformed")
            assert "/".join(["", *map(str, path), "stranger"]) in {error["pointer"] for error in told["errors"]}

    def test_with_a_value_of_another_type_is_malformed(self, route, post, published):
        for path, schema in leaves(example(route), schema_of(route, published), published):
            for wrong in ({"a": 1}, [["a"]], 7.5, "不是" if schema["type"] != "string" else 5):
                is_problem(post(route, with_leaf(example(route), path, wrong)), 422, "malformed")

    def test_with_a_text_that_is_too_long_is_malformed(self, route, post, published):
        for path, schema in leaves(example(route), schema_of(route, published), published):
            if schema["type"] == "string":
                is_problem(post(route, with_leaf(example(route), path, "长" * 20_001)), 422, "malformed")

    def test_with_a_number_out_of_bounds_is_malformed(self, route, post, published):
        for path, schema in leaves(example(route), schema_of(route, published), published):
            if schema["type"] == "integer":
                for wrong in (-1, 2**53, 10**30):
                    is_problem(post(route, with_leaf(example(route), path, wrong)), 422, "malformed")

    @pytest.mark.parametrize(
        ("unfit", "code", "clause"),
        [
            ("甲\u0007乙丙丁", "text_unfit", "R-text"),
            ("甲\u202e乙丙丁", "text_unfit", "R-text"),
            ("甲\ue000乙丙丁", "text_unfit", "R-text"),
            ("秘密★三年", "text_marked_secret", "R-secrecy"),
            ("【机密】稿", "text_marked_secret", "R-secrecy"),
            ("绝密 ☆事", "text_marked_secret", "R-secrecy"),
        ],
    )
    def test_with_a_text_that_may_not_be_recorded_is_refused(self, route, post, published, unfit, code, clause):
        for path, schema in leaves(example(route), schema_of(route, published), published):
            if is_free_text(schema):
                told = is_problem(post(route, with_leaf(example(route), path, unfit)), 422, code, clause=clause)
                assert told["facts"]["field"].endswith("/".join(map(str, path)))

    def test_with_half_a_character_is_refused(self, route, post, published):
        for path, schema in leaves(example(route), schema_of(route, published), published):
            if is_free_text(schema):
                is_problem(post(route, with_leaf(example(route), path, "甲\ud800乙丙丁")), 422)

    def test_of_another_media_type_is_not_read(self, route, post):
        for media_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", None):
            is_problem(post(route, example(route), content_type=media_type), 415, "media_type_not_json")

    def test_that_is_too_large_is_not_read(self, route, post):
        is_problem(post(route, raw=" " * 1_048_577), 413, "too_large", clause="R-text")

    def test_that_is_too_large_is_not_read_even_without_its_length(self, route, post):
        is_problem(post(route, raw=(b" " * 65_536 for _ in range(17))), 413, "too_large")


@every_route
class TestAct:
    def test_in_the_future_is_refused(self, route, post):
        body = example(route) | {"act": {"on": "2199-01-01"}}
        is_problem(post(route, body), 409, "date_in_future", clause="R-dates")

    def test_long_before_the_conference_is_refused(self, route, post):
        is_problem(post(route, example(route) | {"act": {"on": "0001-01-01"}}), (403, 409, 412))

    def test_in_a_seat_one_does_not_hold_is_refused(self, route, post):
        is_problem(post(route, example(route) | {"act": {"seat": "mayor"}}), 403, "seat_not_held", clause="R-seat")

    def test_for_another_without_the_sheet_is_refused(self, route, post, life):
        behalf = {"basis": "paper", "person": life.town.people["zhao"]}
        told = is_problem(post(route, example(route) | {"act": {"behalf": behalf}}), 409, "sheet_missing")
        assert told["clause"] == "R-paper"

    def test_with_reasons_that_may_not_be_recorded_is_refused(self, route, post):
        for unfit, code in (("机密★", "text_marked_secret"), ("甲\u0007", "text_unfit")):
            body = example(route) | {"act": {"departing": {"consensus_open": unfit}}}
            told = is_problem(post(route, body), 422, code)
            assert told["facts"]["field"] == "act/departing/consensus_open"


@every_route
class TestCaller:
    @languages
    def test_without_a_token_is_not_let_in(self, route, old_town, language):
        address = BASE + route.path.format(**dict.fromkeys(route.parameters, UNKNOWN))
        for sent in ({}, {"Authorization": "Basic d2FuZw=="}, {"Authorization": "Bearer"}, {"Authorization": "Bearer no"}):
            answer = old_town.client.post(address, json={}, headers=sent | {"Accept-Language": language})
            is_problem(answer, 401, "not_signed_in")
            assert answer.headers["www-authenticate"] == "Bearer"

    def test_sees_no_other_conference_and_cannot_tell_whether_there_is_one(self, route, old_town):
        address = route.path.format(**dict.fromkeys(route.parameters, UNKNOWN))
        told = []
        for conference in ("baozhen", "nowhere"):
            answer = old_town.ask(OFFICE, address, {}, base=f"/api/v1/conferences/{conference}", if_match='"1"')
            told.append(is_problem(answer, 404, "conference_unknown", clause="R-known"))
        first, second = (json.dumps(each | {"trace_id": ""}, ensure_ascii=False) for each in told)
        assert first.replace("baozhen", "nowhere") == second

    def test_without_a_seat_is_not_entitled(self, route, life):
        told = is_problem(life.tried[route.command.called()], 403)
        assert told["clause"]
        before, after = life.heads[route.command.called()]
        assert before == after
        assert (route.command.called(), told["code"]) in life.town.refusals()


@pytest.fixture(scope="session", autouse=True)
def another_conference(old_town):
    """There is one more conference in the same installation."""
    log, at = old_town.services.log, old_town.clock.at
    key = log.create_conference("baozhen", "lianxi.test", at)
    digest = sha256(b"neighbour").hexdigest()
    log.add_token(Token(digest=digest, conference=key, slug="baozhen", person=UNKNOWN, label="n", created_at=at))
    return "neighbour"


class TestToken:
    def test_of_another_conference_opens_nothing_here(self, old_town, another_conference):
        for path in ("", "/topics", "/changes", "/desk"):
            is_problem(old_town.get(path, another_conference), 404, "conference_unknown")

    def test_that_has_expired_is_none(self, old_town):
        at = old_town.clock.at
        digest = sha256(b"expired").hexdigest()
        person = old_town.people[OFFICE]
        token = Token(
            digest=digest,
            conference=old_town.key,
            slug=SLUG,
            person=person,
            label="x",
            created_at=at,
            expires_at=at - timedelta(seconds=1),
        )
        old_town.services.log.add_token(token)
        is_problem(old_town.get("/topics", "expired"), 401, "not_signed_in")

    @pytest.mark.parametrize(
        "path",
        [path for path, methods in document()["paths"].items() if "{conference}" in path and "get" in methods],
    )
    def test_is_asked_for_by_every_view(self, old_town, path):
        address = path.format(conference=SLUG, row=UNKNOWN, subject=UNKNOWN, decision=UNKNOWN, year=2025)
        is_problem(old_town.client.get(address), 401, "not_signed_in")
        elsewhere = address.replace(SLUG, "baozhen")
        is_problem(old_town.client.get(elsewhere, headers=old_town.headers(OFFICE)), 404, "conference_unknown")


class TestVersion:
    @versioned
    @languages
    def test_that_is_not_named_is_asked_for(self, route, post, language):
        answer = post(route, example(route), if_match=None, accept_language=language)
        is_problem(answer, 428, "if_match_missing", clause="R-version")

    @versioned
    def test_that_is_none_is_malformed(self, route, post):
        for given in ("", '""', "*", '"a"', '"-1"', '"1", "2"', '"99999999999"', '"１"'.encode().decode("latin-1")):
            is_problem(post(route, example(route), if_match=given), 400, "if_match_malformed", clause="R-version")

    @versioned
    def test_that_has_moved_comes_with_the_present_state(self, route, post, life):
        answer = post(route, example(route))
        told = is_problem(answer, 412, "overtaken", clause="R-version")
        target = life.ids[route.command.TARGET]
        state = life.town.get(f"/{target_path(route)}/{target}").json()
        assert told["state"]["version"] == told["facts"]["version"] == state["version"]
        assert told["state"]["id"] == target
        assert answer.headers["etag"] == f'"{state["version"]}"'


def target_path(route):
    return route.path.split("/")[1]


@targeted
class TestThing:
    @languages
    def test_that_is_not_there_is_not_found(self, route, post, language):
        path = {route.command.TARGET: UNKNOWN}
        told = is_problem(post(route, example(route), path=path, accept_language=language), 404, clause="R-known")
        assert told["code"] == f"{route.command.TARGET}_unknown"
        assert told["facts"]["id"] == UNKNOWN

    def test_of_another_kind_is_not_found(self, route, post, life):
        other = life.ids["decision" if route.command.TARGET == "topic" else "topic"]
        is_problem(post(route, example(route), path={route.command.TARGET: other}), (404, 412))

    def test_that_is_no_id_is_malformed(self, route, post):
        told = is_problem(post(route, example(route), path={route.command.TARGET: "not-an-id"}), 422, "malformed")
        assert {"in": "path", "pointer": f"/{route.command.TARGET}"}.items() <= told["errors"][0].items()


@every_list
class TestList:
    @languages
    @pytest.mark.parametrize(
        ("query", "status", "code"),
        [
            ("as_of=yesterday", 400, "as_of_malformed"),
            ("as_of=2026-03-01", 400, "as_of_malformed"),
            ("as_of=2026-03-01T09:00:00", 400, "as_of_malformed"),
            ("as_of=-1", 400, "as_of_malformed"),
            ("as_of=9999-12-31T23:59:59-14:00", 400, "as_of_malformed"),
            ("as_of=1e3", 400, "as_of_malformed"),
            (f"as_of={'9' * 41}", 422, "malformed"),
            ("after=99999999", 400, "as_of_malformed"),
            ("after=-1", 422, "malformed"),
            ("cursor=x", 400, "cursor_malformed"),
            ("cursor=bnVsbA==", 400, "cursor_malformed"),
            ("cursor=%F0%9F%91%B7", 400, "cursor_malformed"),
            ("limit=0", 422, "malformed"),
            ("limit=201", 422, "malformed"),
            ("limit=all", 422, "malformed"),
            ("sort=doc", 422, "malformed"),
            ("descending=perhaps", 422, "malformed"),
            ("format=xml", 422, "malformed"),
        ],
    )
    def test_asked_for_badly_is_refused(self, old_town, kind, query, status, code, language):
        is_problem(old_town.get(f"{kind.path}?{query}", accept_language=language), status, code, clause="R-text")

    def test_takes_no_cursor_of_another_list(self, old_town, kind):
        other = "/units" if kind.path != "/units" else "/people"
        cursor = old_town.get(f"{other}?limit=1").json()["next"]
        is_problem(old_town.get(f"{kind.path}?cursor={cursor}"), 400, "cursor_malformed")

    def test_has_filters_within_limits(self, old_town, kind):
        for name in kind.filters:
            wrong = {int: "99999999999999999999", bool: "perhaps"}.get(kind.view.columns[name], "x" * 201)
            is_problem(old_town.get(f"{kind.path}?{name}={wrong}"), 422, "malformed")

    def test_shows_nothing_for_odd_values(self, old_town, kind):
        for name in kind.filters:
            if kind.view.columns[name] is str:
                for odd in ("%00", "%27%20OR%201=1--", "%F0%9F%91%B7", "%FF", "%25"):
                    assert old_town.get(f"{kind.path}?{name}={odd}").json()["items"] == []

    def test_has_no_row_of_an_odd_id(self, old_town, kind):
        for odd in ("%00", "nothing", "%27", "..%2F..", UNKNOWN, "%FF", "a" * 1000):
            is_problem(old_town.get(f"{kind.path}/{odd}"), 404)

    def test_is_empty_before_anything_was(self, old_town, kind):
        for moment in ("0", "1970-01-01T00:00:00Z", "2024-12-31T00:00:00+08:00"):
            assert old_town.get(f"{kind.path}?as_of={moment.replace('+', '%2B')}").json()["items"] == []


class TestPath:
    @languages
    @pytest.mark.parametrize(
        "path",
        [
            "/api/v1",
            "/api/v1/",
            "/api/v1/nothing",
            "/api/v1/conferences",
            f"{BASE}/",
            f"{BASE}/topics/",
            f"{BASE}/nothing",
            f"{BASE}/topics/{UNKNOWN}/nothing",
            "/api/v2/conferences",
            "/nothing",
        ],
    )
    def test_that_leads_nowhere_is_a_problem(self, old_town, path, language):
        headers = old_town.headers(OFFICE, accept_language=language)
        is_problem(old_town.client.get(path, headers=headers), 404, "route_unknown")

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("DELETE", f"{BASE}/topics/{UNKNOWN}"),
            ("PUT", f"{BASE}/topics"),
            ("PATCH", f"{BASE}/decisions/{UNKNOWN}"),
            ("GET", f"{BASE}/topics/{UNKNOWN}/consensus"),
            ("POST", f"{BASE}/desk"),
            ("POST", "/api/v1/problems"),
        ],
    )
    @languages
    def test_asked_by_another_method_says_which_there_is(self, old_town, method, path, language):
        answer = old_town.client.request(method, path, headers=old_town.headers(OFFICE, accept_language=language))
        is_problem(answer, 405, "method_not_allowed")
        assert answer.headers["allow"]

    @pytest.mark.parametrize("year", ["0", "-1", "999999999999999999999", "x", "1948", "2200"])
    def test_has_only_years_that_can_be(self, old_town, year):
        is_problem(old_town.get(f"/years/{year}"), 422, "malformed")

    @pytest.mark.parametrize("query", ["", "q=", f"q={'长' * 101}", "q=a&limit=0", "q=a&cursor=x", "q=a&as_of=x"])
    def test_searches_for_something(self, old_town, query):
        is_problem(old_town.get(f"/search?{query}"), (400, 422))

    @pytest.mark.parametrize("q", ["%25", "_", "%27", "%00", "%F0%9F%91%B7", "%22", "*", "NEAR("])
    def test_searches_for_anything(self, old_town, q):
        assert old_town.get(f"/search?q={q}").status_code == 200


class TestHeader:
    @pytest.mark.parametrize(
        ("name", "value"),
        [("Idempotency-Key", "k" * 201), ("Idempotency-Key", ""), ("X-Correlation-Id", "not-an-id")],
    )
    def test_that_is_not_understood_is_malformed(self, old_town, name, value):
        told = is_problem(old_town.ask(OFFICE, "/people", {"name": "某人"}, **{name: value}), 422, "malformed")
        assert told["facts"]["field"] == name

    @pytest.mark.parametrize("value", ["-1", "x", "9" * 17, "１"])
    def test_last_event_id_is_a_position(self, old_town, value):
        headers = {"last_event_id": value.encode()}
        is_problem(old_town.get("/changes/stream?until=1", **headers), 422, "malformed")

    def test_accept_language_may_be_anything(self, old_town):
        for value in ("*", "fr", "en;q=0, zh", ";;;", "en;q=x", "q=1", ""):
            answer = old_town.get("/nothing", accept_language=value)
            assert answer.headers["content-language"] in LANGUAGES


def test_ids_of_examples_are_of_nothing_that_is_there(old_town):
    for kind in KINDS.values():
        for made_up in IDS.values():
            is_problem(old_town.get(f"{kind.path}/{made_up}"), 404)
