"""Checks the shape of a scenario: plain data to models, with pydantic's errors told in our words."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from game.scenario.problems import Path, Report, closest, nearest
from game.scenario.schema import FORMAT, Spec
from game.scenario.schema_types import describe
from game.scenario.schema_victory import HoldTerm, JunctionTerm, LossesTerm, SavedTerm, SettledTerm

_Details = dict[str, Any]
_TERMS = (LossesTerm, SavedTerm, HoldTerm, JunctionTerm, SettledTerm)
_KINDS = [get_args(term.model_fields["kind"].annotation)[0] for term in _TERMS]
_TRUE_OR_FALSE = {"yes": True, "no": False, "on": True, "off": False}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def validate(data: Any, report: Report) -> Spec | None:
    """The scenario as models; None, with the reasons in the report, where it cannot be read.

    Where the report says how to mend what is wrong, the mended scenario is returned, so that it can be checked further.
    """
    if not isinstance(data, dict):
        report.error((), f"found {describe(data)}; a scenario is a mapping that begins with `format: {FORMAT}`")
        return None
    if not _check_format(data, report):
        return None
    try:
        return Spec.model_validate(data)
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
    mended, renamed = _mended(data, errors)
    for error in errors:
        path = _path_in(data, error["loc"])
        if path not in renamed and not report.has_error_at(path):
            _tell(error, path, data, report)
    try:
        return Spec.model_validate(mended)
    except ValidationError:
        return None


def _mended(data: dict[str, Any], errors: list[Any]) -> tuple[dict[str, Any], set[Path]]:
    """A copy in which every suggestion is followed, and the paths of the fields that have their right name there."""
    mended = deepcopy(data)
    renamed: set[Path] = set()
    for error in errors:
        path = _path_in(data, error["loc"])
        parent: Any = mended
        for step in path[:-1]:
            parent = parent[step]
        if error["type"] == "extra_forbidden":
            if path[-1] not in parent:  # the error is of a default made from another field, which has its own
                continue
            value = parent.pop(path[-1])
            meant = closest(path[-1], fields_at(path[:-1], data))
            if meant and meant not in parent:
                parent[meant] = value
                renamed.add((*path[:-1], meant))
        elif error["type"] != "missing" and path:
            parent[path[-1]] = _meant(error["type"], error["input"])
    return mended, renamed


def _meant(kind: str, found: Any) -> Any:
    """What a value of the wrong type was probably meant to be; else the value itself."""
    if kind == "bool_type" and isinstance(found, str):
        return _TRUE_OR_FALSE.get(found, found)
    if kind in ("int_type", "float_type") and isinstance(found, str) and _NUMBER.fullmatch(found):
        return float(found) if "." in found else int(found)
    if kind in ("string_type", "scenario") and isinstance(found, int | float) and not isinstance(found, bool):
        return f"{found:04d}" if isinstance(found, int) else str(found)
    return found


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


def _tell(error: Any, path: Path, data: Any, report: Report) -> None:
    kind, found, details = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        report.key_error(path, "unknown field", nearest(path[-1], fields_at(path[:-1], data)))
    elif kind == "missing":
        report.error(path[:-1], f"'{path[-1]}' is missing")
    elif kind == "union_tag_not_found":
        report.error(path, f"'kind' is missing: {' or '.join(_KINDS)}")
    elif kind == "union_tag_invalid":
        report.unknown((*path, "kind"), "kind", details["tag"], _KINDS)
    elif "[key]" in error["loc"]:
        report.key_error(path, _words(kind, path[-1], details))
    else:
        report.error(path, _words(kind, found, details), _suggestion(kind, found, details))


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
    meant = _meant(kind, found)
    if meant is found or kind == "scenario":
        return ""
    if isinstance(meant, bool):
        return f"write {describe(meant)}"
    return "put it in quotes" if isinstance(meant, str) else "take the quotes away"


def _must(words: str) -> Callable[[_Details], str]:
    return lambda details: f"it must be {words.format(**{name: _bound(value) for name, value in details.items()})}"


def _bound(value: Any) -> Any:
    """A whole number without the point that its field's type gives it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _size(bound: str, key: str) -> Callable[[_Details], str]:
    return lambda details: f"it must have {bound} {details[key]} items"


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
    "too_long": _size("at most", "max_length"),
    "too_short": _size("at least", "min_length"),
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
