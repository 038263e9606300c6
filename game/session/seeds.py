"""The range of seeds; the luck of a game is one whole number."""

from random import SystemRandom

DEFAULT_SEED = 1
MOST_SEED = 2**63 - 1
"""The largest that SQLite's integers hold; the least is 0."""
_FRESH = 999_999
"""The largest that is drawn: whoever wants the same luck again can type it."""


def fresh_seed() -> int:
    """A seed for a game of its own."""
    return SystemRandom().randint(1, _FRESH)
