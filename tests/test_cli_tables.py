"""Tables in the terminal."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from game.cli.tables import grid, paragraph
from game.session.words.table import Table
from game.session.words.text import Texts

HEADS = ("metric", "history", "5 %", "median", "95 %", "10 to 90 %, and the widest", "below, %", "never", "verdict")
SENTENCE = "With the Nationalists at Cixian and Matou the ring closes."
ROWS = [(SENTENCE, "3,000", "2,217", "2,895", "3,694", "1,217 / 3,000", "61", "140", "too wide")] * 2


def printed(width: int) -> list[str]:
    out = Console(file=io.StringIO(), width=width)
    out.print(grid(Table("Metrics", HEADS, ROWS, words=(0, 8))))
    return out.file.getvalue().splitlines()


@pytest.mark.parametrize("width", [80, 100, 200])
def test_a_table_keeps_to_the_width_and_loses_nothing(width: int) -> None:
    """Figures stay whole while there is room, sentences wrap, and no column is cut off."""
    lines = printed(width)
    assert all(cell_len(line) <= width for line in lines)
    for word in ("history", "Cixian", "Matou", "closes.", "3,000", "2,217", "3,694", "61", "140", "verdict", "wide"):
        assert any(word in line for line in lines), word


def test_sentences_that_would_become_a_strip_of_letters_stand_above_their_figures() -> None:
    """Where 80 cells are not enough for both, and the figures stay under their heads."""
    lines = printed(80)
    above = lines.index(SENTENCE)
    (heads,) = (line for line in lines[:above] if "median" in line)
    assert lines[above + 1].index("2,895") + len("2,895") == heads.index("median") + len("median")


@pytest.mark.parametrize("names", ["greedy – random", "staff-easy – historical", "Nationalists, gone over"])
def test_names_that_take_two_lines_stay_beside_their_figures(names: str) -> None:
    """As in an arena of 30 pairs, whose figures are as wide as these."""
    heads = ("", "won", "tied", "lost", "share", "95 %", "score", "95 %")
    row = (names, "100", "12", "88", "100%", "89% to 100%", "+1,256", "+1,106 to +1,407")
    out = Console(file=io.StringIO(), width=80)
    out.print(grid(Table("Each against each", heads, [row])))
    lines = out.file.getvalue().splitlines()
    (figures,) = (line for line in lines if "+1,256" in line)
    assert figures.split(maxsplit=1)[0] == names.split(maxsplit=1)[0] and all(cell_len(line) <= 80 for line in lines)


def test_a_figure_keeps_its_unit_beside_it() -> None:
    rows = [(SENTENCE, "112–119 km", "3.2 d", "history is a surprise")]
    table = Table("Metrics", ("metric", "history of the march", "spread of the games", "verdict"), rows, words=(0, 3))
    for width in (60, 80):
        out = Console(file=io.StringIO(), width=width)
        out.print(grid(table))
        assert "112–119 km" in out.file.getvalue() and "3.2 d" in out.file.getvalue(), width


def test_a_command_to_copy_stands_on_a_line_of_its_own() -> None:
    out = Console(file=io.StringIO(), width=60)
    file = "a-long-name-of-a-study.sqlite"
    paragraph(out, Texts("en").say("batch.file", file=file))
    assert f"hebei watch {file}#0" in out.file.getvalue().splitlines()
