"""Reads YAML with the line and column of every value and key.

The rules are YAML 1.2's core schema, so that ``no`` is text and ``0711`` is 711,
with dates added. Anchors, aliases and tags are refused: a scenario says what it
means where it stands, and nothing can expand beyond the file.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import Any

import yaml

from game.scenario.meant import day_hint
from game.scenario.problems import Mark, Path, Problem, ScenarioError, path_text
from game.scenario.sayings import NOTHING, Saying, say
from game.scenario.text.faults import fault_of

MAX_BYTES = 20_000_000
MAX_VALUES = 500_000
MAX_DEPTH = 30

CORE: tuple[tuple[str, re.Pattern[str], Callable[[str], Any]], ...] = (
    ("null", re.compile(r"~|null|Null|NULL|"), lambda text: None),
    ("bool", re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    ("int", re.compile(r"[-+]?[0-9]+"), int),
    ("int", re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 16)),
    ("int", re.compile(r"0o[0-7]+"), lambda text: int(text, 8)),
    ("float", re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    ("float", re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), lambda text: float(text.replace(".", ""))),
    ("timestamp", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.fromisoformat),
)
"""How plain scalars are read: the core schema's tags and forms, and dates; everything else is text."""

_THOUSANDS = re.compile("[0-9]{3}")
_COMMON = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")
_MAYBE_NO_TEXT = frozenset("0123456789+-.~ntfNTF")


@dataclass
class Document:
    """A YAML file as plain data, with the mark of each value and of each mapping key by path."""

    file: str
    data: Any = None
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """Errors beside which the rest could be read: keys that stand twice, dates that are none."""


def read_file(path: FilePath) -> Document:
    """Read a YAML file with its marks; see ``Document.problems`` for what is wrong but could be read.

    Raises ScenarioError for what cannot be read to its end, OSError for a file that cannot be opened.
    """
    if path.stat().st_size > MAX_BYTES:
        most = MAX_BYTES // 1_000_000
        raise _error(str(path), (0, 0), say("the file is larger than {most} MB; no scenario needs that", most=most))
    return read_text(decode(str(path), path.read_bytes()), str(path))


def read_data(path: FilePath) -> Any:
    """The content of a YAML file in which nothing may be wrong. Raises ScenarioError."""
    document = read_file(path)
    if document.problems:
        raise ScenarioError(document.problems)
    return document.data


def decode(file: str, raw: bytes) -> str:
    """The text of a file, its byte order mark left out. Raises ScenarioError for what is no UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _error(file, (0, 0), say("the file is UTF-16"), say("save it as UTF-8"))
    if b"\0" in raw:
        hint = say("if it is UTF-16, save it as UTF-8")
        raise _error(file, (0, 0), say("this is no text file: it holds zero bytes"), hint)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8-sig")
        mark = good.count("\n") + 1, len(good) - good.rfind("\n")
    told = say("this is no UTF-8 text; it may be GB18030 (GBK)") if _is_chinese(raw) else say("this is no UTF-8 text")
    raise _error(file, mark, told, say("save the file as UTF-8"))


def _is_chinese(raw: bytes) -> bool:
    """Whether bytes read as GB18030 are mostly characters that Chinese has in common use, the first level of GB 2312.

    Cyrillic and accented letters fit the encoding as well, but come out as rare ones.
    """
    try:
        read = [char for char in raw.decode("gb18030") if not char.isascii()]
    except UnicodeDecodeError:
        return False
    common = [char for char in read if "\u4e00" <= char <= "\u9fff" and _COMMON.fullmatch(char.encode("gb18030"))]
    return 2 * len(common) > len(read)


def read_text(text: str, file: str) -> Document:
    """Read YAML text; ``file`` is its name in messages. Raises ScenarioError where it cannot be read to its end."""
    if not text.strip():
        raise _error(file, (0, 0), say("the file is empty"), say("`hebei new FILE` writes a scenario to start from"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # other line ends would count twice or break quoted text
    document = Document(file)
    try:
        _Reader(document, text).read()
    except yaml.MarkedYAMLError as error:
        raise _error(file, *fault_of(text, error)) from None
    except yaml.reader.ReaderError as error:
        message = say("a character that YAML does not allow: #x{code:04x}", code=error.character)
        raise _error(file, (0, 0), message) from None
    return document


def _error(file: str, mark: Mark, message: Saying, suggestion: Saying = NOTHING, path: Path = ()) -> ScenarioError:
    return ScenarioError([Problem("error", file, *mark, path_text(path), message, suggestion)])


class _Reader:
    """Builds data and marks from the parser's events, without an intermediate tree."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.count = 0
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.events: Iterator[Any] = yaml.parse(text, Loader=loader)

    def read(self) -> None:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _error(self.document.file, (0, 0), say("the file holds nothing but comments"))
        self.document.data = self._value(next(self.events), ())
        next(self.events)
        more = next(self.events)
        if not isinstance(more, yaml.StreamEndEvent):
            raise self._error(more, (), say("a second YAML document begins here; a scenario is one document"))

    def _value(self, event: Any, path: Path) -> Any:
        self.document.values[path] = _mark(event)
        self._guard(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _guard(self, event: Any, path: Path) -> None:
        self.count += 1
        if self.count > MAX_VALUES:
            message = say("the file holds more than {most} values; no scenario needs that", most=MAX_VALUES)
            raise self._error(event, (), message)
        if len(path) > MAX_DEPTH:
            message = say("nested more than {most} levels deep; no scenario needs that", most=MAX_DEPTH)
            raise self._error(event, path[:3], message)
        if event.anchor is not None:
            message = say("anchors and aliases (& and *) are not used here")
            raise self._error(event, path, message, say("write the value out"))
        if event.tag is not None:
            message = say("tags such as {tag} are not used here", tag=event.tag)
            raise self._error(event, path, message, say("leave the tag out"))

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if _THOUSANDS.fullmatch(getattr(event, "value", "")) and _ends_in_number(data):
                self._thousands(event, path, data)
                continue
            key = self._key(event, path)
            here = (*path, key)
            if key in data:
                first = self.document.keys[here][0]
                if key == "id":
                    message = say("a second `id` stands in this mapping, the first in line {line}", line=first)
                    hint = say("does something new begin here? Then its dash is missing")
                    raise self._error(event, here, message, hint)
                message = say("'{key}' stands twice in this mapping", key=key)
                self._note(event, here, message, say("it stands first in line {line}", line=first))
                self._value(next(self.events), (*here, "again"))
                continue
            self.document.keys[here] = _mark(event)
            data[key] = self._value(next(self.events), here)
        return data

    def _thousands(self, event: Any, path: Path, data: dict[str, Any]) -> None:
        """A key of three digits after a number is the end of that number, cut off by a comma."""
        name, number = data.popitem()
        data[name] = number * 1000 + int(event.value)
        message = say("found {number},{rest}; a comma ends a value", number=number, rest=event.value)
        mark = self.document.values[(*path, name)]
        error = _error(self.document.file, mark, message, say("write {value}", value=data[name]), (*path, name))
        self.document.problems += error.problems
        self._value(next(self.events), (*path, event.value))

    def _key(self, event: Any, path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            hint = say("quote it if it is one; a list of mappings stands in [ ]")
            raise self._error(event, path, say("a key must be a word"), hint)
        self._guard(event, path)
        if not event.style and not isinstance(self._scalar(event, path), str):
            here = (*path, str(event.value))
            found = event.value or say("nothing")
            message = say("a key must be text, not {found}", found=found)
            self._note(event, here, message, say('write "{value}"', value=event.value))
        return str(event.value)

    def _scalar(self, event: Any, path: Path) -> Any:
        if event.style:
            return event.value
        try:
            return _resolve(event.value)
        except ValueError as error:
            if hint := day_hint(event.value):
                self._note(event, path, say("{found} is no day of the calendar", found=event.value), hint)
            else:
                message = say("{found} is no possible value: {error}", found=event.value[:40], error=error)
                self._note(event, path, message, say("quote it if it is text"))
            return event.value

    def _note(self, event: Any, path: Path, message: Saying, suggestion: Saying) -> None:
        self.document.problems += self._error(event, path, message, suggestion).problems

    def _error(self, event: Any, path: Path, message: Saying, suggestion: Saying = NOTHING) -> ScenarioError:
        return _error(self.document.file, _mark(event), message, suggestion, path)


def _ends_in_number(data: dict[str, Any]) -> bool:
    return bool(data) and type(next(reversed(data.values()))) is int


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def is_text(plain: str) -> bool:
    """Whether a plain scalar is read as text, not as a number, a date or the like."""
    try:
        return isinstance(_resolve(plain), str)
    except ValueError:
        return False


def _resolve(text: str) -> Any:
    """The value of a plain scalar. Raises ValueError for a date that is none."""
    if not text or text[0] in _MAYBE_NO_TEXT:
        for _, pattern, make in CORE:
            if pattern.fullmatch(text):
                return make(text)
    return text
