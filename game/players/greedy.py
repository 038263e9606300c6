"""`greedy`: takes good odds, marches to its objectives, keeps in supply and out of traps. It plans nothing ahead."""

import numpy as np

from game.core.combat import enemies_at
from game.core.hexgrid import Ints
from game.core.kernels.flood import FAR, flood
from game.core.kernels.plan import GUARD, SEIZE, Weight, fronts, plan_attacks, plan_moves
from game.core.kernels.retreat import home_distance
from game.core.observe import is_night
from game.core.orders import Attack, BuildBridge, Entrench, Move, Order
from game.core.state import Bridge, Crossing, GameState, Place, Status, U
from game.core.world import Edge, Kit, World
from game.players.base import Memory

WEIGHTS = {
    Weight.LEAST_CHANCE: 550,
    Weight.CLOSE_IN: 90,
    Weight.STRONGER: 1200,
    Weight.DANGER: 400,
    Weight.WEAKER: 800,
    Weight.TRAP: 40,
    Weight.UNSUPPLIED: 300,
    Weight.COVER: 100,
    Weight.DUG_IN: 40,
    Weight.GARRISON: 60,
    Weight.HUNGRY: 3000,
}
"""What greedy cares for, in 0.1 km of march where `Weight` says nothing else."""

_GreedyOrder = Attack | BuildBridge | Entrench | Move

_STAGES = ("attack", "bridge", "move", "attack", "dig")


_MOST_TRIES = 8
"""How often a stage that surprises interrupt is taken up again."""


_WHERE = np.array([U.HEX, U.GHOST_HEX, U.SIDE], dtype=np.int64)


class GreedyPlayer:
    """Goes through its stages once a phase, taking an interrupted one up again.

    Its memory is the phase, the stage, the tries, and the units it gave orders to last.
    """

    name = "greedy"

    def __init__(self, world: World, side: int, key: int) -> None:
        self._world = world
        self._side = side
        self._weights = np.array([WEIGHTS[weight] for weight in Weight], dtype=np.int64)
        self._home: Ints | None = None
        self._goal: tuple[list[int], Ints] | None = None
        mine = [objective for objective in world.objectives if objective.side == side]
        self._wanted = sorted({objective.place for objective in mine if objective.place >= 0})
        groups = {objective.group for objective in mine if objective.place < 0}
        self._prey = [unit for unit, facts in enumerate(world.units) if facts.group in groups]
        self._engineers = np.flatnonzero(world.board.kit[Kit.ENGINEER]).tolist()
        self._place_hexes = np.array([place.hex for place in world.places], dtype=np.int64)

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """The orders of the next stage that has any."""
        now = view.day * 8 + view.watch
        stage, tries = 0, 0
        if memory.get("phase") == now:
            stage, tries = int(memory["stage"]), int(memory["tries"])
            interrupted = tries < _MOST_TRIES and self._is_interrupted(view, memory["units"])
            stage, tries = (stage, tries + 1) if interrupted else (stage + 1, 0)
        while stage < len(_STAGES):
            orders = self._orders(view, _STAGES[stage])
            if orders:
                units = [order.units[0] if isinstance(order, Attack) else order.unit for order in orders]
                return list(orders), {"phase": now, "stage": stage, "tries": tries, "units": units}
            stage, tries = stage + 1, 0
        return [], {"phase": now, "stage": stage, "tries": 0, "units": []}

    def _is_interrupted(self, view: GameState, units: list[int]) -> bool:
        """Whether the last of the units that were given orders never came to carry its own out."""
        done = view.units[[U.MOVED_WATCH, U.ATTACKED, U.DIGGING], units[-1]]
        return not done.any()

    def _orders(self, view: GameState, stage: str) -> list[_GreedyOrder]:
        match stage:
            case "attack":
                return self._attacks(view)
            case "bridge":
                return self._bridges(view)
            case "move":
                return self._moves(view)
            case _:
                idle = fronts(self._world.board, view.units, self._side, view.day)
                return [Entrench(unit) for unit in idle.tolist()]

    def _attacks(self, view: GameState) -> list[_GreedyOrder]:
        night = is_night(self._world, view)
        least = WEIGHTS[Weight.LEAST_CHANCE]
        rows = plan_attacks(self._world.board, view.units, view.crossings, self._side, view.day, night, least)
        return [Attack(row[0], tuple(unit for unit in row[1:] if unit >= 0)) for row in rows.tolist()]

    def _moves(self, view: GameState) -> list[_GreedyOrder]:
        goal = self._goal_distance(view)
        fields = (goal, self._home_distance(view), self._worth(view))
        now = (self._side, view.day, is_night(self._world, view))
        rows = plan_moves(self._world.board, view.units, view.crossings, fields, self._weights, now)
        return [Move(row[0], tuple(row[2 : 2 + row[1]])) for row in rows.tolist()]

    def _bridges(self, view: GameState) -> list[_GreedyOrder]:
        """Engineers bridge the river in front of them where the other bank is nearer to the goal."""
        orders: list[_GreedyOrder] = []
        for unit in self._engineers:
            row = view.units[:, unit].tolist()
            idle = row[U.STATUS] == Status.READY and not row[U.MOVED] and not row[U.ATTACKED]
            if row[U.SIDE] == self._side and idle and row[U.HELD_UNTIL] <= view.day:
                orders += self._bridge(view, unit, self._goal_distance(view))
        return orders

    def _bridge(self, view: GameState, unit: int, goal: Ints) -> list[_GreedyOrder]:
        edges, here = self._world.board.edges, int(view.units[U.HEX, unit])
        best: tuple[int, int] | None = None
        for direction in range(6):
            crossing, there = (int(edges[layer, here, direction]) for layer in (Edge.CROSSING, Edge.NEIGHBOUR))
            if crossing < 0 or view.crossings[Crossing.BRIDGE, crossing] != Bridge.NONE or there < 0:
                continue
            gain = int(goal[here] - goal[there])
            if gain > 0 and not enemies_at(view, there, self._side) and (best is None or gain > best[0]):
                best = (gain, direction)
        return [BuildBridge(unit, best[1])] if best else []

    def _goal_distance(self, view: GameState) -> Ints:
        """Distance of every hex from the nearest goal, searched anew only when the goals have changed."""
        goals = self._goals(view)
        if self._goal is None or self._goal[0] != goals:
            seeds, nothing = np.array(goals, dtype=np.int64), np.zeros(self._world.grid.size, dtype=np.int8)
            distance: Ints = flood(self._world.board, view.crossings, nothing, seeds, FAR, nothing, 0)[0]
            self._goal = goals, distance if goals else np.zeros_like(distance)
        return self._goal[1]

    def _goals(self, view: GameState) -> list[int]:
        """Places to take, and enemies to destroy where they are seen or were last seen."""
        units, holders = view.units, view.places[Place.HOLDER].tolist()
        found = [self._world.places[place].hex for place in self._wanted if holders[place] != self._side]
        if self._prey:
            at, ghost, side = units[_WHERE[:, None], self._prey]
            known = np.where(at >= 0, at, ghost)
            found += known[(known >= 0) & (side != self._side)].tolist()
        return found

    def _worth(self, view: GameState) -> Ints:
        """What each hex's place is to us: ours to guard if it is an objective, or the enemy's to seize."""
        worth = np.zeros(self._world.grid.size, dtype=np.int64)
        holder = view.places[Place.HOLDER]
        worth[self._place_hexes[holder == 1 - self._side]] = SEIZE
        for place in self._wanted:
            if holder[place] == self._side:
                worth[self._place_hexes[place]] = GUARD
        return worth

    def _home_distance(self, view: GameState) -> Ints:
        """Distance from the side's sources; the front moves, the sources do not."""
        if self._home is None:
            self._home = home_distance(self._world.board, view.crossings, self._side)
        return self._home
