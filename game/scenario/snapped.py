"""What the lines of a scenario became on the map, in the exact form in which a file can state them."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from json import dumps
from pathlib import Path
from typing import NamedTuple

from game.core.hexgrid import DIRECTIONS
from game.scenario.load import read
from game.scenario.problems import Report
from game.scenario.rules import standard_rules
from game.scenario.schema.map import Drawn
from game.scenario.survey.geography import survey


class Snapped(NamedTuple):
    """One river, wall, road or railway."""

    block: str
    """Where it stands under ``map``: rivers, walls, roads or rails."""
    id: str
    name: str
    chains: list[list[str]]
    """Hexsides such as ``0502 n`` for a river or wall, else the hexes of each chain; empty where it cannot be drawn."""


def snapped(path: Path) -> list[Snapped]:
    """Every line of a scenario file as it was snapped, whatever else is wrong with the file. Raises ScenarioError."""
    spec = read(path)
    geography = survey(spec, standard_rules(), Report(str(path)))
    number, chart = geography.grid.number, spec.map
    found = []
    for block, drawn, all_sides in (
        ("rivers", chart.rivers, geography.rivers),
        ("walls", chart.walls, geography.walls),
    ):
        for line, sides in zip(drawn, all_sides, strict=True):
            found.append(_snapped(block, line, [[f"{number(hex)} {DIRECTIONS[to]}" for hex, to in sides]]))
    for block, ways, all_chains in (("roads", chart.roads, geography.roads), ("rails", chart.rails, geography.rails)):
        for way, chains in zip(ways, all_chains, strict=True):
            found.append(_snapped(block, way, [list(map(number, chain)) for chain in chains]))
    return found


def _snapped(block: str, drawn: Drawn, chains: list[list[str]]) -> Snapped:
    return Snapped(block, drawn.id or "", drawn.name.en if drawn.name else "", [chain for chain in chains if chain])


def as_written(lines: Iterable[Snapped]) -> Iterator[str]:
    """Lines as a file can state them exactly, to be copied: a line of YAML for each chain, its name as a comment."""
    for block, items in groupby(lines, lambda line: line.block):
        yield f"{block}:"
        for line in items:
            exact = "hexes" if block in ("roads", "rails") else "sides"
            for chain in line.chains or [[]]:
                id, name = f"id: {line.id}, " if line.id else "", f"  # {line.name}" if line.name else ""
                yield f"  - {{{id}{exact}: {dumps(chain)}}}{name}"
