"""What may stand in requests about accounts: closed models, and the size of everything in them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from application.codec import instant_text, microseconds


class Closed(BaseModel):
    """A body that holds these fields and no others."""

    model_config = ConfigDict(extra="forbid")


Slug = Annotated[str, StringConstraints(min_length=1, max_length=80), Field(description="the conference's short name")]
LoginName = Annotated[str, StringConstraints(min_length=1, max_length=64), Field(description="what he signs in with")]
Password = Annotated[
    str,
    StringConstraints(min_length=1, max_length=512),
    Field(description="at least 8 characters, better 15; no kinds are demanded"),
]
Code = Annotated[str, StringConstraints(min_length=1, max_length=80)]
SessionId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64, pattern="^[0-9a-f]+$"),
    Field(description="the session's id, as lists give it"),
]
TokenId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64, pattern="^[0-9a-f]+$"),
    Field(description="the token's id, as lists give it"),
]
FeedId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64, pattern="^[0-9a-f]+$"),
    Field(description="the feed's id, as lists give it"),
]
PersonId = Annotated[
    str, StringConstraints(min_length=1, max_length=64), Field(description="the id of somebody on the roll")
]


def told(at: datetime | None) -> str | None:
    """An instant as answers tell it."""
    return None if at is None else instant_text(microseconds(at))
