"""What the editor's buttons, rows and keys do."""

from collections.abc import Callable
from typing import Protocol

from game import players
from game.editor import gestures
from game.editor.ask import Question, Reply
from game.editor.content import BRUSHES, TABS, TOOLS, Hand
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

    def carry_out(self, change: Change) -> None:
        """Do what a row, a button or a key stands for."""
        host, to = self._host, change.to
        match change.what:
            case "tool" | "letter" | "brush":
                self._hold(change)
            case "tab" if to in TABS:
                host.tab = str(to)
                host.touch()
            case "forces":
                host.tab = "forces"
                host.touch()
            case "select" if isinstance(to, tuple):
                host.select(to)
            case "go" if isinstance(to, tuple):
                host.go_to(to)
            case "problem" if isinstance(to, int):
                host.go_to(host.problem_path(to))
            case "trouble" if host.problems:
                self._last_trouble = (self._last_trouble + 1) % len(host.problems)
                host.go_to(host.problem_path(self._last_trouble))
            case "undo" | "redo":
                (host.work.undo if change.what == "undo" else host.work.redo)()
                host.text_changed(is_step_back=True)
            case "play":
                self._play()
            case "settings":
                host.next = Push(SettingsScreen())
            case "help":
                self._help()
            case "save" | "save_as" | "reload" | "leave":
                self.files.carry_out(change.what)
            case _ if not host.work.trouble:
                self._edit(change)

    def ask_to_leave(self) -> None:
        """The window is to be closed: ask what becomes of unsaved changes."""
        self.files.ask_to_leave(quits=True)

    def look_at_disk(self) -> None:
        """Tell of a file that somebody else has written."""
        self.files.look()

    def _hold(self, change: Change) -> None:
        host, to = self._host, change.to
        if change.what == "tool" and to in TOOLS:
            host.hold(tool=to)
        elif change.what == "letter":
            host.hold(letter=to)
        elif to in BRUSHES:
            host.hold(brush=to)

    # Changes of the text

    def _edit(self, change: Change) -> None:
        host, to = self._host, change.to
        match change.what:
            case "field" if isinstance(to, tuple):
                self.filling.field(to)
            case "rename" if isinstance(to, tuple):
                self.filling.id(to)
            case "add_formation" if isinstance(to, tuple):
                above, side = to
                names = {"formation": host.said("new.formation"), "commander": host.said("new.commander")}
                host.apply(lambda sheet: gestures.add_formation(sheet, above, side, names))
            case "size":
                self.filling.size()
            case "put_under" if isinstance(to, tuple):
                self._ask_formation(to)
            case "add_item" if isinstance(to, tuple):
                self.filling.item(to)
            case "add_key" if isinstance(to, tuple):
                self.filling.key(to)
            case "remove" if isinstance(to, tuple):
                host.apply(lambda sheet: Made(sheet.remove(to), to[:-1]))

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
