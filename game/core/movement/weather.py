"""Weather, seasons and ice on the rivers, by the calendar: how far units march today. Rulebook 4.9, 4.12."""

from functools import lru_cache
from typing import TYPE_CHECKING

from game.core import events as ev
from game.core.board import Kit, MoveClass
from game.core.kinds import Bridge
from game.core.state import Crossing, GameState, U
from game.core.world import World

if TYPE_CHECKING:  # whoever only reads a scenario need not wait for the kernels
    from game.core.turn import Turn

_DAYS = 8
"""Days of worlds for which it is remembered what lies under ice; each keeps its world alive."""


def paces(world: World, day: int) -> tuple[int, ...]:
    """Per mille of its march that each unit has on a day; several kinds of weather at once are multiplied."""
    kit, found = world.board.kit, [1000] * len(world.units)
    motor, trained = (kit[Kit.MOVE_CLASS] == int(MoveClass.MOTOR)).tolist(), (kit[Kit.NIGHT] == 1).tolist()
    for weather in (world.weather[number] for number in world.weather_on(day)):
        for unit in range(len(found)):
            if motor[unit]:
                found[unit] = found[unit] * weather.motor // 1000
            else:
                untrained = 1000 if trained[unit] else weather.untrained
                found[unit] = found[unit] * weather.march // 1000 * untrained // 1000
    return tuple(found)


def turn_weather(turn: "Turn") -> None:
    """Dawn: what the day brings, where it is not what the day before brought."""
    world, day = turn.world, turn.state.day
    today = paces(world, day)
    if world.weather_on(day) != world.weather_on(day - 1) or today != tuple(turn.state.units[U.PACE].tolist()):
        turn.emit(ev.WeatherTurned(world.weather_on(day), today))


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
