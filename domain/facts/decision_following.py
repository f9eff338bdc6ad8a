"""Facts of carrying a decision out: progress, urging, checks, extensions, reports and explanations."""

from datetime import date

from domain.stream import Attachment, Fact
from domain.vocabulary import Progress


class ProgressNoted(Fact):
    """A unit that carries the decision out noted how it goes on."""

    TOPIC = "decision.progress_noted"
    unit: str
    text: str
    attachments: tuple[Attachment, ...]


class Urged(Fact):
    """The office urged a unit (催办)."""

    TOPIC = "decision.urged"
    CLAUSES = ("S5.5-a",)
    number: int
    unit: str
    text: str


class UrgeAnswered(Fact):
    """The unit answered the urging."""

    TOPIC = "decision.urge_answered"
    number: int
    unit: str
    text: str


class Checked(Fact):
    """The office checked on the spot or on the papers how the decision is carried out (督促检查)."""

    TOPIC = "decision.checked"
    CLAUSES = ("S5.5-a",)
    GAPS = ("G16",)
    finding: str
    attachments: tuple[Attachment, ...]


class ExtensionAsked(Fact):
    """The lead unit asked the heads for a later date; asking after the due date is recorded as late."""

    TOPIC = "decision.extension_asked"
    GAPS = ("G23",)
    number: int
    unit: str
    due: date
    reason: str
    late: bool


class ExtensionWithdrawn(Fact):
    """The lead unit no longer asks for a later date."""

    TOPIC = "decision.extension_withdrawn"
    number: int
    reason: str


class ExtensionAgreed(Fact):
    """One of the heads agreed to the later date."""

    TOPIC = "decision.extension_agreed"
    GAPS = ("G2", "G23")
    number: int
    remark: str


class ExtensionGranted(Fact):
    """The heads granted the later date; the original one stays on record."""

    TOPIC = "decision.extension_granted"
    GAPS = ("G2", "G23")
    number: int
    due: date


class ExtensionRefused(Fact):
    """One of the heads refused the later date; the due date stands."""

    TOPIC = "decision.extension_refused"
    GAPS = ("G2", "G23")
    number: int
    reason: str


class Reported(Fact):
    """The unit reported in writing, signed by its head, to the coordination heads."""

    TOPIC = "decision.reported"
    CLAUSES = ("S5.5-b", "S5.5-c")
    number: int
    unit: str
    to: tuple[str, ...]
    progress: Progress
    planned_for: date | None
    text: str
    attachments: tuple[Attachment, ...]


class ReportForwarded(Fact):
    """The office looked at the report first and passed it on to the heads."""

    TOPIC = "decision.report_forwarded"
    CLAUSES = ("S5.5-a",)
    number: int
    remark: str


class ViewAdded(Fact):
    """The side that had proposed the matter added its view of how it is carried out."""

    TOPIC = "decision.view_added"
    unit: str
    text: str


class AcceptanceAgreed(Fact):
    """One of the heads agreed to accept the report."""

    TOPIC = "decision.acceptance_agreed"
    GAPS = ("G2", "G9")
    number: int
    remark: str


class ReportAccepted(Fact):
    """The heads accepted the report; the next meeting hears it."""

    TOPIC = "decision.report_accepted"
    CLAUSES = ("S5.5-c",)
    GAPS = ("G2", "G9")
    number: int


class ReportReturned(Fact):
    """One of the heads returned the report to be done again, with his reason."""

    TOPIC = "decision.report_returned"
    GAPS = ("G2", "G9")
    number: int
    reason: str


class ShortfallExplained(Fact):
    """The unit that owes it explained why the decision is not carried out, and made proposals."""

    TOPIC = "decision.shortfall_explained"
    CLAUSES = ("S4.3-b",)
    unit: str
    explanation: str
    proposals: str
