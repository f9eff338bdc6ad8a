"""The institution itself: the measures in force, the working calendar, and the years without a meeting."""

from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from domain.act import Act
from domain.charter import Charter
from domain.charter_reading import read_charter
from domain.facts import conference as facts
from domain.rules import charter_soundness, convening, dates, office, publication
from domain.stream import Stream
from domain.trace import Trace
from domain.vocabulary import CalendarKind


class Conference(Stream, facts=facts):
    """A government and its union agree to meet.

    They found the conference under a charter. A new edition of the measures is adopted and comes into force on its day;
    every act cites the edition of its own day, and the old ones stay readable. Each year the working calendar is set,
    provisionally until the State Council's notice; a year without a meeting is explained. The public board is closed
    until it is opened, and shows what the heads publish.
    """

    TOPIC = "conference"

    @event(facts.Founded)
    def __init__(self, name_zh: str, name_en: str, trace: Trace) -> None:
        self.name_zh = name_zh
        self.name_en = name_en
        self.founded_on = trace.on
        self.editions: tuple[tuple[date, str, str], ...] = ()
        self.calendars: dict[int, tuple[CalendarKind, tuple[date, ...], tuple[date, ...]]] = {}
        self.years_explained: dict[int, str] = {}
        self.board_changed_on = trace.on
        self.board_is_open = False

    @classmethod
    def found(cls, act: Act, stream: UUID, *, name_zh: str, name_en: str) -> "Conference":
        """Found the conference."""
        return cls.begin(act, stream, facts.Founded, name_zh=name_zh, name_en=name_en)

    def adopt_charter(self, act: Act, *, text: str, in_force_on: date) -> None:
        """Adopt an edition of the measures, given as the text of its charter file."""
        if self.editions:
            act = self.may_adopt_charter(act)
        charter = read_charter(text)
        charter_soundness.require_sound(charter)
        convening.require_new_edition(charter.edition, [edition for _, edition, _ in self.editions])
        self.record(act, facts.CharterAdopted, edition=charter.edition, in_force_on=in_force_on, text=text)

    def may_adopt_charter(self, act: Act) -> Act:
        """The office registers what the issuer adopted."""
        return office.require_office(act)

    @event(facts.CharterAdopted)
    def _charter_adopted(self, edition: str, in_force_on: date, text: str) -> None:
        self.editions = (*self.editions, (in_force_on, edition, text))

    def charter_on(self, day: date) -> Charter:
        """The edition in force on a day; before the first one, the first."""
        text = self.editions[0][2]
        for in_force_on, _, candidate in sorted(self.editions, key=lambda edition: edition[0]):
            if in_force_on <= day:
                text = candidate
        return read_charter(text)

    def edition(self, name: str) -> Charter:
        """An edition by its name; one that is not known is never cited."""
        return next(read_charter(text) for _, edition, text in self.editions if edition == name)

    def set_calendar(
        self,
        act: Act,
        *,
        year: int,
        kind: CalendarKind,
        days_off: tuple[date, ...],
        working_weekends: tuple[date, ...],
        source: str = "",
    ) -> None:
        """Set a year's holidays and make-up working days, and name the State Council's notice, once there is one."""
        act = self.may_set_calendar(act)
        convening.require_days_of_year(year, days_off + working_weekends)
        self.record(
            act,
            facts.CalendarSet,
            year=year,
            kind=kind,
            days_off=days_off,
            working_weekends=working_weekends,
            source=source,
        )

    def may_set_calendar(self, act: Act) -> Act:
        """The office keeps the calendar."""
        return office.require_office(act)

    @event(facts.CalendarSet)
    def _calendar_set(
        self, year: int, kind: CalendarKind, days_off: tuple[date, ...], working_weekends: tuple[date, ...]
    ) -> None:
        self.calendars[year] = (kind, days_off, working_weekends)

    def explain_year(self, act: Act, *, year: int, explanation: str) -> None:
        """Explain a year without an ordinary meeting."""
        act = self.may_explain_year(act)
        self.record(act, facts.YearExplained, year=year, explanation=explanation)

    def may_explain_year(self, act: Act) -> Act:
        """The office explains."""
        return office.require_office(act)

    @event(facts.YearExplained)
    def _year_explained(self, year: int, explanation: str) -> None:
        self.years_explained[year] = explanation

    def open_board(self, act: Act, *, basis: str) -> None:
        """Open the public board, on the ground of what the two sides decided about it."""
        act = self.may_open_board(act)
        dates.require_not_before(act, self.board_changed_on, "board")
        self.record(act, facts.BoardOpened, basis=basis)

    def may_open_board(self, act: Act) -> Act:
        """The office, while the board is closed [G10]."""
        publication.require_board(is_open=self.board_is_open, wanted=False)
        return office.require_office(act)

    @event(facts.BoardOpened)
    def _board_opened(self, trace: Trace) -> None:
        self.board_is_open, self.board_changed_on = True, trace.on

    def close_board(self, act: Act, *, reason: str) -> None:
        """Close the public board; what was published stays so, for the day it is opened again."""
        act = self.may_close_board(act)
        dates.require_not_before(act, self.board_changed_on, "board")
        self.record(act, facts.BoardClosed, reason=reason)

    def may_close_board(self, act: Act) -> Act:
        """The office, while the board is open."""
        publication.require_board(is_open=self.board_is_open, wanted=True)
        return office.require_office(act)

    @event(facts.BoardClosed)
    def _board_closed(self, trace: Trace) -> None:
        self.board_is_open, self.board_changed_on = False, trace.on
