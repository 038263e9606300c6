"""Rows laid out for a width and painted: words wrapped, bars, buttons, tables, with what can be clicked."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import pygame

from game.ui.content.rows import (
    Action,
    Asked,
    Button,
    Buttons,
    Cells,
    Gap,
    Heading,
    Meter,
    Parts,
    Row,
    Span,
    Spans,
    Text,
    Title,
    Tone,
)
from game.ui.counter_view import CounterArtist
from game.ui.inks import Inks, readable_on
from game.ui.palette import Colour, Palette
from game.ui.text import font
from game.ui.wrap import Line, wrap

_BODY, _SMALL, _TITLE, _HEADING = 14, 12, 19, 12
_LEADING = 1.4
_KEPT = 4000


class Zone(NamedTuple):
    """A part of a block that answers the mouse."""

    rect: pygame.Rect
    wish: Asked | None
    hint: str = ""


Stroke = Callable[[pygame.Surface, int, int], None]
"""Paints something on a surface, with a block's corner there."""


@dataclass
class Block:
    """A row laid out: its height, what paints it, what can be clicked."""

    high: int = 0
    strokes: list[Stroke] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)

    def paint(self, on: pygame.Surface, x: int, y: int) -> None:
        """Paint the block with its upper left corner at a pixel."""
        for stroke in self.strokes:
            stroke(on, x, y)


@cache
def _width(size: int, bold: bool, text: str) -> int:
    return font(size, bold).size(text)[0]


class Painter:
    """Lays rows out; a row of the same width is laid out once."""

    def __init__(self, px: Callable[[float], int], palette: Palette) -> None:
        self.px = px
        """Pixels of a length at 100 %."""
        self.inks = Inks(palette)
        self._counters = CounterArtist(palette)
        self._kept: OrderedDict[tuple[Row, int], Block] = OrderedDict()

    def block(self, row: Row, width: int) -> Block:
        """A row for a width in pixels."""
        key = (row, width)
        found = self._kept.get(key)
        if found is None:
            found = self._lay[type(row)](self, row, width)
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found

    def wrapped(self, spans: Spans, width: int, size: int) -> list[Line]:
        """Words on lines."""
        return wrap(spans, width, lambda text, bold: _width(size, bold, text))

    def _line_high(self, size: int) -> int:
        return round(size * _LEADING)

    def _words(self, block: Block, spans: Spans, box: pygame.Rect, size: int, right: bool = False) -> int:
        """Wrapped words within a box's left, top and width; how high they came to be."""
        high = self._line_high(size)
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
        self._print(block, words, at, (size, span.bold), colour)

    def _print(self, block: Block, words: str, at: tuple[int, int], face: tuple[int, bool], colour: Colour) -> None:
        size, bold = face
        x, y = at
        drop = (self._line_high(size) - font(size, bold).get_height()) // 2

        def stroke(on: pygame.Surface, left: int, top: int) -> None:
            on.blit(font(size, bold).render(words, True, colour), (left + x, top + y + drop))

        block.strokes.append(stroke)

    def _fill(self, block: Block, box: pygame.Rect, colour: Colour, radius: int = 0, wide: int = 0) -> None:
        def stroke(on: pygame.Surface, left: int, top: int) -> None:
            pygame.draw.rect(on, colour, box.move(left, top), wide, border_radius=radius)

        block.strokes.append(stroke)

    def _counter(self, block: Block, look: Any, side: int, at: tuple[int, int]) -> None:
        picture = self._counters.picture(look, side)
        rest = (picture.get_width() - side) // 2

        def stroke(on: pygame.Surface, left: int, top: int) -> None:
            on.blit(picture, (left + at[0] - rest, top + at[1] - rest))

        block.strokes.append(stroke)

    def _title(self, row: Title, width: int) -> Block:
        block, left, top = Block(), 0, self.px(2)
        if row.look is not None:
            side = self.px(58)
            self._counter(block, row.look, side, (self.px(4), top + self.px(4)))
            left = side + self.px(18)
            block.high = side + self.px(12)
        box = pygame.Rect(left, top, width - left, 0)
        box.top += self._words(block, (Span(row.text, bold=True, wish=row.wish),), box, self.px(_TITLE))
        for spans in row.below:
            box.top += self._words(block, spans, box, self.px(_SMALL + 1))
        block.high = max(block.high, box.top + self.px(4))
        return block

    def _heading(self, row: Heading, width: int) -> Block:
        block, size, top = Block(), self.px(_HEADING), self.px(9)
        high = self._line_high(size)
        more = sum(_width(size, span.bold, span.text) for span in row.more)
        box = pygame.Rect(0, top, width - more - self.px(10), 0)
        used = self._words(block, (Span(row.text, Tone.FAINT, bold=True, wish=row.wish),), box, size)
        if row.more:
            self._words(block, row.more, pygame.Rect(width - more - 1, top, more + 1, 0), size)
        self._fill(block, pygame.Rect(0, top + max(used, high) + 1, width, 1), self.inks.line)
        block.high = top + max(used, high) + self.px(6)
        return block

    def _text(self, row: Text, width: int) -> Block:
        block, size = Block(), self.px(_SMALL if row.small else _BODY)
        left = self.px(14) * row.indent
        if row.bullet:
            self._print(block, row.bullet, (left, 0), (size, False), self.inks.faint)
            left += max(self.px(14), _width(size, False, row.bullet) + self.px(5))
        block.high = self._words(block, row.spans, pygame.Rect(left, 0, width - left, 0), size) + self.px(3)
        return block

    def _cells(self, row: Cells, width: int) -> Block:
        block, size = Block(), self.px(_SMALL if row.is_head else _SMALL + 1)
        left, gap, top = self.px(14) * row.indent, self.px(6), self.px(2)
        side = self.px(20)
        room = width - left
        high = side if row.look is not None else 0
        whole = max(1, sum(row.shares))
        ground = len(block.strokes)
        for number, spans in enumerate(row.cells):
            wide = room * row.shares[number] // whole - gap
            box = pygame.Rect(left, top, wide, 0)
            if number == 0 and row.look is not None:
                self._counter(block, row.look, side, (left + 1, top))
                box.left, box.width = box.left + side + gap, box.width - side - gap
            if row.is_head:
                spans = tuple(Span(span.text, Tone.FAINT, hint=span.hint) for span in spans)
            high = max(high, self._words(block, spans, box, size, number in row.right))
            left += wide + gap
        block.high = high + 2 * top
        whole_row = pygame.Rect(-self.px(4), 0, width + self.px(8), block.high)
        if row.wish is not None or row.hint:
            block.zones.insert(0, Zone(whole_row, row.wish, row.hint))
        if row.lit:
            strokes, block.strokes = block.strokes[ground:], block.strokes[:ground]
            self._fill(block, whole_row, self.inks.lit, self.px(3))
            block.strokes += strokes
        return block

    def _meter(self, row: Meter, width: int) -> Block:
        block, size = Block(), self.px(_SMALL + 1)
        high, label = self._line_high(size), self.px(92)
        needed = _width(size, True, row.value)
        value = min(max(self.px(64), needed), width // 2)
        used = self._words(block, (Span(row.label, Tone.FAINT),), pygame.Rect(0, 0, label, 0), size)
        self._words(block, (Span(row.value, bold=True),), pygame.Rect(width - value, 0, value, 0), size, True)
        bar = pygame.Rect(label + self.px(4), (high - self.px(8)) // 2, width - label - value - self.px(14), self.px(8))
        if bar.width > self.px(12):
            self._fill(block, bar, self.inks.line, self.px(3))
            full = bar.copy()
            full.width = bar.width * min(1000, max(0, row.share)) // 1000
            if full.width > 0:
                self._fill(block, full, self.inks.bar(row.tone), self.px(3))
            if row.mark >= 0:
                at = bar.left + bar.width * min(1000, row.mark) // 1000
                self._fill(block, pygame.Rect(at, bar.top - self.px(2), max(2, self.px(2)), bar.height + self.px(4)), self.inks.ink)
        block.high = max(used, high) + self.px(2)
        if row.hint:
            block.zones.append(Zone(pygame.Rect(0, 0, width, block.high), None, row.hint))
        return block

    def _parts(self, row: Parts, width: int) -> Block:
        """A divided bar; words that do not fit into their piece stand in a list below it."""
        block, size = Block(), self.px(_SMALL)
        high, left = self.px(24), 0
        self._fill(block, pygame.Rect(0, self.px(2), width, high), self.inks.line, self.px(3))
        below: list[Span] = []
        for number, part in enumerate(row.parts):
            end = width if number == len(row.parts) - 1 else left + width * part.share // 1000
            box = pygame.Rect(left, self.px(2), max(0, end - left), high)
            colour = self.inks.bar(part.tone)
            if box.width:
                self._fill(block, box, colour, self.px(3) if len(row.parts) == 1 else 0)
                wide = _width(size, True, part.text)
                if wide + self.px(6) <= box.width:
                    at = (box.centerx - wide // 2, box.top + (high - self._line_high(size)) // 2)
                    self._print(block, part.text, at, (size, True), readable_on(colour))
                block.zones.append(Zone(box, None, part.hint))
            if part.hint:
                below += [Span("■\u00a0", part.tone), Span(part.hint.replace(" ", "\u00a0") + "  ")]
            left = end
        block.high = high + self.px(6)
        block.high += self._words(block, tuple(below), pygame.Rect(0, block.high, width, 0), size) if below else 0
        block.high += self.px(2)
        return block

    def _buttons(self, row: Buttons, width: int) -> Block:
        block, size, gap = Block(), self.px(_SMALL + 1), self.px(5)
        left, top, pad = 0, self.px(2), self.px(9)
        high = self._line_high(size) + self.px(6)
        if row.label:
            words = (Span(row.label, Tone.FAINT),)
            label = min(width, _width(size, False, row.label) + 1)
            used = self._words(block, words, pygame.Rect(0, top + self.px(3), label, 0), size)
            left = label + gap + self.px(3)
            top += max(0, used - high)
        for button in row.buttons:
            wide = min(width, _width(size, button.on, button.text) + 2 * pad)
            if left + wide > width and left > 0:
                left, top = 0, top + high + gap
            self._button(block, button, pygame.Rect(left, top, wide, high), size)
            left += wide + gap
        block.high = top + high + self.px(4)
        return block

    def _button(self, block: Block, button: Button, box: pygame.Rect, size: int) -> None:
        can = button.wish is not None
        ground = self.inks.lit if button.on else self.inks.button
        self._fill(block, box, ground if can or button.on else self.inks.paper, self.px(5))
        self._fill(block, box, self.inks.edge if can else self.inks.line, self.px(5), 1)
        words = _cut(button.text, box.width - self.px(8), size, button.on)
        at = (box.centerx - _width(size, button.on, words) // 2, box.top + (box.height - self._line_high(size)) // 2)
        colour = self.inks.ink if can or button.on else self.inks.word(Tone.FAINT)
        self._print(block, words, at, (size, button.on), colour)
        block.zones.append(Zone(box, button.wish, button.hint))

    def _action(self, row: Action, width: int) -> Block:
        block, size, pad = Block(), self.px(_BODY), self.px(9)
        can = row.wish is not None
        price = min(width // 2, _width(self.px(_SMALL), False, row.price) + 1) if row.price else 0
        box = pygame.Rect(pad, self.px(5), width - 2 * pad - (price + pad if price else 0), 0)
        tone = Tone.INK if can or row.on else Tone.FAINT
        inside = Block()
        high = self._words(inside, (Span(row.text, tone, bold=can or row.on),), box, size)
        if row.price:
            at = pygame.Rect(width - pad - price, self.px(6), price, 0)
            high = max(high, self._words(inside, (Span(row.price, Tone.FAINT),), at, self.px(_SMALL), True))
        if row.why:
            under = pygame.Rect(pad, self.px(5) + high, width - 2 * pad, 0)
            high += self._words(inside, (Span(row.why, Tone.POOR),), under, self.px(_SMALL))
        whole = pygame.Rect(0, self.px(2), width, high + self.px(7))
        if can or row.on:
            self._fill(block, whole, self.inks.lit if row.on else self.inks.button, self.px(5))
        self._fill(block, whole, self.inks.edge if can else self.inks.line, self.px(5), 1)
        block.strokes += inside.strokes
        block.zones.append(Zone(whole, row.wish))
        block.high = whole.bottom + self.px(3)
        return block

    def _gap(self, row: Gap, width: int) -> Block:
        return Block(self.px(row.high))

    _lay: dict[type, Callable[["Painter", Any, int], Block]] = {
        Title: _title,
        Heading: _heading,
        Text: _text,
        Cells: _cells,
        Meter: _meter,
        Parts: _parts,
        Buttons: _buttons,
        Action: _action,
        Gap: _gap,
    }


def _cut(words: str, width: int, size: int, bold: bool) -> str:
    """Words cut to a width, with dots where something is missing."""
    if _width(size, bold, words) <= width:
        return words
    while words and _width(size, bold, words + "…") > width:
        words = words[:-1]
    return words + "…"
