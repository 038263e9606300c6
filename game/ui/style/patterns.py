"""How classes of hexes are told apart without colour."""

from enum import IntEnum


class Pattern(IntEnum):
    """What tells a class from the next without its colour."""

    PLAIN = 0
    RISING = 1
    FALLING = 2
    CROSSED = 3
