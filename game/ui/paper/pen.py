"""The pen: words, boxes and counters as strokes of a block. How rows are laid out with it is told elsewhere."""

import re
from collections.abc import Callable
from dataclasses import replace

import pygame

from game.ui.content.rows import Span, Spans, Tone
from game.ui.counters.look import Look
from game.ui.counters.view import CounterArtist
from game.ui.paper.block import Block, Zone
from game.ui.paper.inks import Inks
from game.ui.paper.wrap import Line, wrap_evenly
from game.ui.style.palette import Colour, Palette
from game.ui.style.text import font
from game.ui.style.type_sizes import LEADING, width_of

_MINUS = re.compile(r"(?<![A-Za-z0-9_.,)\]-])-(?=\d)")


def typeset(words: str) -> str:
    """With a minus, not a hyphen, before figures, as the window sets all its words."""
    return _MINUS.sub("−", words)


class Pen:
    """Adds strokes to blocks, in the sizes and colours of one way of looking."""

    def __init__(self, px: Callable[[float], int], palette: Palette) -> None:
        self.px = px
        """Pixels of a length at 100 %."""
        self.inks = Inks(palette)
        self._counters = CounterArtist(palette)

    def wrapped(self, spans: Spans, width: int, size: int) -> list[Line]:
        """Words on lines."""
        spans = tuple(replace(span, text=typeset(span.text)) if "-" in span.text else span for span in spans)
        return wrap_evenly(spans, width, lambda text, bold: width_of(size, bold, text))

    def line_high(self, size: int) -> int:
        """The height of a line."""
        return round(size * LEADING)

    def words(self, block: Block, spans: Spans, box: pygame.Rect, size: int, *, right: bool = False) -> int:
        """Wrapped words within a box's left, top and width; how high they came to be."""
        high = self.line_high(size)
        lines = self.wrapped(spans, max(1, box.width), size)
        for number, line in enumerate(lines):
            shift = box.width - (line[-1].x + line[-1].width) if right and line else 0
            for run in line:
                x, y = box.left + shift + run.x, box.top + number * high
                self._run(block, run.text, run.span, (x, y), size)
                if run.span.wish is not None or run.span.hint:
                    block.zones.append(Zone(pygame.Rect(x, y, run.width, high), run.span.wish, run.span.hint))
        return len(lines) * high

    def _run(self, block: Block, words: str, span: Span, at: tuple[int, int], size: int) -> None:
        is_link = span.wish is not None
        colour = self.inks.link if is_link and span.tone is Tone.INK else self.inks.word(span.tone)
        self.print(block, words, at, (size, span.bold), colour)

    def print(self, block: Block, words: str, at: tuple[int, int], face: tuple[int, bool], colour: Colour) -> None:
        """Some words on one line, at a pixel of the block; ``face`` is their size and whether they are bold."""
        size, bold = face
        x, y = at
        set_words = typeset(words)
        drop = (self.line_high(size) - font(size, bold).height) // 2

        def stroke(on: pygame.Surface, left: int, top: int) -> None:
            on.blit(font(size, bold).render(set_words, colour), (left + x, top + y + drop))

        block.strokes.append(stroke)

    def fill(self, block: Block, box: pygame.Rect, colour: Colour, radius: int = 0, wide: int = 0) -> None:
        """A rectangle, or its frame where it has a width."""

        def stroke(on: pygame.Surface, left: int, top: int) -> None:
            pygame.draw.rect(on, colour, box.move(left, top), wide, border_radius=radius)

        block.strokes.append(stroke)

    def counter(self, block: Block, look: Look, side: int, at: tuple[int, int]) -> None:
        """A counter of so many pixels a side."""
        picture = self._counters.picture(look, side)
        rest = (picture.get_width() - side) // 2

        def stroke(on: pygame.Surface, left: int, top: int) -> None:
            on.blit(picture, (left + at[0] - rest, top + at[1] - rest))

        block.strokes.append(stroke)
