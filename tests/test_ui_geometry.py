"""The window's geometry: the camera, the lines of the map, its noise. No display, no pictures."""

import math
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.board import Edge, HexColumn
from game.core.hexgrid import HexGrid
from game.scenario.load import Scenario, load
from game.ui.land import lines
from game.ui.land.camera import LEVELS, MARGIN, Bounds, Camera
from game.ui.land.features import Features, features, river_names
from game.ui.land.ground import Ground
from game.ui.land.lines import Link, chains
from game.ui.land.noise import HexFields, crests, layers, noise
from game.ui.style.palette import colour, palette, palette_names
from tests.boards import scenario

GRID = HexGrid(30, 40, 33)
cameras = st.builds(
    lambda scale, east, south: Camera(GRID, (800, 600), scale, (east, south)).clamped(),
    st.sampled_from(LEVELS[1:]),
    st.floats(-5, 35),
    st.floats(-5, 45),
)
pixels = st.tuples(st.floats(0, 800), st.floats(0, 600))


@pytest.fixture(scope="module")
def handan() -> Scenario:
    return load("handan")


@pytest.fixture(scope="module")
def drawn(handan: Scenario) -> Features:
    return features(handan.world)


@given(cameras, pixels)
def test_pixels_and_map_points_are_inverse(camera: Camera, pixel: tuple[float, float]) -> None:
    assert camera.to_screen(*camera.to_map(*pixel)) == pytest.approx(pixel, abs=1e-6)


@given(cameras, st.integers(0, GRID.size - 1), st.integers(0, 200))
def test_no_hex_has_to_stay_under_what_lies_over_the_lower_edge(camera: Camera, hex: int, foot: int) -> None:
    _, y = replace(camera, foot=foot).centred(hex).centre_of(hex)
    assert y <= camera.size[1] - foot or camera.scale < LEVELS[2]


@given(cameras, st.integers(0, GRID.size - 1))
def test_the_hex_under_the_middle_of_a_hex_is_that_hex(camera: Camera, hex: int) -> None:
    assert camera.hex_at(*camera.centre_of(hex)) == hex


@given(cameras, pixels, st.sampled_from(LEVELS))
def test_what_is_under_the_cursor_stays_there_when_zooming(
    camera: Camera, pixel: tuple[float, float], scale: float
) -> None:
    before, zoomed = camera.to_map(*pixel), camera.zoomed(scale, pixel)
    free = Camera(GRID, camera.size, zoomed.scale, zoomed.middle)
    if zoomed == zoomed.clamped() and _is_free(zoomed):
        assert free.to_map(*pixel) == pytest.approx(before, abs=1e-6)


def _is_free(camera: Camera) -> bool:
    """Whether no edge of the map is near the edge of the screen."""
    shown, bounds = camera.shown(), Bounds.of(camera.grid)
    return (
        shown.left > bounds.left + 1e-6
        and shown.right < bounds.right - 1e-6
        and shown.top > bounds.top + 1e-6
        and shown.bottom < bounds.bottom - 1e-6
    )


@given(cameras, st.floats(-3000, 3000), st.floats(-3000, 3000))
def test_a_pan_never_leaves_the_map_and_its_margin(camera: Camera, right: float, down: float) -> None:
    shown, bounds, rim = camera.panned(right, down).shown(), Bounds.of(GRID), MARGIN / camera.scale
    if shown.width < bounds.width + 2 * rim:
        assert shown.left >= bounds.left - rim - 1e-6 and shown.right <= bounds.right + rim + 1e-6
    else:
        assert (shown.left + shown.right) / 2 == pytest.approx((bounds.left + bounds.right) / 2)


@given(st.integers(1, 99), st.integers(1, 99))
def test_the_whole_map_fits_and_its_bounds_hold_every_corner(columns: int, rows: int) -> None:
    grid = HexGrid(columns, rows, 33)
    bounds, camera = Bounds.of(grid), Camera.whole(grid, (640, 480), 10)
    for hex in {0, columns - 1, grid.size - columns, grid.size - 1, min(1, grid.size - 1)}:
        for corner in range(6):
            east, south = grid.corner(hex, corner)
            assert bounds.left - 1e-9 <= east <= bounds.right + 1e-9
            assert bounds.top - 1e-9 <= south <= bounds.bottom + 1e-9
            x, y = camera.to_screen(east, south)
            assert 10 - 1e-6 <= x <= 630 + 1e-6 and 10 - 1e-6 <= y <= 470 + 1e-6


@given(st.integers(1, 99), st.integers(1, 99), st.integers(0, 200))
def test_the_whole_map_lies_above_what_covers_the_lower_edge(columns: int, rows: int, foot: int) -> None:
    grid = HexGrid(columns, rows, 33)
    camera = Camera.whole(grid, (640, 480), 10, foot)
    for hex in (0, columns - 1, grid.size - columns, grid.size - 1):
        for x, y in camera.corners_of(hex):
            assert 10 - 1e-6 <= x <= 630 + 1e-6 and 10 - 1e-6 <= y <= 470 - foot + 1e-6
    if camera.scale >= camera.least_scale():
        assert camera.clamped().middle == pytest.approx(camera.middle, abs=(14 - 10) / camera.scale + 1e-6)


def test_steps_of_zoom_go_from_the_whole_map_to_the_nearest_level() -> None:
    camera = Camera.whole(GRID, (800, 600), MARGIN)
    scales = [camera.scale]
    for _ in range(9):
        camera = camera.stepped(1, (200, 100))
        scales.append(camera.scale)
    assert scales == sorted(scales) and scales[-1] == LEVELS[-1] and scales[0] == camera.stepped(-20).scale


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25))
def test_chains_hold_every_link_once(pairs: list[tuple[int, int]]) -> None:
    edges = sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b})
    links = [Link((a, 0), (b, 0), number) for number, (a, b) in enumerate(edges)]
    found = chains(links)
    assert sorted(mark for chain in found for mark in chain.marks) == list(range(len(links)))
    for chain in found:
        for number, mark in enumerate(chain.marks):
            assert {chain.nodes[number][0], chain.nodes[number + 1][0]} == set(edges[mark])


def test_of_three_rivers_that_meet_the_greater_two_run_through() -> None:
    links = [Link((0, 0), (1, 0), 1), Link((1, 0), (2, 0), 0), Link((1, 0), (3, 0), 1)]
    assert [(0, 0), (1, 0), (3, 0)] in [sorted(chain.nodes) for chain in chains(links)]


def test_a_smooth_line_passes_through_all_its_points() -> None:
    points = np.array([(0.0, 0.0), (1.0, 0.2), (1.5, 2.0), (4.0, 2.0)])
    pieces = lines.through_points(points)
    assert np.allclose([piece[0] for piece in pieces], points[:-1]) and np.allclose(pieces[-1][-1], points[-1])


def test_a_railway_runs_through_every_town_on_it(handan: Scenario, drawn: Features) -> None:
    world, edges = handan.world, handan.world.board.edges
    points = np.concatenate([piece for rail in drawn.rails for piece in rail.pieces])
    served = [place for place in world.places if (edges[Edge.RAIL, place.hex] >= 0).any()]
    assert len(served) > 10
    for place in served:
        assert np.hypot(*(points - world.grid.centre(place.hex)).T).min() < 1e-9, place.label.en


def test_every_stretch_of_railway_is_drawn(handan: Scenario, drawn: Features) -> None:
    stretches = {stretch for rail in drawn.rails for stretch in rail.stretches}
    assert stretches == set(range(int(handan.world.board.edges[Edge.RAIL].max()) + 1))


def test_rivers_keep_to_their_hexsides(handan: Scenario, drawn: Features) -> None:
    world = handan.world
    points = np.concatenate([river.points for river in drawn.rivers])
    for hex, direction in np.argwhere(world.board.edges[Edge.CROSSING] >= 0).tolist():
        one, other = world.grid.corner(hex, direction - 1), world.grid.corner(hex, direction)
        middle = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
        assert np.hypot(*(points - middle).T).min() < 0.25
    centres = np.array([world.grid.centre(hex) for hex in range(world.grid.size)])
    for point in points[::5]:
        assert np.hypot(*(centres - point).T).min() > 0.25, "a river through the middle of a hex has lost its sides"


def test_bridges_lie_on_their_rivers_and_in_line_with_what_they_carry(handan: Scenario, drawn: Features) -> None:
    rivers = np.concatenate([river.points for river in drawn.rivers])
    ways = [piece for way in (*drawn.roads, *drawn.rails) for piece in way.pieces]
    carried = {crossing for way in (*drawn.roads, *drawn.rails) for crossing, _ in way.fords}
    roads = np.concatenate(ways)
    for bridge in drawn.bridges:
        assert np.hypot(*(rivers - bridge.middle).T).min() < 0.2
        if bridge.crossing in carried:
            assert np.hypot(*(roads - bridge.middle).T).min() < 1e-9
    assert carried and {bridge.crossing for bridge in drawn.bridges} >= carried


def test_rivers_find_their_names(handan: Scenario, drawn: Features) -> None:
    given = handan.spec["scenario"]["map"]["rivers"]
    named = river_names(handan.world, given, drawn.rivers)
    assert {river.en for river in named} >= {"Zhang River", "Fuyang River", "Wei River"}
    assert river_names(scenario(". .\n. .").world, given, []) == []


def test_a_river_has_its_name_on_its_own_water_only(handan: Scenario, drawn: Features) -> None:
    """A river that flows on into another makes one stream with it on the map."""
    upper: dict[str, object] = {"name": {"en": "Upper"}, "line": [[36.35, 113.55], [36.37, 113.87]]}
    (river,) = river_names(handan.world, [upper], drawn.rivers)
    assert river.passes(*handan.world.grid.locate(36.35, 113.65))
    assert not river.passes(*handan.world.grid.locate(36.25, 114.26))


@given(st.floats(-20, 20), st.floats(0.3, 4))
def test_noise_is_the_same_however_a_rectangle_is_cut(left: float, frequency: float) -> None:
    xs = (left + np.arange(40) / 25).astype(np.float32)
    whole = noise(xs, xs, frequency, 3)
    assert np.allclose(whole[:17], noise(xs[:17], xs, frequency, 3), atol=2e-3)
    assert np.allclose(whole[:, 17:], noise(xs, xs[17:], frequency, 3), atol=2e-3)
    for made in (layers(xs, xs, 1, 5), crests(xs, xs, 1, 5)):
        assert np.isfinite(made).all() and made.dtype == np.float32


def test_a_soft_field_is_strongest_where_its_hexes_are() -> None:
    grid = HexGrid(7, 7, 33)
    tables = np.zeros((1, grid.size))
    hex = grid.index("0404")
    assert hex is not None
    tables[0, hex] = 1
    fields = HexFields(tables, 7, 7)
    for other in (hex, *grid.disc(hex, 1)[1:]):
        east, south = grid.centre(other)
        value = fields.spread(np.float32([east]), np.float32([south]), 0.4, [0])[0, 0, 0]
        assert (value > 0.6) == (other == hex)


def test_the_ground_in_the_middle_of_a_hex_has_its_terrains_colour() -> None:
    board = scenario(". . . . . .\n. w w w . .\n. w w w . ,\n. w w w , ,\n. . . , , ,")
    paper = palette()
    ground = Ground(board.world, paper)
    for hex, terrain in ((board.world.grid.index("0303"), "water"), (board.world.grid.index("0604"), "sand")):
        assert hex is not None and board.world.terrains[board.world.board.hexes[HexColumn.TERRAIN, hex]] == terrain
        east, south = board.world.grid.centre(hex)
        steps = np.arange(-2, 3, dtype=np.float32) / 60
        seen = ground.paint(east + steps, south + steps)[2, 2].astype(int)
        away = {
            name: math.dist(seen, np.add(*map(np.array, paper.terrain_colours(name))) / 2) for name in paper.terrain
        }
        assert min(away, key=lambda name: away[name]) == terrain


@pytest.mark.parametrize("name", palette_names())
def test_sides_differ_in_every_palette(name: str) -> None:
    first, second = palette(name).sides
    assert math.dist(first.face, second.face) > 90
    alike = palette(name, ("grey", "grey")).sides
    assert alike[0] != alike[1]


def test_colours_are_read() -> None:
    assert colour("#0a10ff") == (10, 16, 255)


def test_the_pure_parts_import_no_pygame() -> None:
    code = (
        "import sys; from game.ui.land import camera, features, ground, labels; from game.ui.counters import look;"
        "print('pygame' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
