"""The stages of decisions: taken over, assigned, carried out, reported, heard, closed and taken up again."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from application.authority.holders import ASSISTING, LEAD, OTHER
from application.authority.meeting_lives import convene, new_decision
from application.authority.staging import Situation, Stage
from application.authority.topic_lives import TEXT
from application.commands import decisions, meetings
from application.commands.command import Command
from domain.stream import Attachment
from domain.vocabulary import Hearing, Progress

DOCUMENT = Attachment(sha256="0" * 64, size=1, media_type="application/pdf")


def taking_over(play: Stage) -> decisions.ProposeTakeOver:
    """A decision from before the record, put to the heads."""
    return decisions.ProposeTakeOver(
        document=TEXT, dated=play.town.day, attachments=(DOCUMENT,), text=TEXT, lead=LEAD, assisting=(ASSISTING,)
    )


def taken_over_lives(play: Stage) -> Iterator[Situation]:
    """A decision from before the record, until it is taken over or withdrawn."""
    decision = play.begin(taking_over(play))
    if decision is None:
        return
    yield play.show(decision)
    yield from play.aside().shown_after(decisions.WithdrawTakeOver(decision=decision, reason=TEXT), decision)
    yield from play.agreed(decisions.AgreeToTakeOver(decision=decision, text_version=1), decision)


def decision_lives(play: Stage, meeting: UUID) -> Iterator[Situation]:
    """What the meeting adopted, from the issue of its minutes to the next meeting."""
    if not play.town.stream(meeting).decisions_adopted:
        return
    decision, of_union = play.town.stream(meeting).decisions_adopted
    yield play.show(decision)
    yield from play.shown_after(decisions.AssignDecision(decision=decision, slip=TEXT), decision)
    handed = play.aside()
    yield from handed.shown_after(decisions.HandBackDecision(decision=decision, reason=TEXT), decision)
    yield from play.shown_after(decisions.ReceiveDecision(decision=decision), decision)
    yield from play.shown_after(decisions.NoteProgress(decision=decision, text=TEXT), decision)
    yield from _while_in_hand(play, decision)
    yield from _led_by_union(play.aside(), of_union)
    yield from _reported(play, decision)
    yield from _heard(play, decision, of_union)


def _while_in_hand(play: Stage, decision: UUID) -> Iterator[Situation]:
    later = play.town.day + timedelta(30)
    urge = decisions.UrgeUnit(decision=decision, unit=LEAD, text=TEXT)
    yield from play.aside().shown_after(urge, decision, "urged")
    yield from _put_to_heads(
        play.aside(),
        decision,
        decisions.ProposeChange(decision=decision, lead=OTHER, due=later, reason=TEXT),
        decisions.AgreeToDecisionChange(decision=decision, number=1),
        "change_proposed",
    )
    yield from _put_to_heads(
        play.aside(),
        decision,
        decisions.AskExtension(decision=decision, due=later, reason=TEXT),
        decisions.AgreeToExtension(decision=decision, number=1),
        "extension_asked",
    )


def _put_to_heads(play: Stage, decision: UUID, asking: Command, agreeing: Command, note: str) -> Iterator[Situation]:
    yield from play.shown_after(asking, decision, note)
    yield from play.agreed(agreeing, decision, note)


def _led_by_union(play: Stage, decision: UUID) -> Iterator[Situation]:
    """A decision that the union leads, which is checked by somebody else."""
    play.let(decisions.AssignDecision(decision=decision, slip=TEXT))
    yield from play.shown_after(decisions.NoteProgress(decision=decision, text=TEXT), decision, "union_led")


def _reported(play: Stage, decision: UUID) -> Iterator[Situation]:
    report = decisions.ReportDecision(decision=decision, progress=Progress.FULLY, text=TEXT)
    yield from play.shown_after(report, decision)
    yield from play.agreed(decisions.AcceptReport(decision=decision, number=1), decision)
    yield play.show(decision)
    completing = decisions.AgreeToCompletion(decision=decision, number=1)
    yield from play.aside().agreed(completing, decision, "completing")


def _heard(play: Stage, decision: UUID, other: UUID) -> Iterator[Situation]:
    """What the next year's meeting may make of it."""
    play.town.day = play.town.day.replace(year=play.town.day.year + 1)
    meeting = convene(play)
    for outcome in (Hearing.NOTED, Hearing.CARRIED_OVER, Hearing.ENDED):
        yield from play.aside().shown_after(_hearing(meeting, decision, outcome), decision)
    superseding = (new_decision(LEAD, None, supersedes=decision),)
    yield from play.aside().shown_after(_hearing(meeting, other, Hearing.NOTED, *superseding), decision)
    yield from play.shown_after(_hearing(meeting, decision, Hearing.COMPLETED), decision)
    topic = play.town.stream(decision).origin_id
    if play.let(_hearing(meeting, other, Hearing.COMPLETED)):
        yield play.show(topic)
    yield from _published(play.aside(), decision)
    yield from _put_to_heads(
        play,
        decision,
        decisions.ProposeReopening(decision=decision, reason=TEXT),
        decisions.AgreeToReopening(decision=decision, number=1),
        "reopening_proposed",
    )


def _published(play: Stage, decision: UUID) -> Iterator[Situation]:
    """What may become of it on the public board."""
    agreeing = decisions.AgreeToPublication(decision=decision, number=1)
    asking = decisions.ProposePublication(decision=decision, review=TEXT)
    yield from _put_to_heads(play, decision, asking, agreeing, "publication_proposed")
    yield play.show(decision, "published")


def _hearing(meeting: UUID, decision: UUID, outcome: Hearing, *adopted: meetings.NewDecision) -> meetings.HearDecision:
    return meetings.HearDecision(
        meeting=meeting, decision=decision, hearing=outcome, text=TEXT, measure=TEXT, decisions=adopted
    )
