"""Hebei 1945–49: an operational hex wargame of the Chinese Civil War.

    import game

    result = game.play(game.load("handan"), players=("greedy", "random"), seed=7)

The names below are the public interface; docs/python.md shows them at work.
They are imported on first use, so that ``import game`` itself takes no time.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.core.intents.check import UnfitIntent
    from game.core.intents.intent import Intent, IntentKind
    from game.core.refusal import IllegalOrder
    from game.players import PluginError
    from game.players.scripted import ScriptedPlayer
    from game.scenario.load import Scenario
    from game.scenario.problems import ScenarioError
    from game.session.api import load, play
    from game.session.conformance.trial import Check, Trial, conformance
    from game.session.enter import enter
    from game.session.replay import branch, replay, resume
    from game.session.results.compare_saves import Parting, compare_saves
    from game.session.results.result import Result
    from game.session.saves.journal import SaveError
    from game.session.saves.save import Save, read_save
    from game.session.seats import PlayerError
    from game.session.session import Session
    from game.session.study.arena import Arena, ArenaSettings, read_arena
    from game.session.study.arena import run_arena as arena
    from game.session.study.batch import BatchSettings
    from game.session.study.batch import run_batch as batch
    from game.session.study.batch_db import BatchError
    from game.session.study.batch_reader import Batch, from_batch, read_batch
    from game.session.study.compare import Comparison, compare
    from game.session.study.whatif import whatif
    from game.session.undo import UndoRefused

__version__ = "0.1.0"

RULES_VERSION = 7
"""Changes with any change of behaviour: saves of another version can be read and continued, not replayed."""

__all__ = [
    "RULES_VERSION",
    "Arena",
    "ArenaSettings",
    "Batch",
    "BatchError",
    "BatchSettings",
    "Check",
    "Comparison",
    "IllegalOrder",
    "Intent",
    "IntentKind",
    "Parting",
    "PlayerError",
    "PluginError",
    "Result",
    "Save",
    "SaveError",
    "Scenario",
    "ScenarioError",
    "ScriptedPlayer",
    "Session",
    "Trial",
    "UndoRefused",
    "UnfitIntent",
    "__version__",
    "arena",
    "batch",
    "branch",
    "compare",
    "compare_saves",
    "conformance",
    "enter",
    "from_batch",
    "load",
    "play",
    "read_arena",
    "read_batch",
    "read_save",
    "replay",
    "resume",
    "whatif",
]

_HOMES = {
    "Arena": "game.session.study.arena:Arena",
    "ArenaSettings": "game.session.study.arena:ArenaSettings",
    "Batch": "game.session.study.batch_reader:Batch",
    "BatchError": "game.session.study.batch_db:BatchError",
    "BatchSettings": "game.session.study.batch:BatchSettings",
    "Check": "game.session.conformance.trial:Check",
    "Comparison": "game.session.study.compare:Comparison",
    "IllegalOrder": "game.core.refusal:IllegalOrder",
    "Parting": "game.session.results.compare_saves:Parting",
    "Intent": "game.core.intents.intent:Intent",
    "IntentKind": "game.core.intents.intent:IntentKind",
    "PlayerError": "game.session.seats:PlayerError",
    "PluginError": "game.players:PluginError",
    "Result": "game.session.results.result:Result",
    "Save": "game.session.saves.save:Save",
    "SaveError": "game.session.saves.journal:SaveError",
    "Scenario": "game.scenario.load:Scenario",
    "ScenarioError": "game.scenario.problems:ScenarioError",
    "ScriptedPlayer": "game.players.scripted:ScriptedPlayer",
    "Session": "game.session.session:Session",
    "Trial": "game.session.conformance.trial:Trial",
    "UndoRefused": "game.session.undo:UndoRefused",
    "UnfitIntent": "game.core.intents.check:UnfitIntent",
    "arena": "game.session.study.arena:run_arena",
    "batch": "game.session.study.batch:run_batch",
    "branch": "game.session.replay:branch",
    "compare": "game.session.study.compare:compare",
    "compare_saves": "game.session.results.compare_saves:compare_saves",
    "conformance": "game.session.conformance.trial:conformance",
    "enter": "game.session.enter:enter",
    "from_batch": "game.session.study.batch_reader:from_batch",
    "load": "game.session.api:load",
    "play": "game.session.api:play",
    "read_arena": "game.session.study.arena:read_arena",
    "read_batch": "game.session.study.batch_reader:read_batch",
    "read_save": "game.session.saves.save:read_save",
    "replay": "game.session.replay:replay",
    "resume": "game.session.replay:resume",
    "whatif": "game.session.study.whatif:whatif",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'game' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    value = globals()[name] = getattr(import_module(module), attribute)
    return value


def __dir__() -> list[str]:
    return __all__
