"""Rivers, roads and railways as smooth curves in map coordinates. Pure geometry.

Rivers run along hexsides and pass through the middle of each; roads and
railways run from hex to hex, through their towns, and cross a river in the
middle of the hexside.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Node = tuple[int, int]
_STEPS = 8
_EAST = np.array([1.0, 0.5])


class Link(NamedTuple):
    """A piece between two nodes, with what belongs to it: a hexside's kind, a stretch of railway."""

    start: Node
    end: Node
    mark: int


class Chain(NamedTuple):
    """Links in a row: ``nodes`` has one more than ``marks``."""

    nodes: list[Node]
    marks: list[int]


def chains(links: Sequence[Link]) -> list[Chain]:
    """The links as few long chains. Where three or more meet, two of the same greatest mark run through."""
    meeting: dict[Node, list[int]] = {}
    for number, link in enumerate(links):
        meeting.setdefault(link.start, []).append(number)
        meeting.setdefault(link.end, []).append(number)
    partner: dict[tuple[int, Node], int] = {}
    for node, met in meeting.items():
        if len(met) > 1:
            one, other = sorted(met, key=lambda number: -links[number].mark)[:2]
            partner[one, node], partner[other, node] = other, one
    used: set[int] = set()
    starts = [(number, link.start) for number, link in enumerate(links) if (number, link.start) not in partner]
    starts += [(number, link.end) for number, link in enumerate(links) if (number, link.end) not in partner]
    starts += [(number, link.start) for number, link in enumerate(links)]  # rings have no end
    return [_walk(links, partner, used, start) for start in starts if start[0] not in used]


def _walk(
    links: Sequence[Link], partner: dict[tuple[int, Node], int], used: set[int], start: tuple[int, Node]
) -> Chain:
    number, node = start
    nodes, marks = [node], []
    while number not in used:
        used.add(number)
        link = links[number]
        node = link.end if link.start == node else link.start
        nodes.append(node)
        marks.append(link.mark)
        if (number, node) not in partner:
            break
        number = partner[number, node]
    return Chain(nodes, marks)


def through_middles(corners: Points) -> Points:
    """A curve that starts and ends at the outer corners and touches the middle of every side between."""
    if len(corners) < 3:
        return corners
    middles = (corners[1:] + corners[:-1]) / 2
    part = np.linspace(0, 1, _STEPS, endpoint=False)[:, None]
    pieces = [corners[:1]]
    for number in range(len(middles) - 1):
        start, bend, end = middles[number], corners[number + 1], middles[number + 1]
        pieces.append((1 - part) ** 2 * start + 2 * part * (1 - part) * bend + part**2 * end)
    return np.concatenate([*pieces, middles[-1:], corners[-1:]])


def joint(corners: Points, number: int) -> Points:
    """Where that curve passes the corner of this number."""
    if 0 < number < len(corners) - 1:
        return np.asarray((corners[number - 1] + 6 * corners[number] + corners[number + 1]) / 8)
    return np.asarray(corners[number])


def relaxed(points: Points, fixed: Iterable[int]) -> Points:
    """Every point but the fixed ones moved half-way to the middle of its neighbours."""
    held = np.zeros(len(points), dtype=bool)
    held[[0, -1, *fixed]] = True
    moved = points.copy()
    moved[1:-1] = points[1:-1] / 2 + (points[:-2] + points[2:]) / 4
    moved[held] = points[held]
    return moved


def through_points(points: Points) -> list[Points]:
    """A smooth curve through all points, in one piece for each step from a point to the next."""
    if len(points) == 2:
        return [points]
    ends = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    pieces = []
    part = np.linspace(0, 1, _STEPS + 1)[:, None]
    for number in range(len(points) - 1):
        before, start, end, after = ends[number : number + 4]
        span = np.hypot(*(end - start))
        out = _slope(before, start, end) * span
        back = _slope(start, end, after) * span
        square, cube = part**2, part**3
        pieces.append(
            (2 * cube - 3 * square + 1) * start
            + (cube - 2 * square + part) * out
            + (3 * square - 2 * cube) * end
            + (cube - square) * back
        )
    return pieces


def _slope(before: Points, here: Points, after: Points) -> Points:
    """The direction of the curve here, weighing the nearer neighbour more, so that short steps do not swing out."""
    one, other = np.hypot(*(here - before)) or 1e-9, np.hypot(*(after - here)) or 1e-9
    slope: Points = ((here - before) / one * other + (after - here) / other * one) / (one + other)
    return slope


def beside(points: Points, away: float) -> Points:
    """Every point moved so far across the line, always to its eastern side."""
    ways = np.gradient(points, axis=0)
    across = np.stack([ways[:, 1], -ways[:, 0]], axis=1)
    length = np.maximum(np.hypot(ways[:, 0], ways[:, 1]), 1e-9)
    return np.asarray(points + eastern(across) / length[:, None] * away)


def eastern(ways: Points) -> Points:
    """Directions turned about where they lead west; a little south is held to be east."""
    return np.asarray(np.where((ways @ _EAST < 0)[..., None], -ways, ways))


def lengths(points: Points) -> npt.NDArray[np.float64]:
    """How far along the line each of its points lies."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def spaced(points: Points, step: float, first: float = 0.0) -> tuple[Points, Points]:
    """Points at even distances along a line, and the direction of the line at each."""
    along = lengths(points)
    at = np.arange(first, along[-1], step)
    x, y = np.interp(at, along, points[:, 0]), np.interp(at, along, points[:, 1])
    little = min(step, 0.05) / 2
    dx = np.interp(at + little, along, points[:, 0]) - np.interp(at - little, along, points[:, 0])
    dy = np.interp(at + little, along, points[:, 1]) - np.interp(at - little, along, points[:, 1])
    size = np.maximum(np.hypot(dx, dy), 1e-9)
    return np.stack([x, y], axis=1), np.stack([dx / size, dy / size], axis=1)
