"""What is signed and carried out when a whole command has come to terms. Rulebook 9.5."""

import numpy as np

from game.core import events as ev
from game.core.battle.retreat import make_way
from game.core.battle.spoils import take_places
from game.core.fog.reports import tell_of_places
from game.core.kinds import Fate, Status
from game.core.movement.lift import taken_on
from game.core.numbers import Number
from game.core.state import Lifting, Place, T, U
from game.core.turn import Turn


def members(turn: Turn, talk: int) -> list[int]:
    """The units of a command that are on the map and still its side's."""
    facts, units = turn.world.talks[talk], turn.state.units
    if not facts.units:
        return []
    chosen = np.array(facts.units, dtype=np.int64)
    there = (units[U.HEX, chosen] >= 0) & (units[U.SIDE, chosen] == facts.side)
    found: list[int] = chosen[there].tolist()
    return found


def has_commander(turn: Turn, talk: int) -> bool:
    """Whether somebody can answer for a command: its headquarters, or where it never had one anybody. Rulebook 9.1."""
    headquarters, there = turn.world.talks[talk].headquarters, members(turn, talk)
    return not set(there).isdisjoint(headquarters) if headquarters else bool(there)


def sign(turn: Turn, talk: int) -> None:
    """The fighting ends for the command."""
    due = turn.state.day + turn.world.talks[talk].handing_over_days
    turn.emit(ev.TalksSigned(talk, int(turn.state.talks[T.TERM, talk]), due))
    stand_aside(turn, talk)


def stand_aside(turn: Turn, talk: int) -> None:
    """Every unit of the command that is on the map is out of the war, those who have just come too."""
    units = tuple(unit for unit in members(turn, talk) if turn.state.units.item(U.STATUS, unit) != Status.ASIDE)
    if units:
        turn.emit(ev.UnitsStoodAside(talk, units))


def hand_over(turn: Turn, talk: int) -> None:
    """Hold-outs fly out; the others join, disarm or leave; their places change hands."""
    facts = turn.world.talks[talk]
    term = turn.world.terms[int(turn.state.talks[T.TERM, talk])]
    units = members(turn, talk)
    hexes = sorted(set(turn.state.units[U.HEX, units].tolist()))
    leaving, carried = _who_leave(turn, talk, units)
    joining = [unit for unit in units if term.units is Fate.JOIN and leaving[unit] < turn.state.units[U.MEN, unit]]
    _dismiss(turn, talk, [unit for unit in units if unit not in joining], leaving)
    if joining:
        _join(turn, talk, joining, leaving)
    _give_up_places(turn, talk, hexes)
    tell_of_places(turn, hexes, facts.side)
    done = int(turn.state.talks[T.TERM, talk])
    turn.emit(ev.TalksDone(talk, 1 - facts.side, done, tuple(carried), tuple(carried.values())))


def _who_leave(turn: Turn, talk: int, units: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    """For each unit the men who leave the map free, and for each lift that flies them the men it has carried today."""
    world, state, facts = turn.world, turn.state, turn.world.talks[talk]
    men = {unit: int(state.units[U.MEN, unit]) for unit in units}
    term = world.terms[int(state.talks[T.TERM, talk])]
    if term.units is Fate.LEAVE:
        return men, {}
    cliques = {each.clique: each for each in facts.hold_outs} if term.hold_outs_leave else {}
    carried = {each.lift: int(state.lifts[Lifting.CARRIED, each.lift]) for each in cliques.values() if each.lift >= 0}
    leaving = dict.fromkeys(units, 0)
    for unit in units:
        held = cliques.get(world.formations[int(state.units[U.FORMATION, unit])].clique)
        if held is None:
            continue
        leaving[unit] = men[unit] * held.leave // 1000
        if held.lift >= 0:
            leaving[unit] = taken_on(world.lifts[held.lift], state.day, carried[held.lift], leaving[unit])
            carried[held.lift] += leaving[unit]
    return leaving, carried


def _dismiss(turn: Turn, talk: int, chosen: list[int], leaving: dict[int, int]) -> None:
    """Units leave the map; who does not leave free is captured, and so are the wounded left behind."""
    units = turn.state.units
    if chosen:
        left = [int(units[U.LEFT, unit]) + leaving[unit] for unit in chosen]
        captured = [int(units[[U.CAPTURED, U.WOUNDED, U.MEN], unit].sum()) - leaving[unit] for unit in chosen]
        turn.emit(ev.UnitsDismissed(talk, tuple(chosen), tuple(left), tuple(captured)))


def _join(turn: Turn, talk: int, chosen: list[int], leaving: dict[int, int]) -> None:
    """Units change side where they stand; others in their hexes make way."""
    units, numbers, side = turn.state.units, turn.world.numbers, 1 - turn.world.talks[talk].side
    away = np.array([leaving[unit] for unit in chosen], dtype=np.int64)
    men = units[U.MEN, chosen] - away
    over = men + units[U.WOUNDED, chosen]
    turn.emit(
        ev.UnitsJoined(
            talk,
            side,
            tuple(sorted(set(units[U.FORMATION, chosen].tolist()))),
            tuple(chosen),
            tuple(men.tolist()),
            tuple((units[U.LEFT, chosen] + away).tolist()),
            tuple((units[U.GONE_OVER, chosen] + over).tolist()),
            tuple((units[U.ENROLLED, chosen] + over).tolist()),
            int(numbers[Number.OVER_QUALITY]),
            turn.state.day + int(numbers[Number.OVER_DAYS]),
        )
    )
    for hex, unit in sorted({int(units[U.HEX, unit]): unit for unit in reversed(chosen)}.items()):
        make_way(turn, hex, side)
        take_places(turn, unit, (hex,))


def _give_up_places(turn: Turn, talk: int, hexes: list[int]) -> None:
    """The command's cities, and what its units held, pass to the other side unless others of its side stand there."""
    world, state, facts = turn.world, turn.state, turn.world.talks[talk]
    places = {facts.principal, *facts.cities, *facts.ports}
    places |= {place for hex in hexes for place in world.places_by_hex.get(hex, ())}
    for place in sorted(places):
        if state.places[Place.HOLDER, place] != facts.side:
            continue
        there = state.units_at(world.places[place].hex)
        if not any(state.units[U.SIDE, unit] == facts.side for unit in there):
            turn.emit(ev.PlaceTaken(place, 1 - facts.side, facts.side, -1))
            tell_of_places(turn, (world.places[place].hex,), facts.side)
