"""The file that is edited: its text with everything that was done to it, and how it is written back."""

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from game.editor.sheet import Sheet
from game.files import write_whole
from game.scenario.problems import Problem, ScenarioError
from game.scenario.sayings import say
from game.scenario.text.marks import MAX_BYTES, decode

_BOM = b"\xef\xbb\xbf"
_STEPS = 300
"""So many changes can be undone."""


class Work:
    """A text on the desk. Undo and redo go through its states; saving writes the one that is shown."""

    def __init__(self, path: Path, raw: bytes | None, text: str) -> None:
        self.path = path
        """Where it is saved."""
        self._raw = raw
        """What the file held when it was read or written last; None for one that was never written."""
        self._seen = raw
        self._start = _BOM if raw is not None and raw.startswith(_BOM) else b""
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        self._states = [Sheet(_plain(text), path.name)]
        self._now = 0
        self._saved: str | None = None if raw is None else self.sheet.text

    @classmethod
    def open(cls, path: Path) -> "Work":
        """A file as it is. Raises ScenarioError for what is no text, OSError."""
        raw = _read(path)
        return cls(path, raw, decode(str(path), raw))

    @classmethod
    def copy(cls, text: bytes, path: Path) -> "Work":
        """A text that is not in a file yet; saving makes the file. Raises ScenarioError."""
        return cls(path, None, decode(str(path), text))

    @property
    def sheet(self) -> Sheet:
        """The text as it is now."""
        return self._states[self._now]

    @property
    def trouble(self) -> tuple[Problem, ...]:
        """Why the text cannot be read to its end, and so cannot be changed here; empty where it can."""
        return self.sheet.trouble

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost if nothing were written."""
        return self.sheet.text != self._saved

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self._now > 0

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return self._now + 1 < len(self._states)

    @property
    def base(self) -> str:
        """What tells the file as it was read or written last from any other."""
        return blake2b(self._raw or b"", digest_size=8).hexdigest()

    def doubt(self) -> None:
        """The changes were made in another file than the one on the disk: saving asks before it overwrites that."""
        self._raw = None if self._raw is None else b""

    def change(self, sheet: Sheet) -> bool:
        """Take a new state of the text; whether it is another one."""
        if sheet.text == self.sheet.text:
            return False
        self.sheet.forget()
        self._states[self._now + 1 :] = [sheet]
        del self._states[: max(0, len(self._states) - _STEPS - 1)]
        self._now = len(self._states) - 1
        return True

    def undo(self) -> None:
        """Take the last change back."""
        self._now -= self.can_undo

    def redo(self) -> None:
        """Do again what was taken back."""
        self._now += self.can_redo

    def save(self, path: Path | None = None) -> None:
        """Write the text, whole or not at all, with the line ends it had. Raises OSError."""
        goal = path or self.path
        raw = self._start + self.sheet.text.replace("\n", self._line_end).encode()
        goal.parent.mkdir(parents=True, exist_ok=True)
        write_whole(goal, raw)
        if goal.name != self.path.name:  # every state is told of by its new name
            self._states = [replace(sheet, file=goal.name) for sheet in self._states]
        self.path, self._raw, self._seen = goal, raw, raw
        self._saved = self.sheet.text

    def is_other_on_disk(self) -> bool:
        """Whether the file is another than was read or written here last: saving would overwrite somebody's work."""
        raw = self._on_disk()
        return raw is not None and raw != self._raw

    def is_news_on_disk(self) -> bool:
        """Whether somebody else has written the file since, and it was not told yet. Says so once for each writing."""
        raw = self._on_disk()
        if raw is None or raw in (self._raw, self._seen):
            return False
        self._seen = raw
        return True

    def _on_disk(self) -> bytes | None:
        try:
            return _read(self.path)
        except (OSError, ScenarioError):
            return None

    def reload(self) -> None:
        """Take what the file holds now as one more state, which can be undone. Raises ScenarioError, OSError."""
        raw = _read(self.path)
        text = decode(str(self.path), raw)
        self._raw = self._seen = raw
        self._start = _BOM if raw.startswith(_BOM) else b""
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        self.change(Sheet(_plain(text), self.path.name))
        self._saved = self.sheet.text


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read(path: Path) -> bytes:
    """The bytes of a file, of which no scenario needs more than some."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        message = say("larger than {most} MB", most=MAX_BYTES // 1_000_000)
        raise ScenarioError([Problem("error", str(path), 0, 0, "", message)])
    return raw
