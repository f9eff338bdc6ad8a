"""The way of a meeting as a list of tasks: each step with its state, whom it waits for, and the acts that do it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.charter import Charter
from interfaces.pages.desk_meeting import ahead_at
from interfaces.pages.desk_tasks import SIGNED, Ahead, deed_of, href_of

_BEFORE = frozenset({"planned", "postponed", "date_fixed", "noticed"})
_HELD = frozenset({"closed", "minutes_issued", "archived"})
_AFTER = frozenset({"session", "minutes", "archive"})
_ACTS: dict[str, tuple[str, ...]] = {
    "principal": ("ask_principal", "answer_as_principal"),
    "date": ("propose_date", "agree_to_date", "return_date"),
    "agenda": ("draw_up_agenda", "admit_late_topic"),
    "notice": ("issue_notice", "note_delivery", "invite_further"),
    "papers": ("issue_papers",),
    "session": ("open_meeting", "close_meeting"),
    "minutes": ("draft_minutes",),
    "archive": ("archive_meeting",),
}
_TASKS: dict[str, frozenset[str]] = {
    "call": frozenset({"close_call", "take_up_suggestion"}),
    "research": frozenset({"report_research"}),
    "consultation": frozenset({"ask_opinion", "give_opinion", "declare_consensus", "declare_no_consensus"}),
    "approval": frozenset({"agree_to_topic", "join_topic", "answer_referral"}),
    "date": frozenset({"propose_date", "agree_to_date"}),
    "principal": frozenset({"ask_principal", "answer_as_principal"}),
    "agenda": frozenset({"draw_up_agenda"}),
    "notice": frozenset({"issue_notice", "note_delivery"}),
    "papers": frozenset({"issue_papers"}),
    "session": frozenset(
        {
            "open_meeting",
            "hear_decision",
            "discuss_topic",
            "close_meeting",
            "record_attendance",
            "give_briefing",
            "introduce_topics",
            "give_instructions",
        }
    ),
    "minutes": frozenset(
        {
            "draft_minutes",
            "redraft_minutes",
            "agree_to_minutes",
            "sign_off_minutes",
            "issue_minutes",
            "agree_to_correction",
            "issue_correction",
        }
    ),
    "archive": frozenset({"archive_meeting"}),
}
TONES = {"done": "ok", "waits": "warn", "now": "info", "refused": "bad", "later": "", "skipped": "", "dropped": ""}
"""The tone of each state's tag."""


@dataclass(frozen=True, kw_only=True)
class File:
    """A meeting with all that belongs to it, as of one moment."""

    meeting: Mapping[str, Any]
    measures: Charter
    topics: Sequence[Mapping[str, Any]]
    """Those on its agenda."""
    candidates: Sequence[Mapping[str, Any]]
    """Those of its year that are on no agenda yet."""
    calls: Sequence[Mapping[str, Any]]
    minutes: Mapping[str, Any] | None
    tasks: Sequence[Mapping[str, Any]]
    """What waits, of the meeting, its minutes, its call and its topics."""

    @property
    def path(self) -> str:
        """The page of the meeting."""
        return f"/meetings/{self.meeting['id']}"

    @property
    def is_ahead(self) -> bool:
        """Whether the meeting is still to be opened."""
        return self.meeting["stage"] in _BEFORE


@dataclass(frozen=True, kw_only=True)
class Waits:
    """One act that is awaited, and the seats that could do it: those of some units, those of the office, or each by itself."""

    act: str
    title: str
    href: str
    seats: tuple[str, ...]
    units: tuple[str, ...] = ()
    office: bool = False

    @property
    def between(self) -> str:
        """What stands between the seats: each of them signs, or one of them does it."""
        return "comma" if self.act in SIGNED else "or"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: ``state`` is one of ``TONES``; ``done`` of ``of`` topics are through it, where it is one of topics."""

    key: str
    state: str
    waits: tuple[Waits, ...] = ()
    acts: tuple[Mapping[str, Any], ...] = ()
    done: int = 0
    of: int = 0

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return TONES[self.state]


def steps_of(file: File, others: Collection[str]) -> list[Step]:
    """Every step that the measures ask for, in its order; the acts in ``others`` are not offered, for they wait for others."""
    return [_step(file, key, others) for key in _keys(file)]


def waits_of(
    tasks: Iterable[Mapping[str, Any]],
    acts: Collection[str],
    office: Collection[str] = (),
    *,
    then: str = "/",
    ahead: Ahead | None = None,
) -> tuple[Waits, ...]:
    """What is awaited of some acts, each act once with all its seats.

    ``office``: its seats; ``then``: where one goes on; ``ahead``: where what waits for an agenda is put on one.
    """
    found: dict[str, list[Mapping[str, Any]]] = {}
    for task in tasks:
        if task["what"] in acts:
            found.setdefault(task["what"], []).append(task)
    return tuple(_waits(each, office, then, ahead) for each in found.values())


def _waits(tasks: Sequence[Mapping[str, Any]], office: Collection[str], then: str, ahead: Ahead | None) -> Waits:
    seats = tuple(dict.fromkeys(task["seat"] for task in tasks))
    units = tuple(dict.fromkeys(task["unit"] for task in tasks if task["unit"]))
    return Waits(
        act=deed_of(tasks[0], ahead),
        title=tasks[0]["act"],
        href=href_of(tasks[0], then=then, ahead=ahead),
        seats=seats,
        units=units,
        office=bool(office) and set(office) <= set(seats),
    )


def _keys(file: File) -> list[str]:
    asked_first = file.meeting["meeting_kind"] == "extraordinary" and file.measures.meetings.principal
    steps = file.measures.topics.steps
    return [
        "plan",
        *(["principal"] if asked_first else []),
        *(["call"] if file.calls or (file.is_ahead and file.meeting["meeting_kind"] == "ordinary") else []),
        *steps,
        "date",
        "agenda",
        "notice",
        "papers",
        "session",
        "minutes",
        "archive",
    ]


def _step(file: File, key: str, others: Collection[str]) -> Step:
    office, ahead = file.measures.office_seats, ahead_at(file.meeting)
    waits = waits_of(file.tasks, _TASKS.get(key, frozenset()), office, then=file.path, ahead=ahead)
    topics = [*file.topics, *file.candidates] if file.is_ahead else file.topics
    through = sum(_is_through(topic, key) for topic in topics) if key in {"research", "consultation", "approval"} else 0
    state = _state(file, key, bool(waits), through, len(topics))
    allowed = {each["name"]: each for each in file.meeting.get("actions", ()) if each["allowed"]}
    put = {"propose_date"} if "date" in file.meeting["pending"] else set()
    acts = tuple(allowed[name] for name in _ACTS.get(key, ()) if name in allowed and name not in {*others, *put})
    return Step(key=key, state=state, waits=waits, acts=acts, done=through, of=len(topics))


def _is_through(topic: Mapping[str, Any], step: str) -> bool:
    match step:
        case "research":
            return bool(topic["research"])
        case "consultation":
            return str(topic["consensus"]) != "open"
    return topic["stage"] not in {"submitted", "returned"}


def _state(file: File, key: str, waiting: bool, through: int, of: int) -> str:  # noqa: FBT001 - one row of a table
    meeting = file.meeting
    if _is_done(file, key, waiting, through, of):
        return "done"
    if meeting["stage"] == "cancelled":
        return "dropped"
    if key == "principal" and meeting["favourable"] is False:
        return "refused"
    if (key == "session" and meeting["stage"] == "in_session") or (key == "call" and file.calls):
        return "now"
    return "waits" if waiting else _at_rest(file, key, through, of)


def _at_rest(file: File, key: str, through: int, of: int) -> str:
    """Of a step that waits for nobody: passed over, under way with some of its topics, or still to come."""
    if not file.is_ahead and key not in _AFTER:
        return "skipped"
    return "now" if 0 < through < of else "later"


def _is_done(file: File, key: str, waiting: bool, through: int, of: int) -> bool:  # noqa: FBT001 - as above
    meeting = file.meeting
    held = meeting["stage"] in _HELD
    done = {
        "plan": True,
        "principal": meeting["favourable"] is True,
        "call": bool(file.calls) and all(each["stage"] == "closed" for each in file.calls),
        "date": meeting["date"] is not None,
        "agenda": meeting["agenda"]["version"] > 0,
        "notice": bool(meeting["notices"])
        and meeting["stage"] not in {"planned", "postponed", "date_fixed"}
        and not waiting,
        "papers": bool(meeting["papers"]),
        "session": held and not waiting,
        "minutes": meeting["stage"] in {"minutes_issued", "archived"} and not waiting,
        "archive": meeting["stage"] == "archived",
    }
    return bool(done.get(key, held or (of > 0 and through == of)))
