"""How computer players use command."""

from game.core.board import HexColumn
from game.core.kinds import SupplyState
from game.core.orders import Attack, Favour, Order, PlantAgents, Stand, SuperiorOrder
from game.core.state import F, S, U
from game.players.command import last_stands, pressed
from game.players.greedy import GreedyPlayer
from game.players.moment import Moment
from game.players.spending import spend_points
from tests.boards import RED, Board

FIELD = """
    . . . .
    . . . .
    . . . .
"""


class TestSpending:
    """Rulebook 10.2: points go where they are worth most."""

    def orders(self, board: Board, *attacks: tuple[str, str], least: int = 0) -> list[Order]:
        planned = [Attack(board.hex(target), (board.unit(name),)) for target, name in attacks]
        return spend_points(Moment(board.world, board.view(RED), RED), planned, least)

    def targets(self, board: Board, *attacks: tuple[str, str], least: int = 0) -> list[str]:
        orders = self.orders(board, *attacks, least=least)
        return [board.world.grid.number(order.target) for order in orders if isinstance(order, Attack)]

    def board(self, *army: str) -> Board:
        units = ("A@0101 men=6000", "B@0401 men=6000", "C@0103 men=9000", "c@0102", "d@0402", "e@0203 men=900")
        return Board(FIELD, *units, formations=army)

    def test_what_gains_most_comes_first_as_far_as_the_points_go(self) -> None:
        board = self.board()
        attacks = (("0203", "C"), ("0102", "A"), ("0402", "B"))
        assert self.targets(board, *attacks) == ["0102", "0402"], "0203 falls anyway"
        board.turn.state.sides[S.COMMAND, RED] = 1
        assert self.targets(board, *attacks) == ["0102"]
        board.turn.state.sides[S.COMMAND, RED] = 0
        assert self.targets(board, *attacks) == []

    def test_not_what_would_fail_even_so_nor_what_may_not_be(self) -> None:
        board = self.board()
        assert self.targets(board, ("0102", "A"), least=950) == []
        board.set("A", U.SUPPLY, SupplyState.LOW)
        assert self.targets(board, ("0102", "A")) == []

    def test_a_commander_in_danger_comes_before_an_attack_and_a_doubtful_one_after_it(self) -> None:
        board = self.board("red-army loyalty=30")
        board.turn.state.sides[S.COMMAND, RED] = 1
        assert self.orders(board, ("0102", "A")) == [Favour(board.formation("red-army"))]
        board = self.board("red-army loyalty=54")
        board.turn.state.sides[S.COMMAND, RED] = 1
        assert self.targets(board, ("0102", "A")) == ["0102"]

    def test_greedy_does_it(self) -> None:
        board = Board(FIELD, "A@0101 men=8000", "c@0102 men=5000")
        orders, _ = GreedyPlayer(board.world, RED, 1).act(board.view(RED), {})
        while not any(isinstance(order, Attack) for order in orders):
            for order in orders:
                board.order(order)
            orders, _ = GreedyPlayer(board.world, RED, 1).act(board.view(RED), {})
        spent = [order for order in orders if not isinstance(order, PlantAgents)]
        assert spent == [Attack(board.hex("0102"), (board.unit("A"),), prepared=True)]


class TestStanding:
    """Those in a ring who have something to stand on."""

    def test_the_largest_first(self) -> None:
        fort = {"fort": {"name": "Fort", "at": "0102", "works": 1}}
        board = Board(FIELD, "A@0102 men=2000", "B@0101 men=3000 dug=2", "C@0301 men=6000", "e@0303", places=fort)
        assert board.world.board.hexes[HexColumn.WORKS, board.hex("0102")] == 1
        for name in "ABC":
            board.set(name, U.ENCIRCLED, 2)
        assert last_stands(board.world, board.view(RED), RED) == [board.unit("B"), board.unit("A")]
        board.order(Stand(board.unit("B")))
        assert last_stands(board.world, board.view(RED), RED) == [board.unit("A")]

    def test_nobody_outside_a_ring(self) -> None:
        board = Board(FIELD, "B@0101 men=3000 dug=2", "e@0303")
        assert last_stands(board.world, board.view(RED), RED) == []


class TestPressing:
    """More relief for many men in a ring, once those above have asked for some."""

    def board(self) -> Board:
        words = ["red-guard reluctant=true initiative=20"]
        return Board(FIELD, "A@0101 men=6000", "B@0401 men=4000 of=guard", "e@0303", formations=words)

    def test_when_there_is_a_pocket_and_an_order(self) -> None:
        board = self.board()
        assert pressed(board.world, board.view(RED), RED) == []
        board.set("A", U.ENCIRCLED, 2)
        assert pressed(board.world, board.view(RED), RED) == []
        guard = board.formation("red-guard")
        board.set("red-guard", F.ORDER, 0)
        assert pressed(board.world, board.view(RED), RED) == [guard]

    def test_half_of_the_prestige_is_kept(self) -> None:
        board = self.board()
        board.set("A", U.ENCIRCLED, 2)
        board.set("red-guard", F.ORDER, 0)
        board.turn.state.sides[S.PRESTIGE, RED] = 34
        assert pressed(board.world, board.view(RED), RED) == []
        board.turn.state.sides[S.PRESTIGE, RED] = 35
        board.order(SuperiorOrder(pressed(board.world, board.view(RED), RED)[0], 1))
