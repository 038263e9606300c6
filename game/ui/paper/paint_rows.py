"""Titles, paragraphs, tables, meters and divided bars, laid out for a width."""

import pygame

from game.session.words.text import capital
from game.ui.content.rows import Cells, Gap, Heading, Meter, Parts, Span, Spans, Swatch, Text, Title, Tone
from game.ui.paper.block import Block, Zone
from game.ui.paper.inks import readable_on
from game.ui.paper.pen import Pen
from game.ui.style.palette import mixed
from game.ui.style.patterns import Pattern
from game.ui.style.type_sizes import BODY, HEADING, SMALL, TITLE, width_of


def title(p: Pen, row: Title, width: int) -> Block:
    """A counter with a large name and lines beside it."""
    block, left, top = Block(), 0, p.px(2)
    if row.look is not None:
        side = p.px(58)
        p.counter(block, row.look, side, (p.px(4), top + p.px(4)))
        left = side + p.px(18)
        block.high = side + p.px(12)
    box = pygame.Rect(left, top, width - left, 0)
    box.top += p.words(block, (Span(row.text, bold=True, wish=row.wish),), box, p.px(TITLE))
    for spans in row.below:
        box.top += p.words(block, spans, box, p.px(SMALL + 1))
    block.high = max(block.high, box.top + p.px(4))
    return block


def heading(p: Pen, row: Heading, width: int) -> Block:
    """Small bold words over a line."""
    block, size, top = Block(), p.px(HEADING), p.px(9)
    high = p.line_high(size)
    more = sum(width_of(size, span.bold, span.text) for span in row.more)
    box = pygame.Rect(0, top, width - more - p.px(10), 0)
    used = p.words(block, (Span(row.text, Tone.FAINT, bold=True, wish=row.wish),), box, size)
    if row.more:
        p.words(block, row.more, pygame.Rect(width - more - 1, top, more + 1, 0), size)
    p.fill(block, pygame.Rect(0, top + max(used, high) + 1, width, 1), p.inks.line)
    block.high = top + max(used, high) + p.px(6)
    return block


def text(p: Pen, row: Text, width: int) -> Block:
    """A paragraph."""
    block, size = Block(), p.px(SMALL if row.small else BODY)
    left = p.px(14) * row.indent
    if row.bullet:
        p.print(block, row.bullet, (left, 0), (size, False), p.inks.faint)
        left += max(p.px(14), width_of(size, False, row.bullet) + p.px(5))
    block.high = p.words(block, row.spans, pygame.Rect(left, 0, width - left, 0), size) + p.px(3)
    return block


def cells(p: Pen, row: Cells, width: int) -> Block:
    """A row of a table."""
    block, size = Block(), p.px(SMALL if row.is_head else SMALL + 1)
    left, gap, top = p.px(14) * row.indent, p.px(6), p.px(2)
    side = p.px(46 if row.is_close else 20)
    edges = [width * sum(row.shares[:number]) // max(1, sum(row.shares)) for number in range(len(row.shares) + 1)]
    high = side if row.look is not None else 0
    ground = len(block.strokes)
    for number, cell in enumerate(row.cells):
        left = max(left, edges[number])  # only the first column stands in, so that figures stay in theirs
        box = pygame.Rect(left, top, edges[number + 1] - gap - left, 0)
        if number == 0 and row.look is not None:
            p.counter(block, row.look, side, (left + 1, top))
            box.left, box.width = box.left + side + gap, box.width - side - gap
            if row.is_close:  # words stand beside the middle of a large counter, on however many lines
                box.top += max(0, side - p.line_high(size) * len(p.wrapped(cell, box.width, size))) // 2
        if number - 1 in row.right and number not in row.right:  # words keep off the figures before them
            box.left, box.width = box.left + gap, box.width - gap
        if number + 1 < len(row.cells) and not {number, number + 1} & set(row.right):
            box.width -= gap  # a full line of words keeps off the words beside it
        high = max(high, p.words(block, _head(cell) if row.is_head else cell, box, size, right=number in row.right))
    block.high = high + 2 * top
    whole_row = pygame.Rect(-p.px(4), 0, width + p.px(8), block.high)
    if row.wish is not None or row.hint:
        block.zones.insert(0, Zone(whole_row, row.wish, row.hint))
    if row.lit:
        strokes, block.strokes = block.strokes[ground:], block.strokes[:ground]
        p.fill(block, whole_row, p.inks.lit, p.px(3))
        block.strokes += strokes
    return block


def _head(cell: Spans) -> Spans:
    """The head of a column: pale, and with a capital, whether or not its words stand in sentences elsewhere."""
    return tuple(
        Span(capital(span.text) if number == 0 else span.text, Tone.FAINT, hint=span.hint)
        for number, span in enumerate(cell)
    )


def meter(p: Pen, row: Meter, width: int) -> Block:
    """A bar between its name and its value."""
    block, size = Block(), p.px(SMALL + 1)
    high, label = p.line_high(size), p.px(92)
    needed = width_of(size, True, row.value)
    value = min(max(p.px(64), needed), width // 2)
    named = p.words(block, (Span(row.label, Tone.FAINT),), pygame.Rect(0, 0, label, 0), size)
    told = p.words(block, (Span(row.value, bold=True),), pygame.Rect(width - value, 0, value, 0), size, right=True)
    bar = pygame.Rect(label + p.px(4), (high - p.px(8)) // 2, width - label - value - p.px(14), p.px(8))
    if bar.width > p.px(12):
        p.fill(block, bar, p.inks.line, p.px(3))
        full = bar.copy()
        full.width = bar.width * min(1000, max(0, row.share)) // 1000
        if full.width > 0:
            p.fill(block, full, p.inks.bar(row.tone), p.px(3))
        if row.mark >= 0:
            at = bar.left + bar.width * min(1000, row.mark) // 1000
            p.fill(
                block,
                pygame.Rect(at, bar.top - p.px(2), max(2, p.px(2)), bar.height + p.px(4)),
                p.inks.ink,
            )
    block.high = max(named, told, high) + p.px(2)
    if row.hint:
        block.zones.append(Zone(pygame.Rect(0, 0, width, block.high), None, row.hint))
    return block


def parts(p: Pen, row: Parts, width: int) -> Block:
    """A divided bar; words that do not fit into their piece stand in a list below it."""
    block, size = Block(), p.px(SMALL)
    high, left = p.px(24), 0
    p.fill(block, pygame.Rect(0, p.px(2), width, high), p.inks.line, p.px(3))
    below: list[Span] = []
    for number, part in enumerate(row.parts):
        end = width if number == len(row.parts) - 1 else left + width * part.share // 1000
        box = pygame.Rect(left, p.px(2), max(0, end - left), high)
        colour = p.inks.bar(part.tone)
        if box.width:
            p.fill(block, box, colour, p.px(3) if len(row.parts) == 1 else 0)
            wide = width_of(size, True, part.text)
            if wide + p.px(6) <= box.width:
                at = (box.centerx - wide // 2, box.top + (high - p.line_high(size)) // 2)
                p.print(block, part.text, at, (size, True), readable_on(colour))
            block.zones.append(Zone(box, None, part.hint))
        if part.hint:
            below += [Span("■\u00a0", part.tone), Span(part.hint.replace(" ", "\u00a0") + "  ")]
        left = end
    block.high = high + p.px(6)
    block.high += p.words(block, tuple(below), pygame.Rect(0, block.high, width, 0), size) if below else 0
    block.high += p.px(2)
    return block


def gap(p: Pen, row: Gap, width: int) -> Block:
    """Nothing."""
    return Block(p.px(row.high))


def swatch(p: Pen, row: Swatch, width: int) -> Block:
    """A small square of the map's tint and hatching, with words beside it."""
    block, size, side = Block(), p.px(SMALL + 1), p.px(16)
    box = pygame.Rect(0, p.px(3), side, side)
    if row.lit:
        p.fill(block, pygame.Rect(-p.px(4), 0, width + p.px(8), side + p.px(6)), p.inks.lit, p.px(3))
    p.fill(block, box, row.colour if row.is_full else mixed(p.inks.paper, row.colour, 0.35), p.px(2))

    def hatch(on: pygame.Surface, left: int, top: int) -> None:
        old, step = on.get_clip(), max(4, side // 3)
        on.set_clip(box.move(left, top).clip(old))
        for x in range(-side, 2 * side, step):
            at = left + x
            if row.pattern in (Pattern.RISING, Pattern.CROSSED):
                pygame.draw.line(on, row.colour, (at, top + box.bottom), (at + side, top + box.top), 2)
            if row.pattern in (Pattern.FALLING, Pattern.CROSSED):
                pygame.draw.line(on, row.colour, (at, top + box.top), (at + side, top + box.bottom), 2)
        on.set_clip(old)

    block.strokes.append(hatch)
    edge = mixed(row.colour, p.inks.ink, 0.5) if row.is_full else row.colour
    p.fill(block, box, edge, p.px(2), 1 if row.is_full else max(1, p.px(2)))
    left = side + p.px(8)
    high = p.words(block, (Span(row.text, bold=row.lit),), pygame.Rect(left, p.px(2), width - left, 0), size)
    block.high = max(high, side + p.px(2)) + p.px(4)
    if row.wish is not None:
        block.zones.append(Zone(pygame.Rect(-p.px(4), 0, width + p.px(8), block.high), row.wish))
    return block
