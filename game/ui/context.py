"""What every screen and panel is given: widgets' manager, words, colours, keys, sizes."""

import math
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import pygame
import pygame_gui
from pygame_gui.core import UIElement
from pygame_gui.core.interfaces import IUITooltipInterface

from game.core.world import World
from game.scenario.load import Scenario
from game.session.words.text import Catalogue, Texts
from game.ui.board.view import BoardView
from game.ui.keys import Action, Keys
from game.ui.land.camera import Size
from game.ui.land.tiles import MapLook
from game.ui.settings import WORDS, Settings, scale_in
from game.ui.style.palette import Colour, Palette, palette
from game.ui.style.text import FONT_LOCK
from game.ui.style.theme import theme
from game.ui.style.type_sizes import width_of

REST = 0.25
_TIP_LETTER, _TIP_PAD, _MOST_TIP = 13, 18, 300
"""Of a hint, in pixels at 100 %: its letters as in the theme, what lies beside them, and how wide it is at most."""
_WITH_WORDS = 0.5
"""The share of the growth of words in panels by which names on the map grow: they have less room."""

T = TypeVar("T")


class Manager(pygame_gui.UIManager):
    """Follows the pointer by its events, which a test can post, and knows when its widgets look different."""

    def __init__(self, size: Size, look: dict[str, object], scale: int = 100) -> None:
        self._scale = scale
        self._hushed: list[pygame.Rect] = []
        """Where widgets lie that show no hint until the pointer has left them."""
        # Its other languages have no font with Chinese letters.
        super().__init__(size, look, enable_live_theme_updates=False, starting_language="zh")
        self._drawn: object = None

    def point(self, position: tuple[int, int]) -> None:
        """The pointer is here now."""
        self.mouse_position = position
        self._hushed = [place for place in self._hushed if place.collidepoint(position)]

    def update(self, time_delta: float) -> None:
        """Let time pass for the widgets."""
        for widget in self._under_pointer() if self._hushed else ():
            widget.hover_time = -math.inf  # a button that is let go of would count anew
        super().update(time_delta)

    def _update_mouse_position(self) -> None:
        """Left to `point`."""

    def create_tool_tip(
        self, text: str, *place: Any, wrap_width: int | None = None, **more: Any
    ) -> IUITooltipInterface:
        """A hint no wider than its words."""
        letters = round(_TIP_LETTER * self._scale / 100)
        wide = max(width_of(letters, False, line) for line in text.split("\n")) + round(_TIP_PAD * self._scale / 100)
        most = round(_MOST_TIP * self._scale / 100)
        return super().create_tool_tip(text, *place, wrap_width=wrap_width or min(wide, most), **more)

    def drop_hint(self) -> None:
        """Show no hint of the widget under the pointer until the pointer has been elsewhere: the person knows it."""
        widgets = self._under_pointer()
        self._hushed = [pygame.Rect(widget.rect) for widget in widgets]
        for widget in widgets:
            if widget.tool_tip is not None:
                widget.tool_tip.kill()
                widget.tool_tip = None

    def _under_pointer(self) -> list[UIElement]:
        """The widgets with a hint under the pointer."""
        at = self.mouse_position
        widgets = (each for each in self.get_sprite_group().sprites() if isinstance(each, UIElement))
        return [each for each in widgets if each.tool_tip_text and each.rect.collidepoint(at)]

    def looks_different(self) -> bool:
        """Whether any widget has come, gone, moved or been drawn anew since the last call."""
        drawn = [(id(data[0]), tuple(data[1])) for data in self.ui_group.visible]
        different = drawn != self._drawn
        self._drawn = drawn
        return different


class Ui:
    """One way of looking: made anew when size of words, language or colours change."""

    def __init__(self, size: Size, settings: Settings, file: Path | None = None) -> None:
        self.size, self.settings, self.settings_file = size, settings, file
        self.scale = scale_in(size, settings.scale)
        """Size of words and panels in a hundred."""
        self.texts = Texts(settings.lang)
        self.keys = Keys(settings.keys, self.texts.entry("window.key_names"))
        self.palette: Palette = palette(settings.palette)
        with FONT_LOCK:  # the manager opens its own
            self.manager = Manager(size, theme(self.palette, self.scale), self.scale)
        self.pointer = (-1, -1)
        """Where the mouse is, by its events."""
        self.taken = False
        """Whether a widget took the last event."""
        self.notices: list[str] = []
        """What to tell the person; the screen on top shows it and empties the list."""
        self.patience = REST
        """Seconds for which nothing needs to be looked after; `Screen.update` lowers it while work goes on."""
        self.wanted: Settings | None = None
        self.noted: dict[str, object] = {}
        """Settings that have changed and that the window has yet to keep."""
        self._kept: dict[object, object] = {}

    def change(self, settings: Settings) -> None:
        """Keep other settings and show everything anew with them."""
        self.wanted = settings

    def note(self, **values: object) -> None:
        """Keep settings that change nothing of what is seen."""
        self.settings = self.settings.changed(**values)
        self.noted |= values

    @property
    def lang(self) -> str:
        """``en`` or ``zh``."""
        return self.settings.lang

    def board(self, scenario: Scenario, look: MapLook | None = None) -> BoardView:
        """A board that is drawn as the person has chosen."""
        board = BoardView(scenario, self.lang, self.settings.palette, look)
        board.letter(self.lettering)
        if self.settings.counters == WORDS:
            board.artist.words = self.texts.entry("window.counter_words")
        return board

    @cached_property
    def colours(self) -> dict[str, Colour]:
        """The colours of paper, ink and lines in panels."""
        found: dict[str, Colour] = self.palette.window
        return found

    @property
    def lettering(self) -> float:
        """How many times larger letters on maps are than usual."""
        return 1 + _WITH_WORDS * (self.scale - 100) / 100

    def px(self, pixels: float) -> int:
        """A length that was thought of at 100 %, in pixels of the screen."""
        return round(pixels * self.scale / 100)

    def name_window(self, *of: str) -> None:
        """Write what is open, if anything is, and the product into the frame of the window."""
        pygame.display.set_caption(" – ".join((*of, "Hebei 1945–49")))

    def say(self, key: str, **fields: object) -> str:
        """The window's own words."""
        return self.texts.say(f"window.{key}", **fields)

    def hint(self, key: str, action: Action | None = None, **fields: object) -> str:
        """The words of a tooltip, with the key that does the same."""
        words, told = self.say(key, **fields), self.keys.told(action) if action else ""
        return self.texts.say("list.aside", name=words, more=told) if told else words

    def computer(self, name: str) -> str:
        """A computer player as one to choose, with the name that the command line knows."""
        called = self.texts.player(name)
        is_plain = name in called.split()
        told = called if is_plain else self.texts.say("player_by_id", name=called, id=name)
        return self.say("title.computer", name=told)

    def catalogue(self, world: World) -> Catalogue:
        """The words for a world."""
        return _catalogue(self.lang, world)

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """What was made for a key, and is kept as long as this way of looking lasts."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(T, self._kept[key])

    def is_over_widget(self, position: tuple[int, int]) -> bool:
        """Whether a widget lies under a point."""
        root = id(self.manager.get_root_container())
        return any(
            sprite.visible and id(sprite) != root and pygame.Rect(sprite.rect).collidepoint(position)
            for sprite in self.manager.get_sprite_group().sprites()
        )


@lru_cache(maxsize=4)
def _catalogue(lang: str, world: World) -> Catalogue:
    """The words for a world; those of games that were left long ago are not kept."""
    return Catalogue(lang, world)
