"""How a name is read."""

from importlib import import_module

import pytest

from domain.errors import Malformed, RuleBroken
from domain.rules.reading import require_named, require_reading

INTERJECTIONS = frozenset("㕶呣嗯噷\U00020bbe")
"""Sounds without a vowel, which are in no name."""


class TestSpelling:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("lè yuè", "lè yuè"),
            ("le4 yue4", "lè yuè"),
            ("LE4 Yuè", "lè yuè"),
            ("le yue", "le yue"),
            ("le5 yue0", "le yue"),
            ("lv4 nv3", "lǜ nǚ"),
            ("lu:4 nü3", "lǜ nǚ"),
            ("lue4 nüe4", "lüè nüè"),
            ("xü2 ju3", "xú jǔ"),
            ("liu2 gui1", "liú guī"),
            ("dou4 xiong2", "dòu xióng"),
            ("xī’ān", "xī ān"),
            ("xī-ān", "xī ān"),
            ("  le4\u3000yue4 ", "lè yuè"),
            ("ｌｅ４ ɡuɑ1", "lè guā"),
        ],
    )
    def test_is_one_however_it_is_typed(self, typed, kept):
        assert require_reading(typed, "乐乐") == kept
        assert require_reading(kept, "乐乐") == kept

    def test_is_that_of_the_dictionary(self):
        dictionary = import_module("pypinyin.pinyin_dict").pinyin_dict
        first = {chr(point): several.partition(",")[0] for point, several in dictionary.items()}
        assert len(first) > 40_000
        other = {character for character, sound in first.items() if not _is_kept(sound)}
        assert other == INTERJECTIONS

    @pytest.mark.parametrize(
        ("typed", "number"),
        [("xyz yue", 1), ("le yueyue", 2), ("le4 yuè4", 2), ("lè4", 1), ("乐 yue", 1), ("le 4", 2), (" ", 1), ("b", 1)],
    )
    def test_that_is_none_is_refused_by_its_place(self, typed, number):
        with pytest.raises(Malformed, match="reading_unfit") as refused:
            require_reading(typed, "乐乐")
        assert refused.value.facts == {"field": "reading", "number": number}
        assert refused.value.clause == "R-text"


class TestLength:
    @pytest.mark.parametrize(
        ("name", "reading"),
        [
            ("乐", "yuè"),
            ("朱䶮", "zhū yǎn"),
            ("〇一", "líng yī"),
            ("\U00030edd\U00031350", "biáng biáng"),
            ("阿卜杜拉·买买提", "ā bǔ dù lā mǎi mǎi tí"),
            ("乐 Anna", "yuè"),
        ],
    )
    def test_is_a_syllable_for_each_chinese_character_and_none_for_any_other(self, name, reading):
        assert require_reading(reading, name) == reading

    @pytest.mark.parametrize(("name", "characters"), [("乐", 1), ("乐乐乐", 3), ("Anna", 0)])
    def test_that_does_not_fit_the_name_is_refused(self, name, characters):
        with pytest.raises(Malformed, match="reading_of_other_length") as refused:
            require_reading("lè yuè", name)
        assert refused.value.facts == {"field": "reading", "characters": characters, "syllables": 2}


def test_who_was_erased_has_no_name_to_be_read():
    assert require_named("乐") == "乐"
    with pytest.raises(RuleBroken, match="reading_of_erased"):
        require_named(None)


def _is_kept(sound: str) -> bool:
    try:
        return require_reading(sound, "乐") == sound
    except Malformed:
        return False
