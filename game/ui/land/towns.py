"""Icons of places: walled cities and towns, open towns, villages, passes, hills."""

import math

import pygame

from game.ui.style.palette import Colour, Palette, mixed

_SIZES = {"city": 0.42, "town": 0.3, "village": 0.2, "pass": 0.26, "hill": 0.26}
"""Their width in hexes."""
_LEAST = {"city": 7.0, "town": 4.5, "village": 3.0, "pass": 6.0, "hill": 6.0}
"""Their least width in pixels of the screen."""
_MOST = 54.0
_PLAIN_BELOW = 11.0


def icon_width(kind: str, scale: float) -> float:
    """Pixels of the screen."""
    return min(max(_SIZES.get(kind, 0.2) * scale, _LEAST.get(kind, 3.0)), _MOST)


def icon(kind: str, *, walled: bool, width: float, flag: Colour | None, palette: Palette) -> pygame.Surface:
    """A drawing of so many pixels; ``flag`` is the colour of the side that holds it."""
    size = max(4, round(width * 1.35))
    big = pygame.Surface((size * 3, size * 3), pygame.SRCALPHA)
    middle, half = size * 1.5, width * 1.5
    if kind in ("pass", "hill"):
        (_pass if kind == "pass" else _hill)(big, middle, half, palette)
    elif width < _PLAIN_BELOW:
        _dot(big, middle, half, square=kind == "city" or walled, flag=flag, palette=palette)
    elif walled:
        _walled(big, middle, half, flag, palette)
    else:
        _open(big, middle, half, 9 if kind in ("city", "town") else 4, flag, palette)
    return pygame.transform.smoothscale(big, (size, size))


def _dot(
    on: pygame.Surface, middle: float, half: float, *, square: bool, flag: Colour | None, palette: Palette
) -> None:
    fill, line = flag or palette.wall["ground"], palette.wall["line"]
    thick = max(2, round(half * 0.3))
    if square:
        box = pygame.Rect(round(middle - half), round(middle - half), round(2 * half), round(2 * half))
        pygame.draw.rect(on, palette.halo, box.inflate(thick * 2, thick * 2))
        pygame.draw.rect(on, fill, box)
        pygame.draw.rect(on, line, box, thick)
    else:
        pygame.draw.circle(on, palette.halo, (middle, middle), half + thick)
        pygame.draw.circle(on, line, (middle, middle), half)
        pygame.draw.circle(on, fill, (middle, middle), half - thick)


def _walled(on: pygame.Surface, middle: float, half: float, flag: Colour | None, palette: Palette) -> None:
    """A square of battlements with gates in the middle of its sides and roofs inside."""
    line = palette.wall["line"]
    thick = max(2, round(half * 0.17))
    box = pygame.Rect(round(middle - half), round(middle - half), round(2 * half), round(2 * half))
    shadow = box.move(thick, thick)
    pygame.draw.rect(on, (30, 22, 14, 90), shadow.inflate(thick * 2, thick * 2))
    pygame.draw.rect(on, palette.wall["ground"], box)
    _roofs(on, middle, half * 0.72, 9, palette)
    pygame.draw.rect(on, line, box, thick)
    merlon = max(2, round(half * 0.15))
    step = 2 * half / 6
    for number in range(7):
        at = middle - half + number * step
        for x, y in ((at, middle - half), (at, middle + half), (middle - half, at), (middle + half, at)):
            pygame.draw.rect(on, line, (round(x - merlon), round(y - merlon), 2 * merlon, 2 * merlon))
    gate = round(half * 0.34)
    fill = flag or palette.wall["ground"]
    for x, y in ((middle, middle - half), (middle, middle + half), (middle - half, middle), (middle + half, middle)):
        pygame.draw.rect(on, line, (round(x - gate), round(y - gate), 2 * gate, 2 * gate))
        inner = gate - max(1, thick // 2)
        pygame.draw.rect(on, fill, (round(x - inner), round(y - inner), 2 * inner, 2 * inner))


def _open(on: pygame.Surface, middle: float, half: float, houses: int, flag: Colour | None, palette: Palette) -> None:
    """Houses without a wall; in a town the one in the middle has the colour of who holds it."""
    pygame.draw.circle(on, (*palette.wall["ground"], 210), (middle, middle), half * 1.05)
    _roofs(on, middle, half * (0.9 if houses > 4 else 1.0), houses, palette)
    if flag:
        size = half * (0.34 if houses > 4 else 0.2)
        box = pygame.Rect(round(middle - size), round(middle - size), round(2 * size), round(2 * size))
        pygame.draw.rect(on, flag, box)
        pygame.draw.rect(on, palette.wall["line"], box, max(1, round(half * 0.09)))


def _roofs(on: pygame.Surface, middle: float, half: float, houses: int, palette: Palette) -> None:
    side = math.isqrt(houses)
    step = 2 * half / side
    for number in range(houses):
        row, column = divmod(number, side)
        turn = ((number * 7) % 5 - 2) * step * 0.05
        x = middle - half + (column + 0.5) * step + turn
        y = middle - half + (row + 0.5) * step - turn
        wide, high = step * (0.36 if number % 2 else 0.29), step * (0.26 if number % 2 else 0.34)
        roof = mixed(palette.wall["roof"], palette.wall["line"], 0.12 * (number % 3))
        pygame.draw.rect(on, palette.wall["shade"], (x - wide, y, 2 * wide, high + step * 0.06))
        pygame.draw.rect(on, roof, (x - wide, y - high, 2 * wide, high + 1))


def _pass(on: pygame.Surface, middle: float, half: float, palette: Palette) -> None:
    """Two slopes that leave a way between them."""
    thick = max(3, round(half * 0.22))
    for side in (-1, 1):
        points = [
            (middle + side * half * (0.28 + 0.62 * abs(part) ** 1.6), middle + half * 0.9 * part)
            for part in (-1, -0.6, -0.2, 0.2, 0.6, 1)
        ]
        pygame.draw.lines(on, palette.halo, False, points, thick * 2)
        pygame.draw.lines(on, palette.wall["line"], False, points, thick)


def _hill(on: pygame.Surface, middle: float, half: float, palette: Palette) -> None:
    """A triangle, as surveyors mark a height."""
    corners = [
        (middle, middle - half * 0.85),
        (middle + half * 0.9, middle + half * 0.7),
        (middle - half * 0.9, middle + half * 0.7),
    ]
    pygame.draw.polygon(
        on, palette.halo, [(middle + (x - middle) * 1.25, middle + (y - middle) * 1.25) for x, y in corners]
    )
    pygame.draw.polygon(on, palette.wall["ground"], corners)
    pygame.draw.polygon(on, palette.wall["line"], corners, max(2, round(half * 0.16)))
    pygame.draw.circle(on, palette.wall["line"], (middle, middle + half * 0.22), max(2.0, half * 0.16))
