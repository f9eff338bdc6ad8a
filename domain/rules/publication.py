"""Nothing is public until the coordination heads, one per side, decide it; the office or a head takes it off at once.

Gap: G10 (every document starts unpublished; a publication decision names who decided and when). What is proposed was
reviewed for publication first; it is published word for word, and a corrigendum corrects it on the board too.
"""

from domain.act import Act
from domain.charter import Panel
from domain.rules import office, settling
from domain.rules.rule import Rule

PUBLISHED_BY_HEADS = Rule(
    "G10", "published_by_heads", "The coordination heads, one per side, decide what stands on the public board."
)
NOBODY = Rule("G10", "nobody_publishes", "Where the charter names nobody who settles it, nothing is published.")
BOARD_OPEN = Rule("R-order", "board_open_already", "A board that is open is not opened.")
BOARD_CLOSED = Rule("R-order", "board_closed_already", "A board that is closed is not closed.")


def require_board(*, is_open: bool, wanted: bool) -> None:
    """Refuse to open a board that is open, or to close one that is closed."""
    if is_open is not wanted:
        raise (BOARD_OPEN if is_open else BOARD_CLOSED).out_of_order()


def require_publishers(act: Act) -> Panel:
    """The seats that decide on publication under the charter in force, or a refusal where none are named."""
    return settling.panel(act, NOBODY)


def require_may_take_off(act: Act) -> Act:
    """The act narrowed to a seat of the office or to a head: one is enough, so that a mistake is not public for long."""
    if set(act.by.seats) & set(act.charter.office_seats):
        return office.require_office(act)
    return settling.require_on_panel(act, PUBLISHED_BY_HEADS, NOBODY)
