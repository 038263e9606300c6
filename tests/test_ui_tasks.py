"""Giving tasks in the window: the line to find a goal in, the attack plan beside it, formations out of sight."""

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


def test_enter_takes_the_goal_that_was_found_and_then_gives_the_task(desk: Desk) -> None:
    choose(desk, IntentKind.HOLD)  # which could be given without a goal too
    field = menu(desk).field
    assert field is not None
    desk.app.ui.manager.set_focus_set(field)
    field.set_text("ford")
    menu(desk).again()
    enter(desk)
    assert dict(desk.screen.table.intents) == {}
    enter(desk)
    ford = desk.screen.session.world.grid.index("0909")
    assert dict(desk.screen.table.intents) == {first(desk): Intent(IntentKind.HOLD, hex=ford)}
    assert menu(desk).typed == "", "what was typed for one task does not narrow the goals of the next"


def test_an_enemy_far_off_is_the_goal_of_a_task_and_not_an_attack(desk: Desk) -> None:
    choose(desk, IntentKind.ATTACK)
    play = desk.screen
    enemy = play.session.world.grid.index("0803") or 0
    play.map.go_to(enemy, glide=False)
    play.host.clear("intent", play.map.place_of(enemy))
    desk.pump()
    desk.click(desk.at("0803"))
    desk.pump()
    assert play.table.target == enemy
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


def test_a_pointer_at_rest_since_the_others_ordered_asks_for_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
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
