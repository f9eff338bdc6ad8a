"""The pages of the institution: who sits where, what the measures say, which days count, who may sign in."""

import re

import pytest

from tests.interfaces.http.accounts import PASSWORD, Member
from tests.interfaces.http.life import lived
from tests.interfaces.http.town import OFFICE, SLUG
from tests.interfaces.pages.filling import opened, send
from tests.interfaces.pages.offices import holding, own_words, shown_once
from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import does, served

PAGES = ("/people", "/units/finance", "/charter", "/calendar")


@pytest.fixture(scope="module")
def old():
    """A town that has lived to its second year, to be read."""
    with served() as town:
        lived(town)
        yield town


def seen(town, path, who="zhou", language="zh-CN"):
    return Browser(town, who, language).get(path)


class TestPeople:
    def test_sit_in_their_bodies_and_units_since_a_day(self, old):
        page = seen(old, "/people")
        for told in ("协调小组", "镇总工会主席", "财政所", "现任", "人员名册"):
            assert told in page.text
        assert re.search(r"自20\d\d年\d+月\d+日", page.text)
        assert f"/people/{old.people['li']}" in page.links()

    def test_are_found_by_a_part_of_the_name(self, old):
        name = old.get(f"/people/{old.people['li']}").json()["name"]
        page = seen(old, f"/people?q={name}")
        assert f"/people/{old.people['li']}" in page.links()
        assert "名册中没有姓名含“无此人”的人员" in seen(old, "/people?q=无此人").text

    def test_have_a_page_each_with_duties_and_what_they_did(self, old):
        page = seen(old, f"/people/{old.people['zhou']}", OFFICE)
        assert page.status == 200
        assert "办理的事项和有关记录" in page.text
        assert f"/do/take_duty?person={old.people['zhou']}&then=/people/{old.people['zhou']}" in page.links()

    def test_a_successor_sits_there_as_soon_as_he_has_taken_the_duty_up(self, town):
        person = does(town, "zhou", "/people", {"name": "新任所长"})["id"]
        today = town.clock.today.isoformat()
        chen = town.people["chen"]
        does(town, "zhou", f"/people/{chen}/duties/end", {"duty": "head@finance", "until": today})
        does(town, "zhou", f"/people/{person}/duties", {"duty": "head@finance", "since": today})
        page = seen(town, "/units/finance")
        assert f"/people/{person}" in page.links()
        assert f"/people/{chen}" not in page.links()
        assert "曾经承担" in seen(town, f"/people/{chen}").text

    def test_an_absence_shows_where_the_seat_is(self, town):
        today = town.clock.today.isoformat()
        does(
            town,
            "zhou",
            f"/people/{town.people['li']}/absences",
            {"since": today, "until": "2030-01-01", "reason": "出差"},
        )
        assert "不在岗" in seen(town, "/people").text

    def test_as_of_an_earlier_moment_nothing_can_be_entered(self, old):
        page = seen(old, f"/people/{old.people['zhou']}?at=60")
        assert "这是第 60 条记录时的状态" in page.text
        assert not [link for link in page.links() if link.startswith("/do/")]

    def test_who_was_erased_is_said_to_be(self, town):
        person = does(town, "zhou", "/people", {"name": "将离任者"})["id"]
        does(town, "zhou", f"/people/{person}/erasure", {"basis": "本人书面申请。"})
        page = seen(town, f"/people/{person}")
        assert "将离任者" not in page.text
        assert "个人信息已依规定删除" in page.text


@pytest.mark.parametrize("path", ["/people", "/charter"])
def test_a_rank_that_the_measures_do_not_name_is_called_as_anywhere(old, path):
    page = seen(old, path)
    assert "负责人" in page.text
    assert not re.search(r">\s*(heads?|deput(y|ies)|members?)\s*<", page.html)


class TestUnit:
    def test_shows_what_it_leads_and_what_it_proposed(self, old):
        decision = old.get("/decisions").json()["items"][0]
        page = seen(old, f"/units/{decision['lead']}")
        assert f"/decisions/{decision['id']}" in page.links()
        topic = old.get("/topics").json()["items"][0]
        assert f"/topics/{topic['id']}" in seen(old, f"/units/{topic['proposer']}").links()

    def test_is_where_a_post_is_taken_up_for_whom_the_roll_offers(self, town):
        assert "空缺" in seen(town, "/units/safety").text  # nobody handles its matters
        assert "/people?duty=head%40finance#roll" in seen(town, "/units/finance").links()
        roll = seen(town, "/people?duty=head@finance&q=褚")
        form = f"/do/take_duty?person={town.people['chu']}&duty=head%40finance"
        assert form in roll.links()
        holder = f"/do/take_duty?person={town.people['chen']}&duty=head%40finance"
        assert holder not in seen(town, "/people?duty=head@finance").links()
        browser = Browser(town, "zhou")
        review = send(browser, opened(browser, form))
        assert "现在承担这一分工的是：陈永康。" in review.text

    def test_offers_a_post_to_take_up_to_the_office_alone(self, town):
        assert "/people?duty=head%40finance#roll" not in seen(town, "/units/finance", "chen").links()
        page = seen(town, "/people?duty=head@finance", "chen")
        assert not [link for link in page.links() if link.startswith("/do/take_duty")]

    def test_that_is_not_there_is_said_in_the_words_of_the_api(self, old):
        page = seen(old, "/units/nowhere")
        assert page.status == 404
        assert "/" in page.links()


class TestMeasures:
    def test_are_told_in_words_with_what_they_leave_open(self, town):
        page = seen(town, "/charter")
        assert "双方各一人：联系工会工作的行政副镇长、镇总工会主席" in page.text
        assert page.html.count("本办法未规定") > len(page.html.split('id="G')) - 1
        for gap in (f"G{number}" for number in range(1, 26)):
            assert f'id="{gap}"' in page.html
        assert {f"/do/{each}" for each in ("adopt_charter", "set_series", "set_ordinals")} <= set(page.links())

    def test_of_an_earlier_edition_are_marked_as_not_in_force(self, old):
        first, *_, last = old.get("").json()["editions"]
        assert "不是现行版本" in seen(old, f"/charter?edition={first['edition']}").text
        assert f"/charter?edition={last['edition']}" in seen(old, "/charter").links()


class TestCalendar:
    def test_marks_years_not_published_or_not_entered(self, town):
        this_year = town.clock.today.year
        off = [f"{this_year + 1}-01-01", f"{this_year + 1}-01-02"]
        body = {"year": this_year + 1, "kind": "provisional", "days_off": off}
        does(town, "zhou", "/calendars", body)
        page = seen(town, "/calendar")
        assert "本年为暂定" in page.text
        assert "共2天" in page.text
        assert f"/do/set_calendar?year={this_year}&then=/calendar" in page.links()
        assert f"《国务院办公厅关于{this_year + 1}年部分节假日安排的通知》尚未发布" in page.text
        assert f"《国务院办公厅关于{this_year}年部分节假日安排的通知》尚未登记" in page.text

    def test_names_the_notice_that_a_published_year_follows(self, town):
        year = town.clock.today.year
        number = f"国办发明电〔{year - 1}〕7号"
        body = {"year": year, "kind": "published", "days_off": [f"{year}-01-01"], "source": number}
        does(town, "zhou", "/calendars", body)
        page = seen(town, "/calendar")
        assert f"依据《国务院办公厅关于{year}年部分节假日安排的通知》" in page.text
        assert number in page.text

    def test_tells_of_past_years_that_were_never_entered(self, old):
        kept = {int(year) for year in old.get("").json()["calendars"]}
        missing = set(range(2025, old.clock.today.year + 1)) - kept
        assert missing
        page = seen(old, "/calendar", OFFICE)
        assert all(f"/do/set_calendar?year={year}&then=/calendar" in page.links() for year in missing)


class TestWords:
    @pytest.mark.parametrize("path", PAGES)
    def test_of_an_english_page_have_no_chinese(self, old, path):
        assert not HAN.search(own_words(seen(old, path, language="en")))


class TestAccounts:
    @pytest.fixture
    def admin(self, town):
        """An administrator's browser."""
        return Browser(town, holding(town, "administrator"))

    def test_are_opened_with_a_code_that_is_shown_once(self, town, admin):
        assert "还没有" not in admin.get("/accounts").text
        page = admin.post("/accounts/new", {"person": town.people["li"], "name": "li", "role": ""})
        code = shown_once(page)
        body = {"conference": SLUG, "name": "li", "code": code, "password": PASSWORD}
        assert town.ask(None, "/activation", body, base="/api/v1").status_code == 204
        assert code not in admin.get(f"/accounts/{town.people['li']}").html

    def test_keep_what_was_typed_when_refused(self, town, admin):
        page = admin.post("/accounts/new", {"person": town.people["li"], "name": "li", "role": "auditor"})
        assert page.status == 409
        assert page.value("name") == "li"

    def test_are_closed_on_a_page_that_says_what_it_means(self, town, admin):
        Member(town, "zhou").activated()
        address = f"/accounts/{town.people['zhou']}"
        assert f"{address}/close" in admin.get(address).links()
        page = admin.get(f"{address}/close")
        assert "注销后" in page.text
        assert f'action="{address}/close"' in page.html
        assert "账户已注销" in admin.post(f"{address}/close").text
        assert Member.tries(_Named(town, "zhou")).status_code == 401

    @pytest.mark.parametrize("what", ["code", "end-sessions", "remove-factors"])
    def test_are_changed_for_who_lost_something(self, town, admin, what):
        Member(town, "zhou").activated()
        page = admin.post(f"/accounts/{town.people['zhou']}/{what}")
        assert (page.status, 'class="done"' in page.html) == (200, True)

    def test_are_for_administrators_only(self, town):
        assert seen(town, "/accounts").status == 403
        assert "/accounts" not in seen(town, "/people").links()


class _Named:
    """Somebody who tries to sign in."""

    secret = ""

    def __init__(self, town, name):
        self.town, self.name = town, name


class TestTokens:
    def test_are_made_shown_once_and_revoked(self, town):
        browser = Browser(town, Member(town, "zhou").equipped().signed_in())
        given = {"label": "每日导出", "scopes": ["directory", "read"], "seat": "", "days": "30"}
        page = browser.post("/tokens", given)
        token = shown_once(page)
        assert town.get("/topics", token).status_code == 200
        listed = browser.get("/tokens")
        assert "每日导出" in listed.text
        assert token not in listed.html
        for found in re.findall(r'action="(/tokens/[^"]+/revoke)"', listed.html):
            assert browser.post(found).goes_to == "/tokens?done=revoked"
        assert town.get("/topics", token).status_code == 401

    def test_that_are_refused_keep_what_was_typed(self, town):
        browser = Browser(town, Member(town, "zhou").equipped().signed_in())
        page = browser.post("/tokens", {"label": "每日导出", "scopes": ["read"], "days": "很久"})
        assert page.status == 422
        assert page.value("label") == "每日导出"
        assert page.value("days") == "很久"
