"""A game in figures, day by day: what was lost, how the armies held together and what they had to eat."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.core import events as ev
from game.core.kinds import Status, SupplyState
from game.core.state import GameState, U
from game.core.world import SIDES
from game.session.results.losses import DayLosses, losses_between, lost_so_far
from game.session.session import Session

_PRESENT = (Status.READY, Status.ROUTED, Status.IDLE)


class SideDay(NamedTuple):
    """How a side stood at the end of a day."""

    lost: tuple[int, ...]
    """Men lost so far, in the order of `losses.LOSS_KINDS`."""
    men: int
    """In the ranks, on the map."""
    cohesion: int
    """Per mille, each unit by its men."""
    supply: tuple[int, ...]
    """Men in each `SupplyState`."""

    @property
    def total(self) -> int:
        """Men lost so far in all."""
        return sum(self.lost)


@dataclass(frozen=True)
class Series:
    """The days of a game from its start to where it stands."""

    days: tuple[int, ...]
    sides: tuple[tuple[SideDay, ...], ...]
    """``[side][day]``, in parallel to ``days``."""
    losses: tuple[tuple[DayLosses, ...], ...]
    """``[side][day]``: what the day itself cost."""


def series(session: Session, of: tuple[int, ...] = SIDES) -> Series:
    """Every day of a game, for the sides that are asked for; the others have no days."""
    days: list[int] = []
    rows: list[list[SideDay]] = [[] for _ in SIDES]
    losses: list[list[DayLosses]] = [[] for _ in SIDES]
    before = session.start
    for day, at in dusks(session):
        state = session.position(at)
        lost = losses_between(before, state)
        days.append(day)
        for side in of:
            rows[side].append(side_day(state, side))
            losses[side].append(lost[side])
        before = state
    return Series(tuple(days), tuple(map(tuple, rows)), tuple(map(tuple, losses)))


def dusks(session: Session) -> Iterator[tuple[int, int]]:
    """Each day that has been played with its end, as a number of the game's events; the last may be unfinished."""
    day = session.start.day
    for at, event in enumerate(session.turn.events):
        if isinstance(event, ev.DayBegan) and event.day != day:
            yield day, at
            day = event.day
    yield day, len(session.turn.events)


def side_day(state: GameState, side: int) -> SideDay:
    """How a side stands in a position."""
    units = state.units
    lost = tuple(lost_so_far(state, side).values())
    here = (units[U.SIDE] == side) & (units[U.HEX] >= 0) & np.isin(units[U.STATUS], [int(each) for each in _PRESENT])
    men = units[U.MEN] * here
    present = int(men.sum())
    cohesion = int((men * units[U.COHESION]).sum()) // max(1, present)
    supply = tuple(int(men[units[U.SUPPLY] == int(state)].sum()) for state in SupplyState)
    return SideDay(lost, present, cohesion, supply)
