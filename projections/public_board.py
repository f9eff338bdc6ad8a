"""What the public sees of a decision that the heads published: its words, its units, its dates, and how it stands.

Gap: G10. Only what is named here is public. Reports, opinions, reasons, remarks and people stay where they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from domain.decision_words import Stage
from domain.facts import decision as facts
from domain.facts import decision_following as following
from domain.facts import decision_publication as publication
from domain.recorded import Recorded
from projections import Doc
from projections.course import Day, course
from projections.telling import told

_CARRIED_OUT = "being_carried_out"
_STANDING = {
    Stage.REPORTED: "reported",
    Stage.ACCEPTED: "accepted",
    Stage.CARRIED_OVER: "carried_over",
    Stage.COMPLETED: "completed",
    Stage.ENDED: "ended",
    Stage.SUPERSEDED: "superseded",
}
_STEPS = (
    *(facts.Adopted, facts.TakenOver, facts.Minuted, facts.Assigned, facts.Received, facts.LeadChanged),
    *(facts.DueChanged, facts.Heard, facts.CarriedOver, facts.Completed, facts.Ended, facts.Superseded),
    *(facts.WordingCorrected, facts.Reopened, following.ExtensionGranted, following.Reported),
    *(following.ReportAccepted, publication.Published, publication.TakenOffBoard),
)
_SAID = ("outcome", "due")
"""What is public of a step beside its day."""


def entry(decision: Doc, day: Day) -> Doc:
    """A published decision as everybody sees it that day; ``corrected`` is how it read before each corrigendum."""
    published = decision["published"]
    kept = ("id", "year", "text", "lead", "assisting", "due", "original_due", "adopted_on", "closed_on", "carried_over")
    return {
        **{name: decision[name] for name in kept},
        "meeting": decision["meeting"],
        "number": decision["number"],
        "standing": _STANDING.get(decision["stage"], _CARRIED_OUT),
        "course": course(decision, day)["course"],
        "note": published["note"],
        "published_on": _agreed_on(decision),
        "corrected": [
            {"text": earlier["text"], "until": earlier["until"]}
            for earlier in decision["earlier_texts"]
            if earlier["version"] >= published["text_version"]
        ],
    }


def _agreed_on(decision: Doc) -> str:
    """The day of the last agreement that made it public, which need not be the one entered last."""
    published = decision["published"]
    asked = [each for each in decision["publications"] if each["number"] == published["number"]]
    given = [agreement["on"] for each in asked for agreement in each["agreements"]]
    return str(max([published["by"]["on"], *given]))


def standings(stages: Mapping[Any, int]) -> Doc:
    """How many stand where, from how many stand at each stage."""
    counted: Doc = {}
    for stage, many in stages.items():
        standing = _STANDING.get(stage, _CARRIED_OUT)
        counted[standing] = counted.get(standing, 0) + many
    return counted


def steps(events: Iterable[Recorded]) -> Iterator[Doc]:
    """The steps of a decision that are public, each with its day and its position, which its receipt is for."""
    for event in events:
        fact: Any = event.fact
        if isinstance(fact, _STEPS):
            said = {name: told(getattr(fact, name)) for name in _SAID if hasattr(fact, name)}
            yield {"fact": fact.TOPIC, "on": told(fact.trace.on), "position": event.position} | said


def record_of(events: Iterable[Recorded]) -> int:
    """The position of the record that made it public as it is now: the one record that is public whole."""
    return [event.position for event in events if isinstance(event.fact, publication.Published)][-1]
