"""The editor's changes of a text: what was meant and nothing else, with the author's comments and layout."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.editor import gestures
from game.editor.sheet import EditError, Sheet
from game.editor.work import Work
from game.scenario.new import BLANK
from game.scenario.problems import Path
from game.scenario.text.marks import read_text
from game.scenario.text.tree import written

BLOCK = """\
format: 1        # the format
# about the places
places:
  crossing:      # the middle
    name: {en: Crossing, zh: 渡口}
    at: "0303"   # a hex
    note: >-
      words over
      two lines
  hill: {name: 'Hill', at: "0101"}
# the forces
order_of_battle:
  - id: one
    # its units
    units:
      - id: first
        men: 100   # about
      - {id: second, men: 200, aliases: [a,  # the first name
          b]}
  - id: two
    units: []
empty:
"""
PROSE = """\
folded:
  note: >-  # about it
    words that go on over
    two lines
  ended: >
    words with an end
kept: |-
  one line
  another
plain: words that go on
  in another line   # at its end
double: "words that all go on
  in another line"  # at its end
single: 'it''s in quotes'
list: [{id: a, note: "words that go on
    in another line"}, b]  # at its end
"""
UNIT_LINES = """\
      - id: first  # its id
        men: 100   # about
        note: >-
          words over
          two lines
        aliases: [a,  # the first name
          b]  # at its end
"""
FORCES = (
    """\
order_of_battle:
  - id: one
    units:
      # the first of all
"""
    + UNIT_LINES
    + """\
      - {id: second, men: 200, aliases: [a,
          b]}  # behind the second
    formations:
      - id: part
        units:
          - id: third
            men: 300
          # above the fourth
          - id: fourth
            men: 400
  - id: two
    units: []
  - id: three
    source: S
  - {id: four, units: [{id: fifth, men: 500}, {id: sixth,
     men: 600}]}
"""
)
SHEETS = {
    "blank": Sheet(BLANK),
    "block": Sheet(BLOCK),
    "prose": Sheet(PROSE),
    "forces": Sheet(FORCES),
    "valley": Sheet((FilePath(__file__).parent / "data" / "valley.yaml").read_text(encoding="utf-8")),
}


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """Every value below the top."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        yield (*path, step)
        yield from paths(value, (*path, step))


UNIT = ("order_of_battle", 0, "units", 0)
LAST = ("order_of_battle", 3)
ALL = [(name, path) for name, sheet in SHEETS.items() for path in paths(sheet.data)]
SCALARS = st.one_of(
    st.integers(0, 10**6), st.booleans(), st.dates(), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.dictionaries(st.text("abc", min_size=1), SCALARS))


def comments(text: str) -> list[str]:
    return [line.split("#", 1)[1] for line in text.splitlines() if "#" in line]


@given(VALUES)
def test_what_is_written_is_read_again(value: Any) -> None:
    try:
        read = read_text(f"key: {written(value)}\nlist: [{written(value)}, 1]\n", "text").data
    except ValueError as error:
        assert "does not allow" in str(error), "only what YAML knows no way to say"
        return
    assert read == {"key": value, "list": [value, 1]}


@given(st.sampled_from(ALL), SCALARS)
def test_a_value_is_set_and_everything_else_stays_as_it_was(where: tuple[str, Path], value: Any) -> None:
    name, path = where
    sheet = SHEETS[name]
    is_part = isinstance(sheet.get(path), dict | list)
    try:
        changed = sheet.set(path, value)
    except EditError:
        assert is_part or not str(value).isprintable(), "only a whole block may be too much"
        return
    assert changed.get(path) == value
    for other in paths(sheet.data):
        if other[: len(path)] != path and path[: len(other)] != other:
            assert changed.get(other) == sheet.get(other)
    if not is_part and "#" not in str(value):
        assert comments(changed.text) == comments(sheet.text)


@given(st.data())
def test_a_unit_that_goes_elsewhere_says_what_it_said_and_so_does_everything_else(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["forces", "blank", "valley"]))
    sheet = SHEETS[name]
    unit = data.draw(st.sampled_from(gestures.units_of(sheet.data)))
    home = data.draw(st.sampled_from([path for path in gestures.formations_of(sheet.data) if path != unit[:-2]]))
    try:
        made = gestures.put_under(sheet, unit, home)
    except EditError:
        return
    before, after = (
        {each.get((*path, "id")): each.get(path) for path in gestures.units_of(each.data)}
        for each in (sheet, made.sheet)
    )
    assert before == after
    assert made.path[:-2] == home and made.sheet.get(made.path) == sheet.get(unit)
    if home[-1] != 3 and name == "forces":
        assert sorted(comments(made.sheet.text)) == sorted(comments(sheet.text))
        grown = len(made.sheet.text.splitlines()) - len(sheet.text.splitlines())
        assert -1 <= grown <= 2, "a line of `units:`, and one that had stood beside another"


@given(st.sampled_from(ALL))
def test_what_is_removed_is_gone_and_its_comments_alone_with_it(where: tuple[str, Path]) -> None:
    name, path = where
    sheet = SHEETS[name]
    try:
        changed = sheet.remove(path)
    except EditError:
        return
    above, was = changed.get(path[:-1]), sheet.get(path[:-1])
    assert len(above) == len(was) - 1
    first, last = sheet.lines_of(path)
    lines = sheet.text.splitlines()
    outside = [*lines[: first - 1], *lines[last:]]
    for comment in comments("\n".join(outside)):
        assert comment in changed.text


@given(st.sampled_from([where for where in ALL if isinstance(SHEETS[where[0]].get(where[1]), list)]), VALUES)
def test_an_item_is_added_behind_the_last_one(where: tuple[str, Path], value: Any) -> None:
    name, path = where
    sheet = SHEETS[name]
    try:
        changed = sheet.add(path, value)
    except EditError:
        return
    assert changed.get(path) == [*sheet.get(path), value]
    if "#" not in str(value):
        assert comments(changed.text) == comments(sheet.text)


@given(st.sampled_from(ALL), SCALARS, st.data())
def test_what_is_known_of_a_changed_text_is_what_it_says_when_it_is_read(
    where: tuple[str, Path], value: Any, data: st.DataObject
) -> None:
    """Content in its order, and where everything stands, though only what changed was read again."""
    name, path = where
    sheet = SHEETS[name]
    with suppress(EditError):
        sheet = sheet.set(path, value)
        sheet = sheet.remove(data.draw(st.sampled_from(list(paths(sheet.data)))))
    anew = Sheet(sheet.text)
    assert repr(sheet.data) == repr(anew.data)
    for each in paths(anew.data):
        assert sheet.at(each) == anew.tree.at(each)


@pytest.mark.parametrize("words", ["a'\nnew: 1\nb: 'c", "…", "a: b", "# none", "'"])
def test_words_stay_in_the_block_in_which_they_are_set(words: str) -> None:
    sheet = Sheet("one: 'x'\ntwo: 2\n").set(("one",), words)
    assert Sheet(sheet.text).data == {"one": words, "two": 2}


def test_every_value_of_the_blank_scenario_can_be_set_and_all_that_is_optional_removed() -> None:
    sheet = Sheet(BLANK)
    for path in paths(sheet.data):
        if not isinstance(sheet.get(path), dict | list):
            assert sheet.set(path, "other").get(path) == "other"
            assert sheet.remove(path) is not None


class TestLayout:
    def test_a_scalar_alone_changes_in_a_block(self) -> None:
        changed = Sheet(BLOCK).set(("places", "crossing", "at"), "0304")
        assert changed.text == BLOCK.replace('"0303"', '"0304"')

    @pytest.mark.parametrize(
        ("path", "value", "was", "text"),
        [
            (
                ("folded", "note"),
                "words that go on over two lines and then over a third one",
                "    words that go on over\n    two lines\n",
                "    words that go on over\n    two lines and then\n    over a third one\n",
            ),
            (("folded", "note"), "short", "    words that go on over\n    two lines\n", "    short\n"),
            (("folded", "ended"), "with an end\n", "    words with an end\n", "    with an end\n"),
            (("folded", "ended"), "without", ">\n    words with an end\n", ">-\n    without\n"),
            (("kept",), "first\n\nthird", "  one line\n  another\n", "  first\n\n  third\n"),
            (("plain",), "words that go on and on", "on\n  in another line ", "on\n  and on "),
            (("double",), "words that go on: and on", "all go on\n  in another line", "go on:\n  and on"),
            (("single",), "it's he's", "'it''s in quotes'", "'it''s he''s'"),
            (("list", 0, "note"), "words in a line", "words that go on\n    in another line", "words in a line"),
        ],
    )
    def test_words_keep_their_quotes_and_lines(self, path: Path, value: str, was: str, text: str) -> None:
        assert Sheet(PROSE).set(path, value).text == PROSE.replace(was, text)

    def test_words_that_a_manner_cannot_hold_are_written_in_another(self) -> None:
        for path in (("folded", "note"), ("kept",), ("plain",), ("double",), ("single",)):
            for value in ("  far in", "\ta tab", "a: b # c", "- one\n- two\n\n", "", "\n", "# not a comment"):
                assert Sheet(PROSE).set(path, value).get(path) == value

    def test_a_unit_that_stands_in_lines_takes_them_along_with_its_comments(self) -> None:
        sheet = Sheet(FORCES)
        further = "".join(f"    {line}\n" for line in UNIT_LINES.splitlines())
        part = gestures.put_under(sheet, UNIT, ("order_of_battle", 0, "formations", 0)).sheet.text
        assert part == FORCES.replace(UNIT_LINES, "").replace(
            "            men: 400\n", f"            men: 400\n{further}"
        )
        two = gestures.put_under(sheet, UNIT, ("order_of_battle", 1)).sheet.text
        assert two == FORCES.replace(UNIT_LINES, "").replace("    units: []\n", f"    units:\n{UNIT_LINES}")
        three = gestures.put_under(sheet, UNIT, ("order_of_battle", 2)).sheet.text
        assert three == FORCES.replace(UNIT_LINES, "").replace(
            "    source: S\n", f"    units:\n{UNIT_LINES}    source: S\n"
        )

    def test_a_unit_in_brackets_takes_its_line_along(self) -> None:
        second = "{id: second, men: 200, aliases: [a,\n          b]}"
        made = gestures.put_under(Sheet(FORCES), ("order_of_battle", 0, "units", 1), ("order_of_battle", 1))
        assert f"  - id: two\n    units:\n      - {second}  # behind the second\n  - id: three\n" in made.sheet.text
        fifth = gestures.put_under(Sheet(FORCES), ("order_of_battle", 3, "units", 0), ("order_of_battle", 0))
        assert "# behind the second\n      - {id: fifth, men: 500}\n    formations:" in fifth.sheet.text

    def test_a_unit_goes_on_one_line_into_brackets(self) -> None:
        made = gestures.put_under(Sheet(FORCES), ("order_of_battle", 0, "formations", 0, "units", 0), LAST)
        assert "     men: 600}, {id: third, men: 300}]}\n" in made.sheet.text

    def test_an_item_of_a_block_is_a_line_of_the_block(self) -> None:
        changed = Sheet(BLOCK).add(("order_of_battle", 0, "units"), {"id": "third"})
        assert "          b]}\n      - {id: third}\n  - id: two\n" in changed.text

    def test_an_empty_list_gets_its_first_item(self) -> None:
        added = Sheet(BLOCK).add(("order_of_battle", 1, "units"), {"id": "third"})
        assert "    units:\n      - {id: third}\n" in added.text
        assert "list: [a]\n" in Sheet("list: []\n").add(("list",), "a").text, "plain values stay on the line"
        assert "- {units: [{a: 1}]}\n" in Sheet("- {units: []}\n").add((0, "units"), {"a": 1}).text
        commented = Sheet("units: []  # none yet\n").add(("units",), {"a": 1})
        assert commented.text == "units: [{a: 1}]  # none yet\n"

    def test_what_is_begun_in_lines_goes_on_in_lines(self) -> None:
        sheet = Sheet("format: 1\n").set(("track",), {})
        sheet = sheet.set(("track", "intents"), {}).set(("track", "intents", "nat"), [])
        sheet = sheet.add(("track", "intents", "nat"), {"do": "hold"}).add(("track", "intents", "nat"), {"do": "go"})
        assert sheet.text == "format: 1\ntrack:\n  intents:\n    nat:\n      - {do: hold}\n      - {do: go}\n"

    def test_a_list_that_nobody_has_begun_is_begun_in_lines(self) -> None:
        changed = Sheet(BLANK).add(("map", "rails"), {"id": "one", "hexes": ["0101", "0102"]})
        assert '  rails:\n    - {id: one, hexes: ["0101", "0102"]}\nplaces:\n' in changed.text

    def test_an_empty_value_is_filled(self) -> None:
        assert Sheet(BLOCK).set(("empty",), 7).text.endswith("empty: 7\n")

    def test_items_that_stand_in_lines_are_followed_by_one_in_a_line(self) -> None:
        changed = Sheet(BLANK).add(("order_of_battle", 0, "units"), {"id": "x"})
        assert '"0306"}},\n      {id: x}]}\n' in changed.text

    def test_a_note_comes_before_the_source(self) -> None:
        sheet = Sheet("a:\n  id: x\n  source: S\n  units: []\n")
        assert sheet.set(("a", "note"), "n").text == "a:\n  id: x\n  note: n\n  source: S\n  units: []\n"

    def test_a_line_in_brackets_does_not_grow_without_end(self) -> None:
        sheet = Sheet('map:\n  roads: [{hexes: ["0101"]}]\n')
        for number in range(40):
            sheet = sheet.add(("map", "roads", 0, "hexes"), f"{number:04d}")
        assert max(map(len, sheet.text.splitlines())) <= 124

    def test_the_last_item_of_a_block_leaves_brackets(self) -> None:
        sheet = Sheet("units: # those\n  - a\nend: 1\n")
        assert sheet.remove(("units", 0)).text == "units: [] # those\nend: 1\n"

    def test_a_comment_between_items_stays(self) -> None:
        sheet = Sheet("list: [a, # first\n  b]\n")
        assert sheet.remove(("list", 0)).text == "list: [ # first\n  b]\n"
        assert "# first" in sheet.remove(("list", 1)).text

    def test_a_row_changes_in_its_letters_alone(self) -> None:
        changed = gestures.paint(Sheet(BLANK), {(0, 0), (4, 1)}, "w")
        assert changed.text == BLANK.replace('"...h^^"', '"w..h^^"').replace('".~...."', '".w...."')


class TestGestures:
    def test_a_place_is_added_and_moved(self) -> None:
        made = gestures.add_place(Sheet(BLANK), "0101", "Mill")
        moved = gestures.move(made.sheet, made.path, "0202")
        assert moved.get(made.path) == {"name": "Mill", "at": "0202", "kind": "village"}

    def test_a_unit_that_is_still_to_come_arrives_elsewhere(self) -> None:
        path = ("order_of_battle", 0, "units", 1)
        moved = gestures.move(Sheet(BLANK), path, "0202")
        assert moved.get((*path, "arrives", "at")) == "0202" and moved.get((*path, "at")) is None

    def test_a_unit_that_is_to_come_later_comes_to_where_it_stood(self) -> None:
        made = gestures.begin_arrival(Sheet(BLANK), ("order_of_battle", 0, "units", 0))
        unit = made.sheet.get(made.path[:-1])
        assert unit["arrives"] == {"date": date(1945, 10, 20), "at": "0306"} and "at" not in unit

    def test_a_new_unit_is_like_the_last_one_of_its_formation_and_says_that_it_is_an_estimate(self) -> None:
        names = {"unit": "New", "source": "?"}
        made = gestures.add_unit(Sheet(BLANK), ("order_of_battle", 1), "0101", names)
        unit = made.sheet.get(made.path)
        assert (unit["type"], unit["men"], unit["confidence"]) == ("infantry_brigade", 4000, "estimate")

    def test_a_unit_goes_under_another_formation(self) -> None:
        sheet = Sheet(BLANK)
        made = gestures.put_under(sheet, ("order_of_battle", 0, "units", 0), ("order_of_battle", 1))
        assert made.sheet.get(made.path) == sheet.get(("order_of_battle", 0, "units", 0))
        assert made.path == ("order_of_battle", 1, "units", 2)

    def test_a_road_is_drawn_gone_on_with_and_shortened(self) -> None:
        made = gestures.draw(Sheet(BLANK), "roads", ["0101", "0102"])
        longer = gestures.extend(made.sheet, made.path, ["0103"])
        assert longer.get((*made.path, "hexes")) == ["0101", "0102", "0103"]
        assert gestures.erase(longer, made.path, "0101").get((*made.path, "hexes")) == ["0102", "0103"]
        assert gestures.erase(made.sheet, made.path, "0101").get(("map", "roads")) == Sheet(BLANK).get(("map", "roads"))

    def test_a_river_loses_a_side(self) -> None:
        made = gestures.draw(Sheet(BLANK), "rivers", ["0202 n", "0202 ne"])
        assert gestures.erase(made.sheet, made.path, "0202 n").get((*made.path, "sides")) == ["0202 ne"]

    def test_a_line_that_was_snapped_goes_as_a_whole(self) -> None:
        assert gestures.erase(Sheet(BLANK), ("map", "rivers", 0), "").get(("map", "rivers")) == []

    def test_a_new_id_is_in_nobody_s_use(self) -> None:
        assert gestures.fresh_id({"unit-1": 0, "a": [{"id": "unit-2"}]}, "unit") == "unit-3"
        assert gestures.fresh_id({}, "superior_order") == "superior-order-1"


class TestWork:
    def test_undo_and_redo_give_the_same_bytes(self, tmp_path: FilePath) -> None:
        raw = b"\xef\xbb\xbf" + BLANK.replace("\n", "\r\n").encode()
        file = tmp_path / "ford.yaml"
        file.write_bytes(raw)
        work = Work.open(file)
        work.change(work.sheet.set(("title",), "Other"))
        work.save()
        assert file.read_bytes() == raw.replace(b"The ford", b"Other")
        work.undo()
        assert work.is_changed
        work.save()
        assert file.read_bytes() == raw and not work.is_changed

    def test_what_is_saved_under_another_name_is_told_of_by_it(self, tmp_path: FilePath) -> None:
        file = tmp_path / "ford.yaml"
        file.write_text(BLANK, encoding="utf-8")
        work = Work.open(file)
        work.change(work.sheet.set(("title",), "Other"))
        assert work.sheet.file == "ford.yaml"
        work.save(tmp_path / "other.yaml")
        told = [work.sheet.file]
        work.undo()
        assert [*told, work.sheet.file] == ["other.yaml", "other.yaml"] and work.can_redo
        work.change(Sheet("a: [1\n", work.sheet.file))
        assert [problem.file for problem in work.trouble] == ["other.yaml"]

    def test_a_change_after_undo_forgets_what_was_undone(self) -> None:
        work = Work.copy(BLANK.encode(), FilePath("x.yaml"))
        work.change(work.sheet.set(("title",), "One"))
        work.undo()
        work.change(work.sheet.set(("title",), "Two"))
        assert not work.can_redo and work.sheet.get(("title",)) == "Two"

    def test_a_copy_is_written_when_it_is_saved(self, tmp_path: FilePath) -> None:
        work = Work.copy(BLANK.encode(), tmp_path / "new" / "copy.yaml")
        assert work.is_changed and not work.path.exists()
        work.save()
        assert work.path.read_text(encoding="utf-8") == BLANK

    def test_a_file_that_somebody_else_wrote_is_told_once_and_reading_it_can_be_undone(
        self, tmp_path: FilePath
    ) -> None:
        file = tmp_path / "ford.yaml"
        file.write_text(BLANK, encoding="utf-8")
        work = Work.open(file)
        work.change(work.sheet.set(("title",), "Mine"))
        file.write_text(BLANK.replace("The ford", "Theirs"), encoding="utf-8")
        assert work.is_news_on_disk() and not work.is_news_on_disk()
        assert work.is_other_on_disk(), "as long as it was not read, it would be lost"
        work.reload()
        assert not work.is_other_on_disk()
        assert work.sheet.get(("title",)) == "Theirs" and not work.is_changed
        work.undo()
        assert work.sheet.get(("title",)) == "Mine"

    def test_a_text_that_is_no_yaml_is_kept_and_told(self) -> None:
        work = Work.copy(b"a: [1\nb: 2\n", FilePath("x.yaml"))
        assert work.trouble and work.trouble[0].line > 0
        assert work.sheet.text == "a: [1\nb: 2\n"
