"""Lines in order, however many there are."""

import pytest

from interfaces.audit import sorting
from interfaces.audit.sorting import in_order

LINES = [f"{number * 7919 % 101:03}\t第{number}行".encode() for number in range(50)]


class TestLines:
    @pytest.mark.parametrize("at_once", [1, 7, 25, 50, 51])
    def test_come_in_order_whatever_fits_in_memory(self, tmp_path, monkeypatch, at_once):
        monkeypatch.setattr(sorting, "AT_ONCE", at_once)
        assert list(in_order(LINES, tmp_path)) == sorted(LINES)
        assert list(tmp_path.iterdir()) == []

    def test_may_be_none(self, tmp_path):
        assert list(in_order([], tmp_path)) == []
