"""The blocks of a text: what stands under a name in column 1, read again alone when it changes.

Reading all of a campaign takes a tenth of a second, which a hand that paints would feel.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from itertools import pairwise
from typing import Any, NamedTuple

from game.editor.splices import Splice, spliced
from game.scenario.problems import Path, ScenarioError
from game.scenario.shape.fields import value_at
from game.scenario.text.marks import Document, read_text
from game.scenario.text.tree import is_same


class Known(NamedTuple):
    """What a text says, for one that came of another by a change in one block."""

    data: dict[str, Any]
    """Its content; what did not change is shared with the text before."""
    blocks: dict[str, tuple[int, int]]
    """By name where each block begins and ends."""


def blocks_of(document: Document, text: str) -> dict[str, tuple[int, int]]:
    """Where each block begins and ends; none of a text in which something is wrong, or that is laid out otherwise."""
    names = list(document.data) if isinstance(document.data, dict) and not document.problems else []
    marks = [document.keys[(name,)] for name in names]
    if not marks or document.values[()] != marks[0] or any(column != 1 for _, column in marks):
        return {}
    lines = [0]
    while (end := text.find("\n", lines[-1])) >= 0:
        lines.append(end + 1)
    starts = [lines[min(line, len(lines)) - 1] for line, _ in marks]
    blocks = dict(zip(names, pairwise([*starts, len(text)]), strict=True))
    is_there = all(text.startswith((name, f'"{name}', f"'{name}"), start) for name, (start, _) in blocks.items())
    return blocks if is_there else {}


def changed_alone(
    text: str, before: Known, splices: Iterable[Splice], path: Path, change: Callable[[Any], None]
) -> Known | None:
    """What a text says after a change within one block; None where it is none, or says anything but what was meant.

    The block stands for itself: read alone it must be the one name with what was meant, and end with its line.
    """
    splices, name = list(splices), str(path[0]) if path else ""
    start, end = before.blocks.get(name, (0, 0))
    is_last = end == len(text)
    if not all(start <= each.start and each.end <= end and (each.start < end or is_last) for each in splices):
        return None
    block = spliced(text[start:end], (Splice(one - start, other - start, words) for one, other, words in splices))
    if not (start < end and (is_last or block.endswith("\n"))):
        return None
    meant = {name: deepcopy(before.data[name])}
    try:
        change(value_at(meant, path))
        document = read_text(block, "")
    except (ScenarioError, LookupError, TypeError):
        return None
    if document.problems or not is_same(document.data, meant):
        return None
    return Known({**before.data, **document.data}, _moved(before.blocks, end, len(block) - (end - start)))


def _moved(blocks: Mapping[str, tuple[int, int]], end: int, by: int) -> dict[str, tuple[int, int]]:
    """Where blocks stand when the one that ended here has become longer."""
    return {
        name: (first + by if first >= end else first, last + by if last >= end else last)
        for name, (first, last) in blocks.items()
    }
