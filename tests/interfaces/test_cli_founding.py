"""``lianxi init`` and ``lianxi token``: a conference, the first person in its office, and who may sign in."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from application.access.rights import GRANTABLE, Right
from domain.charter_reading import built_in
from domain.errors import Failure, RuleBroken
from domain.vocabulary import UnitKind
from interfaces.bootstrap import build
from interfaces.cli.folder import entered
from interfaces.founding import Founding
from interfaces.founding import found as founded
from tests.interfaces.lianxi import SLUG_UNKNOWN, TOWN, digest_of, found, held, lianxi, refused

NOON = datetime(2026, 3, 1, 4, tzinfo=UTC)
WHO = ("--person", "王小明", "--duty", "union_office_staff")


@pytest.fixture
def services(tmp_path):
    made = build(tmp_path / "data", clock=SimpleNamespace(now=lambda: NOON))
    yield made
    made.close()


def a_founding(**given):
    return Founding(**{"slug": TOWN, "charter": built_in(), "person": "王小明", "duty": "union_office_staff"} | given)


def refusal_of(services, **given):
    with pytest.raises(Failure) as refused:
        founded(services, "town.example", a_founding(**given))
    return refused.value.code


class TestFounding:
    def test_seats_the_first_person_in_the_office(self, services):
        person = founded(services, "town.example", a_founding())
        roster = services.desk.ledger(TOWN).roster
        assert roster.standing(date(2026, 3, 1)).duties_of(person) == ("union_office_staff",)

    def test_is_that_persons_act_from_the_first_record_on(self, services):
        person = founded(services, "town.example", a_founding())
        key, _ = services.log.conference(TOWN)
        recorded = services.log.read(key, 0, 100)
        assert {each.fact.trace.by.person for each in recorded} == {person}
        assert len({each.cmd for each in recorded}) == 1
        assert recorded[0].type == "conference.founded/1"

    def test_enters_the_units_the_charter_names(self, services):
        founded(services, "town.example", a_founding())
        units = services.desk.ledger(TOWN).units
        assert units.open_keys == {"pg_office", "town_union"}
        assert units.units["town_union"].kind is UnitKind.TOWN_UNION

    def test_takes_the_names_of_the_charter_or_those_given(self, services):
        founded(services, "town.example", a_founding(name_en="Harbour Town"))
        conference = services.desk.ledger(TOWN).conference
        assert (conference.name_zh, conference.name_en) == ("城桥镇政府与工会联席会议", "Harbour Town")

    def test_may_be_dated_back(self, services):
        founded(services, "town.example", a_founding(on=date(2024, 1, 8)))
        assert services.desk.ledger(TOWN).conference.founded_on == date(2024, 1, 8)

    def test_is_done_once(self, services):
        founded(services, "town.example", a_founding())
        key, _ = services.log.conference(TOWN)
        head = services.log.head(key)
        assert refusal_of(services) == "conference_exists"
        assert services.log.head(key) == head

    def test_goes_on_where_it_was_cut_short(self, services):
        services.log.create_conference(TOWN, "town.example", NOON)
        founded(services, "town.example", a_founding())
        assert services.desk.ledger(TOWN).conference.founded_on == date(2026, 3, 1)

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"duty": "mayor"}, "office_only"),
            ({"duty": "emperor"}, "duty_unknown"),
            ({"person": "王\x00小明"}, "text_unfit"),
            ({"name_zh": "绝密★会议"}, "text_marked_secret"),
            ({"charter": "edition = 1"}, "charter_unreadable"),
            ({"on": date(2026, 3, 2)}, "date_in_future"),
            ({"slug": "Not A Name"}, "name_not_plain"),
        ],
    )
    def test_leaves_nothing_behind_when_it_is_refused(self, services, given, code):
        assert refusal_of(services, **given) == code
        assert services.log.conferences() == []

    def test_refuses_a_charter_that_contradicts_itself(self, services):
        contradictory = built_in().replace('office = "office"', 'office = "leading_group_2"', 1)
        with pytest.raises((RuleBroken, Failure)):
            founded(services, "town.example", a_founding(charter=contradictory))
        assert services.log.conferences() == []


class TestInit:
    def test_gives_a_person_and_a_token_that_stands_for_him(self, tmp_path):
        person, token = found(tmp_path)
        stands = held(tmp_path, token)
        assert (stands.person, stands.label, stands.scopes) == (person, "init", GRANTABLE)

    def test_opens_no_account_that_anybody_could_guess(self, tmp_path):
        found(tmp_path)
        with entered(tmp_path, TOWN) as town:
            assert town.access.accounts.all(town.kept.key) == []

    def test_takes_a_charter_file(self, tmp_path):
        file = tmp_path / "measures.toml"
        file.write_text(built_in().replace('edition = "chengqiao-1"', 'edition = "harbour-1"'), encoding="utf-8")
        result = lianxi("init", "harbour", *WHO, "--charter", file, "--data", tmp_path / "data")
        assert result.exit_code == 0
        assert "harbour-1" in lianxi("charter", "show", "harbour", "--data", tmp_path / "data").stdout

    def test_takes_a_charter_that_comes_with_the_product(self, tmp_path):
        arguments = ("--person", "秦", "--duty", "secretariat_staff", "--charter", "example-district")
        assert lianxi("init", "qinghe", *arguments, "--data", tmp_path).exit_code == 0

    def test_refuses_a_conference_that_exists(self, tmp_path):
        found(tmp_path)
        assert refused(lianxi("init", TOWN, *WHO, "--data", tmp_path), "conference_exists")

    def test_refuses_a_charter_that_is_not_there_before_it_makes_a_folder(self, tmp_path):
        result = lianxi("init", TOWN, *WHO, "--charter", "nowhere.toml", "--data", tmp_path / "data")
        assert refused(result, "charter_not_there")
        assert not (tmp_path / "data").exists()

    def test_asks_for_a_person(self, tmp_path):
        assert lianxi("init", TOWN, "--data", tmp_path).exit_code == 2


class TestToken:
    def test_is_shown_once_and_only_its_digest_is_kept(self, tmp_path):
        person, _ = found(tmp_path)
        made = lianxi("token", TOWN, person, "--label", "desk", "--data", tmp_path).stdout.strip()
        assert made.startswith("lx_")
        stands = held(tmp_path, made)
        assert (stands.person, stands.label) == (person, "desk")
        assert stands.scopes == GRANTABLE - {Right.SIGN}
        assert not any(made.encode() in file.read_bytes() for file in tmp_path.rglob("*.db*"))

    def test_is_good_for_as_many_days_as_said(self, tmp_path):
        person, _ = found(tmp_path)
        made = lianxi("token", TOWN, person, "--days", "30", "--data", tmp_path).stdout.strip()
        stands = held(tmp_path, made)
        assert stands.expires_at == stands.created_at + timedelta(days=30)

    def test_is_refused_to_somebody_who_is_not_on_the_roll(self, tmp_path):
        found(tmp_path)
        assert refused(lianxi("token", TOWN, "somebody", "--data", tmp_path), "person_unknown")
        assert refused(lianxi("token", SLUG_UNKNOWN, "somebody", "--data", tmp_path), "conference_unknown")

    def test_is_listed_by_its_digest_with_the_name(self, tmp_path):
        _, token = found(tmp_path)
        told = lianxi("token", TOWN, "--list", "--data", tmp_path).stdout
        assert digest_of(token)[:12] in told
        assert "王小明" in told
        assert token not in told

    def test_is_revoked_by_the_beginning_of_its_digest(self, tmp_path):
        _, token = found(tmp_path)
        digest = digest_of(token)
        assert lianxi("token", TOWN, "--revoke", digest[:8], "--data", tmp_path).exit_code == 0
        with entered(tmp_path, TOWN) as town:
            assert town.access.tokens.find(token) is None

    @pytest.mark.parametrize("beginning", ["", "zz"])
    def test_is_not_revoked_by_what_fits_none_or_all(self, tmp_path, beginning):
        _, token = found(tmp_path)
        assert refused(lianxi("token", TOWN, "--revoke", beginning, "--data", tmp_path), "token_not_one")
        assert held(tmp_path, token)

    @pytest.mark.parametrize("arguments", [(), ("somebody", "--list"), ("--list", "--revoke", "ab")])
    def test_command_does_one_thing(self, tmp_path, arguments):
        found(tmp_path)
        assert lianxi("token", TOWN, *arguments, "--data", tmp_path).exit_code == 2
