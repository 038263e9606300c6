"""The editor's forms reach every field of a scenario file, and offer nothing that cannot stand there."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import combinations
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from game.editor.ask import Question, Reply
from game.editor.fields import PARTS, Field, Kind, field_at, fields_at, fit_at, keys_at, kinds_at
from game.editor.filling import Filling
from game.editor.form_rows import node_rows
from game.editor.forms import ask_for
from game.editor.gestures import Made
from game.editor.said import Said
from game.editor.sheet import Sheet
from game.scenario.load import examine
from game.scenario.new import BLANK
from game.scenario.problems import Path
from game.scenario.reference import json_schema
from game.scenario.schema.forces import Unit
from game.scenario.schema.history import Condition, Event
from game.scenario.schema.map import Bridge, Rail, River
from game.scenario.schema.track import TrackIntent
from game.scenario.schema.types import Strict
from game.scenario.schema.victory import Objective
from game.scenario.shape.fields import models_at
from game.session.words.text import Texts
from game.ui.content.rows import Buttons, Cells, Change, plain

ONE_OF_EACH = (
    (
        BLANK
        + """\
lifts: [{id: ships, name: Ships, side: nat, at: "0306"}]
troop_trains: [{id: trains, name: Trains, side: nat, capacity: 100}]
superior_orders: [{id: relief, name: Relief, formation: blue-corps, date: 1945-10-21, by: 1945-10-23, target: crossing}]
talks: [{id: truce, command: blue-corps, principal: crossing, terms: [{id: peace, name: Peace}]}]
"""
    )
    .replace("places:\n", '  rails: [{id: line, hexes: ["0101", "0102"]}]\nplaces:\n', 1)
    .replace("victory:\n", "  airdrops: [{id: drop, name: Drop, side: nat, capacity: 100}]\nvictory:\n", 1)
)
"""The blank scenario with something of every family to which a field can refer."""


class Author:
    """Somebody who writes a file with the form alone: what is not offered cannot be pressed."""

    def __init__(self, text: str = BLANK, lang: str = "en") -> None:
        self.said, self.sheet, self.path = Said(Texts(lang)), Sheet(text), ()
        self.told = ""
        self._question: tuple[Question, Callable[[Reply], None]] | None = None
        self._filling = Filling(self)

    # What the form works on

    def apply(self, change: Callable[[Sheet], Made | Sheet]) -> None:
        made = change(self.sheet)
        self.sheet, self.path = made if isinstance(made, Made) else (made, self.path)

    def put(self, question: Question, on_reply: Callable[[Reply], None]) -> None:
        self._question = question, on_reply

    def tell(self, words: str) -> None:
        self.told = words

    # The hand

    def offered(self) -> list[Change]:
        rows = node_rows(self.said, self.sheet, self.path, [])
        buttons = [button.wish for row in rows if isinstance(row, Buttons) for button in row.buttons]
        return [*buttons, *(row.wish for row in rows if isinstance(row, Cells))]

    def press(self, what: str, path: Path) -> None:
        wish = Change(what, path)
        assert wish in self.offered(), f"{wish} is not offered at {self.path}"
        match what:
            case "field":
                self._filling.field(path)
            case "add_item":
                self._filling.item(path)
            case "add_key":
                self._filling.key(path)
            case "select":
                self.path = path

    def answer(self, *values: str) -> None:
        """Pick what is called so, else type it."""
        assert self._question is not None, "nothing is asked"
        (question, on_reply), self._question = self._question, None
        found = [n for n, item in enumerate(question.items) if values[0] in re.split(r" \(|\)$", item)]
        on_reply(Reply("item", values, found[0]) if found else Reply("keep", values))
        assert self._question is None or self._question[0].title != question.title, self._question[0].lines

    def size(self, columns: str, rows: str) -> None:
        """Ask for a map of another size."""
        self._filling.size()
        self.answer(columns, rows)

    def write(self, path: Path, value: Any) -> None:
        """A value at a path, whose mapping or list is the one that is open."""
        here = self.path = path[:-1]
        if isinstance(path[-1], int):
            self.press("add_item", here)
        elif Change("field", path) in self.offered():
            self.press("field", path)
        else:
            self.press("add_key", here)
            self.answer(str(path[-1]))
        if isinstance(value, dict) and not set(value) <= {"en", "zh"}:
            if self._question is not None:
                self.answer(value["kind"])
            for key, inner in value.items():
                if (self.sheet.get(path) or {}).get(key) != inner:
                    self.write((*path, key), inner)
        elif isinstance(value, list) and not isinstance(value[0], float):
            if self._question is not None:
                self.answer(self.said("ask.as_list"))
            for number, inner in enumerate(value):
                self.write((*path, number), inner)
        elif isinstance(value, dict):
            self.answer(value["en"], value["zh"])
        else:
            words = "true" if value is True else "false" if value is False else str(value)
            self.answer(words.strip("[]"), "")


TRACK = {
    "delay": 1,
    "intents": {
        "nat": [
            {"date": date(1945, 10, 20), "formation": "blue-corps", "do": "hold", "radius": 1},
            {
                "date": date(1945, 10, 22),
                "formation": "blue-corps",
                "do": "attack",
                "at": "crossing",
                "garrisons": ["0306"],
                "spare": ["red-column"],
                "by": date(1945, 10, 24),
                "note": {"en": "At last", "zh": "终于"},
            },
        ],
        "com": [{"date": date(1945, 10, 20), "formation": "red-column", "do": "open_lane", "lane": ["0301", "0306"]}],
    },
    "positions": [{"date": date(1945, 10, 21), "who": "blue-1", "at": "0305", "within_km": 3}],
}
TOOLS_ALONE = ("rows",)
"""What no form has items for: the terrain is painted, its size asked for."""
REST = {
    ("variants",): {
        "late": {
            "name": "Late",
            "units": {"blue-2": {"days_later": 1}},
            "set": {"fog": 0},
            "talks": {"truce": {"contact": False}},
        }
    },
    ("entries",): {
        "second": {
            "date": date(1945, 10, 21),
            "title": "The second day",
            "units": {"red-1": {"men": 4000}},
            "places": {"crossing": {"held_by": "com"}},
            "bridges": [{"river": "ford", "on": "highway", "state": "wrecked"}],
        }
    },
    ("cooperation",): {"central": {"fu": 700}},
    ("documented",): {
        "losses": {"nat": {"killed": 10, "also": [{"total": 12}]}},
        "events": [
            {
                "id": "fall",
                "text": "It falls.",
                "window": [date(1945, 10, 21), date(1945, 10, 22)],
                "when": {"taken": "crossing", "by": "nat"},
            }
        ],
    },
    ("map", "rails", 1): {"id": "new", "hexes": ["0201", "0202", "0203"], "wrecked": [["0201", "0202"]]},
    ("map", "roads", 1): {"lines": [["0101", "0102"], ["0501", [36.5, 114.25]]]},
    ("victory", "terms", 1): {"kind": "junction", "groups": ["blue", "red"], "side": "nat", "points": 3},
    ("countryside", "nat"): [{"around": "0306", "km": 3}],
}


def test_a_whole_track_is_written_with_the_form_alone() -> None:
    author = Author()
    author.write(("track",), TRACK)
    assert author.sheet.get(("track",)) == TRACK
    assert [problem for problem in examine(author.sheet.text, "x").problems if problem.severity == "error"] == []
    lines = author.sheet.text.split("track:\n")[1].splitlines()
    assert len(lines) > 5 and max(map(len, lines)) <= 124, "a track stands in lines, one for each intent"


@pytest.mark.parametrize("path", REST, ids=str)
def test_what_no_tool_draws_is_written_with_the_form_alone(path: Path) -> None:
    author = Author(ONE_OF_EACH)
    author.write(path, REST[path])
    assert author.sheet.get(path) == REST[path]


def test_what_stands_under_an_id_is_called_by_its_name() -> None:
    author = Author()
    author.write(("track",), {"intents": {"nat": [{"date": date(1945, 10, 20)}]}})
    author.path = ("track", "intents", "nat", 0)
    told = plain(node_rows(author.said, author.sheet, author.path, []))
    assert told[:2] == ["File › track › intents › Blue", "Blue 1"]


def test_a_part_that_need_not_be_there_can_be_taken_out_and_others_cannot() -> None:
    author = Author()
    author.write(("track",), {"delay": 1})
    author.path = ("track",)
    assert Change("remove", ("track",)) in author.offered()
    author.path = ("victory",)
    assert Change("remove", ("victory",)) not in author.offered()


# Every field


def containers(sheet: Sheet) -> Iterator[tuple[Sheet, Path]]:
    """A mapping of every model of the schema, begun with the form."""
    queue: list[tuple[Sheet, Path]] = [(sheet, ())]
    seen = set()
    while queue:
        sheet, path = queue.pop(0)
        fields = fields_at(sheet.data, path)
        told = tuple((field.name, field.about) for field in fields)
        if told in seen:
            continue
        seen.add(told)
        yield sheet, path
        for field in fields:
            ready = where_offered(sheet, path, field.name) if field.kind in PARTS else None
            if ready is not None and field.name not in TOOLS_ALONE:
                queue += begun(ready, (*path, field.name))


def begun(sheet: Sheet, path: Path) -> Iterator[tuple[Sheet, Path]]:
    """What has fields at a path or below it: begun there, an item or an entry more where it is a list or table."""
    for kind in kinds_at(sheet.data, path) or ("",):
        author = author_at(sheet, path[:-1])
        there = sheet.get(path)
        if there is None:
            if isinstance(path[-1], int):
                author.press("add_item", path[:-1])
            elif Change("field", path) in author.offered():
                author.press("field", path)
            else:
                author.press("add_key", path[:-1])
                author.answer(str(path[-1]))
            if kind:
                author.answer(kind)
        field = field_at(author.sheet.data, path)
        if field is None or field.kind not in PARTS:
            continue
        if field.kind is Kind.LIST:
            yield from begun(author.sheet, (*path, len(author.sheet.get(path))))
        elif field.kind is Kind.TABLE and (name := a_key(author.sheet, path) or next(iter(there), "")):
            yield from begun(author.sheet, (*path, name))
        else:
            yield author.sheet, path


def author_at(sheet: Sheet, path: Path) -> Author:
    author = Author(sheet.text)
    author.sheet, author.path = sheet, path
    return author


def a_key(sheet: Sheet, path: Path) -> str:
    keys = keys_at(sheet.data, path)
    assert keys is not None
    return "new" if keys.choices is None else next(iter(keys.choices), "")


@cache
def every_field() -> dict[str, tuple[Sheet, Path, Field]]:
    """All fields of all models, by where they stand."""
    found = {}
    for sheet, path in containers(Sheet(ONE_OF_EACH)):
        for field in fields_at(sheet.data, path):
            kind = (sheet.get(path) or {}).get("kind", "")
            found[f"{'.'.join(map(str, path))}.{kind}.{field.name}"] = sheet, path, field
    return found


def values(sheet: Sheet, path: Path, field: Field) -> Iterator[Any]:
    """Something that can stand in a field; more than one where it can be of several kinds."""
    match field.kind:
        case Kind.CHOICE:
            yield from (choice for choice in (field.choices[0], field.choices[-1]) if choice != [])
        case Kind.TEXT:
            yield from ("Words", {"en": "Words", "zh": "词"})
        case Kind.NUMBER:
            yield max(1, int(field.low or 1))
        case Kind.DATE:
            yield date(1945, 10, 21)
        case Kind.SPOT:
            yield from ("0303", "crossing", [36.5, 114.25])
        case Kind.WORDS:
            yield "0204 n" if "nw" in field.pattern else "words"
        case Kind.LIST if (item := field_at(sheet.data, (*path, 0))) is not None and item.kind is not Kind.FORM:
            yield [next(values(sheet, (*path, 0), item))] * 2
        case Kind.TABLE:
            name = a_key(sheet, path)
            inner = field_at(sheet.data, (*path, name))
            if name and inner is not None and inner.kind is not Kind.FORM:
                yield from ({name: value} for value in values(sheet, (*path, name), inner))


def where_offered(sheet: Sheet, path: Path, name: str) -> Sheet | None:
    """The sheet, with as much in the mapping as it takes for a field to be offered there."""
    author = author_at(sheet, path)
    wish = Change("field", (*path, name))
    if wish in author.offered() or Change("select", (*path, name)) in author.offered():
        return sheet
    for field in fields_at(sheet.data, path):
        for value in field.choices or next(([value] for value in values(sheet, (*path, field.name), field)), []):
            other = sheet.set((*path, field.name), value)
            if wish in author_at(other, path).offered():
                return other
    return None


@pytest.mark.parametrize("place", every_field())
def test_every_field_of_the_schema_is_written_with_the_form(place: str) -> None:
    sheet, path, field = every_field()[place]
    ready = where_offered(sheet, path, field.name)
    assert ready is not None, "the form never offers it"
    for value in values(ready, (*path, field.name), field):
        author = author_at(ready, path)
        if isinstance(value, list | dict) and field.kind in PARTS and ready.get((*path, field.name)) is not None:
            continue  # a list that is there gets items, which other cases write
        author.write((*path, field.name), value)
        written = author.sheet.get((*path, field.name))
        assert written == ({**written, **value} if field.kind is Kind.TABLE else value)
        (model,) = models_at(path, author.sheet.data)
        if field.name in model.model_fields:
            info = model.model_fields[field.name]
            TypeAdapter(
                Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
            ).validate_python(value)


@pytest.mark.parametrize(("columns", "rows"), [(8, 7), (4, 3), (6, 9), (6, 5)])
def test_a_map_gets_another_size_and_keeps_its_ground(columns: int, rows: int) -> None:
    author = Author()
    author.path = ("map",)
    assert Change("size") in author.offered()
    author.size(str(columns), str(rows))
    old, new = (sheet.get(("map", "rows")) for sheet in (Sheet(BLANK), author.sheet))
    assert len(new) == rows and {len(row) for row in new} == {columns}
    for before, after in zip(old, new, strict=False):
        assert after == before[:columns].ljust(columns, ".")
    assert set("".join(row[len(old[0]) :] for row in new)) <= {"."} and set("".join(new[len(old) :])) <= {"."}
    assert "  rivers: [{id: ford" in author.sheet.text and f'    - "{new[-1]}"\n' in author.sheet.text


def test_a_map_that_cannot_be_is_told() -> None:
    author = Author()
    author.size("100", "x")
    assert author.sheet.text == BLANK and "1 to 99" in author.told


def test_the_form_reaches_every_model_of_the_schema() -> None:
    """Areas are written in a test of their own: they stand under keys beside the fields of their mapping."""
    reached = {model.__name__ for sheet, path, _ in every_field().values() for model in models_at(path, sheet.data)}
    assert reached == {"Spec", *json_schema()["$defs"]} - {"Text", "Area"}


# What fits


EXCLUSIVE: dict[type[Strict], Path] = {
    Unit: ("order_of_battle", 0, "units", 0),
    Condition: ("documented", "events", 0, "when"),
    Event: ("documented", "events", 0),
    Bridge: ("map", "bridges", 0),
    Rail: ("map", "rails", 0),
    River: ("map", "rivers", 0),
    TrackIntent: ("track", "intents", "nat", 0),
    Objective: ("objectives", "nat", 0),
}


@pytest.mark.parametrize("model", EXCLUSIVE, ids=lambda model: model.__name__)
def test_what_the_form_calls_unfit_the_model_refuses_and_nothing_else(model: type[Strict]) -> None:
    """For every two fields that depend on others: beside one of them the other fits, or is refused."""
    each = {field.name: next(values(Sheet(ONE_OF_EACH), EXCLUSIVE[model], field), None) for field in fields_of(model)}
    some = {name: value for name, value in each.items() if value is not None}
    bare = model.fit({})
    dependent = bare.unfit.union(*bare.needed, *(model.fit({name: value}).unfit for name, value in some.items()))
    assert dependent
    needed = {name: value for name, value in some.items() if model.model_fields[name].is_required()}
    deeds = ("attack", "hold", "encircle", "spare", "go") if model is TrackIntent else ()
    for start in [{**needed, "do": deed} for deed in deeds] or [needed]:
        for one, other in combinations(sorted(set(some) & dependent), 2):
            if one in model.fit(start).unfit:
                continue
            given = {**start, one: some[one]}
            fits = other not in model.fit(given).unfit
            assert is_taken(model, filled({**given, other: some[other]}, model, some)) is fits, (given, other)


def fields_of(model: type[Strict]) -> list[Field]:
    return next(
        list(fields_at(sheet.data, path))
        for sheet, path, _ in every_field().values()
        if model in models_at(path, sheet.data)
    )


def filled(given: dict[str, Any], model: type[Strict], some: dict[str, Any]) -> dict[str, Any]:
    """With what is still needed."""
    for names in model.fit(given).needed:
        name = next(name for name in names if name in some)
        given = {**given, name: some[name]}
    return given


def is_taken(model: type[Strict], given: dict[str, Any]) -> bool:
    try:
        model.model_validate(given)
    except ValidationError:
        return False
    return True


def test_after_a_condition_is_chosen_the_others_are_offered_no_more_and_what_it_needs_is_marked() -> None:
    author = Author()
    author.write(("documented",), {"events": [{"id": "fall", "text": "It falls.", "when": {"taken": "crossing"}}]})
    here = author.path = ("documented", "events", 0, "when")
    rows = [row for row in node_rows(author.said, author.sheet, here, []) if isinstance(row, Cells)]
    assert [row.wish.to for row in rows if row.wish is not None] == [(*here, "taken"), (*here, "by")]
    assert rows[1].cells[1][0].text == "required"
    assert [wish for wish in author.offered() if wish is not None and wish.what == "field"] == [
        row.wish for row in rows[:2]
    ]
    assert fit_at(author.sheet.data, here).needed == (("by",),)


@pytest.mark.parametrize(("lang", "words"), [("en", "`window`"), ("zh", "`window`（")])
def test_a_message_calls_a_key_as_the_form_does(lang: str, words: str) -> None:
    sheet = Sheet(BLANK).set(("documented",), {"events": [{"id": "fall", "text": "It falls."}]})
    said = Said(Texts(lang))
    (problem,) = [each for each in examine(sheet.text, "x").problems if "events" in each.path]
    assert words in said.problem(problem)
    label = said.field("window", ("documented", "events", 0))
    assert label in said.problem(problem)


@pytest.mark.parametrize(
    ("field", "offered"),
    [
        ({"formation": "blue-corps"}, ["blue-corps"]),
        ({"whom": "red-column"}, ["red-column"]),
        ({"whom": "blue-corps", "do": "relieve"}, ["blue-corps"]),
        ({"spare": ["red-column"]}, ["red-column"]),
    ],
)
def test_an_intent_offers_formations_of_the_side_that_is_meant(field: dict[str, Any], offered: list[str]) -> None:
    line = {"formation": "blue-corps", "date": date(1945, 10, 20), "do": "attack", **field}
    sheet = Sheet(BLANK).set(("track",), {"intents": {"nat": [line]}})
    path: Path = ("track", "intents", "nat", 0, next(iter(field)))
    found = field_at(sheet.data, (*path, 0) if isinstance(line[path[-1]], list) else path)
    assert found is not None and list(found.choices) == offered


@pytest.mark.parametrize(("kind", "offers_sides"), [("taken", True), ("seized", True), ("reached", False)])
def test_a_condition_offers_sides_where_a_side_is_meant(kind: str, offers_sides: bool) -> None:
    event = {"id": "fall", "text": "It falls.", "date": date(1945, 10, 21), "when": {kind: "crossing"}}
    sheet = Sheet(BLANK).set(("documented",), {"events": [event]})
    field = field_at(sheet.data, ("documented", "events", 0, "when", "by"))
    assert field is not None and ("nat" in field.choices, "blue-1" in field.choices) == (offers_sides, not offers_sides)


def test_what_a_formation_can_do_is_told_beside_its_word_and_a_date_beside_the_campaign() -> None:
    sheet = Sheet(BLANK).set(("track",), {"intents": {"nat": [{"do": "go"}]}})
    said, here = Said(Texts("en")), ("track", "intents", "nat", 0)
    assert "go (march there together)" in ask_for(said, sheet, (*here, "do")).items
    assert "The campaign runs from 1945-10-20 to 1945-10-26." in ask_for(said, sheet, (*here, "date")).lines
    assert len(ask_for(said, sheet, ("calendar", "end")).lines) == 2
