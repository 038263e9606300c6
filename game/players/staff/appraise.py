"""What a staff makes of its view: where the forces are, how they stand to each other, who may be cut off.

Everything follows from the view and from the strengths remembered of enemies
that were seen. Powers are men by quality, cohesion and supply.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from game.core.board import Kit
from game.core.hexgrid import Ints, Narrow
from game.core.homeward import ways_of
from game.core.kernels.appraise import WIDEST, WIDTH_STEP, corridors, influence, strengths
from game.core.kernels.approach import MOST_TOLL, approach, tolls
from game.core.kernels.convoy import link_depots
from game.core.kernels.flood import FAR
from game.core.kernels.net import barred, railheads
from game.core.kernels.survey import Marks, survey
from game.core.kernels.troops import Remembered, Roster, gatherings, troops
from game.core.numbers import Number
from game.core.state import U
from game.players.once import once
from game.players.outlook import Outlook
from game.players.staff.weights import Weights

_UNKNOWN_MEN = 4000
"""Men of an enemy who was seen by others than us: estimate."""
_HUNGER = (1000, 1000, 950, 850, 750, 650, 550)
"""Per mille of its power that an enemy has after so many days without supplies: estimate."""
_SCATTERED_KM10 = 250
"""A formation has a place of its own where half of its power lies within so much."""
_CLUSTER_HEXES = 2
_LEAST_FOE = 800
"""Fewer men than this are no body of troops."""


@dataclass(frozen=True)
class Body:
    """An own formation with its units on the map."""

    formation: int
    units: tuple[int, ...]
    hex: int
    """Where most of it is."""
    power: int
    men: int
    stock: int
    """Mean per mille."""
    ringed: bool
    starving: bool
    """Less reaches it than it needs."""
    scattered: bool


@dataclass(frozen=True)
class Foe:
    """Enemies who stand together, as far as is known."""

    units: tuple[int, ...]
    hex: int
    """Where most of them are."""
    formation: int
    """Whom most of them belong to."""
    power: int
    men: int
    ringed: bool


class Appraisal:
    """A view as a staff sees it."""

    def __init__(self, outlook: Outlook, weights: Weights, seen: Mapping[int, int], hunger: Mapping[int, int]) -> None:
        self.outlook = outlook
        self.view = view = outlook.view
        self.world = world = outlook.world
        self.side = outlook.side
        self.weights = weights
        self.led: frozenset[int] | None = None
        """The formations that the plan is for, None for all: the others are neighbours, whom nobody here moves."""
        board, roster = world.board, outlook.atlas.roster
        remembered = _remembered(view.units.shape[1], seen, hunger)
        position, now = (view.units, view.formations), (self.side, view.day, weights.ghost_days)
        found: tuple[Ints, Ints, Ints] = troops((board.kit, board.numbers), position, roster, remembered, now)
        self.where, self.men, self.power = self._troops = found
        """By unit where it is taken to be, its men and its power."""
        whose = np.where(view.units[U.HEX] >= 0, view.units[U.SIDE], roster[Roster.SIDE])
        self.ours = ((whose == self.side) & (self.power > 0)).nonzero()[0]
        self.theirs = ((whose != self.side) & (self.power > 0)).nonzero()[0]
        self._nearness: dict[int, Ints] = {}

    def group(self, body: Body) -> str:
        """The group of the order of battle that a formation belongs to; empty for none."""
        return self.world.units[body.units[0]].group

    # how forces stand to each other

    def force_at(self, hex: int, side: int) -> int:
        """The power that a side brings to bear around a hex, less with distance."""
        return int(self._forces[side][hex])

    @once
    def _forces(self) -> tuple[Ints, Ints]:
        """For each side the same for every hex."""
        weights, hex_km10 = self.weights, self.world.grid.hex_km10
        away = np.arange(weights.far_km10 // hex_km10 + 1) * hex_km10
        span = max(1, weights.far_km10 - weights.near_km10)
        counts = np.clip((weights.far_km10 - away) * 1000 // span, 0, 1000)
        ours, theirs = (self._spread(units, self.power[units], counts) for units in (self.ours, self.theirs))
        return (theirs, ours) if self.side else (ours, theirs)

    def _spread(self, units: Ints, power: Ints, counts: Ints) -> Ints:
        """The power of some units around them."""
        return influence(self.world.grid.columns, self.world.grid.size, self.where[units], power, counts)

    def is_staff(self, body: Body) -> bool:
        """Whether a formation is little more than a headquarters: it stays behind others."""
        is_small = body.men < int(self.world.numbers[Number.ZONE_FULL_MEN])
        return is_small and any(self._leads[unit] for unit in body.units)

    @once
    def _leads(self) -> list[int]:
        """By unit whether it is a headquarters."""
        leads: list[int] = self.world.board.kit[Kit.HEADQUARTERS].tolist()
        return leads

    def leads_unguarded(self, body: Body) -> bool:
        """Whether a formation has a headquarters and hardly anybody beside it."""
        units = np.array(body.units)
        leads = self.world.board.kit[Kit.HEADQUARTERS, units] == 1
        return bool(leads.any() and self.men[units[~leads]].sum() < self.world.numbers[Number.ZONE_FULL_MEN])

    def is_near(self, hex: int, km10: int) -> bool:
        """Whether enemies are so near as the crow flies."""
        if km10 not in self._nearness:
            everybody, counts = np.ones_like(self.theirs), np.full(km10 // self.world.grid.hex_km10 + 1, 1000)
            self._nearness[km10] = self._spread(self.theirs, everybody, counts)
        return bool(self._nearness[km10][hex])

    def force_between(self, start: int, end: int) -> int:
        """The enemy's power on the way from one hex to another."""
        if not self.theirs.size:
            return 0
        grid = self.world.grid
        where = self.where[self.theirs]
        detour = grid.distances(where, start) + grid.distances(where, end) - grid.distance(start, end)
        return int(self.power[self.theirs[detour * grid.hex_km10 <= self.weights.on_the_way]].sum())

    def balance(self, hex: int) -> int:
        """Own power around a hex per mille of the enemy's; 9999 where there is none."""
        foes = self.force_at(hex, 1 - self.side)
        return min(9999, self.force_at(hex, self.side) * 1000 // foes) if foes else 9999

    # who can be cut off

    @once
    def _looks(self) -> tuple[Marks, Marks]:
        """For each side's eyes who stands where, and whose zones."""
        ours, theirs = self.outlook.scene.look, survey(self.world.board, self.view.units, 1 - self.side)
        return (theirs, ours) if self.side else (ours, theirs)

    def _away_from(self, bodies: Ints, eyes: int) -> Narrow:
        """Marches of some units to every hex, round the zones of the others: 0.1 km, FAR beyond `WIDEST`."""
        nobody: Ints = np.zeros(self.world.grid.size, dtype=np.int64)
        toll = tolls(self._looks[eyes], nobody, MOST_TOLL, MOST_TOLL, 0)
        strong = bodies[self.men[bodies] >= self.world.numbers[Number.ZONE_HALF_MEN]]
        if not strong.size:
            return np.full(self.world.grid.size, FAR, dtype=np.int32)
        return approach(self.outlook.ways.steps, toll, self.where[strong], WIDEST)

    @once
    def enemy_march(self) -> Narrow:
        """How far the enemy has to march to every hex."""
        return self._away_from(self.theirs, 1 - self.side)

    @once
    def own_march(self) -> Narrow:
        """How far we have."""
        return self._away_from(self.ours, self.side)

    def _net(self, side: int) -> tuple[Ints, Marks]:
        """The hexes from which a side is fed as far as is known, and what bars its ways."""
        board, view = self.world.board, self.view
        blocked = barred(self._looks[side])
        net = railheads(board, view.rails, blocked, side, False)
        net = link_depots(board, view.units, ways_of(self.world, view, side), blocked, side, net)
        return net.hexes[: net.size].astype(np.int64), blocked

    @once
    def enemy_rails(self) -> npt.NDArray[np.bool_]:
        """``[hex]`` -> whether the enemy's trains could run there if nobody stood in their way."""
        nobody: Marks = np.zeros(self.world.grid.size, dtype=np.int8)
        return railheads(self.world.board, self.view.rails, nobody, 1 - self.side, False).before >= 0

    @once
    def _own_supply(self) -> tuple[Ints, Marks]:
        return self._net(self.side)

    @once
    def own_net(self) -> Ints:
        """The hexes from which the side is fed."""
        return np.sort(self._own_supply[0])

    @once
    def own_corridors(self) -> tuple[Narrow, Narrow]:
        """Width of the way to supplies by hex, 0.1 km of the enemy's march, -1 without one; the next hex of the way."""
        seeds, blocked = self._own_supply
        found: tuple[Narrow, Narrow] = corridors(self.outlook.ways.steps, self.enemy_march, blocked, seeds)
        return found

    @once
    def enemy_corridors(self) -> tuple[Narrow, Narrow]:
        """The same for the enemy, in marches of ours."""
        seeds, blocked = self._net(1 - self.side)
        found: tuple[Narrow, Narrow] = corridors(self.outlook.ways.steps, self.own_march, blocked, seeds)
        return found

    def way_home(self, hex: int) -> list[int]:
        """The hexes of the widest own corridor from a hex to the net, the hex first."""
        toward, found = self.own_corridors[1], [hex]
        while toward[found[-1]] >= 0:
            found.append(int(toward[found[-1]]))
        return found

    def throat(self, hex: int) -> int:
        """Where the enemy's corridor to a hex is shut most easily, off his own bodies; -1 without a corridor."""
        width, toward = self.enemy_corridors
        if width[hex] < 0:
            return -1
        here, best = int(toward[hex]), -1
        narrow = int(width[hex])
        while here >= 0:
            if self.outlook.enemy_men[here] == 0 and self.own_march[here] // WIDTH_STEP * WIDTH_STEP <= narrow:
                best = here
                break
            here = int(toward[here])
        return best

    # bodies of troops

    @once
    def bodies(self) -> list[Body]:
        """Own formations with units on the map, in the order of battle."""
        members: dict[int, list[int]] = {}
        whose = self.view.units[U.FORMATION].tolist()
        for unit in self.outlook.own.tolist():
            members.setdefault(whose[unit], []).append(unit)
        formations, grid = sorted(members), self.world.grid
        among, apart = np.array(formations, dtype=np.int64), _SCATTERED_KM10 // grid.hex_km10
        rows = strengths(grid.axial, self.view.units, self.outlook.own, among, self.power, apart).tolist()
        return [_body(formation, members[formation], row) for formation, row in zip(formations, rows, strict=True)]

    @once
    def charges(self) -> list[Body]:
        """Those of the `bodies` that the plan is for."""
        return self.bodies if self.led is None else [body for body in self.bodies if body.formation in self.led]

    @once
    def foes(self) -> list[Foe]:
        """Enemies known of, by who stands together, the strongest first."""
        left = self.theirs[self.men[self.theirs] >= _LEAST_FOE]
        axial, roster = self.world.grid.axial, self.outlook.atlas.roster
        members, rows = gatherings(axial, self.view.units, roster, self._troops, left, _CLUSTER_HEXES)
        them = iter(members.tolist())
        found = [
            Foe(tuple(sorted(islice(them, size))), hex, formation, power, men, bool(ringed))
            for size, hex, formation, power, men, ringed in rows.tolist()
        ]
        return sorted(found, key=lambda foe: (-foe.power, foe.hex))


def _remembered(units: int, seen: Mapping[int, int], hunger: Mapping[int, int]) -> Remembered:
    """What is remembered of enemies by unit: their men when seen, and what hunger has left of their power."""
    men, share = [_UNKNOWN_MEN] * units, [1000] * units
    for unit, strength in seen.items():
        men[unit] = strength
    for unit, days in hunger.items():
        share[unit] = _HUNGER[min(days, len(_HUNGER) - 1)]
    return Remembered(np.array(men, dtype=np.int64), np.array(share, dtype=np.int64))


def _body(formation: int, units: list[int], row: list[int]) -> Body:
    """A formation by its row of `strengths`."""
    hex, power, men, stock, ringed, starving, scattered = row
    return Body(formation, tuple(units), hex, power, men, stock, bool(ringed), bool(starving), bool(scattered))
