"""Going on by itself until something happens that a person wants to see. Knows no pygame."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from game.core import events as ev
from game.core.board import Kit
from game.core.causes import Trigger
from game.core.intents.intent import Intent, family
from game.core.kinds import Standing, SupplyState
from game.core.state import F, GameState, Place, T, U
from game.core.world import World
from game.players.draft import Deed
from game.players.tactics import Tactician
from game.session.explain.loyalty import trigger_now
from game.ui.counters.look import doubt

_WEEK = 7
_LOST_TO_IT = (Standing.OVER, Standing.SCATTERED, Standing.ASIDE)
"""How formations stand that no longer fight for their side."""


class Orders(NamedTuple):
    """Whose orders wait for something, and the tasks that they gave."""

    world: World
    side: int
    intents: Mapping[int, Intent]
    since: int = 0
    """The day on which the waiting began."""


Found = Sequence[int] | None
"""What a condition came true for: places, formations (of a task, of doubt), else units; None where it did not."""


def _contact(orders: Orders, before: GameState, after: GameState, told: Iterable[ev.Event]) -> Found:
    """Own units of formations that met an enemy, or have one beside them, and had none beside them before."""
    met = _touching(orders, after) | {unit for event in told for unit in _met(orders, after, event)}
    known = set(after.units[U.FORMATION, sorted(_touching(orders, before))].tolist())
    return sorted(unit for unit in met if int(after.units[U.FORMATION, unit]) not in known) or None


def _battle(orders: Orders, before: GameState, after: GameState, told: Iterable[ev.Event]) -> Found:
    """Own units that attacked or were attacked."""
    battles = (event for event in told if type(event) is ev.BattleFought)
    return sorted({unit for event in battles for unit in _met(orders, after, event)}) or None


def _met(orders: Orders, after: GameState, event: ev.Event) -> Sequence[int]:
    """The own units of a battle or meeting; nobody where only militia was on either side."""
    match event:
        case ev.BattleFought(attackers=attackers, defenders=defenders):
            units = (*attackers, *defenders)
        case ev.EnemyMet(unit=unit, enemies=others) | ev.Ambushed(unit=unit, ambushers=others):
            units = (unit, *others)
        case _:
            return ()
    regular = [unit for unit in units if not orders.world.board.kit[Kit.DOMESTIC, unit]]
    own = [unit for unit in regular if int(after.units[U.SIDE, unit]) == orders.side]
    return own if len(own) < len(regular) else ()


def _touching(orders: Orders, view: GameState) -> set[int]:
    """Own units with enemies beside them, militia on both sides left out."""
    hexes, sides = view.units[U.HEX], view.units[U.SIDE]
    regular = (hexes >= 0) & (orders.world.board.kit[Kit.DOMESTIC] == 0)
    enemies = hexes[regular & (sides == 1 - orders.side)]
    around = set(orders.world.grid.neighbours[enemies].ravel().tolist()) - {-1}
    own = np.flatnonzero(regular & (sides == orders.side)).tolist()
    return {unit for unit in own if int(hexes[unit]) in around}


def _supply(orders: Orders, before: GameState, after: GameState, told: Iterable[ev.Event]) -> Found:
    """Own units that ran low, out, or were encircled."""
    mine = (after.units[U.SIDE] == orders.side) & (after.units[U.HEX] >= 0)
    short = after.units[U.SUPPLY] >= SupplyState.LOW
    was_short = before.units[U.SUPPLY] >= SupplyState.LOW
    ringed = (after.units[U.ENCIRCLED] > 0) & (before.units[U.ENCIRCLED] <= 0)
    found: list[int] = np.flatnonzero(mine & ((short & ~was_short) | ringed)).tolist()
    return found or None


def _talks(orders: Orders, before: GameState, after: GameState, told: Iterable[ev.Event]) -> Found:
    """Talks reached another stage, or terms wait for an answer."""
    watched = [T.STAGE, T.ASKED]
    return None if np.array_equal(before.talks[watched], after.talks[watched]) else ()


def _arrival(orders: Orders, before: GameState, after: GameState, told: Iterable[ev.Event]) -> Found:
    """Own troops came onto the map."""
    arrived = [event.unit for event in told if isinstance(event, ev.UnitArrived)]
    return [unit for unit in arrived if int(after.units[U.SIDE, unit]) == orders.side] or None


_DONE = {Deed.ARRIVED, Deed.AT_LIMIT, Deed.JOINED, Deed.RING_CLOSED, Deed.WRECKED, Deed.NO_WAY}


def _task(orders: Orders, before: GameState, after: GameState, told: Iterable[ev.Event]) -> Found:
    """The formations that have just done what they were told, or can do no more of it."""
    tactician = Tactician(orders.world, orders.side)
    past = tactician.courses(before, orders.intents)
    done = {one for one, course in tactician.courses(after, orders.intents).items() if course.deed in _DONE}
    own = (after.units[U.HEX] >= 0) & (after.units[U.SIDE] == orders.side)
    there = set(after.units[U.FORMATION, own].tolist())
    ended = [one for one in sorted(done) if past[one].deed not in _DONE]
    return [one for one in ended if there & family(orders.world, one)] or None


def _order(orders: Orders, before: GameState, after: GameState, told: Iterable[ev.Event]) -> Found:
    """Units of the formations that have an order from above, or have not obeyed one."""
    formations = [event.formation for event in told if isinstance(event, ev.OrderReceived | ev.OrderRefused)]
    own = (after.units[U.HEX] >= 0) & (after.units[U.SIDE] == orders.side)
    return np.flatnonzero(own & np.isin(after.units[U.FORMATION], formations)).tolist() or None


def _place(orders: Orders, before: GameState, after: GameState, told: Iterable[ev.Event]) -> Found:
    """A city or a side's objective that its side held, or now holds, has changed hands as far as it knows."""
    was, now = (view.places[Place.HOLDER] == orders.side for view in (before, after))
    objectives = {objective.place for objective in orders.world.objectives}
    places = orders.world.places
    return [
        place for place in np.flatnonzero(was != now).tolist() if place in objectives or places[place].kind == "city"
    ] or None


def _week(orders: Orders, before: GameState, after: GameState, told: Iterable[ev.Event]) -> Found:
    """Seven days have passed."""
    return () if after.day - orders.since >= _WEEK else None


def _loyalty(orders: Orders, before: GameState, after: GameState, told: Iterable[ev.Event]) -> Found:
    """Formations that came nearer to changing sides, or have; some have nobody on the map."""
    past, now = _doubts(orders, before), _doubts(orders, after)
    return [formation for formation, step in enumerate(now) if step > past[formation]] or None


def _doubts(orders: Orders, view: GameState) -> list[int]:
    """How near each formation is to changing sides, and 3 for those that have or fight for nobody any more.

    Own ones go by the flag on their counters; an enemy's is 1 once it can be talked to, 2 with cause to listen.
    """
    return [_doubt_of(orders, view, formation) for formation in range(view.formations.shape[1])]


def _doubt_of(orders: Orders, view: GameState, formation: int) -> int:
    side, standing, agents, contact = view.formations[[F.SIDE, F.STANDING, F.AGENTS, F.CONTACT], formation].tolist()
    if standing in _LOST_TO_IT:
        return 3
    if standing != Standing.LOYAL:
        return 0
    if side == orders.side:
        return doubt(orders.world, view, formation)
    if agents != 1 and contact < 0:
        return 0
    return 1 + (trigger_now(orders.world, view, formation) is not Trigger.NONE)


_Test = Callable[[Orders, GameState, GameState, Iterable[ev.Event]], Found]

STOPS: dict[str, _Test] = {
    "contact": _contact,
    "battle": _battle,
    "task": _task,
    "order": _order,
    "place": _place,
    "supply": _supply,
    "arrival": _arrival,
    "loyalty": _loyalty,
    "talks": _talks,
    "week": _week,
}
"""What can be waited for, as it is offered; their words stand under ``window.run_until`` in the catalogue."""


def stopped_by(
    conditions: Collection[str], seen: tuple[GameState, GameState], told: list[ev.Event], orders: Orders
) -> dict[str, Sequence[int]]:
    """The conditions that came true between two views of a side, each with the units that it came true for.

    For ``place`` they are places, for ``task`` and ``loyalty`` formations. ``told`` are the events between.
    """
    found = {name: test(orders, *seen, told) for name, test in STOPS.items() if name in conditions}
    return {name: units for name, units in found.items() if units is not None}
