"""Who holds seats of several sides says in which one he acts: the side comes from the seat, never from the person."""

from domain.rules.rule import Rule

SEAT_NOT_NAMED = Rule("R-seat", "seat_not_named", "Who holds seats of several sides says in which one he acts.")
