"""Forms hold their ground: nothing typed is lost, whatever stands against it."""

import re
from datetime import date, timedelta

import pytest

from interfaces.http.examples import EXAMPLES
from interfaces.http.routes import ROUTES
from interfaces.pages.form_fields import fields_of
from interfaces.pages.form_reading import pairs_of
from tests.interfaces.http.accounts import PASSWORD, Member
from tests.interfaces.pages.filling import Form, opened, send, send_with_file
from tests.interfaces.pages.reading import Browser

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
REVISED = EXAMPLES["revise_topic"] | {"concerned": ["finance"]}
SUBMITTED = EXAMPLES["submit_topic"] | {"concerned": ["finance"], "call": None, "suggestions": [], "links": []}
ROUTE = {route.command.called(): route for route in ROUTES}


@pytest.fixture
def zhou(town):
    """Who proposes for the town union."""
    return Browser(town, "zhou")


@pytest.fixture
def topic(town):
    """A topic that stands as it was submitted."""
    answer = town.ask("zhou", "/topics", SUBMITTED)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def submitted(**changed):
    """A topic as it is typed."""
    typed: dict[str, list[str]] = {}
    for name, value in pairs_of(fields_of(ROUTE["submit_topic"].command), SUBMITTED | changed):
        typed.setdefault(name, []).append(value)
    return typed


def researched(town, topic):
    """The topic with its research reported, before any unit was asked."""
    version = town.get(f"/topics/{topic}").json()["version"]
    answer = town.ask("zhou", f"/topics/{topic}/research", {"findings": "走访六家企业。"}, if_match=f'"{version}"')
    assert answer.status_code == 200, answer.text


class TestWhatIsLacking:
    def test_is_told_beside_the_field_and_on_top_and_nothing_typed_is_lost(self, zhou, town):
        form, before = opened(zhou, "/do/submit_topic"), town.head
        typed = submitted(background="", links=EXAMPLES["submit_topic"]["links"])
        page = send(zhou, form, **typed, background="")
        again = Form(page)
        assert page.status == 422
        assert re.search(r"<title>\s*错误：", page.html)
        [link] = re.findall(r'<li><a href="#(f-[^"]+)">', page.html)
        assert link == "f-background"
        assert link in again.ids
        for name, value in typed.items():
            assert again.data[name] == value
        assert town.head == before

    def test_an_example_filled_in_is_recorded(self, zhou, town):
        form = opened(zhou, "/do/submit_topic")
        page = send(zhou, form, **submitted())
        assert page.status == 303, page.text
        found = re.fullmatch(r"/topics/([0-9a-f-]{36})\?done=\d+", page.goes_to)
        assert found
        assert town.get(f"/topics/{found[1]}").json()["title"] == EXAMPLES["submit_topic"]["title"]

    def test_one_more_group_comes_with_all_that_was_typed(self, zhou):
        form = opened(zhou, "/do/submit_topic")
        page = send(zhou, form, title=["一"], links__count=["0"], more=["links"])
        again = Form(page)
        assert again.data["links.count"] == ["1"]
        assert again.data["title"] == ["一"]
        assert "f-links.0.kind" in again.ids

    def test_a_fault_in_a_group_is_told_beside_its_field(self, zhou):
        form = opened(zhou, "/do/submit_topic")
        typed = submitted(links=EXAMPLES["submit_topic"]["links"]) | {"links.0.to": ["不是编号"]}
        page = send(zhou, form, **typed)
        assert page.status == 422
        assert 'href="#f-links.0.to"' in page.html
        assert 'id="e-links.0.to"' in page.html

    def test_what_is_no_day_comes_back_as_it_was_typed(self, town, topic):
        form = opened(Browser(town, "zhou"), f"/do/ask_opinion?topic={topic}")
        page = send(Browser(town, "zhou"), form, unit=["finance"], due__y=["2025"], due__m=["13"], due__d=["1"])
        again = Form(page)
        assert page.status == 422
        assert [again.data[f"due.{part}"] for part in "ymd"] == [["2025"], ["13"], ["1"]]
        assert 'href="#f-due"' in page.html

    def test_what_is_not_there_any_more_is_told_beside_where_it_was_named(self, zhou):
        page = send(zhou, opened(zhou, "/do/submit_topic"), **submitted(concerned=["finance", "no_such_unit"]))
        assert page.status == 409
        assert 'href="#f-concerned"' in page.html
        assert 'id="e-concerned"' in page.html
        assert Form(page).data["concerned"] == ["finance", "no_such_unit"]

    def test_words_of_secrecy_are_refused_in_plain_words(self, town, topic):
        browser = Browser(town, "zhou")
        form = opened(browser, f"/do/report_research?topic={topic}")
        page = send(browser, form, findings=["机密★一年"])
        assert page.status == 422
        assert "不得载入国家秘密" in page.text
        assert Form(page).data["findings"] == ["机密★一年"]
        assert 'id="e-findings"' in page.html


class TestWhatOthersChanged:
    def test_is_shown_beside_what_was_typed_and_can_be_sent_again(self, town, topic, zhou):
        form = opened(zhou, f"/do/revise_topic?topic={topic}")
        assert form.data["title"] == [EXAMPLES["submit_topic"]["title"]]
        body = REVISED | {"title": "先改的题目"}
        assert (
            town.ask("zhou", f"/topics/{topic}/text", body, if_match=f'"{form.data["version"][0]}"').status_code == 200
        )
        page = send(zhou, form, title=["后改的题目"], reason=["补充"])
        assert page.status == 412
        assert "先改的题目" in page.text
        assert "周晓梅" in page.text
        again = Form(page)
        assert again.data["title"] == ["后改的题目"]
        assert send(zhou, again).status == 303
        assert town.get(f"/topics/{topic}").json()["title"] == "后改的题目"

    def test_a_version_that_is_no_longer_the_present_one_is_said(self, town, topic):
        researched(town, topic)
        sun = Browser(town, "sun")
        form = opened(sun, f"/do/agree_to_topic?topic={topic}")
        assert form.data["text_version"] == ["1"]
        version = town.get(f"/topics/{topic}").json()["version"]
        assert town.ask("zhou", f"/topics/{topic}/text", REVISED, if_match=f'"{version}"').status_code == 200
        page = send(sun, form, remark=["同意"], step=["done"])
        assert page.status == 409
        assert Form(page).data["text_version"] == ["2"]
        assert Form(page).data["remark"] == ["同意"]
        assert "已经更新" in page.text

    def test_sending_twice_does_nothing_twice(self, town, zhou):
        form = opened(zhou, "/do/submit_topic")
        typed = submitted()
        first, head = send(zhou, form, **typed), town.head
        assert send(zhou, form, **typed).goes_to == first.goes_to
        assert town.head == head


class TestDepartures:
    def test_each_is_asked_its_reason_and_then_it_is_done(self, town, topic):
        researched(town, topic)
        sun = Browser(town, "sun")
        review = send(sun, opened(sun, f"/do/agree_to_topic?topic={topic}"), remark=["同意"])
        asked = send(sun, Form(review), step=["done"])
        assert asked.status == 409
        form = Form(asked)
        [name] = [name for name in form.data if name.startswith("departing.")]
        assert form.data["remark"] == ["同意"]
        review = send(sun, form, **{name: ["时间紧迫"]})
        assert "时间紧迫" in review.text
        assert send(sun, Form(review), step=["done"]).status == 303
        assert len(town.get(f"/topics/{topic}").json()["agreements"]) == 1


class TestLookingOver:
    def test_a_signature_is_shown_in_words_before_it_is_recorded(self, town, topic):
        researched(town, topic)
        sun, before = Browser(town, "sun"), town.head
        page = send(sun, opened(sun, f"/do/agree_to_topic?topic={topic}"), remark=["同意提交"])
        assert page.status == 200
        assert "同意提交" in page.text
        assert "联系工会工作的" in page.text
        assert "双方组长都同意后" in page.text
        assert town.head == before

    def test_one_can_go_back_with_all_that_was_typed(self, town, topic):
        sun = Browser(town, "sun")
        review = send(sun, opened(sun, f"/do/decline_topic?topic={topic}"), reason=["另行办理"])
        back = send(sun, Form(review), step=["back"])
        assert Form(back).data["reason"] == ["另行办理"]

    def test_a_date_on_a_day_off_is_said_before_it_is_recorded(self, town, topic, zhou):
        form = opened(zhou, f"/do/ask_opinion?topic={topic}")
        page = send(zhou, form, unit=["finance"], due__y=["2025"], due__m=["4"], due__d=["5"])
        assert "2025年4月5日" in page.text
        assert "顺延至2025年4月7日" in page.text
        assert send(zhou, Form(page), step=["done"]).status == 303
        assert town.get(f"/topics/{topic}").json()["asked"][0]["due"] == "2025-04-05"

    def test_a_date_on_a_working_day_is_recorded_at_once(self, town, topic, zhou):
        form = opened(zhou, f"/do/ask_opinion?topic={topic}")
        assert send(zhou, form, unit=["finance"], due__y=["2025"], due__m=["4"], due__d=["7"]).status == 303


class TestWhoSitsThere:
    def test_is_asked_where_it_is_needed_and_nothing_is_lost(self, town, topic):
        researched(town, topic)
        member = Member(town, "sun").equipped()
        sun = Browser(town, member.signed_in())
        form = opened(sun, f"/do/decline_topic?topic={topic}")
        town.clock.at += timedelta(minutes=20)
        asked = send(sun, Form(send(sun, form, reason=["另行办理"])), step=["done"])
        assert asked.status == 401
        assert Form(asked).data["reason"] == ["另行办理"]
        wrong = send(sun, Form(asked), step=["done"], confirm__password=["不是这个口令"])
        assert wrong.status in {401, 422}
        assert Form(wrong).data["reason"] == ["另行办理"]
        done = send(sun, Form(wrong), step=["done"], confirm__password=[PASSWORD], confirm__code=[member.shown()])
        assert done.status == 303, done.text

    def test_who_was_signed_out_signs_in_and_finds_all_that_he_typed(self, town, topic):
        member = Member(town, "zhou").equipped()
        browser = Browser(town, member.signed_in())
        form = opened(browser, f"/do/report_research?topic={topic}")
        assert town.ask(browser.session, "/session/end", base="/api/v1").status_code == 204
        page = send(browser, form, findings=["第一行\n第二行"])
        assert page.status == 401
        again = Form(page)
        assert "findings" in again.data
        given = {"conference": "chengqiao", "name": "zhou", "password": PASSWORD, "code": member.shown()}
        signed = {f"signin.{name}": [value] for name, value in given.items()}
        gone = send(browser, again, **signed)
        assert gone.status == 307
        back = browser.post(gone.goes_to, again.typed(**signed))
        assert back.status == 200
        assert "已重新登录" in back.text
        assert [line.strip() for line in Form(back).data["findings"][0].splitlines()] == ["第一行", "第二行"]
        assert send(browser, Form(back)).status == 303


class TestForOthers:
    def test_only_the_office_enters_acts_of_others(self, town, topic):
        mine, offices = (opened(Browser(town, who), f"/do/give_opinion?topic={topic}") for who in ("chen", "wang"))
        assert "f-act.basis" not in mine.ids
        assert {"f-act.basis", "f-act.person", "f-act.unit", "f-act.evidence"} <= offices.ids

    def test_the_scan_of_a_sheet_is_uploaded_and_kept(self, town, topic):
        wang = Browser(town, "wang")
        form = opened(wang, f"/do/give_opinion?topic={topic}")
        typed = {"act.basis": ["paper"], "act.unit": ["finance"], "act.person": [town.people["chen"]]}
        page = send_with_file(wang, form, "act.evidence", PDF, **typed, text=["无意见"])
        assert page.status == 422, page.text
        again = Form(page)
        assert re.fullmatch(r"[0-9a-f]{64}\|\d+\|application/pdf", again.data["act.evidence.kept"][0])
        assert send(wang, again, opinion=["agree"]).status == 303
        [opinion] = town.get(f"/topics/{topic}").json()["opinions"]
        assert opinion["by"]["person"] == town.people["chen"]


class TestFiles:
    def test_a_file_larger_than_other_requests_may_be_is_taken_with_the_form(self, town, topic, zhou):
        form = opened(zhou, f"/do/report_research?topic={topic}")
        large = PDF + b"%" + b"x" * 2_000_000
        page = send_with_file(zhou, form, "attachments", large, findings=["走访"])
        assert page.status == 303, page.text
        [research] = town.get(f"/topics/{topic}").json()["research"]
        assert research["attachments"][0]["size"] == len(large)

    def test_a_file_of_a_kind_that_is_not_taken_is_told_beside_its_field(self, town, topic, zhou):
        form = opened(zhou, f"/do/report_research?topic={topic}")
        page = send_with_file(zhou, form, "attachments", b"MZ\x90\x00" + b"\x00" * 200, findings=["走访"])
        assert page.status == 422
        assert 'id="e-attachments"' in page.html
        assert Form(page).data["findings"] == ["走访"]

    def test_the_file_of_a_paper_is_an_attachment_too(self, town):
        meeting = noticed(town, opening=False)
        wang = Browser(town, "wang")
        form = opened(wang, f"/do/issue_papers?meeting={meeting}")
        page = send_with_file(wang, form, "papers.0.sha256", PDF, papers__0__title=["调研报告"])
        assert page.status == 303, page.text
        [papers] = town.get(f"/meetings/{meeting}").json()["papers"]
        assert papers["papers"][0]["sha256"] == papers["attachments"][0]["sha256"]

    def test_what_nobody_sends_is_not_read_when_it_is_large(self, town, topic):
        nobody = Browser(town, "no-such-session")
        page = nobody.post(f"/do/report_research?topic={topic}", {"findings": ["字" * 400_000]})
        assert page.status == 303
        assert page.goes_to.startswith("/sign-in?next=")


class TestWhatIsKnownBefore:
    def test_a_proposer_is_known_by_his_seat(self, town, zhou):
        form = opened(zhou, "/do/submit_topic")
        assert form.data["proposer"] == ["town_union"]
        assert form.data["side"] == ["union"]
        assert form.data["year"] == ["2025"]

    def test_an_act_that_is_not_open_says_why_and_offers_no_form(self, town, topic):
        page = Browser(town, "chen").get(f"/do/resubmit_topic?topic={topic}")
        assert page.status == 200
        assert 'class="note"' in page.html
        assert "multipart/form-data" not in page.html

    def test_nothing_is_done_in_the_past(self, town, topic, zhou):
        page = zhou.get(f"/do/report_research?topic={topic}&at={town.head}")
        assert "multipart/form-data" not in page.html
        assert "past-note" in page.html

    def test_a_thing_that_is_not_there_is_told(self, zhou):
        assert zhou.get("/do/report_research?topic=01957000-0000-7000-8000-000000000003").status == 404
        assert zhou.get("/do/report_research").status == 404
        assert zhou.get("/do/no_such_act").status == 404

    def test_an_auditor_looks_and_does_not_act(self, town):
        auditor = Member(town, "mao", role="auditor").equipped()
        page = Browser(town, auditor.signed_in()).get("/do/submit_topic")
        assert page.status == 200
        assert "没有席位" in page.text
        assert "multipart/form-data" not in page.html

    def test_everybody_expected_has_a_line_and_only_lines_with_a_word_are_recorded(self, town):
        meeting = noticed(town)
        wang = Browser(town, "wang")
        form = opened(wang, f"/do/record_attendance?meeting={meeting}")
        expected = town.get(f"/meetings/{meeting}").json()["expected"]
        assert form.data["lines.count"] == [str(len(expected))]
        assert form.data["lines.0.seat"] == [expected[0]["seat"]]
        page = send(wang, form, lines__1__presence=["present"])
        assert page.status == 303, page.text
        [line] = town.get(f"/meetings/{meeting}").json()["attendance"]
        assert (line["seat"], line["presence"]) == (expected[1]["seat"], "present")


def noticed(town, *, opening=True):
    """A meeting with everybody expected, opened or not yet."""
    meeting = town.ask("wang", "/meetings/ordinary", {"year": 2025}).json()["id"]

    def does(who, path, body):
        version = town.get(f"/meetings/{meeting}").json()["version"]
        answer = town.ask(who, f"/meetings/{meeting}/{path}", body, if_match=f'"{version}"')
        assert answer.status_code == 200, answer.text

    does("wang", "date", EXAMPLES["propose_date"])
    for head in ("sun", "li"):
        does(head, "date/agreements", {"date_version": 1})
    does("wang", "agenda", {})
    town.ask("wang", "/series", EXAMPLES["set_series"])
    does("wang", "notice", {"series": "notice"})
    if opening:
        town.clock.move_to(date(2025, 6, 20))
        does("zhao", "opening", {})
    return meeting
