"""The work desk shows what waits for whom, from the fact that makes it wait to the fact that does it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from application.handlers import HANDLERS
from domain.charter_reading import built_in
from domain.conference import Conference
from domain.facts import meeting as of_meeting
from domain.meeting import Meeting
from domain.stream import Fact
from domain.vocabulary import Progress
from projections.invitations import INVITATIONS
from projections.work_desk import TASKS, is_due_now, is_his
from tests.cast import act, charter, named, person, standing
from tests.domain.decision_stories import (
    a_binding_decision,
    a_handed_back_decision,
    a_received_decision,
    a_reported_decision,
    an_accepted_decision,
    an_assigned_decision,
    an_old_decision,
)
from tests.domain.stories import a_register, founding
from tests.projections.recording import BEGINNING, Seen
from tests.projections.town import Town, a_town_of_three_years, measured

OFFICE = set(charter().office_seats)
HEADS = {"liaison", "union_chair"}


@pytest.fixture(scope="module")
def three_years():
    return a_town_of_three_years()


def desk(seen: Seen, at: int | None = None) -> set[tuple[str, str]]:
    """What waits for whom, stand-ins left out while a head can."""
    return {(task["what"], task["seat"]) for task in seen.rows(TASKS, at).values() if is_due_now(task, standing())}


def waiting(seen: Seen, *streams: Any) -> set[tuple[str, str]]:
    """What waits for whom once these streams are recorded."""
    recording = measured()
    recording.save(*streams)
    seen.fold(recording.events)
    return desk(seen)


def seats(tasks: set[tuple[str, str]], what: str) -> set[str]:
    """Whom one thing waits for."""
    return {seat for each, seat in tasks if each == what}


class TestEveryTask:
    def test_names_a_command(self, seen, three_years):
        seen.fold(three_years.recording.events)
        commands = {command.called() for command in HANDLERS}
        named_so = {
            task["what"] for event in three_years.recording.events for task in seen.rows(TASKS, event.position).values()
        }
        assert named_so <= commands
        assert len(named_so) > 20

    def test_has_been_waiting_since_the_fact_that_made_it(self, seen):
        waiting(seen, a_received_decision())
        [task] = [each for each in seen.rows(TASKS).values() if each["seat"] == "head@finance"]
        assert (task["what"], task["since"], task["due"]) == ("report_decision", "2026-03-25", "2026-06-01")


class TestMeeting:
    def test_s5_2_f_waits_for_the_head_of_each_side_to_agree_to_the_date(self, seen):
        meeting = Meeting.plan_ordinary(act("zhou"), named("meeting"), year=2026, planned=0)
        town = Town()
        town.save(meeting)
        seen.fold(town.recording.events)
        assert seats(desk(seen), "propose_date") == OFFICE
        town.planned(2027)
        seen.fold(town.recording.events)
        agreed = position(town, of_meeting.DateAgreed)
        assert seats(desk(seen, agreed[0] - 1), "agree_to_date") == HEADS
        assert seats(desk(seen, agreed[0]), "agree_to_date") == {"union_chair"}
        assert seats(desk(seen, agreed[1]), "agree_to_date") == set()

    def test_waits_for_each_decision_to_be_heard_and_each_topic_to_be_discussed(self, seen):
        town = Town()
        town.meeting(2025, town.topic("heat", 2025))
        topics = [town.topic(name, 2026) for name in ("heat", "training")]
        meeting = town.prepared(2026, *topics)
        opened = len(town.recording.events) + 1
        town.held(meeting, *topics)
        seen.fold(town.recording.events)
        made = {(task["what"], task["about"]) for task in seen.rows(TASKS, opened, thing=str(meeting.id)).values()}
        assert ("hear_decision", str(topics[0].id)) not in made
        assert ("hear_decision", str(town.decisions[0].id)) in made
        assert {("discuss_topic", str(topic.id)) for topic in topics} <= made
        left = {task["what"] for task in seen.rows(TASKS, thing=str(meeting.id)).values()}
        assert left == {"close_meeting"}

    def test_s5_4_d_waits_for_the_office_to_draft_its_minutes_until_they_are_drafted(self, seen):
        town = Town()
        meeting = town.meeting(2025)
        closed = len(town.recording.events)
        town.minutes(meeting)
        seen.fold(town.recording.events)
        assert seats(desk(seen, closed), "draft_minutes") == OFFICE
        assert seats(desk(seen, closed + 1), "draft_minutes") == set()
        assert seats(desk(seen, closed + 1), "agree_to_minutes") == HEADS
        assert desk(seen) == {("archive_meeting", seat) for seat in OFFICE}


class TestInvitation:
    def test_waits_for_the_invitee_until_the_meeting_is_held(self, seen):
        town = Town()
        meeting = town.prepared(2025)
        before = len(town.recording.events)
        town.held(meeting)
        seen.fold(town.recording.events)
        assert seats(desk(seen, before), "reply_to_invitation") == {"mayor"}
        assert seats(desk(seen), "reply_to_invitation") == set()
        [mayors] = [row for row in seen.rows(INVITATIONS).values() if row["seat"] == "mayor"]
        assert mayors["open"]

    def test_is_his_alone_where_several_share_the_duty(self):
        shared = {"person": person("feng")}
        assert (is_his(shared, person("feng")), is_his(shared, person("sun"))) == (True, False)
        assert is_his({"person": None}, person("sun"))


class TestDecision:
    @pytest.mark.parametrize(
        ("decision", "what", "whom"),
        [
            (an_old_decision, "agree_to_take_over", HEADS),
            (an_assigned_decision, "receive_decision", {"head@finance", "staff@finance"}),
            (a_handed_back_decision, "propose_change", OFFICE),
            (a_received_decision, "report_decision", {"head@finance", "staff@finance"}),
            (a_reported_decision, "accept_report", HEADS),
            (a_reported_decision, "forward_report", OFFICE),
            (lambda: an_accepted_decision(Progress.PARTLY), "explain_shortfall", {"head@finance", "staff@finance"}),
        ],
    )
    def test_waits_for_who_is_next(self, seen, decision, what, whom):
        assert seats(waiting(seen, decision()), what) >= whom

    def test_waits_for_the_unit_that_was_urged_to_answer(self, seen):
        decision = a_received_decision()
        decision.urge(act("wang"), lead_today="finance", unit="safety", text="请配合")
        assert "head@safety" in seats(waiting(seen, decision), "answer_urge")

    def test_waits_for_nobody_once_it_is_accepted_and_the_meeting_is_to_hear_it(self, seen):
        assert waiting(seen, an_accepted_decision()) == set()

    def test_goes_to_the_successor_of_a_unit_that_was_merged_twice(self, seen):
        recording, units = measured(), a_register()
        recording.save(units, a_received_decision())
        for merged, into in (("finance", "safety"), ("safety", "pg_office")):
            units.merge_unit(founding(date(2026, 5, 1)), unit=merged, into=into)
        recording.save(units)
        seen.fold(recording.events)
        whom = seats(desk(seen), "report_decision")
        assert "pg_office_director" in whom
        assert not {seat for seat in whom if seat.endswith(("@finance", "@safety"))}


class TestCall:
    def test_s5_1_b_waits_for_the_town_union_to_settle_on_each_suggestion(self, seen):
        town = Town()
        town.call(2025, answered=False)
        seen.fold(town.recording.events)
        assert seats(desk(seen), "take_up_suggestion") == {"union_chair", "union_vice_chair", "union_office_staff"} | {
            f"{duty}@town_union" for duty in ("head", "staff", "chair", "cadre")
        }


class TestStandIn:
    def test_g2_is_asked_only_while_no_head_of_his_side_can(self, seen):
        waiting(seen, a_reported_decision())
        asked = [task for task in seen.rows(TASKS).values() if task["what"] == "accept_report"]
        deputies = {task["seat"]: task for task in asked if task["heads"]}
        assert set(deputies) == {"pg_office_director", "union_vice_chair"}
        away = standing(absent=("sun",))
        assert is_due_now(deputies["pg_office_director"], away)
        assert not is_due_now(deputies["union_vice_chair"], away)


class TestMeasures:
    def test_that_come_into_force_ask_others_from_that_day(self, seen):
        recording, conference = measured(), Conference.found(founding(), named("c"), name_zh="会", name_en="conference")
        staff = 'members = ["gov_office_staff", "union_office_staff"]'
        text = built_in().replace('"chengqiao-1"', '"chengqiao-2"').replace(staff, 'members = ["union_office_staff"]')
        later = BEGINNING.date() + timedelta(days=30)
        recording.save(a_binding_decision())
        conference.adopt_charter(founding(), text=text, in_force_on=later)
        recording.save(conference)
        seen.fold(recording.events)
        assert seats(desk(seen), "assign_decision") == OFFICE
        recording.save(a_register())
        recording.events[-1] = replace(recording.events[-1], recorded_at=BEGINNING + timedelta(days=31))
        seen.fold(recording.events)
        assert seats(desk(seen), "assign_decision") == OFFICE - {"gov_office_staff"}


def position(town: Town, fact: type[Fact]) -> list[int]:
    """Where facts of a kind stand in the log."""
    return [event.position for event in town.recording.events if isinstance(event.fact, fact)]
