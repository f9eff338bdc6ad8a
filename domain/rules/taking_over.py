"""A decision from before the record is taken over on its document, when a head of each side agrees to it.

Good order: one person alone adds nothing to what the two sides have settled. Where the charter names no heads for it,
the office takes over on the document alone.
"""

from domain.errors import Malformed
from domain.rules.rule import Rule
from domain.stream import Attachment

BY_HEADS = Rule("R-two-persons", "take_over_by_heads", "An old decision is taken over when a head of each side agrees.")
DOCUMENT = Rule(
    "R-paper", "take_over_without_document", "An old decision is taken over with the digest of its document."
)


def require_document(attachments: tuple[Attachment, ...]) -> None:
    """Refuse a take-over without the scan or file of the document."""
    if not attachments:
        raise Malformed(DOCUMENT.code, clause=DOCUMENT.clause, field="attachments")
