"""Login names: compared without regard to case and width, and never such as look like another's to whoever reads them."""

import unicodedata

from domain.errors import Malformed

LONGEST = 64
_UNSEEN = ("VARIATION SELECTOR", "FILLER", "JOINER", "BLANK")
"""What characters are called that are printed and yet not seen."""
_ALIKE = {"LATIN", "GREEK", "CYRILLIC"}
"""Scripts whose letters look like one another's."""


def folded(name: str) -> str:
    """A login name as it is compared (Unicode's toNFKC_Casefold)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def is_fit(plain: str) -> bool:
    """Whether a folded name can be somebody's: 1 to 64 visible characters, and letters that are not two scripts' alike."""
    if not 1 <= len(plain) <= LONGEST:
        return False
    scripts = {unicodedata.name(sign, "").partition(" ")[0] for sign in plain}
    return all(map(_is_seen, plain)) and len(scripts & _ALIKE) <= 1


def require_fit(name: str) -> str:
    """The name as it is compared, if it can be somebody's."""
    plain = folded(name)
    if not is_fit(plain):
        raise Malformed("login_name_unfit", clause="R-access", field="name")
    return plain


def _is_seen(sign: str) -> bool:
    called = unicodedata.name(sign, "")
    return sign.isprintable() and not sign.isspace() and not any(word in called for word in _UNSEEN)
