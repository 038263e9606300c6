"""How the staff keeps its side supplied, and who leaves: each act with its reason."""

from typing import Any

from game.core.kinds import SupplyReason, SupplyState
from game.core.orders import Embark, Prioritise, SetUpDepot, ShareAirdrop
from game.core.state import F, U
from game.players.staff import Reason
from game.players.staff.order import Plan
from game.players.staff.stores import provisions
from game.players.staff.weights import Weights
from tests.boards import RED, Board

LINE = ". . . . . . . . . . . . . ."
SOURCE = {"sources": [{"id": "base", "name": "Base", "side": "red", "at": "0101", "capacity": 90_000}]}
UNITS = ("A@0201 of=guard", "B@0901", "b@1401 men=500")
SAVED = {
    "favours": "red",
    "terms": [{"kind": "saved", "group": "red-group"}],
    "levels": [{"id": "only", "name": "Only"}],
}


def acts(board: Board) -> list[tuple[Any, Reason]]:
    """What it does for its supplies now, with the reasons."""
    found = provisions(board.world, board.view(RED), RED, Weights(), Plan())
    return [(order, why.reason) for order, why in found]


def pockets(first: int, second: int, given: int = -1) -> Board:
    """Two formations in rings, with so much in stock per mille; the first has a share of the airdrop."""
    lift = [{"id": "lift", "name": "Airlift", "side": "red", "capacity": 1000}]
    board = Board(LINE, *UNITS, formations=["red-guard"], supply={**SOURCE, "airdrops": lift})
    for unit, stock in (("A", first), ("B", second)):
        board.set(unit, U.STOCK, stock)
        board.set(unit, U.ENCIRCLED, 2)
    board.turn.state.formations[F.AIRDROP, board.world.formation_index["red-guard"]] = given
    return board


def test_a_depot_is_set_up_for_those_whom_carriers_do_not_reach() -> None:
    places = {"town": {"name": "Town", "at": "0801", "held_by": "red"}}
    units = ("A@1401", "E@0801 type=engineer_regiment men=900", "b@0101 men=500 arrives=17")
    board = Board(LINE, *units, supply=SOURCE, places=places, days=9)
    assert acts(board) == [(SetUpDepot(board.unit("E")), Reason.STORES)]


def test_who_goes_short_where_all_have_too_little_is_served_first() -> None:
    board = Board(LINE, *UNITS, formations=["red-guard"], supply=SOURCE)
    assert acts(board) == []
    board.set("A", U.REASON, SupplyReason.CAPACITY_SHORT)
    board.set("A", U.SUPPLY, SupplyState.LOW)
    assert acts(board) == [(Prioritise(board.world.formation_index["red-guard"], 1), Reason.SERVES)]


class TestAirdrop:
    def test_who_has_enough_leaves_it_to_those_who_starve(self) -> None:
        board = pockets(900, 200)
        assert acts(board) == [(ShareAirdrop(board.world.formation_index["red-guard"], 0), Reason.FLIES)]

    def test_while_nobody_starves_it_goes_by_need(self) -> None:
        assert acts(pockets(900, 600)) == []

    def test_who_left_it_to_others_takes_again_when_he_needs_it(self) -> None:
        board = pockets(480, 200, given=0)
        assert acts(board) == [(ShareAirdrop(board.world.formation_index["red-guard"], -1), Reason.FLIES)]

    def test_what_was_left_to_others_is_not_taken_back_at_once(self) -> None:
        assert acts(pockets(600, 200, given=0)) == []


def test_men_who_count_as_saved_leave_before_a_stronger_enemy() -> None:
    lift = {"id": "ships", "name": "Ships", "side": "red", "at": "0101", "capacity": 9000}
    board = Board("......", "A@0101 men=4000", "b@0301 men=9000", lifts=[lift], victory=SAVED, options={"fog": 0})
    assert acts(board) == [(Embark(board.unit("A"), 0), Reason.LEAVES)]
