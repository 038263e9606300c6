"""Fills the list of screens that others open by name. Whoever opens the window calls `register` first."""

from collections.abc import Callable

from game.session.save import Save
from game.session.session import Session
from game.ui.pages.after_action import AfterActionScreen
from game.ui.pages.choose_game import ChooseGameScreen, open_game
from game.ui.pages.first_game import first_game_screen
from game.ui.pages.history import HistoryScreen
from game.ui.pages.play_on import PlayOnScreen
from game.ui.pages.replay import ReplayScreen
from game.ui.pages.settings import SettingsScreen
from game.ui.play.screen import PlayScreen
from game.ui.saves import Shelf
from game.ui.screen import Screen
from game.ui.screens import SCREENS
from game.ui.situation import Situation


def register(shelf: Shelf) -> None:
    """Make every screen known; ``shelf`` has the saves."""
    SCREENS["settings"] = lambda situation: SettingsScreen()
    SCREENS["history"] = _history
    SCREENS["after_action"] = lambda situation: _after_action(situation, shelf)
    SCREENS["replay"] = lambda situation: _replay(situation, shelf)
    SCREENS["tutorial"] = lambda situation: first_game_screen(shelf)


def _history(situation: Situation | None) -> Screen:
    assert situation is not None, "history needs a game"
    return HistoryScreen(situation)


def _after_action(situation: Situation | None, shelf: Shelf) -> Screen:
    if situation is not None:
        return AfterActionScreen(situation.session)
    return ChooseGameScreen("after_action", shelf, lambda session, save: AfterActionScreen(session))


def _replay(situation: Situation | None, shelf: Shelf) -> Screen:
    show = _shown(shelf)
    journal = situation.session.journal if situation is not None else None
    return open_game(journal.path, show) if journal is not None else ChooseGameScreen("replay", shelf, show)


def _shown(shelf: Shelf) -> Callable[[Session, Save], Screen]:
    def play(session: Session) -> Screen:
        return PlayScreen(session, shelf)

    def show(session: Session, save: Save) -> Screen:
        return ReplayScreen(session, save.path, lambda moment: PlayOnScreen(save, moment, shelf, play))

    return show
