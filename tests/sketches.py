"""Small boards that hypothesis draws as text, and random legal play on them."""

import json
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from hypothesis import strategies as st

from game.core import engine
from game.core.events import Event
from game.core.hexgrid import DIRECTIONS, HexGrid
from game.core.orders import Order
from tests.boards import SIDES, Board

KINDS = (
    "infantry_division",
    "infantry_brigade",
    "cavalry_brigade",
    "engineer_regiment",
    "militia",
    "motorised_division",
    "army_train",
    "headquarters",
)
LETTERS = "ABCDEF"
EAGER = {"ring_days": 1, "over_most": 900, "over_span": 300, "follow_base": 700, "over_days": 1}
"""Numbers under which formations often go over and fight on soon."""


class Sketch(NamedTuple):
    """A board as the tests draw it."""

    rows: str
    units: tuple[str, ...]
    parts: dict[str, Any]

    def board(self, seed: int = 1) -> Board:
        return Board(self.rows, *self.units, seed=seed, **json.loads(json.dumps(self.parts)))


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    """A board of two sides with everything on it that rules speak of, all of it small."""
    grid = HexGrid(draw(st.sampled_from([5, 7])), draw(st.integers(2, 4)), 30)
    ground = draw(st.lists(st.sampled_from(".......hr^w"), min_size=grid.size, max_size=grid.size))
    ground[: grid.columns] = [letter.replace("w", ".") for letter in ground[: grid.columns]]
    rows = "\n".join("".join(ground[row * grid.columns : (row + 1) * grid.columns]) for row in range(grid.rows))
    land = [hex for hex in range(grid.size) if ground[hex] != "w"]
    units = _units(draw, grid, land)
    watches = draw(st.sampled_from([["day"], ["night"], ["day", "night"]]))
    parts = {
        "map": {"hex_km": draw(st.sampled_from([3, 10])), **_waters(draw, grid), **_ways(draw, grid)},
        "places": {"town": _town(draw, grid, land)},
        "sides": {side: _side(draw, side) for side in SIDES},
        "supply": _supply(draw, grid, land, units),
        "countryside": draw(st.sampled_from([{}, {"default": "red"}, {"default": "blue"}])),
        "formations": _formations(draw),
        "rules": {
            "convoy_range": draw(st.sampled_from([1200, 100])),
            "enlist_days": 1,
            **draw(st.sampled_from([{}, EAGER])),
        },
        "watches": watches,
        "troop_trains": [_trains(draw, side) for side in draw(st.sampled_from([(), SIDES]))],
        "superior_orders": [_order(draw, side) for side in draw(st.sampled_from([(), ("red",), SIDES]))],
        "first": {watch: draw(st.sampled_from(SIDES)) for watch in watches},
        "options": {"fog": draw(st.sampled_from([1, 1, 0])), "low_luck": draw(st.sampled_from([0, 0, 1]))},
    }
    return Sketch(rows, units, parts)


def _units(draw: st.DrawFn, grid: HexGrid, land: list[int]) -> tuple[str, ...]:
    sides = [*SIDES, *draw(st.lists(st.sampled_from(SIDES), max_size=4))]
    free, units, taken = list(land), [], list[tuple[int, str]]()
    for number, side in enumerate(sides):
        friends = [place for place, whose in taken if whose == side]
        together = len(friends) == 1 and draw(st.integers(0, 3)) == 0
        hex = friends[0] if together else free.pop(draw(st.integers(0, len(free) - 1)))
        taken.append((hex, side))
        letter = LETTERS[number] if side == "red" else LETTERS[number].lower()
        words = {
            "type": draw(st.sampled_from(KINDS)),
            "men": draw(st.sampled_from([1500, 400] if together else [6000, 3600, 1500, 400, 9000])),
            "cohesion": draw(st.sampled_from([75, 95, 35, 15])),
            "stock": draw(st.sampled_from([80, 30, 5])),
            "guns": draw(st.sampled_from([0, 12])),
        }
        if number > 1 and draw(st.booleans()):
            words["of"] = "guard"
        if number > 1 and draw(st.booleans()):
            words["arrives"] = draw(st.integers(14, 16))
        units.append(f"{letter}@{grid.number(hex)} " + " ".join(f"{key}={value}" for key, value in words.items()))
    return tuple(units)


def _formations(draw: st.DrawFn) -> list[str]:
    """An army and a guard a side, of any loyalty."""
    return [
        f"{side}-{name} loyalty={draw(st.sampled_from([80, 45, 0]))} "
        f"clique={draw(st.sampled_from(['central', 'northwest']))}"
        + draw(st.sampled_from(["", " agents=true", " agents=true families=true"]))
        + draw(st.sampled_from(["", "", " kind=front", " reluctant=true initiative=40"]))
        for side in SIDES
        for name in ("army", "guard")
    ]


def _trains(draw: st.DrawFn, side: str) -> dict[str, Any]:
    """A side's trains for its troops."""
    return {"id": f"{side}-trains", "name": "T", "side": side, "capacity": draw(st.sampled_from([20_000, 4000]))}


def _order(draw: st.DrawFn, side: str) -> dict[str, Any]:
    """An order from above to one of a side's formations."""
    return {
        "id": f"{side}-order",
        "name": "Order",
        "formation": f"{side}-{draw(st.sampled_from(['army', 'guard']))}",
        "target": "town",
        "date": "1945-10-15",
        "by": "1945-10-15",
        "prestige": 45,
    }


def _waters(draw: st.DrawFn, grid: HexGrid) -> dict[str, Any]:
    """A river or stream of a few hexsides, the first of them bridged."""
    inside = [(hex, way) for hex in range(grid.size) for way in (1, 2, 3) if grid.step(hex, way) >= 0]
    sides = draw(st.lists(st.sampled_from(inside), max_size=6, unique=True))
    wet = [f"{grid.number(hex)} {DIRECTIONS[way]}" for hex, way in sides]
    if not wet:
        return {}
    state = draw(st.sampled_from(["standing", "improvised", "wrecked"]))
    return {
        "rivers": [{"kind": draw(st.sampled_from(["river", "stream"])), "sides": wet}],
        "bridges": [{"side": wet[0], "state": state}],
    }


def _ways(draw: st.DrawFn, grid: HexGrid) -> dict[str, Any]:
    """A railway along the top row, perhaps wrecked somewhere, and a road down a column."""
    rail = [grid.number(hex) for hex in range(grid.columns)]
    cut = draw(st.integers(0, grid.columns - 2))
    column = draw(st.integers(0, grid.columns - 1))
    return {
        "rails": [{"hexes": rail, "wrecked": [rail[cut : cut + 2]] if draw(st.booleans()) else False}],
        "roads": [{"hexes": [grid.number(row * grid.columns + column) for row in range(grid.rows)]}],
    }


def _town(draw: st.DrawFn, grid: HexGrid, land: list[int]) -> dict[str, Any]:
    return {
        "name": "Town",
        "at": grid.number(draw(st.sampled_from(land))),
        "walls": draw(st.booleans()),
        "works": draw(st.integers(0, 2)),
    }


def _side(draw: st.DrawFn, side: str) -> dict[str, Any]:
    """Small maps ask for short carts."""
    return {
        "name": side,
        "night_trained": draw(st.booleans()),
        "enlists": draw(st.booleans()),
        "countryside": draw(st.sampled_from([0, 50, 100])),
        "carts_km": draw(st.sampled_from([9, 6, 30])),
        "trucks_km": draw(st.sampled_from([0, 0, 40])),
        "porters_km": draw(st.sampled_from([0, 0, 12, 30])),
        "trains_km": draw(st.sampled_from([6, 15])),
    }


def _supply(draw: st.DrawFn, grid: HexGrid, land: list[int], units: tuple[str, ...]) -> dict[str, Any]:
    """At most one source a side, under its first unit, and depots where nobody stands."""
    taken = {unit.partition("@")[2].split()[0] for unit in units}
    free = [grid.number(hex) for hex in land if grid.number(hex) not in taken]
    depots = draw(st.lists(st.sampled_from(free), max_size=2, unique=True)) if free else []
    sources = [
        {
            "id": f"{side}-base",
            "name": "Base",
            "side": side,
            "at": unit.partition("@")[2].split()[0],
            "kind": draw(st.sampled_from(["rail", "base"])),
            "capacity": draw(st.sampled_from([50_000, 3000])),
        }
        for side, unit in zip(SIDES, units, strict=False)
    ]
    return {
        "sources": sources[draw(st.sampled_from([0, 0, 0, 1, 2])) :],
        "depots": [{"id": f"depot-{at}", "side": draw(st.sampled_from(SIDES)), "at": at} for at in depots],
    }


LUCK = st.integers(0, 2**32)


def any_order(board: Board, rng: random.Random) -> Order:
    """A legal order of the active side; attacks and the end of the phase come often enough to matter."""
    orders = engine.legal(board.world, board.view(board.turn.state.active_side))
    kind = rng.choice(sorted({type(order) for order in orders}, key=lambda each: each.__name__))
    return rng.choice([order for order in orders if type(order) is kind])


def play(board: Board, luck: int, most: int = 30) -> Iterator[tuple[Order, list[Event]]]:
    """Random legal play, order by order, with the events of each."""
    rng = random.Random(luck)
    for _ in range(most):
        if board.turn.state.is_over:
            return
        order = any_order(board, rng)
        yield order, board.order(order)
