"""Why the game no longer goes on by itself, in words: who, which place, how the talks stand now."""

from collections.abc import Mapping, Sequence

from game.session.explain.talks import explain_talks
from game.session.text import Catalogue, capital
from game.ui.content.inquiries import inquiry
from game.ui.situation import Situation


def stop_words(situation: Situation, stopped: Mapping[str, Sequence[int]]) -> list[str]:
    """A sentence or two for each condition that came true, as `game.ui.play.run_until` found it."""
    words, told = situation.words, []
    for name, found in stopped.items():
        what = words.say(f"window.run_until.{name}")
        if not found:
            told.append(words.say("window.run_until.stopped", what=what))
            continue
        told.append(words.say("window.run_until.stopped_by", what=what, who=_who(words, name, found)))
    if "talks" in stopped:
        told += [next(explain_talks(inquiry(situation), talk)) for talk in range(len(situation.world.talks))]
    return told


def _who(words: Catalogue, name: str, found: Sequence[int]) -> str:
    match name:
        case "place":
            return capital(words.join([words.place(each) for each in found]))
        case "loyalty":
            return words.join([words.formation(each) for each in found])
    return words.force(found)
