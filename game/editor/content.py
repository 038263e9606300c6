"""What the editor's panels say: the tools, the order of battle, the places, and what is wrong."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from game.editor.gestures import formations_of, legend_of
from game.editor.said import Said
from game.editor.sheet import Sheet
from game.scenario.problems import Path, Problem
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
    Tone,
    text,
)
from game.ui.style.palette import Palette
from game.ui.style.patterns import Pattern

TOOLS = ("select", "terrain", "place", "unit", "roads", "rails", "rivers", "walls", "bridges", "erase")
TOOL_KEYS = (*map(str, range(1, len(TOOLS))), "backspace")
"""Which key takes which tool; 0 shows the whole map."""
BRUSHES = (1, 7)
TABS = ("selected", "forces", "places", "file")
_SHOWN, _LONGEST = 80, 16
"""Letters of a value in the form, and of a word at which it is not cut; signs without spaces are cut anywhere."""


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
            cells = ((Span(said.name(unit, "?")),), (Span(f"{value_words(_get(unit, 'men'))}", Tone.FAINT),))
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
        cells = ((Span(said.name(place, id)),), (Span(value_words(_get(place, "kind")), Tone.FAINT),))
        rows.append(_picked(("places", id), cells, chosen, 0))
    return rows or [text(said("no_places"), Tone.FAINT)]


# What is wrong


def problem_rows(said: Said, problems: Sequence[Problem], *, is_late: bool) -> list[Row]:
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


def file_line(number: int, line: str, tone: Tone = Tone.INK, share: int = 14) -> Row:
    """A line of the file; ``share`` is the part of the width, in a hundred, for its number."""
    blank = len(line) - len(line.lstrip(" "))
    words = (Span("\u00a0" * blank + line.strip(), tone),)
    return Cells(((Span(str(number), Tone.FAINT),), words), (share, 100 - share))


def whole_text(sheet: Sheet, problems: Sequence[Problem]) -> list[Row]:
    """A text that cannot be read to its end, with the lines that are to blame."""
    wrong = {problem.line for problem in problems}
    lines = sheet.text.split("\n")
    return [file_line(n, line, Tone.BAD if n in wrong else Tone.INK, 4) for n, line in enumerate(lines, start=1)]


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


def value_words(value: Any) -> str:
    """A value in few words."""
    if isinstance(value, dict):
        value = " / ".join(str(value[key]) for key in ("en", "zh") if value.get(key))
    words = " ".join(shown_value(value).split())
    if len(words) <= _SHOWN:
        return words or "–"
    whole, _, begun = words[:_SHOWN].rpartition(" ")
    return f"{whole} …" if whole and len(begun) <= _LONGEST else f"{words[:_SHOWN]}…"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _get(thing: Any, key: str) -> Any:
    return thing.get(key) if isinstance(thing, dict) else None


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data
