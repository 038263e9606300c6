"""Panels lie over one another and over the map: what is on top is clicked and read, what is below keeps still."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pygame
import pytest

from game.core.intents.intent import Intent, IntentKind
from game.session.explain import explain_hex
from game.ui.content.inquiries import inquiry
from game.ui.content.rows import Action, Bar, Cells, Change, plain
from game.ui.panels.dossier import Dossier
from game.ui.panels.help import Help
from game.ui.panels.lists import OrderOfBattle
from game.ui.panels.mini_map import MiniMap
from game.ui.panels.prose_panel import ProsePanel
from game.ui.wishes import Consider, Delegate, GiveIntent, Select, SelectFormation, Show, Tell
from tests.boards import formation_specs, scenario
from tests.desks import Desk, desk_of

WIDE = "\n".join([". " * 40] * 30)
TOWN = {"name": "Town", "at": "1212", "kind": "town", "held_by": "blue"}
UNITS = ("A@1010 men=6000", "B@1011 men=5000", "d@2020 men=5000")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(scenario(WIDE, *UNITS, places={"town": TOWN}), tmp_path)
    made.settle()
    yield made
    made.app.close()


VICTORY = {
    "favours": "red",
    "terms": [{"kind": "losses", "group": "blue-group", "per": 100}],
    "levels": [{"id": "won", "at": 1, "name": "Won"}, {"id": "lost", "name": "Lost"}],
}

T = TypeVar("T")


def panel(desk: Desk, kind: type[T]) -> T:
    return next(each for each in desk.screen.host.panels() if isinstance(each, kind))


def words(panel: ProsePanel) -> str:
    return "\n".join(plain(list(panel.prose.rows)))


def test_a_click_on_a_panel_does_not_reach_the_small_map_below_it(desk: Desk) -> None:
    small = panel(desk, MiniMap)
    spot = small._picture.rect.center
    desk.screen.show_panel("order_of_battle")
    over = panel(desk, OrderOfBattle)
    over.area = pygame.Rect(small.area.left - 5, small.area.top - 60, 500, small.area.height + 80).clamp(
        pygame.Rect(0, 0, *desk.app.ui.size)
    )
    desk.pump(4)
    assert over.prose.rect.collidepoint(spot)
    before = desk.screen.map.camera
    desk.click(spot)
    assert desk.screen.map.camera.middle == before.middle
    desk.screen.hide_panel("order_of_battle")
    desk.click((spot[0] - 20, spot[1] - 10))
    desk.pump(30)
    assert desk.screen.map.camera.middle != before.middle, "where nothing lies over it, a click goes there"


def test_rows_below_a_panel_do_not_light_up(desk: Desk) -> None:
    desk.screen.show_panel("order_of_battle")
    desk.pump(2)
    below = panel(desk, OrderOfBattle)
    at = below.prose.where(Select((0,), go_there=True))
    assert at is not None
    desk.move(at)
    assert below.prose._over is not None
    desk.screen.show_panel("help")
    over = panel(desk, Help)
    over.area = below.area.copy()
    desk.pump(2)
    desk.move((at[0] + 1, at[1]))
    assert over.prose.rect.collidepoint(at) and below.prose._over is None


@pytest.mark.parametrize("number", ["1212", "0909"])
def test_a_click_on_a_hex_without_units_tells_all_that_is_known_of_it(desk: Desk, number: str) -> None:
    desk.click(desk.at(number))
    situation = desk.screen.table.situation()
    hex = situation.world.grid.index(number)
    assert hex is not None
    told = words(panel(desk, Dossier))
    for section in explain_hex(inquiry(situation), hex).sections:
        assert all(line in told for line in section.lines)
    assert ("Town: held by Blue." in told) is (number == "1212")
    desk.key(pygame.K_ESCAPE)
    assert "What decides the campaign" in words(panel(desk, Dossier))


def test_a_hex_is_told_of_only_while_no_unit_is_selected(desk: Desk) -> None:
    desk.click(desk.at("1212"))
    desk.click(desk.at("1010"))
    assert desk.screen.table.units == (0,) and "Town: held by" not in words(panel(desk, Dossier))
    desk.click(desk.at("1212"))
    assert desk.screen.table.units == () and "Town: held by" in words(panel(desk, Dossier))


def test_help_is_about_the_hex_pointed_at_and_beside_it(desk: Desk) -> None:
    at = next(at for at in map(desk.at, ("1010", "1212", "0808")) if at[0] < 400)
    desk.move(at)
    pointed = desk.screen.table.hex
    desk.key(pygame.K_F1)
    desk.pump(3)
    over = panel(desk, Help)
    assert not over.area.collidepoint(at)
    assert desk.screen.session.world.grid.number(pointed) in words(over)


def test_the_tabs_of_the_dossier_stay_in_sight(desk: Desk) -> None:
    desk.screen.commands.carry_out(Select((0,)))
    desk.pump(2)
    prose = panel(desk, Dossier).prose
    tab = Change("tab", "orders")
    before = prose.where(tab)
    prose.set_dimensions((prose.rect.width, 200))
    prose.scroll_to(150)
    assert prose.scroll == 150 and prose.where(tab) == before and prose.scroll == 150
    assert before is not None
    desk.click(before)
    assert panel(desk, Dossier).tab == "orders"
    assert panel(desk, Dossier).prose.scroll == 0


def test_a_panel_opens_where_it_hides_less_of_another(desk: Desk) -> None:
    desk.screen.show_panel("order_of_battle")
    desk.screen.show_panel("help")
    first, second = panel(desk, OrderOfBattle).area, panel(desk, Help).area
    hidden = first.clip(second)
    assert hidden.width * 3 < first.width


def test_a_task_that_is_given_is_told_and_shown(desk: Desk) -> None:
    play = desk.screen
    army = play.table.view.units[1, 0]
    goal = play.session.world.grid.index("1212") or 0
    play.commands.carry_out(SelectFormation(int(army)))
    desk.settle()
    before = pygame.image.tobytes(desk.app.surface.subsurface(desk.screen.map.area), "RGB")
    play.commands.carry_out(GiveIntent((int(army),), Intent(IntentKind.GO, hex=goal)))
    assert "Town (1212)" in play.notice.words
    assert play.table.task() == (int(army), goal)
    play.notice.drop()
    desk.settle()
    assert pygame.image.tobytes(desk.app.surface.subsurface(desk.screen.map.area), "RGB") != before
    play.commands.carry_out(GiveIntent((int(army),), None))
    assert "no task now" in play.notice.words and play.table.task() == (int(army), -1)


def test_who_selected_units_that_cannot_attack_chooses_others_himself(tmp_path: Path) -> None:
    """The panel plans with nobody where the pointer says that nobody selected can attack."""
    units = ("A@0303 men=9000", "B@0801 men=5000", "d@0403 men=3000")
    made = desk_of(scenario("\n".join(["." * 9] * 5), *units, options={"fog": 0}), tmp_path)
    target = made.screen.session.world.grid.index("0403") or 0
    for chosen, planned in (((1,), ()), ((0,), (0,)), ((), (0,))):
        made.screen.commands.carry_out(Select(chosen))
        made.screen.commands.carry_out(Consider(target))
        made.screen.commands.carry_out(Show("planner"))
        made.pump(3)
        assert panel(made, Dossier)._planning.plan.attackers == planned
    made.app.close()


def front_desk(tmp_path: Path) -> Desk:
    """Two armies under a front, and a third beside it."""
    units = ("A@0303 of=first", "B@0801 of=second", "C@0802", "d@0403 men=3000")
    tree = {each["id"]: each for each in formation_specs(["red-front", "red-first", "red-second"], units)}
    tree["red-front"]["formations"] = [tree.pop("red-first"), tree.pop("red-second")]
    return desk_of(scenario("\n".join(["." * 9] * 5), order_of_battle=list(tree.values()), victory=VICTORY), tmp_path)


def test_who_hands_over_a_front_hands_over_all_under_it_and_is_told_so(tmp_path: Path) -> None:
    made = front_desk(tmp_path)
    play = made.screen
    labels = [formation.label.id for formation in play.session.world.formations]
    play.commands.carry_out(Delegate((labels.index("red-front"),), "greedy"))
    assert {labels[each] for each in play.session.delegates} == {"red-front", "red-first", "red-second"}
    assert play.notice.words.endswith(" and 2 formations under it: commanded by the adjutant from now on.")
    play.commands.carry_out(Delegate((labels.index("red-second"),), None))
    assert {labels[each] for each in play.session.delegates} == {"red-front", "red-first"}
    assert play.notice.words.endswith(": commanded by you from now on.") and "under it" not in play.notice.words
    made.app.close()


def test_nobody_under_a_front_that_has_a_task_waits_for_orders(tmp_path: Path) -> None:
    made = front_desk(tmp_path)
    table, numbers = made.screen.table, made.screen.session.world.formation_index
    hold = Intent(IntentKind.HOLD, made.screen.session.world.grid.index("0502") or 0)
    assert len(table.ready) == 3 and table.give_intent(numbers["red-front"], hold) == []
    assert table.waiting == {made.screen.session.world.unit_index["red-c"]}
    made.app.close()


def click_on(desk: Desk, panel: ProsePanel, wish: object) -> None:
    """Click what asks for something in a panel."""
    at = panel.prose.where(wish)
    assert at is not None, wish
    desk.click(at)
    desk.pump()


def test_the_goal_that_is_chosen_stays_where_it_was_and_the_task_above_it(tmp_path: Path) -> None:
    """Nothing moves away under the pointer, and the button that gives the task needs no scrolling."""
    places = {"town": TOWN, "ford": {"name": "Ford", "at": "1616", "kind": "town", "held_by": "blue"}}
    goals = {"red": [{"place": name} for name in places]}
    desk = desk_of(scenario(WIDE, *UNITS, places=places, objectives=goals), tmp_path)
    play = desk.screen
    play.commands.carry_out(SelectFormation(0))
    play.commands.carry_out(Show("intent"))
    desk.pump()
    panel = play.host.panel("intent")
    assert isinstance(panel, ProsePanel)
    click_on(desk, panel, Change("kind", IntentKind.ATTACK))
    places = [row.wish for row in panel.prose.rows if isinstance(row, Cells) and isinstance(row.wish, Change)]
    assert len(places) > 1
    click_on(desk, panel, places[1])
    rows = list(panel.prose.rows)
    assert [row.wish for row in rows if isinstance(row, Cells) and isinstance(row.wish, Change)] == places
    given = [row for row in rows if isinstance(row, Action) and isinstance(row.wish, GiveIntent)]
    listed = next(row for row in rows if isinstance(row, Cells))
    assert len(given) == 1 and rows.index(given[0]) < rows.index(listed)
    desk.app.close()


def test_what_has_no_room_in_the_top_bar_is_counted_and_told(tmp_path: Path) -> None:
    desk = desk_of(scenario(WIDE, *UNITS, places={"town": TOWN}), tmp_path, size=(800, 600))
    play = desk.screen
    prose = play.host.panel("top").prose
    (bar,) = prose.rows
    assert isinstance(bar, Bar)
    zones = prose.painter.block(bar, prose.rect.width - 2 * prose.pad).zones
    (more,) = [zone for zone in zones if isinstance(zone.wish, Tell)]
    assert not any(zone.rect.colliderect(more.rect) for zone in zones if zone is not more)
    missing = [item for item in bar.items if item.hint and item.hint not in {zone.hint for zone in zones}]
    assert missing and missing[-1] is bar.items[-1]
    at = prose.where(more.wish)
    assert at is not None
    desk.click(at)
    for item in missing:
        assert f"{item.label}: {item.value}" in play.notice.words and item.label in more.hint
    desk.app.close()


def test_a_bar_with_room_tells_every_value_in_its_place(desk: Desk) -> None:
    prose = desk.screen.host.panel("top").prose
    (bar,) = prose.rows
    zones = prose.painter.block(bar, prose.rect.width - 2 * prose.pad).zones
    assert isinstance(bar, Bar) and {item.hint for item in bar.items} <= {zone.hint for zone in zones}
    assert not any(isinstance(zone.wish, Tell) for zone in zones)
