"""What the lines of a scenario became on the map, in the exact form in which a file can state them."""

from pathlib import Path
from typing import NamedTuple

from game.core.hexgrid import DIRECTIONS
from game.scenario.geography import survey
from game.scenario.load import read
from game.scenario.problems import Report
from game.scenario.rules import standard_rules
from game.scenario.schema_map import Drawn


class Snapped(NamedTuple):
    """One river, wall, road or railway."""

    kind: str
    id: str
    name: str
    chains: list[list[str]]
    """Hexsides such as ``0502 n`` for a river or wall, else the hexes of each chain."""


def snapped(path: Path) -> list[Snapped]:
    """Every line of a scenario file as it was snapped. Raises ScenarioError."""
    spec = read(path)
    report = Report(str(path))
    geography = survey(spec, standard_rules(), report)
    report.raise_errors()
    number = geography.grid.number
    found = [
        _snapped(river.kind, river, [[f"{number(hex)} {DIRECTIONS[direction]}" for hex, direction in sides]])
        for river, sides in zip(spec.map.rivers, geography.rivers, strict=True)
    ]
    found += [
        _snapped("wall", wall, [[f"{number(hex)} {DIRECTIONS[direction]}" for hex, direction in sides]])
        for wall, sides in zip(spec.map.walls, geography.walls, strict=True)
    ]
    for kind, ways, all_chains in (
        ("road", spec.map.roads, geography.roads),
        ("railway", spec.map.rails, geography.rails),
    ):
        for way, chains in zip(ways, all_chains, strict=True):
            found.append(_snapped(kind, way, [[number(hex) for hex in chain] for chain in chains]))
    return found


def _snapped(kind: str, drawn: Drawn, chains: list[list[str]]) -> Snapped:
    return Snapped(kind, drawn.id or "", drawn.name.en if drawn.name else "", chains)
