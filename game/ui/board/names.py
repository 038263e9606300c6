"""The names on the map as pictures with their places, laid out anew when scale, language or units change."""

import math
from collections.abc import Callable, Collection
from typing import NamedTuple

import pygame

from game.core.world import World
from game.ui.counters.view import counter_box
from game.ui.land import labels, towns
from game.ui.land.camera import Bounds, Point
from game.ui.land.features import Features, river_names
from game.ui.land.labels import Box, Wanted
from game.ui.style.palette import Colour, Palette, mixed
from game.ui.style.text import written

_APART = 9.0
"""Hexes from a river's name to where it is written again."""
_AGAIN_FROM = 40.0
_RANKS = (300.0, 200.0, 100.0, 90.0)
_RIVER_LETTERS = 11, 17
"""Pixels of a river's name at least and at most."""
_ASTRAY = 1.45
"""How many times larger or smaller the map may have become under names that have not moved yet."""

_Key = tuple[float, str, tuple[int, ...], frozenset[int]]


class Name(NamedTuple):
    """A name as it is drawn: the middle of its picture in hexes."""

    picture: pygame.Surface
    middle: Point
    box: Box
    """In pixels from the map's corner, at the scale for which it was laid out."""


class Names:
    """Lays out the names of one world."""

    def __init__(self, world: World, drawn: Features, palette: Palette, rivers: list[dict[str, object]]) -> None:
        self._world, self._palette, self._drawn = world, palette, drawn
        self._bounds = Bounds.of(world.grid)
        self._rivers = river_names(world, rivers, drawn.rivers)
        self._made: tuple[_Key | None, list[Name]] = (None, [])
        self._begun: object = None
        self.larger = 1.0
        """How many times larger the smallest and the largest letters are than usual."""
        self.later: Callable[[Callable[[], None]], None] | None = None
        """Who lays names out in spare time, which takes longer than a frame; until then the names stay."""

    def laid_out(self, scale: float, lang: str, holders: tuple[int, ...], occupied: Collection[int]) -> list[Name]:
        """The names at a scale; they avoid the counters in ``occupied`` hexes where they can."""
        key = (scale, lang, holders, frozenset(occupied))
        if self._made[0] != key and self.later is None:
            self._made = key, self._lay_out(*key)
        elif self._made[0] != key and self._begun != key:
            assert self.later is not None
            self._begun = key
            self.later(lambda: self._finish(key))
        return self._made[1]

    def is_laid_out(self, scale: float, lang: str, holders: tuple[int, ...], occupied: Collection[int]) -> bool:
        """Whether they stand as they are to."""
        return bool(self._made[0] == (scale, lang, holders, frozenset(occupied)))

    def near(self, scale: float) -> list[Name]:
        """The names that stand, unless they were laid out for so different a scale that they would lie astray."""
        key = self._made[0]
        return self._made[1] if key is not None and 1 / _ASTRAY < scale / key[0] < _ASTRAY else []

    def _finish(self, key: "_Key") -> None:
        if key == self._begun:
            self._made = key, self._lay_out(*key)

    def _pixel(self, point: Point, scale: float) -> Point:
        return (point[0] - self._bounds.left) * scale, (point[1] - self._bounds.top) * scale

    def _lay_out(self, scale: float, lang: str, holders: tuple[int, ...], occupied: frozenset[int]) -> list[Name]:
        grid = self._world.grid
        pictures, wanted, icons = {}, [], []
        for number, place in enumerate(self._world.places):
            x, y = self._pixel(grid.centre(place.hex), scale)
            half = towns.icon_width(place.kind, scale) / 2 + 1
            icons.append(Box(x - half, y - half, x + half, y + half))
            if not labels.is_named(place.kind, place.value, scale):
                continue
            holder = holders[number] if holders else -1
            pictures[number] = self._place(
                place.label.zh if lang == "zh" else place.label.en, place.kind, scale, holder
            )
            width, height = pictures[number].get_size()
            if place.hex in occupied:
                half = max(half, (counter_box((0.0, 0.0), scale).right))
            kind = labels.kind_of(place.kind)
            rank = _RANKS[kind] + place.value
            wanted.append(Wanted(number, x, y, width, height, half, rank, kind <= labels.TOWN, kind == labels.CITY))
        counters = [counter_box(self._pixel(grid.centre(hex), scale), scale) for hex in sorted(occupied)]
        placed = labels.arrange(wanted, self._sheet(scale), icons, counters)
        names = [self._name(pictures[key], box, scale) for key, box in placed]
        return names + self._river_names(scale, lang, [box for _, box in placed] + icons, counters)

    def _place(self, text: str, kind: str, scale: float, holder: int) -> pygame.Surface:
        palette = self._palette
        ink: Colour = palette.sides[holder].name if holder >= 0 else palette.ink
        size = labels.letter_height(kind, scale, self.larger)
        halo = 2 if size >= 13 else 1
        return written(
            text, size, mixed(ink, palette.ink, 0.35), bold=kind in ("city", "town"), halo=palette.halo, wide=halo
        )

    def _name(self, picture: pygame.Surface, box: Box, scale: float) -> Name:
        east = (box.left + box.right) / 2 / scale + self._bounds.left
        south = (box.top + box.bottom) / 2 / scale + self._bounds.top
        return Name(picture, (east, south), box)

    def _river_names(self, scale: float, lang: str, taken: list[Box], counters: list[Box]) -> list[Name]:
        """Along the rivers, in their colour; where there is no room, not at all."""
        palette, found = self._palette, []
        taken = list(taken)
        for named in self._rivers:
            river = self._drawn.rivers[named.stream]
            least, most = _RIVER_LETTERS
            size = round(min(max(scale * (0.2 + 0.04 * river.kind), least * self.larger), most * self.larger))
            text = written(
                named.zh if lang == "zh" else named.en,
                size,
                palette.river["name"],
                bold=False,
                halo=palette.halo,
                wide=1,
            )
            width, height = text.get_size()
            spots: list[Point] = []
            for name in labels.river_spots(river, width * 1.15, scale):
                near = any(math.dist(spot, (name.x, name.y)) < _APART for spot in spots)
                if near or (spots and scale < _AGAIN_FROM) or not named.passes(name.x, name.y):
                    continue
                box = labels.turned_box(name, (width, height), lambda x, y: self._pixel((x, y), scale))
                if any(box.overlaps(other) for other in (*taken, *counters)) or not box.lies_in(self._sheet(scale)):
                    continue
                taken.append(box)
                spots.append((name.x, name.y))
                found.append(self._name(pygame.transform.rotozoom(text, -math.degrees(name.turn), 1), box, scale))
        return found

    def _sheet(self, scale: float) -> Box:
        """The map, which no name leaves."""
        return Box(0, 0, self._bounds.width * scale, self._bounds.height * scale)
