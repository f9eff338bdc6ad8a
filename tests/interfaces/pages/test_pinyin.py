"""Names in the order of their sound, and found by it."""

import re

import pytest

from interfaces.pages.pinyin import order, sounds_like
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


def test_people_stand_in_this_order_and_are_found_by_sound_and_by_rare_characters(town):
    people = {name: does(town, "zhou", "/people", {"name": name})["id"] for name in (*reversed(RARE), "单一", "王一")}
    page = Browser(town, "zhou").get("/people")
    listed = re.findall(r'<th scope="row"><a href="/people/([^"]+)">', page.html)
    assert [each for each in listed if each in people.values()] == [people[each] for each in ("单一", "王一", *RARE)]
    for asked in ("䶮", "zhuyan", "zy"):
        found = Browser(town, "zhou").get(f"/people?q={asked}").html
        roll = found[found.index('id="roll"') :]
        assert people["朱䶮"] in roll
        assert people["单一"] not in roll
