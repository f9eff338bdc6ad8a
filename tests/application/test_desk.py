"""The one door: versions, keys, conflicts, several acts at once, whose act it is, and what is journalled."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from shutil import copytree
from threading import Barrier
from uuid import UUID

import pytest

from application.commands import decisions, institution, meetings, minutes, topics
from application.desk import Behalf
from application.handlers import HANDLERS
from domain.agenda import Paper
from domain.errors import KeyReused, Malformed, NotEntitled, NotFound, OutOfOrder, Overtaken, Refusal, RuleBroken
from domain.minutes_text import MinutesItem
from domain.topic_text import Link, LinkKind
from domain.vocabulary import Basis, Opinion, Outcome, Side, UnitKind
from tests.e2e.asking import STRANGER
from tests.e2e.town import FOUNDED, Town
from tests.e2e.year import SCAN, SHEET, an_approved_topic, collected, convened, in_session, settling, submitting

LATER = FOUNDED + timedelta(days=40)
PAPER = {"basis": Basis.PAPER, "evidence": SHEET}


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    """Where the log of a conference lies, with its cast in their duties."""
    folder = tmp_path_factory.mktemp("founded")
    with closing(Town(folder)) as town:
        town.found()
    return folder


@pytest.fixture
def town(tmp_path, founded):
    """That conference, some weeks after it was founded."""
    copytree(founded, tmp_path / "town")
    with closing(Town(tmp_path / "town", seed=11)) as town:
        town.know()
        town.clock.set(LATER)
        yield town


@pytest.fixture
def topic(town):
    """The town union's topic, just submitted."""
    return town.make("zhou", submitting("高温"))


@pytest.fixture
def prepared(town, topic):
    """The topic with everything before its approval."""
    town.do("zhou", topics.ReportResearch(topic=topic, findings="走访"))
    for name in ("chen", "wei"):
        town.do(name, topics.GiveOpinion(topic=topic, text_version=1, opinion=Opinion.AGREE, text="同意"))
    town.do("zhou", topics.DeclareConsensus(topic=topic, text_version=1))
    return topic


@pytest.fixture
def session(town):
    """A meeting in session with two topics before it."""
    collected(town)
    convened(town)
    return in_session(town)


def researching(topic):
    return topics.ReportResearch(topic=topic, findings="走访十二个作业点")


def agreeing(topic):
    return topics.AgreeToTopic(topic=topic, text_version=1)


def planning(year=2026):
    return meetings.PlanOrdinaryMeeting(year=year)


def refused(town, name, command, **around):
    """The refusal somebody meets; nothing is recorded."""
    before = town.head
    with pytest.raises(Refusal) as found:
        town.do(name, command, **around)
    assert town.head == before
    return found.value


def last(town):
    """The last fact recorded, with its place."""
    return town.recorded(town.head - 1)[0]


def together(*acts):
    """Do these at the same moment, each in a thread of its own; what came of each."""
    start = Barrier(len(acts))

    def one(act):
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


class TestVersion:
    def test_that_was_overtaken_is_refused_and_says_where_the_thing_stands(self, town, topic):
        town.do("zhou", researching(topic))
        before = town.head
        with pytest.raises(Overtaken) as found:
            town.do("zhou", researching(topic), version=1)
        assert (found.value.code, found.value.facts) == ("overtaken", {"given": 1, "version": 2})
        assert town.head == before

    def test_that_holds_lets_the_act_through(self, town, topic):
        assert town.do("zhou", researching(topic), version=1).types == ("topic.researched",)

    def test_of_a_thing_that_is_not_there_does_not_matter(self, town):
        with pytest.raises(NotFound):
            town.do("zhou", researching(STRANGER), version=1)

    def test_is_looked_at_again_when_somebody_was_quicker(self, town, topic):
        town.during = lambda: town.do("zhou", researching(topic))
        with pytest.raises(Overtaken) as found:
            town.do("zhou", researching(topic), version=1)
        assert found.value.code == "overtaken"
        assert town.types()[-2:] == ["topic.submitted", "topic.researched"]


class TestKey:
    KEYED = {"key": "k", "digest": "d"}

    def test_gives_the_first_answer_again(self, town, topic):
        first = town.do("zhou", researching(topic), **self.KEYED)
        assert not first.again
        town.clock.set(LATER + timedelta(days=1))
        town.do("zhou", researching(topic))
        before = town.head
        assert town.do("zhou", researching(topic), **self.KEYED) == replace(first, again=True)
        assert town.head == before

    def test_stands_for_one_request_only(self, town, topic):
        town.do("zhou", researching(topic), **self.KEYED)
        with pytest.raises(KeyReused):
            town.do("zhou", topics.WithdrawTopic(topic=topic, reason="重复"), key="k", digest="other")
        assert last(town).type == "topic.researched/1"

    def test_is_one_persons_own(self, town, topic):
        town.do("zhou", researching(topic), **self.KEYED)
        assert not town.do("li", researching(topic), **self.KEYED).again

    def test_may_be_used_again_after_a_refusal(self, town, topic):
        refused(town, "chen", researching(topic), **self.KEYED)
        refused(town, "zhou", topics.ResubmitTopic(topic=topic), **self.KEYED)
        assert not town.do("zhou", researching(topic), **self.KEYED).again

    def test_has_one_effect_when_it_is_sent_twice_at_once(self, town, topic):
        asked = town.asked("zhou", researching(topic), **self.KEYED)
        done = together(*[lambda: town.desk.do(asked)] * 6)
        assert town.types().count("topic.researched") == 1
        assert len({(each.first, each.last, each.stream, each.types, each.at) for each in done}) == 1
        assert sorted(each.again for each in done) == [False] + [True] * 5

    def test_that_another_took_in_between_gives_his_answer(self, town, topic):
        asked = town.asked("zhou", researching(topic), **self.KEYED)
        found = []
        town.during = lambda: found.append(town.desk.do(asked))
        assert town.desk.do(asked) == replace(found[0], again=True)
        assert town.types().count("topic.researched") == 1

    def test_is_not_spent_by_a_dry_run(self, town, topic):
        asked = town.asked("zhou", researching(topic), **self.KEYED)
        town.desk.do_all([asked], dry_run=True)
        assert not town.desk.do(asked).again


class TestConflict:
    def test_runs_the_act_again_and_loses_neither(self, town, topic):
        town.during = lambda: town.do("zhou", topics.AskOpinion(topic=topic, unit="finance"))
        town.do("zhou", researching(topic))
        assert [(fact.type, fact.version) for fact in town.recorded(town.head - 2)] == [
            ("topic.opinion_asked/1", 2),
            ("topic.researched/1", 3),
        ]

    def test_decides_again_from_what_was_done_meanwhile(self, town, prepared):
        town.during = lambda: town.do("zhou", topics.WithdrawTopic(topic=prepared, reason="已解决"))
        with pytest.raises(OutOfOrder):
            town.do("sun", agreeing(prepared))

    def test_of_seats_taken_away_meanwhile_is_seen(self, town, prepared):
        town.appoint("gao", "staff@finance")
        town.during = lambda: town.appoint("gao", "liaison", since=LATER)
        with pytest.raises(NotEntitled):
            town.do("sun", agreeing(prepared))

    def test_among_many_threads_loses_nothing(self, town):
        people = len(town.ledger.roster.people)
        entering = [lambda: town.do("wang", institution.EnterPerson(name="新同志"))] * 6
        together(*entering)
        assert len(town.ledger.roster.people) == people + 6

    def test_leaves_document_numbers_dense_and_each_once(self, town):
        town.do("wang", institution.SetSeries(series="notice", issuer_code="城联办", year=2026, start=3))
        planned = [self.ready(town) for _ in range(5)]
        notices = [meetings.IssueNotice(meeting=meeting, series="notice") for meeting in planned]
        together(*[lambda notice=notice: town.do("wang", notice) for notice in notices])
        numbers = town.ledger.register.numbers
        assert [number.serial for number in numbers] == [3, 4, 5, 6, 7]
        assert {town.fresh(meeting).notice_number for meeting in planned} == {number.number for number in numbers}

    def test_leaves_ordinary_meetings_of_a_year_counted_one_by_one(self, town):
        reasons = {"second_ordinary_meeting": "换届"}
        together(*[lambda: town.do("wang", planning(), departing=reasons)] * 4)
        departures = [len(fact.fact.trace.departures) for fact in town.recorded() if fact.type == "meeting.planned/1"]
        assert sorted(departures) == [0, 1, 1, 1]

    def test_that_never_ends_is_told(self, town, topic):
        def overtake():
            town.do("zhou", topics.AskOpinion(topic=topic, unit="finance"))
            town.during = overtake

        town.during = overtake
        with pytest.raises(Overtaken) as found:
            town.do("zhou", researching(topic))
        assert found.value.code == "busy"

    def test_about_a_set_of_things_runs_again_when_one_was_added(self, town, session):
        planned = town.make("wang", planning(2027))
        raising = meetings.RaiseOtherMatter(
            meeting=session, title="急事", reason="急", summary="经协商", decisions=(settling("即办"),)
        )
        town.during = lambda: town.do("sun", raising)
        town.do("wang", meetings.DrawUpAgenda(meeting=planned))
        (adopted,) = town.of_kind("decision")
        assert town.fresh(planned).agenda.decisions == (adopted,)

    def test_lets_no_unit_close_that_was_given_a_decision_meanwhile(self, town, session):
        raising = meetings.RaiseOtherMatter(
            meeting=session, title="急事", reason="急", summary="经协商", decisions=(settling("即办"),)
        )
        town.during = lambda: town.do("sun", raising)
        with pytest.raises(RuleBroken) as found:
            town.do("wang", institution.CloseUnit(unit="finance"))
        assert found.value.code == "unit_owes"

    def ready(self, town):
        """A meeting that waits only for its notice."""
        meeting = town.make("wang", planning(), departing={"second_ordinary_meeting": "换届"})
        proposal = meetings.ProposeDate(meeting=meeting, day=LATER + timedelta(9), starts="14:00", place="会议室")
        town.do("wang", proposal)
        town.each(("sun", "li"), meetings.AgreeToDate(meeting=meeting, date_version=1))
        town.do("wang", meetings.DrawUpAgenda(meeting=meeting))
        return meeting


class TestSeveralAtOnce:
    def test_are_one_save(self, town, topic):
        asked = [town.asked("zhou", researching(topic)), town.asked("zhou", submitting("培训"))]
        done = town.desk.do_all(asked)
        facts = town.recorded(done.first - 1)
        assert done.types == ("topic.researched", "topic.submitted")
        assert len({(fact.cmd, fact.corr, fact.recorded_at) for fact in facts}) == 1

    def test_see_what_those_before_them_did(self, town, topic):
        revised = topics.ReviseTopic(
            topic=topic, title="高温作息", category="skills", background="", request="调整", reason="补充"
        )
        asking = topics.DeclareNoConsensus(topic=topic, text_version=2, views="不一致")
        town.desk.do_all([town.asked("zhou", revised), town.asked("zhou", asking)])
        assert town.types()[-2:] == ["topic.revised", "topic.consensus_failed"]

    def test_see_the_roll_and_the_units_as_those_before_them_left_them(self, town):
        unit = institution.OpenUnit(
            unit="culture", kind=UnitKind.INSTITUTION, name_zh="文体中心", name_en="Culture Centre"
        )
        duty = institution.TakeDuty(duty="head@culture", person=UUID(town.people["feng"]), since=LATER)
        town.desk.do_all([town.asked("wang", unit), town.asked("wang", duty)])
        assert "head@culture" in town.ledger.roster.standing(LATER).duties_of(town.people["feng"])

    def test_are_done_all_or_none(self, town, topic):
        before = town.head
        asked = [town.asked("zhou", researching(topic)), town.asked("zhou", topics.ResubmitTopic(topic=topic))]
        with pytest.raises(OutOfOrder):
            town.desk.do_all(asked)
        assert (town.head, town.fresh(topic).version) == (before, 1)

    def test_dry_only_tell_what_would_be_recorded(self, town, topic):
        before = town.head
        asked = [town.asked("zhou", researching(topic)), town.asked("wang", planning())]
        done = town.desk.do_all(asked, dry_run=True)
        assert done.types == ("topic.researched", "meeting.planned", "register.ordinary_planned")
        assert (done.first, done.last, town.head) == (0, 0, before)

    def test_dry_are_refused_like_others(self, town, topic):
        with pytest.raises(OutOfOrder):
            town.desk.do_all([town.asked("zhou", topics.ResubmitTopic(topic=topic))], dry_run=True)

    def test_are_journalled_by_the_one_that_was_refused(self, town, topic):
        asked = [town.asked("zhou", researching(topic)), town.asked("zhou", topics.ResubmitTopic(topic=topic))]
        with pytest.raises(OutOfOrder):
            town.desk.do_all(asked)
        assert [entry.command for entry in town.log.refusals(town.key)] == ["resubmit_topic"]


class TestSaveOfSeveralStreams:
    def test_is_one_command_in_one_thread_of_acts(self, town, session):
        town.clock.set(town.clock.today)
        topic = town.fresh(session).topics[0]
        settled = (settling("调整作业时间"), settling("增设休息点"))
        talk = meetings.DiscussTopic(
            meeting=session, topic=topic, outcome=Outcome.AGREED, summary="经协商", decisions=settled
        )
        done = town.do("wang", talk, cause="cause-1", corr="thread-1")
        facts = town.recorded(done.first - 1)
        assert [fact.kind for fact in facts] == ["meeting", "topic", "decision", "decision"]
        assert {(fact.cause, fact.corr) for fact in facts} == {("cause-1", "thread-1")}
        assert len({fact.cmd for fact in facts}) == 1

    def test_begins_a_thread_of_its_own_when_none_is_named(self, town):
        facts = town.recorded(town.do("wang", planning()).first - 1)
        assert len(facts) == 2
        assert {(fact.cause, fact.corr) for fact in facts} == {(None, facts[0].cmd)}

    def test_of_another_command_bears_another_name(self, town, topic):
        first, second = (town.do("zhou", researching(topic)) for _ in range(2))
        names = {fact.cmd for fact in town.recorded(first.first - 1)}
        assert (len(names), second.first - first.first) == (2, 1)


class TestActOnPaper:
    def test_keeps_who_acted_and_names_who_entered_it(self, town, prepared):
        behalf = Behalf(person=town.people["li"], **PAPER)
        town.do("wang", agreeing(prepared), behalf=behalf)
        trace = last(town).fact.trace
        assert (trace.by.person, trace.by.seats, trace.by.side) == (town.people["li"], ("union_chair",), Side.UNION)
        assert (trace.entered_by.person, trace.entered_by.seat) == (town.people["wang"], "union_office_staff")
        assert (trace.entered_by.basis, trace.entered_by.evidence) == (Basis.PAPER, SHEET)

    @pytest.mark.parametrize("basis", [Basis.PAPER, Basis.DELEGATION, Basis.IMPORT])
    def test_needs_the_digest_of_the_sheet(self, town, prepared, basis):
        behalf = Behalf(basis=basis, person=town.people["li"])
        assert refused(town, "wang", agreeing(prepared), behalf=behalf).code == "sheet_missing"

    def test_is_entered_by_the_office_only(self, town, prepared):
        behalf = Behalf(person=town.people["li"], **PAPER)
        assert refused(town, "chen", agreeing(prepared), behalf=behalf).code == "office_enters"

    def test_is_refused_where_its_own_actor_would_be(self, town, prepared):
        for name in ("chen", "qian"):
            behalf = Behalf(person=town.people[name], **PAPER)
            assert isinstance(refused(town, "wang", agreeing(prepared), behalf=behalf), NotEntitled)
        assert isinstance(
            refused(town, "wang", agreeing(prepared), behalf=Behalf(person="nobody", **PAPER)), NotEntitled
        )

    def test_of_both_heads_makes_the_approval(self, town, prepared):
        for name in ("sun", "li"):
            town.do("wang", agreeing(prepared), behalf=Behalf(person=town.people[name], **PAPER))
        assert last(town).type == "topic.approved/1"

    def test_of_a_former_holder_counts_for_the_day_he_signed_it_on(self, town, prepared):
        town.clock.set(LATER + timedelta(10))
        town.appoint("gao", "liaison", since=LATER + timedelta(5))
        behalf = Behalf(person=town.people["sun"], **PAPER)
        assert isinstance(refused(town, "wang", agreeing(prepared), behalf=behalf), NotEntitled)
        town.do("wang", agreeing(prepared), behalf=behalf, on=LATER)
        assert last(town).fact.trace.by.person == town.people["sun"]


class TestReplyByTelephone:
    SAID = {"text_version": 1, "opinion": Opinion.AGREE, "text": "同意"}

    def test_of_a_unit_needs_no_person_and_no_sheet(self, town, topic):
        behalf = Behalf(basis=Basis.TELEPHONE, unit="finance")
        town.do("wang", topics.GiveOpinion(topic=topic, **self.SAID), behalf=behalf)
        trace = last(town).fact.trace
        assert (trace.by.person, trace.by.side, trace.entered_by.basis) == (None, Side.GOV, Basis.TELEPHONE)
        assert last(town).fact.unit == "finance"

    def test_speaks_for_the_unit_that_was_called_and_no_other(self, town, topic):
        behalf = Behalf(basis=Basis.TELEPHONE, unit="human_resources")
        assert refused(town, "wang", topics.GiveOpinion(topic=topic, **self.SAID), behalf=behalf).code == (
            "unit_not_concerned"
        )

    def test_of_a_unit_nobody_knows_is_not_found(self, town, topic):
        for unit in ("moon", ""):
            behalf = Behalf(basis=Basis.TELEPHONE, unit=unit)
            with pytest.raises((NotFound, NotEntitled)):
                town.do("wang", topics.GiveOpinion(topic=topic, **self.SAID), behalf=behalf)

    @pytest.mark.parametrize("basis", [Basis.TELEPHONE, Basis.MESSAGE])
    def test_serves_for_replies_only(self, town, prepared, basis):
        behalf = Behalf(basis=basis, person=town.people["li"])
        assert refused(town, "wang", agreeing(prepared), behalf=behalf).code == "not_by_telephone"

    def test_is_allowed_for_the_replies_the_measures_leave_to_it(self):
        assert sorted(command.called() for command in HANDLERS if command.TELEPHONE) == [
            "answer_urge",
            "ask_leave",
            "give_opinion",
            "name_substitute",
            "note_consultation",
            "note_progress",
            "receive_decision",
            "receive_suggestion",
            "reply_to_invitation",
        ]

    def test_of_a_person_and_a_unit_counts_for_the_seats_he_has_in_it(self, town, topic):
        said = topics.GiveOpinion(topic=topic, **self.SAID)
        behalf = Behalf(basis=Basis.TELEPHONE, unit="finance", person=town.people["wei"])
        assert isinstance(refused(town, "wang", said, behalf=behalf), NotEntitled)
        assert isinstance(refused(town, "wang", said, behalf=replace(behalf, person="张三")), NotEntitled)
        town.do("wang", said, behalf=replace(behalf, person=town.people["jiang"]))
        assert last(town).fact.trace.by.seats == ("staff@finance",)


class TestUnitOnPaper:
    def test_agrees_to_nothing_because_an_agreement_has_a_name(self, town, prepared):
        behalf = Behalf(unit="town_union", **PAPER)
        assert isinstance(refused(town, "wang", agreeing(prepared), behalf=behalf), NotEntitled)

    def test_may_reply_by_letter(self, town, topic):
        said = topics.GiveOpinion(topic=topic, **TestReplyByTelephone.SAID)
        town.do("wang", said, behalf=Behalf(unit="finance", **PAPER))
        assert last(town).fact.trace.entered_by.evidence == SHEET


class TestSeat:
    def test_that_is_named_is_the_one_acted_in(self, town, prepared):
        town.do("li", agreeing(prepared), seat="union_chair")
        assert last(town).fact.trace.by.seats == ("union_chair",)

    def test_that_is_not_held_is_refused(self, town, prepared):
        found = refused(town, "li", agreeing(prepared), seat="liaison")
        assert (found.code, found.facts["held"]) == ("seat_not_held", ["union_chair"])

    def test_that_does_not_entitle_is_refused_though_another_would(self, town, prepared):
        town.appoint("li", "vice_mayor", since=LATER)
        assert isinstance(refused(town, "li", agreeing(prepared), seat="vice_mayor"), NotEntitled)
        town.do("li", agreeing(prepared))

    def test_must_be_named_by_who_sits_on_both_sides(self, town, prepared):
        town.appoint("sun", "union_chair", since=LATER)
        assert refused(town, "sun", agreeing(prepared)).code == "seat_not_named"
        town.do("sun", agreeing(prepared), seat="union_chair")
        assert last(town).fact.trace.by.side is Side.UNION
        assert refused(town, "sun", agreeing(prepared), seat="liaison").code == "two_persons_needed"


class TestSuccession:
    @pytest.fixture
    def succeeded(self, town, prepared):
        """Gao has been the liaison for three days, after Sun."""
        town.clock.set(LATER + timedelta(8))
        town.appoint("gao", "liaison", since=LATER + timedelta(5))
        return prepared

    def test_lets_the_successor_act_at_once(self, town, succeeded):
        town.do("gao", agreeing(succeeded))
        assert last(town).fact.trace.by.person == town.people["gao"]

    def test_lets_the_successor_act_for_the_days_since(self, town, succeeded):
        town.do("gao", agreeing(succeeded), on=LATER + timedelta(5))

    def test_ends_the_seat_of_the_former_holder(self, town, succeeded):
        assert isinstance(refused(town, "sun", agreeing(succeeded)), NotEntitled)

    def test_ends_it_for_the_days_when_he_held_it_too(self, town, succeeded):
        assert isinstance(refused(town, "sun", agreeing(succeeded), on=LATER + timedelta(4)), NotEntitled)

    def test_gives_the_successor_nothing_on_the_days_before(self, town, succeeded):
        assert isinstance(refused(town, "gao", agreeing(succeeded), on=LATER + timedelta(4)), NotEntitled)

    def test_leaves_what_the_former_holder_did_in_his_name(self, town, prepared):
        town.do("sun", agreeing(prepared))
        town.clock.set(LATER + timedelta(3))
        town.appoint("gao", "liaison", since=LATER + timedelta(1))
        town.do("li", agreeing(prepared))
        assert last(town).type == "topic.approved/1"
        assert {one.person for one in town.fresh(prepared).matter.agreements} == {
            town.people["sun"],
            town.people["li"],
        }

    def test_in_the_office_lets_the_new_clerk_enter_what_was_before_him(self, town):
        town.clock.set(LATER + timedelta(3))
        town.appoint("gao", "union_office_staff", since=LATER)
        town.do("gao", institution.ExplainYear(year=2025, explanation="换届"), on=LATER - timedelta(1))
        assert last(town).fact.trace.on == LATER - timedelta(1)


class TestDeputy:
    @pytest.fixture
    def named(self, town, prepared):
        """Qi deputises for the union's chair, who is away for ten days."""
        town.appoint("qi", "cadre@sanitation")
        until = LATER + timedelta(10)
        away = institution.RecordAbsence(person=UUID(town.people["li"]), since=LATER, until=until, reason="学习")
        named = institution.NameDeputy(duty="union_chair", person=UUID(town.people["qi"]), since=LATER, until=until)
        town.each(("wang",), away)
        town.each(("wang",), named)
        return prepared

    def test_acts_for_the_absent_holder_by_name(self, town, named):
        town.do("qi", agreeing(named))
        by = last(town).fact.trace.by
        assert (by.person, by.seat, by.acting_for) == (town.people["qi"], "union_chair", town.people["li"])

    def test_acts_no_more_when_the_time_is_over(self, town, named):
        town.clock.set(LATER + timedelta(10))
        assert isinstance(refused(town, "qi", agreeing(named)), NotEntitled)
        town.do("li", agreeing(named))
        assert last(town).fact.trace.by.acting_for is None


class TestDay:
    def test_of_an_act_does_not_lie_ahead(self, town, topic):
        assert refused(town, "zhou", researching(topic), on=LATER + timedelta(1)).code == "date_in_future"

    def test_is_the_towns_own(self, town, topic):
        town.clock.at = town.clock.at.replace(hour=17)
        town.do("zhou", researching(topic))
        assert last(town).fact.trace.on == LATER + timedelta(1)

    def test_may_lie_behind_but_not_before_the_step_it_follows(self, town):
        town.do("zhou", submitting("旧事"), on=LATER - timedelta(3))
        (topic,) = town.of_kind("topic")
        assert last(town).fact.trace.on == LATER - timedelta(3)
        returned = topics.ReturnTopic(topic=topic, reason="缺附件")
        assert refused(town, "wang", returned, on=LATER - timedelta(4)).code == "date_before_previous_step"
        town.do("wang", returned, on=LATER - timedelta(2))

    @pytest.mark.parametrize("day", [date.min, date(1949, 10, 1), LATER - timedelta(1)])
    def test_of_research_does_not_lie_before_the_topic(self, town, topic, day):
        assert refused(town, "zhou", researching(topic), on=day).code == "date_before_previous_step"

    @pytest.mark.parametrize("day", [date.min, FOUNDED - timedelta(1)])
    def test_on_which_nobody_had_a_seat_gives_none(self, town, topic, day):
        assert isinstance(refused(town, "chen", submitting("旧事"), on=day), NotEntitled)


class TestForeignConference:
    @pytest.fixture
    def other(self, town):
        """Another conference, where everybody of the cast sits too."""
        other = town.beside("baozhen")
        other.found()
        return other

    @pytest.mark.parametrize(
        "command",
        [
            lambda thing: researching(thing),
            lambda thing: topics.WithdrawTopic(topic=thing, reason="越界"),
            lambda thing: meetings.ProposeCancellation(meeting=thing, reason="越界"),
            lambda thing: minutes.IssueMinutes(minutes=thing, recipients=("外人",)),
            lambda thing: decisions.AssignDecision(decision=thing, slip="越界"),
        ],
    )
    def test_shows_nothing_of_itself_by_an_id(self, town, other, topic, command):
        before = other.head, town.head
        with pytest.raises(NotFound):
            other.do("zhou", command(topic))
        assert (other.head, town.head) == before

    def test_lends_nothing_to_what_an_act_refers_to(self, town, other, topic):
        own = other.make("zhou", submitting("本会议题"))
        with pytest.raises(NotFound):
            other.do("zhou", topics.MergeTopic(topic=own, into=topic, reason="越界"))

    def test_gives_its_people_no_seat_here(self, town, other, topic):
        command = town.asked(other.people["zhou"], researching(topic))
        with pytest.raises(NotEntitled):
            town.desk.do(command)

    def test_has_keys_of_its_own(self, town, other, topic):
        town.do("zhou", researching(topic), key="k", digest="d")
        assert not other.do("wang", planning(), key="k", digest="d").again

    def test_that_is_not_there_is_not_found(self, town, topic):
        with pytest.raises(NotFound):
            town.desk.do(replace(town.asked("zhou", researching(topic)), conference="nowhere"))
        with pytest.raises(NotFound):
            town.desk.do(replace(town.asked("zhou", submitting("\x00")), conference="nowhere"))


class TestIdOfAnotherKind:
    def test_is_not_found(self, town, topic):
        meeting = town.make("wang", planning())
        with pytest.raises(NotFound):
            town.do("zhou", researching(meeting))
        with pytest.raises(NotFound):
            town.do("wang", meetings.ProposeCancellation(meeting=topic, reason="错"), version=1)
        with pytest.raises(NotFound):
            town.do("wang", meetings.DrawUpAgenda(meeting=meeting, topics=(meeting,)))


class TestRefusal:
    def test_is_journalled_beside_the_record(self, town, topic):
        refused(town, "chen", researching(topic))
        (entry,) = town.log.refusals(town.key)
        assert (entry.person, entry.command, entry.code, entry.clause) == (
            town.people["chen"],
            "report_research",
            "proposer_only",
            "S5.1-c",
        )
        assert entry.at == town.clock.at

    def test_for_want_of_a_reason_is_journalled_too(self, town):
        town.do("wang", planning())
        assert refused(town, "wang", planning()).code == "second_ordinary_meeting"
        assert [entry.code for entry in town.log.refusals(town.key)] == ["second_ordinary_meeting"]

    def test_that_is_a_mere_hindrance_is_not(self, town, topic):
        with pytest.raises(NotFound):
            town.do("zhou", researching(STRANGER))
        with pytest.raises(Overtaken):
            town.do("zhou", researching(topic), version=9)
        assert town.log.refusals(town.key) == []

    def test_of_a_record_that_is_too_long_is_told_and_journalled(self, town):
        long = submitting("长", background="长" * 6000, request="长" * 6000, concerned=())
        whole = replace(long, links=tuple(Link(kind=LinkKind.FOLLOWS_UP, to=UUID(int=n)) for n in range(600)))
        assert refused(town, "zhou", whole).code == "record_too_long"
        assert [entry.code for entry in town.log.refusals(town.key)] == ["record_too_long"]


class TestWording:
    SECRET = "机密★20年"

    @pytest.mark.parametrize(
        ("command", "field"),
        [
            (submitting(SECRET), "/title"),
            (submitting("题", concerned=("finance", SECRET)), "/concerned/1"),
            (
                meetings.DiscussTopic(
                    meeting=STRANGER,
                    topic=STRANGER,
                    outcome=Outcome.AGREED,
                    summary="经协商",
                    decisions=(settling("好"), settling(SECRET)),
                ),
                "/decisions/1/text",
            ),
            (
                meetings.IssuePapers(
                    meeting=STRANGER, papers=(Paper(title=SECRET, topic=None, sha256=SHEET),), attachments=(SCAN,)
                ),
                "/papers/0/title",
            ),
            (
                minutes.DraftMinutes(
                    meeting=STRANGER,
                    title="纪要",
                    items=(MinutesItem(item="topics", topic=None, heading="题", text="好", dissent=SECRET),),
                ),
                "/items/0/dissent",
            ),
            (institution.EnterPerson(name="张\u202e三"), "/name"),
            (institution.ExplainYear(year=2025, explanation="换\x07届"), "/explanation"),
        ],
    )
    def test_unfit_anywhere_in_a_command_is_refused_at_the_door(self, town, command, field):
        found = refused(town, "wang", command)
        assert isinstance(found, Malformed)
        assert found.facts["field"] == field

    def test_unfit_in_a_reason_for_departing_is_refused_too(self, town):
        town.do("wang", planning())
        found = refused(town, "wang", planning(), departing={"second_ordinary_meeting": self.SECRET})
        assert found.code == "text_marked_secret"

    def test_that_only_speaks_of_secrets_is_let_in(self, town):
        town.do("zhou", submitting("保守秘密的宣传教育"))

    def test_unfit_is_refused_before_the_thing_is_looked_for(self, town):
        assert refused(town, "zhou", topics.WithdrawTopic(topic=STRANGER, reason=self.SECRET)).code == (
            "text_marked_secret"
        )


class TestWhatIsRead:
    def test_as_open_stays_so_until_nothing_remains_to_be_done(self, town):
        topic = an_approved_topic(town, "高温")
        assert town.of_kind("topic", open_only=True) == [topic]
        town.do("zhou", topics.WithdrawTopic(topic=topic, reason="已解决"))
        assert town.of_kind("topic", open_only=True) == []
        town.do("zhou", topics.ReopenTopic(topic=topic, reason="又出现"))
        assert town.of_kind("topic", open_only=True) == [topic]
