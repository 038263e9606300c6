"""How a staff goes after an aim with those whom it has chosen: hold, take, gather, seal, strike, storm or wait."""

from collections.abc import Iterable

from game.core.intents.intent import Intent, IntentKind
from game.core.kernels.flood import FAR
from game.players.staff.aims import HOLD, JOIN, STRIKE, Aim
from game.players.staff.appraise import Appraisal, Body
from game.players.staff.order import Plan
from game.players.staff.reasons import Reason, Why
from game.players.ways import Way

_DAY = 200
"""0.1 km that foot marches in a day."""
_STRONG = 250
"""0.1 km from an aim within which a formation is at hand."""
_FOREMOST = 400
"""0.1 km behind the first within which formations count as foremost."""
_RALLY = 2
"""Hexes around a rally over which those who gather spread."""
_LAST_DAYS = 4
"""When so few days are left nobody waits for hunger."""
_STRIKING = (Reason.STRIKES, Reason.CLOSES_IN, Reason.SEALS, Reason.STORMS, Reason.WAITS_OUT)


def pursue(a: Appraisal, plans: tuple[Plan, Plan], aim: Aim, chosen: list[Body], days: dict[int, int]) -> None:
    """Settle intents for an aim in the first of ``plans``; the other is the plan before.

    ``days`` is the march of each formation to the aim, 0.1 km.
    """
    pursuit = _Pursuit(a, *plans)
    if aim.kind == HOLD:
        pursuit.hold(aim, chosen)
    elif aim.kind == STRIKE:
        pursuit.strike(aim, chosen, days)
    else:
        pursuit.take(aim, chosen, days)


def stand(plan: Plan, body: Body, beside: int = -1) -> None:
    """Let a formation stay and dig in where it is, as the reserve of that ``beside`` which it is."""
    plan.settle(body, Intent(IntentKind.HOLD, body.hex, radius=1), Why(Reason.STANDS, beside, body.hex))


class _Pursuit:
    def __init__(self, a: Appraisal, plan: Plan, before: Plan) -> None:
        self.a = a
        self.plan = plan
        self.before = before
        self.w = a.weights

    def _asked(self, ratio: int, chosen: Iterable[Body], *reasons: Reason) -> int:
        """The ratio asked to begin with something, or the lower one to go on where any of them does so already."""
        whys = (self.before.reasons.get(body.formation) for body in chosen)
        goes_on = any(why is not None and why.reason in reasons for why in whys)
        return ratio * (1000 - self.w.goes_on) // 1000 if goes_on else ratio

    def hold(self, aim: Aim, chosen: list[Body]) -> None:
        """Around a place, and out of it where the enemy before it is the weaker."""
        a = self.a
        foe = min(a.foes, key=lambda foe: (a.outlook.crow([foe.hex], aim.hex)[0], foe.hex), default=None)
        near = foe is not None and a.outlook.crow([foe.hex], aim.hex)[0] * a.world.grid.hex_km10 <= self.w.far_km10
        sally = near and a.balance(aim.hex) >= self._asked(self.w.sally, chosen, Reason.SALLIES)
        keep = aim.need * self.w.keeps // 1000 if aim.value >= self.w.garrisoned else 0
        for number, body in enumerate(chosen):
            stays = sum(other.power for other in chosen[:number]) < keep
            if not sally or foe is None or stays or (number == 0 and len(chosen) > 1):
                self.plan.settle(body, Intent(IntentKind.HOLD, aim.hex, radius=2), Why(Reason.HOLDS, hex=aim.hex))
                continue
            garrisons = (aim.hex,) if number == 0 else ()
            intent = Intent(IntentKind.ATTACK, foe.hex, foe.formation, min_odds=self.w.odds, garrisons=garrisons)
            self.plan.settle(body, intent, Why(Reason.SALLIES, foe.formation, aim.hex))

    def take(self, aim: Aim, chosen: list[Body], days: dict[int, int]) -> None:
        """Towards a place together; near the enemy the foremost wait for others if they are too few without them."""
        for body in chosen:
            if aim.kind == JOIN and self.a.world.grid.distance(body.hex, aim.hex) <= 1:
                stand(self.plan, body)
                continue
            near = self.a.is_near(body.hex, self.w.contact_km10)
            level = days[body.formation] + self.w.spread_km10
            abreast = sum(other.power for other in chosen if days[other.formation] <= level)
            behind = any(days[other.formation] > level for other in chosen)
            if (
                near
                and behind
                and abreast * 1000 < aim.need * self._asked(self.w.gathered, [body], Reason.TAKES, Reason.JOINS)
            ):
                self.plan.settle(
                    body, Intent(IntentKind.HOLD, body.hex, radius=1), Why(Reason.WAITS_FOR_OTHERS, hex=body.hex)
                )
            elif near and self.a.balance(body.hex) < self._asked(self.w.advance, [body], Reason.TAKES, Reason.JOINS):
                stand(self.plan, body)
            else:
                intent = Intent(IntentKind.ATTACK, aim.hex, min_odds=self.w.odds)
                reason = Reason.JOINS if aim.kind == JOIN else Reason.TAKES
                self.plan.settle(body, intent, Why(reason, hex=aim.hex))

    def strike(self, aim: Aim, chosen: list[Body], days: dict[int, int]) -> None:
        """At an enemy: gather, cut him off, strike."""
        assert aim.foe is not None
        near = [body for body in chosen if days[body.formation] <= _STRONG]
        rally, host = self._rally(aim.need, chosen, days)
        at_hand = max(sum(body.power for body in bodies) for bodies in (near, host))
        total = sum(body.power for body in chosen)
        gathered = self._asked(self.w.gathered, chosen, *_STRIKING)
        if at_hand * 1000 < aim.need * gathered <= total * 1000:
            for body in chosen:
                self.plan.settle(body, Intent(IntentKind.HOLD, rally, radius=_RALLY), Why(Reason.GATHERS, hex=rally))
            return
        if aim.foe.ringed:
            self._at_ring(aim, chosen, at_hand)
            return
        rest = list(chosen)
        sealer = self._sealer(aim, rest)
        if sealer:
            body, throat = sealer
            rest.remove(body)
            self.plan.settle(
                body, Intent(IntentKind.HOLD, throat, radius=1), Why(Reason.SEALS, aim.foe.formation, throat)
            )
        closes = at_hand * 1000 >= aim.need * self._asked(self.w.rings, chosen, Reason.CLOSES_IN)
        reason, kind = (Reason.CLOSES_IN, IntentKind.ENCIRCLE) if closes else (Reason.STRIKES, IntentKind.ATTACK)
        intent = Intent(kind, aim.hex, aim.foe.formation, min_odds=self.w.odds, assault=closes)
        for body in rest:
            self.plan.settle(body, intent, Why(reason, aim.foe.formation, aim.hex))

    def _at_ring(self, aim: Aim, chosen: list[Body], at_hand: int) -> None:
        """Round an enemy who is cut off: storm where that pays or time is short, else let hunger do the work."""
        assert aim.foe is not None
        storms = at_hand * 1000 >= aim.need * self._asked(self.w.storm, chosen, Reason.STORMS)
        storms |= self.a.world.calendar.days - self.a.view.day <= _LAST_DAYS
        intent = Intent(IntentKind.ENCIRCLE, aim.hex, aim.foe.formation, assault=storms)
        reason = Reason.STORMS if storms else Reason.WAITS_OUT
        for body in chosen:
            self.plan.settle(body, intent, Why(reason, aim.foe.formation, aim.hex))

    def _sealer(self, aim: Aim, chosen: list[Body]) -> tuple[Body, int] | None:
        """Who shuts the enemy's corridor, and where; nobody where it is shut, or cannot be spared."""
        assert aim.foe is not None
        if not self.w.cuts_lines or aim.foe.ringed or len(chosen) < 2:
            return None
        throat = self.a.throat(aim.hex)
        if throat < 0:
            return None
        field = self.a.outlook.field([throat], Way.ROUND, 2 * _DAY)
        able = [body for body in chosen if field[body.hex] < FAR]
        able = [body for body in able if body.power * 1000 >= self.a.force_at(throat, 1 - self.a.side) * self.w.seal]
        if not able:
            return None
        return min(able, key=lambda body: (int(field[body.hex]), body.formation)), throat

    def _rally(self, need: int, chosen: list[Body], days: dict[int, int]) -> tuple[int, list[Body]]:
        """Where to come together, and who has once all of the foremost are there, or enough without the others.

        Where the strongest of the foremost is, or back out of the enemy's reach: from there they go for him however
        far he is, or they would wait for ever.
        """
        grid, limit = self.a.world.grid, min(days[body.formation] for body in chosen) + _FOREMOST
        foremost = [body for body in chosen if days[body.formation] <= limit]
        where = max(foremost, key=lambda body: (body.power, -days[body.formation], -body.formation)).hex
        if self.a.balance(where) < self.w.outmatched and self.a.is_near(where, _DAY):
            where = next((hex for hex in self.a.way_home(where) if self.a.enemy_march[hex] > _DAY), where)
        reach = max(_RALLY, self.w.near_km10 // grid.hex_km10)
        there = [body for body in chosen if grid.distance(body.hex, where) <= reach]
        is_enough = sum(body.power for body in there) * 1000 >= need * self.w.overwhelms
        return where, there if is_enough or all(body in there for body in foremost) else []
