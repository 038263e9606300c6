"""Orders and events as plain data with ids and hex numbers instead of indices, both ways.

What a field means follows from its name, in one table; every field of every
order and event must be in it (a test holds this).
"""

from dataclasses import fields
from enum import Enum, auto
from functools import cache
from typing import Any

from game.core.events import EVENT_TYPES, Event
from game.core.hexgrid import DIRECTIONS
from game.core.orders import ORDER_TYPES, Order
from game.core.world import World


class Meaning(Enum):
    """What an integer stands for."""

    UNIT = auto()
    HEX = auto()
    SIDE = auto()
    PLACE = auto()
    FORMATION = auto()
    DIRECTION = auto()
    TALK = auto()
    TERM = auto()
    LIFT = auto()
    TRAINS = auto()
    NUMBER = auto()


_MEANING = {
    "unit": Meaning.UNIT,
    "units": Meaning.UNIT,
    "attackers": Meaning.UNIT,
    "defenders": Meaning.UNIT,
    "enemies": Meaning.UNIT,
    "ambushers": Meaning.UNIT,
    "hex": Meaning.HEX,
    "other": Meaning.HEX,
    "hexes": Meaning.HEX,
    "path": Meaning.HEX,
    "target": Meaning.HEX,
    "side": Meaning.SIDE,
    "previous": Meaning.SIDE,
    "holders": Meaning.SIDE,
    "place": Meaning.PLACE,
    "places": Meaning.PLACE,
    "formation": Meaning.FORMATION,
    "formations": Meaning.FORMATION,
    "direction": Meaning.DIRECTION,
    "talk": Meaning.TALK,
    "term": Meaning.TERM,
    "lift": Meaning.LIFT,
    "trains": Meaning.TRAINS,
    "kind": Meaning.NUMBER,
}

_ORDERS = {cls.__name__: cls for cls in ORDER_TYPES}
_EVENTS = {cls.__name__: cls for cls in EVENT_TYPES}


def order_to_data(world: World, order: Order) -> dict[str, Any]:
    """An order as a JSON object, readable without the program."""
    return _to_data(world, "order", order)


def order_from_data(world: World, data: dict[str, Any]) -> Order:
    """The inverse of `order_to_data`. Raises ValueError naming what is wrong."""
    order: Order = _from_data(world, "order", data, _ORDERS)
    return order


def event_to_data(world: World, event: Event) -> dict[str, Any]:
    """An event as a JSON object."""
    return _to_data(world, "event", event)


def event_from_data(world: World, data: dict[str, Any]) -> Event:
    """The inverse of `event_to_data`. Raises ValueError naming what is wrong."""
    event: Event = _from_data(world, "event", data, _EVENTS)
    return event


def _to_data(world: World, tag: str, thing: Any) -> dict[str, Any]:
    kind: type = type(thing)
    data: dict[str, Any] = {tag: kind.__name__}
    for name, meaning in _meanings(kind).items():
        data[name] = _encode(world, meaning, getattr(thing, name))
    return data


def _from_data(world: World, tag: str, data: dict[str, Any], types: dict[str, type]) -> Any:
    cls = types.get(data.get(tag, ""))
    if cls is None:
        raise ValueError(f"unknown {tag} {data.get(tag)!r}")
    meanings = _meanings(cls)
    if data.keys() - {tag} != meanings.keys():
        found, expected = sorted(data.keys() - {tag}), sorted(meanings)
        raise ValueError(f"{tag} {cls.__name__} has fields {found}, expected {expected}")
    return cls(**{name: _decode(world, meaning, data[name]) for name, meaning in meanings.items()})


@cache
def _meanings(cls: type) -> dict[str, Meaning]:
    """The fields of an order or event with what their numbers stand for."""
    return {field.name: _MEANING.get(field.name, Meaning.NUMBER) for field in fields(cls)}


def _encode(world: World, meaning: Meaning, value: Any) -> Any:
    if isinstance(value, tuple):
        return [_encode(world, meaning, item) for item in value]
    if isinstance(value, bool):
        return value
    value = int(value)
    if meaning is Meaning.NUMBER:
        return value
    if value < 0:
        return None
    match meaning:
        case Meaning.UNIT:
            return world.units[value].label.id
        case Meaning.HEX:
            return world.grid.number(value)
        case Meaning.SIDE:
            return world.sides[value].id
        case Meaning.PLACE:
            return world.places[value].label.id
        case Meaning.FORMATION:
            return world.formations[value].label.id
        case Meaning.DIRECTION:
            return DIRECTIONS[value]
        case Meaning.TALK:
            return world.talks[value].label.id
        case Meaning.TERM:
            return world.terms[value].label.id
        case Meaning.LIFT:
            return world.lifts[value].label.id
        case Meaning.TRAINS:
            return world.trains[value].label.id


def _decode(world: World, meaning: Meaning, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decode(world, meaning, item) for item in value)
    if isinstance(value, bool) or (isinstance(value, int) and meaning is Meaning.NUMBER):
        return value
    if value is None:
        return -1
    if isinstance(value, str):
        found = _look_up(world, meaning, value)
        if found is not None:
            return found
    raise ValueError(f"{value!r} is no {meaning.name.lower()}")


def _look_up(world: World, meaning: Meaning, value: str) -> int | None:
    match meaning:
        case Meaning.UNIT:
            return world.unit_index.get(value)
        case Meaning.HEX:
            return world.grid.index(value)
        case Meaning.SIDE:
            return next((side for side in (0, 1) if world.sides[side].id == value), None)
        case Meaning.PLACE:
            return world.place_index.get(value)
        case Meaning.FORMATION:
            return world.formation_index.get(value)
        case Meaning.DIRECTION:
            return DIRECTIONS.index(value) if value in DIRECTIONS else None
        case Meaning.TALK:
            return world.talk_index.get(value)
        case Meaning.TERM:
            return world.term_index.get(value)
        case Meaning.LIFT:
            return world.lift_index.get(value)
        case Meaning.TRAINS:
            return world.trains_index.get(value)
        case Meaning.NUMBER:
            return None
