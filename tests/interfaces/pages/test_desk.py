"""The first page: what waits, how pressing it is, the next meeting, the board; the menu's counts; the help; the search."""

import re
from datetime import date

import pytest

from domain.due import WorkingCalendar
from interfaces.pages import searching
from interfaces.pages.desk_board import record
from interfaces.pages.desk_tasks import gathered, ordered
from interfaces.pages.searching import marked
from tests.interfaces.http.accounts import Member
from tests.interfaces.http.town import BASE
from tests.interfaces.http.year import HEADS, SAFETY
from tests.interfaces.pages.meeting_stages import in_room, issued, noticed
from tests.interfaces.pages.meeting_stages import planned as prepared
from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import does, labels, planned, served, submitted


@pytest.fixture(scope="module")
def town():
    """A town with a topic that was just submitted, and a meeting for which a date is asked; all tests only look."""
    with served() as town:
        town.topic = submitted(town)
        planned(town)
        yield town


def task(**changed):
    """A task of the desk, as the API tells it."""
    told = {"what": "ask_opinion", "kind": "topic", "thing": "t", "about": None, "due": None, "since": "2026-01-05"}
    return told | changed


def order(*tasks, today="2026-06-30"):
    return [(each.task["thing"], each.label, each.days) for each in ordered({"today": today, "items": tasks}, None)]


class TestOrder:
    def test_is_by_consequence_overdue_first_then_near_then_decisions_then_the_oldest(self):
        found = order(
            task(thing="rest", since="2026-03-02"),
            task(thing="older", since="2026-02-02"),
            task(thing="decide", what="agree_to_topic"),
            task(thing="near", due="2026-07-02"),
            task(thing="far", due="2026-09-30"),
            task(thing="late", due="2026-06-25"),
            task(thing="latest", due="2026-06-01"),
        )
        assert [thing for thing, _, _ in found] == ["latest", "late", "near", "decide", "far", "older", "rest"]

    def test_counts_working_days_over_a_weekend(self):
        assert order(task(due="2026-06-26")) == [("t", "overdue", 2)]  # Friday to Tuesday
        assert order(task(due="2026-06-30")) == [("t", "today", 0)]
        assert order(task(due="2026-07-03")) == [("t", "soon", 3)]

    def test_lets_what_is_due_on_a_day_off_run_to_the_next_working_day(self):
        assert not WorkingCalendar().is_working(date(2026, 6, 28))
        assert order(task(due="2026-06-28"), today="2026-06-29") == [("t", "today", 0)]

    def test_has_a_task_of_two_of_ones_seats_once(self):
        assert len(order(task(seat="a"), task(seat="b"))) == 1

    def test_gathers_many_of_one_act_on_one_thing_and_keeps_the_place_of_the_first(self):
        many = [task(what="hear_decision", kind="meeting", thing="m", about=each) for each in "abcd"]
        three = [task(what="give_briefing", kind="meeting", thing="m", about=each) for each in "abc"]
        found = ordered({"today": "2026-06-30", "items": [*many, *three]}, None)
        rows = [(each.task["what"], each.count) for each in gathered(found)]
        assert rows == [("hear_decision", 4), *[("give_briefing", 1)] * 3]
        assert gathered(found)[0].href == "/meetings/m/live"


class TestDesk:
    def test_says_that_nothing_waits(self, town):
        page = Browser(town, "chen").get("/")
        assert page.status == 200
        assert "没有等您办理的事项。" in page.text
        assert "截至第" in page.text

    def test_leads_each_task_to_the_form_that_does_it(self, town):
        page = Browser(town, "zhou").get("/")
        assert f"/do/report_research?topic={town.topic}&then=%2F" in page.links()
        assert f"/topics/{town.topic}" in page.links()
        assert "报告调研情况" in page.text

    def test_says_what_was_just_recorded_on_the_way_back_to_it(self, town):
        assert "提出议题：已记载（第 7 条记录）" in Browser(town, "zhou").get("/?done=7&did=submit_topic").text
        assert "已记载" not in Browser(town, "zhou").get("/?done=7&did=您的账号已停用").text

    def test_is_counted_in_the_menu(self, town):
        waiting = town.get("/desk", "li").json()["items"]
        counted = re.search(r'data-key="desk">[^<]*<span class="n">(\d+)</span>', Browser(town, "li").get("/").html)
        assert counted
        assert int(counted[1]) == len(waiting) == 3  # the date; the research, and an opinion to be asked

    def test_shows_how_far_the_next_meeting_is_prepared(self, town):
        page = Browser(town, "li").get("/")
        assert "2025年度例会" in page.text
        assert "拟定于 2025年6月20日" in page.text
        assert re.search(r"会议时间 +待同意", page.text)
        assert re.search(r"会议通知 +未开始", page.text)

    def test_shows_the_meeting_ahead_before_one_that_is_only_to_be_archived(self):
        with issued() as stage:
            assert "第一次会议（2025年度例会）</h2>" in stage.page("/").html
            does(stage.town, "wang", "/meetings/ordinary", {"year": 2026})
            assert '<h2 id="next">2026年度例会</h2>' in stage.page("/").html

    def test_leads_what_waits_for_an_agenda_to_that_of_the_meeting_that_is_prepared(self):
        with prepared() as stage:
            form, station = f"/do/draw_up_agenda?meeting={stage.meeting}&then=", stage.year.id["station"]
            assert stage.page("/").links().count(f"{form}%2F") == 3  # both topics, and the meeting itself
            assert f"{form}%2Ftopics%2F{station}" in stage.page(f"/topics/{station}").links()
            assert 'href="/meetings"><b>' not in stage.of_meeting().html
            assert f"{form}%2Fmeetings%2F{stage.meeting}" in stage.of_meeting().links()

    def test_names_what_is_to_be_discussed_of_the_meeting(self):
        with in_room() as stage:
            row = f"{SAFETY['title']} 讨论并协商确定议题 · 第一次会议（2025年度例会）"
            assert row in stage.page("/").text
            assert "记录部署 · 政府方" in stage.page("/").text
            assert "记录部署 · 工会方" in stage.page("/").text

    def test_counts_the_replies_to_the_notice_that_stands_as_the_list_of_those_invited_does(self):
        with noticed() as stage:
            invited = len(stage.town.get(f"/meetings/{stage.meeting}").json()["expected"])
            assert re.search(rf"参会答复 3 / {invited} 人", stage.page("/").text)
            stage.year.acts("meeting", "propose_postponement", reason="防汛值守。")
            for head in HEADS:
                stage.year.acts("meeting", "agree_to_change", head, change_version=1)
            assert "参会答复 未开始" in stage.page("/").text
            stage.year.acts("meeting", "propose_date", day="2025-07-18", starts="14:00", place="镇政府会议室")
            for head in HEADS:
                stage.year.acts("meeting", "agree_to_date", head, date_version=2)
            stage.year.acts("meeting", "issue_notice")
            assert f"参会答复 0 / {invited} 人 未开始" in stage.page("/").text
            assert re.search(rf"未回执 {invited}\b", stage.of_meeting("/attendance").text)

    def test_leads_to_the_list_of_those_whom_the_notice_is_to_reach(self):
        with noticed() as stage:
            assert f"/meetings/{stage.meeting}/attendance#reached" in stage.page("/").links()

    def test_shows_a_department_its_own_decisions_and_lets_it_see_all(self, town):
        browser = Browser(town, "chen")
        assert "只看本单位（财政所）" in browser.get("/").text
        assert 'href="/?unit=" aria-current="true"' in browser.get("/?unit=").html
        assert "只看本单位" not in Browser(town, "sun").get("/").text

    def test_of_the_past_does_nothing(self, town):
        page = Browser(town, "zhou").get(f"/?at={town.head}")
        assert "不是现在的状态" in page.text
        assert not [link for link in page.links() if link.startswith("/do/")]

    def test_is_in_english_without_chinese_chrome(self, town):
        page = Browser(town, "chen", "en").get("/")
        assert "Nothing waits for you." in page.text
        assert not HAN.search(labels(page))

    def test_sends_who_does_no_business_to_what_he_does(self, town):
        administrator = Member(town, "mao", role="administrator").equipped().signed_in()
        assert Browser(town, administrator).get("/").goes_to == "/accounts"

    def test_of_an_auditor_has_no_task_and_leads_him_on_to_all(self, town):
        auditor = Browser(town, Member(town, "tang", role="auditor").equipped().signed_in())
        assert "没有等您办理的事项。" in auditor.get("/").text
        for path in ("/topics", f"/topics/{town.topic}", "/calls", "/suggestions", "/search?q=接力", "/help"):
            page = auditor.get(path)
            assert page.status == 200
            assert not [link for link in page.links() if link.startswith("/do/")]


def decision(lead, course, **changed):
    told = {"lead": lead, "course": course, "reports": [], "assigned_on": None}
    return told | changed


class TestRecord:
    def test_counts_each_decision_of_a_unit_once_and_draws_what_it_counts(self):
        report = {"outcome": "accepted", "by": {"on": "2026-03-11"}}
        open_ = [
            decision("finance", "overdue"),
            decision("finance", "on_course"),
            decision("safety", "awaiting_hearing", reports=[report], assigned_on="2026-03-01"),
        ]
        lines = record(open_, [decision("finance", "done")])
        assert [(line["unit"], line["done"], line["accepted"], line["going_on"], line["late"]) for line in lines] == [
            ("finance", 1, 0, 1, 1),
            ("safety", 0, 1, 0, 0),
        ]
        assert [part["key"] for part in lines[0]["bar"]] == ["ok", "go", "late"]
        assert lines[0]["bar"][-1]["x"] + lines[0]["bar"][-1]["width"] <= 160
        assert [line["days"] for line in lines] == [None, 10]


class TestSearch:
    def test_finds_two_characters_and_marks_them_where_they_stand(self, town):
        page = Browser(town, "chen").get("/search?q=接力")
        assert f"/topics/{town.topic}" in page.links()
        assert "关于增设爱心<mark>接力</mark>站的议题" in page.html

    def test_says_that_nothing_was_found_and_what_to_do(self, town):
        page = Browser(town, "chen").get("/search?q=食堂")
        assert "没有找到含有“食堂”的内容" in page.text
        assert page.value("q") == "食堂"

    def test_shows_what_was_typed_as_text(self, town):
        page = Browser(town, "chen").get("/search?q=%3Cscript%3E")
        assert "<script>" not in page.html.partition("<main")[2]

    def test_without_words_shows_the_box(self, town):
        page = Browser(town, "chen").get("/search?q=+")
        assert page.status == 200
        assert page.field("q")

    @pytest.mark.parametrize("asked", ["财政", "cz", "caizheng"])
    def test_finds_units_by_their_name_and_its_sound(self, town, asked):
        assert "/decisions?lead=finance" in Browser(town, "chen").get(f"/search?q={asked}").links()

    @pytest.mark.parametrize("asked", ["䶮", "zhuyan", "zy"])
    def test_finds_people_by_their_name_and_its_sound(self, town, asked):
        person = does(town, "zhou", "/people", {"name": "朱䶮"})["id"]
        assert f"/people/{person}" in Browser(town, "chen").get(f"/search?q={asked}").links()
        assert f"/people/{person}" not in Browser(town, "chen").get("/search?q=朱喆").links()

    def test_shows_the_first_people_of_many_and_says_so(self, town, monkeypatch):
        for name in ("欧阳一", "欧阳二", "欧阳三"):
            does(town, "zhou", "/people", {"name": name})
        assert "共 3 条" in Browser(town, "chen").get("/search?q=欧阳").text
        monkeypatch.setattr(searching, "_MOST", 2)
        page = Browser(town, "chen").get("/search?q=欧阳")
        assert "以下为前 2 条" in page.text
        assert [name in page.text for name in ("欧阳二", "欧阳三", "欧阳一")] == [True, True, False]

    @pytest.mark.parametrize("words", [["a.b"], ["(", "*"]])
    def test_takes_signs_as_they_are(self, words):
        assert "".join(piece for piece, _ in marked("x a.b (y) *", words)) == "x a.b (y) *"
        assert [piece for piece, sought in marked("x a.b (y) *", words) if sought] == words


class TestHelp:
    def test_is_for_everybody_who_is_signed_in_and_has_the_keys(self, town):
        page = Browser(town, "chen").get("/help")
        assert 'id="keys"' in page.html
        assert "/audit" in page.links()
        assert "协调小组组长" in page.text

    def test_is_wholly_in_english_too(self, town):
        assert not HAN.search(Browser(town, "chen", "en").get("/help").html.partition("<main")[2])


def test_csv_that_the_desk_links_to_is_the_api_s(town):
    link = next(each for each in Browser(town, "chen").get("/").links() if "format=csv" in each)
    assert link.startswith(f"{BASE}/decisions?")
    assert Browser(town, "chen").get(link).headers["content-type"].startswith("text/csv")
