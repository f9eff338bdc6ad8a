"""Passkeys: signing in with one, proving oneself again with one, and one's own, which are added, named and removed."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field, StringConstraints

from application.access.passkeys import Passkey
from domain.rules.wording import require_fit
from interfaces.http.caller import services
from interfaces.http.entry import Deliver, Me, agent_of, end_former, entered, owner, renewed, sure
from interfaces.http.entry_bodies import Closed, Slug, told
from interfaces.http.passkey_bodies import MadeCredential, UsedCredential

session = APIRouter(prefix="/api/v1", tags=["session"])
account = APIRouter(prefix="/api/v1/account/passkeys", tags=["account"])
_Label = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
    Field(description="what its owner calls it"),
]
_Named = Annotated[str, Path(max_length=64, description="the passkey's id, as the list gives it")]


class Options(Closed):
    """What to give to ``navigator.credentials``, good for five minutes and one answer."""

    public_key: dict[str, Any] = Field(
        serialization_alias="publicKey",
        description="for `parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`",
    )


class PasskeyWanted(Closed):
    """Which conference somebody wants to sign in to."""

    conference: Slug


class PasskeySignIn(Closed):
    """Who signs in to which conference: whoever's the passkey is."""

    conference: Slug
    credential: UsedCredential
    deliver: Deliver = "cookie"


class PasskeyConfirmation(Closed):
    """What proves again who sits there."""

    credential: UsedCredential


class NewPasskey(Closed):
    """A passkey that was made, and what to call it."""

    credential: MadeCredential
    label: _Label


class NewLabel(Closed):
    """Another label."""

    label: _Label


class PasskeyTold(Closed):
    """A passkey as its owner sees it."""

    id: str
    label: str
    created_at: str | None
    last_used: str | None = Field(description="null: never yet")


class PasskeyList(Closed):
    """One's passkeys, the oldest first."""

    items: list[PasskeyTold]


@session.post("/sign-in/passkey/options", operation_id="begin_sign_in_by_passkey")
def begin_sign_in(request: Request, body: PasskeyWanted) -> Options:
    """Begin to sign in with a passkey: the browser shows those it knows for this place."""
    return Options(public_key=services(request).access.passkeys.begin_sign_in(body.conference))


@session.post("/sign-in/passkey", operation_id="sign_in_by_passkey", status_code=201)
def sign_in(request: Request, response: Response, body: PasskeySignIn) -> Me:
    """Sign in with a passkey, which is two factors by itself; the session before it ends."""
    made, begun = services(request).access.passkeys.finish_sign_in(
        body.conference, body.credential.told(), agent=agent_of(request)
    )
    end_former(request)
    return entered(request, response, made, begun, deliver=body.deliver)


@session.post("/session/confirmation/passkey/options", operation_id="begin_confirmation_by_passkey")
def begin_confirmation(request: Request) -> Options:
    """Begin to prove again who sits there, with one of one's passkeys."""
    own = owner(request)
    return Options(public_key=services(request).access.passkeys.begin_confirmation(own.account, own.session))


@session.post("/session/confirmation/passkey", operation_id="confirm_by_passkey")
def confirm(request: Request, response: Response, body: PasskeyConfirmation) -> Me:
    """Prove again who sits there, before signing; from here on the session has another token."""
    own, parts = owner(request), services(request)
    parts.access.passkeys.confirm(own.account, own.session, body.credential.told())
    return renewed(request, response)


@account.post("/options", operation_id="begin_passkey")
def begin(request: Request) -> Options:
    """Begin to make a passkey: the browser makes it on a device that has none yet."""
    own = sure(request)
    return Options(public_key=services(request).access.passkeys.begin_registration(own.account, own.session))


@account.post("", operation_id="add_passkey", status_code=201)
def add(request: Request, body: NewPasskey) -> PasskeyTold:
    """Add the passkey that was made: from here on it signs its owner in."""
    own = sure(request)
    require_fit("label", body.label)
    return _told(
        services(request).access.passkeys.finish_registration(
            own.account, own.session, body.credential.told(), body.label
        )
    )


@account.get("", operation_id="list_passkeys")
def list_passkeys(request: Request) -> PasskeyList:
    """List one's passkeys."""
    own = owner(request)
    return PasskeyList(items=[_told(each) for each in services(request).access.passkeys.all(own.account)])


@account.post("/{passkey}/label", operation_id="name_passkey")
def name(request: Request, passkey: _Named, body: NewLabel) -> PasskeyTold:
    """Call a passkey something else."""
    own = owner(request)
    require_fit("label", body.label)
    return _told(services(request).access.passkeys.rename(own.account, passkey, body.label))


@account.post("/{passkey}/removal", operation_id="remove_passkey", status_code=204)
def remove(request: Request, passkey: _Named) -> None:
    """Let a passkey prove nothing any more; every other session of one's own ends."""
    own = sure(request)
    services(request).access.passkeys.remove(own.account, own.session, passkey)


def _told(passkey: Passkey) -> PasskeyTold:
    return PasskeyTold(
        id=passkey.id,
        label=passkey.label,
        created_at=told(passkey.created_at),
        last_used=told(passkey.last_used),
    )
