"""What happened while others ordered, moment by moment, as one side saw it, in the positions the rules passed through.

Knows no pygame.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from game.core import engine
from game.core import events as ev
from game.core.apply import apply
from game.core.state import GameState, U
from game.core.world import World
from game.session.words.text import Catalogue
from game.session.words.wording import tell_event

ALL = -1
_SHOWN = (
    ev.UnitMoved,
    ev.UnitRailed,
    ev.BattleFought,
    ev.UnitRetreated,
    ev.UnitSurrendered,
    ev.UnitDestroyed,
    ev.UnitAdvanced,
    ev.UnitArrived,
    ev.EnemyMet,
    ev.Ambushed,
    ev.PlaceTaken,
)

_Way = ev.UnitMoved | ev.UnitRailed | ev.UnitRetreated
"""What leads along a path."""


class Moment(NamedTuple):
    """Something that can be shown: where, on which way, in which words."""

    event: int
    """Its place in the game's events."""
    hex: int
    way: tuple[int, ...]
    """The hexes of a march that were seen, the first where it began."""
    words: str
    view: GameState
    """What the side knew after it."""
    whose: int = -1
    """The side that marched, where anybody did."""


@dataclass
class Timeline:
    """Goes through a game's events from ``position`` on, up to ``end``."""

    world: World
    words: Catalogue
    side: int
    events: Sequence[ev.Event]
    state: GameState
    """The true position after ``position`` events; a copy of its own."""
    position: int
    end: int
    past: list[Moment] = field(default_factory=list)
    """The moments that were shown, for stepping back."""

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return self.position >= self.end

    def step(self) -> Moment | None:
        """The next moment that the side could see; None where none is left."""
        while self.position < self.end:
            index, event = self.position, self.events[self.position]
            before = self._seen() if isinstance(event, _SHOWN) else None
            truth = self.state.copy() if before is not None else None
            apply(self.state, event)
            self.position += 1
            if before is None or truth is None:
                continue
            after = self._seen()
            moment = self._moment(index, event, truth, (before, after))
            if moment is not None:
                self.past.append(moment)
                return moment
        return None

    def skip(self) -> None:
        """To the end."""
        while self.position < self.end:
            apply(self.state, self.events[self.position])
            self.position += 1

    def _seen(self) -> GameState:
        return self.state.copy() if self.side == ALL else engine.observe(self.world, self.state, self.side)

    def _moment(
        self, index: int, event: ev.Event, truth: GameState, views: tuple[GameState, GameState]
    ) -> Moment | None:
        before, after = views
        told = tell_event(self.words, event, truth)
        match event:
            case ev.BattleFought():
                return Moment(index, event.hex, (), told, after)
            case ev.UnitMoved() | ev.UnitRailed() | ev.UnitRetreated():
                return self._march(index, event, told, views)
            case ev.PlaceTaken():
                known = not np.array_equal(before.places, after.places)
                return Moment(index, self.world.places[event.place].hex, (), told, after) if known else None
        unit = int(getattr(event, "unit", -1))
        seen = [int(view.units[U.HEX, unit]) for view in (after, before) if unit >= 0 and view.units[U.HEX, unit] >= 0]
        if not seen or (int(truth.units[U.SIDE, unit]) == self.side and isinstance(event, ev.UnitAdvanced)):
            return None
        return Moment(index, seen[0], (), told, after)

    def _march(self, index: int, event: _Way, told: str, views: tuple[GameState, GameState]) -> Moment | None:
        """A march of an enemy is known where it began in sight or ended in sight, and no further."""
        before, after = (int(view.units[U.HEX, event.unit]) for view in views)
        if before < 0 and after < 0:
            return None
        if before >= 0 and after >= 0:
            way: tuple[int, ...] = (before, *event.path)
        elif after >= 0:
            way = (*event.path[-2:],)
        else:
            way = (before,)
            told = self.words.say("window.timeline.vanished", unit=self.words.unit(event.unit))
            told = told[:1].upper() + told[1:]
        return Moment(index, way[-1], way, told, views[1], int(self.state.units[U.SIDE, event.unit]))
