"""Checks of variants: that they change something that exists, and agree with themselves and with the scenario."""

from typing import Any

from game.core.options import OPTIONS
from game.scenario.lint.draft import Draft
from game.scenario.problems import Path
from game.scenario.roster import UnitRow
from game.scenario.rules import check_numbers
from game.scenario.sayings import Saying, plain, say, together
from game.scenario.schema.types import Strict, describe
from game.scenario.schema.variants import FAMILIES, Variant, given
from game.scenario.variants import Clash, clashes

_RULED_OUT = (("at", "arrives"), ("held", "held_until"), ("arrives", "days_later"), ("at", "days_later"))
"""Fields of a unit of which a change can name one."""

_KINDS = {
    "units": say("unit, formation or group"),
    "formations": say("formation"),
    "places": say("place"),
    "sources": say("source"),
    "rails": say("rail"),
    "lifts": say("lift"),
    "troop_trains": say("troop train"),
    "airdrops": say("airdrop"),
    "talks": say("talk"),
}
"""What a thing of a family is."""


def variants_are_right(draft: Draft) -> None:
    """Every variant names what exists."""
    for id, variant in draft.spec.variants.items():
        _check_names(draft, variant, ("variants", id))
        _check_settings(draft, variant, ("variants", id))


def variants_change_something(draft: Draft) -> None:
    """Every variant changes something, and does not contradict itself."""
    for id, variant in draft.spec.variants.items():
        path = ("variants", id)
        for ref, fact in variant.units.items():
            _check_unit(draft, ref, given(fact), (*path, "units", ref))
        for clash in clashes([variant], draft.roster):
            draft.report.error(_last_said(draft, variant, clash, path), _contradiction(clash), say("say it once"))
        if variant.bridges or variant.set or _names_something(variant):
            _check_sameness(draft, variant, path)
        else:
            draft.report.error(path, say("variant '{id}' changes nothing", id=id), say("name what is other in it"))


def _last_said(draft: Draft, variant: Variant, clash: Clash, path: Path) -> Path:
    """Where a variant says for the last time what it says twice."""
    family, id = clash.thing
    for ref, fact in reversed(getattr(variant, family).items()):
        ids = [row.model.id for row in _rows(draft, ref)] if family == "units" else [ref]
        if id in ids and clash.field in given(fact):
            return (*path, family, ref, clash.field)
    return path


def chosen_are_right(draft: Draft, names: list[str]) -> None:
    """The variants asked for exist and can hold together."""
    for name in names:
        if name not in draft.spec.variants:
            draft.report.unknown(("variants",), say("variant"), name, draft.spec.variants)
    known = [draft.spec.variants[name] for name in names if name in draft.spec.variants]
    for clash in clashes(known, draft.roster):
        message = say("the variants {names} contradict each other", names=together(names))
        draft.report.error(("variants",), message, _contradiction(clash))


def _contradiction(clash: Clash) -> Saying:
    first, second = _show(clash.first), _show(clash.second)
    return say(
        "'{id}' gets {field} {first} and {second}", id=clash.thing[1], field=clash.field, first=first, second=second
    )


def _names_something(variant: Variant) -> bool:
    """Whether it names a thing; of one of which nothing is other is told where it stands."""
    return any(getattr(variant, family) for family in FAMILIES)


def _check_names(draft: Draft, variant: Variant, path: Path) -> None:
    for family in FAMILIES:
        known = _things(draft, family)
        for id, fact in getattr(variant, family).items():
            here = (*path, family, id)
            if id not in known:
                draft.report.unknown(here, _KINDS[family], id, known)
            elif not given(fact):
                draft.report.error(here, say("this changes nothing"), say("name what is other"))
    for number, place in enumerate(variant.places.values()):
        id = list(variant.places)[number]
        draft.check_side(given(place).get("held_by"), (*path, "places", id, "held_by"))


def _things(draft: Draft, family: str) -> dict[str, Strict | None]:
    """What a family holds by id, as it is without a variant."""
    spec = draft.spec
    match family:
        case "units":
            return dict.fromkeys(draft.roster.refs) | {row.model.id: row.model for row in draft.roster.units}
        case "formations":
            return {row.model.id: row.model for row in draft.roster.formations}
        case "places":
            return dict(spec.places)
        case "sources":
            return {source.id: source for source in spec.supply.sources}
        case "lifts":
            return {lift.id: lift for lift in spec.lifts}
        case "troop_trains":
            return {trains.id: trains for trains in spec.troop_trains}
        case "airdrops":
            return {airdrop.id: airdrop for airdrop in spec.supply.airdrops}
        case "talks":
            return {talk.id: talk for talk in spec.talks}
        case _:
            return {rail.id: rail for rail in spec.map.rails if rail.id}


def _check_settings(draft: Draft, variant: Variant, path: Path) -> None:
    for name, value in variant.set.items():
        here = (*path, "set", name)
        if name in draft.rules.numbers:
            check_numbers(draft.rules, {name: value}, here[:-1], draft.report)
        elif name not in OPTIONS:
            draft.report.unknown(here, say("number of the rules or option"), name, [*draft.rules.numbers, *OPTIONS])
        elif value not in (0, 1):
            draft.report.error(here, say("found {value}; the option is 0 or 1", value=value))


def _check_unit(draft: Draft, ref: str, fields: dict[str, Any], path: Path) -> None:
    for one, other in _RULED_OUT:
        if one in fields and other in fields:
            draft.report.error(path, say("found {one} and {other}", one=one, other=other), say("name one of them"))
    if "days_later" in fields:
        for row in _rows(draft, ref):
            if row.model.arrives is None:
                message = say("'{unit}' is there from the start", unit=row.model.id)
                draft.report.error((*path, "days_later"), message, say("only what arrives can arrive later"))


def _rows(draft: Draft, ref: str) -> list[UnitRow]:
    return [draft.roster.units[unit] for unit in draft.roster.members(ref)]


def _check_sameness(draft: Draft, variant: Variant, path: Path) -> None:
    """What a variant says and the scenario has anyway is probably a mistake."""
    for family in FAMILIES:
        known = _things(draft, family)
        for id, fact in getattr(variant, family).items():
            models = [row.model for row in _rows(draft, id)] if family == "units" else [known.get(id)]
            for name, value in given(fact).items():
                told = [getattr(model, name, None) for model in models if model is not None]
                if told and all(each == value for each in told):
                    draft.report.warning((*path, family, id, name), _same(name, _show(value)))
    numbers = {**draft.rules.numbers, **OPTIONS, **draft.spec.rules}
    for name, value in variant.set.items():
        if numbers.get(name) == value:
            draft.report.warning((*path, "set", name), _same(name, plain(value)))


def _same(name: str, value: Saying) -> Saying:
    return say("{name} is {value} without the variant too", name=name, value=value)


def _show(value: Any) -> Saying:
    return describe(value) if value is None or isinstance(value, bool | str | list) else plain(value)
