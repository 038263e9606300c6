"""Named changes of fact in a scenario file: what might have been otherwise, written in the same fields as what was."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Optional, TypeAlias

from pydantic import Field, create_model

from game.scenario.schema.forces import Airdrop, Formation, Lift, SupplySource, TroopTrains, Unit
from game.scenario.schema.map import Bridge, Place, Rail
from game.scenario.schema.talks import Talk
from game.scenario.schema.types import FormationId, Id, PlaceId, RuleNumber, Sourced, Strict, TalksId, Text, WhoId, of

_TOLD = {"id", "name", "commander", "aliases", "note", "source", "confidence"}
"""What is said of a thing and decides nothing."""


def _changes(model: type[Strict], meaning: str, *left_out: str, **more: Any) -> Any:
    """A model with the fields of ``model`` that a variant may change, none of them required."""
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name not in _TOLD.union(left_out):
            kind: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
            fields[name] = (Optional[kind], Field(None, description=field.description))  # noqa: UP045 - kind is a value
    fields |= more
    return create_model(f"{model.__name__}Fact", __base__=Strict, __doc__=meaning, **fields)


if TYPE_CHECKING:
    UnitFact: TypeAlias = Strict
    FormationFact: TypeAlias = Strict
    PlaceFact: TypeAlias = Strict
    SourceFact: TypeAlias = Strict
    RailFact: TypeAlias = Strict
    LiftFact: TypeAlias = Strict
    TrainsFact: TypeAlias = Strict
    AirdropFact: TypeAlias = Strict
    TalkFact: TypeAlias = Strict
else:
    UnitFact = _changes(
        Unit,
        "A unit as it might have been.",
        "type",
        days_later=(
            Annotated[int, Field(ge=-100, le=100)] | None,
            Field(None, description="Days by which it arrives later, or earlier if negative."),
        ),
    )
    FormationFact = _changes(
        Formation, "A formation as it might have been.", "side", "kind", "group", "formations", "units"
    )
    PlaceFact = _changes(Place, "A place as it might have been.", "at", "kind", "bank")
    SourceFact = _changes(SupplySource, "A source as it might have been.", "kind")
    RailFact = _changes(Rail, "A railway as it might have been.", "line", "lines", "hexes")
    LiftFact = _changes(Lift, "A lift as it might have been.", "side", "kind")
    TrainsFact = _changes(TroopTrains, "Troop trains as they might have been.", "side")
    AirdropFact = _changes(Airdrop, "An airlift as it might have been.", "side")
    TalkFact = _changes(
        Talk,
        "Talks as they might have been.",
        "command",
        "principal",
        contact=(Literal[False] | None, Field(None, description="false: nobody in the family is in contact.")),
    )


class Variant(Sourced):
    """A named change of fact. Where an entry says otherwise of the same thing, the variant holds."""

    name: Text = Field(description="What is other, in a few words.")
    note: Text | None = Field(None, description="Anything to tell the reader.")
    set: dict[str, RuleNumber] = Field(
        {}, description="Numbers of the rules and options that are other, by name.", examples=[{"fog": 0}]
    )
    units: dict[WhoId, UnitFact] = Field({}, description="Units by id; a formation or group stands for all its units.")
    formations: dict[FormationId, FormationFact] = Field({}, description="Formations by id.")
    places: dict[PlaceId, PlaceFact] = Field({}, description="Places by id.")
    sources: dict[Annotated[Id, of("source")], SourceFact] = Field({}, description="Sources of supply by id.")
    rails: dict[Annotated[Id, of("railway")], RailFact] = Field({}, description="Railways by id.")
    lifts: dict[Annotated[Id, of("lift")], LiftFact] = Field({}, description="Lifts by id.")
    troop_trains: dict[Annotated[Id, of("trains")], TrainsFact] = Field({}, description="Troop trains by id.")
    airdrops: dict[Annotated[Id, of("airlift")], AirdropFact] = Field({}, description="Airlifts by id.")
    talks: dict[TalksId, TalkFact] = Field({}, description="Talks by id.")
    bridges: list[Bridge] = Field([], description="Bridges that are other.")


FAMILIES = ("units", "formations", "places", "sources", "rails", "lifts", "troop_trains", "airdrops", "talks")
"""The fields of a variant that change things by id."""


def given(fact: Strict) -> dict[str, Any]:
    """The fields that a change names, by name."""
    return {name: getattr(fact, name) for name in type(fact).model_fields if getattr(fact, name) is not None}
