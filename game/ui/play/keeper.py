"""Saving and loading while a game is played."""

from game.session.saves.journal import SaveError
from game.ui.loading import LoadingScreen
from game.ui.play.desk import Desk
from game.ui.play.flow import Stage
from game.ui.saves import QUICK, Shelf
from game.ui.screen import Replace


class Keeper:
    """Keeps the game of a play screen; quick, named, and noted as open so that a crash is told at the next start."""

    def __init__(self, screen: Desk, shelf: Shelf) -> None:
        self._screen = screen
        self.shelf = shelf

    def begin(self) -> None:
        """The game is on the screen."""
        screen = self._screen
        journal = screen.session.journal
        if journal is not None and journal.path.parent == self.shelf.folder:
            self.shelf.begin(journal.path)
            self.shelf.rotate(screen.ui.settings.autosaves, journal.path)

    def end(self) -> None:
        """The game was left."""
        self.shelf.end()

    def save(self, name: str) -> None:
        """Save under a name, quickly where it is empty."""
        screen = self._screen
        if screen.flow.stage is Stage.OTHERS:
            screen.tell(screen.ui.say("saves.not_now"))
            return
        try:
            path = self.shelf.copy(screen.session, name or QUICK)
        except (SaveError, OSError) as error:
            screen.tell(str(error))
            return
        screen.tell(screen.ui.say("saves.saved", name=path.stem) if name else screen.ui.say("saves.quick_saved"))

    def load(self, name: str) -> None:
        """Go on with the save of a name, with the quick one where it is empty."""
        screen = self._screen
        path = self.shelf.named(name or QUICK)
        if not path.is_file():
            screen.tell(screen.ui.say("saves.none"))
            return
        loading = LoadingScreen(lambda progress: self.shelf.go_on(path, progress=progress), screen.another)
        screen.turn(Replace(loading))
