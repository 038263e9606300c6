"""Towns with too few men in them: militia nearby harasses them, or marches in. Rulebook 10.5."""

import numpy as np

from game.core import events as ev
from game.core.battle.morale import change_cohesion
from game.core.battle.retreat import make_way
from game.core.battle.spoils import take_places
from game.core.board import Kit
from game.core.causes import MoraleCause
from game.core.fog.reports import tell_of_places
from game.core.kinds import Status
from game.core.movement.march import room
from game.core.numbers import Number
from game.core.state import Place, U
from game.core.turn import Turn
from game.core.world import SIDES

_WHERE = np.array([U.HEX, U.SIDE], dtype=np.int64)


def resolve_towns(turn: Turn) -> None:
    """Dusk: militia beside an enemy's town that is worth having tries its garrison."""
    world, holders = turn.world, turn.state.places[Place.HOLDER].tolist()
    tried: set[int] = set()
    for place, militia in sorted(_militia_beside(turn).items()):
        holder, hex = holders[place], world.places[place].hex
        if holder not in SIDES or hex in tried:
            continue
        tried.add(hex)
        if militia[1 - holder]:
            _try_town(turn, place, holder, militia[1 - holder])


def _militia_beside(turn: Turn) -> dict[int, tuple[list[int], list[int]]]:
    """Town -> the militia of each side that is fit to march into it."""
    units, domestic = turn.state.units, turn.world.board.kit[Kit.DOMESTIC] == 1
    fit = (units[U.HEX] >= 0) & (units[U.STATUS] == int(Status.READY)) & (units[U.HELD_UNTIL] <= turn.state.day)
    chosen = (fit & domestic).nonzero()[0]
    found: dict[int, tuple[list[int], list[int]]] = {}
    for unit, hex, side in zip(chosen.tolist(), *units[_WHERE][:, chosen].tolist(), strict=True):
        for town in turn.world.towns_beside.get(hex, ()):
            found.setdefault(town, ([], []))[side].append(unit)
    return found


def _try_town(turn: Turn, place: int, holder: int, beside: list[int]) -> None:
    """Seize a town, harass its garrison, or leave it alone; ``beside`` is the militia that may."""
    world, units, numbers = turn.world, turn.state.units, turn.world.numbers
    hex = world.places[place].hex
    standing = np.flatnonzero(units[U.HEX] == hex)
    garrison = standing[units[U.SIDE, standing] == holder].tolist()
    men = int(units[U.MEN, garrison].sum())
    strongest = max(beside, key=lambda unit: (int(units[U.MEN, unit]), -unit))
    if men < numbers[Number.SEIZE_BELOW] and len(garrison) == len(standing) and room(world, turn.state, strongest, hex):
        _seize(turn, place, strongest)
    elif garrison and men < numbers[Number.GARRISON_MEN]:
        turn.emit(ev.GarrisonHarassed(place, tuple(garrison)))
        loss = -int(numbers[Number.HARASS_COHESION])
        change_cohesion(turn, [(unit, MoraleCause.HARASSED, loss) for unit in garrison])


def _seize(turn: Turn, place: int, unit: int) -> None:
    """The militia marches in; who is still there goes, or lays down his arms."""
    hex, side = turn.world.places[place].hex, int(turn.state.units[U.SIDE, unit])
    turn.emit(ev.TownSeized(place, side, unit))
    told = bool(turn.state.units_at(hex))
    make_way(turn, hex, side)
    if not any(turn.state.units[U.SIDE, other] != side for other in turn.state.units_at(hex)):
        turn.emit(ev.UnitAdvanced(unit, hex))
        take_places(turn, unit, (hex,))
        if told:  # nobody brings the news of a town that stood empty
            tell_of_places(turn, (hex,), 1 - side)
