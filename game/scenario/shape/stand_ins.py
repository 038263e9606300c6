"""Lets the rest of a scenario be checked where its shape is wrong: what cannot be read is left out or stood in for."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from game.scenario.problems import Path, Report
from game.scenario.schema.spec import Spec
from game.scenario.shape.fields import field_at, members, models_at, path_in, value_at

FOUNDATIONS = {"calendar", "sides", "map"}
"""The blocks on which everything else rests."""

_NAMING = {"id", "group", "side", "clique", "formations", "units", "order_of_battle", "places", "supply", "sources"}
_NAMING |= {"depots", "airdrops", "lifts", "troop_trains", "talks"}
"""Fields in which things get the names by which others refer to them."""

_ROUNDS = 8
"""What is stood in for can bring other errors to light; so often it is tried."""


def made_whole(data: dict[str, Any], errors: Iterable[Any], report: Report) -> Spec | None:
    """The scenario with stand-ins for what is wrong, each told to the report as doubtful; None where that is too much.

    ``data``, whose errors pydantic found, is changed.
    """
    for _ in range(_ROUNDS):
        replaced: list[Path] = []
        for path, error in [(path_in(data, error["loc"]), error) for error in errors]:
            if any(path[: len(above)] == above for above in replaced):
                continue  # it went with what held it; what is left of it comes up in the next round
            doubtful = _replace(data, path, error)
            if doubtful is None or doubtful[0] in FOUNDATIONS or _may_be_referred_to(doubtful, data):
                return None
            report.doubt(doubtful)
            replaced.append(doubtful)
        try:
            return Spec.model_validate(data)
        except ValidationError as failure:
            errors = failure.errors(include_url=False)
    return None


def _replace(data: dict[str, Any], path: Path, error: Any) -> Path | None:
    """Change what an error is about so that it goes away. Which path that was, None if there is no way."""
    if not path:
        return None
    parent = value_at(data, path[:-1])
    if "[key]" in error["loc"]:
        parent.pop(path[-1], None)
        return path
    if error["type"] == "scenario" and isinstance(error["input"], dict | BaseModel):
        return _agreeing(data, path) or _without(data, path)
    field = field_at(path, data)
    if error["type"] == "extra_forbidden" or (field and not field.is_required()):
        parent.pop(path[-1], None)
        return path
    stand_in = _stand_in(Annotated[field.annotation, *field.metadata, None]) if field else _item(path, data)
    if stand_in is None:
        return _without(data, path)
    parent[path[-1]] = stand_in
    return path


def _may_be_referred_to(path: Path, data: Any) -> bool:
    """Whether others may refer to what a path had: then whatever does would seem to be unknown."""
    return field_at(path, data) is None or path[-1] in _NAMING


def _agreeing(data: Any, path: Path) -> Path | None:
    """Leave out or add one optional field of a mapping whose fields contradict each other, so that they agree.

    What is added can change what the others mean, so then all of the mapping is in doubt.
    """
    found = value_at(data, path)
    before = len(found)
    for model in models_at(path, data):
        for name, field in model.model_fields.items():
            if field.is_required():
                continue
            trial = {key: value for key, value in found.items() if key != name}
            if name not in found:
                trial[name] = _stand_in(Annotated[field.annotation, None])
            if _is_right(model, trial):
                found.clear()
                found.update(trial)
                return (*path, name) if len(trial) < before else path
    return None


def _is_right(model: type[BaseModel], trial: Any) -> bool:
    try:
        model.model_validate(trial)
    except ValidationError:
        return False
    return True


def _without(data: Any, path: Path) -> Path | None:
    """Leave out the smallest optional field that holds what is at a path."""
    for length in range(len(path), 0, -1):
        field = field_at(path[:length], data)
        if field is not None and not field.is_required():
            value_at(data, path[: length - 1]).pop(path[length - 1], None)
            return path[:length]
    return None


def _item(path: Path, data: Any) -> Any:
    """A stand-in for an item of a list or mapping."""
    field = field_at(path[:-1], data)
    kinds = [kind for kind in members(field.annotation) if get_origin(kind) in (list, dict)] if field else []
    return _stand_in(get_args(kinds[0])[-1]) if kinds else None


_numbers = count(1)


def _stand_in(annotation: Any) -> Any:
    """A plain value that fits an annotation, with a name that nothing else has; None if none is found."""
    fits = TypeAdapter(annotation)
    for candidate in _candidates(annotation):
        try:
            fits.validate_python(candidate)
        except ValidationError:
            continue
        return candidate
    return None


def _candidates(annotation: Any) -> Iterator[Any]:
    yield from (f"stand-in-{next(_numbers)}", 1, date.min)
    for kind in members(annotation):
        if isinstance(kind, str):
            yield kind
        elif get_origin(kind) is list:
            item = _stand_in(get_args(kind)[0])
            yield from ([], [item], [item, item])
        elif get_origin(kind) is dict:
            yield {}
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = kind.model_fields.items()
            yield {name: _stand_in(field.annotation) for name, field in fields if field.is_required()}
