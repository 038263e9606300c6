"""The forces of a scenario file: the order of battle as a tree, and what feeds it."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from game.scenario.sayings import say
from game.scenario.schema.types import (
    Day,
    Fit,
    Id,
    Men,
    Named,
    Percent,
    PlaceId,
    SideId,
    Spot,
    Strict,
    Text,
    both_or_none,
    of,
    one_of,
    wrong,
)


class Arrival(Strict):
    """When and where a unit comes onto the map."""

    date: Day = Field(description="The day.")
    at: Spot = Field(description="The hex.")
    watch: int = Field(1, ge=1, le=2, description="The watch of that day, from 1.")


class Unit(Named):
    """A division, brigade or regiment: one counter."""

    type: str = Field(
        description="What it is: its speed, its usual quality, what it can do.", examples=["infantry_division"]
    )
    men: int = Field(ge=1, le=200_000, description="Men present at the start.")
    guns: int = Field(0, ge=0, le=10_000, description="Guns present at the start.")
    quality: Percent | None = Field(None, description="Training and leadership, 0 to 100; by default the type's.")
    cohesion: Percent = Field(75, description="How well it holds together, 0 to 100.")
    stock: Percent = Field(80, description="Supplies carried, 0 to 100.")
    at: Spot | None = Field(None, description="Where it stands at the start.")
    arrives: Arrival | None = Field(None, description="When and where it comes later, instead of `at`.")
    dug: int = Field(0, ge=0, le=100, description="Days it has been digging in.")
    held: bool = Field(False, description="A garrison that may not leave in the whole game.")
    held_until: Day | None = Field(None, description="A garrison that may not leave before that day.")
    night_trained: bool | None = Field(None, description="Trained for the night; by default as its side.")
    commander: Text | None = Field(None, description="Who leads it.")
    aliases: list[str] = Field([], description="Other names, such as the one a source uses.")
    note: Text | None = Field(None, description="Anything to tell the reader.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.at is None) == (self.arrives is None):
            raise wrong(say("found {given}; a unit has either `at` or `arrives`", given=both_or_none(self.at)))
        if self.held and self.held_until is not None:
            raise wrong(say("found both; a unit has either `held` or `held_until`"))
        return self

    @classmethod
    def fit(cls, given: Mapping[str, Any]) -> Fit:
        """One of two ways to come onto the map, and of being a garrison one at most."""
        where = one_of(given, ("at", "arrives"))
        return where._replace(unfit=where.unfit | one_of(given, ("held", "held_until")).unfit)


class Formation(Named):
    """An army, column or other node of the order of battle, with its formations and units."""

    side: SideId | None = Field(None, description="Its side; needed at the top of the tree, inherited below.")
    kind: Literal["front", "army", "column", "district", "group"] = Field("group", description="What it is.")
    commander: Text | None = Field(None, description="Who leads it. A district may go without.")
    clique: str = Field(
        "", description="The clique its commander belongs to: a key of `cliques` in the rules; inherited below."
    )
    loyalty: Percent | None = Field(
        None, description="How far its commander stands by his side, 0 to 100; by default its clique's, without one 80."
    )
    agents: bool = Field(
        False, description="Whether agents of the other side sit in its staff: a contact that stays open."
    )
    families: bool = Field(
        False,
        description="Whether its side holds its officers' families: more loyalty at first, less once encircled.",
    )
    reluctant: bool = Field(
        False,
        description="Whether its commander keeps those on the map at the start as garrisons until he is ordered out.",
    )
    initiative: Percent | None = Field(
        None, description="Percent of its men, in whole units, that a reluctant commander lets go; by default 0."
    )
    group: Id | None = Field(None, description="The group in which victory and totals count it; inherited below.")
    aliases: list[str] = Field([], description="Other names.")
    note: Text | None = Field(None, description="Anything to tell the reader.")
    formations: list["Formation"] = Field([], description="Formations under its command.")
    units: list[Unit] = Field([], description="Units directly under its command.")


class SupplyPoint(Named):
    """Anything that hands out supplies."""

    side: SideId = Field(description="The side it feeds.")
    at: Spot = Field(description="Its hex.")


class SupplySource(SupplyPoint):
    """Where supplies come from."""

    kind: Literal["rail", "base"] = Field(
        "base", description="A rail source also feeds along its own unbroken railway."
    )
    capacity: Men = Field(description="Men it can feed in full each day.")


class Depot(SupplyPoint):
    """A forward point that passes on what reaches it. Without a name it goes by its id."""

    model_config = ConfigDict(json_schema_extra=lambda schema: schema["required"].remove("name"))

    @model_validator(mode="before")
    @classmethod
    def _name_from_id(cls, value: Any) -> Any:
        return {"name": value["id"], **value} if isinstance(value, dict) and "id" in value else value


class Weather(Strict):
    """What can be flown or shipped on a day, or on several."""

    date: Day = Field(description="The day.")
    until: Day | None = Field(None, description="The last of several such days; by default it is one.")
    share: Percent = Field(description="Per cent of what is carried on a clear day.")


class Airdrop(Named):
    """An airlift to the units of a side that are cut off."""

    side: SideId = Field(description="The side it feeds.")
    capacity: Men = Field(description="Men it feeds in full on a clear day.")
    airfield: PlaceId | None = Field(
        None, description="The place that the side has to hold for it; by default beyond the map."
    )
    first: Day | None = Field(None, description="Its first day; by default the campaign's.")
    last: Day | None = Field(None, description="Its last day; by default the campaign's.")
    weather: list[Weather] = Field([], description="Days on which less can be flown.")


class Lift(Named):
    """Ships, aircraft or a road that carry a side's men off the map."""

    side: SideId = Field(description="The side whose men it carries.")
    at: Spot = Field(description="Where it takes them on.")
    kind: Literal["sea", "air", "road"] = Field(
        "sea", description="Ships, aircraft, which leave guns behind, or a road on which they march off the map."
    )
    capacity: Men | None = Field(None, description="Men for whom it has room again each day; by default everybody.")
    at_once: Men | None = Field(
        None,
        description="Men it takes on in a clear day when all of it lies there; by default its `capacity`.",
    )
    ready: Men | None = Field(
        None, description="Men for whom it lies there on the campaign's first day; by default as many as `at_once`."
    )
    first: Day | None = Field(None, description="Its first day; by default the campaign's.")
    last: Day | None = Field(None, description="Its last day; by default the campaign's.")
    weather: list[Weather] = Field([], description="Days on which storm, snow or ice let it carry less.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class TroopTrains(Named):
    """Trains for a side's troops on some of the railways."""

    side: SideId = Field(description="The side whose troops they carry.")
    on: list[Annotated[Id, of("railway")]] = Field(
        [], description="The railways on which they run, by id; by default all."
    )
    capacity: Men = Field(description="Men they carry in a day.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class Supply(Strict):
    """Sources, depots and airlifts."""

    sources: list[SupplySource] = Field([], description="Where supplies come from.")
    depots: list[Depot] = Field([], description="Forward points, on own unbroken rail or within reach of carts.")
    airdrops: list[Airdrop] = Field([], description="Airlifts to those who are cut off.")

    @property
    def points(self) -> list[SupplyPoint]:
        """Sources, then depots: the order of their indices in the game."""
        return [*self.sources, *self.depots]
