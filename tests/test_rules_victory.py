"""The signed score, its terms and the levels. Rulebook 12."""

from typing import Any

import pytest

from game.core import engine
from game.core.events import CampaignEnded, UnitSurrendered
from game.core.state import U
from game.core.victory import score
from tests.boards import BLUE, RED, Board, of_type, unit_spec

FIELD = """
    . . . . .
    . . . . .
    . . . . .
"""
LEVELS = [
    {"id": "decisive", "at": 50, "name": "Decisive"},
    {"id": "won", "at": 10, "name": "Won"},
    {"id": "lost", "name": "Lost"},
]


def scored(*terms: dict[str, Any], favours: str = "red", **parts: Any) -> Board:
    """A at 0101 and b at 0501, with a victory of these terms."""
    victory = {"favours": favours, "terms": list(terms), "levels": LEVELS}
    return Board(FIELD, "A@0101", "b@0501", victory=victory, **parts)


def points(board: Board) -> int:
    return score(board.world, board.turn.state)


class TestLosses:
    TERM = {"kind": "losses", "group": "blue-group", "per": 100, "neutral": 500}  # noqa: RUF012

    @pytest.mark.parametrize(("lost", "expected"), [(500, 0), (599, 0), (600, 1), (1500, 10), (499, -1), (0, -5)])
    def test_each_so_many_men_beyond_the_neutral_figure_are_a_point(self, lost: int, expected: int) -> None:
        board = scored(self.TERM)
        board.set("b", U.KILLED, lost)
        assert points(board) == expected

    @pytest.mark.parametrize(
        ("column", "counts"),
        [
            (U.KILLED, True),
            (U.CAPTURED, True),
            (U.STRAGGLED, True),
            (U.GONE_OVER, True),
            (U.WOUNDED, False),
            (U.LEFT, False),
        ],
    )
    def test_men_who_will_not_come_back_count(self, column: U, counts: bool) -> None:
        board = scored(self.TERM)
        board.set("b", column, 1000)
        assert points(board) == (5 if counts else -5)

    def test_only_the_group_counts(self) -> None:
        board = scored(self.TERM)
        board.set("A", U.KILLED, 1000)
        assert points(board) == -5

    def test_one_s_own_losses_count_against_one(self) -> None:
        board = scored(self.TERM, favours="blue")
        board.set("b", U.KILLED, 1500)
        assert points(board) == -10

    def test_men_of_units_that_are_gone_count(self) -> None:
        board = Board(FIELD, "A@0201 men=6000", "b@0302 men=400", rules={"loss_hasty": 1000})
        board.attack("0302", "A")
        assert points(board) == 4


class TestMenSpared:
    """b is sent from 0501 to the town at 0101, as far as the ford at 0301."""

    PLACES = {  # noqa: RUF012
        "ford": {"name": "Ford", "at": "0301"},
        "town": {"name": "Town", "at": "0101"},
    }
    TERM = {**TestLosses.TERM, "stand": "ford", "toward": "town"}  # noqa: RUF012

    def board(self, hex: str, **columns: int) -> Board:
        board = scored(self.TERM, places=self.PLACES)
        board.set("b", U.HEX, board.hex(hex))
        for column, value in columns.items():
            board.set("b", U[column], value)
        return board

    @pytest.mark.parametrize(("hex", "expected"), [("0501", 0), ("0401", 0), ("0301", -5), ("0201", -5), ("0303", 0)])
    def test_they_count_at_the_place_or_nearer_to_the_goal_alone(self, hex: str, expected: int) -> None:
        assert points(self.board(hex)) == expected

    def test_those_elsewhere_count_as_little_as_the_lost(self) -> None:
        """Of 5,000 men 4,800 are there: 200 have marched off, or were killed."""
        assert points(self.board("0301", MEN=4800)) == points(self.board("0301", MEN=4800, KILLED=200)) == -3

    def test_the_wounded_with_their_unit_are_there(self) -> None:
        assert points(self.board("0301", MEN=4000, WOUNDED=1000)) == -5

    @pytest.mark.parametrize("hex", ["0501", "0301"])
    def test_losses_beyond_the_neutral_figure_count_wherever_they_are(self, hex: str) -> None:
        assert points(self.board(hex, KILLED=1500, MEN=3500)) == 10


TOWN = {"town": {"name": "Town", "at": "0102", "held_by": "red"}}


class TestHolding:
    def term(self, **more: Any) -> dict[str, Any]:
        return {"kind": "hold", "place": "town", "side": "red", "points": 40, **more}

    def test_whoever_last_marched_in_holds_a_place(self) -> None:
        board = scored(self.term(), places={"town": {"name": "Town", "at": "0102"}})
        assert points(board) == 0
        board.march("A", "0102")
        board.march("A", "0101")
        assert points(board) == 40

    def test_the_points_of_the_other_side_are_negative(self) -> None:
        assert points(scored(self.term(), places=TOWN, favours="blue")) == -40

    def test_the_enemy_holding_it_is_nothing(self) -> None:
        held = {"town": {**TOWN["town"], "held_by": "blue"}}
        assert points(scored(self.term(), places=held)) == 0

    SUPPLY = {  # noqa: RUF012
        "sources": [
            {"id": "base", "name": "Base", "side": "red", "at": "0101", "capacity": 9000},
        ]
    }

    def test_held_in_supply_asks_for_a_unit_there(self) -> None:
        board = scored(self.term(in_supply=True), places=TOWN, supply=self.SUPPLY)
        assert points(board) == 0
        board.march("A", "0102")
        assert points(board) == 40

    @pytest.mark.parametrize(("column", "value"), [(U.SUPPLY, 2), (U.SUPPLY, 3), (U.ENCIRCLED, 1)])
    def test_fed_and_free(self, column: U, value: int) -> None:
        board = scored(self.term(in_supply=True), places=TOWN, supply=self.SUPPLY)
        board.march("A", "0102")
        board.set("A", column, value)
        assert points(board) == 0


def test_a_junction_counts_while_units_of_both_groups_stand_within_a_hex() -> None:
    def army(id: str, side: str, unit: str) -> dict[str, Any]:
        spec = unit_spec(unit)
        return {"id": id, "name": id, "side": side, "commander": "General", "group": id, "units": [spec]}

    tree = [army("south", "red", "A@0101"), army("north", "red", "B@0301"), army("foe", "blue", "c@0503")]
    victory = {
        "favours": "blue",
        "terms": [{"kind": "junction", "groups": ["south", "north"], "side": "red", "points": 40}],
        "levels": LEVELS,
    }
    board = Board(FIELD, "A@0101", "B@0301", "c@0503", order_of_battle=tree, victory=victory)
    assert points(board) == 0
    board.set("B", U.HEX, board.hex("0201"))
    assert points(board) == -40, "in the corner of the map too"
    board.set("B", U.HEX, board.hex("0301"))
    board.march("A", "0201")
    assert points(board) == -40
    board.set("B", U.HEX, board.value("A", U.HEX))
    assert points(board) == -40, "in the same hex too"
    board.set("B", U.SIDE, BLUE)
    assert points(board) == 0, "not with those who went over"


def test_terms_add_up() -> None:
    board = scored(TestLosses.TERM, {"kind": "hold", "place": "town", "side": "red", "points": 40}, places=TOWN)
    assert points(board) == -5 + 40


class TestEnd:
    @pytest.mark.parametrize(("lost", "level"), [(5500, 0), (5499, 1), (1500, 1), (1499, 2), (0, 2)])
    def test_the_last_dusk_gives_score_and_level(self, lost: int, level: int) -> None:
        board = scored(TestLosses.TERM)
        board.set("b", U.KILLED, lost)
        for _ in range(4):
            assert not engine.outcome(board.turn).over
            events = board.end_day()
        (ended,) = of_type(events, CampaignEnded)
        assert ended == CampaignEnded(points(board), level)
        assert engine.outcome(board.turn) == (ended.score, level, True)
        assert engine.legal(board.world, board.view(RED)) == []

    def test_it_comes_early_when_a_side_has_nobody_left(self) -> None:
        board = Board(FIELD, "A@0101", "b@0501", "c@0502", days=9)
        lose(board, "b")
        assert not of_type(board.end_day(), CampaignEnded), "c is still there"
        lose(board, "c")
        assert of_type(board.end_day(), CampaignEnded) and engine.outcome(board.turn).over

    def test_who_is_still_to_come_fights_on(self) -> None:
        board = Board(FIELD, "A@0101", "b@0501", "c@0502 arrives=16", days=9)
        lose(board, "b")
        assert not of_type(board.end_day(), CampaignEnded)

    def test_a_side_that_never_came_ends_nothing(self) -> None:
        assert not of_type(Board(FIELD, "A@0101", days=9).end_day(), CampaignEnded)


def lose(board: Board, name: str) -> None:
    """A unit lays down its arms where it stands."""
    unit, men = board.unit(name), board.value(name, U.MEN)
    board.turn.emit(UnitSurrendered(unit, board.value(name, U.HEX), RED, men, 0))
