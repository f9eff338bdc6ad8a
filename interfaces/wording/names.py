"""What units, seats, categories, meetings and people are called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.charter import Charter, Duty, Name
from interfaces.pages.texts import text
from interfaces.sentences.called import meeting_called

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of a conference in one language; a key without a name is shown as it is."""

    language: str
    units: Mapping[str, str]
    measures: Charter
    duties: Mapping[str, Duty]
    """Those of every edition, as the last that has them calls them: a record may name a seat that is no more."""

    terms: Mapping[str, Name] = field(default_factory=dict)
    """The categories and the items of agendas of every edition."""

    def unit(self, key: str | None) -> str:
        """The name of a unit; a dash for none."""
        return self.units.get(key, key) if key else "–"

    def seat(self, seat: str | None) -> str:
        """What a seat is called: its duty, and the unit it is at."""
        if not seat:
            return "–"
        duty, _, unit = seat.partition("@")
        known = self.measures.duties.get(duty) or self.duties.get(duty)
        called = self.term(known.name) if known else duty
        return f"{self.unit(unit)} · {called}" if unit else called

    def called(self, key: str) -> str:
        """The name of a unit, a seat or a term; of none of them, what somebody typed, and nothing for an id."""
        if key in self.units:
            return self.unit(key)
        if key.partition("@")[0] in self.duties:
            return self.seat(key)
        return self.term(self.terms[key]) if key in self.terms else "" if _ID.fullmatch(key) else key

    def category(self, key: str | None) -> str:
        """The name of a category of topics."""
        name = self.measures.topics.categories.get(key or "")
        return self.term(name) if name else key or "–"

    def categories(self) -> list[tuple[str, str]]:
        """Every category of topics with what it is called."""
        return [(key, self.category(key)) for key in self.measures.topics.categories]

    def person(self, person: str | None, names: Mapping[str, str | None]) -> str:
        """The name of a person as an answer's ``names`` has it; one that was erased is said to be."""
        if not person:
            return "–"
        return names.get(person) or text(self.language, "thing.erased")

    def meeting(self, meeting: Mapping[str, Any]) -> str:
        """What a meeting is called."""
        return meeting_called(self.language, meeting)

    def by(self, act: Mapping[str, Any] | None, names: Mapping[str, str | None]) -> str:
        """Who acted, and in which seat."""
        if not act or not (act.get("person") or act.get("seat")):
            return "–"
        seat = self.seat(act.get("seat")) if act.get("seat") else ""
        if not act.get("person"):
            return seat
        open_, shut = ("（", "）") if self.language == "zh-Hans" else (" (", ")")
        return self.person(act["person"], names) + (f"{open_}{seat}{shut}" if seat else "")

    def term(self, name: Name) -> str:
        """A term of the measures in the language."""
        return term(name, self.language)


def term(name: Name, language: str) -> str:
    """A term of the measures in a language."""
    return name.zh if language == "zh-Hans" else name.en
