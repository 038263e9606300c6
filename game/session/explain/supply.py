"""Where a unit's supply comes from, why it fails, and what would restore it. Rulebook 6."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from game.core.board import HexColumn, Kit, SideColumn, SourceColumn
from game.core.hexgrid import Narrow
from game.core.homeward import ways_of
from game.core.kernels.convoy import link_depots
from game.core.kernels.flood import FAR, flood
from game.core.kernels.net import barred, railheads
from game.core.kernels.survey import FULL_ZONE, Marks, survey, zone_of
from game.core.kinds import SupplyReason, SupplyState
from game.core.numbers import Number
from game.core.state import GameState, Place, Rail, U
from game.core.supply.rail import stretch, work_left
from game.core.world import World
from game.session.explain.inquiry import EVERYBODY, Inquiry
from game.session.words.wording import points


class Net(NamedTuple):
    """The ways of one side's supplies, as its asker knows the map."""

    origin: Narrow
    """``[hex]`` -> source that feeds it itself or by rail, -1 none."""
    distance: Narrow
    """``[hex]`` -> 0.1 km from the net, FAR where no way leads."""
    previous: Narrow
    """``[hex]`` -> the next hex towards the net."""
    blocked: Marks
    """``[hex]`` -> 0 open, 1 an enemy there, 2 an enemy's zone."""

    def head(self, hex: int) -> int:
        """The hex of the net from which carts come to a hex."""
        while self.previous[hex] >= 0:
            hex = int(self.previous[hex])
        return hex


def supply_net(world: World, state: GameState, side: int) -> Net:
    """Trace the supplies of a side over a position or a view."""
    board, ways = world.board, ways_of(world, state, side)
    blocked = barred(survey(board, state.units, side))
    net = link_depots(board, state.units, ways, blocked, side, railheads(board, state.rails, blocked, side, False))
    nowhere = np.zeros(blocked.size, np.int8)
    seeds = net.hexes[: net.size]
    distance, previous, _ = flood(board, state.crossings, blocked, seeds, side, FAR, nowhere, 0)
    return Net(net.origin, distance, previous, blocked)


def explain_supply(inquiry: Inquiry, unit: int) -> list[str]:
    """Everything about the supply of a unit that the asker may know all of."""
    if inquiry.world.board.kit[Kit.DOMESTIC, unit]:
        return [inquiry.say("at_home")]
    net = supply_net(inquiry.world, inquiry.known, inquiry.side_of(unit))
    if _has_changed(inquiry, unit, net):
        return [_stock(inquiry, unit), *_since_dawn(inquiry, unit, net)]
    is_carted = _was_reached(inquiry, unit) and _is_reached(inquiry, unit, net)
    way = _way(inquiry, unit, net) if is_carted else ()
    return [_stock(inquiry, unit), *way, *_trouble(inquiry, unit, net), *_ring(inquiry, unit, "encircled")]


def supply_at_dawn(inquiry: Inquiry, unit: int) -> str:
    """How a unit was fed, in a word or two: one that is cut off is not called supplied, whatever it still carries."""
    words, supply = inquiry.words, SupplyState(inquiry.value(unit, U.SUPPLY))
    if inquiry.world.board.kit[Kit.DOMESTIC, unit]:
        return words.say("explain.feeds_itself")
    state, cut_off = words.enum("supply_states", supply), words.say("explain.cut_off")
    if inquiry.value(unit, U.ENCIRCLED) <= 0:
        return state
    return cut_off if supply == SupplyState.FINE else words.join([state, cut_off])


def _stock(inquiry: Inquiry, unit: int) -> str:
    stock = inquiry.value(unit, U.STOCK)
    return inquiry.say(
        "stock",
        state=supply_at_dawn(inquiry, unit),
        stock=points(stock),
        days=round(stock / int(inquiry.world.numbers[Number.EAT_DEFENCE]), 1),
    )


def _was_reached(inquiry: Inquiry, unit: int) -> bool:
    """Whether an open way led carriers to a unit at dawn; porters may reach one that is cut off."""
    reason, cut_off = SupplyReason(inquiry.value(unit, U.REASON)), inquiry.value(unit, U.ENCIRCLED) > 0
    return reason in (SupplyReason.DELIVERED, SupplyReason.CAPACITY_SHORT) and not cut_off


def _is_reached(inquiry: Inquiry, unit: int, net: Net) -> bool:
    carry = inquiry.world.board.sides[SideColumn.CARRY, inquiry.side_of(unit)]
    return bool(net.distance[inquiry.value(unit, U.HEX)] <= carry)


def _has_changed(inquiry: Inquiry, unit: int, net: Net) -> bool:
    """Whether carts reach a unit now and did not at dawn, or the other way round, if the asker can vouch for it."""
    was, now = _was_reached(inquiry, unit), _is_reached(inquiry, unit, net)
    if was == now:
        return False
    if now:
        return _is_known_open(inquiry, unit)
    porters = inquiry.world.board.sides[SideColumn.PORTERS, inquiry.side_of(unit)]
    return not porters or inquiry.value(unit, U.REASON) == SupplyReason.DELIVERED  # else they may have brought it


def _is_known_open(inquiry: Inquiry, unit: int) -> bool:
    """Whether a way that looks open does so not only because the asker does not see who barred it at dawn."""
    reason = SupplyReason(inquiry.value(unit, U.REASON))
    if inquiry.asker == EVERYBODY or inquiry.value(unit, U.MOVED) > 0:
        return True
    if reason in _BARRED:
        return bool(_enemies(inquiry, unit, inquiry.world.grid.disc(inquiry.value(unit, U.REASON_AT), 1)))
    return reason not in _FED_OTHERWISE and reason != SupplyReason.CAPACITY_SHORT  # which stand in its place


def _since_dawn(inquiry: Inquiry, unit: int, net: Net) -> Iterator[str]:
    """That carts reach a unit now which they did not at dawn, or no longer do."""
    if _is_reached(inquiry, unit, net):
        if inquiry.value(unit, U.REASON) in _FED_OTHERWISE:
            yield from _trouble(inquiry, unit, net)
        yield inquiry.say("in_reach_now", head=inquiry.words.hex(net.head(inquiry.value(unit, U.HEX))))
        yield from _ring(inquiry, unit, "encircled_still")
    elif inquiry.value(unit, U.ARRIVAL_DAY) != inquiry.known.day:
        yield inquiry.say("out_of_reach_now")


def _way(inquiry: Inquiry, unit: int, net: Net) -> Iterator[str]:
    """The source, the railhead or depot, and the carts' way to a unit that they reach."""
    hex, side = inquiry.value(unit, U.HEX), inquiry.side_of(unit)
    distance, carry = int(net.distance[hex]), int(inquiry.world.board.sides[SideColumn.CARRY, side])
    head = net.head(hex)
    source = int(net.origin[head])
    direct = int(inquiry.world.board.sources[SourceColumn.HEX, source]) == head
    key = "way_direct" if direct else "way_by_rail"
    if not distance:
        key += "_here"
    yield inquiry.say(
        key,
        source=inquiry.words.source(source),
        head=inquiry.words.hex(head),
        km=round(distance / 10),
        carry=round(carry / 10),
    )


def _trouble(inquiry: Inquiry, unit: int, net: Net) -> Iterator[str]:
    """The reason at dawn with its culprit, and what would restore supply."""
    reason = SupplyReason(inquiry.value(unit, U.REASON))
    parts = _TROUBLES[reason](inquiry, unit, net)
    if parts is not None:
        yield inquiry.say(f"supply.{reason.name}", **parts)


def _ring(inquiry: Inquiry, unit: int, key: str) -> Iterator[str]:
    days = inquiry.value(unit, U.ENCIRCLED)
    if days > 0:
        yield inquiry.say(key, count=days)


Parts = dict[str, object]


def _delivered(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    """Only what is strained or being filled up again needs a word."""
    if inquiry.value(unit, U.SUPPLY) == SupplyState.FINE:
        return None
    numbers = inquiry.world.numbers
    carry = int(inquiry.world.board.sides[SideColumn.CARRY, inquiry.side_of(unit)])
    near = carry * int(numbers[Number.STRAINED_RANGE]) // 10000
    return {"delivery": points(int(numbers[Number.DELIVERY])), "km": near}


def _countryside(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    share = int(inquiry.world.board.sides[SideColumn.COUNTRYSIDE, inquiry.side_of(unit)])
    return {"share": share // 10}


def _no_source(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    """The side's sources, each with what is wrong with it."""
    words, table, side = inquiry.words, inquiry.world.board.sources, inquiry.side_of(unit)
    told = []
    for source, label in enumerate(inquiry.world.sources):
        owner, hex, capacity, _ = table[:, source].tolist()
        if owner == side and capacity >= 0:
            state = words.say(f"explain.source_{('open', 'held', 'zone')[int(net.blocked[hex])]}")
            told.append(words.say("explain.source", source=words.label(label), where=words.where(hex), state=state))
    return {"sources": words.join(told) or words.say("explain.no_sources")}


def _rail_cut(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    at = inquiry.value(unit, U.REASON_AT)
    line = _line_from(inquiry, unit, at)
    wrecked = [hex for hex, link in line if inquiry.known.rails[Rail.WRECKED, link]]
    whole = int(inquiry.world.numbers[Number.RAIL_REPAIR])
    work = work_left(inquiry.world, inquiry.known, line[0][1]) if line else whole
    return {
        **_beyond(inquiry, unit, net),
        "where": inquiry.words.where(at),
        "next": inquiry.words.hex(line[0][0] if line else at),
        "work": work,
        "wrecks": len(wrecked),
    }


def _line_from(inquiry: Inquiry, unit: int, at: int) -> list[tuple[int, int]]:
    """The railway from a hex on to where it would feed a unit: each hex with the stretch that leads into it."""
    world, known, side = inquiry.world, inquiry.known, inquiry.side_of(unit)
    blocked = barred(survey(world.board, known.units, side))
    whole = railheads(world.board, known.rails, blocked, side, True)
    nowhere, seeds = np.zeros(blocked.size, np.int8), whole.hexes[: whole.size]
    _, back, _ = flood(world.board, known.crossings, blocked, seeds, side, FAR, nowhere, 0)
    hex, line = inquiry.value(unit, U.HEX), list[tuple[int, int]]()
    while back[hex] >= 0:
        hex = int(back[hex])
    while hex != at and whole.before[hex] >= 0:
        before = int(whole.before[hex])
        line.append((hex, stretch(world, before, world.grid.direction(before, hex))))
        hex = before
    return line[::-1]


def _beyond(inquiry: Inquiry, unit: int, net: Net) -> Parts:
    """The distance from the present net, and from the nearest hex that carts would reach it from."""
    hex, side = inquiry.value(unit, U.HEX), inquiry.side_of(unit)
    carry = int(inquiry.world.board.sides[SideColumn.CARRY, side])
    distance = int(net.distance[hex])
    if distance >= FAR:
        return {"km": "?", "carry": round(carry / 10), "head": inquiry.words.say("names.nobody")}
    over = max(1, -(-(distance - carry) // 10))
    return {"km": over, "carry": round(carry / 10), "head": inquiry.words.hex(net.head(hex))}


def _out_of_range(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    over = max(1, round(inquiry.value(unit, U.REASON_AT) / 10))
    return {**_beyond(inquiry, unit, net), "km": over}


def _bar_by_unit(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    hex = inquiry.value(unit, U.REASON_AT)
    return {"hex": inquiry.words.hex(hex), "enemies": _tell_enemies(inquiry, _enemies(inquiry, unit, [hex]))}


def _bar_by_zone(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    hex = inquiry.value(unit, U.REASON_AT)
    board, around = inquiry.world.board, inquiry.world.grid.disc(hex, 1)
    found = [
        enemy
        for enemy in _enemies(inquiry, unit, around)
        if zone_of(board.numbers, board.kit, inquiry.known.units, enemy) == FULL_ZONE
    ]
    return {"hex": inquiry.words.hex(hex), "enemies": _tell_enemies(inquiry, found)}


def _short(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    """How many a source feeds, and how many look to it."""
    source = inquiry.value(unit, U.REASON_AT)
    units, carry = inquiry.known.units, int(inquiry.world.board.sides[SideColumn.CARRY, inquiry.side_of(unit)])
    asking = 0
    for other in np.flatnonzero((units[U.HEX] >= 0) & (units[U.SIDE] == inquiry.side_of(unit))).tolist():
        hex = int(units[U.HEX, other])
        fed = net.distance[hex] <= carry and not inquiry.world.board.kit[Kit.DOMESTIC, other]
        asking += int(units[U.MEN, other]) if fed and net.origin[net.head(hex)] == source else 0
    capacity = int(inquiry.world.board.sources[SourceColumn.CAPACITY, source])
    return {"source": inquiry.words.source(source), "men": capacity, "asking": asking}


def _by_night(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    numbers = inquiry.world.numbers
    most = int(numbers[Number.DELIVERY]) * int(numbers[Number.SLIP_DELIVERY]) // 1000
    return {"hex": inquiry.words.hex(inquiry.value(unit, U.REASON_AT)), "delivery": points(most)}


def _rations(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    """What is left, for all those of the side in the place."""
    place, units = inquiry.value(unit, U.REASON_AT), inquiry.known.units
    eaters = (units[U.HEX] == inquiry.value(unit, U.HEX)) & (units[U.SIDE] == inquiry.side_of(unit))
    men = int(units[U.MEN, eaters].sum())
    days = max(0, int(inquiry.known.places[Place.RATIONS, place])) // max(1, men)
    return {"place": inquiry.words.place(place), "men": men, "days": days}


def _airdrop(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    label = inquiry.world.airdrops[inquiry.value(unit, U.REASON_AT)].label
    return {"source": inquiry.words.label(label)}


_TROUBLES: dict[SupplyReason, Callable[[Inquiry, int, Net], Parts | None]] = {
    SupplyReason.DELIVERED: _delivered,
    SupplyReason.COUNTRYSIDE: _countryside,
    SupplyReason.NO_SOURCE: _no_source,
    SupplyReason.RAIL_CUT: _rail_cut,
    SupplyReason.BLOCKED_BY_UNIT: _bar_by_unit,
    SupplyReason.BLOCKED_BY_ZONE: _bar_by_zone,
    SupplyReason.BEYOND_RANGE: _out_of_range,
    SupplyReason.CAPACITY_SHORT: _short,
    SupplyReason.BY_NIGHT: _by_night,
    SupplyReason.RATIONS: _rations,
    SupplyReason.AIRDROP_ONLY: _airdrop,
}


_BARRED = frozenset((SupplyReason.BLOCKED_BY_UNIT, SupplyReason.BLOCKED_BY_ZONE, SupplyReason.BY_NIGHT))
"""Reasons that point at a hex which the enemy bars."""
_FED_OTHERWISE = frozenset((SupplyReason.COUNTRYSIDE, SupplyReason.RATIONS, SupplyReason.AIRDROP_ONLY))
"""What it lives on where no carts come, which stands in the place of the reason why they do not."""


def _enemies(inquiry: Inquiry, unit: int, hexes: list[int]) -> list[int]:
    """The enemies of a unit that are known to stand in some hexes."""
    units = inquiry.known.units
    there = np.isin(units[U.HEX], hexes) & (units[U.SIDE] == 1 - inquiry.side_of(unit))
    return [int(enemy) for enemy in np.flatnonzero(there)]


def _tell_enemies(inquiry: Inquiry, found: list[int]) -> str:
    return inquiry.words.units(found) if found else inquiry.words.say("explain.unseen")


def supply_distance(inquiry: Inquiry, side: int, hex: int) -> str:
    """How far a hex lies from the supplies of a side."""
    net = supply_net(inquiry.world, inquiry.known, side)
    name, distance = inquiry.words.the_side(side), int(net.distance[hex])
    countryside = int(inquiry.world.board.hexes[HexColumn.COUNTRYSIDE, hex])
    country = inquiry.say("hex_countryside", side=name) if countryside == side else ""
    if distance >= FAR:
        told = inquiry.say("hex_no_way", side=name)
    else:
        head = net.head(hex)
        source = inquiry.words.source(int(net.origin[head]))
        carry = round(int(inquiry.world.board.sides[SideColumn.CARRY, side]) / 10)
        told = inquiry.say(
            "hex_supply", side=name, km=round(distance / 10), head=inquiry.words.hex(head), source=source, carry=carry
        )
    return str(inquiry.words.entry("list.gap")).join(filter(None, [told, country]))
