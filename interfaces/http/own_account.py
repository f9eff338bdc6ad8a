"""One's own account: the password, and the device of codes with its recovery codes. Every change asks who sits there."""

from fastapi import APIRouter, Request
from pydantic import Field

from interfaces.http.caller import services
from interfaces.http.entry import owner, sure
from interfaces.http.entry_bodies import Closed, Code, Password

router = APIRouter(prefix="/api/v1/account", tags=["account"])
_ISSUER = "Lianxi 联席"


class NewPassword(Closed):
    """The present password, and another."""

    current: Password
    new: Password


class GivenCode(Closed):
    """A code of the device."""

    code: Code


class Device(Closed):
    """What a device is set up with, shown once; it counts from its first code on."""

    secret: str = Field(description="to be typed into the device")
    address: str = Field(description="the same as an `otpauth:` address, for a QR code")


class RecoveryCodes(Closed):
    """Codes for who lost the device, each good once; they are shown this once."""

    codes: list[str]


@router.post("/password", operation_id="change_password", status_code=204)
def change_password(request: Request, body: NewPassword) -> None:
    """Choose another password; every other session of one's own ends."""
    own = owner(request)
    services(request).access.signing_in.change_password(
        own.slug, own.account, own.session, current=body.current, new=body.new
    )


@router.post("/totp", operation_id="set_up_device", status_code=201)
def set_up_device(request: Request) -> Device:
    """Begin to set up a device of codes (TOTP)."""
    own = sure(request)
    secret, address = services(request).access.factors.begin(own.account, _ISSUER)
    return Device(secret=secret, address=address)


@router.post("/totp/confirmation", operation_id="confirm_device")
def confirm_device(request: Request, body: GivenCode) -> RecoveryCodes:
    """Show that the device works: from here on a password asks for a code of it as well."""
    own, parts = sure(request), services(request)
    codes = parts.access.factors.confirm(own.account, body.code)
    parts.access.sessions.confirm(own.session, strong=True)
    return RecoveryCodes(codes=codes)


@router.post("/totp/removal", operation_id="remove_device", status_code=204)
def remove_device(request: Request) -> None:
    """Take the device and the recovery codes away."""
    own, parts = sure(request), services(request)
    parts.access.factors.remove(own.account, by=own.account.person)
    parts.access.sessions.confirm(own.session, strong=False)
    parts.access.sessions.end_all(
        own.account.conference, own.account.person, by=own.account.person, but=own.session.digest
    )


@router.post("/recovery-codes", operation_id="renew_recovery_codes")
def renew_recovery_codes(request: Request) -> RecoveryCodes:
    """Make new recovery codes; the old ones are good no more."""
    own = sure(request)
    return RecoveryCodes(codes=services(request).access.factors.renew_recovery(own.account))
