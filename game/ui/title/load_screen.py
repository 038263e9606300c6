"""The list of saves."""

import re
import time

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UISelectionList

from game.ui.camera import Size
from game.ui.context import Ui
from game.ui.loading import LoadingScreen
from game.ui.saves import Listed, Shelf, title_of
from game.ui.screen import Pop, Replace, Step
from game.ui.sheets import draw_desk, draw_sheet
from game.ui.text import written

_TAIL = 200_000
_DESK, _EDGE, _HEAD, _MOST_WIDE = 24, 30, 78, 860
_DATE = re.compile(rb'"date":"(\d{4}-\d\d-\d\d)"')


class LoadScreen:
    """Chooses a save to go on with."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._saves: list[Listed] = []
        self._chosen = -1

    def opened(self, ui: Ui) -> None:
        """Make list and buttons."""
        self.ui = ui
        self._saves = self._shelf.list()
        self._chosen = -1
        sheet, edge, row = self._sheet(), ui.px(_EDGE), ui.px(40)
        margin, wide = sheet.left + edge, sheet.width - 2 * edge
        y, third = sheet.bottom - edge - row, ui.px(190)
        top = sheet.top + ui.px(_HEAD)
        items: list[str | tuple[str, str]] = [(self._words(save), f"#{n}") for n, save in enumerate(self._saves)]
        self._list = UISelectionList(
            pygame.Rect(margin, top, wide, y - ui.px(16) - top), items, ui.manager, allow_double_clicks=True
        )
        self._load = self._button(pygame.Rect(margin, y, third, row), "load_screen.load", "#strong_button")
        self._delete = self._button(pygame.Rect(margin + third + ui.px(12), y, third, row), "load_screen.delete")
        self._back = self._button(pygame.Rect(margin + wide - third, y, third, row), "load_screen.back")
        self._load.disable()
        self._delete.disable()

    def _sheet(self) -> pygame.Rect:
        """The sheet in the middle of the window."""
        ui, desk = self.ui, self.ui.px(_DESK)
        place = pygame.Rect(0, 0, min(ui.size[0] - 2 * desk, ui.px(_MOST_WIDE)), ui.size[1] - 2 * desk)
        place.center = ui.size[0] // 2, ui.size[1] // 2
        return place

    def _button(self, place: pygame.Rect, key: str, kind: str | None = None) -> UIButton:
        return UIButton(place, self.ui.say(key), self.ui.manager, object_id=kind)

    def _words(self, save: Listed) -> str:
        """Name, scenario, day of the campaign, when it was saved."""
        with save.path.open("rb") as file:
            file.seek(max(0, save.path.stat().st_size - _TAIL))
            days = _DATE.findall(file.read())
        return self.ui.say(
            "load_screen.item",
            name=save.name or self.ui.say("load_screen.automatic"),
            scenario=title_of(save.path, self.ui.lang) or "?",
            day=days[-1].decode() if days else "?",
            when=time.strftime("%Y-%m-%d %H:%M", time.localtime(save.changed)),
        )

    def closed(self) -> None:
        """End the widgets."""
        for widget in (self._list, self._load, self._delete, self._back):
            widget.kill()

    def resized(self, size: Size) -> None:
        """Everything gets another place."""
        self.closed()
        self.opened(self.ui)

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Choose, load, delete, go back."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return Pop()
        if event.type == pygame_gui.UI_SELECTION_LIST_NEW_SELECTION and event.ui_element is self._list:
            self._chosen = int(event.ui_object_id.rpartition("#")[2])
            self._load.enable()
            self._delete.enable()
        if event.type == pygame_gui.UI_SELECTION_LIST_DOUBLE_CLICKED_SELECTION and event.ui_element is self._list:
            return self._go_on()
        if event.type == pygame_gui.UI_BUTTON_PRESSED:
            if event.ui_element is self._load:
                return self._go_on()
            if event.ui_element is self._delete:
                self._remove()
            if event.ui_element is self._back:
                return Pop()
        return None

    def _go_on(self) -> Step | None:
        if self._chosen < 0:
            return None
        from game.ui.play.screen import PlayScreen

        shelf, path = self._shelf, self._saves[self._chosen].path
        return Replace(
            LoadingScreen(lambda heed: shelf.go_on(path, heed=heed), lambda session: PlayScreen(session, shelf))
        )

    def _remove(self) -> None:
        if self._chosen >= 0:
            self._saves[self._chosen].path.unlink(missing_ok=True)
            self.resized(self.ui.size)

    def update(self, seconds: float) -> bool:
        """Nothing moves."""
        return False

    def draw(self, surface: pygame.Surface) -> None:
        """A sheet of paper with a heading."""
        draw_desk(surface, self.ui)
        draw_sheet(surface, self.ui, self._sheet())
        heading = written(self.ui.say("load_screen.title"), self.ui.px(24), self.ui.colours["ink"], True)
        place = self._sheet()
        surface.blit(heading, (place.left + self.ui.px(_EDGE), place.top + self.ui.px(_EDGE)))
