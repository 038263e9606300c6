"""The questions of the editor: how a field is asked for, and how what was typed becomes a value."""

import re
from datetime import date
from typing import Any

from game.editor import naming
from game.editor.ask import Question, Reply
from game.editor.content import shown_value
from game.editor.fields import Field, Kind, families_at, field_at
from game.editor.known import known
from game.editor.said import Said
from game.editor.sheet import Sheet
from game.scenario.meant import day_meant, number_meant
from game.scenario.problems import Path
from game.scenario.schema.types import HEX, ID

_MOST_LINES = 8
"""So many lines that refer to an id are told."""


class NotThat(ValueError):
    """What was typed cannot stand in the field; the message says what can."""


def ask_for(said: Said, sheet: Sheet, path: Path) -> Question:
    """The question for a field, with what it holds now."""
    field, value = field_at(sheet.data, path), sheet.get(path)
    label = said.field(path[-1], path[:-1])
    title = label if label == path[-1] or isinstance(path[-1], int) else f"{label} ({path[-1]})"
    title = str(path[-1] + 1) if isinstance(path[-1], int) else title
    lines = [said.about(field)] if field is not None and field.about else []
    lines += [words] if (words := allowed(said, field)) else []
    lines += _campaign(said, sheet, path) if field is not None and field.kind is Kind.DATE else []
    buttons = [("keep", said("ask.keep"))]
    if value is not None and (field is None or not field.is_needed):
        buttons.append(("leave_out", said("ask.leave_out")))
    buttons.append(("cancel", said("ask.cancel")))
    if field is not None and field.kind is Kind.CHOICE:
        items = tuple(named(said, sheet.data, path, choice) for choice in field.choices)
        chosen = field.choices.index(value) if value in field.choices else -1
        return Question(title, tuple(lines), (), items, chosen, tuple(buttons[1:]))
    if field is not None and field.kind is Kind.SPOT:
        places = _places(sheet.data, path)
        items = tuple(said.choice(path[-1], id, place) for id, place in places.items())
        chosen = list(places).index(value) if isinstance(value, str) and value in places else -1
        return Question(title, tuple(lines), (("", shown_value(value)),), items, chosen, tuple(buttons))
    if _is_name(field, value):
        names = value if isinstance(value, dict) else {"en": value or ""}
        entries = tuple((said(f"ask.{lang}"), str(names.get(lang, ""))) for lang in ("en", "zh"))
        return Question(title, tuple(lines), entries, buttons=tuple(buttons))
    return Question(title, tuple(lines), (("", shown_value(value)),), buttons=tuple(buttons))


def ask_for_id(said: Said, sheet: Sheet, path: Path) -> Question:
    """The question for another id, which tells where the file refers to what has it now."""
    id, here = str(naming.own_id(sheet.data, path)), sheet.lines_of(path)[0]
    lines = sorted({sheet.lines_of(mention.path)[0] for mention in naming.same(sheet.data, path)} - {here})
    shown = ", ".join(map(str, lines[:_MOST_LINES])) + (", …" if len(lines) > _MOST_LINES else "")
    told = said("rename.follow", count=len(lines), lines=shown) if lines else said("rename.alone")
    cancel, everywhere = ("cancel", said("ask.cancel")), ("rename", said("rename.everywhere"))
    if sheet.get(path) != id:  # it is a key
        title = f"{said.field('id')} ({id})"
        return Question(title, (said("allowed.id"), told), (("", id),), buttons=(everywhere, cancel))
    question = ask_for(said, sheet, path)
    keep, *others = question.buttons
    first = (keep, everywhere) if path[-1] == naming.GROUP else (everywhere,)
    return question._replace(lines=(*question.lines, told), buttons=(*first, *others))


def named(said: Said, data: Any, path: Path, choice: Any) -> str:
    """What a choice for a field, or for a key of a table, is called."""
    families = families_at(path, data)
    thing = known(data, families).get(choice) if families and isinstance(choice, str) else None
    return said.choice(path[-1], choice, thing)


def _places(data: Any, path: Path) -> dict[str, Any]:
    """The places of which a spot can be one: those in the file, but for the place whose spot it is."""
    return {id: place for id, place in known(data, ("place",)).items() if path[:2] != ("places", id)}


def allowed(said: Said, field: Field | None) -> str:
    """What may stand in a field."""
    if field is None:
        return ""
    if field.kind is Kind.NUMBER:
        key = "whole" if field.is_whole else "number"
        if field.low is not None and field.high is not None:
            return said(f"allowed.{key}_between", low=_bare(field.low), high=_bare(field.high))
        return said(f"allowed.{key}")
    if field.kind in (Kind.DATE, Kind.SPOT):
        return said(f"allowed.{field.kind.name.lower()}")
    if field.pattern and field.kind is Kind.WORDS:
        return said("allowed.hexside" if "nw" in field.pattern else "allowed.id")
    return ""


def _campaign(said: Said, sheet: Sheet, path: Path) -> list[str]:
    """The days among which a date is looked for."""
    days = [sheet.get(("calendar", name)) for name in ("start", "end")]
    is_told = path[0] != "calendar" and all(isinstance(day, date) for day in days)
    return [said("campaign", start=days[0], end=days[1])] if is_told else []


def _bare(bound: float) -> float:
    return int(bound) if float(bound).is_integer() else bound


def _is_name(field: Field | None, value: Any) -> bool:
    return (field is not None and field.kind is Kind.TEXT) or (isinstance(value, dict) and set(value) <= {"en", "zh"})


def answered(said: Said, sheet: Sheet, path: Path, reply: Reply) -> Sheet:
    """The text with what was answered in a field. Raises NotThat, EditError."""
    field, value = field_at(sheet.data, path), sheet.get(path)
    if reply.button == "leave_out":
        return sheet.remove(path) if value is not None else sheet
    if reply.button == "item":
        assert field is not None
        choice = (field.choices or tuple(_places(sheet.data, path)))[reply.item]
        return sheet if choice == value else sheet.set(path, choice)
    if _is_name(field, value):
        return _named(said, sheet, path, reply.values[0].strip(), reply.values[1].strip())
    typed = reply.values[0].strip()
    if typed == shown_value(value):
        return sheet
    if not typed:
        raise NotThat(said("ask.empty"))
    return sheet.set(path, value_of(said, field, typed, value))


def _named(said: Said, sheet: Sheet, path: Path, en: str, zh: str) -> Sheet:
    """A name in one language or two; where it stands in two already each is changed by itself."""
    if not en:
        raise NotThat(said("ask.empty"))
    old = sheet.get(path)
    if isinstance(old, dict) and zh:
        for key, words in (("en", en), ("zh", zh)):
            sheet = sheet if old.get(key) == words else sheet.set((*path, key), words)
        return sheet
    new = {"en": en, "zh": zh} if zh else en
    return sheet if new == old else sheet.set(path, new)


def value_of(said: Said, field: Field | None, typed: str, old: Any) -> Any:
    """What was typed, as the value that the field holds. Raises NotThat."""
    kind = field.kind if field is not None else _kind_of(old)
    if kind is Kind.NUMBER:
        return _number(said, field, typed)
    if kind is Kind.DATE:
        return _day(said, typed)
    if kind is Kind.SPOT and not HEX.fullmatch(typed):
        return _spot(said, typed)
    if field is not None and field.pattern and not re.search(field.pattern, typed):
        raise NotThat(allowed(said, field))
    return typed


def _day(said: Said, typed: str) -> date:
    """A date, also in other words that can mean one alone. Raises NotThat."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        if (day := day_meant(typed)) is None:
            raise NotThat(said("allowed.date")) from None
        return day


def _spot(said: Said, typed: str) -> str | list[float]:
    """The id of a place, or latitude and longitude. Raises NotThat."""
    if ID.fullmatch(typed) and not typed.isdigit():
        return typed
    try:
        lat, lon = typed.strip("[]").split(",")
        return [float(lat), float(lon)]
    except ValueError:
        raise NotThat(said("allowed.spot")) from None


def _number(said: Said, field: Field | None, typed: str) -> int | float:
    number = number_meant(typed)
    if number is None or (isinstance(number, float) and field is not None and field.is_whole):
        raise NotThat(allowed(said, field) or said("allowed.number"))
    low, high = (field.low, field.high) if field is not None else (None, None)
    if (low is not None and number < low) or (high is not None and number > high):
        raise NotThat(allowed(said, field))
    return number


def _kind_of(value: Any) -> Kind:
    """The kind of a field that no model knows, by what it holds."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Kind.NUMBER
    return Kind.DATE if isinstance(value, date) else Kind.SPOT if isinstance(value, list) else Kind.WORDS
