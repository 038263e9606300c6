"""The mini-map: the whole map small, with every unit as a dot and a frame around what the map shows."""

import math

import pygame
from pygame_gui.core import UIElement
from pygame_gui.core.interfaces import IUIManagerInterface
from pygame_gui.elements import UIPanel

from game.core.hexgrid import HexGrid
from game.ui.board.view import BoardView
from game.ui.context import Ui
from game.ui.counters.look import Counter
from game.ui.land.camera import Bounds, Camera
from game.ui.situation import Situation
from game.ui.style.palette import mixed
from game.ui.style.theme import NO_MARGINS
from game.ui.wishes import GoTo, Wish

_LEFT = 1
_RIM = 5  # pixels of paper around it


class MiniMap:
    """Docked in a corner of the map; a click goes there, and so does dragging."""

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self.ui = ui
        self.board: BoardView | None = None
        """The board whose overview is shown; whoever shows the map says so by `follow`."""
        self._camera: Camera | None = None
        self._counters: list[Counter] | None = None
        self._drawn: tuple[object, ...] = ()
        self._ground: tuple[object, pygame.Surface] | None = None
        self._is_held = False
        self._changed = False
        self._area = area
        self._panel = UIPanel(area, manager=ui.manager, margins=NO_MARGINS, starting_height=2)
        self._picture = _Picture(
            pygame.Rect(_RIM, _RIM, area.width - 2 * _RIM, area.height - 2 * _RIM), ui.manager, self._panel
        )
        self.hide()

    @property
    def area(self) -> pygame.Rect:
        """Where it lies."""
        return self._area

    @area.setter
    def area(self, area: pygame.Rect) -> None:
        self._area = area
        self._fit()

    def _fit(self) -> None:
        """Take no more of the area than the map's shape needs, from its lower left."""
        place = self._area.copy()
        if self.board is not None:
            bounds = self.board.bounds
            rim = 2 * _RIM
            scale = min((place.width - rim) / bounds.width, (place.height - rim) / bounds.height)
            place.size = round(bounds.width * scale) + rim, round(bounds.height * scale) + rim
            place.bottomleft = self._area.bottomleft
        self._panel.set_position(place.topleft)
        self._panel.set_dimensions(place.size)
        self._picture.set_dimensions((place.width - 2 * _RIM, place.height - 2 * _RIM))
        self._drawn, self._ground = (), None

    def follow(self, board: BoardView, camera: Camera) -> None:
        """Show this board and what this camera sees of it."""
        is_new = board is not self.board
        self.board, self._camera = board, camera
        if is_new:
            self._fit()
        shown = camera.scale > camera.least_scale() * 1.01  # beside the whole map it would show nothing new
        if not shown:
            self.hide()
        elif not self._panel.visible:
            self._panel.show()

    def hide(self) -> None:
        """Lie on nothing until `follow` is called again."""
        if self._panel.visible:
            self._panel.hide()

    def show(self, situation: Situation) -> None:
        """The board has the units of the moment."""

    def handle(self, event: pygame.event.Event) -> Wish | None:
        """A click, or a drag that began inside, asks for the hex there."""
        if event.type == pygame.MOUSEBUTTONUP:
            self._is_held = False
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == _LEFT and self._picture.take_press():
            self._is_held = True
            return self._there(event.pos)
        elif event.type == pygame.MOUSEMOTION and self._is_held:
            return self._there(event.pos)
        return None

    def _there(self, at: tuple[int, int]) -> Wish | None:
        sheet = self._sheet()
        if sheet is None or self.board is None:
            return None
        bounds, scale = self.board.bounds, sheet.width / self.board.bounds.width
        x, y = at[0] - self._picture.rect.left - sheet.left, at[1] - self._picture.rect.top - sheet.top
        return GoTo(_nearest(self.board.world.grid, x / scale + bounds.left, y / scale + bounds.top))

    def _sheet(self) -> pygame.Rect | None:
        """The map within the picture."""
        if self.board is None:
            return None
        bounds, size = self.board.bounds, self._picture.rect.size
        scale = min(size[0] / bounds.width, size[1] / bounds.height)
        sheet = pygame.Rect(0, 0, round(bounds.width * scale), round(bounds.height * scale))
        sheet.center = size[0] // 2, size[1] // 2
        return sheet

    def update(self, seconds: float) -> bool:
        """Draw anew when camera, units or ground have changed."""
        board, camera = self.board, self._camera
        if board is None or camera is None or not self._panel.visible:
            return False
        now = (camera, board.has_overview(), board.tiles.artist.changing, self._picture.rect.size)
        if now == self._drawn and board.counters is self._counters:
            return False
        self._drawn, self._counters = now, board.counters
        self._draw(board, camera)
        return True

    def _draw(self, board: BoardView, camera: Camera) -> None:
        sheet = self._sheet()
        assert sheet is not None
        surface = pygame.Surface((max(1, self._picture.rect.width), max(1, self._picture.rect.height)))
        surface.fill(board.palette.table)
        surface.blit(self._scaled(board, sheet), sheet)
        scale = sheet.width / board.bounds.width
        size = max(2, self.ui.px(4))
        for counter in board.counters:
            east, south = board.world.grid.centre(counter.hex)
            at = _pixel(board.bounds, sheet, scale, east, south)
            colours = board.palette.sides[counter.look.side]
            box = pygame.Rect(0, 0, size, size)
            box.center = at
            pale = counter.look.ghost_days >= 0
            pygame.draw.rect(surface, board.palette.halo, box.inflate(2, 2))
            pygame.draw.rect(surface, mixed(colours.face, board.palette.halo, 0.6) if pale else colours.face, box)
        shown = camera.shown()
        corner = _pixel(board.bounds, sheet, scale, shown.left, shown.top)
        end = _pixel(board.bounds, sheet, scale, shown.right, shown.bottom)
        frame = pygame.Rect(corner, (end[0] - corner[0], end[1] - corner[1])).clip(sheet)
        pygame.draw.rect(surface, board.palette.ink, frame.inflate(2, 2), 1)
        pygame.draw.rect(surface, board.palette.accent, frame, max(1, self.ui.px(2)))
        self._picture.take(surface)

    def _scaled(self, board: BoardView, sheet: pygame.Rect) -> pygame.Surface:
        """The overview at this size as it was drawn last; plain ground until it was."""
        key = (sheet.size, board.tiles.artist.changing, board.has_overview())
        if self._ground is None or self._ground[0] != key:
            latest = board.latest_overview()
            if latest is not None:
                ground = pygame.transform.smoothscale(latest, sheet.size)
            else:
                ground = pygame.Surface(sheet.size)
                ground.fill(board.palette.terrain["open"]["base"])
            self._ground = key, ground
        return self._ground[1]

    def kill(self) -> None:
        """End it."""
        self._panel.kill()


def _nearest(grid: HexGrid, east: float, south: float) -> int:
    """The hex at a point of the map, or the nearest one beside the map's edge."""
    column = min(max(round(east * 2 / math.sqrt(3)), 0), grid.columns - 1)
    row = min(max(round(south - column % 2 / 2), 0), grid.rows - 1)
    return row * grid.columns + column


def _pixel(bounds: Bounds, sheet: pygame.Rect, scale: float, east: float, south: float) -> tuple[int, int]:
    """The pixel of the picture for a point of the map."""
    return sheet.left + round((east - bounds.left) * scale), sheet.top + round((south - bounds.top) * scale)


class _Picture(UIElement):
    """A surface as a widget."""

    def __init__(self, area: pygame.Rect, manager: IUIManagerInterface, container: UIPanel) -> None:
        super().__init__(
            area,
            manager,
            container,
            starting_height=1,
            layer_thickness=1,
            element_id=["mini_map"],
        )
        self._is_pressed = False
        self.take(pygame.Surface(area.size))

    def take(self, surface: pygame.Surface) -> None:
        """Show a surface."""
        self._set_image(surface)

    def process_event(self, event: pygame.event.Event) -> bool:
        """Clicks stay here and do not reach the map below; what lies on top has had those that were meant for it."""
        if event.type != pygame.MOUSEBUTTONDOWN or not self.visible or not self.hover_point(*event.pos):
            return False
        self._is_pressed = event.button == _LEFT
        return True

    def take_press(self) -> bool:
        """Whether the left button was pressed here since this was last asked."""
        was, self._is_pressed = self._is_pressed, False
        return was
