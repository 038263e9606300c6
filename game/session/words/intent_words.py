"""Words for intents, for what speaks against them and for what formations do about them."""

from typing import Any

from game.core.intents.check import Unfit
from game.core.intents.intent import Intent, IntentKind, is_set
from game.players.draft import Course, Deed
from game.session.words.text import Catalogue, capital


def tell_intent(words: Catalogue, intent: Intent) -> str:
    """An intent with its limits, as a sentence without a stop."""
    return capital(say_intent(words, intent))


def say_intent(words: Catalogue, intent: Intent) -> str:
    """The same in the middle of a sentence."""
    here = intent.kind is IntentKind.HOLD and intent.hex < 0
    key = "intents.hold_here" if here else f"intents.kinds.{intent.kind.name}"
    told = [words.say(key, goal=_goal(words, intent))]
    for limit, parts in _limits(words, intent).items():
        if is_set(intent, limit):
            told.append(words.say(f"intents.limits.{limit}", **parts))
    return words.say("intents.with_limits", told=str(words.entry("list.comma")).join(told))


def _goal(words: Catalogue, intent: Intent) -> str:
    """The formation or hex that an intent is about."""
    if intent.formation < 0:
        return words.hex(intent.hex) if intent.hex >= 0 else ""
    formation = words.formation(intent.formation)
    if intent.hex < 0:
        return formation
    return words.say("intents.looked_for", formation=formation, where=words.where(intent.hex))


def _limits(words: Catalogue, intent: Intent) -> dict[str, dict[str, Any]]:
    """What the words of each limit are filled in with."""
    return {
        "as_far_as": {"hex": words.hex(intent.as_far_as)},
        "by_day": {"date": words.day(max(0, intent.by_day), "short")},
        "radius": {"count": intent.radius},
        "min_odds": {"chance": intent.min_odds // 10},
        "avoid_battle": {},
        "assault": {},
        "garrisons": {"hexes": words.join([words.hex(hex) for hex in intent.garrisons])},
        "spare": {"formations": words.formations(intent.spare)},
        "lane": {"hexes": words.join([words.hex(hex) for hex in intent.lane])},
    }


def tell_unfit(words: Catalogue, unfit: Unfit) -> str:
    """Why an intent makes no sense, as a sentence."""
    hexes = words.join([words.hex(hex) for hex in unfit.hexes])
    limit = words.say(f"intents.fields.{unfit.limit}") if unfit.limit else ""
    parts = {"hexes": hexes, "formations": words.formations(unfit.formations), "limit": limit}
    return words.sentence(f"intents.objections.{unfit.objection.value}", **parts)


def tell_course(words: Catalogue, course: Course) -> str:
    """What a formation does for its intent now, as a sentence."""
    km = round(course.hexes * words.world.grid.hex_km10 / 10)
    hex, where = (words.hex(course.hex), words.where(course.hex)) if course.hex >= 0 else ("", "")
    key = "ahead" if course.deed is Deed.MARCHES and not course.hexes else f"deeds.{course.deed.value}"
    parts = {"hex": hex, "where": where, "km": km, "count": course.hexes, "rear": course.rear}
    told = words.sentence(f"intents.{key}", **parts)
    if course.rear and course.deed.value in words.entry("intents.rears"):
        told += str(words.entry("list.gap")) + words.sentence(f"intents.rears.{course.deed.value}", count=course.rear)
    return told
