"""Secrets tried on pages count like those tried at the API: whichever form they are typed into, and by whatever name."""

import pytest

from interfaces.http.rates import Rates
from tests.interfaces.http.accounts import PASSWORD, Member
from tests.interfaces.http.asking import asked
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import SLUG
from tests.interfaces.pages.reading import Browser


@pytest.fixture
def twice(town):
    """Two tries a minute."""
    app = town.client.app
    app.state.rates = Rates({"sign-in": 2}, lambda: 1000.0)
    yield town
    app.state.rates = None


def at_sign_in(browser, number):
    return browser.post("/sign-in", {"conference": SLUG, "name": f"nobody{number}", "password": PASSWORD})


def below_a_form(browser, number):
    typed = {"conference": SLUG, "name": f"nobody{number}", "password": PASSWORD}
    return browser.post("/do/submit_topic", {f"signin.{name}": value for name, value in typed.items()})


def at_activation(browser, number):
    typed = {"conference": SLUG, "name": f"nobody{number}", "code": "x" * 20, "password": PASSWORD, "again": PASSWORD}
    return browser.post("/activation", typed)


@pytest.mark.parametrize("trying", [at_sign_in, below_a_form, at_activation])
def test_a_third_name_is_one_too_many(twice, trying):
    told = [trying(Browser(twice), number) for number in range(3)]
    assert [page.status == 429 or "太多" in page.text or "过于频繁" in page.text for page in told] == [
        False,
        False,
        True,
    ]


def test_forms_count_together(twice):
    assert at_sign_in(Browser(twice), 1).status == 401
    assert below_a_form(Browser(twice), 2).status == 401
    assert at_sign_in(Browser(twice), 3).status == 429


def test_proving_oneself_below_a_form_counts_too(town):
    browser = Browser(town, Member(town, "li").activated().signed_in())
    app = town.client.app
    app.state.rates = Rates({"sign-in": 2}, lambda: 1000.0)
    try:
        told = [browser.post("/account/confirmation", {"password": f"wrong wrong {n}"}).status for n in range(3)]
    finally:
        app.state.rates = None
    assert told == [401, 401, 429]


def test_what_comes_from_outside_counts_once(twice):
    app, body = twice.client.app, b"{}"
    headers = {"content-type": "application/json"}
    told = [asked(app, "POST", "/api/v1/sign-in", headers, content=body) for _ in range(3)]
    assert [each.status_code for each in told] == [422, 422, 429]
    is_problem(told[2], 429, "too_many_requests")


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/%09/evil.example",
        "/%0d/evil.example",
        "/%5C/x",
    ],
)
def test_a_passkey_leads_to_no_other_site(browser, wanted):
    page = browser.get(f"/sign-in?next={wanted}")
    assert 'data-then="/"' in page.html
    assert page.value("next") == "/"
