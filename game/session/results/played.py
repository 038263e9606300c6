"""What was played, for the head of a result: the scenario, where it began, and what was changed in it."""

from collections.abc import Iterator
from typing import Any

from game.session.words.text import Catalogue

Spec = dict[str, Any]
"""A `Scenario.spec`."""


def played_title(words: Catalogue, spec: Spec) -> str:
    """The scenario and, where games begin with an entry, that too."""
    title = words.label(words.world.label)
    if spec["entry"] is None:
        return title
    entry = words.text(spec["scenario"]["entries"][spec["entry"]]["title"])
    return words.say("played.entry", title=title, entry=entry)


def played_changes(words: Catalogue, spec: Spec) -> Iterator[str]:
    """A sentence on what is other than in the scenario's file, if anything is."""
    told = list(changes(words, spec))
    if told:
        yield words.sentence("played.changed", changes=joined(words, told))


def changes(words: Catalogue, spec: Spec) -> Iterator[str]:
    """The variants by their names, then the numbers and options that were set."""
    yield from varied(words, spec)
    yield from (f"{name}={value}" for name, value in settings(spec).items())


def varied(words: Catalogue, spec: Spec) -> Iterator[str]:
    """The variants by their names."""
    names = spec.get("changes", {}).get("variants", {})
    for id in spec["variants"]:
        name = names.get(id)  # saves made before names were kept have ids alone
        yield words.say("list.aside", name=words.text(name), more=id) if name else id


def settings(spec: Spec) -> dict[str, int]:
    """The numbers and options that were set, and are other than without."""
    return dict(spec.get("changes", {}).get("set", {}))


def joined(words: Catalogue, told: list[str]) -> str:
    """Changes as a list in a sentence."""
    return str(words.entry("list.comma")).join(told)
