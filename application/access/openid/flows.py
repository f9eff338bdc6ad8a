"""Flows that have begun: each bound to one browser, one provider and what it is for, and finished once, within ten minutes."""

import json
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

from application.access.accounts import digest_of
from application.access.store import Store
from application.codec import instant, microseconds
from application.ports import Clock

GOOD_FOR = timedelta(minutes=10)
_WHAT = "openid"
_BYTES = 32
_ADD = "INSERT INTO pending (digest, what, body, until) VALUES (?, ?, ?, ?)"
_TAKE = "DELETE FROM pending WHERE digest = ? AND what = ? AND until > ? RETURNING body"


class Purpose(StrEnum):
    """What somebody goes to his provider for."""

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"
    LINK = "link"


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A flow that has begun. ``session`` is the digest of the one it belongs to, empty where somebody signs in."""

    provider: str
    conference: str
    purpose: Purpose
    deliver: str = "cookie"
    session: str = ""
    nonce: str = ""
    verifier: str = ""
    browser: str = ""
    begun_at: datetime

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier (PKCE, S256)."""
        return urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()

    @property
    def is_fresh(self) -> bool:
        """Whether he has to sign in at the provider anew, however lately he did."""
        return self.purpose is not Purpose.SIGN_IN


class Flows:
    """The flows that are out. What the browser and the provider carry is kept as digests alone."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def begin(self, wanted: Flow) -> tuple[str, str, Flow]:
        """The state that goes by the provider, what the browser keeps meanwhile, and the flow with its own secrets."""
        state, browser = token_urlsafe(_BYTES), token_urlsafe(_BYTES)
        flow = replace(wanted, nonce=token_urlsafe(_BYTES), verifier=token_urlsafe(_BYTES), browser=digest_of(browser))
        body = json.dumps(asdict(flow) | {"begun_at": microseconds(flow.begun_at)}).encode()
        now = self._clock.now()
        self._store.do("DELETE FROM pending WHERE until <= ?", now)
        self._store.do(_ADD, digest_of(state), _WHAT, body, now + GOOD_FOR)
        return state, browser, flow

    def take(self, state: str, browser: str) -> Flow | None:
        """The flow of a state, which is used up by this, whoever brings it; None: it is not out, or is another browser's."""
        row = self._store.one(_TAKE, digest_of(state), _WHAT, self._clock.now())
        if row is None:
            return None
        told = json.loads(row[0])
        told |= {"begun_at": instant(told["begun_at"]), "purpose": Purpose(told["purpose"])}
        flow = Flow(**told)
        return flow if compare_digest(flow.browser, digest_of(browser)) else None
