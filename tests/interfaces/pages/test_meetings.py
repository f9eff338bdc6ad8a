"""The pages of a meeting: its way, who is expected, the room, and what it was at any time."""

import re

import pytest

from interfaces.pages.meetings_steps import Waits
from tests.interfaces.pages.filling import opened, send
from tests.interfaces.pages.meeting_stages import in_room, noticed, planned
from tests.interfaces.pages.reading import HAN, Browser


@pytest.fixture(scope="module")
def ahead():
    with planned() as stage:
        yield stage


@pytest.fixture(scope="module")
def invited():
    with noticed() as stage:
        yield stage


@pytest.fixture(scope="module")
def room():
    with in_room() as stage:
        yield stage


class TestList:
    def test_shows_each_meeting_and_leads_to_it(self, ahead):
        page = ahead.page("/meetings")
        assert "2025年度例会" in page.text
        assert f"/meetings/{ahead.meeting}" in page.links()
        assert "截至第" in page.text

    def test_is_narrowed_and_says_so_when_nothing_fits(self, ahead):
        assert "2025年度例会" in ahead.page("/meetings?year=2025&meeting_kind=ordinary&stage=planned").text
        page = ahead.page("/meetings?stage=archived")
        assert "没有符合条件的会议" in page.text
        assert "/meetings" in page.links()

    def test_offers_to_plan_one_to_the_office_and_to_ask_for_one_to_the_heads(self, ahead):
        office, head, unit = (ahead.page("/meetings", who).links() for who in ("wang", "li", "chen"))
        assert {"/do/plan_ordinary_meeting", "/do/plan_extraordinary_meeting"} <= set(office)
        assert "/do/plan_extraordinary_meeting" in head
        assert not [link for link in unit if link.startswith("/do/")]

    def test_of_the_past_offers_nothing(self, ahead):
        page = ahead.page(f"/meetings?at={ahead.town.head}")
        assert not [link for link in page.links() if link.startswith("/do/")]
        assert f"/meetings/{ahead.meeting}?at={ahead.town.head}" in page.links()


class TestName:
    @pytest.mark.parametrize(
        "path", ["/", "/meetings", "/meetings/{0}", "/decisions", "/topics/{1}", "/do/close_meeting?meeting={0}"]
    )
    def test_of_a_meeting_is_the_same_wherever_it_is_named(self, room, path):
        page = room.page(path.format(room.meeting, room.year.id["station"]), "zhao")
        assert "第一次会议（2025年度例会）" in page.text


class TestWay:
    def test_names_who_agreed_to_the_date_and_whose_word_is_missing(self, ahead):
        text = ahead.of_meeting().text
        assert "2025年6月20日" in text
        assert "孙立群" in text.partition("会议时间")[2].partition("拟定议程")[0]
        assert "待同意 镇总工会主席" in text

    def test_leads_whose_turn_it_is_to_the_form(self, ahead):
        form = f"/do/agree_to_date?meeting={ahead.meeting}&then=/meetings/{ahead.meeting}"
        assert form in ahead.of_meeting("", "li").links()
        assert "等您办理" in ahead.of_meeting("", "li").text
        assert form not in ahead.of_meeting("", "sun").links()

    def test_asks_for_no_other_date_while_one_is_before_the_heads(self, ahead):
        form = f"/do/propose_date?meeting={ahead.meeting}"
        links = ahead.of_meeting().links()
        assert form in links
        assert f"{form}&then=/meetings/{ahead.meeting}" not in links

    def test_has_the_steps_the_measures_ask_for_and_no_other(self, ahead):
        text = ahead.of_meeting().text
        for step in (
            "筹备",
            "议题征集",
            "调研",
            "会前协调",
            "审定",
            "会议时间",
            "会议通知",
            "会议材料",
            "会议纪要",
            "归档",
        ):
            assert step in text
        assert "商请政府主要领导" not in text.partition("可以办理")[0]

    def test_counts_the_topics_that_are_through(self, ahead):
        assert "2 项议题中 2 项已完成" in ahead.of_meeting().text

    def test_of_an_earlier_moment_is_as_it_was_and_nothing_can_be_done(self, ahead):
        first = next(link for link in ahead.of_meeting().links() if link.startswith(f"/meetings/{ahead.meeting}?at="))
        page = ahead.page(first)
        assert "回到当前" in page.text
        assert "2025年6月20日" not in page.text.partition("经过")[0]
        assert not [link for link in page.links() if link.startswith("/do/")]

    def test_that_nobody_knows_is_told_to_be_unknown(self, ahead):
        assert Browser(ahead.town, "wang").get("/meetings/00000000-0000-0000-0000-000000000000").status == 404

    def test_is_for_those_who_are_signed_in(self, ahead):
        page = Browser(ahead.town).get(f"/meetings/{ahead.meeting}")
        assert (page.status, page.goes_to.partition("?")[0]) == (303, "/sign-in")


@pytest.mark.parametrize(("act", "between"), [("agree_to_date", "comma"), ("open_meeting", "or")])
def test_those_who_sign_do_so_each_and_of_those_who_chair_one_does(act, between):
    assert Waits(act=act, title="", href="", seats=("mayor", "liaison")).between == between


class TestAttendance:
    def test_lists_those_expected_class_by_class_with_their_answers(self, invited):
        text = invited.of_meeting("/attendance").text
        assert "镇政府班子领导" in text
        for name, answer in (("赵志远", "确认出席"), ("冯国栋", "已请假"), ("郑海涛", "由唐小燕代为出席")):
            assert answer in text.partition(name)[2][:200]

    def test_is_led_to_from_the_notice_that_is_to_reach_them(self, invited):
        assert f"/meetings/{invited.meeting}/attendance#reached" in invited.of_meeting().links()

    def test_notes_at_once_whom_the_notice_reached(self):
        with noticed() as stage:
            page = stage.of_meeting("/attendance")
            people = re.findall(r'name="invitee" value="([^"]+)" checked', page.html)
            given = {"version": page.value("version"), "key": page.value("key"), "manner": "政务微信"}
            left = people.pop()
            answer = Browser(stage.town, "wang").post(
                f"/meetings/{stage.meeting}/delivery", given | {"invitee": people}
            )
            assert answer.goes_to == f"/meetings/{stage.meeting}/attendance?done={stage.town.head}&did=note_delivery"
            told = stage.town.get(f"/meetings/{stage.meeting}").json()["expected"]
            assert {each["person"] for each in told if each["delivered"]} == set(people)
            assert {each["person"] for each in told if each["person"] and not each["delivered"]} == {left}
            assert stage.of_meeting("/attendance").html.count("已送达：政务微信") == len(people) > 5

    def test_says_how_the_notice_reached_somebody_where_that_is_lacking(self):
        with noticed() as stage:
            page = stage.of_meeting("/attendance")
            given = {"version": page.value("version"), "manner": " ", "invitee": [stage.town.people["zhao"]]}
            refused = Browser(stage.town, "wang").post(f"/meetings/{stage.meeting}/delivery", given)
            assert refused.status == 422
            assert refused.html.count('name="invitee"') > 5
            assert refused.html.count(" checked") == 1
            assert "#f-manner" in refused.links()
            nobody = Browser(stage.town, "wang").post(f"/meetings/{stage.meeting}/delivery", given | {"invitee": []})
            assert "#f-invitee" in nobody.links()

    def test_lets_the_invited_answer_for_himself_and_nobody_else(self, invited):
        acts = {link for link in invited.of_meeting("/attendance", "qian").links() if link.startswith("/do/")}
        own = invited.year.visitor.lists("wang", "list_invitations", meeting=invited.meeting)["items"]
        [mine] = [each["id"] for each in own if each["person"] == invited.town.people["qian"]]
        assert acts == {
            f"/do/{act}?invitation={mine}&then=/meetings/{invited.meeting}/attendance"
            for act in ("reply_to_invitation", "ask_leave", "name_substitute")
        }
        assert "您的邀请" in invited.of_meeting("", "qian").text

    def test_keeps_the_reason_of_a_leave_to_itself(self, invited):
        assert "外出培训" not in invited.of_meeting("/attendance").html

    def test_has_a_sheet_to_be_signed_with_a_line_for_everybody(self, invited):
        sheet = invited.of_meeting("/sign-in-sheet")
        expected = invited.year.visitor.seen("wang", invited.year.href["meeting"]).json()["expected"]
        assert sheet.html.count("<tr><td>") == len(expected) + 4
        assert "签名" in sheet.text

    def test_is_recorded_as_the_list_was_filled_in(self):
        with in_room() as stage:
            page = stage.of_meeting("/attendance")
            path = f"/meetings/{stage.meeting}/attendance"
            given = {"version": page.value("version"), "key": page.value("key"), "presence.0": "absent"}
            answer = Browser(stage.town, "wang").post(path, given)
            assert answer.status == 303, answer.text
            assert answer.goes_to.startswith(f"{path}?done=")
            [line, *_] = stage.year.visitor.seen("wang", stage.year.href["meeting"]).json()["attendance"]
            assert line["presence"] == "absent"
            again = {
                "version": stage.of_meeting("/attendance").value("version"),
                "presence.1": "leave",
                "rest": "present",
            }
            assert Browser(stage.town, "wang").post(path, again).status == 303
            lines = stage.year.visitor.seen("wang", stage.year.href["meeting"]).json()["attendance"]
            assert {each["presence"] for each in lines if each["person"] != lines[1]["person"]} == {"present"}
            assert f"/do/record_attendance?meeting={stage.meeting}" not in stage.of_meeting().links()

    def test_that_was_overtaken_is_shown_again_with_what_was_chosen(self, room):
        path = f"/meetings/{room.meeting}/attendance"
        answer = Browser(room.town, "wang").post(path, {"version": "1", "key": "", "presence.1": "absent"})
        assert answer.status == 412
        assert 'name="presence.1" value="absent" checked' in answer.html


class TestInvitation:
    def test_shows_the_answers_and_lets_the_invited_change_his_mind(self, invited):
        listed = invited.year.visitor.lists("wang", "list_invitations", meeting=invited.meeting)["items"]
        [leave] = [each["id"] for each in listed if each["person"] == invited.town.people["feng"]]
        page = invited.page(f"/invitations/{leave}", "feng")
        assert "您的答复" in page.text
        assert f"/do/reply_to_invitation?invitation={leave}&then=/invitations/{leave}" in page.links()
        assert "您的答复" not in invited.page(f"/invitations/{leave}", "qian").text


class TestRoom:
    def test_begins_with_the_first_item_that_has_something_left(self, room):
        page = room.of_meeting("/live")
        assert "关于开展职工安全生产培训的议题" in page.text
        assert page.value("topic") == room.year.id["safety"]

    def test_has_what_was_entered_and_the_way_to_strike_it(self, room):
        page = room.of_meeting("/live?item=briefings")
        assert page.text.count("通报有关工作情况。") == 4
        assert [link for link in page.links() if link.startswith(f"/do/enter_in_error?meeting={room.meeting}&entry=")]
        assert not [link for link in room.of_meeting("/live?item=briefings", "chen").links() if "/do/" in link]

    def test_tells_the_decisions_of_a_topic_with_who_carries_them_out(self, room):
        text = room.of_meeting("/live?item=topics").text
        assert "年内建成接力站三处。" in text
        assert "2025年12月20日" in text

    def test_takes_down_what_was_said_and_comes_back_to_the_item(self):
        with in_room() as stage:
            page = stage.of_meeting("/live?item=instructions")
            given = {name: page.value(name) for name in ("version", "key", "side")}
            given |= {"person": stage.town.people["sun"], "text": "请抓好落实。"}
            path = f"/do/give_instructions?meeting={stage.meeting}&then=/meetings/{stage.meeting}/live%3Fitem%3Dinstructions"
            answer = Browser(stage.town, "wang").post(path, given)
            assert answer.status == 303, answer.text
            assert answer.goes_to.startswith(f"/meetings/{stage.meeting}/live?item=instructions")
            assert "请抓好落实。" in stage.of_meeting("/live?item=instructions").text

    def test_takes_down_what_was_settled_on_a_topic_with_its_decision(self):
        with in_room() as stage:
            browser, path = Browser(stage.town, "wang"), f"/meetings/{stage.meeting}/live?item=topics"
            settled = {"decisions.0.text": "组织安全培训三期。", "decisions.0.lead": "town_union"}
            answer = send(browser, opened(browser, path), outcome="agreed", summary="会议同意。", **settled)
            assert answer.status == 303, answer.text
            page = browser.get(path)
            assert "组织安全培训三期。" in page.text
            assert "2 / 2" in page.text
            assert 'name="summary"' not in page.html

    def test_shows_what_is_lacking_on_the_whole_form_with_what_was_typed(self, room):
        browser = Browser(room.town, "wang")
        answer = send(browser, opened(browser, f"/meetings/{room.meeting}/live?item=topics"), summary="会议同意。")
        assert answer.status == 422
        assert "会议同意。" in answer.html

    def test_is_not_there_before_the_meeting_is_opened(self, ahead):
        assert "会议尚未开始" in ahead.of_meeting("/live").text


class TestEnglish:
    @pytest.mark.parametrize("more", ["", "/attendance", "/live", "/sign-in-sheet"])
    def test_has_no_chinese_in_what_surrounds_the_matter(self, room, more):
        told = room.of_meeting(more, "wang", "en").html
        shown = [line for line in told.splitlines() if any(tag in line for tag in ("<th", "<h2", "<dt", "<summary"))]
        heads = [part for line in shown for part in _heads(line) if HAN.search(part)]
        assert shown
        assert heads == []


def _heads(line):
    """What stands in headings, heads of columns and terms, but for names and words of the matter itself."""
    for tag in ("h2", 'th scope="col"', "dt", "summary"):
        for part in line.split(f"<{tag}")[1:]:
            yield part.partition("</")[0].rpartition(">")[2]


def test_what_is_settled_besides_goes_by_words_of_its_own(room):
    page = room.page(f"/do/raise_other_matter?meeting={room.meeting}&more=decisions")
    label = re.search(r'<label for="f-decisions\.0\.text">(.*?)<', page.html)
    assert label
    assert label[1].strip() == "议定事项"
    assert "由哪个单位牵头落实" in page.text
