"""Identities as they are kept: whose they are, how many, and what can be one."""

import pytest

from application.access.openid.identities import MOST
from application.log import SYSTEM
from domain.errors import Malformed, NotFound, RuleBroken
from domain.facts.installation import CredentialChanged
from tests.interfaces.http.openid.browser import account

ISSUER = "https://id.example"


@pytest.fixture
def identities(town):
    return town.services.access.identities


@pytest.fixture
def wang(town):
    return account(town, "wang")


def changes(town):
    told = [each.fact for each in town.services.log.read(SYSTEM, 0, 1_000_000)]
    return [(fact.person, fact.what, fact.done_by) for fact in told if isinstance(fact, CredentialChanged)]


class TestLinking:
    def test_is_recorded_with_who_did_it(self, town, identities, wang):
        identities.link(wang, ISSUER, "1", by="operator")
        identities.link(wang, ISSUER, "1", by="operator")
        [linked] = identities.all(wang)
        identities.unlink(wang, linked.id, by=wang.person)
        assert changes(town)[-2:] == [
            (wang.person, "identity", "operator"),
            (wang.person, "identity removed", wang.person),
        ]
        assert identities.all(wang) == []

    def test_of_the_same_identity_is_to_one_person_of_a_conference(self, town, identities, wang):
        identities.link(wang, ISSUER, "1", by="operator")
        li = account(town, "li")
        with pytest.raises(RuleBroken, match="identity_taken"):
            identities.link(li, ISSUER, "1", by="operator")
        identities.link(li, ISSUER + "/other", "1", by="operator")
        assert identities.person(ISSUER, "1", town.key) == wang.person
        assert identities.person(ISSUER, "1", town.key + 1) is None

    def test_is_so_often_and_not_more(self, identities, wang):
        for number in range(MOST):
            identities.link(wang, ISSUER, str(number), by="operator")
        with pytest.raises(RuleBroken, match="identities_enough"):
            identities.link(wang, ISSUER, "more", by="operator")
        assert len(identities.all(wang)) == MOST

    @pytest.mark.parametrize(
        ("issuer", "subject"),
        [
            ("id.example", "1"),
            ("http://id.example", "1"),
            (ISSUER, ""),
            (ISSUER, "王"),
            (ISSUER, "a\nb"),
            (ISSUER, "1" * 256),
        ],
    )
    def test_of_what_can_be_none_is_refused(self, identities, wang, issuer, subject):
        with pytest.raises(Malformed, match="identity_unfit"):
            identities.link(wang, issuer, subject, by="operator")

    def test_ends_with_the_account(self, town, identities, wang):
        identities.link(wang, ISSUER, "1", by="operator")
        town.services.access.accounts.close(town.key, wang.person, by="operator")
        assert identities.person(ISSUER, "1", town.key) is None

    def test_that_is_not_there_cannot_end(self, identities, wang):
        with pytest.raises(NotFound, match="identity_not_linked"):
            identities.unlink(wang, "0" * 16, by="operator")
