from datetime import timedelta

import orjson

from application.proof.merkle import EMPTY, root_of
from application.proof.rooting import Rooting, root_past_days, root_state
from application.record import leaf
from tests.application.writing import a_batch, an_id, topic_facts
from tests.cast import NOW


class TestRoot:
    def test_of_nothing_is_that_of_an_empty_tree(self, house):
        assert house.rooting.root(house.key, 0) == EMPTY

    def test_binds_every_stream_in_the_order_of_their_names(self, house):
        for count in (1, 2, 3):
            house.grow(count)
        lines = list(house.rooting.lines(house.key, 6))
        told = [orjson.loads(line) for line in lines]
        assert sorted(each["version"] for each in told) == [1, 2, 3]
        assert [each["stream"] for each in told] == sorted(each["stream"] for each in told)
        assert house.rooting.root(house.key, 6) == root_of(map(leaf, lines))

    def test_is_the_same_in_a_fresh_process(self, house):
        for count in (1, 2, 3):
            house.grow(count)
            house.rooting.root(house.key, house.log.head(house.key))
        kept, again = house.rooting.root(house.key, 6), house.again()
        assert again.rooting.root(again.key, 6) == kept

    def test_is_another_when_any_stream_changes_and_what_it_was_as_of_an_earlier_position(self, house):
        streams = [an_id() for _ in range(3)]
        roots = {0: EMPTY}
        for after in range(3):
            for stream in streams:
                at = house.clock.now()
                house.log.append(a_batch(house.key, *topic_facts(stream, after=after, at=at), at=at))
                head = house.log.head(house.key)
                roots[head] = house.rooting.root(house.key, head)
        assert len(set(roots.values())) == len(roots) == 10
        for rooting in (house.rooting, Rooting(house.log, house.log.mapper)):
            for position in (9, 3, 0, 7, 1):
                assert rooting.root(house.key, position) == roots[position]


class TestStateRooted:
    def test_is_recorded_once_for_a_position(self, house):
        house.grow(2)
        for _ in range(2):
            root = root_state(house.publisher, house.rooting, house.key, 2)
        assert [(each["size"], each["root"]) for each in house.said("state_rooted")] == [(2, root.hex())]

    def test_comes_after_a_day_on_which_something_was_recorded(self, house):
        house.grow(2)
        root_past_days(house.publisher, house.rooting, NOW + timedelta(hours=1))
        assert house.said("state_rooted") == []
        house.grow(1, at=NOW + timedelta(days=2))
        for _ in range(2):
            root_past_days(house.publisher, house.rooting, NOW + timedelta(days=2, hours=1))
        assert [each["size"] for each in house.said("state_rooted")] == [2]
        root_past_days(house.publisher, house.rooting, NOW + timedelta(days=3))
        assert [each["size"] for each in house.said("state_rooted")] == [2, 3]
