"""The chronicle's sentences about marches: those that went the same way to the same parts are told together."""

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from game.core.board import Kit, MoveClass
from game.core.state import U
from game.session.chronicle.day_record import DayRecord
from game.session.words.text import Catalogue

_MARCHES = 3  # told of each side
_MARCH_KM = 4  # less is no march worth telling
_TOGETHER = 5  # hexes between the ends of marches that are told together


class March(NamedTuple):
    """How far units went that went together; told by the largest of them."""

    units: tuple[int, ...]
    km: int
    way: tuple[float, float]
    """East and south, in hexes."""
    hex: int
    """Where it ended."""
    effort: int
    """Men times km: how much it matters."""

    def with_other(self, other: "March") -> "March":
        """The same march, joined by another."""
        return self._replace(units=self.units + other.units, effort=self.effort + other.effort)


def tell_marches(words: Catalogue, record: DayRecord, side: int, force: Callable[[Iterable[int]], str]) -> str:
    """A side's marches of most men over most ground, the others counted; ``force`` names units."""
    marches = [march for march in _marches(words, record, side) if march.km >= _MARCH_KM]
    marches.sort(key=lambda march: -march.effort)
    told = [_tell_march(words, march, force(march.units)) for march in marches[:_MARCHES]]
    if len(marches) > _MARCHES:
        told.append(words.say("chronicle.march_more", count=len(marches) - _MARCHES))
    return str(words.entry("list.semicolon")).join(told)


def tell_journeys(
    words: Catalogue, record: DayRecord, force: Callable[[Iterable[int]], str]
) -> Iterable[tuple[int, str]]:
    """Journeys by train with their hex, those to the same hex together; ``force`` names units."""
    by_end: dict[int, list[int]] = {}
    for event in record.railed:
        by_end.setdefault(event.path[-1], []).append(event.unit)
    for hex, units in by_end.items():
        parts = {"where": words.where(hex), "count": int(record.after.units[U.MEN, units].sum())}
        yield hex, words.sentence("chronicle.railed", force=force(units), **parts)


def _tell_march(words: Catalogue, march: March, force: str) -> str:
    direction, spot = words.direction(*march.way), words.spot(march.hex)
    move_class = words.world.board.kit[Kit.MOVE_CLASS, list(march.units)]
    key = "drive" if (move_class == int(MoveClass.MOTOR)).all() else "march"
    return words.say(f"chronicle.{key}", force=force, km=march.km, direction=direction, spot=spot)


def _marches(words: Catalogue, record: DayRecord, side: int) -> list[March]:
    """Where units went since yesterday, the largest first; those that went together are one."""
    grid = words.world.grid
    before, after = record.before.units, record.after.units
    moved = (before[U.HEX] >= 0) & (after[U.HEX] >= 0) & (before[U.HEX] != after[U.HEX]) & (after[U.SIDE] == side)
    moved[list(record.retreated)] = False
    moved[[event.unit for event in record.railed]] = False
    motor = words.world.board.kit[Kit.MOVE_CLASS] == int(MoveClass.MOTOR)
    groups: list[March] = []
    movers = np.flatnonzero(moved)
    for unit in movers[np.argsort(-after[U.MEN, movers], kind="stable")].tolist():
        here, there = int(before[U.HEX, unit]), int(after[U.HEX, unit])
        (x0, y0), (x1, y1) = grid.centre(here), grid.centre(there)
        way = (x1 - x0, y1 - y0)
        km = round(math.hypot(*way) * grid.hex_km10 / 10)
        march = March((unit,), km, way, there, km * int(after[U.MEN, unit]))
        for number, group in enumerate(groups):
            same_pace = motor[group.units[0]] == motor[unit]
            if same_pace and grid.distance(group.hex, there) <= _TOGETHER and _alike(group.way, way):
                groups[number] = group.with_other(march)
                break
        else:
            groups.append(march)
    return groups


def _alike(way: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two ways differ little in length and direction."""
    return math.hypot(way[0] - other[0], way[1] - other[1]) <= math.hypot(*way) / 2
