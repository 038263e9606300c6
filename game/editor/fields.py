"""What may be said at a place of the file, read from the schema: the fields of a form."""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from game.editor.gestures import sides_of
from game.editor.known import known
from game.editor.schema_tree import KIND, Schema, apart, models_among, of_kind, schemas_at, value_at, values_of
from game.scenario.problems import Path
from game.scenario.schema.types import Fit, rank
from game.scenario.shape.fields import models_at


class Kind(Enum):
    """What is written into a field."""

    TEXT = auto()
    """Words in English and Chinese."""
    WORDS = auto()
    NUMBER = auto()
    CHOICE = auto()
    DATE = auto()
    SPOT = auto()
    FORM = auto()
    """Something with fields of its own."""
    LIST = auto()
    TABLE = auto()
    """Things by a name or an id."""


PARTS = (Kind.FORM, Kind.LIST, Kind.TABLE)
"""What is opened, not typed."""


@dataclass(frozen=True)
class Field:
    """One field of a form, or what an item of a list or table is."""

    name: str
    kind: Kind
    about: str = ""
    """What it means, in the words of the schema; `Texts.of_schema` has them in other languages."""
    choices: tuple[Any, ...] = ()
    """Of what it can be one; an empty list stands for a list that is filled in then."""
    low: float | None = None
    high: float | None = None
    is_whole: bool = False
    is_needed: bool = False
    pattern: str = ""
    """What typed words have to look like."""


@dataclass(frozen=True)
class Keys:
    """The names under which something can stand in a table."""

    choices: tuple[str, ...] | None = None
    """The names that there are, without those that stand there already; None where any will do."""
    pattern: str = ""

    def allows(self, key: str) -> bool:
        """Whether something can stand under this name."""
        return key in self.choices if self.choices is not None else re.search(self.pattern, key) is not None


def fields_at(data: Any, path: Path) -> list[Field]:
    """The fields of the mapping at a path, what it is first and what it rests on last; none where no model is known."""
    found: dict[str, Field] = {}
    every = models_among(schemas_at(data, path))
    models = of_kind(every, value_at(data, path))
    for model in models:
        needed = model.get("required", [])
        for name, schema in model.get("properties", {}).items():
            found.setdefault(name, _field(name, schema, data, is_needed=name in needed))
    if len(every) > 1 and KIND in found:
        kinds = tuple(kind for model in every for kind in values_of(model["properties"][KIND]))
        found[KIND] = Field(KIND, Kind.CHOICE, found[KIND].about, kinds, is_needed=True)
        if len(models) > 1:  # nothing else can be told before the kind
            return [found[KIND]]
    return sorted(found.values(), key=lambda field: rank(field.name))


def field_at(data: Any, path: Path) -> Field | None:
    """The field at the end of a path, or the item of a list or table."""
    if not path:
        return None
    field = next((field for field in fields_at(data, path[:-1]) if field.name == path[-1]), None)
    schemas = schemas_at(data, path)
    if field is None and schemas:
        field = _field(str(path[-1]), schemas[0] if len(schemas) == 1 else {"anyOf": schemas}, data, is_needed=True)
    return field if field is None or field.kind is not Kind.CHOICE else _narrowed(field, data, path)


def _narrowed(field: Field, data: Any, path: Path) -> Field:
    """A field without the choices that make no sense beside the rest; with all where none does."""
    home, name = (path[:-2], str(path[-2])) if isinstance(path[-1], int) else (path[:-1], str(path[-1]))
    fit = fit_at(data, home)
    choices = tuple(known(data, fit.families[name])) if name in fit.families else field.choices
    if name in fit.whose:
        here = next((step for step in reversed(path) if step in known(data, ("side",))), None)
        own = [value_at(data, (*formation, "id")) for formation, side in sides_of(data).items() if side == here]
        choices = tuple(choice for choice in choices if (choice in own) == (fit.whose[name] == "own"))
    return replace(field, choices=choices or field.choices)


def fit_at(data: Any, path: Path) -> Fit:
    """What still fits into the mapping at a path, and what it still needs."""
    value = value_at(data, path)
    models = models_at(path, data) if isinstance(value, dict) else []
    if len(models) != 1:
        return Fit()
    fit = getattr(models[0], "fit", None)
    return fit(value) if fit is not None else Fit()


def keys_at(data: Any, path: Path) -> Keys | None:
    """The names under which something more can stand at a path; None where nothing can."""
    value = value_at(data, path)
    for schema in schemas_at(data, path):
        patterns = schema.get("patternProperties", {})
        if not patterns and not isinstance(schema.get("additionalProperties"), dict):
            continue
        names = schema.get("propertyNames", {})
        choices = names.get("enum") or (tuple(known(data, tuple(names["x-of"]))) if "x-of" in names else None)
        if choices is not None:
            choices = tuple(choice for choice in choices if not isinstance(value, dict) or choice not in value)
        return Keys(choices, next(iter(patterns), ""))
    return None


def families_at(path: Path, data: Any) -> tuple[str, ...]:
    """The families to which what a field refers to belongs, or the keys of a table."""
    parts = schemas_at(data, path)
    found = [family for part in parts for family in (part.get("propertyNames") or part).get("x-of", ())]
    return tuple(dict.fromkeys(found))


def kinds_at(data: Any, path: Path) -> tuple[str, ...]:
    """The kinds of which something new at a path has to be one first."""
    every = models_among(schemas_at(data, path))
    found = [kind for model in every for kind in values_of(model["properties"].get(KIND, {}))]
    return tuple(found) if len(every) > 1 else ()


def needs_at(data: Any, path: Path) -> list[str]:
    """The fields that something new at a path must have."""
    models = models_among(schemas_at(data, path))
    return list(models[0].get("required", [])) if models else []


def _field(name: str, schema: Schema, data: Any, *, is_needed: bool) -> Field:
    parts = list(apart(schema))
    kind, choices = _kind(schema, parts, data)
    number = next((part for part in parts if part.get("type") in ("integer", "number")), {})
    return Field(
        name,
        kind,
        " ".join(str(schema.get("description", "")).split()),
        choices,
        number.get("minimum"),
        number.get("maximum"),
        number.get("type") == "integer",
        is_needed,
        next((part["pattern"] for part in parts if "pattern" in part), ""),
    )


def _kind(schema: Schema, parts: list[Schema], data: Any) -> tuple[Kind, tuple[Any, ...]]:
    types = {part.get("type") for part in parts}
    if any("en" in part.get("properties", {}) for part in parts):
        return Kind.TEXT, ()
    listed = tuple(value for part in (schema, *parts) for value in values_of(part))
    if "boolean" in types:
        own = tuple(dict.fromkeys(listed)) or (True, False)
        return Kind.CHOICE, (*own, []) if "array" in types else own
    if listed:
        return Kind.CHOICE, tuple(dict.fromkeys(listed))
    if {"string", "array"} <= types:
        return Kind.FORM if models_among(parts) else Kind.SPOT, ()
    families = tuple(family for part in parts for family in part.get("x-of", ()))
    if families and (there := known(data, families)):
        return Kind.CHOICE, tuple(there)
    if "object" in types:
        return Kind.FORM if models_among(parts) else Kind.TABLE, ()
    if "array" in types:
        return Kind.LIST, ()
    if types & {"integer", "number"}:
        return Kind.NUMBER, ()
    return (Kind.DATE if any(part.get("format") == "date" for part in parts) else Kind.WORDS), ()
