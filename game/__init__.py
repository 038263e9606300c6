"""Hebei 1945–49: an operational hex wargame of the Chinese Civil War.

    import game

    result = game.play(game.load("handan"), players=("greedy", "random"), seed=7)

The names below are the public interface; docs/python.md shows them at work.
They are imported on first use, so that ``import game`` itself takes no time.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.scenario.load import Scenario
    from game.scenario.problems import ScenarioError
    from game.session.api import load, play
    from game.session.batch import BatchSettings
    from game.session.batch import run_batch as batch
    from game.session.batch_db import BatchError
    from game.session.batch_reader import Batch, from_batch, read_batch
    from game.session.journal import SaveError
    from game.session.replay import branch, replay, resume
    from game.session.result import Result
    from game.session.save import Save, read_save
    from game.session.session import PlayerError, Session, UndoRefused

__version__ = "0.1.0"

RULES_VERSION = 1
"""Changes with any change of behaviour: saves of another version can be read and continued, not replayed."""

_HOMES = {
    "PlayerError": "game.session.session",
    "Result": "game.session.result",
    "SaveError": "game.session.journal",
    "Scenario": "game.scenario.load",
    "ScenarioError": "game.scenario.problems",
    "Session": "game.session.session",
    "UndoRefused": "game.session.session",
    "load": "game.session.api",
    "play": "game.session.api",
}

__all__ = [
    "RULES_VERSION",
    "PlayerError",
    "Result",
    "SaveError",
    "Scenario",
    "ScenarioError",
    "Session",
    "UndoRefused",
    "__version__",
    "load",
    "play",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'game' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return __all__
