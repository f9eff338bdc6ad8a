"""Whom the notice of a meeting would go to on a day: by the roll of that day and its topics, as issuing it computes it."""

from collections.abc import Iterator

from domain.charter import Charter
from domain.meeting_roll import Expected
from domain.rules import attendance
from domain.standing import Standing
from domain.units import Unit
from domain.vocabulary import UnitKind
from projections import Doc
from projections.institution import UNITS
from projections.store import Reading
from projections.topic_register import TOPICS


def expected_at(reading: Reading, meeting: Doc, charter: Charter, standing: Standing) -> tuple[Expected, ...]:
    """Everybody whom the notice would go to by the measures; guests are the office's to add."""
    concerned = [unit for key in _concerned(reading, meeting) if (unit := _open(reading, key))]
    return attendance.expected(charter, standing, concerned)


def _concerned(reading: Reading, meeting: Doc) -> list[str]:
    """The units that propose its topics or that they concern, as they are today."""
    topics = [found.doc for topic in meeting["agenda"]["topics"] if (found := reading.one(TOPICS, topic))]
    return list(dict.fromkeys(_today(reading, unit) for topic in topics for unit in _units_of(topic)))


def _units_of(topic: Doc) -> Iterator[str]:
    yield topic["proposer"]
    if topic["joint_with"] and topic["joined"]:
        yield topic["joint_with"]
    yield from topic["concerned"]


def _today(reading: Reading, unit: str) -> str:
    """The unit that has taken over from one, or the unit itself."""
    seen = {unit}
    while (found := reading.one(UNITS, unit)) and found.doc["successors"] and found.doc["successors"][0] not in seen:
        unit = found.doc["successors"][0]
        seen.add(unit)
    return unit


def _open(reading: Reading, key: str) -> Unit | None:
    found = reading.one(UNITS, key)
    if found is None or not found.doc["open"]:
        return None
    doc = found.doc
    return Unit(key=key, kind=UnitKind(doc["kind"]), name_zh=doc["name_zh"], name_en=doc["name_en"])
