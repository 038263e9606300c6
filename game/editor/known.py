"""What a scenario file has by id, family by family: what a field that refers to something can be."""

from collections.abc import Iterator
from typing import Any

from game.editor.gestures import formations_of, units_of
from game.scenario.problems import Path

_LISTS: dict[str, Path] = {
    "talks": ("talks",),
    "river": ("map", "rivers"),
    "road": ("map", "roads"),
    "railway": ("map", "rails"),
    "lift": ("lifts",),
    "superior order": ("superior_orders",),
    "source": ("supply", "sources"),
    "trains": ("troop_trains",),
    "airlift": ("supply", "airdrops"),
}
_TABLES: dict[str, Path] = {"side": ("sides",), "place": ("places",)}
HOMES = _LISTS | _TABLES
"""Where the things of a family stand, units, formations and groups left aside."""


def known(data: Any, families: tuple[str, ...]) -> dict[str, Any]:
    """What the file has of some families, by id: each with what stands there."""
    found: dict[str, Any] = {}
    for family in families:
        for id, thing in _of(data, family):
            if isinstance(id, str):
                found.setdefault(id, thing)
    return found


def _of(data: Any, family: str) -> Iterator[tuple[Any, Any]]:
    if family in _TABLES:
        table = _at(data, _TABLES[family])
        yield from table.items() if isinstance(table, dict) else ()
    elif family in _LISTS:
        things = _at(data, _LISTS[family])
        yield from _by(things if isinstance(things, list) else [], "id")
    elif isinstance(data, dict):
        paths = units_of(data) if family == "unit" else formations_of(data)
        yield from _by([_at(data, path) for path in paths], "group" if family == "group" else "id")


def _by(things: list[Any], key: str) -> Iterator[tuple[Any, Any]]:
    for thing in things:
        if isinstance(thing, dict) and key in thing:
            yield thing[key], thing if key == "id" else None


def _at(data: Any, path: Path) -> Any:
    for step in path:
        is_there = step in data if isinstance(data, dict) else isinstance(data, list)
        data = data[step] if is_there else None
    return data
