"""What would restore a unit's supply: only what the position shows to be possible. Rulebook 6.7."""

from collections.abc import Callable, Iterator

import numpy as np

from game.core.board import Kit, SideColumn, SourceColumn
from game.core.kernels.flood import FAR, flood
from game.core.kernels.net import railheads
from game.core.kernels.survey import Marks
from game.core.kinds import Status, SupplyReason
from game.core.state import Depot, F, Rail, U
from game.core.supply.rail import stretch, under_fire, work_left
from game.core.supply.stores import LEVELS, MOST
from game.session.explain.inquiry import Inquiry
from game.session.explain.net import Net, looking_to


def remedies(inquiry: Inquiry, unit: int, net: Net) -> Iterator[str]:
    """Sentences on what to do about the reason why a unit is hungry, beside those that hold wherever it is."""
    remedy = _REMEDIES.get(SupplyReason(inquiry.value(unit, U.REASON)))
    if remedy is not None:
        yield from remedy(inquiry, unit, net)


def _free_sources(inquiry: Inquiry, unit: int, net: Net) -> Iterator[str]:
    if _sources(inquiry, unit):
        yield inquiry.say("remedies.free_source")


def _sources(inquiry: Inquiry, unit: int) -> list[int]:
    """The sources of a unit's side, depots left out."""
    table = inquiry.world.board.sources
    own = (table[SourceColumn.SIDE] == inquiry.side_of(unit)) & (table[SourceColumn.CAPACITY] >= 0)
    return [int(source) for source in np.flatnonzero(own)]


def _mend(inquiry: Inquiry, unit: int, net: Net) -> Iterator[str]:
    """Where the first wreck lies on the line that would feed it, and how far off its supplies are until then."""
    world, known, words = inquiry.world, inquiry.known, inquiry.words
    blocked = np.asarray(net.blocked)
    at = inquiry.value(unit, U.REASON_AT)  # beyond the enemy, if no line leads round him
    line = _line_from(inquiry, unit, at, blocked) or _line_from(inquiry, unit, at, np.zeros_like(blocked))
    wrecks = [number for number, (_, link) in enumerate(line) if known.rails[Rail.WRECKED, link]]
    if wrecks:
        there, link = line[wrecks[0]]
        here = line[wrecks[0] - 1][0] if wrecks[0] else at
        parts = {"from": words.hex(here), "next": words.hex(there), "wrecks": len(wrecks)}
        yield inquiry.say("remedies.mend", **parts, work=work_left(world, known, link))
        enemy = under_fire(world, known, inquiry.side_of(unit), (here, there))
        barred = [enemy] if enemy >= 0 else [hex for hex, _ in line if blocked[hex]]
        if barred:
            yield inquiry.say("remedies.clear_line", hex=words.hex(barred[0]))
    hex, side = inquiry.value(unit, U.HEX), inquiry.side_of(unit)
    if net.distance[hex] < FAR:
        carry = int(world.board.sides[SideColumn.CARRY, side])
        over = max(1, -(-(int(net.distance[hex]) - carry) // 10))
        yield inquiry.say("remedies.too_far", km=over, head=words.hex(net.head(hex)), carry=round(carry / 10))


def _line_from(inquiry: Inquiry, unit: int, at: int, bars: Marks) -> list[tuple[int, int]]:
    """The railway from a hex on to where it would feed a unit: each hex with the stretch that leads into it.

    ``bars`` is what keeps trains from the line beside wrecks, none if there is no such line.
    """
    world, known, side = inquiry.world, inquiry.known, inquiry.side_of(unit)
    whole = railheads(world.board, known.rails, bars, side, True)
    nowhere, seeds = np.zeros(bars.size, np.int8), whole.hexes[: whole.size]
    _, back, _ = flood(world.board, known.crossings, bars, seeds, side, FAR, nowhere, 0)
    hex, line = inquiry.value(unit, U.HEX), list[tuple[int, int]]()
    while back[hex] >= 0:
        hex = int(back[hex])
    while hex != at and whole.before[hex] >= 0:
        before = int(whole.before[hex])
        line.append((hex, stretch(world, before, world.grid.direction(before, hex))))
        hex = before
    return line[::-1] if hex == at else []


def _come_nearer(inquiry: Inquiry, unit: int, net: Net) -> Iterator[str]:
    """A march, or a depot where there is somebody to set it up."""
    hex, carry = inquiry.value(unit, U.HEX), int(inquiry.world.board.sides[SideColumn.CARRY, inquiry.side_of(unit)])
    if net.distance[hex] < FAR:
        yield inquiry.say("remedies.reach", head=inquiry.words.hex(net.head(hex)), carry=round(carry / 10))
        if _may_march(inquiry, unit):
            yield inquiry.say("remedies.march")
    if _may_set_up_depots(inquiry, unit):
        yield inquiry.say("remedies.depot")


def _may_march(inquiry: Inquiry, unit: int) -> bool:
    """Whether it obeys and is not held at its post."""
    is_held = inquiry.value(unit, U.HELD_UNTIL) > inquiry.known.day
    return inquiry.value(unit, U.STATUS) == Status.READY and not is_held


def _may_set_up_depots(inquiry: Inquiry, unit: int) -> bool:
    """Whether its side has engineers or an army train on the map, and depots left to set up."""
    units, kit, side = inquiry.known.units, inquiry.world.board.kit, inquiry.side_of(unit)
    able = (kit[Kit.ENGINEER] == 1) | (kit[Kit.TRAIN] == 1)
    there = (units[U.HEX] >= 0) & (units[U.SIDE] == side) & (units[U.STATUS] == Status.READY)
    return bool((able & there).any()) and int(np.count_nonzero(inquiry.known.depots[Depot.SIDE] == side)) < MOST


def _share(inquiry: Inquiry, unit: int, net: Net) -> Iterator[str]:
    """To be served before others of the same source, or others elsewhere."""
    world, known, source = inquiry.world, inquiry.known, inquiry.value(unit, U.REASON_AT)
    others = [other for other in looking_to(inquiry, unit, source, net) if other != unit]
    formation = inquiry.value(unit, U.FORMATION)
    is_shared = any(inquiry.value(other, U.FORMATION) != formation for other in others)
    if is_shared and known.formations[F.PRIORITY, formation] < max(LEVELS):
        yield inquiry.say("remedies.priority", formation=inquiry.words.formation(formation))
    hex = inquiry.value(unit, U.HEX)
    if others and _may_march(inquiry, unit) and 0 < net.distance[hex] < FAR:
        yield inquiry.say("remedies.nearer")
    elsewhere = [
        inquiry.words.source(other)
        for other in _sources(inquiry, unit)
        if other != source and not net.blocked[world.board.sources[SourceColumn.HEX, other]]
    ]
    if others and elsewhere:
        yield inquiry.say("remedies.elsewhere", sources=inquiry.words.join(elsewhere))


def _more_from_the_air(inquiry: Inquiry, unit: int, net: Net) -> Iterator[str]:
    """A larger share, where others have one and it is not all given away."""
    units, formations, side = inquiry.known.units, inquiry.known.formations, inquiry.side_of(unit)
    formation = inquiry.value(unit, U.FORMATION)
    cut_off = (units[U.HEX] >= 0) & (units[U.SIDE] == side) & (units[U.ENCIRCLED] > 0)
    has_rivals = bool((cut_off & (units[U.FORMATION] != formation)).any())
    given = int(np.maximum(0, formations[F.AIRDROP, formations[F.SIDE] == side]).sum())
    if has_rivals and given < 100:
        yield inquiry.say("remedies.larger_share", formation=inquiry.words.formation(formation))


_REMEDIES: dict[SupplyReason, Callable[[Inquiry, int, Net], Iterator[str]]] = {
    SupplyReason.NO_SOURCE: _free_sources,
    SupplyReason.RAIL_CUT: _mend,
    SupplyReason.BEYOND_RANGE: _come_nearer,
    SupplyReason.CAPACITY_SHORT: _share,
    SupplyReason.AIRDROP_ONLY: _more_from_the_air,
}
