"""Who lets a topic go to the meeting. The measures name nobody (``确定`` stands in a heading only): gap G1.

The charter names a panel; in the 城桥 charter one head a side. A charter without a panel asks for no approval.
"""

from domain.act import Act
from domain.charter import Panel
from domain.matters import Matter
from domain.rules import deciding
from domain.rules.rule import Rule

APPROVES = Rule("G1", "not_an_approver", "The seats named by the charter approve each topic for the agenda.")
NOT_ASKED = Rule("G1", "approval_not_asked", "This charter asks for no approval of topics.")
NOT_JOINED = Rule("R-order", "joint_topic_not_joined", "A joint topic is both sides' own before it is approved.")
REFERRED_TO = Rule("G20", "not_referred_to_you", "A referral is answered by the duty it was made to.")
NOBODY_TO_REFER = Rule("G20", "nobody_to_refer_to", "A disagreement is referred only where the charter says to whom.")

_AGREE_ANEW_FROM = 2


def panel(act: Act) -> Panel:
    """The seats that approve under the charter in force, or a refusal where none are asked."""
    found = act.charter.topics.approval
    if found is None:
        raise NOT_ASKED.broken()
    return found


def require_approver(matter: Matter, act: Act) -> Act:
    """The act narrowed to a seat whose agreement, to approving or to declining, is still missing."""
    return deciding.require_may_decide(panel(act), matter, act, APPROVES)


def require_on_panel(act: Act) -> Act:
    """The act narrowed to a seat that could approve that day: who may send back, refer or confirm."""
    return deciding.require_on_panel(panel(act), act, APPROVES)


def is_complete(matter: Matter, act: Act) -> bool:
    """Whether the last agreement needed has been given."""
    return not deciding.missing(panel(act), matter, act.charter, act.standing)


def require_joined(*, joined: bool) -> None:
    """A joint topic is joined by the other side before it is approved."""
    if not joined:
        raise NOT_JOINED.broken()


def referred_to(act: Act) -> str:
    """The duty to which the heads may refer."""
    if act.charter.topics.referred_to is None:
        raise NOBODY_TO_REFER.broken()
    return act.charter.topics.referred_to


def must_agree_anew(deferrals: int, act: Act) -> bool:
    """Whether a topic deferred this often goes back to the heads, where any are asked: from the second time on."""
    return act.charter.topics.approval is not None and deferrals >= _AGREE_ANEW_FROM
