"""What the things of a scenario are called, in a file that may be wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from game.scenario.roster import Roster
from game.scenario.sayings import Saying, say
from game.scenario.schema.spec import Spec


@dataclass(frozen=True)
class Names:
    """The ids in a file, and the names in any language that stand for one."""

    ids: set[str] = field(default_factory=set)
    _by_name: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Name, case folded -> block of the file and id."""

    def add(self, block: str, id: str, thing: Any) -> None:
        """Take up what has an id."""
        self.ids.add(id)
        name = thing.get("name") if isinstance(thing, dict) else None
        texts = name.values() if isinstance(name, dict) else [name]
        aliases = thing.get("aliases") if isinstance(thing, dict) else None
        for text in (*texts, *(aliases if isinstance(aliases, list) else ())):
            if isinstance(text, str):
                self._by_name.setdefault(text.casefold(), []).append((block, id))

    def id_of(self, name: str, block: str) -> str | None:
        """The id of what is called so: of this block, else the only one; None if there is none."""
        found = self._by_name.get(name.casefold(), [])
        ids = [id for where, id in found if where == block] or [id for _, id in found]
        return ids[0] if len(set(ids)) == 1 else None


def names_in(data: dict[str, Any]) -> Names:
    """Everything in a scenario's data that has an id."""
    names = Names()
    for block, content in data.items():
        if block in ("sides", "places") and isinstance(content, dict):
            for id, thing in content.items():
                names.add(block, id, thing)
        for thing in _mappings(content):
            for key in ("id", "group"):
                if isinstance(thing.get(key), str):
                    names.add(block, thing[key], thing if key == "id" else None)
    return names


def _mappings(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _mappings(inner)


def things_of(spec: Spec, forces: Roster) -> dict[str, Saying]:
    """What each id of a scenario is the id of; of two things of one id the last."""
    return {
        **dict.fromkeys((line.id for line in spec.map.rivers if line.id), say("river")),
        **dict.fromkeys((line.id for line in spec.map.roads if line.id), say("road")),
        **dict.fromkeys((line.id for line in spec.map.rails if line.id), say("railway")),
        **dict.fromkeys((source.id for source in spec.supply.sources), say("source")),
        **dict.fromkeys(forces.groups, say("group")),
        **dict.fromkeys((row.model.id for row in forces.units), say("unit")),
        **dict.fromkeys((row.model.id for row in forces.formations), say("formation")),
        **dict.fromkeys(spec.places, say("place")),
        **dict.fromkeys(spec.sides, say("side")),
    }
