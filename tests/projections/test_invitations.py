"""The rows of invitations say what each invitee made of his, and never why he asks leave."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.act import Act
from domain.invitation import Invitation
from domain.rules import attendance
from domain.trace import Actor
from projections.invitations import INVITATIONS
from tests.cast import act, named, person
from tests.domain.meeting_stories import NOTICED_ON, expected
from tests.projections.recording import Seen
from tests.projections.town import Town
from tests.projections.walking import Deed, lived, topics_in, topics_of, walked

PEOPLE = frozenset({person("jiang")})


INVITED: dict[str, Any] = {"meeting": named("meeting"), "notice_version": 1, "number": "城联〔2026〕1号"}


def his(invitation: Any, on: date) -> Act:
    """An act of the invitee himself."""
    line = invitation.invitee
    return replace(act("wang", on=on), by=Actor(person=line.person, seats=(line.seat,) if line.seat else ()))


DEEDS: list[Deed] = [
    lambda i, on: i.reply(his(i, on), remark="按时参加"),
    lambda i, on: i.ask_leave(his(i, on), reason="住院"),
    lambda i, on: i.name_substitute(his(i, on), substitute=person("jiang"), people=PEOPLE),
    lambda i, on: i.lapse(act("zhou", on=on), reason="台风"),
]


def invitations() -> list[Invitation]:
    """Invitations of everybody expected, and of a guest, each answered several times."""
    lines = (*expected(), attendance.guest(person("model worker")))
    invited = [
        Invitation.invite(act("zhou", on=NOTICED_ON), named(f"invitation {place}"), **INVITED, invitee=invitee)
        for place, invitee in enumerate(lines)
    ]
    return [walked(each, DEEDS, seed, steps=6, since=NOTICED_ON) for seed, each in enumerate(invited)]  # type: ignore[misc]


class TestInvitation:
    def test_says_after_every_fact_what_the_invitation_is(self, views):
        facts = set()
        for invitation in invitations():
            facts |= topics_in(invitation)
            for row, again in lived(Seen(views), INVITATIONS, invitation):
                assert (row["stage"], row["open"], row["substitute"]) == (again.stage, again.is_open, again.substitute)
                assert (row["seat"], row["person"]) == (again.invitee.seat, again.invitee.person)
                assert row["meeting"] == str(again.meeting)
        assert facts == topics_of("invitation")

    def test_keeps_only_the_seal_of_why_leave_is_asked(self, seen):
        invitation = Invitation.invite(
            act("zhou", on=NOTICED_ON), named("invitation"), **INVITED, invitee=expected()[0]
        )
        invitation.ask_leave(his(invitation, NOTICED_ON), reason="住院")
        row = [row for row, _ in lived(seen, INVITATIONS, invitation)][-1]
        assert (row["stage"], row["answers"][-1]["reason"]) == ("on_leave", {"sealed": "seal of 住院"})

    def test_says_when_the_meeting_is_held_without_an_answer(self, seen):
        town = Town()
        town.held(town.prepared(2025))
        seen.fold(town.recording.events)
        held_on = {row["person"]: row["held_on"] for row in seen.rows(INVITATIONS).values()}
        assert {each for each, on in held_on.items() if on} == {person("zhao")}
