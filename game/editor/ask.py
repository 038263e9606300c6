"""A question over the editor: words, lines to type in, things to pick from, and buttons."""

from typing import NamedTuple

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UILabel, UISelectionList, UITextEntryLine

from game.ui.content.rows import text
from game.ui.context import Ui
from game.ui.panels.modal import Modal
from game.ui.panels.prose_panel import painter_of
from game.ui.paper.prose import PAD, Prose

_PAD, _LABEL, _LINE, _ITEM, _BUTTON, _GAP = 14, 22, 34, 26, 34, 8
_WIDE, _MOST_ITEMS = 520, 10


class Question(NamedTuple):
    """What is asked."""

    title: str
    lines: tuple[str, ...] = ()
    entries: tuple[tuple[str, str], ...] = ()
    """Label and first content of each line to type in."""
    items: tuple[str, ...] = ()
    """To pick one from."""
    chosen: int = -1
    """The item that holds now."""
    buttons: tuple[tuple[str, str], ...] = ()
    """Name and words: the first for Enter, the last for Esc."""


class Reply(NamedTuple):
    """What was answered."""

    button: str
    """The name of the button, or ``item``."""
    values: tuple[str, ...] = ()
    item: int = -1


class Ask(Modal):
    """The question in the middle of the window."""

    def __init__(self, ui: Ui, question: Question) -> None:
        self._ui, self._question = ui, question
        wide = min(ui.px(_WIDE), ui.size[0] - ui.px(20))
        painter = painter_of(ui, ui.palette)
        rows = [text(line) for line in question.lines]
        beside = painter.px(PAD)
        inner = wide - 2 * ui.px(_PAD)
        words = sum(painter.block(row, max(40, inner - painter.px(9) // 2)).high for row in rows)
        words += 2 * beside if rows else 0
        lists = ui.px(_ITEM) * min(len(question.items), _MOST_ITEMS) + ui.px(_GAP + 6) if question.items else 0
        entries = sum(ui.px((_LABEL if label else 0) + _LINE + _GAP) for label, _ in question.entries)
        fixed = 2 * ui.px(_PAD) + ui.px(34) + ui.px(_BUTTON + _GAP)
        words = min(words, max(ui.px(40), ui.size[1] - fixed - entries - min(lists, ui.px(120))))
        lists = min(lists, max(ui.px(60), ui.size[1] - fixed - entries - words))
        place = pygame.Rect(0, 0, wide, fixed + words + entries + lists)
        place.center = ui.size[0] // 2, ui.size[1] // 2
        super().__init__(ui, place)
        pad, y = ui.px(_PAD), ui.px(_PAD)
        UILabel(pygame.Rect(pad, y, inner, ui.px(30)), question.title, ui.manager, self.panel, object_id="#heading")
        y += ui.px(34)
        if rows:
            prose = Prose(painter, pygame.Rect(pad - beside, y, inner + 2 * beside, words), ui.manager, self.panel)
            prose.tell(rows)
            y += words
        y = self._make_entries(pad, y, inner)
        self._list: UISelectionList | None = None
        if question.items:
            self._make_list(pygame.Rect(pad, y, inner, lists - ui.px(_GAP)))
        self._make_buttons(pygame.Rect(pad, place.height - pad - ui.px(_BUTTON), inner, ui.px(_BUTTON)))

    def _make_entries(self, left: int, top: int, wide: int) -> int:
        ui = self._ui
        self._lines: list[UITextEntryLine] = []
        for label, content in self._question.entries:
            if label:
                place = pygame.Rect(left, top, wide, ui.px(_LABEL))
                UILabel(place, label, ui.manager, self.panel, object_id="#small")
                top += ui.px(_LABEL)
            place = pygame.Rect(left, top, wide, ui.px(_LINE))
            self._lines.append(UITextEntryLine(place, ui.manager, self.panel, initial_text=content))
            top += ui.px(_LINE + _GAP)
        if self._lines:
            self._focus(0)
        return top

    def _focus(self, number: int) -> None:
        line = self._lines[number]
        self._ui.manager.set_focus_set(line)
        line.select_range = [0, len(line.get_text())]  # so that what is typed takes its place

    def _make_list(self, place: pygame.Rect) -> None:
        question = self._question
        words: list[str | tuple[str, str]] = [(item, f"#{number}") for number, item in enumerate(question.items)]
        chosen = words[question.chosen] if question.chosen >= 0 else None
        self._list = UISelectionList(place, words, self._ui.manager, container=self.panel, default_selection=chosen)

    def _make_buttons(self, row: pygame.Rect) -> None:
        buttons, gap = self._question.buttons, self._ui.px(_GAP)
        wide = (row.width - gap * (len(buttons) - 1)) // max(1, len(buttons))
        self._buttons: dict[UIButton, str] = {}
        for number, (name, words) in enumerate(buttons):
            place = pygame.Rect(row.left + number * (wide + gap), row.top, wide, row.height)
            strong = "#strong_button" if number == 0 and len(buttons) > 1 else None
            self._buttons[UIButton(place, words, self._ui.manager, self.panel, object_id=strong)] = name

    def answer(self, event: pygame.event.Event) -> Reply | None:
        """What an event answers."""
        question = self._question
        match event.type:
            case pygame_gui.UI_BUTTON_PRESSED if event.ui_element in self._buttons:
                return self._reply(self._buttons[event.ui_element])
            case pygame_gui.UI_SELECTION_LIST_NEW_SELECTION if event.ui_element is self._list and self._list:
                found = self._list.get_single_selection(include_object_id=True)
                return self._reply("item", int(found[1].removeprefix("#"))) if found is not None else None
            case pygame.KEYDOWN if event.key == pygame.K_ESCAPE:
                return self._reply(question.buttons[-1][0])
            case pygame.KEYDOWN if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
                return self._reply(question.buttons[0][0])
            case pygame.KEYDOWN if event.key == pygame.K_TAB and len(self._lines) > 1:
                now = next((n for n, line in enumerate(self._lines) if line.is_focused), -1)
                self._focus((now + 1) % len(self._lines))
        return None

    def _reply(self, button: str, item: int = -1) -> Reply:
        return Reply(button, tuple(str(line.get_text()) for line in self._lines), item)
