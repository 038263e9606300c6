"""What each side takes down when a phase ends, and who knows of a place that changed hands. Rulebook 11.3."""

from collections.abc import Iterable

from game.core import events as ev
from game.core.board import Edge
from game.core.fog.observe import is_night
from game.core.kernels.sight import look_back
from game.core.kinds import SupplyReason
from game.core.state import Place, Rail, U
from game.core.turn import Turn
from game.core.world import SIDES


def take_down(turn: Turn) -> None:
    """The end of a phase: each side remembers where it saw the other, and how places and railways are that it sees."""
    world, state, board = turn.world, turn.state, turn.world.board
    arrays, night = (board.near, board.hexes, board.numbers), is_night(world, state)
    places, rails = (state.places, world.place_hexes), (state.rails, world.rail_ends)
    seen, learnt, changed = look_back(arrays, state.units, places, rails, night)
    if len(seen):
        turn.emit(ev.UnitsSighted(tuple(seen.tolist()), tuple(state.units[U.HEX, seen].tolist()), state.day))
    for side in SIDES:
        _tell(turn, side, learnt[side].tolist())
        tell_of_rails(turn, changed[side].tolist(), side)


def tell_of_rails(turn: Turn, links: Iterable[int], side: int) -> None:
    """``side`` knows how these stretches of railway are now: it saw them, works there, or its trains stop there."""
    rails, known = turn.state.rails, Rail.KNOWN_0 + side
    truth = {link: rails.item(Rail.WRECKED, link) * (1 + rails.item(Rail.MENDED, link)) for link in links}
    wrong = {link: value for link, value in truth.items() if value != rails.item(known, link)}
    if wrong:
        turn.emit(ev.RailsSeen(side, tuple(wrong), tuple(wrong.values())))


def tell_of_cuts(turn: Turn, side: int) -> None:
    """Dawn: where trains stop their side is told how the line is; it asked why its men got nothing. Rulebook 6.7."""
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
