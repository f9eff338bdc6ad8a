"""The pages of oversight: logs, proofs, findings and statistics, for those concerned."""

import re
from datetime import timedelta

import pytest

from application.proof.system import that
from domain.facts.installation import BackedUp
from interfaces.http.tables_columns_logs import rate
from interfaces.pages.charter import _runs
from tests.interfaces.http.accounts import Member
from tests.interfaces.http.life import lived
from tests.interfaces.http.town import BASE
from tests.interfaces.pages.meeting_stages import issued
from tests.interfaces.pages.offices import entered, own_words
from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import served

PAGES = (
    "/audit",
    "/audit/events",
    "/audit/compare",
    "/findings",
    "/years",
    "/years/2025",
    "/status",
    "/tokens",
    "/archive",
)


@pytest.fixture(scope="module")
def old():
    """A town that has lived to its second year, with an auditor."""
    with served() as town:
        entered(town)
        lived(town)
        town.auditor = Member(town, "lin", "auditor").equipped().signed_in()
        yield town


def seen(town, path, who="zhou", language="zh-CN"):
    return Browser(town, who, language).get(path)


class TestAccess:
    def test_tells_in_words_who_came_in(self, old):
        page = seen(old, "/access", old.auditor)
        assert "登录" in page.text
        assert "口令和验证码" in page.text
        assert f"/people/{old.people['lin']}" in page.links()

    def test_is_narrowed_to_one_person_and_sort(self, old):
        page = seen(old, f"/access?person={old.people['li']}&fact=installation.signed_in", old.auditor)
        assert "没有符合条件的记录" in page.text
        assert "/access" in page.links()

    def test_tells_which_commands_a_rule_refused(self, old):
        unit = {"unit": "x", "kind": "department", "name_zh": "一", "name_en": "x"}
        assert old.ask("li", "/units", unit).status_code == 403
        page = seen(old, "/refusals", old.auditor)
        assert "<code>office_only</code>" in page.html
        assert f"/people/{old.people['li']}" in page.links()

    def test_is_for_administrators_and_auditors(self, old):
        for path in ("/access", "/refusals"):
            assert seen(old, path).status == 403


class TestAudit:
    def test_says_how_far_the_log_is_proved_and_how_to_verify_it(self, old):
        page = seen(old, "/audit", old.auditor)
        assert "纪元 1 没有从备份恢复过" in page.text
        for told in ("已签名", "自行验证", "密钥清单", "verify.py"):
            assert told in page.text
        assert f"{BASE}/audit/export" in page.links()
        assert f"{BASE}/audit/export" not in seen(old, "/audit").links()

    def test_lists_what_was_recorded_the_newest_first(self, old):
        page = seen(old, "/audit/events?to=40")
        found = [int(each) for each in re.findall(r'<tr id="r(\d+)"', page.html)]
        assert found == list(range(40, 0, -1))

    def test_pages_through_the_whole_log(self, old):
        head, links, found = old.head, ["/audit/events"], []
        while links:
            page = seen(old, links[0])
            found += [int(each) for each in re.findall(r'<tr id="r(\d+)"', page.html)]
            links = [f"/audit/events{each}" for each in page.links() if _is_older(each, found[-1])]
        assert found == list(range(head, 0, -1))

    def test_as_of_a_moment_shows_nothing_later(self, old):
        page = seen(old, "/audit/events?at=30")
        assert re.findall(r'<tr id="r(\d+)"', page.html)[:2] == ["30", "29"]
        assert "这是第 30 条记录时的状态" in page.text

    def test_leads_to_the_receipt_of_a_record(self, old):
        page = seen(old, "/audit/receipt?position=12&what=receipt")
        assert (page.status, page.goes_to) == (303, f"{BASE}/audit/receipts/12")
        page = seen(old, "/audit/consistency?old=5&new=12")
        assert (page.status, page.goes_to) == (303, f"{BASE}/audit/consistency?old=5&new=12")

    def test_says_on_the_page_that_there_is_no_such_record(self, old):
        page = seen(old, "/audit/receipt?position=999999")
        assert page.status == 404
        assert 'class="errors"' in page.html

    def test_compares_two_points_of_a_thing(self, old):
        row = old.get("/decisions").json()["items"][0]["id"]
        page = seen(old, f"/audit/compare?kind=decision&id={row}&from=v1&to=")
        assert "<del>" in page.html
        assert re.search(r'href="/audit/events\?to=\d+"', page.html)
        refused = seen(old, f"/audit/compare?kind=decision&id={row}&from=nonsense")
        assert (refused.status, 'class="errors"' in refused.html) == (422, True)


def _is_older(link, last):
    found = re.match(r"\?to=(\d+)$", link)
    return found is not None and int(found[1]) < last


class TestFindings:
    def test_are_sentences_with_their_clause_and_thing(self, old):
        (first, *_) = old.get("/findings?descending=true").json()["items"]
        page = seen(old, "/findings")
        assert first["clause"] in page.text
        assert any(first["subject"] in link for link in page.links()) or first["thing"] not in {"topic", "decision"}
        assert "{" not in page.text

    def test_are_narrowed_and_the_filter_is_cleared(self, old):
        page = seen(old, "/findings?year=1999")
        assert "没有符合筛选条件的发现" in page.text
        assert "/findings" in page.links()
        excused = old.get("/findings?excused=true").json()["items"]
        assert seen(old, "/findings?excused=true").html.count('class="panel"') == min(20, len(excused))


class TestStatistics:
    def test_lead_from_all_years_to_one_and_to_its_units(self, old):
        page = seen(old, "/years")
        assert "/years/2025" in page.links()
        year = seen(old, "/years/2025")
        counted = old.get("/years/2025").json()
        assert {f"/units/{each['unit']}" for each in counted["decisions"]["units"]} <= set(year.links())
        assert {f"/meetings/{each['id']}" for each in counted["meetings"]} <= set(year.links())

    def test_ask_why_a_year_had_no_ordinary_meeting(self, old):
        page = seen(old, "/years/2019")
        assert "/do/explain_year?year=2019&then=/years/2019" in page.links()
        assert "/do/explain_year?year=2019&then=/years/2019" not in seen(old, "/years/2019?at=30").links()

    def test_a_rate_counts_only_what_has_come(self):
        assert rate({"in_time": 2, "late": 1, "overdue": 1}) == 50
        assert rate({"in_time": 0, "late": 0, "overdue": 0}) is None


class TestDaysInARow:
    def test_are_one_run(self):
        runs = _runs(["2026-10-02", "2026-10-01", "2026-12-31", "2027-01-01", "2026-10-04"])
        assert [(first.isoformat(), count) for first, _, count in runs] == [
            ("2026-10-01", 2),
            ("2026-10-04", 1),
            ("2026-12-31", 2),
        ]


class TestStatus:
    def test_says_how_the_system_stands(self, old):
        page = seen(old, "/status")
        assert "与记录同步" in page.text
        assert "备份" not in page.text  # that is for who looks after the system

    def test_says_how_old_the_newest_copy_is_and_that_nothing_scans_files(self, town):
        entered(town)
        member = Member(town, "lin", "auditor").equipped()
        auditor = member.signed_in()
        assert "制作备份 没有记录" in seen(town, "/status", auditor).text
        town.services.publisher.system.record(that(BackedUp, digest="0" * 64))
        assert re.search(r"制作备份 \S+ \S+ 今天", seen(town, "/status", auditor).text)
        town.clock.at += timedelta(days=3)
        page = seen(town, "/status", member.signed_in())
        assert '<span class="tag warn">3天前</span>' in page.html
        assert "未配置查毒程序" in page.text

    def test_shows_a_copy_among_what_was_done(self, town):
        entered(town)
        town.services.publisher.system.record(that(BackedUp, digest="0" * 64))
        auditor = Member(town, "lin", "auditor").equipped().signed_in()
        assert "制作备份" in seen(town, "/access?fact=installation.backed_up", auditor).text


class TestWords:
    @pytest.mark.parametrize("path", PAGES)
    def test_of_an_english_page_have_no_chinese(self, old, path):
        page = seen(old, path, old.auditor, language="en")
        assert page.status == 200
        assert not HAN.search(own_words(page))


class TestArchive:
    def test_lists_each_meeting_held_with_its_numbers_and_how_long_it_is_kept(self, old):
        page = seen(old, "/archive", "wang")
        held = [each for each in old.get("/meetings?limit=200").json()["items"] if each["closed_on"]]
        filed = [each for each in held if each["archive"]]
        assert len(held) > len(filed) > 0
        for each in held:
            assert f"/meetings/{each['id']}" in page.links()
        for each in filed:
            assert each["archive"]["retention"] in page.text
            assert [f"/minutes/{each['minutes']}", each["notice_number"]] == [
                told for told in (f"/minutes/{each['minutes']}", each["notice_number"]) if told in page.html
            ]
        assert f"还有 {len(held) - len(filed)} 次会议没有归档" in page.text

    def test_lets_the_office_file_what_is_ready(self):
        with issued() as stage:
            form = f"/do/archive_meeting?meeting={stage.meeting}&then=/archive"
            page = stage.page("/archive")
            assert ("待归档" in page.text, form in page.links()) == (True, True)
            before = stage.page(f"/archive?at={stage.town.head}")
            assert ("待归档" in before.text, form in before.links()) == (True, False)

    def test_lets_readers_of_the_whole_take_it_away(self, old):
        package = f"{BASE}/audit/export"
        assert package in seen(old, "/archive", old.auditor).links()
        assert package not in seen(old, "/archive", "sun").links()


_ENOUGH = 30


@pytest.mark.parametrize(("path", "held"), [("/years", r"/years/\d{4}"), ("/archive", r"/meetings/[0-9a-f-]{36}")])
def test_what_is_earlier_stands_on_the_page_after(old, monkeypatch, path, held):
    whole = {link for link in seen(old, path).links() if re.fullmatch(held, link)}
    monkeypatch.setattr(f"interfaces.pages.{path[1:]}._MOST", 1)
    found, onward, looked = set(), [path], 0
    while onward and looked < _ENOUGH:
        page, looked = seen(old, onward[0]), looked + 1
        found |= {link for link in page.links() if re.fullmatch(held, link)}
        onward = [link for link in page.links() if re.match(rf"{path}\?(before|cursor)=", link) and "lang=" not in link]
    assert found == whole
    assert 1 < looked < _ENOUGH
