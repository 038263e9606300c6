"""The rules' numbers and tables from ``assets/rules.yaml``, and what a scenario or the player changes in them."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from pydantic import Field

from game.core.numbers import Number
from game.core.options import OPTIONS
from game.resources import asset
from game.scenario.problems import Path, Problem, Report, ScenarioError, closest, nearest, unknown
from game.scenario.sayings import NOTHING, Saying, say
from game.scenario.schema.types import MOST_NUMBER, Share, Strict, Text
from game.scenario.text.marks import read_data


class NumberEntry(Strict):
    """A number with what the rulebook says about it."""

    value: int
    least: int = Field(0, ge=0)
    most: int = Field(MOST_NUMBER, ge=0)
    """The smallest value allowed: 1 for what is divided by."""
    unit: str
    section: float | str
    text: str
    source: str = ""


class Terrain(Strict):
    """A kind of ground."""

    cost: int = Field(ge=0)
    defence: int = Field(ge=0)
    name: Text
    high: bool = False
    impassable: bool = False


class PlaceKind(Strict):
    """A kind of place."""

    defence: int = Field(ge=0)


class WeatherKind(Strict):
    """What a kind of weather, or a season, leaves of marches and losses, per mille."""

    march: int = Field(1000, ge=1, le=1000)
    motor: int = Field(1000, ge=1, le=1000)
    untrained: int = Field(1000, ge=1, le=1000)
    losses: int = Field(1000, ge=0, le=1000)
    name: Text


class UnitType(Strict):
    """A kind of unit."""

    move: Literal["foot", "cavalry", "motor"]
    quality: int
    symbol: str
    echelon: str
    name: Text
    light: bool = False
    engineers: bool = False
    headquarters: bool = False
    zones: bool = True
    domestic: bool = False
    train: bool = False


class LivingEntry(Strict):
    """A default of how a side lives."""

    value: int
    unit: str
    text: str


class Clique(Strict):
    """A clique of commanders."""

    loyalty: int = Field(ge=0, le=100)
    name: Text


class RulesFile(Strict):
    """The whole of ``assets/rules.yaml``."""

    numbers: dict[str, NumberEntry]
    terrains: dict[str, Terrain]
    weather: dict[str, WeatherKind]
    place_kinds: dict[str, PlaceKind]
    types: dict[str, UnitType]
    living: dict[str, LivingEntry]
    cliques: dict[str, Clique]
    cooperation: dict[str, dict[str, Share]]


class Rules(Strict):
    """The numbers and tables of one game, all changes made."""

    numbers: dict[str, int]
    """In the order of `Number`."""
    terrains: dict[str, Terrain]
    weather: dict[str, WeatherKind] = Field({})
    place_kinds: dict[str, PlaceKind]
    types: dict[str, UnitType]
    living: dict[str, int]
    cliques: dict[str, Clique]
    cooperation: dict[str, dict[str, Share]] = Field({})
    """Per mille of power of two cliques that attack together, each pair once."""

    def number(self, number: Number) -> int:
        """A number of the rules."""
        return self.numbers[number.name.lower()]


@cache
def read_rules() -> RulesFile:
    """The rules file, read once, with its texts, as documentation and tables print it."""
    return RulesFile.model_validate(read_data(asset("rules.yaml")))


def standard_rules() -> Rules:
    """The numbers and tables before any change."""
    file = read_rules()
    names = [number.name.lower() for number in Number]
    odd = sorted(set(names) ^ set(file.numbers))
    assert not odd, f"assets/rules.yaml and Number must name the same numbers; only one of them has {', '.join(odd)}"
    return Rules(
        numbers={name: file.numbers[name].value for name in names},
        terrains=file.terrains,
        weather=file.weather,
        place_kinds=file.place_kinds,
        types=file.types,
        living={name: entry.value for name, entry in file.living.items()},
        cliques=file.cliques,
        cooperation=file.cooperation,
    )


def changed(rules: Rules, changes: Mapping[str, int]) -> Rules:
    """The rules with some numbers replaced."""
    return rules.model_copy(update={"numbers": {**rules.numbers, **changes}})


def check_numbers(rules: Rules, changes: Mapping[str, int], path: Path, report: Report) -> None:
    """Report names that are no number of the rules, and values that are too small or too large."""
    for name, value in changes.items():
        if name not in rules.numbers:
            report.unknown((*path, name), say("number of the rules"), name, rules.numbers)
            continue
        least, most = _bounds(name)
        if value < least:
            report.error((*path, name), say("found {value}; it must be at least {least}", value=value, least=least))
        elif value > most:
            report.error((*path, name), say("found {value}; it must be at most {most}", value=value, most=most))


def _bounds(name: str) -> tuple[int, int]:
    entry = read_rules().numbers[name]
    return entry.least, entry.most


def is_allowed(name: str, value: Any) -> bool:
    """Whether a number of the rules may have a value."""
    least, most = _bounds(name)
    return type(value) is int and least <= value <= most


OVERRIDE = "override"
"""Where the problems of overrides lie, instead of in a file."""


def split_overrides(rules: Rules, overrides: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """A player's overrides as changes of numbers and as the full options. Raises ScenarioError."""
    numbers, options = {}, dict(OPTIONS)
    problems = []
    for name, value in overrides.items():
        message = _override_fault(rules, name, value)
        if message:
            problems.append(Problem("error", OVERRIDE, 0, 0, name, *message))
        elif name in OPTIONS:
            options[name] = int(value)
        else:
            numbers[name] = value
    if problems:
        raise ScenarioError(problems)
    return numbers, options


def _override_fault(rules: Rules, name: str, value: Any) -> tuple[Saying, Saying] | None:
    if name not in OPTIONS and name not in rules.numbers:
        known = [*rules.numbers, *OPTIONS]
        hint = nearest(name, known)
        if not closest(name, known):
            hint = say("{hint}; the rulebook, docs/rules.md, lists them", hint=hint)
        return unknown(say("number of the rules or option"), name), hint
    if not isinstance(value, int):
        return say("found {value!r}; it must be a whole number", value=value), NOTHING
    if name in OPTIONS and value not in (0, 1):
        return say("found {value}; the option is 0 or 1", value=value), NOTHING
    least, most = (0, 1) if name in OPTIONS else _bounds(name)
    if not least <= value <= most:
        return say("found {value}; it must lie in {least} to {most}", value=value, least=least, most=most), NOTHING
    return None
