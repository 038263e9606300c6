"""What each side takes down when a phase ends, and who knows of a place that changed hands. Rulebook 11.3."""

from collections.abc import Iterable

from game.core import events as ev
from game.core.kernels.sight import look_back
from game.core.observe import is_night
from game.core.state import Place, U
from game.core.turn import Turn
from game.core.world import SIDES


def take_down(turn: Turn) -> None:
    """The end of a phase: each side remembers where it saw the other, and who holds the places it sees."""
    world, units, places, board = turn.world, turn.state.units, turn.state.places, turn.world.board
    arrays, night = (board.near, board.hexes, board.numbers), is_night(world, turn.state)
    seen, *learnt = look_back(arrays, units, places, world.place_hexes, night)
    if len(seen):
        turn.emit(ev.UnitsSighted(tuple(seen.tolist()), tuple(units[U.HEX, seen].tolist()), turn.state.day))
    for side in SIDES:
        _tell(turn, side, learnt[side].tolist())


def tell_of_places(turn: Turn, hexes: Iterable[int], side: int) -> None:
    """``side`` knows who holds the places in these hexes now, whatever it sees: it fought there, or was told."""
    places = turn.state.places
    found = [place for hex in hexes for place in turn.world.places_by_hex.get(hex, ())]
    _tell(turn, side, [place for place in found if places[Place.KNOWN_0 + side, place] != places[Place.HOLDER, place]])


def _tell(turn: Turn, side: int, places: list[int]) -> None:
    if places:
        holders = turn.state.places[Place.HOLDER, places].tolist()
        turn.emit(ev.PlacesSeen(side, tuple(places), tuple(holders)))
