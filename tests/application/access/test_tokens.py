"""Tokens of machines: for some rights, perhaps one seat, and for a time."""

from datetime import timedelta

import pytest

from application.access.rights import GRANTABLE, Right
from application.access.tokens import LONGEST_DAYS, PREFIX, Token
from application.codec import instant_text, microseconds
from domain.errors import Malformed, NotFound
from tests.application.access.entrance import LI, code_of
from tests.cast import person

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def tokens(entrance):
    return entrance.access.tokens


def issue(entrance, who=LI, **told):
    return entrance.access.tokens.issue(entrance.key, who, **({"by": "operator", "days": 30} | told))


class TestToken:
    def test_is_of_256_random_bits_and_kept_as_a_digest(self, entrance, tokens):
        made = [issue(entrance)[0] for _ in range(10)]
        assert len(set(made)) == 10
        assert all(each.startswith(PREFIX) and len(each) == len(PREFIX) + 43 for each in made)
        assert tokens.find(made[0]).digest not in made[0]

    def test_carries_what_it_was_made_for(self, entrance, tokens):
        scopes = {Right.READ, Right.LOGS}
        made, token = issue(entrance, scopes=scopes, seat="union_chair", label="报表", days=2)
        assert tokens.find(made) == token
        assert (token.scopes, token.seat, token.label) == (scopes, "union_chair", "报表")
        assert token.expires_at == entrance.clock.at + timedelta(days=2)
        visitor = entrance.access.gate.visitor(made)
        assert (visitor.person, visitor.scopes, visitor.seat, visitor.credential) == (
            LI,
            scopes,
            "union_chair",
            token.digest[:12],
        )

    @pytest.mark.parametrize("scopes", [[], [Right.OWN], [Right.ACCOUNTS], [*GRANTABLE, Right.OWN], ["everything"]])
    def test_never_carries_an_account_nor_nothing(self, entrance, tokens, scopes):
        with pytest.raises(Malformed) as refused:
            issue(entrance, scopes=scopes)
        assert (code_of(refused), refused.value.clause) == ("scopes_unfit", "R-access")
        assert tokens.all(entrance.key) == []

    @pytest.mark.parametrize("days", [0, -1, LONGEST_DAYS + 1, 10**9])
    def test_lasts_from_a_day_to_a_year_and_a_day(self, entrance, days):
        with pytest.raises(Malformed) as refused:
            issue(entrance, days=days)
        assert (code_of(refused), refused.value.facts["most"]) == ("token_days_unfit", 366)
        issue(entrance, days=1)
        issue(entrance, days=LONGEST_DAYS)

    def test_is_good_until_it_expires(self, entrance):
        made, token = issue(entrance, days=1)
        entrance.clock.at = token.expires_at - MOMENT
        assert entrance.access.gate.visitor(made)
        entrance.clock.at = token.expires_at
        assert entrance.access.gate.visitor(made) is None

    def test_of_an_earlier_release_may_have_no_end(self, entrance, tokens):
        tokens.add(Token(digest="d" * 64, conference=entrance.key, person=LI, label="", created_at=entrance.clock.at))
        assert tokens.all(entrance.key)[0].is_good(entrance.clock.at + timedelta(days=10**5))

    def test_says_when_it_was_last_used_to_the_minute(self, entrance, tokens):
        made, _ = issue(entrance)
        first = entrance.clock.at
        for seconds in (0, 59):
            entrance.clock.pass_by(seconds=seconds)
            entrance.access.gate.visitor(made)
            assert tokens.find(made).last_used == first
        entrance.clock.pass_by(seconds=1)
        entrance.access.gate.visitor(made)
        assert tokens.find(made).last_used == first + timedelta(minutes=1)

    def test_that_expired_is_not_used(self, entrance, tokens):
        made, _ = issue(entrance, days=1)
        entrance.clock.pass_by(days=1)
        entrance.access.gate.visitor(made)
        assert tokens.find(made).last_used is None

    def test_is_recorded_with_what_it_carries_and_without_its_label(self, entrance):
        _, token = issue(
            entrance, scopes=[Right.WRITE, Right.READ], seat="mayor", label="李主席的机器", by=person("wu")
        )
        assert entrance.said("token_issued") == [
            {
                "person": LI,
                "token": token.id,
                "scopes": "read write",
                "seat": "mayor",
                "until": instant_text(microseconds(token.expires_at)),
                "done_by": person("wu"),
            }
        ]

    def test_is_not_made_when_it_cannot_be_recorded(self, entrance, tokens, monkeypatch):
        monkeypatch.setattr(entrance.access.journal._system, "record", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            issue(entrance)
        assert tokens.all(entrance.key) == []


class TestRevoking:
    def test_ends_the_one_that_begins_so_at_once_and_for_every_process(self, entrance, tokens, beside):
        (made, token), (other, _) = issue(entrance), issue(entrance)
        assert beside.access.gate.visitor(made)
        assert tokens.revoke(entrance.key, token.id, by=person("wu")) == tokens_as_used(token, entrance)
        assert beside.access.gate.visitor(made) is None
        assert beside.access.gate.visitor(other)
        assert entrance.said("token_revoked") == [{"person": LI, "token": token.id, "done_by": person("wu")}]

    def test_ends_none_by_a_beginning_that_is_nothings_or_of_several(self, entrance, tokens):
        firsts = [issue(entrance)[1].digest[0] for _ in range(17)]
        several = next(each for each in firsts if firsts.count(each) > 1)
        for beginning, found in (("", 0), (several, firsts.count(several)), ("x", 0), ("%", 0)):
            with pytest.raises(NotFound) as refused:
                tokens.revoke(entrance.key, beginning, by=LI)
            assert (code_of(refused), refused.value.facts["found"]) == ("token_unknown", found)
        assert len(tokens.all(entrance.key)) == 17

    def test_ends_nobody_elses(self, entrance, tokens):
        _, token = issue(entrance, person("wu"))
        for told in ({"conference": entrance.key, "person": LI}, {"conference": entrance.other}):
            with pytest.raises(NotFound) as refused:
                tokens.revoke(told.pop("conference"), token.digest, by=LI, **told)
            assert refused.value.facts["found"] == 0
        assert tokens.all(entrance.key) == [token]
        tokens.revoke(entrance.key, token.digest, by=LI, person=person("wu"))


class TestAll:
    def test_are_those_of_a_conference_or_a_person_the_oldest_first(self, entrance, tokens):
        _, first = issue(entrance)
        entrance.clock.pass_by(seconds=1)
        _, second = issue(entrance, person("wu"))
        entrance.clock.pass_by(seconds=1)
        _, third = issue(entrance)
        tokens.issue(entrance.other, LI, by="operator", days=1)
        assert tokens.all(entrance.key) == [first, second, third]
        assert tokens.all(entrance.key, LI) == [first, third]


def tokens_as_used(token, entrance):
    """The token, after it was used just now."""
    return Token(**{**vars(token), "last_used": entrance.clock.at})
