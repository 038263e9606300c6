"""Who is not led as part of a formation: scattered units, militia, headquarters on their own, garrisons."""

import numpy as np

from game.core.board import Kit
from game.core.intents.intent import Intent, IntentKind, family
from game.core.state import Place, Rail
from game.players.once import once
from game.players.staff.aims import Stakes
from game.players.staff.appraise import Appraisal, Body
from game.players.staff.order import Plan
from game.players.staff.reasons import Reason, Why
from game.players.ways import Way

_NEAR = 3
"""Hexes that militia leaves home for."""
_ERRAND = 300
"""0.1 km that a detachment goes on an errand."""
_SHORT = 120
"""0.1 km: enemies so near can be there in a watch."""
_BEHIND = 2
"""Hexes that a headquarters keeps behind its men."""


def see_to_the_rest(a: Appraisal, stakes: Stakes, plan: Plan, before: Plan) -> None:
    """Give everybody without a formation's intent a task of his own; ``before`` is the plan that held so far."""
    _Detail(a, stakes, plan, before).give()


class _Detail:
    def __init__(self, a: Appraisal, stakes: Stakes, plan: Plan, before: Plan) -> None:
        self.a = a
        self.plan = plan
        self.before = before
        self.stakes = stakes
        self.lines = _lines(a)
        self.bare = _bare(a)
        self.taken: set[int] = set()

    def give(self) -> None:
        at_home, leads = self.a.world.board.kit[[Kit.DOMESTIC, Kit.HEADQUARTERS]].tolist()
        for body in self.a.charges:
            if body.formation in self.plan.intents:
                self._keep_back(body, [unit for unit in body.units if leads[unit]])
                continue
            for unit in body.units:
                if not self.a.outlook.ready[unit]:
                    continue
                if at_home[unit]:
                    self._at_home(unit)
                elif leads[unit] or not self.a.power[unit] or self.a.is_staff(body):
                    self._follow(unit)
                else:
                    self._on_its_own(unit)

    def _keep_back(self, body: Body, headquarters: list[int]) -> None:
        """Near the enemy a headquarters that its own men could not guard goes where the strongest is whom it leads."""
        if not self.a.is_near(body.hex, self.a.weights.contact_km10) or not self.a.leads_unguarded(body):
            return
        for unit in headquarters:
            main = self._main(unit)
            if main and main.formation != body.formation and self.a.outlook.ready[unit]:
                intent = Intent(IntentKind.GO, main.hex, avoid_battle=True)
                self.plan.detach([unit], intent, Why(Reason.FOLLOWS, main.formation, main.hex))

    def _at_home(self, unit: int) -> None:
        """Militia: take what is bare, wreck what feeds the enemy, else stay."""
        here = self.a.outlook.at[unit]
        near = (self.bare & self.a.outlook.atlas.around(here, _NEAR)) - {here}
        if not near:
            self._wreck(unit, _NEAR)
            return
        hex = min(near, key=self.a.outlook.atlas.disc(here, _NEAR).index)
        self._take(hex)
        self.plan.detach([unit], Intent(IntentKind.GO, hex), Why(Reason.SEIZES, hex=hex))

    def _wreck(self, unit: int, reach: int) -> bool:
        """Wreck the nearest railway within so many hexes that the enemy lives by."""
        here, grid = self.a.outlook.at[unit], self.a.world.grid
        near = self.lines & self.a.outlook.atlas.around(here, reach)
        if not near:
            return False
        hex = min(near, key=lambda hex: (grid.distance(hex, here), hex))
        self._take(hex)
        self.plan.detach([unit], Intent(IntentKind.WRECK, hex, avoid_battle=True), Why(Reason.WRECKS, hex=hex))
        return True

    def _take(self, hex: int) -> None:
        """Let nobody else see to a hex."""
        self.taken.add(hex)
        self.lines.discard(hex)
        self.bare.discard(hex)

    @once
    def _led(self) -> list[Body]:
        """The formations that have an intent and a place of their own."""
        bodies = [body for body in self.a.bodies if body.power and not body.scattered]
        return [body for body in bodies if body.formation in self.plan.intents]

    def _main(self, unit: int) -> Body | None:
        """The formation that it stays with, else the strongest within reach that a unit leads, or of all of them."""
        below = family(self.a.world, self.a.world.units[unit].formation)
        led = [body for body in self._led if body.formation in below] or self._led
        followed = self.before.unit_reasons.get(unit)
        if followed and followed.reason is Reason.FOLLOWS:
            led = [body for body in led if body.formation == followed.formation] or led
        return max(led, key=lambda body: (self._reaches(unit, body), body.power, -body.formation), default=None)

    def _reaches(self, unit: int, body: Body) -> bool:
        """Whether a headquarters leads a formation from where it is."""
        world, here = self.a.world, self.a.outlook.at[unit]
        away = world.grid.distance(here, body.hex) * world.grid.hex_km10
        return away <= int(world.command_reach[world.units[unit].formation])

    def _follow(self, unit: int) -> None:
        """A headquarters stays with men who guard it while it reaches those it leads, else goes near them."""
        a, main, here = self.a, self._main(unit), self.a.outlook.at[unit]
        if main is None:
            return
        is_safe = a.balance(here) >= a.weights.outmatched
        if is_safe and self._is_guarded(here) and self._reaches(unit, main):
            return
        way = a.way_home(main.hex)
        hex = way[min(_BEHIND, len(way) - 1)]
        if a.is_near(hex, _SHORT) and not self._is_guarded(hex):
            hex = main.hex
        intent = Intent(IntentKind.GO, hex, avoid_battle=True)
        if a.is_near(here, _SHORT) and not is_safe:
            intent = Intent(IntentKind.WITHDRAW, way[-1], avoid_battle=True)
        self.plan.detach([unit], intent, Why(Reason.FOLLOWS, main.formation, hex))

    def _is_guarded(self, hex: int) -> bool:
        """Whether men of ours who can fight stand in a hex."""
        return bool((self.a.where[self.a.ours] == hex).any())

    def _on_its_own(self, unit: int) -> None:
        """A detachment: out of the enemy's way, on the railway, at a place worth a guard, or with those who fight."""
        a, here = self.a, self.a.outlook.at[unit]
        if a.is_near(here, _SHORT) and a.balance(here) < a.weights.outmatched:
            way = a.way_home(here)
            if len(way) > 1:
                goal = way[min(len(way) - 1, 6)]
                return self.plan.detach([unit], Intent(IntentKind.WITHDRAW, goal), Why(Reason.KEEPS_CLEAR, hex=goal))
        if self._wreck(unit, _ERRAND // a.world.grid.hex_km10):
            return None
        post = self._post(unit)
        hex = post if post >= 0 else here
        self._take(hex)
        self.plan.detach([unit], Intent(IntentKind.HOLD, hex, radius=1), Why(Reason.GUARDS, hex=hex))
        return None

    @once
    def _worthy(self) -> list[int]:
        """The hexes of the places that are worth something."""
        return [self.a.world.places[place].hex for place in self.stakes.worth]

    def _post(self, unit: int) -> int:
        """The place most worth a guard that is not far."""
        a, best, found = self.a, 0, -1
        field = a.outlook.field([a.outlook.at[unit]], Way.ROUND, 400)[self._worthy].tolist()
        for (place, points), hex, far in zip(self.stakes.worth.items(), self._worthy, field, strict=True):
            if points <= best or far > _ERRAND or hex in self.taken:
                continue
            if hex in a.outlook.manned and a.view.places[Place.HOLDER, place] != a.side:
                continue
            best, found = points, hex
        return found


def _lines(a: Appraisal) -> set[int]:
    """Hexes with whole railway that the enemy's trains run on and where none of his men is seen."""
    whole = a.view.rails[Rail.WRECKED] == 0
    hexes = a.world.rail_ends[whole].ravel()
    return set(hexes[a.enemy_rails[hexes] & (a.outlook.enemy_men[hexes] == 0)].tolist())


def _bare(a: Appraisal) -> set[int]:
    """Hexes with a place of the enemy's that has nobody in it, as far as is known."""
    held = np.flatnonzero(a.view.places[Place.HOLDER] == 1 - a.side).tolist()
    hexes = {a.world.places[place].hex for place in held}
    return {hex for hex in hexes if a.outlook.enemy_men[hex] == 0}
