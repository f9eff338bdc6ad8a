"""Who is expected at a meeting, and how each of them was there. People are pseudonymous ids, never names."""

from dataclasses import dataclass

from domain.charter_words import Attending
from domain.vocabulary import Presence


@dataclass(frozen=True, kw_only=True)
class Expected:
    """One person, or one vacant seat, on the list of those expected [S5.3].

    A seat held by several people is on the list once for each of them; a guest has no seat. ``group`` is the key of the
    charter's attendance class, or empty for whom the office added; ``clause`` is what the invitation rests on.
    """

    seat: str
    person: str | None
    unit: str | None
    kind: Attending
    group: str
    clause: str

    @property
    def key(self) -> str:
        """What stands for this line: the person, or the seat while it is vacant."""
        return self.person or self.seat


@dataclass(frozen=True, kw_only=True)
class AttendanceLine:
    """How somebody was there. ``person`` is who is expected; ``replaced_by`` who came instead."""

    seat: str
    person: str | None
    unit: str | None
    kind: Attending
    presence: Presence
    replaced_by: str | None = None

    @property
    def key(self) -> str:
        """What stands for this line: the person, or the seat when nobody is named."""
        return self.person or self.seat

    @property
    def counts(self) -> bool:
        """Whether the line counts for a quorum: somebody was there in the quality of a member."""
        return self.kind is Attending.ATTEND and self.presence in {Presence.PRESENT, Presence.REPLACED}
