"""The title screen: the scenarios, and everything about a new game."""

from collections.abc import Callable
from pathlib import Path

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UIDropDownMenu, UILabel, UITextEntryLine

from game.core.world import SIDES
from game.session.session import Session
from game.ui.camera import Size
from game.ui.context import Ui
from game.ui.loading import LoadingScreen
from game.ui.play.screen import PlayScreen
from game.ui.saves import Shelf
from game.ui.screen import Push, Quit, Step
from game.ui.screens import SCREENS
from game.ui.sheets import draw_sheet
from game.ui.text import written
from game.ui.title.cover import campaign_facts, draw_cover, draw_lines, draw_name
from game.ui.title.gallery import Gallery, Shot
from game.ui.title.load_screen import LoadScreen
from game.ui.title.setup import ME, OTHER, TOGGLES, Setup

_MARGIN, _PAD, _LEFT, _RIGHT, _ROW, _GAP = 28, 22, 250, 330, 34, 8
_NAME, _FACTS, _PAPER = 138, 78, 244
"""What the name of the game takes, what is told of a campaign above the choices, and how opaque sheets are, of 255."""
_OFFERED = (("continue",), ("load",), ("tutorial",), ("replay", "after_action"), ("settings", "language"), ("quit",))
"""The buttons on the left, row by row."""
_OF_SAVES = ("continue", "load", "replay", "after_action")
_PLAY = 46
_NOTICE_SECONDS = 9.0


class TitleScreen:
    """Chooses a game."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.shelf = shelf or Shelf.open()
        self.setup: Setup | None = None
        self._gallery: Gallery | None = None
        self._known = (-1, -1)
        self._form = pygame.Rect(0, 0, 0, 0)
        self._notice, self._notice_left = "", 0.0
        self._chosen = ""
        self._made: list[UIButton | UILabel | UIDropDownMenu | UITextEntryLine] = []

    def opened(self, ui: Ui) -> None:
        """Make the widgets."""
        self.ui = ui
        if self._gallery is None:
            self._gallery = Gallery(_wake)
        self.gallery = self._gallery
        self._build()

    def closed(self) -> None:
        """End the widgets."""
        for widget in self._made:
            end: Callable[[], None] = widget.kill
            end()
        self._made = []

    def resized(self, size: Size) -> None:
        """Everything gets another place."""
        self._build()

    # Widgets

    def _build(self) -> None:
        self.closed()
        self._known = len(self.gallery.cards), -1
        if self.setup is None and self.gallery.cards:
            playable = [name for name, _ in self.gallery.names if name in self.gallery.cards]
            self._choose("handan" if "handan" in playable else playable[0])
        self._build_left()
        self._build_right()
        self.gallery.want(self._shots())

    def _shots(self) -> list[Shot]:
        """The picture of the chosen campaign, then those of the others."""
        ui = self.ui
        names = sorted((name for name, _ in self.gallery.names), key=lambda name: name != self._chosen)
        return [Shot(name, ui.size, ui.lang, ui.settings.palette) for name in names]

    def _choose(self, name: str) -> None:
        card = self.gallery.cards.get(name)
        if card is not None and (self.setup is None or self.setup.card.name != name):
            self.setup = Setup.of(card)
            self._chosen = name

    def _build_left(self) -> None:
        """The scenarios above, the other ways to begin below."""
        ui, left = self.ui, self.ui.px(_MARGIN)
        wide, row, gap = ui.px(_LEFT), ui.px(_ROW), ui.px(_GAP)
        y = ui.px(_NAME)
        self._scenarios: dict[UIButton, str] = {}
        for name, _ in self.gallery.names:
            card = self.gallery.cards.get(name)
            scenario = card.scenario if card else None
            label = ui.catalogue(scenario.world).label(scenario.world.label) if scenario else name.capitalize()
            button = self._button(pygame.Rect(left, y, wide, row), label, "#list_button")
            if card is None:
                button.disable()
            if name == self._chosen:
                button.select()
            self._scenarios[button] = name
            y += row + gap // 2
        y = max(y + gap, ui.size[1] - ui.px(_MARGIN) - len(_OFFERED) * (row + gap))
        self._others: dict[UIButton, str] = {}
        for names in _OFFERED:
            each = (wide - gap * (len(names) - 1)) // len(names)
            for number, name in enumerate(names):
                self._offer(name, pygame.Rect(left + number * (each + gap), y, each, row))
            y += row + gap

    def _offer(self, name: str, place: pygame.Rect) -> None:
        """A button for another way to begin."""
        is_broken = name == "continue" and self.shelf.broken_off() is not None
        words = self.ui.say("title.broken_off" if is_broken else f"title.{name}")
        is_first = name == "tutorial" and self._latest() is None
        button = self._button(place, words, "#strong_button" if is_broken or is_first else None)
        if name in _OF_SAVES and self._latest() is None:
            button.disable()
        self._others[button] = name

    def _build_right(self) -> None:
        """Who plays, from when on, under which rules."""
        ui, setup = self.ui, self.setup
        self._drops: dict[UIDropDownMenu, tuple[str, list[tuple[str | None, str]]]] = {}
        self._toggles: dict[UIButton, str] = {}
        self._play: UIButton | None = None
        if setup is None:
            return
        if setup.card.scenario is None:
            wide = ui.px(_RIGHT + 2 * _PAD)
            self._form = pygame.Rect(ui.size[0] - ui.px(_MARGIN) - wide, ui.px(_MARGIN), wide, ui.px(3 * _FACTS))
            return
        words, variants = ui.catalogue(setup.card.scenario.world), setup.variants(ui.texts)
        x, top = ui.size[0] - ui.px(_MARGIN + _PAD + _RIGHT), self._top_of_form(len(variants) > 1)
        y = top + ui.px(_PAD + _FACTS)
        for side in SIDES:
            choices = [(name, self._seat_words(name)) for name, _ in setup.seat_choices()]
            told = [(name, told) for name, told in choices if name != OTHER or ME in setup.seats]
            y = self._drop(x, y, words.side(side), f"side{side}", list(told), setup.seats[side])
        y = self._drop(x, y, ui.say("title.entry"), "entry", setup.entries(ui.texts), setup.entry)
        if len(variants) > 1:
            y = self._drop(x, y, ui.say("title.variant"), "variant", variants, setup.variant)
        y += ui.px(4)
        half, row = (ui.px(_RIGHT) - ui.px(_GAP)) // 2, ui.px(_ROW)
        for number, name in enumerate(TOGGLES):
            column, line = number % 2, number // 2
            place = pygame.Rect(x + column * (half + ui.px(_GAP)), y + line * (row + ui.px(_GAP)), half, row)
            mark = "✓ " if setup.option(name) else ""
            button = self._button(place, mark + ui.say(f"title.{name}"), "#small_button", ui.say(f"title.{name}_tip"))
            if setup.option(name):
                button.select()
            self._toggles[button] = name
        y += -(-len(TOGGLES) // 2) * (row + ui.px(_GAP)) + ui.px(4)
        self._label(pygame.Rect(x, y, half, row), ui.say("title.seed"))
        self._seed = UITextEntryLine(
            pygame.Rect(x + half + ui.px(_GAP), y, half, row), ui.manager, initial_text=str(setup.seed)
        )
        self._seed.set_allowed_characters("numbers")
        self._made.append(self._seed)
        y += row + ui.px(14)
        self._play = self._button(
            pygame.Rect(x, y, ui.px(_RIGHT), ui.px(_PLAY)), ui.say("title.play"), "#strong_button"
        )
        left = x - ui.px(_PAD)
        self._form = pygame.Rect(left, top, ui.px(_RIGHT + 2 * _PAD), y + ui.px(_PLAY + _PAD) - top)

    def _top_of_form(self, has_variants: bool) -> int:
        """As far below the window's edge as beside it, less where a window is low."""
        menus = len(SIDES) + 1 + has_variants
        lines = -(-len(TOGGLES) // 2) + 1
        high = 2 * _PAD + _FACTS + menus * (22 + _ROW + _GAP) + 8 + lines * (_ROW + _GAP) + 6 + _PLAY
        return min(self.ui.px(_MARGIN), max(0, (self.ui.size[1] - self.ui.px(high)) // 2))

    def _drop(
        self, x: int, y: int, label: str, name: str, choices: list[tuple[str | None, str]], chosen: str | None
    ) -> int:
        """A menu with its label; where the next one comes."""
        ui = self.ui
        self._label(pygame.Rect(x, y, ui.px(_RIGHT), ui.px(22)), label)
        now = next((words for value, words in choices if value == chosen), choices[0][1])
        place = pygame.Rect(x, y + ui.px(22), ui.px(_RIGHT), ui.px(_ROW))
        drop = UIDropDownMenu([words for _, words in choices], now, place, ui.manager)
        self._made.append(drop)
        self._drops[drop] = name, choices
        return y + ui.px(22 + _ROW + _GAP)

    def _seat_words(self, name: str) -> str:
        if name in (ME, OTHER):
            return self.ui.say(f"title.{name}")
        known = self.ui.texts.entry("window.title.players")
        return str(known.get(name, name))

    def _label(self, place: pygame.Rect, words: str) -> None:
        self._made.append(UILabel(place, words, self.ui.manager, object_id="#small"))

    def _button(self, place: pygame.Rect, words: str, kind: str | None = None, tip: str | None = None) -> UIButton:
        button = UIButton(place, words, self.ui.manager, tool_tip_text=tip, object_id=kind)
        self._made.append(button)
        return button

    # Events

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Buttons, menus, and Esc to leave."""
        if event.type == pygame_gui.UI_BUTTON_PRESSED:
            return self._pressed(event.ui_element)
        if event.type == pygame_gui.UI_DROP_DOWN_MENU_CHANGED and event.ui_element in self._drops:
            self._changed(*self._drops[event.ui_element], event.text)
        if event.type == pygame_gui.UI_TEXT_ENTRY_CHANGED and self.setup is not None:
            self.setup.set_seed(event.text)
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            if not any(drop.current_state is drop.menu_states["expanded"] for drop in self._drops):
                return Quit()
            self._build()  # with every menu closed
        if event.type == pygame.KEYDOWN and event.key == pygame.K_RETURN and not event.mod:
            return self._begin()
        return None

    def _pressed(self, button: UIButton) -> Step | None:
        if button is self._play:
            return self._begin()
        if button in self._scenarios:
            self._choose(self._scenarios[button])
            self._build()
        elif button in self._toggles and self.setup is not None:
            self.setup.toggle(self._toggles[button])
            self._build()
        elif button in self._others:
            return self._other(self._others[button])
        return None

    def _changed(self, name: str, choices: list[tuple[str | None, str]], words: str) -> None:
        setup = self.setup
        value = next((value for value, told in choices if told == words), None)
        if setup is None:
            return
        if name.startswith("side"):
            setup.seat(int(name[-1]), value or ME)
            self._build()
        elif name == "entry":
            setup.entry = value
        else:
            setup.variant = value

    def _begin(self) -> Step | None:
        setup, shelf = self.setup, self.shelf
        if setup is None or setup.card.scenario is None:
            return None
        return Push(LoadingScreen(lambda _: setup.make(shelf), self._play_screen))

    def _play_screen(self, session: Session) -> PlayScreen:
        return PlayScreen(session, self.shelf)

    def _other(self, name: str) -> Step | None:
        shelf = self.shelf
        latest = self._latest()
        if name == "continue" and latest is not None:
            return Push(LoadingScreen(lambda heed: shelf.go_on(latest, heed=heed), self._play_screen))
        if name == "load":
            return Push(LoadScreen(shelf))
        if name == "language":
            self.ui.change(self.ui.settings.changed(lang="en" if self.ui.lang == "zh" else "zh"))
            return None
        if name == "quit":
            return Quit()
        return Push(SCREENS[name](None)) if name in SCREENS else None

    def _latest(self) -> Path | None:
        """The game that was played last, or broken off."""
        saves = self.shelf.list()
        return self.shelf.broken_off() or (saves[0].path if saves else None)

    # Time and drawing

    def update(self, seconds: float) -> bool:
        """Take what the gallery has read."""
        ui = self.ui
        if ui.notices:
            self._notice, self._notice_left = " ".join(ui.notices), _NOTICE_SECONDS
            ui.notices.clear()
            return True
        if self._notice:
            self._notice_left -= max(seconds, 0.0)
            if self._notice_left <= 0:
                self._notice = ""
                return True
        known = len(self.gallery.cards), id(self._picture())
        if known == self._known:
            return False
        if known[0] != self._known[0]:
            self._build()
        self._known = known
        return True

    def draw(self, surface: pygame.Surface) -> None:
        """The map of the chosen campaign, and on it the name, the ways to begin, and what is chosen."""
        ui = self.ui
        draw_cover(surface, ui, self._picture())
        margin = ui.px(_MARGIN)
        draw_sheet(surface, ui, pygame.Rect(-1, -1, 2 * margin + ui.px(_LEFT), surface.get_height() + 2), _PAPER)
        draw_name(surface, ui, margin, margin)
        if self.setup is not None:
            self._draw_facts(surface, self.setup)
        if self._notice:
            told = written(self._notice, ui.px(14), ui.colours["bad"], True)
            place = told.get_rect(midbottom=(surface.get_width() // 2, surface.get_height() - margin))
            place.clamp_ip(surface.get_rect())
            draw_sheet(surface, ui, place.inflate(ui.px(28), ui.px(20)))
            surface.blit(told, place)

    def _picture(self) -> pygame.Surface | None:
        """The map of the chosen campaign; while another size or language is drawn, the one there was."""
        pictures = self.gallery.pictures.items()
        return next((picture for shot, picture in pictures if shot.name == self._chosen), None)

    def _draw_facts(self, surface: pygame.Surface, setup: Setup) -> None:
        """What the campaign is, above what can be chosen."""
        ui = self.ui
        draw_sheet(surface, ui, self._form, _PAPER)
        name, *more = campaign_facts(ui, setup.card)
        place = self._form.inflate(-2 * ui.px(_PAD), -2 * ui.px(_PAD - 2))
        ink, faded = ui.colours["ink"], ui.colours["faded" if setup.card.scenario else "bad"]
        draw_lines(surface, place, [(name, ui.px(21), ink, True), *((line, ui.px(13), faded, False) for line in more)])


def _wake() -> None:
    """From the gallery's thread: look what came."""
    if pygame.display.get_init():
        pygame.event.post(pygame.event.Event(pygame.USEREVENT))
