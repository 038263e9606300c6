"""How large words in panels are, and how wide they come out."""

from collections.abc import Callable
from functools import cache, partial
from itertools import product

from game.ui.style.text import font

BODY, SMALL, TITLE, HEADING = 14, 12, 19, 12
"""Pixels at 100 %."""
LEADING = 1.4
"""A line's height over that of its letters."""


def openings(px: Callable[[float], int]) -> list[Callable[[], object]]:
    """What opens each font of panels, one a call: a frame that shows the first bold word would wait for it."""
    faces = product((SMALL - 1, SMALL, SMALL + 1, BODY, BODY + 1, TITLE), (False, True))
    return [partial(font, px(pixels), bold) for pixels, bold in faces]


@cache
def width_of(size: int, bold: bool, text: str) -> int:
    """Pixels that words take."""
    return font(size, bold).width(text)


def cut(words: str, width: int, size: int, *, bold: bool) -> str:
    """Words cut to a width, with dots where something is missing."""
    if width_of(size, bold, words) <= width:
        return words
    while words and width_of(size, bold, words + "…") > width:
        words = words[:-1]
    return words + "…"
