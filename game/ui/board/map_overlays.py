"""The overlays of the map by name: what `game.ui.board.readings` reads, in the colours of a palette."""

from collections.abc import Callable
from functools import partial

import numpy as np

from game.core.hexgrid import Ints
from game.ui.board.overlays import NOTHING, Overlay, Sign, Way
from game.ui.board.readings import READINGS, Kind, Reading
from game.ui.situation import Situation
from game.ui.style.palette import Colour, Palette, mixed
from game.ui.style.patterns import Pattern

OverlayMaker = Callable[[Situation], list[Overlay]]


def colour_of(palette: Palette, name: str) -> Colour:
    """A colour by the name that readings give it."""
    if name in ("first", "second"):
        return palette.sides[("first", "second").index(name)].face
    if name == "mixed":
        return mixed(palette.sides[0].face, palette.sides[1].face, 0.5)
    if name == "sea":
        sea: Colour = palette.overlay[0]
        return sea
    state: Colour = palette.state[name]
    return state


def reading_of(name: str, situation: Situation) -> Reading:
    """What an overlay shows now; asked again about the same moment it is not read again."""
    key = (name, id(situation.state), situation.side, situation.units)
    if _last.get("key") != (key, situation.state):
        _last["key"], _last["reading"] = (key, situation.state), READINGS[name](situation)
    reading = _last["reading"]
    assert isinstance(reading, Reading)
    return reading


_last: dict[str, object] = {}
"""The reading made last, with the state that keeps its identity."""


def make(name: str, situation: Situation) -> list[Overlay]:
    """The layers of an overlay; its ways, signs and pale counters lie on the last."""
    reading, palette = reading_of(name, situation), situation.palette
    found = []
    for layer in reading.layers:
        colours = tuple(colour_of(palette, kind.colour) for kind in layer.kinds)
        patterns = tuple(kind.pattern for kind in layer.kinds)
        found.append(Overlay(layer.classes, colours, patterns, layer.tint))
    size = situation.world.grid.size
    ways = tuple(Way(way.hexes, colour_of(palette, way.colour), way.dashed) for way in reading.traces)
    signs = tuple(Sign(sign.hex, colour_of(palette, sign.colour)) for sign in reading.signs)
    top = Overlay(_nothing(size), (), ways=ways, signs=signs, counters=tuple(reading.counters))
    return [*found, top]


def legend_of(name: str, situation: Situation) -> list[tuple[Kind, Colour, Pattern]]:
    """The classes of an overlay with their colours and patterns."""
    legend = reading_of(name, situation).legend
    return [(kind, colour_of(situation.palette, kind.colour), kind.pattern) for kind in legend]


def _nothing(size: int) -> Ints:
    return np.full(size, NOTHING, dtype=np.int64)


OVERLAYS: dict[str, OverlayMaker] = {name: partial(make, name) for name in READINGS}
"""By name: ``supply``, ``zones``, ``command`` and so on, as in `game.ui.keys.Action`. Their words stand under
``window.overlays`` in the catalogue."""
