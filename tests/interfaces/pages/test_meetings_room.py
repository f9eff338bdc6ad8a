"""Several people enter in the room at once: who enters something else is not held up, who enters the same sees it first."""

import pytest

from tests.interfaces.pages.filling import opened, send
from tests.interfaces.pages.meeting_stages import in_room
from tests.interfaces.pages.reading import Browser

SAID = {"outcome": "agreed", "summary": "会议同意。", "gov_view": "同意。", "union_view": "同意。"}
OTHER = {"title": "高温津贴", "reason": "职工反映集中", "summary": "会议要求检查。", "decisions": []}


@pytest.fixture
def room():
    with in_room() as stage:
        yield stage


def meeting(room):
    return room.town.get(f"/meetings/{room.meeting}").json()


def form_of(room, item):
    return opened(Browser(room.town, "wang"), f"/meetings/{room.meeting}/live?item={item}")


def test_what_is_entered_beside_anothers_entry_is_entered(room):
    form = form_of(room, "topics")
    room.year.acts("meeting", "raise_other_matter", "zhao", **OTHER)
    page = send(Browser(room.town, "wang"), form, **SAID)
    assert page.status == 303, page.text
    assert page.goes_to.startswith(f"/meetings/{room.meeting}/live?item=topics")
    assert {each["topic"] for each in meeting(room)["discussed"]} == {room.year.id["station"], room.year.id["safety"]}


def test_what_another_entered_of_the_same_is_shown_first(room):
    form, head = form_of(room, "topics"), None
    room.year.acts("meeting", "discuss_topic", topic=room.year.id["safety"], **SAID, decisions=[])
    head = room.town.head
    page = send(Browser(room.town, "wang"), form, **SAID)
    assert "会议同意" in page.text
    assert "/do/discuss_topic" in page.html
    assert room.town.head == head


def test_the_desk_and_the_attendance_lead_into_the_room(room):
    way = f"/meetings/{room.meeting}/live"
    for path in ("/", f"/meetings/{room.meeting}/attendance"):
        assert way in Browser(room.town, "wang").get(path).links(), path


def test_it_says_where_it_looks_for_news(room):
    page = Browser(room.town, "wang").get(f"/meetings/{room.meeting}/live")
    now = meeting(room)
    assert f'data-news="/api/v1/conferences/chengqiao/meetings/{room.meeting}"' in page.html
    assert f"data-version='\"{now['version']}\"'" in page.html
    same = room.town.get(f"/meetings/{room.meeting}", if_none_match=f'"{now["version"]}"')
    assert same.status_code == 304
