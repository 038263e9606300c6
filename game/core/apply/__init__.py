"""The only writer of a position: one small function for each kind of event.

No rule is decided here; events carry the new values.
"""

from game.core.apply import battle, command, field, fog, politics, sequence, stores, talks, upkeep
from game.core.apply.writer import Writers
from game.core.events import Event
from game.core.state import GameState

__all__ = ["WRITERS", "apply", "fold"]

WRITERS: Writers = {
    **sequence.WRITERS,
    **field.WRITERS,
    **fog.WRITERS,
    **battle.WRITERS,
    **upkeep.WRITERS,
    **politics.WRITERS,
    **talks.WRITERS,
    **stores.WRITERS,
    **command.WRITERS,
}


def apply(state: GameState, event: Event) -> None:
    """Write what an event says into the position."""
    WRITERS[type(event)](state, event)


def fold(state: GameState, events: list[Event]) -> GameState:
    """The position after a list of events, on a copy."""
    state = state.copy()
    for event in events:
        apply(state, event)
    return state
