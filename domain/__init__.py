"""What is true and what is allowed in a joint conference: no I/O, no clock, no framework but ``eventsourcing.domain``."""
