"""The state of a decision row by row, and what differs between two states of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from interfaces.pages.decisions_words import Row, Wording
from interfaces.pages.replaying import Step

_STAGES = ("adopted", "binding", "assigned", "received", "in_hand", "reported", "accepted", "completed")
_AT = {
    "proposed": "adopted",
    "handed_back": "assigned",
    "heard": "in_hand",
    "carried_over": "binding",
    "ended": "completed",
    "superseded": "completed",
    "withdrawn": "completed",
}
"""Where on the line a stage stands that is not one of its own."""
_ALWAYS = frozenset({"stage", "lead", "assisting", "due", "progress", "reports", "evidence", "urges"})
_EVIDENCE = ("progress", "checks", "reports", "proposals")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the state: what it was before the step, None before there was any state, and is after it; empty: nothing."""

    name: str
    old: str | None
    new: str

    @property
    def changed(self) -> bool:
        """Whether the step changed it."""
        return self.old is not None and self.old != self.new


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place on the line of stages: gone through, here, or ahead."""

    called: str
    look: str


def lines_of(wording: Wording, before: Row | None, after: Row, names: Mapping[str, str | None]) -> list[Line]:
    """The rows of a state; those that never said anything are left out."""
    found = []
    for name, told in _ROWS.items():
        old, new = (told(wording, row, names) if row else None for row in (before, after))
        if name in _untold(after):
            continue
        if new or old or name in _ALWAYS:
            found.append(Line(name=name, old=old, new=new or ""))
    return found


def files_of(step: Step, now: Row) -> list[dict[str, Any]]:
    """The files of a step, as the decision says of its evidence; of others it is not known that they are kept here."""
    known = {file["sha256"]: file for file in evidence_of(now)}
    return [known.get(file["sha256"], file | {"held": False}) for file in step.body.get("attachments", ())]


def evidence_of(row: Row) -> list[dict[str, Any]]:
    """The files that came with what was reported, checked or proposed."""
    return [file for kept in _EVIDENCE for each in row[kept] for file in each["attachments"]]


def _untold(row: Row) -> set[str]:
    """What the head of the page says already: the text that was never corrected, the due date that was never changed."""
    same = {"text": row["text_version"] == 1, "original_due": row["original_due"] == row["due"]}
    return {name for name, holds in same.items() if holds}


def places_of(wording: Wording, row: Row) -> list[Place]:
    """The line of stages as far as a decision has come."""
    stage = row["stage"]
    shown = _AT.get(stage, stage)
    here = _STAGES.index(shown)
    return [
        Place(
            called=wording.stage(stage) if each == shown != stage else wording.t(f"place_{each}"),
            look="c" if index == here else "d" if index < here else "",
        )
        for index, each in enumerate(_STAGES)
    ]


def _lead(wording: Wording, row: Row, _: Any) -> str:
    return wording.names.unit(row["lead"])


def _assisting(wording: Wording, row: Row, _: Any) -> str:
    return wording.units(row["assisting"]) if row["assisting"] else ""


def _original(wording: Wording, row: Row, _: Any) -> str:
    return wording.day(row["original_due"]) if row["original_due"] else ""


def _assigned(wording: Wording, row: Row, _: Any) -> str:
    if not row["assignments"]:
        return ""
    last = row["assignments"][-1]
    begun = wording.t("was_assigned", unit=wording.names.unit(last["unit"]), day=wording.day(last["by"]["on"]))
    came_of_it = (
        wording.t(f"was_{key}", day=wording.day(last[key]["by"]["on"]))
        for key in ("received", "handed_back")
        if last[key]
    )
    return wording.joined([begun, *came_of_it])


def _before_heads(wording: Wording, row: Row, names: Mapping[str, str | None]) -> str:
    return wording.joined(_pending(wording, row, names))


def _pending(wording: Wording, row: Row, names: Mapping[str, str | None]) -> Iterator[str]:
    for question, pending in row["pending"].items():
        if question == "completion" and not pending["agreements"]:
            continue
        agreed = wording.joined(wording.names.by(each, names) for each in pending["agreements"])
        key = "pending_agreed" if agreed else "pending"
        yield wording.t(key, what=wording.word(question), since=wording.day(pending["since"]), who=agreed)


def _progress(wording: Wording, row: Row, _: Any) -> str:
    if not row["progress"]:
        return ""
    last = row["progress"][-1]
    unit, day = wording.names.unit(last["unit"]), wording.day(last["by"]["on"])
    return wording.t("last_progress", text=last["text"], unit=unit, day=day)


def _reports(wording: Wording, row: Row, _: Any) -> str:
    if not row["reports"]:
        return ""
    last = row["reports"][-1]
    outcome = wording.t(f"report_{last['outcome'] or 'waiting'}")
    facts = {"number": last["number"], "progress": wording.word(last["progress"], "progress")}
    return wording.t("last_report", **facts, day=wording.day(last["by"]["on"]), outcome=outcome)


def _extensions(wording: Wording, row: Row, _: Any) -> str:
    if not row["extensions"]:
        return ""
    last = row["extensions"][-1]
    outcome = wording.t(f"asked_{last['outcome'] or 'waiting'}")
    return wording.t("last_extension", count=len(row["extensions"]), day=wording.day(last["due"]), outcome=outcome)


def _urges(wording: Wording, row: Row, _: Any) -> str:
    answered = sum(each["answer"] is not None for each in row["urges"])
    return wording.t("urged", count=len(row["urges"]), answered=answered) if row["urges"] else ""


def _evidence(wording: Wording, row: Row, _: Any) -> str:
    count = len(evidence_of(row))
    return wording.t("files", count=count) if count else ""


def _explained(wording: Wording, row: Row, _: Any) -> str:
    if not row["explanations"]:
        return ""
    last = row["explanations"][-1]
    return wording.t("last_explanation", text=last["explanation"], day=wording.day(last["by"]["on"]))


def _heard(wording: Wording, row: Row, _: Any) -> str:
    if not row["hearings"]:
        return ""
    last = row["hearings"][-1]
    outcome = wording.word(last["outcome"], "outcome")
    return wording.t("last_hearing", meeting=wording.meeting(last["meeting"]), outcome=outcome)


def _measure(_: Wording, row: Row, __: Any) -> str:
    return str(row["measures"][-1]["measure"]) if row["measures"] else ""


def _last(name: str, key: str) -> Callable[[Wording, Row, Any], str]:
    return lambda wording, row, _: (
        wording.t(key, count=len(row[name]), day=wording.day(row[name][-1]["by"]["on"])) if row[name] else ""
    )


def _public(wording: Wording, row: Row, _: Any) -> str:
    published = row["published"]
    return wording.t("was_published", day=wording.day(published["by"]["on"])) if published else ""


_ROWS: Mapping[str, Callable[[Wording, Row, Any], str]] = {
    "stage": lambda wording, row, _: wording.stage(row["stage"]),
    "lead": _lead,
    "assisting": _assisting,
    "due": lambda wording, row, _: wording.day(row["due"]) if row["due"] else "",
    "original_due": _original,
    "public": _public,
    "text": lambda _, row, __: str(row["text"]),
    "binding_since": lambda wording, row, _: wording.day(row["binding_since"]) if row["binding_since"] else "",
    "assignments": _assigned,
    "before_heads": _before_heads,
    "progress": _progress,
    "reports": _reports,
    "extensions": _extensions,
    "evidence": _evidence,
    "urges": _urges,
    "checks": _last("checks", "last_check"),
    "views": _last("views", "last_view"),
    "explanations": _explained,
    "hearings": _heard,
    "carried_over": lambda wording, row, _: (
        wording.t("times", count=row["carried_over"]) if row["carried_over"] else ""
    ),
    "measures": _measure,
    "closed_on": lambda wording, row, _: wording.day(row["closed_on"]) if row["closed_on"] else "",
}
