"""Text from outside as a log may hold it: short, on one line, in plain characters, and without what signs anybody in."""

import re

HIDDEN = "[hidden]"
"""What stands in the place of a credential."""
_TOKEN = re.compile(r"(?i:lx[sf]?_)[A-Za-z0-9_\-]+|\beyJ[\w\-]+\.[\w\-]+(?:\.[\w\-]*)?")
"""Our own tokens of machines, sessions and feeds, and JSON Web Tokens."""
_FEED = re.compile(r"(?is)((?:/|\\|%(?:25)*(?:2f|5c))feeds(?:/|\\|%(?:25)*(?:2f|5c))).+")
"""The address of a feed is its secret, also when it was copied wrongly: all below it is hidden, in whatever form."""
_NAMED = re.compile(
    r"""(?ix)
    \b( (?:proxy-)?authorization | (?:set-)?cookie | __host-[\w\-]+
      | (?:\w+[_\-])?(?:password|passwd|pwd|passphrase|secret|token|otp|totp|api[_\-]?key) | code | client_assertion )
    ( ["']? \s* (?: [:=] | %3[ad] ) \s* )
    (?: ["']? (?:bearer|basic)\s+ )? [^\s&;,]+
    """
)
"""A value under a name that says it is secret, in a header, a form, a query or JSON."""
_SCHEME = re.compile(r"(?i)\b(bearer|basic)(\s+|%20|\+)[A-Za-z0-9._~+/=\-]{6,}")


def redacted(text: str) -> str:
    """The text with everything that looks like a credential hidden, whatever stands around it."""
    text = _TOKEN.sub(HIDDEN, _FEED.sub(rf"\1{HIDDEN}", text))
    if ":" in text or "=" in text or "%3" in text:
        text = _NAMED.sub(rf"\1\2{HIDDEN}", text)
    return _SCHEME.sub(rf"\1\2{HIDDEN}", text)


def shown(text: str, most: int) -> str:
    """The text redacted, cut to ``most`` characters, and with every character that does not print written as its code."""
    cut = redacted(text[: most + _LONGEST])[:most]
    return cut if cut.isprintable() else "".join(each if each.isprintable() else _code(each) for each in cut)


_LONGEST = 512
"""So far a credential is looked for beyond the cut, so that none is halved into something that is not known as one."""


def _code(character: str) -> str:
    return f"\\u{ord(character):04x}"
