"""Chains of drawn lines kept between runs, by a hash of all that they follow from.

It is a cache: whatever is wrong with it, lines are drawn anew.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from game.core.hexgrid import HexGrid
from game.files import write_whole
from game.resources import cache_folder
from game.scenario.survey.snap import Hexside, Snapper, Stop

_LEAST_HEXES = 1000
"""Lines of smaller maps are drawn in less time than a file is read."""
_MOST = 2000
"""Chains; a file that holds more begins anew with those of the map at hand."""


class LineStore:
    """Snaps lines to a map as `Snapper` does, and keeps them in a file when `keep` is called."""

    def __init__(self, grid: HexGrid, path: Path | None = None) -> None:
        self._snapper = Snapper(grid)
        self._size = f"{grid.columns} {grid.rows}"
        self._path = (path or _path()) if grid.size >= _LEAST_HEXES else None
        self._known: dict[str, list[int]] = _read(self._path) if self._path else {}
        self._used: dict[str, list[int]] = {}

    def to_hexes(self, stops: list[Stop]) -> list[int]:
        """The chain of hexes of a road or rail; empty when the line does not touch the map."""
        return self._chain("hexes", stops, lambda: self._snapper.to_hexes(stops))

    def to_sides(self, stops: list[Stop]) -> list[Hexside]:
        """The chain of hexsides of a river; empty when the line does not touch the map."""
        flat = self._chain("sides", stops, lambda: [each for side in self._snapper.to_sides(stops) for each in side])
        return list(zip(flat[::2], flat[1::2], strict=True))

    def _chain(self, kind: str, stops: list[Stop], draw: Callable[[], list[int]]) -> list[int]:
        told = f"{kind} {self._size} {[(stop.point, stop.hex) for stop in stops]}"
        name = blake2b(told.encode(), digest_size=12).hexdigest()
        known = self._known.get(name)
        self._used[name] = draw() if known is None else known
        return self._used[name]

    def keep(self) -> None:
        """Write what was drawn anew, as far as that is possible."""
        if not self._path or self._used.keys() <= self._known.keys():
            return
        held = {**self._known, **self._used}
        text = json.dumps(held if len(held) <= _MOST else self._used, separators=(",", ":"))
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, f"{_digest(text)}\n{text}".encode())


@cache
def _path() -> Path:
    """A file of its own for each version of what draws."""
    hasher = blake2b(digest_size=6)
    here = Path(__file__)
    for source in (here.with_name("snap.py"), here.parents[2] / "core" / "hexgrid.py"):
        hasher.update(source.read_bytes())
    return cache_folder() / f"lines-{hasher.hexdigest()}.json"


def _read(path: Path) -> dict[str, list[int]]:
    """The chains of a file that is there and whole."""
    try:
        digest, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if digest != _digest(text):
        return {}
    chains: dict[str, list[int]] = json.loads(text)
    return chains


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
