"""Groups of units with one intent, and the tasks that are written for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np

from game.core.hexgrid import Ints, Narrow
from game.core.intents import Intent, IntentKind, family, nearest_intent
from game.core.kernels.survey import Marks
from game.core.kernels.tactics import BARRED, NEVER, PREY, WATCHED, Brief, Manner, Task
from game.core.politics import has_new_commander
from game.core.state import U
from game.players.outlook import Outlook, Way


class Deed(Enum):
    """What a formation does for its intent now; the words are in the text catalogue."""

    MARCHES = "marches"
    ARRIVED = "arrived"
    NO_WAY = "no_way"
    AT_LIMIT = "at_limit"
    THREATENED = "threatened"
    FIGHTS = "fights"
    UNKNOWN = "unknown"
    HOLDS = "holds"
    FALLS_BACK = "falls_back"
    LEAVES = "leaves"
    CLOSES_RING = "closes_ring"
    RING_CLOSED = "ring_closed"
    JOINED = "joined"
    STANDS = "stands"
    LANE_OPEN = "lane_open"
    LANE_CLEARS = "lane_clears"
    WRECKS = "wrecks"
    WRECKED = "wrecked"
    NOBODY = "nobody"


class Course(NamedTuple):
    """A deed with what is told of it."""

    deed: Deed
    hex: int = -1
    """Where to, or whom it fights."""
    hexes: int = 0
    """How far the leading unit still is, in hexes, or how many gaps a ring has."""
    rear: int = 0
    """Units that cover the others or lag behind."""


@dataclass(frozen=True)
class Group:
    """The units that carry out one intent."""

    row: int
    formation: int
    intent: Intent
    units: list[int]
    spared: frozenset[int]
    """Enemy formations that it does not attack."""
    lane: frozenset[int]
    """Hexes that it leaves free."""


class Draft:
    """The brief being written."""

    def __init__(self, outlook: Outlook, groups: int) -> None:
        self.outlook = outlook
        count, size = outlook.view.units.shape[1], outlook.world.grid.size
        self.tasks: Ints = np.zeros((len(Task), count), dtype=np.int64)
        self.tasks[[Task.GROUP, Task.FIELD, Task.FOCUS]] = -1
        self.tasks[Task.LEAST] = NEVER
        self.ground: Marks = np.zeros((max(1, groups), size), dtype=np.int8)
        self._fields: list[Narrow] = []
        self._rows: dict[int, int] = {}

    def brief(self) -> Brief:
        """What kernels take."""
        size = self.outlook.world.grid.size
        fields = np.stack(self._fields) if self._fields else np.zeros((1, size), dtype=np.int32)
        return Brief(fields, self.ground, self.tasks)

    def assign(self, units: list[int], manner: Manner, field: Narrow | None = None) -> None:
        """Let units go where a field leads, or stay."""
        self.tasks[Task.MANNER, units] = manner
        if field is not None:
            if id(field) not in self._rows:
                self._rows[id(field)] = len(self._fields)
                self._fields.append(field)
            self.tasks[Task.FIELD, units] = self._rows[id(field)]

    def allow_attacks(self, group: Group, units: list[int], odds: int, *, ahead: bool) -> None:
        """Let units attack at those odds, or the intent's own."""
        if group.intent.avoid_battle:
            return
        least = group.intent.min_odds if group.intent.min_odds >= 0 else odds
        world, view = self.outlook.world, self.outlook.view
        able = [unit for unit in units if not has_new_commander(world, view, unit)]
        self.tasks[Task.LEAST, able] = least
        self.tasks[Task.AHEAD, able] = ahead


def group_units(
    outlook: Outlook, intents: Mapping[int, Intent], detached: Mapping[int, Intent] | None = None
) -> list[Group]:
    """The units on the map by the formation whose intent they follow, and those ``detached`` by their own."""
    detached = detached or {}
    world, members = outlook.world, dict[int, list[int]]()
    followed = [nearest_intent(world, intents, formation) for formation in range(len(world.formations))]
    whose = outlook.view.units[U.FORMATION].tolist()
    alone: dict[tuple[int, Intent], list[int]] = {}
    for unit in outlook.own.tolist():
        formation = followed[whose[unit]]
        if unit in detached:
            alone.setdefault((whose[unit], detached[unit]), []).append(unit)
        elif formation >= 0:
            members.setdefault(formation, []).append(unit)
    groups = [
        Group(row, formation, intents[formation], members[formation], *_bonds(outlook, intents, formation))
        for row, formation in enumerate(sorted(members))
    ]
    for (formation, intent), units in alone.items():
        bonds = _bonds(outlook, {**intents, formation: intent}, formation)
        groups.append(Group(len(groups), formation, intent, units, *bonds))
    return groups


def _bonds(outlook: Outlook, intents: Mapping[int, Intent], formation: int) -> tuple[frozenset[int], frozenset[int]]:
    """Whom a formation spares and what it leaves free, by its own intent and those above it."""
    world, spared, lane = outlook.world, set[int](), set[int]()
    while formation >= 0:
        intent = intents.get(formation)
        if intent:
            named = {intent.formation} if intent.kind is IntentKind.SPARE else set()
            for enemy in {*intent.spare, *named}:
                spared |= family(world, enemy)
            lane |= outlook.ways.lane(outlook.view, intent.lane)
        formation = world.formations[formation].parent
    return frozenset(spared), frozenset(lane)


def whereabouts(outlook: Outlook, intent: Intent) -> list[int]:
    """Where the formation is that an intent is about, as far as is known; else the place that it names."""
    found: list[int] = []
    if intent.formation >= 0:
        about = family(outlook.world, intent.formation)
        found = outlook.own_hexes(about) if intent.kind is IntentKind.RELIEVE else outlook.known_hexes(about)
    return found or ([intent.hex] if intent.hex >= 0 else [])


def mark_ground(draft: Draft, group: Group) -> None:
    """Where the group may not stand and whom it may attack."""
    outlook, marks = draft.outlook, draft.ground[group.row]
    if group.lane:
        for hex in group.lane:  # whom a lane is left to needs no room around him
            if outlook.enemy_men[hex] == 0 and hex != group.intent.hex:
                marks[outlook.neighbours(hex)] |= WATCHED
        marks[list(group.lane)] |= BARRED
    marks[outlook.enemy_hexes] |= PREY
    if group.spared:
        formation = outlook.view.units[U.FORMATION, outlook.enemies]
        spared = outlook.enemies[np.isin(formation, list(group.spared))]
        marks[outlook.view.units[U.HEX, spared]] &= ~PREY


def leave_garrisons(draft: Draft, group: Group) -> list[int]:
    """Give each hex to be garrisoned the unit that is nearest to it, the weakest of equals; the units left."""
    outlook, rest = draft.outlook, list(group.units)
    for hex in group.intent.garrisons:
        able = [unit for unit in rest if outlook.fighters[unit]]
        if len(rest) < 2 or not able:
            break
        away = dict(zip(able, outlook.crow([outlook.at[unit] for unit in able], hex), strict=True))
        keeper = min(able, key=lambda unit: (away[unit], outlook.men[unit], unit))
        draft.assign([keeper], Manner.HOLD, outlook.field_for([keeper], [hex], Way.ROUND))
        rest.remove(keeper)
    return rest
