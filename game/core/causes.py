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
    BAY = 3


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
    HARASSED = 19


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
    WORD_BROKEN = 12
    RESTED = 13
    NO_REST = 14
    SLIGHTED = 15
    """A neighbouring formation got more of the airdrop."""


class Trigger(IntEnum):
    """What makes a commander think of going over. Rulebook 8.6."""

    NONE = 0
    ENCIRCLED = 1
    ALONE = 2


class ResolveCause(IntEnum):
    """A line of the account of a commander's resolve. Rulebook 9.2."""

    ARMY_LOST = 0
    """Of his own clique."""
    OTHER_ARMY_LOST = 1
    CITY_LOST = 2
    PRINCIPAL_LOST = 3
    PORT_LOST = 4
    CUT_OFF = 5
    """The first day on which the principal city is isolated."""
    ISOLATED = 6
    CONTACT = 7
    TERMS = 8
    """Other terms are on the table."""
    FOUGHT_ON = 9
    STORMED = 10
    TERMS_BROKEN = 11


class TalkStep(IntEnum):
    """What a commander decides by his resolve. Rulebook 9.3."""

    OPEN = 0
    RESUME = 1
    GO_ON = 2
    AGREE = 3


class BreakCause(IntEnum):
    """Why talks broke off. Rulebook 9.4."""

    NO_PROGRESS = 0
    REFUSED = 1
    TERMS_BROKEN = 2
    NOBODY_LEFT = 3


class LimitCause(IntEnum):
    """A line of the limit that loyalty is held against. Rulebook 8.6."""

    BASE = 0
    AGENTS = 1
    SPARED = 2
    PAIRED = 3
