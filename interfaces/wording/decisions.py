"""A decision in words: the number it goes by, and how it stands against its due date."""

from collections.abc import Mapping
from typing import Any

from interfaces.pages.texts import text


def number(language: str, row: Mapping[str, Any], ordinal: int | None) -> str:
    """The number by which people name a decision: of its meeting (by its ordinal, else its year), and its own there."""
    if row["number"] is None:
        return text(language, "decisions.number_taken_over", year=row["year"])
    return text(language, "decisions.number", meeting=ordinal or row["year"], number=f"{row['number']:02}")


def due_said(language: str, row: Mapping[str, Any]) -> str:
    """How it stands against its due date, in working days; nothing where no date counts."""
    left = row["working_days_left"]
    if row["course"] == "awaiting_hearing":
        return text(language, "decisions.awaiting_hearing")
    if left is None:
        return ""
    if row["course"] == "overdue":
        return text(language, "decisions.late", days=max(-left, 1))
    return text(language, "decisions.left", days=left) if left else text(language, "decisions.due_today")
