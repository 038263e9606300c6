"""The map alone of a scenario with which something is wrong, so that it can be looked at while it is mended."""

from typing import Any, get_args

from game.scenario.load import Examined, Scenario, examine
from game.scenario.rules import standard_rules
from game.scenario.schema.spec import FORMAT, Side
from game.scenario.schema.types import ID
from game.scenario.text.tree import written

_GROUND = ("hex_km", "origin", "legend", "rows")
_DRAWN = ("rivers", "walls", "roads", "rails", "bridges")
_OF_A_PLACE = ("name", "at", "kind", "walls", "value", "held_by")
_SIDES = {"first": "blue", "second": "red"}
_DAY = "1945-10-14"


def bare_map(data: Any) -> Scenario | None:
    """A scenario of nobody with this one's terrain, lines and places; kinds of lines that are wrong are left out.

    ``data`` is a file's content. None where not even the terrain can be made out.
    """
    chart = data.get("map") if isinstance(data, dict) else None
    if not isinstance(chart, dict):
        return None
    ground = {key: chart[key] for key in _GROUND if key in chart}
    parts = {key: chart[key] for key in _DRAWN if key in chart}
    places = data.get("places")
    if isinstance(places, dict):
        parts["places"] = {id: _place(place) for id, place in places.items() if isinstance(place, dict)}
    sides = _sides(data.get("sides"))
    while True:
        found = examine(written(_nobody_s(ground, parts, sides)), "")
        if found.scenario is not None:
            return found.scenario
        broken = [key for key in parts if _is_blamed(key, found)] or list(parts)
        if not broken:
            return None
        parts = {key: part for key, part in parts.items() if key not in broken}


def _place(place: dict[str, Any]) -> dict[str, Any]:
    return {key: place[key] for key in _OF_A_PLACE if key in place}


def _sides(sides: Any) -> dict[str, Any]:
    """Ids and colours of the file's sides, as far as they can be made out."""
    known = list(sides) if isinstance(sides, dict) else []
    if len(known) != len(_SIDES) or not all(isinstance(id, str) and ID.fullmatch(id) for id in known):
        known = list(_SIDES)
    return {
        id: {"name": id, "colour": _colour(sides, id, usual)} for id, usual in zip(known, _SIDES.values(), strict=True)
    }


def _colour(sides: Any, id: str, usual: str) -> str:
    side = sides.get(id) if isinstance(sides, dict) else None
    given = side.get("colour") if isinstance(side, dict) else None
    return str(given) if given in get_args(Side.model_fields["colour"].annotation) else usual


def _is_blamed(key: str, found: Examined) -> bool:
    home = key if key == "places" else f"map.{key}"
    return any(problem.severity == "error" and problem.path.startswith(home) for problem in found.problems)


def _nobody_s(ground: dict[str, Any], parts: dict[str, Any], sides: dict[str, Any]) -> dict[str, Any]:
    """The least around a map that makes a scenario."""
    unit = {"id": "one", "name": "One", "type": next(iter(standard_rules().types)), "men": 1}
    unit["arrives"] = {"date": _DAY, "at": "0101"}
    first = next(iter(sides))
    return {
        "format": FORMAT,
        "id": "ground",
        "title": "Ground",
        "calendar": {"start": _DAY, "end": _DAY},
        "sides": sides,
        "map": {**ground, **{key: part for key, part in parts.items() if key != "places"}},
        "places": parts.get("places", {}),
        "order_of_battle": [
            {"id": "all", "name": "All", "side": first, "commander": "Nobody", "units": [unit]},
        ],
        "victory": {"favours": first, "terms": [], "levels": [{"id": "none", "name": "None"}]},
    }
