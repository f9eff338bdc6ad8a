"""The page of calendar feeds: an address is made, shown once, and revoked; and a meeting is put into a calendar."""

import re
from types import SimpleNamespace

import pytest

from interfaces.pages.feeds import _addresses
from tests.interfaces.http.accounts import Member
from tests.interfaces.http.dated import Dated, read
from tests.interfaces.http.town import BASE, STRANGER
from tests.interfaces.http.wire import request
from tests.interfaces.pages.offices import shown_once
from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import labels, served


@pytest.fixture(scope="module")
def town():
    with served() as town:
        town.zhou = Member(town, "zhou").equipped().signed_in()
        yield town


def asked(town, address):
    return request(town.client, "GET", address.partition("8000")[2], {})


class TestFeeds:
    def test_are_made_shown_once_and_revoked(self, town):
        browser = Browser(town, town.zhou)
        page = browser.post("/feeds", {"label": "我的手机", "days": "366"})
        address = shown_once(page)
        assert read(asked(town, address))
        assert address.replace("http://", "webcal://") in page.links()
        listed = browser.get("/feeds")
        assert "我的手机" in listed.text
        assert address not in listed.html
        for found in re.findall(r'action="(/feeds/[^"]+/revoke)"', listed.html):
            assert browser.post(found).goes_to == "/feeds?done=revoked"
        assert asked(town, address).status_code == 404
        assert "已下载到日历中的内容" in browser.get("/feeds?done=revoked").text

    def test_are_in_the_language_of_who_made_them(self, town):
        address = shown_once(Browser(town, town.zhou, "en").post("/feeds", {"label": "", "days": "30"}))
        assert asked(town, address).headers["content-language"] == "en"

    def test_are_opened_over_tls_where_the_installation_is(self):
        visit = SimpleNamespace(language="zh-Hans")
        made = _addresses(visit, {"address": "https://lianxi.example/api/v1/feeds/lxf_x.ics"})
        assert made["opened"] == "webcals://lianxi.example/api/v1/feeds/lxf_x.ics"

    def test_that_are_refused_keep_what_was_typed(self, town):
        page = Browser(town, town.zhou).post("/feeds", {"label": "我的手机", "days": "很久"})
        assert page.status == 422
        assert page.value("label") == "我的手机"
        assert page.value("days") == "很久"

    def test_say_before_they_are_made_what_a_leak_would_show(self, town):
        assert "知道地址的人不用登录就能看到" in Browser(town, town.zhou).get("/feeds").text

    def test_are_found_in_the_menu_and_at_the_account(self, town):
        browser = Browser(town, town.zhou)
        assert "/feeds" in browser.get("/help").links()
        assert "/feeds" in browser.get("/account").links()

    def test_of_everybody_are_listed_for_an_administrator_who_makes_none(self, town):
        shown_once(Browser(town, town.zhou).post("/feeds", {"label": "我的平板", "days": "30"}))
        admin = Browser(town, Member(town, STRANGER, "administrator").equipped().signed_in())
        page = admin.get("/feeds")
        assert "我的平板" in page.text
        assert "周晓梅" in page.text
        assert 'action="/feeds"' not in page.html
        assert "/feeds" in admin.get("/accounts").links()

    def test_speak_the_language_of_the_page(self, town):
        sun = Member(town, "sun").equipped().signed_in()
        assert HAN.search(labels(Browser(town, sun, "en").get("/feeds"))) is None
        assert re.search("[A-Za-z]", labels(Browser(town, sun).get("/feeds"))) is None


class TestMeeting:
    def test_with_a_date_is_put_into_a_calendar_and_one_without_is_not(self, town):
        meeting = Dated(town)
        browser, path = Browser(town, "zhou"), f"/meetings/{meeting.id}"
        assert BASE + path + "/icalendar" not in browser.get(path).links()
        meeting.fixed()
        assert BASE + path + "/icalendar" in browser.get(path).links()
        assert BASE + path + "/icalendar" not in browser.get(f"{path}?at={town.head}").links()
        meeting.put_off()
        assert BASE + path + "/icalendar" in browser.get(path).links()
