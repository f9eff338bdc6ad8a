"""A decision put into words: its number, where it stands row by row, and what each step said."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from interfaces import sentences
from interfaces.http.walking import within
from interfaces.pages.names import Names, names_of
from interfaces.pages.replaying import Step
from interfaces.pages.shell import Visit
from interfaces.pages.texts import text
from interfaces.pages.whole_lists import by_ids, every
from interfaces.sentences.called import meeting_called
from interfaces.wording.decisions import due_said, number

Row = Mapping[str, Any]
_LOCALES = {"zh-Hans": "zh_Hans_CN", "en": "en_GB"}
_TOLD = ("finding", "reason", "explanation", "proposals", "measure", "text", "slip", "remark", "document")
"""What people wrote, in the order in which a step shows it."""
_UNIT_IS_NEWS = frozenset({"decision.assigned", "decision.urged", "decision.lead_changed", "decision.change_proposed"})
SOON = 3
"""The working days before a due date in which the office watches it [the desk's default]."""
_TONES = {"completed": "ok", "handed_back": "warn", "carried_over": "warn", "reported": "info", "accepted": "info"}
_QUIET = frozenset({"ended", "superseded", "withdrawn", "proposed", "adopted"})


@dataclass(frozen=True, kw_only=True)
class Due:
    """How a decision stands against its due date, in words; ``tone`` of its tag, empty where it needs none."""

    words: str
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words of one page: names of units, seats and meetings, in its language."""

    language: str
    names: Names
    meetings: Mapping[str, Row]

    def t(self, key: str, **facts: Any) -> str:
        """A text of these pages."""
        return text(self.language, f"decisions.{key}", **facts)

    def word(self, value: Any, *within: str) -> str:
        """A closed word, by these pages where they have their own."""
        return sentences.word(self.language, str(value), *within)

    def day(self, day: str | date | None) -> str:
        """A date in full."""
        if not day:
            return self.t("none")
        given = day if isinstance(day, date) else date.fromisoformat(day)
        return format_date(given, "long", locale=_LOCALES[self.language])

    def joined(self, parts: Iterable[str]) -> str:
        """Several things in one line."""
        return ("、" if self.language == "zh-Hans" else ", ").join(parts)

    def units(self, keys: Iterable[str]) -> str:
        """The names of units."""
        return self.joined(self.names.unit(key) for key in keys) or self.t("none")

    def stage(self, stage: str) -> str:
        """Where a decision stands."""
        return self.word(stage, "decision", "stage")

    def tone(self, stage: str) -> str:
        """How the tag of a stage looks."""
        return _TONES.get(stage, "" if stage in _QUIET else "info")

    def number(self, row: Row) -> str:
        """The number by which people name it: of its meeting, and its own there."""
        return number(self.language, row, self.meetings.get(row["meeting"], {}).get("ordinal"))

    def meeting(self, meeting: str | None) -> str:
        """What a meeting is called."""
        found = self.meetings.get(meeting or "")
        return meeting_called(self.language, found) if found else self.t("none")

    def due(self, row: Row) -> Due:
        """How it stands against its due date, in working days."""
        left, words = row["working_days_left"], due_said(self.language, row)
        if not words:
            return Due(words=self.t("closed_on", day=self.day(row["closed_on"])) if row["closed_on"] else "")
        late, soon = row["course"] == "overdue", left is not None and left <= SOON
        return Due(words=words, tone="bad" if late else "warn" if soon else "")

    def rest_day(self, row: Row) -> str:
        """That the due date is a day off, and until when it can still be done; nothing on a working day."""
        if not row["last_day"] or row["last_day"] == row["due"]:
            return ""
        return self.t("rest_day", due=self.day(row["due"]), last=self.day(row["last_day"]))

    def said(self, step: Step) -> list[str]:
        """What a step says beside its title, a line each."""
        return list(self._said(step))

    def _said(self, step: Step) -> Iterator[str]:
        body = step.body
        if step.stored in _UNIT_IS_NEWS:
            yield self.names.unit(body.get("unit") or body.get("lead"))
        if body.get("outcome") and step.kind == "decision":
            yield self.word(body["outcome"], "outcome")
        if body.get("progress"):
            yield self.word(body["progress"], "progress")
        if body.get("planned_for"):
            yield self.t("said_planned", day=self.day(body["planned_for"]))
        if body.get("due"):
            yield self.t("said_due", day=self.day(body["due"]))
        yield from (str(body[name]) for name in _TOLD if isinstance(body.get(name), str) and body[name])
        if files := body.get("attachments"):
            yield self.t("said_files", count=len(files))


async def wording_of(visit: Visit, told: Any = None) -> Wording:
    """The words for a page that is visited: the meetings that ``told`` names, or every one where nothing is told."""
    fields = "meeting_kind,year,ordinal,date"
    if told is None:
        found = {each["id"]: each for each in await every(visit.api.get, "/meetings", fields=fields)}
    else:
        named = sorted({each["meeting"] for each in within(told) if isinstance(each, dict) and each.get("meeting")})
        found = await by_ids(visit.api.get, "/meetings", named, fields=fields)
    return Wording(language=visit.language, names=await names_of(visit), meetings=found)
