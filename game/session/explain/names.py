"""What somebody means by a name: a unit, a formation or a hex, by id, English or Chinese name, alias or number."""

from enum import Enum, auto
from typing import NamedTuple

from game.core.facts import Label
from game.core.world import World
from game.scenario.problems import nearest

_FEW = 8  # so many ids are listed that begin with a name


class Kind(Enum):
    """What a name can stand for."""

    UNIT = auto()
    FORMATION = auto()
    HEX = auto()


class Subject(NamedTuple):
    """A unit, formation or hex by its index in the world."""

    kind: Kind
    number: int


class UnknownName(ValueError):
    """Nothing, or more than one thing, goes by a name. The message gives the nearest."""


def find_subject(world: World, text: str) -> Subject:
    """What a name stands for. Raises UnknownName."""
    wanted = text.strip().casefold()
    ids, names = _ids(world), _names(world)
    hex = world.grid.index(wanted)
    if hex is not None:
        return Subject(Kind.HEX, hex)
    if wanted in ids:
        return ids[wanted]
    found = names.get(wanted, {})
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise UnknownName(f"{text!r} can be {', '.join(found.values())}; name one of these")
    if len(wanted) == 4 and wanted.isascii() and wanted.isdigit():
        raise UnknownName(f"hex {wanted} is not on the map, which ends at {world.grid.number(world.grid.size - 1)}")
    begun = [id for id in ids if wanted and id.startswith(wanted)]
    if len(begun) > 1:
        begun.sort(key=lambda id: ids[id].kind is not Kind.FORMATION)
        more = ", …" if len(begun) > _FEW else ""
        raise UnknownName(f"nothing is called {text!r}; these begin with it: {', '.join(begun[:_FEW])}{more}")
    raise UnknownName(f"nothing is called {text!r}; {nearest(wanted, begun or [*ids, *names])}")


def _ids(world: World) -> dict[str, Subject]:
    """Everything by its id; where ids are the same, units come before formations and formations before places."""
    return {label.id.casefold(): subject for label, _, subject in reversed(_things(world))}


def _names(world: World) -> dict[str, dict[Subject, str]]:
    """Name or alias -> what goes by it, with its id."""
    found: dict[str, dict[Subject, str]] = {}
    for label, aliases, subject in _things(world):
        for name in (label.en, label.zh, *aliases):
            if name:
                found.setdefault(name.casefold(), {})[subject] = label.id
    return found


def _things(world: World) -> list[tuple[Label, tuple[str, ...], Subject]]:
    units = [(unit.label, unit.aliases, Subject(Kind.UNIT, index)) for index, unit in enumerate(world.units)]
    formations = [
        (formation.label, formation.aliases, Subject(Kind.FORMATION, index))
        for index, formation in enumerate(world.formations)
    ]
    return [
        *units,
        *formations,
        *((place.label, place.aliases, Subject(Kind.HEX, place.hex)) for place in world.places),
    ]
