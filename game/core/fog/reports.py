"""What each side takes down when a phase ends, and who knows of a place that changed hands. Rulebook 11.3."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from game.core import events as ev
from game.core.board import Edge
from game.core.fog.observe import is_night
from game.core.hexgrid import Ints
from game.core.kernels.sight import Bytes, eyes_on, look_back
from game.core.kinds import SupplyReason
from game.core.state import GameState, Place, Rail, U
from game.core.turn import Turn
from game.core.world import SIDES

_IN_SIGHT = 3
_KNOWN = slice(int(Rail.KNOWN_0), int(Rail.KNOWN_0) + len(SIDES))


def take_down(turn: Turn) -> None:
    """The end of a phase: each side remembers where it saw the other, and how places and railways are that it sees."""
    world, units, places, board = turn.world, turn.state.units, turn.state.places, turn.world.board
    arrays, night = (board.near, board.hexes, board.numbers), is_night(world, turn.state)
    seen, *learnt = look_back(arrays, units, places, world.place_hexes, night)
    if len(seen):
        turn.emit(ev.UnitsSighted(tuple(seen.tolist()), tuple(units[U.HEX, seen].tolist()), turn.state.day))
    misjudged = _misjudged(turn.state)
    for side in SIDES:
        _tell(turn, side, learnt[side].tolist())
        changed = misjudged[side].nonzero()[0]
        if len(changed):
            _see_rails(turn, side, eyes_on(*arrays, units, side, night), changed)


def _as_it_is(state: GameState) -> Ints:
    """``[link]`` -> 0 where trains can pass, else 1 and the work done."""
    truth: Ints = state.rails[Rail.WRECKED] * (1 + state.rails[Rail.MENDED])
    return truth


def _misjudged(state: GameState) -> npt.NDArray[np.bool_]:
    """``[side, link]`` -> whether a stretch of railway is not as a side last knew it."""
    wrong: npt.NDArray[np.bool_] = state.rails[_KNOWN] != _as_it_is(state)
    return wrong


def _see_rails(turn: Turn, side: int, near: Bytes, changed: Ints) -> None:
    """A stretch is seen where either of its ends is in sight."""
    in_sight = near[turn.world.rail_ends[changed]] <= _IN_SIGHT
    tell_of_rails(turn, changed[in_sight.any(axis=1)].tolist(), side)


def tell_of_rails(turn: Turn, links: Iterable[int], side: int) -> None:
    """``side`` knows how these stretches of railway are now: it saw them, works there, or its trains stop there."""
    truth = _as_it_is(turn.state)
    wrong = [link for link in links if turn.state.rails[Rail.KNOWN_0 + side, link] != truth[link]]
    if wrong:
        turn.emit(ev.RailsSeen(side, tuple(wrong), tuple(truth[wrong].tolist())))


def tell_of_cuts(turn: Turn, side: int) -> None:
    """Dawn: where trains stop their side is told how the line is; it asked why its men got nothing. Rulebook 6.7."""
    if not _misjudged(turn.state)[side].any():
        return
    units = turn.state.units
    hungry = (units[U.HEX] >= 0) & (units[U.SIDE] == side) & (units[U.REASON] == int(SupplyReason.RAIL_CUT))
    stops = sorted(set(units[U.REASON_AT, hungry].tolist()))
    links = turn.world.board.edges[Edge.RAIL, stops].ravel().tolist() if stops else []
    tell_of_rails(turn, sorted({link for link in links if link >= 0}), side)


def tell_of_places(turn: Turn, hexes: Iterable[int], side: int) -> None:
    """``side`` knows who holds the places in these hexes now, whatever it sees: it fought there, or was told."""
    places = turn.state.places
    found = [place for hex in hexes for place in turn.world.places_by_hex.get(hex, ())]
    _tell(turn, side, [place for place in found if places[Place.KNOWN_0 + side, place] != places[Place.HOLDER, place]])


def _tell(turn: Turn, side: int, places: list[int]) -> None:
    if places:
        holders = turn.state.places[Place.HOLDER, places].tolist()
        turn.emit(ev.PlacesSeen(side, tuple(places), tuple(holders)))
