"""Ed25519 signatures (RFC 8032) verified in plain Python, with tables of multiples so that it takes about a millisecond."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha512
from typing import List, Tuple

Point = Tuple[int, int, int, int]  # X, Y, Z and T of the extended coordinates, x = X/Z, y = Y/Z, xy = T/Z
Table = List[List[Point]]

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
D2 = 2 * D % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL: Point = (0, 1, 1, 0)
WINDOW = 4
WINDOWS = 64
ENCODED, SIGNED = 32, 64


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature over the message is valid; no other bytes for the same signature are."""
    if len(public) != ENCODED or len(signature) != SIGNED:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    table = _table_of(public)
    if scalar >= L or table is None:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % L
    return _encoded(_sum(_base(), scalar, table, challenge)) == signature[:32]


def is_key(public: bytes) -> bool:
    """Whether bytes are a public key that can be trusted with signatures: a point, well encoded, not of small order."""
    return len(public) == ENCODED and _table_of(public) is not None


@lru_cache(maxsize=1)
def _base() -> Table:
    y = 4 * pow(5, P - 2, P) % P
    point = _point_of(y.to_bytes(ENCODED, "little"))
    if point is None:
        raise ArithmeticError
    return _multiples(point)


@lru_cache(maxsize=64)
def _table_of(public: bytes) -> Table | None:
    """The multiples of the key's negative: the equation is R = s·B − h·A."""
    point = _point_of(public)
    if point is None or _is_small(point):
        return None
    x, y, z, t = point
    return _multiples((P - x, y, z, P - t))


def _multiples(point: Point) -> Table:
    """For each window of four bits of a scalar, what each of its sixteen values adds."""
    table = []
    for _ in range(WINDOWS):
        row = [NEUTRAL, point]
        while len(row) < 1 << WINDOW:
            row.append(_added(row[-1], point))
        table.append(row)
        point = _added(row[-1], point)
    return table


def _sum(first: Table, one: int, second: Table, other: int) -> Point:
    total = NEUTRAL
    for ones, others in zip(first, second):
        if one & 15:
            total = _added(total, ones[one & 15])
        if other & 15:
            total = _added(total, others[other & 15])
        one >>= WINDOW
        other >>= WINDOW
    return total


def _added(left: Point, right: Point) -> Point:
    """The sum of two points; the formula is complete, so that no case is special."""
    x1, y1, z1, t1 = left
    x2, y2, z2, t2 = right
    a = (y1 - x1) * (y2 - x2) % P
    b = (y1 + x1) * (y2 + x2) % P
    c = t1 * D2 % P * t2 % P
    d = 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _encoded(point: Point) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(ENCODED, "little")


def _point_of(encoded: bytes) -> Point | None:
    """The point that bytes spell in the one way there is, or nothing."""
    number = int.from_bytes(encoded, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (v * x * x - u) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _is_small(point: Point) -> bool:
    for _ in range(3):
        point = _added(point, point)
    return point[0] % P == 0
