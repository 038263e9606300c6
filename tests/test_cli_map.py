"""The terminal's map: where the window lies, and that its lines are as wide as they should be."""

import io
import re

import numpy as np
import pytest
from rich.console import Console

from game.cli.map_canvas import Canvas, Ink
from game.cli.map_palette import LETTERS, PAPER
from game.cli.map_raster import Mark, Raster, rasterise
from game.cli.map_view import RULER, MapView, stacks
from game.cli.map_window import Window, around_fighting, whole_map
from game.cli.wrap import hang, packed, wrap
from game.core.hexgrid import HexGrid
from game.core.state import U
from game.resources import LANGUAGES
from game.scenario.load import Scenario, load
from game.scenario.rules import standard_rules
from game.scenario.schema.map import DEFAULT_LEGEND
from game.session.words.text import Catalogue, Texts
from game.ui.style.palette import palette, palette_names
from tests.boards import Board

WIDE = "\n".join(" ".join("." * 40) for _ in range(40))


@pytest.fixture(scope="module")
def handan() -> Scenario:
    return load("handan@the-pocket")


def terminal(colours: str | None) -> Console:
    return Console(file=io.StringIO(), width=90, height=30, color_system=colours, force_terminal=True)


@pytest.mark.parametrize("colours", ["truecolor", "256", "standard", None])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_line_has_the_width_of_the_window(handan: Scenario, colours: str | None, lang: str) -> None:
    view = MapView(Catalogue(lang, handan.world), handan, terminal(colours))
    window = around_fighting(handan.world, handan.start, (80, 20))
    lines = view.draw(handan.start, window)
    assert len(lines) == 1 + (window.height + 1) // 2 <= 21
    assert {line.cell_len for line in lines[1:]} == {RULER + window.width}
    assert all(line.cell_len <= 90 for line in view.legend(90))


def test_without_colours_a_small_initial_tells_militia(handan: Scenario) -> None:
    view = MapView(Catalogue("en", handan.world), handan, terminal(None))
    legend = "\n".join(line.plain for line in view.legend(90))
    lines = view.draw(handan.start, around_fighting(handan.world, handan.start, (80, 20)))
    drawn = "\n".join(line.plain for line in lines)
    assert "c3  militia" in legend and re.search(r"\bc\d", drawn) and re.search(r"\bC\d", drawn)


def test_a_name_does_not_run_into_the_letters_of_the_ground() -> None:
    """Crossing on hills is no Crossingh."""
    raster = Raster(*(np.zeros((2, 9), np.int64) for _ in range(3)))
    canvas = Canvas(raster, ("open",), None)
    for x in range(9):
        canvas.underlay(x, 0, "h")
    canvas.write(3, 0, "Abc", Ink((24, 48, 112)))
    canvas.part(2, 0)
    canvas.part(6, 0)
    assert canvas.line(0).plain == "hh Abc hh"
    view = MapView(Catalogue("en", (hilly := hills()).world), hilly, terminal(None))
    drawn = "\n".join(line.plain for line in view.draw(hilly.start, whole_map(hilly.world.grid, 80)))
    assert re.search(r"Town(?![a-z])", drawn) and re.search(r"\bh\b", drawn)


def hills() -> Scenario:
    place = {"town": {"name": "Town", "at": "0203"}}
    return Board("\n".join(["h " * 8] * 6), "A@0101", "b@0801", places=place).scenario


def test_a_name_is_readable_over_a_railway() -> None:
    """Dark ink on the dark of the rails would not be."""
    raster = Raster(*(np.zeros((4, 6), np.int64) for _ in range(3)))
    raster.marks[:, 2] = Mark.RAIL
    canvas = Canvas(raster, ("open",), "truecolor")
    canvas.write(1, 0, "abc", Ink((24, 48, 112)))
    written = canvas.line(0).spans[1]
    assert (written.start, written.end) == (1, 4) and str(written.style).endswith("on #ded7b2")


def test_the_window_holds_the_pocket(handan: Scenario) -> None:
    window = around_fighting(handan.world, handan.start, (80, 20))
    matou, xinxiang = (handan.world.places[handan.world.place_index[id]].hex for id in ("matou", "xinxiang"))
    assert window.holds(handan.world.grid, matou) and not window.holds(handan.world.grid, xinxiang)


def test_before_they_meet_the_window_holds_the_army_that_marches() -> None:
    """Two outposts that watch each other are no fighting yet."""
    board = Board(WIDE, "A@1010 men=11000", "B@1111 men=11000", "C@3030 men=2000", "d@3230 men=2000")
    window = around_fighting(board.world, board.turn.state, (60, 20))
    assert window.holds(board.world.grid, board.hex("1010")) and not window.holds(board.world.grid, board.hex("3030"))


def test_the_window_stays_while_the_fighting_does(handan: Scenario) -> None:
    window = around_fighting(handan.world, handan.start, (80, 20))
    state = handan.start.copy()
    state.units[U.MEN] = state.units[U.MEN] * 9 // 10
    assert around_fighting(handan.world, state, (80, 20), window) is window
    assert around_fighting(handan.world, state, (100, 20), window) is not window


def test_the_window_stays_on_the_map() -> None:
    board = Board(WIDE, "A@0101", "b@0201")
    assert around_fighting(board.world, board.turn.state, (80, 20)) == Window(0, 0, 20, 9, 4)


@pytest.mark.parametrize(("width", "zoom"), [(60, 1), (120, 2), (200, 2)])
def test_the_whole_map_fits_the_width(width: int, zoom: int) -> None:
    window = whole_map(HexGrid(57, 99, 33), width)
    assert window.zoom == zoom and window.width <= width


def test_letters_tell_the_sides_apart_without_colours() -> None:
    board = Board(WIDE, "A@0202 men=5000", "b@0402 men=11000")
    view = MapView(Catalogue("en", board.world), board.scenario, terminal(None))
    text = "\n".join(line.plain for line in view.draw(board.turn.state, Window(0, 0, 10, 8, 4), {board.hex("0402")}))
    assert " R5 " in text and " B11 ×" in text
    painted = MapView(Catalogue("en", board.world), board.scenario, terminal("truecolor"))
    text = "\n".join(line.plain for line in painted.draw(board.turn.state, Window(0, 0, 10, 8, 4)))
    assert " 5 " in text and "R5" not in text


def test_figures_of_a_stack() -> None:
    board = Board(WIDE, "A@0202 men=300", "B@0303 men=4600 type=headquarters", "c@0505 men=1000")
    state = board.turn.state
    state.units[U.ENCIRCLED, board.unit("B")] = 2
    found = stacks(board.world, state)
    assert [found[board.hex(number)].figures for number in ("0202", "0303", "0505")] == ["½", "*5!", "1"]


def test_rivers_roads_and_bridges_are_drawn() -> None:
    drawn = {
        "rivers": [{"id": "river", "name": "River", "line": ["0105", "1005"]}],
        "roads": [{"id": "road", "line": ["0502", "0508"]}],
        "bridges": [{"river": "river", "on": "road"}],
    }
    board = Board(WIDE, "A@0101", "b@2020", map=drawn)
    marks = rasterise(board.world, board.turn.state, Window(0, 0, 12, 10, 4)).marks
    assert {Mark(mark) for mark in set(marks.ravel().tolist())} == {Mark.NONE, Mark.ROAD, Mark.RIVER, Mark.BRIDGE}
    assert (marks == Mark.BRIDGE).sum() == 1


class TestWrap:
    """Lines in both languages."""

    def test_english_breaks_at_spaces(self) -> None:
        assert wrap("march to the river", 9) == ["march to", "the river"]

    def test_chinese_breaks_anywhere_but_before_a_stop_and_in_a_number(self) -> None:
        assert wrap("第39师进攻临洺关，损失1,234人。", 12) == ["第39师进攻临", "洺关，损失", "1,234人。"]

    def test_a_bracket_stays_with_what_it_opens(self) -> None:
        assert wrap("在邯郸（2953）", 8) == ["在邯郸", "（2953）"]

    def test_further_lines_hang(self) -> None:
        assert hang("→ ", "a" * 15 + " " + "b" * 15, 24) == "→ " + "a" * 15 + "\n  " + "b" * 15

    def test_items_are_packed_whole(self) -> None:
        from rich.text import Text

        assert [line.plain for line in packed([Text("aaa"), Text("bbb"), Text("ccc")], 9)] == ["aaa   bbb", "ccc"]


@pytest.mark.parametrize("terrain", standard_rules().terrains)
def test_every_terrain_has_words_colours_and_letters(terrain: str) -> None:
    assert all(terrain in Texts(lang).entry("map.terrains") for lang in LANGUAGES)
    assert terrain in PAPER and (terrain in LETTERS or terrain == "open")
    assert terrain in DEFAULT_LEGEND.values()
    assert all(terrain in palette(name).terrain for name in palette_names())
