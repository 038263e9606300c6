"""A question with its answers, and a list of what it is about."""

from collections.abc import Sequence
from typing import NamedTuple

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UILabel, UISelectionList

from game.ui.context import Ui
from game.ui.panels.modal import Modal
from game.ui.style.type_sizes import width_of
from game.ui.wishes import Wish

_PAD, _ROW, _BUTTON, _GAP = 14, 24, 34, 8
_LETTER, _HEAD, _BESIDE = 15, 19, 8
"""Pixels of letters in items and heading, as in the theme, and what an item has on either side of its words."""
_NARROWEST, _WIDEST = 200, 680


class Choice(NamedTuple):
    """An answer, or an item of the list."""

    words: str
    wish: Wish
    is_strong: bool = False


class Question(NamedTuple):
    """What a dialog asks."""

    title: str
    lines: tuple[str, ...]
    choices: tuple[Choice, ...]
    items: tuple[Choice, ...] = ()


def dialog_size(question: Question) -> tuple[int, int]:
    """The size that a question needs, at 100 %."""
    rows = len(question.lines) * _ROW + min(len(question.items), 9) * 26 + (10 + _GAP if question.items else 0)
    return _WIDEST if question.items else 560, 2 * _PAD + 34 + rows + _BUTTON + _PAD


def menu_size(question: Question) -> tuple[int, int]:
    """The size of a question that is a menu, at 100 %: as wide as its words."""
    items = [width_of(_LETTER, False, item.words) + 2 * _BESIDE for item in question.items]
    lines = [width_of(_LETTER, False, line) for line in question.lines]
    wide = max([width_of(_HEAD, True, question.title), *items, *lines]) + 2 * (_PAD + _BESIDE)
    return min(max(wide, _NARROWEST), _WIDEST), dialog_size(question)[1]


class Dialog(Modal):
    """A question over the map."""

    def __init__(self, ui: Ui, area: pygame.Rect, question: Question) -> None:
        self._question = question
        super().__init__(ui, area)
        pad, wide = ui.px(_PAD), area.width - 2 * ui.px(_PAD)
        y = pad
        UILabel(pygame.Rect(pad, y, wide, ui.px(30)), question.title, ui.manager, self.panel, object_id="#heading")
        y += ui.px(34)
        for line in question.lines:
            UILabel(pygame.Rect(pad, y, wide, ui.px(_ROW)), line, ui.manager, self.panel)
            y += ui.px(_ROW)
        self._list: UISelectionList | None = None
        bottom = area.height - pad - ui.px(_BUTTON)
        if question.items:
            y += ui.px(_GAP)
            place = pygame.Rect(pad, y, wide, max(ui.px(40), bottom - y - pad // 2))
            words: list[str | tuple[str, str]] = [
                (item.words, f"#{number}") for number, item in enumerate(question.items)
            ]
            self._list = UISelectionList(place, words, ui.manager, container=self.panel)
        self._buttons = self._made(ui, question.choices, pygame.Rect(pad, bottom, wide, ui.px(_BUTTON)))

    def _made(self, ui: Ui, choices: Sequence[Choice], row: pygame.Rect) -> list[UIButton]:
        gap = ui.px(_GAP)
        wide = (row.width - gap * (len(choices) - 1)) // max(1, len(choices))
        return [
            UIButton(
                pygame.Rect(row.left + number * (wide + gap), row.top, wide, row.height),
                choice.words,
                ui.manager,
                self.panel,
                object_id="#strong_button" if choice.is_strong else None,
            )
            for number, choice in enumerate(choices)
        ]

    def handle(self, event: pygame.event.Event) -> Wish | None:
        """The answer: a button, an item of the list, Enter for the strong one, Esc for the last."""
        question = self._question
        if event.type == pygame_gui.UI_BUTTON_PRESSED and event.ui_element in self._buttons:
            return question.choices[self._buttons.index(event.ui_element)].wish
        if event.type == pygame_gui.UI_SELECTION_LIST_NEW_SELECTION and event.ui_element is self._list:
            chosen = self._list.get_single_selection(include_object_id=True) if self._list is not None else None
            return question.items[int(chosen[1].removeprefix("#"))].wish if chosen is not None else None
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return question.choices[-1].wish
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            return next((choice.wish for choice in question.choices if choice.is_strong), None)
        return None
