"""Going to a provider and coming back: to sign in, to prove oneself again, or to link an identity to one's account.

The flow is the authorization code flow with PKCE, state and nonce. Nothing of a provider's answer is believed before the
state is known to be this browser's, the answer to be this provider's, and its ID token to hold.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote_plus, urlencode, urlsplit

from application.access.accounts import Account, Accounts
from application.access.journal import Journal
from application.access.openid.discovery import Described, Directory
from application.access.openid.fetching import Fetcher, Json
from application.access.openid.flows import Flow, Flows, Purpose
from application.access.openid.id_tokens import Expected, Identity, Unsound, identity_of
from application.access.openid.identities import Identities
from application.access.openid.provider import Proof, Provider
from application.access.sessions import Session, Sessions
from application.access.signing_in import NotKnown
from application.ports import Clock
from domain.errors import NotFound

RETURN = "/api/v1/sign-in/openid/{provider}/return"
"""Where providers send people back to, below the origin: an address of its own for each."""
_REASONS = frozenset(
    {"access_denied", "account_selection_required", "consent_required", "interaction_required", "login_required"}
    | {"invalid_request", "invalid_scope", "server_error", "temporarily_unavailable", "unauthorized_client"}
)


@dataclass(frozen=True, kw_only=True)
class Begun:
    """Where the browser goes, and what it keeps until it is back."""

    location: str
    browser: str


@dataclass(frozen=True, kw_only=True)
class Returned:
    """What the browser came back with; ``provider`` is the one whose address it came to."""

    provider: str
    state: str
    browser: str
    code: str = ""
    error: str = ""
    issuer: str | None = None


@dataclass(frozen=True, kw_only=True)
class Finished:
    """What came of it. ``made`` is the new token of a session that began or was confirmed by it, to be delivered."""

    purpose: Purpose
    deliver: str
    session: Session
    made: str | None = None


class OpenID:
    """The providers of an installation. ``origin`` is the address that people have in their browsers."""

    def __init__(
        self,
        providers: Iterable[Provider],
        *,
        origin: str,
        clock: Clock,
        journal: Journal,
        accounts: Accounts,
        sessions: Sessions,
        identities: Identities,
        flows: Flows,
        conference_of: Callable[[str], int | None],
        fetcher: Callable[[Provider], Fetcher] = Fetcher,
    ) -> None:
        self._origin = origin
        self._clock = clock
        self._journal = journal
        self._accounts = accounts
        self._sessions = sessions
        self._identities = identities
        self._flows = flows
        self._conference_of = conference_of
        self._parties = {each.name: _Party(each, fetcher(each), clock) for each in providers}

    @property
    def names(self) -> list[str]:
        """The short names of the providers, in order."""
        return sorted(self._parties)

    def begin(
        self, name: str, slug: str, purpose: Purpose, *, deliver: str = "", session: Session | None = None
    ) -> Begun:
        """Begin a flow, for a session if there is one. ``NotFound``: the conference has no such provider."""
        party = self._party(name, slug)
        described = party.directory.described()
        state, browser, flow = self._flows.begin(
            Flow(
                provider=name,
                conference=slug,
                purpose=purpose,
                deliver=deliver,
                session=session.digest if session else "",
                begun_at=self._clock.now(),
            )
        )
        return Begun(location=self._location(party.provider, described, flow, state), browser=browser)

    def finish(self, returned: Returned, session: Session | None, *, agent: str) -> Finished:
        """Finish a flow in the browser, and the session, that it began in.

        ``NotKnown``: nobody is let in by what came back, and nothing is linked. ``Unreachable``: the provider is.
        """
        flow = self._flows.take(returned.state, returned.browser)
        if flow is None or flow.provider != returned.provider:
            raise NotKnown("openid_state_unknown", clause="R-access")
        if flow.session and (session is None or session.digest != flow.session):
            raise NotKnown("openid_state_unknown", clause="R-access")
        try:
            return self._finished(flow, returned, session if flow.session else None, agent)
        except NotKnown as refusal:
            self._note(flow, session, refusal)
            raise

    def _finished(self, flow: Flow, returned: Returned, session: Session | None, agent: str) -> Finished:
        party = self._party(flow.provider, flow.conference)
        identity = self._identity(party, flow, returned)
        if session is None:
            return self._signed_in(party.provider, flow, identity, agent)
        if flow.purpose is Purpose.LINK:
            account = self._accounts.get(session.conference, session.person)
            self._identities.link(account, identity.issuer, identity.subject, by=account.person)
        elif self._whose(flow, identity).person == session.person:
            strong = party.provider.is_strong(identity.acr, identity.amr)
            self._sessions.confirm(session, strong=True if strong else None)
            made, session = self._sessions.renew(session)
            session = replace(session, confirmed_at=self._clock.now(), strong=session.strong or strong)
            return Finished(purpose=flow.purpose, deliver=flow.deliver, session=session, made=made)
        else:
            raise NotKnown("identity_unknown", clause="R-access")
        return Finished(purpose=flow.purpose, deliver=flow.deliver, session=session)

    def _signed_in(self, provider: Provider, flow: Flow, identity: Identity, agent: str) -> Finished:
        account, strong = self._whose(flow, identity), provider.is_strong(identity.acr, identity.amr)
        with self._accounts.held(account):
            self._whose(flow, identity)  # it may have been unlinked meanwhile
            made, session = self._sessions.begin(
                account.conference, account.person, means=f"openid:{provider.name}", strong=strong, agent=agent
            )
        return Finished(purpose=flow.purpose, deliver=flow.deliver, session=session, made=made)

    def _whose(self, flow: Flow, identity: Identity) -> Account:
        """The open account of an identity in the flow's conference."""
        conference = self._conference_of(flow.conference)
        person = conference and self._identities.person(identity.issuer, identity.subject, conference)
        account = self._accounts.find(conference, person) if conference and person else None
        if account is None or not account.is_open:
            raise NotKnown("identity_unknown", clause="R-access")
        return account

    def _identity(self, party: "_Party", flow: Flow, returned: Returned) -> Identity:
        """Who the provider says has come back."""
        provider, described = party.provider, party.directory.described()
        if returned.issuer != provider.issuer and (described.names_itself or returned.issuer is not None):
            raise NotKnown("openid_token_bad", clause="R-access", provider=provider.name, fault="issuer")
        if returned.error or not returned.code:
            why = returned.error if returned.error in _REASONS else "other"
            raise NotKnown("openid_refused", clause="R-access", provider=provider.name, fault=why)
        told = party.redeemed(described, returned.code, flow.verifier, self._return_to(provider))
        if told is None:
            raise NotKnown("openid_refused", clause="R-access", provider=provider.name, fault="code")
        return self._read(party, described, flow, returned.code, told)

    def _read(self, party: "_Party", described: Described, flow: Flow, code: str, told: Json) -> Identity:
        access, token = told.get("access_token"), told.get("id_token")
        expected = Expected(
            provider=party.provider,
            algorithms=described.algorithms,
            keys=party.directory.keys,
            nonce=flow.nonce,
            code=code,
            access_token=access if isinstance(access, str) else None,
            begun_at=flow.begun_at,
            fresh=flow.is_fresh,
        )
        try:
            return identity_of(token if isinstance(token, str) else "", expected, self._clock.now())
        except Unsound as fault:
            name = party.provider.name
            raise NotKnown("openid_token_bad", clause="R-access", provider=name, fault=str(fault)) from None

    def _party(self, name: str, slug: str) -> "_Party":
        party = self._parties.get(name)
        if party is None or slug not in party.provider.conferences or self._conference_of(slug) is None:
            raise NotFound("provider_unknown", clause="R-known", thing="provider", id=name)
        return party

    def _return_to(self, provider: Provider) -> str:
        return self._origin + RETURN.format(provider=provider.name)

    def _location(self, provider: Provider, described: Described, flow: Flow, state: str) -> str:
        asked = {
            "response_type": "code",
            "client_id": provider.client,
            "redirect_uri": self._return_to(provider),
            "scope": "openid",
            "state": state,
            "nonce": flow.nonce,
            "code_challenge": flow.challenge,
            "code_challenge_method": "S256",
        }
        if provider.strong_acr:
            asked["acr_values"] = " ".join(provider.strong_acr)
        if flow.is_fresh:
            asked |= {"prompt": "login", "max_age": "0"}
        joint = "&" if urlsplit(described.authorization).query else "?"
        return f"{described.authorization}{joint}{urlencode(asked)}"

    def _note(self, flow: Flow, session: Session | None, refusal: NotKnown) -> None:
        """Record that a flow came back in vain, and why, as far as it is known in which conference."""
        conference = self._conference_of(flow.conference)
        if conference is not None:
            person = session.person if flow.session and session else ""
            what = f"{flow.purpose}_by_provider"
            self._journal.refused(conference, self._clock.now(), person=person, what=what, code=refusal.code)


class _Party:
    """A provider, and what is known of it."""

    def __init__(self, provider: Provider, fetcher: Fetcher, clock: Clock) -> None:
        self.provider = provider
        self.directory = Directory(provider, fetcher, clock)
        self._fetcher = fetcher

    def redeemed(self, described: Described, code: str, verifier: str, return_to: str) -> Json | None:
        """What the provider gives for a code; None: it gives nothing for this one."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": return_to, "code_verifier": verifier}
        client, secret, headers = self.provider.client, self.provider.secret, {}
        match self.provider.proof:
            case Proof.BASIC:
                both = f"{quote_plus(client)}:{quote_plus(secret)}".encode()
                headers["Authorization"] = f"Basic {b64encode(both).decode()}"
            case Proof.POST:
                form |= {"client_id": client, "client_secret": secret}
            case Proof.NONE:
                form["client_id"] = client
        return self._fetcher.post(described.token, form, headers)
