"""Years beside each other, the last first, some at a time."""

from tests.interfaces.http.problems import is_problem


def test_come_some_at_a_time_and_say_where_they_go_on(old_town):
    whole = old_town.get("/years").json()
    years = [each["year"] for each in whole["items"]]
    assert years == sorted(years, reverse=True)
    assert len(years) > 1
    assert whole["next"] is None
    first = old_town.get("/years?limit=1").json()
    assert ([each["year"] for each in first["items"]], first["next"]) == (years[:1], years[0])
    rest = old_town.get(f"/years?before={first['next']}").json()
    assert [each["year"] for each in rest["items"]] == years[1:]
    is_problem(old_town.get("/years?limit=0"), 422, "malformed")


def test_are_each_counted_as_by_themselves(old_town):
    for each in old_town.get("/years").json()["items"]:
        alone = old_town.get(f"/years/{each['year']}").json()
        assert each == {name: value for name, value in alone.items() if name in each}
