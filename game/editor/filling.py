"""Fills in the form: begins what is not there yet, and asks for values."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from game.editor import forms, gestures, naming
from game.editor.ask import Question, Reply
from game.editor.fields import PARTS, Kind, field_at, keys_at, kinds_at, needs_at
from game.editor.gestures import Made
from game.editor.said import Said
from game.editor.sheet import EditError, Sheet
from game.scenario.problems import Path

_MOST_HEXES = 99
"""Columns and rows that the numbers of hexes allow."""


class Filled(Protocol):
    """The screen for which this works."""

    said: Said

    @property
    def sheet(self) -> Sheet:
        """The text as it is now."""

    def apply(self, change: Callable[[Sheet], Made | Sheet]) -> None:
        """Make a change in the text."""

    def put(self, question: Question, on_reply: Callable[[Reply], None]) -> None:
        """Ask something."""

    def tell(self, words: str) -> None:
        """Say something in one line."""


class Filling:
    """What the fields, items and names of a form do."""

    def __init__(self, host: Filled) -> None:
        self._host = host

    def field(self, path: Path) -> None:
        """Ask for a value; something with fields, items or names of its own is begun and opened instead."""
        host = self._host
        field, value = field_at(host.sheet.data, path), host.sheet.get(path)
        if isinstance(value, str) and naming.own_id(host.sheet.data, path) == value:
            self.id(path)
        elif field is None or field.kind not in PARTS or value is not None:
            host.put(forms.ask_for(host.said, host.sheet, path), partial(self._answer_field, path))
        elif path[-1] == "arrives":
            host.apply(lambda sheet: gestures.begin_arrival(sheet, path[:-1]))
        elif path == gestures.LEGEND:
            self._begin(path, gestures.legend_of(host.sheet.data))
        elif field.kind is Kind.LIST:
            self._begin(path, [])
        elif kinds := kinds_at(host.sheet.data, path):
            self._pick(path, kinds)
        else:
            self._begin(path, self._new(path))

    def id(self, path: Path) -> None:
        """Ask for another id of what gets its id at a path."""
        host = self._host
        host.put(forms.ask_for_id(host.said, host.sheet, path), partial(self._answer_id, path))

    def item(self, path: Path) -> None:
        """Begin one more item of a list, or ask for it where it is a plain value."""
        self.field((*path, len(self._host.sheet.get(path) or [])))

    def key(self, path: Path) -> None:
        """Begin something more in a table: under one of the names that there are, or under one that is asked for."""
        host, said = self._host, self._host.said
        keys, title = keys_at(host.sheet.data, path), said("ask.key", where=said.field(path[-1], path[:-1]))
        if keys is None or keys.choices is None:
            how = said("ask.key_how" if keys is not None and keys.pattern else "ask.any_key_how")
            buttons = (("keep", said("ask.keep")), ("cancel", said("ask.cancel")))
            question = Question(title, (how,), (("", ""),), buttons=buttons)
            host.put(question, partial(self._answer_key, path, how))
            return
        items = tuple(forms.named(said, host.sheet.data, path, choice) for choice in keys.choices)
        question = Question(title, (said("ask.which"),), (), items, buttons=(("cancel", said("ask.cancel")),))
        choices = keys.choices
        host.put(question, lambda reply: self.field((*path, choices[reply.item])) if reply.button == "item" else None)

    def size(self) -> None:
        """Ask how large the map is to be."""
        host, said = self._host, self._host.said
        rows = [str(row) for row in host.sheet.get(("map", "rows")) or []]
        now = (str(max(map(len, rows), default=0)), str(len(rows)))
        entries = tuple((said(f"size.{name}"), each) for name, each in zip(("columns", "rows"), now, strict=True))
        buttons = (("keep", said("ask.keep")), ("cancel", said("ask.cancel")))
        host.put(Question(said("size.button"), (said("size.how"),), entries, buttons=buttons), self._answer_size)

    def _answer_size(self, reply: Reply) -> None:
        host = self._host
        if reply.button == "cancel":
            return
        wanted = [int(typed) if typed.strip().isdecimal() else 0 for typed in reply.values]
        if all(1 <= number <= _MOST_HEXES for number in wanted):
            host.apply(lambda sheet: gestures.resize(sheet, *wanted))
        else:
            host.tell(host.said("size.allowed", most=_MOST_HEXES))

    def _begin(self, path: Path, value: Any) -> None:
        self._host.apply(lambda sheet: Made(sheet.set(path, value), path))

    def _new(self, path: Path, **given: Any) -> dict[str, Any]:
        """Something new with fields of its own: with an id where it needs one, the rest to be filled in."""
        data = self._host.sheet.data
        word = str(next((step for step in reversed(path) if isinstance(step, str)), "part")).rstrip("s")
        return ({"id": gestures.fresh_id(data, word)} if "id" in needs_at(data, path) else {}) | given

    def _pick(self, path: Path, kinds: tuple[str, ...]) -> None:
        """Ask first of which kind something is to be."""
        host, said = self._host, self._host.said
        title = said.field("kind", path)
        question = Question(title, (said("ask.which"),), (), kinds, buttons=(("cancel", said("ask.cancel")),))

        def answer(reply: Reply) -> None:
            if reply.button == "item":
                self._begin(path, self._new(path, kind=kinds[reply.item]))

        host.put(question, answer)

    def _answer_key(self, path: Path, how: str, reply: Reply) -> None:
        """Begin something under a name that was typed."""
        host, typed = self._host, reply.values[0].strip() if reply.values else ""
        keys, there = keys_at(host.sheet.data, path), host.sheet.get(path)
        if reply.button == "cancel":
            return
        if not typed or typed in there or (keys is not None and not keys.allows(typed)):
            host.tell(how)
        else:
            self.field((*path, typed))

    def _answer_field(self, path: Path, reply: Reply) -> None:
        host = self._host
        if reply.button == "cancel":
            return
        try:
            sheet = forms.answered(host.said, host.sheet, path, reply)
        except forms.NotThat as error:
            question = forms.ask_for(host.said, host.sheet, path)
            host.put(_again(question, reply, str(error)), partial(self._answer_field, path))
        except EditError as error:
            host.tell(host.said("cannot", why=host.said.complaint(error)))
        else:
            host.apply(lambda _: Made(sheet, path) if sheet.get(path) == [] else sheet)

    def _answer_id(self, path: Path, reply: Reply) -> None:
        host = self._host
        is_here_alone = reply.button == "leave_out" or (
            reply.button == "keep" and naming.family_of(path) == naming.GROUP
        )
        if is_here_alone:
            self._answer_field(path, reply)
        elif reply.button != "cancel":
            try:
                made = naming.rename(host.sheet, path, reply.values[0].strip())
            except EditError as error:
                question = forms.ask_for_id(host.said, host.sheet, path)
                host.put(_again(question, reply, host.said.complaint(error)), partial(self._answer_id, path))
            else:
                host.apply(lambda _: made)


def _again(question: Question, reply: Reply, error: str) -> Question:
    """A question with what was answered, and why that cannot be."""
    entries = tuple((label, typed) for (label, _), typed in zip(question.entries, reply.values, strict=True))
    told = (line for line in question.lines if line != error)
    return question._replace(lines=(*told, f"⚠ {error}"), entries=entries)
