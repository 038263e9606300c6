"""What may be said at a place of the file, read from the schema: the fields of a form."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from game.scenario.problems import Path
from game.scenario.reference import json_schema
from game.scenario.rules import standard_rules
from game.scenario.schema_types import rank

_Schema = dict[str, Any]
_SIDES = ("side", "held_by", "favours", "default")
_PLACES = ("place", "airfield")


class Kind(Enum):
    """What is written into a field."""

    TEXT = auto()
    """Words in English and Chinese."""
    WORDS = auto()
    NUMBER = auto()
    CHOICE = auto()
    DATE = auto()
    SPOT = auto()
    PART = auto()
    """Something with fields or items of its own."""


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    name: str
    kind: Kind
    about: str = ""
    """What it means, in the words of the schema; `Texts.of_schema` has them in other languages."""
    choices: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None
    is_whole: bool = False
    is_list: bool = False
    is_needed: bool = False
    default: Any = None


@cache
def _schema() -> _Schema:
    return json_schema()


def fields_at(data: Any, path: Path) -> list[Field]:
    """The fields of the mapping at a path, what it is first and what it rests on last; none where no model is known."""
    found: dict[str, Field] = {}
    for model in _models(data, path):
        needed = model.get("required", [])
        for name, schema in model.get("properties", {}).items():
            found.setdefault(name, _field(name, schema, data, name in needed))
    return sorted(found.values(), key=lambda field: rank(field.name))


def field_at(data: Any, path: Path) -> Field | None:
    """The field at the end of a path."""
    return next((field for field in fields_at(data, path[:-1]) if field.name == path[-1]), None)


def needs_at(data: Any, path: Path) -> list[str] | None:
    """The fields that something new at a path must have; None for a plain value."""
    models = _models(data, path)
    return list(models[0].get("required", [])) if models else None


def _models(data: Any, path: Path) -> list[_Schema]:
    here = [_schema()]
    for step in path:
        data = _inside(data, step)
        here = [inner for model in here for inner in _under(model, step)]
    models = [model for model in here if "properties" in model]
    if len(models) > 1 and isinstance(data, dict):
        models = [model for model in models if _is_kind(model, data.get("kind"))] or models
    return models


def _inside(data: Any, step: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(str(step))
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


def _is_kind(model: _Schema, kind: Any) -> bool:
    schema = model["properties"].get("kind", {})
    return kind == schema.get("const") or kind in schema.get("enum", ())


def _under(model: _Schema, step: str | int) -> Iterator[_Schema]:
    """What can stand at a step below a model, unions taken apart."""
    if isinstance(step, int):
        found = model.get("items")
    else:
        others = model.get("additionalProperties") or next(iter(model.get("patternProperties", {}).values()), None)
        found = model.get("properties", {}).get(step) or (others if isinstance(others, dict) else None)
    if isinstance(found, dict):
        yield from _apart(found)


def _apart(schema: _Schema) -> Iterator[_Schema]:
    """The members of a union, references followed."""
    if "$ref" in schema:
        yield from _apart(_schema()["$defs"][schema["$ref"].rsplit("/", 1)[-1]])
    elif "anyOf" in schema or "oneOf" in schema:
        for member in schema.get("anyOf") or schema["oneOf"]:
            yield from _apart(member)
    else:
        yield schema


def _field(name: str, schema: _Schema, data: Any, is_needed: bool) -> Field:
    parts = [part for part in _apart(schema) if part.get("type") != "null"]
    kind, choices = _kind(name, schema, parts, data)
    number = next((part for part in parts if part.get("type") in ("integer", "number")), {})
    return Field(
        name,
        kind,
        " ".join(str(schema.get("description", "")).split()),
        choices,
        number.get("minimum"),
        number.get("maximum"),
        number.get("type") == "integer",
        any(part.get("type") == "array" for part in parts),
        is_needed,
        schema.get("default"),
    )


def _kind(name: str, schema: _Schema, parts: list[_Schema], data: Any) -> tuple[Kind, tuple[Any, ...]]:
    types = {part.get("type") for part in parts}
    if any("en" in part.get("properties", {}) for part in parts):
        return Kind.TEXT, ()
    choices = tuple(choice for part in parts for choice in part.get("enum", ()))
    if schema.get("enum"):
        choices = tuple(schema["enum"])
    if choices:
        return Kind.CHOICE, choices
    if types == {"boolean"}:
        return Kind.CHOICE, (True, False)
    if name == "clique":
        return Kind.CHOICE, tuple(standard_rules().cliques)
    if types == {"string"} and name in (*_SIDES, *_PLACES):
        known = data.get("sides" if name in _SIDES else "places") if isinstance(data, dict) else None
        if isinstance(known, dict):
            return Kind.CHOICE, tuple(known)
    if types == {"string", "array"}:
        return Kind.SPOT, ()
    if types & {"object", "array"}:
        return Kind.PART, ()
    if types & {"integer", "number"}:
        return Kind.NUMBER, ()
    return (Kind.DATE if any(part.get("format") == "date" for part in parts) else Kind.WORDS), ()
