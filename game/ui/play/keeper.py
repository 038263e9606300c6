"""Saving and loading while a game is played."""

from typing import TYPE_CHECKING

from game.session.journal import SaveError
from game.ui.loading import LoadingScreen
from game.ui.play.flow import Stage
from game.ui.saves import QUICK, Shelf
from game.ui.screen import Replace

if TYPE_CHECKING:
    from game.ui.play.screen import PlayScreen


class Keeper:
    """Keeps the game of a play screen; quick, named, and noted as open so that a crash is told at the next start."""

    def __init__(self, screen: "PlayScreen", shelf: Shelf) -> None:
        self._screen = screen
        self.shelf = shelf

    def begin(self) -> None:
        """The game is on the screen."""
        screen = self._screen
        journal = screen.session.journal
        if journal is not None and journal.path.parent == self.shelf.folder:
            self.shelf.begin(journal.path)
            self.shelf.rotate(screen.ui.settings.autosaves)

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
            self.shelf.copy(screen.session, name or QUICK)
        except (SaveError, OSError) as error:
            screen.tell(str(error))
            return
        screen.tell(screen.ui.say("saves.saved", name=name) if name else screen.ui.say("saves.quick_saved"))

    def load(self, name: str) -> None:
        """Go on with the save of a name, with the quick one where it is empty."""
        screen = self._screen
        path = self.shelf.named(name or QUICK)
        if not path.is_file():
            screen.tell(screen.ui.say("saves.none"))
            return
        from game.ui.play.screen import PlayScreen

        shelf = self.shelf
        loading = LoadingScreen(lambda heed: shelf.go_on(path, heed=heed), lambda session: PlayScreen(session, shelf))
        screen.turn(Replace(loading))
