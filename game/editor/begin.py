"""What the title opens: the editor on a scenario, or on what was left unsaved."""

from collections.abc import Callable
from pathlib import Path

from game.editor.open import edit_of
from game.editor.rescue import left_unsaved, work_left
from game.editor.screen import EditScreen
from game.ui.saves import Shelf


def edit_screen(name: str, path: Path, shelf: Shelf) -> EditScreen:
    """The editor on a scenario of the title: on the user's own, or on a copy. Raises ScenarioError, OSError."""
    return EditScreen(edit_of(name, path), shelf)


def left_screen(shelf: Shelf) -> Callable[[], EditScreen] | None:
    """What opens the editor on changes that a program did not live to save; None without any.

    Raises ScenarioError, OSError.
    """
    file = left_unsaved(shelf)
    return None if file is None else lambda: EditScreen(work_left(file), shelf)
