"""Whole orders and whole games: what a unit costs in a side's turn, and whether that grows with their number."""

import math

import game
from benchmarks.maps import generated
from benchmarks.positions import handan, midway
from benchmarks.timing import MICRO, Sample, per_item_of, seconds
from game.core import engine
from game.core.orders import Move
from game.core.refusal import IllegalOrder
from game.core.state import Clock, GameState
from game.core.turn import Turn
from game.core.world import SIDES, World
from game.players import Memory, make

GAMES = 12
SIZES = (50, 110, 250, 500)
HEXES_A_UNIT = 19
"""As dense as 500 units on the largest map there can be, 99 by 99; Handan has 61."""
_SCALING_DAYS = 8
_SCALING_BOARDS = (1, 2, 3)
_SCALING_ROUNDS = 7


def order_carried_out() -> Sample:
    """The marches that greedy orders in one phase of each side, given again and again."""
    phases = [_greedy_marches(side) for side in SIDES]
    count = sum(len(marches) for _, marches in phases)

    def begin() -> list[tuple[Turn, list[Move]]]:
        return [(engine.resume(midway().world, state, 1), marches) for state, marches in phases]

    def submit_all(turns: list[tuple[Turn, list[Move]]]) -> int:
        for turn, marches in turns:
            for march in marches:
                engine.submit(turn, march)
        return count

    return Sample(per_item_of(submit_all, begin, 101), {"marches": count})


def _greedy_marches(side: int) -> tuple[GameState, list[Move]]:
    """A phase of ``side``, and those of its marches that are legal after one another."""
    world, state = midway()
    state = state.copy()
    state.clock[Clock.SIDE] = side
    turn = engine.resume(world, state, 1)
    player = make("greedy", world, side, 1)
    memory: Memory = {}
    marches: list[Move] = []
    while not marches:
        orders, memory = player.act(engine.observe(world, turn.state, side), memory)
        assert orders, "greedy has marches to make"
        marches = [order for order in orders if isinstance(order, Move) and _is_carried_out(turn, order)]
    return state, marches


def _is_carried_out(turn: Turn, order: Move) -> bool:
    try:
        engine.submit(turn, order)
    except IllegalOrder:
        return False
    return True


def unit_turn() -> Sample:
    """Whole games of Handan, with session, log and result; one value a seed."""
    scenario = handan()
    values = [_cost([scenario], seed) for seed in range(GAMES + 1)][1:]
    milliseconds = Sample(values).median * _unit_days(scenario.world) / 1000
    return Sample(values, {"units": len(scenario.world.units), "ms a game": milliseconds})


def _unit_days(world: World) -> int:
    return len(world.units) * world.calendar.days


def scaling() -> Sample:
    """The dearest size over the cheapest, on maps of the same density, round by round."""
    boards = {units: [_board(units, seed) for seed in _SCALING_BOARDS] for units in SIZES}
    rounds = [{units: _cost(boards[units]) for units in SIZES} for _ in range(_SCALING_ROUNDS + 1)][1:]
    ratios = [max(costs.values()) / min(costs.values()) for costs in rounds]
    return Sample(ratios, {f"µs at {units}": Sample([costs[units] for costs in rounds]).median for units in SIZES})


def _board(units: int, seed: int) -> game.Scenario:
    edge = round(math.sqrt(units * HEXES_A_UNIT))
    return generated(seed, edge, edge, units, _SCALING_DAYS)


def _cost(scenarios: list[game.Scenario], seed: int = 1) -> float:
    """Microseconds a unit-turn over a game of each."""

    def play_all() -> None:
        for scenario in scenarios:
            game.play(scenario, seed=seed)

    return seconds(play_all) * MICRO / sum(_unit_days(scenario.world) for scenario in scenarios)
