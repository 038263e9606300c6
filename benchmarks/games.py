"""Whole orders and whole games: what a unit costs in a side's turn, and whether that grows with their number."""

import gc
import math
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import TypeVar
from unittest.mock import patch

import game
from benchmarks.maps import generated
from benchmarks.positions import handan, midway
from benchmarks.timing import CLOCK, MICRO, Sample, per_item_of, seconds
from game.collector import leave_what_is_loaded
from game.core import engine, phases
from game.core.intents.intent import Intent, IntentKind
from game.core.orders import EndPhase, Move, Order
from game.core.refusal import IllegalOrder
from game.core.state import Clock, GameState
from game.core.turn import Turn
from game.core.world import SIDES, World
from game.players import Memory, make
from game.players.tactics import Tactician

T = TypeVar("T")

GAMES = 12
_AT_DAWN = ("resolve_supply", "daily_cohesion", "rally", "resolve_loyalty", "resolve_allegiance", "talks_at_dawn")
"""What of the sequence of play is supply, morale and politics."""
_PHASES = 41
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


def _is_carried_out(turn: Turn, order: Order) -> bool:
    try:
        engine.submit(turn, order)
    except IllegalOrder:
        return False
    return True


def intents_of_a_side() -> Sample:
    """A phase of each side whose armies all attack, encircle and hold, thought out from nothing; its orders untimed."""
    world, state = midway()
    values: list[float] = []
    asked = 0
    for _ in range(_PHASES + 1):
        spent, asked = 0.0, 0
        for side in SIDES:
            turn, tactician = _phase_of(state, side), Tactician(world, side)
            given, memory = _armies_intents(world, side), Memory()
            orders: list[Order] = [EndPhase()]
            while orders:
                view = engine.observe(world, turn.state, side)
                began = CLOCK()
                orders, memory = tactician.carry_out(view, given, memory)
                spent += CLOCK() - began
                asked += 1
                for order in orders:
                    _is_carried_out(turn, order)
        values.append(spent * 1000 / len(SIDES))
    return Sample(values[1:], {"questions a phase": asked / len(SIDES)})


def watch_of_a_staff() -> Sample:
    """A watch of each side led by a staff that plans it from nothing; its orders untimed."""
    world, state = midway()
    values: list[float] = []
    for _ in range(_PHASES + 1):
        spent = 0.0
        for side in SIDES:
            turn, player, memory = _phase_of(state, side), make("staff", world, side, 1), Memory()
            orders: list[Order] = [EndPhase()]
            while orders:
                view = engine.observe(world, turn.state, side)
                began = CLOCK()
                orders, memory = player.act(view, memory)
                spent += CLOCK() - began
                for order in orders:
                    _is_carried_out(turn, order)
        values.append(spent * 1000 / len(SIDES))
    return Sample(values[1:])


def _phase_of(state: GameState, side: int) -> Turn:
    state = state.copy()
    state.clock[Clock.SIDE] = side
    return engine.resume(midway().world, state, 1)


def _armies_intents(world: World, side: int) -> dict[int, Intent]:
    """An intent for every formation that has units, of the kinds that cost the most."""
    kinds = (IntentKind.ATTACK, IntentKind.ENCIRCLE, IntentKind.HOLD)
    goal = world.places[world.place_index["matou"]].hex
    armies = sorted({unit.formation for unit in world.units if unit.side == side})
    return {army: Intent(kinds[number % len(kinds)], goal) for number, army in enumerate(armies)}


def unit_turn(player: str = "greedy") -> Sample:
    """Whole games of Handan, with session, log and result; one value a seed."""
    scenario = handan()
    settle_down(scenario, player)
    values = [_cost([scenario], seed, player) for seed in range(1, GAMES + 1)]
    milliseconds = Sample(values).median * unit_days(scenario.world) / 1000
    return Sample(values, {"units": len(scenario.world.units), "ms a game": milliseconds})


def unit_turn_of_staffs() -> Sample:
    """The same of staff against staff."""
    return unit_turn("staff")


def whole_game() -> Sample:
    """The same games, each as a whole."""
    scenario = handan()
    settle_down(scenario)
    return Sample([seconds(partial(game.play, scenario, seed=seed)) * 1000 for seed in range(1, GAMES + 1)])


def share_of_dawn() -> Sample:
    """Supply, morale, loyalty and talks of a game over the whole of it, game by game, per cent."""
    scenario = handan()
    settle_down(scenario)
    return Sample([_share(scenario, seed) for seed in range(1, GAMES + 1)])


def _share(scenario: game.Scenario, seed: int) -> float:
    spent = [0.0]
    with ExitStack() as stack:
        for name in _AT_DAWN:
            stack.enter_context(patch.object(phases, name, _timed(getattr(phases, name), spent)))
        whole = seconds(partial(game.play, scenario, seed=seed))
    return 100 * spent[0] / whole


def _timed(function: Callable[..., T], spent: list[float]) -> Callable[..., T]:
    """The function, adding the time it takes to ``spent``."""

    def run(*arguments: object) -> T:
        began = CLOCK()
        answer = function(*arguments)
        spent[0] += CLOCK() - began
        return answer

    return run


def settle_down(scenario: game.Scenario, player: str = "greedy") -> None:
    """Play a game first, then keep what is loaded out of the collector's sight, as the workers of a batch do."""
    game.play(scenario, (player, player), GAMES + 1)
    gc.collect()
    leave_what_is_loaded()


def unit_days(world: World) -> int:
    return len(world.units) * world.calendar.days


def scaling() -> Sample:
    """The dearest size over the cheapest, on maps of the same density, round by round."""
    boards = {units: [_board(units, seed) for seed in _SCALING_BOARDS] for units in SIZES}
    settle_down(boards[SIZES[0]][0])
    rounds = [{units: _cost(boards[units]) for units in SIZES} for _ in range(_SCALING_ROUNDS + 1)][1:]
    ratios = [max(costs.values()) / min(costs.values()) for costs in rounds]
    return Sample(ratios, {f"µs at {units}": Sample([costs[units] for costs in rounds]).median for units in SIZES})


def _board(units: int, seed: int) -> game.Scenario:
    edge = round(math.sqrt(units * HEXES_A_UNIT))
    return generated(seed, edge, edge, units, _SCALING_DAYS)


def _cost(scenarios: list[game.Scenario], seed: int = 1, player: str = "greedy") -> float:
    """Microseconds a unit-turn over a game of each."""

    def play_all() -> None:
        for scenario in scenarios:
            game.play(scenario, (player, player), seed=seed)

    return seconds(play_all) * MICRO / sum(unit_days(scenario.world) for scenario in scenarios)
