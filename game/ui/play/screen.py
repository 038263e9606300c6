"""The play screen: puts map, panels and the computer together."""

import pygame

from game.core import engine
from game.core.orders import Attack, Move
from game.core.state import U
from game.session.session import Session
from game.session.wording import tell_order
from game.ui import wishes
from game.ui.board_view import BoardView
from game.ui.camera import Camera, Size
from game.ui.context import Ui
from game.ui.keys import Action
from game.ui.map_overlays import OVERLAYS
from game.ui.overlays import area
from game.ui.panels import Dock
from game.ui.panels.dialog import Choice, Dialog, Question, dialog_size
from game.ui.panels.registry import PANELS
from game.ui.play.commands import Commands
from game.ui.play.curtain import Curtain
from game.ui.play.flow import Flow, Stage
from game.ui.play.gestures import Gestures, Menu
from game.ui.play.host import PanelHost
from game.ui.play.keeper import Keeper
from game.ui.play.map_area import MapArea
from game.ui.play.pointer import PointerHints
from game.ui.play.table import Table
from game.ui.saves import Shelf
from game.ui.screen import Push, Step
from game.ui.wishes import Wish

_CLOSE = 60.0
_THINKING = 0.03  # seconds between looks at the computer's work
_NOTICE_SECONDS = 6.0
_DAY_KEYS = {getattr(pygame, f"K_{days}"): days for days in range(1, 8)}

_WISHES: dict[Action, Wish] = {
    Action.NEXT_UNIT: wishes.NextUnit(),
    Action.PREVIOUS_UNIT: wishes.NextUnit(back=True),
    Action.DONE: wishes.Done(),
    Action.END_PHASE: wishes.EndPhase(),
    Action.UNDO: wishes.Undo(),
    Action.REDO: wishes.Redo(),
    Action.NEXT_TROUBLE: wishes.NextTrouble(),
    Action.STEP_BACK: wishes.PlayBack("back"),
    Action.STEP: wishes.PlayBack("step"),
    Action.PAUSE: wishes.PlayBack("pause"),
    Action.FASTER: wishes.PlayBack("faster"),
    Action.QUICK_SAVE: wishes.SaveGame(),
    Action.QUICK_LOAD: wishes.LoadGame(),
    Action.SETTINGS: wishes.OpenScreen("settings"),
    Action.HISTORY: wishes.OpenScreen("history"),
}


class PlayScreen:
    """A game on the map."""

    def __init__(self, session: Session, shelf: Shelf | None = None) -> None:
        self.session = session
        self.shelf = shelf or Shelf.open()
        self.host = PanelHost()
        self.keeper = Keeper(self, self.shelf)
        self._camera: Camera | None = None
        self._is_begun = self._is_reported = False
        self._shown = -1
        self.notice, self._notice_left = "", 0.0
        self._next: Step | None = None

    # The screen's life

    def opened(self, ui: Ui) -> None:
        """Make board, panels and the table; a game that was here already goes on."""
        self.ui = ui
        words = ui.catalogue(self.session.world)
        if not self._is_begun:
            self.table = Table(self.session, words, ui.settings.palette)
            self.flow = Flow(self.table, self.tell, self._wake)
            self.flow.speed = ui.settings.animation
        self.table.words = words
        self.session.guard = ui.settings.undo_guard
        self.board = BoardView(self.session.scenario, ui.lang, ui.settings.palette)
        self.table.palette = self.board.palette
        self.board.show(self.table.view)
        areas = self.host.begin(ui)
        self.map = MapArea(self.board, areas.map, self._camera)
        self.gestures = Gestures(self.table, self.map, self.host.asks_for_hex)
        self.pointer = PointerHints(ui, self.table, self.map)
        self.gestures.fanned = self.pointer.unit_at
        self.commands = Commands(self)
        if not self._is_begun:
            self._look_at_start()
            if self.shelf.trouble:
                self.tell(self.shelf.trouble)
        self._is_begun = True
        self.keeper.begin()
        if self.flow.stage is Stage.CHANGE:
            self.flow.sit_down()
        self._shown = -1
        self.table.touch()

    def closed(self) -> None:
        """End the panels; the game stays in its save."""
        self.flow.interrupt()
        self._camera = self.map.camera
        self.map.end()
        self.host.end()
        self.keeper.end()

    def resized(self, size: Size) -> None:
        """Everything gets its new place."""
        self._place()

    def _look_at_start(self) -> None:
        """Where most units of the person are."""
        view, grid = self.table.view, self.session.world.grid
        here = view.units[U.HEX][(view.units[U.HEX] >= 0) & (view.units[U.SIDE] == self.table.eyes)].tolist()
        if here:
            middle = min(here, key=lambda hex: sum(grid.distance(hex, other) for other in here))
            self.map.go_to(middle, _CLOSE, glide=False)

    def turn(self, step: Step) -> None:
        """Turn the page when the present event has been answered."""
        self._next = step

    def tell(self, *messages: str) -> None:
        """Say something in one line that fades."""
        told = " ".join(message for message in messages if message)
        if told:
            self.notice, self._notice_left = told, _NOTICE_SECONDS
            self.table.touch()

    # Panels

    def show_panel(self, name: str) -> None:
        """Open a panel, if there is one of that name."""
        if self.host.show(name):
            self._place()

    def hide_panel(self, name: str) -> None:
        """Close a panel."""
        if self.host.hide(name):
            self._place()

    def _place(self) -> None:
        self.map.place(self.host.place().map)
        self.table.touch()

    def _open_menu(self, menu: Menu) -> None:
        """The orders of the selected unit, or of the first one of the hex."""
        table = self.table
        own = [unit for unit in table.units_at(menu.hex) if table.view.units[U.SIDE, unit] == table.eyes]
        unit = next((unit for unit in table.own_units() if unit in own), own[0] if own else -1)
        if unit < 0 or not table.may_order:
            table.consider(menu.hex)
            return
        if unit not in table.units:
            table.select((unit,))
        orders = [
            order
            for order in engine.unit_orders(self.session.world, table.view, unit)
            if not isinstance(order, Move | Attack)
        ]
        items = tuple(Choice(tell_order(table.words, order), wishes.Give((order,))) for order in orders)
        title = table.words.label(self.session.world.units[unit].label)
        lines = () if items else (self.ui.say("menu.nothing"),)
        question = Question(title, lines, (Choice(self.ui.say("menu.close"), wishes.Consider(-1)),), items)
        self.host.ask(lambda ui, place: Dialog(ui, place, question), dialog_size(question))

    # Events

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Panels first, then keys, then the map."""
        asking = self.host.is_asking
        asked = self.host.handle(event)
        for wish in asked:
            self.commands.carry_out(wish)
        if event.type == pygame.KEYDOWN:
            if not self._is_typing() and not asking:
                self._key(event)
        else:
            over = self.ui.taken or self.ui.is_over_widget(self.ui.pointer)
            wanted = self.gestures.handle(event, over)
            if isinstance(wanted, Menu):
                self._open_menu(wanted)
            elif wanted is not None:
                self.commands.carry_out(wanted)
        step, self._next = self._next, None
        return step

    def _is_typing(self) -> bool:
        return any(hasattr(element, "get_text") for element in self.ui.manager.focused_set or ())

    def _key(self, event: pygame.event.Event) -> None:
        action = self.ui.keys.action(event)
        if action is None:
            if event.key in _DAY_KEYS:
                self.pointer.days = 0 if self.pointer.days == _DAY_KEYS[event.key] else _DAY_KEYS[event.key]
                self.table.touch()
            return
        wish = _WISHES.get(action)
        if wish is not None:
            self.commands.carry_out(wish)
        elif action.value.startswith("overlay_"):
            name = action.value.removeprefix("overlay_")
            self.commands.carry_out(wishes.SetOverlay("" if self.table.overlay == name else name))
        elif slot := next((slot for slot in PANELS if slot.action is action), None):
            is_open = slot.name in self.host.open
            self.commands.carry_out(wishes.Hide(slot.name) if is_open else wishes.Show(slot.name))
        else:
            self._look(action)

    def _look(self, action: Action) -> None:
        """Keys that change the view, and those of the selected units."""
        table = self.table
        match action:
            case Action.BACK:
                self._back()
            case Action.ZOOM_IN | Action.ZOOM_OUT:
                self.map.zoom(1 if action is Action.ZOOM_IN else -1)
            case Action.WHOLE_MAP:
                self.map.whole()
            case Action.PAN_LEFT | Action.PAN_RIGHT | Action.PAN_UP | Action.PAN_DOWN:
                right = (action is Action.PAN_RIGHT) - (action is Action.PAN_LEFT)
                down = (action is Action.PAN_DOWN) - (action is Action.PAN_UP)
                self.map.pan_by_key(right, down)
            case Action.CENTRE if table.units:
                self.map.go_to(int(table.view.units[U.HEX, table.units[0]]))
            case Action.COUNTERS:
                self.board.counters_shown = not self.board.counters_shown
            case Action.FORCE_MARCH | Action.ENTRENCH:
                self.commands.carry_out(wishes.Give(table.postures(action is Action.ENTRENCH)))
            case Action.RUN_UNTIL:
                self._ask_until()
        table.touch()

    def _ask_until(self) -> None:
        """At what to stop."""
        say = self.ui.say
        every = wishes.RunUntil(frozenset(("contact", "supply", "talks", "arrival")))
        items = tuple(
            Choice(say(f"run_until.{name}"), wishes.RunUntil(frozenset((name,)))) for name in sorted(every.conditions)
        )
        answers = (Choice(say("run_until.any"), every, True), Choice(say("run_until.no"), wishes.Consider(-1)))
        question = Question(say("run_until.title"), (say("run_until.words"),), answers, items)
        if self.table.may_order:
            self.host.ask(lambda ui, place: Dialog(ui, place, question), dialog_size(question))

    def _back(self) -> None:
        """Leave one level: what is shown, the target, the overlay, the selection, then the game."""
        table = self.table
        if self.flow.stage is Stage.OTHERS:
            self.flow.interrupt()
        elif self.pointer.days:
            self.pointer.days = 0
        elif table.target >= 0:
            table.consider(-1)
        elif table.overlay:
            self.commands.carry_out(wishes.SetOverlay(""))
        elif table.units or table.formation >= 0:
            table.select(())
        else:
            say = self.ui.say
            answers = (
                Choice(say("leave.yes"), wishes.LeaveGame(), is_strong=True),
                Choice(say("leave.no"), wishes.Consider(-1)),
            )
            question = Question(say("leave.title"), (say("leave.words"),), answers)
            self.host.ask(lambda ui, place: Dialog(ui, place, question), dialog_size(question))

    def turn_table(self) -> None:
        """Hide the board until the next person is here."""
        side = self.table.words.side(self.session.active_side)
        self.turn(Push(Curtain(self.ui.say("curtain.title", side=side), self.ui.say("curtain.words", side=side))))

    # Time

    def _wake(self) -> None:
        """From the thinker's thread: look what it has done."""
        pygame.event.post(pygame.event.Event(pygame.USEREVENT))

    def update(self, seconds: float) -> bool | Step:
        """Let the game go on, move the map, show what is new."""
        if self.ui.notices:
            self.tell(*self.ui.notices)
            self.ui.notices.clear()
        changed = self._let_go_on(seconds)
        if self._next is not None:
            step, self._next = self._next, None
            return step
        edge = self.ui.pointer if self.ui.settings.edge_scroll and self.ui.pointer[0] >= 0 else None
        changed |= self.map.update(seconds, edge)
        changed |= self.pointer.update(seconds) or self.gestures.box is not None
        self.host.follow(self.board, self.map.camera)
        changed |= self.host.update(seconds) or self._fade(seconds)
        if self.table.version != self._shown:
            self._show()
            changed = True
        return changed

    def _let_go_on(self, seconds: float) -> bool:
        flow = self.flow
        changed = flow.update(seconds)
        if changed and flow.playback and flow.playback.moment and not self.map.shows(flow.playback.moment.hex):
            self.map.go_to(flow.playback.moment.hex)
        if flow.stopped:
            self.tell(*(self.ui.say(f"run_until.{name}") for name in flow.stopped))
            flow.stopped = []
        if flow.stage is Stage.CHANGE:
            self.turn_table()
        if flow.stage is Stage.OVER and not self._is_reported:
            self._is_reported = True
            self.commands.carry_out(wishes.OpenScreen("after_action"))
        if flow.stage is Stage.OTHERS:
            self.ui.patience = min(self.ui.patience, _THINKING)
            return changed or flow.playback is not None
        return changed

    def _fade(self, seconds: float) -> bool:
        """Whether the notice has gone."""
        if not self.notice:
            return False
        self._notice_left -= seconds
        self.ui.patience = min(self.ui.patience, 0.1)
        if self._notice_left > 0:
            return False
        self.notice = ""
        return True

    def _show(self) -> None:
        """Give the moment to the board and the panels."""
        table = self.table
        table.open_panels = frozenset(self.host.open)
        self._shown = table.version
        situation = table.situation()
        self.board.show(table.view, table.ready)
        selected = {int(table.view.units[U.HEX, unit]) for unit in table.units}
        self.board.marked = [(hex, self.board.palette.accent) for hex in sorted(selected - {-1})]
        self.board.overlays = list(OVERLAYS[table.overlay](situation)) if table.overlay in OVERLAYS else []
        reach = self.pointer.reach()
        if reach is not None:
            hexes = [*reach.hexes, int(table.view.units[U.HEX, reach.unit])]
            self.board.overlays.append(area(self.session.world.grid, hexes, self.board.palette.overlay[0]))
        self.host.tell(situation)

    def draw(self, surface: pygame.Surface) -> None:
        """The map with what is drawn over it; widgets lie on top."""
        surface.fill(self.board.palette.table)
        self.map.draw(surface)
        self.pointer.draw(surface, self.flow, self.notice)
        if self.gestures.box is not None:
            pygame.draw.rect(surface, self.board.palette.accent, self.gestures.box, 2)


__all__ = ["Dock", "PlayScreen"]
