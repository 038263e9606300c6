"""Rivers that freeze over and thaw by the calendar. Rulebook 4.9."""

from game.core import events as ev
from game.core.kinds import Bridge
from game.core.state import Crossing
from game.core.turn import Turn
from game.core.world import World


def iced_over(world: World, day: int) -> frozenset[int]:
    """The sides of rivers that lie under ice on a day, those with a standing bridge over the ice too."""
    return frozenset(crossing for crossing, first, last in world.ice if first <= day <= last)


def freeze_and_thaw(turn: Turn) -> None:
    """Dawn: ice forms on the sides of rivers whose days have come, and breaks up on the others.

    Standing bridges stand; what engineers built is in the ice and goes with it.
    """
    bridges = turn.state.crossings[Crossing.BRIDGE].tolist()
    iced = iced_over(turn.world, turn.state.day)
    froze, thawed = [], []
    for crossing, _, _ in turn.world.ice:
        if crossing in iced and bridges[crossing] in (Bridge.NONE, Bridge.IMPROVISED):
            froze.append(crossing)
        elif crossing not in iced and bridges[crossing] == Bridge.ICE:
            thawed.append(crossing)
    if froze:
        turn.emit(ev.RiversFroze(tuple(froze)))
    if thawed:
        turn.emit(ev.RiversThawed(tuple(thawed)))
