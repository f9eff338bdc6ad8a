"""Who may do what under the built-in charter, written down so that authority never changes unseen."""

from pathlib import Path

from application.authority.document import as_lines
from application.authority.matrix import matrix
from domain.charter_reading import built_in

RIGHTS = Path(__file__).with_name("rights.txt")


def as_text() -> str:
    """The whole matrix, a few lines an act."""
    return "\n".join(as_lines(matrix(built_in()))) + "\n"


def remake() -> None:
    """Write the file anew."""
    RIGHTS.write_text(as_text(), "utf-8")
