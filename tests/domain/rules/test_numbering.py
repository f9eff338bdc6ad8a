"""How a document number is written, and which can be taken."""

import pytest

from domain.errors import Malformed, RuleBroken
from domain.rules import numbering


class TestNumber:
    @pytest.mark.parametrize(
        ("code", "year", "serial", "number"),
        [("城联办", 2026, 3, "城联办〔2026〕3号"), ("崇工办发", 2027, 12, "崇工办发〔2027〕12号")],
    )
    def test_is_written_with_the_year_in_tortoise_shell_brackets(self, code, year, serial, number):
        assert numbering.written(code, year, serial) == number

    def test_r_unique_comes_after_the_last_one_taken(self):
        numbering.require_start(5, 4)
        with pytest.raises(RuleBroken, match="serial_spent"):
            numbering.require_start(4, 4)
        with pytest.raises(Malformed, match="start_unfit"):
            numbering.require_start(0, 0)
