"""Snaps drawn lines to the map: rivers to chains of hexsides, roads and rails to chains of hexes.

The rule: of all chains from the first to the last spot the one that weighs
least, where each link weighs 1 + 4 d², d being how far, in hexes, its middle
lies from the drawn line (a link is a hexside, or a step between the centres of
neighbouring hexes, whose middle is the middle of the side it crosses). A hex or
place named in the line holds the chain: a road or rail runs through that hex, a
river along at least a corner of it, and beginning or ending there it takes the
outermost corner. Points by latitude and longitude only guide the chain. What
lies off the map is cut off.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from game.core.hexgrid import HexGrid

Point = tuple[float, float]
"""East and south of the centre of 0101, in hexes."""
Hexside = tuple[int, int]
"""Hex and direction, in the form of `canonical`."""
_Node = tuple[int, int]
_Link = tuple[_Node, Point, Point]  # the other node, where it is, and the middle of the link
_Place = tuple[int, _Node]  # a node on a leg, counted from 0, between two held spots

_STRAY = 4  # the weight of straying from the line
_SCALE = 1_000_000  # weights are compared as integers, so that every machine takes the same chain
_CUT_STEP = 0.05
_CORNERS = ((1, -1), (2, 0), (1, 1), (-1, 1), (-2, 0), (-1, -1))  # from a centre, in units of _CORNER_UNIT
# For a corner at the left end (1) or right end (2) of a hex its three sides: the corner at the other end, the centre
# of the hex that names the side, the direction, and the centre of the hex beyond.
_SIDES_AT = {
    1: (((-2, 0), (-1, 1), 0, (-1, -1)), ((1, -1), (-1, -1), 2, (2, 0)), ((1, 1), (-1, 1), 1, (2, 0))),
    2: (((2, 0), (1, 1), 0, (1, -1)), ((-1, -1), (-2, 0), 1, (1, -1)), ((-1, 1), (-2, 0), 2, (1, 1))),
}
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


class Snapper:
    """Snaps any number of lines to one map."""

    def __init__(self, grid: HexGrid) -> None:
        self.grid = grid
        self._hexes = _HexNet(grid)
        self._sides = _SideNet(grid)

    def to_hexes(self, stops: list[Stop]) -> list[int]:
        """The chain of neighbouring hexes of a road or rail; empty when the line does not touch the map."""
        stops = _cut(self.grid, stops)
        if not stops:
            return []
        held = [{(stop.hex, 0)} if stop.hex >= 0 else set() for stop in stops]
        for end in (0, -1):
            held[end] = held[end] or {(_hex_under(self.grid, stops[end].point), 0)}
        return [hex for hex, _ in _lightest(self._hexes, stops, held)]

    def to_sides(self, stops: list[Stop]) -> list[Hexside]:
        """The chain of hexsides of a river; empty when the line does not touch the map."""
        stops = _cut(self.grid, stops)
        if not stops:
            return []
        net = self._sides
        held = [set(net.corners_with_sides(stop.hex)) if stop.hex >= 0 else set() for stop in stops]
        for end, inner in ((0, 1), (-1, -2)):
            if held[end] and len(stops) > 1:
                held[end] = net.farthest(held[end], stops[inner].point)
            held[end] = held[end] or net.nearest(stops[end].point)
        return [net.sides(here)[there] for here, there in pairwise(_lightest(net, stops, held))]


class _Net(ABC):
    """Nodes joined by links of one length."""

    length: float

    def __init__(self, grid: HexGrid) -> None:
        self.grid = grid
        self._links: dict[_Node, list[_Link]] = {}

    @abstractmethod
    def point(self, node: _Node) -> Point:
        """Where a node lies."""

    @abstractmethod
    def joined(self, node: _Node) -> Iterable[_Node]:
        """The nodes at the other ends of a node's links."""

    def links(self, node: _Node) -> list[_Link]:
        """The links of a node; remembered, because lines run close to each other."""
        found = self._links.get(node)
        if found is None:
            here = self.point(node)
            points = [(there, self.point(there)) for there in self.joined(node)]
            found = self._links[node] = [(there, point, _between(here, point, 0.5)) for there, point in points]
        return found


class _HexNet(_Net):
    """The centres of hexes; a node is (hex, 0)."""

    length = 1.0

    def point(self, node: _Node) -> Point:
        return self.grid.centre(node[0])

    def joined(self, node: _Node) -> list[_Node]:
        return [(hex, 0) for hex in self.grid.around(node[0])]


class _SideNet(_Net):
    """The corners of hexes; a node is a corner as whole numbers, the same for all hexes that meet there."""

    length = 1 / math.sqrt(3)

    def point(self, node: _Node) -> Point:
        return node[0] * _CORNER_UNIT[0], node[1] * _CORNER_UNIT[1]

    def joined(self, node: _Node) -> Iterable[_Node]:
        return self.sides(node)

    def corners(self, hex: int) -> list[_Node]:
        """The corners of a hex, in the order of `HexGrid.corner`."""
        row, column = divmod(hex, self.grid.columns)
        return [(3 * column + dx, 2 * row + column % 2 + dy) for dx, dy in _CORNERS]

    def corners_with_sides(self, hex: int) -> list[_Node]:
        """The corners of a hex at which hexsides inside the map meet."""
        return [corner for corner in self.corners(hex) if self.sides(corner)]

    def sides(self, corner: _Node) -> dict[_Node, Hexside]:
        """The hexsides inside the map that meet at a corner, by the corner at their other end."""
        x, y = corner
        found: dict[_Node, Hexside] = {}
        for (dx, dy), (hex_x, hex_y), direction, (other_x, other_y) in _SIDES_AT[x % 3]:
            hex = self._centred(x + hex_x, y + hex_y)
            if hex >= 0 and self._centred(x + other_x, y + other_y) >= 0:
                found[x + dx, y + dy] = hex, direction
        return found

    def nearest(self, point: Point) -> set[_Node]:
        """The corner nearest to a point on the map from which a river can run."""
        near = self.grid.disc(_hex_under(self.grid, point), 1)
        corners = sorted({corner for hex in near for corner in self.corners_with_sides(hex)})
        return set(sorted(corners, key=lambda corner: self._far(corner, point))[:1])

    def farthest(self, corners: set[_Node], point: Point) -> set[_Node]:
        """Those of the corners, one or several, that lie farthest from a point."""
        most = max(self._far(corner, point) for corner in corners)
        return {corner for corner in corners if self._far(corner, point) == most}

    def _far(self, corner: _Node, point: Point) -> int:
        return round(1000 * math.dist(self.point(corner), point))

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
    lines = [_Line([stop.point for stop in stops[here : there + 1]]) for here, there in pairwise(pins)]
    goals = [held[number] for number in pins[1:]]
    least = _Least(net, [stops[number].point for number in pins])
    heap: list[tuple[int, int, int, _Node, _Place | None]] = [(0, 0, 0, node, None) for node in sorted(held[0])]
    came: dict[_Place, _Place | None] = {}
    best: dict[_Place, int] = {}
    while heap:
        _, weight, leg, node, before = heappop(heap)
        if (leg, node) in came:
            continue
        came[leg, node] = before
        if leg == len(goals):
            return _walk_back(came, (leg, node))
        if node in goals[leg]:
            heappush(heap, (weight + least.ahead(leg + 1, net.point(node)), weight, leg + 1, node, (leg, node)))
        line = lines[leg]
        for there, point, middle in net.links(node):
            place = (leg, there)
            if place in came:
                continue
            total = weight + line.weight(*middle)
            if total <= best.get(place, total):
                best[place] = total
                heappush(heap, (total + least.ahead(leg, point), total, leg, there, (leg, node)))
    return []


class _Least:
    """A weight that the rest of a chain cannot undercut: as if it ran straight and on the line."""

    def __init__(self, net: _Net, pins: list[Point]) -> None:
        self.length = net.length
        self.pins = pins
        self.last = len(pins) - 1
        far = [max(0.0, math.dist(here, there) - 2 * _CORNER_REACH) for here, there in pairwise(pins)]
        legs = [int(_SCALE * each / net.length) for each in far]
        self.later = [sum(legs[number:]) for number in range(len(pins))]

    def ahead(self, leg: int, point: Point) -> int:
        if leg == self.last:
            return 0
        far = math.dist(point, self.pins[leg + 1]) - _CORNER_REACH
        return (int(_SCALE * far / self.length) if far > 0 else 0) + self.later[leg + 1]


def _walk_back(came: dict[_Place, _Place | None], last: _Place) -> list[_Node]:
    chain = [last[1]]
    step: _Place | None = last
    while step is not None:
        if step[1] != chain[-1]:
            chain.append(step[1])
        step = came[step]
    return chain[::-1]


class _Line:
    """A drawn line, or a leg of one, made of straight stretches."""

    def __init__(self, points: list[Point]) -> None:
        vectors = [(*here, there[0] - here[0], there[1] - here[1]) for here, there in pairwise(points)]
        self.stretches = [(*vector, vector[2] ** 2 + vector[3] ** 2) for vector in vectors]

    def weight(self, east: float, south: float) -> int:
        """The weight of a link with this middle."""
        nearest = math.inf
        for x, y, dx, dy, square in self.stretches:
            right, down = east - x, south - y
            along = right * dx + down * dy
            if along > 0:  # not behind the stretch's beginning, but maybe beyond its end
                share = along / square if along < square else 1.0
                right, down = right - share * dx, down - share * dy
            away = right**2 + down**2
            if away < nearest:
                nearest = away
        return round(_SCALE * (1 + _STRAY * nearest)) if self.stretches else _SCALE


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _hex_under(grid: HexGrid, point: Point) -> int:
    hex = grid.hex_at(*point)
    assert hex is not None, "the line was cut to the map"
    return hex
