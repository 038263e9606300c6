"""What the schema knows at each place of a scenario's data."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from game.scenario.problems import Path
from game.scenario.schema.spec import Spec


def path_in(data: Any, location: tuple[str | int, ...]) -> Path:
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


def value_at(data: Any, path: Path) -> Any:
    """What stands at a path that leads through the data."""
    for step in path:
        data = data[step]
    return data


def fields_at(path: Path, data: Any) -> list[str]:
    """The fields that the schema knows at a path, in the schema's order."""
    return list(dict.fromkeys(name for model in models_at(path, data) for name in model.model_fields))


def home_of(path: Path) -> str:
    """The way to the field of this name nearest to a path, as ``order_of_battle[].units``; empty if none is known."""
    homes = _homes(str(path[-1]))
    block = str(path[0]) if len(path) > 1 else ""
    return next((home for home in homes if block and home.startswith(block)), next(iter(homes), ""))


def _homes(field: str) -> list[str]:
    """The ways to fields of this name, the shortest first."""
    queue: list[tuple[str, Any]] = [("", Spec)]
    seen: set[Any] = set()
    homes = []
    for way, kind in queue:
        if get_origin(kind) in (list, dict):
            step = "[]" if get_origin(kind) is list else ".NAME"
            queue += [(way + step, inner) for inner in members(get_args(kind)[-1])]
        elif isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
            seen.add(kind)
            homes += [f"{way}.{field}"] if field in kind.model_fields and way else []
            for name, info in kind.model_fields.items():
                queue += [(f"{way}.{name}".lstrip("."), inner) for inner in members(info.annotation)]
    return homes


def models_at(path: Path, data: Any) -> list[type[BaseModel]]:
    """The models of which the value at a path can be one."""
    return [kind for kind in kinds_at(path, data) if isinstance(kind, type) and issubclass(kind, BaseModel)]


def field_at(path: Path, data: Any) -> FieldInfo | None:
    """The field of a model at the end of a path; None for an item of a list or mapping."""
    for model in models_at(path[:-1], data) if path else ():
        if path[-1] in model.model_fields:
            return model.model_fields[str(path[-1])]
    return None


def kinds_at(path: Path, data: Any) -> list[Any]:
    """The models and mappings of which the value at a path can be one."""
    here: list[Any] = [Spec]
    for step in path:
        data = data[step]
        here = [inner for each in here for inner in _inside(each, step)]
    kinds = [
        each for each in here if get_origin(each) is dict or (isinstance(each, type) and issubclass(each, BaseModel))
    ]
    if isinstance(data, dict) and len(kinds) > 1:
        kinds = [kind for kind in kinds if _has_kind(kind, data.get("kind"))] or kinds
    return kinds


def _inside(annotation: Any, step: str | int) -> Iterator[Any]:
    """The types of which a value reached by ``step`` can be, unions taken apart."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if step in annotation.model_fields:
            yield from members(annotation.model_fields[str(step)].annotation)
    elif get_origin(annotation) in (list, dict):
        yield from members(get_args(annotation)[-1])


def members(annotation: Any) -> Iterator[Any]:
    """The types and literal values of which an annotation is made, lists and mappings whole."""
    if get_origin(annotation) in (list, dict, None):
        yield annotation
    else:
        for member in get_args(annotation):
            yield from members(member)


def _has_kind(model: Any, kind: Any) -> bool:
    field = getattr(model, "model_fields", {}).get("kind")
    return field is not None and kind in get_args(field.annotation)
