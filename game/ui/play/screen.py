"""The play screen: puts map, panels and the computer together."""

from collections.abc import Callable

import numpy as np
import pygame

from game.core.state import U
from game.session.session import Session
from game.ui import wishes
from game.ui.board.map_overlays import OVERLAYS
from game.ui.board.overlays import area
from game.ui.board.view import BoardView
from game.ui.content.briefing import about, namesake
from game.ui.content.stops import stop_hex, stop_words
from game.ui.context import Ui
from game.ui.land.camera import Camera, Size
from game.ui.land.tiles import MapLook
from game.ui.panels import Dock
from game.ui.paper.notice import Notice
from game.ui.play.commands import Commands
from game.ui.play.curtain import TurnCurtain, behind_curtain
from game.ui.play.flow import Flow, Stage
from game.ui.play.gestures import LEFT, RIGHT, Gestures, Menu
from game.ui.play.host import PanelHost
from game.ui.play.keeper import Keeper
from game.ui.play.keyboard import Keyboard
from game.ui.play.map_area import MapArea
from game.ui.play.pointer import PointerHints
from game.ui.play.table import Table
from game.ui.saves import Shelf
from game.ui.screen import Push, Screen, Step
from game.ui.situation import ALL_EYES
from game.ui.style.type_sizes import openings
from game.ui.wake import wake

GameMaker = Callable[[Session, Shelf], Screen]

_CLOSE = 60.0
_WHOLE_BOARD = 0.7
"""A board that fits at so much of the scale at which a game begins is shown whole."""
_SMALL_BOARD = 0.6
"""A board needs no mini-map that can be seen whole this much smaller."""
_THINKING = 0.03  # seconds between looks at the computer's work
_LONG_SILENCE = 5.0
_REACH_TINT = 80
_HOLDING = 0.05  # seconds between looks at a button that is held down


class PlayScreen:
    """A game on the map."""

    briefs = True
    """Whether a new game begins with what it is about, where the panel that tells it is folded."""

    def __init__(self, session: Session, shelf: Shelf | None = None, maker: GameMaker | None = None) -> None:
        """``maker`` makes the screens of games that are loaded here, such as `play_screen` does."""
        self.session = session
        self._maker = maker or play_screen
        self.shelf = shelf or Shelf.open()
        self.host = PanelHost()
        self.keeper = Keeper(self, self.shelf)
        self._cameras: dict[int, Camera] = {}
        """Where each person looked last: of two at one screen neither is shown the other's place."""
        self.map_look = MapLook()
        self._is_begun = self._is_reported = False
        self._is_lent = False
        """Whether the planner opened of itself, to go when nothing is considered any more."""
        self._shown = -1
        self.notice = Notice()
        self._next: Step | None = None
        self._is_covered = False
        """Whether another page comes to lie on top, and the game is not left."""
        self._silent = 0.0
        """Seconds since the computer, at work, was last seen to do something."""

    # The screen's life

    def opened(self, ui: Ui) -> None:
        """Make board, panels and the table; a game that was here already goes on."""
        self.ui = ui
        words = ui.catalogue(self.session.world)
        ui.name_window(words.label(self.session.world.label))
        if not self._is_begun:
            self.table = Table(self.session, words, ui.settings.palette)
            self.flow = Flow(self.table, self.tell, wake)
            self.flow.speed = ui.settings.animation
        self.table.words = words
        self.session.guard = ui.settings.undo_guard
        if self.flow.stage is Stage.CHANGE:
            self.flow.sit_down()
        self.host.begin(ui)
        camera = self._cameras.get(self.table.eyes)
        self._make_board(camera)
        self.table.palette = self.board.palette
        self.commands = Commands(self, self.keeper)
        self.keyboard = Keyboard(self, self.commands)
        if camera is None:
            self._look_at_start()
        if not self._is_begun:
            if self.map.holds_all(_CLOSE * _SMALL_BOARD):
                self.host.hide("map")  # it would lie over the very map that it shows
            self._brief()
            if self.shelf.trouble:
                self.tell(self.shelf.trouble)
        self._is_begun = True
        self.keeper.begin()
        self._shown = -1
        self.table.touch()

    def closed(self) -> None:
        """End the panels; the game stays in its save, and the computer goes on when the screen is opened again."""
        self.flow.suspend()
        self._cameras[self.table.eyes] = self.map.camera
        self.map.end()
        self.host.end()
        if not self._is_covered:
            self.keeper.end()
        self._is_covered = False

    def resized(self, size: Size) -> None:
        """Everything gets its new place."""
        self._place()

    def change_look(self, look: MapLook) -> None:
        """Draw the map with other lines and numbers."""
        self.map_look = look
        self.map.end()
        self._make_board(self.map.camera)
        self.table.touch()

    def _make_board(self, camera: Camera | None) -> None:
        self.board: BoardView = self.ui.board(self.session.scenario, self.map_look)
        self.board.show(self.table.view)
        areas = self.host.areas
        foot = areas.map.bottom - areas.docks[Dock.ORDERS].top
        self.map: MapArea = MapArea(self.board, areas.map, camera, foot)
        for opening in openings(self.ui.px):
            self.map.do_later(opening)
        self.gestures = Gestures(self.table, self.map, self.host.asks_for_hex, self.host.planned)
        self.pointer = PointerHints(self.ui, self.table, self.map, self.host.planned)
        self.gestures.fanned = self.pointer.unit_at

    def _brief(self) -> None:
        """Open what the campaign is about, unless the dossier has room to tell it."""
        is_new = self.briefs and not self.session.records and bool(self.table.people)
        if is_new and "dossier" not in self.host.open and about(self.table.situation()):
            self.host.show("briefing")

    def _look_at_start(self) -> None:
        """The place after which the entry is named; a small board whole; else where most units are that can act."""
        view, grid = self.table.view, self.session.world.grid
        named = namesake(self.table.situation())
        if named >= 0 and not self.session.records:
            self.map.go_to(named, self.ui.px(_CLOSE), glide=False)
            return
        own = np.flatnonzero((view.units[U.HEX] >= 0) & (view.units[U.SIDE] == self.table.eyes)).tolist()
        if self.table.eyes == ALL_EYES:
            self.map.overview(view.units[U.HEX][view.units[U.HEX] >= 0].tolist())
            return
        if self.map.camera.least_scale() >= self.ui.px(_CLOSE) * _WHOLE_BOARD:
            self.map.whole()
            return
        here = [int(view.units[U.HEX, unit]) for unit in sorted(self.table.ready) or own]
        if here:
            middle = min(here, key=lambda hex: sum(grid.distance(hex, other) for other in here))
            self.map.go_to(middle, self.ui.px(_CLOSE), glide=False)

    def another(self, session: Session) -> Screen:
        """The screen of another game, or of another moment of this one."""
        return self._maker(session, self.shelf)

    def turn(self, step: Step) -> None:
        """Turn the page when the present event has been answered."""
        self._next = step
        self._is_covered = isinstance(step, Push)

    def tell(self, *messages: str) -> None:
        """Say something in one line that fades."""
        if self.notice.tell(*messages):
            self.table.touch()

    # Panels

    def show_panel(self, name: str) -> None:
        """Open a panel, if there is one of that name."""
        if self.host.show(name):
            if name == "help" and self.table.hex >= 0:  # which it would hide, and the pointer be no more over the map
                self.host.clear(name, self.map.place_of(self.table.hex))
                self.host.tell(self.table.situation())
            if name == "intent":  # whose task it is stays in sight
                for hex in sorted(self.table.marked)[:1]:
                    self.host.clear(name, self.map.place_of(hex))
            self._place()

    def lend_planner(self) -> None:
        """Open the planner for as long as a hex is being considered, where it does not hide it."""
        if self.host.show("planner"):
            self._is_lent = True
            self._place()
            self.host.clear("planner", self.map.place_of(self.table.target))

    def hide_panel(self, name: str) -> None:
        """Close a panel."""
        if self.host.hide(name):
            self._place()

    def _place(self) -> None:
        self.map.place(self.host.place().map)
        self.table.touch()

    # Events

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Panels first, then keys, then the map."""
        if event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            self.notice.stays = False
        asking = self.host.is_asking
        asked = self.host.handle(event)
        for wish in asked:
            if not self.keyboard.answer(wish):
                self.commands.carry_out(wish)
        if event.type == pygame.KEYDOWN:
            if event.key == pygame.K_ESCAPE:
                self.ui.manager.set_focus_set(None)
            if not self._is_typing() and not asking:
                self.keyboard.press(event)
        else:
            over = self.ui.taken or self.ui.is_over_widget(self.ui.pointer)
            if asking and not over and event.type == pygame.MOUSEBUTTONDOWN and event.button in (LEFT, RIGHT):
                self.host.dismiss()
                over = True
            wanted = self.gestures.handle(event, over)
            if isinstance(wanted, Menu):
                self.keyboard.open_menu(wanted)
            elif wanted is not None:
                self.commands.carry_out(wanted)
        step, self._next = self._next, None
        return step

    def _is_typing(self) -> bool:
        return any(hasattr(element, "get_text") for element in self.ui.manager.focused_set or ())

    def turn_table(self) -> None:
        """Hide the board until the next person is here."""
        self.turn(Push(TurnCurtain(self.session)))

    # Time

    def update(self, seconds: float) -> bool | Step:
        """Let the game go on, move the map, show what is new."""
        changed = self._let_go_on(seconds)
        if self._next is not None:
            step, self._next = self._next, None
            return step
        edge = self.ui.pointer if self.ui.settings.edge_scroll and self.ui.pointer[0] >= 0 else None
        changed |= self.map.update(seconds, edge)
        changed |= self.pointer.update(seconds)
        changed |= self.gestures.box is not None
        changed |= self._hold()
        self.host.follow(self.board, self.map.camera)
        changed |= self.host.update(seconds)
        changed |= self.notice.update(self.ui, seconds)
        if self.table.version != self._shown:
            self._show()
            changed = True
        return changed

    def _hold(self) -> bool:
        """Open the menu of a hex under a long press."""
        if not self.gestures.is_holding:
            return False
        self.ui.patience = min(self.ui.patience, _HOLDING)
        menu = self.gestures.held()
        if menu is not None:
            self.keyboard.open_menu(menu)
        return menu is not None

    def _let_go_on(self, seconds: float) -> bool:
        flow = self.flow
        changed = flow.update(seconds)
        if changed and flow.playback and flow.playback.moment and not self.map.shows(flow.playback.moment.hex):
            self.map.look_aside(flow.playback.moment.hex)
        if flow.stage is not Stage.OTHERS:
            self.map.look_back()
        if flow.stopped:
            self.tell(*stop_words(self.table.situation(), flow.stopped))
            self.notice.stays = True  # nobody may have been looking while the days went by
            where = stop_hex(self.table.situation(), flow.stopped)
            if where >= 0 and not self.map.shows(where):
                self.map.go_to(where)
            flow.stopped = {}
        if flow.stage is Stage.CHANGE:
            self.turn_table()
        if flow.stage is Stage.OVER and not self._is_reported:
            self._is_reported = True
            self.notice.drop()
            self.commands.carry_out(wishes.OpenScreen("after_action"))
        is_silent = flow.stage is Stage.OTHERS and flow.thinker.is_running and not changed
        before, self._silent = self._silent, self._silent + seconds if is_silent else 0.0
        if before < _LONG_SILENCE <= self._silent:
            is_own = self.session.active_side == self.table.eyes
            self.tell(self.ui.say("play.tasks_long" if is_own else "play.thinking_long"))
        if flow.stage is Stage.OTHERS:
            self.ui.patience = min(self.ui.patience, _THINKING)
            return changed or flow.playback is not None
        return changed

    def _show(self) -> None:
        """Give the moment to the board and the panels."""
        table = self.table
        if self._is_lent and table.target < 0:
            self._is_lent = False
            self.hide_panel("planner")
        table.open_panels = frozenset(self.host.open)
        self._shown = table.version
        situation = table.situation()
        self.board.show(table.view, table.ready)
        self.board.marked = [(hex, self.board.palette.accent) for hex in sorted(table.marked)]
        self.board.overlays = list(OVERLAYS[table.overlay](situation)) if table.overlay in OVERLAYS else []
        reach = self.pointer.reach()
        if reach is not None:
            hexes = [*reach.hexes, int(table.view.units[U.HEX, reach.unit])]
            tint = 0 if self.board.overlays else _REACH_TINT  # an overlay's colours are not mixed with others
            light, line = self.board.palette.reach["tint"], self.board.palette.reach["line"]
            self.board.overlays.append(area(self.session.world.grid, hexes, light, tint, line))
        self.host.tell(situation)

    def draw(self, surface: pygame.Surface) -> None:
        """The map with what is drawn over it; widgets lie on top."""
        surface.fill(self.board.palette.table)
        self.map.draw(surface)
        self.pointer.draw(surface, self.flow, self.notice, self.host.free(has_legend=self.table.overlay != ""))
        if self.gestures.box is not None:
            pygame.draw.rect(surface, self.board.palette.accent, self.gestures.box, 2)


def play_screen(session: Session, shelf: Shelf, maker: GameMaker | None = None) -> Screen:
    """A game on the map; one that two persons share and that is under way stays hidden until the next is here."""
    return behind_curtain(session, PlayScreen(session, shelf, maker))
