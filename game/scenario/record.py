"""Writes a measured number into a scenario file and leaves all else, comments too, as it stands."""

import re
from pathlib import Path

from game.files import write_whole
from game.scenario.problems import Report, path_text
from game.scenario.shape.validate import validate
from game.scenario.text.marks import Document, read_file, read_text

_NUMBER = re.compile(r"(?:[-+]?[0-9]+|null|~)(?![^\s#,}\]])")
"""A value that is written out, or is none; what follows it does not belong to it."""


class NoRoom(ValueError):
    """The file has no place for the number that this program finds; the message says what to write instead."""


def record(path: Path, keys: tuple[str, ...], value: int) -> None:
    """Set the number under ``keys``, such as ``("victory", "par")``, in a scenario file.

    Raises NoRoom where the mapping above it is missing or on one line, or something else stands there,
    ScenarioError for a file with errors, OSError.
    """
    document = read_file(path)
    content = path.read_bytes().decode("utf-8")
    lines = content.splitlines(keepends=True)
    if keys in document.values:
        _replace(lines, document, keys, value, path)
    else:
        _insert(lines, document, keys, value, path)
    text = "".join(lines)
    _demand_right(text, path)
    write_whole(path, text.encode("utf-8"))


def _demand_right(text: str, path: Path) -> None:
    document = read_text(text.removeprefix("\ufeff"), str(path))
    report = Report(document.file, document.values, document.keys)
    report.problems += document.problems
    validate(document.data, report)
    report.raise_errors()


def _replace(lines: list[str], document: Document, keys: tuple[str, ...], value: int, path: Path) -> None:
    row, column = document.values[keys]
    line = lines[row - 1]
    number = _NUMBER.match(line, column - 1)
    if number is None:
        raise NoRoom(f"{path}:{row}: write `{keys[-1]}: {value}` there yourself: what stands there is no plain number")
    lines[row - 1] = line[: column - 1] + str(value) + line[number.end() :]


def _insert(lines: list[str], document: Document, keys: tuple[str, ...], value: int, path: Path) -> None:
    """A line of its own before the first that the mapping above has."""
    above = keys[:-1]
    first = min((mark for key, mark in document.keys.items() if key[:-1] == above), default=None)
    if first is None or lines[first[0] - 1][: first[1] - 1].strip():
        raise NoRoom(
            f"{path}: write `{keys[-1]}: {value}` into {path_text(above)} yourself: it is missing or on one line"
        )
    row, column = first
    end = "\r\n" if lines[row - 1].endswith("\r\n") else "\n"
    lines.insert(row - 1, f"{' ' * (column - 1)}{keys[-1]}: {value}{end}")
