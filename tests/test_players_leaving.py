"""Who leaves by a lift of his own accord."""

from typing import Any

import pytest

from game.core.orders import Embark
from game.players.leaving import departures
from tests.boards import RED, Board

SAVED = {
    "favours": "red",
    "terms": [{"kind": "saved", "group": "red-group"}],
    "levels": [{"id": "only", "name": "Only"}],
}
HELD = {**SAVED, "terms": [{"kind": "losses", "group": "blue-group"}]}


def port(*units: str, capacity: int = 9000, victory: dict[str, Any] = SAVED) -> Board:
    lift = {"id": "ships", "name": "Ships", "side": "red", "at": "0101", "capacity": capacity}
    return Board("......", *units, lifts=[lift], victory=victory, options={"fog": 0})


def leaving(board: Board) -> list[str]:
    orders = departures(board.world, board.view(RED), RED)
    assert all(isinstance(order, Embark) and order.lift == 0 for order in orders)
    return [name for order in orders for name in "ABC" if board.unit(name) == order.unit]


@pytest.mark.parametrize(("enemy", "gone"), [("x@0301 men=9000", ["B", "A"]), ("x@0301 men=7000", [])])
def test_those_go_whom_the_enemy_near_outnumbers(enemy: str, gone: list[str]) -> None:
    assert leaving(port("A@0101 men=3000", "B@0101 men=5000", "C@0201 men=1000", enemy)) == gone


def test_no_more_than_there_is_room_for() -> None:
    assert leaving(port("A@0101 men=3000", "B@0101 men=5000", "C@0501", "x@0301 men=9000", capacity=4000)) == ["B"]


def test_nobody_goes_where_men_saved_are_no_points() -> None:
    assert leaving(port("A@0101 men=3000", "B@0501", "C@0501", "x@0301 men=9000", victory=HELD)) == []
