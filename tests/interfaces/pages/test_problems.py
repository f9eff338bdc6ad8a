"""What goes wrong outside any page is told to a browser as a page, and to a program as a problem."""

import pytest

HTML = {"accept": "text/html,application/xhtml+xml"}


class TestProblem:
    @pytest.mark.parametrize("address", ["/nowhere", "/do/open_unit?x=1&x=2"])
    def test_is_a_page_where_a_browser_asked_for_one(self, town, address):
        answer = town.client.get(address, headers=HTML)
        assert answer.status_code in {400, 404}
        assert answer.headers["content-type"].startswith("text/html")
        assert "<h1>" in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")

    def test_is_a_problem_where_the_api_was_asked(self, town):
        answer = town.client.get("/api/v1/nowhere", headers=HTML)
        assert answer.headers["content-type"] == "application/problem+json"

    def test_shows_what_was_sent_as_text(self, town):
        answer = town.client.get("/%3Cscript%3Ealert(1)%3C/script%3E", headers=HTML)
        assert "<script>alert" not in answer.text

    def test_tells_nothing_of_what_nobody_foresaw_but_where_to_ask(self, town, monkeypatch):
        def fails(*_, **__):
            raise RuntimeError("the secret of the house")

        monkeypatch.setattr("interfaces.pages.coming_in.rendered", fails)
        answer = town.client.get("/sign-in", headers=HTML)
        assert answer.status_code == 500
        assert answer.headers["x-trace-id"] in answer.text
        assert "secret" not in answer.text
