"""A picture of a position, without any display."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pygame

from game.core.state import GameState
from game.scenario.load import Scenario
from game.session.words.text import Catalogue
from game.ui.board.view import BoardView
from game.ui.land.camera import Camera, Size
from game.ui.style.palette import STANDARD
from game.ui.style.text import written

CLOSE = 60.0
"""The scale where a hex is asked for and no scale is."""
_EDGE = 18
_BAR_SHARE = 0.12
_STEPS_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class Wish(NamedTuple):
    """What a picture is to show."""

    size: Size = (1600, 900)
    hex: int | None = None
    """In the middle; the middle of the map where it is None."""
    scale: float | None = None
    """Pixels of a hex from north to south; by default the whole map, or `CLOSE` around a hex."""
    lang: str = "en"
    palette: str = STANDARD
    caption: bool = True
    daylight: bool = False
    """Whether nights look like days."""
    larger: float = 1.0
    """How many times larger letters are than usual."""


def paint(scenario: Scenario, state: GameState, wish: Wish) -> pygame.Surface:
    """The board of a position, or of a side's view of it."""
    return Painter(scenario, wish).paint(state)


class Painter:
    """Paints one position after another from the same place; ground that has not changed is drawn once."""

    def __init__(self, scenario: Scenario, wish: Wish) -> None:
        self.view = BoardView(scenario, wish.lang, wish.palette)
        self.view.cut_names = False
        self.view.letter(wish.larger)
        self._camera = camera_of(scenario, wish)
        self._wish = wish

    def paint(self, state: GameState, marked: Iterable[int] = ()) -> pygame.Surface:
        """A picture; ``marked`` hexes have a ring around them."""
        view, camera = self.view, self._camera
        view.show(state)
        view.night &= not self._wish.daylight
        view.marked = [(hex, view.palette.state["bad"]) for hex in marked]
        view.prepare(camera)
        surface = pygame.Surface(self._wish.size)
        view.draw(surface, camera)
        if self._wish.caption:
            _caption(surface, view, camera, (state.day, self._wish.larger))
        return surface


def camera_of(scenario: Scenario, wish: Wish) -> Camera:
    """Where a wish looks."""
    grid = scenario.world.grid
    camera = Camera.whole(grid, wish.size, _EDGE)
    if wish.hex is None and wish.scale is None:
        return camera
    scale = wish.scale or CLOSE
    middle = camera.middle if wish.hex is None else grid.centre(wish.hex)
    return Camera(grid, wish.size, scale, middle).clamped()


def save(surface: pygame.Surface, path: Path) -> None:
    """Write a picture. Raises OSError."""
    try:
        pygame.image.save(surface, str(path))
    except pygame.error as error:
        raise OSError(f"{path}: cannot be written: {error}") from error


def _caption(on: pygame.Surface, view: BoardView, camera: Camera, told: tuple[int, float]) -> None:
    """What and when this is, and a bar of kilometres; ``told`` are the day and how many times larger it is written."""
    words, palette = Catalogue(view.lang, view.world), view.palette
    day, larger = told
    size = round(max(12, min(20, on.get_height() // 45)) * larger)
    date = words.date(view.world.calendar.date(day))
    title = written(words.label(view.world.label), size + 3, palette.card["text"], bold=True)
    when = written(date, size, palette.card["box"])
    km = _round_km(on.get_width() * _BAR_SHARE / camera.scale * view.world.grid.hex_km10 / 10)
    length = round(km * 10 / view.world.grid.hex_km10 * camera.scale)
    bar = written(words.say("map.scale_bar", km=km), size - 2, palette.card["box"])
    pad = size // 2 + 2
    wide = max(title.get_width(), when.get_width(), length + pad + bar.get_width()) + 2 * pad
    high = title.get_height() + when.get_height() + bar.get_height() + 4 * pad
    if wide > on.get_width() * 0.6 or high > on.get_height() * 0.4:
        return
    panel = pygame.Surface((wide, high), pygame.SRCALPHA)
    pygame.draw.rect(panel, (*palette.table, 222), panel.get_rect(), border_radius=6)
    pygame.draw.rect(panel, (*palette.card["box"], 70), panel.get_rect(), 1, border_radius=6)
    panel.blit(title, (pad, pad))
    panel.blit(when, (pad, 2 * pad + title.get_height()))
    y = high - pad - bar.get_height() // 2
    for left, right, top, bottom in ((0, length, y, y), (0, 0, y - 4, y + 4), (length, length, y - 4, y + 4)):
        pygame.draw.line(panel, palette.card["box"], (pad + left, top), (pad + right, bottom), 2)
    panel.blit(bar, (2 * pad + length, y - bar.get_height() // 2))
    on.blit(panel, _corner(on, (wide, high), view, camera))


def _corner(on: pygame.Surface, size: Size, view: BoardView, camera: Camera) -> tuple[int, int]:
    """The corner where the panel hides the fewest counters and names; the lower left where it does not matter."""
    right, bottom = on.get_width() - size[0] - _EDGE, on.get_height() - size[1] - _EDGE
    points = [camera.centre_of(counter.hex) for counter in view.counters]
    points += [camera.to_screen(*name.middle) for name in view.names(camera)]

    def hidden(corner: tuple[int, int]) -> int:
        panel = pygame.Rect(corner, size).inflate(_EDGE * 2, _EDGE * 2)
        return sum(panel.collidepoint(point) for point in points)

    return min([(_EDGE, bottom), (right, bottom), (_EDGE, _EDGE), (right, _EDGE)], key=hidden)


def _round_km(km: float) -> int:
    """The nearest round number below."""
    return max((step for step in _STEPS_KM if step <= km), default=math.ceil(max(km, 1)))
