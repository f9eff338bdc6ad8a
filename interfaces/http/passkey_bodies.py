"""What browsers send of passkeys: the JSON that ``PublicKeyCredential.toJSON()`` makes (WebAuthn, level 3), closed and bounded."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from interfaces.http.entry_bodies import Closed


def _bytes(most: int) -> StringConstraints:
    """Bytes in base64url without padding, so many signs at most."""
    return StringConstraints(min_length=1, max_length=most, pattern="^[A-Za-z0-9_-]+$")


_Id = Annotated[str, _bytes(1_364), Field(description="of the credential, in base64url as all bytes are")]
_Short = Annotated[str, _bytes(2_048)]
_ClientData = Annotated[str, _bytes(8_192), Field(alias="clientDataJSON")]
_AuthenticatorData = Annotated[str, _bytes(8_192)]
_Attestation = Annotated[str, _bytes(32_768)]
_Transports = Annotated[list[Annotated[str, StringConstraints(max_length=32)]], Field(max_length=10)]


class MadeResponse(Closed):
    """What an authenticator answers that has made a credential. What it says twice is read once."""

    client_data: _ClientData
    attestation_object: _Attestation = Field(alias="attestationObject")
    authenticator_data: _AuthenticatorData | None = Field(None, alias="authenticatorData")
    public_key: Annotated[str, _bytes(8_192)] | None = Field(None, alias="publicKey")
    public_key_algorithm: int | None = Field(None, alias="publicKeyAlgorithm")
    transports: _Transports | None = None


class UsedResponse(Closed):
    """What an authenticator answers that has used a credential."""

    client_data: _ClientData
    authenticator_data: _AuthenticatorData = Field(alias="authenticatorData")
    signature: _Short
    user_handle: Annotated[str, _bytes(88)] | None = Field(None, alias="userHandle")
    attestation_object: _Attestation | None = Field(None, alias="attestationObject")


class _Credential(Closed):
    """A credential as a browser tells it."""

    id: _Id
    raw_id: Annotated[_Id, Field(alias="rawId")]
    type: Literal["public-key"]
    authenticator_attachment: Literal["platform", "cross-platform"] | None = Field(
        None, alias="authenticatorAttachment"
    )
    client_extension_results: Annotated[dict[str, Any], Field(max_length=16)] | None = Field(
        None, alias="clientExtensionResults", description="not looked at"
    )

    def told(self) -> dict[str, Any]:
        """The credential under the names that browsers use."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class MadeCredential(_Credential):
    """A credential that was made (RegistrationResponseJSON)."""

    response: MadeResponse


class UsedCredential(_Credential):
    """A credential that was used (AuthenticationResponseJSON)."""

    response: UsedResponse
