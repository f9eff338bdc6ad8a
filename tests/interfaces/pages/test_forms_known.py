"""What forms know before anybody types, the files they bring, and acts that the office enters for others."""

import re

from tests.interfaces.http.accounts import Member
from tests.interfaces.pages.acts import PDF, noticed
from tests.interfaces.pages.filling import Form, opened, send, send_with_file
from tests.interfaces.pages.reading import Browser


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

    def test_a_form_is_without_faults_until_it_is_sent_whatever_its_fields_are_called(self, town):
        meeting = noticed(town, opening=False)
        page = Browser(town, "wang").get(f"/do/draw_up_agenda?meeting={meeting}")
        assert page.status == 200
        assert "上会议题" in page.text
        assert 'class="err"' not in page.html

    def test_a_notice_begins_with_the_series_its_number_comes_from(self, town):
        meeting = noticed(town, opening=False)
        form = opened(Browser(town, "wang"), f"/do/issue_notice?meeting={meeting}")
        assert form.data["series"] == ["notice"]

    def test_who_was_erased_can_be_picked_no_more(self, town):
        meeting = noticed(town, opening=False)
        person = town.ask("zhou", "/people", {"name": "将离任者"}).json()["id"]
        form = f"/do/invite_further?meeting={meeting}"
        assert person in Browser(town, "wang").get(form).html
        erased = town.ask("zhou", f"/people/{person}/erasure", {"basis": "本人书面申请。"})
        assert erased.status_code == 200, erased.text
        assert person not in Browser(town, "wang").get(form).html

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
        assert (
            "应到：出席" in wang.get(f"/do/record_attendance?meeting={meeting}").text
        )  # and not as if he were said to be
        page = send(wang, form, lines__1__presence=["present"])
        assert page.status == 303, page.text
        [line] = town.get(f"/meetings/{meeting}").json()["attendance"]
        assert (line["seat"], line["presence"]) == (expected[1]["seat"], "present")
