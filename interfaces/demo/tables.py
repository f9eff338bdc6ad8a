"""The data files of the demonstration: units and people, topics taken over from elsewhere, working calendars."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """One of the files."""
    return tomllib.loads(files("interfaces.demo").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def names() -> dict[str, str]:
    """The names of the people by what the script calls them."""
    return {person["key"]: person["name"] for person in table("people")["people"]}


@cache
def readings() -> dict[str, str]:
    """How names are read of which the dictionary knows another reading, by what the script calls the people."""
    return {person["key"]: person["reading"] for person in table("people")["people"] if "reading" in person}
