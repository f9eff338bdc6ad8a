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


class AccountOpened(Fact):
    """Somebody was let sign in to a conference, by a person or, at the machine, by ``operator``."""

    TOPIC = "installation.account_opened"
    origin: str
    person: str
    done_by: str


class AccountClosed(Fact):
    """Somebody signs in no more."""

    TOPIC = "installation.account_closed"
    origin: str
    person: str
    done_by: str


class RoleGranted(Fact):
    """Somebody became an administrator, auditor or archivist of a conference."""

    TOPIC = "installation.role_granted"
    origin: str
    person: str
    role: str
    done_by: str


class RoleEnded(Fact):
    """Somebody is it no more."""

    TOPIC = "installation.role_ended"
    origin: str
    person: str
    role: str
    done_by: str


class CredentialChanged(Fact):
    """What somebody proves himself with was changed: his code, password, second factor or identity elsewhere."""

    TOPIC = "installation.credential_changed"
    origin: str
    person: str
    what: str
    done_by: str


class TokenIssued(Fact):
    """A token was made that stands for somebody; ``token`` is the beginning of its digest."""

    TOPIC = "installation.token_issued"
    origin: str
    person: str
    token: str
    scopes: str
    seat: str
    until: str
    done_by: str


class TokenRevoked(Fact):
    """A token stands for nobody any more."""

    TOPIC = "installation.token_revoked"
    origin: str
    person: str
    token: str
    done_by: str


class SignedIn(Fact):
    """Somebody signed in; ``means`` says how: by password, passkey or provider, and with which second factor."""

    TOPIC = "installation.signed_in"
    origin: str
    person: str
    means: str


class SignInFailed(Fact):
    """Somebody failed to sign in so often that the name has to wait; ``person`` is empty where the name is nobody's."""

    TOPIC = "installation.sign_in_failed"
    origin: str
    person: str
    failures: int


class SessionEnded(Fact):
    """A session was ended before its time, by himself or by who ended it for him."""

    TOPIC = "installation.session_ended"
    origin: str
    person: str
    done_by: str


class AccessRefused(Fact):
    """Somebody reached for what is not his; the same again within the hour is not recorded again."""

    TOPIC = "installation.access_refused"
    origin: str
    person: str
    what: str
    code: str


class Heartbeat(Fact):
    """The installation was there."""

    TOPIC = "installation.heartbeat"
