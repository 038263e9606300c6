"""The panels of prose: each says which rows it shows and what its own buttons do."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pygame

from game.core.combat import enemies_at
from game.core.state import F, U
from game.players import names as player_names
from game.session.chronicle.telling import Topic
from game.ui.content import dossier, intents, log, planner, report, talks, top, tree
from game.ui.content.draft import Draft, formations_meant
from game.ui.content.formation_orders import formation_orders
from game.ui.content.overview import overview_rows
from game.ui.content.rows import Action, Button, Buttons, Change, Gap, Row
from game.ui.content.unit_orders import orders_rows
from game.ui.context import Ui
from game.ui.keys import Action as Key
from game.ui.panels.prose_panel import FloatingPanel, ProsePanel
from game.ui.situation import Situation
from game.ui.wishes import Consider, Show, Wish

TABS = ("about", "orders", "intent", "attack")


class TopBar(ProsePanel):
    """The bar at the upper edge."""

    is_bar = True

    def rows(self, situation: Situation) -> Sequence[Row]:
        """One row."""
        keys = {"order_of_battle": Key.ORDER_OF_BATTLE, "report": Key.REPORT, "talks": None, "help": Key.HELP}
        hints = {
            name: (self.ui.say(f"panels.{name}"), self.ui.hint(f"panels.{name}", key)) for name, key in keys.items()
        }
        hints["menu"] = self.ui.say("panels.menu"), self.ui.say("panels.menu_tip")
        return top.top_rows(situation, hints)


class _Planning:
    """An attack that is being planned and follows what the person considers."""

    def __init__(self) -> None:
        self.plan = planner.Plan()
        self._selected: tuple[int, ...] = ()

    def notice(self, situation: Situation) -> bool:
        """Begin another plan when another enemy is considered; whether there is one now."""
        target = situation.target
        if target < 0 or situation.side < 0 or not enemies_at(situation.state, target, situation.side):
            self.plan = planner.Plan()
            return False
        if target != self.plan.target or situation.units != self._selected:
            self.plan = planner.first_plan(situation, target)
            self._selected = situation.units
        beside = planner.neighbours(situation, target)
        self.plan = replace(self.plan, attackers=tuple(unit for unit in self.plan.attackers if unit in beside))
        return True

    def change(self, change: Change) -> None:
        """Another attacker, leader or manner."""
        plan, unit = self.plan, change.to
        match change.what:
            case "toggle" if unit in plan.attackers:
                self.plan = replace(plan, attackers=tuple(each for each in plan.attackers if each != unit))
            case "toggle":
                self.plan = replace(plan, attackers=(*plan.attackers, int(str(unit))))
            case "lead":
                rest = tuple(each for each in plan.attackers if each != unit)
                self.plan = replace(plan, attackers=(int(str(unit)), *rest))
            case "attackers" if isinstance(unit, tuple):
                self.plan = replace(plan, attackers=unit)
            case "prepared":
                self.plan = replace(plan, prepared=bool(unit))
            case "advance":
                self.plan = replace(plan, advance=bool(unit))


class _Intending:
    """An intent that is being made up for the selected formation."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._target = -1

    def notice(self, situation: Situation) -> bool:
        """Follow the selection, and take a hex that is newly pointed at; what has been given is no draft any more.

        Whether another draft has begun, which is read from its top.
        """
        meant, intent = formations_meant(situation), self.draft.intent
        is_given = bool(meant) and all((each, intent) in situation.intents for each in meant)
        is_new = (meant or (-1,)) != self.draft.everyone or is_given
        if is_new:
            self.draft = Draft(meant[0], others=meant[1:]) if meant else Draft()
        if situation.target != self._target:
            self._target = situation.target
            self.draft = self.draft.pointed_at(situation.target)
        return is_new

    def change(self, change: Change) -> None:
        """Another kind, goal or limit."""
        value: Any = change.to
        if change.what == "kind":
            self.draft = self.draft.of_kind(value)
        elif change.what == "asking":
            self.draft = replace(self.draft, asking=value)
        elif change.what == "hex":
            self.draft = self.draft.with_field("formation", -1).with_field("hex", value)
        elif change.what == "formation":
            self.draft = self.draft.with_field("hex", -1).with_field("formation", value)
        else:
            self.draft = self.draft.with_field(change.what, value)

    def rows(self, situation: Situation, wanted: str = "") -> list[Row]:
        """What is being made up."""
        players = tuple(name for name in player_names() if name in _STAFFS)
        return intents.intent_rows(situation, replace(self.draft, wanted=wanted), players)


_STAFFS = ("staff", "greedy")
"""Players that a formation can be handed over to, as far as they are there."""


def _formation(situation: Situation) -> int:
    """The selected formation, or that of the selected unit."""
    if situation.formation >= 0 or situation.unit < 0:
        return situation.formation
    return int(situation.state.units[U.FORMATION, situation.unit])


class Dossier(ProsePanel):
    """All about what is selected, in four tabs; a considered attack comes to the front."""

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self.tab = "about"
        self._planning, self._intending = _Planning(), _Intending()
        self._was: tuple[object, ...] = ()
        super().__init__(ui, area)

    def notice(self, situation: Situation) -> None:
        """Follow the selection; another one is shown from its beginning."""
        planned = self._planning.notice(situation)
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


class Planner(FloatingPanel):
    """The attack planner in a window of its own."""

    name = "planner"

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._planning = _Planning()
        super().__init__(ui, area)

    def notice(self, situation: Situation) -> None:
        """Follow what is considered."""
        self._planning.notice(situation)

    @property
    def plan(self) -> planner.Plan:
        """The attack that is shown."""
        return self._planning.plan

    def rows(self, situation: Situation) -> Sequence[Row]:
        """The plan."""
        return planner.planner_rows(situation, self._planning.plan)

    def change(self, situation: Situation, change: Change) -> Wish | None:
        """Another attacker, leader or manner."""
        self._planning.change(change)
        return None


class IntentMenu(FloatingPanel):
    """What a formation shall do, in a window of its own, with a line to find goals by name."""

    name = "intent"
    has_field = True

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._intending = _Intending()
        super().__init__(ui, area)

    def field_words(self) -> str:
        """What can be found."""
        return str(self.ui.texts.say("panels.intents.find"))

    @property
    def asks_for_hex(self) -> bool:
        """Whether a click on the map is to name a hex."""
        return self._intending.draft.intent is not None

    def notice(self, situation: Situation) -> None:
        """Follow the selection and what is pointed at."""
        if self._intending.notice(situation):
            self.prose.scroll = 0

    def rows(self, situation: Situation) -> Sequence[Row]:
        """The intent that is being made up."""
        return self._intending.rows(situation, self.typed)

    def change(self, situation: Situation, change: Change) -> Wish | None:
        """Another kind, goal or limit."""
        self._intending.change(change)
        return None


class OrderOfBattle(FloatingPanel):
    """The tree of both sides, with search."""

    name = "order_of_battle"
    has_field = True

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._closed: frozenset[int] = frozenset()
        super().__init__(ui, area)

    def field_words(self) -> str:
        """What can be found."""
        return str(self.ui.texts.say("panels.tree.search"))

    def rows(self, situation: Situation) -> Sequence[Row]:
        """The tree, or what was found."""
        return tree.tree_rows(situation, self.typed, self._closed)

    def change(self, situation: Situation, change: Change) -> Wish | None:
        """Fold or unfold a formation."""
        self._closed ^= {int(str(change.to))}
        return None


class Log(ProsePanel):
    """The chronicle along the lower edge."""

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._hidden: frozenset[Topic] = frozenset()
        super().__init__(ui, area)

    def rows(self, situation: Situation) -> Sequence[Row]:
        """The days, the newest first."""
        return log.log_rows(situation, self._hidden)

    def change(self, situation: Situation, change: Change) -> Wish | None:
        """Show or hide a topic."""
        topic = change.to
        assert isinstance(topic, Topic)
        self._hidden ^= {topic}
        return None


class Report(FloatingPanel):
    """The end-of-day report."""

    name = "report"

    def rows(self, situation: Situation) -> Sequence[Row]:
        """The last day, the most important first."""
        more = Action(situation.words.say("panels.report.chronicle"), "", Show("chronicle"))
        return [*report.report_rows(situation), *([] if "chronicle" in situation.open_panels else [more])]


class Talks(FloatingPanel):
    """Negotiations."""

    name = "talks"

    def rows(self, situation: Situation) -> Sequence[Row]:
        """How they stand, and what can be done."""
        return talks.talks_rows(situation)
