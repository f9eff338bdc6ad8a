"""Signing in by a provider that others wrote and had certified."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from application.access.openid.provider import Proof
from interfaces.http.guard import SESSION_COOKIE
from tests.interfaces.http.openid.browser import (
    API,
    SESSION,
    STATE,
    Browser,
    account,
    changed,
    sign_ins,
    told_in,
    with_providers,
)
from tests.interfaces.http.openid.real import provider, signs_in
from tests.interfaces.http.openid.real_provider import OTHER_CLIENT, PASSWORD_ALONE, SECRET, TWO_FACTORS


@pytest.fixture
def town(town, issuer):
    """A town whose people sign in by the real provider, on the day that the provider lives in."""
    town.clock.at = datetime.now(UTC)
    others = (provider(issuer, name="open", proof=Proof.POST), provider(issuer, name="other", client=OTHER_CLIENT))
    return with_providers(town, provider(issuer), *others)


@pytest.fixture
def linked(town):
    """The browser in which 王丽娟 has linked what she is at the provider to her account."""
    browser = Browser(town, "wang")
    back = browser.get(signs_in(browser.goes("/account/identities")))
    assert (back.status_code, back.headers["location"]) == (303, "/"), back.text
    return browser


class TestSigningIn:
    def test_lets_in_whose_identity_is_linked(self, town, linked):
        browser = Browser(town)
        back = browser.get(signs_in(browser.starts()))
        assert (back.status_code, back.headers["location"]) == (303, "/"), back.text
        told = browser.me()
        assert told["person"] == town.people["wang"]
        assert (told["session"]["means"], told["session"]["strong"]) == ("openid:gov", False)
        assert told["rights"] == ["own"]

    def test_is_with_two_factors_where_the_token_says_so(self, town, linked):
        browser = Browser(town)
        browser.get(signs_in(browser.starts(), acr=TWO_FACTORS))
        assert browser.me()["session"]["strong"]
        assert "sign" in browser.me()["rights"]

    def test_keeps_the_session_out_of_reach_of_scripts_and_other_sites(self, town, linked):
        browser = Browser(town)
        location = browser.starts()
        assert browser.cookies.keys() == {STATE}
        cookies = browser.get(signs_in(location)).headers.get_list("set-cookie")
        assert len(cookies) == 2
        assert all({"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(each.split("; ")) for each in cookies)
        assert browser.cookies.keys() == {SESSION}

    def test_ends_the_session_before_it(self, town, linked):
        before = Browser(town)
        before.cookies = dict(linked.cookies)
        linked.get(signs_in(linked.starts()))
        assert before.me() is None
        assert linked.me()["session"]["means"] == "openid:gov"

    def test_answers_programs_in_json(self, town, linked):
        browser = Browser(town)
        begun = browser.get(f"{API}/sign-in/openid/gov?conference=chengqiao", accept="application/json")
        assert begun.status_code == 200
        back = browser.get(signs_in(begun.json()["location"]), accept="application/json")
        assert back.status_code == 200
        assert (back.json()["person"], back.json()["token"]) == (town.people["wang"], None)
        assert SESSION in browser.cookies

    def test_gives_the_token_to_who_asks_for_it(self, town, linked):
        browser = Browser(town)
        back = browser.get(signs_in(browser.starts(deliver="bearer")))
        assert browser.me() is None
        signed = {"authorization": f"Bearer {back.json()['token']}"}
        assert town.request("GET", f"{API}/session", signed).json()["person"] == town.people["wang"]

    def test_goes_with_the_secret_in_the_form_as_well(self, town, linked):
        browser = Browser(town)
        assert browser.get(signs_in(browser.starts("open"))).status_code == 303

    def test_opens_no_account(self, town):
        before, browser = sign_ins(town), Browser(town)
        back = browser.get(signs_in(browser.starts(), "li"))
        assert (back.status_code, back.json()["code"]) == (401, "identity_unknown")
        assert (browser.me(), sign_ins(town)) == (None, before)
        assert town.services.access.accounts.find(town.key, town.people["li"]) is None

    def test_lets_nobody_in_whose_account_is_closed(self, town, linked):
        town.services.access.accounts.close(town.key, town.people["wang"], by="operator")
        account(town, "li")
        browser = Browser(town)
        assert browser.get(signs_in(browser.starts())).json()["code"] == "identity_unknown"

    def test_asks_for_what_it_needs_and_no_more(self, town, issuer):
        location = urlsplit(Browser(town).starts())
        asked = told_in(location.geturl())
        assert f"{location.scheme}://{location.netloc}" == issuer
        assert asked.keys() == {
            *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "acr_values"),
            *("code_challenge", "code_challenge_method"),
        }
        assert (asked["response_type"], asked["scope"]) == ("code", "openid")
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"] == "http://localhost:8000/api/v1/sign-in/openid/gov/return"


class TestCode:
    def test_is_good_once(self, town, linked):
        browser = Browser(town)
        back = signs_in(browser.starts())
        assert browser.get(back).status_code == 303
        again = Browser(town)
        again.cookies = dict(browser.cookies)
        assert again.get(back).json()["code"] == "openid_state_unknown"

    def test_of_another_flow_is_not_given_a_token_for(self, town, linked):
        """The provider knows the verifier of each code (PKCE)."""
        before, thief, victim = sign_ins(town), Browser(town), Browser(town)
        stolen = told_in(signs_in(victim.starts()))["code"]
        back = thief.get(changed(signs_in(thief.starts(), "li"), code=stolen))
        assert (back.json()["code"], back.json()["facts"]["fault"]) == ("openid_refused", "code")
        assert (thief.me(), sign_ins(town)) == (None, before)

    def test_of_another_client_is_not_given_a_token_for(self, town, linked):
        browser = Browser(town)
        theirs = told_in(signs_in(Browser(town).starts("other")))["code"]
        back = browser.get(changed(signs_in(browser.starts()), code=theirs))
        assert (back.json()["code"], back.json()["facts"]["fault"]) == ("openid_refused", "code")

    def test_needs_the_secret(self, town, issuer, linked):
        with_providers(town, provider(issuer, secret=SECRET[1:]))
        browser = Browser(town)
        assert browser.get(signs_in(browser.starts())).json()["code"] == "openid_refused"


class TestConfirmation:
    def test_counts_as_proving_oneself(self, town, linked):
        town.clock.at += timedelta(minutes=20)
        assert linked.post("/account/identities", {"provider": "gov"}).json()["code"] == "confirm_yourself"
        town.clock.at = datetime.now(UTC) + timedelta(seconds=20)  # the provider's clock goes on by itself
        before = linked.me()["session"]["confirmed_at"]
        location = linked.goes("/session/confirmation/openid")
        assert {"prompt": "login", "max_age": "0"}.items() <= told_in(location).items()
        former = linked.cookies[SESSION_COOKIE]
        back = linked.get(signs_in(location, acr=TWO_FACTORS), accept="application/json")
        assert back.status_code == 200, back.text
        assert linked.cookies[SESSION_COOKIE] != former
        assert linked.get("/api/v1/session", authorization=f"Bearer {former}").status_code == 401
        assert back.json()["session"] == linked.me()["session"]
        assert linked.me()["session"]["confirmed_at"] > before
        assert linked.me()["session"]["strong"]

    def test_by_somebody_else_is_none(self, town, linked):
        li = Browser(town, "li")
        assert li.get(signs_in(li.goes("/account/identities"), "li")).status_code == 303
        before = linked.me()["session"]["confirmed_at"]
        back = linked.get(signs_in(linked.goes("/session/confirmation/openid"), "li", TWO_FACTORS))
        assert (back.status_code, back.json()["code"]) == (401, "identity_unknown")
        told = linked.me()["session"]
        assert (told["confirmed_at"], told["strong"]) == (before, False)

    def test_without_two_factors_makes_a_session_neither_stronger_nor_weaker(self, town, linked):
        strong = Browser(town, "wang", strong=True)
        strong.get(signs_in(strong.goes("/session/confirmation/openid"), acr=PASSWORD_ALONE))
        assert strong.me()["session"]["strong"]


class TestLinking:
    def test_shows_what_is_linked(self, town, linked, issuer):
        [told] = linked.get(f"{API}/account/identities").json()["items"]
        assert (told["issuer"], len(told["id"])) == (issuer, 16)
        assert told["subject"] not in {"wang", ""}

    def test_takes_no_identity_from_somebody(self, town, linked):
        li = Browser(town, "li")
        back = li.get(signs_in(li.goes("/account/identities")))
        assert (back.status_code, back.json()["code"]) == (409, "identity_taken")
        assert li.get(f"{API}/account/identities").json()["items"] == []

    def test_ends_with_the_other_sessions(self, town, linked):
        other = Browser(town)
        other.get(signs_in(other.starts()))
        [told] = linked.get(f"{API}/account/identities").json()["items"]
        assert linked.post(f"/account/identities/{told['id']}/removal").status_code == 204
        assert other.me() is None
        assert other.get(signs_in(other.starts())).json()["code"] == "identity_unknown"
        gone = linked.post(f"/account/identities/{told['id']}/removal")
        assert (gone.status_code, gone.json()["code"]) == (404, "identity_not_linked")
