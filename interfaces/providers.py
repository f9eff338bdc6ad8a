"""Which providers people sign in by, as the operator wrote it down in ``openid.toml``."""

import os
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from application.access.openid.provider import Proof, Provider, is_address
from interfaces.settings import BadSetting

FILE = "openid.toml"
SECRET = "LIANXI_OIDC_SECRET_FILE"  # noqa: S105 - the name of a setting
_Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
_Word = Annotated[str, StringConstraints(min_length=1, max_length=255)]


class _Written(BaseModel):
    """A provider as it is written down."""

    model_config = ConfigDict(extra="forbid", strict=True)

    issuer: _Word
    client: _Word
    conferences: list[_Word] = Field(min_length=1)
    authentication: str = Proof.BASIC
    secret_file: str | None = None
    strong_acr: list[_Word] = []
    strong_amr: list[_Word] = []
    trusted: str | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    providers: dict[_Name, _Written]


def providers_of(folder: Path) -> tuple[Provider, ...]:
    """The providers of an installation's folder: none, unless there is a file that names some.

    ``LIANXI_OIDC`` names the file where it is not the folder's ``openid.toml``; paths in it begin at its own folder.
    ``LIANXI_OIDC_SECRET_FILE`` names the file of the secret of every provider that has no ``secret_file`` of its own.
    ``BadSetting``: the file cannot be understood, or what it names is not there.
    """
    named = os.environ.get("LIANXI_OIDC")
    path = Path(named) if named else folder / FILE
    if not path.is_file():
        if named:
            raise BadSetting("LIANXI_OIDC", named, "a file")
        return ()
    return tuple(_provider(path, name, written) for name, written in _read(path).providers.items())


def _read(path: Path) -> _File:
    try:
        return _File.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadSetting(path.name, "…", str(fault)) from None
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        raise BadSetting(path.name, ".".join(map(str, first["loc"])), first["msg"]) from None


def _provider(path: Path, name: str, written: _Written) -> Provider:
    if not is_address(written.issuer, plain=True) or "?" in written.issuer:
        raise BadSetting(path.name, f"{name}.issuer", "https://host, http://localhost:port")
    if written.authentication not in {*Proof}:
        raise BadSetting(path.name, f"{name}.authentication", ", ".join(Proof))
    proof = Proof(written.authentication)
    trusted = path.parent / written.trusted if written.trusted else None
    if trusted and not trusted.is_file():
        raise BadSetting(path.name, f"{name}.trusted", "a file")
    return Provider(
        name=name,
        issuer=written.issuer,
        client=written.client,
        conferences=frozenset(written.conferences),
        proof=proof,
        secret="" if proof is Proof.NONE else _secret(path, name, written.secret_file),
        strong_acr=tuple(written.strong_acr),
        strong_amr=tuple(written.strong_amr),
        trusted=trusted,
    )


def _secret(path: Path, name: str, named: str | None) -> str:
    """The secret in a file, without the line's end; it stands in no setting itself."""
    for_all = os.environ.get(SECRET)
    place = path.parent / named if named else Path(for_all) if for_all else None
    found = place.read_text("utf-8").strip() if place and place.is_file() else ""
    if not found:
        raise BadSetting(path.name, f"{name}.secret_file", f"a file, or {SECRET}")
    return found
