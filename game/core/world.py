"""World: what both sides know and nothing changes: map, types, calendar, the rules' numbers, labels.

The arrays that kernels need travel as one `Board` of its own module. Indices of hexes, units,
formations, places and sides are positions in these tables; ids survive here as
labels only.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from game.core.board import Board, Edge, Kit, MarchArrays, WalkArrays
from game.core.facts import (
    DISTRICT,
    FRONT,
    Airdrop,
    Formation,
    Label,
    Lift,
    OrderFromAbove,
    PlaceFacts,
    Talk,
    Term,
    TroopTrains,
    UnitFacts,
    Wall,
    Weather,
)
from game.core.goals import Objective, Victory
from game.core.hexgrid import HexGrid, Ints
from game.core.history import DocumentedDeparture, DocumentedEvent, DocumentedReach
from game.core.numbers import Number

SIDES = (0, 1)


@dataclass(frozen=True)
class Calendar:
    """The days of the campaign and the watches of a day."""

    start: date
    days: int
    nights: tuple[bool, ...]
    """For each watch whether it is dark."""
    first: tuple[int, ...]
    """For each watch the side that orders first."""

    def date(self, day: int) -> date:
        """The calendar date of a day of the campaign."""
        return self.start + timedelta(days=day)

    def when(self, day: int, watch: int) -> int:
        """The key of a moment for draws: it depends on the date, not on where the game started."""
        return self.date(day).toordinal() * 4 + watch


@dataclass(frozen=True, eq=False)
class World:
    """Everything both sides know. Never written after it is made."""

    label: Label
    grid: HexGrid
    board: Board
    calendar: Calendar
    sides: tuple[Label, Label]
    terrains: tuple[str, ...]
    formations: tuple[Formation, ...]
    units: tuple[UnitFacts, ...]
    places: tuple[PlaceFacts, ...]
    sources: tuple[Label, ...]
    airdrops: tuple[Airdrop, ...]
    victory: Victory
    objectives: tuple[Objective, ...]
    events: tuple[DocumentedEvent, ...]
    reaches: tuple[DocumentedReach, ...] = ()
    departures: tuple[DocumentedDeparture, ...] = ()
    documented: dict[str, Any] = field(default_factory=dict)
    """Documented strengths and losses as the scenario states them."""
    options: dict[str, int] = field(default_factory=dict)
    """Named options, 0 or 1, as `game.core.options.OPTIONS` lists them."""
    talks: tuple[Talk, ...] = ()
    terms: tuple[Term, ...] = ()
    lifts: tuple[Lift, ...] = ()
    trains: tuple[TroopTrains, ...] = ()
    weather: tuple[Weather, ...] = ()
    """Those kinds of weather that the scenario has."""
    ice: tuple[tuple[int, int, int], ...] = ()
    """River hexsides that freeze over, each with the first and last day on which its ice bears. Rulebook 4.9."""
    walls: tuple[Wall, ...] = ()
    enlists: tuple[bool, bool] = (False, False)
    """For each side whether it takes prisoners into its ranks. Rulebook 5.10."""
    cliques: tuple[str, ...] = ()
    """Their ids by row of ``Board.cooperation``."""
    superior_orders: tuple[OrderFromAbove, ...] = ()
    """What those above will order, by day. Rulebook 10.4."""
    headquarters: tuple[tuple[int, ...], ...] = ()
    """Unit -> the headquarters of its formation and of those above it, the nearest in the tree first."""
    principal: tuple[int, int] = (-1, -1)
    """Each side's headquarters with most units under it, -1 where it has none."""

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The rules' numbers by `Number`, plain since rules read them one by one; kernels take the board's."""
        return tuple(self.board.numbers.tolist())

    @cached_property
    def unit_index(self) -> dict[str, int]:
        """Unit id -> index."""
        return {unit.label.id: index for index, unit in enumerate(self.units)}

    @cached_property
    def formation_index(self) -> dict[str, int]:
        """Formation id -> index."""
        return {formation.label.id: index for index, formation in enumerate(self.formations)}

    @cached_property
    def place_index(self) -> dict[str, int]:
        """Place id -> index."""
        return {place.label.id: index for index, place in enumerate(self.places)}

    @cached_property
    def talk_index(self) -> dict[str, int]:
        """Talk id -> index."""
        return {talk.label.id: index for index, talk in enumerate(self.talks)}

    @cached_property
    def term_index(self) -> dict[str, int]:
        """Term id -> index."""
        return {term.label.id: index for index, term in enumerate(self.terms)}

    @cached_property
    def march_arrays(self) -> MarchArrays:
        """Those of ``board`` that a search for marches takes."""
        return self.board.edges, self.board.kit, self.board.numbers

    @cached_property
    def walk_arrays(self) -> WalkArrays:
        """Those that a march along a path takes."""
        return *self.march_arrays, self.board.near, self.board.hexes

    @cached_property
    def chains(self) -> Ints:
        """``[3, pair]``: every unit with every headquarters over it, and how far that reaches, 0.1 km."""
        pairs = [(unit, seat) for unit, above in enumerate(self.headquarters) for seat in above]
        rows = [(unit, seat, self.command_reach[self.units[seat].formation]) for unit, seat in pairs]
        return np.array(rows, dtype=np.int64).reshape(-1, 3).T.copy()

    @cached_property
    def command_reach(self) -> Ints:
        """``[formation]`` -> how far its headquarters reaches, 0.1 km."""
        front, army = self.numbers[Number.HEADQUARTERS_FRONT], self.numbers[Number.HEADQUARTERS_ARMY]
        return np.array([front if each.kind == FRONT else army for each in self.formations], dtype=np.int64)

    @cached_property
    def commands(self) -> Ints:
        """``[2, formation]``: how far its headquarters reaches, and 1 for districts, led where they fight."""
        districts = [each.kind == DISTRICT for each in self.formations]
        return np.array([self.command_reach, districts], dtype=np.int64)

    @cached_property
    def manned(self) -> frozenset[int]:
        """The formations with units of their own."""
        return frozenset(unit.formation for unit in self.units)

    @cached_property
    def reluctant(self) -> tuple[int, ...]:
        """The formations whose commanders are reluctant. Rulebook 10.4."""
        return tuple(number for number, formation in enumerate(self.formations) if formation.reluctant)

    @cached_property
    def home_guards(self) -> frozenset[int]:
        """The formations all of whose units are militia: nobody can win them over. Rulebook 8.3."""
        domestic = self.board.kit[Kit.DOMESTIC].tolist()
        return self.manned - {unit.formation for unit, at_home in zip(self.units, domestic, strict=True) if not at_home}

    @cached_property
    def place_hexes(self) -> Ints:
        """``[place]`` -> its hex."""
        return np.array([place.hex for place in self.places], dtype=np.int64)

    @cached_property
    def rail_ends(self) -> Ints:
        """``[link, 2]`` -> the hexes that a stretch of railway joins."""
        rails = self.board.edges[Edge.RAIL]
        hexes, directions = (rails >= 0).nonzero()
        ends: Ints = hexes[np.argsort(rails[hexes, directions], kind="stable")].reshape(-1, 2)
        return ends

    @cached_property
    def towns_beside(self) -> dict[int, list[int]]:
        """Hex -> the towns and cities worth having into which one marches from there."""
        foot, grid = self.board.edges[Edge.FOOT], self.grid
        found: dict[int, list[int]] = {}
        for number, place in enumerate(self.places):
            for there in grid.around(place.hex) if place.is_town and place.value > 0 else ():
                if foot[there, grid.direction(there, place.hex)] >= 0:
                    found.setdefault(there, []).append(number)
        return found

    @cached_property
    def lift_index(self) -> dict[str, int]:
        """Lift id -> index."""
        return {lift.label.id: index for index, lift in enumerate(self.lifts)}

    @cached_property
    def trains_index(self) -> dict[str, int]:
        """Troop trains' id -> index."""
        return {trains.label.id: index for index, trains in enumerate(self.trains)}

    @cached_property
    def trains_on(self) -> Ints:
        """``[side, link]`` -> the troop trains of a side that run there, the largest where lines share it; -1 none."""
        found = np.full((len(SIDES), len(self.rail_ends)), -1, dtype=np.int64)
        for number in sorted(range(len(self.trains)), key=lambda number: self.trains[number].men):
            trains = self.trains[number]
            found[trains.side, list(trains.links)] = number
        return found

    @cached_property
    def stations(self) -> tuple[frozenset[int], ...]:
        """For each side the hexes at which its troop trains call."""
        return tuple(frozenset(self.rail_ends[self.trains_on[side] >= 0].ravel().tolist()) for side in SIDES)

    @cached_property
    def places_by_hex(self) -> dict[int, tuple[int, ...]]:
        """Hex -> the places in it."""
        found: dict[int, tuple[int, ...]] = {}
        for index, place in enumerate(self.places):
            found[place.hex] = (*found.get(place.hex, ()), index)
        return found

    def weather_on(self, day: int) -> tuple[int, ...]:
        """The kinds of weather that a day has, as indices of ``weather``."""
        return tuple(number for number, weather in enumerate(self.weather) if day in weather.days)

    def side_of(self, id: str) -> int:
        """The index of a side's id. Raises KeyError for another word."""
        for side in SIDES:
            if self.sides[side].id == id:
                return side
        raise KeyError(id)
