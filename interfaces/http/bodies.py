"""The body of each command, made from the command itself: its own fields, closed, and ``act`` for the circumstances."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Annotated, Any, get_type_hints

from annotated_types import MaxLen
from pydantic import BaseModel, ConfigDict, Field, create_model

from application.commands.command import Command, Remark, Seat
from application.desk import Behalf
from domain.vocabulary import Basis


class BehalfBody(BaseModel):
    """Whose act the office enters, and on what basis."""

    model_config = ConfigDict(extra="forbid")
    basis: Basis
    person: Annotated[str, MaxLen(36)] | None = Field(None, description="who acted")
    unit: Annotated[str, MaxLen(40)] | None = Field(
        None, description="the unit that answered, where no person is named"
    )
    evidence: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description="SHA-256 of the scanned sheet; needed for acts on paper"
    )

    def value(self) -> Behalf:
        """The same, as the desk takes it."""
        return Behalf(basis=self.basis, person=self.person, unit=self.unit, evidence=self.evidence)


class ActBody(BaseModel):
    """The circumstances of an act, where they differ from: I, today, in the one seat that entitles me."""

    model_config = ConfigDict(extra="forbid")
    on: date | None = Field(None, description="business date of the act; today if left out, never in the future")
    seat: Seat | None = Field(None, description="the seat it is done in, needed when several of mine would entitle me")
    behalf: BehalfBody | None = Field(None, description="when the office enters another's act")
    departing: Mapping[str, Remark] = Field(
        default_factory=dict,
        description="reasons for departing from soft rules, by the code of the rule",
        max_length=30,
    )


def body_of(command: type[Command], in_path: frozenset[str]) -> type[BaseModel]:
    """The closed body model of a command, without the fields its path carries."""
    hints = get_type_hints(command, include_extras=True)
    own: dict[str, Any] = {
        field.name: (hints[field.name], ... if field.default is MISSING else field.default)
        for field in fields(command)
        if field.name not in in_path
    }
    own["act"] = (ActBody, ActBody.model_validate({}))
    return create_model(
        f"{command.__name__}Body", __config__=ConfigDict(extra="forbid"), __doc__=command.__doc__, **own
    )


def command_from(command: type[Command], body: BaseModel, path: Mapping[str, Any]) -> Command:
    """The command that a body and the parameters of its path ask for."""
    given = {name: getattr(body, name) for name in type(body).model_fields if name != "act"}
    return command(**given, **path)
