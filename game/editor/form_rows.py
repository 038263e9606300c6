"""The form of what is selected: where it stands, its fields or items, what can be added, its text."""

from collections.abc import Sequence
from typing import Any

from game.editor.content import file_line, shown_value, value_words
from game.editor.fields import Field, families_at, field_at, fields_at, fit_at, keys_at
from game.editor.forms import named
from game.editor.known import known
from game.editor.naming import own_id
from game.editor.said import Said
from game.editor.sheet import Sheet
from game.scenario.problems import Path, Problem, path_text
from game.scenario.schema.types import Fit
from game.ui.content.rows import Button, Buttons, Cells, Change, Gap, Heading, Row, Span, Text, Title, Tone, text

_TEXT_LINES = 16
_ASKED_FOR = ("source", "confidence")
_SHARES = (34, 66)
_TAKES_OVER = ("arrives",)
"""What is offered though something else stands in its place: that becomes part of it."""


def node_rows(said: Said, sheet: Sheet, path: Path, problems: Sequence[Problem]) -> list[Row]:
    """What is selected: where it stands, its fields or items, what can be done, what is wrong with it, its text."""
    value = sheet.get(path)
    rows: list[Row] = [_way(said, sheet, path), Title(_heading(said, sheet, path))]
    if isinstance(value, dict):
        rows += _mapping_rows(said, sheet, path, value)
    elif isinstance(value, list):
        rows += _list_rows(said, path, value)
    else:
        label = "" if not path else str(path[-1] + 1) if isinstance(path[-1], int) else path[-1]
        rows.append(_line(said, path, label, value, ""))
    rows += [Gap(), *_deeds(said, sheet.data, path, value)]
    return [*rows, *_wrong(said, path, problems), *_as_it_stands(said, sheet, path)]


def _wrong(said: Said, path: Path, problems: Sequence[Problem]) -> list[Row]:
    """What is wrong with what is selected: below all that is clicked, which must not move when a check is done."""
    here = path_text(path)
    found = [
        each
        for each in problems
        if path and each.path.startswith(here) and each.path[len(here) :][:1] in ("", ".", "[")
    ]
    tones = {"error": Tone.BAD}
    return [text(said.problem(each), tones.get(each.severity, Tone.FAIR), small=True) for each in found]


def _way(said: Said, sheet: Sheet, path: Path) -> Row:
    """The way from the top of the file to what is selected."""
    spans = [Span(said("file"), wish=Change("select", ()))]
    for length in range(1, len(path)):
        words = _called(said, sheet, path[:length])
        spans += [Span(" › ", Tone.FAINT), Span(words, wish=Change("select", path[:length]))]
    return Text(tuple(spans), small=True)


def _heading(said: Said, sheet: Sheet, path: Path) -> str:
    return _called(said, sheet, path) if path else said.name(sheet.data, said("file"))


def _called(said: Said, sheet: Sheet, path: Path) -> str:
    """What a thing is called: an item of a list that has no name by its number, what stands under an id by whose."""
    step, value = path[-1], sheet.get(path)
    if isinstance(step, int):
        return said.name(value, f"{_called(said, sheet, path[:-1])} {step + 1}")
    families = families_at(path[:-1], sheet.data)
    owner = known(sheet.data, families).get(step) if families else None
    return said.name(value, said.name(owner) or said.field(step, path[:-1]))


def _mapping_rows(said: Said, sheet: Sheet, path: Path, value: dict[str, Any]) -> list[Row]:
    """What stands there and what has to, then what may stand there beside it."""
    fields = {field.name: field for field in fields_at(sheet.data, path)}
    fit = fit_at(sheet.data, path)
    single = {names[0] for names in fit.needed if len(names) == 1}
    needed = single | {field.name for field in fields.values() if field.is_needed}
    rows: list[Row] = _key_row(said, sheet, path)
    for field in fields.values():
        if field.name in value:
            label = said.field(field.name, path)
            rows.append(_line(said, (*path, field.name), label, value[field.name], said.hint(field)))
        elif field.name in needed:
            rows.append(_unsaid(said, path, field, "needed", Tone.BAD))
        elif field.name in _ASKED_FOR:
            rows.append(_unsaid(said, path, field, "unsaid", Tone.POOR))
    for key, inner in value.items():
        if key not in fields:
            is_part = isinstance(inner, dict | list)
            words = _called(said, sheet, (*path, key)) if is_part else named(said, sheet.data, path, key)
            rows.append(_line(said, (*path, key), words, inner, ""))
    return [*rows, *_more(said, path, [field for name, field in fields.items() if name not in {*value, *needed}], fit)]


def _key_row(said: Said, sheet: Sheet, path: Path) -> list[Row]:
    """The id under which a thing stands in a table."""
    id = own_id(sheet.data, path)
    if id is None:
        return []
    cells = ((Span(said.field("id"), Tone.FAINT),), (Span(id),))
    return [Cells(cells, _SHARES, wish=Change("rename", path), hint=said("rename.tip"))]


def _more(said: Said, path: Path, absent: list[Field], fit: Fit) -> list[Row]:
    """Fields to add: those of which one has to be given, then the others that fit."""
    rows: list[Row] = []
    left = {field.name: field for field in absent if field.name not in _ASKED_FOR}
    for names in fit.needed:
        if len(names) > 1 and (these := [left.pop(name) for name in names if name in left]):
            rows += [Heading(said("one_of")), _buttons(said, path, these)]
    others = [field for name, field in left.items() if name not in fit.unfit or name in _TAKES_OVER]
    return [*rows, Heading(said("more")), _buttons(said, path, others)] if others else rows


def _buttons(said: Said, path: Path, fields: list[Field]) -> Row:
    return Buttons(
        tuple(
            Button(said.field(field.name, path), Change("field", (*path, field.name)), hint=said.hint(field))
            for field in fields
        )
    )


def _unsaid(said: Said, path: Path, field: Field, told: str, tone: Tone) -> Row:
    """A field that has to be given, or for which history asks, and nobody has filled in."""
    cells = ((Span(said.field(field.name, path), Tone.FAINT),), (Span(said(told), tone),))
    return Cells(cells, _SHARES, wish=Change("field", (*path, field.name)), hint=said.hint(field))


def _line(said: Said, path: Path, label: str, value: Any, about: str) -> Row:
    """A field with its value; what has fields of its own is opened by a click."""
    is_name = isinstance(value, dict) and set(value) <= {"en", "zh"} and value
    is_part = isinstance(value, dict | list) and not is_name and not _is_spot(value)
    wish = Change("select" if is_part else "field", path)
    shown = said("count", count=len(value)) if is_part and isinstance(value, dict | list) else value_words(value)
    tone = Tone.FAINT if is_part else Tone.INK
    cells = ((Span(label, Tone.FAINT),), (Span(f"{shown} ›" if is_part else shown, tone),))
    return Cells(cells, _SHARES, wish=wish, hint=about)


def _list_rows(said: Said, path: Path, value: list[Any]) -> list[Row]:
    rows: list[Row] = []
    for number, item in enumerate(value):
        is_part = isinstance(item, dict | list) and not _is_spot(item)
        words = _item_words(said, item)
        wish = Change("select" if is_part else "field", (*path, number))
        cells = ((Span(str(number + 1), Tone.FAINT),), (Span(f"{words} ›" if is_part else words),))
        rows.append(Cells(cells, (12, 88), wish=wish))
    return rows


def _item_words(said: Said, item: Any) -> str:
    """What an item of a list is called: without a name by the plain values in it."""
    if not isinstance(item, dict):
        return value_words(item)
    plain = ", ".join(shown_value(part) for part in item.values() if not isinstance(part, dict | list))
    is_named = not {"name", "title", "id"}.isdisjoint(item)  # of a kind there may be many
    return (said.name(item) if is_named else "") or value_words(plain or "…")


def _deeds(said: Said, data: Any, path: Path, value: Any) -> list[Row]:
    """What can be done with what is selected as a whole."""
    buttons = []
    is_formation = bool(path) and path[0] == "order_of_battle" and isinstance(path[-1], int) and path[-2] != "units"
    if is_formation:
        buttons += [Button(said("add.unit"), Change("tool", "unit"), hint=said("how.unit"))]
        buttons += [Button(said("add.formation"), Change("add_formation", (path, "")))]
    if len(path) > 1 and path[-2] == "units" and isinstance(path[-1], int):
        buttons += [Button(said("put_under"), Change("put_under", path))]
    if path in (("map",), ("map", "rows")):
        buttons += [Button(said("size.button"), Change("size"), hint=said("size.how"))]
    elif isinstance(value, list):
        buttons += [Button(said("add.item"), Change("add_item", path))]
    keys = keys_at(data, path) if isinstance(value, dict) and path else None
    if keys is not None and keys.choices != ():
        buttons += [Button(said("add.item"), Change("add_key", path))]
    top = field_at(data, path) if len(path) == 1 else None
    if len(path) > 1 or (top is not None and not top.is_needed):
        buttons += [Button(said("remove"), Change("remove", path), hint=said("remove_tip"))]
    return [Buttons(tuple(buttons))] if buttons else []


def _as_it_stands(said: Said, sheet: Sheet, path: Path) -> list[Row]:
    """The lines of the file."""
    first, last = sheet.lines_of(path)
    lines = sheet.text.split("\n")[first - 1 : last]
    rows: list[Row] = [Heading(said("text", count=last - first + 1, first=str(first), last=str(last)))]
    rows += [file_line(first + number, line) for number, line in enumerate(lines[:_TEXT_LINES])]
    return [*rows, *([text("…", Tone.FAINT)] if len(lines) > _TEXT_LINES else [])]


def _is_spot(value: Any) -> bool:
    return isinstance(value, list) and len(value) == len(_SHARES) and all(type(part) in (int, float) for part in value)
