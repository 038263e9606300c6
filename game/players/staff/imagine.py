"""A position as it might be behind a view: what the view does not tell is guessed, so that it can be played on."""

from collections.abc import Mapping

import numpy as np

from game.core.hexgrid import Ints
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import Crossing, F, GameState, Lifting, Place, Rail, S, T, U
from game.core.world import World

_MEN, _STOCK, _QUALITY, _LOYALTY, _RESOLVE, _COMMAND = 4000, 700, 600, 900, 10_000, 3
"""What is guessed of an enemy where the view does not tell: estimates."""

_NONE_OF_UNITS = {U.HEX, U.LED, U.HELD_UNTIL, U.ARRIVAL_DAY, U.ARRIVAL_WATCH, U.ARRIVAL_HEX, U.HOME}
_NONE_OF_UNITS |= {U.GHOST_HEX, U.GHOST_DAY, U.KILLED_BEFORE, U.CAPTURED_BEFORE, U.STRAGGLED_BEFORE}
"""Columns in which -1 says that there is none; in others what is unknown of an enemy is taken for nothing."""
_NONE_OF_FORMATIONS = {F.CONTACT, F.ENVOY, F.FAVOURED, F.REPLACED, F.FELL, F.AIRDROP, F.PLANTING, F.SPARED}
_NONE_OF_FORMATIONS |= {F.ROTATED, F.COMMITTED, F.PUSHED, F.ORDER}
"""The same of formations."""


def imagined(world: World, view: GameState, side: int, seen: Mapping[int, int]) -> GameState:
    """The position; ``seen`` are the men of enemies when they were last in sight."""
    guess = view.copy()
    guess.units = _units(world, view, side, seen)
    guess.formations = _formations(view, side)
    guess.sides = _known(view.sides, {S.COMMAND: _COMMAND})
    guess.talks = _known(view.talks, {T.RESOLVE: _RESOLVE}, [*range(T.ARMIES, T.ISOLATED + 1)])
    guess.crossings = _known(view.crossings, {}, [Crossing.PASSED, Crossing.PASSED_0, Crossing.PASSED_1])
    guess.rails = _known(view.rails, {}, [Rail.MENDED])
    now = guess.rails[Rail.WRECKED] * (1 + guess.rails[Rail.MENDED])
    guess.rails = np.stack([guess.rails[Rail.WRECKED], guess.rails[Rail.MENDED], now, now])
    guess.places = np.stack([view.places[Place.HOLDER]] * 3 + [np.maximum(0, view.places[Place.RATIONS])])
    guess.lifts = _known(view.lifts, {}, [Lifting.CARRIED])
    guess.camps = _known(view.camps, {})
    return guess


def _known(block: Ints, guesses: Mapping[int, int], nothing: list[int] | None = None) -> Ints:
    """A block with guesses in some columns, and nothing in others, where it holds -1."""
    filled = block.copy()
    for column in nothing if nothing is not None else range(block.shape[0]):
        if column not in guesses:
            filled[column] = np.maximum(0, block[column])
    for column, guess in guesses.items():
        filled[column, block[column] < 0] = guess
    return filled


def _formations(view: GameState, side: int) -> Ints:
    guesses: dict[int, int] = {F.LOYALTY: _LOYALTY, F.COMMITTED: 1000}
    filled = _known(view.formations, guesses, [column for column in F if column not in _NONE_OF_FORMATIONS])
    ours = view.formations[F.SIDE] == side
    for column in guesses:
        filled[column, ours] = view.formations[column, ours]
    return filled


def _units(world: World, view: GameState, side: int, seen: Mapping[int, int]) -> Ints:
    """Enemies stand where they were last seen, and can act; whom nobody has met is nowhere."""
    filled = view.units.copy()
    for unit in np.flatnonzero(view.units[U.HEX] < 0).tolist():
        if view.units[U.SIDE, unit] == side:
            continue
        facts, ghost = world.units[unit], int(view.units[U.GHOST_HEX, unit])
        filled[[U.SIDE, U.FORMATION], unit] = 1 - side, facts.formation
        if ghost < 0:
            filled[[U.STATUS, U.MEN], unit] = Status.GONE, 0
        else:
            filled[[U.HEX, U.STATUS, U.MEN], unit] = ghost, Status.READY, seen.get(unit, _MEN)
    foe = filled[U.SIDE] != side
    shown = int(world.numbers[Number.SHOWN_COHESION])
    for column, guess in ((U.COHESION, shown), (U.QUALITY, _QUALITY), (U.STOCK, _STOCK)):
        filled[column, foe & (filled[column] < 0)] = guess
    nothing = np.ix_([column for column in U if column not in _NONE_OF_UNITS], foe)
    filled[nothing] = np.maximum(0, filled[nothing])
    filled[U.INITIAL, foe] = filled[U.MEN, foe]
    return filled
