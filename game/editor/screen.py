"""The editor's screen: puts text, map, mouse, form and questions together."""

from collections.abc import Callable

import pygame

from game.editor import gestures
from game.editor.ask import Ask, Question, Reply
from game.editor.checker import Checker
from game.editor.commands import Commands
from game.editor.content import Hand
from game.editor.gestures import Made
from game.editor.ground import Ground, Sight, look_at
from game.editor.keyboard import Keyboard
from game.editor.layout import Layout, lay_out
from game.editor.marks import draw_marks
from game.editor.panels import Panels
from game.editor.pencil import Pencil
from game.editor.pieces import Piece, hex_of, pieces, stacks
from game.editor.rescue import Rescue
from game.editor.said import Said
from game.editor.sheet import EditError, Sheet
from game.editor.work import Work
from game.scenario.load import Examined, Scenario
from game.scenario.problems import Path, Problem, path_text
from game.scenario.sayings import Saying
from game.ui.content.rows import Change
from game.ui.context import Ui
from game.ui.land.camera import Size
from game.ui.paper.notice import Notice
from game.ui.paper.prose import PROSE_WISH
from game.ui.paper.sheets import draw_desk
from game.ui.play.map_area import MapArea
from game.ui.saves import Shelf
from game.ui.screen import Step
from game.ui.wake import wake

_LOOK_AT_DISK = 2.0
_WAIT = 3.0
"""Seconds that a click waits for the last change to be looked at, where it needs to know what lies there."""


class EditScreen:
    """A scenario file on the desk."""

    def __init__(self, work: Work, shelf: Shelf) -> None:
        self.work, self.shelf = work, shelf
        self.rescue = Rescue(shelf.folder)
        self._is_taken_up = self.rescue.take_up(work)
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
        self.pending: dict[int, str] = {}
        """Hexes whose terrain is not drawn yet, with its letter."""
        self.notice = Notice()
        self._since_disk = 0.0
        self._shown: Scenario | None = None
        self.commands = Commands(self)
        self.keyboard = Keyboard(self, self.commands)
        self._is_stale = True
        self._is_moved = False
        """Whether something on the map alone looks different."""

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
        self.ground = Ground(ui, self.layout.map)
        self.pencil = Pencil(self)
        self.panels = Panels(ui, self.said, self.layout)
        self._shown = None
        self.checker: Checker[Sight] = Checker(self._look, wake)
        self._seen = None
        self.checker.want(self.sheet)
        if self._is_taken_up:
            self._is_taken_up = False
            self.tell(self.said("taken_up", file=self.work.path.name))
            self.notice.stays = True
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
            self.commands.ask_to_leave()
            return True
        return False

    def _look(self, sheet: Sheet) -> Sight:
        try:
            return look_at(sheet, self._shown, self.ui.board)
        except Exception as error:  # a fault of ours must not cost the person the text
            told = Saying(self.said("fault", why=f"{type(error).__name__}: {error}"))
            return Sight(Examined([Problem("error", sheet.file, 0, 0, "", told)]), None, None)

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
            self.tell(self.said("cannot", why=self.said.complaint(error)))
            return
        sheet = made.sheet if isinstance(made, Made) else made
        if self.work.change(sheet):
            self.text_changed()
        if isinstance(made, Made):
            self.select(made.path)

    def text_changed(self, is_step_back: bool = False) -> None:
        """Look at the text anew and show at once what can be shown."""
        painted = self.pencil.hexes() if self.hand.tool == "terrain" and not is_step_back else set()
        self.pending = {} if is_step_back else {**self.pending, **dict.fromkeys(painted, self.hand.letter)}
        while self.path and (self.work.trouble or self.sheet.get(self.path) is None):
            self.path = self.path[:-1]
        self.checker.want(self.sheet)
        self.keep()
        self._place_pieces()
        self.touch()

    def keep(self) -> None:
        """Keep a copy of what is not saved."""
        try:
            self.rescue.keep(self.work)
        except OSError as error:
            self.tell(self.said("not_kept", why=error.strerror or str(error)))

    def select(self, path: Path) -> None:
        """Show the form of what a path leads to."""
        self.path, self.tab = path, "selected"
        self.notice.drop()
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
        """The formation that gets a new unit; where none can be told the tree is shown, to pick one."""
        found = gestures.home_of(self.sheet.data, self.path)
        self.tab = "forces" if found is None else self.tab
        return found

    def hold(self, **changes: object) -> None:
        """Take another tool, letter or brush into the hand."""
        self.pencil.drop()
        self.hand = self.hand._replace(**changes)  # type: ignore[arg-type]
        self.touch()

    def tell(self, words: str) -> None:
        """Say something in one line that fades."""
        self.notice.tell(words)
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
        if event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            self.notice.stays = False
        if self.ask is not None:
            reply = self.ask.answer(event)
            if reply is not None:
                self.ask.kill()
                self.ask = None
                self.touch()
                self._on_reply(reply)
        elif event.type == PROSE_WISH and isinstance(event.wish, Change):
            self.commands.carry_out(event.wish)
        elif event.type == pygame.KEYDOWN:
            self.keyboard.press(event)
        elif not self.work.trouble:
            self.ground.handle(event)
            over = self.ui.taken or self.ui.is_over_widget(self.ui.pointer)
            self._is_moved |= self.pencil.handle(event, over)
        step, self.next = self.next, None
        return step

    # Time

    def update(self, seconds: float) -> bool | Step:
        """Take what was found out, let the map move, look at the disk now and then."""
        if self.next is not None:
            step, self.next = self.next, None
            return step
        self._take_sight()
        edge = self.ui.pointer if self.ui.settings.edge_scroll and self.ui.pointer[0] >= 0 else None
        drawn = self.ground.map
        changed = self.ground.update(seconds, edge if self.ask is None else None)
        if self.ground.map is not drawn:
            self._place_pieces()
            self.touch()
        if self.ground.is_new_to_come or self.is_late:
            self.ui.patience = min(self.ui.patience, 0.03)
        elif self.pending and not self.is_late:
            self.pending, changed = {}, True
        self._since_disk += seconds
        if self._since_disk > _LOOK_AT_DISK and self.ask is None:
            self._since_disk = 0.0
            self.commands.look_at_disk()
        changed |= self.notice.update(self.ui, seconds)
        if self._is_stale:
            self._is_stale = False
            self._show()
            changed = True
        moved, self._is_moved = self._is_moved, False
        return changed or moved or self.panels.is_fresh()

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

    # Drawing

    def _show(self) -> None:
        """Give panels and map what they show."""
        self.ui.name_window(f"{self.work.path.name}{' *' if self.work.is_changed else ''}")
        self.panels.show(self)
        self.ground.is_covered = bool(self.work.trouble)
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
            draw_marks(surface, self)
        for area in self.panels.areas():
            pygame.draw.rect(surface, ui.colours["edge"], area)
        self.notice.draw(surface, ui, self.layout.map.move(0, ui.px(12)))
