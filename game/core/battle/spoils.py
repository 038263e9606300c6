"""What falls to the victor: places with their rations, supplies of units that surrender. Rulebook 6.10."""

from collections.abc import Iterable

import numpy as np

from game.core import events as ev
from game.core.battle.morale import mourn_place
from game.core.board import Kit
from game.core.numbers import Number
from game.core.state import Place, U
from game.core.turn import Turn

_BESIDE = 6
"""Columns of ``Board.near`` within one hex."""


def take_places(turn: Turn, unit: int, path: tuple[int, ...]) -> None:
    """Places that the unit marched through are its side's now."""
    places = turn.world.places_by_hex
    if places.keys().isdisjoint(path):
        return
    side, holders = turn.state.units.item(U.SIDE, unit), turn.state.places[Place.HOLDER]
    for place in [place for hex in path if hex in places for place in places[hex]]:
        holder = holders.item(place)
        if holder != side:
            turn.emit(ev.PlaceTaken(place, side, holder, unit))
            mourn_place(turn, place, holder)
            seize_rations(turn, place)


def seize_rations(turn: Turn, place: int) -> None:
    """A share of a place's rations is its new holder's; the rest is burnt or carried off."""
    rations = int(turn.state.places[Place.RATIONS, place])
    if rations > 0:
        kept = rations * int(turn.world.numbers[Number.SPOILS_RATIONS]) // 1000
        turn.emit(ev.RationsSeized(place, kept))


def supplies_of(turn: Turn, unit: int) -> int:
    """What a unit carries: per mille of stock times men."""
    units = turn.state.units
    return int(units[U.STOCK, unit] * units[U.MEN, unit])


def captors_around(turn: Turn, hexes: Iterable[int], side: int) -> list[int]:
    """The units of ``side`` in or beside these hexes: to them men lay down their arms without a fight."""
    units, near = turn.state.units, turn.world.board.near
    around = {hex for here in hexes for hex in (here, *near[here, :_BESIDE].tolist()) if hex >= 0}
    there = np.flatnonzero((units[U.SIDE] == side) & np.isin(units[U.HEX], list(around)))
    return [int(unit) for unit in there]


def take_stocks(turn: Turn, captors: Iterable[int], supplies: int) -> None:
    """A share of a surrendered unit's supplies is its captors', by their men, as far as they can carry it.

    Militia takes nothing: it lives at home.
    """
    units, at_home = turn.state.units, turn.world.board.kit[Kit.DOMESTIC]
    here = [unit for unit in captors if units[U.HEX, unit] >= 0 and not at_home[unit]]
    men = int(units[U.MEN, here].sum())
    gain = supplies * int(turn.world.numbers[Number.SPOILS_STOCK]) // 1000 // max(1, men)
    stocks = {unit: min(1000, int(units[U.STOCK, unit]) + gain) for unit in here}
    stocks = {unit: stock for unit, stock in stocks.items() if stock != units[U.STOCK, unit]}
    if stocks:
        turn.emit(ev.StocksTaken(tuple(stocks), tuple(stocks.values())))
