"""From the appraisal to a plan: who is in danger and falls back, who goes for what, and who covers them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from game.core.columns import Place
from game.core.kernels.flood import FAR
from game.players.intents import Intent, IntentKind
from game.players.outlook import Way
from game.players.staff.aims import HOLD, STRIKE, TAKE, Aim, Stakes, aims
from game.players.staff.appraise import Appraisal, Body
from game.players.staff.reasons import Reason, Why

_DAY = 200
"""0.1 km that foot marches in a day."""
_ON_TIME = ((1, 1000), (2, 850), (4, 600), (8, 300))
"""Days of march to an aim that may be gone, and per mille of its power that a formation is worth there."""
_PLACES_WAIT = 1000, 800, 300
"""The same for a place: within two days, three quarters of the days left, and all of them."""
_BESIDE = 4
"""Hexes from which nobody need come closer to be at hand."""
_REACH_DAYS = 8
"""A reserve goes where it can be in so many days."""
_STRONG = 250
"""0.1 km from an aim within which a formation is at hand."""
_RALLY_DAYS = 2
"""A place to fall back to lies at least so far from the enemy, or at the source of supplies."""


@dataclass
class Plan:
    """Intents with their reasons, and what is remembered of how they came about."""

    intents: dict[int, Intent] = field(default_factory=dict)
    """By formation."""
    detached: dict[int, Intent] = field(default_factory=dict)
    """By unit: those who have a task of their own."""
    reasons: dict[int, Why] = field(default_factory=dict)
    unit_reasons: dict[int, Why] = field(default_factory=dict)
    aims: dict[int, str] = field(default_factory=dict)
    """Formation -> key of the aim that it goes for."""
    falling: list[int] = field(default_factory=list)
    """Formations that fall back."""

    def settle(self, body: Body, intent: Intent, why: Why) -> None:
        """Give a formation its intent."""
        self.intents[body.formation] = intent
        self.reasons[body.formation] = why

    def detach(self, units: Iterable[int], intent: Intent, why: Why) -> None:
        """Give units an intent of their own."""
        for unit in units:
            self.detached[unit] = intent
            self.unit_reasons[unit] = why


class Drafter:
    """Draws up one plan."""

    def __init__(self, a: Appraisal, stakes: Stakes, before: Plan) -> None:
        self.a = a
        self.w = a.weights
        self.stakes = stakes
        self.before = before
        self.plan = Plan()

    def draw(self) -> Plan:
        """The plan."""
        free: list[Body] = []
        for body in self.a.bodies:
            if not body.power or body.scattered or self._is_stuck(body):
                continue
            if not self._see_to_safety(body):
                free.append(body)
        self._choose_aims(free)
        return self.plan

    def _is_stuck(self, body: Body) -> bool:
        """Whether no unit of it may go anywhere."""
        return not any(self.a.outlook.ready[unit] for unit in body.units)

    # safety first

    def _see_to_safety(self, body: Body) -> bool:
        """Whether a formation is in such danger that it goes for nothing else."""
        a, w = self.a, self.w
        if body.ringed:
            return self._in_ring(body)
        balance = a.balance(body.hex)
        again = w.safe_again if body.formation in self.before.falling else 0
        width = int(a.own_corridors[0][body.hex]) if w.sees_rings else FAR
        near = int(a.enemy_march[body.hex]) <= 2 * _DAY
        if near and balance < w.beaten + again and not self._must_hold(body):
            return self._fall_back(body, Reason.OUTMATCHED)
        if w.sees_rings and near and width < w.shut_days * _DAY // 1000 and balance < w.outmatched + again:
            return self._fall_back(body, Reason.SLIPS_AWAY)
        if self._is_hungry(body) and not self._is_wanted(body):
            return self._fall_back(body, Reason.HUNGRY)
        return False

    def _is_hungry(self, body: Body) -> bool:
        """Whether it should be fed before anything else: too little reaches it, or it has gone back for that."""
        before = self.before.reasons.get(body.formation)
        if before and before.reason is Reason.HUNGRY and body.stock < self.w.fed:
            return True
        return body.starving and body.stock < self.w.hungry

    def _must_hold(self, body: Body) -> bool:
        """Whether it stands at a place that is worth it."""
        places = self.a.world.places_by_hex.get(body.hex, ())
        return any(self.stakes.worth.get(place, 0) for place in places)

    def _is_wanted(self, body: Body) -> bool:
        """Whether it is about to take, or holds, a place that is worth going hungry for."""
        a = self.a
        aim = self.before.aims.get(body.formation, "")
        great = [place for place, points in self.stakes.worth.items() if points >= self.w.great]
        wanted = [a.world.places[place].hex for place in great if aim.split()[1:] == [str(a.world.places[place].hex)]]
        return (
            any(away * a.world.grid.hex_km10 <= _DAY for away in a.outlook.crow(wanted, body.hex)) if wanted else False
        )

    def _in_ring(self, body: Body) -> bool:
        """In a ring: hold while fed, else out of it in time."""
        if not body.starving or body.stock >= self.w.starving:
            self.plan.settle(body, Intent(IntentKind.HOLD, body.hex, radius=1), Why(Reason.HOLDS_FED, hex=body.hex))
            return True
        goal = self._haven(body)
        if goal < 0:
            return False
        self.plan.settle(body, Intent(IntentKind.WITHDRAW, goal), Why(Reason.BREAKS_OUT, hex=goal))
        self.plan.falling.append(body.formation)
        return True

    def _fall_back(self, body: Body, reason: Reason) -> bool:
        goal = self._haven(body)
        if goal < 0:
            return False
        kind = IntentKind.WITHDRAW if goal != body.hex else IntentKind.HOLD
        self.plan.settle(body, Intent(kind, goal), Why(reason, hex=goal))
        self.plan.falling.append(body.formation)
        return True

    def _haven(self, body: Body) -> int:
        """The nearest place that is safe: fed and far enough from the enemy, or with friends who can stand; -1 none."""
        a = self.a
        field = a.outlook.field([body.hex], Way.FAR_FROM)
        fed, width = a.own_net, a.own_corridors[0]
        safe = [hex for hex in fed if a.enemy_march[hex] >= _RALLY_DAYS * _DAY // 2 and width[hex] >= 0]
        others = [other for other in a.bodies if other.formation != body.formation and other.power]
        steady = [other for other in others if not other.ringed and not other.starving]
        safe += [other.hex for other in steady if a.balance(other.hex) >= self.w.outmatched]
        reached = [hex for hex in safe if field[hex] < FAR]
        return min(reached, key=lambda hex: (int(field[hex]), hex)) if reached else -1

    # aims

    def _choose_aims(self, free: list[Body]) -> None:
        """The aim that promises most gets whom it needs, then the next."""
        candidates = aims(self.a, self.stakes, free)
        days = {aim.key: self._days(free, aim) for aim in candidates}
        while free and candidates:
            worth = [self._worth(aim, free, days[aim.key]) for aim in candidates]
            best = max(range(len(candidates)), key=lambda index: (worth[index], -index))
            if worth[best] <= 0:
                break
            aim = candidates.pop(best)
            chosen = self._enough(aim, free, days[aim.key])
            if chosen:
                self._pursue(aim, chosen, days[aim.key])
                free = [body for body in free if body not in chosen]
        for body in free:
            self._stand_by(body)

    def _days(self, free: list[Body], aim: Aim) -> dict[int, int]:
        """March of each formation to an aim, 0.1 km."""
        field = self.a.outlook.field([aim.hex], Way.PLAIN)
        return {body.formation: int(field[body.hex]) for body in free}

    def _counts(self, body: Body, aim: Aim, away: int) -> int:
        """What a formation is worth at an aim, power."""
        if away >= FAR:
            return 0
        if aim.kind == TAKE:
            soon, later, last = _PLACES_WAIT
            left = (self.a.world.calendar.days - self.a.view.day) * _DAY
            share = soon if away <= 2 * _DAY else later if away * 4 <= left * 3 else last if away <= left else 0
        else:
            share = next((share for days, share in _ON_TIME if away <= days * _DAY), 0)
        return body.power * share // 1000

    def _worth(self, aim: Aim, free: list[Body], days: dict[int, int]) -> int:
        """Points that an aim promises with all who could go for it."""
        have = sum(self._counts(body, aim, days[body.formation]) for body in free)
        chance = chance_of(have * 1000 // aim.need)
        if chance < (self.w.hope if aim.kind != HOLD else self.w.hope // 2):
            return 0
        value = aim.value * chance // 1000
        if aim.key in self.before.aims.values():
            value = value * self.w.stick // 1000
        nearest = min(days[body.formation] for body in free)
        patience = (self.a.world.calendar.days if aim.kind == TAKE else 4) * _DAY
        return value * 1000 // (1000 + nearest * 1000 // patience) if nearest < FAR else 0

    def _enough(self, aim: Aim, free: list[Body], days: dict[int, int]) -> list[Body]:
        """The nearest formations that make enough."""
        chosen: list[Body] = []
        have = 0
        for body in sorted(free, key=lambda body: (days[body.formation], body.formation)):
            enough = self.w.enough if aim.value < self.w.great else self.w.enough * 2
            if aim.kind == HOLD:
                enough = self.w.enough_to_hold * (1 if aim.value < self.w.great else 2)
            if have * 1000 >= aim.need * enough or not self._counts(body, aim, days[body.formation]):
                break
            have += self._counts(body, aim, days[body.formation])
            chosen.append(body)
        return chosen

    def _pursue(self, aim: Aim, chosen: list[Body], days: dict[int, int]) -> None:
        """Intents for an aim."""
        for body in chosen:
            self.plan.aims[body.formation] = aim.key
        if aim.kind == HOLD:
            self._hold(aim, chosen)
        elif aim.kind == STRIKE:
            self._strike(aim, chosen, days)
        else:
            self._take(aim, chosen, days)

    def _hold(self, aim: Aim, chosen: list[Body]) -> None:
        """Around a place, and out of it where the enemy before it is the weaker."""
        a = self.a
        foe = min(a.foes, key=lambda foe: (a.outlook.crow([foe.hex], aim.hex)[0], foe.hex), default=None)
        near = foe is not None and a.outlook.crow([foe.hex], aim.hex)[0] * a.world.grid.hex_km10 <= self.w.far_km10
        sally = near and a.balance(aim.hex) >= self.w.sally
        for number, body in enumerate(chosen):
            if not sally or foe is None or (number == 0 and len(chosen) > 1):
                self.plan.settle(body, Intent(IntentKind.HOLD, aim.hex, radius=2), Why(Reason.HOLDS, hex=aim.hex))
                continue
            garrisons = (aim.hex,) if number == 0 else ()
            intent = Intent(IntentKind.ATTACK, foe.hex, foe.formation, min_odds=self.w.odds, garrisons=garrisons)
            self.plan.settle(body, intent, Why(Reason.SALLIES, foe.formation, aim.hex))

    def _take(self, aim: Aim, chosen: list[Body], days: dict[int, int]) -> None:
        """Towards a place together; the foremost wait for the others where the enemy is near."""
        tail = max(days[body.formation] for body in chosen)
        for body in chosen:
            near = self.a.enemy_march[body.hex] <= 2 * _DAY
            if near and days[body.formation] + self.w.spread_km10 < tail:
                self.plan.settle(
                    body, Intent(IntentKind.HOLD, body.hex, radius=1), Why(Reason.WAITS_FOR_OTHERS, hex=body.hex)
                )
            elif near and self.a.balance(body.hex) < self.w.advance:
                self._stand(body)
            else:
                held = self.a.force_at(aim.hex, self.a.theirs) * 1000 >= self.w.bypass * body.power
                kind, odds = (IntentKind.ATTACK, self.w.odds) if held else (IntentKind.GO, self.w.odds_on_march)
                self.plan.settle(body, Intent(kind, aim.hex, min_odds=odds), Why(Reason.TAKES, hex=aim.hex))

    def _strike(self, aim: Aim, chosen: list[Body], days: dict[int, int]) -> None:
        """At an enemy: gather, cut him off, strike."""
        assert aim.foe is not None
        at_hand = sum(body.power for body in chosen if days[body.formation] <= _STRONG)
        total = sum(body.power for body in chosen)
        if at_hand * 1000 < aim.need * self.w.gathered and total * 1000 >= aim.need * self.w.gathered:
            self._gather(chosen, days)
            return
        rest = list(chosen)
        sealer = self._sealer(aim, rest)
        if sealer:
            body, throat = sealer
            rest.remove(body)
            self.plan.settle(
                body, Intent(IntentKind.HOLD, throat, radius=1), Why(Reason.SEALS, aim.foe.formation, throat)
            )
        if at_hand * 1000 >= aim.need * self.w.rings:
            for body in rest:
                intent = Intent(
                    IntentKind.ENCIRCLE, aim.hex, aim.foe.formation, radius=2, assault=True, min_odds=self.w.odds
                )
                self.plan.settle(body, intent, Why(Reason.CLOSES_IN, aim.foe.formation, aim.hex))
            return
        for body in rest:
            self.plan.settle(
                body,
                Intent(IntentKind.ATTACK, aim.hex, formation=aim.foe.formation, min_odds=self.w.odds),
                Why(Reason.STRIKES, aim.foe.formation, aim.hex),
            )

    def _sealer(self, aim: Aim, chosen: list[Body]) -> tuple[Body, int] | None:
        """Who shuts the enemy's corridor, and where; nobody where it is shut, or cannot be spared."""
        assert aim.foe is not None
        if not self.w.cuts_lines or aim.foe.ringed or len(chosen) < 2:
            return None
        throat = self.a.throat(aim.hex)
        if throat < 0:
            return None
        field = self.a.outlook.field([throat], Way.ROUND)
        able = [body for body in chosen if field[body.hex] <= 2 * _DAY]
        able = [body for body in able if body.power * 1000 >= self.a.force_at(throat, self.a.theirs) * self.w.seal]
        if not able:
            return None
        return min(able, key=lambda body: (int(field[body.hex]), body.formation)), throat

    def _gather(self, chosen: list[Body], days: dict[int, int]) -> None:
        """Come together out of the enemy's reach, where the strongest is."""
        hub = max(chosen, key=lambda body: (body.power, -days[body.formation], -body.formation))
        where = hub.hex
        if self.a.balance(where) < self.w.outmatched and self.a.enemy_march[where] <= _DAY:
            where = next((hex for hex in self.a.way_home(where) if self.a.enemy_march[hex] > _DAY), where)
        for body in chosen:
            self.plan.settle(body, Intent(IntentKind.HOLD, where, radius=2), Why(Reason.GATHERS, hex=where))

    def _stand(self, body: Body) -> None:
        self.plan.settle(body, Intent(IntentKind.HOLD, body.hex, radius=1), Why(Reason.STANDS, hex=body.hex))

    def _stand_by(self, body: Body) -> None:
        """Nothing to go for: with those who have something, or near what the enemy will come for."""
        a = self.a
        main = max((other for other in a.bodies if other.formation in self.plan.aims), key=_power, default=None)
        hex = main.hex if main and a.balance(main.hex) >= self.w.beaten else self._key_place(body)
        if hex < 0 or a.outlook.crow([hex], body.hex)[0] <= _BESIDE:
            self._stand(body)
            return
        self.plan.settle(body, Intent(IntentKind.HOLD, hex, radius=2), Why(Reason.RESERVE, hex=hex))

    def _key_place(self, body: Body) -> int:
        """The place of ours that is worth most to be near to; -1 without any within reach."""
        a, best = self.a, (0, -1)
        field = a.outlook.field([body.hex], Way.ROUND)
        for place, points in sorted(self.stakes.worth.items()):
            hex = a.world.places[place].hex
            if a.view.places[Place.HOLDER, place] == a.side and field[hex] <= _REACH_DAYS * _DAY:
                best = max(best, (points, -hex))
        return -best[1] if best[0] else -1


def _power(body: Body) -> int:
    return body.power


def chance_of(ratio: int) -> int:
    """Per mille of success at a ratio of forces per mille, as the rules' odds."""
    cube = min(ratio, 10_000) ** 3
    return cube * 1000 // (cube + 10**9)
