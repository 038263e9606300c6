"""Why men were lost and why cohesion changed: the small enums that events and the text catalogue share."""

from enum import IntEnum


class Degree(IntEnum):
    """How a battle went for the attacker, from the margin of the draw. Rulebook 5."""

    REPULSE = 0
    CHECK = 1
    RETREAT = 2
    OVERRUN = 3


class LossCause(IntEnum):
    """What cost the men."""

    BATTLE = 0
    PURSUIT = 1


class MoraleCause(IntEnum):
    """A line of the account of cohesion. Rulebook 7."""

    CASUALTIES = 0
    REPULSED = 1
    SHAKEN = 2
    DRIVEN_BACK = 3
    OVERRUN = 4
    SURROUNDED = 5
    NEIGHBOUR_GAVE_WAY = 6
    VICTORY = 7
    REST = 8
    RECOVERY = 9
    HUNGER = 10
    ENCIRCLEMENT = 11
    CEILING = 12
