"""An attack that is being planned, and the attack planner in a window of its own."""

from collections.abc import Sequence
from dataclasses import replace

import pygame

from game.core.battle.attack import enemies_at
from game.ui.content import planner
from game.ui.content.rows import Change, Row
from game.ui.context import Ui
from game.ui.panels.prose_panel import FloatingPanel
from game.ui.situation import Situation
from game.ui.wishes import Wish


class Planning:
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


class Planner(FloatingPanel):
    """The attack planner in a window of its own."""

    name = "planner"

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._planning = Planning()
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
