"""Reports as plain text with straight columns, Chinese or English."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from game.session.words.table import Report, Table

_GAP = "  "


def plain(report: Report) -> str:
    """A report as the lines of a text file."""
    lines = [report.title, "=" * width(report.title), "", *report.verdict]
    for table in report.tables:
        lines += ["", *_table(table)]
    if report.lines:
        lines += ["", *report.lines]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def width(text: str) -> int:
    """Columns of a text on a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _table(table: Table) -> Iterator[str]:
    heads = [head.replace("\n", " ") for head in table.heads]
    widths = [max(map(width, column)) for column in zip(heads, *table.rows, strict=True)]
    yield table.title
    yield "-" * width(table.title)
    for row in (heads, *table.rows):
        yield _GAP.join(_cell(table, row, column, widths[column]) for column in range(len(heads)))


def _cell(table: Table, row: Sequence[str], column: int, wide: int) -> str:
    """Words begin on the left, figures end on the right."""
    space = " " * (wide - width(row[column]))
    return row[column] + space if column in table.words else space + row[column]
