"""Random clicking and typing raises nothing and leaves a game that replays; `benchmarks hands` does it for long."""

from pathlib import Path

import pytest

from benchmarks.hands import fumble
from game.players.scripted import ScriptedPlayer
from game.session.session import Session
from game.session.tutorial import first_game
from game.ui.all_screens import register
from game.ui.play.screen import PlayScreen
from game.ui.saves import Shelf

DEEDS, ORDERS = 160, 3


@pytest.mark.parametrize("seed", [1, 2])
def test_random_hands_leave_a_game_that_replays(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    shelf = Shelf.open(tmp_path / "saves")
    register(shelf)
    scenario = first_game().scenario
    players = (ScriptedPlayer(scenario.world, 0, {}), None)
    session = Session(scenario, players, seed, save=shelf.fresh("tutorial"))
    found = fumble(session, lambda: PlayScreen(session, shelf), tmp_path, seed, DEEDS, ORDERS)
    assert found["orders"] >= ORDERS
