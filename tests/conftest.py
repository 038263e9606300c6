"""Hypothesis is the same in every run of CI and quick in every run; garbage is looked for as seldom as in the game."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from game.collector import leave_what_is_loaded, look_seldom

settings.register_profile("play", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("play"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "play")

look_seldom()


def pytest_collection_finish() -> None:
    leave_what_is_loaded()


@pytest.fixture(scope="module", autouse=True)
def _gives_back() -> Iterator[None]:
    """Windows that are closed are given back with their file, so that a worker stays small."""
    yield
    gc.collect()


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tiles and lines are drawn anew, beside the user's cache; compiled kernels are named by their sources and stay."""
    from game.core.kernels.jit import cache_folder

    cache_folder()  # found once, and before there is another
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("platformdirs.user_cache_path", lambda *_, **__: folder)
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiles_apart() -> None:
    """Of several workers one begins with the kernels of planning, since all others begin with those of supply."""
    if os.environ.get("PYTEST_XDIST_WORKER") != "gw1":
        return
    from game.core.engine import observe
    from game.core.state import Clock
    from game.players import make
    from tests.boards import RED, scenario

    board = scenario(". . .", "A@0101", "b@0301")
    start = board.start.copy()
    start.clock[Clock.SIDE] = RED
    make("greedy", board.world, RED, 0).act(observe(board.world, start, RED), {})


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program in an empty folder, where nothing may be its own fault: exit status, output, errors."""
    from game.cli.main import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err and "an unexpected error" not in err
        return status, out, err

    return call


@pytest.fixture
def squeezed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every word that was broken, and every text of a button or a heading that was cut."""
    from game.ui.pages import page
    from game.ui.paper import paint_controls, wrap

    found: list[str] = []
    broken, cut = wrap._broken, paint_controls.cut

    def note_broken(cluster: list[wrap._Piece], width: int, measure: wrap.Measure) -> Iterator[wrap._Piece]:
        found.extend(piece.text for piece in cluster if measure(piece.text, piece.span.bold) > width)
        return broken(cluster, width, measure)

    def note_cut(words: str, width: int, size: int, bold: bool) -> str:
        shown = cut(words, width, size, bold=bold)
        found.extend([words] if shown != words else [])
        return shown

    monkeypatch.setattr(wrap, "_broken", note_broken)
    for module in (paint_controls, page):
        monkeypatch.setattr(module, "cut", note_cut)
    return found
