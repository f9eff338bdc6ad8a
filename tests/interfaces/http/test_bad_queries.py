import pytest

from interfaces.http.examples import IDS
from interfaces.http.kinds import KINDS
from interfaces.sentences import LANGUAGES
from tests.interfaces.http.bad import UNKNOWN
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import BASE, OFFICE

pytestmark = pytest.mark.usefixtures("unchanged")
every_list = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
BADLY = [
    ("as_of=yesterday", 400, "as_of_malformed"),
    ("as_of=2026-03-01", 400, "as_of_malformed"),
    ("as_of=2026-03-01T09:00:00", 400, "as_of_malformed"),
    ("as_of=-1", 400, "as_of_malformed"),
    ("as_of=%EF%BC%91", 400, "as_of_malformed"),
    ("as_of=9999-12-31T23:59:59-14:00", 400, "as_of_malformed"),
    ("as_of=0001-01-01T00:00:00%2B14:00", 400, "as_of_malformed"),
    ("as_of=1e3", 400, "as_of_malformed"),
    ("as_of=", 400, "as_of_malformed"),
    (f"as_of={'9' * 41}", 422, "malformed"),
    ("after=99999999", 400, "as_of_malformed"),
    ("after=-1", 422, "malformed"),
    ("after=x", 422, "malformed"),
    ("cursor=x", 400, "cursor_malformed"),
    ("cursor=", 400, "cursor_malformed"),
    ("cursor=bnVsbA==", 400, "cursor_malformed"),
    ("cursor=%F0%9F%91%B7", 400, "cursor_malformed"),
    (f"cursor={'a' * 601}", 422, "malformed"),
    ("limit=0", 422, "malformed"),
    ("limit=201", 422, "malformed"),
    ("limit=all", 422, "malformed"),
    ("sort=doc", 422, "malformed"),
    ("descending=perhaps", 422, "malformed"),
    ("format=xml", 422, "malformed"),
    (f"fields={'a,' * 201}", 422, "malformed"),
]


@every_list
class TestList:
    @languages
    @pytest.mark.parametrize("asked", BADLY, ids=[query[:30] for query, _, _ in BADLY])
    def test_asked_for_badly_is_refused(self, old_town, kind, asked, language):
        query, status, code = asked
        answer = old_town.get(f"{kind.path}?{query}", accept_language=language)
        is_problem(answer, status, code, clause="R-text")

    def test_takes_no_cursor_of_another_list(self, old_town, kind):
        other = "/units" if kind.path != "/units" else "/people"
        cursor = old_town.get(f"{other}?limit=1").json()["next"]
        assert cursor
        is_problem(old_town.get(f"{kind.path}?cursor={cursor}"), 400, "cursor_malformed")

    def test_takes_filters_within_limits(self, old_town, kind):
        for name in kind.filters:
            wrong = {int: "99999999999999999999", bool: "perhaps"}.get(kind.view.columns[name], "x" * 201)
            is_problem(old_town.get(f"{kind.path}?{name}={wrong}"), 422, "malformed")

    def test_shows_nothing_for_odd_values(self, old_town, kind):
        for name in kind.filters:
            if kind.view.columns[name] is str:
                for odd in ("%00", "%27%20OR%201=1--", "%F0%9F%91%B7", "%FF", "%25"):
                    assert old_town.get(f"{kind.path}?{name}={odd}").json()["items"] == []

    def test_has_no_row_of_an_odd_id(self, old_town, kind):
        for odd in ("%00", "nothing", "%27", "..%2F..", UNKNOWN, "%FF", "a" * 1000, *IDS.values()):
            is_problem(old_town.get(f"{kind.path}/{odd}"), 404)

    def test_is_empty_before_anything_was(self, old_town, kind):
        for moment in ("0", "1970-01-01T00:00:00Z", "2024-12-31T00:00:00%2B08:00"):
            assert old_town.get(f"{kind.path}?as_of={moment}").json()["items"] == []

    def test_takes_a_plus_sign_as_it_is(self, old_town, kind):
        assert old_town.get(f"{kind.path}?as_of=2024-12-31T00:00:00+08:00").json()["items"] == []


class TestView:
    @pytest.mark.parametrize("as_of", ["0", "1", "99999", "1970-01-01T00:00:00Z", "2199-01-01T00:00:00Z"])
    @pytest.mark.parametrize("path", ["", "/charter", "/seats", "/desk", "/years/2025", "/search?q=站", "/timeline/x"])
    def test_stands_at_any_moment(self, old_town, path, as_of):
        answer = old_town.get(f"{path}{'&' if '?' in path else '?'}as_of={as_of}")
        assert answer.status_code in {200, 404}
        if answer.status_code == 404:
            is_problem(answer, 404, "conference_unknown", clause="R-known")

    @pytest.mark.parametrize("year", ["0", "-1", "999999999999999999999", "x", "1948", "2200"])
    def test_has_only_years_that_can_be(self, old_town, year):
        is_problem(old_town.get(f"/years/{year}"), 422, "malformed")

    @pytest.mark.parametrize("query", ["", "q=", f"q={'a' * 101}", "q=a&limit=0", "q=a&cursor=x", "q=a&as_of=x"])
    def test_searches_for_something(self, old_town, query):
        is_problem(old_town.get(f"/search?{query}"), (400, 422), clause="R-text")

    @pytest.mark.parametrize("q", ["%25", "_", "%27", "%00", "%F0%9F%91%B7", "%22", "*", "NEAR(", "%20", "a%20%20b"])
    def test_searches_for_anything(self, old_town, q):
        assert old_town.get(f"/search?q={q}").status_code == 200

    @pytest.mark.parametrize("path", ["/charter?edition=none", f"/decisions/{UNKNOWN}/dossier", "/decisions/x/dossier"])
    def test_has_nothing_that_is_not_there(self, old_town, path):
        is_problem(old_town.get(path), 404, clause="R-known")


@languages
class TestPath:
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
        is_problem(old_town.get(path, base="", accept_language=language), 404, "route_unknown")

    @pytest.mark.parametrize(
        ("method", "path", "allowed"),
        [
            ("DELETE", f"{BASE}/topics/{UNKNOWN}", "GET"),
            ("PUT", f"{BASE}/topics", "GET"),
            ("PATCH", f"{BASE}/decisions/{UNKNOWN}", "GET"),
            ("GET", f"{BASE}/topics/{UNKNOWN}/consensus", "POST"),
            ("POST", f"{BASE}/desk", "GET"),
            ("POST", "/api/v1/problems", "GET"),
        ],
    )
    def test_asked_by_another_method_says_which_there_is(self, old_town, method, path, allowed, language):
        headers = old_town.headers(OFFICE, accept_language=language)
        answer = old_town.request(method, path, headers)
        is_problem(answer, 405, "method_not_allowed")
        assert allowed in answer.headers["allow"]


class TestHeader:
    @pytest.mark.parametrize(
        ("name", "value"),
        [("Idempotency-Key", "k" * 201), ("Idempotency-Key", ""), ("X-Correlation-Id", "not-an-id")],
    )
    def test_that_is_not_understood_is_malformed(self, old_town, name, value):
        told = is_problem(old_town.ask(OFFICE, "/people", {"name": "某人"}, **{name: value}), 422, "malformed")
        assert told["facts"]["field"] == name

    @pytest.mark.parametrize("value", ["-1", "x", "9" * 17, "\u00b2", "1.0"])
    def test_last_event_id_is_a_position(self, old_town, value):
        answer = old_town.get("/changes/stream?until=1", last_event_id=value)
        assert is_problem(answer, 422, "malformed")["facts"]["field"] == "Last-Event-ID"

    @pytest.mark.parametrize("value", ["*", "fr", "en;q=0, zh", ";;;", "en;q=x", "q=1", "", "\u00ff"])
    def test_accept_language_may_be_anything(self, old_town, value):
        assert old_town.get("/nothing", accept_language=value).headers["content-language"] in LANGUAGES
