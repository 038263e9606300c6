"""A scenario file, format 1, as models: what may stand in it, and what each field means."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, WithJsonSchema, model_validator

from game.scenario.sayings import say
from game.scenario.schema.forces import Formation, Lift, Supply, TroopTrains
from game.scenario.schema.history import Documented
from game.scenario.schema.map import Bridge, Countryside, Map, Place
from game.scenario.schema.talks import Talk, TalkChange
from game.scenario.schema.track import Track
from game.scenario.schema.types import (
    Day,
    FormationId,
    Id,
    Men,
    Named,
    Percent,
    RuleNumber,
    Share,
    SideId,
    SideKey,
    Sourced,
    Spot,
    Strict,
    Text,
    of,
    wrong,
)
from game.scenario.schema.variants import Variant
from game.scenario.schema.victory import Objective, Victory

FORMAT = 1
Watch = Annotated[str, WithJsonSchema({"type": "string", "enum": ["day", "night"]})]


class Calendar(Strict):
    """The days of the campaign and the watches of a day."""

    start: Day = Field(description="The first day.")
    end: Day = Field(description="The last day, included.")
    watches: list[Literal["day", "night"]] = Field(
        ["day"], min_length=1, max_length=2, description="The watches into which a day is divided."
    )
    first: dict[Watch, SideId] = Field(
        {},
        description="Which side orders first in a watch; by default the first side.",
        examples=[{"day": "nat", "night": "com"}],
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 0 <= (self.end - self.start).days < 1000:
            raise wrong(
                say(
                    "the campaign runs from {start} to {end}; the end lies 0 to 999 days after the start",
                    start=self.start,
                    end=self.end,
                )
            )
        if len(set(self.watches)) != len(self.watches):
            raise wrong(say("a watch stands twice; a day has at most one day and one night watch"))
        return self


class Side(Strict):
    """One of the two sides."""

    name: Text = Field(description="Its name.")
    colour: Literal["blue", "red", "green", "grey"] = Field("blue", description="The colour of its counters.")
    night_trained: bool = Field(False, description="Whether its units are trained for the night.")
    enlists: bool = Field(False, description="Whether prisoners of its join its ranks after some days.")
    countryside: Percent | None = Field(
        None, description="Percent of a unit's daily need that it finds on countryside that supports it."
    )
    carts_km: float | None = Field(
        None, ge=0, le=1000, description="How far carts carry supplies beyond source, train or depot; by default 30 km."
    )
    trucks_km: float | None = Field(
        None, ge=0, le=1000, description="How far lorries do along a road, for a side that has them; by default none."
    )
    porters_km: float | None = Field(
        None,
        ge=0,
        le=150,
        description="How far porters do, for a side that has them: they may cross one hex of an enemy's zone by night.",
    )
    trains_km: float | None = Field(
        None, ge=0, le=1000, description="How far an army train may stand from source, rail or depot; by default 40 km."
    )
    command: int | None = Field(
        None, ge=0, le=20, description="Command points a day; by default by the number of commanders."
    )
    prestige: int | None = Field(
        None, ge=0, le=1000, description="Standing with those above it; by default that of the rules."
    )


class Spell(Sourced):
    """Days on which weather or season make a difference on the ground."""

    kind: str = Field(description="The kind of weather, by its name in the rules: snow, mud, short_days …")
    date: Day = Field(description="The day.")
    until: Day | None = Field(None, description="The last of several such days; by default it is one.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class SuperiorOrder(Named):
    """An order from above: on a day it comes to a formation, by another day it should have been obeyed."""

    formation: FormationId = Field(description="The formation that gets it.")
    kind: Literal["push_on", "relieve"] = Field("relieve", description="What it asks for.")
    date: Day = Field(description="The day on which it comes.")
    by: Day = Field(description="The last day on which it can be obeyed.")
    target: Annotated[Id, of("place", "formation")] = Field(
        description="The place or formation that a unit of it must come near."
    )
    prestige: int = Field(10, ge=0, le=1000, description="Prestige that its side loses if it is not obeyed.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class UnitChange(Strict):
    """How a unit stands at an entry; what is not named stays as at the start."""

    at: Spot | None = Field(None, description="Where it stands.")
    men: Men | None = Field(None, description="Men present; 0 for a unit that is gone by then.")
    guns: int | None = Field(None, ge=0, le=10_000, description="Guns present.")
    cohesion: Percent | None = Field(None, description="How well it holds together.")
    stock: Percent | None = Field(None, description="Supplies carried.")
    dug: int | None = Field(None, ge=0, le=100, description="Days it has been digging in.")
    held: bool | None = Field(None, description="A garrison for the whole game.")
    held_until: Day | None = Field(None, description="A garrison until that day.")


class FormationChange(Strict):
    """How a formation's commander stands at an entry; what is not named stays as at the start."""

    loyalty: Percent | None = Field(None, description="How far he stands by his side then, 0 to 100.")
    agents: bool | None = Field(None, description="Whether agents of the other side sit in his staff then.")
    families: bool | None = Field(None, description="Whether his side holds his officers' families then.")
    contact: bool = Field(False, description="Whether an envoy of the other side has reached him by then.")


class PlaceChange(Strict):
    """How a place stands at an entry."""

    held_by: SideId | None = Field(None, description="The side that holds it then; nobody if left out.")


class Entry(Sourced):
    """A later day on which the game can begin."""

    date: Day = Field(description="The day.")
    end: Day | None = Field(None, description="The last day of the game that begins here; by default the campaign's.")
    title: Text = Field(description="Its title.")
    about: Text | None = Field(None, description="What the player finds.")
    units: dict[Annotated[str, of("unit")], UnitChange] = Field(
        {}, description="Units by id, as they stand then.", examples=[{"nat-1d": {"men": 4000}}]
    )
    formations: dict[Annotated[str, of("formation")], FormationChange] = Field(
        {}, description="Formations by id, as they stand then.", examples=[{"nat-corps": {"loyalty": 30}}]
    )
    places: dict[Annotated[str, of("place")], PlaceChange] = Field(
        {}, description="Places by id, as they stand then.", examples=[{"handan": {"held_by": "nat"}}]
    )
    bridges: list[Bridge] = Field([], description="Bridges that are other than at the start.")
    talks: dict[Annotated[str, of("talks")], TalkChange] = Field(
        {}, description="Talks by id, as they stand then.", examples=[{"truce": {"resolve": 60}}]
    )
    victory: Victory | None = Field(None, description="Victory, if it is another.")


class Spec(Strict):
    """A whole scenario file."""

    format: Literal[1] = Field(description="The format of the file: 1.")
    id: Id = Field(description="The scenario's id.")
    title: Text = Field(description="Its title.")
    about: Text | None = Field(None, description="What it is about.")
    source: Text | None = Field(None, description="What the whole file rests on.")
    rules: dict[str, RuleNumber] = Field(
        {}, description="Numbers of the rules that are other here, by name.", examples=[{"night_attack": 800}]
    )
    calendar: Calendar = Field(description="The days of the campaign.")
    weather: list[Spell] = Field([], description="Weather and seasons on the ground, by date; what flies has its own.")
    sides: dict[Id, Side] = Field(
        min_length=2,
        max_length=2,
        description="Exactly two, by id; the first is side 0.",
        examples=[{"nat": {"name": "Nationalists"}, "com": {"name": "Communists"}}],
    )
    map: Map = Field(description="Hexes, terrain, rivers, roads and railways.")
    countryside: Countryside = Field(
        Countryside(),
        description="Whose people help.",
        examples=[{"default": "com", "nat": [{"around": "handan", "km": 10}]}],
    )
    places: dict[Id, Place] = Field(
        {}, description="Named places by id.", examples=[{"handan": {"name": "Handan", "at": "0504"}}]
    )
    order_of_battle: list[Formation] = Field(min_length=1, description="The formations with their units, as a tree.")
    cooperation: dict[str, dict[str, Share]] = Field(
        {},
        description="How well two cliques attack together, per mille of their power, where it is other than usual.",
        examples=[{"central": {"fu": 700}}],
    )
    superior_orders: list[SuperiorOrder] = Field([], description="Orders that come from above, by date.")
    supply: Supply = Field(Supply(), description="What feeds the units.")
    lifts: list[Lift] = Field([], description="Ships, aircraft and roads that carry men off the map.")
    troop_trains: list[TroopTrains] = Field([], description="Trains in which troops travel.")
    talks: list[Talk] = Field([], description="Commands whose commander may negotiate for the whole of them.")
    victory: Victory = Field(description="How the game is scored.")
    objectives: dict[SideKey, list[Objective]] = Field(
        {}, description="What the computer players go for, by side.", examples=[{"nat": [{"place": "handan"}]}]
    )
    documented: Documented = Field(Documented(), description="What the sources say happened.")
    track: Track = Field(Track(), description="What both sides meant to do, day by day.")
    entries: dict[Id, Entry] = Field(
        {},
        description="Later days on which the game can begin.",
        examples=[{"the-ring": {"date": "1945-10-26", "title": "The Ring"}}],
    )
    variants: dict[Id, Variant] = Field(
        {},
        description="Named changes of fact, for what-if studies.",
        examples=[{"no-fog": {"name": "Everything is seen", "set": {"fog": 0}}}],
    )

    def side_index(self, id: Any) -> int:
        """0 or 1, or -1 for None and for what is no side."""
        return list(self.sides).index(id) if id in self.sides else -1
