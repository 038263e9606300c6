"""The ids of a file: where each is given and referred to, and how it is changed in all these places at once.

Which fields hold an id, and of what, is read from the schema.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from game.editor.gestures import Made
from game.editor.known import HOMES
from game.editor.schema_tree import Schema, of_kind, schemas_at, under, value_at, whole_schema
from game.editor.sheet import EditError, Sheet
from game.editor.splices import Splice
from game.scenario.problems import Path, path_text
from game.scenario.sayings import say
from game.scenario.schema.types import ID, describe
from game.scenario.text.tree import rewritten

GROUP = "group"
"""What a formation says it is counted in, and what comes into being by that."""
_UNIQUE = (
    frozenset({"side", "formation", "unit"}),
    frozenset({"river", "map.walls", "road", "railway"}),
    frozenset({"source", "supply.depots"}),
    frozenset({"talks", "talks.terms"}),
)
"""Families of which no two things may share an id."""


class Mention(NamedTuple):
    """An id in a file."""

    path: Path
    """Where it stands; for a key, where what stands under it does."""
    is_key: bool
    id: str
    families: tuple[str, ...]
    """What it can be the id of."""
    is_own: bool
    """Whether something gets its id here; else it is referred to."""


def mentions(data: Any) -> list[Mention]:
    """All ids of a file, given or referred to, in its order."""
    return list(_walk([whole_schema()], data, ()))


def own_id(data: Any, path: Path) -> str | None:
    """The id that is given at a path, as a value or as a key; None where none is."""
    if not path:
        return None
    name, above = path[-1], schemas_at(data, path[:-1])
    if isinstance(name, str) and any(_is_table(part) for part in above):
        return name
    value = value_at(data, path)
    is_given = any(_is_own(path, part) for part in schemas_at(data, path))
    return value if is_given and isinstance(value, str) else None


def same(data: Any, path: Path) -> list[Mention]:
    """Wherever a file names what gets its id at a path.

    Where something else has the same id, and a field that can name both does, that is meant too. Where the file gives
    an id twice that must be unique, what refers to it is left to the other one.
    """
    id, every = own_id(data, path), mentions(data)
    alike = [mention for mention in every if mention.id == id]
    own = [mention for mention in alike if mention.is_own]
    if path[-1] != GROUP and any(each.path != path and _is_double(family_of(path), each) for each in own):
        return [mention for mention in own if mention.path == path]
    given = {mention.families for mention in own}
    families = {family_of(path)}
    while True:
        met = {family for mention in alike if families & set(mention.families) for family in mention.families}
        more = {family for family in met if (family,) in given} - families
        if not more:
            return [mention for mention in alike if families & set(mention.families)]
        families |= more


def rename(sheet: Sheet, path: Path, new: str) -> Made:
    """Another id for what gets it at a path, and wherever the file refers to that. Raises EditError."""
    is_key = value_at(sheet.data, path) != own_id(sheet.data, path)
    home = (*path[:-1], new) if is_key else path[:-1]
    if own_id(sheet.data, path) == new:
        return Made(sheet, home)
    found = same(sheet.data, path)
    _check(sheet, found, path, new)

    def change(data: Any) -> None:
        for mention in sorted(found, key=lambda each: (-len(each.path), each.is_key)):
            _put(data, mention, new)

    return Made(sheet.made([_splice(sheet, mention, new) for mention in found], (), change), home)


def family_of(path: Path) -> str:
    """The family of what gets its id at a path; for what nothing refers to, the way to where it stands."""
    if path[-1] == GROUP:
        return GROUP
    home = path[:-2] if path[-1] == "id" else path[:-1]
    if home[:1] == ("order_of_battle",):
        return "unit" if home[-1] == "units" else "formation"
    known = next((family for family, place in HOMES.items() if place == home), None)
    return known or ".".join(step for step in home if isinstance(step, str))


# Finding


def _walk(parts: list[Schema], data: Any, path: Path) -> Iterator[Mention]:
    if isinstance(data, str):
        is_own = any(_is_own(path, part) for part in parts)
        families = (family_of(path),) if is_own else _families(parts, data)
        if families:
            yield Mention(path, False, data, families, is_own)
    elif isinstance(data, dict):
        parts = of_kind(parts, data)
        for key, inner in data.items():
            if isinstance(key, str):
                yield from _key(parts, key, (*path, key))
                yield from _walk([each for part in parts for each in under(part, key)], inner, (*path, key))
    elif isinstance(data, list):
        below = [each for part in parts for each in under(part, 0)]
        for number, inner in enumerate(data if below else ()):
            yield from _walk(below, inner, (*path, number))


def _key(parts: list[Schema], key: str, path: Path) -> Iterator[Mention]:
    """A key that is an id."""
    for part in parts:
        families = tuple(part.get("propertyNames", {}).get("x-of", ()))
        if _is_table(part):
            yield Mention(path, True, key, (family_of(path),), True)
        elif families and key not in part.get("properties", {}):
            yield Mention(path, True, key, families, False)


def _is_table(part: Schema) -> bool:
    """Whether things get their ids as its keys."""
    return "patternProperties" in part and "propertyNames" not in part


def _is_own(path: Path, part: Schema) -> bool:
    return path[-1] in ("id", GROUP) and "pattern" in part and "x-of" not in part


def _families(parts: list[Schema], words: str) -> tuple[str, ...]:
    """What a text can be the id of; a spot that is no hex is that of a place."""
    if {"string", "array"} <= {part.get("type") for part in parts}:
        return () if words.isdigit() else ("place",)
    return tuple(dict.fromkeys(family for part in parts for family in part.get("x-of", ())))


# Changing


def _check(sheet: Sheet, found: list[Mention], path: Path, new: str) -> None:
    """Refuse an id that is none, or another's."""
    if not ID.fullmatch(new):
        told = say(
            "found {found}; an id is lower-case letters and digits, words joined by hyphens", found=describe(new)
        )
        raise EditError(told)
    families = {family for mention in found for family in mention.families if mention.is_own}
    if "place" in families and new.isdigit():
        raise EditError(say("found {found}; digits alone are a hex, not the id of a place", found=describe(new)))
    for mention in mentions(sheet.data):
        if mention.id == new and mention.is_own and any(_can_clash(family, mention) for family in families):
            where = path_text(mention.path if mention.is_key else mention.path[:-1])
            raise EditError(say("'{id}' is already the id of {path}", id=new, path=where))
    for mention in found:
        above = mention.path[:-1]
        fields = [name for part in schemas_at(sheet.data, above) for name in part.get("properties", {})]
        if mention.is_key and new in (*fields, *(sheet.get(above) or {})):
            raise EditError(say("'{id}' means something else in {path}", id=new, path=path_text(above)))


def _is_double(family: str, other: Mention) -> bool:
    """Whether something that gets the same id must have another one."""
    return any(family == each or any({family, each} <= unique for unique in _UNIQUE) for each in other.families)


def _can_clash(family: str, other: Mention) -> bool:
    return any(family == each or any({family, each} <= shared for shared in _shared()) for each in other.families)


@cache
def _shared() -> frozenset[frozenset[str]]:
    """Families whose ids must differ: by the rules of the file, or because a field can name either."""

    def named(part: Any) -> Iterator[frozenset[str]]:
        if isinstance(part, dict):
            yield frozenset(part.get("x-of", ()))
        for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            yield from named(inner)

    return frozenset({*_UNIQUE, *named(whole_schema())})


def _splice(sheet: Sheet, mention: Mention, new: str) -> Splice:
    """The other id in the place of one, in the quotes that stand there."""
    *_, step = mention.path
    node, parent = sheet.at(mention.path), sheet.at(mention.path[:-1])
    assert node is not None and parent is not None
    node = parent.keys[parent.index(step)] if mention.is_key else node
    *_, words = rewritten(sheet.text, node, new)
    return Splice(node.start, node.end, words)


def _put(data: Any, mention: Mention, new: str) -> None:
    *above, step = mention.path
    for each in above:
        data = data[each]
    if not mention.is_key:
        data[step] = new
        return
    items = [(new if key == step else key, value) for key, value in data.items()]
    data.clear()
    data.update(items)
