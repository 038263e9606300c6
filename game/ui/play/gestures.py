"""The mouse on the map: what it asks for. Left selects, right orders, the wheel zooms, the middle button drags."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pygame

from game.core.orders import Attack, Move, RailMove
from game.core.state import U
from game.ui import wishes
from game.ui.play.hints import Reach, attack_hint
from game.ui.play.map_area import MapArea, is_drag
from game.ui.play.table import Table
from game.ui.wishes import Wish

LEFT, MIDDLE, RIGHT = 1, 2, 3
DOUBLE = 0.35
"""Seconds between the clicks of a double click."""
_LONG_PRESS = 0.45


@dataclass
class Menu:
    """Asks for the menu of a hex."""

    hex: int
    at: tuple[int, int]


@dataclass
class Gestures:
    """Follows the mouse between events."""

    table: Table
    map: MapArea
    asks_for_hex: Callable[[], bool] = lambda: False
    """Whether a panel waits for a hex: then a left click names it."""
    planned: Callable[[int], Attack | None] = lambda _: None
    """The attack on a hex that a panel shows."""
    clock: Callable[[], float] = time.perf_counter
    box: pygame.Rect | None = None
    """The rectangle that is being drawn around units, in pixels of the window."""
    fanned: Callable[[tuple[int, int]], int] = lambda _: -1
    """The unit of a stack that is fanned out under a point of the window, -1 for none."""
    _down: dict[int, tuple[int, int]] = field(default_factory=dict)
    _down_at: float = 0.0
    _clicked: tuple[int, float] = (-1, -9.0)

    def handle(self, event: pygame.event.Event, over_widget: bool) -> Wish | Menu | None:
        """What an event asks for; the map moves at once."""
        match event.type:
            case pygame.MOUSEBUTTONDOWN if not over_widget and self.map.area.collidepoint(event.pos):
                self._press(event.button, event.pos)
            case pygame.MOUSEMOTION:
                self._move(event.pos)
            case pygame.MOUSEBUTTONUP:
                return self._release(event.button, event.pos)
            case pygame.MOUSEWHEEL if not over_widget:
                self.map.wheel(event.y, self._at)
        return None

    _at: tuple[int, int] = (0, 0)

    def _press(self, button: int, at: tuple[int, int]) -> None:
        self._down[button] = self._at = at
        self._down_at = self.clock()
        if button == MIDDLE:
            self.map.grab(at)

    def _move(self, at: tuple[int, int]) -> None:
        self._at = at
        self.map.drag(at)
        start = self._down.get(LEFT)
        if start is not None and (self.box or is_drag(start, at)):
            self.box = pygame.Rect(
                min(start[0], at[0]), min(start[1], at[1]), abs(start[0] - at[0]), abs(start[1] - at[1])
            )

    def _release(self, button: int, at: tuple[int, int]) -> Wish | Menu | None:
        start = self._down.pop(button, None)
        if button == MIDDLE:
            self.map.let_go()
        if start is None:
            return None
        if button == LEFT and self.box is not None:
            box, self.box = self.box, None
            return wishes.Select(self._inside(box))
        hex = self.map.hex_at(at)
        if hex < 0 or is_drag(start, at):
            return None
        unit = self.fanned(at)
        if button == LEFT and unit >= 0:
            held = pygame.key.get_mods() & pygame.KMOD_SHIFT
            return wishes.Select(self._toggled([unit]) if held else (unit,))
        if button in (LEFT, RIGHT) and self.table.by_train:
            return wishes.Give(tuple(RailMove(own, hex) for own in self.table.own_units()))
        if button in (LEFT, RIGHT) and self.asks_for_hex():
            return wishes.Consider(hex)
        if button == LEFT:
            return self._left(hex)
        return self._right(hex, at) if button == RIGHT else None

    @property
    def is_holding(self) -> bool:
        """Whether the right button is down, which becomes a long press in time."""
        return RIGHT in self._down

    def held(self) -> Menu | None:
        """The menu of the hex on which the right button has been held long enough; letting go then does nothing."""
        start = self._down.get(RIGHT)
        if start is None or self.clock() - self._down_at <= _LONG_PRESS or is_drag(start, self._at):
            return None
        del self._down[RIGHT]
        hex = self.map.hex_at(start)
        return Menu(hex, start) if hex >= 0 else None

    def _left(self, hex: int) -> Wish:
        """Select, or the next of a stack; twice in a row brings the hex into the middle."""
        now = self.clock()
        before, self._clicked = self._clicked, (hex, now)
        if before[0] == hex and now - before[1] < DOUBLE:
            self._clicked = (-1, -9.0)
            return wishes.GoTo(hex)
        stack = self.table.units_at(hex)
        if pygame.key.get_mods() & pygame.KMOD_SHIFT:
            return wishes.Select(self._toggled(stack))
        if not stack:
            return wishes.LookAt(hex)
        unit = self.table.units[0] if len(self.table.units) == 1 else -1
        return wishes.Select((stack[(stack.index(unit) + 1) % len(stack)] if unit in stack else stack[0],))

    def _toggled(self, stack: list[int]) -> tuple[int, ...]:
        """With the units of a hex too, or without them where they were selected already."""
        units = self.table.units
        mine = [unit for unit in stack if self.table.view.units[U.SIDE, unit] == self.table.eyes]
        if mine and all(unit in units for unit in mine):
            return tuple(unit for unit in units if unit not in mine)
        return (*units, *mine)

    def _right(self, hex: int, at: tuple[int, int]) -> Wish | Menu:
        """March there, attack what stands there, or the menu of the hex."""
        table = self.table
        units = table.own_units()
        if not units:
            return Menu(hex, at)
        hint = attack_hint(table.session.world, table.view, units, hex, self.planned(hex))
        if hint is not None:
            if table.target == hex and hint.order.units and hint.refusal is None:
                return wishes.Give((hint.order,))
            return wishes.Consider(hex)
        if hex in table.view.units[U.HEX, list(units)].tolist():
            return Menu(hex, at)
        return wishes.Give(tuple(self._marches(units, hex)))

    def _marches(self, units: tuple[int, ...], hex: int) -> list[Move]:
        """The marches to a hex; one out of reach is ordered all the same, so that the refusal tells why."""
        found = []
        for unit in units:
            path = Reach(self.table.session.world, self.table.view, unit).path(hex)
            found.append(Move(unit, path or (hex,)))
        return found

    def _inside(self, box: pygame.Rect) -> tuple[int, ...]:
        """Own units inside a box."""
        view, camera = self.table.view, self.map.camera
        mine = np.flatnonzero((view.units[U.SIDE] == self.table.eyes) & (view.units[U.HEX] >= 0)).tolist()
        left, top = self.map.area.topleft
        found = []
        for unit in mine:
            x, y = camera.centre_of(int(view.units[U.HEX, unit]))
            if box.collidepoint(x + left, y + top):
                found.append(unit)
        return tuple(found)
