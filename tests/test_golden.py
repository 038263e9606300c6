"""Golden replays: small games stored whole, with all their numbers, and the position at the end of each of their days.

A change of a number in assets/rules.yaml changes none of them; a change of a
rule does. If the change is meant, raise RULES_VERSION where saves are affected
and record the games anew with

    python -m tests.test_golden
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game.core import engine, luck
from game.core.notation import order_from_data, order_to_data
from game.core.orders import Order
from game.core.state import GameState, U
from game.core.turn import Turn
from game.scenario.load import from_spec
from game.session.session import Session
from tests.boards import Board, pinned_rules

FOLDER = Path(__file__).parent / "golden"
SEEDS = {
    "crossing": 1909,
    "pocket": 2077,
    "relief": 1907,
    "railway": 1900,
    "siege": 1900,
    "talks": 1934,
    "trains": 1920,
    "calendar": 1,
}
"""Chosen so that together the games tell of as many kinds of events as they can."""

RIVER = {
    "rivers": [
        {"sides": ["0301 s", "0201 s", "0201 se", "0401 sw", "0401 s", "0502 n", "0601 s", "0601 sw", "0102 n"]}
    ],
    "bridges": [{"side": "0401 s"}],
    "roads": [{"hexes": ["0401", "0402", "0403", "0404"]}],
}


def _order(id: str, formation: str, target: str, first: int, last: int) -> dict[str, Any]:
    """An order from above between two days of October."""
    days = {"date": f"1945-10-{first:02d}", "by": f"1945-10-{last:02d}"}
    return {"id": id, "name": id, "formation": formation, "kind": "push_on", "target": target, **days}


BOARDS: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    "crossing": (
        """
        . . . . . .
        . . . . r .
        . h . . . .
        . . . ~ . .
        """,
        (
            "A@0301 men=7000 guns=12",
            "B@0201 men=6000",
            "E@0501 men=900 type=engineer_regiment",
            "C@0401 men=5000 arrives=15",
            "p@0302 men=4000 type=infantry_brigade",
            "q@0402 men=3600 type=infantry_brigade dug=2",
            "r@0604 men=3000 type=cavalry_brigade",
            "s@0404 men=6000 arrives=16",
        ),
        {
            "map": RIVER,
            "watches": ["day", "night"],
            "first": {"night": "blue"},
            "sides": {
                "red": {"name": "Red"},
                "blue": {"name": "Blue", "night_trained": True, "countryside": 80},
            },
            "countryside": {"default": "blue"},
            "places": {"ford": {"name": "Ford", "at": "0402", "kind": "town", "walls": True, "held_by": "blue"}},
            "supply": {"sources": [{"id": "north", "name": "North", "side": "red", "at": "0301", "capacity": 20000}]},
        },
    ),
    "pocket": (
        """
        . . . . .
        . . h . .
        . r . . .
        . . . . .
        """,
        (
            "A@0101 men=9000 guns=20",
            "B@0202 men=7000",
            "C@0501 men=8000",
            "D@0404 men=6000 type=infantry_brigade",
            "p@0302 men=5000 quality=45 stock=35",
            "q@0302 men=4000 quality=40 cohesion=45 stock=20",
            "r@0503 men=3000",
            "s@0504 men=900 of=rear arrives=18",
        ),
        {
            "days": 5,
            "formations": ["blue-army", "blue-rear"],
            "sides": {"red": {"name": "Red", "enlists": True}, "blue": {"name": "Blue", "enlists": True}},
            "rules": {"enlist_days": 1, "enlist_share": 1000},
            "places": {"fort": {"name": "Fort", "at": "0302", "works": 2, "held_by": "blue"}},
            "supply": {
                "sources": [
                    {"id": "west", "name": "West", "side": "red", "at": "0101", "capacity": 50000},
                    {"id": "east", "name": "East", "side": "blue", "at": "0503", "capacity": 50000},
                ]
            },
            "options": {"low_luck": 1},
        },
    ),
    "relief": (
        """
        . . . . . . . . . . . . . .
        . . . r . . . . . . . . . .
        """,
        (
            "H@0101 type=headquarters men=500",
            "A@1301 men=4000",
            "G@0201 men=3000 of=guard",
            "K@0201 men=5000 of=guard",
            "T@0402 men=1000 held=true",
            "p@1401 men=6000",
            "m@0302 men=1500 type=militia",
        ),
        {
            "days": 5,
            "formations": [
                "red-guard reluctant=true initiative=40 source=S clique=central",
                "red-army clique=regional",
            ],
            "places": {
                "town": {"name": "Town", "at": "0402", "kind": "town", "held_by": "red", "value": 2},
                "gate": {"name": "Gate", "at": "0302"},
                "end": {"name": "End", "at": "1402"},
                "middle": {"name": "Middle", "at": "0701"},
            },
            "superior_orders": [
                _order("hold-gate", "red-guard", "gate", 14, 16),
                _order("reach-end", "red-army", "end", 14, 15),
                _order("reach-middle", "blue-army", "middle", 14, 15),
            ],
        },
    ),
    "railway": (
        """
        . . . . . . . .
        . r . . . h . .
        . . . w . . . .
        """,
        (
            "A@0701 men=6000",
            "M@0401 men=2000 type=militia",
            "V@0201 men=4000 type=motorised_division",
            "p@0603 men=5000 type=cavalry_brigade",
            "q@0803 men=4000 type=infantry_brigade",
            "m@0503 men=1500 type=militia",
        ),
        {
            "map": {
                "hex_km": 10,
                "rails": [{"hexes": [f"0{n}01" for n in range(1, 9)], "wrecked": [["0501", "0601"]]}],
                "rivers": [{"sides": ["0103 ne"], "frozen": {"first": "1945-10-15", "last": "1945-10-15"}}],
            },
            "supply": {
                "sources": [
                    {"id": "yard", "name": "Yard", "side": "red", "at": "0101", "kind": "rail", "capacity": 9000}
                ],
                "depots": [{"id": "forward", "side": "red", "at": "0701"}],
            },
            "options": {"fog": 0},
        },
    ),
    "siege": (
        """
        . . . . . .
        . . . . . .
        . . . . . .
        """,
        (
            "A@0402 men=5000 stock=50",
            "E@0101 men=900 type=engineer_regiment",
            "T@0102 men=900 type=army_train",
            "b@0202 men=4500",
            "c@0501 men=4000",
            "d@0503 men=4000",
        ),
        {
            "days": 5,
            "map": {"rails": [{"hexes": ["0101", "0201", "0301"], "wrecked": [["0201", "0301"]]}]},
            "places": {
                "fort": {
                    "name": "Fort",
                    "at": "0402",
                    "works": 1,
                    "held_by": "red",
                    "rations": {"days": 20, "men": 3000},
                },
                "barn": {"name": "Barn", "at": "0103", "held_by": "blue", "rations": {"days": 5, "men": 3000}},
            },
            "supply": {
                "sources": [{"id": "west", "name": "West", "side": "red", "at": "0101", "capacity": 50000}],
                "airdrops": [{"id": "lift", "name": "Airlift", "side": "red", "capacity": 1000}],
            },
        },
    ),
    "talks": (
        ". . . . . . . .",
        ("A@0101 men=4000", "B@0201 of=guard men=3000", "c@0601 men=4000", "d@0801 of=guard men=3000"),
        {
            "lifts": [{"id": "boats", "name": "Boats", "side": "red", "at": "0201", "capacity": 500}],
            "days": 9,
            "places": {
                "west": {"name": "West", "at": "0101", "kind": "city", "held_by": "red"},
                "east": {"name": "East", "at": "0601", "kind": "city", "held_by": "blue"},
            },
            "formations": ["red-army", "red-guard clique=central", "blue-army", "blue-guard"],
            "talks": [
                {
                    "id": "peace-in-the-east",
                    "command": "blue-army",
                    "principal": "east",
                    "resolve": 10.5,
                    "contact": {"name": "his daughter", "since": "1945-10-14"},
                    "terms": [{"id": "join", "name": "join"}],
                    "signing_days": 1,
                    "handing_over_days": 1,
                },
                {
                    "id": "peace-in-the-west",
                    "command": "red-army",
                    "principal": "west",
                    "resolve": 90,
                    "terms": [
                        {"id": "disarm", "name": "disarm", "units": "disarm"},
                        {"id": "leave", "name": "leave", "units": "leave", "resolve": -85},
                    ],
                    "signing_days": 1,
                    "handing_over_days": 1,
                },
            ],
            "rules": {"offer_again": 1},
        },
    ),
    "trains": (
        """
        . . . . . . . .
        . . . . . . . .
        . . . . . . . .
        """,
        ("A@0101 men=4000", "B@0201 men=4000", "C@0401 men=3000", "D@0603", "p@0802 men=4000", "q@0703 men=900"),
        {
            "days": 6,
            "map": {"rails": [{"id": "top", "hexes": [f"{column:02d}01" for column in range(1, 9)]}]},
            "countryside": {"default": "blue"},
            "places": {"halt": {"name": "Halt", "at": "0601", "held_by": "red"}},
            "supply": {"sources": [{"id": "west", "name": "West", "side": "red", "at": "0101", "capacity": 50000}]},
            "troop_trains": [{"id": "trains", "name": "Trains", "side": "red", "on": ["top"], "capacity": 8000}],
        },
    ),
    "calendar": (
        ". . . . .",
        ("A@0101", "B@0101 arrives=15", "c@0501", "d@0501 arrives=16"),
        {
            "days": 3,
            "options": {"uncertain_arrivals": 1},
            "weather": [{"kind": "snow", "date": "1945-10-14"}, {"kind": "short_days", "date": "1945-10-15"}],
        },
    ),
}

Game = dict[str, Any]
_SELDOM = ("EndPhase", "ForceMarch", "Entrench", "Prioritise", "ShareAirdrop", "SetUpDepot", "Embark")
"""Orders that a stored game gives a quarter as often as others."""


def start(game: Game) -> Turn:
    """The stored game at its first order. Numbers that it does not know take the boards' values."""
    spec = dict(game["spec"])
    spec["rules"] = {table: {**entries, **spec["rules"].get(table, {})} for table, entries in pinned_rules().items()}
    scenario = from_spec(spec)
    return engine.new_game(scenario.world, scenario.start, game["seed"])


def days(turn: Turn, orders: list[Order]) -> Iterator[GameState]:
    """The position when each day has ended."""
    for order in orders:
        day = turn.state.day
        engine.submit(turn, order)
        if turn.state.day != day or turn.state.is_over:
            yield turn.state.copy()


def replayed(name: str) -> list[GameState]:
    """The positions of a stored game, played again."""
    game = stored(name)
    turn = start(game)
    return list(days(turn, [order_from_data(turn.world, order) for order in game["orders"]]))


def stored(name: str) -> Game:
    content: Game = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content


def as_lists(position: GameState) -> dict[str, list[Any]]:
    return {block: getattr(position, block).tolist() for block in GameState.BLOCKS}


def from_lists(blocks: dict[str, list[Any]]) -> GameState:
    return GameState(**{block: np.array(cells, dtype=np.int64) for block, cells in blocks.items()})


def fault(game: Game, positions: list[GameState]) -> str:
    """The first day and the first value in which a game differs from its record, or nothing."""
    for number, (position, record) in enumerate(zip(positions, game["days"], strict=True)):
        if position.digest() != record["digest"]:
            block, column, item = position.first_difference(from_lists(record["position"])) or ("?", "?", -1)
            return f"at the end of day {number + 1}: {block} {column} of item {item}"
    return ""


@pytest.mark.parametrize("name", BOARDS)
def test_a_stored_game_plays_as_it_did(name: str) -> None:
    differs = fault(stored(name), replayed(name))
    assert not differs, f"{name} differs {differs}. If a rule was meant to change: python -m tests.test_golden"


def test_a_changed_game_is_told_by_day_and_column() -> None:
    game, positions = stored("pocket"), replayed("pocket")
    positions[2].units[U.COHESION, 3] += 1
    assert fault(game, positions) == "at the end of day 3: units COHESION of item 3"


def test_the_games_hold_what_they_are_kept_for() -> None:
    """Marches, battles and everything that follows from them, so that a changed rule shows."""
    told = {type(event).__name__ for name in BOARDS for event in _events(name)}
    missing = {kind.__name__ for kind in engine.Event.__args__} - told
    rare = {
        "ColumnsCalledHome",
        "CommanderWentOver",
        "DepotLost",
        "FormationStoodAside",
        "FormationSurrendered",
        "FormationTookUpArms",
        "FormationWentOver",
        "HeadquartersLost",
        "OfferCaught",
        "SurrenderConsidered",
        "TalksAsked",
        "TalksBrokenOff",
        "TermsTabled",
        "TownSeized",
        "UnitDestroyed",
        "UnitDisbanded",
        "UnitMerged",
        "UnitScattered",
        "UnitsRallied",
    }
    assert missing <= rare, "which are rare; record with other SEEDS if a rule moved the luck"


def _events(name: str) -> list[Any]:
    game = stored(name)
    turn = start(game)
    for order in game["orders"]:
        engine.submit(turn, order_from_data(turn.world, order))
    return turn.events


def test_without_the_compiler_every_bit_is_the_same() -> None:
    """The same games in plain Python."""
    told = in_plain_python("[[day.digest() for day in replayed(name)] for name in BOARDS]")
    assert told == str([[day["digest"] for day in stored(name)["days"]] for name in BOARDS])


def test_without_the_compiler_a_staff_gives_the_same_orders() -> None:
    assert in_plain_python("[staff_game(name) for name in BOARDS]") == str([staff_game(name) for name in BOARDS])


def in_plain_python(expression: str) -> str:
    """What an expression over this module is where Numba compiles nothing."""
    command = [sys.executable, "-c", f"from tests.test_golden import *; print({expression})"]
    plain = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=plain, cwd=FOLDER.parents[1])
    return run.stdout.strip()


def staff_game(name: str) -> str:
    """The digest of a board after three days between two staffs."""
    rows, units, parts = BOARDS[name]
    session = Session(Board(rows, *units, **parts).scenario, ("staff", "staff"))
    for _ in session.play(days=3):
        pass
    return session.turn.state.digest()


def _chosen(turn: Turn, number: int, seed: int) -> Order:
    """One of the legal orders, by a draw; battles come first, phases end one time in five."""
    state = turn.state
    orders = engine.legal(turn.world, engine.observe(turn.world, state, state.active_side))
    kinds = sorted({type(order).__name__ for order in orders} - set(_SELDOM))
    pick = luck.combine(seed, number)
    wish = ([*_SELDOM, *kinds * 4])[pick % (len(_SELDOM) + 4 * len(kinds))]
    some = [order for order in orders if type(order).__name__ == wish] or orders
    return some[luck.mix(pick) % len(some)]


def record(name: str) -> Game:
    """A game of random legal orders on a board, as it is stored."""
    rows, units, parts = BOARDS[name]
    seed = SEEDS[name]
    game: Game = {"spec": Board(rows, *units, **json.loads(json.dumps(parts))).scenario.spec, "seed": seed}
    turn, orders = start(game), []
    while not turn.state.is_over:
        orders.append(_chosen(turn, len(orders), seed))
        engine.submit(turn, orders[-1])
    game["orders"] = [order_to_data(turn.world, order) for order in orders]
    positions = days(start(game), orders)
    game["days"] = [{"digest": position.digest(), "position": as_lists(position)} for position in positions]
    return game


if __name__ == "__main__":
    for board in BOARDS:
        text = json.dumps(record(board), ensure_ascii=False, separators=(",", ":"))
        (FOLDER / f"{board}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
