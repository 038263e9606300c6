"""The small types of which scenario files are made, with what they accept."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from game.scenario.meant import day_hint, day_meant, plain_letters, shown, spot_meant
from game.scenario.sayings import Saying, listed, plain, quoted, say

HEX = re.compile(r"[0-9]{4}")
HEXSIDE = re.compile(r"([0-9]{4}) (n|ne|se|s|sw|nw)")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHOWN = 60  # so many letters of a text that was found are shown


def or_else(plain: dict[str, Any]) -> ConfigDict:
    """For a model that can also be written as a plain value: says so in the JSON Schema."""

    def extend(schema: dict[str, Any]) -> None:
        whole = dict(schema)
        schema.clear()
        schema |= {"description": whole.pop("description", ""), "anyOf": [plain, whole]}

    return ConfigDict(json_schema_extra=extend)


Whose = Literal["own", "enemy"]


class Fit(NamedTuple):
    """What can stand in a mapping beside what stands there, for who asks before it is checked."""

    needed: tuple[tuple[str, ...], ...] = ()
    """Of each of these one field has still to be given."""
    unfit: frozenset[str] = frozenset()
    """Fields that mean nothing beside the others."""
    families: Mapping[str, tuple[str, ...]] = {}
    """Of what a field can hold the id, where that is less than its schema says."""
    whose: Mapping[str, Whose] = {}
    """Of which side a formation has to be that a field names, seen from the side under which this stands."""


def one_of(given: Mapping[str, Any], names: tuple[str, ...]) -> Fit:
    """Of some fields exactly one is given."""
    found = [name for name in names if given.get(name) is not None]
    return Fit(unfit=frozenset(names) - set(found)) if found else Fit(needed=(names,))


class Strict(BaseModel):
    """Unknown fields are errors, nothing is converted silently, and what is read stays as it is."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    @classmethod
    def fit(cls, given: Mapping[str, Any]) -> Fit:
        """What fits beside fields as a file has them; the validators of a model refuse the rest."""
        return Fit()


class Text(Strict):
    """What a person reads: English, and Chinese where there is any. A plain string is both."""

    model_config = or_else({"type": "string"})

    en: str = Field(description="In English.")
    zh: str = Field("", description="In Chinese; by default the English.")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        if not isinstance(value, str | dict | Text):
            raise wrong(
                say(
                    "found {found}; it must be text, in quotes if need be, or {{en: ..., zh: ...}}",
                    found=describe(value),
                )
            )
        return {"en": value} if isinstance(value, str) else value

    @property
    def both(self) -> tuple[str, str]:
        """English and Chinese, the one standing in for the other where it is missing."""
        return self.en, self.zh or self.en


def both(text: Text | None) -> tuple[str, str]:
    """English and Chinese; nothing where there is no text."""
    return text.both if text else ("", "")


def wrong(message: Saying, meant: Any = None) -> PydanticCustomError:
    """A refusal whose words go to the reader as they are, and the value that was probably meant, if any."""
    return PydanticCustomError("scenario", "{message}", {"message": message, "meant": meant})


def both_or_none(one: Any) -> Saying:
    """How a message names what it found of two fields of which there are to be one."""
    return say("neither") if one is None else say("both")


def as_id(words: Any) -> str | None:
    """The id that words such as a name probably stand for; None where they hold nothing that an id can."""
    words = plain_letters(words.lower()) if isinstance(words, str) else ""
    return "-".join(re.findall(r"[a-z0-9]+", words) if words.isascii() else ()) or None


def describe(value: Any) -> Saying:
    """How a message names what it found."""
    if value is None:
        return say("nothing")
    if isinstance(value, bool):
        return plain("true" if value else "false")
    if isinstance(value, str):
        line = " ".join(value.split())
        return quoted(shown(f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line))
    if isinstance(value, dict):
        return say("a mapping")
    return say("a list") if isinstance(value, list | tuple) else plain(value)


def _spot(value: Any) -> str | tuple[float, float]:
    if isinstance(value, str) and (HEX.fullmatch(value) or (ID.fullmatch(value) and not value.isdigit())):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999:
        raise wrong(say('found the number {value}; a hex stands in quotes: "{value:04d}"', value=value), f"{value:04d}")
    if isinstance(value, list | tuple) and len(value) == 2 and all(type(part) in (int, float) for part in value):
        lat, lon = value
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return float(lat), float(lon)
        message = say("found {lat}, {lon}; latitude comes first, -90 to 90, then longitude", lat=lat, lon=lon)
        raise wrong(message, spot_meant(value))
    if isinstance(value, list | tuple) and value and all(type(part) in (int, float) for part in value):
        told = say(
            "found {numbers}; latitude and longitude are two numbers, as in [36.5, 114.25]", numbers=listed(value)
        )
        raise wrong(told)
    message = say(
        'found {found}; a spot is a hex "CCRR" in quotes, a place\'s id, or [latitude, longitude]',
        found=describe(value),
    )
    raise wrong(message, spot_meant(value) or as_id(value))


def _hexside(value: Any) -> str:
    if isinstance(value, str) and HEXSIDE.fullmatch(value):
        return value
    raise wrong(
        say('found {found}; a hexside is a hex and one of n ne se s sw nw, as in "0502 n"', found=describe(value))
    )


def _id(value: Any) -> str:
    if isinstance(value, str) and ID.fullmatch(value):
        return value
    message = say(
        "found {found}; an id is lower-case letters and digits, words joined by hyphens", found=describe(value)
    )
    raise wrong(message, as_id(value))


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        words = str(value) if isinstance(value, str | int) else ""
        hint = day_hint(words)
        told = say("found {found}; a date is written year-month-day, as in 1945-10-14", found=describe(value))
        told = say("{message}; {suggestion}", message=told, suggestion=hint) if hint else told
        raise wrong(told, day_meant(words)) from None


def of(*families: str) -> WithJsonSchema:
    """For an id of something that stands elsewhere in the file: the schema says of what, for who offers a choice."""
    known = {"x-of": list(families)} if families else {}
    return WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$", **known})


Id = Annotated[str, BeforeValidator(_id), of()]
SideId = Annotated[Id, of("side")]
PlaceId = Annotated[Id, of("place")]
FormationId = Annotated[Id, of("formation")]
GroupId = Annotated[Id, of("group")]
TalksId = Annotated[Id, of("talks")]
WhoId = Annotated[Id, of("unit", "formation", "group")]
RiverId = Annotated[Id, of("river")]
SideKey = Annotated[str, of("side")]
"""A key that the linter, which knows the nearest side, refuses where it is none."""
_SPOT_WORDS = {
    "type": "string",
    "pattern": f"^{ID.pattern}$",
    "description": 'A hex such as "0306", in quotes, or the id of a place.',
    "x-of": ["place"],
}
_COORDINATES = {
    "type": "array",
    "items": {"type": "number"},
    "minItems": 2,
    "maxItems": 2,
    "description": "Latitude and longitude, such as [36.61, 114.49].",
}
SPOT_SCHEMA = {"anyOf": [_SPOT_WORDS, _COORDINATES], "examples": ["0101"]}
Spot = Annotated[str | tuple[float, float], BeforeValidator(_spot), WithJsonSchema(SPOT_SCHEMA)]
Hexside = Annotated[
    str, BeforeValidator(_hexside), WithJsonSchema({"type": "string", "pattern": f"^{HEXSIDE.pattern}$"})
]
Day = Annotated[date, BeforeValidator(_day)]
Confidence = Literal["document", "published", "general", "estimate"]
Share = Annotated[int, Field(ge=0, le=2000)]
"""Per mille of something, at most double."""
Percent = Annotated[int, Field(ge=0, le=100)]
MOST_NUMBER = 1_000_000
RuleNumber = Annotated[int, Field(ge=0, le=MOST_NUMBER)]
"""A number of the rules; each has its own least value."""
Men = Annotated[int, Field(ge=0, le=1_000_000)]
Weight = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]


def rank(field: str) -> int:
    """Where a field stands among the others of its model: what it is first, what it rests on last."""
    first, last = ("format", "id", "name"), ("note", "source", "confidence")
    return first.index(field) - len(first) if field in first else last.index(field) + 1 if field in last else 0


class Sourced(Strict):
    """Anything that rests on a source."""

    source: Text | None = Field(None, description="What it rests on.")
    confidence: Confidence | None = Field(None, description="How firm the source is.")


class Named(Sourced):
    """Anything with an id and a name."""

    id: Id = Field(description="Its id: lower-case words with hyphens, unique in the file.")
    name: Text = Field(description="Its name.")
