"""The coordination office runs the conference: it prepares meetings, drafts, records, checks, keeps the registers."""

from domain.act import Act
from domain.rules.rule import Rule

OFFICE_ONLY = Rule(
    "S3-f", "office_only", "The coordination office does the daily work; either director may act for it [G8]."
)
PREPARES = Rule("S5.2-a", "office_prepares", "The coordination office prepares the meeting.")


def require_office(act: Act, rule: Rule = OFFICE_ONLY) -> Act:
    """The act narrowed to a seat of the office. Its acts are joint: they are no side's agreement.

    Clause: S3-f, S3-g, S3-h.
    """
    held = [seat for seat in act.by.seats if seat in act.charter.office_seats]
    if not held:
        raise rule.not_entitled(seats=list(act.charter.office_seats))
    return act.seated(held[0])
