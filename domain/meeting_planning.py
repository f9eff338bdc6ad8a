"""What happens to a meeting until its date is fixed, and how it is put off or called off."""

from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import UUID

from domain.act import Act
from domain.agenda import Appointment
from domain.facts import meeting as facts
from domain.matters import Matter
from domain.meeting_words import AWAITING_DATE, BEFORE_SESSION, Change, Stage
from domain.rules import convening, dates, deciding, extraordinary_meeting, office, postponement
from domain.stream import Stream
from domain.vocabulary import Ground, MeetingKind


class MeetingPlanning(Stream):
    """Planning, the principal's answer, the date, postponement and cancellation; ``Meeting`` has the state."""

    if TYPE_CHECKING:
        stage: Stage
        kind: MeetingKind
        since: date
        asked: bool
        favourable: bool | None
        proposal: Appointment | None
        date_matter: Matter
        change: Change | None
        change_reason: str
        change_matter: Matter

    @classmethod
    def may_plan_ordinary(cls, act: Act) -> Act:
        """The office."""
        return office.require_office(act, office.PREPARES)

    @classmethod
    def plan_ordinary(cls, act: Act, stream: UUID, *, year: int, planned: int) -> Self:
        """Plan the ordinary meeting of a year; ``planned`` counts those the year has already, cancelled ones not."""
        act = cls.may_plan_ordinary(act)
        act = act.departing_from(convening.breach_of_yearly_meeting(year, planned, act.charter))
        return cls.begin(
            act, stream, facts.Planned, kind=MeetingKind.ORDINARY, year=year, asked_by=None, ground=None, reason=""
        )

    @classmethod
    def may_plan_extraordinary(cls, act: Act) -> Act:
        """The office, or a duty that may ask for such a meeting."""
        return extraordinary_meeting.require_planner(act)

    @classmethod
    def plan_extraordinary(
        cls, act: Act, stream: UUID, *, year: int, asked_by: str, ground: Ground, reason: str
    ) -> Self:
        """Plan an extraordinary meeting that somebody asked for."""
        act = cls.may_plan_extraordinary(act)
        extraordinary_meeting.require_names_asker(asked_by, act.charter)
        return cls.begin(
            act,
            stream,
            facts.Planned,
            kind=MeetingKind.EXTRAORDINARY,
            year=year,
            asked_by=asked_by,
            ground=ground,
            reason=reason,
        )

    def may_ask_principal(self, act: Act) -> Act:
        """A duty that may ask, for an extraordinary meeting not yet answered favourably."""
        waits = self.asked and self.favourable is None
        self.expect(self.stage in AWAITING_DATE and not waits and not self.favourable, "ask_principal")
        extraordinary_meeting.require_to_be_asked(self.kind, act.charter)
        return extraordinary_meeting.require_asker(act)

    def ask_principal(self, act: Act, *, request: str) -> None:
        """Ask the government's principal leader to agree; after an unfavourable answer, ask again."""
        act = self.may_ask_principal(act)
        self.in_order(act, "planning")
        self.record(act, facts.PrincipalAsked, request=request)

    def may_answer_as_principal(self, act: Act) -> Act:
        """The principal, while a request waits."""
        self.expect(self.asked and self.favourable is None and self.stage in AWAITING_DATE, "answer_as_principal")
        return extraordinary_meeting.require_principal(act)

    def answer_as_principal(self, act: Act, *, favourable: bool, answer: str) -> None:
        """Answer whether the extraordinary meeting may be convened."""
        act = self.may_answer_as_principal(act)
        self.in_order(act, "request")
        self.record(act, facts.PrincipalAnswered, favourable=favourable, answer=answer)

    def may_propose_date(self, act: Act) -> Act:
        """The office, while the meeting has no date."""
        self.expect(self.stage in AWAITING_DATE, "propose_date")
        self.require_favourable(act)
        return office.require_office(act, convening.DATE_BY_OFFICE)

    def propose_date(self, act: Act, *, appointment: Appointment) -> None:
        """Report a date to those who fix it; where the charter names nobody it is fixed at once."""
        act = self.may_propose_date(act)
        self.in_order(act, "planning")
        convening.require_fit_appointment(appointment)
        convening.require_day_ahead(appointment, act)
        self.record(act, facts.DateProposed, date_version=self.date_matter.version + 1, appointment=appointment)
        self._fix_if_agreed(act)

    def may_agree_date(self, act: Act) -> Act:
        """A seat of those who fix the date whose agreement is missing."""
        self.expect(self.proposal is not None, "agree_date")
        self.require_favourable(act)
        return convening.require_may_fix(self.date_matter, act)

    def agree_date(self, act: Act, *, date_version: int) -> None:
        """Agree to the date proposed; with the last agreement needed it is fixed."""
        act = self.may_agree_date(act)
        deciding.require_present_version(self.date_matter, date_version)
        self.in_order(act, "proposal")
        convening.require_day_ahead(self.proposal, act)
        self.record(act, facts.DateAgreed, date_version=date_version)
        self._fix_if_agreed(act)

    def may_return_date(self, act: Act) -> Act:
        """A seat of those who fix the date, while one is proposed."""
        self.expect(self.proposal is not None, "return_date")
        return convening.require_on_panel(act)

    def return_date(self, act: Act, *, date_version: int, reason: str) -> None:
        """Send the proposal back; the office proposes another date."""
        act = self.may_return_date(act)
        deciding.require_present_version(self.date_matter, date_version)
        self.in_order(act, "proposal")
        self.record(act, facts.DateReturned, date_version=date_version, reason=reason)

    def may_propose_postponement(self, act: Act) -> Act:
        """The office or a seat of those who fix the date, once it is fixed and until the meeting is opened."""
        self.expect(self.stage in {Stage.DATE_FIXED, Stage.NOTICED}, "propose_postponement")
        return postponement.require_proposer(act)

    def propose_postponement(self, act: Act, *, reason: str) -> None:
        """Propose to put the meeting off; its date is then fixed anew."""
        self._propose(self.may_propose_postponement(act), Change.POSTPONE, reason)

    def may_propose_cancellation(self, act: Act) -> Act:
        """The office or a seat of those who fix the date, until the meeting is opened."""
        self.expect(self.stage in BEFORE_SESSION, "propose_cancellation")
        return postponement.require_proposer(act)

    def propose_cancellation(self, act: Act, *, reason: str) -> None:
        """Propose not to hold the meeting."""
        self._propose(self.may_propose_cancellation(act), Change.CANCEL, reason)

    def may_agree_change(self, act: Act) -> Act:
        """A seat of those who fix the date whose agreement to what is proposed is missing."""
        self.expect(self.change is not None, "agree_change")
        return postponement.require_may_agree(self.change_matter, act)

    def agree_change(self, act: Act, *, change_version: int) -> None:
        """Agree to the postponement or cancellation; it follows from the last agreement needed."""
        act = self.may_agree_change(act)
        deciding.require_present_version(self.change_matter, change_version)
        self.in_order(act, "proposal")
        self.record(act, facts.ChangeAgreed, change_version=change_version)
        self._change_if_agreed(act)

    def may_return_change(self, act: Act) -> Act:
        """A seat of those who fix the date, while a change is proposed."""
        self.expect(self.change is not None, "return_change")
        return postponement.require_on_panel(act)

    def return_change(self, act: Act, *, change_version: int, reason: str) -> None:
        """Turn the postponement or cancellation down; the meeting stands as it was."""
        act = self.may_return_change(act)
        deciding.require_present_version(self.change_matter, change_version)
        self.in_order(act, "proposal")
        self.record(act, facts.ChangeReturned, change_version=change_version, reason=reason)

    def require_favourable(self, act: Act) -> None:
        """Refuse to go on with an extraordinary meeting to which the principal did not agree. Clause: S5.2-g."""
        extraordinary_meeting.require_favourable(self.kind, act.charter, asked=self.asked, favourable=self.favourable)

    def in_order(self, act: Act, step: str) -> None:
        """Refuse an act dated before the step it follows."""
        dates.require_not_before(act, self.since, step)

    def _fix_if_agreed(self, act: Act) -> None:
        if self.proposal and convening.is_agreed(self.date_matter, act):
            self.record(act, facts.DateFixed, appointment=self.proposal)

    def _propose(self, act: Act, change: Change, reason: str) -> None:
        self.in_order(act, "planning")
        version = self.change_matter.version + 1
        self.record(act, facts.ChangeProposed, change=change, change_version=version, reason=reason)
        self._change_if_agreed(act)

    def _change_if_agreed(self, act: Act) -> None:
        if not convening.is_agreed(self.change_matter, act):
            return
        if self.change is Change.POSTPONE:
            self.record(act, facts.Postponed, reason=self.change_reason)
        else:
            self.record(act, facts.Cancelled, reason=self.change_reason)
