"""What overlays show, read by the rules' own queries: classes of hexes, ways, failing hexes, a legend."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from game.core.board import Kit
from game.core.command.headquarters import is_led_at_home, ways_of_command
from game.core.fog.insight import Insight, insight
from game.core.fog.observe import is_night
from game.core.hexgrid import Ints
from game.core.kernels.reach import reach
from game.core.kernels.survey import FULL_ZONE, HALF_ZONE, ZONE, survey
from game.core.kinds import SupplyState
from game.core.movement.march import look_for
from game.core.numbers import Number
from game.core.state import F, Place, U
from game.core.world import SIDES
from game.session.supply_ways import SupplyMap
from game.ui.board.overlays import NOTHING
from game.ui.counters.look import Counter, look
from game.ui.situation import Situation
from game.ui.style.patterns import Pattern

_WEAK, _STRONG = 5_000, 15_000
"""Men who can fall upon a hex: below the first few, from the second many."""
_GHOST_DAYS = 3
"""A documented position is shown for so many days."""


class Kind(NamedTuple):
    """A class of hexes: its words under ``panels.legend``, its colour by name and its pattern."""

    words: str
    colour: str
    """A state of the palette, ``first`` or ``second`` for a side, ``mixed``, ``sea``, or ``unknown``."""
    pattern: Pattern = Pattern.PLAIN


class Layer(NamedTuple):
    """A class for every hex, `NOTHING` where there is none."""

    classes: Ints
    kinds: tuple[Kind, ...]
    tint: int = 46


class Trace(NamedTuple):
    """A line over hexes."""

    hexes: tuple[int, ...]
    colour: str
    dashed: bool = False


class Sign(NamedTuple):
    """A cross on a hex."""

    hex: int
    colour: str


@dataclass
class Reading:
    """What an overlay shows."""

    layers: list[Layer] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    counters: list[Counter] = field(default_factory=list)
    """Pale counters beside those of the position."""
    legend: list[Kind] = field(default_factory=list)


def side_of(situation: Situation) -> int:
    """Whose overlay it is: the watcher's, or for one who sees everything that of the selected unit."""
    if situation.side >= 0:
        return situation.side
    side = int(situation.state.units[U.SIDE, situation.unit]) if situation.unit >= 0 else 0
    return max(0, side)


def _here(situation: Situation, side: int) -> list[int]:
    """The units of a side that are seen on the map."""
    units = situation.state.units
    return [int(unit) for unit in np.flatnonzero((units[U.SIDE] == side) & (units[U.HEX] >= 0))]


def _empty(situation: Situation) -> Ints:
    return np.full(situation.world.grid.size, NOTHING, dtype=np.int64)


def _at_units(situation: Situation, classes: Iterable[tuple[int, int]]) -> Ints:
    """Classes of units laid on their hexes; of several on a hex the highest shows."""
    found = _empty(situation)
    for unit, number in classes:
        hex = int(situation.state.units[U.HEX, unit])
        found[hex] = max(int(found[hex]), number)
    return found


_FED = (Kind("supply_near", "good"), Kind("supply_far", "fair", Pattern.RISING))
_HUNGRY = (Kind("supply_low", "poor", Pattern.FALLING), Kind("supply_out", "bad", Pattern.CROSSED))


def supply(situation: Situation) -> Reading:
    """Where carts bring enough and where less, who goes hungry, by which way supplies come and where it fails."""
    world, state, side = situation.world, situation.state, side_of(situation)
    supplies = SupplyMap(world, state, side)
    near = supplies.carry * int(world.numbers[Number.STRAINED_RANGE]) // 1000
    distance = supplies.distance
    fed = np.where(distance <= near, 0, np.where(distance <= supplies.carry, 1, NOTHING)).astype(np.int64)
    own = [unit for unit in _here(situation, side) if not world.board.kit[Kit.DOMESTIC, unit]]
    low = {SupplyState.LOW: 0, SupplyState.OUT: 1}
    states = {unit: SupplyState(int(state.units[U.SUPPLY, unit])) for unit in own}
    hungry = _at_units(situation, [(unit, low[states[unit]]) for unit in own if states[unit] in low])
    asked = [unit for unit in situation.units if unit in states]
    told = asked or [unit for unit in own if states[unit] in low or state.units[U.ENCIRCLED, unit] > 0]
    reading = Reading([Layer(fed, _FED, 34), Layer(hungry, _HUNGRY, 80)], legend=[*_FED, *_HUNGRY])
    for way in dict.fromkeys(supplies.way(unit) for unit in told):
        colour = "good" if way.is_open else "bad"
        reading.traces += [Trace(way.carts, colour, not way.is_open), Trace((way.carts[-1:] + way.trains), "sea")]
        if way.fails_at >= 0:
            reading.signs.append(Sign(way.fails_at, "bad"))
    reading.legend += [Kind("supply_way", "sea"), Kind("supply_fails", "bad")]
    return reading


def zones(situation: Situation) -> Reading:
    """Zones of control of both sides as far as they are known."""
    board, units, side = situation.world.board, situation.state.units, side_of(situation)
    theirs = (survey(board, units, side) & ZONE).astype(np.int64)
    ours = (survey(board, units, 1 - side) & ZONE).astype(np.int64)
    kinds = (
        Kind("zone_own", _NAMES[side]),
        Kind("zone_half", _NAMES[1 - side], Pattern.RISING),
        Kind("zone_full", _NAMES[1 - side], Pattern.FALLING),
        Kind("zone_both", "mixed", Pattern.CROSSED),
    )
    classes = _empty(situation)
    classes[ours > 0] = 0
    classes[theirs == HALF_ZONE] = 1
    classes[theirs == FULL_ZONE] = 2
    classes[(ours > 0) & (theirs > 0)] = 3
    return Reading([Layer(classes, kinds)], legend=list(kinds))


_NAMES = ("first", "second")


def command(situation: Situation) -> Reading:
    """How far headquarters and commanders reach, and who is beyond it."""
    world, state, side = situation.world, situation.state, side_of(situation)
    own = [unit for unit in _here(situation, side) if not is_led_at_home(world, unit)]
    heads: dict[int, int] = {}
    for unit in own:
        for other, _, reaches in ways_of_command(world, state, unit):
            heads[other] = max(reaches, heads.get(other, 0))
    classes = _empty(situation)
    for other, reaches in sorted(heads.items(), key=lambda head: -head[1]):
        number = int(reaches <= int(world.numbers[Number.HEADQUARTERS_ARMY]))
        inside = world.grid.disc(int(state.units[U.HEX, other]), reaches // world.grid.hex_km10)
        classes[inside] = np.maximum(classes[inside], number)
    kinds = (Kind("command_front", "sea"), Kind("command_army", "good", Pattern.RISING))
    lost = Kind("command_lost", "bad", Pattern.CROSSED)
    unled = _at_units(situation, [(unit, 0) for unit in own if state.units[U.UNLED, unit] == 1])
    reading = Reading([Layer(classes, kinds, 34), Layer(unled, (lost,), 80)], legend=[*kinds, lost])
    for unit in situation.units:
        if unit in own:
            here = int(state.units[U.HEX, unit])
            for other, distance, reaches in ways_of_command(world, state, unit):
                colour = "good" if distance <= reaches else "bad"
                reading.traces.append(Trace((here, int(state.units[U.HEX, other])), colour, distance > reaches))
    return reading


_BANDS = (
    Kind("cohesion_good", "good"),
    Kind("cohesion_fair", "fair", Pattern.RISING),
    Kind("cohesion_poor", "poor", Pattern.FALLING),
    Kind("cohesion_bad", "bad", Pattern.CROSSED),
)


def cohesion(situation: Situation) -> Reading:
    """How units hold together; of the other side's no more is known than whether they are routed."""
    own = _here(situation, side_of(situation))
    if situation.side < 0:
        own += _here(situation, 1 - side_of(situation))
    values = situation.state.units[U.COHESION]
    classes = _at_units(situation, [(unit, _band(int(values[unit]), (600, 400, 250))) for unit in own])
    return Reading([Layer(classes, _BANDS, 90)], legend=list(_BANDS))


def _band(value: int, limits: tuple[int, int, int]) -> int:
    """The number of limits that a value falls short of."""
    return sum(value < limit for limit in limits)


_LOYALTY = (
    Kind("loyalty_good", "good"),
    Kind("loyalty_fair", "fair", Pattern.RISING),
    Kind("loyalty_poor", "poor", Pattern.FALLING),
    Kind("loyalty_bad", "bad", Pattern.CROSSED),
    Kind("loyalty_contact", "mixed", Pattern.RISING),
)


def loyalty(situation: Situation) -> Reading:
    """How far own commanders can be trusted, and with which of the enemy's there is contact."""
    state, limit = situation.state, int(situation.world.numbers[Number.OVER_BELOW])
    found = []
    for side in SIDES:
        for unit in _here(situation, side):
            formation = int(state.units[U.FORMATION, unit])
            row = state.formations[:, formation].tolist()
            if row[F.LOYALTY] >= 0 and situation.side in (-1, side):
                found.append((unit, _band(row[F.LOYALTY], (limit + 200, limit + 100, limit))))
            if situation.side != side and (row[F.AGENTS] == 1 or row[F.CONTACT] >= 0):
                found.append((unit, 4))
    return Reading([Layer(_at_units(situation, found), _LOYALTY, 90)], legend=list(_LOYALTY))


def fog(situation: Situation) -> Reading:
    """What the side sees now; enemies remembered are shown pale, with the days since then."""
    world, state = situation.world, situation.state
    kinds = Kind("fog_unseen", "unknown", Pattern.RISING), Kind("fog_in_part", "fair", Pattern.FALLING)
    sees = insight(world, state, side_of(situation))
    classes = np.select([sees == Insight.UNSEEN, sees == Insight.IN_PART], [0, 1], NOTHING).astype(np.int64)
    return Reading([Layer(classes, kinds, 90)], legend=[*kinds, Kind("fog_ghost", "unknown")])


def objectives(situation: Situation) -> Reading:
    """Places that count, by who holds them, the troops whose loss counts, and where men who count leave the map.

    Below them the ground on which the spared have to stand.
    """
    world, state, terms = situation.world, situation.state, situation.world.victory.terms
    spared = _spared_ground(situation)
    kinds = (
        Kind("objective_first", "first"),
        Kind("objective_second", "second"),
        Kind("objective_nobody", "fair", Pattern.RISING),
        Kind("objective_group", "bad", Pattern.FALLING),
        Kind("objective_lift", "sea", Pattern.CROSSED),
    )
    classes = _empty(situation)
    groups = {term.group for term in terms if term.kind == "losses"}
    for unit, facts in enumerate(world.units):
        if facts.group in groups and state.units[U.HEX, unit] >= 0:
            classes[int(state.units[U.HEX, unit])] = 3
    for place in _places_that_count(situation):
        holder = int(state.places[Place.HOLDER, place])
        classes[world.places[place].hex] = holder if holder >= 0 else 2
    saved = {term.side for term in terms if term.kind == "saved"}
    for lift in world.lifts:
        if lift.side in saved:
            classes[lift.hex] = 4
    ground = [Layer(spared, (_SPARED,))] if (spared != NOTHING).any() else []
    return Reading([*ground, Layer(classes, kinds, 90)], legend=[*kinds, *(_SPARED for _ in ground)])


_SPARED = Kind("objective_spared", "good")


def _spared_ground(situation: Situation) -> Ints:
    """The hexes where terms of losses ask of the spared to be."""
    world, ground = situation.world, _empty(situation)
    for term in world.victory.terms:
        if term.toward >= 0:
            goal = world.places[term.toward].hex
            ground[world.grid.disc(goal, world.grid.distance(world.places[term.place].hex, goal))] = 0
    return ground


def _places_that_count(situation: Situation) -> set[int]:
    """Places that score, and those whose loss wears a commander down where talks with him score."""
    world = situation.world
    found = {term.place for term in world.victory.terms if term.toward < 0}
    for term in world.victory.terms:
        if term.talk >= 0:
            talk = world.talks[term.talk]
            found |= {talk.principal, *talk.cities, *talk.ports}
    return found - {-1}


def threat(situation: Situation) -> Reading:
    """How many men of the other side in sight can fall upon each hex in a watch."""
    world, state, side = situation.world, situation.state, side_of(situation)
    marks = look_for(world, state, 1 - side)
    night, men = is_night(world, state), np.zeros(world.grid.size, dtype=np.int64)
    neighbours = world.grid.neighbours
    for unit in _here(situation, 1 - side):
        cost, _ = reach(world.march_arrays, state.units, state.crossings, marks, unit, night)
        stand = cost > 0
        stand[int(state.units[U.HEX, unit])] = True
        struck = stand.copy()
        around = neighbours[stand]
        struck[around[around >= 0]] = True
        men[struck] += int(state.units[U.MEN, unit])
    kinds = (
        Kind("threat_few", "fair"),
        Kind("threat_some", "poor", Pattern.RISING),
        Kind("threat_many", "bad", Pattern.CROSSED),
    )
    strong = np.where(men >= _STRONG, 2, np.where(men >= _WEAK, 1, np.where(men > 0, 0, NOTHING)))
    return Reading([Layer(strong.astype(np.int64), kinds)], legend=list(kinds))


def ghosts(situation: Situation) -> Reading:
    """Where units are documented to have stood about this day, pale, with the days since then."""
    world, state, day = situation.world, situation.state, situation.state.day
    stood: dict[int, tuple[int, int]] = {}
    for track in situation.scenario.tracks:
        for position in track.positions:
            if day - _GHOST_DAYS < position.day <= day and position.day >= stood.get(position.unit, (-1, 0))[0]:
                stood[position.unit] = position.day, position.hex
    reading = Reading(legend=[Kind("ghost", "unknown"), Kind("ghost_way", "mixed")])
    for unit, (when, hex) in stood.items():
        facts = world.units[unit]
        seen_as = look(world, situation.scenario.start, unit, day, situation.words.lang)
        pale = seen_as._replace(
            side=facts.side, ghost_days=day - when, supply=-1, cohesion=-1, encircled=False, of_history=True
        )
        reading.counters.append(Counter(hex, (unit,), pale))
        here = int(state.units[U.HEX, unit])
        if here >= 0 and here != hex:
            reading.traces.append(Trace((hex, here), "mixed", dashed=True))
    return reading


READINGS: dict[str, Callable[[Situation], Reading]] = {
    "supply": supply,
    "zones": zones,
    "command": command,
    "cohesion": cohesion,
    "loyalty": loyalty,
    "fog": fog,
    "objectives": objectives,
    "threat": threat,
    "ghosts": ghosts,
}
"""Every overlay by its name, as in `game.ui.keys.Action`."""
