"""How long lists are set out: by kind, and with their sound."""

import pytest

from interfaces.pages.form_listing import sections, sound

KINDS = {"finance": "department", "culture": "institution", "safety": "department"}
PAIRS = [("mayor", "镇长"), ("head@finance", "财政所"), ("head@culture", "文化中心"), ("head@safety", "安全办")]


class TestSections:
    def test_are_the_kinds_of_units_and_what_is_of_none_comes_first(self):
        found = sections(PAIRS, language="zh-Hans", kinds=KINDS)
        assert [(kind, [value for value, _ in some]) for kind, some in found] == [
            ("", ["mayor"]),
            ("职能部门", ["head@finance", "head@safety"]),
            ("事业单位", ["head@culture"]),
        ]

    def test_begin_in_english_with_a_capital(self):
        assert [kind for kind, _ in sections(PAIRS, language="en", kinds=KINDS)] == ["", "Department", "Institution"]

    def test_are_none_of_nothing(self):
        assert sections([], language="en", kinds=KINDS) == []


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("财政所", "cai zheng suo"),
        ("单怡宁（镇长）", "shan yi ning （ zhen zhang ）"),
        ("Finance Office", "finance office"),
    ],
)
def test_a_sound_has_its_syllables_apart(said, heard):
    assert sound(said) == heard


def test_a_name_sounds_as_the_office_said_and_what_stands_beside_it_as_ever():
    readings = {"单怡宁（镇长）": ("单怡宁", "dān yí níng")}
    assert sound("单怡宁（镇长）", readings) == "dan yi ning （ zhen zhang ）"
    assert sound("单怡宁", readings) == "shan yi ning"
