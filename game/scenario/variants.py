"""Variants of a scenario: named changes of fact, made before anything is built, so that all else is as always."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple, TypeVar

from game.core.options import OPTIONS
from game.scenario.problems import Path
from game.scenario.roster import Roster, roster
from game.scenario.schema.forces import Formation, Unit
from game.scenario.schema.spec import Entry, Spec, UnitChange
from game.scenario.schema.talks import Talk
from game.scenario.schema.types import Strict
from game.scenario.schema.variants import FAMILIES, Variant, given

Model = TypeVar("Model", bound=Strict)
Fields = dict[str, Any]
Thing = tuple[str, str]
"""What a change is about: a family such as units, and an id."""


class Clash(NamedTuple):
    """Two changes that cannot both hold."""

    thing: Thing
    field: str
    first: Any
    second: Any


def applied(spec: Spec, names: Iterable[str]) -> Spec:
    """The scenario as it is with these variants, which it then no longer offers. The names must be known."""
    names = list(names)
    for name in names:
        spec = _with(spec, spec.variants[name])
    left = {name: variant for name, variant in spec.variants.items() if name not in names}
    return spec.model_copy(update={"variants": left})


def options_of(spec: Spec, names: Iterable[str]) -> dict[str, int]:
    """The options that variants set; their numbers of the rules become the scenario's own."""
    return {key: value for name in names for key, value in spec.variants[name].set.items() if key in OPTIONS}


def changes(variant: Variant, known: Roster) -> Iterator[tuple[Thing, Fields]]:
    """Everything that a variant changes, each unit of a formation or group by itself."""
    for family in FAMILIES:
        for id, fact in getattr(variant, family).items():
            if family != "units":
                yield (family, id), given(fact)
                continue
            for unit in known.members(id):
                yield (family, known.units[unit].model.id), given(fact)
    for key, value in variant.set.items():
        yield ("set", key), {"value": value}


def said(variant: Variant, path: Path, spec: Spec, known: Roster) -> dict[Path, Path]:
    """Where a variant that stands at a path says what it changes, by where the scenario says it."""
    found: dict[Path, Path] = {("rules", key): (*path, "set", key) for key in variant.set}
    found |= {("map", "bridges", len(spec.map.bridges) + n): (*path, "bridges", n) for n in range(len(variant.bridges))}
    for family in FAMILIES:
        for id, fact in getattr(variant, family).items():
            for thing in _things_at(family, id, spec, known):
                for field in given(fact):
                    name = "arrives" if field == "days_later" else field
                    found[*thing, name] = (*path, family, id, field)
    return found


def _things_at(family: str, id: str, spec: Spec, known: Roster) -> list[Path]:
    """Where the scenario has what an id of a variant's family stands for."""
    lists: dict[str, tuple[Path, Sequence[Any]]] = {
        "sources": (("supply", "sources"), spec.supply.sources),
        "airdrops": (("supply", "airdrops"), spec.supply.airdrops),
        "rails": (("map", "rails"), spec.map.rails),
        "lifts": (("lifts",), spec.lifts),
        "troop_trains": (("troop_trains",), spec.troop_trains),
        "talks": (("talks",), spec.talks),
    }
    if family == "units":
        return [known.units[unit].path for unit in known.members(id)]
    if family == "formations":
        return [row.path for row in known.formations if row.model.id == id]
    if family == "places":
        return [("places", id)]
    path, items = lists[family]
    return [(*path, number) for number, item in enumerate(items) if item.id == id]


def clashes(variants: Iterable[Variant], known: Roster) -> Iterator[Clash]:
    """Where changes say different things of the same field of the same thing."""
    said: dict[tuple[Thing, str], Any] = {}
    for variant in variants:
        for thing, fields in changes(variant, known):
            for field, value in fields.items():
                if said.setdefault((thing, field), value) != value:
                    yield Clash(thing, field, said[thing, field], value)


def _with(spec: Spec, variant: Variant) -> Spec:
    """The scenario with one variant."""
    facts: dict[str, dict[str, Fields]] = {family: {} for family in FAMILIES}
    for (family, id), fields in changes(variant, roster(spec)):
        if family in facts:
            facts[family].setdefault(id, {}).update(fields)
    rails = [_updated(rail, facts["rails"].get(rail.id or "")) for rail in spec.map.rails]
    bridges = [*spec.map.bridges, *variant.bridges]
    sources = facts["sources"]
    supply = {
        "sources": [_updated(source, sources.get(source.id)) for source in spec.supply.sources],
        "airdrops": [_updated(each, facts["airdrops"].get(each.id)) for each in spec.supply.airdrops],
    }
    numbers = {name: value for name, value in variant.set.items() if name not in OPTIONS}
    return spec.model_copy(
        update={
            "rules": {**spec.rules, **numbers},
            "map": spec.map.model_copy(update={"rails": rails, "bridges": bridges}),
            "places": {id: _updated(place, facts["places"].get(id)) for id, place in spec.places.items()},
            "order_of_battle": [_formation(each, facts) for each in spec.order_of_battle],
            "supply": spec.supply.model_copy(update=supply),
            "lifts": [_updated(lift, facts["lifts"].get(lift.id)) for lift in spec.lifts],
            "troop_trains": [_updated(each, facts["troop_trains"].get(each.id)) for each in spec.troop_trains],
            "talks": [_talk(talk, facts["talks"].get(talk.id)) for talk in spec.talks],
            "entries": {id: _entry(entry, variant, facts) for id, entry in spec.entries.items()},
        }
    )


def _updated(model: Model, fields: Fields | None) -> Model:
    return model.model_copy(update=fields) if fields else model


def _talk(talk: Talk, fields: Fields | None) -> Talk:
    """Talks with what is changed; a contact that is said to be none goes."""
    return _updated(talk, {**fields, "contact": None} if fields and fields.get("contact") is False else fields)


def _formation(formation: Formation, facts: Mapping[str, Mapping[str, Fields]]) -> Formation:
    """A formation, those under it and their units, with what is changed in them."""
    return formation.model_copy(
        update={
            **facts["formations"].get(formation.id, {}),
            "units": [_unit(unit, facts["units"].get(unit.id)) for unit in formation.units],
            "formations": [_formation(below, facts) for below in formation.formations],
        }
    )


def _unit(unit: Unit, fields: Fields | None) -> Unit:
    """A unit with what is changed; what a change rules out, such as a garrison that is free, goes."""
    if not fields:
        return unit
    fields = dict(fields)
    later = fields.pop("days_later", None)
    if later and unit.arrives:
        fields["arrives"] = unit.arrives.model_copy(update={"date": unit.arrives.date + timedelta(later)})
    if "at" in fields:
        fields["arrives"] = None
    elif fields.get("arrives"):
        fields["at"] = None
    if "held" in fields:
        fields["held_until"] = None
    elif "held_until" in fields:
        fields["held"] = False
    return unit.model_copy(update=fields)


def _entry(entry: Entry, variant: Variant, facts: Mapping[str, Mapping[str, Fields]]) -> Entry:
    """An entry without what the variant says otherwise."""
    units = {id: _unit_at_entry(change, facts["units"].get(id)) for id, change in entry.units.items()}
    places = {
        id: _updated(change, {key: value for key, value in facts["places"].get(id, {}).items() if key == "held_by"})
        for id, change in entry.places.items()
    }
    return entry.model_copy(update={"units": units, "places": places, "bridges": [*entry.bridges, *variant.bridges]})


def _unit_at_entry(change: UnitChange, fields: Fields | None) -> UnitChange:
    if not fields:
        return change
    known = {name: value for name, value in fields.items() if name in UnitChange.model_fields}
    if "held" in known or "held_until" in known:
        known = {"held": None, "held_until": None, **known}
    return change.model_copy(update=known)
