"""Writes a measured number into a scenario file and leaves all else, comments too, as it stands."""

import re
from pathlib import Path

from game.scenario.load import read
from game.scenario.problems import ScenarioError, path_text
from game.scenario.yaml_marks import Document, read_file

_NUMBER = re.compile(r"[-+]?[0-9]+")


class NoRoom(ValueError):
    """The file has no place for the number that this program finds; the message says what to write instead."""


def record(path: Path, keys: tuple[str, ...], value: int) -> None:
    """Set the number under ``keys``, such as ``("victory", "par")``, in a scenario file.

    Raises NoRoom where the mapping above it is missing or on one line, ScenarioError for a file with errors.
    """
    document = read_file(path)
    content = path.read_bytes().decode("utf-8")
    lines = content.splitlines(keepends=True)
    if keys in document.values:
        _replace(lines, document, keys, value)
    else:
        _insert(lines, document, keys, value, path)
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes("".join(lines).encode("utf-8"))
    try:
        read(fresh)
    except ScenarioError:
        fresh.unlink()
        raise
    fresh.replace(path)


def _replace(lines: list[str], document: Document, keys: tuple[str, ...], value: int) -> None:
    row, column = document.values[keys]
    line = lines[row - 1]
    lines[row - 1] = line[: column - 1] + _NUMBER.sub(str(value), line[column - 1 :], count=1)


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
