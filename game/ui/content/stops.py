"""Why the game no longer goes on by itself, in words: who, which place, how the talks stand now."""

from collections.abc import Mapping, Sequence

import numpy as np

from game.core.intents.intent import family
from game.core.state import U
from game.session.explain.talks import explain_talks
from game.session.words.text import Catalogue, capital
from game.ui.content.inquiries import inquiry
from game.ui.situation import Situation

_OF_FORMATIONS = ("task", "loyalty")
"""The conditions that come true for formations."""


def stop_words(situation: Situation, stopped: Mapping[str, Sequence[int]]) -> list[str]:
    """The conditions that came true, as `game.ui.play.run_until` found them, in one sentence; then how talks stand."""
    words, causes = situation.words, []
    for name, found in stopped.items():
        what = words.say(f"window.run_until.{name}")
        causes.append(words.say("list.told", who=what, what=_who(words, name, found)) if found else what)
    told = [words.say("window.run_until.stopped", what=words.say("list.semicolon").join(causes))] if causes else []
    if "talks" in stopped:
        told += [next(explain_talks(inquiry(situation), talk)) for talk in range(len(situation.world.talks))]
    return told


def stop_hex(situation: Situation, stopped: Mapping[str, Sequence[int]]) -> int:
    """Where the first of them came true, as far as that is a place on the map; else -1."""
    units = situation.state.units
    for name, found in stopped.items():
        if name == "place":
            hexes = [situation.world.places[each].hex for each in found]
        elif name in _OF_FORMATIONS:
            inside = [below for each in found for below in sorted(family(situation.world, each))]
            hexes = units[U.HEX, np.isin(units[U.FORMATION], inside)].tolist()
        else:
            hexes = units[U.HEX, list(found)].tolist()
        for hex in hexes:
            if hex >= 0:
                return int(hex)
    return -1


def _who(words: Catalogue, name: str, found: Sequence[int]) -> str:
    match name:
        case "place":
            return capital(words.join([words.place(each) for each in found]))
        case "task" | "loyalty":
            return words.formations(found)
    return words.force(found)
