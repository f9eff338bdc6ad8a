"""The minutes as they are read: one section an item of the agenda, with the decisions that belong to each matter."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.agenda import PREVIOUS_DECISIONS, TOPICS
from interfaces.sentences.called import numeral

_PARTED = frozenset({PREVIOUS_DECISIONS, TOPICS})
_ORDER = ("attend", "observe", "invite")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One matter of a section: its number （一）, what it is, what is told of it, and what was settled."""

    number: str
    heading: str
    text: str
    dissent: str
    topic: str | None
    decisions: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """One item of the agenda: its number 一 and its heading."""

    number: str
    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A version of the minutes as sections, the decisions that no section tells of, and who was there."""

    sections: tuple[Section, ...]
    other_decisions: tuple[Mapping[str, Any], ...]
    number_of_others: str
    attendance: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]


def reading_of(
    text: Mapping[str, Any], meeting: Mapping[str, Any], called: Callable[[str], str], language: str
) -> Reading:
    """A version of the text, put in order. ``called`` names the items of the agenda."""
    number: Callable[[int], str] = numeral if language == "zh-Hans" else str
    by_id = {each["decision"]: each for each in text["decisions"]}
    settled = _settled(meeting)
    runs = list(_runs(text["items"]))
    sections = tuple(
        Section(
            number=number(count),
            heading=called(key),
            parts=tuple(_parts(key, items, _matters(key, items, meeting), settled, by_id, number)),
        )
        for count, (key, items) in enumerate(runs, start=1)
    )
    told = {each["decision"] for section in sections for part in section.parts for each in part.decisions}
    return Reading(
        sections=sections,
        other_decisions=tuple(each for key, each in by_id.items() if key not in told),
        number_of_others=number(len(sections) + 1),
        attendance=list(_there(text["attendance"])),
    )


def _runs(items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """The items of the text that follow one another under the same item of the agenda."""
    run: list[Mapping[str, Any]] = []
    for item in items:
        if run and run[-1]["item"] != item["item"]:
            yield run[0]["item"], run
            run = []
        run.append(item)
    if run:
        yield run[0]["item"], run


def _settled(meeting: Mapping[str, Any]) -> dict[str, list[str]]:
    """Which decisions were adopted on which topic, previous decision or other matter."""
    found: dict[str, list[str]] = {}
    for kept, name in (("discussed", "topic"), ("heard", "decision"), ("other_matters", "title")):
        for entry in meeting[kept]:
            found.setdefault(str(entry[name]), []).extend(entry["adopted"])
    return found


def _matters(key: str, items: Sequence[Mapping[str, Any]], meeting: Mapping[str, Any]) -> list[str]:
    """What each item is about: its topic, the decision that was heard where all of them are told, or its heading."""
    if key == PREVIOUS_DECISIONS and len(items) == len(meeting["heard"]):
        return [entry["decision"] for entry in meeting["heard"]]
    return [item["topic"] or item["heading"] for item in items]


def _parts(  # noqa: PLR0917 - one section and what it is told with
    key: str,
    items: Sequence[Mapping[str, Any]],
    matters: Sequence[str],
    settled: Mapping[str, Sequence[str]],
    decisions: Mapping[str, Mapping[str, Any]],
    number: Callable[[int], str],
) -> Iterator[Part]:
    for count, (item, about) in enumerate(zip(items, matters, strict=True), start=1):
        yield Part(
            number=number(count) if key in _PARTED or len(items) > 1 else "",
            heading=item["heading"] if key in _PARTED or item["topic"] or key == "other" else "",
            text=item["text"],
            dissent=item["dissent"],
            topic=item["topic"],
            decisions=tuple(decisions[each] for each in settled.get(about, ()) if each in decisions),
        )


def _there(lines: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    """Who was there, by quality; then who was on leave, and who was absent."""
    came = [line for line in lines if line["presence"] in {"present", "replaced"}]
    for kind in _ORDER:
        if found := [line for line in came if line["kind"] == kind]:
            yield kind, found
    for presence in ("leave", "absent"):
        if found := [line for line in lines if line["presence"] == presence]:
            yield presence, found
