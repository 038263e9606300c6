"""One task for several formations: those of all selected units, and those that are added in the order of battle."""

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.core.intents.intent import Intent, IntentKind
from game.core.state import U
from game.ui.content.draft import formations_meant
from game.ui.content.formation_orders import formation_orders
from game.ui.content.rows import Action, Change, plain
from game.ui.panels.intending import IntentMenu
from game.ui.panels.lists import OrderOfBattle
from game.ui.wishes import Delegate, GiveIntent, SelectFormation
from tests.boards import scenario
from tests.desks import Desk, desk_of
from tests.test_ui_over_and_under import front_desk

ROWS = "\n".join(["." * 9] * 5)
UNITS = ("A@0202 of=first", "B@0203 of=second", "C@0204 of=third", "D@0205 of=third", "e@0801")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(scenario(ROWS, *UNITS, formations=["red-first", "red-second", "red-third"]), tmp_path)
    yield made
    made.app.close()


def drag(desk: Desk, start: tuple[int, int], end: tuple[int, int]) -> None:
    desk.press(start)
    desk.move(((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
    desk.release(end)


def box(desk: Desk, first: str, last: str) -> None:
    """Draw a box around the middles of two hexes of a column."""
    (x, top), (_, bottom) = desk.at(first), desk.at(last)
    drag(desk, (x - 20, top - 20), (x + 20, bottom + 20))


def chosen(desk: Desk) -> tuple[int, ...]:
    return formations_meant(desk.screen.table.situation())


def of(desk: Desk, *names: str) -> tuple[int, ...]:
    return tuple(desk.screen.session.world.formation_index[name] for name in names)


def choose(desk: Desk, wish: object) -> None:
    """Click on what asks for something in the panel of tasks."""
    menu = desk.screen.host.panel("intent")
    assert isinstance(menu, IntentMenu)
    at = menu.prose.where(wish)
    assert at is not None, f"nothing asks for {wish}"
    desk.click(at)
    desk.pump()


def test_a_task_goes_to_the_formations_of_all_units_in_a_box(desk: Desk) -> None:
    box(desk, "0202", "0203")
    both = of(desk, "red-first", "red-second")
    assert chosen(desk) == both
    desk.key(pygame.K_k)
    choose(desk, Change("kind", IntentKind.GO))
    desk.click(desk.at("0404"))
    march = Intent(IntentKind.GO, desk.screen.session.world.grid.index("0404") or 0)
    choose(desk, GiveIntent(both, march))
    assert dict(desk.screen.session.intents) == dict.fromkeys(both, march)
    assert desk.screen.notice.words.startswith("2 formations: March")
    choose(desk, GiveIntent(both, None))
    assert not desk.screen.session.intents


def test_those_whom_a_task_does_not_fit_are_named_and_the_others_have_it(desk: Desk) -> None:
    """Nobody can relieve himself."""
    box(desk, "0202", "0205")
    first, second, third = everyone = of(desk, "red-first", "red-second", "red-third")
    assert chosen(desk) == everyone
    desk.key(pygame.K_k)
    choose(desk, Change("kind", IntentKind.RELIEVE))
    menu = desk.screen.host.panel("intent")
    assert isinstance(menu, IntentMenu)
    menu._intending.change(Change("formation", second))
    menu.again()
    desk.pump()
    choose(desk, GiveIntent((first, third), Intent(IntentKind.RELIEVE, formation=second)))
    assert set(desk.screen.session.intents) == {first, third}


def test_several_are_handed_over_and_taken_back_together(desk: Desk) -> None:
    box(desk, "0202", "0203")
    both = of(desk, "red-first", "red-second")
    desk.key(pygame.K_k)
    choose(desk, Delegate(both, "greedy"))
    assert set(desk.screen.session.delegates) == set(both)
    assert desk.screen.notice.words == "2 formations: commanded by the adjutant from now on."
    choose(desk, Delegate(both, None))
    assert not desk.screen.session.delegates


def test_shift_adds_a_formation_of_the_order_of_battle_or_takes_it_out(desk: Desk) -> None:
    desk.screen.show_panel("order_of_battle")
    desk.pump()
    tree = desk.screen.host.panel("order_of_battle")
    assert isinstance(tree, OrderOfBattle)

    def click(name: str) -> None:
        at = tree.prose.where(SelectFormation(of(desk, name)[0], go_there=True))
        assert at is not None
        desk.click(at)

    click("red-first")
    pygame.key.set_mods(pygame.KMOD_LSHIFT)
    click("red-third")
    assert chosen(desk) == of(desk, "red-first", "red-third")
    assert len(desk.screen.table.units) == 3
    click("red-first")
    pygame.key.set_mods(0)
    assert chosen(desk) == of(desk, "red-third")


def test_a_front_that_others_in_a_box_stand_under_is_meant_with_all_of_them_or_not_at_all(tmp_path: Path) -> None:
    """Its task would be that of everybody under it."""
    made = front_desk(tmp_path)
    world, table = made.screen.session.world, made.screen.table
    first, second = (world.unit_index[name] for name in ("red-a", "red-b"))
    front, under = world.formation_index["red-front"], world.formation_index["red-second"]
    table.view.units[U.FORMATION, first] = front
    table.select((first, second))
    assert formations_meant(table.situation()) == (front,)
    table.view.units[U.FORMATION, world.unit_index["red-c"]] = under
    table.select((first, second))
    assert formations_meant(table.situation()) == (under,)
    made.key(pygame.K_k)
    menu = made.screen.host.panel("intent")
    assert isinstance(menu, IntentMenu)
    told = made.app.ui.texts.say("panels.intents.left_out", formations=table.words.formation(front))
    assert told in plain(menu.rows(table.situation()))
    table.select((first,))
    assert formations_meant(table.situation()) == (front,)
    made.app.close()


def test_the_panel_of_tasks_does_not_hide_whom_it_is_about(desk: Desk) -> None:
    box(desk, "0202", "0203")
    desk.key(pygame.K_k)
    panel, play = desk.screen.host.panel("intent"), desk.screen
    assert not panel.area.colliderect(play.map.place_of(min(play.table.marked)))


def test_the_units_of_a_selected_formation_are_marked_on_the_map(desk: Desk) -> None:
    grid = desk.screen.session.world.grid
    desk.screen.commands.carry_out(SelectFormation(of(desk, "red-third")[0]))
    desk.pump()
    assert [hex for hex, _ in desk.screen.board.marked] == sorted(grid.index(at) or 0 for at in ("0204", "0205"))


def test_a_front_without_units_is_refused_once_not_under_each_order(tmp_path: Path) -> None:
    made = front_desk(tmp_path)
    front = made.screen.session.world.formation_index["red-front"]
    rows = formation_orders(made.screen.table.situation(), front)
    refused = [row for row in rows if isinstance(row, Action) and row.wish is None]
    told = plain(rows)
    assert len(refused) > 2 and sum("No units are left directly under" in line for line in told) == 1
    made.app.close()
