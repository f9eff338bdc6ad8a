"""Between meetings the heads, one per side, change lead unit and due date, and take up again what was closed.

Gaps: G9, G23. The substance of a decision is changed by a meeting only. A charter that names nobody leaves it all
to the next meeting.
"""

from domain.act import Act
from domain.charter import Panel
from domain.matters import Matter
from domain.rules import deciding
from domain.rules.rule import Rule

CHANGES = Rule("G23", "change_by_heads", "Lead unit and due date are changed by the coordination heads, one per side.")
REOPENS = Rule("G9", "reopened_by_heads", "The coordination heads, one per side, take a closed decision up again.")
NOBODY = Rule("G23", "nobody_settles", "Where the charter names nobody, only a meeting changes what was settled.")


def panel(act: Act, unnamed: Rule = NOBODY) -> Panel:
    """The seats that settle under the charter in force, or a refusal where none are named."""
    found = act.charter.follow_up.settled_by
    if found is None:
        raise unnamed.broken()
    return found


def require_settler(act: Act, matter: Matter, rule: Rule, unnamed: Rule = NOBODY) -> Act:
    """The act narrowed to a seat whose agreement is still missing."""
    return deciding.require_may_decide(panel(act, unnamed), matter, act, rule)


def require_on_panel(act: Act, rule: Rule, unnamed: Rule = NOBODY) -> Act:
    """The act narrowed to any seat that could agree today: who may refuse, return or propose."""
    return deciding.require_may_decide(panel(act, unnamed), Matter(version=0), act, rule)


def is_settled(act: Act, matter: Matter) -> bool:
    """Whether the last agreement needed has been given."""
    return not deciding.missing(panel(act), matter, act.charter, act.standing)
