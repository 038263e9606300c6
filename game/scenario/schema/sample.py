"""A small example of what a place of a scenario file takes, for messages."""

import re
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from game.scenario.schema.types import rank

_Schema = dict[str, Any]
_PLAIN = re.compile(r"\w[\w -]*")
_FEW = 2
"""So many fields of a mapping are shown of which none has to be given."""


class AsWritten(GenerateJsonSchema):
    """A JSON Schema of what people write: what need not be given is left out, never null; names are titles enough."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """What it is where it is given."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """With its default where there is one."""
        found = super().default_schema(schema)
        if isinstance(found.get("default"), dict):
            found["default"] = {name: value for name, value in found["default"].items() if value is not None} or None
        return {name: value for name, value in found.items() if name != "default" or value is not None}

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: a title would be the field's name once more."""
        return False


def sample(annotation: Any) -> str:
    """An example of a type, as YAML on one line."""
    schema = TypeAdapter(annotation).json_schema(schema_generator=AsWritten)
    return in_flow(_sample(schema, schema.get("$defs", {})))


def in_flow(value: Any) -> str:
    """Plain data as YAML on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{in_flow(key)}: {in_flow(item)}" for key, item in value.items()) + "}"
        case list():
            return f"[{', '.join(map(in_flow, value))}]"
        case bool():
            return "true" if value else "false"
        case str():
            return value if _PLAIN.fullmatch(value) and not value.isdigit() else f'"{value}"'
    return str(value)


def _sample(schema: _Schema, models: dict[str, _Schema]) -> Any:
    match schema:
        case {"examples": [first, *_]} | {"enum": [first, *_]} | {"const": first}:
            return first
        case {"$ref": ref}:
            return _sample(models[ref.rpartition("/")[2]], models)
        case {"anyOf": [first, *_]} | {"oneOf": [first, *_]}:
            return _sample(first, models)
        case {"properties": fields}:
            shown = schema.get("required") or sorted(fields, key=rank)[:_FEW]
            return {name: _sample(fields[name], models) for name in shown}
        case {"patternProperties": values}:
            return {"some-id": _sample(next(iter(values.values())), models)}
        case {"additionalProperties": value}:
            return {"name": _sample(value, models)}
        case {"type": "array", "items": item}:
            return [_sample(item, models)] * max(1, schema.get("minItems", 1))
        case {"type": "boolean"}:
            return True
        case {"type": "integer" | "number"}:
            return max(1, schema.get("minimum", 1))
        case {"format": "date"}:
            return "1945-10-14"
        case {"pattern": pattern}:
            return "0502 n" if "nw" in pattern else "some-id"
    return "words"
