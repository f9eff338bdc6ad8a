"""The register of topics says what each topic is, after every fact of its life."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from domain.act import Act
from domain.topic import Topic
from domain.topic_text import TopicText
from domain.vocabulary import Opinion, Outcome
from projections.topic_register import TOPICS
from tests.cast import TODAY, act, charter, named
from tests.domain.stories import (
    KNOWN,
    TEXT,
    a_joint_topic,
    a_scheduled_topic,
    a_submitted_topic,
    a_topic_with_consensus,
    an_approved_topic,
)
from tests.projections.recording import Seen
from tests.projections.walking import Deed, lived, topics_in, topics_of, walked

MEETINGS = [named("meeting"), named("next meeting")]
UNAPPROVED = replace(charter(), topics=replace(charter().topics, approval=None))


def by(name: str, on: date) -> Act:
    """An act of somebody; on some days the measures ask for no approval."""
    under = UNAPPROVED if on.day % 9 == 0 else None
    return act(name, on=on, under=under, approved_without_consensus="时间紧")


def text(on: date) -> TopicText:
    return replace(TEXT, title=f"改于{on}")


def heads(verb: str, **told: Any) -> list[Deed]:
    """One head, or both one after the other."""

    def deed(*names: str) -> Deed:
        def do(t: Any, on: date) -> None:
            for name in names:
                getattr(t, verb)(by(name, on), **told or {"text_version": t.matter.version})

        return do

    return [deed("sun"), deed("li"), deed("sun", "li"), deed("li", "sun")]


def opinion(given: Opinion) -> Deed:
    return lambda t, on: t.give_opinion(by("chen", on), text_version=t.matter.version, opinion=given, text="已研究")


def discussing(outcome: Outcome) -> Deed:
    def deed(t: Any, on: date) -> None:
        views = {"summary": "经协商", "gov_view": "", "union_view": "", "decisions": ()}
        t.discuss(by("wang", on), meeting=t.meeting, outcome=outcome, **views)

    return deed


def minuting(meeting: UUID) -> Deed:
    return lambda t, on: t.enter_minutes(by("wang", on), meeting=meeting, minutes=named("minutes"))


DEEDS: list[Deed] = [
    lambda t, on: t.join(by("wei", on)),
    lambda t, on: t.return_(by("wang", on), reason="缺附件"),
    *[lambda t, on: t.resubmit(by("zhou", on))] * 2,
    lambda t, on: t.revise(by("zhou", on), text=text(on), reason="修改", known_units=KNOWN),
    lambda t, on: t.withdraw(by("zhou", on), reason="已解决"),
    *[lambda t, on: t.reopen(by("zhou", on), reason="又出现")] * 3,
    lambda t, on: t.research(by("zhou", on), findings="走访", attachments=()),
    lambda t, on: t.consult(by("zhou", on), unit="finance", manner="电话", said="同意"),
    lambda t, on: t.ask_opinion(by("zhou", on), unit="finance", due=None),
    opinion(Opinion.AGREE),
    opinion(Opinion.OBJECT),
    lambda t, on: t.give_opinion(by("chu", on), text_version=t.matter.version, opinion=Opinion.AGREE, text="同意"),
    *[lambda t, on: t.declare_consensus(by("zhou", on), text_version=t.matter.version, full=False, dissent="")] * 2,
    lambda t, on: t.declare_failure(by("zhou", on), text_version=t.matter.version, views="不一致"),
    *heads("agree") * 2,
    lambda t, on: t.refuse_agreement(by("li", on), text_version=t.matter.version, reason="预算不清"),
    *heads("decline", reason="不属范围"),
    lambda t, on: t.refer(by("sun", on), reason="意见不一"),
    lambda t, on: t.answer_referral(by("zhao", on), answer="建议上会"),
    lambda t, on: t.confirm(by("sun", on), year=2027),
    *[lambda t, on: t.schedule(by("wang", on), meeting=MEETINGS[on.day % 2], late=False)] * 5,
    lambda t, on: t.unschedule(by("wang", on), reason="会议取消"),
    *map(discussing, Outcome),
    *[discussing(Outcome.DEFERRED)] * 2,
    lambda t, on: t.strike_discussion(by("wang", on), meeting=MEETINGS[0], reason="误记"),
    *map(minuting, MEETINGS),
    lambda t, on: t.conclude(by("wang", on)),
    lambda t, on: t.merge(by("wang", on), into=named("other"), reason="同类") if on.day % 4 == 0 else None,
]
BEGINNINGS = [a_submitted_topic, a_joint_topic, a_topic_with_consensus, an_approved_topic, a_scheduled_topic]


def topics() -> list[Topic]:
    """Topics at all stages, each with a long life."""
    return [
        walked(begin(), DEEDS, seed, steps=90, since=TODAY)  # type: ignore[misc]
        for seed in range(14)
        for begin in BEGINNINGS
    ]


def said(row: dict[str, Any]) -> dict[str, Any]:
    """What the row says of what the stream keeps too."""
    names = ("stage", "open", "side", "joined", "year", "title", "text_version", "consensus", "meeting", "outcome")
    return {
        **{name: row[name] for name in names},
        "agreed": [given["seat"] for given in row["agreements"]],
        "researched": bool(row["research"]),
    }


def kept(t: Any) -> dict[str, Any]:
    """The same of the stream."""
    return {
        "stage": t.stage,
        "open": t.is_open,
        "side": t.side,
        "joined": t.joined,
        "year": t.year,
        "title": t.text.title,
        "text_version": t.matter.version,
        "consensus": t.consensus,
        "meeting": t.meeting and str(t.meeting),
        "outcome": t.outcome,
        "agreed": [given.seat for given in t.matter.agreements],
        "researched": t.researched,
    }


class TestRegister:
    def test_says_after_every_fact_what_the_topic_is(self, views):
        facts = set()
        for topic in topics():
            facts |= topics_in(topic)
            for row, again in lived(Seen(views), TOPICS, topic):
                assert said(row) == kept(again)
        assert facts == topics_of("topic")
