"""The rights a request may ask for, and what gives them."""

import pytest

from application.access.rights import FEED, GRANTABLE, SEATED, Right, reads_whole, rights_of
from domain.vocabulary import Role

ACTING = {Right.WRITE, Right.SIGN}


class TestRights:
    def test_of_nobody_in_particular_are_his_account_alone(self):
        assert rights_of(None, seated=False) == {Right.OWN}

    def test_of_who_sits_in_the_conference_are_to_see_and_to_act(self):
        assert rights_of(None, seated=True) == SEATED
        assert {Right.OWN, Right.DIRECTORY, Right.READ} | ACTING == SEATED

    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize("seated", [True, False])
    def test_of_a_role_are_never_to_act_whatever_seat_he_was_given(self, role, seated):
        assert not rights_of(role, seated=seated) & ACTING
        assert rights_of(role, seated=seated) == rights_of(role, seated=not seated)
        assert Right.OWN in rights_of(role, seated=seated)

    def test_of_an_administrator_show_him_nothing_the_conference_does(self):
        assert not rights_of(Role.ADMINISTRATOR, seated=True) & {Right.READ, Right.WHOLE}

    def test_over_accounts_are_the_administrators_alone(self):
        assert [role for role in Role if Right.ACCOUNTS in rights_of(role, seated=False)] == [Role.ADMINISTRATOR]

    def test_of_who_comes_in_are_seen_by_administrators_and_auditors(self):
        assert {role for role in Role if Right.LOGS in rights_of(role, seated=False)} == {
            Role.ADMINISTRATOR,
            Role.AUDITOR,
        }

    def test_to_see_it_whole_are_auditors_and_archivists(self):
        assert [role for role in (None, *Role) if reads_whole(role)] == [Role.AUDITOR, Role.ARCHIVIST]

    def test_that_a_token_may_carry_are_no_account(self):
        assert frozenset(Right) - GRANTABLE == {Right.OWN, Right.ACCOUNTS} | FEED

    def test_to_read_a_feed_has_nobody_by_himself(self):
        held = [rights_of(role, seated=seated) for role in (None, *Role) for seated in (True, False)]
        assert [each for each in held if Right.FEED in each] == []
