"""Whose losses a unit's are once it has gone over. Rulebook 12."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import engine
from game.core.battle.accounts import lost_by, lost_for_good, wounded_before
from game.core.causes import Degree
from game.core.kinds import Standing
from game.core.notation import order_from_data
from game.core.state import ACCOUNTS, LOSSES, F, GameState, U
from game.core.turn import Turn
from game.core.victory import score
from game.core.world import SIDES, World
from game.session.chronicle.reader import Chronicle
from game.session.results.losses import losses_between, lost_so_far
from game.session.results.result import losses
from tests.boards import BLUE, RED, Board
from tests.sketches import LUCK, Sketch, sketches
from tests.test_golden import BOARDS, start, stored
from tests.test_properties import play

ALL_FOLLOW = {"over_most": 1000, "over_span": 1, "follow_base": 1000, "follow_loyalty": 0}


def turncoats() -> Board:
    """Blue's army of 5000, of whom 100 are dead and 40 captured, has gone over; its guard stands beside it."""
    made = Board(
        ". . . . . . . .",
        "A@0801 stock=100",
        "b@0101 stock=100",
        "c@0301 of=guard stock=100",
        formations=["blue-army loyalty=0 agents=true", "blue-guard"],
        rules=ALL_FOLLOW,
        days=9,
        supply={"sources": [{"id": "west", "name": "West", "side": "blue", "at": "0301", "capacity": 50_000}]},
        victory={
            "favours": "red",
            "terms": [{"kind": "losses", "group": "blue-group", "per": 1}],
            "levels": [{"id": "won", "at": 1, "name": "Won"}, {"id": "lost", "name": "Lost"}],
        },
    )
    for column, men in ((U.MEN, 4800), (U.KILLED, 100), (U.CAPTURED, 40), (U.WOUNDED, 60)):
        made.set("b", column, men)
    made.set("b", U.ENCIRCLED, 4)
    made.set("A", U.HEX, made.hex("0201"))
    made.end_day()
    assert made.value("blue-army", F.STANDING) == Standing.OVER
    made.set("c", U.HEX, made.hex("0201"))
    made.set("A", U.HEX, made.hex("0801"))
    return made


class TestTurncoats:
    """What they lost before counts for the side they left, what they lose later for the side they are on."""

    def test_the_dead_of_before_and_those_who_went_are_their_old_side_s(self) -> None:
        made = turncoats()
        assert losses(made.world, made.turn.state) == {
            "red": {"killed": 0, "wounded": 0, "captured": 0, "straggled": 0, "gone_over": 0},
            "blue": {"killed": 100, "wounded": 0, "captured": 40, "straggled": 0, "gone_over": 4860},
        }
        assert score(made.world, made.turn.state) == 100 + 40 + 4860

    def test_what_they_lose_afterwards_is_their_new_side_s(self) -> None:
        made = turncoats()
        before, points = made.turn.state.copy(), score(made.world, made.turn.state)
        made.end_phase()
        made.attack("0101", "c", degree=Degree.CHECK)
        after = made.turn.state
        fallen = int(after.units[U.KILLED, made.unit("b")]) - 100
        own = int(after.units[U.KILLED, made.unit("c")])
        assert fallen > 0 and own > 0
        assert score(made.world, after) == points + own, "only the guard is of the group now"
        told = losses(made.world, after)
        assert (told["red"]["killed"], told["blue"]["killed"]) == (fallen, 100 + own)
        assert [lost.killed for lost in losses_between(before, after)] == [fallen, own]

    def test_a_day_s_losses_are_told_of_the_side_that_had_them(self) -> None:
        """On the day they went the loss is the men themselves."""
        made = turncoats()
        red, blue = losses_between(made.scenario.start, made.turn.state)
        assert (red.total, blue.gone_over, blue.killed) == (0, 4860, 100)

    def test_wounded_who_come_over_are_no_loss_of_their_new_side(self) -> None:
        """They come back to the ranks before those whom it has lost itself, and are not among its own who come back."""
        made = turncoats()
        made.set("b", U.WOUNDED, 100)  # 60 of before, 40 in its new side's service
        before = made.turn.state.copy()
        assert lost_so_far(before, RED)["wounded"] == 40
        made.end_day()
        healed = int(made.value("b", U.RETURNED))
        red, _ = losses_between(before, made.turn.state)
        assert 0 < healed < 60 and red.back == 0 and lost_so_far(made.turn.state, RED)["wounded"] == 40
        made.set("b", U.RETURNED, 70)
        made.set("b", U.WOUNDED, 30)
        red, _ = losses_between(before, made.turn.state)
        assert red.back == 10 and lost_so_far(made.turn.state, RED)["wounded"] == 30


class TestEverybody:
    @given(sketches(), LUCK, st.sampled_from(ACCOUNTS))
    def test_no_man_is_counted_twice_or_not_at_all(self, sketch: Sketch, luck: int, account: U) -> None:
        board = sketch.board()
        for _ in play(board, luck):
            pass
        units = board.turn.state.units
        came_over = wounded_before(units) if account is U.WOUNDED else 0
        assert (lost_by(units, RED, account) + lost_by(units, BLUE, account) + came_over == units[account]).all()
        assert all((lost_by(units, side, account) >= 0).all() for side in (RED, BLUE))
        everyone = list(range(units.shape[1]))
        total = sum(lost_for_good(units, side, everyone) for side in (RED, BLUE))
        assert total == int(units[np.array(LOSSES)].sum())

    @given(sketches(), LUCK)
    def test_the_days_of_a_game_add_up_to_its_result(self, sketch: Sketch, luck: int) -> None:
        board = sketch.board()
        for _ in play(board, luck):
            pass
        adds_up(board.world, board.scenario.start, board.turn)


@pytest.mark.parametrize("name", BOARDS)
def test_the_days_of_the_golden_games_add_up_to_their_results(name: str) -> None:
    game = stored(name)
    turn = start(game)
    at_first = turn.state.copy()
    for order in game["orders"]:
        engine.submit(turn, order_from_data(turn.world, order))
    adds_up(turn.world, at_first, turn)


def adds_up(world: World, at_first: GameState, turn: Turn) -> None:
    """Day by day as the chronicle tells it, kind by kind as the result has it, and no day without its fights."""
    chronicle = Chronicle(world, at_first)
    records = chronicle.read(turn.events)
    records += [chronicle.unfinished] if chronicle.unfinished else []
    end = records[-1].after if records else at_first  # a day that has only dawned is told when it is played
    assert not turn.state.is_over or end.digest() == turn.state.digest()
    for side in SIDES:
        told = losses(world, end)[world.sides[side].id]
        days = [losses_between(record.before, record.after)[side] for record in records]
        at_start = sum(lost_so_far(at_first, side).values())
        assert sum(day.total - day.back for day in days) == sum(told.values()) - at_start
        assert sum(day.killed for day in days) == told["killed"] - lost_so_far(at_first, side)["killed"]
        assert all(men >= 0 for day in days for men in day)
        for record, day in zip(records, days, strict=True):
            fights = [*record.fights.values(), *(fight for _, fight in record.ambushes)]
            assert sum(fight.lost[side] for fight in fights) <= day.total
            turncoats = (record.after.units[U.WOUNDED_BEFORE] > 0).any()  # whose wounded may be lost out of no ranks
            if not turncoats and not day.straggled and not record.political and not record.over:
                assert sum(fight.lost[side] for fight in fights) == day.total
