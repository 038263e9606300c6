"""What a side sees at one moment, in the forms that carrying out intents needs."""

from collections.abc import Iterable, Sequence

import numpy as np

from game.core.board import Kit
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.flood import FAR
from game.core.kernels.reach import daily_budget
from game.core.kernels.scene import Scene
from game.core.kernels.survey import FULL_ZONE, ZONE
from game.core.kinds import Status, SupplyState
from game.core.numbers import Number
from game.core.state import GameState, Rail, U
from game.players.once import once
from game.players.ways import Way, Ways

_GHOST_DAYS = 3
"""An enemy seen no longer ago than this is looked for where it was."""
_WORTH_A_FIGHT = 1000
"""Men for whom a column turns on its way, unless it is sent against them."""
_WINDING = 1500
"""Per mille of the crow's way that a march is looked for within, before the whole map is searched."""
_MARGIN = 400
"""0.1 km; searches end at a multiple of this, so that a step forward does not make another search of them."""
_ROOM = 150
"""0.1 km that the search goes further than the furthest unit, so that it can step aside."""
_FEW = 40
"""Up to so many distances are quicker worked out one by one."""


class Outlook:
    """A view with what follows from it."""

    def __init__(self, view: GameState, ways: Ways) -> None:
        self.view = view
        self.ways = ways
        self.atlas = ways.atlas
        self.world = ways.world
        self.side = side = ways.side
        units = view.units
        here = units[U.HEX] >= 0
        self.at: list[int] = units[U.HEX].tolist()
        self.own: Ints = (here & (units[U.SIDE] == side)).nonzero()[0]
        self.able = here & (units[U.STATUS] == Status.READY.value)
        self.ready: list[bool] = (self.able & (units[U.HELD_UNTIL] <= view.day)).tolist()
        self.fighters = self.atlas.fighters
        self._budgets: dict[int, int] = {}
        ways.settle(view)

    @once
    def scene(self) -> Scene:
        """What is seen of every hex."""
        return self.ways.picture(self.view)

    @once
    def _marks(self) -> bytes:
        return self.scene.look.tobytes()

    @once
    def enemy_men(self) -> Ints:
        """By hex the enemy's men."""
        return self.scene.enemy_men

    @once
    def enemy_at(self) -> set[int]:
        """Hexes with enemies."""
        return set(self.scene.enemy_hexes.tolist())

    @once
    def manned(self) -> set[int]:
        """Hexes with enemies who have men."""
        hexes = self.scene.enemy_hexes
        return set(hexes[self.enemy_men[hexes] > 0].tolist())

    @once
    def men(self) -> list[int]:
        """Men of each unit."""
        men: list[int] = self.view.units[U.MEN].tolist()
        return men

    def field(self, goals: Sequence[int], way: Way, limit: int = FAR) -> Narrow:
        """Distance of every hex from the nearest of ``goals``, FAR beyond ``limit``."""
        self.ways.charge(way, self.scene)
        return self.ways.field(goals, way, limit)

    def field_for(self, units: Sequence[int], goals: Sequence[int], way: Way) -> Narrow:
        """The same as far as it concerns ``units``: the whole map is searched only where their way is a long one."""
        where = [self.at[unit] for unit in units]
        limit = self._limit(where, goals)
        for most in (limit, limit + _MARGIN):  # enemies on the way seldom cost more than that
            field = self.field(goals, way, most)
            if max(map(field.item, where)) + _ROOM <= most:
                return field
        return self.field(goals, way)

    def search_for(self, sent: Iterable[tuple[Sequence[int], Sequence[int]]], way: Way) -> None:
        """Search at once what `field_for` will need for several units with their goals."""
        self.ways.charge(way, self.scene)
        self.ways.search(((goals, self._limit([self.at[unit] for unit in units], goals)) for units, goals in sent), way)

    def way_round(self, units: Iterable[int]) -> Way:
        """How units march round the enemy together: by the rule if one of them fights and never slips through zones."""
        slippers, fighters = self.atlas.slippers, self.fighters
        return Way.ROUND if all(slippers[unit] or not fighters[unit] for unit in units) else Way.BY_RULE

    def _limit(self, where: list[int], goals: Sequence[int]) -> int:
        """How far to search before the whole map."""
        return (self._furthest(where, goals) * _WINDING // 1000 // _MARGIN + 1) * _MARGIN

    def _furthest(self, where: list[int], goals: Sequence[int]) -> int:
        """How far the furthest of some hexes is from the nearest goal as the crow flies, 0.1 km."""
        if len(goals) == 1:
            hexes = max(self.atlas.crows(where, goals[0]))
        elif len(where) * len(goals) <= _FEW:
            hexes = max(min(self.atlas.crows(goals, hex)) for hex in where)
        else:
            crow = self.world.grid.distances(np.array(where)[:, None], np.array(goals))
            hexes = int(crow.min(axis=1).max())
        return hexes * self.world.grid.hex_km10

    def crow(self, hexes: Sequence[int], hex: int) -> list[int]:
        """Hexes as the crow flies from each of ``hexes`` to one."""
        return self.atlas.crows(hexes, hex)

    def known_hexes(self, formations: frozenset[int]) -> list[int]:
        """Where units of enemy formations are seen, or were lately."""
        known, members = self._known, self.atlas.members
        found = {known[unit] for formation in formations for unit in members.get(formation, ())}
        return sorted(found - {-1})

    @once
    def _known(self) -> list[int]:
        """By unit the hex where an enemy is seen, or was lately; -1 for all others."""
        whose, at, ghost, seen = self.view.units[[U.SIDE, U.HEX, U.GHOST_HEX, U.GHOST_DAY]]
        lately = np.where(self.view.day - seen <= _GHOST_DAYS, ghost, -1)
        known: list[int] = np.where(whose == self.side, -1, np.where(at >= 0, at, lately)).tolist()
        return known

    def own_hexes(self, formations: frozenset[int]) -> list[int]:
        """Where units of own formations stand."""
        whose = self.view.units[U.FORMATION].tolist()
        return sorted({self.at[unit] for unit in self.own.tolist() if whose[unit] in formations})

    @once
    def steps(self) -> bytes:
        """Hexes from every hex to the nearest enemy up to three, 4 beyond."""
        return self.scene.steps.tobytes()

    def budget(self, unit: int) -> int:
        """What a unit can march in a day, 0.1 km."""
        if unit not in self._budgets:
            board = self.world.board
            self._budgets[unit] = int(daily_budget(board.numbers, board.kit, self.view.units, unit))
        return self._budgets[unit]

    @once
    def wrecked(self) -> set[int]:
        """Stretches of railway that are not whole, as far as is known."""
        return set(np.flatnonzero(self.view.rails[Rail.WRECKED]).tolist())

    @once
    def bodies(self) -> Ints:
        """Hexes with so many enemies that a column turns against them on its way."""
        hexes = self.scene.enemy_hexes
        strong: Ints = hexes[self.enemy_men[hexes] >= _WORTH_A_FIGHT]
        return strong

    @once
    def zones(self) -> list[bool]:
        """Units with a full zone."""
        units, numbers = self.view.units, self.world.numbers
        strong = (units[U.MEN] >= numbers[Number.ZONE_FULL_MEN]) & (units[U.COHESION] >= numbers[Number.ZONE_COHESION])
        zones: list[bool] = (self.able & strong & (self.world.board.kit[Kit.ZONES] == 1)).tolist()
        return zones

    @once
    def marchers(self) -> set[int]:
        """Own units that can be ordered about and have not marched in this watch."""
        rested = self.own[self.view.units[U.MOVED_WATCH, self.own] <= 0].tolist()
        return {unit for unit in rested if self.ready[unit]}

    @once
    def strikers(self) -> set[int]:
        """Own units that can attack now and have an enemy beside them."""
        steps, units = self.steps, self.view.units
        fresh = (units[U.ATTACKED, self.own] == 0) & (units[U.SUPPLY, self.own] != SupplyState.OUT.value)
        able = [unit for unit in self.own[fresh].tolist() if self.ready[unit] and self.fighters[unit]]
        return {unit for unit in able if steps[self.at[unit]] <= 1}

    @once
    def enemy_homes(self) -> dict[int, list[int]]:
        """The hexes of the units in sight of each enemy formation."""
        found: dict[int, list[int]] = {}
        units = self.view.units
        enemies = np.flatnonzero((units[U.HEX] >= 0) & (units[U.SIDE] != self.side))
        for unit, formation in zip(enemies.tolist(), units[U.FORMATION, enemies].tolist(), strict=True):
            found.setdefault(formation, []).append(self.at[unit])
        return found

    @once
    def standing(self) -> dict[int, list[int]]:
        """Hex -> the own units in it."""
        found: dict[int, list[int]] = {}
        for unit in self.own.tolist():
            found.setdefault(self.at[unit], []).append(unit)
        return found

    @once
    def ringed(self) -> frozenset[int]:
        """The hexes of enemies in sight who are cut off."""
        units = self.view.units
        cut_off = (units[U.HEX] >= 0) & (units[U.SIDE] != self.side) & (units[U.ENCIRCLED] > 0)
        return frozenset(units[U.HEX, cut_off].tolist())

    def is_engaged(self, unit: int) -> bool:
        """Whether a unit stands in a full zone of the enemy, or has attacked today."""
        return self._marks[self.at[unit]] & ZONE == FULL_ZONE or bool(self.view.units[U.ATTACKED, unit])

    def neighbours(self, hex: int) -> tuple[int, ...]:
        """The hexes around one."""
        return self.world.grid.around(hex)
