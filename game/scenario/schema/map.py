"""The map of a scenario file: terrain rows, rivers, roads, rails, bridges, places, countryside."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, field_validator, model_validator

from game.scenario.meant import spot_meant
from game.scenario.sayings import listed, say, together
from game.scenario.schema.types import (
    SPOT_SCHEMA,
    Day,
    Fit,
    Hexside,
    Id,
    Men,
    RiverId,
    SideId,
    Sourced,
    Spot,
    Strict,
    Text,
    Weight,
    of,
    one_of,
    or_else,
    wrong,
)

DEFAULT_LEGEND = {
    ".": "open",
    "^": "mountain",
    "h": "hills",
    ",": "sand",
    "r": "rough",
    "~": "marsh",
    "c": "canals",
    "w": "water",
}

Line = Annotated[list[Spot], Field(min_length=2)]


class Origin(Strict):
    """The georeference."""

    lat: float = Field(ge=-85, le=85, description="Latitude of the centre of hex 0101.", examples=[36.5])
    lon: float = Field(ge=-180, le=180, description="Longitude of the centre of hex 0101.", examples=[114.0])

    @model_validator(mode="before")
    @classmethod
    def _in_order(cls, value: Any) -> Any:
        pair = [value.get(name) for name in ("lat", "lon")] if isinstance(value, dict) else []
        if isinstance(meant := spot_meant(pair), list):
            message = say(
                "found latitude {lat} and longitude {lon}; they seem to be exchanged", lat=pair[0], lon=pair[1]
            )
            raise wrong(message, dict(zip(("lat", "lon"), meant, strict=True)))
        return value


class Drawn(Sourced):
    """Something drawn over the map: exactly one way of saying where."""

    id: Id | None = Field(None, description="Needed where something else refers to it.")
    name: Text | None = Field(None, description="Its name.")
    line: Line | None = Field(None, description="Spots along it, snapped to the map by the rule in the guide.")
    lines: list[Line] | None = Field(None, description="Several separate lines.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = self._ways()
        given = [way for way in ways if getattr(self, way) is not None]
        if len(given) != 1:
            raise wrong(
                say(
                    "found {given}; give exactly one of {ways}",
                    given=together(given) or say("none of them"),
                    ways=listed(ways),
                )
            )
        return self

    @classmethod
    def _ways(cls) -> tuple[str, ...]:
        return tuple(way for way in ("line", "lines", "sides", "hexes") if way in cls.model_fields)

    @classmethod
    def fit(cls, given: Mapping[str, Any]) -> Fit:
        """One way of saying where."""
        return one_of(given, cls._ways())


class Frozen(Sourced):
    """The days on which the ice of a river bears."""

    first: Day = Field(description="The first day.")
    last: Day = Field(description="The last day.")


class River(Drawn):
    """A river, along hexsides."""

    kind: Literal["river", "stream"] = Field("river", description="A stream is crossed in half the time of a river.")
    frozen: Frozen | None = Field(None, description="When it is frozen over and can be crossed like land.")
    sides: list[Hexside] | None = Field(None, description='Exact hexsides, each as "CCRR direction".')


class Wall(Drawn):
    """A wall, along hexsides; roads and railways lead through it by gates."""

    sides: list[Hexside] | None = Field(None, description='Exact hexsides, each as "CCRR direction".')


class Road(Drawn):
    """A road, from hex to neighbouring hex."""

    hexes: list[Spot] | None = Field(None, min_length=2, description="Exact neighbouring hexes, one after the other.")


class Rail(Road):
    """A railway, from hex to neighbouring hex."""

    wrecked: bool | list[Annotated[list[Spot], Field(min_length=2, max_length=2)]] = Field(
        False, description="true, or the stretches, from spot to spot, where no train can pass at the start."
    )

    @field_validator("wrecked", mode="before")
    @classmethod
    def _known(cls, value: object) -> object:
        if not isinstance(value, bool | list):
            raise wrong(say("found {value!r}; it must be true, false or stretches: [[from, to], …]", value=value))
        return value


class Bridge(Sourced):
    """A bridge over a river hexside: one exact side, or wherever a rail or road crosses a river."""

    river: RiverId | None = Field(None, description="With `on`: the river's id.")
    on: Annotated[Id, of("railway", "road")] | None = Field(
        None, description="With `river`: the id of the rail or road that crosses it."
    )
    side: Hexside | None = Field(None, description="The exact hexside.")
    state: Literal["standing", "wrecked", "improvised"] = Field("standing", description="How it is at the start.")
    kind: Literal["rail", "road"] | None = Field(None, description="What it carries, for the reader.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.side is None) == (self.river is None) or (self.river is None) != (self.on is None):
            raise wrong(say('a bridge has either `side`: "0502 n", or both `river` and `on`'))
        return self

    @classmethod
    def fit(cls, given: Mapping[str, Any]) -> Fit:
        """A side, or river and way."""
        crossing = {name for name in ("river", "on") if given.get(name) is not None}
        if not crossing:
            return (
                one_of(given, ("side", "river")) if given.get("side") is None else Fit(unfit=frozenset({"river", "on"}))
            )
        return Fit(tuple((name,) for name in ("river", "on") if name not in crossing), frozenset({"side"}))


class Map(Strict):
    """Hexes, terrain and what is drawn over them."""

    hex_km: float = Field(ge=0.5, le=50, multiple_of=0.1, description="Kilometres from hex centre to hex centre.")
    origin: Origin | None = Field(None, description="Needed for spots by latitude and longitude.")
    legend: dict[str, str] = Field(
        default_factory=lambda: dict(DEFAULT_LEGEND),
        description="Which terrain a character of `rows` is.",
        examples=[{".": "open", "h": "hills"}],
    )
    rows: list[str] = Field(
        min_length=1,
        max_length=99,
        description="One quoted string a row, one character a hex, unstaggered.",
        examples=[["..hh..", "......"]],
    )
    rivers: list[River] = Field([], description="Rivers and streams.")
    walls: list[Wall] = Field(
        [], description="Walls between hexes, such as the Great Wall: open only where a road or railway crosses them."
    )
    roads: list[Road] = Field([], description="Roads.")
    rails: list[Rail] = Field([], description="Railways.")
    bridges: list[Bridge] = Field(
        [], description="Permanent bridges. A rail or road over a river makes none by itself."
    )


class Bank(Strict):
    """On which side of a river a place lies; checked against the snapped river."""

    river: RiverId = Field(description="The river's id.")
    side: Literal["north", "east", "south", "west"] = Field(description="The bank on which the place lies.")


class Rations(Strict):
    """Stores for those inside when nothing else reaches them."""

    days: int = Field(ge=0, le=1000, description="Quiet days that they last; fewer in battle.")
    men: Men = Field(description="For so many men: more eat them sooner.")


class Place(Sourced):
    """A town, village, pass or hill that has a name."""

    name: Text = Field(description="Its name.")
    at: Spot = Field(description="Its hex, or its latitude and longitude.")
    kind: str = Field("village", description="What it is; it helps the defender.")
    walls: bool = Field(False, description="Whether it is a walled town.")
    works: int = Field(0, ge=0, le=4, description="Level of prepared fortifications.")
    held_by: SideId | None = Field(None, description="The side that holds it at the start.")
    rations: Rations | None = Field(None, description="Stores for units inside that are cut off; none by default.")
    value: Weight = Field(0, description="What it is worth, for the computer players and the map.")
    bank: Bank | None = Field(None, description="On which bank of a river it lies.")
    aliases: list[str] = Field([], description="Other names.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class Area(Strict):
    """The hexes within some distance of a spot. A plain spot is its own hex."""

    model_config = or_else(SPOT_SCHEMA)

    around: Spot = Field(description="The middle.")
    km: float = Field(0, ge=0, le=2000, description="How far it reaches.")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return value if isinstance(value, dict) else {"around": value}


class Countryside(Strict):
    """Whose people help, hex by hex: `default` everywhere, then each side's own areas by the side's id."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"propertyNames": {"x-of": ["side"]}})
    __pydantic_extra__: dict[str, list[Area]]

    default: SideId | None = Field(None, description="The side whose people help where nothing else is said.")
