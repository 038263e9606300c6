"""What a report is made of, for whoever prints it."""

from collections.abc import Sequence
from typing import NamedTuple


class Table(NamedTuple):
    """Rows under column heads."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    words: tuple[int, ...] = (0,)
    """The columns that hold words; the others hold figures."""


class Report(NamedTuple):
    """What there is to say at the end."""

    title: str
    verdict: list[str]
    tables: list[Table]
    lines: list[str]
