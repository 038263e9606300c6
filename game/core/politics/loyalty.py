"""How far a formation's commander stands by his side: the daily account, envoys, agents, rest. Rulebook 8.1-8.5."""

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from game.core import events as ev
from game.core.battle.morale import change_cohesion
from game.core.causes import LoyaltyCause, MoraleCause
from game.core.hexgrid import Ints
from game.core.kinds import Standing, Status, SupplyState
from game.core.luck import LUCK_ONE, Purpose
from game.core.numbers import Number
from game.core.politics.rest import resting_lines
from game.core.state import LOSSES, F, U
from game.core.turn import Turn
from game.core.world import World

Line = tuple[int, int, int]
"""Formation, `LoyaltyCause`, signed per mille."""

NEAR = 2
"""Hexes within which friends count as near."""
WITHIN_TWO = 3 * NEAR * (NEAR + 1)
"""Columns of ``Board.near`` within two hexes."""
ON_ITS_SIDE = (Standing.LOYAL, Standing.ASIDE)
"""What formations are that can still be won or lost."""
_OF_THE_HUNGRY = {
    int(SupplyState.OUT): (LoyaltyCause.HUNGER, Number.OUT_LOYALTY),
    int(SupplyState.LOW): (LoyaltyCause.LOW_SUPPLY, Number.LOW_LOYALTY),
}
_FLAGS = np.array([F.FAMILIES, F.WON, F.WORK, F.ASSAULTED], dtype=np.int64)
_THREE_DAYS = np.array([F.LOST_1, F.LOST_2, F.LOST_3], dtype=np.int64)
_COUNTED = np.array([U.FORMATION, U.HEX, U.SIDE, U.MEN, U.ENCIRCLED, U.SUPPLY], dtype=np.int64)


class Condition(NamedTuple):
    """How the units of a formation stand, together."""

    units: list[int]
    men: int
    encircled: int
    """Days for which all of them have been encircled."""
    supply: int
    """State of supply of the worse half of its men."""


def resolve_loyalty(turn: Turn) -> dict[int, Condition]:
    """Dawn: the day's losses are counted, envoys and agents arrive, loyalty moves. How formations on the map stand."""
    _turn_ledgers(turn)
    _receive_envoys(turn)
    _receive_agents(turn)
    found = conditions(turn)
    note_the_lost(turn, found)
    standing = present(found)
    resting = resting_lines(turn, {formation: condition.units for formation, condition in standing.items()})
    change_loyalty(turn, [*_daily_lines(turn, standing), *resting, *_broken_promises(turn)])
    return standing


def change_loyalty(turn: Turn, lines: list[Line]) -> None:
    """Apply lines, several to a formation if need be; loyalty stays between 0 and 1000."""
    now = turn.state.formations[F.LOYALTY].tolist()
    totals: dict[int, int] = {}
    for formation, _, change in lines:
        if change:
            totals[formation] = totals.get(formation, now[formation]) + change
    if totals:
        loyalty = tuple(min(1000, max(0, value)) for value in totals.values())
        turn.emit(ev.LoyaltyChanged(tuple(totals), loyalty, tuple(line for line in lines if line[2])))


def units_of(turn: Turn, formation: int) -> list[int]:
    """The units directly under a formation that are on the map and on its side."""
    units = turn.state.units
    there = (units[U.FORMATION] == formation) & (units[U.HEX] >= 0)
    return [int(unit) for unit in np.flatnonzero(there & (units[U.SIDE] == turn.state.formations[F.SIDE, formation]))]


def conditions(turn: Turn) -> dict[int, Condition]:
    """How every formation stands that has units of its own and has neither gone over nor been lost."""
    sides, standing = turn.state.formations[[F.SIDE, F.STANDING]].tolist()
    whose, *columns = turn.state.units[_COUNTED].tolist()
    members: dict[int, list[tuple[int, int, int, int]]] = {
        formation: [] for formation in sorted(set(whose)) if standing[formation] in ON_ITS_SIDE
    }
    for unit, (formation, hex, side, men, encircled, supply) in enumerate(zip(whose, *columns, strict=True)):
        if hex >= 0 and side == sides[formation] and formation in members:
            members[formation].append((unit, men, encircled, supply))
    return {formation: _condition(rows) for formation, rows in members.items()}


def present(conditions: dict[int, Condition]) -> dict[int, Condition]:
    """Those formations that have units on the map."""
    return {formation: condition for formation, condition in conditions.items() if condition.units}


def _condition(rows: list[tuple[int, int, int, int]]) -> Condition:
    """Sum up rows of unit, men, days of encirclement and state of supply."""
    if not rows:
        return Condition([], 0, 0, int(SupplyState.FINE))
    units, men, encircled, supply = zip(*rows, strict=True)
    state = supply[0] if len(set(supply)) == 1 else _of_worse_half(supply, men)
    return Condition(list(units), sum(men), min(encircled), state)


def _of_worse_half(supply: tuple[int, ...], men: tuple[int, ...]) -> int:
    """The state of supply that half of the men have or a worse one."""
    worst_first = sorted(zip(supply, men, strict=True), reverse=True)
    counted = accumulate(its_men for _, its_men in worst_first)
    return next(state for (state, _), so_far in zip(worst_first, counted, strict=True) if 2 * so_far >= sum(men))


def note_the_lost(turn: Turn, found: dict[int, Condition]) -> None:
    """Formations that have lost their last unit, and what that does to those who are left.

    However many are told of at one dawn, they shake nobody more than the one that shakes him most.
    """
    units = turn.state.units
    loyalty: list[Line] = []
    cohesion: list[Line] = []
    for formation in (number for number, condition in found.items() if not condition.units):
        waiting = (units[U.FORMATION] == formation) & (units[U.STATUS] == int(Status.WAITING))
        if not waiting.any():
            side, fell = turn.state.formations[[F.SIDE, F.FELL], formation].tolist()
            if _was_brought_off(turn, formation):
                turn.emit(ev.FormationBroughtOff(formation, side))
                continue
            turn.emit(ev.FormationLost(formation, side))
            doubts, shocks = _shocks(turn, formation, side, found, fell)
            loyalty += doubts
            cohesion += shocks
    change_loyalty(turn, _heaviest(loyalty))
    change_cohesion(turn, _heaviest(cohesion))


def _heaviest(lines: list[Line]) -> list[Line]:
    """The line that costs most for each formation or unit."""
    most: dict[int, Line] = {}
    for line in lines:
        if line[0] not in most or line[2] < most[line[0]][2]:
            most[line[0]] = line
    return list(most.values())


def _was_brought_off(turn: Turn, formation: int) -> bool:
    """Whether more men of a formation left the map than were lost."""
    units = turn.state.units[:, turn.state.units[U.FORMATION] == formation]
    return int(units[U.LEFT].sum()) > int(units[list(LOSSES)].sum())


def shake(turn: Turn, formation: int, side: int, found: dict[int, Condition], where: tuple[int, ...]) -> None:
    """What the loss of a formation does to its side: to its clique, and to those beside ``where`` it stood.

    Loyalty and cohesion suffer alike: of the clique every unit, of neighbours those that stood near. Rulebook 7.2, 8.2.
    """
    loyalty, cohesion = _shocks(turn, formation, side, found, *where)
    change_loyalty(turn, loyalty)
    change_cohesion(turn, cohesion)


def _shocks(
    turn: Turn, formation: int, side: int, found: dict[int, Condition], *where: int
) -> tuple[list[Line], list[Line]]:
    """The lines of loyalty and of cohesion that the loss of a formation costs its side."""
    numbers, world = turn.world.numbers, turn.world
    clique = world.formations[formation].clique
    loyalty: list[Line] = []
    cohesion: list[Line] = []
    for other, condition in found.items():
        if other == formation or turn.state.formations[F.SIDE, other] != side or not condition.units:
            continue
        near = [unit for unit in condition.units if any(hex >= 0 and is_near(turn, [unit], hex) for hex in where)]
        if clique and world.formations[other].clique == clique:
            loyalty.append((other, LoyaltyCause.CLIQUE_LOST, -int(numbers[Number.COLLAPSE_CLIQUE])))
            shock = -int(numbers[Number.SHOCK_CLIQUE])
            cohesion += [(unit, MoraleCause.CLIQUE_LOST, shock) for unit in condition.units]
        elif near:
            loyalty.append((other, LoyaltyCause.NEIGHBOUR_LOST, -int(numbers[Number.COLLAPSE_BESIDE])))
            shock = -int(numbers[Number.SHOCK_FORMATION])
            cohesion += [(unit, MoraleCause.NEIGHBOUR_LOST, shock) for unit in near]
    return loyalty, cohesion


def is_near(turn: Turn, units: list[int], hex: int) -> bool:
    """Whether any of the units stands within two hexes."""
    places = turn.state.units[U.HEX, units].tolist()
    return any(place >= 0 and turn.world.grid.distance(place, hex) <= NEAR for place in places)


def _daily_lines(turn: Turn, standing: dict[int, Condition]) -> list[Line]:
    """The account of a day. Rulebook 8.2."""
    numbers = turn.world.numbers
    flags = turn.state.formations[_FLAGS].T.tolist()
    spent, first, last = _spent(turn, standing), numbers[Number.RING_DAYS], numbers[Number.RING_LAST]
    lines: list[Line] = []
    for formation, condition in standing.items():
        days = condition.encircled
        families, won, work, assaulted = flags[formation]
        if days > last:
            lines.append((formation, LoyaltyCause.ENCIRCLED, -numbers[Number.RING_LATER]))
        elif days >= first:
            lines.append((formation, LoyaltyCause.ENCIRCLED, -numbers[Number.RING_LOYALTY]))
        if days and families:
            lines.append((formation, LoyaltyCause.FAMILIES, -numbers[Number.FAMILIES_CUT_OFF]))
        if condition.supply in _OF_THE_HUNGRY:
            cause, number = _OF_THE_HUNGRY[condition.supply]
            lines.append((formation, cause, -numbers[number]))
        if formation in spent:
            lines.append((formation, LoyaltyCause.SPENT, -numbers[Number.SPENT_LOYALTY]))
        if days and _is_relief_near(turn, condition):
            lines.append((formation, LoyaltyCause.RELIEF_NEAR, numbers[Number.RELIEF_NEAR]))
        if won:
            lines.append((formation, LoyaltyCause.BATTLE_WON, numbers[Number.WON_LOYALTY]))
        if work and not assaulted:
            lines.append((formation, LoyaltyCause.WORK, -work * numbers[Number.WORK_EFFECT]))
    return lines


def _spent(turn: Turn, standing: dict[int, Condition]) -> set[int]:
    """Formations whose share of their group's losses in three days exceeds their share of its men. Rulebook 8.2."""
    formations = turn.state.formations
    sides, bled = formations[F.SIDE].tolist(), formations[_THREE_DAYS].sum(axis=0).tolist()
    least = int(turn.world.numbers[Number.SPENT_LEAST])
    groups: dict[tuple[int, str], list[int]] = {}
    for formation in standing:
        groups.setdefault((sides[formation], turn.world.formations[formation].group), []).append(formation)
    spent = set()
    for ours in groups.values():
        lost, men = sum(bled[each] for each in ours), sum(standing[each].men for each in ours)
        for each in ours:
            if bled[each] * 1000 >= least * standing[each].men and bled[each] * men > lost * standing[each].men:
                spent.add(each)
    return spent


def _is_relief_near(turn: Turn, condition: Condition) -> bool:
    """Whether friends who are not themselves cut off stand within two hexes."""
    units = turn.state.units
    outside = (units[U.HEX] >= 0) & (units[U.SIDE] == units[U.SIDE, condition.units[0]]) & (units[U.ENCIRCLED] == 0)
    return is_any_within(turn.world, units[U.HEX, outside], units[U.HEX, condition.units], WITHIN_TWO)


def is_any_within(world: World, hexes: Ints, centres: Ints, columns: int) -> bool:
    """Whether any of ``hexes``, all on the map, is a centre or lies in those columns of ``Board.near`` of one."""
    around = {*centres.tolist(), *world.board.near[centres, :columns].ravel().tolist()}
    return not around.isdisjoint(hexes.tolist())


def _receive_envoys(turn: Turn) -> None:
    """Envoys whose day has come are caught or received. Rulebook 8.4."""
    chance = LUCK_ONE * int(turn.world.numbers[Number.ENVOY_RISK]) // 1000
    for formation, draw in _draws_of_those_due(turn, F.ENVOY, Purpose.ENVOY):
        caught = draw < chance
        turn.emit(ev.EnvoyCaught(formation, chance) if caught else ev.EnvoyArrived(formation, turn.state.day))


def _receive_agents(turn: Turn) -> None:
    """Agents whose day has come are in the staff, or have been found out. Rulebook 8.4."""
    chance = LUCK_ONE * int(turn.world.numbers[Number.PLANT_CHANCE]) // 1000
    for formation, draw in _draws_of_those_due(turn, F.PLANTING, Purpose.AGENTS):
        turn.emit(ev.AgentsPlanted(formation, chance) if draw < chance else ev.AgentsCaught(formation, chance))


def _draws_of_those_due(turn: Turn, column: F, purpose: Purpose) -> Iterator[tuple[int, int]]:
    """Formations to which somebody comes whose day a column holds, each with the draw of who sent him."""
    formations = turn.state.formations
    due = (formations[column] >= 0) & (formations[column] <= turn.state.day)
    for formation in np.flatnonzero(due).tolist():
        sender = 1 - int(formations[F.SIDE, formation])
        yield formation, turn.draw(purpose, sender, turn.world.formations[formation].key, 0)


def _broken_promises(turn: Turn) -> list[Line]:
    """A commander attacked by those who promised to spare him becomes more loyal to his side. Rulebook 8.3."""
    spared, assaulted = turn.state.formations[[F.SPARED, F.ASSAULTED]]
    broken = np.flatnonzero((spared >= 0) & (assaulted == 1)).tolist()
    for formation in broken:
        turn.emit(ev.PromiseBroken(formation))
    return [(each, LoyaltyCause.WORD_BROKEN, int(turn.world.numbers[Number.SPARE_BROKEN])) for each in broken]


def _turn_ledgers(turn: Turn) -> None:
    """Count every formation's losses of the day and shift the last three days."""
    units, formations = turn.state.units, turn.state.formations
    # those who came back count as well, and the wounded who were captured are among the captured
    casualties = units[[U.KILLED, U.WOUNDED, U.RETURNED, U.CAPTURED]].sum(axis=0)
    lost = np.bincount(units[U.FORMATION], weights=casualties, minlength=formations.shape[1]).astype(np.int64)
    turn.emit(
        ev.LedgerTurned(
            tuple(lost.tolist()),
            tuple(np.maximum(0, lost - formations[F.LOST]).tolist()),  # wounded can leave the map
            tuple(formations[F.LOST_1].tolist()),
            tuple(formations[F.LOST_2].tolist()),
            int(turn.world.numbers[Number.POLITICS_A_DAY]),
        )
    )
