"""Rivers that freeze over and thaw by the calendar. Rulebook 4.9."""

from game.core import events as ev
from game.core.kinds import Bridge
from game.core.state import Crossing
from game.core.turn import Turn


def freeze_and_thaw(turn: Turn) -> None:
    """Dawn: ice forms on the sides of rivers whose days have come, and breaks up on the others.

    Standing bridges stand; what engineers built is in the ice and goes with it.
    """
    day, bridges = turn.state.day, turn.state.crossings[Crossing.BRIDGE].tolist()
    froze, thawed = [], []
    for crossing, first, last in turn.world.ice:
        if first <= day <= last and bridges[crossing] in (Bridge.NONE, Bridge.IMPROVISED):
            froze.append(crossing)
        elif not first <= day <= last and bridges[crossing] == Bridge.ICE:
            thawed.append(crossing)
    if froze:
        turn.emit(ev.RiversFroze(tuple(froze)))
    if thawed:
        turn.emit(ev.RiversThawed(tuple(thawed)))
