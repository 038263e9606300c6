"""From the appraisal to a plan: who is in danger and falls back, who goes for what, and who covers them."""

from typing import NamedTuple

from game.core.columns import Place
from game.core.intents.intent import Intent, IntentKind
from game.core.kernels.flood import FAR
from game.players.once import once
from game.players.staff.aims import HOLD, JOIN, TAKE, Aim, Stakes, aims
from game.players.staff.appraise import Appraisal, Body
from game.players.staff.exits import Exits
from game.players.staff.obedience import obey
from game.players.staff.order import Plan
from game.players.staff.pursue import pursue, stand
from game.players.staff.reasons import Reason, Why
from game.players.ways import Way

_DAY = 200
"""0.1 km that foot marches in a day."""
_ON_TIME = ((1, 1000), (2, 850), (4, 600), (8, 300))
"""Days of march to an aim that may be gone, and per mille of its power that a formation is worth there."""
_PLACES_WAIT = 1000, 800, 300
"""The same for a place: within two days, three quarters of the days left, and all of them."""
_DISTANT = (TAKE, JOIN)
"""Aims that are worth a march of all the days that are left."""
_BESIDE = 4
"""Hexes from which nobody need come closer to be at hand."""
_REACH_DAYS = 8
"""A reserve goes where it can be in so many days."""
_RELIEF_DAYS = 4
"""Relief is sent by those who are so near."""
_RALLY_DAYS = 2
"""A place to fall back to lies at least so far from the enemy, or at the source of supplies."""

_HAVEN_NEAR = 2 * _DAY
"""A haven is looked for so near before the whole map: nearly always there is one."""


class _Candidate(NamedTuple):
    """An aim with the march of each formation to it, 0.1 km, and the power that each is worth there."""

    aim: Aim
    days: dict[int, int]
    counts: dict[int, int]


class Drafter:
    """Draws up one plan."""

    def __init__(self, a: Appraisal, stakes: Stakes, before: Plan) -> None:
        self.a = a
        self.w = a.weights
        self.stakes = stakes
        self.before = before
        self._had = set(before.aims.values())
        self._exits = Exits(a, stakes, before)
        self.plan = Plan()

    def draw(self) -> Plan:
        """The plan."""
        free: list[Body] = []
        for body in self.a.charges:
            if not body.power or body.scattered or self.a.is_staff(body) or self._is_stuck(body):
                continue
            if not self._see_to_safety(body):
                free.append(body)
        self._choose_aims(self._relieve(obey(self.a, self.plan, self.stakes.orders, free)))
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
        near = a.is_near(body.hex, self.w.contact_km10)
        if self._is_leaving(body) and self._leave(body):
            return True
        if near and balance < w.beaten + again and not self._must_hold(body):
            return self._leave(body) or self._fall_back(body, Reason.OUTMATCHED)
        if near and balance < w.outmatched + again and self._is_shut_soon(body):
            return self._leave(body) or self._fall_back(body, Reason.SLIPS_AWAY)
        if self._is_hungry(body) and not self._is_wanted(body):
            return self._fall_back(body, Reason.HUNGRY)
        return False

    def _is_shut_soon(self, body: Body) -> bool:
        """Whether the enemy is so near to its way home that he could shut it in time, for those who see that."""
        return self.w.sees_rings and int(self.a.own_corridors[0][body.hex]) < self.w.shut_days * _DAY // 1000

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
        worth = [(a.world.places[place].hex, points) for place, points in self.stakes.worth.items()]
        taken = [hex for hex, points in worth if points >= self.w.great and aim == f"{TAKE} {hex}"]
        wanted = [*taken, *(hex for hex, points in worth if points >= self.w.garrisoned and aim == f"{HOLD} {hex}")]
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

    def _is_leaving(self, body: Body) -> bool:
        """Whether it is on its way out."""
        before = self.before.reasons.get(body.formation)
        return before is not None and before.reason is Reason.LEAVES

    def _leave(self, body: Body, *, early: bool = False) -> bool:
        """Go to where a lift takes it off, if one does and that is worth something; ``early`` if it is its turn."""
        hex = self._exits.way_out(body)
        if hex < 0 or (early and not self._exits.is_turn(body, hex)):
            return False
        self.plan.settle(body, Intent(IntentKind.LEAVE, hex), Why(Reason.LEAVES, body.formation, hex))
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
        safe = list(self._fed)
        others = [other for other in a.bodies if other.formation != body.formation and other.power]
        steady = [other for other in others if not other.ringed and not other.starving]
        safe += [other.hex for other in steady if a.balance(other.hex) >= self.w.outmatched]
        for within in (_HAVEN_NEAR, FAR):
            away = a.outlook.field([body.hex], Way.FAR_FROM, within)[safe].tolist()
            reached = [(far, hex) for far, hex in zip(away, safe, strict=True) if far < FAR]
            if reached:
                return min(reached)[1]
        return -1

    @once
    def _fed(self) -> list[int]:
        """Where the side is fed and the enemy far enough."""
        a = self.a
        far, width = a.enemy_march, a.own_corridors[0]
        safe = (far[a.own_net] >= _RALLY_DAYS * _DAY // 2) & (width[a.own_net] >= 0)
        return list(a.own_net[safe].tolist())

    def _relieve(self, free: list[Body]) -> list[Body]:
        """Send the nearest who are strong enough to formations in a ring; those who are left."""
        left = list(free)
        for pocket in (body for body in self.a.bodies if body.ringed and body.power):
            foes = self.a.force_at(pocket.hex, 1 - self.a.side) * self.w.relief // 1000
            field = self.a.outlook.field([pocket.hex], Way.THROUGH, _RELIEF_DAYS * _DAY)
            near = [body for body in left if not body.ringed and field[body.hex] < FAR]
            near.sort(key=lambda body: (int(field[body.hex]), body.formation))
            count = next((n for n in range(1, len(near) + 1) if sum(body.power for body in near[:n]) >= foes), 0)
            for body in near[:count]:
                why = Why(Reason.RELIEVES, pocket.formation, pocket.hex)
                self.plan.settle(body, Intent(IntentKind.RELIEVE, pocket.hex, pocket.formation), why)
                left.remove(body)
        return left

    # aims

    def _choose_aims(self, free: list[Body]) -> None:
        """Everything worth going for, then the rest."""
        for body in self._allot(aims(self.a, self.stakes, free), free):
            self._stand_by(body)

    def _allot(self, found: list[Aim], free: list[Body]) -> list[Body]:
        """The aim that promises most gets whom it needs, then the next; those who are left."""
        days = {aim.key: self._days(free, aim) for aim in found}
        candidates = [_Candidate(aim, days[aim.key], self._counts(free, aim, days[aim.key])) for aim in found]
        worth = [self._worth(each, free) for each in candidates] if free else []
        while free and candidates:
            best = worth.index(max(worth))
            if worth[best] <= 0:
                break
            taken = candidates.pop(best)
            del worth[best]
            chosen = self._enough(taken, free)
            if chosen:
                self._pursue(taken.aim, chosen, taken.days)
                free = [body for body in free if body not in chosen]
                worth = [self._worth(each, free) for each in candidates] if free else []
        return free

    def _days(self, free: list[Body], aim: Aim) -> dict[int, int]:
        """March of each formation to an aim, 0.1 km; FAR from where nobody would come in time, or is sent."""
        limit = FAR if aim.kind in _DISTANT else _ON_TIME[-1][0] * _DAY
        if aim.kind == TAKE and self.w.marches:
            limit = self.w.marches * _DAY
        field = self.a.outlook.field([aim.hex], Way.PLAIN, limit)
        far = field[[body.hex for body in free]].tolist()
        return {body.formation: away for body, away in zip(free, far, strict=True)}

    def _counts(self, free: list[Body], aim: Aim, days: dict[int, int]) -> dict[int, int]:
        """What each formation is worth at an aim, power."""
        left = (self.a.world.calendar.days - self.a.view.day) * _DAY
        found = {}
        for body in free:
            away, share = days[body.formation], 0
            if aim.party and self.a.group(body) != aim.party:
                share = 0
            elif aim.kind in _DISTANT and away < FAR:
                soon, later, last = _PLACES_WAIT
                share = soon if away <= 2 * _DAY else later if away * 4 <= left * 3 else last if away <= left else 0
            elif aim.kind not in _DISTANT:
                share = next((share for most, share in _ON_TIME if away <= most * _DAY), 0)
            found[body.formation] = body.power * share // 1000
        return found

    def _worth(self, candidate: _Candidate, free: list[Body]) -> int:
        """Points that an aim promises with all who could go for it."""
        aim, days, counts = candidate
        have = sum(counts[body.formation] for body in free)
        chance = chance_of(have * 1000 // aim.need)
        dear = any(counts[body.formation] for body in free if body.formation in self.stakes.dear)
        hope = self.w.care if dear else self.w.hope
        if chance < (hope if aim.kind != HOLD else hope // 2):
            return 0
        value = aim.value * chance // 1000
        if any(aim.is_known_as(key) for key in self._had):
            value = value * self.w.stick // 1000
        nearest = min(days[body.formation] for body in free)
        patience = (self.a.world.calendar.days if aim.kind in _DISTANT else 4) * _DAY
        return value * 1000 // (1000 + nearest * 1000 // patience) if nearest < FAR else 0

    def _enough(self, candidate: _Candidate, free: list[Body]) -> list[Body]:
        """The nearest formations that make enough."""
        aim, days, counts = candidate
        enough = self.w.enough if aim.value < self.w.great else self.w.enough * 2
        if aim.kind == HOLD:
            enough = self.w.enough_to_hold * (1 if aim.value < self.w.garrisoned else 2)
        chosen: list[Body] = []
        have = 0
        had = {each for each, key in self.before.aims.items() if aim.is_known_as(key)}
        nearer = 1000 - self.w.committed
        march = {each: away * nearer // 1000 if each in had else away for each, away in days.items()}
        for body in sorted(free, key=lambda body: (march[body.formation], body.formation)):
            if have * 1000 >= aim.need * enough:
                break
            if counts[body.formation]:
                have += counts[body.formation]
                chosen.append(body)
        return chosen

    def _pursue(self, aim: Aim, chosen: list[Body], days: dict[int, int]) -> None:
        """Intents for an aim."""
        for body in chosen:
            self.plan.aims[body.formation] = aim.key
        pursue(self.a, (self.plan, self.before), aim, chosen, days)

    def _stand_by(self, body: Body) -> None:
        """Nothing to go for: off by a lift in time, with those who have something, or near what will be fought for."""
        a, way_out = self.a, self._exits.way_out(body)
        if way_out >= 0 and self._exits.is_time(body, way_out) and self._leave(body, early=True):
            return
        reach = _REACH_DAYS * _DAY // a.world.grid.hex_km10
        busy = [other for other in a.bodies if other.formation in self.plan.aims]
        busy = [other for other in busy if a.world.grid.distance(other.hex, body.hex) <= reach]
        main = next((other for other in busy if other.formation == self._followed(body)), None)
        main = main or max(busy, key=_power, default=None)
        hex = main.hex if main and a.balance(main.hex) >= self.w.beaten else self._key_place(body)
        leader = main.formation if main and hex == main.hex else -1
        if hex < 0 or a.outlook.crow([hex], body.hex)[0] <= _BESIDE:
            stand(self.plan, body, leader)
            return
        self.plan.settle(body, Intent(IntentKind.HOLD, hex, radius=2), Why(Reason.RESERVE, leader, hex))

    def _followed(self, body: Body) -> int:
        """Whose reserve a formation was; -1 for nobody's."""
        before = self.before.reasons.get(body.formation)
        return before.formation if before and before.reason in (Reason.RESERVE, Reason.STANDS) else -1

    def _key_place(self, body: Body) -> int:
        """The place of ours that is worth most to be near to; -1 without any within reach."""
        a, best = self.a, (0, -1)
        field = a.outlook.field([body.hex], Way.ROUND, _REACH_DAYS * _DAY)
        for place, points in sorted(self.stakes.worth.items()):
            hex = a.world.places[place].hex
            if a.view.places[Place.HOLDER, place] == a.side and field[hex] < FAR:
                best = max(best, (points, -hex))
        return -best[1] if best[0] else -1


def _power(body: Body) -> int:
    return body.power


def chance_of(ratio: int) -> int:
    """Per mille of success at a ratio of forces per mille, as the rules' odds."""
    cube = min(ratio, 10_000) ** 3
    return cube * 1000 // (cube + 10**9)
