"""The after-action report in the window: the result, graphs, the film, and all of it as files."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pygame
from platformdirs import user_documents_path

from game.session.results.aftermath_report import after_action
from game.session.results.result import result_of
from game.session.sealed import EVERYBODY, open_eyes
from game.session.session import Session
from game.ui.board.view import scenario_palette
from game.ui.content.rows import Row, text
from game.ui.content.tables import report_rows
from game.ui.export.aftermath_files import Edition, write_report
from game.ui.export.graphs import GRAPHS, Plot
from game.ui.pages.film_tab import FilmTab
from game.ui.pages.picture_tab import GraphPage
from game.ui.screen import Step
from game.ui.style.palette import Palette


class AfterActionScreen(GraphPage):
    """All there is to say of a game; as long as ``people`` have it to play on it is closed, and says so."""

    name = "after_action"

    def __init__(self, session: Session, folder: Path | None = None, people: Sequence[int] = ()) -> None:
        super().__init__()
        self.session = session
        self._is_open = EVERYBODY in open_eyes(session, people)
        self._folder = folder
        """Where its files go; a new folder among the person's documents unless it is given."""
        self._film: FilmTab | None = None
        self._writing: Iterator[Path] | None = None

    def tabs(self) -> tuple[str, ...]:
        """The tables, a graph each, the film."""
        return ("result", *GRAPHS, "film") if self._is_open else ("result",)

    def actions(self) -> tuple[str, ...]:
        """Write it all down."""
        return ("export",) if self._is_open else ()

    def title(self) -> str:
        """The campaign's name."""
        words = self.ui.catalogue(self.session.world)
        return words.say("aftermath.title", title=words.label(self.session.world.label))

    def palette(self) -> Palette:
        """With the sides' colours."""
        return scenario_palette(self.session.scenario, self.ui.settings.palette)

    def plot(self) -> Plot:
        """Both sides' days."""
        return Plot.of(self.ui.catalogue(self.session.world), self.session, self.palette())

    def rows(self) -> list[Row]:
        """The report."""
        if not self._is_open:
            return [text(self.ui.say("after_action.sealed"))]
        words = self.ui.catalogue(self.session.world)
        return report_rows(after_action(words, self.session, result_of(self.session)))

    def _make_body(self, area: pygame.Rect) -> None:
        if self.tab == "film":
            self._film = FilmTab(self.ui, self.session, area)
        else:
            super()._make_body(area)

    def closed(self) -> None:
        """End the film too."""
        super().closed()
        if self._film is not None:
            self._film.kill()
            self._film = None

    def handle(self, event: pygame.event.Event) -> Step | None:
        """The film's controls first."""
        if self._film is not None and self._film.handle(event):
            return None
        return super().handle(event)

    def act(self, action: str) -> Step | None:
        """Begin to write the report; a file at a time, so that the window goes on."""
        try:
            folder = self._folder or _new_folder(self.session.world.label.id)
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._tell(self.ui.say("after_action.not_written", why=error))
            return None
        words = self.ui.catalogue(self.session.world)
        self._folder = folder
        self._writing = write_report(words, self.session, folder, Edition(palette=self.ui.settings.palette))
        return None

    def _tell(self, notice: str) -> None:
        if self.tab != "result":
            self.turn_to("result")
        self.notice = notice
        self.refresh()
        if self.prose is not None:
            self.prose.scroll_to(0)

    def update(self, seconds: float) -> bool | Step:
        """Go on with the film and with writing."""
        changed = super().update(seconds) is True
        changed |= self._film is not None and self._film.update(seconds)
        if self._writing is not None:
            self._write_on(self._writing)
            changed = True
        return changed

    def _write_on(self, writing: Iterator[Path]) -> None:
        try:
            path = next(writing, None)
        except OSError as error:
            self._writing = None
            self._tell(self.ui.say("after_action.not_written", why=error))
            return
        if path is None:
            self._writing = None
            self._tell(self.ui.say("after_action.done", folder=self._folder))
        else:
            self._tell(self.ui.say("after_action.writing", file=path.name))

    def draw(self, surface: pygame.Surface) -> None:
        """Paper, graph or film."""
        super().draw(surface)
        if self._film is not None:
            self._film.draw(surface)


def _new_folder(game: str) -> Path:
    now = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    return user_documents_path() / "Hebei" / f"{game} {now}"
