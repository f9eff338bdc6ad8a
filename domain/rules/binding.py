"""A decision binds from the issue of the minutes that hold it; before, nobody can be held to it.

Clause: G15. The measures do not say from when; a decision taken over from before the record binds at once.
"""

from datetime import date

from domain.act import Act
from domain.rules import dates
from domain.rules.rule import Rule

NOT_BINDING = Rule("G15", "not_binding_yet", "A decision binds from the issue of the minutes.")


def require_binding(act: Act, since: date | None) -> None:
    """Refuse to follow up a decision whose minutes are not issued, or on a day before they were."""
    if since is None:
        raise NOT_BINDING.out_of_order()
    dates.require_not_before(act, since, "minutes")
