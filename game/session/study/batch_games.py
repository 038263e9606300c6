"""One game of a batch, as a row."""

import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from game.players import PluginError
from game.scenario.load import Scenario
from game.session.results.result import Result, result_of
from game.session.seats import PlayerError
from game.session.session import Session
from game.session.study.batch_db import GameRow


class Task(NamedTuple):
    """One game of a batch."""

    key: int
    pair: int
    seed: int
    players: tuple[str, str]


def play_game(
    scenario: Scenario, task: Task, days: int | None, began: Callable[[Session], None] | None = None
) -> GameRow:
    """One game of a batch. What fails in it, a player or a rule, costs this game only.

    ``began`` is told of the session once the game stands at its first order.
    """
    start = time.perf_counter()
    culprit = ""
    try:
        session = Session(scenario, task.players, task.seed)
        if began:
            began(session)
        for _ in session.play(days):
            pass
        return _row(task, result_of(session, time.perf_counter() - start))
    except PlayerError as error:
        message, culprit = str(error), error.player
    except PluginError as error:
        message, culprit = str(error), error.player
    except Exception as error:  # a fault of ours costs its game too: the others of the batch go on
        place = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}: {error}"
    return failed_row(task, message, culprit, time.perf_counter() - start)


def failed_row(task: Task, message: str, culprit: str, seconds: float) -> GameRow:
    """The row of a game that was broken off; ``culprit`` is the player whose fault it was, if it was one's."""
    seconds = round(seconds, 4)
    return GameRow(
        *task[:3], *task.players, "failed", message, culprit, None, None, None, seconds, None, [], [], [], [], []
    )


def _row(task: Task, result: Result) -> GameRow:
    documented = [(id, 1, day) for id, day in result.events.items()]
    return GameRow(
        *task[:3],
        *task.players,
        status="finished" if result.over else "stopped",
        message="",
        culprit="",
        day=result.day,
        score=result.score,
        level=result.level,
        seconds=round(result.seconds, 4),
        digest=result.digest,
        losses=[(side, kind, men) for side, kinds in result.losses.items() for kind, men in kinds.items()],
        events=[*documented, *((id, 0, day) for id, day in result.notable.items())],
        places=list(result.places.items()),
        reaches=list(result.reaches.items()),
        departures=list(result.departures.items()),
    )
