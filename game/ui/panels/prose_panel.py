"""Panels made of prose: docked at an edge, or floating in a window of their own."""

from collections.abc import Callable, Sequence

import pygame
import pygame_gui
from pygame_gui.elements import UIPanel, UITextEntryLine, UIWindow

from game.ui.content.rows import Change, Row
from game.ui.context import Ui
from game.ui.paper.paint import Painter
from game.ui.paper.prose import PROSE_WISH, Prose
from game.ui.situation import Situation
from game.ui.style.palette import Palette
from game.ui.style.theme import NO_MARGINS
from game.ui.wishes import Hide, Wish

_FIELD_HIGH, _PAD = 30, 10
_LEAST = 120
"""Pixels at 100 % below which no floating panel is made."""


def painter_of(ui: Ui, palette: Palette) -> Painter:
    """The one painter of a palette: what it has laid out serves every panel."""
    return ui.kept((Painter, id(palette)), lambda: Painter(ui.px, palette))


class ProsePanel:
    """A docked panel. A kind of panel says in `rows` what it shows and in `change` what its own buttons do."""

    has_field = False
    """Whether a line to type in lies above the rows."""
    is_bar = False
    """Whether it is one row without a scroll bar."""
    put_away: frozenset[object] = frozenset()
    """What the person does not want to see of it; a panel that is opened again takes it over from the one before."""

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self.ui = ui
        self._shown = -1
        self._situation: Situation | None = None
        self._changed = True
        self._area = area
        self._make(area)

    def _make(self, area: pygame.Rect) -> None:
        panel = UIPanel(area, manager=self.ui.manager, margins=NO_MARGINS, starting_height=2)
        self.container: UIPanel | UIWindow = panel
        self._fill(pygame.Rect(1, 1, area.width - 2, area.height - 2))

    def _fill(self, inside: pygame.Rect) -> None:
        """Put field and prose into the container; ``inside`` in its coordinates."""
        self.field: UITextEntryLine | None = None
        if self.has_field:
            self.field = UITextEntryLine(
                self._field_area(inside),
                self.ui.manager,
                self.container,
                placeholder_text=self.field_words(),
            )
        painter = painter_of(self.ui, self.ui.palette)
        self.prose = Prose(painter, self._prose_area(inside), self.ui.manager, self.container, is_bar=self.is_bar)

    def _field_area(self, inside: pygame.Rect) -> pygame.Rect:
        pad = self.ui.px(_PAD)
        return pygame.Rect(inside.left + pad, inside.top + pad, inside.width - 2 * pad, self.ui.px(_FIELD_HIGH))

    def _prose_area(self, inside: pygame.Rect) -> pygame.Rect:
        top = self.ui.px(_FIELD_HIGH) + self.ui.px(_PAD) + 2 if self.has_field else 0
        return pygame.Rect(inside.left, inside.top + top, inside.width, max(1, inside.height - top))

    def _lay_out(self, inside: pygame.Rect) -> None:
        if self.field is not None:
            field = self._field_area(inside)
            self.field.set_relative_position(field.topleft)
            self.field.set_dimensions(field.size)
        prose = self._prose_area(inside)
        self.prose.set_relative_position(prose.topleft)
        self.prose.set_dimensions(prose.size)

    @property
    def area(self) -> pygame.Rect:
        """Where it lies in the window."""
        return self._area

    @area.setter
    def area(self, area: pygame.Rect) -> None:
        if area == self._area:
            return
        self._area = area
        self.container.set_position(area.topleft)
        self.container.set_dimensions(area.size)
        self._lay_out(pygame.Rect(1, 1, area.width - 2, area.height - 2))
        self._changed = True

    def field_words(self) -> str:
        """What stands in the empty line."""
        return ""

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return str(self.field.get_text()) if self.field is not None else ""

    def rows(self, situation: Situation) -> Sequence[Row]:
        """What it shows."""
        raise NotImplementedError

    def change(self, situation: Situation, change: Change) -> Wish | None:
        """Answer one of its own buttons."""
        return None

    def notice(self, situation: Situation) -> None:
        """Take note of a new situation before it is shown."""

    def show(self, situation: Situation) -> None:
        """Show a situation that is new."""
        if situation.version == self._shown and situation is self._situation:
            return
        self._shown = situation.version
        self.notice(situation)
        self._situation = situation
        self.again()

    def again(self) -> None:
        """Show the same situation again, because the panel itself has changed."""
        situation = self._situation
        if situation is not None:
            self.prose.painter = painter_of(self.ui, situation.palette)
            self.prose.tell(self.rows(situation))
            self._changed = True

    def handle(self, event: pygame.event.Event) -> Wish | None:
        """The wish of what was clicked; its own buttons change the panel."""
        if event.type == pygame_gui.UI_TEXT_ENTRY_CHANGED and event.ui_element is self.field:
            self.again()
        if event.type != PROSE_WISH or event.ui_element is not self.prose or self._situation is None:
            return None
        if isinstance(event.wish, Change):
            wish = self.change(self._situation, event.wish)
            self.again()
            return wish
        asked: Wish = event.wish
        return asked

    def update(self, seconds: float) -> bool:
        """Whether it has been drawn anew."""
        changed, self._changed = self._changed or self.prose.is_fresh, False
        self.prose.is_fresh = False
        return changed

    def kill(self) -> None:
        """End its widgets."""
        self.prose.kill()
        self.container.kill()  # type: ignore[no-untyped-call]


class FloatingPanel(ProsePanel):
    """A panel in a window with a title, which can be moved, resized and closed."""

    name = ""

    def _make(self, area: pygame.Rect) -> None:
        title = self.ui.say(f"panels.{self.name}")
        self.container: UIWindow = UIWindow(area, self.ui.manager, window_display_title=title, resizable=True)
        self.container.set_minimum_dimensions((self.ui.px(300), self.ui.px(_LEAST)))
        self._inside = self.container.get_container().get_rect().size
        self._most = self.container.rect.height
        """The height at which it opened, 0 once the person has given it another."""
        self._fill(pygame.Rect((0, 0), self._inside))

    def again(self) -> None:
        """It is no higher than what it says, unless the person has drawn it larger."""
        super().again()
        if not self._most or self._situation is None:
            return
        frame = self.container.rect.height - self._inside[1]
        above = self._inside[1] - self.prose.rect.height
        needed = max(self.ui.px(_LEAST), frame + above + self.prose.high + self.prose.pad)
        high = min(self._most, needed)
        if high != self.container.rect.height:
            self.container.set_dimensions((self.container.rect.width, high))
            self._follow()

    @property
    def area(self) -> pygame.Rect:
        """Where it lies in the window, without its shadow; it can be dragged."""
        shadow = 2 * int(self.container.shadow_width)
        return pygame.Rect(self.container.rect).inflate(-shadow, -shadow)

    @area.setter
    def area(self, area: pygame.Rect) -> None:
        if area != self.area:
            shadow = 2 * int(self.container.shadow_width)
            self.container.set_position(area.inflate(shadow, shadow).topleft)
            self.container.set_dimensions(area.inflate(shadow, shadow).size)
        self._follow()

    def _follow(self) -> None:
        size = self.container.get_container().get_rect().size
        if size != self._inside:
            self._inside = size
            self._lay_out(pygame.Rect((0, 0), size))
            self._changed = True

    def handle(self, event: pygame.event.Event) -> Wish | None:
        """Closing it is a wish too."""
        if event.type == pygame_gui.UI_WINDOW_CLOSE and event.ui_element is self.container:
            return Hide(self.name)
        return super().handle(event)

    def update(self, seconds: float) -> bool:
        """Follow a window that is dragged larger."""
        if self.container.resizing_mode_active:
            self._most = 0
        self._follow()
        return super().update(seconds)


class PlainPanel(FloatingPanel):
    """A floating panel that only shows rows, which follow from the situation alone."""

    def __init__(self, name: str, rows: Callable[[Situation], Sequence[Row]], ui: Ui, area: pygame.Rect) -> None:
        self.name = name
        self._rows = rows
        super().__init__(ui, area)

    def rows(self, situation: Situation) -> Sequence[Row]:
        """As it was made to."""
        return self._rows(situation)
