"""What stands in the columns of a table for people that is no list of things: years, records, who came in, refusals."""

from collections.abc import Mapping
from typing import Any

from interfaces import sentences
from interfaces.http.tables import Cell
from interfaces.http.tables_columns import Column, Row
from interfaces.http.tables_words import Words
from interfaces.pages.texts import has, text
from interfaces.wording.cited import cited
from interfaces.wording.comings import came_by

_WORDS = ("title", "text", "reason", "summary", "findings", "remark", "explanation")
_LONGEST = 60
_COURSES = ("done", "awaiting_hearing", "on_course", "due_soon", "overdue", "no_due_date")
_COME = ("in_time", "late", "overdue")
_OTHERWISE_SHOWN = frozenset({"number", "at", "fact", "title", "person", "by"})


def rate(counted: Mapping[str, int]) -> int | None:
    """Of those whose date has come, how many in a hundred were reported in time; None where none has."""
    come = sum(counted[each] for each in _COME)
    return round(100 * counted["in_time"] / come) if come else None


def summed(units: list[dict[str, Any]]) -> dict[str, int]:
    """The counts of all units together."""
    return {how: sum(each[how] for each in units) for how in ("total", *_COME, "coming", "undated")}


def of_units(year: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A year as rows: one a lead unit, and the last for all of them; a rate beside the counts."""
    units = year["decisions"]["units"]
    rows = [*units, {"unit": None, **summed(units)}] if units else []
    return [{"year": year["year"], **each, "rate": rate(each)} for each in rows]


def of_years(years: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Years as rows of counts alone."""
    return [
        {
            "year": each["year"],
            "meetings": len(each["meetings"]),
            "topics": each["topics"]["total"],
            "decisions": each["decisions"]["total"],
            **{name: each["decisions"]["course"].get(name, 0) for name in _COURSES},
            "carried_over": each["decisions"]["carried_over"],
            "rate": rate(summed(each["decisions"]["units"])),
            "explanation": each["explanation"],
        }
        for each in years
    ]


def _count(key: str, head: str = "") -> Column:
    return Column(head or key, 11, lambda _, row: row[key])


def _time(key: str) -> Column:
    return Column("time", 18, lambda words, row: words.time(row[key]))


def _subject(words: Words, row: Row) -> str:
    """What a record is about: its kind, and what it is called where the reader may know."""
    kind, _, thing = row["subject"].partition("/")
    return words.joined([words.word(kind), words.thing(kind, thing)], words.t("colon"))


def _told(_: Words, row: Row) -> str:
    """The words that tell a record from others of its sort, cut to a line."""
    body = row["data"]["body"]
    said = next((body[name] for name in _WORDS if isinstance(body.get(name), str) and body[name]), "")
    said = " ".join(said.split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _entered(words: Words, row: Row) -> str:
    entry = row["data"]["act"]["entered_by"]
    return words.person(entry["person"]) if entry else ""


def _beside(words: Words, row: Row) -> str:
    """What else an entry says of a coming: by what means, from which credential, why not."""
    told = [
        words.t("asked", name=_label(words, name), value=came_by(words.language, name, value))
        for name, value in row.items()
        if name not in _OTHERWISE_SHOWN and value not in {None, ""}
    ]
    return words.joined(told, words.t("and"))


def _label(words: Words, name: str) -> str:
    key = f"access.f_{name}"
    return text(words.language, key) if has(words.language, key) else name


def _unit(words: Words, row: Row) -> Cell:
    return words.unit(row["unit"]) if row["unit"] else words.t("all_units")


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "year": (
        _count("year"),
        *(_count(each, f"years_{each}") for each in ("meetings", "topics", "decisions")),
        *(_count(each, f"course_{each}") for each in _COURSES),
        _count("carried_over"),
        _count("rate"),
        Column("explanation", 30, lambda _, row: row["explanation"]),
    ),
    "units_of_year": (
        _count("year"),
        Column("lead", 34, _unit),
        _count("total", "years_decisions"),
        *(_count(each, f"kept_{each}") for each in (*_COME, "coming", "undated")),
        _count("rate"),
    ),
    "change": (
        _count("position"),
        _time("time"),
        Column("fact", 22, lambda words, row: sentences.fact_title(words.language, row["type"])),
        Column("subject", 36, _subject),
        Column("person", 12, lambda words, row: words.person(row["data"]["act"]["person"])),
        Column("seat", 24, lambda words, row: words.seat(row["data"]["act"]["seat"])),
        Column("on", 12, lambda words, row: words.day(row["data"]["act"]["on"])),
        Column("entered_by", 12, _entered),
        Column("told", 40, _told),
        Column(
            "clause",
            26,
            lambda words, row: words.joined(cited(words.language, each) for each in row["data"]["clauses"]),
        ),
        Column("departures", 8, lambda _, row: len(row["data"]["departures"]) or None),
    ),
    "coming": (
        _count("number", "entry"),
        _time("at"),
        Column("fact", 26, lambda _, row: row["title"]),
        Column("person", 14, lambda words, row: words.person(row.get("person"))),
        Column("done_by", 14, lambda words, row: words.person(row.get("by"))),
        Column("told", 60, _beside),
    ),
    "refusal": (
        _count("number", "entry"),
        _time("at"),
        Column("person", 14, lambda words, row: words.person(row["person"])),
        Column("act", 30, lambda words, row: sentences.act_title(words.language, row["command"])),
        Column("refused", 40, lambda _, row: row["title"]),
        Column("clause", 26, lambda words, row: cited(words.language, row["clause"] or "")),
    ),
}
