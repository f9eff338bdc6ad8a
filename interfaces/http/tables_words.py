"""The words of a table for people: names for ids and keys, closed words, days; all as of the position that is read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from domain.charter import Charter, Name
from domain.charter_reading import read_charter
from interfaces import sentences
from interfaces.http.caller import Caller
from interfaces.http.moments import Moment
from interfaces.http.tables import Titled
from interfaces.pages.texts import has, text
from interfaces.services import Services
from interfaces.wording.decisions import number
from interfaces.wording.names import Names
from interfaces.wording.values import in_words
from projections import Doc, View
from projections.decision_register import DECISIONS
from projections.institution import INSTITUTION, ONLY, UNITS, charter_of
from projections.meeting_file import MEETINGS
from projections.people import PEOPLE
from projections.store import Reading
from projections.topic_register import TOPICS

_LOCALES = {"zh-Hans": "zh_Hans_CN", "en": "en_GB"}
_MINUTE = {"zh-Hans": "y年M月d日 HH:mm", "en": "d MMM y, HH:mm"}
_UNIT_FILTERS = frozenset({"lead", "unit", "proposer"})
_PAGE = 200
_LATER = "_until"


class Words:
    """What the rows of one conference mention, looked up in one reading, each thing once."""

    def __init__(self, parts: Services, who: Caller, reading: Reading, language: str, then: Moment) -> None:
        self.language = language
        self._parts, self._who, self._reading, self._then = parts, who, reading, then
        self._seen: dict[tuple[str, str], Doc] = {}
        self.today = then.today.isoformat()

    def t(self, key: str, **facts: Any) -> str:
        """A text of the tables."""
        return text(self.language, f"tables.{key}", **facts)

    def head(self, kind: str, key: str) -> str:
        """The head of a column, in the list's own word where it has one."""
        own = f"tables.{kind}_{key}"
        return text(self.language, own if has(self.language, own) else f"tables.{key}")

    def word(self, value: Any, *within: str) -> str:
        """A closed word; nothing for none."""
        return sentences.word(self.language, str(value), *within) if value not in {None, ""} else ""

    def yes(self, value: Any) -> str:
        """Yes or no."""
        return self.t("yes") if value else self.t("no")

    def joined(self, parts: Iterable[str], between: str | None = None) -> str:
        """Several things in one cell, without those that say nothing."""
        return (between or self.t("between")).join(part for part in parts if part)

    def unit(self, key: str | None) -> str:
        """The name of a unit; nothing for none."""
        return self.names.unit(key) if key else ""

    def seat(self, seat: str | None) -> str:
        """What a seat is called; nothing for none."""
        return self.names.seat(seat) if seat else ""

    def person(self, person: str | None) -> str:
        """Somebody's name; of one who was erased, that it is."""
        return self.names.person(person, self.people) if person else ""

    def meeting(self, meeting: str | None) -> str:
        """What a meeting is called."""
        found = self.one(MEETINGS, meeting)
        return self.names.meeting(found) if found else ""

    def number(self, decision: Mapping[str, Any]) -> str:
        """The number of a decision."""
        return number(self.language, decision, self.one(MEETINGS, decision["meeting"]).get("ordinal"))

    def thing(self, kind: str, row: str) -> str:
        """What a topic, meeting, decision, unit or person is called; of other things what they are stays to be said."""
        if kind == "meeting":
            return self.meeting(row)
        if kind in {"topic", "decision"}:
            found = self.one(TOPICS if kind == "topic" else DECISIONS, row)
            return str(found.get("title") or found.get("text") or "")
        return self.person(row) if kind == "person" else self.unit(row) if kind == "unit" else ""

    def said(self, name: str, value: Any) -> Any:
        """A fact of a finding in words, but for closed words, which are left to its sentence."""
        if name in sentences.WORDED:
            return value
        many = value if isinstance(value, list) else [value]
        told = [in_words(self.names, self.people, name, each) for each in many]
        return told if isinstance(value, list) else told[0]

    def day(self, told: str | None) -> date | None:
        """A recorded day as one."""
        return date.fromisoformat(told) if told else None

    def time(self, told: str) -> datetime:
        """A recorded instant as the clock of the conference showed it."""
        return datetime.fromisoformat(told).astimezone(self._zone)

    def one(self, view: View, row: str | None) -> Doc:
        """Another row; empty where there is none."""
        if not row:
            return {}
        key = (view.name, row)
        if key not in self._seen:
            found = self._reading.one(view, row)
            self._seen[key] = found.doc if found else {}
        return self._seen[key]

    def titled(self, kind: str, narrowed: Sequence[str], rows: int, position: int, recorded_at: datetime) -> Titled:
        """What stands over a table: its title, in what it is narrowed, and of which moment it is."""
        at = format_datetime(recorded_at.astimezone(self._zone), _MINUTE[self.language], locale=_LOCALES[self.language])
        told = [
            self.t("narrowed", filters=self.joined(narrowed, self.t("and"))) if narrowed else self.t("all_rows"),
            self.t("rows", count=rows),
            self.t("until", position=position, time=at),
            self.t("on_day", day=format_date(self._then.today, "long", locale=_LOCALES[self.language])),
        ]
        return Titled(title=self.t(f"title_{kind}"), note=self.joined(told, self.t("and")), page=self.t("page"))

    def asked(self, name: str, value: Any, kind: str) -> str:
        """One of the things a table is narrowed to, in words."""
        if name.endswith(_LATER):
            said = format_date(date.fromisoformat(str(value)), "long", locale=_LOCALES[self.language])
        elif isinstance(value, bool):
            said = self.yes(value)
        elif name in _UNIT_FILTERS:
            said = self.unit(value)
        elif name in {"meeting", "topic", "person"}:
            said = self.thing(name, str(value))
        elif name == "category":
            said = self.names.category(str(value))
        elif name == "code":
            said = sentences.sentence(self.language, str(value), "title", {})
        else:
            said = self.seat(str(value)) if name == "seat" else self.word(value, kind, name)
        key = f"tables.by_{name}" if has(self.language, f"tables.by_{name}") else f"tables.{name}"
        return self.t("asked", name=text(self.language, key), value=said or str(value))

    @cached_property
    def people(self) -> Mapping[str, str | None]:
        """The names of everybody on the roll by id; None for one who was erased."""
        seals = {str(each["person"]): each["name_seal"] for each in self._every(PEOPLE)}
        opened = self._parts.log.openings(self._who.key, [seal for seal in seals.values() if seal])
        return {person: opened[seal].value if seal in opened else None for person, seal in seals.items()}

    @cached_property
    def charters(self) -> list[Charter]:
        """The measures of every edition, the last in force last."""
        return [read_charter(each["text"]) for each in self._institution["editions"]]

    @cached_property
    def _institution(self) -> Doc:
        found = self._reading.one(INSTITUTION, ONLY)
        return found.doc if found else {"editions": []}

    @cached_property
    def names(self) -> Names:
        """The names of units, seats and categories."""
        charters = self.charters
        key = "name_zh" if self.language == "zh-Hans" else "name_en"
        return Names(
            language=self.language,
            units={each["unit"]: each[key] for each in self._every(UNITS)},
            measures=charter_of(self._institution, self._then.today) if charters else self._who.seated.charter,
            duties={duty: told for charter in charters for duty, told in charter.duties.items()},
            terms={key: name for charter in charters for key, name in _terms(charter).items()},
        )

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.names.measures.time_zone)

    def _every(self, view: View) -> Iterable[Doc]:
        cursor: str | None = None
        while True:
            page = self._reading.page(view, cursor=cursor, limit=_PAGE)
            yield from (item.doc for item in page.items)
            if (cursor := page.next) is None:
                return


def _terms(charter: Charter) -> dict[str, Name]:
    """The categories of topics and the items of agendas."""
    agenda = (*charter.meetings.ordinary_agenda, *charter.meetings.extraordinary_agenda)
    return dict(charter.topics.categories) | {item.key: item.name for item in agenda}
