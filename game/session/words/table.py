"""The parts of a report: headings, lines and tables, independent of how they are printed."""

from collections.abc import Sequence
from typing import NamedTuple


class Table(NamedTuple):
    """Rows under column heads."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    words: tuple[int, ...] = (0,)
    """The columns that hold words; the others hold figures."""


def filled(table: Table) -> Table:
    """The table without columns of which no row has anything, such as history where nothing is documented."""
    kept = [number for number in range(len(table.heads)) if any(row[number] for row in table.rows)]
    words = tuple(kept.index(number) for number in table.words if number in kept)
    heads, rows = tuple(table.heads[number] for number in kept), [tuple(row[n] for n in kept) for row in table.rows]
    return Table(table.title, heads, rows, words)


class Report(NamedTuple):
    """What there is to say at the end."""

    title: str
    verdict: list[str]
    tables: list[Table]
    lines: list[str]
