"""Facts of a decision on the public board: put to the heads, agreed to, published, and taken off."""

from domain.stream import Fact


class PublicationProposed(Fact):
    """The office put to the heads that the decision stand on the public board, after reviewing it for publication."""

    TOPIC = "decision.publication_proposed"
    GAPS = ("G10",)
    number: int
    text_version: int
    note: str
    review: str


class PublicationAgreed(Fact):
    """One of the heads agreed to the publication."""

    TOPIC = "decision.publication_agreed"
    GAPS = ("G2", "G10")
    number: int


class Published(Fact):
    """The heads decided that the decision stands on the public board, in these words."""

    TOPIC = "decision.published"
    GAPS = ("G2", "G10")
    number: int
    text_version: int
    text: str
    note: str


class PublicationRefused(Fact):
    """One of the heads refused the publication; what stood on the board before still stands there."""

    TOPIC = "decision.publication_refused"
    GAPS = ("G2", "G10")
    number: int
    reason: str


class TakenOffBoard(Fact):
    """The office or one of the heads took the decision off the public board."""

    TOPIC = "decision.taken_off_board"
    GAPS = ("G10",)
    reason: str
