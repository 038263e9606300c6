"""The dossier: what is known of the selected unit, formation or hex, its orders, its task, its attack."""

from collections.abc import Sequence

import pygame

from game.core.state import F, U
from game.ui.content import dossier, planner
from game.ui.content.formation_orders import formation_orders
from game.ui.content.overview import overview_rows
from game.ui.content.rows import Action, Button, Buttons, Change, Gap, Row
from game.ui.content.unit_orders import orders_rows
from game.ui.context import Ui
from game.ui.panels.intending import Intending
from game.ui.panels.planning import Planning
from game.ui.panels.prose_panel import ProsePanel
from game.ui.situation import Situation
from game.ui.wishes import Consider, Wish

TABS = ("about", "orders", "intent", "attack")


class Dossier(ProsePanel):
    """All about what is selected, in four tabs; a considered attack comes to the front."""

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self.tab = "about"
        self._planning, self._intending = Planning(), Intending()
        self._was: tuple[object, ...] = ()
        super().__init__(ui, area)

    def notice(self, situation: Situation) -> None:
        """Follow the selection; another one is shown from its beginning."""
        planned = self._planning.notice(situation)
        if "intent" in situation.open_panels and not self._planning.plan.attackers:
            planned = False  # the hex is the goal of a task that is being made up
        self._intending.notice(situation)
        spot = -1 if situation.units or situation.formation >= 0 else situation.target
        now = (situation.units, situation.formation, spot, planned)
        if now != self._was:
            if planned and self._was[-1:] != (True,):
                self.tab = "attack"
            elif self.tab == "attack" and not planned:
                self.tab = "about"
            if now[:3] != self._was[:3]:
                self.prose.scroll = 0
            self._was = now

    def rows(self, situation: Situation) -> Sequence[Row]:
        """The tabs, which stay in sight, and what the chosen one shows."""
        has_tabs = bool(situation.units) or situation.formation >= 0
        self.prose.pinned = int(has_tabs)
        if not has_tabs:
            if situation.target < 0:
                return overview_rows(situation)
            back = Action(situation.words.say("panels.overview"), "", Consider(-1))
            return [*dossier.hex_rows(situation, situation.target), back]
        return [self._tabs(situation), *self._inside(situation)]

    def _tabs(self, situation: Situation) -> Buttons:
        names = situation.words.entry("panels.tabs")
        shown = [tab for tab in TABS if tab != "attack" or self._planning.plan.target >= 0]
        formation = _formation(situation)
        if formation >= 0 and situation.side not in (-1, int(situation.state.formations[F.SIDE, formation])):
            shown.remove("intent")
        return Buttons(tuple(Button(str(names[tab]), Change("tab", tab), tab == self.tab) for tab in shown))

    def _inside(self, situation: Situation) -> list[Row]:
        match self.tab:
            case "orders":
                return self._orders(situation)
            case "intent":
                return self._intending.rows(situation)
            case "attack":
                return planner.planner_rows(situation, self._planning.plan)
        if situation.formation >= 0:
            return dossier.formation_rows(situation, situation.formation)
        several = dossier.several(situation) if len(situation.units) > 1 else []
        return [*several, *dossier.unit_rows(situation, situation.unit)]

    @property
    def plan(self) -> planner.Plan:
        """The attack that is shown."""
        return self._planning.plan if self.tab == "attack" else planner.Plan()

    @property
    def asks_for_hex(self) -> bool:
        """Whether a click on the map is to name a hex."""
        return self.tab == "intent" and self._intending.draft.intent is not None

    def _orders(self, situation: Situation) -> list[Row]:
        rows: list[Row] = []
        if situation.units:
            rows = [dossier.unit_title(situation, situation.unit)] if len(situation.units) == 1 else []
            rows += dossier.several(situation) if len(situation.units) > 1 else []
            rows += orders_rows(situation)
        formation = _formation(situation)
        if formation >= 0:
            rows += [*([Gap(14)] if rows else []), dossier.formation_title(situation, formation)]
            rows += formation_orders(situation, formation)
        return rows

    def change(self, situation: Situation, change: Change) -> Wish | None:
        """Another tab, or something in the one that is shown."""
        if change.what == "tab":
            self.tab = str(change.to)
            self.prose.scroll = 0
        elif self.tab == "attack":
            self._planning.change(change)
        else:
            self._intending.change(change)
        return None


def _formation(situation: Situation) -> int:
    """The selected formation, or that of the selected unit."""
    if situation.formation >= 0 or situation.unit < 0:
        return situation.formation
    return int(situation.state.units[U.FORMATION, situation.unit])
