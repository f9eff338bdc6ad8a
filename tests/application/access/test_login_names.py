"""Login names: how they are compared, and which are nobody's."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from application.access.login_names import folded, is_fit, require_fit
from domain.errors import Malformed


class TestFolded:
    @pytest.mark.parametrize("typed", ["zhou", "Zhou", "ZHOU", " zhou ", "ｚｈｏｕ", "ＺＨＯＵ\u3000", "zhou\n"])
    def test_is_the_same_however_it_is_typed(self, typed):
        assert folded(typed) == "zhou"

    @given(st.text())
    @example("\u00df\u0301")
    def test_is_not_changed_by_folding_it_again(self, name):
        assert folded(folded(name)) == folded(name)

    @pytest.mark.parametrize("name", ["周", "zhou.wei@town.example", "o'neil", "bà", "ཚེ་རིང", "wang_2"])
    def test_is_fit_in_any_script(self, name):
        assert require_fit(name) == folded(name)


class TestUnfit:
    @pytest.mark.parametrize(
        "name",
        [
            "",
            "   ",
            "a b",
            "a\tb",
            "a\u00a0b",
            "zhou\0",
            "zh\0ou",
            "zhou\u200b",
            "zh\u00adou",
            "zhou\ufe0f",
            "zhou\u034f",
            "zhou\u3164",
            "zhou\u115f",
            "zhou\u2800",
            "\u202euohz",
            "zhou\ud800",
            "\ue000zhou",
            "z" * 65,
            "\ufdfa" * 4,
        ],
    )
    def test_is_a_name_that_is_not_seen_or_does_not_end(self, name):
        assert not is_fit(folded(name))
        with pytest.raises(Malformed, match="login_name_unfit"):
            require_fit(name)

    @pytest.mark.parametrize("name", ["zh\u043eu", "\u0430dmin", "zh\u03bfu", "\u0441\u03bf"])
    def test_is_a_name_whose_letters_are_of_scripts_that_look_alike(self, name):
        assert not is_fit(folded(name))

    def test_is_not_a_name_of_64(self):
        assert is_fit("z" * 64)
