"""Fills the list of screens that others open by name. Whoever opens the window calls `register` first."""

from collections.abc import Callable

from game.session.saves.save import Save
from game.session.sealed import is_sealed, people_of
from game.session.session import Session
from game.ui.pages.after_action import AfterActionScreen
from game.ui.pages.choose_game import ChooseGameScreen, open_game
from game.ui.pages.first_game import first_game_screen, game_screen
from game.ui.pages.history import HistoryScreen
from game.ui.pages.play_on import PlayOnScreen
from game.ui.pages.replay import ReplayScreen
from game.ui.pages.settings import SettingsScreen
from game.ui.play.curtain import TurnCurtain
from game.ui.saves import Shelf
from game.ui.screen import Screen
from game.ui.screens import SCREENS
from game.ui.situation import ALL_EYES, Situation


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
        return AfterActionScreen(situation.session, people=_people(situation))
    return ChooseGameScreen(
        "after_action", shelf, lambda session, save: AfterActionScreen(session, people=people_of(save))
    )


def _replay(situation: Situation | None, shelf: Shelf) -> Screen:
    if situation is None or situation.session.journal is None:
        return ChooseGameScreen("replay", shelf, _shown(shelf))
    return open_game(situation.session.journal.path, _shown(shelf, _people(situation)))


def _people(situation: Situation) -> tuple[int, ...]:
    """The side of the person at the table."""
    return () if situation.side == ALL_EYES else (situation.side,)


def _shown(shelf: Shelf, people: tuple[int, ...] | None = None) -> Callable[[Session, Save], Screen]:
    """Shows the replay of a save to ``people``, by default those who play it."""

    def play(session: Session) -> Screen:
        return game_screen(session, shelf)

    def show(session: Session, save: Save) -> Screen:
        who = people_of(save) if people is None else people
        made = ReplayScreen(session, save.path, lambda moment: PlayOnScreen(save, moment, shelf, play), who)
        is_shared = people is None and len(who) > 1 and is_sealed(save)
        return TurnCurtain(session, made) if is_shared else made

    return show
