"""The map of the terminal: ground, places, the stacks of both sides, and where was fought."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from game.cli.map_canvas import Canvas, Ink, is_painted
from game.cli.map_palette import COLOURS, FIRE, INK, LETTERS, LINE_LETTERS, LINES, PAPER, WHITE
from game.cli.map_raster import Mark, rasterise
from game.cli.map_window import Window
from game.cli.wrap import packed
from game.core.board import HexColumn, Kit
from game.core.state import GameState, Place, U
from game.core.world import SIDES, World
from game.scenario.load import Scenario
from game.session.words.text import Catalogue

RULER = 3  # cells
_SMALL_ZOOM = 3  # below this only the greater places have names
_GREAT = 3  # their value


class Stack(NamedTuple):
    """The units of one side in a hex."""

    side: int
    men: int = 0
    regular: bool = False
    encircled: bool = False
    leads: bool = False
    """A headquarters is there."""

    @property
    def figures(self) -> str:
        """Thousands of men, with a star before for a headquarters and a mark behind for the cut off."""
        thousands = "½" if self.men < 500 else str((self.men + 500) // 1000)
        return "*" * self.leads + thousands + "!" * self.encircled


def stacks(world: World, state: GameState) -> dict[int, Stack]:
    """The stack in every hex that has one, the strongest first."""
    units, kit = state.units, world.board.kit
    found: dict[int, Stack] = {}
    for unit in np.flatnonzero(units[U.HEX] >= 0).tolist():
        hex = int(units[U.HEX, unit])
        old = found.get(hex, Stack(int(units[U.SIDE, unit])))
        found[hex] = Stack(
            old.side,
            old.men + int(units[U.MEN, unit]),
            old.regular or not kit[Kit.DOMESTIC, unit],
            old.encircled or bool(units[U.ENCIRCLED, unit]),
            old.leads or bool(kit[Kit.HEADQUARTERS, unit]),
        )
    return dict(sorted(found.items(), key=lambda item: (item[1].regular, item[1].men), reverse=True))


class MapView:
    """Draws windows of a scenario's map for one terminal."""

    def __init__(self, words: Catalogue, scenario: Scenario, console: Console) -> None:
        self.words = words
        self.world = scenario.world
        first, second = (side["colour"] for side in scenario.spec["scenario"]["sides"].values())
        if first == second:
            second = "red" if first != "red" else "blue"
        self.colours = [COLOURS[first], COLOURS[second]]
        initials = [side.id[0].upper() for side in self.world.sides]
        self.initials = initials if len(set(initials)) == len(initials) else ["A", "B"]
        self.depth = None if console.no_color else console.color_system

    def draw(self, state: GameState, window: Window, fought: Collection[int] = ()) -> list[Text]:
        """The lines of a window with its rulers; ``fought`` are hexes to mark."""
        raster = rasterise(self.world, state, window)
        canvas = Canvas(raster, self.world.terrains, self.depth)
        if not canvas.painted:
            self._terrain(canvas, window)
        ends = self._counters(canvas, window, state, fought)
        self._places(canvas, window, state, ends)
        return [self._top_ruler(window), *(self._ruled(canvas, window, y) for y in range(canvas.rows))]

    def _terrain(self, canvas: Canvas, window: Window) -> None:
        """Letters in the middle of hexes, where the ground is not painted."""
        for hex in self._hexes(window):
            letter = LETTERS.get(self.world.terrains[self.world.board.hexes[HexColumn.TERRAIN, hex]])
            if letter:
                canvas.underlay(*window.cell(self.world.grid, hex), letter)

    def _hexes(self, window: Window) -> Iterator[int]:
        for row in range(window.row, window.row + window.rows):
            start = row * self.world.grid.columns + window.column
            yield from range(start, start + window.columns)

    def _counters(
        self, canvas: Canvas, window: Window, state: GameState, fought: Collection[int]
    ) -> dict[int, tuple[int, int]]:
        """Draw the stacks, as far as there is room; the first and the last cell of each by its hex."""
        ends = {}
        for hex, stack in stacks(self.world, state).items():
            if not window.holds(self.world.grid, hex):
                continue
            figures = self._figures(stack)
            text = figures if window.zoom < _SMALL_ZOOM else f" {figures} "
            middle, y = window.cell(self.world.grid, hex)
            x = self._room(canvas, middle - (len(text) - 1) // 2, y, len(text) + (hex in fought))
            if x is None:
                continue
            canvas.write(x, y, text, self._counter_ink(stack))
            last = x + len(text) - 1
            if hex in fought:
                last += 1
                canvas.write(last, y, "×", Ink(FIRE, bold=True, basic="bold yellow"))
            ends[hex] = (x, last)
        return ends

    def _room(self, canvas: Canvas, x: int, y: int, width: int) -> int | None:
        """Where figures stand apart from those written before: at ``x`` or a cell beside, None for nowhere."""
        gap = int(is_painted(self.depth))  # letters begin with the side's initial
        for first in (x, x - 1, x + 1):
            left, right = max(0, first - gap), min(canvas.columns, first + width + gap)
            if first >= 0 and first + width <= canvas.columns and canvas.is_free(left, y, right - left):
                return first
        return None

    def _figures(self, stack: Stack) -> str:
        """Where colours cannot tell the sides apart, with the side's initial, a small one for militia."""
        if is_painted(self.depth):
            return stack.figures
        initial = self.initials[stack.side]
        return (initial if stack.regular else initial.lower()) + stack.figures

    def _counter_ink(self, stack: Stack) -> Ink:
        colours = self.colours[stack.side]
        if stack.regular:
            return Ink(WHITE, colours.regulars, True, f"bold white on {colours.basic}")
        return Ink(WHITE, colours.militia, False, colours.basic)

    def _places(self, canvas: Canvas, window: Window, state: GameState, ends: dict[int, tuple[int, int]]) -> None:
        """Dots and names, the greater places first; a name without room is left out."""
        grid, places = self.world.grid, self.world.places
        inside = [place for place in range(len(places)) if window.holds(grid, places[place].hex)]
        if window.zoom < _SMALL_ZOOM:
            inside = [place for place in inside if places[place].value >= _GREAT]
        inside.sort(key=lambda place: -places[place].value)
        for place in inside:
            x, y = window.cell(grid, places[place].hex)
            ink = self._place_ink(int(state.places[Place.HOLDER, place]), is_city=places[place].kind == "city")
            if places[place].hex not in ends and canvas.is_free(x, y, 1):
                canvas.write(x, y, "●" if places[place].kind == "city" else "•", ink)
            self._name(canvas, self.words.place(place), ends.get(places[place].hex, (x, x)), y, ink)

    def _place_ink(self, holder: int, *, is_city: bool) -> Ink:
        if holder < 0:
            return Ink(INK, None, is_city, "bold" if is_city else "")
        return Ink(self.colours[holder].names, None, is_city, self.colours[holder].basic)

    def _name(self, canvas: Canvas, name: str, ends: tuple[int, int], y: int, ink: Ink) -> None:
        """Right of the hex, else left, below, above."""
        width = cell_len(name)
        left, right = ends
        middle = (left + right - width) // 2 + 1
        beside, under = 1, 0  # cells left free on either side
        for x, row, gap in (
            (right + 2, y, beside),
            (left - width - 1, y, beside),
            (middle, y + 1, under),
            (middle, y - 1, under),
        ):
            if canvas.is_free(x - gap, row, width + 2 * gap):
                canvas.write(x, row, name, ink)
                canvas.part(x - 1, row)
                canvas.part(x + width, row)
                return

    def _top_ruler(self, window: Window) -> Text:
        """Column numbers over their columns: all, or every fifth where they are narrow."""
        ruler = ""
        for column in range(window.columns):
            number = window.column + column + 1
            if window.zoom >= _SMALL_ZOOM or number % 5 == 0:
                ruler = ruler.ljust(column * window.zoom) + f"{number:02d}"
        return Text(" " * RULER + ruler, "dim")

    def _ruled(self, canvas: Canvas, window: Window, y: int) -> Text:
        """A line of the map with the number of the hexes of odd columns whose middle it passes."""
        rows = {(row * window.zoom + window.zoom // 2) // 2: window.row + row + 1 for row in range(window.rows)}
        number = rows.get(y, 0)
        shown = number and (window.zoom >= _SMALL_ZOOM or number % 5 == 0)
        return Text.assemble((f"{number:02d}" if shown else "").ljust(RULER), canvas.line(y))

    def legend(self, width: int) -> list[Text]:
        """What figures, letters and colours mean, in lines of a width."""
        say = self.words.say
        parts = []
        for side in SIDES:
            kinds = (Stack(side, 12_000, True), self.words.side(side)), (Stack(side, 3_000, False), say("map.militia"))
            for stack, meaning in kinds:
                parts.append(self._sample(f" {self._figures(stack)} ", self._counter_ink(stack), meaning))
        parts += [Text(say(f"map.{key}")) for key in ("men", "headquarters", "cut_off", "fought")]
        painted = is_painted(self.depth)
        terrains = {self.world.terrains[terrain] for terrain in set(self.world.board.hexes[HexColumn.TERRAIN].tolist())}
        for terrain in sorted(terrains & set(PAPER), key=list(PAPER).index):
            letter = " " if painted else LETTERS.get(terrain, "")
            if letter:
                parts.append(self._sample(f" {letter} ", Ink(INK, PAPER[terrain][0]), say(f"map.terrains.{terrain}")))
        for mark, colour in LINES.items():
            if mark is Mark.WALL and not self.world.walls:
                continue
            letter, basic = (" ", "") if painted else LINE_LETTERS[mark]
            parts.append(self._sample(f" {letter} ", Ink(INK, colour, basic=basic), say(f"map.{mark.name.lower()}")))
        return packed(parts, width)

    def _sample(self, sample: str, ink: Ink, meaning: str) -> Text:
        return Text.assemble((sample, ink.style(self.depth, INK)), " ", meaning)
