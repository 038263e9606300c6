"""Brings scenario files of older formats up to the current one, step by step."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from game.files import write_whole
from game.scenario.problems import Problem, ScenarioError
from game.scenario.sayings import say
from game.scenario.schema.spec import FORMAT
from game.scenario.text.marks import read_file

STEPS: Mapping[int, Callable[[str], str]] = {}
"""For each older format the step to the next: from the file's text to the new text, so that comments survive."""


def upgrade(file: Path, steps: Mapping[int, Callable[[str], str]] = STEPS, current: int = FORMAT) -> int:
    """Rewrite a file in the current format, keeping the old one beside it as ``.bak``; returns its format before.

    Nothing is written when that is the current one. Raises ScenarioError for a format that is unknown.
    """
    before = _format_of(file, read_file(file).data, current)
    if before == current:
        return before
    with file.open(encoding="utf-8-sig", newline="") as handle:
        text = handle.read()
    for number in range(before, current):
        text = steps[number](text)
    shutil.copy2(file, file.with_name(file.name + ".bak"))
    write_whole(file, text.encode())
    return before


def _format_of(file: Path, data: Any, current: int) -> int:
    number = data.get("format") if isinstance(data, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        message = say("no format number was found; this version reads up to format {last}", last=current)
        hint = say("begin the file with format: {format}", format=current)
        raise ScenarioError([Problem("error", str(file), 0, 0, "format", message, hint)])
    if number > current:
        message = say("this is format {number}; this version reads up to format {last}", number=number, last=current)
        hint = say("get a newer version of the game")
        raise ScenarioError([Problem("error", str(file), 0, 0, "format", message, hint)])
    return number
