"""The editor in a window: the text says afterwards what the hand did, and nothing is lost without a question."""

from collections import deque
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pygame
import pytest

from game.cli.main import main
from game.core.hexgrid import DIRECTIONS
from game.core.state import U
from game.editor.ask import Reply
from game.editor.content import Hand as Held
from game.editor.ground import side_of
from game.editor.open import NotOursError, edit_of, open_file
from game.editor.screen import EditScreen
from game.editor.work import Work
from game.resources import bundled_scenarios
from game.scenario.load import examine, load
from game.scenario.new import BLANK, blank
from game.session.session import Session
from game.ui.content.rows import Change, plain
from game.ui.play.screen import PlayScreen
from game.ui.saves import Shelf
from game.ui.title.screen import TitleScreen
from tests.windows import LEFT, Hand

WET, BRIDGED = "0204 n", "0305 n"
"""Sides of the blank scenario's river, without and with a bridge."""
BLUE = ("order_of_battle", 0, "units", 0)


class Editor(Hand):
    """A person at the editor."""

    def __init__(self, folder: Path, text: str = BLANK, **settings: object) -> None:
        self.file = folder / "ford.yaml"
        self.file.write_text(text, encoding="utf-8")
        self.edit = EditScreen(Work.open(self.file), Shelf.open(folder / "saves"))
        super().__init__(self.edit, folder, edge_scroll=False, **settings)
        self.wait()

    def wait(self) -> None:
        """Until the last change has been looked at."""
        self.wait_for(lambda: not self.edit.is_late)

    def at(self, number: str) -> tuple[int, int]:
        """The pixel in the middle of a hex."""
        map = self.edit.ground.map
        assert map is not None
        hex = map.board.world.grid.index(number)
        assert hex is not None
        x, y = map.camera.centre_of(hex)
        return round(x) + map.area.left, round(y) + map.area.top

    def side(self, number: str, direction: str) -> tuple[int, int]:
        """The pixel in the middle of a hexside."""
        first, second = (self.corner(number, DIRECTIONS.index(direction) - turn) for turn in (1, 0))
        return (first[0] + second[0]) // 2, (first[1] + second[1]) // 2

    def corner(self, number: str, corner: int) -> tuple[int, int]:
        """The pixel at a corner of a hex."""
        map = self.edit.ground.map
        assert map is not None
        grid = map.board.world.grid
        hex = grid.index(number)
        assert hex is not None
        x, y = map.camera.to_screen(*grid.corner(hex, corner))
        return round(x) + map.area.left, round(y) + map.area.top

    def drag(self, *points: tuple[int, int], lets_go: bool = True) -> None:
        """Press at the first point, go to the others, let go at the last."""
        self.app.step([pygame.event.Event(pygame.MOUSEMOTION, pos=points[0], rel=(0, 0), buttons=(0, 0, 0))])
        self.app.step([pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=points[0], button=LEFT)])
        for point in points[1:]:
            self.app.step([pygame.event.Event(pygame.MOUSEMOTION, pos=point, rel=(1, 1), buttons=(1, 0, 0))])
        if lets_go:
            self.app.step([pygame.event.Event(pygame.MOUSEBUTTONUP, pos=points[-1], button=LEFT)])
        self.rest()

    def do(self, what: str, to: object = None) -> None:
        """What a row or a button asks for."""
        self.edit.commands.carry_out(Change(what, to))
        self.rest()

    def answer(self, button: str, *values: str, item: int = -1) -> None:
        """Answer the question that is put."""
        assert self.edit.ask is not None, "nothing is asked"
        self.edit.ask.kill()
        self.edit.ask = None
        self.edit._on_reply(Reply(button, values, item))
        self.rest()

    def get(self, *path: str | int) -> object:
        return self.edit.sheet.get(path)

    def told(self, panel: str) -> str:
        return "\n".join(plain(list(self.edit.panels.prose(panel).rows)))


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """One window for all that does not close it."""
    made = Editor(tmp_path_factory.mktemp("editor"))
    yield made
    made.close()


@pytest.fixture
def editor(window: Editor) -> Editor:
    """The same window with the blank scenario on the desk again."""
    window.file.write_text(BLANK, encoding="utf-8")
    edit = window.edit
    if edit.ask is not None:
        edit.ask.kill()
    edit.work, edit.ask, edit.hand = Work.open(window.file), None, Held()
    edit.text_changed(is_step_back=True)
    edit.select(())
    edit.ground.map.whole()
    window.wait()
    return window


class TestTools:
    def test_a_stroke_paints_terrain_and_is_one_step_back(self, editor: Editor) -> None:
        editor.key(pygame.K_2)
        editor.do("letter", "w")
        editor.drag(editor.at("0101"), editor.at("0103"))
        assert [row[0] for row in editor.get("map", "rows")] == list("www...")
        editor.key(pygame.K_z, pygame.KMOD_CTRL)
        assert editor.edit.sheet.text == BLANK

    def test_the_large_brush_paints_the_hexes_around_too(self, editor: Editor) -> None:
        editor.key(pygame.K_2)
        editor.do("letter", "c")
        editor.do("brush", 7)
        editor.click(editor.at("0205"))
        assert "".join(editor.get("map", "rows")).count("c") == 7

    def test_what_is_painted_is_shown_at_once(self, editor: Editor) -> None:
        editor.key(pygame.K_2)
        editor.do("letter", "w")
        colour = editor.edit.ground.map.board.palette.terrain_colours("water")[0]
        editor.drag(editor.at("0102"), editor.at("0103"), lets_go=False)
        editor.edit.draw(editor.app.surface)
        assert editor.app.surface.get_at(editor.at("0102"))[:3] == colour
        assert editor.edit.sheet.text == BLANK, "until the hand lets go"

    def test_escape_lets_go_of_a_stroke_and_then_of_the_tool(self, editor: Editor) -> None:
        editor.key(pygame.K_2)
        editor.drag(editor.at("0501"), editor.at("0502"), lets_go=False)
        editor.key(pygame.K_ESCAPE)
        editor.app.step([pygame.event.Event(pygame.MOUSEBUTTONUP, pos=editor.at("0502"), button=LEFT)])
        assert editor.edit.sheet.text == BLANK and editor.edit.hand.tool == "terrain"
        editor.key(pygame.K_ESCAPE)
        assert editor.edit.hand.tool == "select"

    def test_a_place_is_set_and_is_selected(self, editor: Editor) -> None:
        editor.key(pygame.K_3)
        editor.click(editor.at("0501"))
        assert editor.edit.path == ("places", "place-1")
        assert editor.get("places", "place-1", "at") == "0501"

    def test_a_unit_goes_to_the_formation_that_is_selected(self, editor: Editor) -> None:
        editor.do("select", ("order_of_battle", 1))
        editor.key(pygame.K_4)
        editor.click(editor.at("0501"))
        assert editor.edit.path == ("order_of_battle", 1, "units", 2)
        assert editor.get(*editor.edit.path, "at") == "0501"

    def test_a_new_unit_is_doubtful_until_its_source_is_given(self, editor: Editor) -> None:
        editor.do("select", ("order_of_battle", 1))
        editor.key(pygame.K_4)
        editor.click(editor.at("0501"))
        editor.wait()
        editor.rest()
        assert "names none" in editor.told("bottom") and "source | not given yet" in editor.told("right")
        editor.do("field", (*editor.edit.path, "source"))
        editor.answer("keep", "A diary", "")
        editor.wait()
        assert editor.edit.problems == []

    def test_without_a_formation_a_unit_is_asked_to_have_one(self, editor: Editor) -> None:
        editor.key(pygame.K_4)
        editor.click(editor.at("0501"))
        assert editor.edit.sheet.text == BLANK and editor.edit.tab == "forces" and editor.edit.notice.words

    def test_a_road_is_drawn_from_hex_to_hex_and_gone_on_with(self, editor: Editor) -> None:
        editor.key(pygame.K_5)
        editor.drag(editor.at("0601"), editor.at("0602"), editor.at("0603"))
        assert editor.get("map", "roads", 1, "hexes") == ["0601", "0602", "0603"]
        editor.drag(editor.at("0603"), editor.at("0604"))
        assert editor.get("map", "roads", 1, "hexes") == ["0601", "0602", "0603", "0604"]

    def test_a_bridge_is_set_where_a_river_runs_and_nowhere_else(self, editor: Editor) -> None:
        editor.key(pygame.K_9)
        editor.click(editor.side("0502", "s"))
        assert editor.edit.sheet.text == BLANK and "No river" in editor.edit.notice.words
        editor.click(editor.at("0502"))
        assert editor.edit.sheet.text == BLANK and "side" in editor.edit.notice.words
        editor.click(editor.side(*WET.split()))
        assert editor.get("map", "bridges") == [{"river": "ford", "on": "highway"}, {"side": WET}]
        assert editor.edit.path == ("map", "bridges", 1) and not editor.edit.problems

    def test_a_bridge_that_is_there_is_selected_and_can_be_taken_away(self, editor: Editor) -> None:
        editor.key(pygame.K_9)
        editor.click(editor.side(*WET.split()))
        editor.wait()
        editor.do("select", ())
        editor.click(editor.side(*WET.split()))
        assert editor.edit.path == ("map", "bridges", 1) and len(editor.get("map", "bridges")) == 2
        editor.key(pygame.K_BACKSPACE)
        assert editor.edit.hand.tool == "erase"
        editor.click(editor.side(*WET.split()))
        assert editor.edit.sheet.text == BLANK
        editor.click(editor.side(*BRIDGED.split()))
        assert editor.get("map", "bridges") == [], "one of a river and a road goes as it is written"

    def test_a_click_finds_the_bridge_above_the_river(self, editor: Editor) -> None:
        editor.click(editor.side(*BRIDGED.split()))
        assert editor.edit.path == ("map", "bridges", 0)
        editor.edit.draw(editor.app.surface)
        editor.click(editor.side(*BRIDGED.split()))
        assert editor.edit.path == ("map", "rivers", 0)

    def test_a_click_on_the_mini_map_goes_there_and_does_nothing_else(self, editor: Editor) -> None:
        ground = editor.edit.ground
        assert not ground._mini._panel.visible, "the whole map is in sight"
        ground.map.zoom(6)
        editor.rest()
        picture, before = ground._mini._picture.rect, ground.map.camera.middle[1]
        editor.key(pygame.K_2)
        editor.click((picture.right - 4, picture.top + 4))
        editor.wait_for(lambda: ground.map.camera.middle[1] < before, 20)
        assert editor.edit.sheet.text == BLANK

    def test_a_hand_that_goes_back_takes_a_step_of_the_road_back(self, editor: Editor) -> None:
        editor.key(pygame.K_6)
        editor.drag(editor.at("0601"), editor.at("0602"), editor.at("0603"), editor.at("0602"))
        assert editor.get("map", "rails", 0, "hexes") == ["0601", "0602"]

    def test_a_river_is_drawn_along_the_sides_of_hexes(self, editor: Editor) -> None:
        editor.key(pygame.K_7)
        editor.drag(*(editor.corner("0502", corner) for corner in (5, 0, 1)))
        assert editor.get("map", "rivers", 1, "sides") == ["0502 n", "0502 ne"]
        editor.wait()
        assert editor.edit.sight.examined.draft.geography.rivers[1]

    @pytest.mark.parametrize("tool", [pygame.K_7, pygame.K_8])
    def test_a_quick_stroke_along_sides_leaves_no_hole(self, editor: Editor, tool: int) -> None:
        """The hand skips from the north of one hex to the north of another, five sides on."""
        editor.key(tool)
        editor.drag(editor.side("0103", "s"), editor.side("0403", "s"))
        kind = "rivers" if tool == pygame.K_7 else "walls"
        grid = editor.edit.ground.grid
        sides = [side_of(grid, words) for words in editor.get(*editor.edit.path, "sides")]
        assert editor.edit.path[:2] == ("map", kind) and len(sides) >= 7
        for (hex, direction), (other, there) in pairwise(sides):
            mine, next_one = (
                {tuple(round(part, 3) for part in grid.corner(at, way - turn)) for turn in (0, 1)}
                for at, way in ((hex, direction), (other, there))
            )
            assert mine & next_one, "each side touches the one before it"

    def test_a_hand_that_goes_back_takes_sides_of_the_river_back(self, editor: Editor) -> None:
        editor.key(pygame.K_7)
        editor.drag(*(editor.side("0502", way) for way in ("n", "ne", "se", "ne", "n")))
        assert editor.get("map", "rivers", 1, "sides") == ["0502 n"]

    def test_the_eraser_takes_units_first_and_pieces_of_lines(self, editor: Editor) -> None:
        editor.key(pygame.K_5)
        editor.drag(editor.at("0601"), editor.at("0602"), editor.at("0603"))
        editor.key(pygame.K_BACKSPACE)
        editor.click(editor.at("0603"))
        assert editor.get("map", "roads", 1, "hexes") == ["0601", "0602"]
        editor.click(editor.at("0303"))
        assert [unit["id"] for unit in editor.get("order_of_battle", 1, "units")] == ["red-2"]
        editor.click(editor.at("0303"))
        assert editor.get("places") == {}

    def test_the_eraser_takes_a_piece_before_a_whole_snapped_line_in_the_same_place(self, editor: Editor) -> None:
        editor.key(pygame.K_5)
        editor.drag(editor.at("0302"), editor.at("0402"))
        editor.key(pygame.K_BACKSPACE)
        editor.click(editor.at("0302"))
        assert [road["id"] for road in editor.get("map", "roads")] == ["highway"]

    def test_clicks_go_through_all_lines_of_a_hex(self, editor: Editor) -> None:
        editor.key(pygame.K_6)
        editor.drag(editor.at("0302"), editor.at("0402"))
        editor.key(pygame.K_1)
        seen = []
        for _ in range(3):
            editor.click(editor.at("0302"))
            seen.append(editor.edit.path)
        assert set(seen) == {("map", "rails", 0), ("map", "roads", 0)}

    def test_clicks_go_through_what_stands_in_a_hex(self, editor: Editor) -> None:
        seen = []
        for _ in range(4):
            editor.click(editor.at("0303"))
            seen.append(editor.edit.path)
        assert seen[:3] == [("order_of_battle", 1, "units", 0), ("places", "crossing"), ("map", "roads", 0)]
        assert seen[3] == seen[0]

    def test_a_drag_moves_a_unit_and_its_counter_at_once(self, editor: Editor) -> None:
        editor.click(editor.at("0401"))
        editor.drag(editor.at("0401"), editor.at("0402"))
        assert editor.get("order_of_battle", 1, "units", 1, "at") == "0402"
        grid = editor.edit.ground.grid
        assert grid.index("0402") in {counter.hex for counter in editor.edit.ground.map.board.counters}

    def test_counters_stay_in_their_hexes_when_the_map_gets_another_size(self, editor: Editor) -> None:
        old = editor.edit.ground.map
        editor.do("size")
        editor.answer("keep", "12", "9")
        editor.wait()
        editor.wait_for(lambda: editor.edit.ground.map is not old)
        grid, board = editor.edit.ground.grid, editor.edit.ground.map.board
        assert {grid.number(counter.hex) for counter in board.counters} == {"0306", "0303", "0401"}

    def test_one_notch_of_the_wheel_is_enough_for_another_scale(self, editor: Editor) -> None:
        before = editor.edit.ground.map.camera.scale
        editor.app.step([pygame.event.Event(pygame.MOUSEMOTION, pos=editor.at("0303"), rel=(0, 0), buttons=(0, 0, 0))])
        editor.app.step([pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=1, flipped=False)])
        editor.wait_for(lambda: editor.edit.ground.map.is_still)
        assert editor.edit.ground.map.camera.scale > before

    def test_a_drag_of_the_map_changes_nothing(self, editor: Editor) -> None:
        editor.drag(editor.at("0105"), editor.at("0104"))
        assert editor.edit.sheet.text == BLANK and not editor.edit.ground.map.is_dragged


class TestForm:
    def test_a_number_is_typed(self, editor: Editor) -> None:
        editor.do("select", BLUE)
        editor.do("field", (*BLUE, "men"))
        editor.answer("keep", "9000")
        assert editor.get(*BLUE, "men") == 9000

    def test_what_cannot_stand_there_is_told_with_what_can(self, editor: Editor) -> None:
        editor.do("field", (*BLUE, "men"))
        editor.answer("keep", "many")
        assert editor.edit.ask is not None and "1 to 200,000" in "".join(editor.edit.ask._question.lines)
        editor.answer("keep", "8,500")
        assert editor.get(*BLUE, "men") == 8500

    @pytest.mark.parametrize(("typed", "day"), [("22.10.1945", 22), ("23 October 1945", 23), ("1945/10/24", 24)])
    def test_a_date_is_taken_in_other_words_too(self, editor: Editor, typed: str, day: int) -> None:
        arrives = ("order_of_battle", 0, "units", 1, "arrives", "date")
        editor.do("field", arrives)
        editor.answer("keep", typed)
        assert editor.get(*arrives) == date(1945, 10, day)

    def test_enumerations_are_picked(self, editor: Editor) -> None:
        editor.do("field", (*BLUE, "type"))
        assert editor.edit.ask._question.items[1].startswith("infantry_brigade")
        editor.answer("item", item=1)
        assert editor.get(*BLUE, "type") == "infantry_brigade"

    def test_a_name_gets_its_chinese(self, editor: Editor) -> None:
        editor.do("field", ("places", "crossing", "name"))
        editor.answer("keep", "Crossing", "渡口")
        assert "name: {en: Crossing, zh: 渡口}" in editor.edit.sheet.text
        editor.do("field", ("places", "crossing", "name"))
        editor.answer("keep", "Ferry", "渡口")
        assert editor.get("places", "crossing", "name") == {"en": "Ferry", "zh": "渡口"}

    def test_source_and_confidence_are_asked_for(self, editor: Editor) -> None:
        editor.do("select", BLUE)
        assert "source | not given yet" in editor.told("right")

    def test_another_id_goes_wherever_the_file_names_it_and_one_step_back_takes_it_all(self, editor: Editor) -> None:
        before = editor.edit.sheet.text
        editor.do("select", ("places", "crossing"))
        assert "id | crossing" in editor.told("right")
        editor.do("rename", ("places", "crossing"))
        editor.answer("rename", "The Ford")
        assert "⚠ found 'The Ford'; an id is" in editor.edit.ask._question.lines[-1]
        assert editor.edit.ask._question.entries == (("", "The Ford"),)
        editor.answer("rename", "ferry")
        editor.wait()
        assert editor.edit.path == ("places", "ferry") and editor.get("places", "crossing") is None
        assert editor.get("objectives", "nat", 0, "place") == "ferry" and not editor.edit.problems
        editor.key(pygame.K_z, pygame.KMOD_CTRL)
        assert editor.edit.sheet.text == before

    def test_a_click_on_the_id_of_a_unit_asks_for_another_for_all_that_refers_to_it(self, editor: Editor) -> None:
        editor.do("field", (*BLUE, "id"))
        assert ("rename", "Rename all") in editor.edit.ask._question.buttons
        editor.answer("rename", "first-blue")
        assert editor.get(*BLUE, "id") == "first-blue" and editor.edit.path == BLUE

    def test_a_field_is_left_out_again(self, editor: Editor) -> None:
        editor.do("field", (*BLUE, "guns"))
        editor.answer("leave_out")
        assert editor.get(*BLUE, "guns") is None

    def test_a_unit_is_put_under_another_formation(self, editor: Editor) -> None:
        editor.do("put_under", BLUE)
        editor.answer("item", item=1)
        assert editor.get(*editor.edit.path, "id") == "blue-1" and editor.edit.path[1] == 1

    def test_a_formation_is_added_with_its_commander(self, editor: Editor) -> None:
        editor.do("add_formation", ((), "nat"))
        assert editor.get(*editor.edit.path, "side") == "nat" and editor.get(*editor.edit.path, "commander")

    def test_parts_and_items_without_a_tool_are_begun_and_filled_in(self, editor: Editor) -> None:
        editor.do("add_item", ("supply", "sources"))
        assert editor.edit.path == ("supply", "sources", 2) and editor.get(*editor.edit.path, "id")
        editor.do("field", (*BLUE[:-2], "aliases"))
        editor.do("add_item", editor.edit.path)
        editor.answer("keep", "the Blues")
        assert editor.get("order_of_battle", 0, "aliases") == ["the Blues"]

    def test_the_text_of_what_is_selected_stands_below(self, editor: Editor) -> None:
        editor.do("select", ("places", "crossing"))
        assert "crossing: {name: Crossing" in editor.told("right").replace("\u00a0", " ")

    def test_what_is_clicked_stays_where_it_is_when_the_check_is_done(self, editor: Editor) -> None:
        editor.do("select", BLUE)
        prose, wish = editor.edit.panels.prose("right"), Change("field", (*BLUE, "men"))
        before = prose.where(wish)
        editor.do("field", (*BLUE, "at"))
        editor.answer("keep", "9999")
        editor.wait()
        editor.rest()
        assert "off the map" in editor.told("right") and prose.where(wish) == before

    def test_del_removes_what_is_selected(self, editor: Editor) -> None:
        editor.do("select", BLUE)
        editor.key(pygame.K_DELETE)
        assert editor.get(*BLUE, "id") == "blue-2"


class TestProblems:
    def test_what_is_wrong_is_told_and_leads_to_its_place(self, editor: Editor) -> None:
        editor.do("field", (*BLUE, "at"))
        editor.answer("keep", "9999")
        editor.wait()
        editor.rest()
        assert "hex 9999 is off the map" in editor.told("bottom")
        editor.do("select", ())
        editor.do("problem", 0)
        assert editor.edit.path == (*BLUE, "at")
        buttons = editor.edit.panels.prose("top").rows[0].buttons
        assert [button.wish for button in buttons if button.text == "Play it"] == [None]

    def test_the_map_of_a_scenario_with_errors_is_drawn_and_can_be_changed(self, tmp_path: Path) -> None:
        editor = Editor(tmp_path, BLANK.replace("type: infantry_division", "type: elephants"))
        editor.key(pygame.K_3)
        editor.click(editor.at("0501"))
        assert editor.get("places", "place-1", "at") == "0501"
        editor.close()

    def test_a_text_that_is_no_yaml_is_shown_with_its_line_and_cannot_be_changed(self, tmp_path: Path) -> None:
        broken = BLANK.replace("places:", "places: [")
        editor = Editor(tmp_path, broken)
        assert "line " in editor.told("bottom") and "places: [" in editor.told("right")
        for what in ("save", "play", "undo", "help"):
            editor.do(what)
        editor.key(pygame.K_DELETE)
        assert editor.file.read_text(encoding="utf-8") == broken
        editor.file.write_text(BLANK, encoding="utf-8")
        editor.edit.ask = None
        editor.do("reload")
        editor.wait()
        assert editor.edit.work.trouble == () and editor.edit.ground.map is not None
        editor.close()

    @pytest.mark.parametrize("text", ["- a\n- b\n", "1\n", "map: 3\n", "map: {rows: [1, 2]}\norder_of_battle: x\n"])
    def test_whatever_a_file_holds_it_opens(self, tmp_path: Path, text: str) -> None:
        editor = Editor(tmp_path, text)
        for tab in ("forces", "places", "file", "selected"):
            editor.do("tab", tab)
        for tool in range(pygame.K_1, pygame.K_9 + 1):
            editor.key(tool)
        assert editor.told("bottom")
        editor.close()


def test_a_track_written_with_clicks_is_played(tmp_path: Path) -> None:
    """Blue stands for two days, then goes to the crossing: written row by row, then played by `historical`."""
    editor = Editor(tmp_path, size=(1600, 900))

    def click(what: str, *path: str | int) -> None:
        editor.choose(editor.edit.panels.prose("right"), Change(what, path))

    def pick(words: str) -> None:
        items = editor.edit.ask._question.items
        editor.answer("item", "", item=next(n for n, item in enumerate(items) if words in item))

    click("field", "track")
    click("field", "track", "intents")
    click("add_key", "track", "intents")
    pick("Blue")
    here = ("track", "intents", "nat")
    for number, (day, task) in enumerate((("1945-10-20", "hold"), ("1945-10-22", "go"))):
        click("add_item", *here)
        click("field", *here, number, "date")
        editor.answer("keep", day)
        click("field", *here, number, "formation")
        pick("Blue Corps")
        click("field", *here, number, "do")
        pick(task)
        if task == "go":
            click("field", *here, number, "at")
            pick("Crossing")
        click("select", *here)
    editor.wait()
    assert editor.edit.problems == []
    assert editor.get(*here)[1] == {"date": date(1945, 10, 22), "formation": "blue-corps", "do": "go", "at": "crossing"}
    editor.close()
    session = Session(examine(editor.edit.sheet.text, "x").scenario, ("historical", "staff"), 1)
    stood = []
    for _ in range(2):
        deque(session.play(2), maxlen=0)
        stood.append(session.world.grid.number(int(session.turn.state.units[U.HEX, 0])))
    assert stood[0] == "0306" and stood[1] != "0306", "it holds for two days, then it marches"


class TestFile:
    @pytest.fixture
    def editor(self, tmp_path: Path) -> Iterator[Editor]:
        """A window that may be closed."""
        made = Editor(tmp_path)
        yield made
        made.close()

    def test_saving_writes_the_text(self, editor: Editor) -> None:
        editor.do("field", ("title",))
        editor.answer("keep", "The mill", "")
        editor.key(pygame.K_s, pygame.KMOD_CTRL)
        assert editor.file.read_text(encoding="utf-8") == BLANK.replace("The ford", "The mill")
        assert not editor.edit.work.is_changed

    def test_closing_the_window_asks_about_unsaved_changes(self, editor: Editor) -> None:
        editor.do("remove", BLUE)
        assert editor.app.step([pygame.event.Event(pygame.QUIT)])
        assert editor.edit.ask is not None
        editor.answer("stay")
        assert editor.app.stack
        editor.app.step([pygame.event.Event(pygame.QUIT)])
        editor.answer("save")
        assert not editor.app.stack and "blue-1" not in editor.file.read_text(encoding="utf-8")

    def test_closing_the_window_over_a_game_comes_back_to_ask(self, editor: Editor) -> None:
        editor.do("remove", (*BLUE, "guns"))
        editor.wait()
        editor.do("play")
        assert editor.app.top is not editor.edit
        editor.app.step([pygame.event.Event(pygame.QUIT)])
        assert editor.app.top is editor.edit and editor.edit.ask is not None

    def test_a_file_that_was_written_meanwhile_is_asked_about(self, editor: Editor) -> None:
        editor.do("remove", BLUE)
        editor.file.write_text(BLANK.replace("The ford", "Theirs"), encoding="utf-8")
        editor.edit.commands.look_at_disk()
        editor.answer("reload")
        assert editor.get("title") == "Theirs"
        editor.do("undo")
        assert editor.get(*BLUE, "id") == "blue-2"

    def test_saving_over_what_was_written_meanwhile_asks(self, editor: Editor) -> None:
        editor.do("remove", BLUE)
        editor.file.write_text(BLANK.replace("The ford", "Theirs"), encoding="utf-8")
        for _ in range(2):
            editor.do("save")
            editor.answer("cancel")
            assert "Theirs" in editor.file.read_text(encoding="utf-8")
        editor.do("save")
        editor.answer("overwrite")
        assert editor.file.read_text(encoding="utf-8") == editor.edit.sheet.text
        editor.do("undo")
        editor.do("save")
        assert editor.edit.ask is None

    def test_who_keeps_his_own_text_is_asked_before_it_overwrites_the_other(self, editor: Editor) -> None:
        editor.do("remove", BLUE)
        editor.file.write_text(BLANK.replace("The ford", "Theirs"), encoding="utf-8")
        editor.edit.commands.look_at_disk()
        editor.answer("keep_mine")
        editor.edit.commands.look_at_disk()
        assert editor.edit.ask is None, "told once"
        editor.do("save")
        editor.answer("cancel")
        assert "Theirs" in editor.file.read_text(encoding="utf-8")

    def test_a_file_that_cannot_be_written_is_told_and_nothing_is_lost(
        self, editor: Editor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(path: Path, content: bytes) -> None:
            raise OSError(28, "No space left on device", str(path))

        monkeypatch.setattr("game.editor.work.write_whole", full)
        editor.do("remove", BLUE)
        editor.do("save")
        assert "No space left" in editor.edit.notice.words and editor.edit.work.is_changed

    def test_save_as_goes_on_with_the_other_file_and_never_with_one_of_the_game(self, editor: Editor) -> None:
        editor.do("save_as")
        editor.answer("save", str(bundled_scenarios() / "handan.yaml"))
        assert editor.edit.ask is not None
        for nowhere in ("~nobody-of-that-name/other.yaml", f"{'long' * 80}.yaml"):
            editor.answer("save", nowhere)
            assert editor.edit.ask is not None, "asked again"
        editor.answer("save", "other.yaml")
        assert editor.edit.work.path == editor.file.with_name("other.yaml") and editor.edit.work.path.is_file()

    def test_a_game_begins_from_the_text_as_it_is(self, editor: Editor) -> None:
        editor.do("field", (*BLUE, "men"))
        editor.answer("keep", "9100")
        editor.do("play")
        editor.wait_for(lambda: isinstance(editor.app.top, PlayScreen))
        scenario = editor.app.top.session.scenario
        assert scenario.hash == examine(editor.edit.sheet.text, "x").scenario.hash
        assert editor.edit.sheet.text != editor.file.read_text(encoding="utf-8")


class TestOpening:
    def test_a_scenario_of_the_game_is_never_opened_for_writing(self) -> None:
        for name in (Path("handan"), bundled_scenarios() / "handan.yaml"):
            with pytest.raises(NotOursError, match="--from handan"):
                open_file(name)

    def test_the_title_edits_a_copy_of_a_scenario_of_the_game(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("game.editor.open.own_scenarios", lambda: tmp_path / "own")
        work = edit_of("handan", bundled_scenarios() / "handan.yaml")
        assert work.path == tmp_path / "own" / "my-handan.yaml" and work.is_changed
        work.save()
        assert load(work.path).hash == load(bundled_scenarios() / "handan.yaml").hash

    def test_a_file_that_is_not_there_is_begun(self, tmp_path: Path) -> None:
        work = open_file(tmp_path / "new.yaml")
        assert work.sheet.text == blank("new") and not work.is_changed

    def test_the_title_has_a_button_for_the_editor(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        own = tmp_path / "scenarios" / "ford.yaml"
        own.parent.mkdir()
        own.write_text(BLANK, encoding="utf-8")
        monkeypatch.setattr("game.ui.title.setup.known_scenarios", lambda: {"ford": own})
        shelf = Shelf.open(tmp_path / "saves")
        hand = Hand(TitleScreen(shelf, lambda name, path, shelf: EditScreen(edit_of(name, path), shelf)), tmp_path)
        hand.wait_for(lambda: hand.app.top.setup is not None)
        hand.press(hand.app.ui.say("title.edit"))
        assert isinstance(hand.app.top, EditScreen)
        hand.key(pygame.K_ESCAPE)
        assert isinstance(hand.app.top, TitleScreen)
        hand.close()

    def test_without_a_display_the_command_says_what_to_do(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("game.cli.edit.can_open", lambda: False)
        assert main(["edit", str(tmp_path / "x.yaml")]) == 2
        assert "hebei check" in capsys.readouterr().err and not (tmp_path / "x.yaml").exists()

    def test_the_command_refuses_what_it_must_not_touch(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "there.yaml").write_text("x: 1\n", encoding="utf-8")
        (tmp_path / "gbk.yaml").write_bytes("a: 渡口\n".encode("gbk"))
        for arguments, words in (
            (["handan"], "comes with the game"),
            ([str(tmp_path / "there.yaml"), "--from", "handan"], "is there already"),
            ([str(tmp_path / "gbk.yaml")], "UTF-8"),
            ([str(tmp_path / "none" / "x.yaml")], "No such file"),
        ):
            assert main(["edit", *arguments]) == 2
            assert words in capsys.readouterr().err


@pytest.mark.parametrize(("size", "lang", "scale"), [((1280, 720), "zh", 100), ((1920, 1080), "en", 150)])
def test_panels_leave_room_for_the_map(tmp_path: Path, size: tuple[int, int], lang: str, scale: int) -> None:
    editor = Editor(tmp_path, size=size, lang=lang, scale=scale)
    layout = editor.edit.layout
    assert layout.map.width > size[0] // 3 and layout.map.height > size[1] // 2
    editor.do("select", BLUE)
    editor.do("help")
    editor.app.step([])
    assert editor.edit.ask is not None
    assert editor.app.surface.get_rect().contains(editor.edit.ask.area)
    editor.close()


def test_the_mini_map_is_gone_where_the_text_takes_the_place_of_the_map(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.edit.ground.map.zoom(6)
    editor.rest()
    assert editor.edit.ground._mini._panel.visible
    editor.file.write_text("a: [1\n", encoding="utf-8")
    editor.do("reload")
    editor.rest()
    assert not editor.edit.ground._mini._panel.visible
    editor.close()
