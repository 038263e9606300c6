"""Two persons at one screen: neither sees the other's board, takes back the other's orders, or is told of them."""

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest
from pygame_gui.elements import UIButton

from game.core.orders import EndPhase, Entrench
from game.session.undo import NoUndo
from game.ui.all_screens import register
from game.ui.app import App
from game.ui.content.rows import Change
from game.ui.pages.choose_game import ChooseGameScreen
from game.ui.pages.replay import ReplayScreen
from game.ui.play.curtain import Curtain
from game.ui.play.screen import PlayScreen, play_screen
from game.ui.screen import Push
from game.ui.screens import SCREENS
from game.ui.settings import Settings
from game.ui.title.setup import ME, OTHER, Setup, read_card
from game.ui.wishes import Redo, Undo
from tests.boards import scenario
from tests.desks import Desk, desk_of
from tests.test_ui_play import ROWS, UNITS
from tests.test_ui_title import VALLEY

A, D = 0, 3


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Desk]:
    """The first person has dug in and ended the phase; the second sits down."""
    made = desk_of(scenario(ROWS, *UNITS), tmp_path, (None, None))
    made.screen.table.give([Entrench(A)])
    made.screen.flow.end_phase()
    made.wait(lambda: isinstance(made.app.top, Curtain))
    made.key(pygame.K_RETURN)
    made.wait_for_orders()
    yield made
    made.app.close()


def button(desk: Desk, key: str) -> UIButton:
    words = desk.app.ui.say(f"order_bar.{key}")
    sprites = desk.app.ui.manager.get_sprite_group().sprites()
    return next(each for each in sprites if isinstance(each, UIButton) and each.text == words)


def test_nobody_takes_back_what_the_other_person_ordered(second: Desk) -> None:
    play = second.screen
    assert play.session.check_undo() is None, "with one person for both sides it could be taken back"
    assert not button(second, "undo").is_enabled
    play.commands.carry_out(Undo())
    assert second.orders() == [Entrench(A), EndPhase()] and play.session.active_side == 1
    assert play.table.situation().check_undo() is NoUndo.NOTHING


def test_each_person_finds_the_map_where_he_left_it_and_never_where_the_other_looked(tmp_path: Path) -> None:
    made = desk_of(scenario("\n".join(["." * 60] * 60), "A@0303", "d@5858"), tmp_path, (None, None))

    def hand_over() -> None:
        made.screen.flow.end_phase()
        made.wait(lambda: isinstance(made.app.top, Curtain))
        made.key(pygame.K_RETURN)
        made.wait_for_orders()

    made.screen.map.go_to(made.screen.session.world.grid.index("0410"), 60.0, glide=False)
    first = made.screen.map.camera
    hand_over()
    assert made.screen.map.shows(made.screen.session.world.grid.index("5858")), "his own unit, not the other's"
    made.screen.map.go_to(made.screen.session.world.grid.index("5050"), 60.0, glide=False)
    second = made.screen.map.camera
    hand_over()
    assert made.screen.map.camera == first
    hand_over()
    assert made.screen.map.camera == second
    made.app.close()


def test_a_person_takes_back_and_gives_again_his_own_orders_alone(second: Desk) -> None:
    play = second.screen
    play.table.give([Entrench(D)])
    second.pump()
    assert button(second, "undo").is_enabled
    play.commands.carry_out(Undo())
    assert second.orders() == [Entrench(A), EndPhase()]
    play.commands.carry_out(Redo())
    play.commands.carry_out(Undo())
    play.commands.carry_out(Undo())
    assert second.orders() == [Entrench(A), EndPhase()] and play.table.may_order


def test_a_game_that_is_under_way_is_hidden_until_somebody_is_there(second: Desk, tmp_path: Path) -> None:
    play = second.screen
    shown = play_screen(play.session, play.shelf)
    assert isinstance(shown, Curtain)
    app = App(shown, Settings(size=(1280, 800), animation="none"), file=tmp_path / "other.json")
    app.step([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="")])
    assert isinstance(app.top, PlayScreen) and app.top.table.eyes == 1
    app.top.closed()
    app.stack.clear()


@pytest.mark.parametrize("players", [(None, "greedy"), (None, None)])
def test_a_game_of_one_person_and_one_that_begins_are_shown_at_once(tmp_path: Path, players: tuple[str | None]) -> None:
    made = desk_of(scenario(ROWS, *UNITS), tmp_path, players)
    play = made.screen
    if players[1]:
        play.table.give([Entrench(A)])
    assert isinstance(play_screen(play.session, play.shelf), PlayScreen)
    made.app.close()


def test_the_replay_of_a_shared_game_waits_for_the_one_who_is_to_order_and_shows_his_eyes(
    second: Desk, tmp_path: Path
) -> None:
    play = second.screen
    assert play.session.journal is not None
    register(play.shelf)
    chosen = SCREENS["replay"](None)
    assert isinstance(chosen, ChooseGameScreen)
    step = chosen.asked(Change("save", play.session.journal.path))
    assert isinstance(step, Push)
    app = App(step.screen, Settings(size=(1280, 800), animation="none"), file=tmp_path / "other.json")
    second.wait(lambda: not app.step([]) or isinstance(app.top, Curtain))
    app.step([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="")])
    assert isinstance(app.top, ReplayScreen)
    assert app.top.tabs() == (play.session.world.sides[play.session.active_side].id,)
    app.top.closed()
    app.stack.clear()


def test_whoever_gives_a_side_to_another_person_keeps_the_other_one() -> None:
    setup = Setup.of(read_card("valley", VALLEY))
    mine = setup.seats.index(ME)
    setup.seat(mine, OTHER)
    assert setup.seats[mine] == OTHER and setup.seats[1 - mine] == ME


def test_where_one_skips_what_others_do_no_phase_is_ended(second: Desk) -> None:
    """A click that comes late, when the buttons have changed, ends nothing that nobody has seen."""
    skip, end = button(second, "skip"), button(second, "end_phase")
    assert not skip.rect.colliderect(end.rect)
