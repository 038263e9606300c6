"""Tables and reports in the terminal."""

from collections.abc import Iterable

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table as Grid
from rich.text import Text

from game.cli.wrap import hang
from game.session.table import Report, Table

_BETWEEN = 2
"""Cells between two columns, and at the edge."""
_LONG_WORD = 16


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
    """A table that takes no more room than there is: what is too wide for its column goes on below."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """The table for a width."""
        table = self.table
        title = Text(table.title, "bold")
        shown = Grid(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
        for number, (head, width) in enumerate(zip(table.heads, _widths(table, options.max_width), strict=True)):
            shown.add_column(
                Text(head), justify="left" if number in table.words else "right", overflow="fold", width=width
            )
        for row in table.rows:
            shown.add_row(*map(Text, row))
        yield shown


def _widths(table: Table, room: int) -> list[int]:
    """Cells of each column: all it wants if there is room, else its longest pieces and a share of what is left.

    Who wants least is served first, so that figures stay whole and sentences wrap.
    """
    columns = [(head, *(row[number] for row in table.rows)) for number, head in enumerate(table.heads)]
    wanted = [max(map(cell_len, column)) for column in columns]
    room -= _BETWEEN * len(columns)
    if sum(wanted) <= room:
        return wanted
    least = [_longest_piece(column, number in table.words) for number, column in enumerate(columns)]
    while sum(least) > room and max(least) > 1:
        least[least.index(max(least))] -= 1
    widths, free = list(least), max(0, room - sum(least))
    greedy = sorted(range(len(columns)), key=lambda number: wanted[number] - least[number])
    for served, number in enumerate(greedy):
        more = min(wanted[number] - least[number], free // (len(columns) - served))
        widths[number] += more
        free -= more
    return widths


def _longest_piece(column: Iterable[str], is_words: bool) -> int:
    """Cells of what should stay on one line: a figure, or a word unless it is very long."""
    longest = max((cell_len(piece) for text in column for piece in text.split()), default=1)
    return min(longest, _LONG_WORD) if is_words else longest
