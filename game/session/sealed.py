"""Which views of a game may be looked back at: with fog, not all of them while a person is still to play it."""

from collections.abc import Sequence

from game.core.world import SIDES, World
from game.session.saves.save import Save
from game.session.session import Session

EVERYBODY = -1
"""The eyes that see all."""


def open_eyes(session: Session, people: Sequence[int]) -> tuple[int, ...]:
    """The views that may be opened, the first by default: everybody's and each side's, or the playing person's alone.

    Of two people it is the one who is to order: nobody knows which of them is at the screen.
    """
    if not _is_sealed(session.world, session.is_over, people):
        return (EVERYBODY, *SIDES)
    return (session.active_side,) if session.active_side in people else tuple(people[:1])


def people_of(save: Save) -> tuple[int, ...]:
    """The sides that people play in a save."""
    return tuple(side for side in SIDES if save.header.players[side] is None)


def is_sealed(save: Save) -> bool:
    """Whether a save still hides something from a person who plays it."""
    return _is_sealed(save.scenario.world, save.days[-1].over, people_of(save))


def _is_sealed(world: World, is_over: bool, people: Sequence[int]) -> bool:
    return bool(people) and not is_over and world.options.get("fog", 1) == 1
