"""Who is not led as part of a formation: scattered units, militia, headquarters on their own, garrisons."""

import numpy as np

from game.core.board import Edge, Kit
from game.core.intents import Intent, IntentKind
from game.core.kernels.flood import FAR
from game.core.state import Place, Rail
from game.players.outlook import Way
from game.players.staff.aims import Stakes
from game.players.staff.appraise import Appraisal
from game.players.staff.order import Plan
from game.players.staff.reasons import Reason, Why

_NEAR = 3
"""Hexes that militia leaves home for."""
_ERRAND = 300
"""0.1 km that a detachment goes on an errand."""
_BEHIND = 2
"""Hexes that a headquarters keeps behind its men."""


def see_to_the_rest(a: Appraisal, stakes: Stakes, plan: Plan) -> None:
    """Give everybody without a formation's intent a task of his own."""
    _Detail(a, stakes, plan).give()


class _Detail:
    def __init__(self, a: Appraisal, stakes: Stakes, plan: Plan) -> None:
        self.a = a
        self.plan = plan
        self.stakes = stakes
        self.lines = _lines(a)
        self.taken: set[int] = set()

    def give(self) -> None:
        kit = self.a.world.board.kit
        for body in self.a.bodies:
            if body.formation in self.plan.intents:
                continue
            for unit in body.units:
                if not self.a.outlook.ready[unit]:
                    continue
                if kit[Kit.DOMESTIC, unit]:
                    self._at_home(unit)
                elif kit[Kit.HEADQUARTERS, unit] or not self.a.power[unit]:
                    self._follow(unit)
                else:
                    self._on_its_own(unit)

    def _at_home(self, unit: int) -> None:
        """Militia: take what is bare, wreck what feeds the enemy, else stay."""
        here = self.a.outlook.at[unit]
        for hex in self.a.outlook.ways.disc(here, _NEAR)[1:]:
            if self._is_bare(hex) and hex not in self.taken:
                self.taken.add(hex)
                return self.plan.detach([unit], Intent(IntentKind.GO, hex), Why(Reason.SEIZES, hex=hex))
        self._wreck(unit, _NEAR * self.a.world.grid.hex_km10)
        return None

    def _is_bare(self, hex: int) -> bool:
        """Whether a place of the enemy's has nobody in it, as far as is known."""
        places = self.a.world.places_by_hex.get(hex, ())
        held = any(self.a.view.places[Place.HOLDER, place] == 1 - self.a.side for place in places)
        return held and self.a.outlook.enemy_men[hex] == 0

    def _wreck(self, unit: int, reach: int) -> bool:
        """Wreck the nearest railway that the enemy lives by."""
        here = self.a.outlook.at[unit]
        free = [hex for hex in self.lines if hex not in self.taken and self.a.outlook.enemy_men[hex] == 0]
        if not free:
            return False
        away = self.a.outlook.crow(free, here)
        best = min(range(len(free)), key=lambda index: (away[index], free[index]))
        if away[best] * self.a.world.grid.hex_km10 > reach:
            return False
        self.taken.add(free[best])
        hex = free[best]
        self.plan.detach([unit], Intent(IntentKind.WRECK, hex, avoid_battle=True), Why(Reason.WRECKS, hex=hex))
        return True

    def _follow(self, unit: int) -> None:
        """A headquarters keeps near the men it leads, away from the enemy."""
        a = self.a
        led = [body for body in a.bodies if body.power and not body.scattered and body.formation in self.plan.intents]
        if not led:
            return
        main = max(led, key=lambda body: (body.power, -body.formation))
        way = a.way_home(main.hex)
        hex = way[min(_BEHIND, len(way) - 1)]
        intent = Intent(IntentKind.GO, hex, avoid_battle=True)
        if a.is_near(a.outlook.at[unit], 120) and a.balance(a.outlook.at[unit]) < a.weights.outmatched:
            intent = Intent(IntentKind.WITHDRAW, way[-1], avoid_battle=True)
        self.plan.detach([unit], intent, Why(Reason.FOLLOWS, main.formation, hex))

    def _on_its_own(self, unit: int) -> None:
        """A detachment: out of the enemy's way, on the railway, at a place worth a guard, or with those who fight."""
        a, here = self.a, self.a.outlook.at[unit]
        if a.is_near(here, 120) and a.balance(here) < a.weights.outmatched:
            way = a.way_home(here)
            if len(way) > 1:
                goal = way[min(len(way) - 1, 6)]
                return self.plan.detach([unit], Intent(IntentKind.WITHDRAW, goal), Why(Reason.KEEPS_CLEAR, hex=goal))
        if self._wreck(unit, _ERRAND):
            return None
        post = self._post(unit)
        hex = post if post >= 0 else here
        self.taken.add(hex)
        self.plan.detach([unit], Intent(IntentKind.HOLD, hex, radius=1), Why(Reason.GUARDS, hex=hex))
        return None

    def _post(self, unit: int) -> int:
        """The place most worth a guard that is not far."""
        a, best, found = self.a, 0, -1
        field = a.outlook.field([a.outlook.at[unit]], Way.ROUND, 400)
        for place, points in self.stakes.worth.items():
            hex = a.world.places[place].hex
            if hex in self.taken or field[hex] > _ERRAND or field[hex] >= FAR:
                continue
            if a.view.places[Place.HOLDER, place] != a.side and a.outlook.enemy_men[hex]:
                continue
            if points > best:
                best, found = points, hex
        return found


def _lines(a: Appraisal) -> list[int]:
    """Hexes with whole railway that the enemy's trains run on."""
    rails = a.world.board.edges[Edge.RAIL]
    whole = (rails >= 0) & (a.view.rails[Rail.WRECKED][np.maximum(0, rails)] == 0) if a.view.rails.size else rails < -1
    hexes: list[int] = np.flatnonzero(whole.any(axis=1) & a.enemy_rails).tolist()
    return hexes
