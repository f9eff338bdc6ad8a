"""What dates are told from: the views as of a position, the measures and the roll of the day, the language of the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from application.log import Log
from domain.charter import Charter, Name
from domain.charter_reading import read_charter
from domain.standing import Standing
from interfaces import sentences
from projections import Doc
from projections.course import Day
from projections.institution import INSTITUTION, ONLY, UNITS, charter_of
from projections.people import ROLL, ROSTER, standing_of
from projections.store import Item, Reading

_LOCALES = {"zh-Hans": "zh_Hans_CN", "en": "en_GB"}
_IN_FULL = {"zh-Hans": "y年M月d日（EEEE）", "en": "EEEE d MMMM y"}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where dates are looked up, and how they are said. ``origin`` is the address that people have in their browsers."""

    reading: Reading
    log: Log
    key: int
    day: Day
    charter: Charter
    standing: Standing
    institution: Doc
    language: str
    origin: str

    @classmethod
    def of(cls, reading: Reading, log: Log, key: int, *, on: date, language: str, origin: str) -> "Setting":
        """The setting of a conference that has its measures, on a day."""
        found, roll = reading.one(INSTITUTION, ONLY), reading.one(ROSTER, ROLL)
        institution = found.doc if found else {}
        return cls(
            reading=reading,
            log=log,
            key=key,
            day=Day.of(institution, on),
            charter=charter_of(institution, on),
            standing=standing_of(roll.doc if roll else None, on),
            institution=institution,
            language=language,
            origin=origin,
        )

    @property
    def conference(self) -> str:
        """What the conference is called."""
        return str(self.institution["name_zh" if self.language == "zh-Hans" else "name_en"])

    def measures(self, edition: str | None) -> Charter:
        """An edition of the measures; None, or one that is not there: the one in force."""
        kept = {each["edition"]: each["text"] for each in self.institution["editions"]}
        return (
            self.charter
            if edition in {None, self.charter.edition} or edition not in kept
            else read_charter(kept[edition])
        )

    @property
    def zone(self) -> ZoneInfo:
        """The conference's own time zone."""
        return ZoneInfo(self.charter.time_zone)

    def recorded(self, item: Item) -> datetime:
        """When what changed a row last was recorded."""
        return self.log.time_of(self.key, item.valid_from)

    def say(self, key: str, **facts: str) -> str:
        """A text of this area in the reader's language."""
        return sentences.word(self.language, f"ical.{key}").format(**facts)

    def lines(self, lines: Iterable[str]) -> str:
        """Lines below each other, without the empty ones."""
        return "\n".join(filter(None, lines))

    def full_day(self, day: date) -> str:
        """A day with its name."""
        return format_date(day, _IN_FULL[self.language], locale=_LOCALES[self.language])

    def term(self, name: Name) -> str:
        """A term of the measures."""
        return name.zh if self.language == "zh-Hans" else name.en

    def seat(self, seat: str) -> str:
        """What a seat is called, its unit and its duty, by the last edition of the measures that has it."""
        duty, _, unit = seat.partition("@")
        editions = [self.measures(each["edition"]) for each in reversed(self.institution["editions"])]
        known = next((each.duties[duty] for each in (self.charter, *editions) if duty in each.duties), None)
        called = self.term(known.name) if known else duty
        return f"{self._unit(unit)} {called}" if unit else called

    def _unit(self, unit: str) -> str:
        found = self.reading.one(UNITS, unit)
        return found.doc["name_zh" if self.language == "zh-Hans" else "name_en"] if found else unit
