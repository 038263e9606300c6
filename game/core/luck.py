"""Keyed draws: the same question asked in the same game always gets the same luck.

A draw hashes (seed, purpose, date and watch, stable subject, ordinal); nothing
is consumed, so a changed order elsewhere leaves every other draw alone.
Rulebook 1.
"""

from enum import IntEnum
from hashlib import blake2b

LUCK_BITS = 20
LUCK_ONE = 1 << LUCK_BITS
"""Chances and draws are integers out of this."""

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15  # 2**64 / golden ratio: splitmix64's increment and the low-luck step


class Purpose(IntEnum):
    """What a draw decides."""

    BATTLE = 0
    SURRENDER = 1
    DEFECTION = 2
    FOLLOWING = 3
    ENVOY = 4
    AGENTS = 5
    ARRIVAL = 6


def mix(value: int) -> int:
    """Splitmix64's finaliser: 64 bits to 64 bits."""
    value &= _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def combine(*parts: int) -> int:
    """One 64-bit key from several integers; their order matters."""
    key = 0
    for part in parts:
        key = mix((key + _GOLDEN) ^ (part & _MASK))
    return key


def stable_key(text: str) -> int:
    """A 63-bit key of an id that does not depend on the machine, the Python or the order of loading."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1


def draw(seed: int, purpose: Purpose, when: int, subject: int, ordinal: int) -> int:
    """A number in [0, LUCK_ONE): ``when`` is the day's ordinal times four plus the watch, ``subject`` a stable key."""
    return combine(seed, purpose, when, subject, ordinal) >> (64 - LUCK_BITS)


def low_luck_draw(seed: int, side: int, purpose: Purpose, count: int) -> int:
    """The ``count``-th draw of an evenly spread sequence: the same mean, far less spread."""
    return ((combine(seed, side, purpose) + count * _GOLDEN) & _MASK) >> (64 - LUCK_BITS)
