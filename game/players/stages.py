"""What the intents ask for now, stage by stage: marches, attacks and all else as ordinary orders."""

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate

import numpy as np

from game.core.authority import cost_of_march
from game.core.battle.attack import preview
from game.core.board import Edge, Kit, MoveClass
from game.core.engine import check
from game.core.fog.observe import is_night
from game.core.hexgrid import Ints, opposite
from game.core.intents.intent import IntentKind
from game.core.kernels.muster import fronts
from game.core.kernels.odds import Factor
from game.core.kernels.reach import daily_budget
from game.core.kernels.strike import best_attack
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, ZONE
from game.core.kernels.tactics import BARRED, NEVER, Brief, Manner, Task, plan_marches
from game.core.kinds import Bridge
from game.core.luck import LUCK_BITS
from game.core.numbers import Number
from game.core.orders import (
    Attack,
    BreakOut,
    BuildBridge,
    Embark,
    Entrench,
    ForceMarch,
    Move,
    Order,
    RailMove,
    Stand,
    WreckRail,
)
from game.core.state import Crossing, S, U
from game.core.world import World
from game.players.command import last_stands
from game.players.courses import draw_up
from game.players.draft import Draft, Group
from game.players.journeys import Timetable, timetable
from game.players.once import once
from game.players.outlook import Outlook
from game.players.posts import lets_out
from game.players.railways import stretch, whole_links

_SURE = 750
"""Per mille of success that an attack before the marches must have unless it is prepared; others wait for who comes."""
_UNPREPARED = 100
"""Per mille by which an attack may fall short that preparation could mend."""
_PROFIT = 60
"""Per mille of success that preparing an attack must add to be worth the command points."""
_CORRECTIONS = 12
"""How often an attack that the rules refuse is made without those whom they name."""
_STEADY = 600
"""Cohesion from which a late unit may be driven on."""
_DIGGING = {IntentKind.HOLD, IntentKind.SPARE, IntentKind.OPEN_LANE}
"""Whoever stands still for these digs in, also where no enemy is near."""
_OfUnit = Move | ForceMarch | BreakOut | Entrench | BuildBridge | WreckRail | Embark | RailMove | Stand


def subject(order: Order) -> int:
    """The unit that an order is given to."""
    assert isinstance(order, _OfUnit)
    return order.unit


class Stages:
    """A view with the tasks that the intents make of it, drawn up when a stage needs them."""

    def __init__(self, world: World, outlook: Outlook, groups: list[Group]) -> None:
        self._world = world
        self._outlook = outlook
        self._view = outlook.view
        self._groups = groups
        self._now = (outlook.side, self._view.day, is_night(world, self._view))

    @once
    def _draft(self) -> Draft:
        return Draft(self._outlook, len(self._groups))

    @once
    def _brief(self) -> Brief:
        """The tasks of those groups of whom somebody can still march."""
        marchers = self._outlook.marchers
        draw_up(self._draft, [group for group in self._groups if not marchers.isdisjoint(group.units)])
        return self._draft.brief(marches=True)

    @once
    def _near(self) -> Brief:
        """The tasks of those alone of whom somebody could attack now, as far as attacks ask for them."""
        draw_up(self._draft, self._striking)
        return self._draft.brief(marches=False)

    @once
    def _striking(self) -> list[Group]:
        """The groups that may attack, with somebody who can."""
        strikers = self._outlook.strikers
        return [group for group in self._groups if group.attacks and not strikers.isdisjoint(group.units)]

    def orders(self, stage: str, tried: list[int]) -> list[Order]:
        """The orders of a stage but for what was tried in vain."""
        return _BY_NAME[stage](self, tried)

    def _strike(self, tried: list[int]) -> list[Order]:
        """The best attack before the marches."""
        return self._best_attack(tried, strike=True)

    def _attack(self, tried: list[int]) -> list[Order]:
        """The best attack after the marches."""
        return self._best_attack(tried, strike=False)

    def _best_attack(self, tried: list[int], *, strike: bool) -> list[Order]:
        """The best attack, one at a time, so that each rests on what the last one brought."""
        if not self._striking or self._near.tasks[Task.LEAST].min() >= NEVER:
            return []
        ground, tasks = self._near.ground.copy(), self._near.tasks.copy()
        ground[:, tried] = 0
        if strike:
            tasks[Task.LEAST] -= np.where(tasks[Task.LEAST] < NEVER, _UNPREPARED, 0)
        asked = self._near._replace(ground=ground, tasks=tasks)
        view, board = self._view, self._world.board
        for _ in range(_CORRECTIONS):
            row: list[int] = best_attack(board, view.units, view.crossings, asked, self._now).tolist()
            if not row:
                return []
            order = Attack(row[0], tuple(row[1:]), self._may_follow(row[1], row[0]))
            refusal = check(self._world, view, order)
            if refusal is None:
                chosen = self._with_preparation(order) if strike else order
                if chosen:
                    return [chosen]
            unable = [unit for unit in refusal.units if unit in order.units] if refusal else []
            if unable:
                tasks[Task.LEAST, unable] = NEVER
            else:
                ground[:, order.target] = 0
        return []

    def _with_preparation(self, order: Attack) -> Attack | None:
        """An attack before the marches: prepared where that is worth the points, else a sure one, else none."""
        prepared = replace(order, prepared=True)
        least = int(self._near.tasks[Task.LEAST, list(order.units)].max())
        hasty, better = (self._chance(each) for each in (order, prepared))
        if better >= least and better - hasty >= _PROFIT and check(self._world, self._view, prepared) is None:
            return prepared
        return order if hasty >= max(least, _SURE) else None

    def _chance(self, order: Attack) -> int:
        """Per mille of success."""
        factors = preview(self._world, self._view, order.target, order.units, prepared=order.prepared)
        return (factors[Factor.RETREAT] + factors[Factor.OVERRUN]) * 1000 >> LUCK_BITS

    def _may_follow(self, lead: int, target: int) -> bool:
        """Whether the leading attacker may take the hex: not from a post or a way out, nor into a lane."""
        group, manner = self._near.tasks[[Task.GROUP, Task.MANNER], lead].tolist()
        if manner in (Manner.HOLD, Manner.RING) or self._near.ground[group, target] & BARRED:
            return False
        return not lets_out(self._outlook, lead, target)

    def _march(self, tried: list[int]) -> list[Order]:
        view, tasks, staying = self._view, self._brief.tasks, [*tried, *self._timetable.waiting]
        if staying:
            tasks = tasks.copy()
            tasks[Task.GROUP, staying] = -1
        asked = self._brief._replace(tasks=tasks)
        rows: Ints = plan_marches(self._world.board, view.units, view.crossings, asked, self._now)
        return [Move(row[0], tuple(row[2 : 2 + row[1]])) for row in rows.tolist()]

    def _force(self, tried: list[int]) -> list[Order]:
        """Forced marches of units that would come too late."""
        orders: list[Order] = []
        for group in self._groups:
            if group.intent.by_day >= 0:
                late = [unit for unit in group.units if unit not in tried and self._is_late(group, unit)]
                orders += [ForceMarch(unit) for unit in late]
        legal = [order for order in orders if check(self._world, self._view, order) is None]
        left = int(self._view.sides[S.COMMAND, self._outlook.side])
        costs = accumulate(cost_of_march(self._world, self._view, subject(order)) for order in legal)
        return [order for order, cost in zip(legal, costs, strict=True) if cost <= left]

    def _is_late(self, group: Group, unit: int) -> bool:
        """Whether the days left do not carry it to its goal at its usual pace."""
        field = int(self._brief.tasks[Task.FIELD, unit])
        steady = self._view.units[U.COHESION, unit] >= _STEADY
        if field < 0 or not steady or not self._outlook.ready[unit]:
            return False
        units, board = self._view.units, self._world.board
        budget = int(daily_budget(board.numbers, board.kit, units, unit)) * self._pace // 1000
        left = budget * max(1, group.intent.by_day - self._view.day + 1) - int(units[U.MOVED, unit])
        way = int(self._brief.fields[field, self._outlook.at[unit]])
        if board.kit.item(Kit.MOVE_CLASS, unit) == MoveClass.MOTOR:  # ways are as foot goes, by road
            way = way * 1000 // int(self._world.numbers[Number.ROAD])
        return way > left

    @once
    def _pace(self) -> int:
        """Per mille of its budget that a unit without training for the night can march in a day."""
        numbers = self._world.numbers
        dark = int(numbers[Number.NIGHT_MARCH])
        watches = sum(dark if night else 1000 for night in self._world.calendar.nights)
        return min(1000, int(numbers[Number.WATCH_SHARE]) * watches // 1000)

    def _bridge(self, tried: list[int]) -> list[Order]:
        """Engineers bridge the river where the way of their formation leads over it."""
        engineers = self._world.board.kit[Kit.ENGINEER].tolist()
        orders: list[Order] = []
        for group in self._groups:
            for unit in group.units:
                if engineers[unit] and unit not in tried:
                    orders += self._bridge_at(group, unit)
        return [order for order in orders if check(self._world, self._view, order) is None]

    def _bridge_at(self, group: Group, unit: int) -> list[Order]:
        edges, here = self._world.board.edges, self._outlook.at[unit]
        at_river = bool((edges[Edge.CROSSING, here] >= 0).any())
        if not at_river or not self._outlook.ready[unit] or self._view.units[U.MOVED, unit] > 0:
            return []
        row = int(self._brief.tasks[Task.FIELD, unit])
        if row < 0:
            return []
        field, numbers = self._brief.fields[row], self._world.numbers
        best: tuple[int, int] | None = None
        for direction in range(6):
            crossing, there = (int(edges[layer, here, direction]) for layer in (Edge.CROSSING, Edge.NEIGHBOUR))
            if crossing < 0 or there < 0 or self._view.crossings[Crossing.BRIDGE, crossing] != Bridge.NONE:
                continue
            gain = int(field[here]) - int(field[there])
            wide = edges[Edge.RIVER, here, direction] == 1
            saved = int(numbers[Number.RIVER if wide else Number.STREAM]) * int(numbers[Number.BUDGET_FOOT]) // 1000
            others = any(field[self._outlook.at[other]] > field[there] for other in group.units if other != unit)
            if others and 0 < saved <= gain and not self._outlook.enemy_men[there] and (best is None or gain > best[0]):
                best = gain, direction
        return [BuildBridge(unit, best[1])] if best else []

    def _break_out(self, tried: list[int]) -> list[Order]:
        """Units of those who withdraw that are in a ring and find every step back shut."""
        orders: list[Order] = []
        for group in self._groups:
            if group.intent.kind is IntentKind.WITHDRAW:
                ringed = [unit for unit in group.units if self._view.units[U.ENCIRCLED, unit] > 0]
                orders += [BreakOut(unit) for unit in ringed if unit not in tried and self._is_shut_in(unit)]
        return [order for order in orders if check(self._world, self._view, order) is None]

    def _is_shut_in(self, unit: int) -> bool:
        """Whether enemies or their zones bar every step that leads nearer to where a unit is to go."""
        row, here, look = int(self._brief.tasks[Task.FIELD, unit]), self._outlook.at[unit], self._outlook.scene.look
        if row < 0 or look[here] & ZONE != FULL_ZONE:
            return False
        field = self._brief.fields[row]
        nearer = [there for there in self._outlook.neighbours(here) if field[there] < field[here]]
        return all(look[there] & ENEMY_THERE or look[there] & ZONE == FULL_ZONE for there in nearer)

    def _wreck(self, tried: list[int]) -> list[Order]:
        """Units on the railway that is to be wrecked take a whole stretch beside them each."""
        orders: list[Order] = []
        for group in self._groups:
            if group.intent.kind is not IntentKind.WRECK:
                continue
            whole = whole_links(self._outlook, stretch(self._outlook, group.intent))
            for unit in group.units:
                ways = whole.get(self._outlook.at[unit], [])
                order = WreckRail(unit, ways[0]) if ways and unit not in tried else None
                if order and check(self._world, self._view, order) is None:
                    self._take(whole, self._outlook.at[unit], ways[0])
                    orders.append(order)
        return orders

    def _embark(self, tried: list[int]) -> list[Order]:
        """Units that are to leave do so where a lift has room, one at a time, since room runs out."""
        for group in self._groups:
            if group.intent.kind is not IntentKind.LEAVE:
                continue
            lifts = [number for number, lift in enumerate(self._world.lifts) if lift.hex == group.intent.hex]
            for unit in group.units:
                for lift in lifts if unit not in tried and self._outlook.at[unit] == group.intent.hex else []:
                    if check(self._world, self._view, Embark(unit, lift)) is None:
                        return [Embark(unit, lift)]
        return []

    def _train(self, tried: list[int]) -> list[Order]:
        """Units with far to go on their side's railway go by train."""
        return [order for order in self._timetable.leaving if order.unit not in tried]

    @once
    def _timetable(self) -> Timetable:
        """Who goes by train today, and who tomorrow."""
        if not self._world.trains:
            return Timetable([], [])
        units = [unit for group in self._groups for unit in group.units]
        due = {unit for group in self._groups if group.intent.by_day >= 0 for unit in group.units}
        return timetable(self._outlook, self._brief, units, due, self._pace)

    def _take(self, whole: dict[int, list[int]], here: int, direction: int) -> None:
        """Leave a stretch of railway, which two hexes share, to one unit."""
        there = self._world.grid.step(here, direction)
        for hex, way in ((here, direction), (there, opposite(direction))):
            if way in whole.get(hex, []):
                whole[hex].remove(way)

    def _stand(self, tried: list[int]) -> list[Order]:
        """Encircled units of those who hold stand to the last, as far as the points go."""
        holding = {unit for group in self._groups if group.intent.kind is IntentKind.HOLD for unit in group.units}
        if holding.isdisjoint(np.flatnonzero(self._view.units[U.ENCIRCLED] > 0).tolist()):
            return []
        chosen = last_stands(self._world, self._view, self._outlook.side)
        return [Stand(unit) for unit in chosen if unit in holding and unit not in tried]

    def _dig(self, tried: list[int]) -> list[Order]:
        """Those who hold dig in, and all who stand before the enemy."""
        view = self._view
        facing = set(fronts(self._world.board, view.units, self._outlook.side).tolist())
        orders: list[Order] = []
        for group in self._groups:
            for unit in group.units:
                idle = view.units[U.MOVED, unit] <= 0 and not view.units[U.DIGGING, unit]
                if unit in facing or (idle and group.intent.kind in _DIGGING):
                    orders.append(Entrench(unit))
        legal = [order for order in orders if check(self._world, view, order) is None]
        return [order for order in legal if subject(order) not in tried]


_BY_NAME: dict[str, Callable[[Stages, list[int]], list[Order]]] = {
    "force": Stages._force,
    "break_out": Stages._break_out,
    "strike": Stages._strike,
    "bridge": Stages._bridge,
    "wreck": Stages._wreck,
    "embark": Stages._embark,
    "train": Stages._train,
    "march": Stages._march,
    "attack": Stages._attack,
    "stand": Stages._stand,
    "dig": Stages._dig,
}
