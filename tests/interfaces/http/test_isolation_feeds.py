"""Cursors, keys, versions, feeds, the static log and the package: nothing of another conference comes by a side door."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote
from uuid import UUID

import orjson
import pytest

from interfaces.http.examples import EXAMPLES
from tests.interfaces.http.bad import UNKNOWN, targeted
from tests.interfaces.http.foreign import operations
from tests.interfaces.http.living import filled
from tests.interfaces.http.neighbours import BESIDE, MARK, NOWHERE
from tests.interfaces.http.probing import comparable
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import OFFICE, SLUG
from tests.interfaces.http.wire import request

LISTS = [
    operation.path.partition("}")[2]
    for operation in operations()
    if operation.name.startswith("list_") and "cursor" in operation.in_query
]


def with_row(cursor: str, row: str) -> str:
    """The same cursor, from after another row."""
    *key, _ = orjson.loads(urlsafe_b64decode(cursor))
    return urlsafe_b64encode(orjson.dumps([*key, row])).decode()


class TestCursor:
    @pytest.mark.parametrize("path", LISTS)
    def test_of_others_is_a_place_in_our_order_like_any(self, path, pair):
        theirs = pair.beside.town.get(f"{path}?limit=1", "li").json()["next"]
        ours = {row["href"] for row in pair.ours.town.get(f"{path}?limit=200", "li").json()["items"]}
        for cursor in (theirs, with_row(theirs, UNKNOWN)):
            answer = pair.ours.town.get(f"{path}?limit=200&cursor={quote(cursor)}", "li")
            assert answer.status_code == 200
            assert {row["href"] for row in answer.json()["items"]} <= ours
            assert pair.learnt(answer.text, cursor) == []

    def test_of_others_searches_ours(self, pair):
        theirs = pair.beside.town.get("/search?q=%E7%AB%99&limit=1", "li").json()["next"]
        answer = pair.ours.town.get(f"/search?q=%E7%AB%99&cursor={quote(theirs)}", "li")
        assert answer.status_code == 200
        assert pair.learnt(answer.text, theirs) == []

    def test_of_others_leads_on_in_our_timelines(self, pair):
        path = "/timeline/unit:finance?limit=1"
        theirs = pair.beside.town.get(path, "li").json()["next"]
        answer = pair.ours.town.get(f"{path}&cursor={quote(theirs)}", "li")
        assert answer.status_code == 200
        assert pair.learnt(answer.text, theirs) == []


class TestKey:
    def test_of_others_is_free_here(self, pair):
        body = {"name": "顾阿妹"}
        done = pair.beside.town.ask(OFFICE, "/people", body, idempotency_key="same")
        assert done.status_code == 201
        for path, sent in (("/people", body), ("/years/explanations", {"year": 1950, "explanation": "当年未召开"})):
            one = pair.ours.town.ask(OFFICE, path, sent, idempotency_key=f"same{path}")
            assert one.status_code in {200, 201}
        anew = pair.ours.town.ask(OFFICE, "/years/explanations", sent, idempotency_key="same")
        assert anew.status_code == 200, anew.text
        assert "idempotency-replayed" not in anew.headers
        assert pair.learnt(anew.text) == []


class TestVersion:
    @targeted
    def test_of_others_things_is_not_looked_at(self, route, pair):
        log, target = pair.ours.town.services.log, route.command.TARGET
        version = log.version_of(pair.beside.town.key, UUID(pair.foreign[target]))
        named = {name: pair.ours.ids.get(name, "finance") for name in route.parameters} | {target: pair.foreign[target]}
        body = filled(EXAMPLES[route.command.called()], pair.ours.ids)
        for given in (version, version + 1):
            answer = pair.ours.town.ask(OFFICE, route.path.format(**named), body, if_match=f'"{given}"')
            is_problem(answer, 404, f"{target}_unknown")
            assert "etag" not in answer.headers

    def test_of_others_things_is_never_said_to_be_had(self, pair):
        for kind in ("topic", "meeting", "decision", "call"):
            version = pair.beside.town.get(f"/{kind}s/{pair.foreign[kind]}", "li").headers["etag"]
            answer = pair.ours.town.get(f"/{kind}s/{pair.foreign[kind]}", "li", if_none_match=version)
            is_problem(answer, 404, f"{kind}_unknown")


class TestFeed:
    def test_tells_all_of_ours_and_nothing_else(self, pair):
        town, after, seen = pair.ours.town, 0, []
        while after < town.head:
            page = town.get(f"/changes?after={after}&limit=200", "li")
            assert pair.learnt(page.text) == []
            seen += [each["position"] for each in page.json()["items"]]
            after = page.json()["position"]
        assert seen == list(range(1, town.head + 1))

    def test_ends_where_ours_ends(self, pair):
        town = pair.ours.town
        for after in (town.head, pair.beside.town.head - 1):
            told = town.get(f"/changes?after={after}", "li").json()
            assert (told["items"], told["head"]) == ([], town.head)

    def test_that_is_followed_is_not_woken_by_others(self, pair):
        town, head = pair.ours.town, pair.ours.town.head
        with ThreadPoolExecutor(1) as pool:
            followed = pool.submit(town.get, f"/changes/stream?after={head}&until={head + 1}", "li")
            for year in (2022, 2023):
                pair.beside.asked("explain_year", year=year)
            assert not followed.done()
            pair.ours.asked("explain_year", year=1951)
            told = followed.result(timeout=20).text
        assert [line for line in told.splitlines() if line.startswith("id: ")] == [f"id: {head + 1}"]
        assert pair.learnt(told) == []


class TestStaticLog:
    """Checkpoints and hashes are for everybody, so that anyone can be a witness; what is recorded is for its own readers."""

    def test_gives_records_to_its_own_readers_only(self, pair):
        town = pair.ours.town
        signed_in, nobody = town.headers("li"), {}
        for slug, headers, status, code in (
            (BESIDE, signed_in, 404, "conference_unknown"),
            (NOWHERE, signed_in, 404, "conference_unknown"),
            ("system", signed_in, 404, "conference_unknown"),
            (BESIDE, nobody, 401, "not_signed_in"),
            ("system", nobody, 401, "not_signed_in"),
        ):
            for path in ("entries/000", "entries/000.p/9", "entries/x001/000"):
                is_problem(town.request("GET", f"/logs/{slug}/tile/{path}", headers), status, code)
        theirs, nobodys = (
            town.request("GET", f"/logs/{slug}/tile/entries/000", signed_in) for slug in (BESIDE, NOWHERE)
        )
        assert comparable(theirs, BESIDE) == comparable(nobodys, NOWHERE)

    def test_shows_of_a_log_its_name_its_size_and_hashes(self, pair):
        pair.ours.town.services.publisher.publish(pair.beside.town.key)
        for path in ("checkpoint", "standing", "tile/0/000", "tile/0/001.p/93"):
            answer = request(pair.ours.town.client, "GET", f"/logs/{BESIDE}/{path}", {})
            assert answer.status_code in {200, 404}
            assert pair.learnt(answer.content.decode("utf-8", "replace")) == []

    def test_stands_nowhere_else(self, pair):
        for path in ("/readyz", "/healthz", "/version", "/api/v1/problems", "/verify.py"):
            assert BESIDE not in request(pair.ours.town.client, "GET", path, {}).content.decode()


class TestPackage:
    def test_says_nothing_that_others_said(self, pair):
        pair.ours.town.services.publisher.publish(pair.beside.town.key)
        package = pair.ours.town.get("/audit/export", "li")
        assert package.status_code == 200
        told = package.content.decode("utf-8", "replace")
        assert SLUG in told
        assert MARK not in told
        assert pair.learnt(told) == []
