"""What becomes of a formation's allegiance: going over, standing aside, laying down arms. Rulebook 8.6, 8.7."""

from collections.abc import Sequence

import numpy as np

from game.core import events as ev
from game.core.battle.morale import take_up_arms
from game.core.battle.retreat import make_way, surrender_chance, way_back
from game.core.battle.spoils import captors_around, supplies_of, take_places, take_stocks
from game.core.causes import LimitCause, Trigger
from game.core.fog.reports import tell_of_places
from game.core.kinds import Standing, Status, SupplyState
from game.core.luck import LUCK_ONE, Purpose
from game.core.numbers import Number
from game.core.politics.loyalty import (
    WITHIN_TWO,
    Condition,
    conditions,
    is_any_within,
    note_the_lost,
    present,
    shake,
    units_of,
)
from game.core.state import F, U
from game.core.turn import Turn

LimitLine = tuple[int, int]
"""`LimitCause`, signed per mille."""

_WITHIN_ONE = 6
"""Columns of ``Board.near`` within one hex."""
_WHO_IS_WHERE = np.array([U.HEX, U.SIDE, U.FORMATION], dtype=np.int64)


def resolve_allegiance(turn: Turn, standing: dict[int, Condition]) -> None:
    """Dawn, after loyalty has moved: formations at their end lay down their arms, commanders in contact decide.

    ``standing`` is how formations on the map stand.
    """
    told = len(turn.events)
    surrendered = [formation for formation in standing if _lays_down_arms(turn, formation, standing[formation])]
    if surrendered:
        note_the_lost(turn, conditions(turn))
    if turn.world.options.get("defections", 1):
        formations = [each for each in standing if each not in surrendered]
        _decide(turn, formations, standing if len(turn.events) == told else present(conditions(turn)))


def _decide(turn: Turn, formations: list[int], standing: dict[int, Condition]) -> None:
    """Decide commander by commander; one who goes over may drive out units of later ones."""
    told = len(turn.events)
    for formation in _undecided(turn, formations):
        if len(turn.events) > told:
            standing, told = present(conditions(turn)), len(turn.events)
        if not _is_settled(turn, formation):
            _consider(turn, formation, standing)


def _undecided(turn: Turn, formations: list[int]) -> list[int]:
    """Formations whose commanders are in contact, or stand aside and may fight again; militia has none."""
    agents, contact, standing = turn.state.formations[[F.AGENTS, F.CONTACT, F.STANDING]].tolist()
    asked = [each for each in formations if each not in turn.world.home_guards]
    return [each for each in asked if agents[each] or contact[each] >= 0 or standing[each] == int(Standing.ASIDE)]


def _lays_down_arms(turn: Turn, formation: int, condition: Condition) -> bool:
    """Encircled to the last unit, hungry or attacked, all but fallen apart, and no way back. Rulebook 8.7."""
    if condition.encircled < 1:
        return False
    units, numbers = turn.state.units, turn.world.numbers
    pressed = condition.supply >= SupplyState.LOW or turn.state.formations[F.ASSAULTED, formation]
    if not pressed or _is_settled(turn, formation):
        return False
    men = units[U.MEN, condition.units]
    cohesion, quality = (int((units[column, condition.units] * men).sum() // men.sum()) for column in _STEADY)
    if cohesion >= numbers[Number.SURRENDER_BELOW] or any(way_back(turn, unit, 1) for unit in condition.units):
        return False
    chance = surrender_chance(numbers, quality, cohesion)
    side = int(turn.state.formations[F.SIDE, formation])
    draw = turn.draw(Purpose.SURRENDER, 1 - side, turn.world.formations[formation].key, 0)
    turn.emit(ev.SurrenderConsidered(formation, cohesion, quality, chance, draw))
    if draw >= chance:
        return False
    captured = units[[U.MEN, U.WOUNDED, U.CAPTURED]][:, condition.units].sum(axis=0)
    supplies = sum(supplies_of(turn, unit) for unit in condition.units)
    captors = captors_around(turn, units[U.HEX, condition.units].tolist(), 1 - side)
    turn.emit(ev.FormationSurrendered(formation, 1 - side, tuple(condition.units), tuple(captured.tolist())))
    take_stocks(turn, captors, supplies)
    return True


def _is_settled(turn: Turn, formation: int) -> bool:
    """Whether a settlement of its whole command has decided for it already. Rulebook 9.5."""
    if not turn.world.talks:
        return False
    return bool(np.any(turn.state.units[U.STATUS, units_of(turn, formation)] == int(Status.ASIDE)))


_STEADY = (U.COHESION, U.QUALITY)


def trigger_of(turn: Turn, condition: Condition) -> Trigger:
    """What would make the commander think of it: days in a ring, or enemies beside him and no friends. Rulebook 8.6."""
    if condition.encircled >= turn.world.numbers[Number.RING_DAYS]:
        return Trigger.ENCIRCLED
    world, (where, whose, formations) = turn.world, turn.state.units[_WHO_IS_WHERE]
    first, ours = condition.units[0], where[condition.units]
    enemies = where[(where >= 0) & (whose != whose[first])]
    if not is_any_within(world, enemies, ours, _WITHIN_ONE):
        return Trigger.NONE
    loyalty = turn.state.formations[F.LOYALTY]  # in a view -1 where it is unknown: nobody's doubts show
    doubtful = (loyalty >= 0) & (loyalty < world.numbers[Number.LOYAL_COMPANY])
    others = (whose == whose[first]) & (formations != formations[first]) & ~doubtful[formations]
    return Trigger.NONE if is_any_within(world, where[others & (where >= 0)], ours, WITHIN_TWO) else Trigger.ALONE


def limit_lines(turn: Turn, formation: int, condition: Condition) -> list[LimitLine]:
    """What the limit is made of that loyalty is held against. Rulebook 8.6."""
    numbers, row = turn.world.numbers, turn.state.formations[:, formation].tolist()
    lines = [(int(LimitCause.BASE), numbers[Number.OVER_BELOW])]
    if row[F.AGENTS] == 1:
        lines.append((LimitCause.AGENTS, numbers[Number.OVER_AGENTS]))
    if row[F.SPARED] >= 0 and condition.encircled and turn.state.day >= row[F.SPARED] + numbers[Number.SPARE_DAYS]:
        lines.append((LimitCause.SPARED, numbers[Number.SPARE_LIMIT]))
    if _is_paired(turn, formation, condition):
        lines.append((LimitCause.PAIRED, -numbers[Number.PAIR_LIMIT]))
    return [(int(cause), change) for cause, change in lines]


def _is_paired(turn: Turn, formation: int, condition: Condition) -> bool:
    """Whether loyal troops of another formation of its side stand with it or beside it."""
    formations, (where, whose, members) = turn.state.formations, turn.state.units[_WHO_IS_WHERE]
    loyal = formations[F.LOYALTY] >= turn.world.numbers[Number.PAIR_LOYALTY]
    loyal[formation] = False
    stays = where[(where >= 0) & (whose == formations[F.SIDE, formation]) & loyal[members]]
    return is_any_within(turn.world, stays, where[condition.units], _WITHIN_ONE)


def chance_to_go_over(numbers: Sequence[int], loyalty: int, limit: int) -> int:
    """The day's chance out of 2**20. Rulebook 8.6."""
    chance = max(0, limit - loyalty) * 1000 // int(numbers[Number.OVER_SPAN])
    return LUCK_ONE * min(int(numbers[Number.OVER_MOST]), chance) // 1000


def chance_to_follow(numbers: Sequence[int], loyalty: int) -> int:
    """A unit's chance out of 2**20 of following a commander of this loyalty to the other side. Rulebook 8.6."""
    chance = int(numbers[Number.FOLLOW_BASE]) - loyalty * int(numbers[Number.FOLLOW_LOYALTY]) // 1000
    return LUCK_ONE * chance // 1000


def _consider(turn: Turn, formation: int, standing: dict[int, Condition]) -> None:
    """A commander who is in contact and sees a reason weighs going over, or standing aside meanwhile."""
    row = turn.state.formations[:, formation].tolist()
    if not row[F.AGENTS] and row[F.CONTACT] < 0:
        take_up_arms(turn, formation)
        return
    trigger = trigger_of(turn, standing[formation]) if formation in standing else Trigger.NONE
    if trigger is Trigger.NONE:
        take_up_arms(turn, formation)
        return
    lines = limit_lines(turn, formation, standing[formation])
    limit = sum(change for _, change in lines)
    chance = chance_to_go_over(turn.world.numbers, row[F.LOYALTY], limit)
    aside = 0 if row[F.ASSAULTED] else chance * int(turn.world.numbers[Number.ASIDE_SHARE]) // 1000
    draw = turn.draw(Purpose.DEFECTION, 1 - row[F.SIDE], turn.world.formations[formation].key, 0)
    turn.emit(ev.DefectionConsidered(formation, trigger, row[F.LOYALTY], limit, chance, draw, aside, tuple(lines)))
    if draw < chance:
        _go_over(turn, formation, standing)
    elif draw < chance + aside and row[F.STANDING] == Standing.LOYAL:
        _stand_aside(turn, formation, standing[formation])


def _stand_aside(turn: Turn, formation: int, condition: Condition) -> None:
    """Units in hand fight for nobody: they obey no orders and bar no way."""
    units = turn.state.units
    idle = [unit for unit in condition.units if units.item(U.STATUS, unit) == Status.READY]
    turn.emit(ev.FormationStoodAside(formation, tuple(idle)))


def _go_over(turn: Turn, formation: int, standing: dict[int, Condition]) -> None:
    """Each unit follows its commander or scatters; those who stay loyal beside it must make way."""
    units, numbers = turn.state.units, turn.world.numbers
    side = int(turn.state.formations[F.SIDE, formation])
    loyalty = int(turn.state.formations[F.LOYALTY, formation])
    chance = chance_to_follow(numbers, loyalty)
    members = standing[formation].units
    hexes = tuple(units[U.HEX, members].tolist())
    following = [unit for unit in members if _follows(turn, unit, side, chance)]
    for unit in members:
        if unit not in following:
            straggled = int(units[U.STRAGGLED, unit] + units[U.MEN, unit])
            captured = int(units[U.CAPTURED, unit] + units[U.WOUNDED, unit])
            turn.emit(ev.UnitScattered(unit, int(units[U.HEX, unit]), straggled, captured))
    if not following:
        turn.emit(ev.CommanderWentOver(formation, 1 - side))
        shake(turn, formation, side, standing, hexes)
        return
    men, enrolled = units[U.MEN, following] + units[U.WOUNDED, following], units[U.ENROLLED, following]
    turn.emit(
        ev.FormationWentOver(
            formation,
            1 - side,
            tuple(following),
            tuple((units[U.GONE_OVER, following] + men).tolist()),
            tuple((enrolled + men).tolist()),
            int(numbers[Number.OVER_QUALITY]),
            turn.state.day + int(numbers[Number.OVER_DAYS]),
        )
    )
    for hex, unit in sorted({int(units[U.HEX, unit]): unit for unit in reversed(following)}.items()):
        make_way(turn, hex, 1 - side)
        take_places(turn, unit, (hex,))
    tell_of_places(turn, sorted(set(units[U.HEX, following].tolist())), side)
    shake(turn, formation, side, standing, hexes)


def _follows(turn: Turn, unit: int, side: int, chance: int) -> bool:
    return turn.draw(Purpose.FOLLOWING, 1 - side, turn.world.units[unit].key, 0) < chance
