"""Which decisions a meeting hears, and when it asks for reports."""

from dataclasses import replace
from datetime import date

import pytest

from domain.rules import hearing
from domain.vocabulary import Hearing, MeetingKind
from tests.cast import charter

LAST = date(2026, 3, 10)


class TestItemTwo:
    @pytest.mark.parametrize(
        ("adopted_on", "is_open", "heard"),
        [
            (date(2026, 3, 10), False, True),
            (date(2026, 4, 1), False, True),
            (date(2026, 3, 9), False, False),
            (date(2024, 11, 5), True, True),
        ],
    )
    def test_s4_3_a_has_all_since_the_last_ordinary_meeting_and_every_older_one_open(self, adopted_on, is_open, heard):
        assert hearing.must_be_heard(adopted_on, LAST, is_open=is_open) is heard

    def test_s4_3_a_has_everything_before_the_first_ordinary_meeting(self):
        assert hearing.must_be_heard(date(2024, 11, 5), None, is_open=False)


class TestReport:
    @pytest.mark.parametrize(
        ("kind", "outcome", "asked"),
        [
            (MeetingKind.ORDINARY, Hearing.NOTED, True),
            (MeetingKind.ORDINARY, Hearing.COMPLETED, True),
            (MeetingKind.EXTRAORDINARY, Hearing.NOTED, False),
            (MeetingKind.EXTRAORDINARY, Hearing.ENDED, True),
        ],
    )
    def test_g13_is_asked_for_unless_a_written_list_will_do(self, kind, outcome, asked):
        assert hearing.is_asked(kind, outcome, charter()) is asked

    def test_s5_5_d_is_not_asked_for_where_the_charter_leaves_it_out(self):
        silent = replace(charter(), follow_up=replace(charter().follow_up, next_meeting_hears=False))
        assert not hearing.is_asked(MeetingKind.ORDINARY, Hearing.COMPLETED, silent)
