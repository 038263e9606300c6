"""Why a player that plans gives the orders it gives: read from what it remembers, told in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from game.core.intents.intent import Intent
from game.core.intents.notation import intent_from_data
from game.core.world import World
from game.players.staff.reasons import Why
from game.session.words.text import Catalogue

T = TypeVar("T")


@dataclass
class Briefs:
    """What staffs of both sides have in mind, as far as a memory tells."""

    reasons: dict[int, Why] = field(default_factory=dict)
    """By formation."""
    detached: dict[int, Intent] = field(default_factory=dict)
    """By unit, for those with a task of their own."""
    unit_reasons: dict[int, Why] = field(default_factory=dict)
    acts: list[tuple[int, Why]] = field(default_factory=list)
    """Sides with what they did politically in their last phase."""


def recall_briefs(world: World, memories: Mapping[str, Mapping[str, Any]]) -> Briefs:
    """The briefs in the memories of sides by their id; what is damaged or another player's is passed over."""
    found = Briefs()
    for id, memory in memories.items():
        found.reasons |= _read(memory, "reasons", world.formation_index, lambda data: Why.from_data(world, data))
        found.detached |= _read(memory, "detached", world.unit_index, lambda data: intent_from_data(world, data))
        found.unit_reasons |= _read(memory, "unit_reasons", world.unit_index, lambda data: Why.from_data(world, data))
        acts = memory.get("acts", [])
        for data in acts if isinstance(acts, list) else ():
            why = _whole(lambda data: Why.from_data(world, data), data)
            if why:
                found.acts.append((world.side_of(id), why))
    return found


def _read(memory: Mapping[str, Any], key: str, index: Mapping[str, int], read: Callable[[Any], T]) -> dict[int, T]:
    table = memory.get(key)
    entries = table.items() if isinstance(table, dict) else ()
    found = {index[id]: _whole(read, data) for id, data in entries if id in index}
    return {number: value for number, value in found.items() if value is not None}


def _whole(read: Callable[[Any], T], data: Any) -> T | None:
    try:
        return read(data)
    except (KeyError, TypeError, ValueError):
        return None


def tell_why(words: Catalogue, why: Why) -> str:
    """A reason as a sentence."""
    formation = words.formation(why.formation) if why.formation >= 0 else words.say("staff.somebody")
    hex = words.hex(why.hex) if why.hex >= 0 else ""
    where = words.where(why.hex) if why.hex >= 0 else ""
    return words.sentence(f"staff.reasons.{why.reason.value}", formation=formation, hex=hex, where=where)


def tell_acts(words: Catalogue, acts: Iterable[Why]) -> list[str]:
    """Political acts as sentences, each once."""
    return list(dict.fromkeys(tell_why(words, why) for why in acts))
