"""What a topic's page tells, made of the topic's row: opinions unit by unit, who has still to agree, what changed in its text."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from domain.charter import How
from interfaces.pages.names import Names

Doc = dict[str, Any]
STEPS = ("submitted", "researched", "consulted", "approved", "scheduled", "discussed", "minuted", "concluded")
_REACHED = {"approved": 4, "scheduled": 5, "discussed": 6, "minuted": 7, "concluded": 8}
_LEFT = frozenset({"declined", "withdrawn", "merged"})
_TONES = {"agree": "ok", "agree_with_changes": "warn", "object": "bad"}


def steps_of(topic: Doc) -> list[tuple[str, str]]:
    """The steps of a topic's life with ``d`` for done and ``c`` for the one it is at; none for one that left the way."""
    if topic["stage"] in _LEFT:
        return []
    done = _REACHED.get(topic["stage"]) or 1 + bool(topic["research"]) * (1 + (topic["consensus"] != "open"))
    return [(step, "d" if n < done else "c" if n == done else "") for n, step in enumerate(STEPS)]


def opinions_of(topic: Doc, today: str) -> list[Doc]:
    """Each unit concerned with how it stands to the present text, and the earlier opinions of any."""
    version = topic["text_version"]
    units = dict.fromkeys([*topic["concerned"], *(each["unit"] for each in (*topic["asked"], *topic["opinions"]))])
    return [_unit(topic, unit, version, today) for unit in units]


def _unit(topic: Doc, unit: str, version: int, today: str) -> Doc:
    given = [each for each in topic["opinions"] if each["unit"] == unit]
    asked = [each for each in topic["asked"] if each["unit"] == unit and each["text_version"] == version]
    present = next((each for each in given if each["text_version"] == version), None)
    due = asked[-1]["due"] if asked else None
    if present:
        state, tone = present["opinion"], _TONES[present["opinion"]]
    elif asked:
        late = due is not None and due < today
        state, tone = ("late", "bad") if late else ("asked", "info")
    else:
        state, tone = "not_asked", ""
    earlier = [each for each in given if each["text_version"] != version]
    talks = [each for each in topic["consultations"] if each["unit"] == unit]
    return {
        "unit": unit,
        "state": state,
        "tone": tone,
        "asked": asked[-1] if asked else None,
        "given": present,
        "earlier": earlier,
        "talks": talks,
    }


def still_to_agree(topic: Doc, waiting: Sequence[Mapping[str, Any]], names: Names) -> list[str]:
    """The seats whose agreement is missing: those who are asked now, else those who will be asked."""
    if topic["stage"] not in {"submitted", "returned"}:
        return []
    asked = [str(task["seat"]) for task in waiting if task["what"] == "agree_to_topic"]
    return asked or _missing(topic, names)


def _missing(topic: Doc, names: Names) -> list[str]:
    panel = names.measures.topics.approval
    if not panel or (panel.how is How.ANY and topic["agreements"]):
        return []
    seats, sides = ({each[part] for each in topic["agreements"]} for part in ("seat", "side"))
    one_per_side = panel.how is How.ONE_PER_SIDE
    return [
        seat
        for seat in panel.seats
        if seat not in seats and not (one_per_side and names.measures.side_of(seat) in sides)
    ]


def versions_of(topic: Doc) -> list[Doc]:
    """The earlier versions of the text, the last first, each with what the next one changed in it."""
    texts = topic["texts"]
    return [
        old | {"next": new, "changes": {name: changed(old[name], new[name]) for name in ("background", "request")}}
        for old, new in reversed(list(pairwise(texts)))
    ]


def changed(old: str, new: str) -> list[tuple[str, str]]:
    """The two texts as one: what stayed, what went (``del``), what came (``ins``)."""
    found: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("", old[a:b]))
            continue
        found += [(kind, part) for kind, part in (("del", old[a:b]), ("ins", new[c:d])) if part]
    return found


def grouped(waiting: Sequence[Mapping[str, Any]]) -> list[Doc]:
    """What a thing waits for, each act once with the seats that could do it."""
    found: dict[tuple[str, str], Doc] = {}
    for task in waiting:
        key = (task["what"], task["unit"] or "")
        entry = found.setdefault(key, {**task, "seats": []})
        entry["seats"].append(task["seat"])
    return list(found.values())


def sides_of(entry: Doc, names: Names) -> list[list[str]]:
    """The seats an act waits for in groups, one of each being needed: heads who approve are two sides, or each by himself."""
    panel = names.measures.topics.approval
    if entry["what"] != "agree_to_topic" or not panel or panel.how is How.ANY:
        return [entry["seats"]]
    found: dict[str | None, list[str]] = {}
    for seat in entry["seats"]:
        found.setdefault(seat if panel.how is How.ALL else names.measures.side_of(seat), []).append(seat)
    return list(found.values())


def holders_of(seats: Doc) -> dict[str, list[str]]:
    """The names of those who hold each duty and are not away."""
    return {
        duty: [seats["names"].get(person) or "" for person in people if person not in seats["absent"]]
        for duty, people in seats["duties"].items()
    }
