"""`greedy`: takes good odds, marches to its objectives, keeps in supply, woos the encircled. It plans nothing ahead."""

import numpy as np

from game.core.board import Edge, Kit
from game.core.combat import enemies_at
from game.core.engine import check
from game.core.hexgrid import Ints
from game.core.kernels.flood import FAR, flood
from game.core.kernels.plan import GUARD, SEIZE, Weight, fronts, plan_attacks, plan_moves
from game.core.kernels.retreat import home_distance
from game.core.kinds import Bridge, Insistence, Status
from game.core.observe import is_night
from game.core.orders import (
    AnswerTalks,
    Attack,
    BuildBridge,
    Entrench,
    Favour,
    Move,
    OfferTalks,
    Order,
    SendEnvoy,
    Stand,
    SuperiorOrder,
    WorkOn,
)
from game.core.state import Crossing, GameState, Place, S, U
from game.core.world import World
from game.players.base import Memory
from game.players.command import last_stands, prepared_attacks, pressed
from game.players.politics import PoliticalOrder, political_orders, talk_orders, wooed

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
UNPREPARED = 100
"""Per mille of success by which an attack may fall short that is worth preparing."""

_STAGES = ("talks", "politics", "press", "assault", "attack", "bridge", "move", "attack", "stand", "dig")
_POLITICS: tuple[type[PoliticalOrder], ...] = (WorkOn, SendEnvoy, Favour)
_DONE = {
    "assault": U.ATTACKED,
    "attack": U.ATTACKED,
    "bridge": U.ATTACKED,
    "move": U.MOVED_WATCH,
    "stand": U.STAND,
    "dig": U.DIGGING,
}
"""The column that shows that a unit has carried out its order of a stage."""


def _order(stage: str, row: list[int]) -> Order:
    """The order that a row stands for."""
    match stage:
        case "talks":
            return AnswerTalks(row[0], True) if row[1] < 0 else OfferTalks(row[0], row[1])
        case "politics":
            return _POLITICS[row[0]](row[1])
        case "press":
            return SuperiorOrder(row[0], Insistence.RELIEVE)
        case "assault" | "attack":
            return Attack(row[0], tuple(row[1:]), prepared=stage == "assault")
        case "stand":
            return Stand(row[0])
        case "bridge":
            return BuildBridge(row[0], row[1])
        case "move":
            return Move(row[0], tuple(row[1:]))
        case _:
            return Entrench(row[0])


def _undone(view: GameState, stage: str, rows: list[list[int]]) -> list[list[int]]:
    """The rows that a refusal or a surprise kept from being tried; the first, if undone, was tried and failed."""
    if stage not in _DONE:
        return []
    done = view.units[_DONE[stage]].tolist()
    leader = 1 if stage in ("assault", "attack") else 0
    undone = [row for row in rows if not done[row[leader]]]
    return undone[1:] if undone and undone[0] == rows[0] else undone


_WHERE = np.array([U.HEX, U.GHOST_HEX, U.SIDE], dtype=np.int64)


class GreedyPlayer:
    """Goes through its stages once a phase and takes up what a surprise interrupted, without planning anew.

    Its memory is the phase, the stage and the rows of the orders it gave last.
    """

    name = "greedy"

    def __init__(self, world: World, side: int, key: int) -> None:
        self._world = world
        self._side = side
        self._weights = np.array([WEIGHTS[weight] for weight in Weight], dtype=np.int64)
        self._home: tuple[bytes, Ints] | None = None
        self._goal: tuple[list[int], bytes, Ints] | None = None
        mine = [objective for objective in world.objectives if objective.side == side]
        self._wanted = sorted({objective.place for objective in mine if objective.place >= 0})
        groups = {objective.group for objective in mine if objective.place < 0}
        self._prey = [unit for unit, facts in enumerate(world.units) if facts.group in groups]
        self._engineers = np.flatnonzero(world.board.kit[Kit.ENGINEER]).tolist()

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """The orders of the next stage that has any."""
        now = view.day * 8 + view.watch
        stage, rows = 0, []
        if memory.get("phase") == now:
            stage = int(memory["stage"])
            rows = self._allowed(view, _STAGES[stage], _undone(view, _STAGES[stage], memory["rows"]))
            stage += not rows
        while stage < len(_STAGES):
            rows = rows or self._rows(view, _STAGES[stage])
            if rows:
                orders = [_order(_STAGES[stage], row) for row in rows]
                return orders, {"phase": now, "stage": stage, "rows": rows}
            stage += 1
        return [], {"phase": now, "stage": len(_STAGES) - 1, "rows": []}

    def _allowed(self, view: GameState, stage: str, rows: list[list[int]]) -> list[list[int]]:
        """The rows from the first on that a surprise has not made illegal."""
        while rows and check(self._world, view, _order(stage, rows[0])) is not None:
            rows = rows[1:]
        return rows

    def _rows(self, view: GameState, stage: str) -> list[list[int]]:
        """The orders of a stage as `_order` reads them."""
        match stage:
            case "talks":
                return [list(row) for row in talk_orders(self._world, view)] if self._world.talks else []
            case "politics":
                orders = political_orders(self._world, view, self._side)
                return [[_POLITICS.index(type(order)), order.formation] for order in orders]
            case "press":
                return [[formation] for formation in pressed(self._world, view, self._side)]
            case "assault" if view.sides[S.COMMAND, self._side] <= 0:
                return []
            case "assault":
                least = WEIGHTS[Weight.LEAST_CHANCE]
                return prepared_attacks(self._world, view, self._attacks(view, least - UNPREPARED), least)
            case "attack":
                return self._attacks(view, WEIGHTS[Weight.LEAST_CHANCE])
            case "stand":
                return [[unit] for unit in last_stands(self._world, view, self._side)]
            case "bridge":
                return self._bridges(view)
            case "move":
                return self._moves(view)
            case _:
                idle = fronts(self._world.board, view.units, self._side, view.day)
                return [[unit] for unit in idle.tolist()]

    def _attacks(self, view: GameState, least: int) -> list[list[int]]:
        night = is_night(self._world, view)
        rows = plan_attacks(self._world.board, view.units, view.crossings, self._side, view.day, night, least)
        spared = wooed(view, self._side)
        closed = self._under_truce(view)
        return [
            [number for number in row if number >= 0]
            for row in rows.tolist()
            if row[0] not in closed and not self._is_spared(view, row, spared)
        ]

    def _under_truce(self, view: GameState) -> set[int]:
        """Hexes of units that stand aside, which nobody may attack."""
        if not self._world.talks:
            return set()
        units = view.units
        return set(units[U.HEX, units[U.STATUS] == int(Status.ASIDE)].tolist())

    def _is_spared(self, view: GameState, row: list[int], spared: set[int]) -> bool:
        """Whether all defenders that an attack would meet are of formations that we would rather win over."""
        if not spared:
            return False
        defenders = enemies_at(view, row[0], self._side)
        return set(view.units[U.FORMATION, defenders].tolist()) <= spared

    def _moves(self, view: GameState) -> list[list[int]]:
        goal = self._goal_distance(view)
        fields = (goal, self._home_distance(view), self._worth(view))
        now = (self._side, view.day, is_night(self._world, view))
        rows = plan_moves(self._world.board, view.units, view.crossings, fields, self._weights, now)
        return [[row[0], *row[2 : 2 + row[1]]] for row in rows.tolist()]

    def _bridges(self, view: GameState) -> list[list[int]]:
        """Engineers bridge the river in front of them where the other bank is nearer to the goal."""
        orders: list[list[int]] = []
        for unit in self._engineers:
            row = view.units[:, unit].tolist()
            idle = row[U.STATUS] == Status.READY and not row[U.MOVED] and not row[U.ATTACKED]
            if row[U.SIDE] == self._side and idle and row[U.HELD_UNTIL] <= view.day:
                orders += self._bridge(view, unit, self._goal_distance(view))
        return orders

    def _bridge(self, view: GameState, unit: int, goal: Ints) -> list[list[int]]:
        edges, here = self._world.board.edges, int(view.units[U.HEX, unit])
        best: tuple[int, int] | None = None
        for direction in range(6):
            crossing, there = (int(edges[layer, here, direction]) for layer in (Edge.CROSSING, Edge.NEIGHBOUR))
            if crossing < 0 or view.crossings.item(Crossing.BRIDGE, crossing) != Bridge.NONE or there < 0:
                continue
            gain = int(goal[here] - goal[there])
            if gain > 0 and not enemies_at(view, there, self._side) and (best is None or gain > best[0]):
                best = (gain, direction)
        return [[unit, best[1]]] if best else []

    def _goal_distance(self, view: GameState) -> Ints:
        """Distance of every hex from the nearest goal, searched anew only when the goals or bridges have changed."""
        goals, bridges = self._goals(view), view.crossings[Crossing.BRIDGE].tobytes()
        if self._goal is None or self._goal[:2] != (goals, bridges):
            seeds, nothing = np.array(goals, dtype=np.int32), np.zeros(self._world.grid.size, dtype=np.int8)
            found = flood(self._world.board, view.crossings, nothing, seeds, self._side, FAR, nothing, 0)
            distance: Ints = found[0].astype(np.int64)
            self._goal = goals, bridges, distance if goals else np.zeros_like(distance)
        return self._goal[2]

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
        worth[self._world.place_hexes[holder == 1 - self._side]] = SEIZE
        for place in self._wanted:
            if holder[place] == self._side:
                worth[self._world.place_hexes[place]] = GUARD
        return worth

    def _home_distance(self, view: GameState) -> Ints:
        """Distance from the side's sources; the front moves, the sources do not, but bridges come and go."""
        bridges = view.crossings[Crossing.BRIDGE].tobytes()
        if self._home is None or self._home[0] != bridges:
            self._home = bridges, home_distance(self._world.board, view.crossings, self._side)
        return self._home[1]
