"""Whether what the public sees is what the heads were asked about, and was taken away only by who may.

Clause: G10. That both sides agreed is looked at with all other agreements.
"""

from collections.abc import Iterator
from typing import Any

from domain.facts import decision_publication as facts
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from projections import Rows
from projections.auditors import Verdict, charter_for, found
from projections.auditors.trails import digest, house_of, positions, trail_before

OTHER_WORDS = Rule(
    "G10",
    "published_other_words",
    "What was put or published is not how the decision reads, or has another note than the one put.",
    Held.FINDING,
)
UNNAMED = Rule(
    "G10", "published_under_no_panel", "It was published where the charter names nobody who decides it.", Held.FINDING
)
BY_OTHER = Rule(
    "G10",
    "publication_undone_by_other",
    "Who took it off the board, or refused it, is neither a head nor, for taking off, of the office.",
    Held.FINDING,
)


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """Every step of a decision on its way to the public and back."""
    fact, trail = event.fact, trail_before(rows, event)
    charter = charter_for(rows, fact.trace.on, fact.trace.under)
    panel = charter.follow_up.settled_by
    told: dict[str, Any] = {"what": fact.TOPIC, "person": fact.trace.by.person, "seat": fact.trace.by.seat}
    put = positions(trail, "decision.publication_proposed")
    match fact:
        case facts.PublicationProposed() if fact.text_version != trail["words"][0]:
            yield found(OTHER_WORDS, event, trail, about=event.version, **told)
        case facts.Published():
            if [fact.text_version, digest(fact.text), digest(fact.note)] != [*trail["words"], trail["note"]]:
                yield found(OTHER_WORDS, event, trail, *put, about=event.version, **told)
            if panel is None:
                yield found(UNNAMED, event, trail, *put, about=event.version, **told)
        case facts.TakenOffBoard() | facts.PublicationRefused():
            heads = panel.seats + panel.stand_ins if panel else ()
            office = house_of(rows)["office"].get(fact.trace.under, ()) if isinstance(fact, facts.TakenOffBoard) else ()
            if fact.trace.by.seat not in (*heads, *office):
                yield found(BY_OTHER, event, trail, *put, about=event.version, **told)
        case _:
            return
