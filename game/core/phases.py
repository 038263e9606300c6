"""The sequence of play as data, and what happens between order phases. Rulebook 2."""

from enum import Enum, auto
from functools import cache
from typing import NamedTuple

import numpy as np

from game.core import events as ev
from game.core.authority import renew_command
from game.core.battle.morale import daily_cohesion, rally
from game.core.battle.prisoners import resolve_prisoners
from game.core.battle.remnants import resolve_remnants
from game.core.command.headquarters import renew_reach
from game.core.command.militia import resolve_towns
from game.core.command.superiors import march_home, note_lost_headquarters, resolve_superiors
from game.core.fog.reports import take_down
from game.core.kinds import Activity, SupplyState
from game.core.movement.arrivals import draw_arrivals, resolve_arrivals
from game.core.movement.lift import come_back
from game.core.movement.march import left_over
from game.core.movement.weather import freeze_and_thaw, turn_weather
from game.core.numbers import Number
from game.core.politics.allegiance import resolve_allegiance
from game.core.politics.loyalty import resolve_loyalty
from game.core.state import Clock, U
from game.core.supply.stocks import resolve_supply
from game.core.supply.stores import lose_depots
from game.core.talks.rounds import talks_at_dawn, talks_at_dusk
from game.core.turn import Turn
from game.core.victory import end_campaign, is_decided
from game.core.world import Calendar


class Kind(Enum):
    """What a step of the day is."""

    DAWN = auto()
    WATCH = auto()
    ORDERS = auto()
    DUSK = auto()


class Step(NamedTuple):
    """One step; ``value`` is the watch or the side."""

    kind: Kind
    value: int = 0


@cache
def sequence(calendar: Calendar) -> tuple[Step, ...]:
    """The steps of a day: dawn, each watch with both order phases, dusk."""
    steps = [Step(Kind.DAWN)]
    for watch, first in enumerate(calendar.first):
        steps += [Step(Kind.WATCH, watch), Step(Kind.ORDERS, first), Step(Kind.ORDERS, 1 - first)]
    return (*steps, Step(Kind.DUSK))


def advance(turn: Turn, step: int, *, opening: bool = False) -> None:
    """Play from ``step`` on until a side may order or the campaign is over; ``opening`` when nothing came before."""
    steps = sequence(turn.world.calendar)
    day = turn.state.day
    while not turn.state.is_over:
        kind, value = steps[step]
        match kind:
            case Kind.DAWN:
                _dawn(turn, day, opening=opening and not turn.events)
            case Kind.WATCH:
                turn.emit(ev.WatchBegan(value))
                resolve_arrivals(turn)
                renew_reach(turn)
            case Kind.ORDERS:
                turn.emit(ev.PhaseBegan(value, step))
                march_home(turn, value)
                return
            case Kind.DUSK:
                _dusk(turn)
                day += 1
        step = (step + 1) % len(steps)


def end_phase(turn: Turn) -> None:
    """The active side has finished: note what was seen and go on."""
    step = int(turn.state.clock[Clock.PHASE])
    turn.emit(ev.PhaseEnded(turn.state.active_side))
    take_down(turn)
    advance(turn, step + 1)


def _dawn(turn: Turn, day: int, *, opening: bool) -> None:
    """At the opening of a game nobody has eaten, received or rested yet: units stand as the scenario says."""
    first = len(turn.events)
    turn.emit(ev.DayBegan(day))
    if not opening:
        come_back(turn)  # before the hold-outs of a settlement fly out
    if opening and turn.world.options.get("uncertain_arrivals"):
        draw_arrivals(turn)
    if turn.world.ice:
        freeze_and_thaw(turn)
    lose_depots(turn)
    resolve_supply(turn, 0 if opening else 1)
    if not opening:
        daily_cohesion(turn)
    rally(turn)
    resolve_prisoners(turn)
    resolve_allegiance(turn, resolve_loyalty(turn))
    if turn.world.talks:
        talks_at_dawn(turn)
    note_lost_headquarters(turn, turn.events[first:])
    resolve_superiors(turn)
    renew_command(turn)
    units = turn.state.units
    fought = np.where(units[U.ACTIVITY] >= int(Activity.DEFENCE), units[U.FOUGHT_DAYS] + 1, 0)
    forced = np.where(units[U.FORCED] == 1, units[U.FORCED_DAYS] + 1, 0)
    everyone, carried = tuple(range(units.shape[1])), left_over(turn)
    turn.emit(ev.DutiesRenewed(everyone, tuple(fought.tolist()), tuple(forced.tolist())))
    if carried:
        turn.emit(carried)
    if turn.world.weather:  # what yesterday left over was measured by yesterday's
        turn_weather(turn)


def _dusk(turn: Turn) -> None:
    _dig(turn)
    _return_wounded(turn)
    resolve_remnants(turn)
    if turn.world.talks:
        talks_at_dusk(turn)
    first = len(turn.events)
    resolve_towns(turn)
    note_lost_headquarters(turn, turn.events[first:])
    if turn.state.day + 1 >= turn.world.calendar.days or is_decided(turn):
        end_campaign(turn)


def _dig(turn: Turn) -> None:
    units = turn.state.units
    diggers = np.flatnonzero((units[U.DIGGING] == 1) & (units[U.HEX] >= 0))
    if len(diggers):
        turn.emit(ev.DugIn(tuple(diggers.tolist()), tuple((units[U.DUG, diggers] + 1).tolist())))


def _return_wounded(turn: Turn) -> None:
    """Lightly wounded come back to units that are supplied, free and out of battle. Rulebook 5.6."""
    units = turn.state.units
    fought, hungry = units[U.ACTIVITY] >= int(Activity.DEFENCE), units[U.SUPPLY] >= int(SupplyState.LOW)
    quiet = ~fought & ~hungry & (units[U.ENCIRCLED] == 0)
    healed = units[U.WOUNDED] * turn.world.numbers[Number.WOUNDED_RETURN] // 1000
    chosen = np.flatnonzero(quiet & (units[U.HEX] >= 0) & (healed > 0))
    if len(chosen):
        rows = (units[U.MEN] + healed, units[U.WOUNDED] - healed, units[U.RETURNED] + healed)
        turn.emit(ev.WoundedReturned(tuple(chosen.tolist()), *(tuple(row[chosen].tolist()) for row in rows)))
