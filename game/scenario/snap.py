"""Snaps drawn lines to the map: rivers to chains of hexsides, roads and rails to chains of hexes.

The rule: of all chains from the first to the last spot the one that weighs
least, where each link weighs 1 + 4 d², d being how far, in hexes, its middle
lies from the drawn line (a link is a hexside, or a step between the centres of
neighbouring hexes, whose middle is the middle of the side it crosses). A hex or
place named in the line holds the chain: a road or rail runs through that hex, a
river along at least a corner of it. Points by latitude and longitude only
guide it. What lies off the map is cut off.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Protocol

from game.core.hexgrid import HexGrid

Point = tuple[float, float]
"""East and south of the centre of 0101, in hexes."""
Hexside = tuple[int, int]
"""Hex and direction, in the form of `canonical`."""
_Node = tuple[int, int]
_Place = tuple[int, _Node]  # a node on a leg, counted from 0, between two held spots

_STRAY = 4  # the weight of straying from the line
_SCALE = 1_000_000  # weights are compared as integers, so that every machine takes the same chain
_CUT_STEP = 0.05
_CORNERS = ((1, -1), (2, 0), (1, 1), (-1, 1), (-2, 0), (-1, -1))  # from a centre, in units of _CORNER_UNIT
_CORNER_UNIT = (math.sqrt(3) / 6, 0.5)
_CORNER_REACH = 0.6  # no corner lies farther from its hex's centre, nor a point on the map from a corner or centre


@dataclass(frozen=True)
class Stop:
    """A spot of a drawn line; ``hex`` where it holds the chain, -1 where it only guides."""

    point: Point
    hex: int = -1


def canonical(grid: HexGrid, hex: int, direction: int) -> Hexside | None:
    """The one of a hexside's two names that looks north, north-east or south-east; None at the map's edge."""
    there = grid.step(hex, direction)
    if there < 0:
        return None
    return (hex, direction) if direction < 3 else (there, direction - 3)


def sides_crossed(grid: HexGrid, chain: list[int]) -> list[Hexside]:
    """The hexsides that a chain of neighbouring hexes crosses."""
    sides = (canonical(grid, here, grid.direction(here, there)) for here, there in pairwise(chain))
    return [side for side in sides if side is not None]


def snap_to_hexes(grid: HexGrid, stops: list[Stop]) -> list[int]:
    """The chain of neighbouring hexes of a road or rail; empty when the line does not touch the map."""
    stops = _cut(grid, stops)
    if not stops:
        return []
    held = [{(stop.hex, 0)} if stop.hex >= 0 else set() for stop in stops]
    for end in (0, -1):
        held[end] = held[end] or {(_hex_under(grid, stops[end].point), 0)}
    return [hex for hex, _ in _lightest(_HexNet(grid), stops, held)]


def snap_to_sides(grid: HexGrid, stops: list[Stop]) -> list[Hexside]:
    """The chain of hexsides of a river; empty when the line does not touch the map."""
    stops = _cut(grid, stops)
    if not stops:
        return []
    net = _SideNet(grid)
    held = [
        {corner for corner in net.corners(stop.hex) if net.sides(corner)} if stop.hex >= 0 else set() for stop in stops
    ]
    for end in (0, -1):
        held[end] = held[end] or net.nearest(stops[end].point)
    return [net.sides(here)[there] for here, there in pairwise(_lightest(net, stops, held))]


class _Net(Protocol):
    """Nodes joined by links of one length."""

    length: float

    def point(self, node: _Node) -> Point: ...

    def links(self, node: _Node) -> Iterable[_Node]: ...


class _HexNet:
    """The centres of hexes; a node is (hex, 0)."""

    length = 1.0

    def __init__(self, grid: HexGrid) -> None:
        self.grid = grid

    def point(self, node: _Node) -> Point:
        return self.grid.centre(node[0])

    def links(self, node: _Node) -> list[_Node]:
        steps = (self.grid.step(node[0], direction) for direction in range(6))
        return [(hex, 0) for hex in steps if hex >= 0]


class _SideNet:
    """The corners of hexes; a node is a corner as whole numbers, the same for all hexes that meet there."""

    length = 1 / math.sqrt(3)

    def __init__(self, grid: HexGrid) -> None:
        self.grid = grid

    def point(self, node: _Node) -> Point:
        return node[0] * _CORNER_UNIT[0], node[1] * _CORNER_UNIT[1]

    def links(self, node: _Node) -> Iterable[_Node]:
        return self.sides(node)

    def corners(self, hex: int) -> list[_Node]:
        """The corners of a hex, in the order of `HexGrid.corner`."""
        row, column = divmod(hex, self.grid.columns)
        return [(3 * column + dx, 2 * row + column % 2 + dy) for dx, dy in _CORNERS]

    def sides(self, corner: _Node) -> dict[_Node, Hexside]:
        """The hexsides inside the map that meet at a corner, by the corner at their other end."""
        found: dict[_Node, Hexside] = {}
        for number, (dx, dy) in enumerate(_CORNERS):
            hex = self._centred(corner[0] - dx, corner[1] - dy)
            if hex < 0:
                continue
            corners = self.corners(hex)
            for direction, other in ((number, number - 1), ((number + 1) % 6, (number + 1) % 6)):
                side = canonical(self.grid, hex, direction)
                if side is not None:
                    found[corners[other]] = side
        return found

    def nearest(self, point: Point) -> set[_Node]:
        """The corner nearest to a point on the map from which a river can run."""
        near = self.grid.disc(_hex_under(self.grid, point), 1)
        corners = sorted({corner for hex in near for corner in self.corners(hex) if self.sides(corner)})
        return set(sorted(corners, key=lambda corner: round(_SCALE * math.dist(self.point(corner), point)))[:1])

    def _centred(self, x: int, y: int) -> int:
        """The hex whose centre has these whole numbers, or -1."""
        column, rest = divmod(x, 3)
        row, odd = divmod(y - column % 2, 2)
        inside = rest == 0 and odd == 0 and 0 <= column < self.grid.columns and 0 <= row < self.grid.rows
        return row * self.grid.columns + column if inside else -1


def _cut(grid: HexGrid, stops: list[Stop]) -> list[Stop]:
    """The line without its parts off the map before it first enters and after it last leaves."""
    stops = _cut_start(grid, stops)
    return _cut_start(grid, stops[::-1])[::-1]


def _cut_start(grid: HexGrid, stops: list[Stop]) -> list[Stop]:
    for number, (stop, following) in enumerate(pairwise(stops)):
        if grid.hex_at(*stop.point) is not None:
            return stops[number:]
        steps = max(1, math.ceil(math.dist(stop.point, following.point) / _CUT_STEP))
        for step in range(1, steps):
            point = _between(stop.point, following.point, step / steps)
            if grid.hex_at(*point) is not None:
                return [Stop(point), *stops[number + 1 :]]
    return stops[-1:] if stops and grid.hex_at(*stops[-1].point) is not None else []


def _lightest(net: _Net, stops: list[Stop], held: list[set[_Node]]) -> list[_Node]:
    """The lightest chain through the held sets in their order (A*), each leg weighed along its part of the line."""
    pins = [number for number, nodes in enumerate(held) if nodes]
    lines = [[stop.point for stop in stops[here : there + 1]] for here, there in pairwise(pins)]
    goals = [held[number] for number in pins[1:]]
    least = _Least(net, [stops[number].point for number in pins])
    heap: list[tuple[int, int, int, _Node, _Place | None]] = [(0, 0, 0, node, None) for node in sorted(held[0])]
    came: dict[_Place, _Place | None] = {}
    while heap:
        _, weight, leg, node, before = heappop(heap)
        if (leg, node) in came:
            continue
        came[leg, node] = before
        if leg == len(goals):
            return _walk_back(came, (leg, node))
        here = net.point(node)
        if node in goals[leg]:
            heappush(heap, (weight + least.ahead(leg + 1, here), weight, leg + 1, node, (leg, node)))
        for there in net.links(node):
            if (leg, there) not in came:
                point = net.point(there)
                total = weight + _weight(_between(here, point, 0.5), lines[leg])
                heappush(heap, (total + least.ahead(leg, point), total, leg, there, (leg, node)))
    return []


class _Least:
    """A weight that the rest of a chain cannot undercut: as if it ran straight and on the line."""

    def __init__(self, net: _Net, pins: list[Point]) -> None:
        self.length = net.length
        self.pins = pins
        legs = [self._straight(here, there, 2 * _CORNER_REACH) for here, there in pairwise(pins)]
        self.later = [sum(legs[number:]) for number in range(len(pins))]

    def ahead(self, leg: int, point: Point) -> int:
        if leg + 1 == len(self.pins):
            return 0
        return self._straight(point, self.pins[leg + 1], _CORNER_REACH) + self.later[leg + 1]

    def _straight(self, here: Point, there: Point, slack: float) -> int:
        return int(_SCALE * max(0.0, math.dist(here, there) - slack) / self.length)


def _walk_back(came: dict[_Place, _Place | None], last: _Place) -> list[_Node]:
    chain = [last[1]]
    step: _Place | None = last
    while step is not None:
        if step[1] != chain[-1]:
            chain.append(step[1])
        step = came[step]
    return chain[::-1]


def _weight(middle: Point, line: list[Point]) -> int:
    stray = min(_distance_squared(middle, here, there) for here, there in pairwise(line)) if len(line) > 1 else 0.0
    return round(_SCALE * (1 + _STRAY * stray))


def _distance_squared(point: Point, start: Point, end: Point) -> float:
    """From a point to a straight stretch."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0.0
    return (x - x1 - share * dx) ** 2 + (y - y1 - share * dy) ** 2


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _hex_under(grid: HexGrid, point: Point) -> int:
    hex = grid.hex_at(*point)
    assert hex is not None, "the line was cut to the map"
    return hex
