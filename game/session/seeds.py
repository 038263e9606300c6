"""The range of seeds; the luck of a game is one whole number."""

from operator import index
from random import SystemRandom

DEFAULT_SEED = 1
MOST_SEED = 2**63 - 1
"""The largest that SQLite's integers hold; the least is 0."""
_FRESH = 999_999
"""The largest that is drawn: whoever wants the same luck again can type it."""


def demand_seed(seed: int) -> None:
    """Raise ValueError for what is no seed."""
    try:
        is_seed = 0 <= index(seed) <= MOST_SEED
    except TypeError:
        is_seed = False
    if not is_seed:
        raise ValueError(f"found the seed {seed!r}; a seed is a whole number from 0 to {MOST_SEED}")


def fresh_seed() -> int:
    """A seed for a game of its own."""
    return SystemRandom().randint(1, _FRESH)
