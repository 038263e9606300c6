"""Opens and closes the panels of the play screen and gives each its place."""

from collections.abc import Callable

import pygame

from game.core.orders import Attack
from game.ui.board.view import BoardView
from game.ui.context import Ui
from game.ui.land.camera import Camera
from game.ui.panels import Dock, Panel, Slot
from game.ui.panels.dossier import Dossier
from game.ui.panels.mini_map import MiniMap
from game.ui.panels.name_dialog import NameDialog
from game.ui.panels.order_bar import OrderBar
from game.ui.panels.planning import Planner
from game.ui.panels.prose_panel import ProsePanel
from game.ui.panels.registry import PANELS
from game.ui.play.layout import NARROW, Areas, above, areas, at_pointer, beside, floating, widest_gap
from game.ui.situation import Situation
from game.ui.wishes import Wish

_LINES, _LEAST_FREE, _LEAST_BELOW = 90, 240, 120
"""How high the lines above the map are, how wide the place for them is at least, and how wide at its foot, at 100 %."""


class PanelHost:
    """The panels that are open. ``open`` outlives the widgets, which end whenever another screen lies on top."""

    def __init__(self) -> None:
        self.open: set[str] = {slot.name for slot in PANELS if slot.is_open}
        self._panels: dict[str, Panel] = {}
        self._put_away: dict[str, frozenset[object]] = {}
        """What panels that are closed now did not show of their things."""
        self._is_new = True
        self._dialog: Panel | None = None
        self._to_type_in = ""
        """The panel whose line is to be typed in once the key that asked for it has been dealt with."""
        self.above = 0
        """Pixels kept free at the top of the panel on the right."""

    def begin(self, ui: Ui) -> Areas:
        """Make the panels that are to be open; the areas for map and docks."""
        self.ui = ui
        if self._is_new and ui.size[0] < ui.px(NARROW):
            self.open -= {slot.name for slot in PANELS if slot.dock is Dock.RIGHT}
        self._is_new = False
        self.areas = self._laid_out()
        self._panels = {slot.name: self._made(slot) for slot in PANELS if slot.name in self.open}
        return self.areas

    def end(self) -> None:
        """End every widget."""
        self.answered()
        for name in list(self._panels):
            self._close(name)

    def panels(self) -> list[Panel]:
        """What is open now, what lies on top first."""
        return [*([self._dialog] if self._dialog else []), *reversed(self._panels.values())]

    def place(self) -> Areas:
        """Give every panel the place that it has now."""
        self.areas = self._laid_out()
        window = pygame.Rect((0, 0), self.ui.size)
        for slot in PANELS:
            panel = self._panels.get(slot.name)
            if panel is not None:
                floats = slot.dock is Dock.FLOATING
                panel.area = panel.area.clamp(window) if floats else self.areas.docks[slot.dock]
        if self._dialog is not None:
            self._dialog.area = self._dialog.area.clamp(window)
        return self.areas

    def show(self, name: str) -> bool:
        """Open a panel; whether there is one of that name and it was closed."""
        slot = slot_of(name)
        if slot is None or name in self.open:
            return False
        self.dismiss()
        self.open.add(name)
        self.areas = self._laid_out()
        self._panels[name] = self._made(slot)
        return True

    def hide(self, name: str) -> bool:
        """Close a panel; whether it was open."""
        if name not in self.open:
            return False
        self.open.remove(name)
        if name in self._panels:
            self._close(name)
        return True

    def _close(self, name: str) -> None:
        panel = self._panels.pop(name)
        if isinstance(panel, ProsePanel):
            self._put_away[name] = panel.put_away
        panel.kill()

    def turn_to(self, name: str, tab: str) -> bool:
        """Show a tab of a panel; whether it is open and has tabs."""
        panel = self._panels.get(name)
        if not isinstance(panel, Dossier):
            return False
        panel.tab = tab
        panel.again()
        return True

    def on_top(self) -> str:
        """The floating panel that was opened last, empty without one."""
        return next(filter(_floats, reversed(self._panels)), "")

    def free(self, *, has_legend: bool) -> pygame.Rect:
        """The map without the column of the legend, beside the panels that lie over its upper edge.

        Where they leave no room for a line, what is free of its lower edge, and the whole where that has none either.
        """
        area = self.areas.map.copy()
        if has_legend:
            area.width = self.areas.docks[Dock.LEGEND].left - area.left
        floating = [panel.area for name, panel in self._panels.items() if _floats(name)]
        above = widest_gap(pygame.Rect(area.topleft, (area.width, self.ui.px(_LINES))), floating)
        if above.width >= self.ui.px(_LEAST_FREE):
            return pygame.Rect(above.topleft, (above.width, area.height))
        foot = pygame.Rect(0, 0, area.width, self.ui.px(_LINES))
        foot.bottomleft = area.bottomleft
        below = widest_gap(foot, [*floating, *(self.areas.docks[dock] for dock in (Dock.CORNER, Dock.ORDERS))])
        return below if below.width >= self.ui.px(_LEAST_BELOW) else area

    def panel(self, name: str) -> Panel:
        """An open panel. Raises KeyError where it is closed."""
        return self._panels[name]

    def type_in(self, name: str) -> None:
        """Let the person type in the line of an open panel."""
        self._to_type_in = name

    def clear(self, name: str, spot: pygame.Rect) -> None:
        """Take a floating panel from over a spot of the map to the other side, unless another hides the spot too."""
        panel, area = self.panel(name), self.areas.map
        others = [each.area for other, each in self._panels.items() if _floats(other) and other != name]
        if panel.area.colliderect(spot) and spot.collidelist(others) < 0:
            edge = panel.area.left - area.left
            moved = panel.area.move(area.right - edge - panel.area.right, 0)
            panel.area = above(self.ui, moved, self.areas.docks[Dock.ORDERS])

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for an answer."""
        return self._dialog is not None

    def ask(
        self, make: Callable[[Ui, pygame.Rect], Panel], size: tuple[int, int], at: tuple[int, int] | None = None
    ) -> None:
        """Put a question, in the place of another: in the middle, or beside a point of the window."""
        self.answered()
        within = self.areas.map
        area = floating(self.ui, size, within) if at is None else at_pointer(self.ui, size, within, at)
        self._dialog = make(self.ui, area)

    def answered(self) -> None:
        """The question is gone."""
        if self._dialog is not None:
            self._dialog.kill()
            self._dialog = None

    def dismiss(self) -> None:
        """Somebody clicked beside the question: it goes, unless there is something to type in it."""
        if self._dialog is not None and not isinstance(self._dialog, NameDialog):
            self.answered()

    def asks_for_hex(self) -> bool:
        """Whether a panel waits for a hex to be pointed at."""
        return any(getattr(panel, "asks_for_hex", False) for panel in self.panels())

    def planned(self, target: int) -> Attack | None:
        """The attack on a hex as the panel that plans it shows it, None where none does."""
        plans = [panel.plan for panel in self.panels() if isinstance(panel, Dossier | Planner)]
        return next((plan.order for plan in plans if plan.target == target >= 0 and plan.attackers), None)

    def handle(self, event: pygame.event.Event) -> list[Wish]:
        """What the panels ask for; a question is gone once it is answered."""
        found = []
        dialog = self._dialog
        for panel in self.panels():
            wish = panel.handle(event)
            if wish is not None:
                found.append(wish)
                if panel is dialog:
                    self.answered()
        return found

    def follow(self, board: BoardView, camera: Camera) -> None:
        """Tell the mini-map what the map shows."""
        for panel in self._panels.values():
            if isinstance(panel, MiniMap):
                panel.follow(board, camera)

    def update(self, seconds: float) -> bool:
        """Let time pass; whether any looks different."""
        field = getattr(self._panels.get(self._to_type_in), "field", None)
        if field is not None:
            self.ui.manager.set_focus_set(field)
        self._to_type_in = ""
        told = [panel.update(seconds) for panel in self.panels()]
        return any(told)

    def tell(self, situation: Situation) -> None:
        """Show a moment."""
        for panel in self.panels():
            panel.show(situation)

    def _laid_out(self) -> Areas:
        found = areas(self.ui, {slot.dock for slot in PANELS if slot.name in self.open}, OrderBar.size(self.ui))
        right = found.docks[Dock.RIGHT]
        right.top, right.height = right.top + self.above, right.height - self.above
        return found

    def _made(self, slot: Slot) -> Panel:
        panel = slot.make(self.ui, self._place_of(slot))
        if isinstance(panel, ProsePanel):
            panel.put_away = self._put_away.get(slot.name, panel.put_away)
        return panel

    def _place_of(self, slot: Slot) -> pygame.Rect:
        if slot.dock is Dock.FLOATING:
            others = [panel.area for name, panel in self._panels.items() if _floats(name)]
            return beside(self.ui, slot.size, self.areas.map, others, self.areas.docks[Dock.ORDERS])
        return self.areas.docks[slot.dock]


def _floats(name: str) -> bool:
    slot = slot_of(name)
    return slot is not None and slot.dock is Dock.FLOATING


def slot_of(name: str) -> Slot | None:
    """The panel of a name."""
    return next((slot for slot in PANELS if slot.name == name), None)
