"""A year of the conference by the people who live it, who only click what they see: from a topic to a decision done."""

from datetime import date

import pytest

from tests.browser.clicking import hand_of
from tests.browser.serving import AUDITOR, HEADS, OFFICE

TITLE = "关于增设户外职工爱心接力站的议题"
DECISION = "年内建成户外职工爱心接力站三处。"
DEPARTMENT, MAYOR, UNION = "chen", "zhao", "li"
BRIEFINGS = 4
SPEAKERS = {"gov": "孙立群", "union": "李文秀"}


class People:
    """The cast at one window; each comes in anew for what he does, on the day it is done."""

    def __init__(self, window):
        self.window = window

    def on(self, month, day):
        self.window.served.clock.move_to(date(2025, month, day))

    def open(self, name):
        return hand_of(self.window, name)

    def at_topic(self, name, *acts):
        """Somebody goes to the topic and does one act after the other."""
        with self.open(name) as hand:
            for command, values in acts:
                hand.menu("topics").follow(TITLE).act(command, **values)

    def at_meeting(self, name, *acts):
        with self.open(name) as hand:
            for command, values in acts:
                hand.menu("meetings")
                hand.page.locator("main a:visible[href^='/meetings/']").first.click()
                hand.act(command, **values)

    def at_decision(self, name, *acts):
        with self.open(name) as hand:
            for command, values in acts:
                hand.menu("decisions").follow(DECISION).act(command, **values)

    def at_minutes(self, name, *acts):
        with self.open(name) as hand:
            for command, values in acts:
                hand.menu("minutes")
                hand.page.locator("main a:visible[href^='/minutes/']").first.click()
                hand.act(command, **values)


@pytest.fixture
def people(first_window):
    return People(first_window)


def _topic_is_settled(people):
    people.on(2, 10)
    with people.open(OFFICE) as clerk:
        clerk.menu("meetings").act("plan_ordinary_meeting", year="2025")
        clerk.menu("topics").act(
            "submit_topic",
            title=TITLE,
            side="union",
            proposer="town_union",
            category="union_venues",
            background="户外作业职工中午休息不便。",
            request="请协调公共用房新建接力站。",
            concerned=["finance"],
        )
    people.at_topic(OFFICE, ("report_research", {"findings": "走访企业六家。"}), ("ask_opinion", {"unit": "finance"}))
    people.at_topic(DEPARTMENT, ("give_opinion", {"opinion": "agree", "text": "同意。"}))
    people.at_topic(OFFICE, ("declare_consensus", {}))
    for head in HEADS:
        people.at_topic(head, ("agree_to_topic", {}))


def _meeting_is_called(people):
    people.on(5, 26)
    people.at_meeting(OFFICE, ("propose_date", {"day": "2025-06-20", "starts": "14:00", "place": "镇政府二楼会议室"}))
    for head in HEADS:
        people.at_meeting(head, ("agree_to_date", {}))
    people.at_meeting(OFFICE, ("draw_up_agenda", {"topics": [TITLE]}), ("issue_notice", {}))


def _meeting_is_held(people):
    people.on(6, 20)
    people.at_meeting(MAYOR, ("open_meeting", {}))
    with people.open(OFFICE) as clerk:
        clerk.menu("meetings")
        clerk.page.locator("main a:visible[href^='/meetings/']").first.click()
        clerk.page.locator("main a:visible[href$='/live']").first.click()
        room = clerk.page.locator(".room nav a")
        for index in range(room.count()):
            room.nth(index).click()
            _enter_all(clerk)
    people.at_meeting(MAYOR, ("close_meeting", {}))


def _enter_all(clerk):
    """Enter what the item of the agenda waits for, matter by matter, by the form that stands under it."""
    waits = clerk.page.locator(".room nav a[aria-current] .tag.warn")
    for _ in range(BRIEFINGS):
        if waits.count():
            clerk.filled(_said(clerk.page.locator("main form.form"))).done()
    assert not waits.count()


def _said(form):
    """What is entered in a form of the room: only the fields it has."""
    said = {"text": "通报有关工作情况。", "summary": "会议同意。", "outcome": "agreed"}
    said |= {"decisions.0.text": DECISION, "decisions.0.lead": "finance", "decisions.0.due": "2025-12-19"}
    if form.locator("[name=side]").count():
        said["person"] = SPEAKERS[form.locator("[name=side]").get_attribute("value")]
    return {name: value for name, value in said.items() if form.locator(f'[name^="{name}"]').count()}


def _minutes_are_issued(people):
    people.on(6, 27)
    people.at_meeting(OFFICE, ("draft_minutes", {"title": "第一次联席会议纪要"}))
    for head in HEADS:
        people.at_minutes(head, ("agree_to_minutes", {}))
    people.at_minutes(OFFICE, ("issue_minutes", {"recipients": "各部门"}))


def _decision_is_done(people):
    people.on(9, 1)
    people.at_decision(OFFICE, ("assign_decision", {"slip": "请按期落实。"}))
    people.at_decision(DEPARTMENT, ("receive_decision", {}))
    people.at_decision(DEPARTMENT, ("report_decision", {"progress": "fully", "text": "三处均已建成开放。"}))
    for head in HEADS:
        people.at_decision(head, ("accept_report", {}))


def test_a_year_is_clicked_through_from_the_topic_to_the_accepted_report(people):
    for chapter in (_topic_is_settled, _meeting_is_called, _meeting_is_held, _minutes_are_issued, _decision_is_done):
        chapter(people)
    with people.open(UNION) as head:
        head.menu("decisions").follow(DECISION).sees(DECISION)
    [decision] = people.window.plain.api(OFFICE, "/decisions")["items"]
    assert decision["stage"] == "accepted"


class TestAnAuditor:
    def test_goes_through_a_decision_step_by_step(self, window):
        with window.visit(AUDITOR) as visit:
            page = visit.open("/")
            page.locator("nav.side a[data-key=decisions]").click()
            page.locator("main .ledger th a").first.click()
            steps = page.locator("main .tl a[href*='at=']").count()
            for step in range(steps):
                page.locator("main .tl a[href*='at=']").nth(step).click()
                page.locator(".past .past-note, main .tl [aria-current]").first.wait_for()
                assert not page.locator("main a:visible[href^='/do/']").count()
            assert steps

    def test_takes_the_records_away(self, window):
        with window.visit(AUDITOR) as visit:
            page = visit.open("/")
            page.locator("nav.side a[data-key=audit]").click()
            with page.expect_download() as taken:
                page.locator("main a[href$='/audit/export']").click()
            assert taken.value.path().stat().st_size > 10_000
