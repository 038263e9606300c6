"""The title screen: the scenarios, and everything about a new game."""

from collections.abc import Callable
from pathlib import Path

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UIDropDownMenu, UILabel, UITextEntryLine

from game.core.world import SIDES
from game.session.session import Session
from game.session.text import Catalogue
from game.ui.camera import Size
from game.ui.context import Ui
from game.ui.loading import LoadingScreen
from game.ui.play.screen import PlayScreen
from game.ui.saves import Shelf
from game.ui.screen import Push, Quit, Step
from game.ui.screens import SCREENS
from game.ui.text import written
from game.ui.title.gallery import Gallery
from game.ui.title.load_screen import LoadScreen
from game.ui.title.setup import ME, OTHER, TOGGLES, Setup

_MARGIN, _LEFT, _RIGHT, _ROW, _GAP = 40, 250, 330, 34, 8
_OFFERED = (("continue",), ("load",), ("tutorial",), ("replay", "after_action"), ("settings", "language"), ("quit",))
"""The buttons on the left, row by row."""
_OF_SAVES = ("continue", "load", "replay", "after_action")
_NOTICE_SECONDS = 9.0


class TitleScreen:
    """Chooses a game."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.shelf = shelf or Shelf.open()
        self.setup: Setup | None = None
        self._gallery: Gallery | None = None
        self._known = (-1, -1)
        self._notice, self._notice_left = "", 0.0
        self._chosen = ""
        self._made: list[UIButton | UILabel | UIDropDownMenu | UITextEntryLine] = []

    def opened(self, ui: Ui) -> None:
        """Make the widgets."""
        self.ui = ui
        if self._gallery is None:
            self._gallery = Gallery(ui.settings.palette, _wake)
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
        self._known = len(self.gallery.cards), len(self.gallery.pictures)
        if self.setup is None and self.gallery.cards:
            playable = [name for name, _ in self.gallery.names if name in self.gallery.cards]
            self._choose("handan" if "handan" in playable else playable[0])
        self._build_left()
        self._build_right()

    def _choose(self, name: str) -> None:
        card = self.gallery.cards.get(name)
        if card is not None and (self.setup is None or self.setup.card.name != name):
            self.setup = Setup.of(card)
            self._chosen = name

    def _build_left(self) -> None:
        """The scenarios above, the other ways to begin below."""
        ui, left = self.ui, self.ui.px(_MARGIN)
        wide, row, gap = ui.px(_LEFT), ui.px(_ROW), ui.px(_GAP)
        y = ui.px(130)
        self._scenarios: dict[UIButton, str] = {}
        for name, _ in self.gallery.names:
            card = self.gallery.cards.get(name)
            scenario = card.scenario if card else None
            label = ui.catalogue(scenario.world).label(scenario.world.label) if scenario else name
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
        if setup is None or setup.card.scenario is None:
            return
        words = ui.catalogue(setup.card.scenario.world)
        x, y = ui.size[0] - ui.px(_MARGIN + _RIGHT), ui.px(56)
        for side in SIDES:
            choices = [(name, self._seat_words(name)) for name, _ in setup.seat_choices()]
            told = [(name, told) for name, told in choices if name != OTHER or ME in setup.seats]
            y = self._drop(x, y, words.side(side), f"side{side}", list(told), setup.seats[side])
        y = self._drop(x, y, ui.say("title.entry"), "entry", setup.entries(ui.texts), setup.entry)
        variants = setup.variants(ui.texts)
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
        bottom = min(ui.size[1] - ui.px(_MARGIN) - ui.px(46), y + ui.px(_ROW + 22))
        self._play = self._button(
            pygame.Rect(x, bottom, ui.px(_RIGHT), ui.px(46)), ui.say("title.play"), "#strong_button"
        )

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
            return Quit()
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
        known = len(self.gallery.cards), len(self.gallery.pictures)
        if known == self._known:
            return False
        if known[0] != self._known[0]:
            self._build()
        self._known = known
        return True

    def draw(self, surface: pygame.Surface) -> None:
        """Paper, the name, and the map of the chosen scenario."""
        ui, colours = self.ui, self.ui.colours
        surface.fill(colours["paper"])
        margin = ui.px(_MARGIN)
        pygame.draw.rect(surface, colours["shade"], (0, 0, ui.px(12), surface.get_height()))
        pygame.draw.rect(surface, colours["accent"], (ui.px(12), 0, ui.px(3), surface.get_height()))
        title = written(ui.say("title.name"), ui.px(34), colours["ink"], True)
        surface.blit(title, (margin, ui.px(40)))
        about = written(ui.say("title.about"), ui.px(13), colours["faded"])
        surface.blit(about, (margin, ui.px(88)))
        self._draw_scenario(surface)
        if self._notice:
            told = written(self._notice, ui.px(14), colours["bad"], True)
            surface.blit(told, (margin, surface.get_height() - ui.px(26)))

    def _draw_scenario(self, surface: pygame.Surface) -> None:
        """The map in the middle, with dates and length below."""
        ui, setup = self.ui, self.setup
        left = ui.px(_MARGIN + _LEFT + 36)
        room = pygame.Rect(left, ui.px(56), ui.size[0] - ui.px(_MARGIN + _RIGHT + 36) - left, ui.size[1] - ui.px(172))
        if setup is None or room.width < 40 or room.height < 40:
            return
        picture = self.gallery.pictures.get(setup.card.name)
        below = room.bottom
        if picture is not None:
            share = min(room.width / picture.get_width(), room.height / picture.get_height())
            size = round(picture.get_width() * share), round(picture.get_height() * share)
            place = pygame.Rect(room.centerx - size[0] // 2, room.top, *size)
            pygame.draw.rect(surface, ui.colours["shade"], place.inflate(ui.px(16), ui.px(16)).move(3, 4))
            pygame.draw.rect(surface, ui.colours["field"], place.inflate(ui.px(14), ui.px(14)))
            surface.blit(pygame.transform.smoothscale(picture, size), place)
            pygame.draw.rect(surface, ui.colours["edge"], place.inflate(ui.px(14), ui.px(14)), 1)
            below = place.bottom
        lines = self._facts(setup)
        y = below + ui.px(22)
        for number, line in enumerate(lines):
            ink = ui.colours["ink" if number == 0 else "faded"]
            drawn = written(line, ui.px(20 if number == 0 else 14), ink, number == 0)
            surface.blit(drawn, (room.centerx - drawn.get_width() // 2, y))
            y += ui.px(32 if number == 0 else 24)

    def _facts(self, setup: Setup) -> list[str]:
        ui, scenario = self.ui, setup.card.scenario
        if scenario is None:
            return [setup.card.name, setup.card.trouble]
        words, world = Catalogue(ui.lang, scenario.world), scenario.world
        calendar = world.calendar
        end = calendar.date(calendar.days - 1)
        days = ui.say(
            "title.days" if end.year == calendar.start.year else "title.days_over_years",
            first=words.day(0, "short"),
            first_year=str(calendar.start.year),
            last=words.date(end, "short"),
            year=str(end.year),
            count=calendar.days,
        )
        sides = ui.say("title.sides", first=words.side(0), second=words.side(1), units=len(world.units))
        return [words.label(world.label), days, sides]


def _wake() -> None:
    """From the gallery's thread: look what came."""
    if pygame.display.get_init():
        pygame.event.post(pygame.event.Event(pygame.USEREVENT))
