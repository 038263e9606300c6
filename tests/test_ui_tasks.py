"""Giving tasks in the window: the line to find a goal in, the attack plan beside it, formations out of sight."""

import time
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.core.intents.intent import Intent, IntentKind
from game.session.explain.intent import explain_intent
from game.ui.content.dossier import formation_title
from game.ui.content.inquiries import inquiry
from game.ui.content.rows import Change, plain
from game.ui.panels.dossier import Dossier
from game.ui.panels.intending import IntentMenu
from game.ui.wishes import SelectFormation
from tests.boards import scenario
from tests.desks import Desk, desk_of

ROWS = "\n".join(["." * 30] * 20)
UNITS = ("A@0202 of=first", "B@0212 of=first", "C@2818 of=second", "e@0803")
PLACES = {"ford": {"name": {"en": "Ford", "zh": "渡口"}, "at": "0909", "kind": "town"}}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(
        scenario(ROWS, *UNITS, formations=["red-first", "red-second"], places=PLACES, options={"fog": 0}), tmp_path
    )
    made.screen.table.select_formation(first(made))
    made.screen.show_panel("intent")
    made.screen.map.go_to(made.screen.session.world.grid.index("0806") or 0, 60.0, glide=False)
    made.pump()
    yield made
    made.app.close()


def first(desk: Desk) -> int:
    return desk.screen.session.world.formation_index["red-first"]


def menu(desk: Desk) -> IntentMenu:
    panel = desk.screen.host.panel("intent")
    assert isinstance(panel, IntentMenu)
    return panel


def choose(desk: Desk, kind: IntentKind) -> None:
    at = menu(desk).prose.where(Change("kind", kind))
    assert at is not None
    desk.click(at)
    desk.pump()


def enter(desk: Desk) -> None:
    desk.key(pygame.K_RETURN)
    desk.post(pygame.KEYUP, key=pygame.K_RETURN, mod=0)
    desk.pump()


def type_in(desk: Desk, words: str) -> None:
    field = menu(desk).field
    assert field is not None
    desk.app.ui.manager.set_focus_set(field)
    field.set_text(words)
    menu(desk).again()


def point_at(desk: Desk, number: str) -> int:
    """Click on a hex from which the panel is moved away."""
    play = desk.screen
    hex = play.session.world.grid.index(number)
    assert hex is not None
    play.map.go_to(hex, glide=False)
    play.host.clear("intent", play.map.place_of(hex))
    desk.pump()
    desk.click(desk.at(number))
    desk.pump()
    return hex


def test_enter_takes_the_goal_that_was_found_and_then_gives_the_task(desk: Desk) -> None:
    choose(desk, IntentKind.HOLD)  # which could be given without a goal too
    type_in(desk, "ford")
    enter(desk)
    assert dict(desk.screen.table.intents) == {}
    enter(desk)
    ford = desk.screen.session.world.grid.index("0909")
    assert dict(desk.screen.table.intents) == {first(desk): Intent(IntentKind.HOLD, hex=ford)}
    assert menu(desk).typed == "", "what was typed for one task does not narrow the goals of the next"


def test_enter_takes_what_is_typed_rather_than_the_goal_chosen_before(desk: Desk) -> None:
    choose(desk, IntentKind.HOLD)
    point_at(desk, "0505")
    type_in(desk, "ford")
    enter(desk)
    assert dict(desk.screen.table.intents) == {}
    enter(desk)
    ford = desk.screen.session.world.grid.index("0909")
    assert dict(desk.screen.table.intents) == {first(desk): Intent(IntentKind.HOLD, hex=ford)}


def test_enter_gives_no_task_while_the_words_find_nothing(desk: Desk) -> None:
    choose(desk, IntentKind.HOLD)
    type_in(desk, "fodr")
    for _ in range(2):
        enter(desk)
    assert dict(desk.screen.table.intents) == {}


def test_a_goal_pointed_at_since_the_words_were_typed_is_kept(desk: Desk) -> None:
    choose(desk, IntentKind.HOLD)
    type_in(desk, "ford")
    goal = point_at(desk, "0505")
    desk.app.ui.manager.set_focus_set(menu(desk).field)
    enter(desk)
    assert dict(desk.screen.table.intents) == {first(desk): Intent(IntentKind.HOLD, hex=goal)}


def test_an_enemy_far_off_is_the_goal_of_a_task_and_not_an_attack(desk: Desk) -> None:
    choose(desk, IntentKind.ATTACK)
    enemy = point_at(desk, "0803")
    assert desk.screen.table.target == enemy
    dossier = desk.screen.host.panel("dossier")
    assert isinstance(dossier, Dossier) and dossier.tab == "about"
    assert "Attack towards hex 0803" in " ".join(plain(menu(desk).prose.rows))


def test_a_formation_out_of_sight_is_brought_into_sight_and_another_does_not_move_the_map(desk: Desk) -> None:
    play = desk.screen
    play.map.go_to(min(play.table.marked), 60.0, glide=False)
    before = play.map.camera
    play.commands.carry_out(SelectFormation(first(desk), go_there=True))
    assert play.map.camera == before
    second = play.session.world.formation_index["red-second"]
    play.commands.carry_out(SelectFormation(second, go_there=True))
    desk.wait(lambda: play.map.is_settled)
    assert all(map(play.map.shows, play.table.marked))


def test_of_a_formation_of_which_some_are_there_no_distance_is_told(desk: Desk) -> None:
    play = desk.screen
    play.session.give_intent(first(desk), Intent(IntentKind.GO, hex=min(play.table.marked)))
    play.table.refresh()
    (section,) = explain_intent(inquiry(play.table.situation()), first(desk))
    assert section.lines[-1] == "Its first units are at hex 0202. 1 unit lags behind."


@pytest.mark.parametrize("is_quick", [False, True])
def test_a_pointer_at_rest_since_the_others_ordered_asks_for_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, is_quick: bool
) -> None:
    """Even if they are done before anything could be drawn."""
    told: list[list[str]] = []
    monkeypatch.setattr("game.ui.play.pointer.draw_plate", lambda on, ui, lines, *_: told.append(lines))
    play = desk.screen
    play.hide_panel("intent")
    play.table.select(tuple(play.session.world.unit_index[name] for name in ("red-a",)))
    x, y = desk.at("0404")
    desk.move((x, y))
    desk.pump()
    assert told
    play.flow.end_phase()
    while is_quick and play.flow.thinker.is_running:
        time.sleep(0.01)
    desk.wait_for_orders()
    told.clear()
    play.table.touch()
    desk.pump()
    assert told == []
    desk.move((x + 1, y))
    desk.pump()
    assert told


def test_a_name_that_both_languages_share_is_told_once(desk: Desk) -> None:
    title = formation_title(desk.screen.table.situation(), first(desk))
    assert " ".join(plain([title])).count(title.text) == 1
