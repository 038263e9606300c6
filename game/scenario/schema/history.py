"""What the sources say happened, as models: strengths, losses, and dated events with what detects them."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from game.scenario.sayings import listed, say
from game.scenario.schema.types import (
    Day,
    Fit,
    Id,
    Men,
    SideKey,
    Sourced,
    Spot,
    Strict,
    TalksId,
    Text,
    WhoId,
    both_or_none,
    of,
    one_of,
    wrong,
)


class Strength(Sourced):
    """A documented strength, compared with the sum of the units."""

    group: Annotated[Id, of("side", "formation", "group")] = Field(description="A group, formation or side.")
    men: Men = Field(description="Men, as the source gives them.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class OtherLosses(Sourced):
    """What another source has of a side's losses."""

    killed: Men | None = Field(None, description="Killed.")
    wounded: Men | None = Field(None, description="Wounded.")
    captured: Men | None = Field(None, description="Captured.")
    gone_over: Men | None = Field(None, description="Gone over to the other side.")
    total: Men | None = Field(None, description="All losses.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class Losses(OtherLosses):
    """Documented losses of a side."""

    also: list[OtherLosses] = Field([], description="Where sources disagree: what the others have.")


CONDITIONS = (
    "taken",
    "reached",
    "seized",
    "gone_from",
    "gone_for_good",
    "lost",
    "broken",
    "headquarters_lost",
    "gone_over",
    "left",
    "encircled",
    "attacked",
    "fought_at",
    "stopped",
    "talks_opened",
    "talks_broken_off",
    "talks_signed",
    "handed_over",
)
_WITH = {
    "taken": "by",
    "reached": "by",
    "gone_from": "by",
    "gone_for_good": "by",
    "seized": "by",
    "stopped": "at",
}
"""What a condition cannot do without."""
BY_SIDE = ("taken", "seized")
"""What is done by a side; the others by units."""
_CAN_HAVE = {"attacked": "at"}
"""What narrows a condition where it is given."""


class Condition(Strict):
    """What detects an event in a game: exactly one condition, with `by` or `at` where it needs one."""

    taken: Spot | None = Field(None, description="A place comes into the hands of the side in `by`.")
    reached: Spot | None = Field(None, description="A unit of `by` comes within one hex.")
    seized: Spot | None = Field(
        None, description="Units of the side in `by` alone stand within one hex, where the other side has stood before."
    )
    gone_from: Spot | None = Field(
        None, description="No unit of `by` stands within one hex any more, where one has stood."
    )
    gone_for_good: Spot | None = Field(
        None,
        description="No unit of `by` stands within one hex any more, and none comes back: a sortie does not count.",
    )
    lost: WhoId | None = Field(None, description="All units of the formation, group or unit are gone.")
    broken: WhoId | None = Field(
        None, description="So few of its men are left that the formation, group or unit is none any more (9.2)."
    )
    headquarters_lost: WhoId | None = Field(
        None, description="A headquarters of the formation, group or unit is taken or destroyed."
    )
    gone_over: WhoId | None = Field(None, description="A unit of the formation, group or unit goes over.")
    left: WhoId | None = Field(None, description="Men of the formation, group or unit leave the map by a lift.")
    encircled: WhoId | None = Field(
        None,
        description="A unit of the formation, group or unit is encircled, on the day on which the ring was closed.",
    )
    attacked: WhoId | None = Field(
        None, description="The first battle against the formation, group or unit; with `at`, within one hex of it."
    )
    fought_at: Spot | None = Field(None, description="A battle is fought within one hex.")
    stopped: WhoId | None = Field(
        None, description="A unit of the formation, group or unit meets the enemy within one hex of `at`."
    )
    talks_opened: TalksId | None = Field(None, description="A round of these talks begins.")
    talks_broken_off: TalksId | None = Field(None, description="A round of these talks comes to nothing.")
    talks_signed: TalksId | None = Field(None, description="What these talks agreed on is signed.")
    handed_over: TalksId | None = Field(None, description="What these talks agreed on is carried out.")
    by: Annotated[Id, of("side", "unit", "formation", "group")] | None = Field(
        None,
        description="With `taken` and `seized` a side; "
        "with `reached`, `gone_from` and `gone_for_good` a formation, group or unit.",
    )
    at: Spot | None = Field(None, description="With `stopped`, where; with `attacked`, where alone it counts.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [kind for kind in CONDITIONS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise wrong(
                say(
                    "found {given}; a condition is exactly one of {kinds}",
                    given=listed(given) or say("none"),
                    kinds=listed(CONDITIONS),
                )
            )
        needed = _WITH.get(given[0])
        if needed and getattr(self, needed) is None:
            raise wrong(say("`{kind}` needs `{needed}`", kind=given[0], needed=needed))
        for name in ("by", "at"):
            kinds = [kind for kind, other in (_WITH | _CAN_HAVE).items() if other == name]
            if getattr(self, name) is not None and given[0] not in kinds:
                raise wrong(
                    say(
                        "with `{kind}` the field `{name}` means nothing; it goes with {kinds}",
                        kind=given[0],
                        name=name,
                        kinds=listed(kinds),
                    )
                )
        return self

    @classmethod
    def fit(cls, given: Mapping[str, Any]) -> Fit:
        """One condition, and what goes with it."""
        one = one_of(given, CONDITIONS)
        kind = next((kind for kind in CONDITIONS if given.get(kind) is not None), "")
        needed = _WITH.get(kind)
        means = {needed, _CAN_HAVE.get(kind)}
        unfit = one.unfit | {name for name in ("by", "at") if name not in means}
        lacks = ((needed,),) if needed and given.get(needed) is None else one.needed
        by = ("side",) if kind in BY_SIDE else ("unit", "formation", "group")
        return Fit(lacks, frozenset(unfit), {"by": by})

    @property
    def kind(self) -> str:
        """Which condition it is."""
        return next(kind for kind in CONDITIONS if getattr(self, kind) is not None)

    @property
    def visited(self) -> Spot | None:
        """Where units of `by` come to or go from."""
        return self.reached or self.gone_from or self.gone_for_good


class Dated(Sourced):
    """A day, or the first and last of a span, as a source has it."""

    date: Day | None = Field(None, description="The day it happened.")
    window: Annotated[list[Day], Field(min_length=2, max_length=2)] | None = Field(
        None, description="Instead of `date`: the first and last day between which it happened."
    )
    note: Text | None = Field(None, description="Anything to tell the reader.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.date is None) == (self.window is None):
            raise wrong(say("found {given}; an event has either `date` or `window`", given=both_or_none(self.date)))
        return self

    @classmethod
    def fit(cls, given: Mapping[str, Any]) -> Fit:
        """A day or a span."""
        return one_of(given, ("date", "window"))

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

    who: WhoId = Field(description="A unit, formation or group.")
    towards: Spot = Field(description="Where it was sent.")
    at: Spot = Field(description="The nearest to it that it came.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class Departure(Sourced):
    """How many men of somebody were brought off the map."""

    who: WhoId = Field(description="A unit, formation or group.")
    men: Men = Field(description="About how many: a game within a tenth of it agrees.")
    note: Text | None = Field(None, description="Anything to tell the reader.")


class Documented(Strict):
    """What the sources say happened, to compare games with."""

    strengths: list[Strength] = Field([], description="Documented strengths.")
    losses: dict[SideKey, Losses] = Field(
        {}, description="Documented losses by side.", examples=[{"nat": {"killed": 3000}}]
    )
    reaches: list[Reach] = Field([], description="How near relief and spearheads came to where they were sent.")
    departures: list[Departure] = Field([], description="How many men were brought off the map by lifts.")
    events: list[Event] = Field([], description="Dated events.")
