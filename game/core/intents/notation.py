"""Intents as plain data with ids, hex numbers and dates, both ways: for memories, saves and tracks."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum, auto
from operator import attrgetter
from typing import Any, NamedTuple

from game.core.intents.intent import Intent, IntentKind
from game.core.world import World


class Meaning(Enum):
    """What the values of a field stand for."""

    HEX = auto()
    FORMATION = auto()
    DAY = auto()
    NUMBER = auto()
    FLAG = auto()


class Key(NamedTuple):
    """How a field stands in the plain form."""

    name: str
    meaning: Meaning
    many: bool = False


KEYS = {
    "hex": Key("at", Meaning.HEX),
    "formation": Key("formation", Meaning.FORMATION),
    "as_far_as": Key("as_far_as", Meaning.HEX),
    "by_day": Key("by", Meaning.DAY),
    "min_odds": Key("min_odds", Meaning.NUMBER),
    "radius": Key("radius", Meaning.NUMBER),
    "avoid_battle": Key("avoid_battle", Meaning.FLAG),
    "assault": Key("assault", Meaning.FLAG),
    "garrisons": Key("garrisons", Meaning.HEX, many=True),
    "spare": Key("spare", Meaning.FORMATION, many=True),
    "lane": Key("lane", Meaning.HEX, many=True),
}
"""Field of `Intent` -> its key in the plain form."""


_FIELDS = tuple((KEYS[field.name], field.default) for field in fields(Intent) if field.name in KEYS)
_values = attrgetter(*(field.name for field in fields(Intent) if field.name in KEYS))
_KINDS = [kind.name.lower() for kind in IntentKind]
_FIELD_OF = {key.name: field for field, key in KEYS.items()}


def intent_to_data(world: World, intent: Intent) -> dict[str, Any]:
    """An intent as a JSON object with ids, hex numbers and dates; only what was set."""
    data: dict[str, Any] = {"intent": _KINDS[intent.kind]}
    for value, (key, default) in zip(_values(intent), _FIELDS, strict=True):
        if value != default:
            encode = _ENCODE[key.meaning]
            data[key.name] = [encode(world, each) for each in value] if key.many else encode(world, value)
    return data


def intent_from_data(world: World, data: Mapping[str, Any]) -> Intent:
    """The inverse of `intent_to_data`; a place's id stands for its hex. Raises ValueError naming what is wrong."""
    if data.get("intent") not in _KINDS:
        raise ValueError(f"unknown intent {data.get('intent')!r}; known are {', '.join(_KINDS)}")
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name == "intent":
            continue
        if name not in _FIELD_OF:
            raise ValueError(f"unknown key {name!r} of an intent; known are {', '.join(_FIELD_OF)}")
        key = KEYS[_FIELD_OF[name]]
        if key.many != isinstance(value, list | tuple):
            raise ValueError(f"{name}: found {value!r}, expected {'a list' if key.many else 'one value'}")
        decode = _DECODE[key.meaning]
        values[_FIELD_OF[name]] = (
            tuple(decode(world, name, each) for each in value) if key.many else decode(world, name, value)
        )
    return Intent(IntentKind(_KINDS.index(data["intent"])), **values)


def _hex(world: World, name: str, value: Any) -> int:
    found = world.grid.index(value) if isinstance(value, str) else None
    if found is None and isinstance(value, str) and value in world.place_index:
        found = world.places[world.place_index[value]].hex
    if found is None:
        raise ValueError(f"{name}: {value!r} is no place and no hex of the map")
    return found


def _formation(world: World, name: str, value: Any) -> int:
    if not isinstance(value, str) or value not in world.formation_index:
        raise ValueError(f"{name}: {value!r} is no formation")
    return world.formation_index[value]


def _day(world: World, name: str, value: Any) -> int:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: {value!r} is no date such as {world.calendar.start}") from None
    if day < world.calendar.start:
        raise ValueError(f"{name}: {day} is before the campaign, which begins on {world.calendar.start}")
    return (day - world.calendar.start).days


def _number(world: World, name: str, value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{name}: {value!r} is no whole number from 0 up")
    return value


def _flag(world: World, name: str, value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(f"{name}: {value!r} is neither true nor false")
    return value


_ENCODE: dict[Meaning, Callable[[World, Any], Any]] = {
    Meaning.HEX: lambda world, hex: world.grid.number(hex),
    Meaning.FORMATION: lambda world, formation: world.formations[formation].label.id,
    Meaning.DAY: lambda world, day: world.calendar.date(day).isoformat(),
    Meaning.NUMBER: lambda world, value: value,
    Meaning.FLAG: lambda world, value: value,
}
_DECODE: dict[Meaning, Callable[[World, str, Any], Any]] = {
    Meaning.HEX: _hex,
    Meaning.FORMATION: _formation,
    Meaning.DAY: _day,
    Meaning.NUMBER: _number,
    Meaning.FLAG: _flag,
}


def remember(world: World, intents: Mapping[int, Intent]) -> dict[str, Any]:
    """Intents by formation as the plain data that a player's memory holds under ``intents``."""
    return {world.formations[formation].label.id: intent_to_data(world, intents[formation]) for formation in intents}


def recall(world: World, memory: Mapping[str, Any]) -> dict[int, Intent]:
    """The intents in a player's memory. Raises ValueError when they are damaged."""
    found = memory.get("intents", {})
    if not isinstance(found, dict) or not all(isinstance(data, dict) for data in found.values()):
        raise ValueError(f"intents: found {found!r}, expected intents by formation")
    return {_formation(world, "intents", id): intent_from_data(world, data) for id, data in found.items()}
