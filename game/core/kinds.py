"""What a number in a position means: the small enums of its columns."""

from enum import IntEnum


class Status(IntEnum):
    """What has become of a unit."""

    WAITING = 0
    READY = 1
    ROUTED = 2
    GONE = 3
    ASIDE = 4
    """On the map, out of the war: it has no zone, attacks nobody and is not attacked."""
    IDLE = 5
    """Its commander stands aside: it has no zone and obeys no orders, but fights when attacked."""


class Standing(IntEnum):
    """What has become of a formation's allegiance."""

    LOYAL = 0
    OVER = 1
    SCATTERED = 2
    ASIDE = 3
    AWAY = 4
    """Brought off the map."""


class Obedience(IntEnum):
    """What has become of the last order from above. Rulebook 10.4."""

    DONE = 0
    """There was none, or it was obeyed, or nobody is held to it any more."""
    OPEN = 1
    REFUSED = 2


class TalkStage(IntEnum):
    """How far talks of a whole command have come. Rulebook 9."""

    NONE = 0
    OPEN = 1
    BROKEN_OFF = 2
    AGREED = 3
    """The commander will sign."""
    HANDING_OVER = 4
    """Signed: his units stand aside."""
    DONE = 5


class Fate(IntEnum):
    """What a settlement does with a command's units."""

    JOIN = 0
    DISARM = 1
    LEAVE = 2


class Insistence(IntEnum):
    """What an order from above asks for."""

    PUSH_ON = 0
    RELIEVE = 1


class LiftKind(IntEnum):
    """How a lift carries men off the map."""

    SEA = 0
    AIR = 1
    ROAD = 2
    """They march off it."""


class Activity(IntEnum):
    """The hardest thing a unit did since dawn; sets what it eats and fires."""

    REST = 0
    MARCH = 1
    DEFENCE = 2
    ATTACK = 3


class Bridge(IntEnum):
    """How a river hexside can be crossed."""

    NONE = 0
    STANDING = 1
    IMPROVISED = 2
    ICE = 3
    """It is frozen over and bears everybody."""


class SupplyState(IntEnum):
    """How well a unit is supplied."""

    FINE = 0
    STRAINED = 1
    LOW = 2
    OUT = 3


class SupplyReason(IntEnum):
    """Why supply is as it is; ``U.REASON_AT`` points at the culprit."""

    DELIVERED = 0
    COUNTRYSIDE = 1
    NO_SOURCE = 2
    RAIL_CUT = 3
    BLOCKED_BY_UNIT = 4
    BLOCKED_BY_ZONE = 5
    BEYOND_RANGE = 6
    CAPACITY_SHORT = 7
    BY_NIGHT = 8
    """Porters slip through an enemy's zone at a hex."""
    RATIONS = 9
    """It lives on the rations of a place."""
    AIRDROP_ONLY = 10
