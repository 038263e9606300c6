"""The rules are compiled in a process of its own before the first game, and the window goes on from what it left."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from game.session.session import Session
from game.ui import ahead, loading
from game.ui.ahead import compile_ahead, compile_rules
from game.ui.loading import LoadingScreen
from game.ui.pages.settings import SettingsScreen
from tests.boards import scenario
from tests.windows import Hand


class Compiler:
    """A process that leaves one piece more at every look and ends after three."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.target = folder, None
        self.has_begun = self.is_killed = False

    def Process(self, target: Callable[[], None], **_: object) -> Any:  # noqa: N802 (as in multiprocessing)
        self.target = target
        return self

    def start(self) -> None:
        self.has_begun = True

    def is_alive(self) -> bool:
        return not self.is_killed and len([*self.folder.iterdir()]) < 3

    def join(self, timeout: float | None = None) -> None:
        if self.is_alive():
            (self.folder / f"{len([*self.folder.iterdir()])}.nbc").touch()

    def kill(self) -> None:
        self.is_killed = True


@pytest.fixture
def compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compiler:
    folder = tmp_path / "kernels-0"
    folder.mkdir()
    made = Compiler(folder)
    monkeypatch.setattr(ahead, "cache_folder", lambda: folder)
    monkeypatch.setattr(ahead, "is_cached", lambda: any(folder.iterdir()))
    monkeypatch.setattr(ahead, "get_context", lambda kind: made)
    return made


def test_a_process_of_its_own_compiles_and_tells_how_far_it_is(compiler: Compiler) -> None:
    told: list[int] = []
    compile_ahead(told.append)
    assert compiler.target is compile_rules and told == [0, 1, 2]


def test_nothing_is_compiled_twice(compiler: Compiler) -> None:
    (compiler.folder / "0.nbc").touch()
    compile_ahead(lambda count: None)
    assert not compiler.has_begun


def test_a_folder_that_only_this_process_knows_is_left_to_it(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ahead, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(ahead, "is_cached", lambda: False)
    compile_ahead(lambda count: None)
    assert not compiler.has_begun


def test_who_no_longer_waits_ends_the_process(compiler: Compiler) -> None:
    def leave(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compile_ahead(leave)
    assert compiler.is_killed


def test_a_game_is_made_only_after_its_rules_are_there(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ready: list[int] = []

    def make(_: object) -> Session:
        ready.append(len([*compiler.folder.iterdir()]))
        return Session(scenario("....\n....", "A@0101", "c@0401"), (None, "greedy"))

    monkeypatch.setattr(loading, "rehearse", lambda session: None)
    screen = LoadingScreen(make, lambda session: SettingsScreen())
    hand = Hand(screen, tmp_path)
    hand.wait_for(lambda: isinstance(hand.screen, SettingsScreen))
    assert ready == [3] and screen.compiled == 2
    hand.close()


def test_what_is_compiled_ahead_is_a_whole_first_game(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run here, where the rules are compiled already: it must not fail, since nobody would be told."""
    assert os.environ.get("SDL_VIDEODRIVER") == "dummy"
    monkeypatch.setattr(ahead, "_DAYS", 1)
    compile_rules()
