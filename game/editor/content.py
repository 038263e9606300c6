"""What the editor's panels say: the tools, the order of battle, the form of what is selected, and what is wrong."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from game.editor.fields import Field, fields_at
from game.editor.gestures import formations_of, legend_of
from game.editor.said import Said
from game.editor.sheet import Sheet
from game.scenario.problems import Path, Problem, path_text
from game.scenario.rules import standard_rules
from game.ui.content.rows import (
    Button,
    Buttons,
    Cells,
    Change,
    Gap,
    Heading,
    Row,
    Span,
    Swatch,
    Text,
    Title,
    Tone,
    text,
)
from game.ui.palette import Palette
from game.ui.patterns import Pattern

TOOLS = ("select", "terrain", "place", "unit", "roads", "rails", "rivers", "walls", "bridges", "erase")
TOOL_KEYS = (*map(str, range(1, len(TOOLS))), "backspace")
"""Which key takes which tool; 0 shows the whole map."""
BRUSHES = (1, 7)
TABS = ("selected", "forces", "places", "file")
_TEXT_LINES = 16
_ASKED_FOR = ("source", "confidence")
_SHOWN = 80  # letters of a value in the form
_SHARES = (34, 66)


class Hand(NamedTuple):
    """What is held: a tool, and for terrain a letter and a brush of so many hexes."""

    tool: str = "select"
    letter: str = "."
    brush: int = 1


def tool_rows(said: Said, hand: Hand, data: Any, palette: Palette) -> list[Row]:
    """The palette of tools, and of terrain where that is in hand."""
    rows: list[Row] = [Heading(said("tools_title"))]
    for name, tool in zip(TOOL_KEYS, TOOLS, strict=True):
        is_on = tool == hand.tool
        words = (Span(said(f"tools.{tool}"), bold=is_on),)
        key = (Span(said.key(name), Tone.FAINT),)
        rows.append(Cells((words, key), (78, 22), (1,), wish=Change("tool", tool), lit=is_on, hint=said(f"how.{tool}")))
    rows += [Gap(4), *_terrain_rows(said, hand, data, palette)]
    rows += [text(said(f"how.{hand.tool}"), Tone.FAINT, small=True)]
    return rows


def _terrain_rows(said: Said, hand: Hand, data: Any, palette: Palette) -> list[Row]:
    """Brushes and the letters of the legend, each with its colour on the map."""
    if hand.tool != "terrain":
        return []
    brushes = tuple(Button(said(f"brushes.{size}"), Change("brush", size), size == hand.brush) for size in BRUSHES)
    rows: list[Row] = [Buttons(brushes, said("brush"))]
    terrains = standard_rules().terrains
    for letter, name in legend_of(data).items():
        words = said.rule(terrains[name].name) if name in terrains else str(name)
        colour = palette.terrain_colours(str(name))[0]
        wish = Change("letter", letter)
        rows.append(Swatch(f"{letter}   {words}", colour, Pattern.PLAIN, wish, lit=letter == hand.letter, is_full=True))
    return [*rows, Gap(4)]


def tab_row(said: Said, tab: str) -> Row:
    """The tabs of the right panel."""
    return Buttons(tuple(Button(said(f"tabs.{name}"), Change("tab", name), name == tab) for name in TABS))


# The order of battle and the places


def forces_rows(said: Said, data: Any, chosen: Path) -> list[Row]:
    """The order of battle as a tree to pick from."""
    rows: list[Row] = []
    for path in formations_of(data):
        formation, deep = _at(data, path), len(path) // 2 - 1
        name = (Span(said.name(formation, "?"), bold=True),)
        rows.append(_picked(path, (name, (Span("", Tone.FAINT),)), chosen, deep))
        for number, unit in enumerate(_list(formation.get("units"))):
            cells = ((Span(said.name(unit, "?")),), (Span(f"{_value(_get(unit, 'men'))}", Tone.FAINT),))
            rows.append(_picked((*path, "units", number), cells, chosen, deep + 1))
    sides = data.get("sides") if isinstance(data.get("sides"), dict) else {}
    new = tuple(
        Button(f"{said('add.formation')}: {said.name(side, id)}", Change("add_formation", ((), id)))
        for id, side in sides.items()
    )
    return [*rows, Gap(), Buttons(new)]


def _picked(path: Path, cells: tuple[tuple[Span, ...], ...], chosen: Path, deep: int) -> Row:
    return Cells(cells, (78, 22), (1,), wish=Change("go", path), lit=path == chosen, indent=min(deep, 5))


def places_rows(said: Said, data: Any, chosen: Path) -> list[Row]:
    """The places to pick from."""
    places = data.get("places")
    rows: list[Row] = []
    for id, place in (places if isinstance(places, dict) else {}).items():
        cells = ((Span(said.name(place, id)),), (Span(_value(_get(place, "kind")), Tone.FAINT),))
        rows.append(_picked(("places", id), cells, chosen, 0))
    return rows or [text(said("no_places"), Tone.FAINT)]


# The form


def node_rows(said: Said, sheet: Sheet, path: Path, problems: Sequence[Problem]) -> list[Row]:
    """What is selected: where it stands, its fields or items, what is wrong with it, its text."""
    value = sheet.get(path)
    rows: list[Row] = [_way(said, sheet, path), Title(_heading(said, value, path))]
    here = path_text(path)
    for problem in problems:
        if path and (problem.path == here or problem.path.startswith((f"{here}.", f"{here}["))):
            rows.append(text(said.problem(problem), Tone.BAD if problem.severity == "error" else Tone.FAIR, small=True))
    if isinstance(value, dict):
        rows += _mapping_rows(said, sheet, path, value)
    elif isinstance(value, list):
        rows += _list_rows(said, path, value)
    else:
        rows.append(_line(said, path, str(path[-1]) if path else "", value, ""))
    rows += [Gap(), *_deeds(said, sheet.data, path, value)]
    return [*rows, *_as_it_stands(said, sheet, path)]


def _way(said: Said, sheet: Sheet, path: Path) -> Row:
    """The way from the top of the file to what is selected."""
    spans = [Span(said("file"), wish=Change("select", ()))]
    for length in range(1, len(path)):
        words = _called(said, sheet.get(path[:length]), path[:length])
        spans += [Span(" › ", Tone.FAINT), Span(words, wish=Change("select", path[:length]))]
    return Text(tuple(spans), small=True)


def _heading(said: Said, value: Any, path: Path) -> str:
    return _called(said, value, path) if path else said.name(value, said("file"))


def _called(said: Said, value: Any, path: Path) -> str:
    """What a thing is called: an item of a list that has no name by its number."""
    step = path[-1]
    if isinstance(step, int):
        return said.name(value, f"{said.field(path[-2], path[:-2])} {step + 1}")
    return said.name(value, said.field(step, path[:-1]))


def _mapping_rows(said: Said, sheet: Sheet, path: Path, value: dict[str, Any]) -> list[Row]:
    fields = fields_at(sheet.data, path)
    known = {field.name: field for field in fields}
    rows: list[Row] = []
    for field in fields:
        if field.name in value or field.is_needed:
            rows.append(
                _line(said, (*path, field.name), said.field(field.name, path), value.get(field.name), said.about(field))
            )
        elif field.name in _ASKED_FOR:
            rows.append(_unsaid(said, path, field))
    for key, inner in value.items():
        if key not in known:
            rows.append(_line(said, (*path, key), said.name(inner, key), inner, ""))
    absent = [field for field in fields if field.name not in value and not field.is_needed]
    more = tuple(
        Button(said.field(field.name, path), Change("field", (*path, field.name)), hint=said.hint(field))
        for field in absent
        if field.name not in _ASKED_FOR
    )
    return [*rows, Heading(said("more")), Buttons(more)] if more else rows


def _unsaid(said: Said, path: Path, field: Field) -> Row:
    """A field that history asks for and nobody has filled in."""
    cells = ((Span(said.field(field.name, path), Tone.FAINT),), (Span(said("unsaid"), Tone.POOR),))
    return Cells(cells, _SHARES, wish=Change("field", (*path, field.name)), hint=said.hint(field))


def _line(said: Said, path: Path, label: str, value: Any, about: str) -> Row:
    """A field with its value; what has fields of its own is opened by a click."""
    is_name = isinstance(value, dict) and set(value) <= {"en", "zh"} and value
    is_part = isinstance(value, dict | list) and not is_name and not _is_spot(value)
    wish = Change("select" if is_part else "field", path)
    shown = said("count", count=len(value)) if is_part and isinstance(value, dict | list) else _value(value)
    tone = Tone.FAINT if is_part else Tone.INK
    cells = ((Span(label, Tone.FAINT),), (Span(f"{shown} ›" if is_part else shown, tone),))
    return Cells(cells, _SHARES, wish=wish, hint=about)


def _list_rows(said: Said, path: Path, value: list[Any]) -> list[Row]:
    rows: list[Row] = []
    for number, item in enumerate(value):
        is_part = isinstance(item, dict | list) and not _is_spot(item)
        words = said.name(item, "…") if isinstance(item, dict) else _value(item)
        wish = Change("select" if is_part else "field", (*path, number))
        cells = ((Span(str(number + 1), Tone.FAINT),), (Span(f"{words} ›" if is_part else words),))
        rows.append(Cells(cells, (12, 88), wish=wish))
    return rows


def _deeds(said: Said, data: Any, path: Path, value: Any) -> list[Row]:
    """What can be done with what is selected as a whole."""
    buttons = []
    is_formation = bool(path) and path[0] == "order_of_battle" and isinstance(path[-1], int) and path[-2] != "units"
    if is_formation:
        buttons += [Button(said("add.unit"), Change("tool", "unit"), hint=said("how.unit"))]
        buttons += [Button(said("add.formation"), Change("add_formation", (path, "")))]
    if len(path) > 1 and path[-2] == "units" and isinstance(path[-1], int):
        buttons += [Button(said("put_under"), Change("put_under", path))]
    if isinstance(value, list) and path[-1:] != ("rows",):
        buttons += [Button(said("add.item"), Change("add_item", path))]
    if isinstance(value, dict) and path and not fields_at(data, path):
        buttons += [Button(said("add.item"), Change("add_key", path))]
    if len(path) > 1:
        buttons += [Button(said("remove"), Change("remove", path), hint=said("remove_tip"))]
    return [Buttons(tuple(buttons))] if buttons else []


def _as_it_stands(said: Said, sheet: Sheet, path: Path) -> list[Row]:
    """The lines of the file."""
    first, last = sheet.lines_of(path)
    lines = sheet.text.split("\n")[first - 1 : last]
    rows: list[Row] = [Heading(said("text", count=last - first + 1, first=str(first), last=str(last)))]
    rows += [_file_line(first + number, line) for number, line in enumerate(lines[:_TEXT_LINES])]
    return [*rows, *([text("…", Tone.FAINT)] if len(lines) > _TEXT_LINES else [])]


def _file_line(number: int, line: str, tone: Tone = Tone.INK, share: int = 9) -> Row:
    """A line of the file; ``share`` is the part of the width, in a hundred, for its number."""
    blank = len(line) - len(line.lstrip(" "))
    words = (Span("\u00a0" * blank + line.strip(), tone),)
    return Cells(((Span(str(number), Tone.FAINT),), words), (share, 100 - share))


# What is wrong


def problem_rows(said: Said, problems: Sequence[Problem], is_late: bool) -> list[Row]:
    """All problems, each leading to its place; ``is_late`` while the last change has not been looked at."""
    errors = sum(problem.severity == "error" for problem in problems)
    told = said("wrong", errors=errors, warnings=len(problems) - errors) if problems else said("right")
    rows: list[Row] = [Heading(said("checking") if is_late else told)]
    for number, problem in enumerate(problems):
        is_error = problem.severity == "error"
        words = (
            Span("● ", Tone.BAD if is_error else Tone.FAIR),
            Span(said("line", line=str(problem.line)) + "  " if problem.line else "", Tone.FAINT),
            Span(f"{problem.path}: " if problem.path else "", bold=True),
            Span(said.problem(problem)),
        )
        rows.append(Cells((words,), (100,), wish=Change("problem", number)))
    return rows


def whole_text(sheet: Sheet, problems: Sequence[Problem]) -> list[Row]:
    """A text that cannot be read to its end, with the lines that are to blame."""
    wrong = {problem.line for problem in problems}
    lines = sheet.text.split("\n")
    return [_file_line(n, line, Tone.BAD if n in wrong else Tone.INK, 4) for n, line in enumerate(lines, start=1)]


# Values


def shown_value(value: Any) -> str:
    """A value as one types it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        value = " / ".join(str(value[key]) for key in ("en", "zh") if value.get(key))
    words = " ".join(shown_value(value).split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words or "–"


def _is_spot(value: Any) -> bool:
    return isinstance(value, list) and len(value) == len(_SHARES) and all(type(part) in (int, float) for part in value)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _get(thing: Any, key: str) -> Any:
    return thing.get(key) if isinstance(thing, dict) else None


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data
