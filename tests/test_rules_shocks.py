"""Shocks that do not come from how a battle goes: surprise, no reserve, headquarters and places lost. Rulebook 7.2."""

from typing import Any

import pytest

from game.core.causes import Degree, MoraleCause
from game.core.events import CohesionChanged
from game.core.state import U
from tests.boards import Board, of_type

ROW = ". . . . . . . . . ."
HOME = {"sources": [{"id": "east", "name": "East", "side": "blue", "at": "1001", "capacity": 90_000}]}


def shocks(board: Board, events: list[Any], name: str, *causes: MoraleCause) -> list[int]:
    """What some causes cost a unit."""
    lines = [line for event in of_type(events, CohesionChanged) for line in event.causes]
    return [change for unit, cause, change in lines if unit == board.unit(name) and cause in causes]


class TestSurprise:
    """An enemy out of nowhere, or caught on the march."""

    def attacked(self, board: Board, **columns: int) -> list[int]:
        for column, value in columns.items():
            board.set("A", U[column], value)
        return shocks(board, board.attack("0401", "A"), "b", MoraleCause.SURPRISED)

    @pytest.mark.parametrize(
        ("moved", "seen", "surprise"),
        [(30, -1, [-100]), (30, 2, [-100]), (30, 3, []), (30, 4, []), (0, -1, []), (0, 2, [])],
    )
    def test_who_marched_up_and_was_seen_neither_today_nor_yesterday(
        self, moved: int, seen: int, surprise: list[int]
    ) -> None:
        """On day 4. Who has not marched stood beside the defender and was seen."""
        board = Board(ROW, "A@0301", "b@0401", days=9)
        for _ in range(4):
            board.end_day()
        assert self.attacked(board, MOVED=moved, MOVED_WATCH=moved, GHOST_DAY=seen) == surprise

    def test_who_has_never_been_seen_surprises_on_the_first_day_too(self) -> None:
        assert self.attacked(Board(ROW, "A@0301", "b@0401"), MOVED=30, MOVED_WATCH=30) == [-100]

    def test_one_attacker_who_was_seen_is_warning_enough(self) -> None:
        board = Board(ROW, "A@0301", "B@0301", "b@0401")
        board.set("A", U.MOVED_WATCH, 30)
        events = board.attack("0401", "A", "B")
        assert shocks(board, events, "b", MoraleCause.SURPRISED) == []

    def test_a_march_out_of_sight_and_an_attack_on_a_board(self) -> None:
        board = Board(ROW, "A@0101", "b@0401")
        board.march("A", "0201", "0301")
        assert shocks(board, board.attack("0401", "A"), "b", MoraleCause.SURPRISED) == [-100]

    def test_men_caught_on_the_march_are_surprised_and_those_who_stood_are_not(self) -> None:
        board = Board(ROW, "A@0301", "b@0401", "c@0401")
        board.set("b", U.MOVED_WATCH, 30)
        events = board.attack("0401", "A")
        assert shocks(board, events, "b", MoraleCause.SURPRISED) == [-100]
        assert shocks(board, events, "c", MoraleCause.SURPRISED) == []


class TestReserve:
    """A prepared attack with no friend in good order within two hexes."""

    def attacked(self, *units: str, prepared: bool = True) -> tuple[Board, list[int]]:
        board = Board(ROW, "A@0301", "b@0401", *units, rules={"shock_no_reserve": 40})
        return board, shocks(board, board.attack("0401", "A", prepared=prepared), "b", MoraleCause.NO_RESERVE)

    @pytest.mark.parametrize(
        ("units", "loss"),
        [
            ((), [-40]),
            (("c@0401",), [-40]),
            (("c@0701",), [-40]),
            (("c@0601",), []),
            (("c@0501",), []),
            (("C@0201",), [-40]),
        ],
    )
    def test_it_must_stand_near_and_in_another_hex(self, units: tuple[str, ...], loss: list[int]) -> None:
        assert self.attacked(*units)[1] == loss

    def test_a_routed_one_is_none(self) -> None:
        board = Board(ROW, "A@0301", "b@0401", "c@0601", rules={"shock_no_reserve": 40})
        board.set("c", U.STATUS, 2)
        assert shocks(board, board.attack("0401", "A", prepared=True), "b", MoraleCause.NO_RESERVE) == [-40]

    def test_a_hasty_attack_leaves_nobody_time_to_miss_it(self) -> None:
        assert self.attacked(prepared=False)[1] == []


class TestHeadquarters:
    """Every unit of its formation and of those below."""

    TREE = (
        ("blue-front", [("blue-h", "headquarters", 300, "0401"), ("blue-b", "infantry_division", 5000, "0601")]),
        ("blue-corps", [("blue-c", "infantry_division", 5000, "0801")]),
        ("blue-other", [("blue-d", "infantry_division", 5000, "0801")]),
    )

    def board(self, **rules: int) -> Board:
        nodes: dict[str, dict[str, Any]] = {
            id: {
                "id": id,
                "name": id,
                "commander": "C",
                "units": [{"id": u, "name": u, "type": t, "men": m, "at": at} for u, t, m, at in units],
            }
            for id, units in self.TREE
        }
        enemy = {"id": "red-a", "name": "A", "type": "infantry_division", "men": 9000, "at": "0301"}
        tree: list[dict[str, Any]] = [{"id": "reds", "name": "R", "side": "red", "commander": "R", "units": [enemy]}]
        nodes["blue-front"]["formations"] = [nodes["blue-corps"]]
        tree += [{**nodes[id], "side": "blue"} for id in ("blue-front", "blue-other")]
        return Board(ROW, order_of_battle=tree, rules=rules)

    def test_its_loss_is_felt_below_and_nowhere_else(self) -> None:
        """So heavy are the losses that nobody of the staff is left."""
        board = self.board(loss_hasty=400)
        events = board.attack("0401", "A", degree=Degree.OVERRUN, advance=False)
        assert not board.where("h")
        felt = {name: shocks(board, events, name, MoraleCause.HEADQUARTERS_LOST) for name in "Abcd"}
        assert felt == {"A": [], "b": [-80], "c": [-80], "d": []}

    def test_one_that_runs_into_an_ambush_is_mourned_too(self) -> None:
        units = ("H@0101 type=headquarters men=300", "A@0101", "b@0401")
        board = Board(ROW, *units, countryside={"default": "blue"}, rules={"loss_hasty": 1000})
        events = board.march("H", "0201", "0301", "0401")
        assert not board.where("H")
        assert shocks(board, events, "A", MoraleCause.HEADQUARTERS_LOST) == [-80]

    def test_and_one_that_must_lay_down_its_arms_at_dawn(self) -> None:
        """Those beside whom its staff stood have gone over; red bars the way out."""
        sure = {"over_most": 1000, "over_span": 1, "follow_base": 1000, "follow_loyalty": 0}
        units = ("A@0201", "b@0101", "h@0101 type=headquarters of=guard men=300", "c@0801 of=guard")
        army = ["blue-army loyalty=0 agents=true", "blue-guard loyalty=40"]
        board = Board(ROW, *units, formations=army, rules=sure, supply=HOME, days=12)
        assert not board.where("h") and board.value("b", U.SIDE) == 0
        assert shocks(board, board.turn.events, "c", MoraleCause.HEADQUARTERS_LOST) == [-80]

    def test_while_it_lives_nobody_is_shaken(self) -> None:
        board = self.board()
        events = board.attack("0401", "A", degree=Degree.RETREAT, advance=False)
        assert board.where("h") and not shocks(board, events, "b", MoraleCause.HEADQUARTERS_LOST)


class TestPlaces:
    """A place of value that falls behind men."""

    def taken(self, value: int = 10, held_by: str = "blue", at: str = "0501") -> dict[str, list[int]]:
        """Red marches into a town between blue's home in the east and most of blue's men."""
        town = {"name": "Town", "at": at, "value": value, "held_by": held_by}
        board = Board(
            """
            . . . . . . . . . .
            . . . . . . . . . .
            . . . . . . . . . .
            """,
            "A@0502",
            "b@0201",
            "c@0801",
            "D@0101",
            places={"town": town},
            supply=HOME,
            rules={"place_behind": 3},
        )
        events = board.march("A", "0501")
        return {name: shocks(board, events, name, MoraleCause.PLACE_LOST) for name in "Abc"}

    def test_those_it_lay_behind_are_shaken_and_those_nearer_home_are_not(self) -> None:
        assert self.taken() == {"A": [], "b": [-60], "c": []}

    def test_a_place_of_no_value_is_no_loss_nor_is_one_that_was_never_theirs(self) -> None:
        assert self.taken(value=0)["b"] == self.taken(held_by="red")["b"] == []


class TestTheLine:
    """Rulebook 7.1: nobody rests in an enemy's zone."""

    @pytest.mark.parametrize(
        ("enemy", "gain"),
        [("b@0501 men=5000", 120), ("b@0401 men=5000", 60), ("b@0401 men=1000", 60), ("b@0401 men=900", 120)],
    )
    def test_who_stands_in_one_recovers_as_after_a_day_of_work(self, enemy: str, gain: int) -> None:
        board = Board(
            ROW,
            "A@0301 stock=100",
            f"{enemy} stock=100",
            supply={"sources": [{"id": "west", "name": "West", "side": "red", "at": "0101", "capacity": 90_000}]},
        )
        board.set("A", U.COHESION, 300)
        board.end_day()
        assert board.value("A", U.COHESION) == 300 + gain
