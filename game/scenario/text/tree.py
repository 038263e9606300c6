"""Where every part of a YAML text begins and ends, and how a value is written: what it takes to change a text in place.

Offsets count the characters of a text with plain line ends.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from game.scenario.problems import Path
from game.scenario.schema.types import HEXSIDE
from game.scenario.text.marks import is_text

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n\t,\[\]{}]*")
_UNSAFE = re.compile(r": |:$| #|\s$")
_BLOCK = re.compile(r"([|>])[+-]?([ \t].*)?")
"""The first line of a block of text: its sign, how it ends, perhaps a comment."""
_GAP = re.compile(r"(?<=\S) (?=\S)")
"""Where a line of words can go on in the next."""
_WIDE = 100
"""How long lines may become where those there were do not tell."""
_ENDS: tuple[type[Any], ...] = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, list or mapping of a text."""

    start: int
    end: int
    """Behind its last character; comments and line ends after it do not belong to it."""
    is_flow: bool = False
    """Whether it stands in brackets."""
    value: str | None = None
    """What a scalar says; None for a list or mapping."""
    style: str = ""
    """The quote around a scalar, or the sign before a block of text; empty for a plain one."""
    items: tuple["Node", ...] = ()
    keys: tuple["Node", ...] = ()
    """Of a mapping, one for each item."""
    is_mapping: bool = False

    def inside(self, step: str | int) -> "Node | None":
        """The value under a key, or at an index."""
        number = self.index(step)
        return self.items[number] if number >= 0 else None

    def index(self, step: str | int) -> int:
        """Where among the items a key or an index leads, -1 for nowhere."""
        if isinstance(step, int):
            return step if not self.is_mapping and 0 <= step < len(self.items) else -1
        return next((number for number, key in enumerate(self.keys) if key.value == step), -1)

    def at(self, path: Path) -> "Node | None":
        """What a path leads to."""
        node: Node | None = self
        for step in path:
            node = node.inside(step) if node is not None else None
        return node


def read_tree(text: str, first: int = 0, last: int | None = None) -> Node:
    """The tree of a text, or of a part of it, that `marks.read_text` has read without an error."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = yaml.parse(text[first:last], Loader=loader)
    for event in events:
        if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            return _node(event, events, text, first)
    raise ValueError("nothing stands there")


def _node(event: Any, events: Iterator[Any], text: str, first: int) -> Node:
    """What begins with an event, to its end."""
    start, end = event.start_mark.index + first, event.end_mark.index + first
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ""
        if style in ("|", ">"):
            end = start + len(text[start:end].rstrip())
        return Node(start, end, value=event.value, style=style)
    is_mapping, keys, items = isinstance(event, yaml.MappingStartEvent), [], []
    inner = next(events)
    while not isinstance(inner, _ENDS):
        if is_mapping:
            keys.append(_node(inner, events, text, first))
            inner = next(events)
        items.append(_node(inner, events, text, first))
        inner = next(events)
    end = inner.end_mark.index + first if event.flow_style or not items else items[-1].end
    return Node(start, end, bool(event.flow_style), items=tuple(items), keys=tuple(keys), is_mapping=is_mapping)


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of the same types, keys in the same order left aside."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(is_same, one, other))
    return type(one) is type(other) and one == other


def rewritten(text: str, node: Node, value: Any) -> Iterator[str]:
    """Ways to write a value in the place of another, the likest to how that stands there first.

    Words keep their quotes, and several lines where they stood in several. Not every way can say every value, so what
    is made of one has to be read again; the last can say all that can be said.
    """
    was = text[node.start : node.end]
    if not isinstance(value, str) or node.value is None:
        yield written(value)
        return
    if node.style in ("|", ">"):
        yield from _as_block(was, value)
    words = _in_quotes(value, node.style)
    if "\n" in was and node.style not in ("|", ">"):
        column = node.start - text.rfind("\n", 0, node.start) - 1
        lines = f"{' ' * column}{was}".split("\n")
        yield _wrapped(words, column, _indent(lines[1:]), max(map(len, lines)))
    yield words


def _as_block(was: str, value: str) -> Iterator[str]:
    """Words as a block of text like another."""
    head, *lines = was.split("\n")
    known, body = _BLOCK.fullmatch(head), value.removesuffix("\n")
    if known is None or not body:
        return
    indent = _indent(lines)
    first = f"{known[1]}{'-' if body == value else ''}{known[2] or ''}\n"
    if known[1] == "|":
        yield first + "\n".join(" " * indent + line if line else "" for line in body.split("\n"))
    elif "\n" not in body:
        longest = max([0 if lines[1:] else _WIDE, *map(len, lines)])
        yield f"{first}{' ' * indent}{_wrapped(body, indent, indent, longest)}"


def _wrapped(words: str, column: int, indent: int, longest: int) -> str:
    """Words from a column on, over as many lines as they take; what has no gap stays together."""
    done, line = "", ""
    for part in _GAP.split(words):
        if line and column + len(line) + 1 + len(part) > longest:
            done, line, column = f"{done}{line}\n{' ' * indent}", part, indent
        else:
            line = f"{line} {part}" if line else part
    return done + line


def _indent(lines: list[str]) -> int:
    return min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)


def moved(words: str, by: int, least: int) -> str:
    """Lines of which all but the first stand further to the right, or left; none left of ``least`` columns."""
    first, *others = words.split("\n")
    found = [first]
    for line in others:
        bare = line.lstrip(" ")
        found.append(" " * max(least, len(line) - len(bare) + by) + bare if bare else "")
    return "\n".join(found)


def written(value: Any) -> str:
    """A value on one line, as it can stand anywhere in a text; mappings and lists in brackets."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{written(key)}: {written(item)}' for key, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return _words(value) if isinstance(value, str) else str(value)


def _words(value: str) -> str:
    """Plain where that reads as the same text, else in quotes; a hexside is quoted as hexes are."""
    if HEXSIDE.fullmatch(value):
        return quoted(value)
    if _PLAIN.fullmatch(value) and not _UNSAFE.search(value) and value.isprintable() and is_text(value):
        return value
    return quoted(value)


def _in_quotes(value: str, style: str) -> str:
    """Words in the quotes that others stood in, where those can hold them."""
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return quoted(value) if style == '"' else written(value)


def quoted(value: str) -> str:
    """A text in double quotes."""
    whole = json.dumps(value, ensure_ascii=False)
    return _LINE_BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", whole)
