"""Signing in on a page, the account, and going out; what was typed stays, but for the password."""

import pytest

from tests.interfaces.http.accounts import PASSWORD, Member
from tests.interfaces.http.town import SLUG
from tests.interfaces.pages.reading import HAN, Browser


@pytest.fixture
def li(town):
    return Member(town, "li")


def given(name="li", password=PASSWORD, **more):
    return {"conference": SLUG, "name": name, "password": password, **more}


class TestSignIn:
    def test_is_where_everybody_who_is_not_signed_in_is_sent(self, browser):
        assert browser.get("/").goes_to == "/sign-in"
        assert browser.get("/topics?side=gov").goes_to == "/sign-in?next=%2Ftopics%3Fside%3Dgov"

    def test_hides_what_is_typed_and_lets_it_be_pasted(self, browser):
        page = browser.get("/sign-in")
        assert 'type="password"' in page.field("password")
        assert 'autocomplete="current-password"' in page.field("password")
        assert 'autocomplete="one-time-code"' in page.field("code")
        assert "onpaste" not in page.html

    def test_asks_which_conference_only_where_there_are_several(self, browser, town):
        assert f'<input type="hidden" name="conference" value="{SLUG}">' in browser.get("/sign-in").html
        town.services.log.create_conference("other", "lianxi.test", town.clock.now())
        assert "会议的简称" in browser.get("/sign-in").text
        assert browser.get("/activation").value("conference") == ""

    def test_begins_a_session_and_goes_where_one_wanted_to(self, browser, li):
        li.equipped()
        page = browser.post("/sign-in", given(code=li.shown(), next="/account"))
        assert (page.status, page.goes_to) == (303, "/account")
        assert browser.session.startswith("lxs_")
        assert {"HttpOnly", "Secure", "SameSite=lax"} <= {
            part.strip() for part in page.headers["set-cookie"].split(";")
        }
        assert "镇总工会主席" in browser.get("/account").text

    @pytest.mark.parametrize(
        "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "x"]
    )
    def test_leads_to_no_other_site(self, browser, li, wanted):
        li.activated()
        assert browser.post("/sign-in", given(next=wanted)).goes_to == "/"

    def test_says_why_not_and_keeps_all_but_the_password(self, browser, li):
        li.activated()
        page = browser.post("/sign-in", given(password="wrong wrong"))
        assert page.status == 401
        assert "未能登录" in page.text
        assert (page.value("conference"), page.value("name"), page.value("password")) == (SLUG, "li", "")
        assert "wrong wrong" not in page.html
        assert "<title>错误：" in page.html

    def test_shows_what_is_typed_as_text(self, browser):
        page = browser.post("/sign-in", given(name="<script>alert(1)</script>"))
        assert "<script>alert" not in page.html

    def test_is_in_english_throughout(self, town):
        page = Browser(town, language="en").get("/sign-in")
        assert not HAN.search(page.text.replace("中文", ""))


class TestActivation:
    def test_chooses_a_password(self, browser, li):
        body = {"conference": SLUG, "name": "li", "code": li.code, "password": PASSWORD, "again": PASSWORD}
        assert browser.post("/activation", body | {"again": "another one"}).status == 422
        page = browser.get(browser.post("/activation", body).goes_to)
        assert "口令已设置，请登录" in page.text
        assert "口令已设置" not in browser.get("/sign-in").text
        assert browser.post("/sign-in", given()).goes_to == "/"


class TestAccount:
    def test_is_all_there_is_until_a_device_is_set_up(self, browser, li):
        li.activated()
        browser.post("/sign-in", given())
        assert browser.get("/").goes_to == "/account"
        page = browser.post("/account/device")
        assert '<code class="secret">' in page.html

    def test_proves_oneself_again_under_another_token(self, browser, li):
        li.equipped()
        browser.post("/sign-in", given(code=li.shown()))
        former = browser.session
        page = browser.post("/account/confirmation", {"password": PASSWORD})
        assert "身份已确认" in page.text
        assert browser.session not in {"", former}
        assert Browser(browser.town, former).get("/account").goes_to == "/sign-in?next=%2Faccount"

    def test_of_who_holds_no_duty_says_so_and_not_that_a_device_is_lacking(self, town, li):
        li.activated()
        assert "仅凭口令只能进入本页" in Browser(town, li.signed_in()).get("/account").text
        today = town.clock.today.isoformat()
        left = town.ask("zhou", f"/people/{town.people['li']}/duties/end", {"duty": "union_chair", "until": today})
        assert left.status_code == 200, left.text
        page = Browser(town, li.signed_in()).get("/account")
        assert "自2025年1月6日起，您不再担任镇总工会主席。 您目前没有担任职务" in page.text
        assert "仅凭口令只能进入本页" not in page.text

    def test_ends_its_session_from_every_page(self, browser, li):
        li.equipped()
        browser.post("/sign-in", given(code=li.shown()))
        kept = browser.session
        for path in ("/", "/account", "/topics", "/do/submit_topic"):
            assert 'action="/sign-out"' in browser.get(path).html
        page = browser.post("/sign-out")
        assert page.goes_to == "/sign-in"
        assert '"storage"' in page.headers["clear-site-data"]
        assert Browser(browser.town, kept).get("/account").goes_to.startswith("/sign-in")


class TestPage:
    def test_loads_nothing_from_elsewhere_and_runs_nothing_written_in_it(self, browser):
        page = browser.get("/sign-in")
        assert page.headers["content-security-policy"].startswith("default-src 'self'")
        assert page.headers["cache-control"] == "no-store"
        assert not any(each in page.html for each in ("<style", " style=", " onclick=", "http://", "https://"))
        assert page.html.count("<script") == page.html.count('<script src="/static/')

    def test_takes_no_form_from_another_site(self, browser, li):
        li.equipped()
        browser.post("/sign-in", given(code=li.shown()))
        headers = {"cookie": f"__Host-lianxi={browser.session}", "sec-fetch-site": "cross-site"}
        answer = browser.town.client.post("/sign-out", headers=headers, follow_redirects=False)
        assert answer.status_code == 403
        assert browser.get("/account").status == 200
