"""Words have room: on no panel, in neither language, at no size is a word broken or a button's text cut."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.core.orders import Attack
from game.core.state import U
from game.resources import LANGUAGES
from game.scenario.load import load
from game.session.session import Session
from game.session.words.text import Catalogue
from game.ui.board.overlays import NOTHING, Overlay
from game.ui.board.view import BoardView
from game.ui.content import planner
from game.ui.content.rows import Action, Cells, Change, Heading, Span, Text
from game.ui.content.unit_orders import refusals_once
from game.ui.context import Ui
from game.ui.counters.look import Counter, look
from game.ui.export.picture import Painter as PicturePainter
from game.ui.land.camera import Camera
from game.ui.pages.film_tab import FilmTab
from game.ui.panels import Dock
from game.ui.panels.dossier import TABS, Dossier
from game.ui.panels.order_bar import OrderBar
from game.ui.panels.registry import PANELS
from game.ui.paper import wrap
from game.ui.paper.paint import Painter
from game.ui.play.gestures import Menu
from game.ui.play.layout import areas, beside
from game.ui.play.table import Table
from game.ui.settings import Settings
from game.ui.situation import Situation
from game.ui.style.type_sizes import width_of
from game.ui.wishes import Give
from tests.boards import Board, scenario
from tests.desks import Desk, desk_of

SIZES = [((1280, 720), 100), ((1280, 720), 125), ((1920, 1080), 175), ((1920, 1080), 200)]
COMMUNISTS = 1


@pytest.fixture(scope="module")
def battle() -> Session:
    """The pocket at its first dawn, when both sides stand hex beside hex."""
    return Session(load("handan@the-pocket"), ("greedy", None))


@pytest.fixture(scope="module")
def moments(battle: Session) -> dict[str, list[Situation]]:
    """Nothing selected, a unit, several, a formation, an attack considered; in each language."""
    list(battle.play())
    found = {}
    for lang in LANGUAGES:
        table = Table(battle, Catalogue(lang, battle.world), "standard")
        seen = table.situation()
        units = seen.state.units
        mine = [unit for unit in range(units.shape[1]) if units[U.SIDE, unit] == COMMUNISTS and units[U.HEX, unit] >= 0]
        enemies = {int(hex) for hex in units[U.HEX][units[U.SIDE] == 1 - COMMUNISTS]} - {-1}
        beside_enemy = next(
            (unit, there)
            for unit in mine
            for there in battle.world.grid.neighbours[units[U.HEX, unit]].tolist()
            if there in enemies
        )
        unit, target = beside_enemy
        found[lang] = [
            seen,
            replace(seen, units=(unit,)),
            replace(seen, units=tuple(mine[:4])),
            replace(seen, formation=int(units[U.FORMATION, unit])),
            replace(seen, units=(unit,), target=target),
        ]
    return found


def opened(size: tuple[int, int], scale: int, lang: str) -> Ui:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode(size)
    ui = Ui(size, Settings(lang=lang, scale=scale, size=size))
    assert ui.scale == scale
    return ui


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_no_word_is_broken_and_no_button_cut_on_any_panel(
    moments: dict[str, list[Situation]], squeezed: list[str], size: tuple[int, int], scale: int, lang: str
) -> None:
    ui = opened(size, scale, lang)
    docks = areas(ui, {slot.dock for slot in PANELS}, (400, 40))
    for slot in PANELS:
        floats = slot.dock is Dock.FLOATING
        panel = slot.make(ui, beside(ui, slot.size, docks.map, []) if floats else docks.docks[slot.dock])
        for moment in moments[lang]:
            for tab in TABS if isinstance(panel, Dossier) else ("",):
                if isinstance(panel, Dossier):
                    panel.tab = tab
                panel.show(moment)
                panel.update(0.1)
                assert not squeezed, f"{slot.name} {tab}"
        panel.kill()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_the_button_that_attacks_is_seen_without_scrolling(
    moments: dict[str, list[Situation]], size: tuple[int, int], scale: int, lang: str
) -> None:
    ui = opened(size, scale, lang)
    moment = moments[lang][-1]
    slot = next(slot for slot in PANELS if slot.name == "planner")
    within = areas(ui, {Dock.TOP, Dock.BOTTOM}, (400, 40)).map
    panel = slot.make(ui, beside(ui, slot.size, within, []))
    panel.show(moment)
    panel.update(0.1)
    give = next(row.wish for row in panel.prose.rows if isinstance(row, Action))
    assert isinstance(give, Give) and isinstance(give.orders[0], Attack)
    at = panel.prose.where(give)
    assert at is not None and panel.prose.rect.collidepoint(at) and panel.prose.scroll == 0
    panel.kill()


def by_letters(words: str, bold: bool) -> int:
    return 10 * len(words)


def lines(spans: Sequence[Span], width: int) -> list[str]:
    return ["".join(run.text for run in line) for line in wrap.wrap_evenly(spans, width, by_letters)]


def test_a_last_line_is_no_single_short_word_where_as_many_lines_can_do_without() -> None:
    words = (Span("Hold the ground around the place and dig in it"),)
    plain = ["".join(run.text for run in line) for line in wrap.wrap(words, 430, by_letters)]
    assert plain == ["Hold the ground around the place and dig in", "it"]
    assert lines(words, 430) == ["Hold the ground around the place and", "dig in it"]
    assert lines((Span("one two"),), 430) == ["one two"]


def test_figures_stand_in_their_columns_however_far_the_first_word_stands_in() -> None:
    ui = opened((1280, 720), 100, "en")
    painter = Painter(ui.px, ui.palette)
    ends = set()
    for indent in range(4):
        row = Cells(((Span("name"),), (Span("12", hint="figure"),)), (60, 40), (1,), indent=indent)
        ends |= {zone.rect.right for zone in painter.block(row, 400).zones if zone.hint == "figure"}
    assert len(ends) == 1


def test_a_refusal_that_several_orders_share_is_told_once() -> None:
    dig, march, stand = Action("Dig in", why="No."), Action("March", why="No."), Action("Stand", why="Too dear.")
    reserve = Action("Wait", wish=Change("wait"))
    rows = refusals_once([dig, reserve, march, stand], "Not now")
    assert rows[:3] == [reserve, stand, Heading("Not now")], "else the reason seems to be that of the order above it"
    assert isinstance(rows[3], Text) and rows[3].spans[0].text == "No."
    assert rows[4:] == [replace(dig, why=""), replace(march, why="")]
    assert refusals_once([reserve, stand], "Not now") == [reserve, stand]


def test_a_menu_opens_beside_the_pointer_as_wide_as_its_words_and_on_the_map(tmp_path: Path) -> None:
    desk: Desk = desk_of(scenario("\n".join([". " * 12] * 12), "A@0606 men=6000", "d@1212 men=5000"), tmp_path)
    host, within = desk.screen.host, desk.screen.map.area
    for corner in (within.center, (within.right - 2, within.bottom - 2)):
        desk.screen.keyboard.open_menu(Menu(desk.screen.session.world.grid.index("0606"), corner))
        menu = host.panels()[0].area
        assert within.contains(menu) and menu.width < within.width // 2
        assert menu.inflate(40, 40).collidepoint(corner) and not menu.collidepoint(corner)
        host.answered()
    desk.app.close()


def test_where_a_unit_stood_in_history_is_seen_under_who_stands_there_now() -> None:
    board = Board(". . .\n. . .\n. . .", "A@0202 men=5000", "b@0101 men=5000")
    pygame.display.init()
    pygame.display.set_mode((300, 300))
    view = BoardView(board.scenario)
    state = board.turn.state
    view.show(state)
    camera = Camera.whole(board.world.grid, (300, 300))
    pale = look(board.world, state, board.unit("b"), 0)._replace(ghost_days=0, of_history=True)
    here = board.world.grid.index("0202")
    pictures = []
    for counters in ((), (Counter(here, (board.unit("b"),), pale),)):
        view.overlays = [Overlay(np.full(9, NOTHING), (), counters=counters)]
        surface = pygame.Surface((300, 300))
        view.prepare(camera)
        view.draw(surface, camera)
        pictures.append(pygame.surfarray.array3d(surface).astype(int))
    changed = (abs(pictures[0] - pictures[1]) > 8).any(axis=2)
    x, y = camera.centre_of(here)
    assert changed.any() and not changed[round(x), round(y)], "beside the counter, and not over it"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_losses_of_thousands_have_room_in_the_planner(lang: str) -> None:
    """Its own and the other side's: a figure that is broken off its sign reads as two."""
    ui = opened((1280, 720), 100, lang)
    for share in planner._OUTCOME[2:]:
        wide = (380 - 2 * 12 - 4) * share // 100
        assert width_of(ui.px(13), False, "≈ 11,900") <= wide - 6


def test_names_on_a_distant_map_grow_with_the_words_of_the_window(battle: Session) -> None:
    high = []
    for size, scale in (SIZES[0], SIZES[-1]):
        board = opened(size, scale, "en").board(battle.scenario)
        names = board.names(Camera.whole(battle.world.grid, size))
        high.append(min(name.picture.get_height() for name in names))
    assert high[1] > 1.3 * high[0]


def test_names_and_caption_of_a_film_grow_with_the_words_of_the_window(battle: Session) -> None:
    sizes = []
    for size, scale in (SIZES[0], SIZES[-1]):
        ui = opened(size, scale, "en")
        film = FilmTab(ui, battle, pygame.Rect(0, 0, 600, 400))
        film.kill()
        view = PicturePainter(battle.scenario, film.wish).view
        sizes.append(min(name.picture.get_height() for name in view.names(Camera.whole(battle.world.grid, size))))
    assert sizes[1] > 1.3 * sizes[0]


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_a_panel_leaves_the_button_that_ends_the_phase_free(size: tuple[int, int], scale: int) -> None:
    ui = opened(size, scale, "en")
    made = areas(ui, {Dock.TOP, Dock.BOTTOM}, OrderBar.size(ui))
    left = pygame.Rect(made.map.topleft, (made.map.width // 2, made.map.height))
    for slot in (each for each in PANELS if each.dock is Dock.FLOATING):
        for taken in ([], [left]):
            place = beside(ui, slot.size, made.map, taken, made.docks[Dock.ORDERS])
            assert not place.colliderect(made.docks[Dock.ORDERS]), slot.name


def test_a_hint_is_no_wider_than_its_words() -> None:
    ui = opened((1280, 720), 100, "en")
    wide = []
    for words in ("Undo", "End the order phase (Ctrl+Enter)", "word " * 60):
        tip = ui.manager.create_tool_tip(words, (10, 10), (0, 10), ui.manager.get_root_container(), None)
        wide.append(tip.text_block.rect.width)
        tip.kill()
    assert wide[0] < wide[1] < wide[2] == 300
