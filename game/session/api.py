"""The public functions of the package, in whole games. docs/python.md shows them at work."""

import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from game.scenario.load import Scenario
from game.scenario.load import load as load_scenario
from game.session.enter import enter
from game.session.results.result import Result, result_of
from game.session.seats import Seats
from game.session.session import Session


def load(
    name_or_path: str | Path,
    variant: str | Sequence[str] | None = None,
    *,
    overrides: Mapping[str, int] | None = None,
) -> Scenario:
    """A scenario by its name, also as ``name@entry``, or by the path of its file.

    ``variant`` names a change of fact that the scenario offers, or several.
    ``overrides`` are numbers of the rules by name, and the options ``fog`` and
    ``low_luck`` as 0 or 1.

    Raises:
        ScenarioError: with everything that is wrong in the file, the variants or the overrides.
        FileNotFoundError: there is no such scenario; the message names those near.
    """
    variants = [variant] if isinstance(variant, str) else list(variant or ())
    return load_scenario(name_or_path, overrides=overrides, variants=variants)


def play(
    scenario: Scenario | str | Path,
    players: Seats = ("greedy", "greedy"),
    seed: int = 1,
    days: int | None = None,
    save: str | Path | None = None,
    start_on: date | None = None,
) -> Result:
    """Play a game between computer players to its end or for some days; takes a scenario, its name or its path.

    ``start_on`` enters history on a later day of the scenario's track, see `enter`.

    The same scenario, players and seed give the same game on every machine.
    ``save`` names a new file that the game is written to. Raises as `Session` does,
    and PlayerError when a player fails, ValueError for less than a day.
    """
    if days is not None and days < 1:
        raise ValueError(f"found {days} days; at least 1 is needed")
    if not isinstance(scenario, Scenario):
        scenario = load(scenario)
    began = time.perf_counter()
    if start_on is None:
        session = Session(scenario, players, seed, save)
    else:
        session = enter(scenario, (start_on - scenario.world.calendar.start).days, players, seed, save).session
    for _ in session.play(days):
        pass
    return result_of(session, time.perf_counter() - began)
