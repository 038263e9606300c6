"""Checks the shape of a scenario: plain data to models, with pydantic's errors told in our words."""

from collections.abc import Callable, Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from game.scenario.problems import Path, Report, nearest
from game.scenario.schema import FORMAT, Spec
from game.scenario.schema_types import describe

_Details = dict[str, Any]


def validate(data: Any, report: Report) -> Spec | None:
    """The scenario as models, or None with the reasons in the report."""
    if not isinstance(data, dict):
        report.error((), f"found {describe(data)}; a scenario is a mapping that begins with `format: {FORMAT}`")
        return None
    if not _check_format(data, report):
        return None
    try:
        return Spec.model_validate(data)
    except ValidationError as failure:
        for error in failure.errors(include_url=False):
            _tell(error, data, report)
        return None


def _check_format(data: dict[str, Any], report: Report) -> bool:
    number = data.get("format")
    if number == FORMAT and not isinstance(number, bool):
        return True
    if "format" not in data:
        report.error((), "the format number is missing", f"begin the file with `format: {FORMAT}`")
    elif isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
        report.error(
            ("format",), f"this is format {number}; this version reads up to format {FORMAT}", "get a newer one"
        )
    else:
        report.error(
            ("format",), f"found {describe(number)}; the format is {FORMAT}", "`hebei upgrade FILE` updates a file"
        )
    return False


def _tell(error: Any, data: Any, report: Report) -> None:
    kind, details = error["type"], error.get("ctx", {})
    path = _path_in(data, error["loc"])
    if kind == "extra_forbidden":
        report.key_error(path, "unknown field", nearest(path[-1], fields_at(path[:-1], data)))
    elif kind == "missing":
        report.error(path[:-1], f"'{path[-1]}' is missing")
    elif "[key]" in error["loc"]:
        report.key_error(path, _words(kind, path[-1], details))
    else:
        report.error(path, _words(kind, error["input"], details), _suggestion(kind, error["input"], details))


def _path_in(data: Any, location: tuple[str | int, ...]) -> Path:
    """The location without the marks that pydantic adds for unions and keys: only what leads through the data."""
    path: list[str | int] = []
    steps = [step for step in location if step != "[key]"]
    for number, step in enumerate(steps):
        inside = isinstance(data, dict) and step in data
        inside = inside or (isinstance(data, list) and isinstance(step, int) and step < len(data))
        if inside:
            data = data[step]
        elif number < len(steps) - 1 or not isinstance(data, dict):
            continue
        path.append(step)
    return tuple(path)


def _words(kind: str, found: Any, details: _Details) -> str:
    if kind == "scenario":
        return str(details["message"])
    tell = _WORDS.get(kind)
    return f"found {describe(found)}; {tell(details) if tell else kind.replace('_', ' ')}"


def _suggestion(kind: str, found: Any, details: _Details) -> str:
    if kind == "literal_error" and isinstance(found, str):
        return nearest(found, details["expected"].replace(" or ", ", ").replace("'", "").split(", "))
    if kind == "bool_type" and found in ("yes", "no", "on", "off"):
        return f"write {'true' if found in ('yes', 'on') else 'false'}"
    if (
        kind in ("int_type", "float_type")
        and isinstance(found, str)
        and found.lstrip("-").replace(".", "", 1).isdigit()
    ):
        return "take the quotes away"
    return "quote it" if kind == "string_type" and isinstance(found, int | float | bool) else ""


def _must(words: str) -> Callable[[_Details], str]:
    return lambda details: f"it must be {words.format(**details)}"


def _size(bound: str, key: str) -> Callable[[_Details], str]:
    return lambda details: f"it must hold at {bound} {details[key]} items, and holds {details['actual_length']}"


_WORDS: dict[str, Callable[[_Details], str]] = {
    "bool_type": _must("true or false"),
    "date_type": _must("a date"),
    "dict_type": _must("a mapping"),
    "finite_number": _must("a finite number"),
    "float_type": _must("a number"),
    "greater_than_equal": _must("at least {ge}"),
    "int_type": _must("a whole number"),
    "less_than_equal": _must("at most {le}"),
    "list_type": _must("a list"),
    "literal_error": _must("{expected}"),
    "model_type": _must("a mapping"),
    "model_attributes_type": _must("a mapping"),
    "multiple_of": _must("a multiple of {multiple_of}"),
    "string_type": _must("text"),
    "too_long": _size("most", "max_length"),
    "too_short": _size("least", "min_length"),
    "union_tag_invalid": lambda details: f"kind must be {details['expected_tags']}",
    "union_tag_not_found": lambda details: "'kind' is missing: losses, hold or junction",
}


def fields_at(path: Path, data: Any) -> list[str]:
    """The fields that the schema knows at a path, in the schema's order."""
    here: list[Any] = [Spec]
    for step in path:
        data = data[step]
        here = [inner for each in here for inner in _inside(each, step)]
    models = [each for each in here if isinstance(each, type) and issubclass(each, BaseModel)]
    if isinstance(data, dict) and len(models) > 1:
        models = [model for model in models if _has_kind(model, data.get("kind"))] or models
    return list(dict.fromkeys(name for model in models for name in model.model_fields))


def _inside(annotation: Any, step: str | int) -> Iterator[Any]:
    """The types of which a value reached by ``step`` can be, unions taken apart."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if step in annotation.model_fields:
            yield from _members(annotation.model_fields[str(step)].annotation)
    elif get_origin(annotation) in (list, dict):
        yield from _members(get_args(annotation)[-1])


def _members(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (list, dict, None):
        yield annotation
    else:
        for member in get_args(annotation):
            yield from _members(member)


def _has_kind(model: type[BaseModel], kind: Any) -> bool:
    field = model.model_fields.get("kind")
    return field is not None and kind in get_args(field.annotation)
