"""Asks at what to stop when phases are to end by themselves: any number of conditions, each ticked or not."""

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UILabel

from game.ui.context import Ui
from game.ui.panels.modal import Modal
from game.ui.play.run_until import STOPS
from game.ui.wishes import Nothing, RunUntil, Wish

_WIDE, _PAD, _ROW, _BUTTON, _GAP, _HEAD = 520, 14, 30, 34, 6, 34
_LINES = -(-len(STOPS) // 2)
SIZE = (_WIDE, 2 * _PAD + _HEAD + 24 + _LINES * (_ROW + _GAP) + _GAP + _BUTTON + _PAD)
"""The size that it needs, at 100 %."""


class UntilDialog(Modal):
    """Conditions in two columns; those that were ticked the last time are ticked. Enter goes on, Esc does not."""

    def __init__(self, ui: Ui, area: pygame.Rect, ticked: frozenset[str]) -> None:
        super().__init__(ui, area)
        self.ticked = ticked
        self._ui = ui
        pad, gap, wide = ui.px(_PAD), ui.px(_GAP), area.width - 2 * ui.px(_PAD)
        UILabel(
            pygame.Rect(pad, pad, wide, ui.px(30)), ui.say("run_until.title"), ui.manager, self.panel,
            object_id="#heading",
        )  # fmt: skip
        UILabel(
            pygame.Rect(pad, pad + ui.px(_HEAD), wide, ui.px(24)), ui.say("run_until.words"), ui.manager, self.panel
        )
        half, top = (wide - gap) // 2, pad + ui.px(_HEAD + 24) + gap
        self._ticks: dict[UIButton, str] = {}
        for number, name in enumerate(STOPS):
            column, line = divmod(number, _LINES)
            place = pygame.Rect(pad + column * (half + gap), top + line * (ui.px(_ROW) + gap), half, ui.px(_ROW))
            self._ticks[UIButton(place, "", ui.manager, self.panel, object_id="#small_button")] = name
        bottom, third = area.height - pad - ui.px(_BUTTON), (wide - 2 * gap) // 3
        made = (
            UIButton(
                pygame.Rect(pad + column * (third + gap), bottom, third, ui.px(_BUTTON)), ui.say(f"run_until.{name}"),
                ui.manager, self.panel, object_id="#strong_button" if name == "go" else None,
            )
            for column, name in enumerate(("go", "every", "no"))
        )  # fmt: skip
        self._go, self._every, self._leave = made
        self._tick()

    def _tick(self) -> None:
        """Show what is ticked; without anything there is nothing to go on to."""
        for button, name in self._ticks.items():
            words, is_on = self._ui.say(f"run_until.{name}"), name in self.ticked
            button.set_text(("✓ " if is_on else "") + words)
            button.select() if is_on else button.unselect()
        self._go.enable() if self.ticked else self._go.disable()
        self._every.set_text(self._ui.say("run_until.none" if len(self.ticked) == len(STOPS) else "run_until.every"))

    def handle(self, event: pygame.event.Event) -> Wish | None:
        """A click on a condition ticks it, or takes the tick away."""
        if event.type == pygame_gui.UI_BUTTON_PRESSED:
            return self._pressed(event.ui_element)
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return Nothing()
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_RETURN, pygame.K_KP_ENTER) and self.ticked:
            return RunUntil(self.ticked)
        return None

    def _pressed(self, button: UIButton) -> Wish | None:
        if button is self._go:
            return RunUntil(self.ticked)
        if button is self._leave:
            return Nothing()
        if button is self._every:
            self.ticked = frozenset() if len(self.ticked) == len(STOPS) else frozenset(STOPS)
            self._tick()
        elif button in self._ticks:
            self.ticked ^= {self._ticks[button]}
            self._tick()
        return None
