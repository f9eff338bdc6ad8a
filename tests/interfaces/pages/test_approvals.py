"""Approvals: one card for each decision that is asked of whoever looks, with the text beside the answers."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from interfaces.pages.approvals_matter import ANSWERS
from interfaces.pages.desk_tasks import SIGNED
from tests.interfaces.http.life import lived
from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import does, labels, planned, prepared, served

ASKED = {
    "topic.referred": ("zhao", "答复提请"),
    "meeting.principal_asked": ("zhao", "答复商请"),
    "meeting.date_proposed": ("li", "同意会议时间"),
    "meeting.change_proposed": ("li", "同意改期或者取消"),
    "minutes.drafted": ("li", "审核同意会议纪要"),
    "minutes.correction_drafted": ("li", "同意纪要更正"),
    "decision.proposed_for_take_over": ("sun", "同意承接"),
    "decision.change_proposed": ("li", "同意变更"),
    "decision.extension_asked": ("li", "同意延期"),
    "decision.reported": ("li", "认可报告"),
    "decision.reopening_proposed": ("li", "同意重新办理"),
    "decision.publication_proposed": ("li", "同意公开"),
}
"""What asks a decision, of whom, and what it is called."""


@pytest.fixture(scope="module")
def town():
    """A town with a topic and a date that both heads are asked about; all tests only look."""
    with served() as town:
        town.topic = prepared(town)
        town.meeting = planned(town)
        does(town, "li", f"/topics/{town.topic}/approval/agreements", {"text_version": 1})
        yield town


@pytest.fixture(scope="module")
def life():
    """A town that has lived to its second year."""
    with served() as town:
        yield lived(town)


def card(page, called):
    """The card of an act."""
    cards = re.findall(r"<article.*?</article>", page.html, flags=re.DOTALL)
    return next(each for each in cards if f">{called}</h2>" in each)


class TestForm:
    def test_shows_what_is_agreed_to_before_it_is_signed(self, town):
        page = Browser(town, "sun").get(f"/do/agree_to_date?meeting={town.meeting}&date_version=1")
        assert "保存草稿" not in page.text, "nothing is to be typed"
        aside = page.html.partition("<aside")[2]
        told = town.get(f"/meetings/{town.meeting}").json()["dates"][-1]
        for each in (
            "请您决定的内容",
            told["place"],
            told["starts"],
            f"{int(told['day'][5:7])}月{int(told['day'][8:])}日",
        ):
            assert each in aside

    def test_of_what_is_not_before_anybody_shows_nothing(self, life):
        minutes = life.town.get("/minutes").json()["items"][0]["id"]
        page = Browser(life.town, "sun").get(f"/do/agree_to_correction?minutes={minutes}")
        assert page.status == 200
        assert "请您决定的内容" not in page.text


class TestCard:
    def test_has_the_text_to_be_decided_on_beside_who_has_agreed(self, town):
        shown = card(Browser(town, "sun").get("/approvals"), "同意审定议题")
        for told in ("请镇政府年内新建接力站五处。", "现有接力站三处", "基本达成共识", "工具间已采纳。", "李文秀"):
            assert told in shown

    def test_leads_each_answer_to_its_form_with_the_version_that_was_looked_at(self, town):
        shown = card(Browser(town, "sun").get("/approvals"), "同意审定议题")
        forms = re.findall(r'href="(/do/[^"]+)"', shown.replace("&amp;", "&"))
        assert [urlsplit(form).path for form in forms][:2] == ["/do/agree_to_topic", "/do/refuse_topic_agreement"]
        for form in forms:
            assert parse_qs(urlsplit(form).query)["text_version"] == ["1"]
            assert parse_qs(urlsplit(form).query)["then"] == ["/approvals"]

    def test_of_a_date_says_the_day_and_the_topics(self, town):
        shown = card(Browser(town, "li").get("/approvals"), "同意会议时间")
        assert "2025年6月20日 星期五" in shown
        assert "date_version=1" in shown
        assert "尚待同意" in shown

    def test_is_not_shown_to_who_has_decided_or_has_nothing_to_decide(self, town):
        assert "同意审定议题" not in Browser(town, "li").get("/approvals").text
        page = Browser(town, "chen").get("/approvals")
        assert "没有等您决定的事项。" in page.text
        assert "/" in page.links()

    def test_of_the_past_has_no_answers(self, town):
        page = Browser(town, "sun").get(f"/approvals?at={town.head}")
        assert "同意审定议题" in page.text
        assert "不是现在的状态" in page.text
        assert not [link for link in page.links() if link.startswith("/do/")]

    def test_is_counted_in_the_menu(self, town):
        page = Browser(town, "sun").get("/approvals")
        assert re.search(r'data-key="approvals">[^<]*<span class="n">2</span>', page.html)
        assert page.html.count("<article") == 2

    def test_is_in_english_without_chinese_chrome(self, town):
        page = Browser(town, "sun", "en").get("/approvals")
        assert "Agree" in page.text
        assert not HAN.search(labels(page).replace("财政所", ""))

    @pytest.mark.parametrize(("fact", "who", "called"), [(fact, *asked) for fact, asked in ASKED.items()])
    def test_is_made_of_every_matter_that_may_be_put_to_somebody(self, life, fact, who, called):
        event = next(life.facts(fact))
        page = Browser(life.town, who).get(f"/approvals?at={event['position']}")
        shown = card(page, called)
        body = event["data"]["body"]
        told = body.get("reason") or body.get("request") or body.get("document") or body.get("text")
        if isinstance(told, str):
            assert told in shown


def test_an_answer_given_on_its_form_leads_back_to_the_cards():
    with served() as town:
        topic = prepared(town)
        page = Browser(town, "sun")
        form = next(link for link in page.get("/approvals").links() if link.startswith("/do/agree_to_topic"))
        assert "请镇政府年内新建接力站五处。" in page.get(form).text
        key = page.get(form).value("key")
        done = page.post(form, {"key": key, "text_version": "1", "step": "done"})
        assert done.status == 303
        assert re.fullmatch(r"/approvals\?done=\d+&did=agree_to_topic", done.goes_to)
        assert "已记载（第" in page.get(done.goes_to).text
        assert town.get(f"/topics/{topic}").json()["agreements"][0]["seat"] == "liaison"


def test_a_text_that_was_changed_meanwhile_is_not_agreed_to(town):
    before = town.get(f"/topics/{town.topic}").json()["agreements"]
    form = f"/do/agree_to_topic?topic={town.topic}&text_version=7"
    page = Browser(town, "sun").post(form, {"key": "k", "text_version": "7", "step": "done"})
    assert page.status == 409
    assert town.get(f"/topics/{town.topic}").json()["agreements"] == before


def test_every_other_answer_belongs_to_a_signature():
    assert set(ANSWERS) | {other for others in ANSWERS.values() for other in others} <= SIGNED
