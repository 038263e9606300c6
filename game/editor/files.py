"""Saving, reading again and leaving, with the questions that come with them: nothing is lost without one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from game.editor.ask import Question, Reply
from game.editor.open import is_bundled
from game.editor.rescue import Rescue
from game.editor.said import Said
from game.editor.work import Work
from game.resources import SUFFIXES
from game.scenario.problems import ScenarioError
from game.ui.screen import Pop, Quit, Step


class Asker(Protocol):
    """The screen for which this works."""

    said: Said
    work: Work
    rescue: Rescue
    next: Step | None

    def text_changed(self, is_step_back: bool = False) -> None:
        """The text is another one."""

    def keep(self) -> None:
        """Keep a copy of what is not saved, or none where all of it is."""

    def put(self, question: Question, on_reply: Callable[[Reply], None]) -> None:
        """Ask something."""

    def tell(self, words: str) -> None:
        """Say something in one line."""

    def touch(self) -> None:
        """Show everything anew."""


class Files:
    """The file behind the text."""

    def __init__(self, host: Asker) -> None:
        self._host = host

    def carry_out(self, what: str) -> None:
        """``save``, ``save_as``, ``reload`` or ``leave``."""
        host = self._host
        if what == "reload":
            self._reload()
        elif what == "leave":
            if host.work.is_changed and not host.work.trouble:
                self.ask_to_leave(quits=False)
            else:
                host.next = Pop()
        elif host.work.trouble:
            host.tell(host.said("unreadable"))
        elif what == "save":
            self._save(None)
        else:
            self._ask_name(str(host.work.path), "")

    def _buttons(self, *names: str) -> tuple[tuple[str, str], ...]:
        return tuple((name, self._host.said(f"ask.{name}")) for name in names)

    def _save(self, then: Step | None) -> None:
        """Write the text; as long as the file is another than was read here, ask first."""
        host = self._host
        if host.work.is_other_on_disk():
            question = Question(
                host.said("ask.other_title"), (host.said("ask.other"),), buttons=self._buttons("overwrite", "cancel")
            )
            host.put(question, lambda reply: self._write(None, then) if reply.button == "overwrite" else None)
            return
        self._write(None, then)

    def _write(self, path: Path | None, then: Step | None) -> None:
        host = self._host
        try:
            host.work.save(path)
        except OSError as error:
            host.tell(host.said("not_saved", why=error.strerror or str(error)))
            return
        host.tell(host.said("was_saved", file=str(host.work.path)))
        host.keep()
        host.next = then

    def _ask_name(self, proposed: str, why: str) -> None:
        host = self._host
        lines = (host.said("ask.name_how"), *([f"⚠ {why}"] if why else []))
        question = Question(host.said("bar.save_as"), lines, (("", proposed),), buttons=self._buttons("save", "cancel"))
        host.put(question, self._answer_name)

    def _answer_name(self, reply: Reply) -> None:
        host, said = self._host, self._host.said
        if reply.button == "cancel":
            return
        typed = reply.values[0].strip()
        try:
            path = host.work.path.parent / Path(typed).expanduser()
            is_there = _is_there(path)
        except (OSError, RuntimeError, ValueError) as error:  # too long, nobody's home, a null
            self._ask_name(typed, getattr(error, "strerror", None) or str(error))
            return
        if not typed or path.suffix not in SUFFIXES:
            self._ask_name(typed, said("ask.suffix"))
        elif is_bundled(path):
            self._ask_name(typed, said("ask.bundled"))
        elif is_there and path.resolve() == host.work.path.resolve():
            self._save(None)
        elif is_there:
            question = Question(said("ask.there", file=path.name), buttons=self._buttons("overwrite", "cancel"))
            host.put(question, lambda answer: self._write(path, None) if answer.button == "overwrite" else None)
        else:
            self._write(path, None)

    def ask_to_leave(self, quits: bool) -> None:
        """Save, leave without, or stay."""
        host = self._host
        lines = (host.said("ask.unsaved", file=host.work.path.name),)
        buttons = self._buttons("save", "leave", "stay")
        host.put(Question(host.said("ask.unsaved_title"), lines, buttons=buttons), partial(self._leave, quits))

    def _leave(self, quits: bool, reply: Reply) -> None:
        step = Quit() if quits else Pop()
        if reply.button == "save":
            self._save(step)
        elif reply.button == "leave":
            self._host.rescue.drop()
            self._host.next = step

    def look(self) -> None:
        """Ask what to do about a file that somebody else has written."""
        host = self._host
        if host.work.is_news_on_disk():
            lines = (host.said("ask.other"), host.said("ask.reload_how"))
            question = Question(host.said("ask.other_title"), lines, buttons=self._buttons("reload", "keep_mine"))
            host.put(question, lambda reply: self._reload() if reply.button == "reload" else None)

    def _reload(self) -> None:
        host = self._host
        try:
            host.work.reload()
        except (OSError, ScenarioError) as error:
            host.tell(host.said("not_read", why=host.said.complaint(error)))
            return
        host.text_changed(is_step_back=True)


def _is_there(path: Path) -> bool:
    """Whether a file has this name. Raises OSError where none can, which ``Path.exists`` hides since Python 3.14."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    return True
