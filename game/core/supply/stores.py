"""Depots that are set up, who is served first, and who gets the airdrop. Rulebook 6.3, 6.9, 6.11."""

import numpy as np

from game.core import events as ev
from game.core.authority import refuse_own, refuse_unit
from game.core.board import Edge, Kit, SourceColumn
from game.core.kinds import Bridge
from game.core.orders import Prioritise, SetUpDepot, ShareAirdrop
from game.core.refusal import Reason, Refusal
from game.core.state import DEPOTS, Crossing, Depot, F, GameState, U
from game.core.turn import Turn
from game.core.world import World

_BRIDGED = (Bridge.STANDING, Bridge.IMPROVISED)
LEVELS = (0, 1, 2)
"""Of priority: ordinary, before others, first."""
MOST = DEPOTS // 2
"""Depots that a side can have set up at one time."""


def check_set_up_depot(world: World, view: GameState, order: SetUpDepot) -> Refusal | None:
    """Engineers or an army train that have not marched today, at a place, a railway or a bridge."""
    unit = order.unit
    refused = refuse_unit(world, view, view.active_side, unit)
    if refused:
        return refused
    if not (world.board.kit[Kit.ENGINEER, unit] or world.board.kit[Kit.TRAIN, unit]):
        return Refusal(Reason.NO_STOREKEEPERS, (unit,))
    if view.units[U.MOVED, unit] > 0:
        return Refusal(Reason.HAS_MOVED, (unit,))
    here = int(view.units[U.HEX, unit])
    if not is_depot_site(world, view, here):
        return Refusal(Reason.NO_DEPOT_SITE, (unit,), (here,))
    if has_depot(world, view, here, view.active_side):
        return Refusal(Reason.HAS_DEPOT, (unit,), (here,))
    if np.count_nonzero(view.depots[Depot.SIDE] == view.active_side) >= MOST:
        return Refusal(Reason.TOO_MANY_DEPOTS, (unit,))
    return None


def is_depot_site(world: World, state: GameState, hex: int) -> bool:
    """Whether roads or rails bring things together there: a place, a railway, a bridge over one of its sides."""
    if hex in world.places_by_hex:
        return True
    rails, crossings = world.board.edges[[Edge.RAIL, Edge.CROSSING], hex].tolist()
    bridges = state.crossings[Crossing.BRIDGE]
    return max(rails) >= 0 or any(link >= 0 and bridges[link] in _BRIDGED for link in crossings)


def has_depot(world: World, state: GameState, hex: int, side: int) -> bool:
    """Whether a side has a depot or source in a hex already."""
    table = world.board.sources
    given = (table[SourceColumn.HEX] == hex) & (table[SourceColumn.SIDE] == side)
    made = (state.depots[Depot.HEX] == hex) & (state.depots[Depot.SIDE] == side)
    return bool(given.any() or made.any())


def resolve_set_up_depot(turn: Turn, order: SetUpDepot) -> None:
    """Set up the depot, which serves from the next dawn on if carriers reach it; the unit's day is spent."""
    state = turn.state
    slot = int(np.argmin(state.depots[Depot.HEX]))
    turn.emit(ev.DepotSetUp(order.unit, slot, state.active_side, int(state.units[U.HEX, order.unit])))


def lose_depots(turn: Turn) -> None:
    """Dawn: depots in whose hex an enemy stands are lost."""
    state = turn.state
    slots = np.flatnonzero(state.depots[Depot.HEX] >= 0).tolist()
    for slot in slots:
        side, hex = state.depots[:, slot].tolist()
        if ((state.units[U.HEX] == hex) & (state.units[U.SIDE] == 1 - side)).any():
            turn.emit(ev.DepotLost(slot, side, hex))


def check_prioritise(world: World, view: GameState, order: Prioritise) -> Refusal | None:
    """An own formation, while there is anything to share out."""
    refused = refuse_own(world, view, order.formation)
    if refused:
        return refused
    if order.level not in LEVELS or view.formations[F.PRIORITY, order.formation] == order.level:
        return Refusal(Reason.SAME_SHARE, formations=(order.formation,))
    if not (world.board.sources[SourceColumn.SIDE] == view.active_side).any():
        return Refusal(Reason.NOTHING_TO_SHARE)
    return None


def resolve_prioritise(turn: Turn, order: Prioritise) -> None:
    """Set the priority, which holds until it is changed."""
    turn.emit(ev.PrioritySet(order.formation, order.level))


def check_share_airdrop(world: World, view: GameState, order: ShareAirdrop) -> Refusal | None:
    """An own formation of a side with an airlift; all shares together are at most the whole."""
    refused = refuse_own(world, view, order.formation)
    if refused:
        return refused
    if not any(airdrop.side == view.active_side for airdrop in world.airdrops):
        return Refusal(Reason.NO_AIRDROP)
    own = view.formations[F.SIDE] == view.active_side
    shares = np.where(own, np.maximum(0, view.formations[F.AIRDROP]), 0)
    shares[order.formation] = max(0, order.share)
    if not -1 <= order.share <= 100 or view.formations[F.AIRDROP, order.formation] == order.share:
        return Refusal(Reason.SAME_SHARE, formations=(order.formation,))
    if shares.sum() > 100:
        return Refusal(Reason.SHARED_OUT, formations=(order.formation,))
    return None


def resolve_share_airdrop(turn: Turn, order: ShareAirdrop) -> None:
    """Set the share, which holds until it is changed."""
    turn.emit(ev.AirdropShared(order.formation, order.share))
