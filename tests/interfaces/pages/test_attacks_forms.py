"""What nobody types into a form, and what a stranger puts into an address, is answered and leads nowhere."""

import pytest

from tests.interfaces.http.town import OFFICE
from tests.interfaces.pages.reading import Browser

LONG = "9" * 5_000


@pytest.fixture
def office(town):
    """The office's browser. Its token serves as the session's does elsewhere."""
    return Browser(town, OFFICE)


class TestNumbers:
    @pytest.mark.parametrize(
        "typed",
        [
            {"attachments.kept": f"{'0' * 64}|{LONG}|application/pdf"},
            {"act.evidence.kept": f"{'0' * 64}|{LONG}|application/pdf"},
            {"links.count": LONG},
            {"year": LONG},
            {"year": "२०२६", "links.count": "²"},
        ],
    )
    def test_no_number_of_a_form_is_too_large(self, office, typed):
        page = office.post("/do/submit_topic", {"title": "x", **typed})
        assert page.status == 422
        assert "submit_topic" in page.html

    def test_nor_one_of_an_address(self, office):
        assert office.get(f"/decisions/00000000-0000-0000-0000-000000000000?at={LONG}").status == 404


class TestPreferences:
    @pytest.mark.parametrize("given", ["中文", "en\r\nSet-Cookie: a=b", "x", '"; Domain=evil.example'])
    def test_keep_only_what_is_known(self, office, given):
        page = office.post("/preferences", {"theme": given, "language": given, "next": "/account"})
        assert (page.status, page.goes_to) == (303, "/account")
        assert "set-cookie" not in page.headers

    @pytest.mark.parametrize(
        "wanted", ["//evil.example", "/\\evil.example", "https:evil.example", " /evil", "\\/evil", "evil"]
    )
    def test_lead_to_no_other_site(self, office, wanted):
        assert office.post("/preferences", {"theme": "dark", "next": wanted}).goes_to == "/"

    @pytest.mark.parametrize("wanted", ["/\t/evil.example", "/\r/evil.example", "/\u2028/evil.example"])
    def test_lead_nowhere_by_what_a_browser_would_leave_out_of_an_address(self, office, wanted):
        assert office.post("/preferences", {"theme": "dark", "next": wanted}).goes_to == "/"


class TestDrafts:
    def test_are_kept_for_each_person_by_himself(self, town, office):
        """Two who use one machine after one another do not find each other's unsent words."""
        forms = [browser.get("/do/submit_topic").html for browser in (office, Browser(town, "li"))]
        assert all("data-draft" in form for form in forms)
        for name, form in zip((OFFICE, "li"), forms, strict=True):
            assert f'data-person="{town.people[name]}"' in form
        assert '"draft " + (document.body.dataset.person || "")' in office.get("/static/app.js").html
