"""The JSON Schema of scenario files, and the reference page that is generated from it."""

from collections.abc import Iterator
from typing import Any

from game.core.options import OPTIONS
from game.scenario.rules import standard_rules
from game.scenario.schema.sample import AsWritten
from game.scenario.schema.spec import FORMAT, Spec
from game.scenario.schema.types import rank

_Schema = dict[str, Any]

_HEAD = f"""# Scenario reference

Every field of a scenario file, format {FORMAT}; the guide is [scenarios.md](scenarios.md). Do not edit this page:
`hebei schema --reference` prints it from the models in `game/scenario/`.

A *text* is a plain string or `{{en: ..., zh: ...}}`. A *spot* is a hex `"CCRR"` in quotes, a place's id, or
`[latitude, longitude]`. A *hexside* is a hex and one of n ne se s sw nw, as in `"0502 n"`. An *id* is lower-case
words joined by hyphens. Fields in bold have to be given.
"""


def json_schema() -> _Schema:
    """The JSON Schema of scenario files, for editors that complete and check YAML; it knows the names in the rules."""
    schema = Spec.model_json_schema(schema_generator=AsWritten)
    rules, models = standard_rules(), schema["$defs"]
    schema["properties"]["rules"]["propertyNames"] = {"enum": list(rules.numbers)}
    models["Variant"]["properties"]["set"]["propertyNames"] = {"enum": [*rules.numbers, *OPTIONS]}
    cliques = {"enum": list(rules.cliques)}
    for name in ("Formation", "FormationFact", "Talk", "TalkFact", "HoldOut"):
        models[name]["properties"]["clique"] |= cliques
    pairs = schema["properties"]["cooperation"]
    pairs["propertyNames"] = pairs["additionalProperties"]["propertyNames"] = cliques
    models["Unit"]["properties"]["type"]["enum"] = list(rules.types)
    models["Place"]["properties"]["kind"]["enum"] = list(rules.place_kinds)
    models["Spell"]["properties"]["kind"]["enum"] = list(rules.weather)
    models["Map"]["properties"]["legend"]["additionalProperties"]["enum"] = list(rules.terrains)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Hebei scenario"}
    return head | {name: value for name, value in schema.items() if name != "title"}


def reference() -> str:
    """The reference page as Markdown."""
    schema = json_schema()
    models = {"Spec": schema} | {name: model for name, model in schema["$defs"].items() if name != "Text"}
    sections = ["\n".join(_section(name, _object(model))) for name, model in models.items()]
    return _HEAD + "\n" + "\n\n".join(sections)


def _object(model: _Schema) -> _Schema:
    """The mapping form of a model that can also be a plain value."""
    if "anyOf" in model:
        return {**model["anyOf"][-1], "description": model["description"]}
    return model


def _section(name: str, model: _Schema) -> Iterator[str]:
    yield f"## {'The file' if name == 'Spec' else name}\n"
    yield f"{' '.join(model.get('description', '').split())}\n"
    yield "| field | what it is | default | meaning |"
    yield "|---|---|---|---|"
    required = model.get("required", [])
    for field, schema in sorted(model["properties"].items(), key=lambda item: rank(item[0])):
        shown = f"**{field}**" if field in required else field
        default = "" if field in required else _default(schema.get("default"))
        yield f"| {shown} | {_kind(schema)} | {default} | {_meaning(schema)} |"


def _meaning(schema: _Schema) -> str:
    return str(schema.get("description", "")).replace("|", "\\|")


def _default(value: Any) -> str:
    if value in (None, "", [], {}) and value is not False:
        return ""
    if isinstance(value, dict):
        return "see the guide"
    words = "true" if value is True else "false" if value is False else value
    return f"`{words}`".replace("|", "\\|")


def _kind(schema: _Schema) -> str:
    """A few words for the type of a field."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return "text" if name == "Text" else f"[{name}](#{name.lower()})"
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "anyOf" in schema or "oneOf" in schema:
        return _choice(schema.get("anyOf") or schema["oneOf"])
    match schema.get("type"):
        case "array":
            return f"list of {_kind(schema.get('items', {}))}"
        case "object":
            by_pattern = list(schema.get("patternProperties", {}).values())
            return f"mapping to {_kind(schema.get('additionalProperties') or by_pattern[0])}"
        case "integer" | "number":
            return _number(schema)
        case "boolean":
            return "true or false"
    return _string(schema)


def _choice(options: list[_Schema]) -> str:
    if {"string", "array"} <= {option.get("type") for option in options}:
        return "spot"
    return " or ".join(dict.fromkeys(map(_kind, options)))


def _number(schema: _Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    name = "whole number" if schema["type"] == "integer" else "number"
    return f"{name}, {low} to {high}" if low is not None and high is not None else name


def _string(schema: _Schema) -> str:
    if schema.get("format") == "date":
        return "date"
    pattern = schema.get("pattern", "")
    if "x-of" in schema:
        *others, last = schema["x-of"]
        return f"id of a {', '.join(others)} or {last}" if others else f"id of a {last}"
    return "hexside" if "nw" in pattern else "id" if pattern else "words"
