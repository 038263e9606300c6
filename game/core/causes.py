"""Why men were lost and why cohesion changed: the small enums that events and the text catalogue share."""

from enum import IntEnum

Numbers = tuple[int, ...]
"""A row of an event: new values in parallel to its units, hexes or formations."""


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
    AMBUSH = 2


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
    SURPRISED = 13
    NEIGHBOUR_LOST = 14
    CLIQUE_LOST = 15
    HEADQUARTERS_LOST = 16
    PLACE_LOST = 17
    NO_RESERVE = 18


class LoyaltyCause(IntEnum):
    """A line of the account of loyalty. Rulebook 8.2."""

    ENCIRCLED = 0
    LOW_SUPPLY = 1
    HUNGER = 2
    SPENT = 3
    RELIEF_NEAR = 4
    BATTLE_WON = 5
    NEIGHBOUR_LOST = 6
    CLIQUE_LOST = 7
    FAMILIES = 8
    WORK = 9
    FAVOUR = 10
    NEW_COMMANDER = 11


class Trigger(IntEnum):
    """What makes a commander think of going over. Rulebook 8.6."""

    NONE = 0
    ENCIRCLED = 1
    ALONE = 2
