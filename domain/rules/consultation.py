"""Before the meeting, the proposer talks a topic through with the units it concerns until basic consensus is reached.

Clause: S5.1-d (加强与所涉议题相关部门的沟通协调), S5.1-e (确保上会议题一般能在会前基本达成共识). *Generally* and
*basic* make it soft: a topic may go on without consensus for a reason, which stays in the fact; both views go into the
papers.
"""

from collections.abc import Collection, Mapping

from domain.charter import Charter, Strength
from domain.errors import RuleBroken
from domain.rules.rule import Held, Rule
from domain.vocabulary import Consensus, Opinion, Side

CONCERNED_ONLY = Rule(
    "S5.1-d", "unit_not_concerned", "An opinion is asked of, and given by, a unit the topic concerns."
)
UNANSWERED = Rule(
    "G14", "opinions_outstanding", "Consensus is declared when every unit concerned has answered on the text."
)
OBJECTION = Rule("G14", "objection_stands", "There is no consensus while a unit concerned objects to the substance.")
OTHER_SIDE = Rule("G14", "other_side_not_heard", "Consensus is reached with the other side too: it must have answered.")
NOT_FULL = Rule("G14", "not_all_agree", "Consensus is full only when every unit agrees without changes.")
BEFORE_MEETING = Rule(
    "S5.1-e", "consensus_open", "A topic generally reaches basic consensus before the meeting.", Held.DEPARTURE
)
BEFORE_MEETING_HARD = Rule("R-charter", "consensus_required", "A charter that demands consensus is kept to.")
BEFORE_APPROVAL = Rule(
    "G5", "approved_without_consensus", "A topic may be approved while consensus is open, for a reason.", Held.DEPARTURE
)

_OTHER = {Side.GOV: Side.UNION, Side.UNION: Side.GOV}

Answers = Mapping[str, tuple[int, Opinion, str]]


def require_concerned(unit: str, concerned: tuple[str, ...]) -> None:
    """Only a unit the topic concerns is asked or answers."""
    if unit not in concerned:
        raise CONCERNED_ONLY.broken(unit=unit, concerned=list(concerned))


def require_consensus(text_version: int, concerned: tuple[str, ...], answers: Answers, *, full: bool) -> None:
    """Every unit concerned has answered on this text and none objects; *full* needs plain agreement of all."""
    present = {unit: opinion for unit, (version, opinion, _) in answers.items() if version == text_version}
    outstanding = [unit for unit in concerned if unit not in present]
    if outstanding:
        raise UNANSWERED.broken(units=outstanding)
    objecting = [unit for unit, opinion in present.items() if opinion is Opinion.OBJECT and unit in concerned]
    if objecting:
        raise OBJECTION.broken(units=objecting)
    if full and any(opinion is not Opinion.AGREE for opinion in present.values()):
        raise NOT_FULL.broken()


def require_other_side(side: Side, heard: Collection[Side]) -> None:
    """A unit of the other side has answered on this text; a joint topic is both sides' own."""
    other = _OTHER.get(side)
    if other is not None and other not in heard:
        raise OTHER_SIDE.broken(side=other)


def has_lapsed(consensus: Consensus, opinion: Opinion) -> bool:
    """Whether an opinion that comes after consensus was declared takes it away: an objection, or less than full."""
    if consensus is Consensus.FULL:
        return opinion is not Opinion.AGREE
    return consensus is Consensus.BASIC and opinion is Opinion.OBJECT


def breach_at_approval(consensus: Consensus, charter: Charter) -> RuleBroken | None:
    """The breach when a topic is approved while consensus is open; none where consultation follows approval."""
    if not charter.topics.comes_before("consultation", "approval"):
        return None
    return _breach(consensus, charter, BEFORE_APPROVAL)


def breach_at_meeting(consensus: Consensus, charter: Charter) -> RuleBroken | None:
    """The breach when a meeting opens on a topic without basic consensus (会前). Clause: S5.1-e."""
    return _breach(consensus, charter, BEFORE_MEETING)


def _breach(consensus: Consensus, charter: Charter, rule: Rule) -> RuleBroken | None:
    wanted = charter.topics.consensus
    if wanted is None or consensus is Consensus.FULL or consensus is wanted:
        return None
    if charter.topics.consensus_strength is Strength.HARD:
        raise BEFORE_MEETING_HARD.broken(consensus=consensus, wanted=wanted)
    return rule.broken(consensus=consensus, wanted=wanted)
