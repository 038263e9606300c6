"""Food where no carrier comes: the airdrop, then the rations of the place held. Rulebook 6.10, 6.11."""

from typing import NamedTuple

import numpy as np

from game.core import events as ev
from game.core.board import Edge
from game.core.causes import LoyaltyCause
from game.core.facts import Airdrop
from game.core.hexgrid import Ints
from game.core.kernels.rows import CUT_OFF, REASON, REASON_AT, STATE, STOCK
from game.core.kernels.supply import daily_need, state_of
from game.core.kinds import SupplyReason
from game.core.numbers import Number
from game.core.politics.loyalty import change_loyalty, is_near
from game.core.state import F, Place, U
from game.core.turn import Turn

_UNREACHED = (
    SupplyReason.NO_SOURCE,
    SupplyReason.RAIL_CUT,
    SupplyReason.BLOCKED_BY_UNIT,
    SupplyReason.BLOCKED_BY_ZONE,
    SupplyReason.BEYOND_RANGE,
)


class Gift(NamedTuple):
    """What a unit gets of an airdrop, in per mille of stock times men."""

    unit: int
    wanted: int
    amount: int
    lost: int
    """What falls to the enemy of what was meant for it."""


def relieve(turn: Turn, rows: Ints) -> None:
    """Add to the rows of dawn what does not come by road or rail."""
    world, state = turn.world, turn.state
    has_rations = state.places.size and state.places[Place.RATIONS].any()
    if not world.airdrops and not has_rations:
        return
    hungry = np.flatnonzero(np.isin(rows[REASON], _UNREACHED) & (state.units[U.HEX] >= 0)).tolist()
    dropped = dict.fromkeys(hungry, 0)
    for number, airdrop in enumerate(world.airdrops):
        amount = _flown(turn, airdrop)
        cut_off = [unit for unit in hungry if rows[CUT_OFF, unit] and state.units[U.SIDE, unit] == airdrop.side]
        if amount and cut_off:
            gifts = _shares(turn, amount, cut_off, rows)
            _drop(turn, number, gifts, rows, dropped)
            _slight(turn, gifts)
    if has_rations:
        _eat_rations(turn, hungry, dropped, rows)


def _flown(turn: Turn, airdrop: Airdrop) -> int:
    """What an airlift brings today, in per mille of stock times men; nothing without its airfield."""
    day = turn.state.day
    if not airdrop.first_day <= day <= airdrop.last_day:
        return 0
    if airdrop.place >= 0 and turn.state.places[Place.HOLDER, airdrop.place] != airdrop.side:
        return 0
    full = airdrop.men * int(turn.world.numbers[Number.EAT_DEFENCE])
    return full * airdrop.weather.get(day, 1000) // 1000


def _shares(turn: Turn, amount: int, cut_off: list[int], rows: Ints) -> list[Gift]:
    """What each unit gets: the shares that were set, then the rest by need."""
    units, formations = turn.state.units, turn.state.formations
    wants = {unit: _want(turn, unit, rows) for unit in cut_off}
    given = dict.fromkeys(cut_off, 0)
    by_formation: dict[int, list[int]] = {}
    for unit in cut_off:
        by_formation.setdefault(int(units[U.FORMATION, unit]), []).append(unit)
    others, left = [], amount
    for formation, members in by_formation.items():
        percent = int(formations[F.AIRDROP, formation])
        if percent < 0:
            others += members
            continue
        left -= _pour(amount * percent // 100, members, wants, given)
    _pour(left, others, wants, given)
    side = int(units[U.SIDE, cut_off[0]])
    held = set(units[U.HEX, units[U.SIDE] == side].tolist())
    return [_gift(turn, unit, wants[unit], got, held) for unit, got in given.items()]


def _want(turn: Turn, unit: int, rows: Ints) -> int:
    most = min(int(turn.world.numbers[Number.DELIVERY]), 1000 - int(rows[STOCK, unit]))
    return most * int(turn.state.units[U.MEN, unit])


def _pour(amount: int, members: list[int], wants: dict[int, int], given: dict[int, int]) -> int:
    """Share ``amount`` by need, nobody more than he wants; what was given out."""
    total = sum(wants[unit] for unit in members)
    poured = min(amount, total)
    for unit in members:
        given[unit] = wants[unit] * poured // max(1, total)
    return poured


def _gift(turn: Turn, unit: int, wanted: int, got: int, held: set[int]) -> Gift:
    """Where no friends stand around, part of it drifts to the enemy; ``held`` are the hexes of the side."""
    around = turn.world.board.edges[Edge.NEIGHBOUR, int(turn.state.units[U.HEX, unit])].tolist()
    alone = all(hex < 0 or hex not in held for hex in around)
    lost = got * int(turn.world.numbers[Number.AIRDROP_LOST]) // 1000 if alone else 0
    return Gift(unit, wanted, got - lost, lost)


def _drop(turn: Turn, number: int, gifts: list[Gift], rows: Ints, dropped: dict[int, int]) -> None:
    units, numbers = turn.state.units, turn.world.numbers
    gifts = [gift for gift in gifts if gift.amount or gift.lost]
    if not gifts:
        return
    for unit, _, amount, lost in gifts:
        dropped[unit] = amount // max(1, int(units[U.MEN, unit]))
        rows[STOCK, unit] += dropped[unit]
        rows[STATE, unit] = state_of(turn.world.board.numbers, int(rows[STOCK, unit]), True)
        rows[REASON, unit], rows[REASON_AT, unit] = SupplyReason.AIRDROP_ONLY, number
        if lost:
            _drift(turn, unit, lost, rows)
    each = int(numbers[Number.EAT_DEFENCE])
    men, lost = sum(gift.amount for gift in gifts) // each, sum(gift.lost for gift in gifts) // each
    turn.emit(ev.AirdropMade(turn.world.airdrops[number].side, tuple(gift.unit for gift in gifts), men, lost))


def _slight(turn: Turn, gifts: list[Gift]) -> None:
    """Formations that got less of what they wanted than a neighbour of their side did think of it. Rulebook 8.2."""
    units = turn.state.units
    members: dict[int, list[int]] = {}
    wanted: dict[int, int] = {}
    got: dict[int, int] = {}
    for gift in gifts:
        if gift.wanted:
            formation = int(units[U.FORMATION, gift.unit])
            members.setdefault(formation, []).append(gift.unit)
            wanted[formation] = wanted.get(formation, 0) + gift.wanted
            got[formation] = got.get(formation, 0) + gift.amount + gift.lost
    hexes = units[U.HEX].tolist()
    slighted = []
    for formation, ours in members.items():
        most = got[formation] + len(ours)  # sharing by need rounds down a little each time
        favoured = (each for each in members if most * wanted[each] < got[each] * wanted[formation])
        if any(is_near(turn, ours, hexes[other]) for each in favoured for other in members[each]):
            slighted.append(formation)
    loss = -int(turn.world.numbers[Number.SLIGHTED_LOYALTY])
    change_loyalty(turn, [(formation, LoyaltyCause.SLIGHTED, loss) for formation in slighted])


def _drift(turn: Turn, unit: int, lost: int, rows: Ints) -> None:
    """Enemies nearby share what came down among them."""
    units = turn.state.units
    around = turn.world.board.edges[Edge.NEIGHBOUR, int(units[U.HEX, unit])]
    side = 1 - int(units[U.SIDE, unit])
    takers = np.flatnonzero(np.isin(units[U.HEX], around[around >= 0]) & (units[U.SIDE] == side))
    men = int(units[U.MEN, takers].sum())
    if men:
        rows[STOCK, takers] = np.minimum(1000, rows[STOCK, takers] + lost // men)


def _eat_rations(turn: Turn, hungry: list[int], dropped: dict[int, int], rows: Ints) -> None:
    """Each unit in a place of its side draws what the day cost it and nothing else replaced."""
    units, numbers, places = turn.state.units, turn.world.numbers, turn.state.places
    left: dict[int, int] = {}
    for unit in hungry:
        place = _larder(turn, unit)
        stores = left.get(place, int(places[Place.RATIONS, place])) if place >= 0 else 0
        need = int(daily_need(turn.world.board, units, unit)) - dropped[unit]
        if stores <= 0 or need <= 0:
            continue
        men, rest = max(1, int(units[U.MEN, unit])), int(numbers[Number.EAT_REST])
        drawn = min(need, stores * rest // men, 1000 - int(rows[STOCK, unit]))
        left[place] = max(0, stores - -(-drawn * men // rest))
        rows[STOCK, unit] += drawn
        rows[STATE, unit] = state_of(turn.world.board.numbers, int(rows[STOCK, unit]), True)
        if not dropped[unit]:
            rows[REASON, unit], rows[REASON_AT, unit] = SupplyReason.RATIONS, place
    if left:
        turn.emit(ev.RationsEaten(tuple(left), tuple(left.values())))


def _larder(turn: Turn, unit: int) -> int:
    """The place with most rations of its side in a unit's hex, -1 none."""
    units, places = turn.state.units, turn.state.places
    found = [
        place
        for place in turn.world.places_by_hex.get(int(units[U.HEX, unit]), ())
        if places[Place.HOLDER, place] == units[U.SIDE, unit] and places[Place.RATIONS, place] > 0
    ]
    return max(found, key=lambda place: int(places[Place.RATIONS, place]), default=-1)
