"""Marks of a unit's state on its counter: hunger, doubt, trenches, a ring around it."""

import pygame

from game.core.kinds import SupplyState
from game.ui.counters.look import AT_RISK
from game.ui.style.palette import Colour, Palette
from game.ui.style.text import written


def draw_supply(on: pygame.Surface, palette: Palette, box: pygame.Rect, state: int) -> None:
    """A mark by the figure: nothing when fed, a half, an empty and a crossed bowl as it gets worse."""
    if state == SupplyState.FINE:
        return
    colours = palette.state
    colour = (colours["good"], colours["fair"], colours["poor"], colours["bad"])[state]
    radius = box.width * 0.085
    middle = (box.left + box.width * 0.17, box.top + box.height * 0.8)
    line = palette.card["line"]
    pygame.draw.circle(on, line, middle, radius * 1.25)
    pygame.draw.circle(on, colour, middle, radius)
    if state == SupplyState.STRAINED:
        pygame.draw.circle(on, line, middle, radius, draw_top_left=True, draw_top_right=True)
    elif state == SupplyState.LOW:
        pygame.draw.circle(on, line, middle, radius * 0.55)
    else:
        reach = radius * 0.6
        x, y = middle
        thick = max(2, box.width // 30)
        pygame.draw.line(on, palette.card["text"], (x - reach, y - reach), (x + reach, y + reach), thick)
        pygame.draw.line(on, palette.card["text"], (x - reach, y + reach), (x + reach, y - reach), thick)


def draw_loyalty(on: pygame.Surface, palette: Palette, box: pygame.Rect, loyalty: int) -> None:
    """A flag at the lower right: half turned while wavering, turned when it may go over."""
    colour = palette.state["bad" if loyalty == AT_RISK else "fair"]
    x, y, size = box.left + box.width * 0.8, box.top + box.height * 0.68, box.width * 0.15
    thick = max(2, box.width // 32)
    cloth = [(x, y), (x + size, y + size * 0.42), (x, y + size * 0.84)]
    pygame.draw.polygon(on, palette.card["text"], cloth)
    pygame.draw.polygon(
        on, colour, [(x, y + thick * 0.5), (x + size * 0.8, y + size * 0.42), (x, y + size * 0.84 - thick * 0.5)]
    )
    pygame.draw.line(on, palette.card["text"], (x, y - thick), (x, y + size * 1.5), thick)


def draw_ready(on: pygame.Surface, palette: Palette, middle: tuple[float, float], radius: float) -> None:
    """A point in the corner of whoever can act."""
    pygame.draw.circle(on, palette.card["line"], middle, radius * 1.35)
    pygame.draw.circle(on, palette.accent, middle, radius)


def draw_trench(on: pygame.Surface, palette: Palette, box: pygame.Rect, level: int) -> None:
    """Earth thrown up along the lower edge, in two rows once it is deep."""
    earth, light = palette.earth["dark"], palette.earth["light"]
    thick = max(2, box.width // 22)
    for row in range(level):
        y = box.bottom + round(thick * (0.3 - 1.5 * row))
        teeth = 8
        points = []
        for number in range(teeth + 1):
            x = box.left + box.width * (0.06 + 0.88 * number / teeth)
            points.append((x, y - (thick * 1.1 if number % 2 else 0)))
        pygame.draw.lines(on, light, False, [(x, top + thick * 0.7) for x, top in points], thick)
        pygame.draw.lines(on, earth, False, points, thick)


def draw_ring(on: pygame.Surface, palette: Palette, box: pygame.Rect) -> None:
    """Dashes around a unit that is cut off."""
    colour, thick = palette.state["bad"], max(2, box.width // 20)
    frame = box.inflate(thick * 1.6, thick * 1.6)
    dash = frame.width / 7
    for number in range(0, 7, 2):
        at = number * dash
        for start, end in (
            ((frame.left + at, frame.top), (frame.left + at + dash, frame.top)),
            ((frame.left + at, frame.bottom), (frame.left + at + dash, frame.bottom)),
            ((frame.left, frame.top + at), (frame.left, frame.top + at + dash)),
            ((frame.right, frame.top + at), (frame.right, frame.top + at + dash)),
        ):
            pygame.draw.line(on, colour, start, end, thick)


def draw_rout(on: pygame.Surface, palette: Palette, box: pygame.Rect) -> None:
    """A white stroke across the symbol."""
    thick = max(3, box.width // 14)
    start = (box.left + box.width * 0.12, box.top + box.height * 0.58)
    end = (box.right - box.width * 0.12, box.top + box.height * 0.14)
    pygame.draw.line(on, palette.card["line"], start, end, thick + 4)
    pygame.draw.line(on, palette.card["text"], start, end, thick)


def draw_bar(on: pygame.Surface, palette: Palette, box: pygame.Rect, colour: Colour) -> None:
    """A bar with a dark rim."""
    pygame.draw.rect(on, palette.card["line"], box.inflate(2, 2))
    pygame.draw.rect(on, colour, box)


def draw_count(on: pygame.Surface, palette: Palette, box: pygame.Rect, count: int) -> None:
    """How many units stand here."""
    radius = box.width * 0.15
    middle = (box.left + radius * 0.55, box.top + radius * 0.55)
    pygame.draw.circle(on, palette.card["line"], middle, radius)
    pygame.draw.circle(on, palette.card["box"], middle, radius * 0.82)
    text = written(str(count), round(radius * 1.5), palette.card["line"], bold=True)
    on.blit(text, text.get_rect(center=middle))
