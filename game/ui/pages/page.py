"""A screen of paper: a heading, a way back, tabs, and rows that scroll. The screens about a game are made of it."""

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UILabel

from game.ui.content.rows import Asked, Change, Row, Tone, text
from game.ui.context import Ui
from game.ui.keys import Action
from game.ui.land.camera import Size
from game.ui.paper.paint import Painter
from game.ui.paper.prose import PAD, PROSE_WISH, Prose
from game.ui.paper.sheets import draw_desk, draw_sheet
from game.ui.screen import Pop, Step
from game.ui.style.palette import Palette
from game.ui.style.type_sizes import cut, width_of

_DESK, _EDGE, _TOP, _BUTTON, _GAP = 10, 26, 18, 32, 6
_USUAL, _MOST_ZOOM = (1280, 720), 1.25
"""In a window larger than this the words of a page are larger too, up to so many times."""
_HEAD = 20  # pixels of the heading's letters, a little more than the theme's
_LETTER, _BESIDE = 15, 13
"""Pixels of a button's letters, as in the theme, and of the room on either side of its words."""


class Page:
    """What the screens of paper share. A subclass says its name, its tabs, and what stands in them."""

    name = ""
    """Its words stand under ``window.screens``."""
    most_wide: int | None = 1180
    """How wide its rows become, at 100 % and before zooming; None for the whole window."""
    main_action = ""
    """The action that the screen is there for."""

    def __init__(self) -> None:
        self.tab = ""
        self._scrolls: dict[str, int] = {}
        self._buttons: dict[UIButton, tuple[str, str]] = {}
        self._heading: UILabel | None = None
        self.prose: Prose | None = None
        self.notice = ""
        """What there is to say about the last thing that was done."""

    # What a subclass says

    def tabs(self) -> tuple[str, ...]:
        """Names of the tabs; their words stand under ``window.NAME.tabs``."""
        return ()

    def tab_words(self, tab: str) -> str:
        """What a tab is called."""
        return self.ui.say(f"{self.name}.tabs.{tab}")

    def actions(self) -> tuple[str, ...]:
        """Names of the buttons on the right; their words stand under ``window.NAME.actions``."""
        return ()

    def rows(self) -> list[Row]:
        """What stands in the tab that is open."""
        return []

    def asked(self, wish: Asked) -> Step | None:
        """Something in the rows was clicked."""
        return None

    def act(self, action: str) -> Step | None:
        """A button on the right was pressed."""
        return None

    def title(self) -> str:
        """The heading."""
        return self.ui.say(f"screens.{self.name}")

    def palette(self) -> Palette:
        """The colours of bars and sides."""
        return self.ui.palette

    # The screen's life

    def opened(self, ui: Ui) -> None:
        """Make heading, buttons and rows."""
        self.ui = ui
        if self.tab not in self.tabs():
            self.tab = next(iter(self.tabs()), "")
        self._make()

    def closed(self) -> None:
        """End the widgets; tab and place in it stay."""
        if self.prose is not None:
            self._scrolls[self.tab] = self.prose.scroll
            self.prose.kill()
        if self._heading is not None:
            self._heading.kill()
        for button in self._buttons:
            button.kill()
        self._buttons, self.prose, self._heading = {}, None, None

    def resized(self, size: Size) -> None:
        """Make everything anew for another size."""
        self.closed()
        self._make()

    def _make(self) -> None:
        ui = self.ui
        inner, high = self._inner(), ui.px(_BUTTON)
        edge, top, right = inner.left, inner.top, inner.right
        for kind, name in (("back", "back"), *(("act", action) for action in self.actions())):
            words = ui.say("pages.back") if kind == "back" else ui.say(f"{self.name}.actions.{name}")
            wide = self._wide(words)
            right -= wide
            self._button(pygame.Rect(right, top, wide, high), words, (kind, name))
            right -= ui.px(_GAP)
        place = pygame.Rect(edge, top, max(1, right - edge), high)
        words = cut(self.title(), place.width, ui.px(_HEAD), bold=True)
        self._heading = UILabel(place, words, ui.manager, object_id="#heading")
        left = edge
        for tab in self.tabs():
            words = self.tab_words(tab)
            wide = self._wide(words)
            self._button(pygame.Rect(left, top + high + ui.px(10), wide, high), words, ("tab", tab))
            left += wide + ui.px(_GAP)
        self._make_body(self.body())

    def _make_body(self, area: pygame.Rect) -> None:
        """Make what lies under the tabs."""
        painter = Painter(lambda pixels: round(self.ui.px(pixels) * self.zoom), self.palette())
        beside = painter.px(PAD)  # so that words begin and end where heading and buttons do
        self.prose = Prose(painter, area.inflate(2 * beside, 0), self.ui.manager)
        self.refresh()

    def _wide(self, words: str) -> int:
        """Room for the words in bold, as they are on the tab that is open."""
        return width_of(self.ui.px(_LETTER), True, words) + 2 * self.ui.px(_BESIDE)

    def _button(self, area: pygame.Rect, words: str, what: tuple[str, str]) -> None:
        looks = {("tab", self.tab): "#chosen_button", ("act", self.main_action): "#strong_button"}
        button = UIButton(area, words, self.ui.manager, object_id=looks.get(what))
        self._buttons[button] = what

    @property
    def zoom(self) -> float:
        """How many times larger words are than in a window of the usual size."""
        shares = [size / self.ui.px(usual) for size, usual in zip(self.ui.size, _USUAL, strict=True)]
        return min(max(1.0, min(shares)), _MOST_ZOOM)

    def sheet(self) -> pygame.Rect:
        """The sheet of paper in the middle of the window."""
        ui, desk = self.ui, self.ui.px(_DESK)
        wide = ui.size[0] - 2 * desk
        if self.most_wide is not None:
            wide = min(wide, round(ui.px(self.most_wide) * self.zoom) + 2 * ui.px(_EDGE))
        return pygame.Rect((ui.size[0] - wide) // 2, desk, wide, ui.size[1] - 2 * desk)

    def _inner(self) -> pygame.Rect:
        """The sheet without its margins."""
        sheet, edge, top = self.sheet(), self.ui.px(_EDGE), self.ui.px(_TOP)
        return pygame.Rect(sheet.left + edge, sheet.top + top, sheet.width - 2 * edge, sheet.height - 2 * top)

    def body(self) -> pygame.Rect:
        """The place under the tabs."""
        inner, line = self._inner(), self.ui.px(_BUTTON + 10)
        above = line * (2 if self.tabs() else 1)
        return pygame.Rect(inner.left, inner.top + above, inner.width, max(1, inner.height - above))

    def refresh(self) -> None:
        """Show the rows as they are now."""
        if self.prose is not None:
            told = [text(self.notice, Tone.POOR)] if self.notice else []
            self.prose.tell([*told, *self.rows()])
            self.prose.scroll_to(self._scrolls.pop(self.tab, self.prose.scroll))

    def turn_to(self, tab: str) -> None:
        """Open another tab."""
        self.notice = ""
        self.closed()
        self.tab = tab
        self._make()

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Keys, buttons, and what is clicked in the rows."""
        if event.type == pygame.KEYDOWN and self.ui.keys.action(event) is Action.BACK:
            return Pop()
        if event.type == PROSE_WISH and event.ui_element is self.prose:
            wish = event.wish
            if isinstance(wish, Change) and wish.what == "tab":
                self.turn_to(str(wish.to))
                return None
            return self.asked(wish)
        if event.type == pygame_gui.UI_BUTTON_PRESSED and event.ui_element in self._buttons:
            kind, name = self._buttons[event.ui_element]
            if kind == "tab":
                self.turn_to(name)
                return None
            return Pop() if kind == "back" else self.act(name)
        if event.type == pygame.KEYDOWN:
            self._scroll(event.key)
        return None

    def _scroll(self, key: int) -> None:
        """Arrow keys and pages."""
        if self.prose is None:
            return
        page = self.prose.rect.height - self.ui.px(40)
        steps = {
            pygame.K_UP: -self.ui.px(48),
            pygame.K_DOWN: self.ui.px(48),
            pygame.K_PAGEUP: -page,
            pygame.K_PAGEDOWN: page,
            pygame.K_HOME: -self.prose.high,
            pygame.K_END: self.prose.high,
        }
        if key in steps:
            self.prose.scroll_to(self.prose.scroll + int(steps[key]))

    def update(self, seconds: float) -> bool | Step:
        """Only what is under the pointer moves."""
        if self.prose is None or not self.prose.is_fresh:
            return False
        self.prose.is_fresh = False
        return True

    def draw(self, surface: pygame.Surface) -> None:
        """A sheet of paper on the desk."""
        draw_desk(surface, self.ui)
        draw_sheet(surface, self.ui, self.sheet())
