"""Rivers that freeze over. Rulebook 4.9."""

from typing import Any

import pytest

from game.core import engine
from game.core.events import RiversFroze, RiversThawed
from game.core.kernels.odds import Factor
from game.core.kinds import Bridge
from game.core.orders import BuildBridge
from game.core.state import Crossing, U
from tests.boards import RED, Board, of_type
from tests.test_rules_combat import factors

FIELD = """
    . . . .
    . . . .
"""
SOURCE = {"id": "base", "name": "Base", "side": "red", "at": "0101", "capacity": 9000}
DAYS = {"first": "1945-10-15", "last": "1945-10-16"}


def river(*units: str, frozen: dict[str, str] | None = DAYS, **parts: Any) -> Board:
    """A river between the first two columns, frozen on the second and third day."""
    line: dict[str, Any] = {"id": "stream", "kind": "river", "sides": ["0101 se", "0102 ne", "0102 se"]}
    if frozen:
        line["frozen"] = frozen
    return Board(FIELD, *units, map={"rivers": [line]}, days=5, **parts)


def bridges(board: Board) -> set[int]:
    return set(board.turn.state.crossings[Crossing.BRIDGE].tolist())


def test_ice_forms_and_breaks_up_by_the_calendar() -> None:
    board = river("A@0101", "b@0401")
    assert bridges(board) == {Bridge.NONE}
    (froze,) = of_type(board.end_day(), RiversFroze)
    assert len(froze.crossings) == len(board.turn.state.crossings[0]) and bridges(board) == {Bridge.ICE}
    assert of_type(board.end_day(), RiversFroze) == []
    (thawed,) = of_type(board.end_day(), RiversThawed)
    assert set(thawed.crossings) == set(froze.crossings) and bridges(board) == {Bridge.NONE}


def test_a_game_that_begins_in_winter_begins_with_ice() -> None:
    assert bridges(river("A@0101", "b@0401", frozen={"first": "1945-10-01", "last": "1945-10-14"})) == {Bridge.ICE}


def test_ice_that_lies_already_is_no_news() -> None:
    board = river("A@0101", "b@0401", frozen={"first": "1945-10-01", "last": "1945-10-14"})
    assert of_type(board.turn.events, RiversFroze) == []


def test_the_way_home_leads_over_it_in_a_running_game_as_in_a_resumed_one() -> None:
    """What is derived from the position must not depend on whether the game was saved in between."""
    board = river("A@0401", "b@0402", supply={"sources": [SOURCE]})
    over_water = board.turn.home[RED].tolist()
    board.end_day()
    assert bridges(board) == {Bridge.ICE}
    resumed = engine.resume(board.world, board.turn.state, 1)
    assert board.turn.home[RED].tolist() == resumed.home[RED].tolist() != over_water


def test_a_march_crosses_it_like_land() -> None:
    """At 3 km a hex foot make six hexes a day, and with a river in the way three less."""
    wet, frozen = (river("A@0101", "b@0402", frozen=days) for days in (None, {**DAYS, "first": "1945-10-14"}))
    spent = []
    for board in (wet, frozen):
        board.march("A", "0201")
        spent.append(int(board.turn.state.units[U.MOVED, board.unit("A")]))
    assert spent == [130, 30]


def test_it_is_no_help_against_attackers() -> None:
    for days, helps in ((None, True), ({**DAYS, "first": "1945-10-14"}, False)):
        board = river("A@0101", "b@0201", frozen=days)
        assert (factors(board, "0201", "A")[Factor.DEFENCE_RIVER] > 0) is helps


def test_a_bridge_of_engineers_is_lost_in_it_and_a_standing_one_not() -> None:
    board = river("E@0101 type=engineer_regiment", "b@0401")
    board.order(BuildBridge(board.unit("E"), 2))
    assert Bridge.IMPROVISED in bridges(board)
    for _ in range(3):
        board.end_day()
    assert bridges(board) == {Bridge.NONE}


@pytest.mark.parametrize("other", [None, {"first": "1945-10-16", "last": "1945-10-17"}])
def test_a_side_of_two_rivers_freezes_once_both_have(other: dict[str, str] | None) -> None:
    second: dict[str, Any] = {"id": "second", "sides": ["0101 se"]}
    if other:
        second["frozen"] = other
    first = {"id": "first", "sides": ["0101 se"], "frozen": DAYS}
    board = Board(FIELD, "A@0101", "b@0401", map={"rivers": [first, second]}, days=5)
    days = []
    for day in range(4):
        if bridges(board) == {Bridge.ICE}:
            days.append(day)
        board.end_day()
    assert days == ([2] if other else [])
