"""What the API answers, as the OpenAPI document describes it; the answers themselves are made where they are told."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Open(BaseModel):
    """An object that may say more than is promised here."""

    model_config = ConfigDict(extra="allow")


class Comings(Open):
    """Who came in, who was kept out, or what was refused: each with a number, in order."""

    items: list[dict[str, Any]]
    next: int | None = Field(description="the number to go on after")


class Fault(Open):
    """One fault of a request."""

    pointer: str = Field(description="where it is, as a JSON Pointer into the body or the name of a parameter")
    kind: str = Field(description="what sort of fault, in one word")
    detail: str


class Refusal(Open):
    """Why something is not possible: a stable code, the clause it rests on, and sentences in the language asked for."""

    code: str
    clause: str | None = Field(description="S…: the measures, G…: an assumption where they are silent, R-…: good order")
    title: str
    detail: str
    next: str = Field(description="what can be done instead")
    facts: dict[str, Any] = Field(description="what the sentences speak of")
    departures: list["Refusal"] = Field([], description="each soft rule for which a reason is asked")


class Problem(Refusal):
    """A refusal or hindrance as an answer (RFC 9457)."""

    type: str
    status: int
    trace_id: str
    errors: list[Fault] = Field([], description="the faults of a malformed request")
    state: dict[str, Any] | None = Field(None, description="with 412: the thing as it stands now")


class Action(Open):
    """An act on a thing, and the refusal it would meet now as far as that does not depend on its body."""

    name: str
    method: Literal["POST"]
    href: str
    allowed: bool
    refusal: Refusal | None


class Resource(Open):
    """A row of a list: its fields depend on the kind."""

    href: str
    since_position: int = Field(0, description="the position that last changed it")


class Single(Resource):
    """One thing; its ``version`` is also its ETag."""

    position: int
    names: dict[str, str | None] = Field(description="the names of the people it mentions; null: erased")
    actions: list[Action] = Field([], description="what the caller can do with it now; empty in the past")


class Seen(Open):
    """A view across things, as of a position."""

    position: int


class Listed(Seen):
    """One page of a list."""

    items: list[Resource]
    next: str | None = Field(description="the cursor of the next page; null: there is none")


class Receipt(Open):
    """The receipt of a record, to be kept: it proves for good and offline that the record is in the log."""

    position: int
    type: str
    receipt: str = Field(description="C2SP tlog-proof")


class Answer(Open):
    """What a command did."""

    position: int = Field(description="the last position it recorded; 0 for a dry run")
    first_position: int
    recorded_at: str
    facts: list[str] = Field(description="the stored names of the facts recorded")
    id: str | None = Field(description="the thing it began or changed")
    state: dict[str, Any] | None = Field(description="that thing as of the position")
    receipts: list[Receipt] = Field(description="of what was settled or issued: the proof that it is in the log")
    files_left: list[str] | None = Field(None, description="after an erasure: the person's files that records name")


class ManyDone(Answer):
    """What several commands did together."""

    dry_run: bool


class Standing(Seen):
    """How far a log is proved."""

    origin: str
    vkey: str = Field(description="the key that signs its checkpoints; an auditor has it from elsewhere")
    epoch: int
    checkpoint: dict[str, Any] | None = Field(description="the latest one: size, time, signed note")
    witnesses: list[str]
    quorum: str = Field(
        description="who must have seen a checkpoint; `none`: no witness, and a split view is not excluded"
    )
    witnessed: dict[str, Any] | None = Field(
        description="the latest checkpoint that the quorum saw, and its age in seconds"
    )
    asked: dict[str, str] = Field(
        description="what each witness said when it was shown the log last: `cosigned`, `unknown_log`, `unreachable` …"
    )
    faults: list[str] = Field(description="what is not as it was recorded")


class Record(Open):
    """A record: the exact bytes that were hashed, of which its receipt is."""

    v: Literal[1]
    log: str
    seq: int = Field(description="its position less one")
    prev: str | None = Field(description="the leaf of the stream's previous record, in hexadecimal")
    stream: str
    version: int
    type: str
    recorded_at: str
    effective_on: str
    body: dict[str, Any]


class Published(Open):
    """A decision on the public board, as it stands today."""

    id: str
    href: str
    meeting: dict[str, Any] | None = Field(description="the meeting that settled it: year, kind, ordinal; null: older")
    number: int | None
    text: str
    corrected: list[dict[str, str]] = Field(description="how it read before each corrigendum, and until which day")
    lead: dict[str, str] = Field(description="the unit that carries it out: key and names")
    assisting: list[dict[str, str]]
    due: str | None
    original_due: str | None = Field(description="the first due date; another than `due`: it was put off")
    standing: str = Field(
        description="`being_carried_out`, `reported`, `accepted`, `carried_over`, `completed`, `ended`, `superseded`"
    )
    course: str = Field(
        description="today: `on_course`, `due_soon`, `overdue`, `awaiting_hearing`, `no_due_date`, `done`"
    )
    note: str = Field(description="what the heads tell the public with it")
    published_on: str


class Board(Seen):
    """A public board."""

    name_zh: str
    name_en: str
    since: str = Field(description="the day it was opened")
    today: str
    years: list[int] = Field(description="the years of which something is published")
    standing: dict[str, int] = Field(description="how many of the year asked for stand where")
    items: list[Published]
    next: str | None = Field(description="the cursor of the next page; null: there is none")


class BoardDecision(Published, Seen):
    """One decision on the public board."""

    name_zh: str
    name_en: str
    today: str
    steps: list[dict[str, Any]] = Field(
        description="what was done: stored name, day, position; outcome and date if any"
    )
    record: int = Field(description="the position of the record that made it public")


class File(Open):
    """A file that the caller reads."""

    sha256: str
    size: int
    media_type: str = Field(description="what it was declared to be, and is by its bytes")
    state: Literal["unscanned", "clean", "infected"] = Field(description="what a scanner said; without one `unscanned`")
    remarks: list[str] = Field(description="`active_content`, `embedded_files`, `encrypted`: as far as can be seen")
    name: str | None = Field(description="as it was given, made safe to show; null: none, erased, or not the caller's")
    uploaded_by: str | None
    uploaded_at: str | None
    kept_until: str | None = Field(description="until when it is kept while no record names it; null: a record does")
    named_by: list[dict[str, Any]] = Field(description="the records that name it and that the caller may read")
    href: str


class FileShown(File, Seen):
    """A file, as of a position."""


class Files(Seen):
    """The caller's own files that no record names yet."""

    items: list[File]


class CloudEvent(Open):
    """A recorded fact as a CloudEvent 1.0."""

    specversion: Literal["1.0"]
    id: str
    source: str
    type: str
    subject: str
    time: str
    position: int
    data: dict[str, Any]


class Changes(Seen):
    """What was recorded after a position."""

    head: int
    items: list[CloudEvent]


class Facts(Seen):
    """Facts about one or more things, in the order of recording."""

    items: list[CloudEvent]
    next: str | None
    names: dict[str, str | None]
    subjects: list[str]


class Beginnings(Seen):
    """What can be begun, or entered in the registers."""

    actions: list[Action]


class Desk(Seen):
    """What waits for whom."""

    seats: list[str]
    items: list[dict[str, Any]]
    today: str
    overdue: int


class ExpectedAt(Seen):
    """Who is expected at a meeting."""

    meeting: str
    noticed: bool = Field(description="whether its notice is out, and this is whom it went to")
    on: str
    items: list[dict[str, Any]] = Field(
        description="seat, person (null: nobody holds the seat), unit, kind (`attend`, `observe`, `invite`), group, clause"
    )
    names: dict[str, str | None]


class Code(Open):
    """One code of the catalogue, with its titles by language."""

    code: str
    statuses: list[int]
    clause: str | None
    title: dict[str, str]


class Codes(Open):
    """Every code there is."""

    items: list[Code]
