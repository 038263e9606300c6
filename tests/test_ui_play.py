"""Every gesture and key of the play screen and the orders that come of it. No display: events are posted."""

import math
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygame
import pygame_gui
import pytest
from pygame_gui.elements import UIButton, UITooltip

from game.core.intents.intent import Intent, IntentKind
from game.core.orders import Attack, EndPhase, Entrench, ForceMarch, Move
from game.core.state import U
from game.session.chronicle.telling import Topic
from game.session.results.compare_saves import compare_saves
from game.session.saves.save import read_save
from game.session.seats import PlayerError
from game.session.session import Session
from game.session.words.text import Catalogue
from game.session.words.wording import tell_refusal
from game.ui.board.readings import READINGS
from game.ui.content.log import fight_words, log_rows
from game.ui.content.rows import Bar, Change, plain
from game.ui.content.top import top_rows
from game.ui.open_games import is_open
from game.ui.pages.replay import ReplayScreen
from game.ui.panels import Dock, order_bar
from game.ui.panels.order_bar import OrderBar
from game.ui.panels.prose_panel import ProsePanel
from game.ui.paper.prose import Tip
from game.ui.play import flow
from game.ui.play.curtain import Curtain
from game.ui.play.flow import Stage
from game.ui.play.hints import AttackHint, MarchHint
from game.ui.play.marks import attack_words
from game.ui.play.playback import PAUSES, Playback
from game.ui.play.rehearsal import rehearse
from game.ui.play.screen import PlayScreen
from game.ui.play.thinker import Thinker
from game.ui.play.timeline import Timeline
from game.ui.saves import QUICK, Shelf
from game.ui.screen import Push
from game.ui.settings import Settings
from game.ui.style.text import font
from game.ui.style.type_sizes import openings
from game.ui.wishes import CarryOutIntents, OpenMenu, Press, Select, Show
from game.ui.wishes import EndPhase as WantsEnd
from tests.boards import scenario
from tests.desks import Desk, desk_of

ROWS = """
    . . . . . . . .
    . . . . . . . .
    . . . . . . . .
    . . . . . . . .
    . . . . . . . .
"""
UNITS = ("A@0202 men=6000", "B@0202 men=5000", "C@0204 men=4000", "d@0603 men=5000")
MIDDLE, RIGHT, LEFT = 2, 3, 1
CLOSE = ("A@0303 men=9000", "B@0304 men=5000", "d@0403 men=3000")
A, B, C, D = range(4)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(scenario(ROWS, *UNITS), tmp_path)
    yield made
    made.app.close()


@pytest.fixture
def close(tmp_path: Path) -> Iterator[Desk]:
    """Enemies side by side, in full sight: what is known of them is what they are."""
    made = desk_of(scenario(ROWS, *CLOSE, options={"fog": 0}), tmp_path)
    yield made
    made.app.close()


def test_a_long_press_opens_the_menu_of_a_unit_before_the_button_is_let_go(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    now = [0.0]
    desk.screen.gestures.clock = lambda: now[0]
    desk.press(desk.at("0202"), RIGHT)
    desk.pump()
    assert not desk.screen.host.is_asking
    now[0] = 0.6
    desk.pump()
    assert desk.screen.host.is_asking
    desk.release(desk.at("0202"), RIGHT)
    assert desk.orders() == [] and desk.screen.host.is_asking


def test_the_replay_of_the_running_game_has_a_key(desk: Desk) -> None:
    from game.ui.all_screens import register

    register(desk.screen.shelf)
    table = desk.screen.table
    mine = table.session.world.sides[table.eyes].id
    desk.click(desk.at("0204"))
    desk.click(desk.at("0304"), RIGHT)
    desk.key(pygame.K_F8)
    desk.wait(lambda: isinstance(desk.app.top, ReplayScreen))
    assert desk.app.top.moments.last == 1
    assert desk.app.top.tabs() == (mine,)
    desk.key(pygame.K_ESCAPE)
    assert desk.screen.table.may_order


# Selecting


def test_a_left_click_selects_and_the_next_ones_go_through_the_stack(desk: Desk) -> None:
    seen = []
    for _ in range(3):
        desk.screen.gestures._clicked = (-1, -9.0)
        desk.click(desk.at("0202"))
        seen.append(desk.screen.table.units)
    assert seen == [(A,), (B,), (A,)]
    desk.click(desk.at("0505"))
    assert desk.screen.table.units == ()


def test_a_box_selects_own_units_alone(desk: Desk) -> None:
    desk.press(desk.screen.map.area.move(2, 2).topleft)
    desk.move(desk.at("0603"))
    assert desk.screen.gestures.box is not None
    corner = desk.screen.map.area.right - 3, desk.screen.map.area.bottom - 70
    desk.release(corner)
    assert desk.screen.table.units == (A, B, C) and desk.screen.gestures.box is None


def test_a_double_click_brings_the_hex_into_the_middle(desk: Desk) -> None:
    desk.screen.map.zoom(3)
    desk.screen.map.go_to(desk.screen.session.world.grid.index("0202") or 0, glide=False)
    desk.pump()
    desk.screen.gestures.clock = lambda: 0.0  # however long the machine takes between the two
    desk.click(desk.at("0303"))
    desk.click(desk.at("0303"))
    desk.wait(lambda: desk.screen.map.is_still)
    camera = desk.screen.map.camera
    wanted = camera.centred(desk.screen.session.world.grid.index("0303") or 0)
    assert math.dist(camera.middle, wanted.middle) * camera.scale < 4


def test_tab_goes_through_the_units_that_can_still_act_and_space_leaves_one_out(desk: Desk) -> None:
    seen = []
    for _ in range(4):
        desk.key(pygame.K_TAB)
        seen.append(desk.screen.table.units[0])
    desk.key(pygame.K_TAB, pygame.KMOD_SHIFT)
    assert seen == [A, B, C, A] and desk.screen.table.units == (C,)
    desk.key(pygame.K_SPACE)
    assert C not in desk.screen.table.ready and desk.screen.table.units == (A,)
    assert desk.orders() == []


def test_tab_goes_on_in_the_formation_of_a_unit_that_is_done(tmp_path: Path) -> None:
    """Formation by formation, whatever the order in which the file names their units."""
    units = ("A@0101", "B@0202 of=guard", "C@0103", "E@0204 of=guard", "d@0805 men=9000")
    made = desk_of(scenario(ROWS, *units, formations=["red-guard"]), tmp_path)
    table = made.screen.table
    a, b, c, e = (made.screen.session.world.unit_index[f"red-{name}"] for name in "abce")
    table.select((a,))
    table.leave((a,))
    assert (table.next_unit(), table.next_unit(back=True)) == (c, e)
    table.select((b,))
    table.leave((b,))
    assert (table.next_unit(), table.next_unit(back=True)) == (e, c)
    made.app.close()


def test_a_click_beside_a_question_takes_it_away_and_orders_nothing(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    desk.key(pygame.K_RETURN, pygame.KMOD_LCTRL)
    assert desk.screen.host.is_asking
    beside = next(at for at in map(desk.at, ("0101", "0105", "0801", "0805")) if not _is_covered(desk, at))
    desk.click(beside, RIGHT)
    assert desk.orders() == [] and not desk.screen.host.is_asking


def _is_covered(desk: Desk, at: tuple[int, int]) -> bool:
    return any(panel.area.collidepoint(at) for panel in desk.screen.host.panels())


def test_who_has_a_task_of_his_formation_waits_for_no_orders(tmp_path: Path) -> None:
    """The top bar leaves him out, and Tab comes to the others; he can act all the same."""
    units = ("A@0101", "B@0202 of=guard", "d@0805 men=9000")
    made = desk_of(scenario(ROWS, *units, formations=["red-guard"]), tmp_path)
    table, numbers = made.screen.table, made.screen.session.world.formation_index
    task = Intent(IntentKind.HOLD, made.screen.session.world.grid.index("0101") or 0)
    table.give_intent(numbers["red-army"], task)
    first, second = (made.screen.session.world.unit_index[unit] for unit in ("red-a", "red-b"))
    assert table.ready == {first, second} and table.waiting == {second}
    (bar,) = top_rows(table.situation(), defaultdict(lambda: ("", "")))
    assert isinstance(bar, Bar) and [item.value for item in bar.items if item.label == "Can act"] == ["1"]
    made.key(pygame.K_TAB)
    made.key(pygame.K_TAB)
    assert table.units == (second,)
    table.delegate(numbers["red-guard"], "greedy")
    assert table.waiting == frozenset()
    made.app.close()


# Looking


def test_the_wheel_keeps_the_point_under_the_pointer(desk: Desk) -> None:
    at = desk.at("0404")
    desk.move(at)
    before = desk.screen.map.camera.scale
    desk.post(pygame.MOUSEWHEEL, x=0, y=1, flipped=False)
    assert desk.screen.map.camera.scale > before
    assert desk.screen.map.hex_at(at) == desk.screen.session.world.grid.index("0404")


def test_the_middle_button_drags_the_map_and_keys_pan_it(desk: Desk) -> None:
    desk.screen.map.zoom(6)
    desk.pump()
    start = desk.screen.map.area.center
    x, y = desk.at("0303")
    desk.press(start, MIDDLE)
    desk.move((start[0] + 9, start[1] + 5))
    desk.release((start[0] + 9, start[1] + 5), MIDDLE)
    assert desk.at("0303") == (x + 9, y + 5)
    desk.key(pygame.K_RIGHT)
    assert desk.at("0303")[0] < x + 9
    desk.key(pygame.K_0)
    assert desk.screen.map.camera.scale == desk.screen.map.camera.least_scale()


def test_the_pointer_at_the_edge_of_the_window_scrolls_only_where_that_is_wanted(tmp_path: Path) -> None:
    for wanted in (True, False):
        made = desk_of(scenario(ROWS, *UNITS), tmp_path / str(wanted), edge_scroll=wanted)
        made.screen.map.zoom(4)
        made.screen.map.go_to(made.screen.session.world.grid.index("0505") or 0, glide=False)
        before = made.screen.map.camera.middle
        made.move((0, 400))
        for _ in range(5):
            pygame.time.wait(5)
            made.pump(1)
        assert (made.screen.map.camera.middle != before) == wanted
        made.app.close()


def test_nothing_is_drawn_at_rest(desk: Desk) -> None:
    desk.settle()
    drawn = desk.app.frames
    desk.pump(20)
    assert desk.app.frames == drawn


def test_no_panel_opens_a_font_once_the_map_is_there(desk: Desk) -> None:
    desk.wait(lambda: desk.screen.map.is_settled)
    opened = font.cache_info().misses
    for opening in openings(desk.app.ui.px):
        opening()
    assert font.cache_info().misses == opened


@pytest.mark.parametrize(("rows", "is_whole"), [(8, True), (40, False)])
def test_a_small_board_is_shown_whole_at_the_start(tmp_path: Path, rows: int, is_whole: bool) -> None:
    desk = desk_of(scenario("\n".join([". " * 8] * rows), "A@0202 men=6000", "d@0603 men=5000"), tmp_path)
    camera = desk.screen.map.camera
    free = pygame.Rect(0, 0, desk.screen.map.area.width, desk.screen.map.area.height - desk.screen.map.foot)
    corners = [corner for hex in (0, 7, rows * 8 - 8, rows * 8 - 1) for corner in camera.corners_of(hex)]
    assert all(free.collidepoint(corner) for corner in corners) is is_whole
    desk.app.close()


# Ordering


def test_a_right_click_marches_by_the_way_that_was_shown(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    desk.move(desk.at("0304"))
    hint = desk.screen.pointer.hint()
    assert isinstance(hint, MarchHint) and hint.refusal is None and hint.left == hint.budget - hint.cost
    desk.click(desk.at("0304"), RIGHT)
    assert desk.orders() == [Move(C, hint.path)] and desk.where(C) == "0304"


def test_several_selected_units_march_together(desk: Desk) -> None:
    desk.screen.table.select((A, B))
    desk.click(desk.at("0302"), RIGHT)
    assert [order.unit for order in desk.orders()] == [A, B] and desk.where(B) == desk.where(A) == "0302"


def test_a_march_out_of_reach_is_refused_in_the_words_of_explain(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    desk.click(desk.at("0801"), RIGHT)
    assert desk.orders() == []
    order = Move(C, (desk.screen.session.world.grid.index("0801") or 0,))
    refusal = desk.screen.session.check(order)
    assert refusal and desk.screen.notice.words == tell_refusal(desk.screen.table.words, refusal)


def test_the_first_right_click_on_an_enemy_takes_aim_and_the_second_attacks(close: Desk) -> None:
    close.click(close.at("0303"))
    close.click(close.at("0403"), RIGHT)
    hint = close.screen.pointer.hint()
    assert close.orders() == [] and isinstance(hint, AttackHint) and hint.order.units == (A,)
    told = attack_words(close.app.ui, close.screen.table.words, hint, is_target=True)
    shown = [close.screen.session.world.grid.number(close.screen.table.target)]
    close.click(close.at("0403"), RIGHT)
    assert shown == ["0403"] and len(told) == 6 and close.orders() == [Attack(hint.order.target, (A,))]


def test_the_chances_that_are_shown_are_those_by_which_the_attack_is_decided(close: Desk) -> None:
    close.screen.table.select((A, B))
    close.click(close.at("0403"), RIGHT)
    hint = close.screen.pointer.hint()
    assert isinstance(hint, AttackHint) and hint.order.units == (A, B)
    close.click(close.at("0403"), RIGHT)
    battle = next(event for event in close.screen.session.turn.events if type(event).__name__ == "BattleFought")
    assert hint.told is not None and battle.factors == hint.told.factors


def test_what_the_planner_shows_the_pointer_tells_and_the_next_click_orders(close: Desk) -> None:
    close.click(close.at("0303"))
    close.click(close.at("0403"), RIGHT)
    panel = close.screen.host.panel("dossier")
    for what, to in (("toggle", B), ("advance", False)):
        assert panel.change(close.screen.table.situation(), Change(what, to)) is None
    close.pump()
    hint = close.screen.pointer.hint()
    assert isinstance(hint, AttackHint) and hint.order == close.screen.host.planned(close.screen.table.target)
    assert hint.order.units == (A, B) and not hint.order.advance
    close.click(close.at("0403"), RIGHT)
    assert close.orders() == [hint.order]


def test_undo_and_redo(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    desk.click(desk.at("0304"), RIGHT)
    desk.key(pygame.K_u)
    assert desk.orders() == [] and desk.where(C) == "0204"
    desk.key(pygame.K_r)
    assert desk.where(C) == "0304"
    desk.key(pygame.K_z, pygame.KMOD_LCTRL)
    desk.key(pygame.K_y, pygame.KMOD_LCTRL)
    assert len(desk.orders()) == 1


def test_an_attack_stays_given_and_it_is_told_why(close: Desk) -> None:
    close.click(close.at("0303"))
    for _ in range(2):
        close.click(close.at("0403"), RIGHT)
    close.key(pygame.K_u)
    assert len(close.orders()) == 1
    assert close.screen.notice.words == close.screen.table.words.say("no_undo.luck_was_drawn")


def test_keys_dig_in_and_force_the_march(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    desk.key(pygame.K_x)
    desk.key(pygame.K_f, pygame.KMOD_LSHIFT)
    assert desk.orders() == [Entrench(C), ForceMarch(C)]


def test_the_menu_of_a_unit_gives_its_other_orders(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    desk.click(desk.at("0204"), RIGHT)
    assert desk.screen.host.is_asking
    desk.key(pygame.K_ESCAPE)
    assert not desk.screen.host.is_asking and desk.orders() == []


def test_a_name_can_be_typed_once_it_is_to_be_found_and_esc_closes_what_lies_on_the_map(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    slash = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_SLASH, mod=0, unicode="/")
    desk.app.step(
        [slash, pygame.event.Event(pygame.TEXTINPUT, text="/"), pygame.event.Event(pygame.KEYUP, key=slash.key)]
    )
    desk.post(pygame.TEXTINPUT, text="o")
    assert desk.screen.host.panel("order_of_battle").typed == "o"
    desk.key(pygame.K_o)
    assert desk.screen.table.overlay == "", "a letter that is typed is no key of the map"
    desk.key(pygame.K_ESCAPE)
    assert "order_of_battle" not in desk.screen.host.open and desk.screen.table.units == (C,)
    desk.key(pygame.K_ESCAPE)
    assert desk.screen.table.units == ()


def test_what_is_folded_or_hidden_in_a_panel_stays_so_when_it_is_closed_or_settings_change(desk: Desk) -> None:
    def opened(name: str) -> ProsePanel:
        panel = desk.screen.host.panel(name)
        assert isinstance(panel, ProsePanel)
        return panel

    def lines() -> int:
        return len(opened("order_of_battle").rows(desk.screen.table.situation()))

    desk.screen.show_panel("order_of_battle")
    whole = lines()
    for name, change in (("order_of_battle", Change("fold", 0)), ("chronicle", Change("topic", Topic.FIGHT))):
        opened(name).change(desk.screen.table.situation(), change)
    desk.screen.hide_panel("order_of_battle")
    desk.screen.show_panel("order_of_battle")
    assert lines() < whole
    desk.app.ui.change(desk.app.ui.settings.changed(lang="zh"))
    desk.pump()
    assert lines() < whole and opened("chronicle").put_away == {Topic.FIGHT}


class TestLateClicks:
    """What others did is over, and somebody is still clicking to hurry it on."""

    def bar(self, desk: Desk) -> OrderBar:
        bar = desk.screen.host.panel("order_bar")
        assert isinstance(bar, OrderBar)
        return bar

    def test_what_hurries_on_lies_beside_what_ends_a_phase(self, desk: Desk) -> None:
        at = {kind.name: button.rect for kind, button in self.bar(desk)._buttons.items()}
        assert not any(at[name].colliderect(at["end_phase"]) for name in ("skip", "faster", "step", "back"))

    def test_clicks_that_follow_each_other_end_nothing(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        bar, now = self.bar(desk), 100.0
        end = next(button for kind, button in bar._buttons.items() if kind.name == "end_phase")
        monkeypatch.setattr(order_bar.time, "perf_counter", lambda: now)
        bar._changed, wishes = now, []
        for pause in (0.4, 0.4, 0.4, 0.7):
            now += pause
            wishes.append(bar.handle(pygame.event.Event(pygame_gui.UI_BUTTON_PRESSED, ui_element=end)))
        assert wishes == [None, None, None, WantsEnd()]


def test_pale_buttons_over_the_map_are_whole_at_once(desk: Desk) -> None:
    """Made small and then resized, they were scraps until pygame_gui drew them anew."""
    bar = desk.screen.host.panel("order_bar")
    assert isinstance(bar, OrderBar)
    pale = [button for button in bar._buttons.values() if button.visible and not button.is_enabled]
    assert pale and all(button.image.get_size() == button.rect.size for button in pale)
    before = [pygame.image.tobytes(button.image, "RGBA") for button in pale]
    time.sleep(0.4)
    desk.pump(4)
    assert [pygame.image.tobytes(button.image, "RGBA") for button in pale] == before


def test_what_is_told_lies_beside_a_panel_on_the_map(desk: Desk) -> None:
    host, whole = desk.screen.host, desk.screen.host.free(has_legend=False)
    assert whole == host.areas.map and host.free(has_legend=True).right < whole.right
    desk.key(pygame.K_b)
    free = host.free(has_legend=False)
    assert not free.colliderect(host.panel("order_of_battle").area) and whole.contains(free)
    desk.key(pygame.K_ESCAPE)
    assert host.free(has_legend=False) == whole


def test_what_is_told_lies_over_panels_that_leave_it_no_room(tmp_path: Path) -> None:
    """It stood between two of them a letter a line."""
    made = desk_of(scenario(ROWS, *UNITS), tmp_path, size=(1024, 600))
    host = made.screen.host
    for key in (pygame.K_b, pygame.K_k):
        made.key(key)
    assert host.free(has_legend=False).width >= 120
    made.app.close()


def test_what_is_told_between_two_panels_lies_at_the_foot_of_the_map(desk: Desk) -> None:
    host = desk.screen.host
    desk.key(pygame.K_b)
    desk.key(pygame.K_k)
    areas = [host.panel(name).area for name in ("order_of_battle", "intent")]
    free, docks = host.free(has_legend=False), host.areas.docks
    assert free.width > 100 and host.areas.map.contains(free)
    assert not free.colliderect(docks[Dock.ORDERS]) and not free.colliderect(docks[Dock.CORNER])
    assert all(not free.colliderect(area) for area in areas)


def test_a_hint_goes_when_a_key_is_pressed_and_when_the_pointer_leaves_the_window(desk: Desk) -> None:
    button = next(each for each in widgets(desk) if isinstance(each, UIButton) and each.text == "Next")

    def wait_for_hint() -> None:
        desk.move(button.rect.center)
        button.hover_time = 60.0
        desk.pump(3)
        assert button.tool_tip is not None

    wait_for_hint()
    desk.key(pygame.K_g)
    desk.pump(3)
    assert button.tool_tip is None
    top = desk.screen.host.panel("top").prose
    desk.move(top.where(OpenMenu()))
    top.update(60.0)
    assert any(isinstance(each, Tip) for each in widgets(desk))
    desk.key(pygame.K_g)
    top.update(60.0)
    assert not any(isinstance(each, Tip) for each in widgets(desk)), "not for the same button again"
    desk.move(desk.at("0204"))
    wait_for_hint()
    desk.post(pygame.WINDOWLEAVE)
    desk.pump(3)
    assert button.tool_tip is None and desk.screen.table.hex == -1


def test_a_button_that_was_clicked_shows_no_hint_until_the_pointer_has_been_elsewhere(desk: Desk) -> None:
    button = next(each for each in widgets(desk) if isinstance(each, UIButton) and each.text == "Next")
    desk.click(button.rect.center)
    for _ in range(3):
        desk.app.ui.manager.update(60.0)
    assert not any(isinstance(each, UITooltip) for each in widgets(desk))
    desk.move(desk.at("0204"))
    desk.move(button.rect.center)
    for _ in range(3):
        desk.app.ui.manager.update(60.0)
    assert any(isinstance(each, UITooltip) for each in widgets(desk))


def test_a_key_that_comes_too_late_to_skip_what_was_shown_selects_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "_TOO_LATE", 1e6)
    made = desk_of(scenario(ROWS, *CLOSE), tmp_path, animation="fast")
    made.screen.table.select((A,))
    made.screen.flow.end_phase()
    made.wait_for_orders()
    assert made.screen.table.units == (A,)
    made.key(pygame.K_SPACE)
    assert made.screen.table.units == (A,) and A not in made.screen.table.done
    made.screen.flow._shown_until -= 2e6
    made.key(pygame.K_SPACE)
    assert made.screen.table.units != (A,)
    made.app.close()


def test_marches_are_shown_in_less_time_than_fights() -> None:
    session = Session(scenario(ROWS, *CLOSE), (None, None), 1)
    session.submit(Move(B, (session.world.grid.index("0305") or 0,)))
    session.submit(Attack(session.world.grid.index("0403") or 0, (A,)))
    words, events = Catalogue("en", session.world), session.turn.events
    playback = Playback(Timeline(session.world, words, 0, events, session.start.copy(), 0, len(events)), "slow")
    lengths = []
    for _ in range(2):
        assert playback.update(60.0) and playback.moment is not None
        lengths.append(playback._left)
    assert 0 < lengths[0] < lengths[1] == PAUSES["slow"]


def test_clicks_that_come_at_once_are_answered_one_after_the_other(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    dossier = desk.screen.host.panel("dossier")
    tab = dossier.prose.where(Change("tab", "orders"))
    desk.key(pygame.K_ESCAPE)
    assert dossier.prose.where(Change("tab", "orders")) is None

    events = []
    for at in (desk.at("0204"), tab):
        events.append(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            events.append(pygame.event.Event(kind, pos=at, button=1))
    desk.screen.gestures.clock = lambda: math.inf  # long after the first click on the hex
    desk.app.step(events)
    desk.pump()
    assert desk.screen.table.units == (C,) and dossier.tab == "orders"


def test_the_menu_of_the_game_does_what_keys_do(desk: Desk) -> None:
    desk.screen.keyboard.answer(OpenMenu())
    assert desk.screen.host.is_asking
    desk.key(pygame.K_ESCAPE)
    assert not desk.screen.host.is_asking
    assert desk.screen.keyboard.answer(Press("overlay_supply")) and desk.screen.table.overlay == "supply"


@pytest.mark.parametrize("action", ["save_as", "run_until", ""])
def test_who_closes_a_question_loses_no_plan(close: Desk, action: str) -> None:
    """The menu, the line for a name, what to run until: the target stays, which the planner plans for."""
    close.click(close.at("0303"))
    close.click(close.at("0403"), RIGHT)
    target = close.screen.table.target
    close.screen.keyboard.answer(Press(action) if action else OpenMenu())
    assert close.screen.host.is_asking
    close.key(pygame.K_ESCAPE)
    assert not close.screen.host.is_asking and close.screen.table.target == target >= 0


def test_the_reach_in_days_is_wider_the_more_days(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    today = desk.screen.pointer.reach()
    desk.key(pygame.K_2)
    later = desk.screen.pointer.reach()
    assert today and later and set(today.hexes) < set(later.hexes)
    desk.key(pygame.K_ESCAPE)
    assert desk.screen.pointer.days == 0 and desk.screen.table.units == (C,)


# Phases


def test_the_end_of_a_phase_names_who_can_still_act_and_asks(desk: Desk) -> None:
    desk.key(pygame.K_RETURN, pygame.KMOD_LCTRL)
    assert desk.screen.host.is_asking and desk.orders() == []
    desk.key(pygame.K_ESCAPE)
    assert not desk.screen.host.is_asking and desk.orders() == []
    desk.key(pygame.K_RETURN, pygame.KMOD_LCTRL)
    desk.key(pygame.K_RETURN)
    desk.wait_for_orders()
    assert desk.orders()[0] == EndPhase() and desk.screen.session.turn.state.day == 1
    assert desk.screen.session.active_side == 0 and desk.screen.table.may_order


def test_headquarters_and_engineers_come_after_those_who_are_meant_to_fight(tmp_path: Path) -> None:
    """In the list before the end of a phase, and by Tab."""
    support = ("H@0303 type=headquarters men=500", "E@0304 type=engineer_regiment men=900")
    units = (*support, "A@0303 men=9000", "B@0304 of=guard", "d@0403")
    made = desk_of(scenario(ROWS, *units, formations=["red-guard"]), tmp_path)
    question = made.screen.commands._left_undone()
    assert question is not None
    listed = [item.wish.units[0] for item in question.items if isinstance(item.wish, Select)]
    names = [made.screen.session.world.units[unit].label.en for unit in listed]
    able = [name for name in names if made.screen.table.can_strike(listed[names.index(name)])]
    assert names[: len(able)] == able and able[-2:] == ["H", "E"] and len(able) > 2
    by_tab = []
    for _ in listed:
        made.key(pygame.K_TAB)
        by_tab.append(made.screen.session.world.units[made.screen.table.units[0]].label.en)
    assert by_tab[-2:] == ["H", "E"] and sorted(by_tab) == sorted(names)
    made.app.close()


def test_with_nothing_left_to_do_the_phase_ends_at_once(desk: Desk) -> None:
    desk.screen.table.leave((A, B, C))
    desk.key(pygame.K_RETURN, pygame.KMOD_LCTRL)
    assert not desk.screen.host.is_asking
    desk.wait_for_orders()
    assert desk.screen.session.turn.state.day == 1


def widgets(desk: Desk) -> list[object]:
    return list(desk.app.ui.manager.get_sprite_group().sprites())


def labels(desk: Desk) -> set[str]:
    """What stands on the buttons."""
    sprites = desk.app.ui.manager.get_sprite_group().sprites()
    return {each.text for each in sprites if isinstance(each, UIButton) and each.visible}


def test_the_other_side_is_shown_as_far_as_it_was_seen_step_by_step(tmp_path: Path) -> None:
    made = desk_of(scenario(ROWS, "A@0303 men=9000", "d@0503 men=3000"), tmp_path, animation="slow")
    made.key(pygame.K_RETURN, pygame.KMOD_LCTRL)
    made.key(pygame.K_RETURN)
    flow = made.screen.flow
    assert flow.stage is Stage.OTHERS and flow.playback is not None
    made.wait(lambda: not flow.thinker.is_running)
    made.key(pygame.K_q)
    assert flow.playback.is_paused
    assert {"Go on", "Slow"} <= labels(made)
    made.key(pygame.K_s)
    assert {"Go on", "Normal"} <= labels(made), "the buttons tell how it is shown"
    shown = []
    while flow.playback is not None and not flow.playback.timeline.is_over:
        made.key(pygame.K_PERIOD)
        if flow.playback is not None and flow.playback.moment is not None:
            shown.append(flow.playback.moment.event)
            assert len(made.screen.table.situation().events) == max(shown) + 1, "nothing is told before it is shown"
    assert shown == sorted(set(shown))
    made.key(pygame.K_SPACE)
    made.wait_for_orders()
    assert made.screen.table.view.digest() == made.screen.session.view(0).digest()
    made.app.close()


def test_a_march_is_drawn_in_the_colour_of_who_marched(tmp_path: Path) -> None:
    """Whoever is to order by then."""
    made = desk_of(scenario(ROWS, "A@0303 men=9000", "d@0603 men=3000", options={"fog": 0}), tmp_path, animation="slow")
    table = made.screen.table
    table.give([Move(A, (made.screen.session.world.grid.index("0302"),)), EndPhase()])
    while made.screen.session.active_side == 1:
        next(made.screen.session.play())
    world, turn, start = table.session.world, table.session.turn, table.session.start
    timeline = Timeline(world, table.words, 0, turn.events, start.copy(), 0, len(turn.events))
    while timeline.step() is not None:
        pass
    marches = {turn.events[moment.event].unit: moment.whose for moment in timeline.past if len(moment.way) > 1}
    assert marches[A] == 0
    assert D not in marches or marches[D] == 1
    made.app.close()


def test_a_hint_lies_above_every_panel(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    desk.key(pygame.K_k)
    desk.pump(4)
    manager, painter = desk.app.ui.manager, desk.screen.host.panel("intent").prose.painter
    others = max(sprite.layer for sprite in manager.get_sprite_group().sprites())
    assert Tip(painter, "what it does", (300, 300), manager).layer > others


def test_scrolling_at_the_edge_is_moving_the_map_by_hand(tmp_path: Path) -> None:
    """What was looked at before comes back only if nobody has moved the map."""
    made = desk_of(scenario(ROWS, *UNITS), tmp_path, edge_scroll=True)
    map = made.screen.map
    map.zoom(4)
    map.look_aside(made.screen.session.world.grid.index("0505") or 0)
    made.wait(lambda: map.is_still)
    map.update(0.1, (0, 400))
    there = map.camera
    map.look_back()
    map.update(1.0, None)
    assert map.camera == there
    made.app.close()


def test_a_thread_that_fails_to_draw_is_heard_of(desk: Desk) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    desk.settle()
    desk.screen.map._worker.do(fail)
    with pytest.raises(ZeroDivisionError):
        desk.wait(lambda: False)


def test_what_cannot_be_written_is_shown_as_it_stands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An order that is taken back is, though the disk is full."""
    table = desk.screen.table
    table.give([Entrench(A)])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", _full)
        desk.key(pygame.K_u)
    assert desk.orders() == [] and table.view.digest() == table.session.view(0).digest()
    assert "No space left" in desk.screen.notice.words


def _full(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
    """`Path.open` on a disk without room: files can be read."""
    if "r" in mode and "+" not in mode:
        return open(path, mode, *rest, **more)  # noqa: PTH123 - Path.open is what is replaced
    raise OSError(28, "No space left on device")


def test_a_player_that_fails_while_tasks_are_carried_out_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise PlayerError("player 'mine' raised")

    monkeypatch.setattr(desk.screen.table.session, "carry_out_intents", fail)
    desk.screen.commands.carry_out(CarryOutIntents())
    assert "player 'mine' raised" in desk.screen.notice.words


def test_the_computer_can_be_interrupted_and_goes_on(desk: Desk) -> None:
    desk.screen.flow.end_phase()
    desk.key(pygame.K_ESCAPE)
    assert not desk.screen.flow.thinker.is_running
    if desk.screen.flow.stage is Stage.STOPPED:
        desk.key(pygame.K_RETURN, pygame.KMOD_LCTRL)
    desk.wait_for_orders()
    assert desk.screen.flow.stage is Stage.ORDERS


def buttons(desk: Desk) -> set[str]:
    """What the buttons say that can be seen."""
    widgets = desk.app.ui.manager.get_sprite_group().sprites()
    return {each.text for each in widgets if isinstance(each, UIButton) and each.visible}


def test_who_interrupted_the_computer_is_offered_to_let_it_go_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Thinker, "start", lambda self, end_phase=False: self._session.submit(EndPhase()))
        desk.screen.flow.end_phase()
        desk.screen.flow.interrupt()
    desk.pump()
    assert desk.screen.flow.stage is Stage.STOPPED and "Go on" in buttons(desk)
    desk.key(pygame.K_RETURN, pygame.KMOD_LCTRL)
    desk.wait_for_orders()
    assert desk.screen.flow.stage is Stage.ORDERS and "End the phase" in buttons(desk)


def test_the_computer_goes_on_where_another_page_lay_over_its_phase(desk: Desk) -> None:
    play = desk.screen
    play.flow.run_until(frozenset({"arrival"}))
    play.turn(Push(Curtain("A page", "")))
    desk.app.step([])
    assert desk.app.top is not play and not play.flow.thinker.is_running
    assert (play.flow.stage, play.flow.until) == (Stage.OTHERS, {"arrival"})
    desk.key(pygame.K_RETURN)
    desk.wait(lambda: play.session.turn.state.day > 0)


@pytest.mark.parametrize("side", [0, 1])
def test_a_game_is_rehearsed_without_a_trace(side: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name, read in READINGS.items():
        monkeypatch.setitem(READINGS, name, lambda seen, name=name, read=read: (asked.append(name), read(seen))[1])
    seats: list[str | None] = ["greedy", "greedy"]
    seats[side] = None
    session = Session(scenario(ROWS, "A@0101 men=5000", "d@0201 men=9000", days=6), tuple(seats), 1)
    before = session.turn.state.digest(), len(session.turn.events), len(session.records)
    rehearse(session)
    assert (session.turn.state.digest(), len(session.turn.events), len(session.records)) == before
    assert asked == list(READINGS)


def test_two_persons_at_one_screen_do_not_see_each_others_board(tmp_path: Path) -> None:
    made = desk_of(scenario(ROWS, *UNITS), tmp_path, (None, None))
    play = made.screen
    made.screen.flow.end_phase()
    made.wait(lambda: isinstance(made.app.top, Curtain))
    assert play.table.eyes == 0
    made.key(pygame.K_RETURN)
    made.wait_for_orders()
    assert play.table.eyes == 1 and play.table.may_order and play.table.view.digest() == play.session.view(1).digest()
    made.app.close()


def test_a_game_of_computers_is_watched_to_its_end(tmp_path: Path) -> None:
    made = desk_of(scenario(ROWS, "A@0303 men=9000", "d@0503 men=3000", days=2), tmp_path, ("greedy", "greedy"))
    play = made.screen
    made.wait(lambda: play.session.is_over and play.flow.stage is Stage.OVER)
    assert play.table.eyes == -1
    made.app.close()


def test_a_panel_that_opens_takes_the_place_of_a_question(desk: Desk) -> None:
    desk.key(pygame.K_j)
    assert desk.screen.host.is_asking
    desk.screen.commands.carry_out(Show("report"))
    assert not desk.screen.host.is_asking


# Saves


def test_every_order_is_in_the_save_at_once_which_is_marked_while_it_is_played(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    desk.click(desk.at("0304"), RIGHT)
    journal = desk.screen.session.journal
    assert journal is not None and len(read_save(journal.path).orders) == 1
    shelf = desk.screen.shelf
    assert [each.name for each in shelf.folder.glob("*.open")] == [f"{journal.path.name}.open"]
    assert Shelf(shelf.folder).broken_off() is None, "it is being played"
    desk.app.close()
    assert shelf.broken_off() is None and not list(shelf.folder.glob("*.open"))


def test_a_game_under_another_page_counts_as_open_until_the_window_is_closed(desk: Desk) -> None:
    journal = desk.screen.session.journal
    assert journal is not None
    desk.screen.turn(Push(Curtain("A page", "")))
    desk.app.step([])
    assert isinstance(desk.app.top, Curtain) and is_open(journal.path)
    desk.app.close()
    assert not is_open(journal.path)


def test_quick_save_and_quick_load(desk: Desk) -> None:
    desk.key(pygame.K_F5)
    saved = desk.screen.session.turn.state.digest()
    desk.click(desk.at("0204"))
    desk.click(desk.at("0304"), RIGHT)
    before = desk.screen
    desk.key(pygame.K_F9)
    desk.wait(lambda: isinstance(desk.app.top, PlayScreen) and desk.app.top is not before)
    assert desk.screen.session.turn.state.digest() == saved
    desk.click(desk.at("0204"))
    desk.click(desk.at("0203"), RIGHT)
    assert len(read_save(desk.screen.shelf.named(QUICK)).orders) == 0, "a loaded save stays as it was"


def test_a_named_save_is_a_branch_of_the_same_game(desk: Desk) -> None:
    from game.ui import wishes

    desk.screen.commands.carry_out(wishes.SaveGame("before the river"))
    desk.click(desk.at("0204"))
    desk.click(desk.at("0304"), RIGHT)
    named = desk.screen.shelf.named("before the river")
    assert read_save(named).header.name == "before the river"
    journal = desk.screen.session.journal
    assert journal is not None and compare_saves(read_save(named), read_save(journal.path)) is not None


def test_a_save_is_named_in_a_line_of_its_own(desk: Desk) -> None:
    desk.key(pygame.K_s, pygame.KMOD_LCTRL)
    desk.key(pygame.K_u)
    assert desk.screen.host.is_asking and desk.orders() == []
    desk.key(pygame.K_RETURN)
    assert not desk.screen.host.is_asking
    assert [save.name for save in desk.screen.shelf.list() if save.name] == ["Board, 14 October"]


def test_grid_and_numbers_of_the_map_come_and_go(desk: Desk) -> None:
    camera = desk.screen.map.camera
    for code, name in ((pygame.K_g, "grid"), (pygame.K_h, "numbers"), (pygame.K_g, "grid")):
        before = getattr(desk.screen.board.tiles.artist.look, name)
        desk.key(code)
        assert getattr(desk.screen.board.tiles.artist.look, name) != before
    assert desk.screen.map.camera == camera


@pytest.mark.parametrize(
    ("name", "kept"),
    [("my/first: save?", "my first save"), ("auto pilot", "auto-pilot"), (" . ", "game"), ("Con.x", "Con.x_")],
)
def test_a_name_becomes_one_that_every_system_takes_and_rotation_spares(tmp_path: Path, name: str, kept: str) -> None:
    shelf = Shelf.open(tmp_path)
    path = shelf.named(name)
    path.write_text("", encoding="utf-8")
    shelf.rotate(0)
    assert path.stem == kept and [save.name for save in shelf.list()] == [kept]


def test_the_game_that_is_being_played_never_makes_way(tmp_path: Path) -> None:
    shelf = Shelf.open(tmp_path)
    oldest = shelf.fresh("board")
    oldest.write_text("", encoding="utf-8")
    os.utime(oldest, (0, 0))
    for _ in range(3):
        shelf.fresh("board").write_text("", encoding="utf-8")
    shelf.rotate(2, playing=oldest)
    left = [save.path for save in shelf.list()]
    assert len(left) == 2 and oldest in left


def test_old_automatic_saves_make_way_and_named_ones_stay(tmp_path: Path) -> None:
    shelf = Shelf.open(tmp_path)
    for number in range(5):
        shelf.fresh(f"game {number}").write_text("", encoding="utf-8")
    shelf.named("kept").write_text("", encoding="utf-8")
    shelf.rotate(2)
    assert len([save for save in shelf.list() if not save.name]) == 2
    assert [save.name for save in shelf.list() if save.name] == ["kept"]


def test_where_saves_cannot_be_written_they_go_elsewhere_and_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    shelf = Shelf.open(tmp_path / "file" / "saves")
    assert shelf.folder.is_dir() and "instead" in shelf.trouble


def test_language_and_scale_change_in_the_middle_of_a_game(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    desk.app.ui.change(desk.app.ui.settings.changed(lang="zh", scale=150))
    desk.pump(3)
    assert desk.screen.table.words.lang == "zh" and desk.screen.table.units == (C,)
    assert desk.app.ui.settings == Settings(lang="zh", scale=150, size=(1280, 800), animation="none", edge_scroll=False)


def test_a_small_window_folds_the_dossier(tmp_path: Path) -> None:
    made = desk_of(scenario(ROWS, *UNITS), tmp_path, size=(1024, 600))
    assert "dossier" not in made.screen.host.open and made.screen.map.area.width == 1024
    made.key(pygame.K_d)
    assert "dossier" in made.screen.host.open and made.screen.map.area.width < 1024
    assert int(made.screen.table.view.units[U.SIDE, A]) == 0
    made.app.close()


def test_a_plan_that_lies_open_on_the_right_is_not_opened_twice(close: Desk) -> None:
    close.click(close.at("0304"))
    close.click(close.at("0403"), RIGHT)
    panel = close.screen.host.panel("dossier")
    panel.change(close.screen.table.situation(), Change("tab", "orders"))
    close.key(pygame.K_a)
    assert panel.tab == "attack" and "planner" not in close.screen.host.open


def test_where_the_dossier_is_folded_the_planner_opens_for_an_attack_and_goes_after_it(tmp_path: Path) -> None:
    made = desk_of(scenario(ROWS, *CLOSE), tmp_path, size=(1024, 600))
    made.click(made.at("0304"))
    made.click(made.at("0403"), RIGHT)
    assert "planner" in made.screen.host.open
    assert not made.screen.host.panel("planner").area.collidepoint(made.at("0403"))
    made.key(pygame.K_ESCAPE)
    assert "planner" not in made.screen.host.open
    made.click(made.at("0403"), RIGHT)
    made.click(made.at("0403"), RIGHT)
    assert isinstance(made.orders()[-1], Attack) and "planner" not in made.screen.host.open
    made.app.close()


def test_what_an_attack_brought_is_told_at_once_as_the_chronicle_tells_it(close: Desk) -> None:
    close.click(close.at("0304"))
    close.click(close.at("0403"), RIGHT)
    close.click(close.at("0403"), RIGHT)
    assert isinstance(close.orders()[-1], Attack)
    told = fight_words(close.screen.table.situation(), [close.orders()[-1].target])
    assert told and close.screen.notice.words == " ".join(told)
    assert any(told[0] in row for row in map(str, plain(log_rows(close.screen.table.situation()))))
