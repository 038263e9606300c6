"""The historical track in a scenario file: what formations were to do and when; intents, never outcomes."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from game.scenario.sayings import either, listed, say
from game.scenario.schema.types import (
    Day,
    Fit,
    FormationId,
    Id,
    SideId,
    Sourced,
    Spot,
    Strict,
    Text,
    Whose,
    of,
    wrong,
)

Kind = Literal[
    "go", "attack", "hold", "withdraw", "encircle", "spare", "relieve", "wreck", "open_lane", "leave", "improvise"
]

WHERE = {
    "go": "at",
    "attack": "at or whom",
    "hold": "",
    "withdraw": "at",
    "encircle": "at or whom",
    "spare": "whom",
    "relieve": "at or whom",
    "wreck": "at",
    "open_lane": "lane",
    "leave": "at",
    "improvise": "",
}
"""What each kind cannot do without."""

_MARCHING = {"go", "attack", "withdraw", "relieve", "leave"}
_MEANS = {
    "at": {"go", "attack", "hold", "withdraw", "encircle", "relieve", "wreck", "leave"},
    "whom": {"attack", "encircle", "spare", "relieve"},
    "as_far_as": {"go", "attack", "relieve", "wreck"},
    "by": _MARCHING,
    "radius": {"hold", "encircle"},
    "assault": {"encircle"},
    "garrisons": {*_MARCHING, "encircle", "wreck"},
}
"""The kinds for which a field means something; the other fields fit all but ``improvise``."""


def _wanted(kind: str) -> tuple[str, ...]:
    """The fields of which a kind needs one."""
    return tuple(name for name in WHERE.get(kind, "").split(" or ") if name)


class TrackIntent(Sourced):
    """From a day on a formation is to do something, until its next line. Formations under it follow it too."""

    date: Day = Field(description="The day from which it holds.")
    formation: FormationId = Field(description="The formation.")
    do: Kind = Field(description="What it is to do; `improvise` leaves it to its commander.")
    at: Spot | None = Field(
        None, description="Where to; of a railway one end. Without it `hold` holds where it stands."
    )
    whom: FormationId | None = Field(
        None, description="The formation that it is about: an enemy, or with `relieve` a friend."
    )
    as_far_as: Spot | None = Field(None, description="No nearer to the goal than this; of a railway the other end.")
    by: Day | None = Field(None, description="The day by which it should be there; who is late makes forced marches.")
    min_odds: Annotated[int, Field(ge=0, le=1000)] | None = Field(
        None, description="Per mille of success below which it does not attack."
    )
    radius: Annotated[int, Field(ge=0, le=12)] | None = Field(
        None, description="Hexes around the goal that belong to it."
    )
    avoid_battle: bool = Field(False, description="Attack nobody.")
    assault: bool = Field(False, description="With `encircle`, attack those in the ring too.")
    garrisons: list[Spot] = Field([], description="Where one of its units each stays meanwhile.")
    spare: list[FormationId] = Field([], description="Enemy formations that are left alone and won over.")
    lane: list[Spot] = Field([], description="Spots whose shortest connection is left free.")
    note: Text | None = Field(None, description="Anything to tell the reader.")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        wanted = _wanted(self.do)
        if wanted and not any(getattr(self, name) for name in wanted):
            raise wrong(say("`{kind}` needs {fields}", kind=self.do, fields=either(f"`{name}`" for name in wanted)))
        for name, kinds in _MEANS.items():
            if self.do not in kinds and getattr(self, name) != type(self).model_fields[name].get_default():
                raise wrong(
                    say(
                        "with `{kind}` the field `{name}` means nothing; it goes with {kinds}",
                        kind=self.do,
                        name=name,
                        kinds=listed(sorted(kinds)),
                    )
                )
        return self

    @classmethod
    def fit(cls, given: Mapping[str, Any]) -> Fit:
        """What its kind needs, and what means nothing with it; a kind comes before all that depends on it."""
        kind = given.get("do")
        wanted = _wanted(kind) if isinstance(kind, str) else ()
        unfit = frozenset(name for name, kinds in _MEANS.items() if kind not in kinds)
        lacks = (wanted,) if wanted and not any(given.get(name) for name in wanted) else ()
        whom: Whose = "own" if kind == "relieve" else "enemy"
        return Fit(lacks, unfit, whose={"formation": "own", "whom": whom, "spare": "enemy"})


class TrackPosition(Sourced):
    """Where units are known to have stood at the dawn of a day."""

    date: Day = Field(description="The day.")
    who: Annotated[Id, of("unit", "formation")] = Field(description="A unit, or a formation for all its units.")
    at: Spot = Field(description="Where.")
    within_km: float = Field(5, ge=0, le=100, description="How far from there a unit may be and still agree with it.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class Track(Strict):
    """History as both sides meant it, for the player `historical` and for games entered on any day."""

    delay: int = Field(
        0,
        ge=0,
        le=100,
        description="Days by which all of it comes later: intents, orders from above, who arrives or is held until a "
        "day, and the end of the campaign.",
    )
    reference: int | None = Field(
        None,
        ge=0,
        description="Seed of the game of both tracks nearest to the documents; `hebei validate --record` finds it.",
    )
    intents: dict[SideId, list[TrackIntent]] = Field(
        {},
        description="What formations were to do, by side.",
        examples=[{"nat": [{"formation": "nat-corps", "date": "1945-10-15", "do": "hold"}]}],
    )
    positions: list[TrackPosition] = Field([], description="Where units are known to have stood.")
