"""The contract of state, events and draws on which everything else stands."""

import copy
import inspect
import pickle
import typing
from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import (
    apply,
    authority,
    engine,
    events,
    luck,
    notation,
    orders,
)
from game.core.orders import (
    Attack,
    EndPhase,
    Favour,
    Move,
    ReplaceCommander,
    Reserve,
    SendEnvoy,
    Stand,
    SuperiorOrder,
    WorkOn,
)
from game.core.refusal import Reason
from game.core.state import ACCOUNTS, Column, F, GameState, Sight, U
from tests.boards import Board

LINE = """
    . . . . .
    . . . . .
    . . . . .
"""


def line_board(seed: int = 1) -> Board:
    return Board(LINE, "A@0101", "B@0102", "c@0501", "d@0503 men=2000", seed=seed)


def test_a_copy_shares_nothing() -> None:
    state = line_board().turn.state
    copy = state.copy()
    copy.units[U.MEN] += 1
    copy.clock[:] = 9
    assert state.first_difference(copy) is not None
    assert line_board().turn.state.digest() == state.digest()


@given(st.sampled_from(list(U)), st.integers(0, 3))
def test_the_digest_sees_every_value(column: U, unit: int) -> None:
    state = line_board().turn.state
    changed = state.copy()
    changed.units[column, unit] += 1
    assert changed.digest() != state.digest()
    assert state.first_difference(changed) == ("units", column.name, unit)


def test_every_column_says_what_it_means() -> None:
    for columns in GameState.COLUMNS.values():
        assert all(column.unit and column.meaning for column in columns)
        assert [int(column) for column in columns] == list(range(len(columns)))


@pytest.mark.parametrize("copied", [GameState.copy, copy.deepcopy, lambda state: pickle.loads(pickle.dumps(state))])
def test_a_copied_position_is_whole_and_apart(copied: Callable[[GameState], GameState]) -> None:
    state = line_board().turn.state
    before, other = state.digest(), copied(state)
    assert other.first_difference(state) is None and other.digest() == before
    for name in GameState.BLOCKS:
        getattr(other, name)[...] = 7
    assert state.digest() == before != other.digest()


def test_blocks_are_contiguous_writable_int64() -> None:
    state = line_board().turn.state
    for name in GameState.BLOCKS:
        block = getattr(state, name)
        assert block.dtype == np.int64 and block.flags.c_contiguous and block.flags.writeable


def test_every_event_has_one_writer() -> None:
    assert set(apply.WRITERS) == set(events.EVENT_TYPES) == set(typing.get_args(events.Event))


def test_every_order_has_a_rule() -> None:
    assert set(engine._RULES) == set(orders.ORDER_TYPES) == set(typing.get_args(orders.Order))


def test_every_reason_is_given_somewhere() -> None:
    modules = {inspect.getmodule(rule) for rules in engine._RULES.values() for rule in rules}
    sources = "".join(inspect.getsource(module) for module in {*modules, authority} if module)
    assert [reason for reason in Reason if f"Reason.{reason.name}" not in sources] == []


def test_folding_the_events_gives_the_position() -> None:
    board = line_board()
    start = engine.resume(board.world, board.scenario.start, 1).state
    board.order(Move(board.unit("A"), board.path("0201")))
    board.end_day()
    assert apply.fold(start, board.turn.events).digest() == board.turn.state.digest()


def test_a_refused_order_changes_nothing() -> None:
    board = line_board()
    assert board.refuse(Move(board.unit("c"), board.path("0401"))).reason is Reason.NOT_YOUR_UNIT
    assert board.refuse(Move(99, board.path("0401"))).reason is Reason.NO_SUCH_UNIT
    assert board.refuse(Move(board.unit("A"), (-4,))).reason is Reason.NO_SUCH_HEX
    assert board.refuse(Attack(board.hex("0301"), ())).reason is Reason.NO_ATTACKERS


def test_an_order_after_the_end_is_refused() -> None:
    board = line_board()
    while not board.turn.state.is_over:
        board.end_phase()
    assert board.refuse(EndPhase()).reason is Reason.GAME_OVER


class TestDraws:
    """Rulebook 1."""

    def test_the_same_question_gets_the_same_luck(self) -> None:
        question = (7, luck.Purpose.BATTLE, 2_842_156, luck.stable_key("0502"), 0)
        assert luck.draw(*question) == luck.draw(*question)

    def test_known_values_hold_on_every_machine(self) -> None:
        assert luck.stable_key("0502") == 897_221_789_635_173_273
        assert [luck.draw(7, luck.Purpose.BATTLE, day, 5, 0) for day in range(3)] == [815240, 805976, 589546]

    @given(st.integers(0, 2**63), st.integers(0, 5), st.integers(0, 2**63))
    def test_draws_lie_in_range(self, seed: int, ordinal: int, subject: int) -> None:
        assert 0 <= luck.draw(seed, luck.Purpose.BATTLE, 3, subject, ordinal) < luck.LUCK_ONE

    def test_draws_are_spread_evenly(self) -> None:
        draws = [luck.draw(seed, luck.Purpose.BATTLE, 1, 2, 3) for seed in range(20_000)]
        counts, _ = np.histogram(draws, bins=20, range=(0, luck.LUCK_ONE))
        chi_square = float(((counts - 1000) ** 2 / 1000).sum())
        assert chi_square < 43.8, "19 degrees of freedom, one in a thousand"

    def test_low_luck_keeps_the_mean_and_narrows_the_spread(self) -> None:
        plain = [[luck.draw(seed, luck.Purpose.BATTLE, n, 2, 3) for n in range(20)] for seed in range(400)]
        low = [[luck.low_luck_draw(seed, 0, luck.Purpose.BATTLE, n) for n in range(20)] for seed in range(400)]
        means = [np.array(draws).mean(axis=1) / luck.LUCK_ONE for draws in (plain, low)]
        assert abs(means[1].mean() - 0.5) < 0.01
        assert means[1].std() < means[0].std() / 3

    @pytest.mark.parametrize("changed", range(5))
    def test_every_part_of_the_key_counts(self, changed: int) -> None:
        key = [7, luck.Purpose.BATTLE, 3, 4, 5]
        other = list(key)
        other[changed] = luck.Purpose.SURRENDER if changed == 1 else key[changed] + 1
        assert luck.draw(*key) != luck.draw(*other)


class TestNotation:
    """Orders and events as plain data."""

    def test_an_order_survives(self) -> None:
        board = line_board()
        politics = [kind(1) for kind in (WorkOn, SendEnvoy, Favour, ReplaceCommander)]
        command = [Stand(1), Reserve(0), SuperiorOrder(1, 1), Attack(3, (0,), prepared=True)]
        for order in (Move(0, board.path("0201", "0202")), Attack(3, (0, 1), False), *politics, *command, EndPhase()):
            data = notation.order_to_data(board.world, order)
            assert notation.order_from_data(board.world, data) == order

    def test_every_event_of_a_game_survives(self) -> None:
        board = line_board()
        while not board.turn.state.is_over:
            board.end_phase()
        for event in board.turn.events:
            data = notation.event_to_data(board.world, event)
            assert notation.event_from_data(board.world, data) == event

    @pytest.mark.parametrize(
        "data", [{}, {"order": "Fly"}, {"order": "Move", "unit": "nobody", "path": []}, {"order": "Move", "path": []}]
    )
    def test_bad_data_is_told(self, data: dict[str, object]) -> None:
        with pytest.raises(ValueError, match=r"unknown order|no unit|has fields"):
            notation.order_from_data(line_board().world, data)

    def test_index_fields_are_known_to_the_table(self) -> None:
        plain = {"accept", "advance", "level", "path", "prepared", "share"}
        for cls in orders.ORDER_TYPES:
            for field in fields(cls):
                assert field.name in notation._MEANING or field.name in plain


def test_men_are_conserved_from_the_start() -> None:
    units = line_board().turn.state.units
    assert (units[list(ACCOUNTS)].sum(axis=0) == units[U.INITIAL]).all() and not units[U.ENROLLED].any()


@pytest.mark.parametrize("columns", [U, F])
def test_what_a_side_may_know_is_declared_for_every_column(columns: type[Column]) -> None:
    assert all(isinstance(column.sight, Sight) for column in columns)
