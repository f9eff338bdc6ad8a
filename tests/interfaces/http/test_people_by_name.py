"""People in the order of the sound of their names, which the office corrects where the dictionary errs."""

import csv
from base64 import urlsafe_b64decode as b64decode
from io import StringIO

import pytest

from interfaces.http import listing, reads
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import OFFICE
from tests.interfaces.http.town import town as a_town

ENTERED = {"朱喆": None, "朱䶮": None, "行知": None, "朱玥": None, "乐知": "le4 zhi1", "单知": None}
"""By the dictionary 乐 is yuè as a surname and 行 xíng: these are read otherwise only where it is said."""
BY_SOUND = ["乐知", "单知", "行知", "朱䶮", "朱玥", "朱喆"]


@pytest.fixture(scope="module")
def rolled():
    """A town with these people, and their ids."""
    with a_town() as town:
        people = {}
        for name, reading in ENTERED.items():
            answer = town.ask(OFFICE, "/people", {"name": name, "reading": reading})
            assert answer.status_code == 201, answer.text
            people[name] = answer.json()["id"]
        yield town, people


def names(town, query, path="/people"):
    found = town.get(f"{path}?limit=200&{query}").json()["items"]
    return [each["name"] for each in found]


def ours(names):
    return [name for name in names if name in ENTERED]


class TestOrder:
    def test_is_by_sound_with_what_the_office_said(self, rolled):
        town, _ = rolled
        assert ours(names(town, "sort=name")) == BY_SOUND
        assert ours(names(town, "sort=name&descending=true")) == BY_SOUND[::-1]
        assert ours(names(town, "sort=created")) == list(ENTERED)

    def test_is_the_same_page_by_page(self, rolled):
        town, _ = rolled
        whole, found, address = names(town, "sort=name"), [], "/people?sort=name&limit=3"
        while address:
            page = town.get(address)
            found += [each["name"] for each in page.json()["items"]]
            link = page.headers.get("link")
            address = link and link.partition(">")[0].removeprefix("</api/v1/conferences/chengqiao")
        assert found == whole

    @pytest.mark.parametrize("query", ["sort=name&descending=true", "sort=created", "sort=name&called=zhu"])
    def test_has_cursors_of_its_own(self, rolled, query):
        town, _ = rolled
        following = town.get("/people?sort=name&limit=3").json()["next"]
        is_problem(town.get(f"/people?{query}&cursor={following}"), 400, "cursor_malformed")

    @languages
    @pytest.mark.parametrize("cursor", ["x", "bnVsbA==", "WyJuYW1lIixmYWxzZSwiIiwieCJd"])
    def test_has_no_other_cursor(self, rolled, cursor, language):
        town, _ = rolled
        answer = town.get(f"/people?sort=name&cursor={cursor}", accept_language=language)
        is_problem(answer, 400, "cursor_malformed")

    def test_is_that_of_the_table_too(self, rolled):
        town, _ = rolled
        answer = town.get("/people?limit=200&sort=name&format=csv")
        rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
        assert [row["name"] for row in rows] == names(town, "sort=name")
        assert {row["name"]: row["reading"] for row in rows if row["reading"]} == {"乐知": "lè zhī"}


class TestSearch:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("lezhi", ["乐知"]),
            ("lz", ["乐知"]),
            ("yuezhi", []),
            ("䶮", ["朱䶮"]),
            ("喆", ["朱喆"]),
            ("zhuy", ["朱䶮", "朱玥"]),
            ("shanzhi", ["单知"]),
            ("danzhi", []),
        ],
    )
    def test_is_by_characters_and_by_sound_with_what_the_office_said(self, rolled, asked, found):
        town, _ = rolled
        assert ours(names(town, f"sort=name&called={asked}")) == found
        assert ours(names(town, f"called={asked}")) == [name for name in ENTERED if name in found]

    def test_of_no_other_list_is_by_name(self, rolled):
        town, _ = rolled
        is_problem(town.get("/units?called=x"), 422, "malformed")
        is_problem(town.get("/units?sort=name"), 422, "malformed")


class TestReading:
    def test_is_told_and_taken_back_and_was_as_it_was_then(self, rolled):
        town, people = rolled
        path, before = f"/people/{people['行知']}", town.head
        answer = town.ask(OFFICE, f"{path}/reading", {"reading": "Háng-zhi1"})
        assert answer.status_code == 200, answer.text
        assert town.get(path).json()["reading"] == "háng zhī"
        set_at = town.head
        assert ours(names(town, "sort=name")) == ["行知", *(name for name in BY_SOUND if name != "行知")]
        assert names(town, "called=hangzhi") == ["行知"]
        assert names(town, f"called=hangzhi&as_of={before}") == []
        assert town.ask(OFFICE, f"{path}/reading", {"reading": None}).status_code == 200
        assert town.get(path).json()["reading"] is None
        assert names(town, "called=xingzhi") == ["行知"]
        assert names(town, f"called=hangzhi&as_of={set_at}") == ["行知"]

    @languages
    @pytest.mark.parametrize(
        ("reading", "code"),
        [("le4 z", "reading_unfit"), ("le4", "reading_of_other_length"), ("乐 知", "reading_unfit")],
    )
    def test_that_is_none_is_refused_when_it_is_set_and_when_somebody_is_entered(self, rolled, reading, code, language):
        town, people = rolled
        before = town.head
        for path, body in ((f"/people/{people['乐知']}/reading", {}), ("/people", {"name": "乐知"})):
            answer = town.ask(OFFICE, path, body | {"reading": reading}, accept_language=language)
            told = is_problem(answer, 422, code, clause="R-text")
            assert reading not in answer.text.replace(told.get("next") or "", "")
        assert town.head == before

    @languages
    def test_is_for_the_office_to_set(self, rolled, language):
        town, people = rolled
        answer = town.ask("li", f"/people/{people['乐知']}/reading", {"reading": None}, accept_language=language)
        is_problem(answer, 403, "office_only", clause="S3-f")

    def test_is_in_no_record(self, rolled):
        town, _ = rolled
        records = b"".join(town.services.log.records(town.key))
        assert b"roster.reading_set/1" in records
        assert "lè zhī".encode() not in records


def test_who_was_erased_comes_last_either_way():
    with a_town() as town:
        person = town.ask(OFFICE, "/people", {"name": "艾知", "reading": "ai4 zhi1"}).json()["id"]
        assert town.get("/people?sort=name").json()["items"][0]["name"] == "艾知"
        assert town.ask(OFFICE, f"/people/{person}/erasure", {"basis": "本人书面申请"}).status_code == 200
        for query in ("sort=name", "sort=name&descending=true"):
            assert town.get(f"/people?{query}&limit=200").json()["items"][-1]["person"] == person
        assert person not in [each["person"] for each in town.get("/people?called=azhi&limit=200").json()["items"]]


@pytest.mark.parametrize("query", ["sort=name", "sort=name&descending=true", "called=z", "sort=name&called=z"])
@pytest.mark.parametrize("gone", [-1, 0, 1], ids=["the last of the page", "the next", "the one after the next"])
def test_a_page_goes_on_where_it_was_when_somebody_was_erased(query, gone):
    with a_town() as town:
        for name in ENTERED:
            assert town.ask(OFFICE, "/people", {"name": name}).status_code == 201
        whole = [each["person"] for each in town.get(f"/people?{query}&limit=200").json()["items"]]
        free = [person for person in whole if not town.get(f"/people/{person}").json()["duties"]]
        limit = whole.index(free[2]) - gone
        first = town.get(f"/people?{query}&limit={limit}").json()
        assert all(name not in b64decode(first["next"]).decode() for name in ENTERED)
        assert town.ask(OFFICE, f"/people/{free[2]}/erasure", {"basis": "本人书面申请"}).status_code == 200
        found, following = [], first["next"]
        while following:
            page = town.get(f"/people?{query}&limit=2&cursor={following}").json()
            found += [each["person"] for each in page["items"] if each["name"]]
            following = page["next"]
        assert found == [person for person in whole[limit:] if person != free[2]]


def test_a_page_goes_on_where_it_was_when_a_name_is_read_otherwise():
    with a_town() as town:
        whole = [each["person"] for each in town.get("/people?sort=name&limit=200").json()["items"]]
        following = town.get("/people?sort=name&limit=3").json()["next"]
        name = town.get(f"/people/{whole[3]}").json()["name"]
        reading = " ".join(["zuo4"] * len(name))
        assert town.ask(OFFICE, f"/people/{whole[3]}/reading", {"reading": reading}).status_code == 200
        rest = town.get(f"/people?sort=name&limit=200&cursor={following}").json()["items"]
        assert [each["person"] for each in rest if each["person"] != whole[3]] == whole[4:]
        assert whole[3] in [each["person"] for each in rest]


def test_a_table_opens_the_names_once(monkeypatch):
    with a_town() as town:
        opened, every = [], listing.with_names

        def opening(*given):
            opened.append(given)
            return every(*given)

        monkeypatch.setattr(listing, "with_names", opening)
        monkeypatch.setattr(reads, "_MOST", 2)
        assert town.get("/people?sort=name&format=csv").status_code == 200
        assert len(opened) == 1
        assert len(town.get("/people?sort=name&limit=200").json()["items"]) > 2
