"""A checked scenario as the World and the position in which the game begins."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import numpy as np

from game.core.board import Board, SideColumn
from game.core.facts import Label, PlaceFacts
from game.core.intents.track import Track
from game.core.kinds import Bridge
from game.core.movement.weather import freezing
from game.core.numbers import Number
from game.core.state import Clock, Crossing, GameState, Place, Rail, S
from game.core.world import Calendar, World
from game.scenario.build import ground, history, talks, track, units
from game.scenario.roster import Roster, at_entry
from game.scenario.rules import Rules
from game.scenario.schema.spec import Entry, Spec
from game.scenario.schema.types import both
from game.scenario.survey.geography import Geography, bridges


class Builder:
    """Builds the two parts of a game; everything it is given has been checked."""

    def __init__(self, spec: Spec, rules: Rules, geography: Geography, roster: Roster, entry: str | None) -> None:
        self.spec = spec
        self.rules = rules
        self.geography = geography
        self.entry: Entry | None = None
        self.roster = roster
        if entry is not None:
            self.entry = spec.entries[entry]
            self.roster = at_entry(roster, entry, self.entry)
            changes = bridges(spec, geography, self.entry.bridges, ("entries", entry, "bridges"))
            self.geography = replace(geography, bridges={**geography.bridges, **changes})
        self.rivers = ground.river_sides(spec, geography)
        self.rails = ground.rail_sides(geography)

    def world(self, options: Mapping[str, int]) -> World:
        """What both sides know."""
        spec = self.spec
        victory = self.entry.victory if self.entry and self.entry.victory else spec.victory
        first, second = spec.sides.items()
        board = self._board()
        calendar, events = self._calendar(), history.events(spec, self.geography, self.roster)
        return World(
            label=Label(spec.id, *spec.title.both, both(spec.source)),
            grid=self.geography.grid,
            board=board,
            calendar=calendar,
            sides=(Label(first[0], *first[1].name.both), Label(second[0], *second[1].name.both)),
            enlists=(first[1].enlists, second[1].enlists),
            terrains=tuple(self.rules.terrains),
            formations=units.formations(spec, self.roster),
            cliques=tuple(self.rules.cliques),
            headquarters=units.headquarters(self.roster, self.rules),
            principal=units.principal(spec, self.roster, self.rules),
            superior_orders=history.superior_orders(spec, self.roster),
            units=units.unit_facts(spec, self.roster, self.rules),
            places=self._places(),
            sources=tuple(units.label(item) for item in spec.supply.points),
            airdrops=units.airdrops(spec, calendar.days),
            walls=ground.walls(spec, self.geography, board.edges),
            weather=ground.weather(spec, self.rules),
            ice=ground.ice(spec, self.geography, list(self.rivers)),
            lifts=units.lifts(spec, self.geography.spots, calendar.days),
            trains=units.troop_trains(spec, ground.rail_links(self.geography, self.rails)),
            victory=history.victory(spec, victory, self.roster),
            objectives=history.objectives(spec),
            events=tuple(event for event in events if event.first_day < calendar.days),
            reaches=history.reaches(spec, self.geography, self.roster),
            departures=history.departures(spec, self.roster),
            documented=spec.documented.model_dump(mode="json", exclude_none=True, include={"strengths", "losses"}),
            options=dict(options),
            talks=talks.talks(spec, self.roster, self.rules),
            terms=talks.terms(spec),
        )

    def start(self, world: World) -> GameState:
        """The position in which the game begins."""
        spec = self.spec
        roster = self.roster
        state = GameState.empty(
            len(roster.units),
            formations=len(roster.formations),
            crossings=len(self.rivers),
            rails=len(self.rails),
            places=len(spec.places),
            talks=len(spec.talks),
            lifts=len(spec.lifts),
            trains=len(spec.troop_trains),
            camps=world.calendar.days if any(world.enlists) else 0,
        )
        state.clock[Clock.DAY] = (self.entry.date - spec.calendar.start).days if self.entry else 0
        units.write_units(state.units, spec, self.roster, self.rules, self.geography.spots)
        units.write_formations(state.formations, spec, self.roster, self.rules, state.day)
        state.sides[S.PRESTIGE] = ground.side_columns(spec, self.rules, roster)[SideColumn.PRESTIGE]
        state.crossings[Crossing.BRIDGE] = ground.bridge_states(self.geography, list(self.rivers))
        state.crossings[Crossing.BRIDGE, freezing(world, state)] = Bridge.ICE
        wrecked = [side in self.geography.wrecked for side in self.rails]
        state.rails[[Rail.WRECKED, Rail.KNOWN_0, Rail.KNOWN_1]] = wrecked
        changes = self.entry.places if self.entry else {}
        for number, (id, place) in enumerate(spec.places.items()):
            holder = changes[id].held_by if id in changes else place.held_by
            state.places[:, number] = spec.side_index(holder)
            state.places[Place.RATIONS, number] = place.rations.days * place.rations.men if place.rations else 0
        units.write_lifts(state.lifts, world.lifts, state.day)
        talks.write_talks(state, spec, world, self.entry)
        return state

    def tracks(self) -> tuple[Track, Track]:
        """What each side's own player may know of its track."""
        return track.tracks(self.spec, self.geography, self.roster)

    def _board(self) -> Board:
        spec, geography, rules = self.spec, self.geography, self.rules
        arrays = Board(
            edges=ground.edge_layers(spec, geography, rules, self.rivers, self.rails),
            near=ground.near_table(geography.grid),
            hexes=ground.hex_columns(spec, geography, rules),
            kit=units.kit_columns(spec, self.roster, rules),
            sides=ground.side_columns(spec, rules, self.roster),
            sources=ground.source_columns(spec, geography),
            numbers=np.array([rules.number(number) for number in Number], dtype=np.int64),
            cooperation=units.cooperation(spec, rules),
        )
        return Board(*map(np.ascontiguousarray, arrays))

    def _calendar(self) -> Calendar:
        calendar, sides = self.spec.calendar, list(self.spec.sides)
        last = self.entry.end if self.entry and self.entry.end else calendar.end
        days = last - calendar.start + timedelta(days=1 + self.spec.track.delay)
        nights = tuple(watch == "night" for watch in calendar.watches)
        first = tuple(self.spec.side_index(calendar.first.get(watch, sides[0])) for watch in calendar.watches)
        return Calendar(calendar.start, days.days, nights, first)

    def _places(self) -> tuple[PlaceFacts, ...]:
        def facts(id: str) -> PlaceFacts:
            place = self.spec.places[id]
            label = Label(id, *place.name.both, both(place.source), place.confidence or "")
            garrison = place.rations.men if place.rations else 0
            hex = self.geography.places[id]
            return PlaceFacts(label, hex, place.kind, place.value, tuple(place.aliases), garrison)

        return tuple(map(facts, self.spec.places))
