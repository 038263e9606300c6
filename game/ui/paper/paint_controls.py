"""Buttons, menus and the bar of values, laid out for a width."""

import pygame

from game.ui.content.rows import Action, Bar, Button, Buttons, Item, Span, Tone
from game.ui.paper.block import Block, Zone
from game.ui.paper.pen import Pen
from game.ui.style.type_sizes import BODY, SMALL, cut, width_of
from game.ui.wishes import Tell


def buttons(p: Pen, row: Buttons, width: int) -> Block:
    """Buttons side by side, on as many lines as they need."""
    block, size, gap = Block(), p.px(SMALL + 1), p.px(5)
    left, top, pad = 0, p.px(2), p.px(9)
    high = p.line_high(size) + p.px(6)
    if row.label:
        words = (Span(row.label, Tone.FAINT),)
        label = min(width, width_of(size, False, row.label) + 1)
        used = p.words(block, words, pygame.Rect(0, top + p.px(3), label, 0), size)
        left = label + gap + p.px(3)
        top += max(0, used - high)
    for button in row.buttons:
        wide = min(width, width_of(size, button.on, button.text) + 2 * pad)
        if left + wide > width and left > 0:
            left, top = 0, top + high + gap
        _button(p, block, button, pygame.Rect(left, top, wide, high), size)
        left += wide + gap
    block.high = top + high + p.px(4)
    return block


def _button(p: Pen, block: Block, button: Button, box: pygame.Rect, size: int) -> None:
    can = button.wish is not None
    ground = p.inks.lit if button.on else p.inks.button
    p.fill(block, box, ground if (can and not button.is_pale) or button.on else p.inks.paper, p.px(5))
    p.fill(block, box, p.inks.edge if can else p.inks.line, p.px(5), 1)
    words = cut(button.text, box.width - p.px(8), size, bold=button.on)
    at = (box.centerx - width_of(size, button.on, words) // 2, box.top + (box.height - p.line_high(size)) // 2)
    colour = p.inks.ink if (can and not button.is_pale) or button.on else p.inks.faint
    p.print(block, words, at, (size, button.on), colour)
    block.zones.append(Zone(box, button.wish, button.hint))


def action(p: Pen, row: Action, width: int) -> Block:
    """An entry of a menu over the whole width."""
    block, size, pad = Block(), p.px(BODY), p.px(9)
    can = row.wish is not None
    price = min(width // 2, width_of(p.px(SMALL), False, row.price) + 1) if row.price else 0
    box = pygame.Rect(pad, p.px(5), width - 2 * pad - (price + pad if price else 0), 0)
    tone = Tone.INK if can or row.on else Tone.FAINT
    inside = Block()
    high = p.words(inside, (Span(row.text, tone, bold=can or row.on),), box, size)
    if row.price:
        at = pygame.Rect(width - pad - price, p.px(6), price, 0)
        high = max(high, p.words(inside, (Span(row.price, Tone.FAINT),), at, p.px(SMALL), right=True))
    if row.why:
        under = pygame.Rect(pad, p.px(5) + high, width - 2 * pad, 0)
        high += p.words(inside, (Span(row.why, Tone.POOR),), under, p.px(SMALL))
    whole = pygame.Rect(0, p.px(2), width, high + p.px(7))
    if can or row.on:
        p.fill(block, whole, p.inks.lit if row.on else p.inks.button, p.px(5))
    p.fill(block, whole, p.inks.edge if can else p.inks.line, p.px(5), 1)
    block.strokes += inside.strokes
    block.zones.append(Zone(whole, row.wish))
    block.high = whole.bottom + p.px(3)
    return block


def bar(p: Pen, row: Bar, width: int) -> Block:
    """Values from the left and buttons from the right."""
    block, small, size = Block(), p.px(SMALL - 1), p.px(BODY + 1)
    high, gap, pad = p.px(30), p.px(5), p.px(9)
    wide = [width_of(p.px(SMALL + 1), button.on, button.text) + 2 * pad for button in row.buttons]
    end = width
    for button, each in zip(reversed(row.buttons), reversed(wide), strict=True):
        box = pygame.Rect(end - each, p.px(3), each, high)
        _button(p, block, button, box, p.px(SMALL + 1))
        end = box.left - gap
    items, between = _with_room(p, row, end)
    left = 0
    for item in items:
        needed = _length(p, item)
        p.print(block, item.label, (left, 0), (small, False), p.inks.faint)
        p.print(block, item.value, (left, p.line_high(small) - p.px(2)), (size, True), p.inks.word(item.tone))
        block.zones.append(Zone(pygame.Rect(left, 0, needed, high + p.px(6)), item.wish, item.hint))
        left += needed + between
        if left < end:
            p.fill(block, pygame.Rect(left - between // 2, p.px(4), 1, high - p.px(2)), p.inks.line)
    block.high = high + p.px(6)
    return block


def _length(p: Pen, item: Item) -> int:
    """Pixels that a value of the bar takes."""
    return max(width_of(p.px(SMALL - 1), False, item.label), width_of(p.px(BODY + 1), True, item.value))


def _with_room(p: Pen, row: Bar, room: int) -> tuple[list[Item], int]:
    """The values that a bar has room for and the pixels between them; the last stands for all that have none."""
    lengths = [_length(p, item) for item in row.items]
    between = p.px(16) if sum(lengths) + len(lengths) * p.px(16) <= room else p.px(11)
    if sum(lengths) + (len(lengths) - 1) * between <= room:
        return list(row.items), between
    most, count, used = room - _length(p, _rest(row, 0)), 0, 0
    while used + lengths[count] + between <= most:
        used, count = used + lengths[count] + between, count + 1
    return [*row.items[:count], _rest(row, count)], between


def _rest(row: Bar, first: int) -> Item:
    """What stands for the values that have no room: how many they are; pointed at or clicked it tells them."""
    told = [f"{item.label}: {item.value}" for item in row.items[first:]]
    return Item(row.more, f"+{len(told)}", hint="\n".join(told), wish=Tell(" · ".join(told)))
