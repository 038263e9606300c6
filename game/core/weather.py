"""Weather and seasons on the ground, by the calendar: shorter marches, smaller losses. Rulebook 4.12."""

from typing import TYPE_CHECKING

from game.core import events as ev
from game.core.board import Kit, MoveClass
from game.core.state import U
from game.core.world import World

if TYPE_CHECKING:  # whoever only reads a scenario need not wait for the kernels
    from game.core.turn import Turn


def reigning(world: World, day: int) -> tuple[int, ...]:
    """The kinds of weather of a day, as indices of ``world.weather``."""
    return tuple(number for number, weather in enumerate(world.weather) if day in weather.days)


def paces(world: World, day: int) -> tuple[int, ...]:
    """Per mille of its march that each unit has on a day; several kinds of weather at once are multiplied."""
    kit, found = world.board.kit, [1000] * len(world.units)
    motor, trained = (kit[Kit.MOVE_CLASS] == int(MoveClass.MOTOR)).tolist(), (kit[Kit.NIGHT] == 1).tolist()
    for weather in (world.weather[number] for number in reigning(world, day)):
        for unit in range(len(found)):
            if motor[unit]:
                found[unit] = found[unit] * weather.motor // 1000
            else:
                untrained = 1000 if trained[unit] else weather.untrained
                found[unit] = found[unit] * weather.march // 1000 * untrained // 1000
    return tuple(found)


def losses_left(world: World, day: int) -> int:
    """Per mille of their losses that the battles of a day cost."""
    share = 1000
    for number in reigning(world, day):
        share = share * world.weather[number].losses // 1000
    return share


def turn_weather(turn: "Turn") -> None:
    """Dawn: what the day brings, where it is not what the day before brought."""
    world, day = turn.world, turn.state.day
    today = paces(world, day)
    if reigning(world, day) != reigning(world, day - 1) or today != tuple(turn.state.units[U.PACE].tolist()):
        turn.emit(ev.WeatherTurned(reigning(world, day), today))
