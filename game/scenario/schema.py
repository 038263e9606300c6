"""A scenario file, format 1, as models: what may stand in it, and what each field means."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from game.scenario.schema_forces import Formation, Lift, Supply
from game.scenario.schema_map import Bridge, Countryside, Map, Place
from game.scenario.schema_talks import Talk, TalkChange
from game.scenario.schema_track import Track
from game.scenario.schema_types import (
    Day,
    Id,
    Men,
    Named,
    Percent,
    Share,
    Sourced,
    Spot,
    Strict,
    Text,
    Weight,
    wrong,
)
from game.scenario.schema_variants import Variant

FORMAT = 1


class Calendar(Strict):
    """The days of the campaign and the watches of a day."""

    start: Day = Field(description="The first day.")
    end: Day = Field(description="The last day, included.")
    watches: list[Literal["day", "night"]] = Field(
        ["day"], min_length=1, max_length=2, description="The watches into which a day is divided."
    )
    first: dict[str, Id] = Field({}, description="Which side orders first in a watch; by default the first side.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 0 <= (self.end - self.start).days < 1000:
            raise wrong(
                f"the campaign runs from {self.start} to {self.end}; the end lies 0 to 999 days after the start"
            )
        if len(set(self.watches)) != len(self.watches):
            raise wrong("a watch stands twice; a day has at most one day and one night watch")
        return self


class Side(Strict):
    """One of the two sides."""

    name: Text = Field(description="Its name.")
    colour: Literal["blue", "red", "green", "grey"] = Field("blue", description="The colour of its counters.")
    night_trained: bool = Field(False, description="Whether its units are trained for the night.")
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


class SuperiorOrder(Named):
    """An order from above: on a day it comes to a formation, by another day it should have been obeyed."""

    formation: Id = Field(description="The formation that gets it.")
    kind: Literal["push_on", "relieve"] = Field("relieve", description="What it asks for.")
    date: Day = Field(description="The day on which it comes.")
    by: Day = Field(description="The last day on which it can be obeyed.")
    target: Id = Field(description="The place or formation that a unit of it must come near.")
    prestige: int = Field(10, ge=0, le=1000, description="Prestige that its side loses if it is not obeyed.")
    note: str = Field("", description="Anything to tell the reader.")


class LossesTerm(Strict):
    """Points for each `per` men of a group lost beyond `neutral`, negative below it."""

    kind: Literal["losses"] = Field(description="This kind of term.")
    group: Id = Field(description="The group whose men are counted.")
    neutral: Men = Field(0, description="Losses that count for nobody.")
    per: int = Field(100, ge=1, le=1_000_000, description="Men to a point.")


class SavedTerm(Strict):
    """Points for each `per` men of a group brought off the map beyond `neutral`, negative below it."""

    kind: Literal["saved"] = Field(description="This kind of term.")
    group: Id = Field(description="The group whose men are counted.")
    neutral: Men = Field(0, description="Men saved that count for nobody.")
    per: int = Field(1000, ge=1, le=1_000_000, description="Men to a point.")


class HoldTerm(Strict):
    """Points for a side that holds a place on the last day."""

    kind: Literal["hold"] = Field(description="This kind of term.")
    place: Id = Field(description="The place.")
    side: Id = Field(description="The side that gets the points.")
    in_supply: bool = Field(False, description="Whether a unit in supply must stand there.")
    points: Weight = Field(description="The points.")


class JunctionTerm(Strict):
    """Points for a side whose two groups are within one hex of each other on the last day."""

    kind: Literal["junction"] = Field(description="This kind of term.")
    groups: list[Id] = Field(min_length=2, max_length=2, description="The two groups.")
    side: Id = Field(description="The side that gets the points.")
    points: Weight = Field(description="The points.")


class SettledTerm(Strict):
    """Points for a side once talks of a whole command are signed."""

    kind: Literal["settled"] = Field(description="This kind of term.")
    talks: Id = Field(description="The talks.")
    side: Id = Field(description="The side that gets the points.")
    points: Weight = Field(description="The points.")


Term = Annotated[LossesTerm | SavedTerm | HoldTerm | JunctionTerm | SettledTerm, Field(discriminator="kind")]


class Level(Strict):
    """A level of victory."""

    id: Id = Field(description="Its id.")
    at: Weight | None = Field(None, description="The score from which it holds; the last level has none.")
    name: Text = Field(description="Its name.")


class Victory(Strict):
    """How the game is scored: one signed number."""

    favours: Id = Field(description="The side for which a positive score is good.")
    terms: list[Term] = Field(description="What is counted; the score is their sum.")
    levels: list[Level] = Field(min_length=1, description="Levels of victory, the highest score first.")
    par: Weight | None = Field(
        None, description="The median score of `staff` against `staff`, to set a game beside; `hebei par` measures it."
    )
    history: Weight | None = Field(None, description="What history comes to on this scale.")


class Objective(Strict):
    """What a computer player goes for: a place, or the units of an enemy group."""

    place: Id | None = Field(None, description="A place to take or hold.")
    group: Id | None = Field(None, description="A group to destroy.")
    enemy: Id | None = Field(None, description="Another word for `group`.")
    weight: int = Field(1, ge=0, le=1000, description="How much it matters.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(each is not None for each in (self.place, self.group, self.enemy)) != 1:
            raise wrong("an objective has exactly one of place, group and enemy")
        return self


class Strength(Sourced):
    """A documented strength, compared with the sum of the units."""

    group: Id = Field(description="A group, formation or side.")
    men: Men = Field(description="Men, as the source gives them.")
    note: str = Field("", description="Anything to tell the reader.")


class OtherLosses(Sourced):
    """What another source has of a side's losses."""

    killed: Men | None = Field(None, description="Killed.")
    wounded: Men | None = Field(None, description="Wounded.")
    captured: Men | None = Field(None, description="Captured.")
    gone_over: Men | None = Field(None, description="Gone over to the other side.")
    total: Men | None = Field(None, description="All losses.")
    note: str = Field("", description="Anything to tell the reader.")


class Losses(OtherLosses):
    """Documented losses of a side."""

    also: list[OtherLosses] = Field([], description="Where sources disagree: what the others have.")


CONDITIONS = (
    "taken",
    "reached",
    "seized",
    "lost",
    "headquarters_lost",
    "gone_over",
    "left",
    "encircled",
    "attacked",
    "fought_at",
    "stopped",
    "talks_opened",
    "talks_signed",
    "handed_over",
)
_WITH = {"taken": "by", "reached": "by", "seized": "by", "stopped": "at"}
"""What a condition cannot do without."""


class Condition(Strict):
    """What detects an event in a game: exactly one condition, with `by` or `at` where it needs one."""

    taken: Spot | None = Field(None, description="A place comes into the hands of the side in `by`.")
    reached: Spot | None = Field(None, description="A unit of `by` stands within one hex.")
    seized: Spot | None = Field(
        None, description="Units of the side in `by` alone stand within one hex, where the other side has stood before."
    )
    lost: Id | None = Field(None, description="All units of the formation, group or unit are gone.")
    headquarters_lost: Id | None = Field(
        None, description="A headquarters of the formation, group or unit is taken or destroyed."
    )
    gone_over: Id | None = Field(None, description="A unit of the formation, group or unit goes over.")
    left: Id | None = Field(None, description="Men of the formation, group or unit leave the map by a lift.")
    encircled: Id | None = Field(None, description="A unit of the formation, group or unit is encircled.")
    attacked: Id | None = Field(None, description="The first battle against the formation, group or unit.")
    fought_at: Spot | None = Field(None, description="A battle is fought within one hex.")
    stopped: Id | None = Field(
        None, description="A unit of the formation, group or unit meets the enemy within one hex of `at`."
    )
    talks_opened: Id | None = Field(None, description="A round of these talks begins.")
    talks_signed: Id | None = Field(None, description="What these talks agreed on is signed.")
    handed_over: Id | None = Field(None, description="What these talks agreed on is carried out.")
    by: Id | None = Field(
        None, description="With `taken` and `seized` a side; with `reached` a formation, group or unit."
    )
    at: Spot | None = Field(None, description="With `stopped`, where.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [kind for kind in CONDITIONS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise wrong(f"found {', '.join(given) or 'none'}; a condition is exactly one of {', '.join(CONDITIONS)}")
        for name in ("by", "at"):
            kinds = [kind for kind, needed in _WITH.items() if needed == name]
            if (given[0] in kinds) != (getattr(self, name) is not None):
                raise wrong(f"`{name}` belongs with {', '.join(kinds)}, and only with {'them' if kinds[1:] else 'it'}")
        return self

    @property
    def kind(self) -> str:
        """Which condition it is."""
        return next(kind for kind in CONDITIONS if getattr(self, kind) is not None)


class Dated(Sourced):
    """A day, or the first and last of a span, as a source has it."""

    date: Day | None = Field(None, description="The day it happened.")
    window: Annotated[list[Day], Field(min_length=2, max_length=2)] | None = Field(
        None, description="Instead of `date`: the first and last day between which it happened."
    )
    note: str = Field("", description="Anything to tell the reader.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.date is None) == (self.window is None):
            raise wrong("an event has either date or window")
        return self

    @property
    def days(self) -> tuple[Day, Day]:
        """First and last possible day."""
        if self.date is not None:
            return self.date, self.date
        assert self.window is not None
        return self.window[0], self.window[1]


class OtherDate(Dated):
    """When an event happened by another source."""


class Event(Dated):
    """An event of history."""

    id: Id = Field(description="Its id.")
    place: Spot | None = Field(None, description="Where.")
    text: Text = Field(description="What happened.")
    when: Condition | None = Field(None, description="What detects it in a game.")
    scheduled: bool = Field(False, description="Whether its side planned it for that day; else it is an outcome.")
    measured: bool = Field(False, description="Whether `hebei validate` measures the spread of its date.")
    also: list[OtherDate] = Field([], description="Where sources disagree: the other days.")


class Reach(Sourced):
    """How near a formation came to where it was sent."""

    who: Id = Field(description="A unit, formation or group.")
    towards: Spot = Field(description="Where it was sent.")
    at: Spot = Field(description="The nearest to it that it came.")
    note: str = Field("", description="Anything to tell the reader.")


class Documented(Strict):
    """What the sources say happened, to compare games with."""

    strengths: list[Strength] = Field([], description="Documented strengths.")
    losses: dict[str, Losses] = Field({}, description="Documented losses by side.")
    reaches: list[Reach] = Field([], description="How near relief and spearheads came to where they were sent.")
    events: list[Event] = Field([], description="Dated events.")


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

    held_by: Id | None = Field(None, description="The side that holds it then; nobody if left out.")


class Entry(Sourced):
    """A later day on which the game can begin."""

    date: Day = Field(description="The day.")
    end: Day | None = Field(None, description="The last day of the game that begins here; by default the campaign's.")
    title: Text = Field(description="Its title.")
    about: Text | None = Field(None, description="What the player finds.")
    units: dict[str, UnitChange] = Field({}, description="Units by id, as they stand then.")
    formations: dict[str, FormationChange] = Field({}, description="Formations by id, as they stand then.")
    places: dict[str, PlaceChange] = Field({}, description="Places by id, as they stand then.")
    bridges: list[Bridge] = Field([], description="Bridges that are other than at the start.")
    talks: dict[str, TalkChange] = Field({}, description="Talks by id, as they stand then.")
    victory: Victory | None = Field(None, description="Victory, if it is another.")


class Spec(Strict):
    """A whole scenario file."""

    format: Literal[1] = Field(description="The format of the file: 1.")
    id: Id = Field(description="The scenario's id.")
    title: Text = Field(description="Its title.")
    about: Text | None = Field(None, description="What it is about.")
    source: str = Field("", description="What the whole file rests on.")
    rules: dict[str, Annotated[int, Field(ge=0, le=1_000_000)]] = Field(
        {}, description="Numbers of the rules that are other here, by name."
    )
    calendar: Calendar = Field(description="The days of the campaign.")
    sides: dict[Id, Side] = Field(min_length=2, max_length=2, description="Exactly two; the first is side 0.")
    map: Map = Field(description="Hexes, terrain, rivers, roads and railways.")
    countryside: Countryside = Field(Countryside(), description="Whose people help.")
    places: dict[Id, Place] = Field({}, description="Named places by id.")
    order_of_battle: list[Formation] = Field(min_length=1, description="The formations with their units, as a tree.")
    cooperation: dict[str, dict[str, Share]] = Field(
        {}, description="How well two cliques attack together, per mille of their power, where it is other than usual."
    )
    superior_orders: list[SuperiorOrder] = Field([], description="Orders that come from above, by date.")
    supply: Supply = Field(Supply(), description="What feeds the units.")
    lifts: list[Lift] = Field([], description="Ships, aircraft and roads that carry men off the map.")
    talks: list[Talk] = Field([], description="Commands whose commander may negotiate for the whole of them.")
    victory: Victory = Field(description="How the game is scored.")
    objectives: dict[str, list[Objective]] = Field({}, description="What the computer players go for, by side.")
    documented: Documented = Field(Documented(), description="What the sources say happened.")
    track: Track = Field(Track(), description="What both sides meant to do, day by day.")
    entries: dict[Id, Entry] = Field({}, description="Later days on which the game can begin.")
    variants: dict[Id, Variant] = Field({}, description="Named changes of fact, for what-if studies.")

    def side_index(self, id: Any) -> int:
        """0 or 1, or -1 for None and for what is no side."""
        return list(self.sides).index(id) if id in self.sides else -1
