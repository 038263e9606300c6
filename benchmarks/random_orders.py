"""Orders by chance: legal ones, those of greedy, and ones that no player would give."""

from random import Random

import numpy as np

from game.core import engine
from game.core.board import Edge
from game.core.hexgrid import DIRECTIONS
from game.core.orders import (
    Attack,
    BuildBridge,
    EndPhase,
    Entrench,
    Favour,
    ForceMarch,
    Move,
    Order,
    ReplaceCommander,
    SendEnvoy,
    WorkOn,
)
from game.core.state import GameState, U
from game.core.world import World
from game.players import make

_POLITICAL = (WorkOn, SendEnvoy, Favour, ReplaceCommander)


class OrderGiver:
    """Gives a side's orders one by one, without knowing what became of the last."""

    def __init__(self, world: World, random: Random) -> None:
        self._world = world
        self._random = random
        self._players = [make("greedy", world, side, 1) for side in (0, 1)]
        self._queue: list[Order] = []
        self._orders_a_phase = 3 + len(world.units) // 6

    def next(self, view: GameState) -> Order:
        """An order of the active side; what was queued may have become illegal."""
        random = self._random
        if self._queue:
            return self._queue.pop(0)
        if random.random() * self._orders_a_phase < 1:
            return EndPhase()
        roll = random.random()
        if roll < 0.08:
            self._queue = self._from_greedy(view)
        elif roll < 0.5:
            return self._fuzzed(view)
        return self._legal(view)

    def _from_greedy(self, view: GameState) -> list[Order]:
        """What it would order if it were asked for the first time in this phase."""
        return self._players[view.active_side].act(view, {})[0]

    def _legal(self, view: GameState) -> Order:
        """An order of one of a few units, attacks more often than their share."""
        mine = np.flatnonzero((view.units[U.SIDE] == view.active_side) & (view.units[U.HEX] >= 0)).tolist()
        chosen = self._random.sample(mine, min(4, len(mine)))
        orders = [order for unit in chosen for order in engine.unit_orders(self._world, view, unit)]
        rare: list[Order] = [order for order in orders if isinstance(order, Attack | BuildBridge)]
        if self._random.random() < 0.1:
            rare = engine.political_orders(self._world, view)
        if rare and self._random.random() < 0.5:
            return self._random.choice(rare)
        return self._random.choice(orders) if orders else EndPhase()

    def _fuzzed(self, view: GameState) -> Order:
        """Anything of the right types."""
        random = self._random
        unit = self._unit(view)
        match random.randrange(7):
            case 0 | 1:
                return Move(unit, self._path(view, unit))
            case 2:
                return Attack(*self._attack(view, unit), random.random() < 0.8)
            case 3:
                return BuildBridge(unit, random.randrange(-1, len(DIRECTIONS) + 1))
            case 4:
                return ForceMarch(unit)
            case 5:
                return random.choice(_POLITICAL)(random.randrange(-1, len(self._world.formations) + 1))
            case _:
                return Entrench(unit)

    def _unit(self, view: GameState) -> int:
        """Mostly one of the active side, at times any index or none that exists."""
        count = len(self._world.units)
        if self._random.random() < 0.1:
            return self._random.choice((-count - 1, -count, -1, count, count + 7))
        mine = np.flatnonzero(view.units[U.SIDE] == view.active_side).tolist()
        return self._random.choice(mine) if mine and self._random.random() < 0.85 else self._random.randrange(count)

    def _hex(self) -> int:
        size = self._world.grid.size
        return self._random.choice((-size, -1, size)) if self._random.random() < 0.1 else self._random.randrange(size)

    def _path(self, view: GameState, unit: int) -> tuple[int, ...]:
        """A walk from where the unit stands, at times within its reach, at times with leaps."""
        here = self._where(view, unit)
        if here >= 0 and view.units[U.SIDE, unit] == view.active_side and self._random.random() < 0.3:
            return self._random.choice([*engine.paths(self._world, view, unit), ()])
        path = []
        for _ in range(self._random.randrange(7)):
            here = self._hex() if here < 0 or self._random.random() < 0.05 else self._beside(here)
            path.append(here)
        return tuple(path)

    def _attack(self, view: GameState, unit: int) -> tuple[int, tuple[int, ...]]:
        """A hex, mostly beside the unit, and up to four attackers from around it, rarely one of them twice or none."""
        here = self._where(view, unit)
        target = self._hex() if here < 0 or self._random.random() < 0.1 else self._beside(here)
        around = set(np.flatnonzero(np.isin(view.units[U.HEX], self._neighbours(target))).tolist()) - {unit}
        attackers = [unit, *self._random.sample(sorted(around), min(len(around), self._random.randrange(4)))]
        times = self._random.choices((1, 2, 0), (18, 1, 1))[0]
        return target, tuple(attackers * times)

    def _where(self, view: GameState, unit: int) -> int:
        return int(view.units[U.HEX, unit]) if 0 <= unit < len(self._world.units) else -1

    def _beside(self, hex: int) -> int:
        return self._random.choice(self._neighbours(hex) or [hex])

    def _neighbours(self, hex: int) -> list[int]:
        """The hexes around one that is on the map; some are -1 at its edge."""
        return self._world.board.edges[Edge.NEIGHBOUR, hex].tolist() if 0 <= hex < self._world.grid.size else []
