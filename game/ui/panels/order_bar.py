"""The buttons that every phase needs: next unit, undo and redo, end of the phase."""

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UIPanel

from game.ui import wishes
from game.ui.context import Ui
from game.ui.keys import Action
from game.ui.situation import Situation
from game.ui.wishes import Wish

_BUTTONS: tuple[tuple[str, Action, Wish], ...] = (
    ("next_unit", Action.NEXT_UNIT, wishes.NextUnit()),
    ("undo", Action.UNDO, wishes.Undo()),
    ("redo", Action.REDO, wishes.Redo()),
    ("end_phase", Action.END_PHASE, wishes.EndPhase()),
)
_GAP, _HIGH = 6, 32


class OrderBar:
    """A row of buttons over the lower right of the map."""

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._ui = ui
        self._shown = -1
        self._panel = UIPanel(area, manager=ui.manager, margins=dict.fromkeys(("left", "right", "top", "bottom"), 0))
        self._buttons = [self._button(name, action) for name, action, _ in _BUTTONS]
        self._area = area
        self.area = area

    @staticmethod
    def size(ui: Ui) -> tuple[int, int]:
        """The size that the bar needs."""
        wide = 3 * ui.px(74) + ui.px(150) + (len(_BUTTONS) + 1) * ui.px(_GAP)
        return wide, ui.px(_HIGH) + 2 * ui.px(_GAP)

    def _button(self, name: str, action: Action) -> UIButton:
        strong = "#strong_button" if name == "end_phase" else None
        return UIButton(
            pygame.Rect(0, 0, 10, 10),
            self._ui.say(f"order_bar.{name}"),
            self._ui.manager,
            self._panel,
            tool_tip_text=self._ui.hint(f"order_bar.{name}_tip", action),
            object_id=strong,
        )

    @property
    def area(self) -> pygame.Rect:
        """Where the bar lies."""
        return self._area

    @area.setter
    def area(self, area: pygame.Rect) -> None:
        self._area = area
        self._panel.set_position(area.topleft)
        self._panel.set_dimensions(area.size)
        gap, high, x = self._ui.px(_GAP), self._ui.px(_HIGH), self._ui.px(_GAP)
        for (name, _, _), button in zip(_BUTTONS, self._buttons, strict=True):
            wide = self._ui.px(150 if name == "end_phase" else 74)
            button.set_relative_position((x, gap))
            button.set_dimensions((wide, high))
            x += wide + gap

    def show(self, situation: Situation) -> None:
        """Buttons that can do nothing now are pale."""
        if situation.version == self._shown:
            return
        self._shown = situation.version
        session = situation.session
        able = {
            "next_unit": situation.may_order and bool(situation.ready),
            "undo": situation.may_order and session.check_undo() is None,
            "redo": situation.may_order and session.can_redo,
            "end_phase": situation.may_order,
        }
        for (name, _, _), button in zip(_BUTTONS, self._buttons, strict=True):
            if able[name] and not button.is_enabled:
                button.enable()
            elif not able[name] and button.is_enabled:
                button.disable()

    def handle(self, event: pygame.event.Event) -> Wish | None:
        """The wish of the button that was pressed."""
        if event.type != pygame_gui.UI_BUTTON_PRESSED:
            return None
        return next(
            (wish for (_, _, wish), button in zip(_BUTTONS, self._buttons, strict=True) if event.ui_element is button),
            None,
        )

    def update(self, seconds: float) -> bool:
        """Nothing moves."""
        return False

    def kill(self) -> None:
        """End the bar."""
        self._panel.kill()
