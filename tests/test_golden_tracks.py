"""Golden replays of both tracks: a whole game of each campaign as history, order by order, with all its numbers.

The scenario, the rules' numbers and the orders are stored, so neither calibration nor a better player changes
these games; a change of a rule does. If the change is meant, record them anew with

    python -m tests.test_golden_tracks
"""

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from game.core import engine
from game.core.notation import order_from_data, order_to_data
from game.core.victory import score
from game.scenario.load import from_spec, load
from game.session.session import Session
from tests.test_golden import days

FOLDER = Path(__file__).parent / "golden"
TRACKS = ("handan", "pingjin")
RECORD = "python -m tests.test_golden_tracks"
SEED = 1

Game = dict[str, Any]


def stored(name: str) -> Game:
    """What was recorded."""
    content: Game = json.loads(lzma.decompress((FOLDER / f"{name}-history.json.xz").read_bytes()))
    return content


def replayed(game: Game) -> tuple[list[str], int]:
    """The digests of a stored game at the end of its days and its score, played again."""
    scenario = from_spec(game["spec"])
    turn = engine.new_game(scenario.world, scenario.start, game["seed"])
    orders = [order_from_data(turn.world, order) for order in game["orders"]]
    digests = [position.digest() for position in days(turn, orders)]
    return digests, score(turn.world, turn.state)


def fault(game: Game, digests: list[str], points: int) -> str:
    """The first day that differs from the record, or in what the end does; nothing where all is as it was."""
    dates = game["dates"]
    for date, digest, recorded in zip(dates, digests, game["digests"], strict=False):
        if digest != recorded:
            return f"differs from its record on {date}, the first day that does"
    if len(digests) != len(dates):
        return f"has {len(digests)} days and not {len(dates)}"
    return "" if points == game["score"] else f"ends with {points} points and not with {game['score']}"


@pytest.mark.parametrize("name", TRACKS)
def test_a_track_plays_as_it_did(name: str) -> None:
    game = stored(name)
    differs = fault(game, *replayed(game))
    assert not differs, f"{name} as history {differs}. If a rule was meant to change: {RECORD}"


def test_the_first_day_that_differs_is_named() -> None:
    game = stored("handan")
    date = game["dates"][7]
    digests = [*game["digests"][:7], "another", "yet another", *game["digests"][9:]]
    assert fault(game, digests, game["score"]) == f"differs from its record on {date}, the first day that does"


def record(name: str) -> Game:
    """A whole game of `historical` against itself."""
    scenario = load(name)
    session = Session(scenario, ("historical", "historical"), SEED)
    for _ in session.play():
        pass
    orders = [order_to_data(scenario.world, record.order) for record in session.records]
    game: Game = {"spec": scenario.spec, "seed": SEED, "orders": orders}
    game["digests"], game["score"] = replayed(game)
    assert game["digests"][-1] == session.turn.state.digest()
    dates = scenario.world.calendar
    game["dates"] = [dates.date(day).isoformat() for day in range(len(game["digests"]))]
    return game


if __name__ == "__main__":
    for track in TRACKS:
        text = json.dumps(record(track), ensure_ascii=False, separators=(",", ":"))
        (FOLDER / f"{track}-history.json.xz").write_bytes(lzma.compress(text.encode(), preset=9))
