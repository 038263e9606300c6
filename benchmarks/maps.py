"""Scenarios made by chance: large ones to see what size costs, small ones to try random orders on."""

from datetime import date, timedelta
from random import Random
from typing import Any

from game.scenario.load import Scenario, from_spec
from game.scenario.rules import OPTIONS, standard_rules

_START = date(1945, 10, 14)
_SIDES = ("red", "blue")
_BAND = 12
"""Most rows in a strip of one side's land; strips alternate, so that every part of a large map is like a small one."""
_HEXES_A_PLACE = 40
_UNITS_A_SOURCE = 12
_COLUMN = 4
_GROUND = {".": 70, "h": 10, "r": 8, "^": 5, "~": 4, "w": 3}
_TYPES = {
    "infantry_division": (30, 4000, 9000),
    "infantry_brigade": (30, 2500, 5000),
    "cavalry_brigade": (6, 1500, 3000),
    "regional_detachment": (10, 1000, 3000),
    "engineer_regiment": (6, 600, 1500),
    "headquarters": (4, 300, 1500),
    "militia": (10, 500, 4000),
    "motorised_division": (4, 4000, 8000),
}
"""How frequent a type is, and its least and most men."""


def generated(
    seed: int, columns: int, rows: int, units: int, days: int, options: dict[str, int] | None = None
) -> Scenario:
    """A scenario of this size; equal arguments give an equal one."""
    land = _Land(Random(seed), columns, rows)
    places = land.places()
    armies = land.armies(units, days)
    data = {
        "format": 1,
        "id": f"generated-{seed}",
        "title": "Generated",
        "calendar": {
            "start": _START.isoformat(),
            "end": (_START + timedelta(days=days - 1)).isoformat(),
            "watches": ["day", "night"],
            "first": {"night": "blue"},
        },
        "sides": {
            "red": {"name": "Red", "colour": "red", "countryside": 50, "night_trained": True},
            "blue": {"name": "Blue"},
        },
        "map": {"hex_km": 3.3, "rows": land.rows, **land.ways()},
        "countryside": {"red": [{"around": place["at"], "km": 8} for place in list(places.values())[::3]]},
        "places": places,
        "order_of_battle": armies,
        "supply": {"sources": land.sources(units)},
        "victory": {
            "favours": "red",
            "terms": [{"kind": "losses", "group": "blue-group", "per": 100}],
            "levels": [{"id": "won", "at": 1, "name": "Won"}, {"id": "lost", "name": "Lost"}],
        },
        "objectives": {side: [{"place": place} for place in places] for side in _SIDES},
    }
    rules = standard_rules().model_dump(mode="json")
    return from_spec({"scenario": data, "rules": rules, "entry": None, "options": {**OPTIONS, **(options or {})}})


class _Land:
    """A map being made: its ground, and the hexes that each side still has free."""

    def __init__(self, random: Random, columns: int, rows: int) -> None:
        self.random = random
        self.columns = columns
        self.band = max(1, min(_BAND, rows // 2))
        kinds, weights = "".join(_GROUND), list(_GROUND.values())
        self.rows = ["".join(random.choices(kinds, weights, k=columns)) for _ in range(rows)]
        self._free: dict[str, list[str]] = {side: [] for side in _SIDES}
        for row, ground in enumerate(self.rows):
            side = _SIDES[row // self.band % 2]
            self._free[side] += [_number(column, row) for column, kind in enumerate(ground) if kind != "w"]
        for hexes in self._free.values():
            random.shuffle(hexes)

    def _take(self, side: str) -> str:
        """A hex of a side's land that nobody has yet."""
        return self._free[side].pop()

    def places(self) -> dict[str, Any]:
        """Towns and villages, some of them fortified, held by the side whose land it is."""
        made = {}
        for number in range(max(2, self.columns * len(self.rows) // _HEXES_A_PLACE)):
            side = _SIDES[number % 2]
            walls = self.random.random() < 0.3
            made[f"place-{number}"] = {
                "name": f"Place {number}",
                "at": self._take(side),
                "kind": self.random.choice(("city", "town", "village")),
                "walls": walls,
                "works": self.random.randrange(3) if walls else 0,
                "held_by": side,
                "value": 5,
            }
        return made

    def ways(self) -> dict[str, Any]:
        """A river between strips, a road and a wrecked railway across them, and a bridge."""
        last = len(self.rows) - 1
        rivers = [
            {
                "id": f"river-{row}",
                "kind": self.random.choice(("river", "stream")),
                "line": [_number(0, row), _number(self.columns - 1, row)],
            }
            for row in range(self.band, last, self.band)
        ]
        road, rail = self.random.sample(range(self.columns), 2)
        return {
            "rivers": rivers,
            "roads": [{"id": "road", "line": [_number(road, 0), _number(road, last)]}],
            "rails": [{"id": "rail", "line": [_number(rail, 0), _number(rail, last)], "wrecked": True}],
            "bridges": [{"river": rivers[0]["id"], "on": "road"}] if rivers else [],
        }

    def sources(self, units: int) -> list[dict[str, Any]]:
        """Sources that feed most units and leave some hungry."""
        return [
            {
                "id": f"source-{number}",
                "name": f"Source {number}",
                "side": _SIDES[number % 2],
                "at": self._take(_SIDES[number % 2]),
                "kind": self.random.choice(("base", "rail")),
                "capacity": 30_000,
            }
            for number in range(max(2, units // _UNITS_A_SOURCE))
        ]

    def armies(self, units: int, days: int) -> list[dict[str, Any]]:
        """One army a side, in columns of a few units; together they have ``units`` units."""
        specs = [self._unit(number, days) for number in range(units)]
        return [
            {
                "id": f"{side}-army",
                "name": f"Army of {side}",
                "side": side,
                "kind": "army",
                "commander": "Somebody",
                "group": f"{side}-group",
                "formations": [
                    self._column(f"{side}-{first}", specs[index::2][first : first + _COLUMN])
                    for first in range(0, len(specs[index::2]), _COLUMN)
                ],
            }
            for index, side in enumerate(_SIDES)
        ]

    def _column(self, id: str, units: list[dict[str, Any]]) -> dict[str, Any]:
        """A formation whose commander may be anywhere between firm and wavering."""
        return {
            "id": id,
            "name": f"Column {id}",
            "kind": "column",
            "commander": f"General {id}",
            "loyalty": self.random.randint(10, 90),
            "agents": self.random.random() < 0.3,
            "families": self.random.random() < 0.3,
            "units": units,
        }

    def _unit(self, number: int, days: int) -> dict[str, Any]:
        random, chances = self.random, [chance for chance, _, _ in _TYPES.values()]
        kind = random.choices(list(_TYPES), chances)[0]
        _, least, most = _TYPES[kind]
        spec: dict[str, Any] = {
            "id": f"unit-{number}",
            "name": f"Unit {number}",
            "type": kind,
            "men": random.randint(least, most),
            "guns": random.randrange(30) if kind == "infantry_division" else 0,
            "cohesion": random.randint(30, 95),
            "stock": random.randint(10, 100),
            "dug": random.choice((0, 0, 2)),
        }
        at = self._take(_SIDES[number % 2])
        if random.random() < 0.1:
            day = random.randrange(min(4, days))
            return {**spec, "arrives": {"date": (_START + timedelta(days=day)).isoformat(), "at": at, "watch": 1}}
        return {**spec, "at": at, **({"held": True} if random.random() < 0.06 else {})}


def _number(column: int, row: int) -> str:
    """A printed hex number from a column and a row counted from 0."""
    return f"{column + 1:02d}{row + 1:02d}"
