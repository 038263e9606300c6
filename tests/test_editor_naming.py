"""An id is changed together with all that refers to it: the file says the same, and nothing but the id is written."""

import dataclasses
from collections.abc import Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.luck import stable_key
from game.core.state import GameState
from game.editor.form_rows import node_rows
from game.editor.forms import ask_for_id
from game.editor.naming import Mention, mentions, own_id, rename
from game.editor.said import Said
from game.editor.sheet import EditError, Sheet
from game.resources import LANGUAGES
from game.scenario.load import Examined, examine
from game.scenario.new import BLANK
from game.scenario.problems import Path
from game.scenario.reference import json_schema
from game.scenario.text.tree import written
from game.session.words.text import Texts
from game.ui.content.rows import Cells, Change

ROOT = FilePath(__file__).parents[1]
DATA = FilePath(__file__).parent / "data"
VALLEY = (DATA / "valley.yaml").read_text(encoding="utf-8")
NEW = st.from_regex(r"[a-z]+(-[a-z0-9]+)?", fullmatch=True).filter(lambda id: written(id) == id)
"""Ids that need no quotes: then the old bytes come back with the old id."""

NAMES = """\
# the forces
sides: {nat: {name: N}, com: {name: C}}
map:
  rivers: [{id: ford, line: [ford, "0101", [36.5, 114]]}]   # a river called as the place
  rails:
    - id: line
      wrecked: [[ford, "0103"]]
places:
  ford:   # the crossing
    at: "0303"
    held_by: nat
    bank: {river: ford, side: north}
    note: the ford is here
countryside: {default: com, nat: [ford, {around: 'ford', km: 3}]}
order_of_battle:
  - {id: north, group: north, side: nat, units: [{id: first}]}
  - {id: south, group: "rest", side: com}
victory:
  terms:
    - {kind: hold, place: ford, side: nat}
    - {kind: losses, group: north}
objectives:
  com: [{enemy: rest}]
entries:
  late: {units: {first: {men: 3}}, victory: {levels: [{id: won}, {id: lost}]}}
variants:
  weak: {units: {north: {men: 3}}, formations: {south: {loyalty: 3}}}
"""


def sheet_of(name: str) -> Sheet:
    texts = {"blank": BLANK, "valley": VALLEY, "names": NAMES}
    return Sheet(texts.get(name) or (ROOT / f"scenarios/{name}.yaml").read_text(encoding="utf-8"), "file")


def own(sheet: Sheet) -> list[Path]:
    """Wherever something gets its id."""
    return [mention.path for mention in mentions(sheet.data) if mention.is_own]


OWN = [(name, path) for name in ("blank", "valley") for path in own(sheet_of(name))]
FAMILIES: dict[tuple[str, ...], Path] = {
    mention.families: mention.path for mention in mentions(sheet_of("pingjin").data) if mention.is_own
}
"""The last thing of each family in a whole campaign."""


@cache
def seen(text: str) -> Examined:
    return examine(text, "file")


def bare(thing: Any, names: dict[str, str]) -> Any:
    """What a world consists of, with ids, and the luck that hangs by them, replaced wherever they stand as a whole."""
    luck = {stable_key(old): stable_key(new) for old, new in names.items()}

    def inside(thing: Any) -> Any:
        if isinstance(thing, str):
            return names.get(thing, thing)
        if isinstance(thing, np.ndarray):
            return thing.tolist()
        if isinstance(thing, GameState):
            return [inside(getattr(thing, block)) for block in GameState.BLOCKS]
        if dataclasses.is_dataclass(thing):
            return {each.name: inside(getattr(thing, each.name)) for each in dataclasses.fields(thing)}
        if isinstance(thing, dict):
            return {inside(key): inside(value) for key, value in thing.items()}
        if isinstance(thing, list | tuple):
            return [inside(each) for each in thing]
        if isinstance(thing, int) and thing in luck:
            return luck[thing]
        if hasattr(thing, "__dict__"):
            return inside(vars(thing))
        return thing

    return inside(thing)


def checks_alike(before: Sheet, after: Sheet, names: dict[str, str]) -> None:
    """The same problems on the same lines; the same world, start and tracks but for the ids."""
    was, now = seen(before.text), examine(after.text, "file")
    assert [(each.severity, each.line) for each in was.problems] == [
        (each.severity, each.line) for each in now.problems
    ]
    assert (was.scenario is None) == (now.scenario is None)
    if was.scenario is not None and now.scenario is not None:
        for part in ("world", "start", "tracks"):
            assert bare(getattr(was.scenario, part), names) == bare(getattr(now.scenario, part), names)


@given(st.sampled_from(OWN), NEW)
def test_the_file_says_the_same_under_another_id_and_comes_back_byte_for_byte(
    where: tuple[str, Path], new: str
) -> None:
    name, path = where
    sheet = sheet_of(name)
    old = own_id(sheet.data, path)
    assert old is not None
    try:
        made = rename(sheet, path, new)
    except EditError as error:
        assert "already the id" in str(error) and any(each.id == new for each in mentions(sheet.data))
        return
    checks_alike(sheet, made.sheet, {old: new})
    home = made.path if sheet.get(path) != old else (*made.path, path[-1])
    assert own_id(made.sheet.data, home) == new
    assert rename(made.sheet, home, old).sheet.text == sheet.text


def test_one_of_each_family_in_a_whole_campaign() -> None:
    """All renamed one after the other, those inside others first, and back the other way round.

    What has one id in several entries has one afterwards.
    """
    sheet = before = sheet_of("pingjin")
    names, undone = dict[str, str](), list[tuple[Path, str, Sheet]]()
    for number, path in enumerate(sorted(FAMILIES.values(), key=len, reverse=True)):
        old = own_id(sheet.data, path)
        assert old is not None
        made = rename(sheet, path, names.setdefault(old, f"another-{number}"))
        home = made.path if sheet.get(path) != old else (*made.path, path[-1])
        undone.append((home, old, sheet))
        sheet = made.sheet
    checks_alike(before, sheet, names)
    for home, old, former in reversed(undone):
        sheet = rename(sheet, home, old).sheet
        assert sheet.text == former.text, old


def test_every_reference_of_the_schema_is_known_by_its_family() -> None:
    """A family that nothing in a file could have would be one that is never found."""

    def named(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from part.get("x-of", ())
        for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            yield from named(inner)

    given_somewhere = {family for families in FAMILIES for family in families}
    assert set(named(json_schema())) - given_somewhere == {"superior order"}, "Handan has these"
    handan = {family for each in mentions(sheet_of("handan").data) if each.is_own for family in each.families}
    assert "superior order" in handan


class TestWhatFollows:
    def renamed(self, *path: str | int, new: str = "gate") -> str:
        return rename(sheet_of("names"), path, new).sheet.text

    def test_a_place_in_spots_keys_and_quotes_but_no_river_and_no_prose(self) -> None:
        text = self.renamed("places", "ford")
        assert '{id: ford, line: [gate, "0101", [36.5, 114]]}]   # a river called as the place' in text
        assert "wrecked: [[gate," in text and "  gate:   # the crossing\n" in text
        assert "bank: {river: ford," in text and "note: the ford is here" in text
        assert "nat: [gate, {around: 'gate', km: 3}]" in text and "place: gate" in text

    def test_a_river_without_the_place_of_the_same_id(self) -> None:
        text = self.renamed("map", "rivers", 0, "id")
        assert "{id: gate, line: [ford," in text and "bank: {river: gate," in text and "  ford:   #" in text

    def test_a_side_as_a_value_and_as_a_key(self) -> None:
        text = self.renamed("sides", "nat")
        assert "sides: {gate: {name: N}, com:" in text and "held_by: gate" in text and "gate: [ford," in text

    def test_a_formation_with_the_group_of_the_same_id_where_one_field_means_both(self) -> None:
        text = self.renamed("order_of_battle", 0, "id")
        assert "{id: gate, group: gate," in text and "group: gate}" in text and "units: {gate: {men: 3}}" in text

    def test_of_two_that_may_not_share_an_id_the_chosen_one_alone(self) -> None:
        """What refers to it stays with the other: else the mistake could not be mended."""
        text = NAMES.replace("{id: south,", "{id: north,")
        made = rename(Sheet(text, "file"), ("order_of_battle", 1, "id"), "west").sheet.text
        assert made == text.replace('{id: north, group: "rest"', '{id: west, group: "rest"')

    def test_a_group_in_its_quotes(self) -> None:
        text = self.renamed("order_of_battle", 1, "group")
        assert 'group: "gate"' in text and "enemy: gate" in text and "id: south" in text

    def test_an_id_that_would_be_no_text_gets_quotes(self) -> None:
        text = self.renamed("variants", "weak", new="null")
        assert '  "null": {units: {north' in text
        text = self.renamed("map", "rails", 0, "id", new="1e3")
        assert '- id: "1e3"' in text

    def test_a_selection_goes_along(self) -> None:
        assert rename(sheet_of("names"), ("places", "ford"), "gate").path == ("places", "gate")
        assert rename(sheet_of("names"), ("map", "rivers", 0, "id"), "gate").path == ("map", "rivers", 0)


@pytest.mark.parametrize(
    ("path", "new", "told"),
    [
        (("places", "ford"), "Gate", "found 'Gate'; an id is lower-case letters and digits"),
        (("places", "ford"), "", "found ''; an id is lower-case letters and digits"),
        (("places", "ford"), "0504", "found '0504'; digits alone are a hex, not the id of a place"),
        (("sides", "nat"), "com", "'com' is already the id of sides.com"),
        (("sides", "nat"), "default", "'default' means something else in countryside"),
        (("sides", "nat"), "first", "'first' is already the id of order_of_battle[0].units[0]"),
        (("order_of_battle", 0, "units", 0, "id"), "south", "'south' is already the id of order_of_battle[1]"),
        (("order_of_battle", 0, "units", 0, "id"), "rest", "'rest' is already the id of order_of_battle[1]"),
        (("order_of_battle", 0, "group"), "rest", "'rest' is already the id of order_of_battle[1]"),
        (("map", "rails", 0, "id"), "ford", "'ford' is already the id of map.rivers[0]"),
        (("entries", "late", "victory", "levels", 0, "id"), "lost", "already the id of entries.late.victory.levels[1]"),
    ],
)
def test_what_cannot_be_an_id_is_refused_with_one_message(path: Path, new: str, told: str) -> None:
    with pytest.raises(EditError) as refused:
        rename(sheet_of("names"), path, new)
    assert told in str(refused.value)


def test_what_nothing_can_confuse_may_share_an_id() -> None:
    sheet = rename(sheet_of("names"), ("variants", "weak"), "late").sheet
    assert "  late: {units: {north" in sheet.text


def test_what_is_no_id_of_its_own_is_told_apart() -> None:
    sheet = sheet_of("names")
    assert own_id(sheet.data, ("places", "ford")) == "ford"
    for path in (
        (),
        ("places",),
        ("victory", "terms", 0, "place"),
        ("objectives", "com"),
        ("variants", "weak", "units"),
    ):
        assert own_id(sheet.data, path) is None
    river = [each for each in mentions(sheet.data) if "river" in each.families]
    assert river == [
        Mention(("map", "rivers", 0, "id"), False, "ford", ("river",), True),
        Mention(("places", "ford", "bank", "river"), False, "ford", ("river",), False),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_offers_it_where_it_shows_the_id_and_tells_what_follows(lang: str) -> None:
    said, sheet = Said(Texts(lang)), sheet_of("names")
    rows = [row for row in node_rows(said, sheet, ("places", "ford"), []) if isinstance(row, Cells)]
    assert rows[0].wish == Change("rename", ("places", "ford"))
    question = ask_for_id(said, sheet, ("places", "ford"))
    assert "4, 7, 14, 20" in question.lines[-1] and question.entries == (("", "ford"),)
    assert [name for name, _ in question.buttons] == ["rename", "cancel"]
    group = ask_for_id(said, sheet, ("order_of_battle", 1, "group"))
    assert [name for name, _ in group.buttons] == ["keep", "rename", "leave_out", "cancel"]
    alone = ask_for_id(said, sheet, ("map", "rails", 0, "id"))
    assert alone.lines[-1] == said("rename.alone")
