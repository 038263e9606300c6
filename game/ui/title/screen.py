"""The title screen: the scenarios and other ways to begin on the left, the choices of a new game on the right."""

from collections.abc import Callable
from pathlib import Path

import pygame
import pygame_gui
from pygame_gui.elements import UIButton

from game.session.session import Session
from game.ui.context import Ui
from game.ui.keys import is_enter
from game.ui.land.camera import Size
from game.ui.loading import LoadingScreen
from game.ui.pages.first_game import game_screen
from game.ui.paper.notice import Notice
from game.ui.paper.prose import Prose
from game.ui.paper.sheets import draw_sheet
from game.ui.saves import Shelf
from game.ui.screen import Push, Quit, Screen, Step
from game.ui.screens import SCREENS
from game.ui.title.cover import about, draw_cover, draw_name
from game.ui.title.form import Answer, Form
from game.ui.title.gallery import Gallery, Shot
from game.ui.title.load_screen import LoadScreen
from game.ui.title.setup import Setup
from game.ui.wake import wake

_MARGIN, _WIDE, _ROW, _GAP = 28, 250, 34, 8
_NAME = 138
"""How high the name of the game is."""
_OFFERED = (
    ("continue",),
    ("load", "tutorial"),
    ("replay", "after_action"),
    ("edit", "settings"),
    ("language", "quit"),
)
"""The buttons on the left, row by row."""
_OF_SAVES = ("continue", "load", "replay", "after_action")

EditMaker = Callable[[str, Path, Shelf], Screen]
"""Makes the screen that edits a scenario, by its name and file. Raises OSError, ValueError."""
LeftMaker = Callable[[Shelf], Callable[[], Screen] | None]
"""What makes the screen that goes on with what an editor left unsaved; None without that. Raises as `EditMaker`."""


class TitleScreen:
    """Chooses a game."""

    def __init__(
        self, shelf: Shelf | None = None, edit: EditMaker | None = None, left: LeftMaker | None = None
    ) -> None:
        self.shelf = shelf or Shelf.open()
        self._edit, self._left = edit, left
        """Make the editor's screens; None where there is no editor, and no button for it."""
        self.setup: Setup | None = None
        self._gallery: Gallery | None = None
        self._known = (-1, -1)
        self.form: Form | None = None
        self.scenarios: dict[UIButton, str] = {}
        self.others: dict[UIButton, str] = {}
        """Other ways to begin, and to leave."""
        self._about: Prose | None = None
        self.notice = Notice()
        self._chosen = ""

    def opened(self, ui: Ui) -> None:
        """Make the widgets."""
        self.ui = ui
        if self._gallery is None:
            self._gallery = Gallery(wake)
        self.gallery = self._gallery
        self._build()

    def closed(self) -> None:
        """End the widgets."""
        for button in (*self.scenarios, *self.others):
            button.kill()
        self.scenarios, self.others = {}, {}
        if self.form is not None:
            self.form.end()
            self.form = None
        if self._about is not None:
            self._about.kill()
            self._about = None

    def resized(self, size: Size) -> None:
        """Everything gets another place."""
        self._build()

    # Widgets

    def _build(self) -> None:
        self.closed()
        self._known = len(self.gallery.cards), -1
        if self.setup is None and self.gallery.cards:
            self._choose_first()
        self._list_scenarios()
        self._list_others()
        if self.setup is not None:
            self.form = Form(self.ui, self.setup)
        self.gallery.want(self._shots())

    def _shots(self) -> list[Shot]:
        """The picture of the chosen campaign, then those of the others."""
        ui = self.ui
        names = sorted((name for name, _ in self.gallery.names), key=lambda name: name != self._chosen)
        return [Shot(name, ui.size, ui.lang, ui.settings.palette) for name in names]

    def _choose_first(self) -> None:
        """What was chosen before, else Handan, else whatever is there."""
        playable = [name for name, _ in self.gallery.names if name in self.gallery.cards]
        if self._chosen not in playable and self._chosen in dict(self.gallery.names):
            return
        wanted = (self._chosen, "handan", playable[0])
        self._choose(next(name for name in wanted if name in playable))

    def _choose(self, name: str) -> None:
        card = self.gallery.cards.get(name)
        if card is not None and (self.setup is None or self.setup.card.name != name):
            self.setup = Setup.of(card)
            self._chosen = name

    def _list_scenarios(self) -> None:
        ui = self.ui
        place = pygame.Rect(ui.px(_MARGIN), ui.px(_NAME), ui.px(_WIDE), ui.px(_ROW))
        for name, _ in self.gallery.names:
            card = self.gallery.cards.get(name)
            scenario = card.scenario if card else None
            label = ui.catalogue(scenario.world).label(scenario.world.label) if scenario else name.capitalize()
            button = UIButton(place, label, ui.manager, object_id="#list_button")
            if card is None:
                button.disable()
            if name == self._chosen:
                button.select()
            self.scenarios[button] = name
            place = place.move(0, place.height + ui.px(_GAP // 2))

    def _list_others(self) -> None:
        """Upwards from the window's edge, unless the scenarios take the room."""
        ui, gap = self.ui, self.ui.px(_GAP)
        line, wide = ui.px(_ROW) + gap, ui.px(_WIDE)
        below = ui.px(_NAME) + len(self.scenarios) * (line - gap // 2) + gap
        y = max(below, ui.size[1] - ui.px(_MARGIN) - len(_OFFERED) * line)
        if self.setup is not None:
            self._about = about(ui, self.setup.card, pygame.Rect(ui.px(_MARGIN), below, wide, y - below - gap))
        for row, offered in enumerate(_OFFERED):
            names = [name for name in offered if name != "edit" or self._edit is not None]
            each = (wide - gap * (len(names) - 1)) // len(names)
            for column, name in enumerate(names):
                x = ui.px(_MARGIN) + column * (each + gap)
                self._offer(name, pygame.Rect(x, y + row * line, each, ui.px(_ROW)))

    def _offer(self, name: str, place: pygame.Rect) -> None:
        """A button for another way to begin."""
        is_broken = name == "continue" and self.shelf.broken_off() is not None
        is_left = name == "edit" and self._left_unsaved() is not None
        key = "broken_off" if is_broken else "left_unsaved" if is_left else name
        is_strong = is_broken or is_left or (name == "tutorial" and self._latest() is None)
        kind = "#strong_button" if is_strong else None
        button = UIButton(place, self.ui.say(f"title.{key}"), self.ui.manager, object_id=kind)
        if name in _OF_SAVES and self._latest() is None:
            button.disable()
        self.others[button] = name

    # Events

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Buttons, menus, and Esc to leave."""
        answer = self.form.handle(event) if self.form else None
        if answer is Answer.PLAY:
            return self._begin()
        if answer is Answer.BUILD_AGAIN:
            self._build()
        elif event.type == pygame_gui.UI_BUTTON_PRESSED:
            return self._pressed(event.ui_element)
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            if self.form is None or not self.form.is_menu_open:
                return Quit()
            self._build()  # with every menu closed
        elif is_enter(event):
            return self._begin()
        return None

    def _pressed(self, button: UIButton) -> Step | None:
        if button in self.scenarios:
            self._choose(self.scenarios[button])
            self._build()
            return None
        return self._other(self.others[button]) if button in self.others else None

    def _begin(self) -> Step | None:
        setup, shelf = self.setup, self.shelf
        if setup is None or setup.card.scenario is None:
            return None
        wanted = setup.copy()  # whoever leaves while it is made may choose otherwise
        return Push(LoadingScreen(lambda _: wanted.make(shelf), self._begun))

    def _begun(self, session: Session) -> Screen:
        """The new game; the next one has other luck."""
        if self.setup is not None:
            self.setup.draw_seed()
        return self._play_screen(session)

    def _play_screen(self, session: Session) -> Screen:
        return game_screen(session, self.shelf)

    def _other(self, name: str) -> Step | None:
        shelf = self.shelf
        latest = self._latest()
        if name == "continue" and latest is not None:
            return Push(LoadingScreen(lambda progress: shelf.go_on(latest, progress=progress), self._play_screen))
        if name == "load":
            return Push(LoadScreen(shelf))
        if name == "language":
            self.ui.change(self.ui.settings.changed(lang="en" if self.ui.lang == "zh" else "zh"))
            return None
        if name == "edit":
            return self._open_editor()
        if name == "quit":
            return Quit()
        return Push(SCREENS[name](None)) if name in SCREENS else None

    def _open_editor(self) -> Step | None:
        """The editor on what was left unsaved, or on the chosen scenario; afterwards all scenarios are read again."""
        path, left = dict(self.gallery.names).get(self._chosen), self._left_unsaved()
        if self._edit is None or path is None:
            return None
        try:
            screen = left() if left is not None else self._edit(self._chosen, path, self.shelf)
        except (OSError, ValueError) as error:
            self.ui.notices.append(self.ui.texts.complaint(error).partition("\n")[0])
            return None
        self._gallery, self.setup = None, None
        return Push(screen)

    def _left_unsaved(self) -> Callable[[], Screen] | None:
        return self._left(self.shelf) if self._left is not None else None

    def _latest(self) -> Path | None:
        """The game that was played last, or broken off."""
        saves = self.shelf.list()
        return self.shelf.broken_off() or (saves[0].path if saves else None)

    # Time and drawing

    def update(self, seconds: float) -> bool:
        """Take what the gallery has read."""
        ui = self.ui
        changed = self.notice.update(ui, seconds)
        if self._about is not None and self._about.is_fresh:
            self._about.is_fresh, changed = False, True
        if self.gallery.error is not None:
            raise self.gallery.error
        known = len(self.gallery.cards), id(self._picture())
        if known == self._known:
            return changed
        if known[0] != self._known[0]:
            self._build()
        self._known = known
        return True

    def draw(self, surface: pygame.Surface) -> None:
        """The map of the chosen campaign, and on it the name, the ways to begin, and what is chosen."""
        ui = self.ui
        draw_cover(surface, ui, self._picture())
        margin = ui.px(_MARGIN)
        draw_sheet(surface, ui, pygame.Rect(-1, -1, 2 * margin + ui.px(_WIDE), surface.get_height() + 2))
        draw_name(surface, ui, margin, margin)
        if self.form is not None:
            self.form.draw(surface)
        self.notice.draw(surface, ui, self._free())

    def _free(self) -> pygame.Rect:
        """The part of the map on which nothing is written: a notice there hides neither names nor choices."""
        margin, left = self.ui.px(_MARGIN), 2 * self.ui.px(_MARGIN) + self.ui.px(_WIDE)
        right = self.form.place.left if self.form is not None else self.ui.size[0]
        return pygame.Rect(left, margin, right - left, self.ui.size[1] - 2 * margin)

    def _picture(self) -> pygame.Surface | None:
        """The map of the chosen campaign; while another size or language is drawn, the one there was."""
        pictures = self.gallery.pictures.items()
        return next((picture for shot, picture in pictures if shot.name == self._chosen), None)
