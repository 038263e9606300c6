"""Where a unit's supply comes from, why it fails, and what would restore it. Rulebook 6."""

from collections.abc import Callable, Iterator

import numpy as np

from game.core.board import HexColumn, Kit, SideColumn, SourceColumn
from game.core.kernels.flood import FAR
from game.core.kernels.survey import FULL_ZONE, zone_of
from game.core.kinds import SupplyReason, SupplyState
from game.core.numbers import Number
from game.core.state import Place, U
from game.session.explain.inquiry import EVERYBODY, Inquiry
from game.session.explain.net import Net, looking_to, supply_net
from game.session.explain.remedies import remedies
from game.session.words.wording import points


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
        told = [inquiry.say(f"supply.{reason.name}", **parts), *remedies(inquiry, unit, net)]
        yield str(inquiry.words.entry("list.gap")).join(told)


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
    return {"where": inquiry.words.where(inquiry.value(unit, U.REASON_AT))}


def _out_of_range(inquiry: Inquiry, unit: int, net: Net) -> Parts | None:
    """How far at dawn, or now for a unit that has marched."""
    over, distance = inquiry.value(unit, U.REASON_AT), int(net.distance[inquiry.value(unit, U.HEX)])
    if inquiry.value(unit, U.MOVED) > 0 and distance < FAR:
        over = distance - int(inquiry.world.board.sides[SideColumn.CARRY, inquiry.side_of(unit)])
    return {"km": max(1, round(over / 10))}


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
    source, units = inquiry.value(unit, U.REASON_AT), inquiry.known.units
    asking = int(units[U.MEN, looking_to(inquiry, unit, source, net)].sum())
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
