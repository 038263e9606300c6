"""Changes of a text: other characters in the place of some."""

from collections.abc import Iterable
from typing import NamedTuple

from game.scenario.text.tree import Node


class Splice(NamedTuple):
    """Other characters in the place of some."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """A text with some changes, none of which meet."""
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def extent(node: Node, number: int) -> tuple[int, int]:
    """Where an item begins, with its key, and ends."""
    item = node.items[number]
    return (node.keys[number].start if node.is_mapping else item.start), item.end


def flow_cuts(text: str, node: Node, number: int) -> list[Splice]:
    """What goes with an item in brackets: its comma, but no comment."""
    start, end = extent(node, number)
    if number + 1 < len(node.items):
        following = extent(node, number + 1)[0]
        gap = text[end:following]
        if "#" not in gap:
            return [Splice(start, following, "")]
        comma = end + gap.index(",")
        return [Splice(start, end, ""), Splice(comma, comma + 1, "")]
    if number == 0:
        return [Splice(start, end, "")]
    before = node.items[number - 1].end
    gap = text[before:start]
    if "#" not in gap:
        return [Splice(before, end, "")]
    comma = before + gap.index(",")
    return [Splice(comma, comma + 1, ""), Splice(start, end, "")]
