"""A change that another site lets a browser ask for, in the name of whoever is signed in there, is refused."""

import pytest

from interfaces.http.guard import Guard
from tests.interfaces.http.asking import HOST, asked
from tests.interfaces.http.problems import is_problem

COOKIE = ("cookie", "theme=dark; __Host-lianxi=lxs_0123456789abcdef; other=1")
BEARER = ("authorization", "Bearer lx_0123456789abcdef")
SAME = ("sec-fetch-site", "same-origin")
OWN = ("origin", f"https://{HOST}")


@pytest.fixture
def heard():
    """What came through to the app."""
    return []


@pytest.fixture
def app(heard):
    async def hears(scope, receive, send):
        del receive
        heard.append(scope["method"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return Guard(hears, None, None)


def changed(app, *headers, method="POST", scheme="https"):
    return asked(app, method, "/api/v1/anything", [*headers], scheme=scheme)


class TestAChangeByCookie:
    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    @pytest.mark.parametrize("shown", [SAME, OWN, ("origin", f"https://{HOST}".upper())])
    def test_that_shows_that_it_comes_from_here_is_heard(self, app, heard, method, shown):
        assert changed(app, COOKIE, shown, method=method).status_code == 200
        assert heard == [method]

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    @pytest.mark.parametrize(
        "shown",
        [
            (),
            (("sec-fetch-site", "cross-site"),),
            (("sec-fetch-site", "same-site"),),
            (("sec-fetch-site", "none"),),
            (("sec-fetch-site", ""),),
            (("sec-fetch-site", "cross-site"), OWN),
            (("origin", "null"),),
            (("origin", ""),),
            (("origin", "https://evil.example"),),
            (("origin", f"http://{HOST}"),),
            (("origin", f"https://{HOST}:8443"),),
            (("origin", f"https://{HOST}.evil.example"),),
            (("referer", f"https://{HOST}/page"),),
        ],
    )
    def test_that_does_not_is_refused(self, app, heard, method, shown):
        answer = changed(app, COOKIE, *shown, method=method)
        assert answer.status_code == 403
        assert answer.json()["code"] == "cross_site"
        assert heard == []

    @pytest.mark.parametrize("scheme", ["Basic dTpw", "Bearerx lx_1", "Digest a=b", ""])
    def test_is_one_too_with_a_header_that_a_browser_adds_by_itself(self, app, heard, scheme):
        assert changed(app, COOKIE, ("authorization", scheme)).status_code == 403
        assert heard == []

    @pytest.mark.parametrize(
        "cookie",
        ["__Host-lianxi=a", " __Host-lianxi = a", "a=b;__Host-lianxi=", "a=b ;\t__Host-lianxi=x", "__Host-lianxi"],
    )
    def test_is_one_however_the_cookie_is_written(self, app, cookie):
        assert changed(app, ("cookie", cookie)).status_code == 403

    def test_cannot_be_hidden_behind_a_second_cookie_header(self, app, heard):
        assert changed(app, COOKIE, ("cookie", "a=b")).json()["code"] == "header_repeated"
        assert heard == []


class TestAChangeWithoutTheCookie:
    def test_by_a_program_with_its_token_is_heard_from_anywhere(self, app):
        assert changed(app, BEARER).status_code == 200
        assert changed(app, BEARER, COOKIE, ("origin", "https://elsewhere.example")).status_code == 200

    def test_by_a_program_that_says_nothing_is_heard(self, app):
        assert changed(app).status_code == 200
        assert changed(app, ("cookie", "x__Host-lianxi=a; __Host-lianxi2=b")).status_code == 200

    @pytest.mark.parametrize("shown", [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")])
    def test_by_another_site_is_refused_so_that_nobody_is_signed_in_as_somebody_else(self, app, heard, shown):
        assert changed(app, shown).json()["code"] == "cross_site"
        assert heard == []

    def test_is_told_in_both_languages_what_to_do(self, app):
        told = [changed(app, COOKIE, ("accept-language", language)).json() for language in ("en", "zh-Hans")]
        assert [each["title"] for each in told] == ["Asked for by another site", "请求来自其他网站"]


class TestLooking:
    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
    def test_is_heard_by_cookie_wherever_it_comes_from(self, app, heard, method):
        assert changed(app, COOKIE, ("sec-fetch-site", "cross-site"), method=method).status_code == 200
        assert heard == [method]


class TestWhatCanBeReadInTwoWays:
    def test_a_body_of_two_lengths_is_refused(self, app, heard):
        two = [("content-length", "5"), ("transfer-encoding", "chunked")]
        answer = asked(app, "POST", "/", two)
        assert (answer.status_code, answer.json()["code"]) == (400, "header_repeated")
        assert answer.headers["connection"] == "close"
        assert heard == []

    @pytest.mark.parametrize(
        "name",
        ["authorization", "content-type", "host", "cookie", "origin", "sec-fetch-site", "if-match", "idempotency-key"],
    )
    def test_a_header_twice_is_refused(self, app, heard, name):
        answer = asked(app, "GET", "/", [(name, "a"), (name, "a")], host=None)
        assert answer.status_code == 400
        told = answer.json()
        assert (told["code"], told["facts"]) == ("header_repeated", {"field": name})
        assert heard == []

    def test_a_header_that_may_come_twice_is_heard(self, app):
        assert asked(app, "GET", "/", [("accept", "a/b"), ("accept", "c/d")]).status_code == 200

    @pytest.mark.parametrize("query", ["as_of=1&as_of=2", "a=1&limit=1&b&limit=", "as_of=1&%61s_of=2", "a+b=1&a%20b=1"])
    def test_a_parameter_twice_is_refused(self, app, heard, query):
        answer = asked(app, "GET", f"/?{query}")
        assert answer.status_code == 400
        assert answer.json()["code"] == "parameter_repeated"
        assert heard == []

    @pytest.mark.parametrize("query", ["", "a=1", "a=1&b=1&&", "a=1&A=1", "q=a%26a"])
    def test_parameters_that_differ_are_heard(self, app, query):
        assert asked(app, "GET", f"/?{query}").status_code == 200

    def test_more_parameters_than_anybody_needs_are_refused(self, app):
        assert asked(app, "GET", "/?" + "&".join(f"a{n}=1" for n in range(101))).status_code == 414


class TestTheRealDoor:
    def test_refuses_it_before_it_asks_who_it_is(self, old_town, unchanged):
        answer = old_town.ask(None, "/topics", {}, cookie="__Host-lianxi=wang", sec_fetch_site="cross-site")
        assert is_problem(answer, 403, "cross_site")
