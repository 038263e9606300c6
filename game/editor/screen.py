"""The editor's screen: puts text, map, mouse, form and questions together."""

from collections.abc import Callable
from pathlib import Path as FilePath

import pygame

from game.editor import gestures
from game.editor.ask import Ask, Question, Reply
from game.editor.checker import Checker
from game.editor.content import TOOLS, Hand, Said
from game.editor.deeds import Deeds
from game.editor.gestures import BANKS, WAYS, Made
from game.editor.ground import Ground, Sight, looks_alike, side_of
from game.editor.layout import Layout, lay_out
from game.editor.open import edit_of
from game.editor.panels import Panels
from game.editor.pencil import Pencil
from game.editor.pieces import Piece, hex_of, pieces, stacks
from game.editor.sheet import EditError, Sheet
from game.editor.work import Work
from game.scenario.bare import bare_map
from game.scenario.load import Examined, Scenario, examine
from game.scenario.problems import Path, Problem, ScenarioError, path_text
from game.ui.camera import Size
from game.ui.content.rows import Change
from game.ui.context import Ui
from game.ui.keys import Action
from game.ui.play.map_area import MapArea
from game.ui.prose import PROSE_WISH
from game.ui.saves import Shelf
from game.ui.screen import Step
from game.ui.sheets import draw_desk
from game.ui.text import written

_NOTICE_SECONDS = 7.0
_LOOK_AT_DISK = 2.0
_WAIT = 3.0
"""Seconds that a click waits for the last change to be looked at, where it needs to know what lies there."""
_KEYS = {getattr(pygame, f"K_{number}"): tool for number, tool in enumerate(TOOLS, start=1)}


class EditScreen:
    """A scenario file on the desk."""

    def __init__(self, work: Work, shelf: Shelf) -> None:
        self.work, self.shelf = work, shelf
        self.hand = Hand()
        self.path: Path = ()
        """What is selected."""
        self.tab = "selected"
        self.sight: Sight | None = None
        """What the last text that was looked at says."""
        self._seen: Sheet | None = None
        self.pieces: list[Piece] = []
        self.ask: Ask | None = None
        self._on_reply: Callable[[Reply], None] = lambda reply: None
        self.next: Step | None = None
        self._pending: dict[int, str] = {}
        """Hexes whose terrain is not drawn yet, with its letter."""
        self.notice, self._notice_left = "", 0.0
        self._since_disk = 0.0
        self._shown: Scenario | None = None
        self.deeds = Deeds(self)
        self._is_stale = True

    @property
    def sheet(self) -> Sheet:
        """The text as it is now."""
        return self.work.sheet

    @property
    def map(self) -> MapArea | None:
        """The map, for who waits until it is drawn."""
        return self.ground.map

    @property
    def is_late(self) -> bool:
        """Whether the last change has not been looked at yet."""
        return self._seen is not self.sheet

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the text that was looked at last."""
        return self.sight.examined.problems if self.sight is not None else []

    # The screen's life

    def opened(self, ui: Ui) -> None:
        """Make panels and map; look at the text."""
        self.ui = ui
        self.said = Said(ui.texts)
        self.layout: Layout = lay_out(ui)
        self.ground = Ground(self.layout.map)
        self.pencil = Pencil(self)
        self.panels = Panels(ui, self.said, self.layout)
        self._shown = None
        self.checker: Checker[Sight] = Checker(self._look, _wake)
        self._seen = None
        self.checker.want(self.sheet)
        self.touch()

    def closed(self) -> None:
        """End widgets and threads; the text stays."""
        self.checker.end()
        self.ground.end()
        self.panels.end()
        if self.ask is not None:
            self.ask.kill()
            self.ask = None

    def resized(self, size: Size) -> None:
        """Everything gets its new place."""
        self.layout = lay_out(self.ui)
        self.panels.place(self.layout)
        self.ground.place(self.layout.map)
        if self.ask is not None:
            self.ask.area = self.ask.area.move(
                size[0] // 2 - self.ask.area.centerx, size[1] // 2 - self.ask.area.centery
            )
        self.touch()

    @property
    def holds_unsaved(self) -> bool:
        """Whether there are changes that are not in the file."""
        return self.work.is_changed and not self.work.trouble

    def asks_before_leaving(self) -> bool:
        """Ask what becomes of unsaved changes; whether there are any."""
        if self.holds_unsaved:
            self.deeds.ask_to_leave()
            return True
        return False

    def _look(self, sheet: Sheet) -> Sight:
        """In the checker's thread: what a text says, and its drawing where the one there is will not do."""
        examined = examine(sheet.text, sheet.file)
        scenario = examined.scenario
        if scenario is None:
            try:
                scenario = bare_map(sheet.data)
            except ScenarioError:
                scenario = None
        if scenario is None or (self._shown is not None and looks_alike(self._shown, scenario)):
            return Sight(examined, scenario, None)
        board = self.ui.board(scenario)
        board.show(scenario.start)
        board.night = False
        return Sight(examined, scenario, board)

    # What others ask for

    def examined(self) -> Examined | None:
        """What the present text says; the last change is waited for."""
        if self.is_late:
            self.checker.wait(self.sheet, _WAIT)
            self._take_sight()
        return None if self.is_late or self.sight is None else self.sight.examined

    def apply(self, change: Callable[[Sheet], Made | Sheet]) -> None:
        """Make a change in the text; what is new in it becomes what is selected."""
        if self.work.trouble:
            return
        try:
            made = change(self.sheet)
        except EditError as error:
            self.tell(self.said("cannot", why=str(error)))
            return
        sheet = made.sheet if isinstance(made, Made) else made
        if self.work.change(sheet):
            self.text_changed()
        if isinstance(made, Made):
            self.select(made.path)

    def text_changed(self, is_step_back: bool = False) -> None:
        """Look at the text anew and show at once what can be shown."""
        painted = self.pencil.hexes() if self.hand.tool == "terrain" and not is_step_back else set()
        self._pending = {} if is_step_back else {**self._pending, **dict.fromkeys(painted, self.hand.letter)}
        while self.path and (self.work.trouble or self.sheet.get(self.path) is None):
            self.path = self.path[:-1]
        self.checker.want(self.sheet)
        self._place_pieces()
        self.touch()

    def select(self, path: Path) -> None:
        """Show the form of what a path leads to."""
        self.path, self.tab, self.notice = path, "selected", ""
        self.panels.to_top("right")
        self.touch()

    def go_to(self, path: Path) -> None:
        """Select what a path leads to and bring it into sight."""
        self.select(path)
        map = self.ground.map
        hex = -1 if map is None else hex_of(map.board.world.grid, self.sheet.data, path)
        if map is not None and hex >= 0 and not map.shows(hex):
            map.go_to(hex)

    def home_for_unit(self) -> Path | None:
        """The formation that is selected or whose unit is, else the only one there is."""
        if self.path[:1] == ("order_of_battle",):
            path = self.path
            while path and not (isinstance(path[-1], int) and path[-2] != "units"):
                path = path[:-1]
            if path:
                return path
        found = gestures.formations_of(self.sheet.data)
        if len(found) != 1:
            self.tab = "forces"  # to pick one
            return None
        return found[0]

    def hold(self, **changes: object) -> None:
        """Take another tool, letter or brush into the hand."""
        self.pencil.drop()
        self.hand = self.hand._replace(**changes)  # type: ignore[arg-type]
        self.touch()

    def tell(self, words: str) -> None:
        """Say something in one line that fades."""
        self.notice, self._notice_left = words, _NOTICE_SECONDS
        self.touch()

    def put(self, question: Question, on_reply: Callable[[Reply], None]) -> None:
        """Ask something; what is answered goes to ``on_reply``."""
        if self.ask is not None:
            self.ask.kill()
        self.ask, self._on_reply = Ask(self.ui, question), on_reply

    def touch(self) -> None:
        """Show everything anew."""
        self._is_stale = True

    def problem_path(self, number: int) -> Path:
        """What a problem is about, or the nearest thing above it that the text has."""
        problem = self.problems[number]
        found: Path = ()
        if self.work.trouble:
            return found
        for path in self.sheet.document.values:
            words = path_text(path)
            is_above = problem.path == words or problem.path.startswith((f"{words}.", f"{words}["))
            if is_above and len(path) > len(found):
                found = path
        return found

    # Events

    def handle(self, event: pygame.event.Event) -> Step | None:
        """A question first, then panels, keys and the map."""
        if self.ask is not None:
            reply = self.ask.answer(event)
            if reply is not None:
                self.ask.kill()
                self.ask = None
                self.touch()
                self._on_reply(reply)
        elif event.type == PROSE_WISH and isinstance(event.wish, Change):
            self.deeds.carry_out(event.wish)
        elif event.type == pygame.KEYDOWN:
            self._press(event)
        elif not self.work.trouble:
            over = self.ui.taken or self.ui.is_over_widget(self.ui.pointer)
            self._is_stale |= self.pencil.handle(event, over)
        step, self.next = self.next, None
        return step

    def _press(self, event: pygame.event.Event) -> None:
        action, map = self.ui.keys.action(event), self.ground.map
        if action is None and event.key in _KEYS and not event.mod & pygame.KMOD_CTRL:
            self.hold(tool=_KEYS[event.key])
        elif event.key == pygame.K_DELETE and len(self.path) > 1:
            self.deeds.carry_out(Change("remove", self.path))
        elif action is Action.BACK:
            self._step_back()
        elif action in _BUTTONS:
            self.deeds.carry_out(Change(_BUTTONS[action]))
        elif map is not None and action is not None:
            _move_map(map, action)
            self.touch()

    def _step_back(self) -> None:
        """Esc: let go of the stroke, then of the tool, then of what is selected, then leave."""
        if self.pencil.drop():
            self.touch()
        elif self.hand.tool != "select":
            self.hold(tool="select")
        elif self.path:
            self.select(())
        else:
            self.deeds.carry_out(Change("leave"))

    # Time

    def update(self, seconds: float) -> bool | Step:
        """Take what was found out, let the map move, look at the disk now and then."""
        if self.next is not None:
            step, self.next = self.next, None
            return step
        if self.ui.notices:
            self.tell(" ".join(self.ui.notices))
            self.ui.notices.clear()
        self._take_sight()
        edge = self.ui.pointer if self.ui.settings.edge_scroll and self.ui.pointer[0] >= 0 else None
        changed = self.ground.update(seconds, edge if self.ask is None else None)
        if self.ground.is_new_to_come or self.is_late:
            self.ui.patience = min(self.ui.patience, 0.03)
        elif self._pending and not self.is_late:
            self._pending, changed = {}, True
        self._since_disk += seconds
        if self._since_disk > _LOOK_AT_DISK and self.ask is None:
            self._since_disk = 0.0
            self.deeds.look_at_disk()
        changed |= self._fade(seconds)
        if self._is_stale:
            self._is_stale = False
            self._show()
            changed = True
        return changed or self.panels.is_fresh()

    def _take_sight(self) -> None:
        found = self.checker.found
        if found is None or found[0] is self._seen:
            return
        self._seen, self.sight = found
        sight = self.sight
        if sight.board is not None:
            self._shown = sight.scenario
            self.ground.take(sight.board)
        elif sight.scenario is not None and self.ground.map is not None:
            self._shown = sight.scenario
        self._place_pieces()
        self.touch()

    def _place_pieces(self) -> None:
        """Counters where the text has them."""
        grid = self.ground.grid
        if grid is not None and not self.work.trouble:
            self.pieces = pieces(grid, self.sheet.data, self.ui.lang)
            assert self.ground.map is not None
            self.ground.map.board.counters = stacks(self.pieces)

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

    # Drawing

    def _show(self) -> None:
        """Give panels and map what they show."""
        self.ui.name_window(f"{self.work.path.name}{' *' if self.work.is_changed else ''}")
        self.panels.show(self)
        map = self.ground.map
        if map is not None and not self.work.trouble:
            hex = hex_of(map.board.world.grid, self.sheet.data, self.path)
            map.board.marked = [(hex, map.board.palette.accent)] if hex >= 0 else []

    def draw(self, surface: pygame.Surface) -> None:
        """The map with what is being done on it; panels lie on top."""
        ui = self.ui
        if self.ground.map is None:
            draw_desk(surface, ui)
        else:
            self.ground.draw(surface)
            self._draw_marks(surface)
        if self.notice:
            self._draw_notice(surface)

    def _draw_marks(self, on: pygame.Surface) -> None:
        map, grid = self.ground.map, self.ground.grid
        assert map is not None and grid is not None
        old = on.get_clip()
        on.set_clip(self.ground.area)
        palette = map.board.palette
        legend = gestures.legend_of(self.sheet.data) if not self.work.trouble else {}
        painted = {**self._pending, **dict.fromkeys(self.pencil.hexes(), self.hand.letter)}
        for hex, letter in painted.items():
            self.ground.tint(on, [hex], palette.terrain_colours(legend.get(letter, "open"))[0])
        self._draw_selected_line(on)
        ink, dark = palette.accent, palette.card["line"]
        if self.hand.tool in WAYS:
            self.ground.trace(on, self.pencil.trail, ink, dark)
        if self.hand.tool in BANKS:
            sides = [side_of(grid, words) for words in self.pencil.sides]
            self.ground.edge(on, [side for side in sides if side is not None], ink, dark)
        if self.pencil.carried is not None and self.pencil.trail:
            self.ground.trace(on, self.pencil.trail[-1:], ink, dark)
        on.set_clip(old)

    def _draw_selected_line(self, on: pygame.Surface) -> None:
        """The line that is selected, as it was snapped."""
        draft = self.sight.examined.draft if self.sight is not None else None
        is_line = self.path[:1] == ("map",) and len(self.path) > len(("map", "kind"))
        map = self.ground.map
        if draft is None or self.is_late or not is_line or map is None:
            return
        kind, number = self.path[1], self.path[2]
        drawn = getattr(draft.geography, str(kind), None)
        if kind not in (*WAYS, *BANKS) or drawn is None or not isinstance(number, int) or number >= len(drawn):
            return
        ink, dark = map.board.palette.accent, map.board.palette.card["line"]
        if kind in BANKS:
            self.ground.edge(on, drawn[number], ink, dark)
        else:
            for chain in drawn[number]:
                self.ground.trace(on, chain, ink, dark)

    def _draw_notice(self, on: pygame.Surface) -> None:
        ui = self.ui
        told = written(self.notice, ui.px(14), ui.colours["ink"], True)
        plate = told.get_rect().inflate(ui.px(28), ui.px(14))
        plate.width = min(plate.width, self.layout.map.width - ui.px(16))
        plate.midtop = self.layout.map.centerx, self.layout.map.top + ui.px(12)
        pygame.draw.rect(on, ui.colours["field"], plate, border_radius=6)
        pygame.draw.rect(on, ui.colours["accent"], plate, 1, border_radius=6)
        inside = plate.inflate(-ui.px(20), 0)
        on.blit(told, told.get_rect(center=plate.center).clip(inside), (0, 0, inside.width, told.get_height()))


def edit_screen(name: str, path: FilePath, shelf: Shelf) -> EditScreen:
    """The editor on a scenario of the title: on the user's own, or on a copy. Raises ScenarioError, OSError."""
    return EditScreen(edit_of(name, path), shelf)


_BUTTONS = {
    Action.UNDO: "undo",
    Action.REDO: "redo",
    Action.QUICK_SAVE: "save",
    Action.SAVE_AS: "save",
    Action.HELP: "help",
    Action.SETTINGS: "settings",
    Action.ORDER_OF_BATTLE: "forces",
    Action.NEXT_TROUBLE: "trouble",
}
"""Keys that do what a button does."""


def _wake() -> None:
    """From the checker's thread: look what was found."""
    if pygame.display.get_init():
        pygame.event.post(pygame.event.Event(pygame.USEREVENT))


def _move_map(map: MapArea, action: Action) -> None:
    """Keys that move the map."""
    right = (action is Action.PAN_RIGHT) - (action is Action.PAN_LEFT)
    down = (action is Action.PAN_DOWN) - (action is Action.PAN_UP)
    if right or down:
        map.pan_by_key(right, down)
    elif action is Action.WHOLE_MAP:
        map.whole()
    elif action in (Action.ZOOM_IN, Action.ZOOM_OUT):
        map.zoom(1 if action is Action.ZOOM_IN else -1)
