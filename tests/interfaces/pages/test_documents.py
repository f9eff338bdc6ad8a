"""The register of official papers as the office reads it."""

import pytest

from tests.interfaces.pages.meeting_stages import drafted, issued


@pytest.fixture(scope="module")
def done():
    with issued() as stage:
        yield stage


class TestRegister:
    def test_has_the_notice_and_the_minutes_with_their_numbers_and_where_they_are_read(self, done):
        page = done.page("/documents")
        papers = done.town.get("/documents").json()["items"]
        assert {each["paper"] for each in papers} >= {"notice", "minutes"}
        for each in papers:
            assert (each["number"] or "没有文号") in page.text
        assert {f"/minutes/{done.year.id['minutes']}", f"/meetings/{done.meeting}"} <= set(page.links())

    def test_is_narrowed_by_kind_and_year_and_taken_away_so(self, done):
        page = done.page("/documents?paper=minutes")
        assert f"/meetings/{done.meeting}" not in page.links()
        assert any("paper=minutes" in link and "format=csv" in link for link in page.links())
        assert "没有符合条件的公文" in done.page("/documents?paper=corrigendum&year=1999").text

    def test_names_the_minutes_under_way(self):
        with drafted() as stage:
            page = stage.page("/documents")
            assert "正在办理的纪要" in page.text
            assert f"/minutes/{stage.year.id['minutes']}" in page.links()

    def test_of_the_past_has_what_was_issued_by_then(self, done):
        notice = done.town.get("/documents?paper=notice").json()["items"][0]
        before = done.page(f"/documents?at={notice['since_position'] - 1}")
        assert "还没有印发公文" in before.text
