"""How large words in panels are, and how wide they come out."""

from collections.abc import Callable
from functools import cache
from itertools import product

from game.ui.text import font

BODY, SMALL, TITLE, HEADING = 14, 12, 19, 12
"""Pixels at 100 %."""
LEADING = 1.4
"""A line's height over that of its letters."""


def open_fonts(px: Callable[[float], int]) -> None:
    """Open all that panels are printed with: what is opened for a first bold word costs the frame that shows it."""
    for pixels, bold in product((SMALL - 1, SMALL, SMALL + 1, BODY, BODY + 1, TITLE), (False, True)):
        font(px(pixels), bold)


@cache
def width_of(size: int, bold: bool, text: str) -> int:
    """Pixels that words take."""
    return font(size, bold).size(text)[0]


def cut(words: str, width: int, size: int, bold: bool) -> str:
    """Words cut to a width, with dots where something is missing."""
    if width_of(size, bold, words) <= width:
        return words
    while words and width_of(size, bold, words + "…") > width:
        words = words[:-1]
    return words + "…"
