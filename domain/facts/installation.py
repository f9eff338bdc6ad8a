"""Facts of the installation itself: its logs, their keys and checkpoints, and what its operators did."""

from domain.stream import Fact, First


class Begun(First):
    """The installation began to keep its own log."""

    TOPIC = "installation.begun"
    name: str


class ReleaseStarted(Fact):
    """Another release of the product began to write."""

    TOPIC = "installation.release_started"
    release: str


class ConferenceCreated(Fact):
    """The log of a conference was begun."""

    TOPIC = "installation.conference_created"
    slug: str
    origin: str


class KeyIntroduced(Fact):
    """A key signs the checkpoints of a log from here on."""

    TOPIC = "installation.key_introduced"
    origin: str
    epoch: int
    vkey: str


class KeyRotated(Fact):
    """A new key took the place of the one that signed for a log; both have signed that it did."""

    TOPIC = "installation.key_rotated"
    origin: str
    old: str
    new: str
    old_signature: str
    new_signature: str


class CheckpointSigned(Fact):
    """A checkpoint of a conference's log was signed."""

    TOPIC = "installation.checkpoint_signed"
    origin: str
    epoch: int
    size: int
    root: str


class StateRooted(Fact):
    """The state of all of a conference's streams, as of a size of its log, was bound to one hash."""

    TOPIC = "installation.state_rooted"
    origin: str
    size: int
    schema: int
    root: str


class EpochDeclared(Fact):
    """The operator declared that a log goes on from an older state; what had come after it is given up, and named."""

    TOPIC = "installation.epoch_declared"
    origin: str
    epoch: int
    size: int
    root: str
    abandoned_size: int
    abandoned_root: str
    reason: str


class PersonErased(Fact):
    """What was held about a person in a conference was erased; the conference's own log names each value."""

    TOPIC = "installation.person_erased"
    origin: str
    position: int
    person: str
    basis: str
    values: int


class Exported(Fact):
    """A conference's log was exported for a reader, with the openings he may see."""

    TOPIC = "installation.exported"
    origin: str
    size: int
    root: str
    since: int
    reader: str
    openings: str


class AuditRead(Fact):
    """Somebody read a conference's records whole."""

    TOPIC = "installation.audit_read"
    origin: str
    what: str
    who: str


class BackedUp(Fact):
    """A copy of all logs was made."""

    TOPIC = "installation.backed_up"
    digest: str


class Restored(Fact):
    """The logs were put back from a copy."""

    TOPIC = "installation.restored"
    digest: str


class Heartbeat(Fact):
    """The installation was there."""

    TOPIC = "installation.heartbeat"
