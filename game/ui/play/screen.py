"""The play screen: puts map, panels and the computer together and carries out what they ask for."""

from collections.abc import Callable

import pygame

from game.core.orders import EndPhase
from game.core.state import U
from game.session.journal import SaveError
from game.session.session import Session
from game.ui import wishes
from game.ui.board_view import BoardView
from game.ui.camera import Camera, Size
from game.ui.context import Ui
from game.ui.keys import Action
from game.ui.map_overlays import OVERLAYS
from game.ui.overlays import area
from game.ui.panels import Dock, Panel, Slot
from game.ui.panels.order_bar import OrderBar
from game.ui.panels.registry import PANELS
from game.ui.play.gestures import Gestures, Menu
from game.ui.play.hints import Reach
from game.ui.play.layout import NARROW, Areas, areas, floating
from game.ui.play.map_area import MapArea
from game.ui.play.table import Table
from game.ui.play.thinker import Thinker
from game.ui.screen import Pop, Push, Step
from game.ui.screens import SCREENS
from game.ui.wishes import Wish

_CLOSE = 37.0
_THINKING = 0.04  # seconds between looks at the computer's work
_NOTICE_SECONDS = 5.0

_WISHES: dict[Action, Wish] = {
    Action.NEXT_UNIT: wishes.NextUnit(),
    Action.PREVIOUS_UNIT: wishes.NextUnit(back=True),
    Action.DONE: wishes.Done(),
    Action.END_PHASE: wishes.EndPhase(),
    Action.UNDO: wishes.Undo(),
    Action.REDO: wishes.Redo(),
    Action.NEXT_TROUBLE: wishes.NextTrouble(),
    Action.QUICK_SAVE: wishes.SaveGame(),
    Action.QUICK_LOAD: wishes.LoadGame(),
    Action.SETTINGS: wishes.OpenScreen("settings"),
    Action.HISTORY: wishes.OpenScreen("history"),
}


class PlayScreen:
    """A game on the map."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.table: Table | None = None
        self._open = {slot.name for slot in PANELS if slot.is_open}
        self._camera: Camera | None = None
        self._panels: dict[str, Panel] = {}
        self._shown = -1
        self._overlay_shown: object = None
        self._notice, self._notice_left = "", 0.0
        self._next: Step | None = None
        self.thinker = Thinker(session, self._wake)

    # The screen's life

    def opened(self, ui: Ui) -> None:
        """Make board, panels and the table."""
        self.ui = ui
        words = ui.catalogue(self.session.world)
        if self.table is None:
            self.table = Table(self.session, words, ui.settings.palette)
            if ui.size[0] < ui.px(NARROW):
                self._open -= {slot.name for slot in PANELS if slot.dock is Dock.RIGHT}
        self.table.words = words
        self.session.guard = ui.settings.undo_guard
        self.board = BoardView(self.session.scenario, ui.lang, ui.settings.palette)
        self.table.palette = self.board.palette
        self._areas = self._laid_out()
        self.map = MapArea(self.board, self._areas.map, self._camera)
        self.gestures = Gestures(self.table, self.map)
        self._panels = {slot.name: self._made(slot) for slot in PANELS if slot.name in self._open}
        if self._camera is None:
            self._look_at_start()
        self._shown, self._overlay_shown = -1, None
        self.table.touch()

    def closed(self) -> None:
        """End the panels; the game stays."""
        self.thinker.interrupt()
        self._camera = self.map.camera
        for panel in self._panels.values():
            panel.kill()
        self._panels = {}

    def resized(self, size: Size) -> None:
        """Everything gets its new place."""
        self._place()

    def _look_at_start(self) -> None:
        """Where the person's units are."""
        table = self._table
        hexes = table.view.units[U.HEX][(table.view.units[U.HEX] >= 0) & (table.view.units[U.SIDE] == table.eyes)]
        if hexes.size:
            grid = self.session.world.grid
            middle = sorted(hexes.tolist(), key=lambda hex: sum(grid.distance(hex, int(other)) for other in hexes))[0]
            self.map.go_to(middle, _CLOSE, glide=False)

    @property
    def _table(self) -> Table:
        assert self.table is not None
        return self.table

    # Panels

    def _laid_out(self) -> Areas:
        docks = {slot.dock for slot in PANELS if slot.name in self._open}
        return areas(self.ui, docks, OrderBar.size(self.ui))

    def _made(self, slot: Slot) -> Panel:
        if slot.dock is Dock.FLOATING:
            return slot.make(self.ui, floating(self.ui, slot.size, self._areas.map))
        return slot.make(self.ui, self._areas.docks[slot.dock])

    def _place(self) -> None:
        """Give every panel the place that it has now."""
        self._areas = self._laid_out()
        self.map.place(self._areas.map)
        window = pygame.Rect((0, 0), self.ui.size)
        for slot in PANELS:
            panel = self._panels.get(slot.name)
            if panel is not None:
                floats = slot.dock is Dock.FLOATING
                panel.area = panel.area.clamp(window) if floats else self._areas.docks[slot.dock]
        self._table.touch()

    def show_panel(self, name: str) -> None:
        """Open a panel, if there is one of that name."""
        slot = next((slot for slot in PANELS if slot.name == name), None)
        if slot is None or name in self._open:
            return
        self._open.add(name)
        self._areas = self._laid_out()
        self._panels[name] = self._made(slot)
        self._place()

    def hide_panel(self, name: str) -> None:
        """Close a panel."""
        if name in self._open:
            self._open.remove(name)
            self._panels.pop(name).kill()
            self._place()

    # Events

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Panels first, then keys, then the map."""
        for panel in list(self._panels.values()):
            wish = panel.handle(event)
            if wish is not None:
                self.carry_out(wish)
        if event.type == pygame.KEYDOWN and not self._is_typing():
            self._key(event)
        else:
            over = self.ui.taken or self.ui.is_over_widget(self.ui.pointer)
            asked = self.gestures.handle(event, over)
            if isinstance(asked, Menu):
                self._open_menu(asked)
            elif asked is not None:
                self.carry_out(asked)
        step, self._next = self._next, None
        return step

    def _is_typing(self) -> bool:
        focus = self.ui.manager.focused_set or ()
        return any(hasattr(element, "get_text") for element in focus)

    def _key(self, event: pygame.event.Event) -> None:
        action = self.ui.keys.action(event)
        if action is None:
            return
        wish = _WISHES.get(action)
        if wish is not None:
            self.carry_out(wish)
            return
        if action.value.startswith("overlay_"):
            name = action.value.removeprefix("overlay_")
            self.carry_out(wishes.SetOverlay("" if self._table.overlay == name else name))
            return
        slot = next((slot for slot in PANELS if slot.action is action), None)
        if slot is not None:
            self.carry_out(wishes.Hide(slot.name) if slot.name in self._open else wishes.Show(slot.name))
            return
        self._look(action)

    def _look(self, action: Action) -> None:
        """Keys that change the view alone."""
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
            case Action.CENTRE if self._table.units:
                self.map.go_to(int(self._table.view.units[U.HEX, self._table.units[0]]))
            case Action.COUNTERS:
                self.board.counters_shown = not self.board.counters_shown
        self._table.touch()

    def _back(self) -> None:
        """Leave one level: the target, the overlay, the selection, then the game."""
        table = self._table
        if table.target >= 0:
            table.consider(-1)
        elif table.overlay:
            self.carry_out(wishes.SetOverlay(""))
        elif table.units or table.formation >= 0:
            table.select(())
        else:
            self.carry_out(wishes.LeaveGame())

    def _open_menu(self, menu: Menu) -> None:
        """The orders that are possible at a hex."""
        self._table.consider(menu.hex)

    # Wishes

    def carry_out(self, wish: Wish) -> None:
        """Do what a gesture or a panel asks for."""
        handler = self._handlers().get(type(wish))
        if handler is None:
            return
        try:
            handler(wish)
        except SaveError as error:
            self.tell(str(error))

    def _handlers(self) -> dict[type, Callable[..., None]]:
        table = self._table
        return {
            wishes.GoTo: lambda wish: self.map.go_to(wish.hex, wish.scale),
            wishes.Select: self._select,
            wishes.SelectFormation: lambda wish: table.select_formation(wish.formation),
            wishes.Consider: lambda wish: table.consider(wish.hex),
            wishes.Give: self._give,
            wishes.GiveIntent: lambda wish: self.tell(*table.give_intent(wish.formation, wish.intent)),
            wishes.Delegate: lambda wish: self.tell(*table.delegate(wish.formation, wish.player)),
            wishes.CarryOutIntents: lambda wish: table.carry_out_intents(),
            wishes.SetOverlay: self._set_overlay,
            wishes.Show: lambda wish: self.show_panel(wish.panel),
            wishes.Hide: lambda wish: self.hide_panel(wish.panel),
            wishes.EndPhase: self._end_phase,
            wishes.Undo: lambda wish: self.tell(*table.undo()),
            wishes.Redo: lambda wish: table.redo(),
            wishes.NextUnit: self._next_unit,
            wishes.Done: self._done,
            wishes.Tell: lambda wish: self.tell(wish.message),
            wishes.OpenScreen: self._open_screen,
            wishes.LeaveGame: lambda wish: self._leave(),
        }

    def _leave(self) -> None:
        self._next = Pop()

    def _open_screen(self, wish: wishes.OpenScreen) -> None:
        if wish.name in SCREENS:
            self._next = Push(SCREENS[wish.name](self._table.situation()))

    def _select(self, wish: wishes.Select) -> None:
        self._table.select(wish.units)
        if wish.go_there and wish.units:
            self.map.go_to(int(self._table.view.units[U.HEX, wish.units[0]]))

    def _set_overlay(self, wish: wishes.SetOverlay) -> None:
        if wish.name in OVERLAYS or not wish.name:
            self._table.overlay = wish.name
            self._table.touch()

    def _give(self, wish: wishes.Give) -> None:
        if self._table.may_order:
            self._table.consider(-1)
            self.tell(*self._table.give(wish.orders))

    def _end_phase(self, wish: wishes.EndPhase) -> None:
        if self._table.may_order:
            self.tell(*self._table.give([EndPhase()]))

    def _next_unit(self, wish: wishes.NextUnit) -> None:
        unit = self._table.next_unit(wish.back)
        if unit >= 0:
            self._table.select((unit,))
            hex = int(self._table.view.units[U.HEX, unit])
            if not self.map.shows(hex):
                self.map.go_to(hex)

    def _done(self, wish: wishes.Done) -> None:
        self._table.leave(self._table.own_units())
        self._next_unit(wishes.NextUnit())

    def tell(self, *messages: str) -> None:
        """Say something in one line that fades."""
        told = [message for message in messages if message]
        if told:
            self._notice, self._notice_left = " ".join(told), _NOTICE_SECONDS
            self._table.touch()

    # Time

    def _wake(self) -> None:
        """From the thinker's thread: look what it has done."""
        pygame.event.post(pygame.event.Event(pygame.USEREVENT, told="thinker"))

    def update(self, seconds: float) -> bool | Step:
        """Let the computer think, move the map, show what is new."""
        table = self._table
        self._think()
        if self.ui.notices:
            self.tell(*self.ui.notices)
            self.ui.notices = []
        changed = self.map.update(seconds, self.ui.pointer if self.ui.settings.edge_scroll else None)
        if not self.map.is_complete or not self.map.prepare_more():
            self.ui.patience = 0.0
        changed |= self._hover()
        for panel in self._panels.values():
            changed |= panel.update(seconds)
        if self._notice:
            self._notice_left -= seconds
            if self._notice_left <= 0:
                self._notice = ""
                changed = True
            self.ui.patience = min(self.ui.patience, 0.1)
        if table.version != self._shown:
            self._show()
            changed = True
        return changed

    def _think(self) -> None:
        table = self._table
        if self.thinker.is_running:
            self.ui.patience = _THINKING
            return
        if table.thinking:
            table.thinking = False
            if self.thinker.error is not None:
                self.tell(str(self.thinker.error))
            table.refresh()
        if self.thinker.is_due and self.thinker.error is None:
            table.thinking = True
            table.touch()
            self.thinker.start()

    def _hover(self) -> bool:
        """Follow the pointer; whether it is over another hex."""
        over = self.ui.is_over_widget(self.ui.pointer)
        hex = -1 if over or self.map.is_dragged else self.map.hex_at(self.ui.pointer)
        if hex == self._table.hex:
            return self.gestures.box is not None
        self._table.hex = hex
        return True

    def _show(self) -> None:
        """Give the moment to the board and the panels."""
        table = self._table
        table.open_panels = frozenset(self._open)
        situation = table.situation()
        self._shown = table.version
        self.board.show(table.view, table.ready)
        selected = sorted({int(table.view.units[U.HEX, unit]) for unit in table.units} - {-1})
        self.board.marked = [(hex, self.board.palette.accent) for hex in selected]
        self.board.overlays = []
        if table.overlay in OVERLAYS:
            self.board.overlays += OVERLAYS[table.overlay](situation)
        own = table.own_units()
        if own:
            reach = Reach(self.session.world, table.view, own[0])
            grid = self.session.world.grid
            self.board.overlays.append(area(grid, reach.hexes, self.board.palette.overlay[0]))
        for panel in self._panels.values():
            panel.show(situation)

    def draw(self, surface: pygame.Surface) -> None:
        """The map; widgets lie on top."""
        surface.fill(self.board.palette.table)
        self.map.draw(surface)
        if self.gestures.box is not None:
            pygame.draw.rect(surface, self.board.palette.accent, self.gestures.box, 2)
