"""What is drawn: names without overlap, counters, tiles, overlays. Surfaces only, no display."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.fog.observe import observe
from game.core.kinds import Status
from game.core.state import F, GameState, Place, Rail, U
from game.scenario.load import Scenario, load
from game.ui.board.overlays import NOTHING, Overlay, Pattern, area, drawn
from game.ui.board.view import BoardView
from game.ui.counters.look import AT_RISK, SAFE, UNKNOWN, Look, counters, designation, look, strength
from game.ui.counters.symbols import ECHELONS, SYMBOLS
from game.ui.counters.view import FIGURES_FROM, SYMBOL_ALONE, CounterArtist
from game.ui.land import labels
from game.ui.land.camera import LEVELS, Camera
from game.ui.land.labels import Box, Wanted, arrange
from game.ui.land.tile_store import TileNames, TileStore
from game.ui.land.tiles import Changing, MapLook, TileArtist, TileCache, TileKey
from game.ui.style.palette import palette, palette_names
from game.ui.style.text import written
from tests.boards import Board

LOOK = Look(0, "infantry", "division", "106", "7.0", 4, 0)
ROWS = """
    . . . h . .
    . . h ^ . .
    . , . . ~ .
    . . . . . .
"""
PARTS = {
    "map": {"rails": [{"id": "line", "hexes": ["0103", "0203", "0304", "0404"], "wrecked": True}]},
    "places": {"town": {"name": {"en": "Town", "zh": "镇"}, "at": "0304", "kind": "town", "held_by": "red"}},
}


@pytest.fixture(scope="module")
def handan() -> Scenario:
    return load("handan@the-pocket")


@pytest.fixture(scope="module")
def view(handan: Scenario) -> BoardView:
    made = BoardView(handan)
    made.show(handan.start)
    return made


def changed(state: GameState, block: str, column: int, item: int, value: int) -> GameState:
    other = state.copy()
    getattr(other, block)[column, item] = value
    return other


# Names


boxes = st.builds(
    lambda x, y, width, height: Box(x, y, x + width, y + height),
    st.floats(0, 300),
    st.floats(0, 300),
    st.floats(1, 60),
    st.floats(1, 20),
)
wanted = st.lists(
    st.builds(
        Wanted,
        st.integers(0, 99),
        st.floats(0, 300),
        st.floats(0, 300),
        st.floats(5, 90),
        st.floats(8, 20),
        st.floats(1, 20),
        st.floats(0, 9),
        st.booleans(),
    ),
    max_size=25,
)


@given(wanted, st.lists(boxes, max_size=8), st.lists(boxes, max_size=8))
def test_names_never_touch_each_other_nor_but_for_those_that_must_what_is_blocked(
    names: list[Wanted], blocked: list[Box], shunned: list[Box]
) -> None:
    sheet = Box(0, 0, 300, 300)
    names = [name._replace(key=number) for number, name in enumerate(names)]
    placed = arrange(names, sheet, blocked, shunned)
    for number, (key, box) in enumerate(placed):
        assert box.lies_in(sheet)
        assert not any(box.overlaps(other) for _, other in placed[:number])
        assert names[key].must or not any(box.overlaps(other) for other in blocked)


def test_the_greater_of_two_names_stays_and_an_insistent_one_covers_a_counter() -> None:
    sheet, everywhere = Box(0, 0, 60, 60), [Box(0, 0, 60, 60)]
    small, great = Wanted(1, 30, 30, 50, 20, 2, 1.0), Wanted(2, 30, 30, 50, 20, 2, 5.0, True)
    assert arrange([small, great], sheet)[0].key == 2
    assert [placed.key for placed in arrange([small, great], sheet, (), everywhere)] == [2]
    assert [placed.key for placed in arrange([small, great], sheet, everywhere)] == []
    assert [placed.key for placed in arrange([small, great._replace(must=True)], sheet, everywhere)] == [2]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("scale", LEVELS)
def test_no_names_of_handan_overlap(view: BoardView, scale: float, lang: str) -> None:
    view.lang = lang
    names = view.names(Camera.whole(view.world.grid, (1600, 900)).zoomed(scale))
    assert len(names) > (20 if scale > 10 else 5)
    for number, name in enumerate(names):
        assert not any(name.box.overlaps(other.box) for other in names[:number])
        width, height = name.picture.get_size()
        assert width <= name.box.right - name.box.left + 3 and height <= name.box.bottom - name.box.top + 3
    view.lang = "en"


def test_the_closer_one_looks_the_more_places_are_named() -> None:
    counts = [labels.is_named(kind, value, 25.0) for kind, value in (("city", 0), ("town", 1), ("village", 0))]
    assert counts == [True, True, False] and labels.is_named("village", 0, 30.0)
    assert labels.is_named("village", 20, 12.0), "a village that matters is named early"


def test_chinese_has_its_letters() -> None:
    text = written("邯郸", 20, (0, 0, 0))
    assert text.get_width() > text.get_height() * 1.5
    pictures = [pygame.image.tobytes(written(letter, 20, (0, 0, 0)), "RGBA") for letter in "邯郸"]
    assert pictures[0] != pictures[1], "two boxes would be alike"


# Counters


def test_a_counter_shows_what_the_position_holds() -> None:
    board = Board(ROWS, "A@0101 men=7040", "b@0402 men=950 type=militia", "c@0402 men=4000")
    seen = {counter.hex: counter for counter in counters(board.world, board.turn.state, 0)}
    above, below = seen[board.world.grid.index("0101")], seen[board.world.grid.index("0402")]
    assert above.look.strength == "7.0" and above.look.side == 0 and len(above.units) == 1
    assert below.look.strength == "4.0" and below.units == (board.unit("c"), board.unit("b"))
    assert look(board.world, board.turn.state, board.unit("b"), 0).supply == UNKNOWN, "militia lives at home"


def test_what_a_view_hides_a_counter_hides() -> None:
    board = Board(ROWS, "A@0101", "b@0201", "c@0604", formations=["blue-army loyalty=5"])
    state = changed(board.turn.state, "units", U.GHOST_HEX, board.unit("c"), board.world.grid.index("0504") or 0)
    state = changed(state, "units", U.GHOST_DAY, board.unit("c"), 0)
    shown = observe(board.world, state, 0)
    enemy = look(board.world, shown, board.unit("b"), 0)
    assert enemy.supply == UNKNOWN and enemy.loyalty == SAFE
    assert look(board.world, state, board.unit("b"), 0).loyalty == AT_RISK
    ghost = next(c for c in counters(board.world, shown, 3) if board.unit("c") in c.units)
    assert ghost.hex == board.world.grid.index("0504") and ghost.look.strength == "?"
    assert ghost.look.ghost_days == 3


@pytest.mark.parametrize(("last", "shown"), [("0302", False), ("0202", False), ("0802", True)])
def test_nobody_is_drawn_where_he_was_last_seen_once_that_is_seen_to_be_empty(last: str, *, shown: bool) -> None:
    board = Board("\n".join(["." * 9] * 3), "A@0202", "c@0903")
    state = changed(board.turn.state, "units", U.GHOST_HEX, board.unit("c"), board.world.grid.index(last) or 0)
    state = changed(state, "units", U.GHOST_DAY, board.unit("c"), 0)
    seen = [each for each in counters(board.world, observe(board.world, state, 0), 1) if board.unit("c") in each.units]
    assert bool(seen) is shown


def test_a_town_of_the_enemy_s_into_which_nobody_sees_bears_a_question_mark_whoever_is_in_it() -> None:
    """And none where it is seen to be empty, where somebody is seen, or where it is one's own."""
    towns = {id: {"name": id, "at": at, "kind": "town", "held_by": "blue"} for id, at in (("n", "0402"), ("f", "0902"))}

    def shown(*units: str, people: str = "blue", fog: int = 1) -> list[tuple[str, str]]:
        options, country = {"fog": fog}, {"default": people}
        board = Board("\n".join(["." * 9] * 3), *units, places=towns, countryside=country, options=options)
        seen = counters(board.world, board.view(0), 0)
        return sorted((board.world.grid.number(each.hex), each.look.strength) for each in seen if not each.units)

    both = [("0402", "?"), ("0902", "?")]
    assert shown("A@0202", "b@0801") == shown("A@0202", "b@0402") == shown("A@0202", "b@0902", "c@0402") == both
    assert shown("A@0302", "b@0801") == shown("A@0302", "b@0402") == [("0902", "?")], "seen from beside"
    assert shown("A@0202", "b@0801", people="red") == [("0902", "?")], "nobody hides him there"
    assert shown("A@0202", "b@0801", fog=0) == []


def test_what_has_gone_leaves_no_counter() -> None:
    board = Board(ROWS, "A@0101", "b@0402")
    state = changed(board.turn.state, "units", U.STATUS, board.unit("b"), Status.GONE)
    state = changed(state, "units", U.HEX, board.unit("b"), -1)
    state = changed(state, "units", U.GHOST_HEX, board.unit("b"), 3)
    assert [counter.look.side for counter in counters(board.world, state, 0)] == [0]


def test_states_have_their_marks() -> None:
    board = Board(ROWS, "A@0101", "b@0402")
    state, unit = board.turn.state, board.unit("A")
    for column, value, field in (
        (U.STATUS, Status.ROUTED, "routed"),
        (U.ENCIRCLED, 2, "encircled"),
        (U.DUG, 1, "dug"),
        (U.SUPPLY, 3, "supply"),
        (U.COHESION, 100, "cohesion"),
    ):
        plain = look(board.world, state, unit, 0)
        assert getattr(look(board.world, changed(state, "units", column, unit, value), unit, 0), field) != getattr(
            plain, field
        )
    assert look(board.world, state, unit, 0, can_act={unit}).can_act
    agents = changed(state, "formations", F.AGENTS, int(state.units[U.FORMATION, unit]), 1)
    assert look(board.world, agents, unit, 0).loyalty >= look(board.world, state, unit, 0).loyalty


def test_designations_are_short_and_told_apart(handan: Scenario) -> None:
    units = {facts.label.id: facts for facts in handan.world.units}
    expected = {"nat-106d": ("106", "106"), "nat-n6d": ("N6", "新6"), "nat-t29d": ("T29", "暂29"), "com-1b": ("1", "1")}
    for id, (en, zh) in expected.items():
        assert (designation(units[id], "en"), designation(units[id], "zh")) == (en, zh)
    assert designation(units["nat-hpa"], "en") == "HP" or designation(units["nat-hpa"], "en") == "HPA"
    assert all(len(designation(facts, lang)) <= 5 for facts in units.values() for lang in ("en", "zh"))


@pytest.mark.parametrize(
    ("men", "shown"), [(0, "0.0"), (449, "0.4"), (9949, "9.9"), (9950, "10"), (45000, "45"), (-1, "?")]
)
def test_strength_is_told_in_thousands(men: int, shown: str) -> None:
    assert strength(men) == shown


def test_counters_that_look_alike_are_drawn_once() -> None:
    artist = CounterArtist(palette())
    first = artist.picture(LOOK, 60)
    assert artist.picture(Look(*LOOK), 60) is first and len(artist) == 1
    assert artist.picture(LOOK._replace(strength="6.9"), 60) is not first
    assert artist.picture(LOOK, 41) is not first and artist.picture(LOOK, 60, 2) is not first
    assert len(artist) == 4


def test_every_mark_can_be_seen_and_sides_differ_without_colour() -> None:
    artist = CounterArtist(palette())
    size = 2 * SYMBOL_ALONE
    plain = pygame.image.tobytes(artist.picture(LOOK, size), "RGBA")
    marks = [{"symbol": symbol} for symbol in SYMBOLS if symbol != "infantry"]
    marks += [{"echelon": echelon} for echelon in ECHELONS if echelon != "division"]
    marks += [{"cohesion": pips} for pips in range(4)] + [{"supply": state} for state in (1, 2, 3)]
    marks += [{"loyalty": 1}, {"loyalty": 2}, {"can_act": True}, {"dug": 1}, {"dug": 2}, {"routed": True}]
    marks += [{"encircled": True}, {"militia": True}, {"ghost_days": 2}, {"name": "N6"}]
    pictures = {pygame.image.tobytes(artist.picture(LOOK._replace(**mark), size), "RGBA") for mark in marks}
    assert len(pictures) == len(marks) and plain not in pictures
    shapes = [pygame.surfarray.array_alpha(artist.picture(LOOK._replace(side=side), size)) > 200 for side in (0, 1)]
    assert (shapes[0] != shapes[1]).sum() > 20


def test_small_counters_leave_out_what_could_not_be_read() -> None:
    artist = CounterArtist(palette())

    def seen(look: Look, side: int) -> bytes:
        return pygame.image.tobytes(artist.picture(look, side), "RGBA")

    other, stronger = LOOK._replace(echelon="army"), LOOK._replace(strength="1.2")
    assert seen(LOOK, SYMBOL_ALONE) != seen(other, SYMBOL_ALONE)
    assert seen(LOOK, SYMBOL_ALONE - 1) == seen(other, SYMBOL_ALONE - 1) != seen(stronger, SYMBOL_ALONE - 1)
    assert seen(LOOK, FIGURES_FROM - 1) == seen(stronger, FIGURES_FROM - 1)


@pytest.mark.parametrize("name", palette_names())
def test_every_palette_draws(name: str) -> None:
    board = Board(ROWS, "A@0101", "b@0402", **PARTS)
    view = BoardView(board.scenario, "zh", name, MapLook())
    view.show(board.turn.state)
    camera = Camera.whole(board.world.grid, (200, 160))
    view.prepare(camera)
    surface = pygame.Surface(camera.size)
    view.draw(surface, camera)
    assert len(np.unique(pygame.surfarray.array3d(surface).reshape(-1, 3), axis=0)) > 200


# Tiles


@pytest.fixture
def cache() -> Iterator[TileCache]:
    board = Board(ROWS, "A@0101", **PARTS)
    made = TileCache(TileArtist(board.world, palette()), most_bytes=6 * 256 * 256 * 4)
    made.change(Changing.of(board.world, board.turn.state))
    yield made


def test_tiles_are_kept_up_to_a_limit(cache: TileCache) -> None:
    first = cache.get(TileKey(60.0, 0, 0))
    assert cache.get(TileKey(60.0, 0, 0)) is first
    for column in range(7):
        cache.get(TileKey(60.0, column, 1))
    assert len(cache) == 6 and cache.find(TileKey(60.0, 0, 0)) is None


def test_a_change_draws_only_the_tiles_that_it_touches(cache: TileCache) -> None:
    artist, board = cache.artist, Board(ROWS, "A@0101", **PARTS)
    state = board.turn.state
    keys = [TileKey(130.0, column, row) for column in (0, 2) for row in (0, 1)]
    for key in keys:
        cache.get(key)
    repaired = changed(state, "rails", Rail.WRECKED, 2, 0)
    cache.change(Changing.of(board.world, repaired))
    kept = [key for key in keys if cache.find(key) is not None]
    assert 0 < len(kept) < len(keys) and artist.changing.wrecked == {0, 1}
    assert {key for key in keys if cache.old(key) is not None} == set(keys) - set(kept), "shown meanwhile"
    cache.change(Changing.of(board.world, changed(repaired, "places", Place.HOLDER, 0, 1)))
    assert all(cache.old(key) is not None for key in set(keys) - set(kept)), (
        "until they are drawn, however much changes"
    )
    cache.change(Changing.of(board.world, repaired))
    for key in keys:
        cache.get(key)
    assert not any(cache.old(key) for key in keys)
    cache.change(Changing.of(board.world, changed(repaired, "places", Place.HOLDER, 0, 1)))
    assert artist.changing.holders == (1,)


def test_a_tile_on_disk_has_another_name_exactly_where_the_change_drops_it() -> None:
    """Else a tile that shows what was would be found again, or one that shows what is would be drawn anew."""
    board = Board(ROWS, "A@0101", **PARTS)
    cache = TileCache(TileArtist(board.world, palette()))
    wrecked = Changing.of(board.world, board.turn.state)
    cache.change(wrecked)
    keys = [TileKey(400.0, column, row) for column in range(8) for row in range(7)]
    for key in keys:
        cache.take(key, pygame.Surface((1, 1)))
    mended = Changing.of(board.world, changed(board.turn.state, "rails", Rail.WRECKED, 2, 0))
    cache.change(mended)
    dropped = [key for key in keys if cache.find(key) is None]
    assert 0 < len(dropped) < len(keys)
    names = TileNames(cache.artist)
    assert dropped == [key for key in keys if names.name(key, wrecked) != names.name(key, mended)]


def test_a_wrecked_railway_looks_other_than_a_whole_one(cache: TileCache) -> None:
    whole = pygame.image.tobytes(cache.get(TileKey(90.0, 0, 0)), "RGB")
    cache.change(Changing())
    assert pygame.image.tobytes(cache.get(TileKey(90.0, 0, 0)), "RGB") != whole


def test_a_river_under_ice_is_pale_and_only_its_tiles_are_drawn_anew() -> None:
    line = {"id": "stream", "kind": "river", "sides": ["0101 se", "0102 ne", "0102 se"]}
    line["frozen"] = {"first": "1945-10-15", "last": "1945-10-16"}  # the second day of the board
    board = Board(ROWS, "A@0601", map={"rivers": [line]}, days=5)
    cache = TileCache(TileArtist(board.world, palette()))
    keys = [TileKey(130.0, 0, 0), TileKey(130.0, 2, 1)]
    cache.change(Changing.of(board.world, board.turn.state))
    wet = [pygame.surfarray.array3d(cache.get(key)).astype(int) for key in keys]
    board.end_day()
    cache.change(Changing.of(board.world, board.turn.state))
    assert cache.find(keys[0]) is None and cache.find(keys[1]) is not None
    iced = pygame.surfarray.array3d(cache.get(keys[0])).astype(int)
    frozen = np.array(palette().ice["water"])
    near = [(np.abs(picture - frozen).sum(axis=2) < 30).sum() for picture in (wet[0], iced)]
    assert near[0] == 0 and near[1] > 100


def test_tiles_meet_without_a_seam(handan: Scenario) -> None:
    artist = TileArtist(handan.world, palette(), MapLook(numbers=False))
    left, right = (pygame.surfarray.array3d(artist.draw(TileKey(37.0, column, 3))).astype(int) for column in (1, 2))
    across = np.abs(left[-1] - right[0]).mean()
    inside = np.abs(left[-2] - left[-3]).mean() + np.abs(right[1] - right[2]).mean()
    assert across < inside + 1.5


def test_a_board_is_drawn_piece_by_piece_and_stretched_meanwhile(handan: Scenario) -> None:
    view = BoardView(handan)
    view.show(handan.start)
    camera = Camera.whole(handan.world.grid, (300, 200)).zoomed(37.0).centred(3000)
    surface = pygame.Surface(camera.size)
    view.draw(surface, camera)
    pieces = 0
    while not view.prepare(camera, 0.0):
        pieces += 1
        view.draw(surface, camera)
    assert pieces > 5
    view.draw(surface, camera)
    done = pygame.image.tobytes(surface, "RGB")
    view.draw(surface, camera.zoomed(44.0))
    assert pygame.image.tobytes(surface, "RGB") != done
    for key in view.wanted(camera):
        view.tiles.get(key)
    assert not view.wanted(camera) and view.has_overview()
    view.draw(surface, camera.panned(120, 60))
    view.draw(surface, camera)
    assert pygame.image.tobytes(surface, "RGB") == done


def test_night_is_darker(view: BoardView) -> None:
    camera = Camera.whole(view.world.grid, (300, 400))
    view.prepare(camera)
    surface, means = pygame.Surface(camera.size), []
    for night in (False, True):
        view.night = night
        view.draw(surface, camera)
        means.append(pygame.surfarray.array3d(surface).mean())
    view.night = False
    assert means[1] < means[0] * 0.85


# Overlays


def test_an_overlay_tints_its_hexes_and_borders_them() -> None:
    board = Board(ROWS, "A@0101")
    grid = board.world.grid
    camera = Camera.whole(grid, (400, 300))
    inside, outside = grid.index("0303") or 0, grid.index("0603") or 0
    sheet = drawn(camera, area(grid, grid.disc(inside, 1), (200, 40, 40)))
    assert sheet is not None
    left, top = camera.to_screen(*sheet.corner)
    x, y = camera.centre_of(inside)
    assert sheet.surface.get_at((round(x - left), round(y - top)))[3] == 46
    x, y = camera.centre_of(outside)
    assert not sheet.surface.get_rect().collidepoint(x - left, y - top)
    alphas = pygame.surfarray.array_alpha(sheet.surface)
    assert (alphas > 200).any() and (alphas == 0).any()


@pytest.mark.parametrize("name", palette_names())
def test_reach_is_told_from_every_overlay_by_its_dotted_border_and_by_lightness(name: str) -> None:
    """The brightest ground within the darkest line, for eyes that see no colours too."""

    def light(colour: tuple[int, int, int]) -> float:
        return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]

    chosen = palette(name)
    others = [*chosen.state.values(), *chosen.overlay, *(side.face for side in chosen.sides)]
    assert all(light(chosen.reach["line"]) < light(other) < light(chosen.reach["tint"]) - 20 for other in others)
    grid = Board("...\n...\n...", "A@0202").world.grid
    camera = Camera.whole(grid, (300, 300))
    here = grid.index("0202")
    assert here is not None
    plain, dotted = (drawn(camera, area(grid, [here], (255, 0, 0), border=line)) for line in (None, (0, 0, 0)))
    assert plain is not None and dotted is not None
    along = [pygame.transform.average_color(sheet.surface, consider_alpha=True)[0] for sheet in (plain, dotted)]
    assert along[0] != along[1]


def test_classes_differ_by_pattern_as_well() -> None:
    board = Board(ROWS, "A@0101")
    grid = board.world.grid
    camera, classes = Camera.whole(grid, (400, 300)), np.zeros(grid.size, dtype=np.int64)
    pictures = set()
    for pattern in Pattern:
        sheet = drawn(camera, Overlay(classes, ((9, 9, 9),), (pattern,)))
        assert sheet is not None
        pictures.add(pygame.image.tobytes(sheet.surface, "RGBA"))
    assert len(pictures) == len(Pattern)
    assert drawn(camera, Overlay(np.full(grid.size, NOTHING), ())) is None


class TestTileStore:
    """A cache on disk: what is wrong with it costs tiles and nothing else."""

    TILE = pygame.Surface((256, 256))

    def test_a_damaged_file_is_replaced(self, tmp_path: Path) -> None:
        path = tmp_path / "map.sqlite"
        path.write_bytes(b"no database at all" * 100)
        store = TileStore(path)
        store.keep(b"name", self.TILE)
        assert store.find(b"name") is not None
        store.close()

    def test_a_file_that_another_window_is_writing_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "map.sqlite"
        first = TileStore(path)
        first.keep(b"name", self.TILE)
        assert first._open is not None
        first._open.execute("BEGIN EXCLUSIVE")
        second = TileStore(path)
        second.keep(b"other", self.TILE)
        second.close()
        first._open.execute("COMMIT")
        assert first.find(b"name") is not None
        first.close()
        third = TileStore(path)
        assert third.find(b"name") is not None
        third.close()
