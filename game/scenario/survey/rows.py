"""Checks of the rows of a map: equally long, and of the letters of the legend."""

from unicodedata import normalize

from game.scenario.problems import Path, Report, nearest
from game.scenario.sayings import say
from game.scenario.schema.map import Map


def check_row(chart: Map, number: int, report: Report) -> None:
    """Report what is wrong with a row; a letter that many rows have is told of once."""
    row, path = chart.rows[number], ("map", "rows", number)
    width, first = len(row), len(chart.rows[0])
    if width != first:
        unequal = say(
            "this row has {width} hexes, the first row {first}; all must be equally long", width=width, first=first
        )
        report.error(path, unequal)
    elif not 1 <= width <= 99:
        report.error(path, say("this row has {width} hexes; a map is 1 to 99 hexes wide", width=width))
    for column, letter in enumerate(row):
        if letter not in chart.legend and letter not in row[:column]:
            _tell_letter(chart, number, column, report, path)


def _tell_letter(chart: Map, number: int, column: int, report: Report, path: Path) -> None:
    letter = chart.rows[number][column]
    meant = normalize("NFKC", letter)  # full-width signs of a Chinese keyboard
    hint = say("write {value}", value=meant) if meant in chart.legend else nearest(letter, chart.legend)
    there = [other for other, row in enumerate(chart.rows) if letter in row]
    if number != there[0]:
        return
    message = say("character {number} of the row, '{letter}', is not in the legend", number=column + 1, letter=letter)
    if there[1:]:
        message = say("{message}; {count} rows have it", message=message, count=len(there))
    report.error(path, message, hint)
