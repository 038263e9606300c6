"""What the editor's buttons, rows and keys do."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from game import players
from game.editor import forms, gestures
from game.editor.ask import Question, Reply
from game.editor.content import BRUSHES, TABS, TOOLS, Hand
from game.editor.fields import Kind, field_at, needs_at
from game.editor.files import Files
from game.editor.gestures import Made
from game.editor.said import Said
from game.editor.sheet import EditError, Sheet
from game.editor.work import Work
from game.scenario.load import Examined
from game.scenario.problems import Path, Problem
from game.scenario.schema_types import ID
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

"""Who plays against the person who tries the scenario out, where it is installed."""
_SEED = 1


class Host(Protocol):
    """The screen for which this works."""

    ui: Ui
    said: Said
    shelf: Shelf
    work: Work
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
        self.files = Files(host)
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
                self._ask_field(to)
            case "add_formation" if isinstance(to, tuple):
                above, side = to
                names = {"formation": host.said("new.formation"), "commander": host.said("new.commander")}
                host.apply(lambda sheet: gestures.add_formation(sheet, above, side, names))
            case "put_under" if isinstance(to, tuple):
                self._ask_formation(to)
            case "add_item" if isinstance(to, tuple):
                self._add_item(to)
            case "add_key" if isinstance(to, tuple):
                question = Question(host.said("ask.key"), (host.said("ask.key_how"),), (("", ""),), buttons=self._two())
                host.put(question, partial(self._add_key, to))
            case "remove" if isinstance(to, tuple):
                host.apply(lambda sheet: Made(sheet.remove(to), to[:-1]))

    def _two(self, first: str = "keep") -> tuple[tuple[str, str], ...]:
        said = self._host.said
        return (first, said(f"ask.{first}")), ("cancel", said("ask.cancel"))

    def _ask_field(self, path: Path) -> None:
        """Ask for a value; something with fields of its own is begun and opened instead."""
        host = self._host
        field = field_at(host.sheet.data, path)
        if field is not None and field.kind is Kind.PART and host.sheet.get(path) is None:
            if path[-1] == "arrives":
                host.apply(lambda sheet: gestures.begin_arrival(sheet, path[:-1]))
            elif field.is_list:
                host.apply(lambda sheet: Made(sheet.set(path, []), path))
            else:
                host.apply(lambda sheet: Made(sheet.set(path, self._begun(path)), path))
            return
        host.put(forms.ask_for(host.said, host.sheet, path), partial(self._answer_field, path))

    def _answer_field(self, path: Path, reply: Reply) -> None:
        host = self._host
        if reply.button == "cancel":
            return
        try:
            sheet = forms.answered(host.said, host.sheet, path, reply)
        except forms.NotThat as error:
            question = forms.ask_for(host.said, host.sheet, path)
            entries = tuple((label, typed) for (label, _), typed in zip(question.entries, reply.values, strict=True))
            told = (line for line in question.lines if line != str(error))
            lines = (*told, f"⚠ {error}")
            host.put(question._replace(lines=lines, entries=entries), partial(self._answer_field, path))
        except EditError as error:
            host.tell(host.said("cannot", why=host.said.complaint(error)))
        else:
            host.apply(lambda _: sheet)

    def _begun(self, path: Path) -> dict[str, Any]:
        """Something new with fields of its own: with an id where it needs one, the rest to be filled in."""
        needs = needs_at(self._host.sheet.data, path) or []
        word = str(next((step for step in reversed(path) if isinstance(step, str)), "part")).rstrip("s")
        return {"id": gestures.fresh_id(self._host.sheet.data, word)} if "id" in needs else {}

    def _add_item(self, path: Path) -> None:
        """Begin one more item of a list, or ask for it where it is a plain value."""
        host = self._host
        number = len(host.sheet.get(path) or [])
        if needs_at(host.sheet.data, (*path, number)) is None:
            self._ask_field((*path, number))
        else:
            host.apply(lambda sheet: Made(sheet.add(path, self._begun((*path, number))), (*path, number)))

    def _add_key(self, path: Path, reply: Reply) -> None:
        """Begin something under a new name."""
        host, key = self._host, reply.values[0].strip() if reply.values else ""
        if reply.button == "cancel":
            return
        known = host.sheet.get(path)
        if not key or (isinstance(known, dict) and key in known):
            host.tell(host.said("ask.key_how"))
        elif needs_at(host.sheet.data, (*path, key)) is None:
            self._ask_field((*path, key))
        elif not ID.fullmatch(key):
            host.tell(host.said("ask.key_how"))
        else:
            host.apply(lambda sheet: Made(sheet.set((*path, key), {}), (*path, key)))

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
