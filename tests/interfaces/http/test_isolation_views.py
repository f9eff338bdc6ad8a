"""No view shows a thing of another conference, nor whether there is one: not by its answer, its count or its feed."""

from urllib.parse import urlencode

import pytest

from tests.interfaces.http.bad import UNKNOWN
from tests.interfaces.http.foreign import (
    IN_PATH,
    IN_QUERY,
    NAMES_NOTHING_IN_PATH,
    NAMES_NOTHING_IN_QUERY,
    Operation,
    named_elsewhere,
    operations,
)
from tests.interfaces.http.neighbours import BESIDE, NOWHERE, uploaded
from tests.interfaces.http.probing import comparable
from tests.interfaces.http.test_drafts import keep
from tests.interfaces.http.town import OFFICE, SLUG

OPERATIONS = operations()
READING = [operation for operation in OPERATIONS if operation.method == "GET"]
DRAFTED = "give_opinion"
"""The command of which ours has a draft."""
NOT_SWEPT = {"get_package"}
"""A package is different each time: it holds what the installation's log says of it by then."""


def of(some: list[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", some, ids=[operation.name for operation in some])


def address(operation: Operation, ids: dict[str, str], /, conference: str = SLUG, **query: str) -> str:
    """Where an operation is, with things of these ids."""
    kinds = {name: IN_PATH.get(name, operation.kind) for name in operation.in_path}
    fixed = {"conference": conference, "register": "roster", "year": "2025", "command": DRAFTED}
    path = operation.path.format(**{name: fixed.get(name) or ids[kind] for name, kind in kinds.items()})
    asked = operation.needed() | query
    return f"{path}?{urlencode(asked)}" if asked else path


def ids_of(pair) -> dict[str, str]:
    """Ours, of every kind."""
    town = pair.ours.town
    digest = uploaded(pair.ours.town, "li", "本镇的材料")
    keep(pair.ours.town, "li", path=f"/drafts/{DRAFTED}")
    ours: dict[str, str] = pair.ours.ids
    return ours | {
        **{kind: town.get(f"/{kind}s?limit=1", OFFICE).json()["items"][0]["id"] for kind in ("finding", "document")},
        "position": "9",
        "unit": "finance",
        "digest": digest,
        "token": "1" * 12,
    }


class TestCases:
    def test_are_of_every_parameter(self):
        in_path = {name for operation in READING for name in operation.in_path} - {"row"}
        assert in_path <= IN_PATH.keys() | NAMES_NOTHING_IN_PATH
        in_query = {name for operation in READING for name in operation.in_query}
        assert in_query <= IN_QUERY.keys() | NAMES_NOTHING_IN_QUERY
        assert not IN_QUERY.keys() & NAMES_NOTHING_IN_QUERY

    def test_are_of_every_kind_of_row(self, pair):
        assert {operation.kind for operation in READING if "row" in operation.in_path} <= pair.foreign.keys()


@of(OPERATIONS)
class TestConference:
    def test_of_others_is_as_one_that_is_not_there(self, operation, pair):
        town = pair.ours.town
        for ids in (ids_of(pair), pair.foreign):
            told = []
            for conference in (BESIDE, NOWHERE):
                where = address(operation, ids, conference)
                body = {"method": operation.method, "headers": town.headers(OFFICE, if_match='"1"')}
                answer = town.request(body["method"], where, body["headers"])
                assert (answer.status_code, answer.json()["code"]) == (404, "conference_unknown")
                told.append(comparable(answer, conference, *ids.values()))
            assert told[0] == told[1]

    def test_is_not_told_of_without_a_token(self, operation, pair):
        town, told = pair.ours.town, []
        for conference in (SLUG, BESIDE, NOWHERE):
            answer = town.request(operation.method, address(operation, pair.foreign, conference), {})
            assert answer.status_code == 401
            told.append(comparable(answer, conference))
        assert told[0] == told[1] == told[2]


@of([operation for operation in READING if operation.in_path[1:]])
class TestPath:
    def test_that_names_the_others_is_as_one_that_names_nobodys(self, operation, pair):
        town, ids = pair.ours.town, ids_of(pair)
        for name in set(operation.in_path) - NAMES_NOTHING_IN_PATH:
            kind = operation.named_by(name)
            sent = named_elsewhere(kind, pair.foreign)
            theirs, nobodys = (town.get(address(operation, ids | {kind: value}), base="") for value in sent)
            assert comparable(theirs, *sent) == comparable(nobodys, *sent)
            assert pair.learnt(f"{theirs.text}{theirs.headers}", sent[0]) == []
            if name == "subject":
                assert theirs.json()["items"] == []
            else:
                assert (theirs.status_code, theirs.json()["code"][-8:]) == (404, "_unknown")

    def test_that_names_ours_is_answered(self, operation, pair):
        answer = pair.ours.town.get(address(operation, ids_of(pair)), "li", base="")
        assert answer.status_code == 200, answer.text


@of([operation for operation in READING if IN_QUERY.keys() & set(operation.in_query)])
class TestQuery:
    def test_that_names_the_others_is_as_one_that_names_nobodys(self, operation, pair):
        town, ids = pair.ours.town, ids_of(pair)
        for name in IN_QUERY.keys() & set(operation.in_query):
            sent = named_elsewhere(operation.asked_by(name), pair.foreign)
            theirs, nobodys = (town.get(address(operation, ids, **{name: value}), base="") for value in sent)
            assert comparable(theirs, *sent) == comparable(nobodys, *sent), name
            assert pair.learnt(f"{theirs.text}{theirs.headers}", sent[0]) == [], name


class TestWhatOthersDo:
    def test_changes_no_answer(self, pair):
        ids = ids_of(pair)
        before = dict(swept(pair, ids))
        beside = pair.beside
        beside.asked("explain_year", year=2021)
        beside.asked("open_call", "wang", year=2027, meeting=None, deadline=None)
        beside.asked("enter_person")
        after = dict(swept(pair, ids))
        assert before.keys() == after.keys()
        assert [where for where in before if before[where] != after[where]] == []

    def test_is_in_no_answer(self, pair):
        for where, told in swept(pair, ids_of(pair)):
            assert pair.learnt(str(told)) == [], where
            assert BESIDE not in str(told), where


def swept(pair, ids):
    """Every view of ours, as the head of either side sees it; where a log is proved up to is told by its signer in time."""
    for who in ("li", "sun"):
        for operation in READING:
            if operation.name in NOT_SWEPT:
                continue
            where = address(operation, ids)
            answer = pair.ours.town.get(where, who, base="")
            assert answer.status_code in ({200, 403} if who == "li" else {200, 403, 404}), (where, answer.text)
            status, headers, told = comparable(answer)
            assert int(answer.headers.get("x-position", 0)) <= pair.ours.town.head < pair.beside.town.head
            if operation.name == "get_audit":
                told = {key: told[key] for key in ("position", "origin", "vkey", "epoch", "conference")}
                headers = {}
            yield f"{who} {where}", (status, headers, told)


class TestUnknown:
    def test_is_what_nobody_has(self, pair):
        assert UNKNOWN not in str(pair.ours.ids) + str(pair.foreign)
