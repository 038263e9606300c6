"""Tiles kept on disk between games, by a hash of all that they show. It is a cache: whatever is wrong with it, none."""

import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pygame

from game.core.board import Edge
from game.core.world import World
from game.resources import cache_folder
from game.ui.land.features import Features
from game.ui.land.tiles import TILE, Changing, MapLook, TileArtist, TileKey
from game.ui.style.palette import Palette

_MOST_BYTES = 300_000_000
_TRIM_TO = 0.8


class TileStore:
    """A file of tiles. Without a folder that can be written it keeps nothing."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or cache_folder() / "map.sqlite"
        self._open: sqlite3.Connection | None = None
        with suppress(OSError, sqlite3.Error):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._open = self._connected()
            except sqlite3.OperationalError:  # another window is at it, or the disk is full: the file may be sound
                raise
            except sqlite3.DatabaseError:
                for suffix in ("", "-wal", "-shm"):
                    self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
                self._open = self._connected()

    def _connected(self) -> sqlite3.Connection:
        opened = sqlite3.connect(self._path, timeout=1, isolation_level=None, check_same_thread=False)
        try:
            opened.execute("PRAGMA journal_mode=WAL")
            opened.execute("PRAGMA synchronous=OFF")
            opened.execute("CREATE TABLE IF NOT EXISTS tiles (name BLOB PRIMARY KEY, used INTEGER, data BLOB)")
            with suppress(sqlite3.OperationalError):  # it can be trimmed another time
                self._trim(opened)
        except sqlite3.Error:
            opened.close()
            raise
        return opened

    @staticmethod
    def _trim(opened: sqlite3.Connection) -> None:
        """Drop the tiles that were drawn longest ago where there are too many."""
        held = opened.execute("SELECT COALESCE(SUM(LENGTH(data)), 0) FROM tiles").fetchone()[0]
        if held <= _MOST_BYTES:
            return
        for name, size in opened.execute("SELECT name, LENGTH(data) FROM tiles ORDER BY used").fetchall():
            opened.execute("DELETE FROM tiles WHERE name = ?", (name,))
            held -= size
            if held <= _MOST_BYTES * _TRIM_TO:
                break
        opened.execute("VACUUM")

    def find(self, name: bytes) -> pygame.Surface | None:
        """A tile if it is there and whole."""
        if self._open is None:
            return None
        try:
            row = self._open.execute("SELECT data FROM tiles WHERE name = ?", (name,)).fetchone()
            pixels = zlib.decompress(row[0]) if row else b""
        except (sqlite3.Error, zlib.error):
            return None
        if len(pixels) != TILE * TILE * 3:
            return None
        return pygame.image.frombytes(pixels, (TILE, TILE), "RGB")

    def keep(self, name: bytes, tile: pygame.Surface) -> None:
        """Keep a tile, as far as that is possible."""
        if self._open is None:
            return
        packed = zlib.compress(pygame.image.tobytes(tile, "RGB"), 1)
        with suppress(sqlite3.Error):
            self._open.execute("INSERT OR REPLACE INTO tiles VALUES (?, strftime('%s', 'now'), ?)", (name, packed))

    def close(self) -> None:
        """End it."""
        if self._open is not None:
            with suppress(sqlite3.Error):
                self._open.close()
            self._open = None


class TileNames:
    """Names the tiles of an artist by their content."""

    def __init__(self, artist: TileArtist) -> None:
        self._bounds = artist.bounds
        self._base = _base(artist.world, artist.palette, artist.look)
        self._spots = _spots(artist.world, artist.features)

    def name(self, key: TileKey, changing: Changing) -> bytes:
        """The name of a tile as a position changes it."""
        part = key.touched_from(self._bounds)
        bridges = dict(changing.bridges)
        state = []
        for kind, number, east, south in self._spots:
            if not part.holds(east, south):
                continue
            if kind == "place":
                state.append((kind, number, changing.holders[number] if changing.holders else -1))
            elif kind == "bridge":
                state.append((kind, number, bridges.get(number, 0)))
                if number in changing.iced:
                    state.append(("ice", number, 1))
            elif number in changing.wrecked:
                state.append((kind, number, 1))
        text = repr((tuple(key), state)).encode()
        return blake2b(text, key=self._base, digest_size=16).digest()


def _spots(world: World, features: Features) -> list[tuple[str, int, float, float]]:
    """Where on the map a position changes what is drawn."""
    found: list[tuple[str, int, float, float]] = []
    for number, place in enumerate(world.places):
        found.append(("place", number, *world.grid.centre(place.hex)))
    for bridge in features.bridges:
        found.append(("bridge", bridge.crossing, *bridge.middle))
    rails = world.board.edges[Edge.RAIL]
    for hex in np.flatnonzero((rails >= 0).any(axis=1)).tolist():
        for stretch in sorted(set(rails[hex].tolist()) - {-1}):
            found.append(("rail", stretch, *world.grid.centre(hex)))
    return found


def _base(world: World, palette: Palette, look: MapLook) -> bytes:
    """A hash of the static map, the colours, and the code that draws."""
    hasher = blake2b(digest_size=32)
    for array in (world.board.hexes, world.board.edges):
        hasher.update(np.ascontiguousarray(array).tobytes())
    for part in (world.terrains, world.places, world.grid.columns, look, pygame.version.ver):
        hasher.update(repr(part).encode())
    hasher.update(repr(sorted(vars(palette).items())).encode())
    for source in _sources():
        hasher.update(source.read_bytes())
    return hasher.digest()


def _sources() -> Iterable[Path]:
    """The modules that decide what a tile looks like: this package and the one that writes."""
    here = Path(__file__).parent
    return [*sorted(here.glob("*.py")), *sorted((here.parent / "style").glob("*.py"))]
