"""Talks in a scenario file: commands whose commander may negotiate for the whole of them, and the terms offered."""

from typing import Annotated, Literal

from pydantic import Field

from game.scenario.schema.types import Day, FormationId, Id, Named, Percent, PlaceId, Sourced, Strict, Text, of

Points = Annotated[float, Field(ge=0, le=100)]


class Contact(Sourced):
    """Somebody in the commander's family who is in contact with the other side."""

    name: Text = Field(description="Who it is.")
    since: Day = Field(description="The day from which the contact counts.")


class Terms(Named):
    """Terms that the other side may offer."""

    resolve: Annotated[float, Field(ge=-100, le=100)] = Field(
        0, description="Points of resolve that they add while they are on the table; below 0 they make it easier."
    )
    units: Literal["join", "disarm", "leave"] = Field(
        "join", description="What becomes of the command's units: they change sides, lay down arms, or leave the map."
    )
    hold_outs: Literal["stay", "leave"] = Field(
        "stay", description="Whether the cliques in `hold_outs` may fly out first."
    )


class HoldOut(Sourced):
    """A clique in the command that will have none of a settlement."""

    clique: str = Field(description="The clique.")
    leave: Percent = Field(100, description="Percent of its men who fly out where the terms allow it.")
    by: Annotated[Id, of("lift")] | None = Field(
        None, description="The lift that carries them: no more than it takes on a day."
    )


class Talk(Sourced):
    """A command whose commander may negotiate for the whole of it."""

    id: Id = Field(description="Its id.")
    command: FormationId = Field(description="The formation at the top of the command.")
    headquarters: Annotated[Id, of("formation", "unit")] | None = Field(
        None,
        description="The formation or unit that he leads himself; by default the units right under the command.",
    )
    resolve: Points = Field(100, description="The commander's will to fight on at the start, 0 to 100.")
    clique: str = Field("", description="Whose armies he calls his own; by default the command's clique.")
    principal: PlaceId = Field(description="The principal city: a place.")
    cities: list[PlaceId] = Field([], description="Other cities whose loss tells on him: places.")
    ports: list[PlaceId] = Field([], description="His ports: places.")
    contact: Contact | None = Field(None, description="A contact in his family, which brings about the first round.")
    terms: list[Terms] = Field(
        min_length=1, description="Terms that the other side may offer; a contact brings the first."
    )
    hold_outs: list[HoldOut] = Field([], description="Cliques that will have none of it.")
    signing_days: int | None = Field(None, ge=0, le=100, description="Days from the agreement to its signing.")
    handing_over_days: int | None = Field(None, ge=0, le=100, description="Days from then to the handing over.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class TalkChange(Strict):
    """How talks stand at an entry."""

    resolve: Points | None = Field(None, description="The commander's resolve then.")
    rounds: int = Field(0, ge=0, le=100, description="Rounds that were held and broken off by then.")
