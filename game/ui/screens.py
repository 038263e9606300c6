"""Screens that others open by name, made when they are asked for."""

from collections.abc import Callable

from game.ui.screen import Screen
from game.ui.situation import Situation

ScreenMaker = Callable[[Situation | None], Screen]
"""Makes a screen; the situation is None where it is opened from the title."""

SCREENS: dict[str, ScreenMaker] = {}
"""By name: ``settings``, ``replay``, ``history``, ``after_action``, ``tutorial``. Their words stand under
``window.screens`` in the catalogue. What is not here has no button and no key."""
