"""The list of saved games, for a screen that needs one."""

from collections.abc import Callable
from pathlib import Path

from game.session.progress import Progress
from game.session.replay import replayed
from game.session.saves.save import Save, read_save
from game.session.session import Session
from game.ui.content.rows import Asked, Change, Row, Tone, text
from game.ui.loading import LoadingScreen
from game.ui.pages.page import Page
from game.ui.pages.save_list import save_rows
from game.ui.saves import Shelf, with_progress
from game.ui.screen import Push, Screen, Step

_MOST = 40

ShowGame = Callable[[Session, Save], Screen]
"""Makes the screen for a game that has been read and verified."""


class ChooseGameScreen(Page):
    """Saved games, the latest first; the one that is clicked is played again and shown."""

    most_wide = 980

    def __init__(self, name: str, shelf: Shelf, show: ShowGame) -> None:
        super().__init__()
        self.name = name
        self._shelf, self._show = shelf, show

    def actions(self) -> tuple[str, ...]:
        """None but the way back."""
        return ()

    def rows(self) -> list[Row]:
        """A line for each save."""
        saves = self._shelf.list()[:_MOST]
        notices = [text(notice, Tone.POOR) for notice in self.ui.notices]
        self.ui.notices = []
        if not saves:
            return [*notices, text(self.ui.say("pages.no_saves", folder=self._shelf.folder), Tone.FAINT)]
        return [*notices, text(self.ui.say("pages.choose"), Tone.FAINT), *save_rows(self.ui, saves)]

    def asked(self, wish: Asked) -> Step | None:
        """Read the game and show it."""
        match wish:
            case Change("save", Path() as path):
                return Push(open_game(path, self._show))
        return None


def open_game(path: Path, show: ShowGame) -> Screen:
    """Reads a save, plays it again, then shows it; what is wrong with it is told on the screen below."""
    read: list[Save] = []

    def make(progress: Progress) -> Session:
        read.append(with_progress(read_save(path), progress))
        return replayed(read[-1])

    return LoadingScreen(make, lambda session: show(session, read[-1]))
