"""Accounts, tokens, sessions and what somebody proves himself with: another's are as nobody's, here and elsewhere."""

from dataclasses import dataclass

import pytest

from application.access.rights import FEED
from domain.charter_reading import built_in
from interfaces.founding import Founding, found
from tests.interfaces.http.accounts import API, PASSWORD, Member
from tests.interfaces.http.bad import UNKNOWN, published
from tests.interfaces.http.neighbours import BESIDE, MARK, NOWHERE
from tests.interfaces.http.probing import comparable
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import OFFICE, SLUG, STRANGER, Town, town

OF_A_PERSON = {
    "give_code": "/accounts/{}/code",
    "remove_device_of": "/accounts/{}/device/removal",
    "give_role": "/accounts/{}/role",
    "end_sessions_of": "/accounts/{}/sessions/end",
    "close_account": "/accounts/{}/closing",
}
"""What an administrator does with an account, by whose it is."""
OF_ONES_OWN = {
    "end_one_session": "/sessions/{session}/end",
    "name_passkey": "/account/passkeys/{passkey}/label",
    "remove_passkey": "/account/passkeys/{passkey}/removal",
    "unlink_identity": "/account/identities/{identity}/removal",
}
"""What somebody does with what is his own."""
OF_ACCOUNTS = {*OF_A_PERSON, "open_account", "issue_token", "revoke_token", "make_feed", "revoke_feed"}
"""What is posted of accounts below a conference."""
LISTS = ("/accounts", "/tokens", "/feeds", "/access?limit=1000", "/refusals?limit=1000")
SHARED = "shared.name"
_PASSKEY = "INSERT INTO passkeys VALUES (?, ?, ?, x'00', 0, 'label', 0, NULL)"
_IDENTITY = "INSERT INTO identities VALUES (?, ?, ?, ?, 0)"


@dataclass(frozen=True)
class Owned:
    """What belongs to somebody, by kind."""

    person: str
    token: str
    feed: str
    session: str
    passkey: str
    identity: str


@dataclass(frozen=True)
class World:
    """Our town with an administrator and somebody in a seat, and what others own: a colleague, and somebody elsewhere."""

    town: Town
    admin: str
    wang: str
    colleague: Owned
    beside: Owned


@pytest.fixture(scope="module")
def world():
    with town() as served:
        founding = Founding(
            slug=BESIDE, charter=built_in(), person=f"甲{MARK}", duty="union_office_staff", name_zh=f"乙{MARK}"
        )
        person = found(served.services, "lianxi.test", founding)
        beside, _ = served.services.log.conference(BESIDE)
        admin = Member(served, STRANGER, role="administrator").equipped().signed_in()
        wang = Member(served, OFFICE).equipped().signed_in()
        colleague = owned(served, served.key, served.people["li"], "li")
        yield World(served, admin, wang, colleague, owned(served, beside, person, SHARED))


def owned(served: Town, conference: int, person: str, name: str) -> Owned:
    """Give somebody one of each."""
    access = served.services.access
    access.accounts.open(conference, person, name, by="operator")
    access.store.do(_PASSKEY, person.encode(), conference, person)
    access.store.do(_IDENTITY, "https://provider.example", name, conference, person)
    _, session = access.sessions.begin(conference, person, means="password", strong=True, agent=MARK)
    _, token = access.tokens.issue(conference, person, by=person, days=30, label=MARK)
    _, feed = access.tokens.issue(conference, person, by=person, days=30, scopes=FEED, label=MARK)
    account = access.accounts.get(conference, person)
    return Owned(
        person=person,
        token=token.id,
        feed=feed.id,
        session=session.digest[:12],
        passkey=access.passkeys.all(account)[0].id,
        identity=access.identities.all(account)[0].id,
    )


def unknown(like: str) -> str:
    """What nobody has, in as many letters."""
    return UNKNOWN if len(like) == len(UNKNOWN) else "a" * len(like)


def everything(world: World) -> list[object]:
    store = world.town.services.access.store
    tables = ("accounts", "tokens", "sessions", "passkeys", "identities")
    return [store.all(f"SELECT * FROM {table} WHERE person = ?", world.beside.person) for table in tables]


class TestCases:
    def test_are_of_every_operation_that_names_what_an_account_has(self):
        named = {
            operation["operationId"]
            for path, methods in published()["paths"].items()
            for operation in methods.values()
            if any(
                each in path for each in ("/accounts/{", "{token}", "{feed}", "{session}", "{passkey}", "{identity}")
            )
        }
        assert named == {*OF_A_PERSON, *OF_ONES_OWN, "revoke_token", "revoke_feed"}


class TestAdministrator:
    @pytest.mark.parametrize("path", OF_A_PERSON.values(), ids=OF_A_PERSON)
    def test_finds_nobody_of_another_conference(self, path, world):
        before, told = everything(world), []
        for person in (world.beside.person, UNKNOWN):
            answer = world.town.ask(world.admin, path.format(person), {"role": None} if "role" in path else None)
            is_problem(answer, 404, "account_unknown")
            told.append(comparable(answer, person))
        assert told[0] == told[1]
        assert everything(world) == before

    def test_opens_no_account_for_somebody_of_another_conference(self, world):
        told = []
        for person in (world.beside.person, UNKNOWN):
            answer = world.town.ask(world.admin, "/accounts", {"person": person, "name": "somebody"})
            is_problem(answer, 409, "person_unknown")
            told.append(comparable(answer, person))
        assert told[0] == told[1]

    def test_gives_a_name_that_another_conference_has_given(self, world):
        body = {"person": world.town.people["sun"], "name": SHARED}
        assert world.town.ask(world.admin, "/accounts", body).status_code == 201

    @pytest.mark.parametrize("kind", ["token", "feed"])
    def test_ends_no_token_and_no_feed_of_another_conference(self, kind, world):
        before, told = everything(world), []
        theirs = getattr(world.beside, kind)
        for each in (theirs, unknown(theirs)):
            answer = world.town.ask(world.admin, f"/{kind}s/{each}/revocation")
            is_problem(answer, 404, f"{kind}_unknown")
            told.append(comparable(answer, each))
        assert told[0] == told[1]
        assert everything(world) == before

    @pytest.mark.parametrize("path", LISTS)
    def test_lists_nothing_of_another_conference(self, path, world):
        answer = world.town.get(path, world.admin)
        assert answer.status_code == 200, answer.text
        assert [each for each in vars(world.beside).values() if each in answer.text] == []
        assert BESIDE not in answer.text


class TestOwner:
    @pytest.mark.parametrize("path", OF_ONES_OWN.values(), ids=OF_ONES_OWN)
    def test_finds_what_is_anothers_no_more_than_what_is_nobodys(self, path, world):
        [kind] = [each for each in ("session", "passkey", "identity") if f"{{{each}}}" in path]
        body = {"label": "我的"} if path.endswith("label") else None
        for other in (world.colleague, world.beside):
            name, told = getattr(other, kind), []
            for each in (name, unknown(name)):
                answer = world.town.ask(world.wang, path.format(**{kind: each}), body, base=API)
                assert answer.status_code == 404, answer.text
                told.append(comparable(answer, each))
            assert told[0] == told[1]

    @pytest.mark.parametrize("kind", ["token", "feed"])
    def test_ends_no_token_and_no_feed_of_another(self, kind, world):
        told = []
        for each in (*(getattr(other, kind) for other in (world.colleague, world.beside)), "a" * 12):
            answer = world.town.ask(world.wang, f"/{kind}s/{each}/revocation")
            is_problem(answer, 404, f"{kind}_unknown")
            told.append(comparable(answer, each))
        assert told[0] == told[1] == told[2]

    @pytest.mark.parametrize("path", ["/session", "/sessions", "/account/passkeys", "/account/identities"])
    def test_sees_what_is_his_own(self, path, world):
        answer = world.town.get(path, world.wang, base=API)
        assert answer.status_code == 200, answer.text
        for other in (world.colleague, world.beside):
            assert [each for each in vars(other).values() if each in answer.text] == []
        assert MARK not in answer.text


class TestSession:
    def test_opens_no_other_conference(self, world):
        for path in ("", "/topics", "/people", "/accounts", "/tokens", "/access"):
            told = []
            for conference in (BESIDE, NOWHERE):
                answer = world.town.get(path, world.admin, base=f"/api/v1/conferences/{conference}")
                is_problem(answer, 404, "conference_unknown")
                told.append(comparable(answer, conference))
            assert told[0] == told[1]

    def test_is_begun_in_ones_own_conference_alone(self, world):
        told = []
        for conference in (BESIDE, NOWHERE):
            body = {"conference": conference, "name": OFFICE, "password": PASSWORD, "deliver": "bearer"}
            answer = world.town.ask(None, "/sign-in", body, base=API)
            assert answer.status_code in {401, 403}
            told.append(comparable(answer, conference))
        assert told[0] == told[1]
        options = [
            world.town.ask(None, "/sign-in/passkey/options", {"conference": conference}, base=API).json().keys()
            for conference in (SLUG, BESIDE, NOWHERE)
        ]
        assert options[0] == options[1] == options[2]
