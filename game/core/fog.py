"""What each side takes down when a phase ends, and who knows of a place that changed hands. Rulebook 11.3."""

from collections.abc import Iterable

import numpy as np

from game.core import events as ev
from game.core.board import HexColumn
from game.core.kernels.sight import eyes_on, sighted
from game.core.observe import is_night
from game.core.state import Place, U
from game.core.turn import Turn
from game.core.world import SIDES

_ADJACENT, _IN_SIGHT = 1, 3


def take_down(turn: Turn) -> None:
    """The end of a phase: each side remembers where it saw the other, and who holds the places it sees."""
    world, units = turn.world, turn.state.units
    night = is_night(world, turn.state)
    seen = sum(sighted(world.board, units, side, night) for side in SIDES)
    chosen = np.flatnonzero(seen)
    if len(chosen):
        turn.emit(ev.UnitsSighted(tuple(chosen.tolist()), tuple(units[U.HEX, chosen].tolist()), turn.state.day))
    for side in SIDES:
        _see_places(turn, side, night)


def _see_places(turn: Turn, side: int, night: bool) -> None:
    """A place is seen as a unit of its holder would be that stands in it."""
    places, board = turn.state.places, turn.world.board
    wrong = np.flatnonzero(places[Place.KNOWN_0 + side] != places[Place.HOLDER]).tolist()
    if not wrong:
        return
    near = eyes_on(board.near, board.hexes, board.numbers, turn.state.units, side, night)
    seen = []
    for place in wrong:
        hex, holder = turn.world.places[place].hex, int(places[Place.HOLDER, place])
        hidden = holder != side and board.hexes[HexColumn.COUNTRYSIDE, hex] == holder
        if near[hex] <= (_ADJACENT if hidden else _IN_SIGHT):
            seen.append(place)
    _tell(turn, side, seen)


def tell_of_places(turn: Turn, hexes: Iterable[int], side: int) -> None:
    """``side`` knows who holds the places in these hexes now, whatever it sees: it fought there, or was told."""
    places = turn.state.places
    found = [place for hex in hexes for place in turn.world.places_by_hex.get(hex, ())]
    _tell(turn, side, [place for place in found if places[Place.KNOWN_0 + side, place] != places[Place.HOLDER, place]])


def _tell(turn: Turn, side: int, places: list[int]) -> None:
    if places:
        holders = turn.state.places[Place.HOLDER, places].tolist()
        turn.emit(ev.PlacesSeen(side, tuple(places), tuple(holders)))
