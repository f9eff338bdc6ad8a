"""What waits: for whoever asks, for a seat that is named, and for whomever one thing waits for."""

from datetime import date

from tests.interfaces.http.town import town as a_town


def waits(town, path, who="wang"):
    """Which seat is to do what."""
    return {(item["seat"], item["what"]) for item in town.get(path, who).json()["items"]}


class TestDeskOfAThing:
    def test_names_every_seat_that_it_waits_for(self):
        with a_town() as town:
            town.clock.move_to(date(2025, 2, 3))
            meeting = town.ask("wang", "/meetings/ordinary", {"year": 2025}).json()["id"]
            office = {seat for seat, what in waits(town, f"/desk?thing={meeting}") if what == "propose_date"}
            assert {"union_office_staff", "pg_office_director", "union_vice_chair"} <= office
            day = {"day": "2025-06-20", "starts": "14:00", "place": "镇政府会议室"}
            town.ask("wang", f"/meetings/{meeting}/date", day, if_match='"1"')
            asked = {pair for pair in waits(town, f"/desk?thing={meeting}", "zhao") if pair[1] == "agree_to_date"}
            assert asked == {("liaison", "agree_to_date"), ("union_chair", "agree_to_date")}
            town.ask("li", f"/meetings/{meeting}/date/agreements", {"date_version": 1})
            assert ("union_chair", "agree_to_date") not in waits(town, f"/desk?thing={meeting}", "zhao")

    def test_of_one_seat_is_that_seats_part(self):
        with a_town() as town:
            meeting = town.ask("wang", "/meetings/ordinary", {"year": 2025}).json()["id"]
            found = waits(town, f"/desk?thing={meeting}&seat=union_vice_chair", "zhao")
            assert found
            assert {seat for seat, _ in found} == {"union_vice_chair"}

    def test_says_what_its_meeting_is_called_as_everywhere(self, town):
        meeting = town.ask("wang", "/meetings/ordinary", {"year": 2025}).json()["id"]
        for language, called in (("zh-CN", "2025年度例会"), ("en", "Ordinary meeting of 2025")):
            items = town.get(f"/desk?thing={meeting}", accept_language=language).json()["items"]
            assert {item["title"] for item in items} == {called}

    def test_of_several_things_is_that_of_each(self, old_town):
        waiting = old_town.get("/topics?open=true&limit=200").json()["items"]
        ids = [each["id"] for each in (*waiting, *old_town.get("/decisions?open=true&limit=200").json()["items"])]
        apart = [pair for each in ids for pair in waits(old_town, f"/desk?thing={each}")]
        assert sorted(waits(old_town, f"/desk?thing={','.join(ids)}")) == sorted(set(apart)) != []

    def test_is_empty_where_nothing_waits(self, town):
        answer = town.get("/desk?thing=nothing").json()
        assert (answer["items"], answer["seats"]) == ([], [])
