"""The part of the window that shows the map: where it looks, and the gestures that move it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pygame

from game.ui.board.names import Name
from game.ui.board.view import BoardView
from game.ui.land.camera import APART, LEVELS, MARGIN, Camera, Point
from game.ui.land.tile_worker import TileWorker
from game.ui.wake import wake

_EDGE_PIXELS, _EDGE_SPEED = 3, 900
_KEY_STEP = 90
_WHEEL = 1.22
_SNAP_AFTER = 0.12
_GLIDE = 9.0
_DRAG_FROM = 6
_OVERVIEW = 40.0
"""Pixels of a hex beyond which a map that fills its area is so small that it is shown whole."""


class MapArea:
    """Camera and board inside a rectangle of the window."""

    def __init__(self, board: BoardView, area: pygame.Rect, camera: Camera | None = None, foot: int = 0) -> None:
        self.board = board
        self.foot = foot
        artist = board.tiles.artist
        self._worker = TileWorker(artist, wake)
        board.lay_out_later(self._worker.do)
        self.area = area
        self.camera = replace(camera, foot=foot).resized(area.size) if camera else self._whole()
        self._drag: Point | None = None
        self._since_wheel = 0.0
        self._is_snapped = True
        self._goal: Point | None = None
        self._home: Point | None = None
        """Where the person looked before something else was shown; None once they have moved the map."""
        self._names_seen: list[Name] = []
        self._wheel_at: Point | None = None
        self._left: float | None = None
        """The scale that the wheel turned away from."""
        self.is_complete = False
        """Whether every tile that is seen has been drawn, and every name."""

    def do_later(self, job: Callable[[], object]) -> None:
        """Do this in the tiles' thread when none is wanted."""
        self._worker.do_later(job)

    def place(self, area: pygame.Rect) -> None:
        """Another rectangle."""
        if area != self.area:
            self.area, self.camera = area, self.camera.resized(area.size)

    @property
    def is_dragged(self) -> bool:
        """Whether the map hangs at the pointer."""
        return self._drag is not None

    @property
    def is_still(self) -> bool:
        """Whether it neither glides nor zooms nor is dragged."""
        return self._is_snapped and self._goal is None and self._drag is None

    @property
    def is_settled(self) -> bool:
        """Whether all is drawn, what lies around and what was to be done later too."""
        return self.is_complete and not self._worker.is_busy

    def local(self, position: tuple[int, int]) -> tuple[int, int]:
        """A point of the window as one of the map."""
        return position[0] - self.area.left, position[1] - self.area.top

    def hex_at(self, position: tuple[int, int]) -> int:
        """The hex under a point of the window, -1 for none."""
        if not self.area.collidepoint(position):
            return -1
        hex = self.camera.hex_at(*self.local(position))
        return -1 if hex is None else hex

    def go_to(self, hex: int, scale: float | None = None, *, glide: bool = True) -> None:
        """Bring a hex into the middle."""
        self._home = None
        if scale is not None:
            self.camera = self.camera.zoomed(scale)
            self._is_snapped, self._since_wheel = False, 0.0
        wanted = self.camera.centred(hex)
        if glide and scale is None:
            self._goal = wanted.middle
        else:
            self.camera, self._goal = wanted, None

    def look_aside(self, hex: int) -> None:
        """Show a hex for a while."""
        home = self._home or self.camera.middle
        self.go_to(hex)
        self._home = home

    def look_back(self) -> None:
        """Show again what was shown before, if the map has not been moved since."""
        if self._home is not None:
            self._goal, self._home = self._home, None

    def holds_all(self, scale: float) -> bool:
        """Whether the whole board has room at a scale."""
        bounds = self.board.bounds
        return bounds.width * scale <= self.area.width and bounds.height * scale <= self.area.height

    def shows(self, hex: int) -> bool:
        """Whether a hex lies well inside."""
        x, y = self.camera.centre_of(hex)
        margin = min(self.camera.scale * 1.5, self.area.width / 4, self.area.height / 4)
        return margin < x < self.area.width - margin and margin < y < self.area.height - margin

    def bring_in(self, hexes: Sequence[int]) -> None:
        """Move the map so that these hexes lie free, the first of them at least, unless they do already."""
        rim = self.camera.scale / 2
        free = pygame.Rect(0, 0, self.area.width, self.area.height - self.foot).inflate(-rim, -rim)
        if all(free.collidepoint(self.camera.centre_of(hex)) for hex in hexes):
            return
        grid = self.board.world.grid
        middles = [grid.centre(hex) for hex in hexes]
        east, south = (sum(part) / len(hexes) for part in zip(*middles, strict=True))
        between = grid.hex_at(east, south)
        self.go_to(hexes[0] if between is None else between)

    def place_of(self, hex: int) -> pygame.Rect:
        """Where a hex lies in the window once the map has come to rest, with half of each neighbour."""
        place = pygame.Rect(0, 0, round(self.camera.scale * 2), round(self.camera.scale * 2))
        x, y = (self.camera if self._goal is None else replace(self.camera, middle=self._goal)).centre_of(hex)
        place.center = self.area.left + round(x), self.area.top + round(y)
        return place

    def pan(self, right: float, down: float) -> None:
        """Move the map by so many pixels, as a hand does."""
        self._goal = self._home = None
        self.camera = self.camera.panned(right, down)

    def pan_by_key(self, right: int, down: int) -> None:
        """A step with the arrow keys."""
        self.pan(-right * _KEY_STEP, -down * _KEY_STEP)

    def wheel(self, steps: int, at: tuple[int, int]) -> None:
        """Zoom to or from the point under the pointer."""
        self._goal = self._home = None
        self._wheel_at = self.local(at)
        if self._is_snapped:
            self._left = self.camera.scale
        self.camera = self.camera.zoomed(self.camera.scale * _WHEEL**steps, self._wheel_at)
        self._is_snapped, self._since_wheel = False, 0.0

    def zoom(self, steps: int) -> None:
        """To the next level."""
        self._goal = self._home = None
        self.camera = self.camera.stepped(steps)

    def overview(self, hexes: Sequence[int]) -> None:
        """The part around the middle of some hexes, so large that nothing but the map is shown; a small map whole."""
        bounds, grid = self.board.bounds, self.board.world.grid
        least = max(self.area.width / bounds.width, self.area.height / bounds.height)
        if not hexes or least > _OVERVIEW:
            self.whole()
            return
        scale = next(level for level in LEVELS if level >= least)  # between two it would come to rest at the nearest
        middle = min(hexes, key=lambda hex: sum(grid.distance(hex, other) for other in hexes))
        self.go_to(middle, scale, glide=False)

    def whole(self) -> None:
        """The whole map."""
        self._goal = self._home = None
        self.camera = self._whole()

    def _whole(self) -> Camera:
        return Camera.whole(self.board.world.grid, self.area.size, MARGIN, self.foot).clamped()

    def grab(self, position: tuple[int, int]) -> None:
        """The map hangs at the pointer from now on."""
        self._drag, self._goal, self._home = position, None, None

    def drag(self, position: tuple[int, int]) -> None:
        """The pointer moved with the map."""
        if self._drag is not None:
            self.pan(position[0] - self._drag[0], position[1] - self._drag[1])
            self._drag = position

    def let_go(self) -> None:
        """The map stays where it is."""
        self._drag = None

    def update(self, seconds: float, pointer: tuple[int, int] | None) -> bool:
        """Glide, scroll at the window's edge where there is a ``pointer``, finish tiles; whether the map looks new."""
        before = self.camera
        self._since_wheel += seconds
        if self._goal is not None:
            self._glide(seconds)
        elif pointer is not None:
            self._scroll_at_edge(seconds, pointer)
        if not self._is_snapped and self._since_wheel > _SNAP_AFTER:
            self._snap()
        moved = self.camera != before
        return self._take_tiles() or moved or not self._is_snapped

    def _take_tiles(self) -> bool:
        """Whether tiles came, or names."""
        tiles, came = self.board.tiles, self._worker.collect()
        names = self.board.names(self.camera) if self._is_snapped else self._names_seen
        came_names, self._names_seen = names is not self._names_seen, names
        for key, tile in came:
            tiles.take(key, tile)
        if self._is_snapped:
            self.is_complete = self.board.is_complete(self.camera) and self.board.has_names(self.camera)
            self.board.has_overview()
            self._worker.want(self.board.wanted(self.camera), tiles.artist.changing)
        return bool(came) or came_names

    def end(self) -> None:
        """Draw no more tiles."""
        self._worker.end()

    def _glide(self, seconds: float) -> None:
        assert self._goal is not None
        east, south = self.camera.middle
        share = min(1.0, seconds * _GLIDE)
        right, down = (self._goal[0] - east) * self.camera.scale, (self._goal[1] - south) * self.camera.scale
        if abs(right) + abs(down) < 2:
            share = 1.0
            self._goal = None
        self.camera = self.camera.panned(-right * share, -down * share)

    def _scroll_at_edge(self, seconds: float, pointer: tuple[int, int]) -> None:
        width, height = pygame.display.get_window_size()
        step = _EDGE_SPEED * seconds
        right = (pointer[0] <= _EDGE_PIXELS) - (pointer[0] >= width - 1 - _EDGE_PIXELS)
        down = (pointer[1] <= _EDGE_PIXELS) - (pointer[1] >= height - 1 - _EDGE_PIXELS)
        if right or down:
            self.pan(right * step, down * step)

    def _snap(self) -> None:
        """To the nearest scale that is drawn."""
        self._is_snapped = True
        least = self.camera.least_scale()
        levels = [least, *(level for level in LEVELS if level > least * APART)]
        now, left = self.camera.scale, self._left
        if left is not None and now != left:  # one notch is enough to leave a level
            levels = [level for level in levels if (level > left) == (now > left) and level != left] or levels
        self._left = None
        nearest = min(levels, key=lambda level: abs(level - now) / level)
        self.camera = self.camera.zoomed(nearest, self._wheel_at)

    def draw(self, on: pygame.Surface) -> None:
        """The map in its rectangle."""
        self.board.draw(on.subsurface(self.area), self.camera)


def is_drag(start: tuple[int, int], at: tuple[int, int]) -> bool:
    """Whether the pointer has come so far with a button down that no click was meant."""
    return abs(start[0] - at[0]) + abs(start[1] - at[1]) > _DRAG_FROM
