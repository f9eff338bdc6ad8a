"""The pages of every meeting, invitation and set of minutes of a life in which every command was done once."""

import pytest

from tests.interfaces.http.life import lived
from tests.interfaces.pages.reading import Browser
from tests.interfaces.pages.story import served


@pytest.fixture(scope="module")
def old_town():
    with served() as town:
        lived(town)
        yield town


def every(town, kind):
    return [each["id"] for each in town.get(f"/{kind}?limit=200").json()["items"]]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("who", ["wang", "sun", "chen"])
class TestPages:
    def test_of_meetings_are_shown(self, old_town, who, language):
        browser = Browser(old_town, who, language)
        for meeting in every(old_town, "meetings"):
            for more in ("", "/attendance", "/sign-in-sheet", "/live"):
                page = browser.get(f"/meetings/{meeting}{more}")
                assert page.status == 200, (meeting, more, page.text)

    def test_of_minutes_are_shown(self, old_town, who, language):
        browser = Browser(old_town, who, language)
        for minutes in every(old_town, "minutes"):
            for more in ("", "/circulation", "?version=1"):
                page = browser.get(f"/minutes/{minutes}{more}")
                assert page.status == 200, (minutes, more, page.text)

    def test_of_invitations_are_shown(self, old_town, who, language):
        browser = Browser(old_town, who, language)
        for invitation in every(old_town, "invitations")[::7]:
            page = browser.get(f"/invitations/{invitation}")
            assert page.status == 200, (invitation, page.text)


class TestPast:
    def test_of_a_meeting_is_shown_at_each_of_its_records(self, old_town):
        browser = Browser(old_town, "wang")
        for meeting in every(old_town, "meetings"):
            facts = old_town.get(f"/timeline/{meeting}?limit=200").json()["items"]
            for fact in [each for each in facts if each["subject"] == f"meeting/{meeting}"][::3]:
                page = browser.get(f"/meetings/{meeting}?at={fact['position']}")
                assert page.status == 200, (fact["type"], page.text)
                assert "回到当前" in page.text


class TestStranger:
    def test_without_a_seat_is_shown_none_of_them(self, old_town):
        browser = Browser(old_town, "mao")
        shown = {
            browser.get(path).status
            for path in ("/meetings", "/minutes", f"/meetings/{every(old_town, 'meetings')[0]}")
        }
        assert shown == {403}


class TestMeasures:
    def test_of_minutes_are_those_of_the_meetings_notice(self, old_town):
        listed = old_town.get("/minutes?limit=200").json()["items"]
        signed = {
            each["edition"]: "签发 镇长" in Browser(old_town, "wang").get(f"/minutes/{each['id']}/circulation").text
            for each in listed
        }
        assert signed == {"chengqiao-1": False, "chengqiao-2": True}
