"""What the editor's buttons, rows and keys do."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from game import players
from game.editor import gestures
from game.editor.ask import Question, Reply
from game.editor.content import Hand
from game.editor.files import Files
from game.editor.filling import Filling
from game.editor.gestures import Made
from game.editor.rescue import Rescue
from game.editor.said import Said
from game.editor.sheet import Sheet
from game.editor.work import Work
from game.scenario.load import Examined
from game.scenario.problems import Path, Problem
from game.session.progress import Progress
from game.session.session import Session
from game.ui.content.rows import Change
from game.ui.context import Ui
from game.ui.keys import Action
from game.ui.loading import LoadingScreen
from game.ui.pages.settings import SettingsScreen
from game.ui.play.screen import PlayScreen
from game.ui.saves import Shelf
from game.ui.screen import Push, Step

_SEED = 1


class Host(Protocol):
    """The screen for which this works."""

    ui: Ui
    said: Said
    shelf: Shelf
    work: Work
    rescue: Rescue
    hand: Hand
    path: Path
    tab: str
    next: Step | None

    @property
    def sheet(self) -> Sheet:
        """The text as it is now."""

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with it."""

    def examined(self) -> Examined | None:
        """What that text says, waited for if need be."""

    def apply(self, change: Callable[[Sheet], Made | Sheet]) -> None:
        """Make a change in the text."""

    def text_changed(self, is_step_back: bool = False) -> None:
        """The text is another one."""

    def select(self, path: Path) -> None:
        """Show the form of what a path leads to."""

    def go_to(self, path: Path) -> None:
        """The same, and bring it into sight."""

    def hold(self, **changes: object) -> None:
        """Take something else into the hand."""

    def keep(self) -> None:
        """Keep a copy of what is not saved."""

    def put(self, question: Question, on_reply: Callable[[Reply], None]) -> None:
        """Ask something."""

    def tell(self, words: str) -> None:
        """Say something in one line."""

    def touch(self) -> None:
        """Show everything anew."""

    def problem_path(self, number: int) -> Path:
        """What a problem is about."""


class Commands:
    """Carries out what is asked for."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.files, self.filling = Files(host), Filling(host)
        self._last_trouble = -1
        self._deeds: dict[str, Callable[[Any], None]] = {
            "tool": lambda tool: host.hold(tool=tool),
            "letter": lambda letter: host.hold(letter=letter),
            "brush": lambda size: host.hold(brush=size),
            "tab": self._open_tab,
            "forces": lambda _: self._open_tab("forces"),
            "select": host.select,
            "go": host.go_to,
            "problem": lambda number: host.go_to(host.problem_path(number)),
            "trouble": lambda _: self._go_to_next_trouble(),
            "undo": lambda _: self._step_through(host.work.undo),
            "redo": lambda _: self._step_through(host.work.redo),
            "play": lambda _: self._play(),
            "settings": lambda _: self._open_settings(),
            "help": lambda _: self._help(),
            **{what: partial(self._with_file, what) for what in ("save", "save_as", "reload", "leave")},
        }
        self._edits: dict[str, Callable[[Any], None]] = {
            "field": self.filling.field,
            "rename": self.filling.id,
            "size": lambda _: self.filling.size(),
            "add_item": self.filling.item,
            "add_key": self.filling.key,
            "add_formation": self._add_formation,
            "put_under": self._ask_formation,
            "remove": self._remove,
        }
        """What changes the text, and is not done while that cannot be read."""

    def carry_out(self, change: Change) -> None:
        """Do what a row, a button or a key stands for."""
        if change.what in self._deeds:
            self._deeds[change.what](change.to)
        elif not self._host.work.trouble:
            self._edits[change.what](change.to)

    def ask_to_leave(self) -> None:
        """The window is to be closed: ask what becomes of unsaved changes."""
        self.files.ask_to_leave(quits=True)

    def look_at_disk(self) -> None:
        """Tell of a file that somebody else has written."""
        self.files.look()

    def _open_tab(self, tab: str) -> None:
        self._host.tab = tab
        self._host.touch()

    def _go_to_next_trouble(self) -> None:
        host = self._host
        if host.problems:
            self._last_trouble = (self._last_trouble + 1) % len(host.problems)
            host.go_to(host.problem_path(self._last_trouble))

    def _step_through(self, step: Callable[[], None]) -> None:
        step()
        self._host.text_changed(is_step_back=True)

    def _open_settings(self) -> None:
        self._host.next = Push(SettingsScreen())

    def _with_file(self, what: str, _: object) -> None:
        self.files.carry_out(what)

    # Changes of the text

    def _add_formation(self, where: tuple[Path, str]) -> None:
        above, side = where
        said = self._host.said
        names = {"formation": said("new.formation"), "commander": said("new.commander")}
        self._host.apply(lambda sheet: gestures.add_formation(sheet, above, side, names))

    def _remove(self, path: Path) -> None:
        self._host.apply(lambda sheet: Made(sheet.remove(path), path[:-1]))

    def _ask_formation(self, unit: Path) -> None:
        """Ask under which formation a unit is to be put."""
        host, said = self._host, self._host.said
        paths = gestures.formations_of(host.sheet.data)
        items = tuple("\u00a0\u00a0" * (len(path) // 2 - 1) + said.name(host.sheet.get(path), "?") for path in paths)
        chosen = paths.index(unit[:-2]) if unit[:-2] in paths else -1
        question = Question(said("put_under"), (), (), items, chosen, (("cancel", said("ask.cancel")),))

        def answer(reply: Reply) -> None:
            if reply.button == "item":
                host.apply(lambda sheet: gestures.put_under(sheet, unit, paths[reply.item]))

        host.put(question, answer)

    # The rest

    def _play(self) -> None:
        """Begin a game from the present text: the person has the side that orders first."""
        host = self._host
        examined = host.examined()
        scenario = examined.scenario if examined is not None else None
        if scenario is None:
            host.tell(host.said("play_wrong"))
            return
        seats: list[str | None] = [players.OPPONENT] * 2
        seats[scenario.world.calendar.first[0]] = None
        shelf = host.shelf

        def make(_: Progress) -> Session:
            return Session(scenario, (seats[0], seats[1]), _SEED, shelf.fresh(scenario.world.label.en))

        host.next = Push(LoadingScreen(make, lambda session: PlayScreen(session, shelf)))

    def _help(self) -> None:
        said = self._host.said
        whole = self._host.ui.keys.told(Action.WHOLE_MAP)
        lines = tuple(said(f"help.{part}", whole=whole) for part in ("mouse", "tools", "form", "wrong", "file"))
        self._host.put(Question(said("bar.help"), lines, buttons=(("cancel", said("ask.close")),)), lambda reply: None)
