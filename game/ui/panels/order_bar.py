"""The buttons over the map: those of a person's phase, and those for watching the phases of others."""

import time
from typing import NamedTuple

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UIPanel

from game.ui import wishes
from game.ui.context import Ui
from game.ui.keys import Action
from game.ui.situation import Situation
from game.ui.wishes import Wish


class _Kind(NamedTuple):
    """A button."""

    name: str
    action: Action
    wish: Wish
    wide: int
    is_of_phase: bool


_BUTTONS = (
    _Kind("next_unit", Action.NEXT_UNIT, wishes.NextUnit(), 80, True),
    _Kind("undo", Action.UNDO, wishes.Undo(), 80, True),
    _Kind("redo", Action.REDO, wishes.Redo(), 80, True),
    _Kind("end_phase", Action.END_PHASE, wishes.EndPhase(), 150, True),
    _Kind("back", Action.STEP_BACK, wishes.PlayBack("back"), 46, False),
    _Kind("step", Action.STEP, wishes.PlayBack("step"), 46, False),
    _Kind("faster", Action.FASTER, wishes.PlayBack("faster"), 80, False),
    _Kind("skip", Action.DONE, wishes.PlayBack("skip"), 64, False),
    _Kind("pause", Action.PAUSE, wishes.PlayBack("pause"), 86, False),
)
"""Those of a row from the left. What hurries on what is shown lies beside what ends a phase, never on it: a late click
would end one unseen."""
_GAP, _HIGH = 6, 32
_SETTLE = 0.6
"""Seconds without a press until buttons that have come of themselves can be pressed."""


class OrderBar:
    """A row of buttons over the lower right of the map."""

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._ui = ui
        self._shown: object = None
        self._is_thinking = False
        self._end = "end_phase"
        """What the last button of a person's phase is called."""
        self._changed = -_SETTLE
        """When the buttons of a phase took the place of those of another, or were last pressed too soon after that."""
        self._panel = UIPanel(area, manager=ui.manager, margins=dict.fromkeys(("left", "right", "top", "bottom"), 0))
        self._buttons = {kind: self._button(kind) for kind in _BUTTONS}
        self._area = area
        self.area = area

    @staticmethod
    def size(ui: Ui) -> tuple[int, int]:
        """The size that the bar needs."""
        wide = sum(ui.px(kind.wide) + ui.px(_GAP) for kind in _BUTTONS if kind.is_of_phase) + ui.px(_GAP)
        return wide, ui.px(_HIGH) + 2 * ui.px(_GAP)

    def _button(self, kind: _Kind) -> UIButton:
        """In its final size: one that grows shows nothing of use for a third of a second, if it is pale."""
        return UIButton(
            pygame.Rect(0, 0, self._ui.px(kind.wide), self._ui.px(_HIGH)),
            self._ui.say(f"order_bar.{kind.name}"),
            self._ui.manager,
            self._panel,
            tool_tip_text=self._ui.hint(f"order_bar.{kind.name}_tip", kind.action),
            object_id="#strong_button" if kind.name in ("end_phase", "skip") else None,
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
        gap = self._ui.px(_GAP)
        x = {True: gap, False: gap}
        for kind, button in self._buttons.items():
            button.set_relative_position((x[kind.is_of_phase], gap))
            x[kind.is_of_phase] += self._ui.px(kind.wide) + gap

    def show(self, situation: Situation) -> None:
        """The buttons of the moment; those that can do nothing now are pale."""
        state = situation.version, situation.thinking
        if state == self._shown:
            return
        self._shown = state
        if situation.thinking != self._is_thinking:
            self._is_thinking, self._changed = situation.thinking, time.perf_counter()
        session = situation.session
        able = {
            "next_unit": situation.may_order and bool(situation.ready),
            "undo": situation.may_order and situation.check_undo() is None,
            "redo": situation.may_order and session.can_redo,
        }
        interrupted = not situation.may_order and session.players[session.active_side] is not None
        self._name_end("report" if session.is_over else "go_on" if interrupted else "end_phase")
        self._tell_pace(*situation.pace)
        for kind, button in self._buttons.items():
            if kind.is_of_phase == situation.thinking:
                button.hide()
                continue
            button.show()
            if able.get(kind.name, True) and not button.is_enabled:
                button.enable()
            elif not able.get(kind.name, True) and button.is_enabled:
                button.disable()

    def _tell_pace(self, speed: str, is_paused: bool) -> None:
        """The buttons for watching say how fast it goes on, and whether it does."""
        say = self._ui.say
        told = {"pause": say(f"order_bar.{'resume' if is_paused else 'pause'}")}
        if speed:
            told["faster"] = say(f"order_bar.speeds.{speed}")
        for kind, button in self._buttons.items():
            if kind.name in told and button.text != told[kind.name]:
                button.set_text(told[kind.name])

    def _name_end(self, name: str) -> None:
        """The button that ends a phase lets the computer go on where that was interrupted; at the end it reports."""
        if name == self._end:
            return
        self._end = name
        for kind, button in self._buttons.items():
            if kind.name == "end_phase":
                button.set_text(self._ui.say(f"order_bar.{name}"))
                action = None if name == "report" else kind.action
                button.set_tooltip(self._ui.hint(f"order_bar.{name}_tip", action))

    def handle(self, event: pygame.event.Event) -> Wish | None:
        """The wish of the button that was pressed; a press that was meant for the one before it is none."""
        if event.type != pygame_gui.UI_BUTTON_PRESSED or event.ui_element not in self._buttons.values():
            return None
        if time.perf_counter() - self._changed < _SETTLE:
            self._changed = time.perf_counter()
            return None
        kind = next(kind for kind, button in self._buttons.items() if event.ui_element is button)
        return wishes.OpenScreen("after_action") if kind.name == "end_phase" and self._end == "report" else kind.wish

    def update(self, seconds: float) -> bool:
        """Nothing moves."""
        return False

    def kill(self) -> None:
        """End the bar."""
        self._panel.kill()
