"""Board: the static arrays of map, units' types and sides that kernels take, and their columns."""

from enum import IntEnum
from typing import NamedTuple

from game.core.hexgrid import Ints, Narrow


class HexColumn(IntEnum):
    """Columns of ``Board.hexes``."""

    TERRAIN = 0
    DEFENCE = 1
    """Per mille of defence power."""
    WALLED = 2
    WORKS = 3
    """Level of prepared fortifications, 0 none."""
    STACK = 4
    """Men that can stand there, 0 where nobody can."""
    COUNTRYSIDE = 5
    """Side whose people help, -1 nobody."""
    HIGH = 6
    """1 where one sees further."""
    FRONTAGE = 7
    """Men who can fight over one of its hexsides."""


class Kit(IntEnum):
    """Columns of ``Board.kit``: what a unit is, by its type."""

    MOVE_CLASS = 0
    LIGHT = 1
    ENGINEER = 2
    HEADQUARTERS = 3
    ZONES = 4
    NIGHT = 5
    """Trained for the night."""
    DOMESTIC = 6
    """Lives at home: militia that draws nothing from the supply lines."""
    TRAIN = 7
    """An army train: a depot that marches."""
    CLIQUE = 8
    """Row of ``Board.cooperation``, -1 none."""


class SideColumn(IntEnum):
    """Columns of ``Board.sides``: a side's way of living. Rulebook 6."""

    COUNTRYSIDE = 0
    """Per mille of the daily need that its countryside gives."""
    CARRY = 1
    """How far carts, or porters where they reach further, bring supplies beyond the net, 0.1 km."""
    LORRIES = 2
    """How far lorries do on a road, 0.1 km; 0 without lorries."""
    PORTERS = 3
    """How far porters go who slip past the enemy by night, 0.1 km; 0 without them."""
    TRAINS = 4
    """How far an army train may stand from the net, 0.1 km."""
    COMMAND = 5
    """Command points a day. Rulebook 10.2."""
    PRESTIGE = 6
    """Standing with those above it at the start. Rulebook 10.4."""


class SourceColumn(IntEnum):
    """Columns of ``Board.sources``, one row of the table a source or depot."""

    SIDE = 0
    HEX = 1
    CAPACITY = 2
    """Men fully fed a day; -1 for a depot, which has only what reaches it."""
    RAIL = 3
    """1 when it also feeds its own unbroken railway."""


class MoveClass(IntEnum):
    """Movement class of a unit type."""

    FOOT = 0
    CAVALRY = 1
    MOTOR = 2


class Edge(IntEnum):
    """Layers of ``Board.edges``: what lies between a hex and its neighbour in a direction."""

    NEIGHBOUR = 0
    """The hex there, -1 off the map."""
    FOOT = 1
    """0.1 km to enter it on foot, rivers and zones apart; -1 impassable. The layer is FOOT + `MoveClass`."""
    CAVALRY = 2
    MOTOR = 3
    CROSSING = 4
    """River hexside, -1 none."""
    RIVER = 5
    """1 where that hexside is a river, 0 a stream or nothing."""
    RAIL = 6
    """Stretch of railway, -1 none."""
    ROAD = 7
    """1 where a road runs."""
    HAUL_0 = 8
    """What the step costs carriers of side 0 and where it leads, in one number that searches read instead of three.

    The hex there above `HAUL_BITS`, then 0.1 km, and in the lowest bit 1 at a river hexside. Where no step can be
    made it leads to the hex where it began and costs nothing, which no search takes. The layer of the other side
    follows."""
    HAUL_1 = 9


HAUL_BITS = 12
"""Bits of a packed haul below the hex that it leads to."""
DEAREST_HAUL = 1500
"""0.1 km; a dearer step of carriers counts as this, so that it fits."""


MarchArrays = tuple[Narrow, Ints, Ints]
"""The arrays of a `Board` that a search for marches takes: edges, kit and numbers."""


WalkArrays = tuple[Narrow, Ints, Ints, Narrow, Ints]
"""Those that a march along a path takes: the same, and near and hexes for what its side sees there."""


class Board(NamedTuple):
    """The static arrays, contiguous, as kernels take them; few, because each costs at every call."""

    edges: Narrow
    """``[Edge, hex, direction]``."""
    near: Narrow
    """``[hex, k]`` -> hexes within three, ring by ring, or -1."""
    hexes: Ints
    """``[HexColumn, hex]``."""
    kit: Ints
    """``[Kit, unit]``."""
    sides: Ints
    """``[SideColumn, side]``."""
    sources: Ints
    """``[SourceColumn, source]``."""
    numbers: Ints
    """``[Number]``."""
    cooperation: Ints
    """``[clique, clique]`` -> per mille of power when they attack together."""
