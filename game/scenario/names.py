"""What the things of a scenario are called, in a file that may be wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


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
