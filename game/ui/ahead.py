"""The rules compiled in a process of its own before the first game of a machine.

Compiling takes three times the memory of a game, which a process does not give back. This one ends, and what it has
compiled is read from the cache.
"""

from collections.abc import Callable
from multiprocessing import get_context

from game.core.kernels.jit import cache_folder, is_cached

_LOOK = 0.25
"""Seconds between two looks at how far it is."""
_DAYS = 2


def compile_ahead(note: Callable[[int], None]) -> None:
    """Have the rules compiled where they never were; ``note`` is told how many pieces there are, and may raise to stop.

    Where that fails nothing is lost: whoever needs a rule compiles it.
    """
    if is_cached() or not cache_folder().name.startswith("kernels-"):  # a folder of this process alone helps nobody
        return
    process = get_context("spawn").Process(target=compile_rules, name="compiling", daemon=True)
    try:
        process.start()
    except OSError:
        return
    try:
        while process.is_alive():
            note(sum(1 for _ in cache_folder().rglob("*.nbc")))
            process.join(_LOOK)
    finally:
        process.kill()
        process.join()


def compile_rules() -> None:
    """Ask the rules all that a first game does: what a person's clicks ask, and two days of a computer's game."""
    from game.players import OPPONENT
    from game.resources import bundled_scenarios
    from game.scenario.load import load
    from game.session.api import play
    from game.session.session import Session
    from game.ui.play.rehearsal import rehearse

    scenario = load(bundled_scenarios() / "handan.yaml")
    rehearse(Session(scenario, (None, OPPONENT), 1))
    play(scenario, (OPPONENT, OPPONENT), 1, days=_DAYS)
