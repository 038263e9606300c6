"""Walls on hexsides. Rulebook 4.10."""

from typing import Any

import pytest

from game.core.board import Edge
from game.core.kernels.survey import ZONE, survey
from game.core.orders import Attack, BuildBridge, Move
from game.core.refusal import Reason
from game.core.state import U
from game.scenario.problems import ScenarioError
from tests.boards import BLUE, RED, Board, scenario

FIELD = """
    . . . . .
    . . . . .
    . . . . .
"""
SIDES = ["0201 ne", "0201 se", "0202 ne", "0202 se", "0203 ne"]
"""Between the second column and the third, from the top of the map to its bottom."""


def walled(*units: str, road: list[str] | None = None, **parts: Any) -> Board:
    """A wall across the whole map; ``road`` leads through it."""
    chart: dict[str, Any] = {"walls": [{"id": "wall", "name": "Long Wall", "sides": SIDES}]}
    if road:
        chart["roads"] = [{"id": "road", "hexes": road}]
    return Board(FIELD, *units, map={**chart, **parts.pop("map", {})}, **parts)


def test_nobody_marches_over_it() -> None:
    board = walled("A@0202", "b@0501")
    for there in ("0302", "0303"):
        refusal = board.refuse(Move(board.unit("A"), (board.hex(there),)))
        assert refusal.reason is Reason.IMPASSABLE


def test_it_is_open_where_a_road_or_railway_leads_through() -> None:
    board = walled("A@0202", "b@0501", road=["0102", "0202", "0302", "0402"])
    board.march("A", "0302")
    assert board.where("A") == "0302"
    rail = walled("A@0202", "b@0501", map={"rails": [{"id": "line", "hexes": ["0202", "0302"]}]})
    rail.march("A", "0302")
    assert rail.where("A") == "0302"


def test_nobody_attacks_over_it_and_no_zone_reaches_over_it() -> None:
    board = walled("A@0202 men=9000", "b@0302 men=9000")
    refusal = board.refuse(Attack(board.hex("0302"), (board.unit("A"),)))
    assert refusal.reason is Reason.IMPASSABLE
    for side, far, near in ((RED, "0203", "0303"), (BLUE, "0303", "0203")):
        zones = survey(board.world.board, board.turn.state.units, side) & ZONE
        assert zones[board.hex(near)] and not zones[board.hex(far)]


def test_nobody_has_a_way_out_over_it() -> None:
    supply = {
        "sources": [{"id": "base", "name": "Base", "kind": "rail", "side": "red", "at": "0101", "capacity": 90000}]
    }
    without = Board(FIELD, "A@0401", "b@0503", supply=supply)
    behind = walled("A@0401", "b@0503", supply=supply)
    gate = walled("A@0401", "b@0503", supply=supply, road=["0202", "0302"])
    for board in (without, behind, gate):
        board.end_day()
    days = [board.value("A", U.ENCIRCLED) > 0 for board in (without, behind, gate)]
    assert days == [False, True, False]


def test_engineers_bridge_no_river_under_it() -> None:
    river = {"rivers": [{"id": "stream", "sides": ["0202 ne"]}]}
    board = walled("A@0202 type=engineer_regiment", "b@0501", map=river)
    refusal = board.refuse(BuildBridge(board.unit("A"), 1))
    assert refusal.reason is Reason.NO_RIVER


def test_it_is_known_from_both_sides_with_its_gates() -> None:
    board = walled("A@0202", "b@0501", road=["0202", "0302"])
    (wall,) = board.world.walls
    edges, grid = board.world.board.edges, board.world.grid
    for hex, direction in wall.closed:
        assert edges[Edge.NEIGHBOUR, hex, direction] == -1 and edges[Edge.FOOT, hex, direction] == -1
        assert (grid.step(hex, direction), (direction + 3) % 6) in wall.closed
    assert len(wall.gates) == 2 and not wall.gates & wall.closed


def test_a_line_is_snapped_as_a_river_is() -> None:
    drawn = {"walls": [{"id": "wall", "line": ["0201", "0203"]}]}
    board = scenario(FIELD, "A@0101", "b@0501", map=drawn)
    assert board.world.walls[0].closed


def test_a_wall_says_where_it_is_in_one_way() -> None:
    with pytest.raises(ScenarioError, match="give exactly one of"):
        scenario(FIELD, "A@0101", "b@0501", map={"walls": [{"id": "wall", "name": "Nowhere"}]})
