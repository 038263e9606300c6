"""The list of saves."""

from pathlib import Path

from game.ui.content.rows import Asked, Change, Row, Tone, text
from game.ui.loading import LoadingScreen
from game.ui.pages.first_game import game_screen
from game.ui.pages.page import Page
from game.ui.pages.save_list import save_rows
from game.ui.saves import Listed, Shelf
from game.ui.screen import Replace, Step


class LoadScreen(Page):
    """Chooses a save to go on with: the latest, or the one that is clicked; a click on the chosen one goes on."""

    name = "load_screen"
    most_wide = 980
    main_action = "load"

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._chosen: Path | None = None
        self._condemned: Path | None = None
        """The save that goes when "delete" is pressed once more."""

    def title(self) -> str:
        """What the list is."""
        return self.ui.say("load_screen.title")

    def actions(self) -> tuple[str, ...]:
        """What can be done with the chosen one."""
        return ("load", "delete") if self._shelf.list() else ()

    def rows(self) -> list[Row]:
        """A line for each save."""
        saves = self._shelf.list()
        if not saves:
            return [text(self.ui.say("pages.no_saves", folder=self._shelf.folder), Tone.FAINT)]
        return save_rows(self.ui, saves, self._of(saves))

    def _of(self, saves: list[Listed]) -> Path | None:
        """The chosen one, or the first; None where all are gone."""
        paths = [save.path for save in saves]
        return self._chosen if self._chosen in paths else next(iter(paths), None)

    def asked(self, wish: Asked) -> Step | None:
        """Choose a save."""
        match wish:
            case Change("save", Path() as path):
                if path == self._chosen:
                    return self.act("load")
                self._chosen, self._condemned, self.notice = path, None, ""
                self.refresh()
        return None

    def act(self, action: str) -> Step | None:
        """Go on with the chosen one, or delete it."""
        shelf, path = self._shelf, self._of(self._shelf.list())
        if action == "delete":
            self._delete()
        if action == "delete" or path is None:
            self.resized(self.ui.size)
            return None
        return Replace(
            LoadingScreen(
                lambda progress: shelf.go_on(path, progress=progress), lambda session: game_screen(session, shelf)
            )
        )

    def _delete(self) -> None:
        """Delete the save that was clicked, once that is asked for twice."""
        path, say = self._chosen, self.ui.say
        if path is None:
            self.notice = say("load_screen.choose_first")
        elif path != self._condemned:
            self._condemned, self.notice = path, say("load_screen.once_more", name=path.stem)
        else:
            self._chosen, self._condemned, self.notice = None, None, ""
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                self.notice = f"{path}: {error.strerror or error}"
