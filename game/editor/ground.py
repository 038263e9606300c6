"""The map of the editor: the game's own drawing of the last text that could be drawn, and the marks over it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pygame

from game.core.hexgrid import DIRECTIONS, HexGrid
from game.editor.sheet import Sheet
from game.scenario.bare import bare_map
from game.scenario.load import Examined, Scenario, examine
from game.scenario.problems import Path
from game.scenario.survey.geography import bridges
from game.scenario.survey.snap import Hexside, canonical
from game.ui.board.view import BoardView
from game.ui.context import Ui
from game.ui.land.camera import Camera
from game.ui.panels.mini_map import MiniMap
from game.ui.play.layout import corner
from game.ui.play.map_area import MapArea
from game.ui.style.palette import Colour
from game.ui.wishes import GoTo

_PATIENCE = 2.5
"""Seconds after which a new drawing is shown though parts of it are still missing."""
_NEAR = 0.22
"""How far from the middle of a hexside, in hexes, one still means it: at a corner none of the three is meant."""
_DRAWN = ("name", "at", "kind", "walls", "value", "held_by")
"""What of a place is drawn."""


class Sight(NamedTuple):
    """What there is to see of a text."""

    examined: Examined
    scenario: Scenario | None
    """Whose ground is drawn; None where nothing can be."""
    board: BoardView | None


class Ground:
    """The map in its rectangle, a small one in its corner. A new drawing takes the old one's place once it is there."""

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._ui, self.area = ui, area
        self._mini = MiniMap(ui, corner(ui, area))
        self.is_covered = False
        """Whether something else lies where the map is."""
        self.map: MapArea | None = None
        self._next: MapArea | None = None
        self._waited = 0.0
        self._camera: Camera | None = None

    @property
    def grid(self) -> HexGrid | None:
        """The hexes, None while nothing can be drawn."""
        return None if self.map is None else self.map.board.world.grid

    def take(self, board: BoardView) -> None:
        """Draw this from now on, as soon as it is there."""
        if self.map is None:
            camera = self._camera if self._camera and self._camera.grid == board.world.grid else None
            self.map = MapArea(board, self.area, camera)
            return
        if self._next is not None:
            self._next.end()
        same = self.map.board.world.grid == board.world.grid
        self._next = MapArea(board, self.area, self.map.camera if same and self.map.is_still else None)
        self._waited = 0.0

    def place(self, area: pygame.Rect) -> None:
        """Another rectangle."""
        self.area = area
        self._mini.area = corner(self._ui, area)
        for each in (self.map, self._next):
            if each is not None:
                each.place(area)

    def update(self, seconds: float, pointer: tuple[int, int] | None) -> bool:
        """Let the map move and be drawn; whether it looks different."""
        if self.map is None or self.is_covered:
            self._mini.hide()
            return False
        changed = self.map.update(seconds, pointer) | self._turn_over(seconds)
        self._mini.follow(self.map.board, self.map.camera)
        return self._mini.update(seconds) or changed

    def handle(self, event: pygame.event.Event) -> None:
        """Go where the small map is clicked."""
        wish = self._mini.handle(event)
        if isinstance(wish, GoTo) and self.map is not None:
            self.map.go_to(wish.hex)

    def _turn_over(self, seconds: float) -> bool:
        """Show the new drawing when it is complete for what is looked at."""
        old, new = self.map, self._next
        if old is None or new is None:
            return False
        self._waited += seconds
        if not old.is_still:
            return False
        if new.board.world.grid == old.board.world.grid:
            new.camera = old.camera
        new.update(seconds, None)
        if not new.is_complete and self._waited < _PATIENCE:
            return False
        old.end()
        self.map, self._next = new, None
        return True

    @property
    def is_new_to_come(self) -> bool:
        """Whether a newer drawing is on its way."""
        return self._next is not None

    def end(self) -> None:
        """Draw nothing more; what was looked at is kept."""
        self._mini.kill()
        if self.map is not None:
            self._camera = self.map.camera
        for each in (self.map, self._next):
            if each is not None:
                each.end()
        self.map = self._next = None

    # Under the pointer

    def side_at(self, position: tuple[int, int]) -> str | None:
        """The hexside under a point of the window as the file writes it, where one is near enough."""
        if self.map is None:
            return None
        hex = self.map.hex_at(position)
        if hex < 0:
            return None
        grid = self.map.board.world.grid
        east, south = self.map.camera.to_map(*self.map.local(position))
        found = []
        for direction in range(len(DIRECTIONS)):
            one, other = grid.corner(hex, direction - 1), grid.corner(hex, direction)
            away = np.hypot((one[0] + other[0]) / 2 - east, (one[1] + other[1]) / 2 - south)
            found.append((float(away), direction))
        away, direction = min(found)
        side = canonical(grid, hex, direction)
        return None if side is None or away > _NEAR else side_text(grid, side)

    # Marks

    def draw(self, on: pygame.Surface) -> None:
        """The map; plain table where there is none."""
        if self.map is not None:
            self.map.draw(on)

    def tint(self, on: pygame.Surface, hexes: Collection[int], colour: Colour) -> None:
        """Hexes in a colour, for a change that is not drawn yet."""
        if self.map is None or not hexes:
            return
        board = on.subsurface(self.area)
        for hex in hexes:
            pygame.draw.polygon(board, colour, self.map.camera.corners_of(hex))

    def trace(self, on: pygame.Surface, hexes: Sequence[int], colour: Colour, dark: Colour) -> None:
        """A way from hex to hex."""
        if self.map is None or not hexes:
            return
        board, camera = on.subsurface(self.area), self.map.camera
        points = [camera.centre_of(hex) for hex in hexes]
        thick = max(3, round(camera.scale / 12))
        for wide, ink in ((thick + 4, dark), (thick, colour)):
            if len(points) > 1:
                pygame.draw.lines(board, ink, False, points, wide)
            for point in points:
                pygame.draw.circle(board, ink, point, wide / 2)

    def edge(self, on: pygame.Surface, sides: Collection[Hexside], colour: Colour, dark: Colour) -> None:
        """Hexsides."""
        if self.map is None:
            return
        board, camera, grid = on.subsurface(self.area), self.map.camera, self.map.board.world.grid
        thick = max(3, round(camera.scale / 10))
        for wide, ink in ((thick + 4, dark), (thick, colour)):
            for hex, direction in sides:
                one, other = (camera.to_screen(*grid.corner(hex, corner)) for corner in (direction - 1, direction))
                pygame.draw.line(board, ink, one, other, wide)
                for end in (one, other):
                    pygame.draw.circle(board, ink, end, wide / 2)


def look_at(sheet: Sheet, shown: Scenario | None, make: Callable[[Scenario], BoardView]) -> Sight:
    """What a text says, and its drawing where that of the scenario that is ``shown`` will not do."""
    examined = examine(sheet.text, sheet.file)
    scenario = examined.scenario
    if scenario is None and not sheet.trouble:
        scenario = bare_map(sheet.data)
    if scenario is None or (shown is not None and looks_alike(shown, scenario)):
        return Sight(examined, scenario, None)
    board = make(scenario)
    board.show(scenario.start)
    board.night = False
    return Sight(examined, scenario, board)


def side_text(grid: HexGrid, side: Hexside) -> str:
    """A hexside as the file writes it."""
    return f"{grid.number(side[0])} {DIRECTIONS[side[1]]}"


def side_of(grid: HexGrid, words: str) -> Hexside | None:
    """The hexside that the file writes so."""
    number, _, direction = words.partition(" ")
    hex = grid.index(number)
    return None if hex is None or direction not in DIRECTIONS else canonical(grid, hex, DIRECTIONS.index(direction))


def lines_at(examined: Examined, hex: int, side: Hexside | None) -> Iterator[Path]:
    """The lines that run along a hexside, then those through a hex."""
    draft = examined.draft
    if draft is None:
        return
    drawn = draft.geography
    for kind, sides in (("rivers", drawn.rivers), ("walls", drawn.walls)):
        for number, each in enumerate(sides):
            if side is not None and side in each:
                yield ("map", kind, number)
    for kind, ways in (("rails", drawn.rails), ("roads", drawn.roads)):
        for number, chains in enumerate(ways):
            if any(hex in chain for chain in chains):
                yield ("map", kind, number)


def bridge_at(examined: Examined, side: Hexside) -> Path | None:
    """The bridge over a hexside: of several the last, which decides."""
    listed = examined.draft.spec.map.bridges if examined.draft is not None else []
    found = (number for number in reversed(range(len(listed))) if side in bridge_sides(examined, number))
    return next((("map", "bridges", number) for number in found), None)


def bridge_sides(examined: Examined, number: int) -> list[Hexside]:
    """The hexsides over which a bridge of the file leads."""
    draft = examined.draft
    if draft is None or number >= len(draft.spec.map.bridges):
        return []
    quiet = replace(draft.geography, spots=draft.geography.spots.reporting(draft.report.trial({})))
    return list(bridges(draft.spec, quiet, [draft.spec.map.bridges[number]], ("map", "bridges")))


def is_wet(examined: Examined, side: Hexside) -> bool:
    """Whether a river runs along a hexside, as far as that is known."""
    return examined.draft is None or any(side in river for river in examined.draft.geography.rivers)


def looks_alike(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios have the same map and places, so that the drawing of one serves the other."""
    return _looks(one) == _looks(other)


def _looks(scenario: Scenario) -> tuple[object, ...]:
    whole = scenario.spec["scenario"]
    places = [[id, *(place.get(key) for key in _DRAWN)] for id, place in whole["places"].items()]
    return whole["map"], places, [(id, side["colour"]) for id, side in whole["sides"].items()]
