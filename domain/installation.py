"""The installation: what its own log says of the logs it keeps. Nothing here is decided; it is recorded as it happens."""

from collections.abc import Mapping
from uuid import UUID

from eventsourcing.domain import event

from domain.facts import installation as facts
from domain.stream import Circumstances, Stream


class Installation(Stream, facts=facts):
    """One installation, from its beginning.

    It names itself, each release that writes, each conference, and each key that signs. Every checkpoint of every
    conference is recorded here with its size and root, so that whoever holds a checkpoint of this log holds them all.
    Exports, audit reads, backups, restores, erasures and epochs leave their fact; so do accounts, roles, tokens, who signed
    in and who was kept out; and once an hour it says it is there.
    """

    TOPIC = "installation"

    @event(facts.Begun)
    def __init__(self, name: str) -> None:
        self.name = name
        self.release = ""
        self.conferences: frozenset[str] = frozenset()
        self.keys: Mapping[str, str] = {}
        self.signed: Mapping[str, int] = {}
        self.rooted: Mapping[str, int] = {}
        self.epochs: Mapping[str, int] = {}
        self.told: Mapping[str, int] = {}

    @classmethod
    def begin_with(cls, act: Circumstances, stream: UUID, *, name: str) -> "Installation":
        """Begin the log under the installation's name."""
        return cls.begin(act, stream, facts.Begun, name=name)

    @event(facts.ReleaseStarted)
    def _release_started(self, release: str) -> None:
        self.release = release

    @event(facts.ConferenceCreated)
    def _conference_created(self, origin: str) -> None:
        self.conferences |= {origin}

    @event(facts.KeyIntroduced)
    def _key_introduced(self, vkey: str) -> None:
        self.keys = {**self.keys, _name(vkey): vkey}

    @event(facts.KeyRotated)
    def _key_rotated(self, new: str) -> None:
        self.keys = {**self.keys, _name(new): new}

    @event(facts.CheckpointSigned)
    def _checkpoint_signed(self, origin: str, epoch: int, size: int) -> None:
        self.signed = {**self.signed, origin: size}
        self.told = {**self.told, signed_as(origin, epoch): size}

    @event(facts.StateRooted)
    def _state_rooted(self, origin: str, size: int) -> None:
        self.rooted = {**self.rooted, origin: size}

    @event(facts.EpochDeclared)
    def _epoch_declared(self, origin: str, epoch: int, size: int) -> None:
        self.epochs = {**self.epochs, origin: epoch}
        self.signed = {**self.signed, origin: size}
        self.rooted = {**self.rooted, origin: min(size, self.rooted.get(origin, 0))}

    @event(facts.PersonErased)
    def _person_erased(self) -> None:
        """Only what is in the log counts."""

    @event(facts.Exported)
    def _exported(self) -> None:
        """Only what is in the log counts."""

    @event(facts.AuditRead)
    def _audit_read(self) -> None:
        """Only what is in the log counts."""

    @event(facts.BackedUp)
    def _backed_up(self) -> None:
        """Only what is in the log counts."""

    @event(facts.Restored)
    def _restored(self) -> None:
        """Only what is in the log counts."""

    @event(facts.AccountOpened)
    def _account_opened(self) -> None:
        """Only what is in the log counts."""

    @event(facts.AccountClosed)
    def _account_closed(self) -> None:
        """Only what is in the log counts."""

    @event(facts.RoleGranted)
    def _role_granted(self) -> None:
        """Only what is in the log counts."""

    @event(facts.RoleEnded)
    def _role_ended(self) -> None:
        """Only what is in the log counts."""

    @event(facts.CredentialChanged)
    def _credential_changed(self) -> None:
        """Only what is in the log counts."""

    @event(facts.TokenIssued)
    def _token_issued(self) -> None:
        """Only what is in the log counts."""

    @event(facts.TokenRevoked)
    def _token_revoked(self) -> None:
        """Only what is in the log counts."""

    @event(facts.SignedIn)
    def _signed_in(self) -> None:
        """Only what is in the log counts."""

    @event(facts.SignInFailed)
    def _sign_in_failed(self) -> None:
        """Only what is in the log counts."""

    @event(facts.SessionEnded)
    def _session_ended(self) -> None:
        """Only what is in the log counts."""

    @event(facts.AccessRefused)
    def _access_refused(self) -> None:
        """Only what is in the log counts."""

    @event(facts.Heartbeat)
    def _heartbeat(self) -> None:
        """Only what is in the log counts."""


def signed_as(origin: str, epoch: int) -> str:
    """What the checkpoints of a log call it: its origin, and from the second epoch on that with the epoch's number."""
    return origin if epoch == 1 else f"{origin}/epoch/{epoch}"


def _name(vkey: str) -> str:
    """Whose checkpoints a key signs."""
    return vkey.partition("+")[0]
