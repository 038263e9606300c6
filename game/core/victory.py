"""The signed score, the level of victory, and when a campaign ends. Rulebook 12."""

import numpy as np

from game.core import events as ev
from game.core.battle.accounts import lost_for_good
from game.core.goals import Victory, VictoryTerm
from game.core.kinds import Obedience, Status, SupplyState, TalkStage
from game.core.state import F, GameState, Place, T, U
from game.core.turn import Turn
from game.core.world import World


def group_units(world: World, group: str) -> list[int]:
    """The units of a named group of the order of battle."""
    return [index for index, unit in enumerate(world.units) if unit.group == group]


def score(world: World, state: GameState, victory: Victory | None = None) -> int:
    """The score as the position stands, positive for ``victory.favours``."""
    victory = victory or world.victory
    return sum(_term(world, state, victory, term) for term in victory.terms)


def level_of(victory: Victory, points: int) -> int:
    """The index of the level that a score reaches."""
    for index, level in enumerate(victory.levels):
        if points >= level.at:
            return index
    return len(victory.levels) - 1


def _term(world: World, state: GameState, victory: Victory, term: VictoryTerm) -> int:
    match term.kind:
        case "losses":
            units = group_units(world, term.group)
            side = world.units[units[0]].side
            beyond = lost_for_good(state.units, side, units) - term.neutral
            if beyond < 0 and term.place >= 0:  # who is elsewhere counts as lost, until nobody is spared
                beyond = min(0, max(beyond, term.strength - term.neutral - men_in_place(world, state, term)))
            return beyond // term.per if side != victory.favours else -(beyond // term.per)
        case "saved":
            chosen = group_units(world, term.group)
            points = (int(state.units[U.LEFT, chosen].sum()) - term.neutral) // term.per
            return points if term.side == victory.favours else -points
        case "hold":
            holds = _holds(world, state, term)
        case "settled":
            holds = bool(state.talks[T.STAGE, term.talk] >= TalkStage.HANDING_OVER)
        case "refused":
            order = world.superior_orders[term.order]
            received, obedience = state.formations[[F.ORDER, F.OBEDIENCE], order.formation].tolist()
            holds = received == term.order and obedience == Obedience.REFUSED
        case _:
            holds = _joined(world, state, term)
    if not holds:
        return 0
    return term.points if term.side == victory.favours else -term.points


def asks_where(world: World, state: GameState, term: VictoryTerm) -> bool:
    """Whether it counts where the men of a term of losses are: fewer of them are lost than count for nobody."""
    if term.toward < 0:
        return False
    units = group_units(world, term.group)
    return lost_for_good(state.units, world.units[units[0]].side, units) < term.neutral


def is_in_place(world: World, term: VictoryTerm, hex: int) -> bool:
    """Whether men who stand in a hex are where a term of losses asks of the spared to be."""
    goal, here = world.places[term.toward].hex, world.places[term.place].hex
    return world.grid.distance(hex, goal) <= world.grid.distance(here, goal)


def men_in_place(world: World, state: GameState, term: VictoryTerm) -> int:
    """Men of a group, the wounded with them, who are where a term of losses asks of the spared to be."""
    units = group_units(world, term.group)
    where, men, wounded = state.units[[U.HEX, U.MEN, U.WOUNDED]][:, units].tolist()
    return sum(
        men[row] + max(0, wounded[row])
        for row, unit in enumerate(units)
        if where[row] >= 0
        and state.units[U.SIDE, unit] == world.units[unit].side
        and is_in_place(world, term, where[row])
    )


def _holds(world: World, state: GameState, term: VictoryTerm) -> bool:
    """Whether a side holds a place, with a supplied and free unit in it where the term asks for supply."""
    if state.places[Place.HOLDER, term.place] != term.side:
        return False
    if not term.in_supply:
        return True
    units = state.units
    there = (units[U.HEX] == world.places[term.place].hex) & (units[U.SIDE] == term.side)
    return bool(np.any(there & (units[U.SUPPLY] < int(SupplyState.LOW)) & (units[U.ENCIRCLED] == 0)))


def _joined(world: World, state: GameState, term: VictoryTerm) -> bool:
    """Whether units of two groups, both still of the side, stand within one hex of each other."""
    units = state.units

    def standing(group: str) -> list[int]:
        return [
            int(units[U.HEX, unit])
            for unit in group_units(world, group)
            if units[U.HEX, unit] >= 0 and units[U.SIDE, unit] == term.side
        ]

    others = standing(term.other_group)
    return any(world.grid.distance(here, there) <= 1 for here in standing(term.group) for there in others)


def is_decided(turn: Turn) -> bool:
    """Whether a side that came with men has none left, on the map or on their way. Rulebook 12."""
    units = turn.state.units
    left = set(units[U.SIDE, (units[U.HEX] >= 0) | (units[U.STATUS] == int(Status.WAITING))].tolist())
    return any(unit.side not in left for unit in turn.world.units)


def end_campaign(turn: Turn) -> None:
    """The last dusk, or the first with nobody left to fight."""
    points = score(turn.world, turn.state)
    turn.emit(ev.CampaignEnded(points, level_of(turn.world.victory, points)))
