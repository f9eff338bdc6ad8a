"""One save of one command or several: all or none, under one name, and what is journalled when it is refused."""

from dataclasses import replace
from uuid import UUID

import pytest

from application.commands import institution, meetings, minutes, topics
from domain.agenda import Paper
from domain.errors import Malformed, NotFound, OutOfOrder, Overtaken
from domain.minutes_text import MinutesItem
from domain.topic_text import Link, LinkKind
from domain.vocabulary import Outcome, UnitKind
from tests.application.desk.doing import LATER, planning, refused, researching
from tests.e2e.town import STRANGER
from tests.e2e.year import SCAN, SHEET, an_approved_topic, settling, submitting


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
