"""Looking ahead: a staff plays the next days over on its own copy of what it sees, once for each temper, and compares.

The copy holds the view and guesses for what the view does not tell. The effort is
counted in units and days, so that the same view always gets the same answer.
"""

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from game.core import engine
from game.core.events import EnemyMet, Event, MarchStopped
from game.core.luck import combine
from game.core.orders import EndPhase, Order
from game.core.refusal import IllegalOrder
from game.core.state import GameState, Place, U
from game.core.turn import Turn
from game.core.victory import score_for
from game.core.world import World
from game.players.base import Memory, Player
from game.players.greedy import GreedyPlayer
from game.players.staff.aims import Stakes
from game.players.staff.imagine import imagined
from game.players.staff.order import Plan
from game.players.staff.weights import Weights

_UNIT_DAYS = 400
"""Units times days that it plays over for a plan."""
_MOST_DAYS, _LEAST_DAYS = 4, 2
_LUCKS = 2
"""How often it plays a plan over, each time with other luck."""
_GAIN = 6000
"""What another temper must promise beyond that of yesterday, in the measure of `_POINT`: a battle more or less."""
_POINT = 1000
"""What a point of victory counts for; all else in the same measure."""
_IN_RING = 350
"""Per mille of men that being in a ring is taken to cost a side in the end."""
_SURPRISES = (EnemyMet, MarchStopped)


class Tempered(Player, Protocol):
    """A player in one temper for good."""

    def plan(self, view: GameState, memory: Memory) -> Plan:
        """What it would plan now."""
        ...


class Foresight:
    """Chooses a temper by playing on with each."""

    def __init__(self, world: World, side: int, key: int, tempers: Mapping[str, Tempered], weights: Weights) -> None:
        self._world = world
        self._side = side
        self._key = key
        self._players = tempers
        self._enemy = GreedyPlayer(world, 1 - side, key)
        self._stakes = Stakes(world, side, weights)
        self._men_a_point = weights.any_men
        self.days = max(_LEAST_DAYS, min(_MOST_DAYS, _UNIT_DAYS // max(1, len(world.units))))

    def choose(self, view: GameState, memory: Memory, before: str) -> str:
        """The temper that leads to the best position; that of ``before`` where others promise too little more.

        Where all plan alike it is the first of them.
        """
        kept, *others = self._different(view, memory, before)
        if not others:
            return next(iter(self._players))
        seen = {self._world.unit_index[id]: int(men) for id, men in memory.get("seen", {}).items()}
        guess = imagined(self._world, view, self._side, seen)
        values = {name: self._promise(guess, self._players[name], memory) for name in (kept, *others)}
        values[kept] += _GAIN
        return max(values, key=values.__getitem__)

    def _different(self, view: GameState, memory: Memory, before: str) -> list[str]:
        """Tempers of which each would plan otherwise than those in front of it; that of ``before`` comes first."""
        plans: list[Plan] = []
        found: list[str] = []
        for name in sorted(self._players, key=lambda name: name != before):
            plan = self._players[name].plan(view, memory)
            if all((plan.intents, plan.detached) != (other.intents, other.detached) for other in plans):
                plans.append(plan)
                found.append(name)
        return found

    def _promise(self, guess: GameState, player: Player, memory: Memory) -> int:
        """What a player is expected to make of a position."""
        return sum(self._value(self._played(guess, player, memory, luck)) for luck in range(_LUCKS)) // _LUCKS

    def _played(self, start: GameState, player: Player, memory: Memory, luck: int) -> GameState:
        """The position after the days that it looks ahead."""
        turn = engine.resume(self._world, start, combine(self._key, start.day, luck))
        players: dict[int, Player] = {self._side: player, 1 - self._side: self._enemy}
        memories: dict[int, Memory] = {self._side: memory, 1 - self._side: {}}
        last = start.day + self.days
        asks = 4 * len(self._world.units) * self.days
        while not turn.state.is_over and turn.state.day < last:
            side = turn.state.active_side
            asks -= 1
            view = engine.observe(self._world, turn.state, side)
            orders, memories[side] = players[side].act(view, memories[side]) if asks > 0 else ([], memories[side])
            for order in orders or [EndPhase()]:
                if _is_surprising(turn, order):
                    break
        return turn.state

    def _value(self, state: GameState) -> int:
        """What a position is worth to the side."""
        world, units, side = self._world, state.units, self._side
        value = score_for(world, state, side) * _POINT
        for place, points in self._stakes.worth.items():
            holder = int(state.places[Place.HOLDER, place])
            value += points * _POINT * ((holder == side) - (holder == 1 - side)) // 2
        here = units[U.HEX] >= 0
        fit = 1000 - np.where(units[U.ENCIRCLED] > 0, _IN_RING, 0)
        fit = fit * (2 * units[U.QUALITY] + units[U.COHESION]) // 3000
        worth = np.where(here, units[U.MEN] * fit // self._men_a_point, 0)  # a point's men are worth `_POINT`
        return value + int(worth[units[U.SIDE] == side].sum() - worth[units[U.SIDE] == 1 - side].sum())


def _is_surprising(turn: Turn, order: Order) -> bool:
    """Give an order; whether it was refused or told something new."""
    try:
        told: list[Event] = engine.submit(turn, order)
    except IllegalOrder:
        return True
    return any(isinstance(event, _SURPRISES) for event in told)
