"""A game's log as one side could have written it: what shows it when history's events happened in its game."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from game.core import events as ev
from game.core.state import GameState, U
from game.core.world import World
from game.session.results.detect import detect

_MOVES = (ev.UnitMoved, ev.UnitRailed, ev.UnitRetreated, ev.UnitArrived, ev.UnitAdvanced)


def known_days(world: World, start: GameState, events: Iterable[ev.Event], side: int) -> dict[str, int | None]:
    """The day of each documented event as far as a side knows of it, None where it does not; -1 sees everything."""
    return detect(world, start, events if side < 0 else known_log(start, events, side)).documented


def known_log(start: GameState, events: Iterable[ev.Event], side: int) -> Iterator[ev.Event]:
    """The events that a side knows of.

    The other side's marches are known by where its units were sighted, places by what was seen of their holders.
    """
    sides = start.units[U.SIDE].copy()
    for event in events:
        match event:
            case ev.UnitsSighted():
                for unit, hex in zip(event.units, event.hexes, strict=True):
                    if sides[unit] != side:
                        yield ev.UnitMoved(unit, (hex,), 0, 0, 0)
            case ev.PlacesSeen():
                if event.side == side:
                    for place, holder in zip(event.places, event.holders, strict=True):
                        yield ev.PlaceTaken(place, holder, -1, -1)
            case ev.PlaceTaken():
                if event.side == side:
                    yield event
            case ev.SupplyDrawn():
                own = sides[list(event.units)] == side
                yield replace(event, encircled=tuple(np.where(own, event.encircled, 0).tolist()))
            case _ if isinstance(event, _MOVES):
                if sides[event.unit] == side:
                    yield event
            case ev.FormationWentOver() | ev.UnitsJoined():
                sides[list(event.units)] = event.side
                yield event
            case _:
                yield event
