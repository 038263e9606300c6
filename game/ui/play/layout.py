"""Where map and panels lie in a window of a given size."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import pygame

from game.ui.context import Ui
from game.ui.panels import Dock

_TOP, _RIGHT, _BOTTOM = 48, 380, 148
_CORNER = (236, 186)
_MOST_CORNER = 0.4
"""Shares of the map's sides that the mini-map takes at most."""
_LEGEND = 270
_MOST_RIGHT, _MOST_BOTTOM = 0.42, 0.25
_LEAST_RIGHT, _LEAST_BOTTOM = 0.22, 0.17
"""Shares of the window: docks are wider in a larger one."""
_EDGE, _STEP = 10, 26
_LEAST_PANEL = 280
"""How high a panel that floats is at least, whatever it hides."""
NARROW = 1180
"""Pixels at 100 % below which the panel on the right begins folded."""


class Areas(NamedTuple):
    """Rectangles in pixels of the window."""

    map: pygame.Rect
    docks: dict[Dock, pygame.Rect]


def areas(ui: Ui, taken: Collection[Dock], orders: tuple[int, int]) -> Areas:
    """The areas for the docks that are taken; the map has all the rest. ``orders`` is the size of the order bar."""
    width, height = ui.size
    top = ui.px(_TOP) if Dock.TOP in taken else 0
    right = _length(ui.px(_RIGHT), width, _LEAST_RIGHT, _MOST_RIGHT) if Dock.RIGHT in taken else 0
    bottom = _length(ui.px(_BOTTOM), height, _LEAST_BOTTOM, _MOST_BOTTOM) if Dock.BOTTOM in taken else 0
    free = pygame.Rect(0, top, width - right, height - top - bottom)
    edge = ui.px(_EDGE)
    return Areas(
        free,
        {
            Dock.TOP: pygame.Rect(0, 0, width, top),
            Dock.RIGHT: pygame.Rect(width - right, top, right, height - top),
            Dock.BOTTOM: pygame.Rect(0, height - bottom, width - right, bottom),
            Dock.CORNER: corner(ui, free),
            Dock.LEGEND: pygame.Rect(
                free.right - edge - ui.px(_LEGEND),
                free.top + edge,
                ui.px(_LEGEND),
                max(1, free.height - 3 * edge - orders[1]),
            ),
            Dock.ORDERS: pygame.Rect(free.right - orders[0] - edge, free.bottom - orders[1] - edge, *orders),
        },
    )


def corner(ui: Ui, within: pygame.Rect) -> pygame.Rect:
    """Where a mini-map lies: in the lower left of the map, of which it hides no more than a part."""
    size = (round(min(ui.px(most), whole * _MOST_CORNER)) for most, whole in zip(_CORNER, within.size, strict=True))
    area = pygame.Rect((0, 0), tuple(size))
    area.bottomleft = within.left + ui.px(_EDGE), within.bottom - ui.px(_EDGE)
    return area


def _length(usual: int, whole: int, least: float, most: float) -> int:
    """As usual, but no smaller and no larger a share of the window than these."""
    return min(max(usual, round(whole * least)), round(whole * most))


def floating(ui: Ui, size: tuple[int, int], within: pygame.Rect) -> pygame.Rect:
    """Where a question is put: in the middle of the map, no larger than it, unless the map is very small."""
    area = _no_larger(ui, size, within)
    area.center = within.center
    return area.clamp(pygame.Rect((0, 0), ui.size))


def at_pointer(ui: Ui, size: tuple[int, int], within: pygame.Rect, at: tuple[int, int]) -> pygame.Rect:
    """Where a menu opens: its upper left corner beside a point, or another corner where the map ends too soon."""
    area, off = _no_larger(ui, size, within), ui.px(_EDGE)
    area.left = at[0] + off if at[0] + off + area.width <= within.right else at[0] - off - area.width
    area.top = at[1] + off if at[1] + off + area.height <= within.bottom else at[1] - off - area.height
    return area.clamp(within)


def beside(
    ui: Ui, size: tuple[int, int], within: pygame.Rect, others: Sequence[pygame.Rect], orders: pygame.Rect | None = None
) -> pygame.Rect:
    """Where a floating panel opens: at the map's upper left or right, where it hides less of the ``others``.

    On a large map it may grow beyond its size, down to the mini-map. It ends above the order bar, where that is
    ``orders``, or covers it.
    """
    edge, step = ui.px(_EDGE), len(others) * ui.px(_STEP)
    area = _no_larger(ui, size, within)
    area.height = max(area.height, corner(ui, within).top - 2 * edge - within.top)
    fits = within.width >= area.width and within.height >= area.height
    left, right = area.copy(), area.copy()
    left.topleft = within.left + edge + step, within.top + edge + step
    right.topright = within.right - edge, within.top + edge
    places = [place.clamp(within if fits else pygame.Rect((0, 0), ui.size)) for place in (left, right)]
    places = [place if orders is None else above(ui, place, orders) for place in places]
    return min(places, key=lambda place: sum(_area(place.clip(other)) for other in others))


def above(ui: Ui, area: pygame.Rect, orders: pygame.Rect) -> pygame.Rect:
    """A panel's place that ends above the order bar, or covers all its height where too little would be left."""
    if not area.colliderect(orders):
        return area
    high = orders.top - ui.px(_EDGE) - area.top
    if high < ui.px(_LEAST_PANEL):
        high = max(area.height, orders.bottom - area.top)
    return pygame.Rect(area.topleft, (area.width, high))


def widest_gap(strip: pygame.Rect, taken: Sequence[pygame.Rect]) -> pygame.Rect:
    """The widest part of a strip, as high as it, over which none of the rectangles lies."""
    ends = [(strip.left, strip.left), *sorted((each.left, each.right) for each in taken if each.colliderect(strip))]
    gaps, reached = [], strip.left
    for left, right in [*ends, (strip.right, strip.right)]:
        gaps.append((left - reached, reached))
        reached = max(reached, right)
    width, left = max(gaps)
    return pygame.Rect(left, strip.top, max(0, width), strip.height)


def _area(rect: pygame.Rect) -> int:
    return rect.width * rect.height


def _no_larger(ui: Ui, size: tuple[int, int], within: pygame.Rect) -> pygame.Rect:
    wide = min(ui.px(size[0]), max(within.width, ui.px(300)) - 2 * ui.px(_EDGE))
    high = min(ui.px(size[1]), max(within.height, ui.px(300)) - 2 * ui.px(_EDGE))
    return pygame.Rect(0, 0, wide, high)
