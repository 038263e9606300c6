"""The innermost loops on Handan's map: called from Python as the game calls them, and in a compiled loop."""

import numpy as np

from benchmarks.positions import Midway, midway
from benchmarks.timing import Sample, per_item
from game.core.board import Board
from game.core.hexgrid import Ints
from game.core.homeward import ways_of
from game.core.kernels.jit import kernel
from game.core.kernels.net import Ways
from game.core.kernels.reach import reach
from game.core.kernels.supply import supply_side
from game.core.kernels.survey import Marks, survey
from game.core.state import U
from game.core.world import SIDES

ROUNDS = 15
_COMPILED = "µs in a compiled loop"


def reach_of_a_unit() -> Sample:
    """Every unit on the map in turn, with the day's march before it."""
    world, state = midway()
    board, units, crossings = world.board, state.units, state.crossings
    marks = [survey(board, units, side) for side in SIDES]
    chosen = np.flatnonzero(units[U.HEX] >= 0)
    pairs = [(unit, marks[units[U.SIDE, unit]]) for unit in chosen.tolist()]

    def called() -> int:
        for unit, look in pairs:
            reach(world.march_arrays, units, crossings, look, unit, False)
        return len(pairs)

    def compiled() -> int:
        _reach_all(board, units, crossings, marks[0], marks[1], chosen)
        return len(pairs)

    return Sample(per_item(called, ROUNDS), {_COMPILED: _median(per_item(compiled, ROUNDS))})


@kernel
def _reach_all(board: Board, units: Ints, crossings: Ints, first: Marks, second: Marks, chosen: Ints) -> int:
    reached = 0
    for unit in chosen:
        look = first if units[U.SIDE, unit] == 0 else second
        reached += reach((board.edges, board.kit, board.numbers), units, crossings, look, unit, False)[0][
            units[U.HEX, unit]
        ]
    return reached


def supply_of_a_side() -> Sample:
    """Both sides in turn: a dawn, halved."""
    position = midway()
    world, state = position
    ways = [ways_of(world, state, side) for side in SIDES]
    times = 20

    def called() -> int:
        for _ in range(times):
            for side in SIDES:
                supply_side(world.board, state.units, state.formations, ways_of(world, state, side), side, 1)
        return times * len(SIDES)

    def compiled() -> int:
        _supply_often(world.board, state.units, state.formations, ways[0], ways[1], times)
        return times * len(SIDES)

    by_side = {f"µs {world.sides[side].en}": _supply_alone(position, side) for side in SIDES}
    return Sample(per_item(called, ROUNDS), {**by_side, _COMPILED: _median(per_item(compiled, ROUNDS))})


@kernel
def _supply_often(board: Board, units: Ints, formations: Ints, first: Ways, second: Ways, times: int) -> int:
    fed = 0
    for _ in range(times):
        fed += supply_side(board, units, formations, first, 0, 1)[0, 0]
        fed += supply_side(board, units, formations, second, 1, 1)[0, 0]
    return fed


def _supply_alone(position: Midway, side: int) -> float:
    world, state = position

    def called() -> int:
        for _ in range(20):
            supply_side(world.board, state.units, state.formations, ways_of(world, state, side), side, 1)
        return 20

    return _median(per_item(called, ROUNDS))


def copy_of_a_state() -> Sample:
    """A whole position."""
    state = midway().state
    blocks = [getattr(state, name) for name in state.BLOCKS]

    def copies() -> int:
        for _ in range(1000):
            state.copy()
        return 1000

    return Sample(per_item(copies, ROUNDS), {"kB": sum(block.nbytes for block in blocks) / 1000})


def _median(values: list[float]) -> float:
    return Sample(values).median
