"""How many men a hex holds. Rulebook 4.7."""

import pytest

from game.core.orders import Move
from game.core.refusal import Reason
from tests.boards import Board

PAIR = ". . ."


def can_join(men: int, there: int, **parts: object) -> bool:
    """Whether a unit of ``men`` may march into the hex of a unit of ``there`` men."""
    board = Board(PAIR, f"A@0101 men={men}", f"B@0201 men={there}", **parts)
    order = Move(board.unit("A"), board.path("0201"))
    try:
        board.order(order)
    except ValueError:
        refusal = board.refuse(order)
        assert refusal.reason is Reason.OVERSTACKED and refusal.hexes == board.path("0201")
        return False
    return True


@pytest.mark.parametrize(("men", "fits"), [(5691, True), (5692, False)])
def test_men_and_not_units_fill_a_hex(men: int, fits: bool) -> None:
    """A hex 3 km wide has 7.794 km², at 1,500 men each."""
    assert can_join(men, 6000) is fits


def test_a_single_unit_too_large_for_the_hex_cannot_enter() -> None:
    board = Board(PAIR, "A@0101 men=12000", map={"hex_km": 3.3})
    board.march("A", "0201")
    small = Board(PAIR, "A@0101 men=11000", "B@0301 men=700")
    assert small.refuse(Move(small.unit("B"), small.path("0201", "0101"))).reason is Reason.OVERSTACKED


@pytest.mark.parametrize(("men", "fits"), [(11_536, True), (11_537, False)])
def test_a_walled_town_holds_half_as_many_again(men: int, fits: bool) -> None:
    walls = {
        "town": {"name": "Town", "at": "0201", "walls": True},
        "home": {"name": "Home", "at": "0101", "walls": True},
    }
    assert can_join(men, 6000, places=walls) is fits


def test_a_town_without_walls_holds_no_more() -> None:
    assert not can_join(5692, 6000, places={"town": {"name": "Town", "at": "0201", "kind": "town"}})


@pytest.mark.parametrize(("men", "fits"), [(69_900, True), (69_901, False)])
def test_a_wider_hex_holds_more_by_its_area(men: int, fits: bool) -> None:
    """10 km wide: 86.6 km²."""
    assert can_join(men, 60_000, map={"hex_km": 10}) is fits


def test_passing_through_a_full_hex_is_allowed() -> None:
    board = Board(PAIR, "A@0101", "B@0201 men=11000")
    board.march("A", "0201", "0301")
    assert board.where("A") == "0301"


def test_a_unit_is_not_counted_twice_when_it_comes_back_to_its_hex() -> None:
    board = Board(PAIR, "A@0101 men=11000")
    board.march("A", "0201", "0101")
    assert board.where("A") == "0101"
