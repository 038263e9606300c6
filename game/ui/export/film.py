"""The film of a campaign: a picture of the map for each day, and all of them as one moving picture."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

import numpy as np
import pygame

from game.core import events as ev
from game.core.state import GameState, U
from game.core.world import World
from game.session.results.aftermath import dusks
from game.session.session import Session
from game.ui.export.picture import Painter, Wish
from game.ui.land.camera import LEVELS, Size

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


class Footage:
    """The pictures of a film until it is written, in a file: together they take as much memory as a game."""

    def __init__(self) -> None:
        from PIL.TiffImagePlugin import AppendingTiffWriter

        self._file = TemporaryFile()  # noqa: SIM115 (it is gone once it is closed)
        self._writer = AppendingTiffWriter(self._file, new=True)
        self._count = 0

    def __enter__(self) -> "Footage":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def add(self, picture: pygame.Surface) -> None:
        """The next picture, as large as those before. Raises OSError."""
        from PIL import Image

        still = Image.frombytes("RGB", picture.get_size(), pygame.image.tobytes(picture, "RGB"))
        still.save(self._writer, "TIFF")
        self._writer.newFrame()
        self._count += 1

    def write(self, path: Path) -> None:
        """All pictures as one file that moves; its name ends in one of `SUFFIXES`. Raises OSError."""
        from PIL import Image

        self._writer.finalize()
        durations = [FRAME_MS] * (self._count - 1) + [_LAST_MS]
        more = {"quality": _QUALITY} if path.suffix == ".webp" else {"optimize": True}
        with Image.open(self._file) as pictures:
            pictures.save(path, save_all=True, duration=durations, loop=0, **more)
