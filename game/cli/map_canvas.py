"""A rectangle of screen cells over the ground, to write on."""

from collections.abc import Callable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from rich.text import Text

from game.cli.map_palette import LINE_LETTERS, LINES, PAPER, Colour
from game.cli.map_raster import Mark, Raster

_UPPER = "▀"  # its own colour above, the paper's below: two pixels in a cell
_PLAIN = Style()
_TEXTURES = 3


class Ink(NamedTuple):
    """How something is written."""

    colour: Colour
    paper: Colour | None = None
    """None is the colour of the ground, without what runs over it."""
    bold: bool = False
    basic: str = ""
    """rich's name for the style on terminals that cannot show these colours."""

    def style(self, depth: str | None, ground: Colour) -> Style:
        """As the terminal can show it on such a ground."""
        if is_painted(depth):
            return _colours(self.colour, self.paper or ground, bold=self.bold)
        return Style.parse(self.basic) if depth else _PLAIN


def is_painted(depth: str | None) -> bool:
    """Whether a terminal has colours enough to paint the ground; else it is drawn in letters."""
    return depth in ("truecolor", "256")


class Canvas:
    """Cells over a raster; what is written later hides what was there.

    ``depth`` is rich's name for the terminal's colours: truecolor, 256,
    standard, or None for none.
    """

    def __init__(self, raster: Raster, terrains: tuple[str, ...], depth: str | None) -> None:
        self.rows, self.columns = (raster.terrain.shape[0] + 1) // 2, raster.terrain.shape[1]
        self.depth = depth
        self.painted = is_painted(depth)
        self._taken = np.zeros((self.rows, self.columns), dtype=bool)
        self._ground = _ground(raster, terrains)
        self._paper = _ground(raster._replace(marks=np.zeros_like(raster.marks)), terrains)
        base = self._paint if self.painted else _letters(raster, coloured=depth is not None)
        self._cells = [[base(x, y) for x in range(self.columns)] for y in range(self.rows)]

    def write(self, x: int, y: int, text: str, ink: Ink) -> None:
        """Write from a cell on, over roads and rivers as if they were not there; what does not fit is left out."""
        for letter in text:
            width = cell_len(letter)
            if 0 <= y < self.rows and x >= 0 and x + width <= self.columns:
                self._cells[y][x] = (letter, ink.style(self.depth, self._paper[2 * y + 1][x]))
                self._cells[y][x + 1 : x + width] = [("", _PLAIN)] * (width - 1)
                self._taken[y, x : x + width] = True
            x += width

    def underlay(self, x: int, y: int, letter: str) -> None:
        """Put a letter where the ground is blank; other things may be written over it."""
        if self._cells[y][x][0] == " ":
            self._cells[y][x] = (letter, _PLAIN)

    def part(self, x: int, y: int) -> None:
        """Take a letter of the ground away where it would run into what is written beside it."""
        if not self.painted and self.is_free(x, y, 1) and self._cells[y][x][0].isalpha():
            self._cells[y][x] = (" ", _PLAIN)

    def is_free(self, x: int, y: int, width: int) -> bool:
        """Whether so many cells are on the canvas and not written on."""
        inside = 0 <= y < self.rows and x >= 0 and x + width <= self.columns
        return inside and not self._taken[y, x : x + width].any()

    def line(self, y: int) -> Text:
        """A row, ready to print."""
        text = Text(no_wrap=True, end="")
        for style, cells in groupby(self._cells[y], key=itemgetter(1)):
            text.append("".join(letters for letters, _ in cells), style)
        return text

    def _paint(self, x: int, y: int) -> tuple[str, Style]:
        upper, lower = self._ground[2 * y][x], self._ground[2 * y + 1][x]
        return (" " if upper == lower else _UPPER), _colours(upper, lower, bold=False)


def _ground(raster: Raster, terrains: tuple[str, ...]) -> list[list[Colour]]:
    """``[y][x]`` colours; the last row is there twice, so that no cell lacks its lower half."""
    table: list[Colour] = []
    for terrain in terrains:
        table += PAPER.get(terrain, PAPER["open"])
    first_line = len(table)
    table += LINES.values()
    lines = np.array([0, *(first_line + number for number in range(len(LINES)))])
    codes = np.where(raster.marks > 0, lines[raster.marks], raster.terrain * _TEXTURES + raster.texture)
    return [[table[code] for code in row] for row in (*codes.tolist(), codes[-1].tolist())]


def _letters(raster: Raster, *, coloured: bool) -> Callable[[int, int], tuple[str, Style]]:
    """What stands in a cell where the ground is not painted."""

    def letter(x: int, y: int) -> tuple[str, Style]:
        mark = Mark(int(raster.marks[2 * y : 2 * y + 2, x].max()))
        if mark is Mark.NONE:
            return " ", _PLAIN
        text, style = LINE_LETTERS[mark]
        return text, Style.parse(style) if coloured else _PLAIN

    return letter


@lru_cache(maxsize=4096)
def _colours(colour: Colour, paper: Colour, *, bold: bool) -> Style:
    return Style(color=Color.from_rgb(*colour), bgcolor=Color.from_rgb(*paper), bold=bold or None)
