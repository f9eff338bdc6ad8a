"""Everything about who comes in, put together over one file beside the logs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from application.access.accounts import Accounts
from application.access.backoff import Backoff
from application.access.breached import Breached
from application.access.factors import Factors, Locks
from application.access.gate import Gate
from application.access.journal import Journal
from application.access.openid.flows import Flows
from application.access.openid.identities import Identities
from application.access.openid.openid import OpenID
from application.access.openid.provider import Provider
from application.access.passkeys import Passkeys
from application.access.relying import RelyingParty
from application.access.sessions import Sessions
from application.access.signing_in import SigningIn
from application.access.store import Store
from application.access.taken_over import take_over
from application.access.tokens import Tokens
from application.log import Log
from application.ports import Clock
from application.proof.system import SystemLog
from domain.errors import NotFound
from domain.vocabulary import Role

FILE = "access.db"


@dataclass(frozen=True, kw_only=True)
class Access:
    """The accounts of an installation. ``second_factor``: whoever signs in by password needs one to do anything.

    ``origin`` is the address that people have in their browsers.
    """

    store: Store
    journal: Journal
    accounts: Accounts
    factors: Factors
    sessions: Sessions
    tokens: Tokens
    signing_in: SigningIn
    passkeys: Passkeys
    identities: Identities
    openid: OpenID
    gate: Gate
    second_factor: bool
    origin: str

    def role_of(self, conference: int, person: str) -> Role | None:
        """The role of somebody beyond the seats."""
        found = self.accounts.find(conference, person)
        return found.role if found else None

    def close(self) -> None:
        """Close the file."""
        self.store.close()


def open_access(
    folder: Path,
    *,
    log: Log,
    system: SystemLog,
    locks: Locks,
    clock: Clock,
    second_factor: bool = True,
    breached: Path | None = None,
    origin: str = "http://localhost:8000",
    providers: Iterable[Provider] = (),
) -> Access:
    """The accounts of an installation's folder; tokens that an earlier release kept in the log's file come over.

    ``origin`` is the address that people have in their browsers, ``providers`` who else may say who they are.
    """

    def conference_of(slug: str) -> int | None:
        try:
            return log.conference(slug)[0]
        except NotFound:
            return None

    store = Store(folder / FILE)
    take_over(folder / "log.db", store)
    journal = Journal(system, lambda conference: log.listed(conference).origin)
    accounts = Accounts(store, journal, clock, Breached(breached))
    factors = Factors(store, journal, clock, locks)
    sessions, tokens = Sessions(store, journal, clock), Tokens(store, journal, clock)
    identities = Identities(store, journal, clock)
    return Access(
        store=store,
        journal=journal,
        accounts=accounts,
        factors=factors,
        sessions=sessions,
        tokens=tokens,
        signing_in=SigningIn(accounts, factors, sessions, Backoff(store), journal, clock, conference_of),
        passkeys=Passkeys(
            store,
            journal,
            clock,
            accounts=accounts,
            sessions=sessions,
            party=RelyingParty(origin),
            conference_of=conference_of,
            required=second_factor,
        ),
        identities=identities,
        openid=OpenID(
            providers,
            origin=origin,
            clock=clock,
            journal=journal,
            accounts=accounts,
            sessions=sessions,
            identities=identities,
            flows=Flows(store, clock),
            conference_of=conference_of,
        ),
        gate=Gate(accounts, sessions, tokens, clock),
        second_factor=second_factor,
        origin=origin,
    )
