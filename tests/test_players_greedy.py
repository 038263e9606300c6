"""What greedy does with each rule, on boards where one thing is to be done; and its orders as rows."""

import pytest
from hypothesis import given

from game.core import engine
from game.core.board import Edge
from game.core.kinds import SupplyState
from game.core.orders import (
    Attack,
    BreakOut,
    EndPhase,
    Favour,
    Move,
    Order,
    PlantAgents,
    PromiseToSpare,
    RepairRail,
    ReplaceCommander,
    Reserve,
    RotateOut,
    SendEnvoy,
    SetUpDepot,
    WorkOn,
    WreckRail,
)
from game.core.refusal import IllegalOrder
from game.core.state import F, Rail, U
from game.players.base import Memory
from game.players.greedy import GreedyPlayer
from game.players.rows import order_of, row_of
from tests.boards import BLUE, RED, Board
from tests.sketches import LUCK, Sketch, play, sketches

LINE = ". " * 14
RAIL = {"rails": [{"hexes": [f"{column:02d}01" for column in range(1, 15)]}]}
RAILHEAD = {"sources": [{"id": "r", "name": "R", "side": "red", "at": "0101", "kind": "rail", "capacity": 90_000}]}
FIELD = "\n".join([". " * 9] * 7)


def phase(board: Board) -> list[Order]:
    """A whole phase of greedy; the orders that were carried out."""
    side = board.turn.state.active_side
    player, memory, given = GreedyPlayer(board.world, side, 1), Memory(), list[Order]()
    while True:
        orders, memory = player.act(board.view(side), memory)
        if not orders:
            return given
        for order in orders:
            try:
                board.order(order)
            except IllegalOrder:
                break
            given.append(order)


def of(orders: list[Order], *kinds: type) -> list[Order]:
    return [order for order in orders if isinstance(order, kinds)]


@given(sketches(), LUCK)
def test_every_order_survives_as_a_row(sketch: Sketch, luck: int) -> None:
    board = sketch.board()
    for _ in play(board, luck, 2):
        pass
    if not board.turn.state.is_over:
        for order in engine.legal(board.world, board.view(board.turn.state.active_side)):
            assert order_of(row_of(order)) == order


class TestRailways:
    """Rulebook 6.8."""

    def cut(self, *units: str) -> Board:
        """Far off somebody goes hungry, since the line was wrecked from 0301 to 0401."""
        board = Board(LINE, "A@1401", *units, "b@0101 men=500 arrives=17", map=RAIL, supply=RAILHEAD, days=9)
        here, there = board.hex("0301"), board.hex("0401")
        link = int(board.world.board.edges[Edge.RAIL, here, board.world.grid.direction(here, there)])
        board.turn.state.rails[[Rail.WRECKED, Rail.KNOWN_0, Rail.KNOWN_1], link] = 1
        board.end_day()
        return board

    def test_who_stands_at_a_cut_mends_it(self) -> None:
        board = self.cut("B@0301")
        (order,) = of(phase(board), RepairRail)
        assert order == RepairRail(board.unit("B"), board.world.grid.direction(board.hex("0301"), board.hex("0401")))

    def test_somebody_near_is_called_to_it_engineers_first(self) -> None:
        board = self.cut("B@0201", "C@0101 type=engineer_regiment men=900")
        orders = of(phase(board), Move)
        assert Move(board.unit("C"), board.path("0201", "0301")) in orders

    def test_the_enemy_s_line_is_wrecked_by_whoever_stands_on_it_with_nothing_else_to_do(self) -> None:
        board = Board(LINE, "A@0101", "b@1401 men=2000", map=RAIL, supply=RAILHEAD, days=9)
        board.end_phase()
        west = board.world.grid.direction(board.hex("1401"), board.hex("1301"))
        assert of(phase(board), WreckRail) == [WreckRail(board.unit("b"), west)]
        board.end_day()
        assert of(phase(board), WreckRail) == []
        board.end_phase()
        assert of(phase(board), WreckRail) == [], "no train comes there any more"


def test_a_depot_is_set_up_where_it_reaches_those_whom_carts_do_not() -> None:
    """Rulebook 6.9."""
    source = {"sources": [{"id": "base", "name": "Base", "side": "red", "at": "0101", "capacity": 90_000}]}
    places = {"town": {"name": "Town", "at": "0801", "held_by": "red"}}
    units = ("A@1401", "E@0801 type=engineer_regiment men=900", "b@1401 men=500 arrives=17")
    board = Board(LINE, units[0], units[1], "b@0101 men=500 arrives=17", supply=source, places=places, days=9)
    assert of(phase(board), SetUpDepot) == [SetUpDepot(board.unit("E"))]


class TestPolitics:
    """Rulebook 8.3–8.5."""

    def ringed(self, **parts: object) -> Board:
        board = Board(
            FIELD, "A@0502", "B@0504", "b@0503", "c@0901 of=guard", formations=["blue-guard"], days=9, **parts
        )
        board.set("b", U.ENCIRCLED, 4)
        return board

    def test_where_nobody_is_in_a_ring_agents_are_sent_to_the_strongest(self) -> None:
        board = Board(FIELD, "A@0502", "b@0504 men=3000", "c@0403 of=guard men=9000", formations=["blue-guard"], days=9)
        assert of(phase(board), PlantAgents) == [PlantAgents(board.formation("blue-guard"))]

    def test_the_encircled_get_an_envoy_and_are_then_worked_on_and_left_alone(self) -> None:
        board = self.ringed()
        army = board.formation("blue-army")
        assert SendEnvoy(army) in phase(board)
        board = self.ringed()
        board.set("blue-army", F.CONTACT, 0)
        orders = phase(board)
        assert of(orders, PromiseToSpare, WorkOn) == [WorkOn(army)] * 3
        assert not of(orders, Attack)

    def test_those_who_waver_are_paid_and_lost_ones_get_another_commander(self) -> None:
        board = Board(FIELD, "A@0502", "b@0907 men=500", formations=["red-army loyalty=50"], days=9)
        assert of(phase(board), Favour, ReplaceCommander) == [Favour(board.formation("red-army"))]
        board = Board(FIELD, "A@0502", "b@0503", formations=["red-army loyalty=30"], days=9)
        board.set("A", U.FOUGHT_DAYS, 1)
        assert len(of(phase(board), Favour, ReplaceCommander)) == 2

    def test_one_who_wavers_is_taken_out_of_the_line(self) -> None:
        units = ("A@0502 of=guard", "B@0101 men=9000", "C@0901 men=9000", "b@0503 men=9000")
        board = Board(FIELD, *units, formations=["red-guard loyalty=50"], days=9)
        guard = board.formation("red-guard")
        orders = phase(board)
        assert RotateOut(guard) in orders
        assert not any(board.unit("A") in order.units for order in orders if isinstance(order, Attack))
        there = board.hex(board.where("A"))
        assert board.world.grid.distance(there, board.hex("0503")) > 1, "out of the zone"

    def test_loyal_troops_go_beside_one_who_wavers(self) -> None:
        units = ("A@0503 of=guard", "B@0501 of=loyal men=3000", "C@0101 men=9000 type=headquarters", "b@0504")
        board = Board(FIELD, *units, formations=["red-guard loyalty=50", "red-loyal loyalty=80"], days=9)
        board.set("A", U.ENCIRCLED, 1)
        phase(board)
        assert board.world.grid.distance(board.hex(board.where("B")), board.hex(board.where("A"))) <= 1


class TestRings:
    def test_the_starving_leave_their_guns_and_slip_out(self) -> None:
        source = {"sources": [{"id": "base", "name": "Base", "side": "red", "at": "0101", "capacity": 90_000}]}
        units = ("A@0804 guns=9 stock=0", "b@0703", "c@0705", "d@0904")
        board = Board(FIELD, *units, supply=source, days=9)
        assert board.value("A", U.SUPPLY) == SupplyState.OUT and board.value("A", U.ENCIRCLED)
        before = board.world.grid.distance(board.hex("0804"), board.hex("0101"))
        orders = phase(board)
        assert of(orders, BreakOut) == [BreakOut(board.unit("A"))] and board.value("A", U.GUNS) == 0
        assert board.world.grid.distance(board.hex(board.where("A")), board.hex("0101")) < before

    def trap(self, *ring: str) -> str:
        """Where a brigade is after three days that has a town to take before it, with enemies beside the way."""
        source = {"sources": [{"id": "base", "name": "Base", "side": "red", "at": "0104", "capacity": 90_000}]}
        places = {"town": {"name": "Town", "at": "1404", "value": 9, "held_by": "blue"}}
        goals = {"red": [{"place": "town"}]}
        wide = "\n".join([". " * 15] * 9)
        board = Board(
            wide, "A@0504 men=6000", *ring, supply=source, places=places, objectives=goals, options={"fog": 0}, days=9
        )
        for _ in range(3):
            phase(board)
            board.end_day()
        return board.where("A")

    def test_nobody_marches_into_one_that_is_closing(self) -> None:
        """Where a way home is left along the southern edge it is none."""
        north, south = ("b@0702 men=9000", "d@0901 men=9000"), ("c@0707 men=9000", "e@0908 men=9000")
        assert self.trap("b@1509 men=900") == "1404"
        assert self.trap(*north, "e@0906 men=9000") > "11"
        assert self.trap(*north, *south) < "09"

    @pytest.mark.parametrize("days", [0, 1])
    def test_who_stands_beside_the_encircled_stays_there(self, days: int) -> None:
        """The town ahead is worth the march only while d is not cut off."""
        goals = {"red": [{"place": "town"}]}
        places = {"town": {"name": "Town", "at": "0901", "value": 9, "held_by": "blue"}}
        board = Board(FIELD, "A@0603 men=9000", "d@0504 men=8000", places=places, objectives=goals, days=9)
        board.set("d", U.ENCIRCLED, days)
        phase(board)
        assert (board.where("A") == "0603") is (days > 0)


@pytest.mark.parametrize(("with_it", "stays"), [("B@0301", "B"), ("B@0301 type=headquarters men=900", "A")])
def test_troops_stay_in_a_place_that_is_wanted_though_another_is_ahead(with_it: str, stays: str) -> None:
    """Nobody who marches on empties what he has come for, or leaves it to a staff."""
    places = {
        "taken": {"name": "Taken", "at": "0301", "held_by": "red"},
        "ahead": {"name": "Ahead", "at": "1201", "held_by": "blue"},
    }
    goals = {"red": [{"place": "taken"}, {"place": "ahead"}]}
    board = Board(LINE, "A@0301", with_it, "b@1401 men=900", places=places, objectives=goals, days=9)
    for _ in range(2):
        phase(board)
        board.end_day()
    assert board.where(stays) == "0301" and max(board.where("A"), board.where("B")) >= "0501"


def test_a_reserve_waits_behind_those_who_face_the_enemy() -> None:
    """Rulebook 10.6."""
    board = Board(
        FIELD, "A@0503 men=5000", "B@0502 men=5000", "C@0101 type=headquarters men=300", "b@0505 men=9000", days=9
    )
    board.set("A", U.MOVED_WATCH, 10)
    board.set("B", U.MOVED_WATCH, 10)
    board.set("b", U.HEX, board.hex("0504"))
    assert of(phase(board), Reserve) == [Reserve(board.unit("B"))]


@pytest.mark.parametrize("side", [RED, BLUE])
def test_a_phase_ends(side: int) -> None:
    board = Board(FIELD, "A@0502", "b@0504", days=9)
    if side == BLUE:
        board.order(EndPhase())
    assert len(phase(board)) < 20
