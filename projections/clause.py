"""Pieces of SQL, and what rows may be chosen by where it is not one of some values."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Value: TypeAlias = str | int | None


@dataclass(frozen=True)
class UpTo:
    """Every value up to one, with that one; no value is not among them."""

    value: str | int


class Clause(NamedTuple):
    """A piece of SQL with its parameters."""

    text: str = ""
    values: tuple[Value, ...] = ()

    def __and__(self, other: "Clause") -> "Clause":
        joint = " AND " if self.text and other.text else ""
        return Clause(self.text + joint + other.text, self.values + other.values)
