"""What a predecessor did after he had laid his duty down, when the change was registered late."""

from datetime import date

import pytest

from tests.cast import act, person, standing
from tests.domain.stories import KNOWN
from tests.projections.town import Town


def succeeded(town, since, on=date(2026, 6, 20)):
    """Enter on the roll, some day, that another took the liaison's duty up."""
    town.roll.take_duty(act("wang", on=on), duty="liaison", person=person("feng"), since=since, units=KNOWN)
    town.save(town.roll)


class TestSuccession:
    def test_s3_i_registered_late_shows_what_the_predecessor_did_meanwhile(self, findings):
        town = Town()
        topic = town.topic("heat", 2026)
        succeeded(town, since=date(2026, 3, 1))
        found = findings(town)
        assert set(found) == {"acted_after_duty"}
        [row] = found["acted_after_duty"]
        assert (row["clause"], row["thing"], row["subject"]) == ("S3-i", "topic", str(topic.id))
        assert row["facts"] == {"duty": "liaison", "person": person("sun"), "days": ["2026-03-03"]}

    def test_s3_i_is_excused_once_the_successor_ratified_it(self, findings):
        town = Town()
        topic = town.topic("heat", 2026)
        succeeded(town, since=date(2026, 3, 1))
        new = act("feng", on=date(2026, 6, 21), at=standing(also={"liaison": "feng"}))
        town.roll.ratify(new, duty="liaison", stream=topic.id, version=topic.version, reason="予以追认")
        town.save(town.roll)
        [row] = findings(town)["acted_after_duty"]
        assert (row["excused"], row["reason"]) == (True, "予以追认")

    @pytest.mark.parametrize("since", [date(2026, 3, 4), date(2026, 6, 20)])
    def test_s3_i_after_his_last_act_shows_nothing(self, findings, since):
        town = Town()
        town.topic("heat", 2026)
        succeeded(town, since=since)
        assert findings(town) == {}
