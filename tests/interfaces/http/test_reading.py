import csv
from io import StringIO

import pytest

from interfaces.http.kinds import KINDS
from interfaces.pinyin import order
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import OFFICE

every_list = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
FORMULA = "=HYPERLINK(0)"


@every_list
class TestList:
    def test_comes_page_by_page(self, old_town, kind):
        whole = old_town.get(f"{kind.path}?limit=200").json()["items"]
        address, found = f"{kind.path}?limit=3", []
        while address:
            page = old_town.get(address)
            found += page.json()["items"]
            link = page.headers.get("link")
            assert bool(link) == bool(page.json()["next"])
            address = link and link.partition(">")[0].removeprefix("</api/v1/conferences/chengqiao")
        assert found == whole

    def test_comes_in_any_order_and_back(self, old_town, kind):
        for sort in kind.sorts:
            there = old_town.get(f"{kind.path}?limit=200&sort={sort}").json()["items"]
            back = old_town.get(f"{kind.path}?limit=200&sort={sort}&descending=true").json()["items"]
            assert sorted(each["href"] for each in there) == sorted(each["href"] for each in back)
            values = [each[sort] for each in there if sort != "created" and each[sort] is not None]
            assert values == sorted(values, key=order if sort == "name" else None)

    def test_is_narrowed_by_each_filter(self, old_town, kind):
        whole = old_town.get(f"{kind.path}?limit=200").json()["items"]
        for name in kind.filters:
            for value in {item[name] for item in whole if item.get(name) is not None}:
                said = str(value).lower() if isinstance(value, bool) else value
                narrowed = old_town.get(f"{kind.path}?limit=200&{name}={said}").json()["items"]
                assert narrowed == [item for item in whole if item[name] == value]

    def test_is_cut_off_after_a_day(self, old_town, kind):
        whole = old_town.get(f"{kind.path}?limit=200").json()["items"]
        for name in kind.until:
            for value in {item[name] for item in whole if item[name] is not None}:
                cut = old_town.get(f"{kind.path}?limit=200&{name}_until={value}").json()["items"]
                assert cut == [item for item in whole if item[name] is not None and item[name] <= value]
                on_the_day = old_town.get(f"{kind.path}?limit=200&{name}_until={value}&{name}={value}").json()["items"]
                assert on_the_day == [item for item in whole if item[name] == value]
            assert old_town.get(f"{kind.path}?{name}_until=2024-12-31&{name}=2025-12-20").json()["items"] == []
            assert old_town.get(f"{kind.path}?{name}_until=soon").status_code == 422

    def test_is_narrowed_to_some_ids(self, old_town, kind):
        whole = old_town.get(f"{kind.path}?limit=200").json()
        some = whole["items"][1::2]
        ids = ",".join([*(each["href"].rpartition("/")[2] for each in some), "nothing", "%27"])
        narrowed = old_town.get(f"{kind.path}?limit=200&ids={ids}&as_of={whole['position']}").json()["items"]
        assert [each["href"] for each in narrowed] == [each["href"] for each in some]
        before = old_town.get(f"{kind.path}?limit=200&as_of={whole['position'] // 2}").json()["items"]
        there = [each["href"] for each in before if each["href"] in {each["href"] for each in some}]
        then = old_town.get(f"{kind.path}?limit=200&ids={ids}&as_of={whole['position'] // 2}").json()["items"]
        assert [each["href"] for each in then] == there
        assert old_town.get(f"{kind.path}?ids=").json()["items"] == []

    def test_shows_only_the_fields_asked_for(self, old_town, kind):
        for item in old_town.get(f"{kind.path}?fields=stage,year").json()["items"]:
            assert item.keys() <= {"id", "href", "stage", "year"}

    def test_leads_to_its_things(self, old_town, kind):
        for item in old_town.get(f"{kind.path}?limit=5").json()["items"]:
            single = old_town.get(item["href"], base="").json()
            assert item.items() <= single.items()

    def test_says_which_position_it_shows(self, old_town, kind):
        answer = old_town.get(kind.path)
        assert answer.json()["position"] == int(answer.headers["x-position"]) == old_town.head

    def test_comes_as_a_table(self, old_town, kind):
        items = old_town.get(f"{kind.path}?limit=200").json()["items"]
        for answer in (
            old_town.get(f"{kind.path}?limit=200&format=csv"),
            old_town.get(f"{kind.path}?limit=200", accept="text/csv"),
        ):
            assert answer.headers["content-type"] == "text/csv; charset=utf-8"
            assert answer.headers["content-disposition"].startswith("attachment")
            assert answer.text.startswith("\ufeff")
            rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
            assert [row["href"] for row in rows] == [item["href"] for item in items]


class TestTable:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
    def test_has_no_cell_that_is_taken_for_a_formula(self, town, start):
        name = f"{start}HYPERLINK(0)"
        body = {"unit": "odd", "kind": "department", "name_zh": name, "name_en": "Odd"}
        assert town.ask(OFFICE, "/units", body).status_code == 200
        text = town.get("/units?format=csv").text.removeprefix("\ufeff")
        row = next(row for row in csv.DictReader(StringIO(text, newline="")) if row["unit"] == "odd")
        assert row["name_zh"] == f"'{name}"


class TestSingle:
    def test_is_not_sent_again_to_who_has_it(self, life, old_town):
        path = f"/topics/{life.ids['topic']}"
        first = old_town.get(path)
        for tag in (first.headers["etag"], f'"0", {first.headers["etag"]}', f"W/{first.headers['etag']}"):
            again = old_town.get(path, if_none_match=tag)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == first.headers["etag"]
        assert old_town.get(path, if_none_match='"0"').content == first.content

    def test_has_the_version_of_its_moment(self, life, old_town):
        path = f"/topics/{life.ids['topic']}"
        versions = {old_town.get(f"{path}?as_of={at}").headers.get("etag") for at in range(1, old_town.head, 9)}
        assert len(versions) > 3
        assert {None, old_town.get(path).headers["etag"]} <= versions

    def test_waits_for_ones_own_write(self, town):
        answer = town.ask(OFFICE, "/calls", {"year": 2025, "text": "请提出议题。"}).json()
        seen = town.get(f"/calls/{answer['id']}?after={answer['position']}").json()
        assert answer["state"].items() <= seen.items()

    def test_names_the_people_it_mentions(self, life, old_town):
        names = old_town.get(f"/topics/{life.ids['topic']}").json()["names"]
        assert names[old_town.people["sun"]] == "孙立群"


class TestHistory:
    def test_of_a_thing_is_every_fact_about_it_page_by_page(self, life, old_town):
        whole = old_town.get(f"/timeline/{life.ids['topic']}?limit=200").json()
        found, cursor = [], ""
        while cursor is not None:
            page = old_town.get(
                f"/timeline/{life.ids['topic']}?limit=5" + (f"&cursor={cursor}" if cursor else "")
            ).json()
            found += page["items"]
            cursor = page["next"]
        assert found == whole["items"]
        positions = [item["position"] for item in found]
        assert positions == sorted(set(positions))
        assert {"topic.submitted", "topic.approved", "topic.discussed"} <= {
            item["type"].partition("/")[0] for item in found
        }

    def test_of_a_decision_begins_with_its_topic(self, life, old_town):
        decision = old_town.get("/decisions?origin=topic").json()["items"][0]["id"]
        dossier = old_town.get(f"/decisions/{decision}/dossier").json()
        types = [item["type"].partition("/")[0] for item in dossier["items"]]
        assert types.index("topic.submitted") < types.index("topic.discussed") < types.index("decision.adopted")
        assert decision in dossier["subjects"]

    def test_is_found_by_words_of_any_length(self, life, old_town):
        topic = life.ids["topic"]
        for q in ("站", "接力站", "户外 接力"):
            found = old_town.get(f"/search?q={q}&limit=200").json()["items"]
            assert topic in {item["id"] for item in found}
        assert old_town.get("/search?q=接力站&kind=decision").json()["items"] != []
        assert old_town.get("/search?q=接力站 不存在的词").json()["items"] == []


class TestStream:
    def events(self, town, query, **headers):
        answer = town.get(f"/changes/stream?{query}", **headers)
        assert answer.headers["content-type"].startswith("text/event-stream")
        blocks = [block for block in answer.text.split("\n\n") if block]
        return [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]

    def test_is_the_feed_as_events(self, old_town):
        listed = old_town.get("/changes?after=10&limit=5").json()["items"]
        events = self.events(old_town, "after=10&until=15")
        assert [int(event["id"]) for event in events[:5]] == [item["position"] for item in listed]
        assert [event["event"] for event in events[:5]] == [item["type"] for item in listed]
        assert events[0]["data"].startswith('{"specversion":"1.0"')

    def test_goes_on_after_the_last_event_that_was_seen(self, old_town):
        head = old_town.head
        events = self.events(old_town, f"after=1&until={head}", last_event_id=str(head - 3))
        assert [int(event["id"]) for event in events] == [head - 2, head - 1, head]

    def test_ends_where_it_is_told_to(self, old_town):
        assert self.events(old_town, f"after={old_town.head}&until={old_town.head}") == []


class TestChanges:
    def test_lead_on_to_the_next_page(self, old_town):
        page = old_town.get("/changes?limit=7")
        assert page.json()["position"] == 7
        assert page.headers["link"] == '</api/v1/conferences/chengqiao/changes?after=7&limit=7>; rel="next"'
        assert "link" not in old_town.get(f"/changes?after={old_town.head - 1}").headers

    @pytest.mark.parametrize("query", ["after=-1", "limit=0", "limit=201", "after=x"])
    def test_asked_for_badly_are_refused(self, old_town, query):
        is_problem(old_town.get(f"/changes?{query}"), 422, "malformed", clause="R-text")
