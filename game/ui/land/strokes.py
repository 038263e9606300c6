"""Lines on a surface: rivers, roads, railways, bridges."""

from typing import NamedTuple

import numpy as np
import pygame

from game.core.kinds import Bridge as BridgeKind
from game.ui.land import lines
from game.ui.land.camera import Bounds
from game.ui.land.features import Bridge, Rampart, Stream, Way
from game.ui.land.lines import Points
from game.ui.style.palette import Colour, mixed

_CALM_BELOW = 20.0
_IMPROVISED = int(BridgeKind.IMPROVISED)


class Frame(NamedTuple):
    """A surface and the part of the map that it shows: pixel = (point - corner) × scale."""

    surface: pygame.Surface
    corner: tuple[float, float]
    scale: float
    """Pixels of this surface a hex."""
    fine: float = 2.0
    """Pixels of this surface to a pixel of the screen."""

    def to_pixels(self, points: Points) -> Points:
        """Map coordinates as pixels."""
        placed: Points = (np.asarray(points) - self.corner) * self.scale
        return placed

    def sees(self, box: Bounds, margin: float = 0.6) -> bool:
        """Whether anything within a box, or so many hexes beside it, may be on the surface."""
        left, top = self.corner
        right, bottom = left + self.surface.get_width() / self.scale, top + self.surface.get_height() / self.scale
        return (
            box.left - margin < right
            and box.right + margin > left
            and box.top - margin < bottom
            and box.bottom + margin > top
        )

    def holds(self, points: Points, margin: float) -> np.ndarray:
        """Which pixels lie on the surface or so many pixels beside it."""
        width, height = self.surface.get_size()
        inside: np.ndarray = (
            (points[:, 0] > -margin)
            & (points[:, 1] > -margin)
            & (points[:, 0] < width + margin)
            & (points[:, 1] < height + margin)
        )
        return inside


def stroke(frame: Frame, points: Points, widths: float | np.ndarray, colour: Colour) -> None:
    """A thick line with round joints; ``points`` and ``widths`` in pixels of the surface."""
    half = np.broadcast_to(np.asarray(widths, dtype=np.float64) / 2, (len(points),))
    near = frame.holds(points, float(half.max()) + 4)
    wanted = np.flatnonzero(near[1:] | near[:-1])
    if not len(wanted):
        return
    along = np.diff(points, axis=0)
    size = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) / size[:, None]
    for number in wanted.tolist():
        one, other = points[number], points[number + 1]
        lift, drop = across[number] * half[number], across[number] * half[number + 1]
        pygame.draw.polygon(frame.surface, colour, [one + lift, other + drop, other - drop, one - lift])
        if half[number] > 1:
            pygame.draw.circle(frame.surface, colour, other, half[number + 1])
            pygame.draw.circle(frame.surface, colour, one, half[number])


def draw_rivers(frame: Frame, rivers: list[Stream], colours: dict[str, Colour]) -> None:
    """Dark banks first, so that a tributary opens into its river."""
    seen = _seen(frame, rivers)
    _draw_water(frame, [(_course(frame, river), _river_widths(frame, river)) for river in seen], colours)


def draw_ice(frame: Frame, rivers: list[Stream], colours: dict[str, Colour], iced: frozenset[int]) -> None:
    """The stretches of rivers that lie under ice, over their water."""
    placed = []
    for river in _seen(frame, rivers) if iced else []:
        points, widths = _course(frame, river), _river_widths(frame, river)
        under = np.isin(river.crossings, list(iced))
        ends = np.flatnonzero(np.diff(under, prepend=False, append=False)).reshape(-1, 2).tolist()
        placed += [(points[first:last], widths[first:last]) for first, last in ends if last - first > 1]
    _draw_water(frame, placed, colours)
    for points, widths in placed:
        _cracks(frame, points, float(widths.max()), colours["edge"])


def _seen(frame: Frame, rivers: list[Stream]) -> list[Stream]:
    return [river for river in rivers if frame.sees(river.box)]


def _course(frame: Frame, river: Stream) -> Points:
    """The line of a river in pixels, without its bends at small scales."""
    return frame.to_pixels(river.calm if frame.scale < _CALM_BELOW * frame.fine else river.points)


def _draw_water(frame: Frame, placed: list[tuple[Points, np.ndarray]], colours: dict[str, Colour]) -> None:
    for points, widths in placed:
        stroke(frame, points, widths + min(1.5 * frame.fine, 0.07 * frame.scale), colours["edge"])
    for points, widths in placed:
        stroke(frame, points, widths, colours["water"])
    for points, widths in placed:
        if widths.max() > 4 * frame.fine:
            light = mixed(colours["water"], (255, 255, 255), 0.28)
            stroke(frame, points - widths[:, None] * 0.13, widths * 0.3, light)


def _river_widths(frame: Frame, river: Stream) -> np.ndarray:
    least = (0.8 + 0.6 * river.kind) * frame.fine
    shown: np.ndarray = np.maximum(river.widths * frame.scale, least * river.widths / river.widths.max())
    return shown


def _cracks(frame: Frame, points: Points, width: float, colour: Colour) -> None:
    spots, ways = lines.spaced(points, max(width * 1.6, 12.0))
    for number in np.flatnonzero(frame.holds(spots, width)).tolist():
        lean = 0.6 if number % 2 else -0.5
        way = np.array([-ways[number][1] + lean * ways[number][0], ways[number][0] + lean * ways[number][1]])
        start, end = spots[number] - way * width * 0.4, spots[number] + way * width * 0.4
        pygame.draw.line(frame.surface, colour, start, end, max(1, round(frame.fine / 2)))


def draw_roads(frame: Frame, roads: list[Way], colours: dict[str, Colour]) -> None:
    """Pale roads with thin brown edges."""
    wide = min(max(0.055 * frame.scale, 1.2 * frame.fine), 5 * frame.fine)
    seen = [frame.to_pixels(np.concatenate(road.pieces)) for road in roads if frame.sees(road.box)]
    if wide < 2 * frame.fine:
        for points in seen:
            stroke(frame, points, wide, colours["edge"])
        return
    for points in seen:
        stroke(frame, points, wide + 1.3 * frame.fine, colours["edge"])
    for points in seen:
        stroke(frame, points, wide, colours["fill"])


def draw_rails(frame: Frame, rails: list[Way], wrecked: frozenset[int], colours: dict[str, Colour]) -> None:
    """Dark lines with ties on a light halo; where they are wrecked, broken pieces in rust."""
    for rail in rails:
        if not frame.sees(rail.box):
            continue
        for broken, points in _runs(rail, wrecked):
            placed = frame.to_pixels(points)
            if broken:
                _draw_wreck(frame, placed, colours)
            else:
                _draw_rail(frame, placed, colours)


def _runs(rail: Way, wrecked: frozenset[int]) -> list[tuple[bool, Points]]:
    """The railway cut where whole and wrecked stretches meet."""
    runs: list[tuple[bool, list[Points]]] = []
    for piece, stretch in zip(rail.pieces, rail.stretches, strict=True):
        broken = stretch in wrecked
        if runs and runs[-1][0] == broken:
            runs[-1][1].append(piece)
        else:
            runs.append((broken, [piece]))
    return [(broken, np.concatenate(pieces)) for broken, pieces in runs]


def _rail_width(frame: Frame) -> float:
    return min(max(0.045 * frame.scale, 1.3 * frame.fine), 4 * frame.fine)


def _draw_rail(frame: Frame, points: Points, colours: dict[str, Colour]) -> None:
    wide = _rail_width(frame)
    stroke(frame, points, wide * 2.6, colours["halo"])
    stroke(frame, points, wide, colours["line"])
    if frame.scale < 20 * frame.fine:
        return
    spots, ways = lines.spaced(points, wide * 3.4, wide)
    for number in np.flatnonzero(frame.holds(spots, wide * 3)).tolist():
        across = np.array([-ways[number][1], ways[number][0]]) * wide * 1.35
        pygame.draw.line(
            frame.surface, colours["line"], spots[number] - across, spots[number] + across, max(1, round(wide * 0.62))
        )


def _draw_wreck(frame: Frame, points: Points, colours: dict[str, Colour]) -> None:
    """Lengths of rail flung aside, with gaps between them."""
    wide = _rail_width(frame)
    pale = mixed(colours["halo"], colours["wrecked"], 0.25)
    stroke(frame, points, wide * 1.7, pale)
    spots, ways = lines.spaced(points, wide * 5.2, wide * 2.6)
    for number in np.flatnonzero(frame.holds(spots, wide * 6)).tolist():
        turn = ((number * 37) % 11 - 5) * 0.062
        way = np.array([ways[number][0] - turn * ways[number][1], ways[number][1] + turn * ways[number][0]])
        across = np.array([-way[1], way[0]])
        spot = spots[number] + across * wide * (((number * 53) % 7) - 3) * 0.16
        half = way * wide * (1.5 + (number * 29) % 3 * 0.25)
        stroke(frame, np.array([spot - half, spot + half]), wide * 0.9, colours["wrecked"])
        if number % 2 and frame.scale >= 20 * frame.fine:
            tie = across * wide * 1.35 + way * wide * 0.5
            pygame.draw.line(frame.surface, colours["wrecked"], spot - tie, spot + tie, max(1, round(wide * 0.55)))


def draw_walls(frame: Frame, walls: list[Rampart], colours: dict[str, Colour]) -> None:
    """A rampart with towers at even distances."""
    wide = min(max(0.04 * frame.scale, 1.2 * frame.fine), 3.5 * frame.fine)
    for wall in walls:
        if not frame.sees(wall.box):
            continue
        points = frame.to_pixels(wall.points)
        stroke(frame, points, wide * 2, colours["line"])
        stroke(frame, points, wide, colours["ground"])
        if frame.scale < 14 * frame.fine:
            continue
        spots, _ = lines.spaced(points, max(0.22 * frame.scale, wide * 4))
        for spot in spots[frame.holds(spots, wide * 3)]:
            for colour, half in ((colours["line"], wide * 1.5), (colours["ground"], wide * 0.9)):
                pygame.draw.rect(frame.surface, colour, (*(spot - half).tolist(), 2 * half, 2 * half))


def draw_bridges(frame: Frame, bridges: list[Bridge], states: dict[int, int], colours: dict[str, Colour]) -> None:
    """A deck between two dark railings; what engineers threw across lies on boats."""
    for bridge in bridges:
        state = states.get(bridge.crossing, 0)
        if not state or not frame.sees(Bounds(*bridge.middle, *bridge.middle)):
            continue
        middle = frame.to_pixels(np.array(bridge.middle))
        along = np.array(bridge.way) / np.hypot(*bridge.way)
        across = np.array([-along[1], along[0]])
        half = max((0.14 if bridge.wide else 0.09) * frame.scale, 2.2 * frame.fine)
        side = min(max(0.05 * frame.scale, 1.5 * frame.fine), 5 * frame.fine)
        thick = min(max(0.9 * frame.fine, 0.02 * frame.scale), 2 * frame.fine)
        ends = np.array([middle - along * half, middle + along * half])
        if state == _IMPROVISED:
            for share in (-0.6, 0.0, 0.6):
                boat = middle + along * half * share
                stroke(
                    frame,
                    np.array([boat - across * side * 1.5, boat + across * side * 1.5]),
                    thick * 2,
                    colours["rail"],
                )
            stroke(frame, ends, side, colours["deck"])
            continue
        stroke(frame, ends, side * 2, colours["deck"])
        for out in (1, -1):
            flare = across * out * side * 0.6
            rail = ends + across * out * side
            bent = np.array([rail[0] - along * side * 0.6 + flare, *rail, rail[1] + along * side * 0.6 + flare])
            stroke(frame, bent, thick, colours["rail"])
