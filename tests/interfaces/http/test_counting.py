"""Counts of lists and names of people: what a page needs of all there is, without reading it."""

from collections import Counter

import pytest

from interfaces.http.kinds import KINDS
from tests.interfaces.http.canaries import COLLECTOR, OTHERS, called
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import OFFICE

counted = pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.counted], ids=lambda kind: kind.name)


def asked(kind, more=""):
    return f"/counts{kind.path}?by={','.join(kind.counted)}{more}"


@counted
class TestCounts:
    def test_are_those_of_the_list(self, old_town, kind):
        whole = old_town.get(f"{kind.path}?limit=200").json()
        told = old_town.get(asked(kind)).json()
        assert (told["total"], told["position"]) == (len(whole["items"]), whole["position"])
        assert list(told["by"]) == list(kind.counted)
        for name, values in told["by"].items():
            found = Counter(each[name] for each in whole["items"])
            assert {each["value"]: each["count"] for each in values} == found
            known = [each["value"] for each in values if each["value"] is not None]
            assert known == sorted(known)

    def test_are_those_of_the_moment(self, old_town, kind):
        head = old_town.get(kind.path).json()["position"]
        for position in (0, head // 2, head - 1):
            whole = old_town.get(f"{kind.path}?limit=200&as_of={position}").json()["items"]
            told = old_town.get(asked(kind, f"&as_of={position}")).json()
            assert told["total"] == len(whole)
            assert all(sum(each["count"] for each in values) == len(whole) for values in told["by"].values())

    def test_tell_the_total_alone_where_nothing_else_is_asked(self, old_town, kind):
        assert old_town.get(f"/counts{kind.path}").json()["by"] == {}

    def test_are_by_what_has_few_values(self, old_town, kind):
        for wrong in ("by=doc", "by=id", "by=year,", "by=" + "x" * 500, "by=%00"):
            is_problem(old_town.get(f"/counts{kind.path}?{wrong}"), 422, "malformed")


class TestSuggestions:
    def test_are_counted_for_those_alone_who_may_read_them(self):
        with called() as given:
            for who in (COLLECTOR, *OTHERS):
                seen = len(given.town.get("/suggestions?limit=200", who).json()["items"])
                assert given.town.get("/counts/suggestions?by=unit", who).json()["total"] == seen
                assert (seen > 0) is (who == COLLECTOR)


class TestNames:
    def test_are_those_of_the_roll(self, old_town):
        roll = {each["person"]: each["name"] for each in old_town.get("/people?limit=200").json()["items"]}
        wanted = sorted(roll)[:5]
        told = old_town.get(f"/names?person={','.join(wanted)}").json()
        assert told["names"] == {each: roll[each] for each in wanted}

    def test_of_nobody_are_left_out(self, old_town):
        for nobody in ("", "x", "01957000-0000-7000-8000-00000000dead", "%00", "%27"):
            assert old_town.get(f"/names?person={nobody}").json()["names"] == {}

    def test_are_not_of_too_many(self, old_town):
        is_problem(old_town.get("/names?person=" + "x" * 7401), 422, "malformed")

    def test_are_not_there_before_somebody_was_entered(self, old_town):
        person = old_town.people[OFFICE]
        assert old_town.get(f"/names?person={person}&as_of=0").json()["names"] == {}
        assert old_town.get(f"/names?person={person}").json()["names"][person]
