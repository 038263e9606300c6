"""Where players that follow a historical track had to leave it, read from what they remember."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from game.core.intents.intent import Intent
from game.core.intents.notation import intent_from_data
from game.core.world import World
from game.session.words.intent_words import say_intent
from game.session.words.text import Catalogue


class Departure(NamedTuple):
    """A formation that improvises because its track leads nowhere."""

    formation: int
    since: int
    """The day."""
    reason: str
    wanted: Intent
    """What the track had it do."""


def recall_departures(world: World, memories: Iterable[Mapping[str, Any]]) -> dict[int, Departure]:
    """The departures in some memories by formation; what is damaged or another player's is passed over."""
    found: dict[int, Departure] = {}
    for memory in memories:
        told = memory.get("departures")
        for id, data in told.items() if isinstance(told, dict) else ():
            departure = _read(world, id, data)
            if departure:
                found[departure.formation] = departure
    return found


def _read(world: World, id: str, data: Any) -> Departure | None:
    try:
        since = next(day for day in range(world.calendar.days) if world.calendar.date(day).isoformat() == data["since"])
        return Departure(world.formation_index[id], since, str(data["reason"]), intent_from_data(world, data["wanted"]))
    except (KeyError, TypeError, ValueError, StopIteration):
        return None


def tell_departure(words: Catalogue, departure: Departure) -> str:
    """A departure with its reason, as a sentence."""
    reasons = words.entry("departures.reasons")
    key = departure.reason if departure.reason in reasons else "other"
    about = words.formation(departure.wanted.formation) if departure.wanted.formation >= 0 else ""
    where = words.hex(departure.wanted.hex) if departure.wanted.hex >= 0 else ""
    return words.sentence(
        "departures.told",
        formation=words.formation(departure.formation),
        intent=say_intent(words, departure.wanted),
        reason=words.say(f"departures.reasons.{key}", about=about, where=where),
    )


def departures_of(words: Catalogue, memories: Iterable[Mapping[str, Any]], day: int) -> Iterator[str]:
    """What is to be told on a day of those who left their track that day."""
    for departure in recall_departures(words.world, memories).values():
        if departure.since == day:
            yield tell_departure(words, departure)
