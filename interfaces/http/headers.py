"""The headers that every answer carries, whatever it answers: what a browser may do with it, and for how long it is kept."""

from collections.abc import Iterable, Mapping

Raw = tuple[bytes, bytes]

_API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_PAGE_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone")
_ALWAYS: Mapping[str, str] = {
    "content-security-policy": _API_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(f"{each}=()" for each in (*_UNUSED, "midi", "payment", "usb")),
    "cache-control": "no-store",
}
_RAW: tuple[Raw, ...] = tuple((name.encode(), value.encode()) for name, value in _ALWAYS.items())
_OVER_TLS: Raw = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


def page_headers() -> dict[str, str]:
    """What a page sets itself, because it may load its own styles and scripts: nothing inline, nothing from elsewhere."""
    return {"Content-Security-Policy": _PAGE_POLICY, "Referrer-Policy": "same-origin"}


def completed(given: Iterable[Raw], scheme: str) -> list[Raw]:
    """The headers of an answer with those that it has not set itself; over TLS the browser is told to stay there."""
    headers = list(given)
    names = {name for name, _ in headers}
    headers += [pair for pair in _RAW if pair[0] not in names]
    if scheme == "https":
        headers.append(_OVER_TLS)
    return headers
