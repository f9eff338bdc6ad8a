"""Several units urged at once by the office: chosen in the list, looked over, and sent in one save; without scripts."""

import re

import pytest

from tests.interfaces.http.life import lived
from tests.interfaces.http.town import OFFICE
from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import served

TEXT = "请于本月底前答复办理进展。"
PATH = "/overdue"


@pytest.fixture
def town():
    """A town that has lived, and owes two decisions."""
    with served() as town:
        lived(town)
        yield town


@pytest.fixture
def office(town):
    return Browser(town, OFFICE)


@pytest.fixture
def late(town):
    rows = town.get("/decisions?limit=200").json()["items"]
    return [row["id"] for row in rows if row["course"] == "overdue" and row["binding_since"]]


def hidden(page):
    """What the page that is looked over sends on."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.html)
    return {name: value for name, value in found if name != "decision"}


def urges(town, decision):
    return [each["text"] for each in town.get(f"/decisions/{decision}").json()["urges"]]


def test_those_chosen_are_urged_in_one_save_after_they_were_looked_over(town, office, late):
    before = town.head, [urges(town, each) for each in late]
    page = office.post(PATH, {"decision": late, "text": TEXT})
    assert page.status == 200
    assert f"将催办 {len(late)} 件" in page.text
    assert (town.head, [urges(town, each) for each in late]) == before
    done = office.post(PATH, {"decision": late, "step": "done", **hidden(page)})
    assert done.goes_to == f"{PATH}?done={town.head}&did=urge_unit"
    assert [urges(town, each)[-1] for each in late] == [TEXT] * len(late) == [TEXT] * 2
    assert len({each["data"]["corr"] for each in town.get(f"/changes?after={before[0]}").json()["items"]}) == 1
    assert "已记载（第" in office.get(done.goes_to).text


def test_sent_twice_they_are_urged_once(town, office, late):
    page = office.post(PATH, {"decision": late, "text": TEXT})
    for _ in range(2):
        office.post(PATH, {"decision": late, "step": "done", **hidden(page)})
    assert [urges(town, each).count(TEXT) for each in late] == [1, 1]


def test_none_is_urged_when_one_was_changed_since_it_was_looked_over(town, office, late):
    page = office.post(PATH, {"decision": late, "text": TEXT})
    alone = office.post(PATH, {"decision": late[:1], "text": "请答复。"})
    assert office.post(PATH, {"decision": late[:1], "step": "done", **hidden(alone)}).status == 303
    refused = office.post(PATH, {"decision": late, "step": "done", **hidden(page)})
    assert refused.status == 412
    assert TEXT in refused.text
    assert refused.html.count(" checked") == len(late)
    assert TEXT not in urges(town, late[1])


def test_what_is_lacking_is_said_and_what_was_chosen_stays(town, office, late):
    page = office.post(PATH, {"decision": late[:1], "text": " "})
    assert page.status == 422
    assert "请填写催办内容。" in page.text
    assert page.html.count(" checked") == 1
    assert "请选择要催办的事项。" in office.post(PATH, {"text": TEXT}).text


def test_one_goes_back_to_the_list_with_what_was_chosen(office, late):
    page = office.post(PATH, {"decision": late, "text": TEXT})
    back = office.post(PATH, {"decision": late, "step": "back", **hidden(page)})
    assert back.status == 200
    assert TEXT in back.text
    assert back.html.count(" checked") == len(late)


def test_all_that_are_late_are_chosen_by_one_link(office, late):
    [link] = [link for link in office.get(PATH).links() if link.startswith(f"{PATH}?all=late")]
    assert office.get(link).html.count(" checked") == len(late)


def test_only_the_office_chooses(town, late):
    for who in ("sun", "zhu"):
        assert 'name="decision"' not in Browser(town, who).get(PATH).html
    assert Browser(town, "zhu").post(PATH, {"decision": late, "text": TEXT}).status == 403


def test_it_is_looked_over_in_english_too(town, late):
    page = Browser(town, OFFICE, "en").post(PATH, {"decision": late, "text": TEXT})
    said = re.findall(r"<(?:h1|h2|button)[^>]*>(.*?)</", page.html)
    assert "Urge 2" in said
    assert not HAN.search(" ".join(said))
