"""The mouse on the editor's map: what is pressed, drawn along and let go, and the change of the text that it means."""

import math
from collections.abc import Callable
from typing import Protocol

import pygame

from game.core.hexgrid import HexGrid
from game.editor import gestures
from game.editor.content import Hand
from game.editor.gestures import BANKS, BRIDGES, WAYS, Made
from game.editor.ground import Ground, bridge_at, is_wet, lines_at, side_of, side_text
from game.editor.pieces import Piece, places_at
from game.editor.said import Said
from game.editor.sheet import Sheet
from game.scenario.load import Examined
from game.scenario.problems import Path
from game.scenario.survey.snap import Hexside, Point, Snapper, Stop
from game.ui.play.map_area import is_drag

LEFT, MIDDLE, RIGHT = 1, 2, 3
_STEP = 0.12
"""Hexes between the points of a stroke that are looked at, so that a quick hand leaves no gap."""


class PencilHost(Protocol):
    """What the mouse works on."""

    ground: Ground
    hand: Hand
    path: Path
    said: Said
    pieces: list[Piece]

    @property
    def sheet(self) -> Sheet:
        """The text as it is now."""

    def examined(self) -> Examined | None:
        """What that text says, waited for if need be; None where it takes too long."""

    def apply(self, change: Callable[[Sheet], Made | Sheet]) -> None:
        """Make a change in the text; what is new in it becomes what is selected."""

    def select(self, path: Path) -> None:
        """Show the form of what a path leads to."""

    def home_for_unit(self) -> Path | None:
        """The formation that gets a new unit; None where none can be told."""

    def tell(self, words: str) -> None:
        """Say something in one line."""


class Pencil:
    """Follows the mouse between events."""

    def __init__(self, host: PencilHost) -> None:
        self.host = host
        self._start: tuple[int, int] | None = None
        self._last: tuple[int, int] = (0, 0)
        self.trail: list[int] = []
        """Hexes of the stroke that is being drawn."""
        self.sides: list[str] = []
        """Its hexsides, for a river or wall; for a bridge the one under the pointer."""
        self.carried: Path | None = None
        """The unit or place that hangs at the pointer."""

    def handle(self, event: pygame.event.Event, over_widget: bool) -> bool:
        """Follow an event; whether the map looks different now."""
        map = self.host.ground.map
        if map is None:
            return False
        match event.type:
            case pygame.MOUSEBUTTONDOWN if not over_widget and map.area.collidepoint(event.pos):
                self._press(event.button, event.pos)
            case pygame.MOUSEMOTION:
                return self._move(event.pos)
            case pygame.MOUSEBUTTONUP if event.button in (MIDDLE, RIGHT):
                map.let_go()
            case pygame.MOUSEBUTTONUP if event.button == LEFT and self._start is not None:
                self._release(event.pos)
            case pygame.MOUSEWHEEL if not over_widget:
                map.wheel(event.y, self._last)
            case _:
                return False
        return True

    def drop(self) -> bool:
        """Let go of a stroke without drawing it; whether there was one."""
        was = self._start is not None
        self._start, self.carried = None, None
        self.trail, self.sides = [], []
        if self.host.ground.map is not None:
            self.host.ground.map.let_go()
        return was

    def hexes(self) -> set[int]:
        """The hexes that the stroke would paint."""
        grid = self.host.ground.grid
        if grid is None or self.host.hand.tool != "terrain":
            return set()
        reach = 0 if self.host.hand.brush == 1 else 1
        return {hex for middle in self.trail for hex in grid.disc(middle, reach)}

    # Events

    def _press(self, button: int, at: tuple[int, int]) -> None:
        host, map = self.host, self.host.ground.map
        assert map is not None
        self._last = at
        hex = map.hex_at(at)
        if button in (MIDDLE, RIGHT):
            self.drop()
            map.grab(at)
        elif button == LEFT:
            self.drop()
            self._start = at
            if host.hand.tool == "select":
                self.carried = self._movable_at(hex)
                if self.carried is None:
                    map.grab(at)
            self._draw_to(at)

    def _movable_at(self, hex: int) -> Path | None:
        """The unit or place in a hex that a drag takes along: the selected one, else the one on top."""
        found = self._things_at(hex)
        return self.host.path if self.host.path in found else next(iter(found), None)

    def _things_at(self, hex: int) -> list[Path]:
        grid = self.host.ground.grid
        if hex < 0 or grid is None:
            return []
        units = [piece.path for piece in self.host.pieces if piece.hex == hex]
        return [*units, *places_at(grid, self.host.sheet.data, hex)]

    def _move(self, at: tuple[int, int]) -> bool:
        map = self.host.ground.map
        assert map is not None
        dragged = map.is_dragged
        map.drag(at)
        if self._start is not None and not dragged:
            far = max(1.0, math.dist(self._last, at) / max(1.0, map.camera.scale * _STEP))
            for step in range(1, math.ceil(far) + 1):
                share = min(1.0, step / far)
                between = tuple(round(a + (b - a) * share) for a, b in zip(self._last, at, strict=True))
                self._draw_to((between[0], between[1]))
        self._last = at
        return dragged or self._start is not None

    def _draw_to(self, at: tuple[int, int]) -> None:
        """The stroke goes on to a point of the window."""
        map, grid, tool = self.host.ground.map, self.host.ground.grid, self.host.hand.tool
        assert map is not None and grid is not None
        if tool == BRIDGES:
            side = self.host.ground.side_at(at)
            self.sides = [side] if side is not None else []
            return
        if tool in BANKS:
            side = self.host.ground.side_at(at)
            if side is not None:
                self._follow_bank(grid, side)
            return
        hex = map.hex_at(at)
        if hex < 0 or (self.trail and self.trail[-1] == hex):
            return
        if tool in WAYS and len(self.trail) > 1 and self.trail[-2] == hex:
            self.trail.pop()
        elif tool not in WAYS or not self.trail or grid.direction(self.trail[-1], hex) >= 0:
            self.trail.append(hex)

    def _follow_bank(self, grid: HexGrid, side: str) -> None:
        """A river or wall goes on to a hexside, by those that lie between: a quick hand skips some.

        A hand that goes back takes the last steps back.
        """
        if side in self.sides:
            del self.sides[self.sides.index(side) + 1 :]
            return
        if self.sides and not _touches(grid, side, self.sides[-1:]):
            ends = (_side(grid, words) for words in (self.sides[-1], side))
            stops = [Stop(_middle(grid, end)) for end in ends if end is not None]
            between = [side_text(grid, each) for each in Snapper(grid).to_sides(stops)]
            self.sides += [each for each in between if each not in self.sides and each != side]
        self.sides.append(side)

    def _release(self, at: tuple[int, int]) -> None:
        host, map, grid = self.host, self.host.ground.map, self.host.ground.grid
        assert map is not None and grid is not None and self._start is not None
        start, carried = self._start, self.carried
        hex, is_click = map.hex_at(at), not is_drag(start, at)
        tool = host.hand.tool
        if tool == "select":
            if is_click:
                self._pick(hex, host.ground.side_at(at))
            elif carried is not None and hex >= 0:
                host.apply(lambda sheet: Made(gestures.move(sheet, carried, grid.number(hex)), carried))
        elif tool == "terrain":
            columns = grid.columns
            painted = {divmod(each, columns) for each in self.hexes()}
            letter = host.hand.letter
            host.apply(lambda sheet: gestures.paint(sheet, painted, letter))
        elif tool in (*WAYS, *BANKS):
            self._draw_line(tool, grid)
        elif tool == BRIDGES:
            self._set_bridge(grid)
        elif is_click and hex >= 0:
            self._click(tool, hex, host.ground.side_at(at))
        self.drop()

    def _lines_at(self, hex: int, words: str | None) -> list[Path]:
        """The bridge over a hexside, then the lines along it and through the hex."""
        grid, examined = self.host.ground.grid, self.host.examined()
        if grid is None or examined is None:
            return []
        side = _side(grid, words)
        bridge = bridge_at(examined, side) if side is not None else None
        return [*([bridge] if bridge is not None else []), *lines_at(examined, hex, side)]

    # What they mean

    def _pick(self, hex: int, side: str | None) -> None:
        """Select what is here; again and again, what else is here."""
        host, grid = self.host, self.host.ground.grid
        if hex < 0 or grid is None:
            host.select(())
            return
        found = [*self._things_at(hex), *self._lines_at(hex, side)]
        if not found:
            host.select(("map", "rows", hex // grid.columns))
        elif host.path in found:
            host.select(found[(found.index(host.path) + 1) % len(found)])
        else:
            host.select(found[0])

    def _click(self, tool: str, hex: int, side: str | None) -> None:
        host, grid, said = self.host, self.host.ground.grid, self.host.said
        assert grid is not None
        number = grid.number(hex)
        if tool == "place":
            host.apply(lambda sheet: gestures.add_place(sheet, number, said("new.place")))
        elif tool == "unit":
            home = host.home_for_unit()
            if home is None:
                host.tell(said("no_formation"))
            else:
                host.apply(lambda sheet: gestures.add_unit(sheet, home, number, said("new.unit")))
        elif tool == "erase":
            self._erase(hex, side)

    def _erase(self, hex: int, side: str | None) -> None:
        """Take away what lies on top here: a unit, a place, a bridge, a piece of the selected line or of another.

        A line of which no piece can be taken goes as a whole only where nothing else lies.
        """
        host, grid = self.host, self.host.ground.grid
        assert grid is not None
        things = self._things_at(hex)
        if things:
            host.apply(lambda sheet: Made(sheet.remove(things[0]), ()))
            return
        lines = self._lines_at(hex, side)
        if not lines:
            return
        line = host.path if host.path in lines else min(lines, key=self._is_snapped)
        names = [grid.number(hex)]
        if line[1] in BANKS:
            given = host.sheet.get((*line, "sides"))
            names = [each for each in given or () if side is not None and side_of(grid, each) == _side(grid, side)]
        host.apply(lambda sheet: Made(gestures.erase(sheet, line, names[0] if names else ""), ()))

    def _is_snapped(self, line: Path) -> bool:
        return line[1] != BRIDGES and gestures.exact_of(self.host.sheet, line) is None

    def _set_bridge(self, grid: HexGrid) -> None:
        """A bridge over the hexside at the pointer; one that is there is selected."""
        host, examined = self.host, self.host.examined()
        words = next(iter(self.sides), None)
        side = _side(grid, words)
        if words is None or side is None:
            host.tell(host.said("no_side"))
            return
        known = bridge_at(examined, side) if examined is not None else None
        if known is not None:
            host.select(known)
        elif examined is not None and not is_wet(examined, side):
            host.tell(host.said("no_river"))
        else:
            host.apply(lambda sheet: gestures.add_bridge(sheet, words))

    def _draw_line(self, tool: str, grid: HexGrid) -> None:
        """A new line, or more of the selected one where the stroke begins at its end."""
        host = self.host
        path = host.path
        is_own = path[:2] == ("map", tool) and len(path) == len(("map", tool, 0))
        known = gestures.exact_of(host.sheet, path) if is_own else None
        if tool in WAYS:
            parts = [grid.number(hex) for hex in self.trail]
            if known and parts and known[-1] == parts[0]:
                host.apply(lambda sheet: Made(gestures.extend(sheet, path, parts[1:]), path))
            elif len(parts) > 1:
                host.apply(lambda sheet: gestures.draw(sheet, tool, parts))
            else:
                host.tell(host.said("too_short"))
            return
        sides = list(self.sides)
        if known and sides and _touches(grid, sides[0], known):
            host.apply(lambda sheet: Made(gestures.extend(sheet, path, sides), path))
        elif sides:
            host.apply(lambda sheet: gestures.draw(sheet, tool, sides))
        else:
            host.tell(host.said("too_short"))


def _side(grid: HexGrid, words: str | None) -> Hexside | None:
    return None if words is None else side_of(grid, words)


def _middle(grid: HexGrid, side: Hexside) -> Point:
    one, other = (grid.corner(side[0], side[1] - turn) for turn in (1, 0))
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _touches(grid: HexGrid, words: str, known: list[str]) -> bool:
    """Whether a hexside has a corner in common with one of some."""
    sides = [side for side in (side_of(grid, each) for each in known) if side is not None]
    mine = side_of(grid, words)
    return mine is not None and any(_ends(grid, mine) & _ends(grid, side) for side in sides)


def _ends(grid: HexGrid, side: Hexside) -> set[tuple[float, float]]:
    hex, direction = side
    corners = (grid.corner(hex, corner) for corner in (direction - 1, direction))
    return {(round(east, 3), round(south, 3)) for east, south in corners}
