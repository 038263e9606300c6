"""Tables and reports in the terminal."""

from collections.abc import Iterable
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from game.cli.wrap import hang, wrap
from game.session.words.table import Report, Table

_BETWEEN = 2
"""Cells between two columns, and at the edge."""
_LONG_WORD = 16
_READABLE = 20
"""Cells below which a column of sentences is no longer read but spelt."""
_SHORT = 2
"""Lines that names may take in a narrower column."""
_INDENT = (0, 0, 0, _BETWEEN)


def print_report(out: Console, report: Report) -> None:
    """A report from its title to its last line."""
    out.print()
    out.rule(Text(report.title, "bold"))
    for line in report.verdict:
        paragraph(out, line, "bold" if line == report.verdict[0] else "")
    for table in report.tables:
        out.print()
        out.print(grid(table))
    out.print()
    for line in report.lines:
        paragraph(out, line)


def paragraph(out: Console, text: str, style: str = "") -> None:
    """Text wrapped as its language wants it."""
    out.print(Text(hang("", text, out.width), style))


def grid(table: Table) -> "Fitted":
    """A table with its figures to the right, as wide as it is printed."""
    return Fitted(table)


class Fitted:
    """A table that takes no more room than there is.

    What is too wide for its column goes on below; where that would leave the first column a strip of letters,
    its words stand on lines of their own above their figures.
    """

    def __init__(self, table: Table) -> None:
        self.table = table

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """The table for a width."""
        table, room = self.table, options.max_width
        title = Text(table.title, "bold")
        widths = _widths(table, room)
        first = [row[0] for row in table.rows]
        if 0 not in table.words or widths[0] >= _READABLE or all(_is_short(words, widths[0]) for words in first):
            yield _filled(_columns(table, widths, title=title, title_justify="left"), table.rows)
            return
        rest = Table("", table.heads[1:], [row[1:] for row in table.rows], tuple(n - 1 for n in table.words if n))
        widths = _widths(rest, room - _BETWEEN)
        yield title
        yield Padding(_columns(rest, widths, show_edge=False), _INDENT)
        for words, figures in zip(first, rest.rows, strict=True):
            yield Text(hang("", words, room))
            yield Padding(_filled(_columns(rest, widths, show_edge=False, show_header=False), [figures]), _INDENT)


def _is_short(words: str, width: int) -> bool:
    """Whether words take a line or two of a column."""
    lines = wrap(words, width)
    return len(lines) <= _SHORT and all(cell_len(line) <= width for line in lines)


def _columns(table: Table, widths: list[int], **look: Any) -> Grid:
    """The heads of a table, without rows."""
    made = Grid(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, **look)
    for number, (head, width) in enumerate(zip(table.heads, widths, strict=True)):
        justify: JustifyMethod = "left" if number in table.words else "right"
        made.add_column(Text(head), justify=justify, overflow="fold", width=width)
    return made


def _filled(grid: Grid, rows: Iterable[tuple[str, ...]]) -> Grid:
    for row in rows:
        grid.add_row(*map(Text, row))
    return grid


def _widths(table: Table, room: int) -> list[int]:
    """Cells of each column: all it wants if there is room, else what must stay whole and a share of what is left.

    Who wants least is served first, so that figures stay whole and sentences wrap.
    """
    columns = [(head, *(row[number] for row in table.rows)) for number, head in enumerate(table.heads)]
    wanted = [max(map(cell_len, column)) for column in columns]
    room -= _BETWEEN * len(columns)
    if sum(wanted) <= room:
        return wanted
    least = [_longest_word(column) if n in table.words else _longest_figure(column) for n, column in enumerate(columns)]
    while sum(least) > room and max(least) > 1:
        least[least.index(max(least))] -= 1
    widths, free = list(least), max(0, room - sum(least))
    greedy = sorted(range(len(columns)), key=lambda number: wanted[number] - least[number])
    for served, number in enumerate(greedy):
        more = min(wanted[number] - least[number], free // (len(columns) - served))
        widths[number] += more
        free -= more
    return widths


def _longest_word(column: Iterable[str]) -> int:
    """Cells of the longest word, unless it is very long."""
    return min(max((cell_len(piece) for text in column for piece in text.split()), default=1), _LONG_WORD)


def _longest_figure(column: Iterable[str]) -> int:
    """Cells of the longest figure with its unit, or of the longest word of the head."""
    head, *figures = column
    return max(map(cell_len, [*head.split(), *figures]), default=1)
