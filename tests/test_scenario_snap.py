"""Snapping lines to small maps."""

import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.hexgrid import DIRECTIONS, HexGrid
from game.scenario.survey.line_store import LineStore
from game.scenario.survey.snap import Snapper, Stop, canonical, sides_crossed

GRID = HexGrid(6, 6, 30)
SNAPPER = Snapper(GRID)


def held(number, grid=GRID):
    hex = grid.index(number)
    return Stop(grid.centre(hex), hex)


def hexes(*stops):
    return [GRID.number(hex) for hex in SNAPPER.to_hexes(list(stops))]


def sides(*stops):
    return [f"{GRID.number(hex)} {DIRECTIONS[direction]}" for hex, direction in SNAPPER.to_sides(list(stops))]


def test_a_road_runs_straight_down_a_column():
    assert hexes(held("0301"), held("0304")) == ["0301", "0302", "0303", "0304"]


def test_a_road_passes_the_hexes_in_its_line():
    chain = hexes(held("0101"), held("0505"), held("0501"))
    assert chain[0] == "0101"
    assert "0505" in chain
    assert chain[-4:] == ["0504", "0503", "0502", "0501"]


def test_a_point_only_guides():
    near = GRID.centre(GRID.index("0303"))
    chain = hexes(held("0301"), Stop((near[0] + 0.3, near[1])), held("0305"))
    assert chain == ["0301", "0302", "0303", "0304", "0305"]


def test_a_bent_line_is_followed_and_not_cut_short():
    corner = GRID.centre(GRID.index("0606"))
    chain = hexes(held("0106"), Stop(corner), held("0601"))
    assert "0606" in chain or "0605" in chain


def test_a_river_runs_along_the_hexes_in_its_line():
    chain = "0103 n, 0103 ne, 0203 n, 0203 ne, 0304 n, 0303 se, 0403 n, 0403 ne, 0504 n, 0504 ne, 0604 n"
    assert ", ".join(sides(held("0103"), held("0603"))) == chain


def test_a_river_that_begins_at_a_hex_takes_its_outermost_corner():
    assert sides(held("0302"), held("0304")) == ["0201 se", "0202 ne", "0202 se", "0203 ne", "0203 se", "0204 ne"]


def test_a_river_crosses_the_whole_map():
    chain = SNAPPER.to_sides([Stop((-3, 2.0)), Stop((9, 2.0))])
    columns = {hex % GRID.columns for hex, _ in chain}
    assert columns == set(range(GRID.columns))


def test_what_lies_off_the_map_is_cut_off():
    assert hexes(Stop((-5, 0.0)), held("0101"), held("0103")) == ["0101", "0102", "0103"]


@pytest.mark.parametrize("snap", [SNAPPER.to_hexes, SNAPPER.to_sides])
def test_a_line_off_the_map_snaps_to_nothing(snap):
    assert snap([Stop((-3, -3)), Stop((9, -3))]) == []


def test_a_side_has_one_name():
    here, there = GRID.index("0303"), GRID.index("0302")
    assert canonical(GRID, here, 0) == canonical(GRID, there, 3) == (here, 0)
    assert canonical(GRID, GRID.index("0101"), 0) is None


def test_a_road_crosses_a_side_at_each_step():
    chain = SNAPPER.to_hexes([held("0301"), held("0303")])
    assert [GRID.number(hex) for hex, _ in sides_crossed(GRID, chain)] == ["0302", "0303"]


maps = st.builds(HexGrid, st.integers(1, 9), st.integers(1, 9), st.just(30))


@st.composite
def drawn(draw):
    grid = draw(maps)
    stops = []
    for _ in range(draw(st.integers(2, 4))):
        if draw(st.booleans()):
            stops.append(held(grid.number(draw(st.integers(0, grid.size - 1))), grid))
        else:
            stops.append(Stop((draw(st.floats(-3, 12)), draw(st.floats(-3, 12)))))
    return grid, stops


@given(drawn())
def test_a_road_is_a_chain_through_its_hexes(line):
    grid, stops = line
    chain = Snapper(grid).to_hexes(stops)
    assert all(grid.direction(here, there) >= 0 for here, there in pairwise(chain))
    assert {stop.hex for stop in stops if stop.hex >= 0} <= set(chain)


@given(drawn())
def test_a_river_is_a_chain_of_touching_sides(line):
    grid, stops = line
    ends = [ends_of(grid, *side) for side in Snapper(grid).to_sides(stops)]
    assert all(here & there for here, there in pairwise(ends))


def ends_of(grid, hex, direction):
    return {tuple(round(part, 6) for part in grid.corner(hex, corner % 6)) for corner in (direction - 1, direction)}


@given(drawn())
def test_the_chain_weighs_least(line):
    """Against a slow search over all nodes, on maps small enough for it."""
    grid, stops = line
    inside = [stop for stop in stops if stop.hex >= 0][:2]
    if len(inside) < 2 or grid.size > 30:
        return
    chain = Snapper(grid).to_hexes(inside)
    assert math.isclose(weigh(grid, chain, inside), lightest(grid, inside), rel_tol=1e-5)


def weigh(grid, chain, stops):
    return sum(link(grid, here, there, stops) for here, there in pairwise(chain))


def link(grid, here, there, stops):
    (x1, y1), (x2, y2) = grid.centre(here), grid.centre(there)
    point = ((x1 + x2) / 2, (y1 + y2) / 2)
    (ax, ay), (bx, by) = stops[0].point, stops[1].point
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = max(0, min(1, ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / length)) if length else 0
    return 1 + 4 * ((point[0] - ax - share * (bx - ax)) ** 2 + (point[1] - ay - share * (by - ay)) ** 2)


def lightest(grid, stops):
    best = {stops[0].hex: 0.0}
    for _ in range(grid.size):
        for here in list(best):
            for direction in range(6):
                there = grid.step(here, direction)
                if there >= 0:
                    weight = best[here] + link(grid, here, there, stops)
                    best[there] = min(best.get(there, math.inf), weight)
    return best[stops[1].hex]


class TestKeptLines:
    """Chains kept between runs are those that would be drawn."""

    GRID = HexGrid(40, 30, 30)
    STOPS = (Stop((1.0, 2.0)), Stop((12.5, 9.0)), Stop((20.0, 5.5)))

    def drawn(self, file: Path) -> tuple[list[int], list[tuple[int, int]]]:
        store = LineStore(self.GRID, file)
        chains = store.to_hexes(list(self.STOPS)), store.to_sides(list(self.STOPS))
        store.keep()
        return chains

    def test_they_are_read_again_as_they_were_drawn(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = tmp_path / "new" / "lines.json"
        first = self.drawn(file)
        assert first == (Snapper(self.GRID).to_hexes(list(self.STOPS)), Snapper(self.GRID).to_sides(list(self.STOPS)))
        monkeypatch.setattr(Snapper, "to_hexes", None)  # nothing may be drawn
        monkeypatch.setattr(Snapper, "to_sides", None)
        assert self.drawn(file) == first

    @pytest.mark.parametrize(
        "harm", [lambda told: told[:-9], lambda told: told.replace(b"1", b"2"), lambda told: b"\xff"]
    )
    def test_a_torn_or_edited_file_counts_for_nothing(self, tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
        file = tmp_path / "lines.json"
        first, whole = self.drawn(file), file.read_bytes()
        file.write_bytes(harm(whole))
        assert self.drawn(file) == first
        assert file.read_bytes() == whole

    def test_without_a_folder_to_write_to_lines_are_drawn_all_the_same(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        assert self.drawn(tmp_path / "file" / "lines.json") == self.drawn(tmp_path / "lines.json")

    def test_another_map_has_its_own(self, tmp_path: Path) -> None:
        file, wide = tmp_path / "lines.json", HexGrid(60, 30, 30)
        self.drawn(file)
        assert LineStore(wide, file).to_hexes(list(self.STOPS)) == Snapper(wide).to_hexes(list(self.STOPS))
