"""What the JSON Schema says of a place of the file: the schemas that hold there, unions taken apart."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from game.scenario.problems import Path
from game.scenario.reference import json_schema

Schema = dict[str, Any]
KIND = "kind"
"""The field that tells apart the models of which something can be one."""


@cache
def whole_schema() -> Schema:
    """The schema of a whole file."""
    return json_schema()


def value_at(data: Any, path: Path) -> Any:
    """What stands at a path, None for nothing."""
    for step in path:
        data = _inside(data, step)
    return data


def schemas_at(data: Any, path: Path) -> list[Schema]:
    """All that can stand at a path, unions taken apart."""
    here = [whole_schema()]
    for step in path:
        here = [inner for part in of_kind(here, data) for inner in under(part, step)]
        data = _inside(data, step)
    return here


def models_among(schemas: list[Schema]) -> list[Schema]:
    """Those of some schemas that are models."""
    return [schema for schema in schemas if "properties" in schema]


def of_kind(schemas: list[Schema], data: Any) -> list[Schema]:
    """Those of some models that have the kind which the file gives; all where it gives none."""
    models = models_among(schemas)
    if len(models) < 2 or not isinstance(data, dict):
        return schemas
    return [model for model in models if data.get(KIND) in values_of(model["properties"].get(KIND, {}))] or schemas


def _inside(data: Any, step: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(str(step))
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


def under(model: Schema, step: str | int) -> Iterator[Schema]:
    """What can stand at a step below a model, unions taken apart."""
    if isinstance(step, int):
        found = model.get("items")
    else:
        others = model.get("additionalProperties") or next(iter(model.get("patternProperties", {}).values()), None)
        found = model.get("properties", {}).get(step) or (others if isinstance(others, dict) else None)
    if isinstance(found, dict):
        yield from apart(found)


def apart(schema: Schema) -> Iterator[Schema]:
    """The members of a union, references followed."""
    if "$ref" in schema:
        yield from apart(whole_schema()["$defs"][schema["$ref"].rsplit("/", 1)[-1]])
    elif "anyOf" in schema or "oneOf" in schema:
        for member in schema.get("anyOf") or schema["oneOf"]:
            yield from apart(member)
    else:
        yield schema


def values_of(schema: Schema) -> tuple[Any, ...]:
    """The values that a schema lists."""
    return (schema["const"],) if "const" in schema else tuple(schema.get("enum", ()))
