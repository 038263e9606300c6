"""The sheet on the title's right: who plays the chosen campaign, from when on, under which rules."""

from collections.abc import Callable, Iterator
from enum import Enum, auto
from functools import partial
from typing import Any, NamedTuple, cast

import pygame
import pygame_gui
from pygame_gui.core import UIElement
from pygame_gui.elements import UIButton, UIDropDownMenu, UILabel, UITextEntryLine

from game.core.world import SIDES
from game.ui.context import Ui
from game.ui.paper.sheets import draw_sheet
from game.ui.title.cover import campaign_facts, draw_lines
from game.ui.title.setup import ME, OTHER, Setup

_MARGIN, _LEAST_MARGIN, _WIDE = 28, 8, 344
"""Around the sheet, above and below it in a low window at least, and how wide its widgets are."""
_LABEL, _ROW, _PLAY, _BESIDE = 22, 34, 46, 8


class Answer(Enum):
    """What the title has to do about an event."""

    BUILD_AGAIN = auto()
    """Other choices are offered now."""
    PLAY = auto()


class _Row(NamedTuple):
    high: int
    make: Callable[[pygame.Rect], None]
    """Puts its widgets into a place."""


class _Air(NamedTuple):
    """What is left free."""

    pad: int
    """Within the sheet's edge."""
    facts: int
    """For what is told of a campaign above the widgets."""
    gap: int
    """Below a row."""
    between: int
    """Below a group of rows."""

    def high(self, groups: list[list[_Row]]) -> int:
        """How high a sheet becomes with these rows, at 100 %."""
        rows = sum(row.high + self.gap for group in groups for row in group)
        below = len(groups) * (self.between - self.gap) - self.between * bool(groups)
        return 2 * self.pad + self.facts + rows + below


_AIRS = _Air(22, 78, 8, 12), _Air(16, 70, 6, 8), _Air(14, 70, 4, 6)
"""In a window of the usual height, in a low one, and in the lowest."""


class _Menu(NamedTuple):
    name: str
    label: str
    choices: list[tuple[str | None, str]]
    chosen: str | None


class _DropDown(UIDropDownMenu):
    """A menu whose list is as wide as its box; pygame_gui leaves out the button beside it."""

    @property
    def is_open(self) -> bool:
        """Whether its choices hang over what lies below."""
        return self.current_state is self.menu_states["expanded"]

    def update(self, time_delta: float) -> None:
        """Open and close."""
        was_open = self.is_open
        super().update(time_delta)
        if self.is_open and not was_open:
            choices: Any = cast(Any, self.current_state).options_selection_list
            choices.set_dimensions((self.relative_rect.width, choices.relative_rect.height))


class Form:
    """The widgets of a `Setup`, which follows what is chosen in them; none for a campaign that cannot be played."""

    def __init__(self, ui: Ui, setup: Setup) -> None:
        self._ui, self._setup = ui, setup
        self._made: list[UIElement] = []
        self._menus: dict[_DropDown, _Menu] = {}
        self._toggles: dict[UIButton, str] = {}
        self._seed: UITextEntryLine | None = None
        self._other_seed: UIButton | None = None
        self.play: UIButton | None = None
        groups = [list(group) for group in self._groups()] if setup.card.scenario else []
        room = ui.size[1] - 2 * ui.px(_LEAST_MARGIN)
        self._air = next((air for air in _AIRS if ui.px(air.high(groups)) <= room), _AIRS[-1])
        self.place = self._sheet(groups)
        """Where the sheet lies on the map."""
        self._fill(groups)

    def _groups(self) -> Iterator[Iterator[_Row]]:
        """The rows below the facts, from top to bottom."""
        yield (_Row(_LABEL + _ROW, partial(self._make_menu, menu)) for menu in self._choices())
        toggles = self._setup.toggles()
        odd = 3 * (len(toggles) % 2)
        lines = [toggles[:odd]] * bool(odd) + [toggles[first : first + 2] for first in range(odd, len(toggles), 2)]
        yield (_Row(_ROW, partial(self._make_toggles, names)) for names in lines)
        yield iter([_Row(_ROW, self._make_seed)])
        yield iter([_Row(_PLAY, self._make_play)])

    def _sheet(self, groups: list[list[_Row]]) -> pygame.Rect:
        """As far below the window's edge as beside it, less where a window is low."""
        ui, pad = self._ui, self._air.pad
        high = ui.px(self._air.high(groups))
        place = pygame.Rect(0, 0, ui.px(_WIDE + 2 * pad), high)
        place.right = ui.size[0] - ui.px(_MARGIN)
        place.top = min(ui.px(_MARGIN), max(-ui.px(pad) // 2, (ui.size[1] - high) // 2))
        return place

    def _fill(self, groups: list[list[_Row]]) -> None:
        ui, air = self._ui, self._air
        x, y = self.place.left + ui.px(air.pad), self.place.top + ui.px(air.pad + air.facts)
        for group in groups:
            for row in group:
                row.make(pygame.Rect(x, y, ui.px(_WIDE), ui.px(row.high)))
                y += ui.px(row.high + air.gap)
            y += ui.px(air.between - air.gap)

    def _choices(self) -> Iterator[_Menu]:
        ui, setup = self._ui, self._setup
        assert setup.card.scenario is not None
        words = ui.catalogue(setup.card.scenario.world)
        for side in SIDES:
            # The second person at the screen is offered once there is a first.
            seats = [name for name, _ in setup.seat_choices() if name != OTHER or ME in setup.seats]
            told = [ui.say(f"title.{name}") if name in (ME, OTHER) else ui.computer(name) for name in seats]
            yield _Menu(f"side{side}", words.side(side), list(zip(seats, told, strict=True)), setup.seats[side])
        yield _Menu("entry", ui.say("title.entry"), setup.entries(ui.texts), setup.entry)
        variants = setup.variants(ui.texts)
        if len(variants) > 1:
            yield _Menu("variant", ui.say("title.variant"), variants, setup.variant)

    def _make_menu(self, menu: _Menu, place: pygame.Rect) -> None:
        high = self._ui.px(_LABEL)
        self._label(pygame.Rect(place.left, place.top, place.width, high), menu.label)
        told: list[str | tuple[str, str]] = [(words, f"#{number}") for number, (_, words) in enumerate(menu.choices)]
        now = next(option for option, (value, _) in zip(told, menu.choices, strict=True) if value == menu.chosen)
        below = pygame.Rect(place.left, place.top + high, place.width, place.height - high)
        drop = _DropDown(told, now, below, self._ui.manager)
        self._menus[drop] = menu
        self._made.append(drop)

    def _make_toggles(self, names: tuple[str, ...], place: pygame.Rect) -> None:
        ui = self._ui
        for name, share in zip(names, self._shares(place, len(names)), strict=True):
            is_on = self._setup.option(name)
            words = ("✓ " if is_on else "") + ui.say(f"title.{name}")
            button = self._button(share, words, "#small_button", ui.say(f"title.{name}_tip"))
            if is_on:
                button.select()
            self._toggles[button] = name

    def _make_seed(self, place: pygame.Rect) -> None:
        ui = self._ui
        left, right = self._shares(place, 2)
        self._label(left, ui.say("title.seed"))
        typed, drawn = self._shares(right, 2)
        self._seed = UITextEntryLine(typed, ui.manager, initial_text=str(self._setup.seed))
        self._seed.set_allowed_characters("numbers")
        self._made.append(self._seed)
        self._other_seed = self._button(drawn, ui.say("title.other_seed"), "#small_button", ui.say("title.seed_tip"))

    def _make_play(self, place: pygame.Rect) -> None:
        self.play = self._button(place, self._ui.say("title.play"), "#strong_button")

    def _shares(self, place: pygame.Rect, count: int) -> list[pygame.Rect]:
        """So many equal parts of a row, side by side."""
        gap = self._ui.px(_BESIDE)
        first = pygame.Rect(place.left, place.top, (place.width - gap * (count - 1)) // count, place.height)
        return [first.move(number * (first.width + gap), 0) for number in range(count)]

    def _label(self, place: pygame.Rect, words: str) -> None:
        self._made.append(UILabel(place, words, self._ui.manager, object_id="#small"))

    def _button(self, place: pygame.Rect, words: str, kind: str, tip: str | None = None) -> UIButton:
        button = UIButton(place, words, self._ui.manager, tool_tip_text=tip, object_id=kind)
        self._made.append(button)
        return button

    @property
    def is_menu_open(self) -> bool:
        """Whether choices hang over the sheet."""
        return any(drop.is_open for drop in self._menus)

    def handle(self, event: pygame.event.Event) -> Answer | None:
        """Carry a choice into the setup."""
        setup = self._setup
        if event.type == pygame_gui.UI_BUTTON_PRESSED:
            if event.ui_element is self.play:
                return Answer.PLAY
            if event.ui_element in self._toggles:
                setup.toggle(self._toggles[event.ui_element])
                return Answer.BUILD_AGAIN
            if event.ui_element is self._other_seed and self._seed is not None:
                setup.draw_seed()
                self._seed.set_text(str(setup.seed))
        elif event.type == pygame_gui.UI_DROP_DOWN_MENU_CHANGED and event.ui_element in self._menus:
            menu = self._menus[event.ui_element]
            value, _ = menu.choices[int(event.selected_option_id.removeprefix("#"))]
            return self._choose(menu, value)
        elif event.type == pygame_gui.UI_TEXT_ENTRY_CHANGED:
            setup.set_seed(event.text)
        return None

    def _choose(self, menu: _Menu, value: str | None) -> Answer | None:
        setup = self._setup
        if menu.name == "entry":
            setup.entry = value
            return Answer.BUILD_AGAIN
        if menu.name == "variant":
            setup.variant = value
        else:
            setup.seat(int(menu.name.removeprefix("side")), value or ME)
            return Answer.BUILD_AGAIN
        return None

    def draw(self, on: pygame.Surface) -> None:
        """The sheet with what the campaign is, above what can be chosen; widgets lie on top."""
        ui, card, pad = self._ui, self._setup.card, self._air.pad
        draw_sheet(on, ui, self.place)
        name, *more = campaign_facts(ui, card)
        ink, faded = ui.colours["ink"], ui.colours["faded" if card.scenario else "bad"]
        lines = [(name, ui.px(21), ink, True), *((line, ui.px(13), faded, False) for line in more)]
        draw_lines(on, self.place.inflate(-2 * ui.px(pad), -2 * ui.px(pad - 2)), lines)

    def end(self) -> None:
        """End the widgets."""
        for widget in self._made:
            widget.kill()
