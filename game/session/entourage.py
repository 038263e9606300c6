"""A person's intents carried out in a phase: the men first, then the headquarters among them, which follow."""

from collections.abc import Mapping

import numpy as np

from game.core.board import Kit
from game.core.intents.intent import Intent, IntentKind, nearest_intent
from game.core.orders import Entrench, Order
from game.core.state import GameState, U
from game.core.world import World
from game.players.tactics import Tactician

_BACKWARD = {IntentKind.WITHDRAW, IntentKind.LEAVE}
"""Who goes back sends headquarters first."""


class Carriage:
    """Carries out the intents of a side in one phase; formations that ``others`` order follow none of them.

    ``view`` is what the side sees before.
    """

    def __init__(
        self, tactician: Tactician, view: GameState, intents: Mapping[int, Intent], others: frozenset[int]
    ) -> None:
        self._tactician, self._intents, self._others = tactician, intents, others
        self._entourage = Entourage(tactician.world, view, tactician.side, _followed(tactician, view, intents, others))
        self._staying = self._entourage.staying(view)
        self._following: dict[int, Intent] | None = None
        self._progress: dict[str, object] = {}

    def orders(self, view: GameState) -> list[Order]:
        """The orders of the next stage; none when all is done. To be asked again when they are given."""
        while self._following is None:
            orders, self._progress = self._tactician.carry_out(
                view, self._intents, self._progress, self._staying, self._others
            )
            given = [order for order in orders if not (isinstance(order, Entrench) and order.unit in self._staying)]
            if given:
                return given
            if not orders:
                self._following, self._progress = self._entourage.following(view), {}
        orders, self._progress = self._tactician.carry_out(view, {}, self._progress, self._following, self._others)
        return orders


def _followed(
    tactician: Tactician, view: GameState, intents: Mapping[int, Intent], others: frozenset[int]
) -> dict[int, tuple[int, Intent]]:
    """By own unit on the map the formation whose intent it follows, with that."""
    own = np.flatnonzero((view.units[U.SIDE] == tactician.side) & (view.units[U.HEX] >= 0))
    found: dict[int, tuple[int, Intent]] = {}
    for unit, formation in zip(own.tolist(), view.units[U.FORMATION, own].tolist(), strict=True):
        leading = -1 if formation in others else nearest_intent(tactician.world, intents, formation)
        if leading >= 0:
            found[unit] = leading, intents[leading]
    return found


class Entourage:
    """The headquarters that follow the men with whom they share an intent; without such men they stay."""

    def __init__(self, world: World, view: GameState, side: int, followed: Mapping[int, tuple[int, Intent]]) -> None:
        self._world, self._side = world, side
        self._holding: set[int] = set()
        self._men: dict[int, list[int]] = {}
        leads, groups = world.board.kit[Kit.HEADQUARTERS].tolist(), dict[int, list[int]]()
        for unit, (leading, intent) in followed.items():
            if intent.kind not in _BACKWARD:
                groups.setdefault(leading, []).append(unit)
                self._holding |= {unit} if intent.kind is IntentKind.HOLD else set()
        for units in groups.values():
            men = [unit for unit in units if not leads[unit]]
            self._men |= {unit: men for unit in units if leads[unit] and men}

    def staying(self, view: GameState) -> dict[int, Intent]:
        """Intents that keep them out of what their men do first, by unit."""
        return {unit: Intent(IntentKind.GO, int(view.units[U.HEX, unit]), avoid_battle=True) for unit in self._men}

    def following(self, view: GameState) -> dict[int, Intent]:
        """Intents that bring them to their men as these stand now, by unit."""
        found: dict[int, Intent] = {}
        for unit, men in self._men.items():
            here = int(view.units[U.HEX, unit])
            goal = self._goal(view, here, men) if here >= 0 else -1
            if goal >= 0 and goal != here:
                found[unit] = Intent(IntentKind.GO, goal, avoid_battle=True)
            elif goal >= 0 and unit in self._holding:
                found[unit] = Intent(IntentKind.HOLD, here, avoid_battle=True)
        return found

    def _goal(self, view: GameState, here: int, men: list[int]) -> int:
        """``here`` among men out of contact, else where most are out of contact, else where most are; -1: none left."""
        units, standing = view.units, dict[int, int]()
        for unit in men:
            hex = int(units[U.HEX, unit])
            if hex >= 0:
                standing[hex] = standing.get(hex, 0) + int(units[U.MEN, unit])
        enemies = units[U.HEX][(units[U.SIDE] == 1 - self._side) & (units[U.HEX] >= 0)]
        front = set(self._world.grid.neighbours[enemies].ravel().tolist())
        if here in standing and here not in front:
            return here
        return max(standing, key=lambda hex: (hex not in front, standing[hex], -hex), default=-1)
