"""What a campaign is fought for, as models: the score, its levels, and what computer players go for."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from game.scenario.sayings import say
from game.scenario.schema.types import (
    Fit,
    GroupId,
    Id,
    Men,
    PlaceId,
    SideId,
    Strict,
    TalksId,
    Text,
    Weight,
    of,
    one_of,
    wrong,
)


class LossesTerm(Strict):
    """Points for each `per` men of a group lost beyond `neutral`, negative below it."""

    kind: Literal["losses"] = Field(description="This kind of term.")
    group: GroupId = Field(description="The group whose men are counted.")
    neutral: Men = Field(0, description="Losses that count for nobody.")
    per: int = Field(100, ge=1, le=1_000_000, description="Men to a point.")
    stand: PlaceId | None = Field(
        None, description="Below `neutral` only those count who are at this place or nearer to `toward` at the end."
    )
    toward: PlaceId | None = Field(None, description="The place that the group is sent to, beyond `stand`.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.stand is None) != (self.toward is None):
            raise wrong(say("`stand` and `toward` go together"))
        if self.stand is not None and not self.neutral:
            raise wrong(say("`stand` is about men spared below `neutral`, which is 0"))
        return self


class SavedTerm(Strict):
    """Points for each `per` men of a group brought off the map beyond `neutral`, negative below it."""

    kind: Literal["saved"] = Field(description="This kind of term.")
    group: GroupId = Field(description="The group whose men are counted.")
    neutral: Men = Field(0, description="Men saved that count for nobody.")
    per: int = Field(1000, ge=1, le=1_000_000, description="Men to a point.")


class HoldTerm(Strict):
    """Points for a side that holds a place on the last day."""

    kind: Literal["hold"] = Field(description="This kind of term.")
    place: PlaceId = Field(description="The place.")
    side: SideId = Field(description="The side that gets the points.")
    in_supply: bool = Field(False, description="Whether a unit in supply must stand there.")
    points: Weight = Field(description="The points.")


class JunctionTerm(Strict):
    """Points for a side whose two groups are within one hex of each other on the last day."""

    kind: Literal["junction"] = Field(description="This kind of term.")
    groups: list[GroupId] = Field(min_length=2, max_length=2, description="The two groups.")
    side: SideId = Field(description="The side that gets the points.")
    points: Weight = Field(description="The points.")


class SettledTerm(Strict):
    """Points for a side once talks of a whole command are signed."""

    kind: Literal["settled"] = Field(description="This kind of term.")
    talks: TalksId = Field(description="The talks.")
    side: SideId = Field(description="The side that gets the points.")
    points: Weight = Field(description="The points.")


class RefusedTerm(Strict):
    """Points for a side while the other has not done what those above it ordered."""

    kind: Literal["refused"] = Field(description="This kind of term.")
    order: Annotated[Id, of("superior order")] = Field(
        description="The order from above, the last that its formation gets."
    )
    side: SideId = Field(description="The side that gets the points.")
    points: Weight = Field(description="The points.")


Term = Annotated[
    LossesTerm | SavedTerm | HoldTerm | JunctionTerm | SettledTerm | RefusedTerm, Field(discriminator="kind")
]


class Level(Strict):
    """A level of victory."""

    id: Id = Field(description="Its id.")
    at: Weight | None = Field(None, description="The score from which it holds; the last level has none.")
    name: Text = Field(description="Its name.")


class Victory(Strict):
    """How the game is scored: one signed number."""

    favours: SideId = Field(description="The side for which a positive score is good.")
    terms: list[Term] = Field(description="What is counted; the score is their sum.")
    levels: list[Level] = Field(min_length=1, description="Levels of victory, the highest score first.")
    par: Weight | None = Field(
        None, description="The median score of `staff` against `staff`, to set a game beside; `hebei par` measures it."
    )
    history: Weight | None = Field(None, description="What history comes to on this scale.")


class Objective(Strict):
    """What a computer player goes for: a place, or the units of an enemy group."""

    place: PlaceId | None = Field(None, description="A place to take or hold.")
    group: GroupId | None = Field(None, description="A group to destroy.")
    enemy: GroupId | None = Field(None, description="Another word for `group`.")
    weight: int = Field(1, ge=0, le=1000, description="How much it matters.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(each is not None for each in (self.place, self.group, self.enemy)) != 1:
            raise wrong(say("an objective has exactly one of `place`, `group` and `enemy`"))
        return self

    @classmethod
    def fit(cls, given: Mapping[str, Any]) -> Fit:
        """One thing to go for."""
        return one_of(given, ("place", "group", "enemy"))
