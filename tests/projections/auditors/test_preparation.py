"""What the office left undone in preparing a meeting."""

from tests.cast import act, person
from tests.projections.town import Town


class TestPreparation:
    def test_s5_2_a_without_papers_is_found(self, findings):
        town = Town()
        meeting = town.meeting(2025, without=("papers",))
        found = findings(town)
        assert set(found) == {"opened_without_papers"}
        [row] = found["opened_without_papers"]
        assert (row["clause"], row["thing"], row["subject"]) == ("S5.2-a", "meeting", str(meeting.id))

    def test_s5_2_d_of_people_whom_nothing_reached_is_found(self, findings):
        town = Town()
        meeting = town.meeting(2025, without=("coordination", "presence"))
        found = findings(town)
        assert set(found) == {"participants_unreached"}
        [row] = found["participants_unreached"]
        assert row["clause"] == "S5.2-d"
        assert set(row["facts"]["people"]) == {line.person for line in meeting.expected if line.person}

    def test_s5_2_d_is_not_missed_of_somebody_who_came(self, findings):
        town = Town()
        town.meeting(2025, without=("coordination",))
        assert findings(town) == {}

    def test_s5_2_d_of_somebody_is_noted_until_the_record_is_settled(self, findings):
        town = Town()
        meeting = town.meeting(2025, without=("coordination", "presence"))
        for line in meeting.expected:
            if line.person not in {None, person("qian")}:
                meeting.note_delivery(act("wang", on=meeting.opened_on), invitee=line.key, manner="送达")
        town.save(meeting)
        [row] = findings(town)["participants_unreached"]
        assert row["facts"]["people"] == [person("qian")]

    def test_s5_3_a_without_a_record_of_attendance_is_found(self, findings):
        town = Town()
        town.meeting(2025, without=("attendance",))
        found = findings(town)
        assert set(found) == {"attendance_unaccounted"}
        [row] = found["attendance_unaccounted"]
        assert row["clause"] == "S5.3-a"
        assert person("zhao") in row["facts"]["people"]
