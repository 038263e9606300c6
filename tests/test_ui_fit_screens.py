"""Words have room on whole screens too: title, pages and the editor, in both languages, in windows of all sizes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pygame
import pytest
from pygame_gui.elements import UIButton, UILabel

from game.editor.begin import edit_screen
from game.editor.content import TABS as EDITOR_TABS
from game.editor.content import TOOLS
from game.resources import LANGUAGES, bundled_scenarios
from game.scenario.load import load
from game.session.saves.save import read_save
from game.session.session import Session
from game.session.tutorial import first_game
from game.session.words.text import Catalogue
from game.ui.content.rows import Change
from game.ui.context import Ui
from game.ui.loading import LoadingScreen
from game.ui.pages import picture_tab
from game.ui.pages.after_action import AfterActionScreen
from game.ui.pages.choose_game import ChooseGameScreen
from game.ui.pages.first_game import FirstGameScreen
from game.ui.pages.history import HistoryScreen
from game.ui.pages.page import Page
from game.ui.pages.play_on import PlayOnScreen
from game.ui.pages.replay import ReplayScreen
from game.ui.pages.settings import SettingsScreen
from game.ui.play.table import Table
from game.ui.saves import Shelf
from game.ui.screen import Screen
from game.ui.title.load_screen import LoadScreen
from game.ui.title.screen import TitleScreen
from tests.test_ui_fit import opened

TIGHT = [((1024, 600), 100), ((1280, 720), 125), ((1920, 1080), 200)]
"""Windows with the largest words they can have; smaller ones have more room."""
_SHARED = pytest.mark.parametrize(("size", "scale"), TIGHT)
_SPOKEN = pytest.mark.parametrize("lang", LANGUAGES)


class Games(NamedTuple):
    """What the screens are about."""

    shelf: Shelf
    played: Session
    """To its end, by computers."""
    begun: Session
    """By a person, who is to order."""
    file: Path


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> Games:
    shelf = Shelf.open(tmp_path_factory.mktemp("fit"))
    played = Session(load("handan@the-pocket"), ("greedy", "greedy"), 7, save=shelf.fresh("Handan"))
    list(played.play())
    named = shelf.named("before the pocket closes")
    begun = Session(load("handan@the-pocket"), (None, "staff-hard"), 7, save=named)
    list(begun.play())
    return Games(shelf, played, begun, named)


def never(*_: object) -> Screen:
    raise AssertionError


def history(games: Games, lang: str) -> Screen:
    return HistoryScreen(Table(games.begun, Catalogue(lang, games.begun.world), "standard").situation())


def play_on(games: Games, lang: str) -> Screen:
    return PlayOnScreen(read_save(games.file), 0, games.shelf, never)


PAGES: dict[str, Callable[[Games, str], Screen]] = {
    "title": lambda games, lang: TitleScreen(games.shelf, edit_screen),
    "load": lambda games, lang: LoadScreen(games.shelf),
    "choose": lambda games, lang: ChooseGameScreen("after_action", games.shelf, never),
    "loading": lambda games, lang: LoadingScreen(lambda _: games.played, lambda _: SettingsScreen()),
    "settings": lambda games, lang: SettingsScreen(),
    "history": history,
    "after_action": lambda games, lang: AfterActionScreen(games.played),
    "sealed": lambda games, lang: AfterActionScreen(games.begun, people=(0,)),
    "replay": lambda games, lang: ReplayScreen(games.played, games.file, never),
    "play_on": play_on,
    "first_game": lambda games, lang: FirstGameScreen(first_game(), games.shelf),
}


def cramped(ui: Ui) -> Iterator[str]:
    """Widgets whose words are wider or higher than they, that lie outside the window, or on one another."""
    window = pygame.Rect((0, 0), ui.size)
    widgets = [each for each in ui.manager.get_sprite_group().sprites() if isinstance(each, UIButton | UILabel)]
    shown = [each for each in widgets if each.visible and each.rect.width and each.rect.height]
    for each in shown:
        wide, high = each.font.size(each.text)[0], each.rect.height
        if wide > each.rect.width - (4 if isinstance(each, UIButton) else 0) or each.font.size("国")[1] > high + 6:
            yield f"{each.text!r} takes {wide} of {each.rect.width} pixels"
        if not window.contains(each.rect):
            yield f"{each.text!r} lies at {each.rect} in {ui.size}"
    for number, one in enumerate(shown):
        for other in shown[:number]:
            if one.ui_container is other.ui_container and one.rect.colliderect(other.rect):
                yield f"{one.text!r} lies on {other.text!r}"


@_SPOKEN
@_SHARED
@pytest.mark.parametrize("name", PAGES)
def test_no_word_is_broken_and_no_button_cut_on_any_page(
    games: Games,
    squeezed: list[str],
    name: str,
    size: tuple[int, int],
    scale: int,
    lang: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Graphs are pictures, without words that could be cut: they need not be drawn here."""
    monkeypatch.setattr(picture_tab, "graph_surface", lambda plot, kind, size, scale: pygame.Surface(size))
    ui = opened(size, scale, lang)
    screen = PAGES[name](games, lang)
    screen.opened(ui)
    for tab in screen.tabs() if isinstance(screen, Page) else ("",):
        if isinstance(screen, Page) and tab:
            screen.turn_to(tab)
        until_all_is_there(screen, ui)
        assert [*squeezed, *cramped(ui)] == [], f"{name} {tab}"
    screen.closed()


def until_all_is_there(screen: Screen, ui: Ui) -> None:
    """A title reads its scenarios in a thread."""
    while True:
        screen.update(0.1)
        ui.manager.update(0.1)
        if not isinstance(screen, TitleScreen) or len(screen.gallery.cards) == len(screen.gallery.names):
            break
        pygame.time.wait(5)
    screen.update(0.1)


@_SPOKEN
@_SHARED
def test_every_choice_of_the_title_has_room(games: Games, size: tuple[int, int], scale: int, lang: str) -> None:
    ui = opened(size, scale, lang)
    title = TitleScreen(games.shelf, edit_screen)
    title.opened(ui)
    until_all_is_there(title, ui)
    for name in title.gallery.cards:
        title._choose(name)
        title._build()
        assert title.form is not None
        assert list(cramped(ui)) == []
        for drop, menu in title.form._menus.items():
            room = drop.rect.width - ui.px(20 + 2 * 8)  # beside the arrow, within the padding
            font = drop.ui_theme.get_font(["drop_down_menu"])
            assert [words for _, words in menu.choices if font.size(words)[0] > room] == [], menu.name
    title.closed()


EDITED = {
    "nothing": (),
    "place": ("places", "handan"),
    "formation": ("order_of_battle", 0),
    "unit": ("order_of_battle", 0, "formations", 0, "formations", 0, "units", 1),
    "sides": ("sides",),
}


@_SPOKEN
@_SHARED
def test_no_word_is_broken_and_no_button_cut_in_the_editor(
    games: Games, squeezed: list[str], size: tuple[int, int], scale: int, lang: str
) -> None:
    ui = opened(size, scale, lang)
    screen = edit_screen("handan", bundled_scenarios() / "handan.yaml", games.shelf)
    screen.opened(ui)
    screen.examined()

    def look(what: str) -> None:
        screen.update(0.1)
        ui.manager.update(0.1)
        assert [*squeezed, *cramped(ui)] == [], what

    for what, path in EDITED.items():
        screen.select(path)
        look(what)
    for tab in EDITOR_TABS:
        screen.tab = tab
        screen.touch()
        look(tab)
    for tool in TOOLS:
        screen.hold(tool=tool)
        look(tool)
    screen.apply(lambda sheet: sheet.set((*EDITED["unit"], "men"), -5))
    for action in ("save_as", "size", "help", "leave"):
        screen.commands.carry_out(Change(action))
        look(action)
        if screen.ask is not None:
            screen.ask.kill()
            screen.ask = None
    screen.closed()
