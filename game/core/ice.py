"""Rivers that freeze over and thaw by the calendar. Rulebook 4.9."""

from functools import lru_cache
from typing import TYPE_CHECKING

from game.core import events as ev
from game.core.kinds import Bridge
from game.core.state import Crossing, GameState
from game.core.world import World

if TYPE_CHECKING:  # whoever only reads a scenario need not wait for the kernels
    from game.core.turn import Turn

_DAYS = 8
"""Days of worlds for which it is remembered what lies under ice; each keeps its world alive."""


@lru_cache(maxsize=_DAYS)
def iced_over(world: World, day: int) -> frozenset[int]:
    """The sides of rivers that lie under ice on a day, those with a standing bridge over the ice too."""
    return frozenset(crossing for crossing, first, last in world.ice if first <= day <= last)


def freezing(world: World, state: GameState) -> list[int]:
    """The sides of rivers on which ice forms today. Standing bridges stand; what engineers built goes with the ice."""
    bridges, iced = state.crossings[Crossing.BRIDGE].tolist(), iced_over(world, state.day)
    open_water = (Bridge.NONE, Bridge.IMPROVISED)
    return [crossing for crossing, _, _ in world.ice if crossing in iced and bridges[crossing] in open_water]


def freeze_and_thaw(turn: "Turn") -> None:
    """Dawn: ice forms on the sides of rivers whose days have come, and breaks up on the others."""
    bridges, iced = turn.state.crossings[Crossing.BRIDGE].tolist(), iced_over(turn.world, turn.state.day)
    froze = freezing(turn.world, turn.state)
    thawed = [each for each, _, _ in turn.world.ice if each not in iced and bridges[each] == Bridge.ICE]
    if froze:
        turn.emit(ev.RiversFroze(tuple(froze)))
    if thawed:
        turn.emit(ev.RiversThawed(tuple(thawed)))
