"""Prose: an element for long text with bars, buttons and links. pygame_gui's own breaks lines at spaces only."""

import math
from collections.abc import Sequence
from typing import Any

import pygame
from pygame_gui.core import UIElement
from pygame_gui.core.interfaces import IContainerLikeInterface, IUIManagerInterface

from game.ui.content.rows import Row, Span
from game.ui.paper.block import Zone
from game.ui.paper.paint import Painter
from game.ui.style.text import font

PROSE_WISH = pygame.event.custom_type()
"""Posted when something that can be clicked is clicked: ``ui_element`` and ``wish``."""
PAD = 12
"""Pixels at 100 % beside the rows."""
_BAR = 9
_STEP = 48
_PATIENCE = 0.35
"""Seconds after which a hint is shown."""
_LEFT = 1


class Prose(UIElement):
    """Rows in a column that scrolls."""

    def __init__(
        self,
        painter: Painter,
        area: pygame.Rect,
        manager: IUIManagerInterface,
        container: IContainerLikeInterface | None = None,
        layer: int = 1,
        is_bar: bool = False,
    ) -> None:
        super().__init__(area, manager, container, starting_height=layer, layer_thickness=1, element_id=["prose"])
        self.painter = painter
        self.pad = painter.px(PAD)
        self._is_bar = is_bar
        """Whether it is one row in the middle of its height, without a scroll bar."""
        self._rows: list[Row] = []
        self._tops: list[int] = []
        self._high = 0
        self.scroll = 0
        self.pinned = 0
        """So many of the first rows stay where they are while the others scroll."""
        self._pointer = (-1, -1)
        self._over: Zone | None = None
        self._pressed: Zone | None = None
        self._grip = -1
        self._waited = 0.0
        self._tip: Tip | None = None
        self.is_framed = False
        """Whether it has an edge, as what lies on the map needs one."""
        self.is_fresh = True
        """Whether it has been drawn anew; whoever asks puts it back."""
        self._draw()

    @property
    def rows(self) -> Sequence[Row]:
        """What it shows."""
        return self._rows

    @property
    def high(self) -> int:
        """How many pixels all rows take."""
        return self._high

    def tell(self, rows: Sequence[Row], keep: bool = True) -> None:
        """Show these rows; with ``keep`` the scroll bar stays where it is as far as it can."""
        self._rows, self._tops = [], []
        self._high = self.pad // 2
        if self._is_bar and rows:
            self._high = max(0, (int(self.rect.height) - self.painter.block(rows[0], self._column()).high) // 2)
        if not keep:
            self.scroll = 0
        self.append(rows)

    def append(self, rows: Sequence[Row]) -> None:
        """Add rows at the end; those before are not laid out again."""
        width = self._column()
        for row in rows:
            self._rows.append(row)
            self._tops.append(self._high)
            self._high += self.painter.block(row, width).high
        self.scroll_to(self.scroll)

    def scroll_to(self, top: int) -> None:
        """Bring a pixel of the column to the upper edge."""
        self.scroll = min(max(0, top), self._most())
        self._take_over()
        self._draw()

    def _most(self) -> int:
        """How far it scrolls: not at all where every row is seen, else until there is room below the last one."""
        fits = self._is_bar or self._high <= self.rect.height
        return 0 if fits else self._high + self.pad - int(self.rect.height)

    def show_row(self, number: int) -> None:
        """Bring a row into the upper third."""
        if number < len(self._tops):
            self.scroll_to(self._tops[number] - int(self.rect.height) // 3)

    def where(self, wish: object) -> tuple[int, int] | None:
        """The pixel of the window in the middle of what asks for something, scrolled into sight; None without it."""
        for number, row in enumerate(self._rows):
            for zone in self.painter.block(row, self._column()).zones:
                if zone.wish == wish:
                    top = self._tops[number] + zone.rect.top
                    if number < self.pinned:
                        top += self.scroll
                    elif not self.scroll + self._band <= top <= self.scroll + self.rect.height - zone.rect.height:
                        self.scroll_to(top - self.rect.height // 2)
                    left, high = int(self.rect.left) + self.pad, zone.rect.height
                    return left + zone.rect.centerx, int(self.rect.top) + top - self.scroll + high // 2
        return None

    def set_dimensions(self, dimensions: Any, clamp_to_container: bool = False) -> None:
        """Take another size: the rows are wrapped anew."""
        super().set_dimensions(dimensions, clamp_to_container)
        self.tell(list(self._rows))

    def process_event(self, event: pygame.event.Event) -> bool:
        """Clicks, the wheel, dragging the bar. Motion is noted but left to others too."""
        match event.type:
            case pygame.MOUSEMOTION:
                self._moved(event.pos)
                return False
            case pygame.MOUSEWHEEL:
                at = self._pointer if self._pointer[0] >= 0 else self.ui_manager.get_mouse_position()
                if not self.hover_point(*at):
                    return False
                self._drop_tip()
                self.scroll_to(self.scroll - event.y * self.painter.px(_STEP))
                return True
            case pygame.MOUSEBUTTONDOWN if event.button == _LEFT and self.hover_point(*event.pos):
                self._press(event.pos)
                return True
            case pygame.MOUSEBUTTONUP if event.button == _LEFT:
                return self._release(event.pos)
            case pygame.KEYDOWN:
                self._hush()
                return False
            case pygame.MOUSEBUTTONDOWN:
                return bool(self.hover_point(*event.pos))
        return False

    def update(self, time_delta: float) -> None:
        """Show a hint after a while."""
        super().update(time_delta)
        if self._over is None or not self._over.hint or self._tip is not None:
            return
        self._waited += time_delta
        if self._waited >= _PATIENCE:
            self._tip = Tip(self.painter, self._over.hint, self._pointer, self.ui_manager)

    def kill(self) -> None:
        """Go, with the hint."""
        self._drop_tip()
        super().kill()  # type: ignore[no-untyped-call]

    def _column(self) -> int:
        return max(40, int(self.rect.width) - 2 * self.pad - self.painter.px(_BAR) // 2)

    def _zone_at(self, at: tuple[int, int]) -> Zone | None:
        """The topmost zone under a pixel of the window, in the column's coordinates."""
        if not self.rect.collidepoint(at):
            return None
        x, y = at[0] - self.rect.left - self.pad, at[1] - self.rect.top
        is_pinned = y < self._band
        rows = range(self.pinned) if is_pinned else range(self.pinned, len(self._tops))
        for number in rows:
            top = self._tops[number] + (self.scroll if is_pinned else 0)
            block = self.painter.block(self._rows[number], self._column())
            if top <= y + self.scroll < top + block.high:
                for zone in reversed(block.zones):
                    if zone.rect.collidepoint(x, y + self.scroll - top):
                        return zone._replace(rect=zone.rect.move(0, top))
        return None

    @property
    def _band(self) -> int:
        """How high the rows that stay are."""
        return self._tops[self.pinned] if 0 < self.pinned < len(self._tops) else 0

    def _moved(self, at: tuple[int, int]) -> None:
        self._pointer = at if self.hover_point(*at) and not self._is_covered(at) else (-1, -1)
        if self._grip >= 0:
            self._drag(at[1])
            return
        if self._take_over():
            self._draw()

    def _is_covered(self, at: tuple[int, int]) -> bool:
        """Whether another widget lies over a pixel."""
        return any(
            sprite.visible and sprite.layer > self.layer and pygame.Rect(sprite.rect).collidepoint(at)
            for sprite in self.ui_manager.get_sprite_group().sprites()
        )

    def _take_over(self) -> bool:
        """See what lies under the pointer now; whether it is something else than before."""
        over = self._zone_at(self._pointer) if self._pointer[0] >= 0 else None
        if over == self._over:
            return False
        self._over = over
        self._drop_tip()
        return True

    def _press(self, at: tuple[int, int]) -> None:
        zone = self._zone_at(at)
        if zone is None or zone.wish is not None:  # what cannot be asked for goes on telling why
            self._hush()
        thumb = self._thumb()
        if thumb is not None and at[0] >= self.rect.right - self.painter.px(_BAR) - 4:
            inside = thumb.top <= at[1] - self.rect.top <= thumb.bottom
            self._grip = at[1] - self.rect.top - thumb.top if inside else thumb.height // 2
            self._drag(at[1])
            return
        self._pressed = zone

    def _release(self, at: tuple[int, int]) -> bool:
        pressed, self._pressed = self._pressed, None
        if self._grip >= 0:
            self._grip = -1
            return True
        if pressed is None or pressed.wish is None or self._zone_at(at) != pressed:
            return pressed is not None
        pygame.event.post(pygame.event.Event(PROSE_WISH, {"ui_element": self, "wish": pressed.wish}))
        return True

    def _drag(self, y: int) -> None:
        thumb = self._thumb()
        if thumb is not None:
            free = max(1, self.rect.height - thumb.height)
            self.scroll_to((y - self.rect.top - self._grip) * self._most() // free)

    def _thumb(self) -> pygame.Rect | None:
        """The thumb of the scroll bar, None where everything fits."""
        whole, shown = self._high + self.pad, int(self.rect.height)
        if not self._most() or shown <= 0:
            return None
        high = max(self.painter.px(24), shown * shown // whole)
        top = (shown - high) * self.scroll // max(1, whole - shown)
        wide = self.painter.px(_BAR)
        return pygame.Rect(self.rect.width - wide - 1, top, wide, high)

    def _hush(self) -> None:
        """Show no hint until the pointer lies over something else: the person knows what it is."""
        self._drop_tip()
        self._waited = -math.inf

    def _drop_tip(self) -> None:
        if self._tip is not None:
            self._tip.kill()  # type: ignore[no-untyped-call]
            self._tip = None
        self._waited = 0.0

    def _draw(self) -> None:
        """Paint the rows in sight."""
        size = max(1, int(self.rect.width)), max(1, int(self.rect.height))
        surface, inks = pygame.Surface(size), self.painter.inks
        surface.fill(inks.paper)
        band = min(self._band, size[1] - 1)
        self._paint(surface.subsurface((0, band, size[0], size[1] - band)), self.pinned, self.scroll + band)
        if band:
            self._paint(surface.subsurface((0, 0, size[0], band)), 0, 0)
            pygame.draw.line(surface, inks.edge, (0, band - 1), (size[0], band - 1))
        if self.scroll > 0:
            surface.blit(self.painter.mist(size[0]), (0, band))
        if self.scroll < self._most():
            mist = pygame.transform.flip(self.painter.mist(size[0]), False, True)
            surface.blit(mist, (0, size[1] - mist.get_height()))
        thumb = self._thumb()
        if thumb is not None:
            pygame.draw.rect(surface, inks.edge, thumb.inflate(-4, -4), border_radius=self.painter.px(4))
        if self.is_framed:
            pygame.draw.rect(surface, inks.edge, surface.get_rect(), 1)
        self._set_image(surface)
        self.is_fresh = True

    def _paint(self, on: pygame.Surface, first: int, scroll: int) -> None:
        """The rows from ``first`` on, with a pixel of the column at the upper edge, and what the pointer is over."""
        inks, width = self.painter.inks, self._column()
        over = self._over if self._over is not None and self._over.wish is not None else None
        shown = None if over is None else over.rect.move(self.pad, -scroll if first else -self.scroll)
        if shown is not None:
            lit = shown.inflate(self.painter.px(4), 0)
            pygame.draw.rect(on, inks.hover, lit, border_radius=self.painter.px(4))
        for row, top in zip(self._rows[first:], self._tops[first:], strict=True):
            if top - scroll >= on.get_height():
                break
            block = self.painter.block(row, width)
            if top + block.high > scroll:
                block.paint(on, self.pad, top - scroll)
        if shown is not None:
            pygame.draw.line(on, inks.link, shown.bottomleft, (shown.right - 1, shown.bottom))


class Tip(UIElement):
    """A hint beside the pointer."""

    def __init__(self, painter: Painter, words: str, at: tuple[int, int], manager: IUIManagerInterface) -> None:
        size, pad = painter.px(13), painter.px(7)
        lines = painter.wrapped((Span(words),), painter.px(320), size)
        high = round(size * 1.4)
        wide = max((line[-1].x + line[-1].width for line in lines if line), default=1)
        whole = pygame.Rect(at[0] + painter.px(14), at[1] + painter.px(18), wide + 2 * pad, len(lines) * high + 2 * pad)
        root = manager.get_root_container()
        assert root is not None
        whole.clamp_ip(root.get_rect().inflate(-painter.px(8), -painter.px(8)))
        if whole.collidepoint(at):
            whole.bottom = at[1] - painter.px(8)
        top = manager.get_sprite_group().get_top_layer() + 1  # windows come to lie above what the root counts
        super().__init__(whole, manager, None, starting_height=top, layer_thickness=1, element_id=["tip"])
        surface = pygame.Surface(whole.size)
        surface.fill(painter.inks.field)
        pygame.draw.rect(surface, painter.inks.edge, surface.get_rect(), 1)
        for number, line in enumerate(lines):
            for run in line:
                drawn = font(size, run.span.bold).render(run.text, painter.inks.ink)
                surface.blit(drawn, (pad + run.x, pad + number * high + (high - drawn.get_height()) // 2))
        self._set_image(surface)

    def check_hover(self, time_delta: float, hovered_higher_element: bool) -> bool:
        """Never in the pointer's way."""
        return False
