"""Stacks fan out under the pointer, and the mini-map leads to where it is clicked, by posted events."""

import os
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from game.core.state import U
from game.session.session import Session
from game.ui.app import App
from game.ui.counters.fan import fan_out
from game.ui.counters.look import Look
from game.ui.land.camera import Camera
from game.ui.panels.mini_map import MiniMap
from game.ui.play.screen import PlayScreen
from game.ui.settings import Settings
from game.ui.wishes import GoTo
from tests.boards import Board

ROWS = "\n".join(". " * 12 for _ in range(10))
SIZE = (1180, 700)
LOOK = Look(0, "infantry", "division", "1", "5.0")


class Window:
    """A game of three stacked units in a window without a display."""

    def __init__(self, folder: Path) -> None:
        self.board = Board(ROWS, "A@0505 men=3000", "B@0505 men=3000", "C@0505 men=4000", "D@0702", "b@1110")
        self.screen = PlayScreen(Session(self.board.scenario, (None, None)))
        self.app = App(self.screen, Settings(size=SIZE, edge_scroll=False), SIZE, folder / "settings.json")
        self.step()

    def step(self, *events: object) -> None:
        for _ in range(3):
            self.app.step([*events, *pygame.event.get()])
            events = ()

    def at(self, number: str) -> tuple[int, int]:
        """The pixel of the window in the middle of a hex."""
        x, y = self.screen.map.camera.centre_of(self.board.hex(number))
        return round(x) + self.screen.map.area.left, round(y) + self.screen.map.area.top

    def point(self, at: tuple[int, int]) -> None:
        self.step(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))

    def click(self, at: tuple[int, int]) -> None:
        self.point(at)
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.step(pygame.event.Event(kind, button=1, pos=at))


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    made = Window(tmp_path)
    yield made
    made.app.close()


@pytest.mark.parametrize("count", [2, 5, 12])
@pytest.mark.parametrize("hex", ["0101", "0505", "1210"])
def test_a_fan_shows_every_unit_once_inside_the_map(count: int, hex: str) -> None:
    board = Board(ROWS, "A@0101", "b@1210")
    camera = Camera(board.world.grid, (600, 400), 60.0, board.world.grid.centre(board.hex(hex))).clamped()
    fan = fan_out(camera, board.hex(hex), [(unit, LOOK) for unit in range(count)], 46)
    assert pygame.Rect(0, 0, 600, 400).contains(fan.plate)
    for leaf in fan.leaves:
        assert fan.plate.contains(leaf.rect) and fan.unit_at(leaf.rect.center) == leaf.unit
    assert fan.unit_at((fan.plate.left - 3, fan.plate.top)) == -1 and fan.reach.contains(fan.plate)


def test_a_stack_under_the_pointer_fans_out_and_each_counter_can_be_clicked(window: Window) -> None:
    window.point(window.at("0505"))
    fan = window.screen.pointer._fan
    assert fan is not None and len(fan.leaves) == 3
    leaf = fan.leaves[2]
    left, top = window.screen.map.area.topleft
    window.click((leaf.rect.centerx + left, leaf.rect.centery + top))
    assert window.screen.table.units == (leaf.unit,)
    window.point(window.at("0101"))
    assert window.screen.pointer._fan is None


def test_clicks_go_through_a_stack_as_its_counters_lie_the_one_on_top_first(window: Window) -> None:
    """The strongest lies on top: what is seen is what a click takes."""
    seen = []
    for wait in range(3):
        window.screen.gestures.clock = lambda wait=wait: 10.0 * wait  # no double click
        window.click(window.at("0505"))
        seen += window.screen.table.units
    assert seen == [window.board.unit(name) for name in ("C", "A", "B")]
    assert [leaf.unit for leaf in window.screen.pointer._fan.leaves] == seen


def test_a_game_opens_where_the_units_are_that_can_act(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    rows = "\n".join(". " * 40 for _ in range(30))
    board = Board(rows, "A@0303 held=true", "B@0303 held=true", "C@0404 held=true", "D@3525", "b@2010")
    screen = PlayScreen(Session(board.scenario, (None, None)))
    app = App(screen, Settings(size=SIZE, edge_scroll=False), SIZE, tmp_path / "settings.json")
    app.step(pygame.event.get())
    assert screen.table.ready == {board.unit("D")}
    assert screen.map.shows(board.hex("3525")) and not screen.map.shows(board.hex("0303"))
    app.close()


def test_no_fan_is_in_the_way_of_a_march(window: Window) -> None:
    window.click(window.at("0702"))
    assert window.screen.table.units == (window.board.unit("D"),)
    window.point(window.at("0505"))
    assert window.screen.pointer._fan is None


def test_a_click_on_the_mini_map_goes_there(window: Window) -> None:
    window.screen.show_panel("map")
    window.screen.update(0.0)
    panel = next(panel for panel in window.screen.host.panels() if isinstance(panel, MiniMap))
    sheet = panel._sheet()
    assert sheet is not None
    left, top = panel._picture.rect.topleft
    corner = left + sheet.left + 3, top + sheet.top + 3
    press = pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=corner)
    window.app.ui.manager.process_events(press)  # which gives it to what lies on top
    assert panel.handle(press) == GoTo(window.board.hex("0101"))
    end = left + sheet.right - 4, top + sheet.bottom - 12
    moved = panel.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=end, rel=(0, 0), buttons=(1, 0, 0)))
    assert isinstance(moved, GoTo) and moved.hex > window.board.hex("0109")
    panel.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=end))
    assert panel.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=corner, rel=(0, 0), buttons=(0, 0, 0))) is None


def test_a_stack_keeps_its_units_when_it_is_only_looked_at(window: Window) -> None:
    before = window.screen.session.turn.state.units[U.HEX].tolist()
    window.point(window.at("0505"))
    assert window.screen.session.turn.state.units[U.HEX].tolist() == before
