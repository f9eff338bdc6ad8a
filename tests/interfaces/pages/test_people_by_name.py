"""Names in the order of their sound, and found by it."""

import re

import pytest

from interfaces.pinyin import order, read, sounds_like
from tests.interfaces.pages.filling import opened, send
from tests.interfaces.pages.reading import Browser
from tests.interfaces.pages.story import does

RARE = ("朱䶮", "朱玥", "朱喆")
"""Names with characters that older machines lack, in the order of their sound: yǎn, yuè, zhé."""


class TestOrder:
    @pytest.mark.parametrize(
        "names",
        [
            ("葛一", "万俟一", "区一", "仇一", "任一", "单一", "王一", "解一", "尉迟一", "曾一", "查一", "诸葛一"),
            ("张三", "张四", "章三"),
            ("卢方", "吕方", "栾方", "罗方"),
            ("花一", "华一"),
            ("Anna", "安一", "Bo"),
            RARE,
        ],
        ids="".join,
    )
    def test_is_that_of_surnames_and_of_each_character_after_them(self, names):
        mixed = sorted(names)
        assert tuple(sorted(mixed, key=order)) == names

    def test_has_what_is_in_no_dictionary_after_it_and_who_was_erased_last(self):
        assert sorted(["", "\ue000一", "左一"], key=order) == ["左一", "\ue000一", ""]


class TestSound:
    @pytest.mark.parametrize("typed", ["sy", "SY", "shanyue", "shan yue", "yue", "shany"])
    def test_is_that_of_the_surname_and_of_the_name(self, typed):
        assert sounds_like("单玥", typed)

    @pytest.mark.parametrize("typed", ["dan", "an", "ue", "ys"])
    def test_begins_with_a_syllable(self, typed):
        assert not sounds_like("单玥", typed)


class TestSaid:
    """As the office said that a name is read."""

    def test_stands_before_the_dictionary_and_before_the_surnames(self):
        assert order("乐知") > order("单知")
        assert order("乐知", "lè zhī") < order("单知")
        assert sounds_like("乐知", "lz", "lè zhī")
        assert not sounds_like("乐知", "yz", "lè zhī")

    def test_is_of_the_chinese_characters_alone(self):
        assert [letters for letters, *_ in order("乐·Anna知", "lè zhī")] == ["le", "·", "a", "n", "n", "a", "zhi"]

    def test_is_told_syllable_by_syllable(self):
        assert read("单玥") == "shàn yuè"
        assert read("单玥", "dān yuè") == "dān yuè"


def listed(page, people):
    """Who of these people stands in a table of a page, in its order."""
    found = re.findall(r'<th scope="row"><a href="/people/([^"]+)">', page.html)
    return [name for each in found for name, person in people.items() if person == each]


def entered(town, **readings):
    """The people of these names, with how the office says that they are read."""
    return {
        name: does(town, "zhou", "/people", {"name": name, "reading": reading})["id"]
        for name, reading in readings.items()
    }


def test_people_stand_in_this_order_and_are_found_by_sound_and_by_rare_characters(town):
    people = entered(town, **dict.fromkeys((*reversed(RARE), "单一", "王一")))
    page = Browser(town, "zhou").get("/people")
    assert listed(page, people) == ["单一", "王一", *RARE]
    (table,) = (link for link in page.links() if "format=csv" in link and "/people?" in link)
    rows = town.get(table, base="").text.splitlines()
    assert [name for row in rows for name in people if name in row] == ["单一", "王一", *RARE]
    for asked in ("䶮", "zhuyan", "zy"):
        found = Browser(town, "zhou").get(f"/people?q={asked}").html
        roll = found[found.index('id="roll"') :]
        assert people["朱䶮"] in roll
        assert people["单一"] not in roll


def test_a_rare_name_is_shown_whole_on_its_page(town):
    for name, person in entered(town, **dict.fromkeys(RARE)).items():
        page = Browser(town, "zhou").get(f"/people/{person}")
        assert f"<h1>{name}</h1>" in page.html
        assert f"读音：{read(name)}（按字典）" in page.text


class TestOffice:
    def test_enters_somebody_with_how_the_name_is_read(self, town):
        browser = Browser(town, "zhou")
        form = opened(browser, "/do/enter_person")
        assert send(browser, form, name="乐知", reading="le4 zhi1").status == 303
        page = browser.get("/people?q=lezhi")
        assert "乐知" in page.text
        assert "乐知" not in browser.get("/people?q=yuezhi").text
        assert "乐知" in browser.get("/search?q=lz").text

    def test_may_leave_it_open(self, town):
        browser = Browser(town, "zhou")
        assert send(browser, opened(browser, "/do/enter_person"), name="乐知").status == 303
        assert "乐知" in browser.get("/people?q=yuezhi").text

    def test_says_it_later_and_takes_it_back(self, town):
        browser, people = Browser(town, "zhou"), entered(town, 乐知=None, 单知=None)
        person = people["乐知"]
        address = f"/do/set_reading?person={person}&then=/people/{person}"
        assert address in browser.get(f"/people/{person}").links()
        assert listed(browser.get("/people"), people) == ["单知", "乐知"]
        assert send(browser, opened(browser, address), reading="le4 zhi1").goes_to.startswith(f"/people/{person}")
        assert "读音：lè zhī 截至" in browser.get(f"/people/{person}").text
        assert listed(browser.get("/people"), people) == ["乐知", "单知"]
        form = opened(browser, address)
        assert form.data["reading"] == ["lè zhī"]
        assert send(browser, form, reading="").status == 303
        assert "读音：yuè zhī（按字典）" in browser.get(f"/people/{person}").text
        assert listed(browser.get("/people"), people) == ["单知", "乐知"]

    @pytest.mark.parametrize(
        ("language", "told"), [("zh-CN", "所填读音的第2个音节不是汉语拼音"), ("en", "Syllable 2 of the reading is no")]
    )
    def test_is_told_beside_the_field_what_is_no_reading(self, town, language, told):
        browser = Browser(town, "zhou", language)
        page = send(browser, opened(browser, "/do/enter_person"), name="乐知", reading="le4 zzz")
        assert told in page.text
        assert page.value("reading") == "le4 zzz"
        assert 'aria-invalid="true"' in page.field("reading")

    def test_is_not_asked_how_a_name_without_chinese_characters_is_read_or_one_that_is_erased(self, town):
        people = entered(town, Anna=None, 乐知=None)
        does(town, "zhou", f"/people/{people['乐知']}/erasure", {"basis": "本人书面申请"})
        for person in people.values():
            page = Browser(town, "zhou").get(f"/people/{person}")
            assert "读音" not in page.text
            assert not [link for link in page.links() if "set_reading" in link]

    def test_alone_is_asked(self, town):
        person = entered(town, 乐知=None)["乐知"]
        page = Browser(town, "sun").get(f"/people/{person}")
        assert not [link for link in page.links() if "set_reading" in link]


def test_who_is_picked_in_a_form_stands_in_this_order_and_is_found_by_what_the_office_said(town):
    people = entered(town, 单知=None, 乐知="le4 zhi1", 王知=None)
    call = does(town, "wang", "/calls", {"year": 2025, "text": "征集议题"})["id"]
    page = Browser(town, "shen").get(f"/do/receive_suggestion?call={call}")
    select = re.search(r'<select id="f-person".*?</select>', page.html, re.DOTALL)[0]
    offered = re.findall(r'<option value="([^"]+)" data-sound="([^"]+)"', select)
    assert [pair for pair in offered if pair[0] in people.values()] == [
        (people["乐知"], "le zhi"),
        (people["单知"], "shan zhi"),
        (people["王知"], "wang zhi"),
    ]
