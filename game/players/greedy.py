"""`greedy`: takes good odds, marches to its objectives, keeps in supply, woos the encircled. It plans nothing ahead."""

from collections.abc import Callable, Sequence

import numpy as np

from game.core.battle.attack import enemies_at
from game.core.board import Edge, Kit
from game.core.engine import check
from game.core.fog.observe import is_night
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.assault import plan_attacks
from game.core.kernels.muster import fronts
from game.core.kernels.plan import Fields, Weight, plan_moves
from game.core.kernels.roll import BEHIND, BESIDE, FIT, RESTED, RINGED
from game.core.kinds import Bridge, Insistence, Status, SupplyState
from game.core.orders import (
    AnswerTalks,
    Attack,
    BreakOut,
    BuildBridge,
    EndPhase,
    Entrench,
    Move,
    OfferTalks,
    Order,
    Reserve,
    Stand,
    SuperiorOrder,
    WreckRail,
)
from game.core.state import Crossing, GameState, U
from game.core.world import World
from game.players.base import Memory
from game.players.command import last_stands, pressed
from game.players.ground import Ground
from game.players.leaving import departures
from game.players.moment import Moment
from game.players.politics import advances, rests, talk_orders
from game.players.rows import Row, leader_of, order_of, row_of, type_of
from game.players.spending import points_left, spend_points
from game.players.upkeep import Lines, works

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
    Weight.GARRISON: 250,  # more than two watches' march towards the next goal, or nobody would stay
    Weight.HUNGRY: 3000,
    Weight.RING: 200,
    Weight.POCKET: 150,
}
"""What greedy cares for, in 0.1 km of march where `Weight` says nothing else."""
UNPREPARED = 100
"""Per mille of success by which an attack may fall short that is worth preparing."""
_STEADY = 250
"""Per mille of cohesion that a starving unit must have to break out."""

_DONE: dict[type, U] = {
    Attack: U.ATTACKED,
    BuildBridge: U.ATTACKED,
    WreckRail: U.ATTACKED,
    Move: U.MOVED_WATCH,
    BreakOut: U.BREAKOUT,
    Stand: U.STAND,
    Reserve: U.RESERVE,
    Entrench: U.DIGGING,
}
"""The column that shows that a unit has carried out its order."""


def _undone(view: GameState, rows: list[Row]) -> list[Order]:
    """The orders that a refusal or a surprise kept from being tried; the first, if undone, was tried and failed."""
    told = [(row, _DONE.get(type_of(row))) for row in rows]
    undone = [row for row, column in told if column is not None and not view.units.item(column, leader_of(row))]
    if undone and undone[0] == rows[0]:
        del undone[0]
    return [order_of(row) for row in undone]


class GreedyPlayer:
    """Goes through its stages once a phase and takes up what a surprise interrupted, without planning anew.

    Its memory is the phase, the stage and the orders it gave last, as rows.
    """

    name = "greedy"

    def __init__(self, world: World, side: int, key: int) -> None:
        self._world = world
        self._side = side
        self._weights = np.array([WEIGHTS[weight] for weight in Weight], dtype=np.int64)
        self._ground = Ground(world, side)
        self._lines = Lines(world, side)
        self._engineers = np.flatnonzero(world.board.kit[Kit.ENGINEER]).tolist()

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """The orders of the next stage that has any; whoever is asked no more ends his phase with them."""
        now, moment = view.moment, Moment(self._world, view, self._side)
        stage, first = 0, list[Order]()
        orders: Sequence[Order] = ()
        if memory.get("phase") == now:
            stage = int(memory["stage"])
            rows: list[Row] = memory["rows"]
            orders = self._allowed(view, _undone(view, rows))
            stage += not orders
        while stage < len(_STAGES):
            orders = orders or _STAGES[stage](self, moment)
            if orders and _STAGES[stage] is not GreedyPlayer._woo:
                end = [EndPhase()] if stage == len(_STAGES) - 1 else []
                memory = {"phase": now, "stage": stage, "rows": [row_of(order) for order in orders]}
                return [*first, *orders, *end], memory
            first, orders = [*first, *orders], ()  # what is wooed today changes nothing for the stages that follow
            stage += 1
        return [*first, EndPhase()] if first else [], {"phase": now, "stage": len(_STAGES) - 1, "rows": []}

    def _allowed(self, view: GameState, orders: list[Order]) -> list[Order]:
        """The orders from the first on that a surprise has not made illegal."""
        while orders and check(self._world, view, orders[0]) is not None:
            orders = orders[1:]
        return orders

    def _talks(self, moment: Moment) -> list[Order]:
        chosen = talk_orders(self._world, moment.view) if self._world.talks else []
        return [AnswerTalks(talk, accept=True) if term < 0 else OfferTalks(talk, term) for talk, term in chosen]

    def _rests(self, moment: Moment) -> list[Order]:
        return rests(moment)

    def _woo(self, moment: Moment) -> list[Order]:
        return advances(moment)

    def _press(self, moment: Moment) -> list[Order]:
        chosen = pressed(self._world, moment.view, self._side) if moment.has(RINGED) else []
        return [SuperiorOrder(formation, Insistence.RELIEVE) for formation in chosen]

    def _spend(self, moment: Moment) -> list[Order]:
        if points_left(moment) <= 0:
            return []
        least = WEIGHTS[Weight.LEAST_CHANCE]
        return spend_points(moment, self._attacks(moment, least - UNPREPARED), least)

    def _attack(self, moment: Moment) -> Sequence[Order]:
        return self._attacks(moment, WEIGHTS[Weight.LEAST_CHANCE])

    def _attacks(self, moment: Moment, least: int) -> list[Attack]:
        if least >= moment.futile or not moment.units(FIT | BESIDE):
            return []
        view, board = moment.view, self._world.board
        night = is_night(self._world, view)
        rows = plan_attacks(board, self._active(moment), view.crossings, self._side, view.day, night, least).tolist()
        if not rows:
            moment.futile = least
            return []
        closed = self._under_truce(view)
        return [
            Attack(row[0], tuple(unit for unit in row[1:] if unit >= 0))
            for row in rows
            if row[0] not in closed and not self._is_spared(moment, row[0])
        ]

    def _active(self, moment: Moment) -> Ints:
        """The units with those at rest taken for spent, so that they are left where they are."""
        if not moment.resting:
            return moment.view.units
        spared = moment.view.units.copy()
        spared[U.ATTACKED, moment.resting] = 1
        return spared

    def _under_truce(self, view: GameState) -> set[int]:
        """Hexes of units that stand aside, which nobody may attack."""
        if not self._world.talks:
            return set()
        units = view.units
        return set(units[U.HEX, units[U.STATUS] == int(Status.ASIDE)].tolist())

    def _is_spared(self, moment: Moment, target: int) -> bool:
        """Whether an attack would break a promise, or meet nobody but those whom we would rather win over."""
        if not moment.wooed and not moment.promised:
            return False
        met = set(moment.view.units[U.FORMATION, enemies_at(moment.view, target, self._side)].tolist())
        return met <= moment.wooed or not met.isdisjoint(moment.promised)

    def _break_out(self, moment: Moment) -> list[Order]:
        """Those who starve in a ring leave their guns; the marches follow in a later stage."""
        if not moment.has(RINGED):
            return []
        units = moment.view.units
        starving = moment.who(RINGED) & (units[U.SUPPLY] == int(SupplyState.OUT)) & (units[U.COHESION] >= _STEADY)
        orders = (BreakOut(unit) for unit in np.flatnonzero(starving & (units[U.MOVED] <= 0)).tolist())
        return [order for order in orders if check(self._world, moment.view, order) is None]

    def _leave(self, moment: Moment) -> list[Order]:
        """Where men are taken on before a stronger enemy, those go who count as saved."""
        return list(departures(self._world, moment.view, self._side)) if self._world.lifts else []

    def _works(self, moment: Moment) -> list[Order]:
        return works(moment)

    def _bridges(self, moment: Moment) -> list[Order]:
        """Engineers bridge the river in front of them where the other bank is nearer to the goal."""
        view, orders = moment.view, list[Order]()
        for unit in self._engineers:
            if moment.facts.item(unit) & (FIT | RESTED) == FIT | RESTED:
                orders += self._bridge(view, unit, self._ground.goal_distance(view))
        return orders

    def _bridge(self, view: GameState, unit: int, goal: Narrow) -> list[Order]:
        edges, here = self._world.board.edges, int(view.units[U.HEX, unit])
        best: tuple[int, int] | None = None
        for direction in range(6):
            crossing, there = (int(edges[layer, here, direction]) for layer in (Edge.CROSSING, Edge.NEIGHBOUR))
            if crossing < 0 or view.crossings.item(Crossing.BRIDGE, crossing) != Bridge.NONE or there < 0:
                continue
            gain = int(goal[here] - goal[there])
            if gain > 0 and not enemies_at(view, there, self._side) and (best is None or gain > best[0]):
                best = (gain, direction)
        return [BuildBridge(unit, best[1])] if best else []

    def _errands(self, moment: Moment) -> list[Order]:
        return self._ground.errands(moment)

    def _moves(self, moment: Moment) -> list[Order]:
        ground, view, board = self._ground, moment.view, self._world.board
        ring = ground.ring(moment.look_back)
        fields = Fields(ground.goal_distance(view), ground.home_distance(view), ground.worth(view), ring)
        now = (self._side, view.day, is_night(self._world, view))
        rows = plan_moves(board, self._active(moment), view.crossings, fields, self._weights, now).tolist()
        return [Move(row[0], tuple(row[2 : 2 + row[1]])) for row in rows]

    def _wreckings(self, moment: Moment) -> list[Order]:
        return self._lines.wreckings(moment)

    def _stands(self, moment: Moment) -> list[Order]:
        if points_left(moment) <= 0 or not moment.has(RINGED):
            return []
        return [Stand(unit) for unit in last_stands(self._world, moment.view, self._side)]

    def _stay(self, moment: Moment) -> list[Order]:
        """Reserves behind the front, trenches in it: neither changes what the other rests on."""
        return [*self._reserves(moment), *self._trenches(moment)]

    def _reserves(self, moment: Moment) -> list[Order]:
        """Units behind those who face the enemy wait to help them."""
        orders = (Reserve(unit) for unit in moment.units(BEHIND))
        return [order for order in orders if check(self._world, moment.view, order) is None]

    def _trenches(self, moment: Moment) -> list[Order]:
        idle = fronts(self._world.board, moment.view.units, self._side)
        return [Entrench(unit) for unit in idle.tolist()]


_STAGES: tuple[Callable[[GreedyPlayer, Moment], Sequence[Order]], ...] = (
    GreedyPlayer._talks,
    GreedyPlayer._rests,
    GreedyPlayer._woo,
    GreedyPlayer._press,
    GreedyPlayer._spend,
    GreedyPlayer._break_out,
    GreedyPlayer._leave,
    GreedyPlayer._works,
    GreedyPlayer._attack,
    GreedyPlayer._bridges,
    GreedyPlayer._errands,
    GreedyPlayer._moves,
    GreedyPlayer._attack,
    GreedyPlayer._wreckings,
    GreedyPlayer._stands,
    GreedyPlayer._stay,
)
