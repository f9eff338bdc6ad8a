"""What stands beside a form: what was assigned and reported of a decision, and to which meeting one is invited."""

import pytest

from tests.interfaces.http.life import lived
from tests.interfaces.pages.acts import noticed
from tests.interfaces.pages.reading import Browser
from tests.interfaces.pages.story import served


@pytest.fixture(scope="module")
def life():
    """A town that has lived to its second year."""
    with served() as town:
        yield lived(town)


class TestDecision:
    def beside(self, life, act):
        """What stands beside a form on the decision that was reported most, when it had only been assigned."""
        rows = life.town.get("/decisions?limit=200").json()["items"]
        decision = max(rows, key=lambda row: len(row["reports"]))
        listed = life.town.get(f"/timeline/{decision['id']}?limit=200").json()["items"]
        assigned = next(each["position"] for each in listed if each["type"].startswith("decision.assigned/"))
        page = Browser(life.town, "wang").get(f"/do/{act}?decision={decision['id']}&at={assigned}")
        assert page.status == 200, page.text
        return page.html.partition("<aside")[2], decision["assignments"][0]["slip"]

    def test_has_what_is_signed_for_and_no_word_of_reports(self, life):
        beside, slip = self.beside(life, "receive_decision")
        assert slip in beside
        assert "上一次报告" not in beside

    def test_says_of_the_first_report_that_it_is(self, life):
        assert "这是第一次报告。" in self.beside(life, "report_decision")[0]


class TestInvitation:
    def test_says_which_meeting_it_is_when_and_where(self, town):
        meeting = noticed(town, opening=False)
        told = town.get(f"/meetings/{meeting}").json()
        asked = f"/invitations?meeting={meeting}&person={town.people['feng']}"
        [invitation] = town.get(asked).json()["items"]
        for act in ("reply_to_invitation", "ask_leave"):
            page = Browser(town, "feng").get(f"/do/{act}?invitation={invitation['id']}&then=/")
            beside = page.html.partition("<aside")[2]
            assert f'<a href="/meetings/{meeting}">2025年度例会</a>' in beside
            assert told["place"] in beside
            assert "2025年6月20日" in beside
