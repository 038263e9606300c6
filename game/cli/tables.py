"""Tables and reports in the terminal."""

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from game.cli.wrap import hang
from game.session.table import Report, Table


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


def grid(table: Table) -> Grid:
    """A table with its figures to the right."""
    title = Text(table.title, "bold")
    shown = Grid(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number, head in enumerate(table.heads):
        if number in table.words:
            shown.add_column(Text(head), overflow="fold")
        else:
            widest = max(cell_len(row[number]) for row in table.rows)
            shown.add_column(Text(head), justify="right", overflow="fold", min_width=widest)
    for row in table.rows:
        shown.add_row(*map(Text, row))
    return shown
