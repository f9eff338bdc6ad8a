"""For whom a package is made: which personal values are opened, which are named, and for whom there is none."""

import json

import pytest

from application.commands.institution import ErasePerson
from application.desk import Asked
from domain.errors import NotEntitled
from domain.vocabulary import Side
from interfaces.audit.export import export
from interfaces.audit.reader import OPERATOR, Reader
from tests.interfaces.audit.packages import Opened, policy, verified
from tests.interfaces.http.town import OFFICE, SLUG, STRANGER
from tests.interfaces.http.town import town as a_town


@pytest.fixture
def town(tmp_path):
    with a_town(tmp_path / "data") as town:
        yield town


def exported(town, target, reader=OPERATOR, **asked):
    assert town.services.runner.wait(town.key, town.head)
    made = Opened(export(town.services, SLUG, target, reader=reader, **asked).path)
    answer = verified(made.path, policy(town.services, SLUG))
    assert answer.returncode == 0, answer.stdout
    return made


def commitments(package):
    found = [json.loads(record) for record in package.records()]
    return [(record["seq"], path) for record in found for path in sorted(record["commit"])]


def places(lines):
    return [(line["seq"], line["path"]) for line in lines]


def erase(town, who):
    town.clock.tick()
    asked = ErasePerson(person=town.people[who], basis="本人申请")
    town.services.desk.do(Asked(conference=SLUG, person=town.people[OFFICE], command=asked))


class TestOperator:
    def test_sees_all_that_is_there(self, town, tmp_path):
        package = exported(town, tmp_path / "package")
        assert places(package.lines("openings.jsonl")) == commitments(package) != []
        assert package.lines("withheld.jsonl") == []
        assert package.told["openings"] == "all"

    def test_finds_what_was_erased_in_neither_list(self, town, tmp_path):
        [stranger] = [
            (line["seq"], line["path"])
            for line in exported(town, tmp_path / "before").lines("openings.jsonl")
            if line["person"] == town.people[STRANGER]
        ]
        erase(town, STRANGER)
        package = exported(town, tmp_path / "after")
        assert set(commitments(package)) - set(places(package.lines("openings.jsonl"))) == {stranger}
        assert package.lines("withheld.jsonl") == []
        assert package.told["openings"] == "all"

    def test_finds_what_was_erased_later_named_and_not_opened(self, town, tmp_path):
        before = exported(town, tmp_path / "before")
        erase(town, STRANGER)
        package = exported(town, tmp_path / "after", position=before.told["size"])
        assert package.told["size"] == before.told["size"]
        assert package.told["openings"] == "some"
        gone = set(places(before.lines("openings.jsonl"))) - set(places(package.lines("openings.jsonl")))
        assert set(places(package.lines("withheld.jsonl"))) == gone
        assert len(gone) == 1


class TestPerson:
    def test_sees_what_is_about_himself_alone(self, town, tmp_path):
        person = town.people["li"]
        package = exported(
            town, tmp_path / "package", Reader(name=person, sides=frozenset({Side.UNION}), person=person)
        )
        assert {line["person"] for line in package.lines("openings.jsonl")} == {person}
        assert package.lines("openings.jsonl")[0]["value"] == "李文秀"
        opened, withheld = (places(package.lines(name)) for name in ("openings.jsonl", "withheld.jsonl"))
        assert sorted([*opened, *withheld]) == commitments(package)
        assert (package.told["reader"], package.told["openings"]) == (person, "some")
        assert "李文秀" in package.files["data/openings.jsonl"].decode()
        assert not any("毛小兵".encode() in data for data in package.files.values())

    def test_may_be_one_about_whom_nothing_is_held(self, town, tmp_path):
        nobody = Reader(name="nobody", sides=frozenset({Side.UNION}), person="nobody")
        package = exported(town, tmp_path / "package", nobody)
        assert package.told["openings"] == "none"
        assert package.lines("openings.jsonl") == []


class TestReader:
    @pytest.mark.parametrize("sides", [[], [Side.GOV], [Side.GOV, Side.PARTY, Side.JOINT]])
    def test_from_whom_something_is_withheld_gets_no_package(self, town, tmp_path, sides):
        with pytest.raises(NotEntitled, match="export_not_whole"):
            export(town.services, SLUG, tmp_path / "package", reader=Reader(name="gov", sides=frozenset(sides)))
        assert not (tmp_path / "package").exists()

    def test_of_the_union_side_sees_all(self, town, tmp_path):
        package = exported(town, tmp_path / "package", Reader(name="union", sides=frozenset({Side.UNION})))
        assert (package.told["reader"], package.told["openings"]) == ("union", "all")
