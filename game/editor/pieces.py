"""Where places and units stand, read from the file's data alone, so that the map shows a change at once."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from game.core.hexgrid import HexGrid
from game.editor.gestures import sides_of
from game.scenario.problems import Path
from game.scenario.rules import standard_rules
from game.ui.counters.look import UNKNOWN, Counter, Look, letters_of, strength

_SIDES = (0, 1)


class Piece(NamedTuple):
    """A unit on the map."""

    path: Path
    hex: int
    look: Look


def spot_hex(grid: HexGrid, data: Any, spot: Any) -> int:
    """The hex of a spot as the file writes it, -1 where there is none."""
    if isinstance(spot, str):
        places = data.get("places")
        place = places.get(spot) if isinstance(places, dict) else None
        if isinstance(place, dict) and place.get("at") != spot:
            return spot_hex(grid, {}, place.get("at"))
        found = grid.index(spot)
    elif isinstance(spot, list) and len(spot) == 2 and all(type(part) in (int, float) for part in spot):
        found = grid.hex_at(*grid.locate(*spot)) if grid.origin is not None else None
    else:
        found = None
    return -1 if found is None else found


def hex_of(grid: HexGrid, data: Any, path: Path) -> int:
    """Where what a path leads to stands, arrives or lies, -1 where it has no spot."""
    thing = data
    for step in path:
        is_there = step in thing if isinstance(thing, dict) else isinstance(thing, list) and int(step) < len(thing)
        if not is_there:
            return -1
        thing = thing[step]
    return _standing(grid, data, thing) if isinstance(thing, dict) else -1


def _standing(grid: HexGrid, data: Any, thing: dict[str, Any]) -> int:
    arrives = thing.get("arrives")
    spot = thing.get("at", arrives.get("at") if isinstance(arrives, dict) else None)
    return spot_hex(grid, data, spot)


def places_at(grid: HexGrid, data: Any, hex: int) -> list[Path]:
    """The places in a hex."""
    places = data.get("places")
    found = places.items() if isinstance(places, dict) else ()
    return [("places", id) for id, place in found if isinstance(place, dict) and _standing(grid, data, place) == hex]


def pieces(grid: HexGrid, data: Any, lang: str) -> list[Piece]:
    """All units that stand or arrive on the map."""
    return list(_pieces(grid, data, lang))


def _pieces(grid: HexGrid, data: Any, lang: str) -> Iterator[Piece]:
    sides = list(data["sides"]) if isinstance(data.get("sides"), dict) else []
    for path, side in sides_of(data).items():
        number = sides.index(side) if side in sides[: len(_SIDES)] else 0
        units = _at(data, path).get("units")
        for index, unit in enumerate(units if isinstance(units, list) else ()):
            hex = _standing(grid, data, unit) if isinstance(unit, dict) else -1
            if hex >= 0:
                yield Piece((*path, "units", index), hex, _look(unit, number, lang))


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _look(unit: dict[str, Any], side: int, lang: str) -> Look:
    """The counter of a unit; one that is still to come is pale."""
    kind = standard_rules().types.get(str(unit.get("type")))
    name, men = unit.get("name"), unit.get("men")
    if isinstance(name, dict):
        name = (name.get("zh") if lang == "zh" else None) or name.get("en")
    return Look(
        side,
        kind.symbol if kind else "infantry",
        kind.echelon if kind else "division",
        letters_of(name, lang) if isinstance(name, str) and name else "",
        strength(men) if isinstance(men, int) else "?",
        ghost_days=0 if "at" not in unit else UNKNOWN,
    )


def stacks(found: list[Piece]) -> list[Counter]:
    """The counters to draw: one for each hex and side, the first unit on top."""
    heaps: dict[tuple[int, int], list[int]] = {}
    for number, piece in enumerate(found):
        heaps.setdefault((piece.hex, piece.look.side), []).append(number)
    return [Counter(hex, tuple(units), found[units[0]].look) for (hex, _), units in sorted(heaps.items())]
