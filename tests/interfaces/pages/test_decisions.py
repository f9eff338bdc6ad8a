"""The pages of decisions: ledger and board, the replay of one, and what waits to be urged, accepted and explained."""

import csv
import re
from datetime import date
from io import StringIO

import pytest

from interfaces.pages import decisions
from interfaces.pages.replaying import steps_of, strip_of
from tests.interfaces.http.life import lived
from tests.interfaces.http.town import OFFICE
from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import served

HEAD_OF = {"environment": "zhu", "human_resources": "chu"}
CHROME = re.compile(r"<(?:th scope=\"col\"[^>]*|dt|h2[^>]*|label[^>]*|button[^>]*)>(.*?)</(?:th|dt|h2|label|button)>")
STEP = re.compile(r'<a href="([^"]+)" data-step="(\d+)" data-at="(\d+)"')
CHANGED = re.compile(
    r'<div class="chg"><dt>(.*?)</dt><dd><span class="mk">(.*?)</span>(?:<del>.*?</span>(.*?)</del> )?<ins>.*?</span>(.*?)</ins>'
)


@pytest.fixture(scope="module")
def life():
    """A town that has lived, with pages."""
    with served() as town:
        yield lived(town)


@pytest.fixture(scope="module")
def office(life):
    return Browser(life.town, OFFICE)


@pytest.fixture(scope="module")
def rows(life):
    return life.town.get("/decisions?limit=200").json()["items"]


@pytest.fixture(scope="module")
def longest(rows):
    """The decision of which most is told: reported, returned, explained."""
    return max(rows, key=lambda row: (len(row["explanations"]), row["version"]))


def steps(town, row):
    told = town.get(f"/timeline/{row['id']}?limit=200").json()["items"]
    return steps_of([each for each in told if each["subject"] == f"decision/{row['id']}"], row["id"])


def positions(town, row, stored):
    return [step.position for step in steps(town, row) if step.stored == stored]


class TestLedger:
    def test_shows_every_decision_with_its_unit_its_state_and_how_late_it_is(self, office, rows):
        page = office.get("/decisions")
        assert page.status == 200
        assert page.html.count('<th scope="row"') == len(rows) > 1
        for told in ("已撤回", "逾期 277 个工作日", "财政所", "待会议听取", "第十六次会议（2025年度例会）", "议16-01"):
            assert told in page.text, told

    def test_is_narrowed_by_unit_and_by_what_is_still_open(self, office, rows):
        for query, fits in (
            ("lead=finance", lambda row: row["lead"] == "finance"),
            ("open=false", lambda row: not row["open"]),
            ("stage=in_hand&year=2025", lambda row: row["stage"] == "in_hand"),
        ):
            page = office.get(f"/decisions?{query}")
            assert page.html.count('<th scope="row"') == sum(map(fits, rows)) > 0, query

    def test_ends_where_a_due_date_lies_later_than_wanted(self, office, rows):
        page = office.get("/decisions?due_until=2025-10-01&open=true")
        due = [row for row in rows if row["open"] and row["due"] <= "2025-10-01"]
        assert page.html.count('<th scope="row"') == len(due) == 1

    def test_says_how_a_date_is_written_and_what_to_do_when_nothing_fits(self, office):
        assert "日期写作 2026-12-04" in office.get("/decisions?due_until=soon").text
        page = office.get("/decisions?stage=heard")
        assert "没有符合筛选条件的议定事项" in page.text
        assert "/decisions" in page.links()

    def test_leads_to_the_same_rows_as_csv(self, office, life):
        (table,) = [link for link in office.get("/decisions?lead=finance").links() if "format=csv" in link]
        answer = life.town.get(table, OFFICE, base="")
        assert answer.headers["content-type"].startswith("text/csv")
        rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
        assert {row["承办单位"] for row in rows if row["议定事项"]} == {"财政所"}

    def test_is_that_of_its_moment(self, office, life, longest):
        (adopted,) = positions(life.town, longest, "decision.adopted")
        then = office.get(f"/decisions?at={adopted - 1}")
        assert longest["id"] not in then.html
        assert "回到当前" in then.text
        assert f"/decisions/{longest['id']}?at={adopted}" in office.get(f"/decisions?at={adopted}").links()

    def test_as_a_board_puts_each_decision_into_one_column(self, office, rows):
        page = office.get("/decisions?view=board")
        assert sorted(re.findall(r'<a href="/decisions/([^"?]+)"', page.html)) == sorted(row["id"] for row in rows)
        counts = re.findall(r"<h2[^>]*><span>(.*?)</span><span>(\d+)</span></h2>", page.html)
        assert dict(counts) == {"待交办": "1", "待签收": "0", "办理中": "1", "待核验与听取": "1", "已结束": "2"}

    def test_as_a_board_shows_of_those_that_are_closed_the_last_ones(self, office, rows, monkeypatch):
        monkeypatch.setattr(decisions, "_MOST", 1)
        page = office.get("/decisions?view=board")
        assert "<span>已结束</span><span>1+</span>" in page.html
        closed = sorted((row for row in rows if not row["open"]), key=lambda row: row["closed_on"])
        assert [row["id"] in page.html for row in closed] == [False, True]
        assert "<span>已结束</span><span>0</span>" in office.get("/decisions?view=board&open=true").html
        assert "<span>办理中</span><span>0</span>" in office.get("/decisions?view=board&open=false").html

    def test_is_for_who_has_a_seat(self, life):
        assert Browser(life.town).get("/decisions").goes_to == "/sign-in?next=%2Fdecisions"
        assert Browser(life.town, "mao").get("/decisions").status == 403


class TestReplay:
    def test_every_step_is_a_page_of_its_own(self, office, life, longest):
        links = STEP.findall(office.get(f"/decisions/{longest['id']}").html)
        told = steps(life.town, longest)
        assert [int(number) for _, number, _ in links] == [step.number for step in told]
        for (href, number, at), step in zip(links, told, strict=True):
            page = office.get(href)
            assert page.status == 200
            assert int(at) == step.seconds
            assert f'data-step="{number}"' in page.html.partition('aria-current="step"')[0].rpartition("<a ")[2]
            assert float(re.search(r'id="moment"[^>]*value="(\d+)"', page.html)[1]) == step.seconds

    def test_shows_what_a_step_changed_the_old_struck_and_the_new_beside_it(self, office, life, longest):
        (position,) = positions(life.town, longest, "decision.received")
        page = office.get(f"/decisions/{longest['id']}?at={position}")
        changed = {name: (mark, old, new) for name, mark, old, new in CHANGED.findall(page.html)}
        assert changed["办理阶段"] == ("有变化", "已交办", "已签收")
        assert f"这一步改变了 {len(changed)} 项" in page.text

    def test_what_was_not_there_before_is_not_struck(self, office, life, longest):
        (received,) = positions(life.town, longest, "decision.received")
        reported = positions(life.town, longest, "decision.reported")[0]
        changes = [
            CHANGED.findall(office.get(f"/decisions/{longest['id']}?at={at}").html) for at in (received, reported)
        ]
        struck = {name: old for each in changes for name, _, old, _ in each}
        assert not struck["书面报告"]
        assert "无" not in struck.values()

    def test_a_corrected_text_stands_beside_what_it_was(self, office, life):
        fact = next(life.facts("decision.wording_corrected"))
        path = "/decisions/" + fact["subject"].partition("/")[2]
        told = {
            name: (old, new) for name, _, old, new in CHANGED.findall(office.get(f"{path}?at={fact['position']}").html)
        }
        before = life.town.get(f"{path}?as_of={fact['position'] - 1}").json()["text"]
        assert told["文字"] == (before, fact["data"]["body"]["text"])

    def test_evidence_that_is_not_here_is_named_and_leads_nowhere(self, office, life):
        fact = next(each for each in life.facts("decision.reported") if each["data"]["body"]["attachments"])
        page = office.get(f"/decisions/{fact['subject'].partition('/')[2]}?at={fact['position']}")
        assert fact["data"]["body"]["attachments"][0]["sha256"][:12] in page.html
        assert not [link for link in page.links() if "/files/" in link]

    def test_the_first_step_changes_nothing_and_a_remark_says_so(self, office, life, longest):
        (adopted,) = positions(life.town, longest, "decision.adopted")
        page = office.get(f"/decisions/{longest['id']}?at={adopted}")
        assert "首次登记" in page.text
        assert 'class="chg"' not in page.html

    def test_a_past_state_is_flagged_and_nothing_can_be_done_there(self, office, life, longest):
        now = office.get(f"/decisions/{longest['id']}")
        then = office.get(f"/decisions/{longest['id']}?at={positions(life.town, longest, 'decision.assigned')[0]}")
        assert [link for link in now.links() if link.startswith("/do/")]
        assert not [link for link in then.links() if link.startswith("/do/")]
        assert "不是现在的状态" in then.text
        assert "不是现在的状态" not in now.text
        assert re.search(r'<body class="[^"]*\bpast\b', then.html)

    def test_before_it_was_settled_there_is_nothing(self, office, longest):
        assert office.get(f"/decisions/{longest['id']}?at=3").status == 404
        assert office.get("/decisions/018e0000-0000-7000-8000-000000000000").status == 404

    def test_the_whole_way_begins_with_the_topic_before_there_is_a_decision(self, office, longest):
        page = office.get(f"/decisions/{longest['id']}?way=all")
        links = STEP.findall(page.html)
        assert len(links) > longest["version"]
        first = office.get(links[0][0].replace("&amp;", "&"))
        assert "此时会议尚未议定该事项" in first.text
        assert "way=all" in links[0][0]

    def test_says_which_record_it_is_and_that_it_follows_on_the_one_before(self, office, life, longest):
        told = steps(life.town, longest)
        page = office.get(f"/decisions/{longest['id']}?at={told[3].position}")
        assert f"第 {told[3].position} 条记录" in page.text
        assert f"与本事项前一条（第 {told[2].position} 条）相符" in page.text
        receipt = f"/api/v1/conferences/chengqiao/audit/receipts/{told[3].position}"
        assert receipt in page.links()
        assert life.town.get(receipt, OFFICE, base="").status_code == 200

    def test_in_english_nothing_but_what_people_wrote_is_chinese(self, life, longest):
        browser = Browser(life.town, OFFICE, "en")
        for path in (f"/decisions/{longest['id']}", "/decisions", "/overdue", "/verify", "/shortfalls"):
            page = browser.get(path)
            said = [re.sub(r"<[^>]+>", "", each) for each in CHROME.findall(page.html.partition("<main")[2])]
            assert said
            assert not [each for each in said if HAN.search(each)], path


class TestStrip:
    def test_lies_in_true_time_with_the_due_dates_as_flags(self, life, longest):
        told = steps(life.town, longest)
        strip = strip_of(told, told[4], "zh-Hans", None)
        span = strip.last - strip.first
        for (x, look), step in zip(strip.dots, told, strict=True):
            assert x == pytest.approx(20 + 1060 * (step.seconds - strip.first) / span, abs=0.2)
            assert ("past" in look) == (step.number <= 5)
        assert [look for _, look in strip.dots].count("past cur") == 1
        assert strip.value == told[4].seconds
        assert [flag.day for flag in strip.flags if not flag.old] == [date.fromisoformat(longest["due"])]


class TestWhatWaits:
    def test_for_a_unit_is_told_to_others_and_the_office_may_enter_it(self, office, life, longest):
        path, form = f"/decisions/{longest['id']}", f"/do/report_decision?decision={longest['id']}"
        unit, other = (Browser(life.town, who).get(path) for who in (HEAD_OF[longest["lead"]], "chen"))
        assert f'<a class="btn" href="{form}"' in unit.html
        assert "等待他人办理" not in unit.text
        assert "提交落实情况报告" in other.text.partition("等待他人办理")[2]
        assert form not in other.links()
        assert "代为登记" in office.get(path).text.partition("等待他人办理")[2]
        assert f"{form}&act.basis=paper" in office.get(path).links()


class TestQueues:
    def test_what_was_assigned_and_not_received_is_told_as_of_then(self, office, life, longest):
        (assigned,) = positions(life.town, longest, "decision.assigned")
        page = office.get(f"/overdue?at={assigned}")
        unsigned = page.html.partition('id="unsigned"')[2]
        assert f"/decisions/{longest['id']}?at={assigned}" in unsigned
        assert '<form method="post" action="/overdue"' not in page.html

    def test_a_report_waits_for_the_heads_until_it_is_returned(self, office, life, longest):
        (reported,) = positions(life.town, longest, "decision.reported")
        waiting = office.get(f"/verify?at={reported}").html.partition('id="returned"')
        assert longest["id"] in waiting[0]
        assert "/do/" not in office.get("/verify").html
        assert (
            f"/do/report_decision?decision={longest['id']}"
            in Browser(life.town, HEAD_OF[longest["lead"]]).get("/verify").html
        )
        returned = office.get("/verify").html.partition('id="returned"')
        assert longest["id"] not in returned[0]
        assert longest["id"] in returned[2]
        assert longest["reports"][-1]["answer"]["reason"] in returned[2]

    def test_what_is_open_after_its_year_is_explained_or_to_be_explained(self, office, life, rows, longest):
        page = office.get("/shortfalls").html
        to_explain, _, explained = page.partition('id="explained"')
        assert longest["id"] not in to_explain
        assert longest["explanations"][-1]["explanation"] in explained
        (other,) = [row for row in rows if row["course"] == "overdue" and row is not longest]
        form = f"/do/explain_shortfall?decision={other['id']}"
        assert form not in to_explain
        assert form in Browser(life.town, HEAD_OF[other["lead"]]).get("/shortfalls").html
        (explaining,) = positions(life.town, longest, "decision.shortfall_explained")
        assert longest["id"] not in office.get(f"/shortfalls?at={explaining}").html

    def test_the_address_of_a_report_leads_to_its_form_beside_the_last_one(self, life, longest):
        unit = Browser(life.town, "zhu")
        sent_on = unit.get(f"/decisions/{longest['id']}/report").goes_to
        form = unit.get(sent_on)
        assert form.status == 200
        assert longest["reports"][-1]["text"] in form.text
        assert longest["reports"][-1]["answer"]["reason"] in form.text
