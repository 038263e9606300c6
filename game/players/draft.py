"""Groups of units with one intent, and the tasks that are written for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np

from game.core.authority import has_new_commander
from game.core.hexgrid import Ints, Narrow
from game.core.intents.intent import Intent, IntentKind
from game.core.kernels.survey import Marks
from game.core.kernels.tactics import BARRED, NEVER, PREY, WATCHED, Brief, Manner, Task
from game.core.state import Crossing, F, U
from game.players.outlook import Outlook
from game.players.ways import Way


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


_PEACEFUL = {IntentKind.SPARE, IntentKind.OPEN_LANE}


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

    @property
    def attacks(self) -> bool:
        """Whether its intent lets anybody attack."""
        intent = self.intent
        peaceful = intent.kind in _PEACEFUL or (intent.kind is IntentKind.ENCIRCLE and not intent.assault)
        return not peaceful and not intent.avoid_battle


_UNSET = {Task.GROUP: -1, Task.FIELD: -1, Task.FOCUS: -1, Task.LEAST: NEVER}
_IDLE = np.array([_UNSET.get(task, 0) for task in Task], dtype=np.int64)
"""By `Task` what a unit has without an intent."""


Bond = tuple[frozenset[int], frozenset[int]]
"""Enemy formations that are spared, and hexes that are left free."""
_FREE: Bond = frozenset(), frozenset()


class Draft:
    """The brief being written."""

    def __init__(self, outlook: Outlook, groups: int) -> None:
        self.outlook = outlook
        self._tasks: Ints = np.repeat(_IDLE[:, None], outlook.view.units.shape[1], axis=1)
        self._columns = [memoryview(row) for row in self._tasks]
        """The same by `Task`: one entry at a time is written more quickly so."""
        prey: Marks = np.zeros(outlook.world.grid.size, dtype=np.int8)
        prey[outlook.scene.enemy_hexes] = PREY
        self.ground: Marks = np.repeat(prey[None], max(1, groups), axis=0)
        self.left: set[int] = set()
        """Attackers who may go wherever their attack takes them: no ring counts on them."""
        self.courses: dict[int, Course] = {}
        """What each group does that has been drawn up, by its row."""
        self._replaced = bool((outlook.view.formations[F.REPLACED] >= 0).any())
        self._fields: list[Narrow] = []
        self._rows: dict[int, int] = {}
        self._sent: dict[Way, list[tuple[list[int], list[int]]]] = {}
        """Units whose way has not been searched yet, with their goals, by the kind of way."""
        self._homes: dict[frozenset[int], list[int]] = {}

    def homes_of(self, formations: frozenset[int]) -> list[int]:
        """The hexes of the units in sight of some enemy formations."""
        if formations not in self._homes:
            homes = self.outlook.enemy_homes
            self._homes[formations] = [hex for formation in formations for hex in homes.get(formation, ())]
        return self._homes[formations]

    def brief(self, *, marches: bool) -> Brief:
        """What kernels take of the groups drawn up so far; for ``marches`` with the ways of those sent who can go."""
        if marches:
            marchers = self.outlook.marchers
            for way, sent in self._sent.items():
                going = [(units, goals) for units, goals in sent if not marchers.isdisjoint(units)]
                self.outlook.search_for(going, way)
                for units, goals in going:
                    self._lead(units, self.outlook.field_for(units, goals, way))
            self._sent.clear()
        fields = self._fields or [np.zeros(self.outlook.world.grid.size, dtype=np.int32)]
        return Brief(np.concatenate(fields).reshape(len(fields), -1), self.ground, self._tasks.copy())

    def set(self, task: Task, units: Iterable[int], value: int) -> None:
        """Write an entry of the tasks of units."""
        row = self._columns[task]
        for unit in units:
            row[unit] = value

    def assign(self, units: list[int], manner: Manner, field: Narrow | None = None) -> None:
        """Let units go where a field leads, or stay."""
        self.set(Task.MANNER, units, manner)
        if field is not None:
            self._lead(units, field)

    def send(self, units: list[int], manner: Manner, goals: list[int]) -> None:
        """Let units go round the enemy to the nearest of some goals, whose attacks do not depend on the way there.

        So it is searched only when somebody marches. Who holds an area and finds the step to his post shut stays
        rather than go about for it; who takes his place in a ring goes about.
        """
        self.set(Task.MANNER, units, manner)
        way = self.outlook.way_round(units) if manner is Manner.RING else Way.ROUND
        self._sent.setdefault(way, []).append((units, goals))

    def _lead(self, units: list[int], field: Narrow) -> None:
        """Write where units go."""
        if id(field) not in self._rows:
            self._rows[id(field)] = len(self._fields)
            self._fields.append(field)
        self.set(Task.FIELD, units, self._rows[id(field)])

    def allow_attacks(self, group: Group, units: list[int], odds: int, *, ahead: bool) -> None:
        """Let units attack at those odds, or the intent's own."""
        if group.intent.avoid_battle:
            return
        least = group.intent.min_odds if group.intent.min_odds >= 0 else odds
        world, view = self.outlook.world, self.outlook.view
        able = [unit for unit in units if not has_new_commander(world, view, unit)] if self._replaced else units
        self.set(Task.LEAST, able, least)
        self.set(Task.AHEAD, able, int(ahead))


class Roll:
    """A side's units by the intents that they follow, called again only when what that rests on has changed."""

    def __init__(self) -> None:
        self._known: tuple[tuple[object, ...], list[Group]] = (), []

    def call(
        self,
        outlook: Outlook,
        intents: Mapping[int, Intent],
        detached: Mapping[int, Intent],
        others: frozenset[int] = frozenset(),
    ) -> list[Group]:
        """The units on the map by the formation whose intent they follow, and those ``detached`` by their own.

        Formations that ``others`` order follow nobody's, but for the units that are detached.
        """
        whose, bridges = outlook.view.units[U.FORMATION, outlook.own], outlook.view.crossings[Crossing.BRIDGE]
        rests_on = dict(intents), dict(detached), others, outlook.own.tobytes(), whose.tobytes(), bridges.tobytes()
        if self._known[0] != rests_on:
            self._known = rests_on, _group_units(outlook, intents, detached, others)
        return self._known[1]


def _group_units(
    outlook: Outlook, intents: Mapping[int, Intent], detached: Mapping[int, Intent], others: frozenset[int]
) -> list[Group]:
    world, members = outlook.world, dict[int, list[int]]()
    followed: list[int] = []
    for number, facts in enumerate(world.formations):  # parents come before their own
        followed.append(number if number in intents else followed[facts.parent] if facts.parent >= 0 else -1)
    whose = outlook.view.units[U.FORMATION].tolist()
    alone: dict[tuple[int, Intent], list[int]] = {}
    for unit in outlook.own.tolist():
        formation = followed[whose[unit]]
        if unit in detached:
            alone.setdefault((whose[unit], detached[unit]), []).append(unit)
        elif formation >= 0 and whose[unit] not in others:
            members.setdefault(formation, []).append(unit)
    tied = [(formation, intents[formation], units) for formation, units in sorted(members.items())]
    tied += [(formation, intent, units) for (formation, intent), units in alone.items()]
    binding = {each: intent for each, intent in intents.items() if _binds(intent)}
    return [
        Group(row, formation, intent, units, *_bonds(outlook, binding, formation, intent))
        for row, (formation, intent, units) in enumerate(tied)
    ]


def _binds(intent: Intent) -> bool:
    """Whether an intent spares anybody or leaves anything free."""
    return bool(intent.spare or intent.lane) or intent.kind is IntentKind.SPARE


def _bond(outlook: Outlook, intent: Intent) -> Bond:
    """Whom an intent spares and what it leaves free."""
    if not _binds(intent):
        return _FREE
    spared = (*intent.spare, intent.formation) if intent.kind is IntentKind.SPARE else intent.spare
    return outlook.atlas.families(spared), outlook.ways.lane(outlook.view, intent.lane)


def _bonds(outlook: Outlook, binding: Mapping[int, Intent], formation: int, intent: Intent) -> Bond:
    """Whom a formation spares and what it leaves free, by its own intent and those of ``binding`` above it."""
    spared, lane = _bond(outlook, intent)
    above = outlook.world.formations[formation].parent if binding else -1
    while above >= 0:
        if above in binding:
            others, ways = _bond(outlook, binding[above])
            spared, lane = spared | others, lane | ways
        above = outlook.world.formations[above].parent
    return spared, lane


def whereabouts(outlook: Outlook, intent: Intent) -> list[int]:
    """Where the formation is that an intent is about, as far as is known; else the place that it names."""
    found: list[int] = []
    if intent.formation >= 0:
        about = outlook.atlas.family(intent.formation)
        found = outlook.own_hexes(about) if intent.kind is IntentKind.RELIEVE else outlook.known_hexes(about)
    return found or ([intent.hex] if intent.hex >= 0 else [])


def mark_ground(draft: Draft, group: Group) -> None:
    """Where the group may not stand and whom it may attack."""
    outlook, marks = draft.outlook, draft.ground[group.row]
    if group.lane:
        for hex in group.lane:  # whom a lane is left to needs no room around him
            if outlook.enemy_men[hex] == 0 and hex != group.intent.hex:
                marks[list(outlook.neighbours(hex))] |= WATCHED
        marks[list(group.lane)] |= BARRED
    if group.spared:
        marks[draft.homes_of(group.spared)] &= ~PREY


def leave_garrisons(draft: Draft, group: Group) -> list[int]:
    """Give each hex to be garrisoned the unit that is nearest to it, the weakest of equals; the units left."""
    outlook, rest = draft.outlook, list(group.units)
    for hex in group.intent.garrisons:
        able = [unit for unit in rest if outlook.fighters[unit]]
        if len(rest) < 2 or not able:
            break
        away = dict(zip(able, outlook.crow([outlook.at[unit] for unit in able], hex), strict=True))
        keeper = min(able, key=lambda unit: (away[unit], outlook.men[unit], unit))
        draft.send([keeper], Manner.HOLD, [hex])
        rest.remove(keeper)
    return rest
