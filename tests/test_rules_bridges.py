"""Improvised bridges: who builds them, whom they carry, how many a day. Rulebook 4.4."""

import pytest

from game.core import engine
from game.core.events import BridgeBuilt, BridgeCrossed, UnitMoved
from game.core.kinds import Bridge
from game.core.orders import BuildBridge, Entrench, ForceMarch, Move
from game.core.refusal import Reason
from game.core.state import Crossing, U
from tests.boards import Board, of_type

BANKS = """
    . . .
    . . .
"""
RIVER = {"rivers": [{"sides": ["0101 s", "0201 sw"]}]}
"""The river runs under 0101 and between 0201 and 0102."""
SOUTH = 3


def engineers(*others: str, **parts: object) -> Board:
    """E, engineers at 0101, with the river to their south."""
    return Board(BANKS, "E@0101 type=engineer_regiment men=1000", *others, **{"map": RIVER, **parts})


def crossing_cost(board: Board, name: str, number: str) -> int:
    """What the river adds to an open hex for a unit of foot."""
    (moved,) = of_type(board.march(name, number), UnitMoved)
    return moved.moved - 30


class TestBuilding:
    def test_engineers_bridge_a_river_hexside(self) -> None:
        board = engineers()
        (built,) = board.order(BuildBridge(board.unit("E"), SOUTH))
        assert isinstance(built, BridgeBuilt)
        assert (built.hex, built.other) == board.path("0101", "0102")
        assert board.turn.state.crossings[Crossing.BRIDGE, built.crossing] == Bridge.IMPROVISED

    def test_a_stream_can_be_bridged_too(self) -> None:
        stream = {"rivers": [{"kind": "stream", "sides": ["0101 s"]}]}
        board = engineers("A@0101", map=stream)
        board.order(BuildBridge(board.unit("E"), SOUTH))
        assert crossing_cost(board, "A", "0102") == 0

    def test_it_takes_their_whole_day(self) -> None:
        board = engineers()
        unit = board.unit("E")
        board.order(BuildBridge(unit, SOUTH))
        for order in (Move(unit, board.path("0201")), ForceMarch(unit), Entrench(unit), BuildBridge(unit, SOUTH)):
            assert board.refuse(order).reason is Reason.DAY_SPENT
        board.end_day()
        board.march("E", "0102")

    def test_others_cannot(self) -> None:
        board = engineers("A@0101")
        assert board.refuse(BuildBridge(board.unit("A"), SOUTH)).reason is Reason.NOT_ENGINEERS

    def test_engineers_who_have_marched_cannot(self) -> None:
        board = engineers()
        board.march("E", "0201")
        refusal = board.refuse(BuildBridge(board.unit("E"), 4))
        assert refusal.reason is Reason.HAS_MOVED and refusal.units == (board.unit("E"),)

    @pytest.mark.parametrize("direction", [2, 0, -1, 6, 10**30])
    def test_there_must_be_a_river(self, direction: int) -> None:
        board = engineers()
        refusal = board.refuse(BuildBridge(board.unit("E"), direction))
        assert refusal.reason is Reason.NO_RIVER and refusal.hexes == board.path("0101")

    @pytest.mark.parametrize("state", ["standing", "improvised"])
    def test_one_bridge_is_enough(self, state: str) -> None:
        board = engineers(map={**RIVER, "bridges": [{"side": "0101 s", "state": state}]})
        assert board.refuse(BuildBridge(board.unit("E"), SOUTH)).reason is Reason.ALREADY_BRIDGED

    def test_a_wrecked_bridge_is_built_anew(self) -> None:
        board = engineers(map={**RIVER, "bridges": [{"side": "0101 s", "state": "wrecked"}]})
        assert of_type(board.order(BuildBridge(board.unit("E"), SOUTH)), BridgeBuilt)


BRIDGED = {**RIVER, "bridges": [{"side": "0101 s", "state": "improvised"}]}


class TestCrossing:
    def board(self, *units: str) -> Board:
        return Board(BANKS, *units, map=BRIDGED)

    def test_two_divisions_pass_in_a_day_and_the_next_finds_the_river(self) -> None:
        board = self.board("A@0101 men=5000", "B@0101 men=5000", "C@0201 men=5000", "D@0301 men=5000")
        assert crossing_cost(board, "A", "0102") == 0
        assert crossing_cost(board, "B", "0102") == 0
        board.set("C", U.HEX, board.hex("0101"))
        board.set("B", U.HEX, board.hex("0202"))
        assert crossing_cost(board, "C", "0102") == 0, "15,000 men in all"
        board.set("D", U.HEX, board.hex("0101"))
        board.set("A", U.HEX, board.hex("0202"))
        assert crossing_cost(board, "D", "0102") == 100

    def test_each_passage_is_counted(self) -> None:
        board = self.board("A@0101 men=5000", "B@0101 men=4000")
        totals = []
        for name in ("A", "B"):
            totals += [event.passed for event in of_type(board.march(name, "0102"), BridgeCrossed)]
        assert totals == [5000, 9000]

    def test_there_and_back_counts_twice(self) -> None:
        board = self.board("A@0101 men=5000")
        passed = [event.passed for event in of_type(board.march("A", "0102", "0101"), BridgeCrossed)]
        assert passed == [5000, 10_000]

    def test_only_the_improvised_bridges_on_the_way_are_counted(self) -> None:
        sides = {"rivers": [{"sides": ["0101 s", "0102 se", "0102 ne", "0201 se"]}]}
        bridges = [{"side": "0101 s", "state": "improvised"}, {"side": "0102 ne"}]
        board = Board(BANKS, "A@0101", map={**sides, "bridges": bridges})
        crossed = of_type(board.march("A", "0102", "0201"), BridgeCrossed)
        assert [board.turn.state.crossings[Crossing.BRIDGE, event.crossing] for event in crossed] == [Bridge.IMPROVISED]

    def test_a_unit_larger_than_what_is_left_does_not_pass_in_part(self) -> None:
        board = self.board("A@0101 men=8000", "B@0101 men=3600", "C@0201 men=7001")
        board.march("A", "0102")
        board.set("A", U.HEX, board.hex("0302"))
        board.set("C", U.HEX, board.hex("0101"))
        board.set("B", U.HEX, board.hex("0201"))
        assert crossing_cost(board, "C", "0102") == 100
        assert board.turn.state.crossings[Crossing.PASSED].max() == 8000, "who wades is not counted"

    def test_the_next_day_it_carries_again(self) -> None:
        board = self.board("A@0101 men=8000", "B@0201 men=8000")
        board.march("A", "0102")
        board.end_day()
        board.march("A", "0202")
        board.set("B", U.HEX, board.hex("0101"))
        assert crossing_cost(board, "B", "0102") == 0

    def test_it_carries_either_side(self) -> None:
        board = self.board("A@0301", "b@0101")
        board.end_phase()
        assert crossing_cost(board, "b", "0102") == 0

    def test_a_standing_bridge_carries_any_number(self) -> None:
        bridge = {**RIVER, "bridges": [{"side": "0101 s"}]}
        board = Board(BANKS, "A@0101 men=11000", "B@0201 men=11000", map=bridge)
        assert of_type(board.march("A", "0102"), BridgeCrossed) == []
        board.march("A", "0202")
        board.set("B", U.HEX, board.hex("0101"))
        assert crossing_cost(board, "B", "0102") == 0


def test_the_way_home_is_found_over_a_new_bridge_in_a_resumed_game_as_in_the_running_one() -> None:
    """What is derived from the position must not depend on whether the game was saved in between."""
    supply = {"sources": [{"id": "base", "name": "Base", "side": "red", "at": "0303", "capacity": 9000}]}
    board = Board(
        """
        . . . .
        . . . .
        . . . .
        """,
        "E@0101 type=engineer_regiment men=1000",
        supply=supply,
        map={"rivers": [{"sides": ["0101 s", "0201 sw", "0201 s", "0201 se", "0301 s", "0401 sw", "0401 s"]}]},
    )
    board.order(BuildBridge(board.unit("E"), SOUTH))
    resumed = engine.resume(board.world, board.turn.state, 1)
    assert [home.tolist() for home in board.turn.home] == [home.tolist() for home in resumed.home]
