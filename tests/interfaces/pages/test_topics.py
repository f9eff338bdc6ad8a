"""The pool of topics, and the page on which its proposer finds what became of his topic."""

import re
from dataclasses import replace

import pytest

from domain.charter import How, Panel
from domain.charter_reading import built_in, read_charter
from interfaces.pages.names import Names
from interfaces.pages.topics_view import changed, opinions_of, sides_of, steps_of, still_to_agree
from tests.interfaces.http.life import lived
from tests.interfaces.http.town import BASE
from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import TEXT, does, labels, on_topic, prepared, served, submitted


@pytest.fixture(scope="module")
def town():
    """A town with three topics: one that waits for one head, one with two versions, one that was returned."""
    with served() as town:
        town.waiting = prepared(town)
        does(town, "li", f"/topics/{town.waiting}/approval/agreements", {"text_version": 1, "remark": "抓紧办理。"})
        town.revised = submitted(town, title="关于职工<b>医疗互助</b>的议题")
        text = TEXT | {"request": "请镇政府年内新建接力站八处。", "reason": "按意见修改。"}
        on_topic(town, town.revised, "zhou", "text", text)
        town.returned = submitted(town, title="关于疗休养的议题", category="welfare")
        on_topic(town, town.returned, "wang", "return", {"reason": "经费测算缺项。"})
        yield town


@pytest.fixture(scope="module")
def life():
    """A town that has lived to its second year."""
    with served() as town:
        yield lived(town)


def seen(town, topic, who="zhou", at="", language="zh-CN"):
    return Browser(town, who, language).get(f"/topics/{topic}{at}")


class TestPool:
    def test_lists_every_topic_with_its_state_and_leads_on(self, town):
        page = Browser(town, "chen").get("/topics")
        assert {f"/topics/{each}" for each in (town.waiting, town.revised, town.returned)} <= set(page.links())
        assert "已退回" in page.text
        assert any(link.startswith("/do/submit_topic") for link in page.links())

    def test_offers_to_bring_a_topic_to_who_can(self, town):
        offered = {who: Browser(town, who).get("/topics").links() for who in ("wang", "chen", "shen", "sun")}
        found = {who for who, links in offered.items() if [link for link in links if "/do/submit_topic" in link]}
        assert found == {"wang", "chen"}

    def test_is_narrowed_by_what_the_form_says_and_keeps_it(self, town):
        page = Browser(town, "chen").get("/topics?category=welfare&stage=")
        assert f"/topics/{town.returned}" in page.links()
        assert f"/topics/{town.waiting}" not in page.links()
        assert '<option value="welfare" selected>' in page.html
        tables = [link for link in page.links() if link.startswith(f"{BASE}/topics?") and "format=csv" in link]
        assert ["category=welfare" in link for link in tables] == [True]

    def test_that_is_empty_because_of_the_filter_offers_to_clear_it(self, town):
        page = Browser(town, "chen").get("/topics?stage=merged")
        assert "没有符合这些条件的议题。" in page.text
        assert "/topics" in page.links()

    def test_of_the_past_offers_nothing_to_do(self, town):
        page = Browser(town, "zhou").get("/topics?at=1")
        assert page.status in {200, 404}
        page = Browser(town, "zhou").get(f"/topics?at={town.head}")
        assert "不是现在的状态" in page.text
        assert f"/topics/{town.waiting}?at={town.head}" in page.links()
        assert not [link for link in page.links() if link.startswith("/do/")]


class TestTopic:
    def test_names_who_agreed_to_which_version_and_who_has_still_to(self, town):
        text = seen(town, town.waiting).text
        assert re.search(r"同意 李文秀（镇总工会主席） 2025年1月\d+日同意第 1 版 抓紧办理。", text)
        assert re.search(r"尚待同意 联系工会工作的行政副镇长 孙立群 尚未同意第 1 版", text)

    def test_says_what_each_unit_concerned_answered(self, town):
        text = seen(town, town.waiting).text
        assert re.search(r"修改后同意 财政所 原则同意，须保留工具间。", text)
        assert "基本达成共识" in text
        assert "工具间已采纳。" in text

    def test_says_whom_it_waits_for_and_leads_him_to_the_form(self, town):
        form = f"/do/agree_to_topic?topic={town.waiting}&then=%2Ftopics%2F{town.waiting}"
        assert form in seen(town, town.waiting, "sun").links()
        assert "由您办理" in seen(town, town.waiting, "sun").text
        assert "由您办理" not in seen(town, town.waiting, "chen").text
        assert form not in seen(town, town.waiting, "chen").links()

    def test_says_that_it_waits_for_both_sides_and_for_one_seat_of_each(self, town):
        topic = prepared(town, title="关于工间休息的议题")
        assert re.search(
            r"同意审定议题.{0,40}行政副镇长 孙立群，和 镇总工会主席 李文秀", seen(town, topic, "chen").text
        )
        names = Names(language="en", units={}, measures=read_charter(built_in("chengqiao")), duties={})
        entry = {"what": "agree_to_topic", "seats": ["mayor", "liaison", "union_chair"]}
        assert sides_of(entry, names) == [["mayor", "liaison"], ["union_chair"]]
        assert sides_of(entry | {"what": "join_topic"}, names) == [entry["seats"]]

    def test_leads_the_office_to_enter_what_a_head_signed_on_paper(self, town):
        office = seen(town, town.waiting, "wang")
        assert "代为登记" in office.text
        [form] = [link for link in office.links() if link.startswith(f"/do/agree_to_topic?topic={town.waiting}")]
        assert '<option value="paper" selected>' in Browser(town, "wang").get(form).html

    def test_shows_what_the_next_version_changed_as_text(self, town):
        page = seen(town, town.revised)
        assert "接力站<del>五</del><ins>八</ins>处" in page.html
        assert "<b>医疗互助</b>" not in page.html
        assert "按意见修改。" in page.text

    def test_says_why_it_was_returned(self, town):
        text = seen(town, town.returned).text
        assert "理由：经费测算缺项。" in text
        assert "退回补正： 经费测算缺项。" in text

    def test_was_otherwise_before(self, town):
        listed = town.get(f"/timeline/{town.waiting}").json()["items"]
        page = seen(town, town.waiting, at=f"?at={listed[0]['position']}")
        assert "不是现在的状态" in page.text
        assert "尚未报告调研情况。" in page.text
        assert "李文秀（镇总工会主席） 2025" not in page.text.partition("经过")[0]
        assert not [link for link in page.links() if link.startswith("/do/")]
        assert f"/topics/{town.waiting}?at={listed[-1]['position']}" in page.links()

    def test_is_in_english_without_chinese_chrome(self, town):
        page = seen(town, town.waiting, "sun", language="en")
        assert "Still to agree" in page.text
        assert not HAN.search(labels(page).replace(TEXT["title"], "").replace("财政所", ""))

    def test_is_not_for_who_has_no_seat(self, town):
        assert seen(town, town.waiting, "mao").status == 403

    def test_that_there_is_not_is_said(self, town):
        assert seen(town, "01957000-0000-7000-8000-000000000004").status == 404


class TestWhatBecameOfIt:
    def test_is_two_clicks_from_the_desk_meeting_outcome_and_decisions(self, life):
        topic = life.ids["topic"]
        pool = Browser(life.town, "li").get("/topics")
        assert f"/topics/{topic}" in pool.links()
        page = seen(life.town, topic, "li")
        doc = life.town.get(f"/topics/{topic}").json()
        top = page.text.partition("议题内容")[0]
        assert doc["discussions"][0]["summary"] in top
        assert "2025年度例会" in top
        assert {f"/decisions/{each}" for each in doc["decisions"]} <= set(page.links())
        assert f"/minutes/{doc['minutes']}" in page.links()

    def test_every_topic_of_a_life_can_be_read(self, life):
        for topic in life.town.get("/topics?limit=200").json()["items"]:
            page = seen(life.town, topic["id"], "li")
            assert page.status == 200
            assert topic["title"] in page.text


def a_topic(**changed):
    told = {"stage": "submitted", "research": [], "consensus": "open", "agreements": [], "text_version": 2}
    lists = {"asked": [], "opinions": [], "consultations": [], "concerned": ["finance"]}
    return told | lists | changed


class TestView:
    def test_an_opinion_on_an_earlier_version_does_not_count(self):
        given = {"unit": "finance", "text_version": 1, "opinion": "agree", "text": "同意。"}
        [line] = opinions_of(a_topic(opinions=[given]), "2026-06-30")
        assert (line["state"], line["given"], line["earlier"]) == ("not_asked", None, [given])

    @pytest.mark.parametrize(("due", "state"), [("2026-06-29", "late"), ("2026-06-30", "asked"), (None, "asked")])
    def test_an_answer_is_late_after_its_day(self, due, state):
        [line] = opinions_of(a_topic(asked=[{"unit": "finance", "text_version": 2, "due": due}]), "2026-06-30")
        assert line["state"] == state

    @pytest.mark.parametrize(
        ("changed_to", "at"),
        [
            ({}, "researched"),
            ({"research": [{}]}, "consulted"),
            ({"research": [{}], "consensus": "basic"}, "approved"),
            ({"stage": "scheduled"}, "discussed"),
        ],
    )
    def test_steps_say_where_it_is(self, changed_to, at):
        assert [step for step, mark in steps_of(a_topic(**changed_to)) if mark == "c"] == [at]

    def test_what_left_the_way_has_no_steps(self):
        assert steps_of(a_topic(stage="withdrawn")) == []

    def test_one_of_a_side_is_enough(self):
        measures = read_charter(built_in())
        panel = Panel(how=How.ONE_PER_SIDE, seats=("liaison", "mayor", "union_chair"))
        measures = replace(measures, topics=replace(measures.topics, approval=panel))
        names = Names(language="en", units={}, measures=measures, duties={})
        given = a_topic(agreements=[{"seat": "liaison", "side": "gov"}])
        assert still_to_agree(given, [], names) == ["union_chair"]
        assert still_to_agree(a_topic(stage="approved"), [], names) == []

    def test_changes_put_together_are_both_texts(self):
        parts = changed("请新建接力站五处。", "请改建接力站八处，年内完成。")
        assert "".join(part for kind, part in parts if kind != "ins") == "请新建接力站五处。"
        assert "".join(part for kind, part in parts if kind != "del") == "请改建接力站八处，年内完成。"


def test_the_version_of_a_form_is_the_one_that_was_looked_at(town):
    page = Browser(town, "sun").get(f"/do/agree_to_topic?topic={town.waiting}&text_version=7")
    assert page.value("text_version") == "7"


class TestBesideAForm:
    def test_stands_what_each_unit_and_each_head_said_with_the_day(self, town):
        page = Browser(town, "sun").get(f"/do/agree_to_topic?topic={town.waiting}")
        beside = page.html.partition("<aside")[2]
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", beside))
        assert re.search(
            r"修改后同意 财政所 原则同意，须保留工具间。 陈永康（财政所 · 部门负责人） · 2025年1月\d+日", text
        )
        assert "工具间已采纳。" in text
        assert re.search(r"同意 李文秀（镇总工会主席） 2025年1月\d+日同意第 1 版 抓紧办理。", text)

    def test_stands_whose_opinion_is_missing(self, town):
        topic = submitted(town, title="关于食堂的议题", concerned=["finance", "safety"])
        on_topic(town, topic, "zhou", "opinions/requests", {"unit": "finance"})
        beside = Browser(town, "zhou").get(f"/do/declare_consensus?topic={topic}").html.partition("<aside")[2]
        assert re.search(r"待反馈</span><div><b>财政所", beside)
        assert re.search(r"未征求</span><div><b>安全办", beside)

    def test_stands_why_the_heads_put_it_before_the_leading_group(self, town):
        topic = submitted(town, title="关于班车的议题")
        on_topic(town, topic, "li", "referral", {"reason": "双方对经费来源意见不一。"})
        beside = Browser(town, "zhao").get(f"/do/answer_referral?topic={topic}").html.partition("<aside")[2]
        assert "双方对经费来源意见不一。" in beside
        assert "李文秀（镇总工会主席） · 2025年1月" in beside
