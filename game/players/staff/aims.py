"""What a staff could go for, what it is worth in points of victory, and what it would take."""

from dataclasses import dataclass

import numpy as np

from game.core.board import HexColumn, Kit
from game.core.facts import NO_LIMIT
from game.core.hexgrid import Ints
from game.core.state import Place
from game.core.world import World
from game.players.staff.appraise import Appraisal, Body, Foe
from game.players.staff.weights import Weights

TAKE, HOLD, STRIKE, JOIN = "take", "hold", "strike", "join"

_WORKS = 200
"""Per mille of defence that a level of works counts for."""
_FRIENDS_OF_FOE = 600
"""Per mille of an enemy's neighbours who would come to his help."""
_WATCH_DAYS = 3
"""A place is in danger when the enemy could be there in so many days of march."""
_UNMET_MEN = 4000
"""Men of an enemy whom nobody has met yet: estimate."""
_QUALITY = 650
"""Per mille of his men that is his power."""
_LEAST_NEED = 500
_EXIT_DAYS = 30
"""Days for which a lift would go on if nobody shut it: estimate."""


@dataclass(frozen=True)
class Aim:
    """Something to take, to hold, to destroy or to join."""

    kind: str
    hex: int
    value: int
    """Points."""
    need: int
    """Power against it."""
    foe: Foe | None = None
    party: str = ""
    """The group whose formations alone can go for it; empty for everybody."""

    @property
    def key(self) -> str:
        """What it is known by from day to day."""
        if self.party:
            return f"{self.kind} {self.party}"
        return f"{self.kind} {self.foe.units[0] if self.foe else self.hex}"

    def is_known_as(self, key: str) -> bool:
        """Whether it was known by a key: of enemies who stood together it is enough that one is still among them."""
        kind, _, number = key.partition(" ")
        if self.party or kind != self.kind:
            return key == self.key
        return int(number) in (self.foe.units if self.foe else (self.hex,))


class Stakes:
    """What places and enemies are worth to a side by the victory terms and its objectives."""

    def __init__(self, world: World, side: int, weights: Weights) -> None:
        self._weights = weights
        self.worth: dict[int, int] = {}
        """Place -> points."""
        self.saved: set[str] = set()
        """Groups whose men are points once a lift has taken them off."""
        self.orders: list[int] = []
        """Orders from above that are points for the other side once they are refused."""
        self.junctions: list[tuple[str, str, int]] = []
        """Two groups that are to come together, and points."""
        self._men: dict[str, int] = {}
        self._prey: dict[str, int] = {}
        leaving: dict[int, int] = {}
        for term in world.victory.terms:
            if term.kind == "hold":
                self.worth[term.place] = self.worth.get(term.place, 0) + abs(term.points)
            elif term.kind == "losses":
                self._men[term.group] = term.per
                if term.place >= 0:
                    points = term.neutral // term.per * weights.spared // 1000
                    self.worth[term.place] = self.worth.get(term.place, 0) + points
            elif term.kind == "saved":
                leaving[term.side] = min(term.per, leaving.get(term.side, term.per))
                if term.side == side:
                    self.saved.add(term.group)
            elif term.kind == "junction" and term.side == side:
                self.junctions.append((term.group, term.other_group, abs(term.points)))
            elif term.kind == "refused" and term.side != side:
                self.orders.append(term.order)
        for objective in world.objectives:
            points = objective.weight * weights.objective
            if objective.side == side and objective.place >= 0:
                self.worth[objective.place] = self.worth.get(objective.place, 0) + points
            elif objective.side == side:
                self._prey[objective.group] = points
        self._value_exits(world, side, leaving)
        self._size: dict[str, int] = {}
        for unit in world.units:
            self._size[unit.group] = self._size.get(unit.group, 0) + 1
        self._groups = [unit.group for unit in world.units]
        counted = self.saved | set(self._men)
        self.dear = {unit.formation for unit in world.units if unit.group in counted}
        """Formations whose men are points: for us once they are saved, for their enemy once they are lost."""

    def _value_exits(self, world: World, side: int, leaving: dict[int, int]) -> None:
        """Add to a port the points for the men whom its ships can take off in a month."""
        for lift in world.lifts:
            if lift.side not in leaving or lift.men == NO_LIMIT:
                continue
            room = lift.at_once + lift.men * min(_EXIT_DAYS, lift.last_day - lift.first_day)
            points = room // leaving[lift.side] * self._weights.exits // 1000
            for place in world.places_by_hex.get(lift.hex, ()):
                self.worth[place] = self.worth.get(place, 0) + points

    def of_foe(self, foe: Foe, men: Ints) -> int:
        """Points that are hoped for from fighting an enemy."""
        points = 0
        for unit in foe.units:
            group = self._groups[unit]
            per = self._men.get(group, self._weights.any_men)
            points += int(men[unit]) * self._weights.prize // 1000 // max(1, per)
            points += self._prey.get(group, 0) // self._size[group]
        return points


def _unmet_power(a: Appraisal) -> int:
    """The power of enemies who are in the order of battle and have not been met: they may be anywhere."""
    kit, units = a.world.board.kit, a.world.units
    known = set(a.theirs.tolist())
    fights = np.flatnonzero((kit[Kit.ZONES] == 1) & (kit[Kit.HEADQUARTERS] == 0)).tolist()
    unmet = [unit for unit in fights if units[unit].side != a.side and unit not in known and a.where[unit] < 0]
    return len(unmet) * _UNMET_MEN * _QUALITY // 1000


def aims(a: Appraisal, stakes: Stakes, free: list[Body]) -> list[Aim]:
    """Everything worth going for, in the order of places and enemies; ``free`` are those who could go."""
    start = max(free, key=lambda body: (body.power, -body.formation)).hex if free else -1
    unmet = _unmet_power(a)
    if a.weights.unmet_fades:
        days = a.world.calendar.days
        unmet = min(unmet, 2 * unmet * (days - a.view.day) // days)
    places = sorted(stakes.worth.items())
    found = [_aim_at_place(a, place, points, (unmet, start)) for place, points in places]
    found += [_aim_at_foe(a, foe, stakes) for foe in a.foes]
    found += [aim for junction in stakes.junctions for aim in _aims_at_junction(a, junction, unmet)]
    return [aim for aim in found if aim is not None and aim.value > 0]


def _aim_at_place(a: Appraisal, place: int, points: int, march: tuple[int, int]) -> Aim | None:
    """An aim at a place; ``march`` is the power of enemies nobody has met, and where we would come from."""
    facts, holder = a.world.places[place], int(a.view.places[Place.HOLDER, place])
    hexes, hex = a.world.board.hexes, facts.hex
    works = 1000 + _WORKS * int(hexes[HexColumn.WORKS, hex])
    foes = a.force_at(hex, 1 - a.side)
    if holder == a.side:
        threat = foes if a.enemy_march[hex] <= _WATCH_DAYS * 200 else 0
        need = threat * 1000 // works * 1000 // a.weights.posture
        return Aim(HOLD, hex, points, max(_LEAST_NEED, need)) if threat else None
    unmet, start = march
    foes = max(foes, a.force_between(start, hex)) if start >= 0 else foes
    share = a.weights.unmet if hexes[HexColumn.COUNTRYSIDE, hex] == 1 - a.side else a.weights.unmet // 2
    need = foes * a.weights.posture // 1000 * works // 1000 + unmet * share // 1000
    return Aim(TAKE, hex, points, max(_LEAST_NEED, need))


def _aims_at_junction(a: Appraisal, junction: tuple[str, str, int], unmet: int) -> list[Aim]:
    """That the nearest of two groups come together: each goes to meet the other, through whoever stands between."""
    *groups, points = junction
    there = [[body.hex for body in a.bodies if body.power and a.group(body) == group] for group in groups]
    if not all(there):
        return []
    ways = [(a.world.grid.distance(one, other), one, other) for one in there[0] for other in there[1]]
    _, one, other = min(ways)
    need = a.force_between(one, other) * a.weights.posture // 1000 + unmet * a.weights.unmet // 1000
    need = max(_LEAST_NEED, need)
    return [Aim(JOIN, other, points, need, party=groups[0]), Aim(JOIN, one, points, need, party=groups[1])]


def _aim_at_foe(a: Appraisal, foe: Foe, stakes: Stakes) -> Aim:
    hexes, around = a.world.board.hexes, a.force_at(foe.hex, 1 - a.side)
    works = 1000 + _WORKS * int(hexes[HexColumn.WORKS, foe.hex])
    helpers = max(0, around - foe.power) * _FRIENDS_OF_FOE // 1000
    need = foe.power * works // 1000 + helpers
    value = stakes.of_foe(foe, a.men)
    width = int(a.enemy_corridors[0][foe.hex]) if a.weights.sees_rings else 9999
    if foe.ringed or width < a.weights.shut_days * 200 // 1000 * 2:
        value = value * a.weights.exposed // 1000
    return Aim(STRIKE, foe.hex, value, max(_LEAST_NEED, need), foe)
