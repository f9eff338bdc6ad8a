"""Passwords: how they are kept (argon2id, RFC 9106), and which are refused (NIST SP 800-63B, OWASP ASVS 5.0 6.2)."""

from collections.abc import Iterable
from functools import cache
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from domain.errors import Malformed

SHORTEST, ADVISED, LONGEST = 8, 15, 256
_OWN_WORDS = ("lianxi", "联席", "gonghui", "zhengfu", "password", "mima")
_FEWEST_OTHERS = 6
"""A password of a word of this place needs so many characters beside it."""
_HASHER = PasswordHasher()
_NOBODYS = _HASHER.hash("nobody has this password, and checking it takes as long as any other")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(_plain(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the one that was kept. Where none is, it takes as long to say no."""
    try:
        found = _HASHER.verify(kept or _NOBODYS, _plain(password)[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return found and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was kept with weaker parameters than those of today."""
    return _HASHER.check_needs_rehash(kept)


def require_good(password: str, words: Iterable[str] = ()) -> None:
    """Refuse a password that is too short or long, often used, or little but a word of this place.

    No kinds of characters are demanded. ``words`` are what stands to reason here: the login name, the conference's.
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise Malformed("password_short", clause="R-access", field="password", least=SHORTEST, advised=ADVISED)
    if len(plain) > LONGEST:
        raise Malformed("password_long", clause="R-access", field="password", most=LONGEST)
    if plain.lower() in _often_used():
        raise Malformed("password_common", clause="R-access", field="password")
    for word in (*_OWN_WORDS, *words):
        near = _plain(word).lower()
        if len(near) > 1 and near in plain.lower() and len(plain) - len(near) < _FEWEST_OTHERS:
            raise Malformed("password_of_place", clause="R-access", field="password", word=word)
    if len(set(plain.lower())) < SHORTEST // 2:
        raise Malformed("password_common", clause="R-access", field="password")


def _plain(text: str) -> str:
    """The same password whatever keyboard it was typed on."""
    return normalize("NFKC", text)


@cache
def _often_used() -> frozenset[str]:
    """The passwords that leaked most often, as far as they are long enough to be chosen here."""
    return frozenset(each for each in FREQUENCY_LISTS["passwords"] if len(each) >= SHORTEST)
