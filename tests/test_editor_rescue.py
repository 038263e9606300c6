"""Unsaved changes outlive a program that is ended by force; the next start takes them up, and the title says so."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from game.editor.begin import left_screen
from game.editor.open import edit_of
from game.editor.rescue import Rescue, left_unsaved, work_left
from game.editor.screen import EditScreen
from game.editor.sheet import Sheet
from game.editor.work import Work
from game.resources import bundled_scenarios
from game.scenario.new import BLANK
from game.ui.saves import Shelf
from game.ui.title.screen import TitleScreen
from tests.windows import Hand

CHANGED = BLANK + "\n# changed by hand\n"
ROOT = Path(__file__).parents[1]
KILLED = """
import os, signal, sys
from pathlib import Path
from game.editor.rescue import Rescue
from game.editor.sheet import Sheet
from game.editor.work import Work

file, folder = map(Path, sys.argv[1:])
work, rescue = Work.open(file), Rescue(folder)
work.change(Sheet(work.sheet.text + "\\n# changed by hand\\n", file.name))
rescue.keep(work)
os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf.open(tmp_path / "saves")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "ford.yaml"
    made.write_text(BLANK, encoding="utf-8", newline="")
    return made


def left_behind(file: Path, shelf: Shelf) -> None:
    """What a program leaves that is killed with a change that is not saved."""
    script = [sys.executable, "-c", textwrap.dedent(KILLED), str(file), str(shelf.folder)]
    ended = subprocess.run(script, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert ended.returncode != 0


def copies(shelf: Shelf) -> list[Path]:
    return [*shelf.folder.glob("*.unsaved")]


def test_a_killed_editor_loses_nothing_and_the_file_is_as_it_was(file: Path, shelf: Shelf) -> None:
    left_behind(file, shelf)
    assert file.read_text(encoding="utf-8") == BLANK and left_unsaved(shelf) == file
    edit = EditScreen(Work.open(file), shelf)
    assert edit.sheet.text == CHANGED and edit.work.is_changed and not edit.work.is_other_on_disk()
    edit.work.undo()
    assert edit.sheet.text == BLANK, "what was taken up can be taken back"


def test_the_title_offers_it_and_opens_it_with_a_word(file: Path, shelf: Shelf, tmp_path: Path) -> None:
    left_behind(file, shelf)
    hand = Hand(
        TitleScreen(shelf, lambda name, path, shelf: EditScreen(edit_of(name, path), shelf), left_screen), tmp_path
    )
    title = hand.screen
    assert isinstance(title, TitleScreen)
    hand.wait_for(lambda: title.setup is not None)
    hand.press(hand.app.ui.say("title.left_unsaved"))
    edit = hand.screen
    assert isinstance(edit, EditScreen) and edit.work.path == file and edit.sheet.text == CHANGED
    assert "ford.yaml" in edit.notice.words
    hand.wait_for(lambda: not edit.is_late)
    hand.close()


def test_what_is_saved_taken_back_or_given_up_leaves_no_copy(file: Path, shelf: Shelf) -> None:
    work, rescue = Work.open(file), Rescue(shelf.folder)

    def change() -> None:
        work.change(Sheet(work.sheet.text + "# more\n", file.name))
        rescue.keep(work)
        assert len(copies(shelf)) == 1

    change()
    work.undo()
    rescue.keep(work)
    assert not copies(shelf)
    change()
    work.save()
    rescue.keep(work)
    assert not copies(shelf)
    change()
    rescue.drop()
    assert not copies(shelf) and not [*shelf.folder.iterdir()]


def test_a_copy_that_was_never_written_is_offered_too(tmp_path: Path, shelf: Shelf) -> None:
    work = edit_of("handan", bundled_scenarios() / "handan.yaml")
    fresh = Work.copy(work.sheet.text.encode(), tmp_path / "my-handan.yaml")
    fresh.change(Sheet(fresh.sheet.text + "# mine\n", "my-handan.yaml"))
    left = Rescue(shelf.folder)
    left.keep(fresh)
    assert left_unsaved(shelf) is None, "while its program lives it is nobody else's"
    assert left._mark is not None
    left._mark.remove()
    assert left_unsaved(shelf) == tmp_path / "my-handan.yaml"
    again = work_left(tmp_path / "my-handan.yaml")
    assert Rescue(shelf.folder).take_up(again) and again.sheet.text.endswith("# mine\n") and again.is_changed


def test_a_file_that_was_written_meanwhile_is_overwritten_after_a_question_only(file: Path, shelf: Shelf) -> None:
    left_behind(file, shelf)
    file.write_text(BLANK + "# somebody else\n", encoding="utf-8")
    work = Work.open(file)
    assert Rescue(shelf.folder).take_up(work) and work.is_other_on_disk()


def test_a_copy_that_cannot_be_read_is_no_trouble(file: Path, shelf: Shelf) -> None:
    left_behind(file, shelf)
    copies(shelf)[0].write_text("{", encoding="utf-8")
    assert left_unsaved(shelf) is None
    assert EditScreen(Work.open(file), shelf).sheet.text == BLANK
