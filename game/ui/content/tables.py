"""Reports and tables of `game.session` as rows."""

from game.session.words.plain_text import width
from game.session.words.table import Report, Table
from game.ui.content.rows import Cells, Gap, Heading, Row, Span, Title, Tone, text

_MOST_SHARE, _WHOLE, _APART = 24, 150, 3
"""A column of words takes so many columns of letters at most, and the last one what the whole page has left."""


def report_rows(report: Report) -> list[Row]:
    """A report from its verdict to its last line."""
    verdict, *more = report.verdict
    rows: list[Row] = [Title(verdict), *(text(line, Tone.FAINT) for line in more)]
    for table in report.tables:
        rows += table_rows(table)
    return [*rows, Gap(12), *(text(line, Tone.FAINT) for line in report.lines)]


def table_rows(table: Table) -> list[Row]:
    """A table under its title."""
    shares = tuple(
        min(_MOST_SHARE, _APART + max(width(cell.replace("\n", " ")) for cell in column))
        for column in zip(table.heads, *table.rows, strict=True)
    )
    right = tuple(number for number in range(len(shares)) if number not in table.words)
    last = len(shares) - 1
    free = max(0, _WHOLE - sum(shares))
    if last in table.words:
        shares, free = (*shares[:-1], shares[-1] + free), 0
    heads = tuple((Span(head.replace("\n", " ")),) for head in table.heads)
    made = [Cells((*heads, ()), (*shares, free), right, is_head=True)]
    made += [Cells((*((Span(cell),) for cell in row), ()), (*shares, free), right) for row in table.rows]
    return [Heading(table.title), *made]
