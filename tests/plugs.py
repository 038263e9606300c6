"""Packages that bring players, as pip would install them, for one test."""

import sys
from pathlib import Path

import pytest

from game.core.kernels.jit import is_compiled

HEAD = """
import gc, os, time
from game.core.orders import EndPhase, Entrench, Move
from game.core.state import U


class Base:
    '''A player that lets its units rest.'''

    def __init__(self, world, side, key):
        self.world, self.side, self.key = world, side, key

    def act(self, view, memory):
        return [], memory
"""


def install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, source: str, *names: str, package: str = "others", entries: str = ""
) -> None:
    """Make a package importable whose classes are players: ``names`` are theirs, each also its class's."""
    site = folder / package
    (site / f"{package}-1.2.dist-info").mkdir(parents=True)
    (site / f"{package}_players.py").write_text(HEAD + source, encoding="utf-8")
    (site / f"{package}-1.2.dist-info" / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n", encoding="utf-8"
    )
    lines = entries or "\n".join(f"{name} = {package}_players:{name}" for name in names)
    (site / f"{package}-1.2.dist-info" / "entry_points.txt").write_text(f"[hebei.players]\n{lines}\n", encoding="utf-8")
    monkeypatch.delitem(sys.modules, f"{package}_players", raising=False)  # that of another test
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")  # workers need not load kernels for a game of a moment
    if is_compiled():  # Numba reads the environment whenever it compiles; this process goes on compiling
        monkeypatch.setattr("numba.core.config.reload_config", lambda: None)
