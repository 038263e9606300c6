"""Going on until something happens: the conditions that are ticked, what stops a game, and in whose name."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pygame
import pytest
from pygame_gui.elements import UIButton

from game.core.causes import Degree
from game.core.events import BattleFought, Event, OrderReceived, UnitArrived
from game.core.intents.intent import Intent, IntentKind
from game.core.kinds import Standing, SupplyState
from game.core.state import F, Place, U
from game.session.session import Session
from game.ui.content.stops import stop_hex, stop_words
from game.ui.play.flow import Stage
from game.ui.play.run_until import STOPS, Orders, stopped_by
from game.ui.settings import read_settings
from game.ui.wishes import RunUntil
from tests.boards import BLUE, RED, Board, scenario
from tests.desks import Desk, desk_of

ROWS = """
    . . . . . . . .
    . . . . . . . .
    . . . . . . . .
    . . . . . . . .
    . . . . . . . .
"""


class TestTheQuestion:
    """Each condition is ticked or not; what is ticked is what is waited for."""

    @pytest.fixture
    def desk(self, tmp_path: Path) -> Iterator[Desk]:
        made = desk_of(scenario(ROWS, "A@0101 men=5000", "d@0805 men=9000", days=20), tmp_path)
        made.key(pygame.K_j)
        yield made
        made.app.close()

    def press(self, desk: Desk, name: str) -> None:
        words = desk.app.ui.say(f"run_until.{name}")
        widgets = desk.app.ui.manager.get_sprite_group().sprites()
        found = [each for each in widgets if isinstance(each, UIButton) and each.text.removeprefix("✓ ") == words]
        desk.click(found[0].rect.center)

    def test_everything_is_ticked_to_begin_with(self, desk: Desk) -> None:
        desk.key(pygame.K_RETURN)
        assert desk.screen.flow.until == set(STOPS)

    def test_several_conditions_are_waited_for_together_and_offered_again(self, desk: Desk) -> None:
        for name in ("none", "contact", "talks", "week", "talks"):
            self.press(desk, name)
        assert desk.screen.host.is_asking, "a tick asks for nothing yet"
        self.press(desk, "go")
        assert desk.screen.flow.until == {"contact", "week"}
        desk.wait_for_orders()
        assert desk.screen.flow.until == frozenset()
        assert desk.screen.notice.words.startswith("Stopped: a week has passed")
        desk.key(pygame.K_j)
        desk.key(pygame.K_RETURN)
        assert desk.screen.flow.until == {"contact", "week"}

    def test_what_is_ticked_is_offered_in_the_next_game_too_but_for_what_nobody_knows(self, tmp_path: Path) -> None:
        file = tmp_path / "settings.json"
        desk = desk_of(scenario(ROWS, "A@0101 men=5000", "d@0805 men=9000", days=20), tmp_path)
        before = desk.screen
        desk.screen.commands.carry_out(RunUntil(frozenset({"talks", "week"})))
        desk.pump()
        assert desk.screen is before, "nothing that is seen has changed"
        assert read_settings(file).settings == desk.app.ui.settings.changed(stops=("talks", "week"))
        desk.app.close()
        kept = [*read_settings(file).settings.stops, "of a later version"]
        desk = desk_of(scenario(ROWS, "A@0101 men=5000", "d@0805 men=9000", days=20), tmp_path, stops=tuple(kept))
        desk.key(pygame.K_j)
        desk.key(pygame.K_RETURN)
        assert desk.screen.flow.until == {"talks", "week"}
        desk.app.close()

    def test_without_a_tick_there_is_nothing_to_wait_for(self, desk: Desk) -> None:
        self.press(desk, "none")
        desk.key(pygame.K_RETURN)
        self.press(desk, "go")
        assert desk.screen.host.is_asking and desk.orders() == []
        desk.key(pygame.K_ESCAPE)
        assert not desk.screen.host.is_asking
        assert desk.app.ui.settings.stops == ()


def test_a_game_goes_on_by_itself_until_there_is_contact(tmp_path: Path) -> None:
    made = desk_of(scenario(ROWS, "A@0101 men=5000", "d@0805 men=9000", days=6), tmp_path, (None, "greedy"))
    play = made.screen
    play.session.give_intent(0, Intent(IntentKind.GO, play.session.world.grid.index("0805") or 0))
    play.flow.run_until(frozenset({"contact"}))
    made.wait(lambda: play.flow.stage is not Stage.OTHERS)
    assert play.flow.stage is Stage.ORDERS and play.session.turn.state.day >= 1 and play.flow.until == frozenset()
    assert play.notice.words.startswith("Stopped: a formation meets the enemy: ")
    assert any(play.table.words.unit(unit) in play.notice.words for unit in range(2))
    made.app.close()


def test_the_map_goes_where_the_game_stopped_if_that_was_not_in_sight(tmp_path: Path) -> None:
    made = desk_of(scenario("\n".join([". " * 60] * 40), "A@0202", "B@5535 men=5000"), tmp_path)
    play, far = made.screen, made.screen.session.world.grid.index("5535") or 0
    assert not play.map.shows(far)
    play.flow.stopped = {"supply": [1]}
    made.pump()
    made.wait(lambda: play.map.shows(far))
    places = [stop_hex(play.table.situation(), {name: found}) for name, found in (("week", ()), ("contact", [0]))]
    assert places == [-1, play.session.world.grid.index("0202")]
    made.app.close()


def test_what_happens_between_two_phases_of_the_other_side_stops_the_game_too(tmp_path: Path) -> None:
    """At dawn, after the other side's night and before its day: supplies run low."""
    first = {"day": "blue", "night": "red"}
    board = scenario(ROWS, "A@0101", "d@0805", days=20, watches=["day", "night"], first=first)
    made = desk_of(board, tmp_path, (None, "greedy"))
    play = made.screen
    made.wait_for_orders()
    before = play.session.turn.state.units[U.SUPPLY, 0]
    play.flow.run_until(frozenset({"supply"}))
    made.wait_for_orders()
    assert before < SupplyState.LOW <= play.session.turn.state.units[U.SUPPLY, 0]
    assert play.flow.stage is Stage.ORDERS and play.notice.words.startswith("Stopped: trouble with supply: ")
    play.notice.update(made.app.ui, 60.0)
    assert play.notice.words, "whoever was away reads it too"
    made.key(pygame.K_g)
    play.notice.update(made.app.ui, 60.0)
    assert not play.notice.words
    made.app.close()


def test_troops_that_arrive_are_named_where_that_stops_the_game() -> None:
    session = Session(scenario(ROWS, "A@0101 men=5000", "d@0805 men=9000"), (None, None), 1)
    state = session.turn.state
    told: list[Event] = [UnitArrived(0, 0), UnitArrived(1, 1)]
    orders = Orders(session.world, 0, {})
    assert stopped_by(("arrival", "contact"), (state, state), told, orders) == {"arrival": [0]}


def test_a_city_that_changes_hands_and_a_week_that_has_passed_stop_the_game() -> None:
    """A town that nobody fights for does not."""
    city = {"name": {"en": "City", "zh": "城"}, "at": "0405", "kind": "city", "held_by": "red"}
    board = Board(
        ROWS, "A@0101", "d@0805", places={"city": city, "town": city | {"at": "0301", "kind": "town"}}, days=20
    )
    before, after = board.view(0), board.view(0)
    orders = Orders(board.world, 0, {}, since=before.day)
    assert stopped_by(("place", "week"), (before, after), [], orders) == {}
    after.places[Place.HOLDER] = 1
    assert stopped_by(("place", "week"), (before, after), [], orders) == {"place": [0]}
    orders = Orders(board.world, 0, {}, since=before.day - 7)
    assert stopped_by(("place", "week"), (before, before), [], orders) == {"week": ()}


def test_a_task_that_is_done_stops_the_game_once() -> None:
    board = Board(ROWS, "A@0101 men=5000", "B@0102", "d@0805")
    army = board.formation("red-army")
    orders = Orders(board.world, 0, {army: Intent(IntentKind.GO, board.hex("0302"))})
    before = board.view(0)
    board.set("A", U.HEX, board.hex("0302"))
    board.set("B", U.HEX, board.hex("0301"))
    there = board.view(0)
    assert stopped_by(("task",), (before, there), [], orders) == {"task": [army]}
    assert stopped_by(("task",), (there, there), [], orders) == {}
    assert stopped_by(("contact",), (before, there), [], orders) == {}


class TestContact:
    """A formation meets the enemy once; a battle stops the game whenever it is waited for; militia stops nothing."""

    def stops(self, board: Board, told: list[Event], before: str = "0101") -> dict[str, Sequence[int]]:
        """What stops the game for Red when A has just come from another hex."""
        after = board.view(0)
        board.set("A", U.HEX, board.hex(before))
        return stopped_by(("contact", "battle"), (board.view(0), after), told, Orders(board.world, 0, {}))

    def fought(self, board: Board) -> list[Event]:
        attackers, defenders = (board.unit("A"),), (board.unit("d"),)
        return [BattleFought(board.hex("0401"), 0, attackers, defenders, (), (), 0, Degree.CHECK)]

    def test_a_formation_that_had_no_enemy_beside_it_has_met_one(self) -> None:
        board = Board(ROWS, "A@0301", "d@0401")
        assert self.stops(board, []) == {"contact": [board.unit("A")]}

    def test_one_that_had_meets_nobody_new_but_its_battles_count(self) -> None:
        board = Board(ROWS, "A@0301", "d@0401")
        assert self.stops(board, [], before="0301") == {}
        assert self.stops(board, self.fought(board), before="0301") == {"battle": [board.unit("A")]}

    @pytest.mark.parametrize("units", [("A@0301 type=militia", "d@0401"), ("A@0301", "d@0401 type=militia")])
    def test_militia_on_either_side_stops_nothing(self, units: tuple[str, str]) -> None:
        board = Board(ROWS, *units)
        assert self.stops(board, self.fought(board)) == {}


def test_an_order_from_above_stops_the_game_for_the_side_that_has_it() -> None:
    session = Session(scenario(ROWS, "A@0101", "d@0805"), (None, None), 1)
    formation = int(session.turn.state.units[U.FORMATION, 0])
    state, told = session.turn.state, list[Event]((OrderReceived(formation, 0),))
    for side, found in ((0, {"order": [0]}), (1, {})):
        assert stopped_by(("order",), (state, state), told, Orders(session.world, side, {})) == found


class TestACommanderWhoWavers:
    """Stops the game: an own one by his counters' flag, the enemy's as he can be talked to and has cause to listen."""

    WITHIN = "blue-army loyalty=60"

    def stops(self, board: Board, side: int, **changed: int) -> list[int] | None:
        """The formations that are told of once columns of blue's army have changed; None where the game goes on."""
        before = board.view(side)
        for column, value in changed.items():
            board.set("blue-army", F[column], value)
        found = stopped_by(("loyalty",), (before, board.view(side)), [], Orders(board.world, side, {}))
        return list(found["loyalty"]) if found else None

    @pytest.mark.parametrize(("loyalty", "stops"), [(550, False), (480, True), (300, True)])
    def test_by_his_loyalty_to_his_own_side_alone(self, loyalty: int, stops: bool) -> None:
        board = Board(ROWS, "A@0101", "b@0201", "c@0801", formations=[self.WITHIN])
        army = [board.formation("blue-army")]
        assert self.stops(board, BLUE, LOYALTY=loyalty) == (army if stops else None)
        board.set("blue-army", F.LOYALTY, 600)
        assert self.stops(board, RED, LOYALTY=loyalty) is None

    def test_when_an_envoy_has_reached_him_and_when_he_has_cause(self) -> None:
        board = Board(ROWS, "A@0101", "b@0801", formations=[self.WITHIN])
        assert self.stops(board, BLUE, CONTACT=0) is None, "his own side does not see who talks to him"
        board.set("blue-army", F.CONTACT, -1)
        assert self.stops(board, RED, CONTACT=0) is not None
        before = board.view(RED)
        board.set("A", U.HEX, board.hex("0701"))
        orders = Orders(board.world, RED, {})
        assert stopped_by(("loyalty",), (before, board.view(RED)), [], orders) == {
            "loyalty": [board.formation("blue-army")]
        }
        assert stopped_by(("loyalty",), (board.view(RED), board.view(RED)), [], orders) == {}

    @pytest.mark.parametrize("side", [0, 1])
    def test_when_he_has_gone_over(self, side: int) -> None:
        board = Board(ROWS, "A@0101", "b@0201", formations=[self.WITHIN])
        assert self.stops(board, side, STANDING=Standing.OVER, SIDE=RED) is not None

    def test_though_none_of_his_units_is_on_the_map(self) -> None:
        board = Board(ROWS, "A@0101", "b@0801", formations=[self.WITHIN])
        board.set("b", U.HEX, -1)
        assert self.stops(board, BLUE, LOYALTY=300) == [board.formation("blue-army")]

    def test_by_the_name_of_his_formation(self, tmp_path: Path) -> None:
        made = desk_of(scenario(ROWS, "A@0101", "b@0801", formations=[self.WITHIN]), tmp_path)
        situation = made.screen.table.situation()
        army = int(situation.session.turn.state.units[U.FORMATION, 1])
        (told,) = stop_words(situation, {"loyalty": [army]})
        assert told == f"Stopped: a commander wavers: {situation.words.formation(army)}."
        made.app.close()
