"""What stands in the columns of a table for people, list by list; each head is a text of its column's key."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from interfaces import sentences
from interfaces.http.tables import Cell, Head
from interfaces.http.tables_words import Words
from interfaces.pages.texts import text
from interfaces.wording.cited import cited
from interfaces.wording.decisions import due_said
from projections.meeting_file import MEETINGS
from projections.minutes_file import MINUTES

Row: TypeAlias = Mapping[str, Any]
Value: TypeAlias = Callable[[Words, Row], Cell]


class Column(NamedTuple):
    """A column: the key of its head, its width in Latin letters, and what it shows of a row."""

    key: str
    width: int
    value: Value


def worded(
    kind: str, columns: Iterable[Column], words: Words, rows: Iterable[Row]
) -> tuple[list[Head], list[list[Cell]]]:
    """The heads and rows of a table for people; each row has its number first."""
    chosen = list(columns)
    heads = [Head(words.t("row"), 6), *(Head(words.head(kind, each.key), each.width) for each in chosen)]
    return heads, [[count, *(each.value(words, row) for each in chosen)] for count, row in enumerate(rows, 1)]


def _plain(key: str, width: int) -> Column:
    return Column(key, width, lambda _, row: row[key])


def _word(key: str, width: int, *within: str) -> Column:
    return Column(key, width, lambda words, row: words.word(row[key], *within))


def _unit(key: str, width: int) -> Column:
    return Column(key, width, lambda words, row: words.unit(row[key]))


def _units(key: str, width: int) -> Column:
    return Column(key, width, lambda words, row: words.joined(words.unit(each) for each in row[key]))


def _day(key: str) -> Column:
    return Column(key, 12, lambda words, row: words.day(row[key]))


def _yes(key: str) -> Column:
    return Column(key, 8, lambda words, row: words.yes(row[key]))


def _meeting(width: int = 22) -> Column:
    return Column("meeting", width, lambda words, row: words.meeting(row["meeting"]))


def _person(key: str) -> Column:
    return Column(key, 12, lambda words, row: words.person(row[key]))


def _last_of(row: Row, name: str, unless: str = "") -> Any:
    """The last of what was said of a decision; None where there is none, or the last of another sort came after it."""
    said, later = row[name], row[unless] if unless else []
    is_news = said and not (later and later[-1]["by"]["on"] > said[-1]["by"]["on"])
    return said[-1] if is_news else None


def _progress(words: Words, row: Row) -> str:
    """What the units said last of how far they are: their report with its result, or what they told on the way."""
    report, told = _last_of(row, "reports", unless="progress"), _last_of(row, "progress")
    if report:
        return words.t("progressed", how=words.word(report["progress"], "progress"), text=report["text"])
    return str(told["text"]) if told else ""


def _course(words: Words, row: Row) -> str:
    """How it stands against its date; of what is closed its state says enough."""
    return due_said(words.language, row) or (words.word(row["course"], "course") if row["open"] else "")


def _remark(words: Words, row: Row) -> str:
    """What an office would note beside a decision."""
    moved = row["original_due"] if row["original_due"] != row["due"] else None
    explained = _last_of(row, "explanations", unless="reports")
    told = [
        words.t("carried_times", count=row["carried_over"]) if row["carried_over"] else "",
        words.t("originally", day=moved) if moved else "",
        words.t("urged", count=len(row["urges"])) if row["urges"] else "",
        words.t("explained", text=explained["explanation"]) if explained else "",
    ]
    return words.joined(told, words.t("and"))


def _filed(name: str) -> Value:
    """A field of the minutes of a meeting."""
    return lambda words, row: words.one(MINUTES, row["minutes"]).get(name)


def _archived(words: Words, row: Row) -> Cell:
    return words.day(row["archive"]["by"]["on"]) if row["archive"] else None


def _present(_: Words, row: Row) -> int | None:
    return sum(each["presence"] == "present" for each in row["attendance"]) if row["opened_on"] else None


def _group(words: Words, row: Row) -> str:
    classes = {each.key: each.name for charter in words.charters for each in charter.meetings.attendance}
    found = classes.get(row["group"])
    return words.names.term(found) if found else words.t("further")


def _finding(part: str) -> Value:
    def told(words: Words, row: Row) -> str:
        facts = {name: words.said(name, value) for name, value in row["facts"].items()} | {"thing": row["thing"]}
        return sentences.sentence(words.language, row["code"], part, facts)

    return told


def _duties(words: Words, row: Row, *, over: bool) -> str:
    spans = [each for each in row["duties"] if bool(each["until"] and each["until"] <= words.today) is over]
    return words.joined(
        words.t("deputising", seat=words.seat(each["duty"])) if each.get("as_deputy") else words.seat(each["duty"])
        for each in spans
    )


def _away(words: Words, row: Row) -> str:
    spans = [each for each in row["absences"] if each["until"] is None or each["until"] > words.today]
    return words.joined(words.t("away_since", since=each["since"], reason=each["reason"]) for each in spans)


def _paper(words: Words, row: Row) -> str:
    """What an official paper is called: by its meeting."""
    return text(words.language, f"documents.of_{row['paper']}", meeting=words.names.meeting(row["called"]))


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "decision": (
        Column("number", 10, lambda words, row: words.number(row)),
        _plain("text", 30),
        _meeting(14),
        _unit("lead", 15),
        _units("assisting", 15),
        _day("due"),
        Column("progress", 32, _progress),
        _word("stage", 10, "decision", "stage"),
        Column("course", 12, _course),
        _day("closed_on"),
        Column("remark", 18, _remark),
    ),
    "topic": (
        _plain("title", 34),
        Column("category", 16, lambda words, row: words.names.category(row["category"])),
        _word("side", 10),
        _unit("proposer", 18),
        _plain("year", 7),
        _plain("request", 40),
        _day("submitted_on"),
        _word("consensus", 14, "consensus"),
        _word("stage", 13, "topic", "stage"),
        _meeting(18),
        _word("outcome", 14, "outcome", "topic"),
    ),
    "meeting": (
        Column("meeting", 30, lambda words, row: words.names.meeting(row)),
        _day("date"),
        _plain("starts", 8),
        _plain("place", 20),
        _word("stage", 13, "meeting", "stage"),
        Column("topics", 8, lambda _, row: len(row["agenda"]["topics"])),
        Column("present", 8, _present),
        Column("adopted", 10, lambda _, row: len(row["adopted"])),
        Column("minutes_number", 22, _filed("number")),
        Column("issued_on", 12, lambda words, row: words.day(words.one(MINUTES, row["minutes"]).get("issued_on"))),
        Column("archived_on", 12, _archived),
        Column("retention", 10, lambda _, row: row["archive"] and row["archive"]["retention"]),
    ),
    "invitation": (
        _meeting(26),
        _person("person"),
        Column("seat", 26, lambda words, row: words.seat(row["seat"])),
        _unit("unit", 20),
        Column("group", 20, _group),
        _word("attending", 10),
        _day("invited_on"),
        _word("stage", 12, "invitation", "stage"),
        _person("substitute"),
    ),
    "minutes": (
        Column("minutes_number", 22, lambda _, row: row["number"]),
        _plain("title", 44),
        _meeting(28),
        Column("held_on", 12, lambda words, row: words.day(words.one(MEETINGS, row["meeting"]).get("date"))),
        _word("stage", 12, "minutes", "stage"),
        _plain("text_version", 8),
        _day("issued_on"),
        Column("corrections", 10, lambda _, row: len(row["corrections"])),
    ),
    "document": (
        Column("paper_number", 22, lambda _, row: row["number"]),
        Column("paper_title", 44, _paper),
        _word("paper", 10, "document"),
        _day("issued_on"),
        Column(
            "sent_to", 34, lambda words, row: words.joined(row["recipients"]) or words.t("people", count=row["sent_to"])
        ),
        _word("stage", 10, "document", "stage"),
        Column("cites", 22, lambda _, row: row["cites"]),
        Column("reason", 28, lambda _, row: row["reason"]),
    ),
    "call": (
        _plain("year", 7),
        _plain("text", 54),
        _meeting(24),
        _day("opened_on"),
        _day("deadline"),
        _word("stage", 10, "call", "stage"),
        _plain("received", 8),
        Column("waiting", 8, lambda _, row: len(row["waiting"])),
        _day("closed_on"),
    ),
    "suggestion": (
        _plain("year", 7),
        _unit("unit", 22),
        _plain("text", 54),
        Column("received_on", 12, lambda words, row: words.day(row["received"]["on"])),
        _yes("late"),
        _word("answer", 12, "answer"),
        Column("topic", 34, lambda words, row: words.joined(words.thing("topic", each) for each in row["topics"])),
        _plain("reason", 30),
    ),
    "finding": (
        Column("finding", 24, _finding("title")),
        Column("detail", 50, _finding("detail")),
        Column("clause", 18, lambda words, row: cited(words.language, row["clause"])),
        _word("thing", 10),
        Column("subject", 34, lambda words, row: words.thing(row["thing"], row["subject"])),
        _plain("year", 7),
        _day("found_on"),
        _yes("excused"),
        _plain("reason", 28),
        Column("next", 40, lambda words, row: "" if row["excused"] else _finding("next")(words, row)),
    ),
    "unit": (
        Column("unit", 36, lambda words, row: words.unit(row["unit"])),
        _word("kind", 14, "unit"),
        _yes("open"),
        _day("closed_on"),
        _units("successors", 30),
    ),
    "person": (
        Column("person", 14, lambda words, row: words.person(row["person"])),
        Column("duties", 50, lambda words, row: _duties(words, row, over=False)),
        Column("duties_before", 40, lambda words, row: _duties(words, row, over=True)),
        Column("away", 36, _away),
    ),
}
