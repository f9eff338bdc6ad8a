import json

import pytest

from application.log import Lineage
from application.record import leaf
from application.sqlite import SQLiteLog
from tests.application.writing import a_batch, an_id, topic_facts


class TestRecords:
    def test_chain_each_stream_by_its_leaves(self, log, conference):
        one, two = an_id(), an_id()
        log.append(a_batch(conference, *topic_facts(one, 2), *topic_facts(two, 1)))
        log.append(a_batch(conference, *topic_facts(one, 1, after=2)))
        whole = list(log.records(conference))
        said = [json.loads(record) for record in whole]
        leaves = [leaf(record).hex() for record in whole]
        assert [record["prev"] for record in said] == [None, leaves[0], None, leaves[1]]
        assert [leaf.hex() for leaf in log.leaves(conference, 0, 10)] == leaves
        assert [(record["seq"], record["version"]) for record in said] == [(0, 1), (1, 2), (2, 1), (3, 3)]
        assert {record["log"] for record in said} == {"lianxi.example/chengqiao"}
        assert said[0]["recorded_at"] == "2026-06-30T02:00:00.000000Z"
        assert said[0]["sw"] == "0.0.0-test"

    def test_are_not_written_under_a_name_that_would_break_them(self, path):
        with pytest.raises(ValueError, match="not called"):
            SQLiteLog(path, sw='0.1","v":"2')

    def test_keep_the_lineage(self, log, conference):
        batch = a_batch(conference, *topic_facts(an_id()))
        object.__setattr__(batch, "lineage", Lineage(cmd="c", cause="e", corr="t"))
        log.append(batch)
        said = json.loads(next(log.records(conference)))
        assert (said["cmd"], said["cause"], said["corr"]) == ("c", "e", "t")

    def test_can_be_had_from_any_position_on(self, log, conference, monkeypatch):
        monkeypatch.setattr("application.sqlite._AT_ONCE", 3)
        log.append(a_batch(conference, *topic_facts(an_id(), 10)))
        every = list(log.records(conference))
        assert len(every) == 10
        assert list(log.records(conference, 4)) == every[4:]
        assert list(log.records(conference, 4, 4)) == every[4:8]
        assert log.leaves(conference, 4, 4) == [leaf(record) for record in every[4:8]]

    @pytest.mark.parametrize(
        "change",
        [
            "state = CAST(REPLACE(CAST(state AS TEXT), '第2次', '第9次') AS BLOB)",
            "recorded_at = recorded_at + 1",
            "sw = '9'",
            "type = 'topic.joined/1'",
            "kind = 'roster'",
            "leaf = x'00'",
        ],
    )
    def test_show_an_altered_row(self, log, conference, change):
        log.append(a_batch(conference, *topic_facts(an_id(), 3)))
        assert list(log.altered(conference)) == []
        log._writer._db.execute(f"UPDATE events SET {change} WHERE position = 2")
        assert 2 in log.altered(conference)
