"""Passwords: how they are kept (argon2id, RFC 9106), and which are refused (NIST SP 800-63B, OWASP ASVS 5.0 6.2)."""

from collections.abc import Iterable
from functools import cache
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from domain.errors import Malformed

SHORTEST, ADVISED, LONGEST = 8, 15, 256
_OWN_WORDS = (
    *("lianxi", "huiyi", "gonghui", "zhengfu", "password", "mima"),
    *("联席会议", "联席", "会议", "总工会", "工会", "政府", "口令", "密码"),
)
_FEWEST_OTHERS = 6
"""A password of a word of this place needs so many characters beside it."""
_HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(4)
"""Each hash takes 64 MiB; so many are made at once, and the others wait, so that nobody exhausts the machine by trying."""
_NOBODYS = _HASHER.hash("nobody has this password, and checking it takes as long as any other")


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(plain(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the one that was kept. Where none is, it takes as long to say no."""
    given = plain(password)
    if kept is None or len(given) > LONGEST or _halves(given):
        kept, given = _NOBODYS, ""
    try:
        with _AT_ONCE:
            return _HASHER.verify(kept, given)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was kept with weaker parameters than those of today."""
    return _HASHER.check_needs_rehash(kept)


def require_good(password: str, words: Iterable[str] = ()) -> None:
    """Refuse a password that is too short or long, often used, or little but a word of this place.

    No kinds of characters are demanded. ``words`` are what stands to reason here: the login name, the conference's.
    """
    if halves := _halves(password):
        raise Malformed("text_unfit", clause="R-text", field="password", characters=halves)
    length, given = len(plain(password)), plain(password).lower()
    if length < SHORTEST:
        raise Malformed("password_short", clause="R-access", field="password", least=SHORTEST, advised=ADVISED)
    if length > LONGEST:
        raise Malformed("password_long", clause="R-access", field="password", most=LONGEST)
    if given in _often_used() or len(set(given)) < SHORTEST // 2:
        raise Malformed("password_common", clause="R-access", field="password")
    rest = given
    for word in sorted({plain(word).lower() for word in (*_OWN_WORDS, *words)}, key=len, reverse=True):
        if len(word) > 1 and word in rest:
            rest = rest.replace(word, "")
            if len(rest) < _FEWEST_OTHERS:
                raise Malformed("password_of_place", clause="R-access", field="password", word=word)


def plain(password: str) -> str:
    """The same password whatever keyboard it was typed on."""
    return normalize("NFKC", password)


def _halves(text: str) -> list[str]:
    """The lone surrogates in it, which cannot be written down."""
    return sorted({f"U+{ord(sign):04X}" for sign in text if "\ud800" <= sign <= "\udfff"})


@cache
def _often_used() -> frozenset[str]:
    """The passwords that leaked most often, as far as they are long enough to be chosen here."""
    return frozenset(each for each in FREQUENCY_LISTS["passwords"] if len(each) >= SHORTEST)
