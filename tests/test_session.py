"""Playing, asking players, taking back."""

from typing import Any
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import events as ev
from game.core.apply import fold
from game.core.notation import order_from_data
from game.core.orders import Attack, BuildBridge, EndPhase, Entrench, Move, Order
from game.core.refusal import IllegalOrder
from game.core.state import GameState, U
from game.players import Memory
from game.scenario.load import Scenario
from game.session.seats import SURPRISES, PlayerError, Seats
from game.session.session import Session
from game.session.undo import NoUndo, UndoRefused
from tests.boards import BLUE, RED, of_type, scenario

FIELD = """
    . . . . . . .
    . . h . . . .
    . . . . . . .
"""
ARMIES = ("A@0101", "B@0102", "C@0302 men=7000", "d@0402", "e@0503 men=2000", "f@0701")


def field(**parts: object) -> Scenario:
    return scenario(FIELD, *ARMIES, **parts)


def session(players: Seats = (None, None), seed: int = 1, **parts: object) -> Session:
    return Session(field(**parts), players, seed)


def move(game: Session, unit: str, *path: str) -> Order:
    return order_from_data(game.world, {"order": "Move", "unit": unit, "path": list(path)})


def finish(game: Session) -> list[ev.Event]:
    return [event for events in game.play() for event in events]


class Scripted:
    """Answers with prepared lists of orders, then with nothing."""

    name = "scripted"

    def __init__(self, *answers: list[Order]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        self.asked += 1
        return (self.answers.pop(0) if self.answers else []), memory


class Stubborn(Scripted):
    """Always wants the same."""

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        self.asked += 1
        return self.answers[0], memory


class TestPlaying:
    def test_computer_players_bring_a_game_to_its_end(self) -> None:
        game = session(("random", "greedy"))
        finish(game)
        assert game.is_over and game.outcome().over
        assert game.names == ("random", "greedy")

    def test_the_same_seed_gives_the_same_game(self) -> None:
        games = [session(("random", "random"), seed) for seed in (5, 5, 6)]
        for game in games:
            finish(game)
        first, again, other = (game.turn.state.digest() for game in games)
        assert first == again != other

    def test_stopping_between_two_orders_changes_nothing(self) -> None:
        whole, halting = session(("greedy", "random")), session(("greedy", "random"))
        finish(whole)
        while not halting.is_over:
            next(halting.play())
        assert halting.turn.events == whole.turn.events

    def test_play_ends_where_somebody_else_orders(self) -> None:
        game = session((None, "greedy"))
        assert list(game.play()) == []
        game.submit(EndPhase())
        list(game.play())
        assert game.active_side == RED and game.turn.state.day == 1

    def test_play_ends_after_so_many_days(self) -> None:
        game = session(("random", "random"))
        list(game.play(2))
        assert game.turn.state.day == 2 and game.turn.state.watch == 0

    def test_an_unknown_name_is_told_with_the_known_ones(self) -> None:
        with pytest.raises(ValueError, match=r"no computer player is called 'clever'; known: .*random"):
            session(("clever", None))

    def test_players_can_be_named_by_their_sides(self) -> None:
        red, blue = reversed(session().world.sides)
        game = session({red.id: "random", blue.id: None})
        assert game.names == (None, "random")

    @pytest.mark.parametrize(
        ("players", "found"),
        [
            ({0: "greedy", 1: "greedy"}, "players for 0, 1"),
            ({"red": "greedy"}, "players for 'red'"),
            ({}, "players for no side"),
            (("greedy",), "players for 1 of 2 sides"),
            ("greedy", "players for 'greedy'"),
        ],
    )
    def test_players_that_are_not_one_for_each_side_are_told(self, players: Any, found: str) -> None:
        with pytest.raises(ValueError, match=f"found {found}; give one for each side, as in .*'greedy'"):
            session(players)

    def test_a_view_is_what_its_side_knows(self) -> None:
        game = session()
        assert game.view(RED).units[U.HEX, game.world.unit_index["blue-f"]] == -1
        assert all(game.check(order) is None for order in game.legal())


class TestAsking:
    """A player is asked until it has nothing more to order."""

    def test_a_refused_order_drops_the_rest_and_asks_again(self) -> None:
        player = Scripted([Entrench(3), Entrench(0)], [Entrench(1)])
        game = session((player, None))
        list(game.play())
        assert [record.order for record in game.records] == [Entrench(1), EndPhase()]
        assert player.asked == 3

    def test_a_refusal_does_not_hold_its_game(self) -> None:
        game = session((Scripted([Entrench(3)]), None))
        list(game.play())
        known, refused = ref(game), game.refused
        del game
        assert refused and known() is None

    def test_a_surprise_drops_the_rest_and_asks_again(self) -> None:
        ambushed = scenario("....", "A@0101", "B@0101", "c@0401", countryside={"default": "blue"})
        player = Scripted([Move(0, (1, 2, 3)), Entrench(1)], [])
        game = Session(ambushed, (player, None))
        list(game.play())
        assert {type(event) for event in game.turn.events} & SURPRISES
        assert [type(record.order) for record in game.records] == [Move, EndPhase]
        assert player.asked == 2

    def test_orders_after_the_end_of_the_phase_are_dropped(self) -> None:
        player = Scripted([EndPhase(), Entrench(0)])
        game = session((player, None))
        list(game.play())
        assert [record.order for record in game.records] == [EndPhase()]

    @pytest.mark.parametrize("order", [Entrench(3), Entrench(0), Attack(0, ())])
    def test_a_player_that_never_stops_cannot_hang_the_game(self, order: Order) -> None:
        player = Stubborn([order])
        game = session((player, "random"))
        finish(game)
        assert game.is_over and player.asked < 200

    def test_a_failing_player_is_named_and_the_game_stands(self) -> None:
        class Broken(Scripted):
            def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
                raise ZeroDivisionError("no plan")

        game = session((Broken(), None))
        before = game.turn.state.digest()
        with pytest.raises(PlayerError, match="'scripted' of red on 1945-10-14 failed: ZeroDivisionError: no plan"):
            list(game.play())
        assert game.turn.state.digest() == before

    def test_an_answer_that_is_no_order_is_told(self) -> None:
        with pytest.raises(PlayerError, match="answered 'retreat', which is no order"):
            list(session((Scripted(["retreat"]), None)).play())  # type: ignore[list-item]

    @pytest.mark.parametrize("answer", ["nonsense", "ab", None, [], ([], {}, 3)])
    def test_an_answer_that_is_no_pair_is_told(self, answer: object) -> None:
        class Odd(Scripted):
            def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
                return answer  # type: ignore[return-value]

        with pytest.raises(PlayerError) as told:
            list(session((Odd(), None)).play())
        assert f"answered {answer!r}; act answers (orders, memory)" in str(told.value)

    def test_a_failing_player_leaves_its_memory_as_it_was(self) -> None:
        class Forgetful(Scripted):
            def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
                memory["plan"].clear()
                raise ZeroDivisionError("no plan")

        game = session((Forgetful(), None))
        game.memories[RED] = {"plan": ["march"]}
        with pytest.raises(PlayerError):
            list(game.play())
        assert game.memories[RED] == {"plan": ["march"]}


class TestUndo:
    """Taking back is a view of the log; what was learned stays learned."""

    def test_an_order_is_taken_back_and_given_again(self) -> None:
        game = session()
        game.submit(Entrench(1))
        before, events = game.turn.state.digest(), list(game.turn.events)
        game.submit(move(game, "red-a", "0201"))
        after = game.turn.state.digest()
        assert game.undo().order == move(game, "red-a", "0201")
        assert (game.turn.state.digest(), game.turn.events) == (before, events)
        assert game.can_redo
        game.redo()
        assert game.turn.state.digest() == after and not game.can_redo

    def test_nothing_is_given_again_that_was_not_taken_back(self) -> None:
        with pytest.raises(IndexError, match="no order was taken back"):
            session().redo()

    def test_another_order_forgets_what_was_taken_back(self) -> None:
        game = session()
        game.submit(Entrench(0))
        game.undo()
        game.submit(Entrench(1))
        assert not game.can_redo

    def test_there_is_nothing_to_take_back_at_first(self) -> None:
        with pytest.raises(UndoRefused, match="nothing to undo"):
            session().undo()

    def test_a_draw_of_luck_stays(self) -> None:
        game = session()
        game.submit(Attack(_hex(game, "0402"), (game.world.unit_index["red-c"],)))
        assert game.check_undo() is NoUndo.LUCK
        game.guard = False
        game.undo()
        assert not of_type(game.turn.events, ev.BattleFought)

    def test_a_bridge_that_is_taken_back_leads_nowhere(self) -> None:
        river = {"rivers": [{"sides": ["0101 s", "0201 sw"]}]}
        source = {"id": "home", "name": "Home", "side": "red", "at": "0101", "capacity": 9000}
        made = scenario("...\n...", "E@0101 type=engineer_regiment", "b@0302", map=river, supply={"sources": [source]})
        game = Session(made, (None, None))
        way_home = game.turn.home[RED].tolist()
        game.submit(BuildBridge(0, 3))
        assert game.turn.home[RED].tolist() != way_home
        game.undo()
        assert game.turn.home[RED].tolist() == way_home

    def test_an_enemy_that_came_in_sight_stays_in_sight(self) -> None:
        game = Session(scenario("......", "A@0101", "b@0501"), (None, None))
        game.submit(Move(0, (1,)))
        assert game.check_undo() is None
        game.submit(Move(0, (2,)))
        assert game.check_undo() is NoUndo.ENEMY_SEEN

    def test_a_computer_players_order_stays(self) -> None:
        game = session(("random", None))
        list(game.play())
        assert game.check_undo() is NoUndo.COMPUTER

    def test_the_end_of_a_phase_is_taken_back_until_the_other_side_follows(self) -> None:
        game = session()
        game.submit(EndPhase())
        game.submit(Entrench(3))
        game.undo()
        assert game.check_undo() is NoUndo.OTHER_SIDE
        game.guard = False
        assert game.check_undo() is NoUndo.OTHER_SIDE
        early = session()
        early.submit(EndPhase())
        assert early.active_side == BLUE
        early.undo()
        assert early.active_side == RED and not early.records

    @given(st.integers(0, 30), st.integers(0, 2**31))
    def test_taking_back_any_number_of_orders_is_playing_fewer(self, count: int, seed: int) -> None:
        game = session(seed=seed)
        game.guard = False
        digests = [game.turn.state.digest()]
        for step in range(count):
            orders = game.legal()[:-1] or [EndPhase()]
            game.submit(orders[(seed + step * 7) % len(orders)])
            digests.append(game.turn.state.digest())
        while game.check_undo() is None:
            game.undo()
            assert game.turn.state.digest() == digests[len(game.records)]
            if not len(game.records) % 5:
                game.redo()
                assert game.turn.state.digest() == digests[len(game.records)]
                game.undo()


class TestLog:
    @given(st.integers(0, 1000), st.integers(0, 2**31))
    def test_any_position_is_folded_from_the_events(self, at: int, seed: int) -> None:
        game = session(("random", "random"), seed)
        list(game.play(2))
        at = min(at, len(game.turn.events))
        assert game.position(at).digest() == fold(game.start, game.turn.events[:at]).digest()
        assert game.position(len(game.turn.events)).digest() == game.turn.state.digest()

    @given(st.integers(-1, 6), st.lists(st.integers(-1, 25), max_size=3))
    def test_a_refused_order_changes_nothing(self, unit: int, path: list[int]) -> None:
        game = session()
        order = Move(unit, tuple(path))
        before, events = game.turn.state.digest(), len(game.turn.events)
        refusal = game.check(order)
        try:
            game.submit(order)
        except IllegalOrder as error:
            assert error.refusal == refusal
            assert game.turn.state.digest() == before
            assert (len(game.turn.events), game.records, game.can_redo) == (events, [], False)
        else:
            assert refusal is None


def _hex(game: Session, number: str) -> int:
    index = game.world.grid.index(number)
    assert index is not None
    return index
