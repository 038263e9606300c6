"""What an attack is said to bring is what it brings: the forecast is fought by the rules' own functions. Rulebook 5."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from game.core import engine
from game.core.battle.attack import preview
from game.core.battle.forecast import Fate, Forecast, fates, forecast
from game.core.causes import Degree
from game.core.events import BattleFought, Event
from game.core.kernels.odds import Factor
from game.core.luck import LUCK_ONE
from game.core.orders import Attack
from game.core.state import GameState, U
from tests.boards import Board, of_type
from tests.sketches import LUCK, Sketch, play, sketches

ROWS = """
    . . . . .
    . . . . .
    . . . . .
    . . . . .
"""
RING = ("A@0202", "B@0103", "C@0303", "D@0204", "E@0104", "F@0304")
"""Men on all sides of hex 0203."""


def of(board: Board, number: str, *names: str, state: GameState | None = None) -> Forecast:
    """The forecast of an attack on the truth, or on another position."""
    attackers = tuple(map(board.unit, names))
    told = forecast(board.world, board.turn.state if state is None else state, board.hex(number), attackers)
    assert told is not None
    return told


def test_chances_are_those_of_the_battle_and_add_up_to_one() -> None:
    board = Board(ROWS, "A@0202 men=6000", "b@0203 men=5000")
    told = of(board, "0203", "A")
    factors = preview(board.world, board.turn.state, board.hex("0203"), (board.unit("A"),))
    assert [prospect.chance for prospect in told.prospects] == list(factors[Factor.REPULSE :])
    assert sum(prospect.chance for prospect in told.prospects) == LUCK_ONE


def test_nothing_is_forecast_where_no_enemy_is_known() -> None:
    board = Board(ROWS, "A@0202", "b@0204")
    assert forecast(board.world, board.turn.state, board.hex("0203"), (board.unit("A"),)) is None


def test_a_forecast_changes_nothing() -> None:
    board = Board(ROWS, "A@0202", "b@0203")
    before = board.turn.state.digest()
    of(board, "0203", "A")
    assert board.turn.state.digest() == before


def attacks(board: Board) -> list[Attack]:
    """The attacks that the side to order may make now."""
    if board.turn.state.is_over:
        return []
    orders = engine.legal(board.world, board.view(board.turn.state.active_side))
    return [order for order in orders if isinstance(order, Attack)]


def outcomes(board: Board, order: Attack) -> Iterator[tuple[GameState, list[Event]]]:
    """The position after an attack and its events, once for each degree that is met with some seed."""
    met = set()
    for seed in range(40):
        turn = engine.resume(board.world, board.turn.state, seed)
        events = engine.submit(turn, order)
        (battle,) = of_type(events, BattleFought)
        if battle.degree not in met:
            met.add(battle.degree)
            yield turn.state, events


def hold(board: Board, order: Attack) -> set[tuple[Degree, Fate]]:
    """Hold every outcome of an attack against what was forecast; what was met."""
    told = forecast(board.world, board.turn.state, order.target, order.units, prepared=order.prepared)
    assert told is not None
    before, met = board.turn.state.units[U.MEN], set()
    for after, events in outcomes(board, order):
        (battle,) = of_type(events, BattleFought)
        prospect = told.prospects[battle.degree]
        assert (prospect.chance, told.factors) == (battle.chances[battle.degree], battle.factors)
        gone = (before - after.units[U.MEN]).tolist()
        assert sum(gone[unit] for unit in order.units) == prospect.own
        assert [lot.unit for lot in prospect.lots] == list(battle.defenders)
        became = fates(events)
        for lot in prospect.lots:
            fate = became.get(lot.unit, Fate.HOLDS)
            surrendered = fate is Fate.TAKEN
            assert fate is lot.fate or (surrendered and lot.fate is Fate.AT_BAY and lot.chance > 0)
            assert gone[lot.unit] == (lot.men if surrendered else lot.lost)
            met.add((prospect.degree, fate))
        assert prospect.least <= sum(gone[lot.unit] for lot in prospect.lots) <= prospect.most <= told.if_all_break
    return met


@given(sketches(), LUCK)
@settings(max_examples=80)
def test_every_battle_ends_as_one_of_the_outcomes_that_the_truth_forecasts(sketch: Sketch, luck: int) -> None:
    """Men lost, whole units taken, headquarters taken, ways back and none, for each degree: to the man."""
    board = sketch.board()
    for order in attacks(board)[:3]:
        hold(board, order)
    for _ in play(board, luck, most=12):
        for order in attacks(board)[:3]:
            hold(board, order)


def test_a_headquarters_that_would_have_to_run_is_taken_with_all_its_men() -> None:
    """Rulebook 5.7: overrun, or where its cohesion breaks; nowhere else."""
    for cohesion, lost_in in ((60, {Degree.OVERRUN}), (25, {Degree.OVERRUN, Degree.RETREAT, Degree.CHECK})):
        units = "A@0202 men=9000", f"b@0203 men=1200 type=headquarters cohesion={cohesion}"
        told = of(Board(ROWS, *units), "0203", "A")
        for prospect in told.prospects:
            (lot,) = prospect.lots
            assert (lot.fate is Fate.TAKEN) == (prospect.degree in lost_in), prospect
            assert (prospect.least == prospect.most == 1200) == (prospect.degree in lost_in)
        chance = sum(prospect.chance for prospect in told.prospects if prospect.degree in lost_in)
        assert told.chance_taken(lot.unit) == chance


def test_who_has_no_way_back_may_lay_down_his_arms_with_the_chance_that_is_told() -> None:
    board = Board(ROWS, *RING, "b@0203 men=5000 cohesion=40 quality=30")
    told = of(board, "0203", "A")
    (lot,) = told.prospects[Degree.RETREAT].lots
    assert lot.fate is Fate.AT_BAY and 0 < lot.chance < LUCK_ONE and lot.lost < lot.most == 5000
    assert lot.usual == (5000 if 2 * lot.chance >= LUCK_ONE else lot.lost)
    (overrun,) = told.prospects[Degree.OVERRUN].lots
    assert overrun.fate is Fate.TAKEN and overrun.lost == 5000


def test_a_view_takes_a_steady_enemy_for_steady_and_tells_apart_what_he_loses_if_he_breaks() -> None:
    board = Board(ROWS, *RING, "b@0203 men=5000 cohesion=25")
    truth, seen = of(board, "0203", "A"), of(board, "0203", "A", state=board.view(0))
    lots = [told.prospects[Degree.RETREAT].lots[0] for told in (truth, seen)]
    assert [lot.fate for lot in lots] == [Fate.AT_BAY] * 2 and lots[0].chance > lots[1].chance
    assert seen.prospects[Degree.RETREAT].usual < seen.if_all_break == seen.factors[Factor.DEFENCE_MEN]
    assert truth.if_all_break == 5000, "where all is known nobody breaks who will not"


@pytest.mark.parametrize("fog", [0, 1])
def test_reserves_join_in_where_they_are_known(fog: int) -> None:
    board = Board(ROWS, "A@0202", "b@0203", "r@0204", options={"fog": fog})
    board.set("r", U.RESERVE, 1)
    seen = of(board, "0203", "A", state=board.view(0))
    expected = {board.unit("b")} | ({board.unit("r")} if not fog else set())
    assert {lot.unit for lot in seen.prospects[0].lots} == expected


def test_who_marched_up_in_this_watch_is_seen_to_stand_on_the_march() -> None:
    """Rulebook 5.4, 7.2, 11.2: what he looks like is what he is worth."""
    board = Board(ROWS, "A@0202 men=5000", "b@0204 men=5250 cohesion=65", first={"day": "blue"})
    board.march("b", "0203")
    board.end_phase()
    truth, seen = (of(board, "0203", "A", state=state) for state in (board.turn.state, board.view(0)))
    assert truth.factors == seen.factors
    assert truth.factors[Factor.DEFENCE_POSTURE] == 1000
    assert [prospect.usual for prospect in truth.prospects] == [prospect.usual for prospect in seen.prospects]
