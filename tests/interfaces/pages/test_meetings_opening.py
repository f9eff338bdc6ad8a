"""The opening of a meeting: whom it waits for, and where it leads."""

from tests.interfaces.pages.filling import opened, send
from tests.interfaces.pages.meeting_stages import noticed
from tests.interfaces.pages.reading import Browser


class TestTheOpening:
    def test_is_offered_to_who_chairs_and_left_to_them_by_others_who_may(self):
        with noticed() as stage:
            stage.year.on(6, 20)
            form = f"/do/open_meeting?meeting={stage.meeting}"
            office, chair, other = (stage.of_meeting("", who) for who in ("wang", "sun", "qian"))
            assert f"{form}&then=/meetings/{stage.meeting}" in chair.links()
            assert "等待他人办理" not in chair.text.partition("可以办理")[2].partition("宣布开会")[0]
            assert f"{form}&then=/meetings/{stage.meeting}" not in office.links()
            assert "由您办理" in other.text.partition("等待他人办理")[2].partition("宣布开会")[2]
            assert form in other.links()
            assert "代为登记" in office.text.partition("等待他人办理")[2].partition("宣布开会")[2]

    def test_leads_into_the_room_and_says_that_it_is_opened(self):
        with noticed() as stage:
            stage.year.on(6, 20)
            chair = Browser(stage.town, "sun")
            form = opened(chair, f"/do/open_meeting?meeting={stage.meeting}&then=/")
            answer = send(chair, form, step=["done"])
            assert answer.goes_to.startswith(f"/meetings/{stage.meeting}/live?done="), answer.text
            assert "宣布开会：已记载（第" in chair.get(answer.goes_to).text
