"""Looking for units, formations, commanders and places by any of their names, in any spelling."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from game.core.world import World
from game.session.explain.names import Kind, Subject
from game.session.words.romanise import bare, beginnings, readings

_UNFINISHED, _NOWHERE = 3, 9
"""Of ranks: what is added for an unfinished end, and that of no match."""


@lru_cache(maxsize=8)
def _index(world: World) -> tuple[tuple[str, Subject], ...]:
    """Every name, bare, with what goes by it."""
    return tuple((name, subject) for names, subject in _named(world) for name in map(bare, names) if name)


def _named(world: World) -> Iterator[tuple[Iterable[str], Subject]]:
    for number, formation in enumerate(world.formations):
        label = formation.label
        names = (label.id, label.en, label.zh, *formation.aliases, *formation.commander)
        yield names, Subject(Kind.FORMATION, number)
    for number, unit in enumerate(world.units):
        names = (unit.label.id, unit.label.en, unit.label.zh, *unit.aliases, *unit.commander)
        yield names, Subject(Kind.UNIT, number)
    for place in world.places:
        yield (place.label.id, place.label.en, place.label.zh, *place.aliases), Subject(Kind.HEX, place.hex)


def search(world: World, text: str) -> list[Subject]:
    """What a text can mean: whole names before beginnings before parts; a hex by its number.

    An old spelling may end within a syllable; what only such an end leads to comes last.
    """
    hex = world.grid.index(text.strip())
    if hex is not None:
        return [Subject(Kind.HEX, hex)]
    whole, begun = readings(text), beginnings(text)
    ranks: dict[Subject, int] = {}
    for name, subject in _index(world):
        rank = min((_rank(name, each) for each in whole), default=_NOWHERE)
        if rank == _NOWHERE:
            rank = min((_UNFINISHED + _rank(name, each) for each in begun), default=_NOWHERE)
        if rank < _NOWHERE and rank < ranks.get(subject, _NOWHERE):
            ranks[subject] = rank
    return sorted(ranks, key=lambda subject: ranks[subject])


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if wanted in name else _NOWHERE
