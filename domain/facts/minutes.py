"""Facts in the life of the minutes of a meeting."""

from uuid import UUID

from domain.minutes_text import Correction, MinutesText
from domain.stream import Attachment, Fact, First


class Drafted(First):
    """The office drafted the minutes of a meeting."""

    TOPIC = "minutes.drafted"
    CLAUSES = ("S5.4-c", "S5.4-d")
    meeting: UUID
    text: MinutesText


class Redrafted(Fact):
    """The office put a new version of the minutes; agreements to the earlier one are void."""

    TOPIC = "minutes.redrafted"
    CLAUSES = ("S5.4-d",)
    text_version: int
    text: MinutesText
    reason: str


class Agreed(Fact):
    """One of the seats that review the minutes agreed to this version."""

    TOPIC = "minutes.agreed"
    CLAUSES = ("S5.4-e",)
    GAPS = ("G2",)
    text_version: int
    remark: str


class Returned(Fact):
    """One of the seats that review or sign off sent this version back to the office, with its reason."""

    TOPIC = "minutes.returned"
    CLAUSES = ("S5.4-e",)
    GAPS = ("G2",)
    text_version: int
    reason: str


class Reviewed(Fact):
    """The last agreement needed was given: the minutes are reviewed."""

    TOPIC = "minutes.reviewed"
    CLAUSES = ("S5.4-e",)
    GAPS = ("G2",)
    text_version: int


class SignOffGiven(Fact):
    """One of the seats that sign the minutes off gave its signature."""

    TOPIC = "minutes.sign_off_given"
    GAPS = ("G6",)
    text_version: int
    step: int


class SignedOff(Fact):
    """A step of signing off was completed (签发)."""

    TOPIC = "minutes.signed_off"
    GAPS = ("G6",)
    text_version: int
    step: int


class Issued(Fact):
    """The office issued the minutes; what they settle binds from here."""

    TOPIC = "minutes.issued"
    CLAUSES = ("S5.4-c", "S5.4-e")
    GAPS = ("G6", "G15", "G17")
    number: str | None
    recipients: tuple[str, ...]
    attachments: tuple[Attachment, ...]


class CorrectionDrafted(Fact):
    """The office drafted a corrigendum to the issued minutes, to mend a slip."""

    TOPIC = "minutes.correction_drafted"
    CLAUSES = ("S5.4-d",)
    correction_version: int
    correction: Correction
    reason: str


class CorrectionAgreed(Fact):
    """One of the seats of the chain that the minutes went through agreed to the corrigendum."""

    TOPIC = "minutes.correction_agreed"
    CLAUSES = ("S5.4-e",)
    GAPS = ("G2", "G6")
    correction_version: int
    step: int


class CorrectionPassed(Fact):
    """The corrigendum passed one step of the chain: the review, or a step of signing off."""

    TOPIC = "minutes.correction_passed"
    CLAUSES = ("S5.4-e",)
    GAPS = ("G2", "G6")
    correction_version: int
    step: int


class CorrectionReturned(Fact):
    """One of the seats of the chain turned the corrigendum down; the minutes stand as issued."""

    TOPIC = "minutes.correction_returned"
    CLAUSES = ("S5.4-e",)
    GAPS = ("G2",)
    correction_version: int
    reason: str


class Corrected(Fact):
    """The office issued a corrigendum, which cites the minutes it mends; they stand beside it unchanged."""

    TOPIC = "minutes.corrected"
    CLAUSES = ("S5.4-e",)
    GAPS = ("G17",)
    correction: Correction
    number: str | None
    cites: str | None
    recipients: tuple[str, ...]
    attachments: tuple[Attachment, ...]
