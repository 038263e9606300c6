"""Reinforcements: when they come and where they find room. Rulebook 2.3."""

from collections import Counter

import pytest

from game.core.events import ArrivalsMoved, PlaceTaken, UnitArrived, UnitMoved
from game.core.fog.observe import observe
from game.core.kinds import Status
from game.core.state import U
from tests.boards import BLUE, RED, Board, of_type

FIELD = """
    . . . . .
    . . . . .
    . . . . .
"""


def arrivals(board: Board, name: str) -> list[UnitArrived]:
    """A unit's arrival among everything that happened so far."""
    return [event for event in of_type(board.turn.events, UnitArrived) if event.unit == board.unit(name)]


class TestWhen:
    def test_a_unit_comes_on_its_day_and_not_before(self) -> None:
        board = Board(FIELD, "A@0101 arrives=15", "b@0501")
        assert arrivals(board, "A") == [] and board.where("A") == ""
        board.end_day()
        assert arrivals(board, "A") == [UnitArrived(board.unit("A"), board.hex("0101"))]
        assert board.value("A", U.STATUS) == Status.READY

    def test_it_can_come_on_the_first_day(self) -> None:
        assert Board(FIELD, "A@0101 arrives=14", "b@0501").where("A") == "0101"

    @pytest.mark.parametrize(("watch", "phases"), [(1, 0), (2, 2)])
    def test_it_comes_in_its_watch(self, watch: int, phases: int) -> None:
        arrival = {"date": "1945-10-14", "at": "0101", "watch": watch}
        tree = [army("red", {"id": "red-a", "arrives": arrival}), army("blue", {"id": "blue-b", "at": "0501"})]
        board = Board(FIELD, "A@0101", "b@0501", watches=["day", "night"], order_of_battle=tree)
        for _ in range(phases):
            assert board.where("A") == ""
            board.end_phase()
        assert board.where("A") == "0101"

    def test_it_can_march_in_the_watch_in_which_it_comes(self) -> None:
        board = Board(FIELD, "A@0101 arrives=14", "b@0501")
        assert of_type(board.march("A", "0201"), UnitMoved) != []


class TestUncertain:
    """With `uncertain_arrivals` reinforcements come up to two days early or late."""

    def test_every_day_of_the_spread_is_as_likely(self) -> None:
        found = Counter(int(uncertain("A@0101 arrives=16", seed=seed).value("A", U.ARRIVAL_DAY)) for seed in range(200))
        assert sorted(found) == [0, 1, 2, 3, 4]
        assert all(20 <= count <= 60 for count in found.values())

    def test_a_formation_comes_together(self) -> None:
        for seed in range(10):
            board = uncertain("A@0101 arrives=16", "B@0201 arrives=17", seed=seed)
            assert board.value("B", U.ARRIVAL_DAY) - board.value("A", U.ARRIVAL_DAY) == 1

    def test_nobody_comes_before_the_opening(self) -> None:
        days = {int(uncertain("A@0101 arrives=15", seed=seed).value("A", U.ARRIVAL_DAY)) for seed in range(40)}
        assert days == {0, 1, 2, 3}

    def test_only_its_own_side_knows(self) -> None:
        views = [
            observe(board.world, board.turn.state, BLUE)
            for board in (uncertain("A@0101 arrives=16", seed=seed) for seed in (1, 2, 3, 4))
        ]
        assert len({view.digest() for view in views}) == 1

    def test_without_the_option_they_come_as_documented(self) -> None:
        board = Board(FIELD, "A@0101 arrives=16", "b@0501")
        assert of_type(board.turn.events, ArrivalsMoved) == [] and board.value("A", U.ARRIVAL_DAY) == 2


def uncertain(*units: str, seed: int) -> Board:
    """A board where nobody can build on the calendar."""
    return Board(FIELD, *units, "b@0501", seed=seed, options={"uncertain_arrivals": 1})


def army(side: str, unit: dict[str, object]) -> dict[str, object]:
    """An army of one division."""
    whole = {"name": "Division", "type": "infantry_division", "men": 5000, **unit}
    return {
        "id": f"{side}-army",
        "name": "Army",
        "side": side,
        "commander": "General",
        "group": f"{side}-group",
        "units": [whole],
    }


class TestWhere:
    def test_where_its_hex_is_full_the_next_with_room_takes_it(self) -> None:
        """Clockwise from the north, ring by ring."""
        board = Board(FIELD, "A@0202 arrives=14", "B@0202 men=11000", "C@0201 men=11000", "d@0501")
        assert board.where("A") == "0302"

    def test_an_enemy_in_the_hex_is_avoided(self) -> None:
        board = Board(FIELD, "A@0202 arrives=14", "b@0202 men=500")
        assert board.where("A") == "0201"

    def test_his_zone_is_not(self) -> None:
        board = Board(FIELD, "A@0202 arrives=14", "b@0302")
        assert board.where("A") == "0202"

    def test_nor_is_water_a_landing_place(self) -> None:
        board = Board("w .", "A@0201 arrives=14", "B@0201 men=11000", "c@0201 men=500 arrives=17")
        assert board.where("A") == ""

    def test_without_room_it_waits_for_the_next_watch(self) -> None:
        board = Board(". .", "A@0101 arrives=14", "B@0101 men=11000", "C@0201 men=11000", "d@0201 arrives=17")
        assert board.where("A") == ""
        board.end_day()
        assert board.where("A") == ""
        board.set("C", U.MEN, 1000)
        board.end_day()
        assert board.where("A") == "0201"

    def test_no_further_than_four_hexes_off(self) -> None:
        row = ". . . . . . ."
        full = [f"{name}@0{column}01 men=11000" for name, column in zip("BCDEF", range(1, 6), strict=True)]
        assert Board(row, "A@0101 arrives=14", *full, "g@0701").where("A") == ""
        assert Board(row, "A@0101 arrives=14", *full[:-1], "g@0701").where("A") == "0501"

    def test_units_that_come_together_share_the_room(self) -> None:
        board = Board(FIELD, "A@0202 arrives=14 men=8000", "B@0202 arrives=14 men=8000", "c@0501")
        assert (board.where("A"), board.where("B")) == ("0202", "0201")

    def test_it_takes_the_place_where_it_comes(self) -> None:
        town = {"town": {"name": "Town", "at": "0202", "held_by": "blue"}}
        board = Board(FIELD, "A@0202 arrives=14", "b@0501", places=town)
        assert of_type(board.turn.events, PlaceTaken) == [PlaceTaken(board.place("town"), RED, BLUE, board.unit("A"))]
