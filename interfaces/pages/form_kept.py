"""Forms that were sent and are still open: kept in memory at an address of their own, so that Back and Reload show them.

A browser cannot go back to the answer of a form, for none of our pages is stored in it. So a form that was refused, or is
to be looked over, is answered by the address of what was kept; there it stands with what was typed and what stands
against it, and with that answer's status. Nothing of it is written to the disk, and nobody else finds it.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from fastapi import Request
from starlette.datastructures import URL, FormData

from interfaces.pages.asking import Answer
from interfaces.pages.form_faults import Fault
from interfaces.pages.form_fields import Field
from interfaces.pages.form_reading import Files, Pairs
from interfaces.pages.form_sending import Filled

NAME = "filled"
"""The parameter of an address that says which form was kept."""
SAVED = "saved"
"""The parameter of an address that says that its draft was kept this moment."""
_LONGEST = 12 * 3600.0
_MOST_OF_ONE, _LARGEST, _MOST = 20, 200_000, 20_000_000
"""How many forms of one person are kept; how many characters one has, and all together."""
_MOST_SHOWN = 20_000
"""Of how many forms it is known to whom they were shown."""
_LONGEST_KEY = 200
"""A longer key is no form's: the API refuses it, and it comes from outside."""
Owner = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A form as it was sent: what was typed, the files it brought, and what was answered. ``over``: it is looked over."""

    owner: Owner
    about: str
    """What the form was for: the act and the things, whatever else its address says."""
    pairs: Pairs
    files: Files
    over: bool = False
    answer: Answer | None = None
    faults: list[Fault] | None = None
    note: str = ""
    is_done: bool = False
    at: float = field(default_factory=monotonic)

    @property
    def size(self) -> int:
        """How many characters were typed."""
        return sum(len(name) + len(value) for name, value in self.pairs)

    def filled(self, asked: tuple[Field, ...]) -> Filled:
        """The form as it came in."""
        return Filled(FormData([*self.pairs]), asked, self.files)


class KeptForms:
    """The forms of everybody, the last sent last; the oldest go when there are too many."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0
        self._shown: OrderedDict[str, tuple[Owner, float]] = OrderedDict()

    def show(self, key: str, owner: Owner) -> None:
        """Know a form by the key it bears: who sends it signed out can find it again when he has signed in, and he alone."""
        if len(key) > _LONGEST_KEY:
            return
        self._shown[key] = owner, monotonic()
        self._shown.move_to_end(key)
        while len(self._shown) > _MOST_SHOWN:
            self._shown.popitem(last=False)

    def shown_to(self, key: str) -> Owner | None:
        """To whom the form with this key was shown; None: nobody that is known."""
        owner, at = self._shown.get(key, (None, 0.0))
        return owner if monotonic() - at < _LONGEST else None

    def keep(self, name: str, kept: Kept) -> bool:
        """Keep a form under a name; False: it is too large."""
        self._drop(name)
        if kept.size > _LARGEST:
            return False
        self._kept[name] = kept
        self._size += kept.size
        for old in [each for each, _ in self._of(kept.owner)][:-_MOST_OF_ONE]:
            self._drop(old)
        while self._size > _MOST:
            self._drop(next(iter(self._kept)))
        return True

    def find(self, owner: Owner, name: str) -> Kept | None:
        """What somebody sent under a name, where it is his and not too old."""
        kept = self._kept.get(name)
        return kept if kept and kept.owner == owner and monotonic() - kept.at < _LONGEST else None

    def left_open(self, owner: Owner, about: str) -> str:
        """The name of the last form that somebody sent for something and that is not done; empty: there is none."""
        found = [name for name, kept in self._of(owner) if kept.about == about]
        last = self.find(owner, found[-1]) if found else None
        return found[-1] if last and not last.is_done else ""

    def settle(self, owner: Owner, about: str, done: str) -> None:
        """Keep no other form for something than the one that was done."""
        for name in [name for name, kept in self._of(owner) if kept.about == about and name != done]:
            self._drop(name)

    def _of(self, owner: Owner) -> Iterator[tuple[str, Kept]]:
        return ((name, kept) for name, kept in self._kept.items() if kept.owner == owner)

    def _drop(self, name: str) -> None:
        if gone := self._kept.pop(name, None):
            self._size -= gone.size


def owner_of(me: Mapping[str, Any]) -> Owner:
    """Whose a form is: the conference and the person."""
    return me["conference"], me["person"]


def kept_forms(request: Request) -> KeptForms:
    """The forms that are kept at this installation."""
    state = request.app.state
    if not hasattr(state, "kept_forms"):
        state.kept_forms = KeptForms()
    found: KeptForms = state.kept_forms
    return found


def address_of(request: Request, name: str = "") -> str:
    """The address of a form: as it is opened first, or of what was kept of it under ``name``."""
    url = URL(scope=request.scope).remove_query_params([NAME, SAVED])
    url = url.include_query_params(**{NAME: name}) if name else url
    return url.path + (f"?{url.query}" if url.query else "")
