"""The film of a campaign: a picture of the map for each day, and all of them as one moving picture."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pygame

from game.core import events as ev
from game.core.state import GameState, U
from game.core.world import World
from game.session.aftermath import dusks
from game.session.session import Session
from game.ui.camera import LEVELS, Size
from game.ui.picture import Painter, Wish

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".webp", ".gif")
"""Kinds of moving pictures; the first is a third as large and keeps every colour, the second opens everywhere."""
FRAME_MS = 900
_LAST_MS = 3000
_QUALITY = 78
_MARGIN = 3  # hexes around what is to be seen
_SEEN = 86  # per cent of all marches and battles that are on the picture in each direction, at least


class Scene(NamedTuple):
    """A day of the film."""

    day: int
    state: GameState
    """At the end of the day."""
    fought: tuple[int, ...]
    """Hexes that were attacked that day."""


def scenes(session: Session, seen: Callable[[GameState], GameState] = lambda state: state) -> list[Scene]:
    """The days of a game that have been played, each position as it is ``seen``; both sides know of a battle."""
    found, first = [], 0
    for day, end in dusks(session):
        battles = [event for event in session.turn.events[first:end] if isinstance(event, ev.BattleFought)]
        fought = tuple(dict.fromkeys(battle.hex for battle in battles))
        found.append(Scene(day, seen(session.position(end)), fought))
        first = end
    return found


def stage(world: World, found: list[Scene], size: Size) -> tuple[int | None, float | None]:
    """Where a film or a replay looks: at nearly all that marched or was fought for; at the whole map if nothing was."""
    grid = world.grid
    hexes = [hex for scene in found for hex in scene.fought]
    for before, after in pairwise(found):
        old, new = before.state.units[U.HEX], after.state.units[U.HEX]
        hexes += new[(old != new) & (new >= 0)].tolist()
    if not hexes:
        return None, None
    places = np.array([grid.centre(hex) for hex in hexes])
    first, last = np.percentile(places, (100 - _SEEN, _SEEN), axis=0)
    wide, high = last - first + 2 * _MARGIN
    middle = grid.hex_at(*((first + last) / 2).tolist())
    return middle, float(min(max(min(size[0] / wide, size[1] / high), LEVELS[0]), LEVELS[4]))


def frames(session: Session, wish: Wish) -> Iterator[tuple[int, pygame.Surface]]:
    """Each day with its picture, which shows by day what there is to see whatever the ``wish`` says of that."""
    found = scenes(session)
    hex, scale = stage(session.world, found, wish.size)
    painter = Painter(session.scenario, wish._replace(hex=hex, scale=scale, daylight=True))
    for scene in found:
        yield scene.day, painter.paint(scene.state, scene.fought)


def still(picture: pygame.Surface) -> "Image":
    """A picture as a film holds it, which takes three quarters of the memory."""
    from PIL import Image

    return Image.frombytes("RGB", picture.get_size(), pygame.image.tobytes(picture, "RGB"))


def write_film(images: "Sequence[Image]", path: Path) -> None:
    """All pictures as one file that moves; its name ends in one of `SUFFIXES`. Raises OSError."""
    durations = [FRAME_MS] * (len(images) - 1) + [_LAST_MS]
    more = {"quality": _QUALITY} if path.suffix == ".webp" else {"optimize": True}
    images[0].save(path, save_all=True, append_images=images[1:], duration=durations, loop=0, **more)
