"""What an attack is said to bring is what it brings: the forecast uses the rules' own functions. Rulebook 5."""

from hypothesis import given
from hypothesis import strategies as st

from game.core.causes import Degree
from game.core.combat import preview
from game.core.events import BattleFought
from game.core.forecast import forecast
from game.core.kernels.odds import Factor
from game.core.luck import LUCK_ONE
from game.core.orders import Attack
from game.core.state import U
from tests.boards import Board

ROWS = """
    . . . . .
    . . . . .
    . . . . .
    . . . . .
"""


def test_chances_are_those_of_the_battle_and_add_up_to_one() -> None:
    board = Board(ROWS, "A@0202 men=6000", "b@0203 men=5000")
    target, attackers = board.hex("0203"), (board.unit("A"),)
    told = forecast(board.world, board.turn.state, target, attackers)
    assert told is not None
    factors = preview(board.world, board.turn.state, target, attackers)
    assert [prospect.chance for prospect in told.prospects] == factors[Factor.REPULSE :].tolist()
    assert sum(prospect.chance for prospect in told.prospects) == LUCK_ONE


def test_nothing_is_forecast_where_no_enemy_is_known() -> None:
    board = Board(ROWS, "A@0202", "b@0204")
    assert forecast(board.world, board.turn.state, board.hex("0203"), (board.unit("A"),)) is None


@given(
    seed=st.integers(1, 60),
    men=st.tuples(st.integers(1500, 9000), st.integers(1500, 9000)),
    cohesion=st.integers(15, 95),
)
def test_losses_lie_within_the_ranges_of_the_outcome_that_is_drawn(
    seed: int, men: tuple[int, int], cohesion: int
) -> None:
    board = Board(ROWS, f"A@0202 men={men[0]}", f"b@0203 men={men[1]} cohesion={cohesion}", seed=seed)
    a, b, target = board.unit("A"), board.unit("b"), board.hex("0203")
    told = forecast(board.world, board.turn.state, target, (a,))
    assert told is not None
    before = board.turn.state.units[U.MEN].tolist()
    events = board.order(Attack(target, (a,)))
    drawn = next(event.degree for event in events if isinstance(event, BattleFought))
    prospect = told.prospects[Degree(drawn)]
    gone = [old - new for old, new in zip(before, board.turn.state.units[U.MEN].tolist(), strict=True)]
    assert prospect.attackers.least <= gone[a] <= prospect.attackers.most
    assert prospect.defenders.least <= gone[b] <= prospect.defenders.most
    assert told.defenders.least <= gone[b] <= told.defenders.most


def test_who_has_no_way_back_may_lose_everything() -> None:
    board = Board(ROWS, "A@0202", "B@0103", "C@0303", "D@0204", "E@0104", "F@0304", "b@0203 men=5000")
    target = board.hex("0203")
    told = forecast(board.world, board.turn.state, target, (board.unit("A"),))
    assert told is not None and told.prospects[Degree.OVERRUN].defenders.most == 5000
