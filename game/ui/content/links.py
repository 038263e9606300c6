"""Names in sentences that lead to what they name."""

import re
from collections import Counter
from functools import lru_cache

from game.core.facts import Label
from game.core.world import World
from game.ui.content.rows import Asked, Span, Spans, Tone
from game.ui.wishes import GoTo, Select, SelectFormation

_LATIN = "A-Za-z0-9"


@lru_cache(maxsize=8)
def _names(world: World, lang: str) -> tuple[re.Pattern[str], dict[str, Asked]]:
    """A pattern for every name that means one thing only, and for hex numbers, with what each leads to.

    A formation and its only unit are one thing.
    """
    found: dict[str, list[Asked]] = {}

    def name(label: Label) -> str:
        return label.en if lang == "en" else label.zh

    parts = _parts_of_names(world, lang)
    for place in world.places:
        found.setdefault(name(place.label), []).append(GoTo(place.hex))
    for index, formation in enumerate(world.formations):
        found.setdefault(name(formation.label), []).append(SelectFormation(index, go_there=True))
    sizes = Counter(unit.formation for unit in world.units)
    for index, unit in enumerate(world.units):
        if sizes[unit.formation] == 1 and name(unit.label) == name(world.formations[unit.formation].label):
            continue
        found.setdefault(name(unit.label), []).append(Select((index,), go_there=True))
    single = {name: meant[0] for name, meant in found.items() if len(meant) == 1 and len(name) > 1}
    names = "|".join(re.escape(name) + parts.get(name, "") for name in sorted(single, key=len, reverse=True))
    edge = (rf"(?<![{_LATIN}])", rf"(?![{_LATIN}])") if lang == "en" else ("", "")
    return re.compile(rf"{edge[0]}(?:{names or '(?!)'}){edge[1]}|(?<=[(（])\d{{4}}(?=[)）])"), single


def _parts_of_names(world: World, lang: str) -> dict[str, str]:
    """What may not follow on a place's name: there it is part of the name of a unit or formation."""
    labels = [unit.label for unit in world.units] + [formation.label for formation in world.formations]
    whole = [label.en if lang == "en" else label.zh for label in labels]
    following = re.compile(r" \w+" if lang == "en" else r"\w{1,2}")
    found = {}
    for place in world.places:
        name = place.label.en if lang == "en" else place.label.zh
        ends = (other.partition(name)[2] for other in whole if name in other)
        tails = {match.group() for match in map(following.match, ends) if match}
        if tails:
            found[name] = f"(?!{'|'.join(map(re.escape, sorted(tails)))})"
    return found


def linked(world: World, lang: str, sentence: str, tone: Tone = Tone.INK) -> Spans:
    """A sentence with its names as links."""
    pattern, meant = _names(world, lang)
    spans: list[Span] = []
    end = 0
    for match in pattern.finditer(sentence):
        wish = meant.get(match.group())
        if wish is None:
            hex = world.grid.index(match.group())
            wish = GoTo(hex) if hex is not None else None
        if wish is None:
            continue
        if match.start() > end:
            spans.append(Span(sentence[end : match.start()], tone))
        spans.append(Span(match.group(), tone, wish=wish))
        end = match.end()
    if end < len(sentence):
        spans.append(Span(sentence[end:], tone))
    return tuple(spans)
