"""Says in plain words where a text stops being YAML, and why: PyYAML's own words are about its parser."""

import re

import yaml

from game.scenario.problems import Mark

_FOREIGN = {"：": ":", "，": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "｛": "{", "｝": "}"}
"""Signs of a Chinese keyboard, or of a word processor, and what YAML knows instead."""

_NO_BREAK_SPACES = "\u00a0\u3000\u2007\u202f"


def fault_of(text: str, error: yaml.MarkedYAMLError) -> tuple[Mark, str, str]:
    """Line and column, what is wrong there, and what to do; ``text`` has plain line ends."""
    lines = text.split("\n")
    problem = error.problem or error.context or ""
    mark = _mark(error.problem_mark) or _mark(error.context_mark) or (0, 0)
    begun = _mark(error.context_mark)
    if problem.startswith("could not find expected ':'") and begun:
        mark = begun
    line = lines[mark[0] - 1] if 0 < mark[0] <= len(lines) else ""
    for number in range(max(mark[0] - 1, 1), min(mark[0], len(lines)) + 1):
        if space := re.search(rf"^ *[{_NO_BREAK_SPACES}]", lines[number - 1]):
            return (number, space.end()), "not YAML: a no-break space stands in the indentation", "indent with spaces"
    if line[mark[1] - 1 : mark[1]] == "\t":
        return mark, "not YAML: a tab stands here", "indent with spaces"
    message, suggestion = _explained(lines, problem, mark, begun)
    return mark, f"not YAML: {message}", _foreign_sign(line) or suggestion


def _explained(lines: list[str], problem: str, mark: Mark, begun: Mark | None) -> tuple[str, str]:
    line = lines[mark[0] - 1] if 0 < mark[0] <= len(lines) else ""
    if problem.startswith("could not find expected ':'"):
        return f"found '{line.strip()[:60]}'; a name, a colon and a space come before a value", "is the colon missing?"
    if problem.startswith("did not find expected ',' or"):
        begun = begun or mark
        opened = f"a comma, or the {problem[-2]} to the bracket that line {begun[0]} opens"
        return f"{opened}, is missing before this", _lone_quote(lines, mark, begun)
    if problem.startswith(("did not find expected key", "did not find expected '-'")):
        if line[mark[1] - 1 : mark[1]] in ("}", "]"):
            return "this bracket closes nothing that is open", "take it away"
        return _out_of_line(lines, mark, begun)
    if problem.startswith("mapping values are not allowed"):
        return "a colon stands where no name can begin", "quote text that holds a colon, and check the indentation"
    if problem.startswith("found character that cannot start"):
        return f"text cannot begin with {line[mark[1] - 1 : mark[1]]}", "put the text in quotes"
    return problem, "check the quotes, the brackets and the indentation around this line"


def _out_of_line(lines: list[str], mark: Mark, begun: Mark | None) -> tuple[str, str]:
    """An indentation that agrees with nothing above: what stands above it in the same block is told."""
    suggestion = "names of one mapping, and dashes of one list, begin in the same column"
    above = mark[0] - 1
    while above > (begun[0] if begun else 0) and not lines[above - 1].split("#")[0].strip():
        above -= 1
    if above < 1:
        return "this does not fit what stands above", suggestion
    column = len(lines[above - 1]) - len(lines[above - 1].lstrip()) + 1
    return f"this begins in column {mark[1]}, line {above} in column {column}, and no block fits both", suggestion


def _lone_quote(lines: list[str], mark: Mark, begun: Mark) -> str:
    for number, line in enumerate(lines[begun[0] - 1 : mark[0]], begun[0]):
        for quote in re.findall(r"(?:^|[\s,:{\[])([\"'])", line):
            if line.split(" #")[0].count(quote) % 2:
                return f"line {number} has a {quote} without its partner"
    return "check the brackets, commas and quotes from there on"


def _foreign_sign(line: str) -> str:
    signs = dict.fromkeys(sign for sign in line if sign in _FOREIGN)
    return "; ".join(f"write {_FOREIGN[sign]} instead of {sign}" for sign in signs)


def _mark(mark: yaml.Mark | None) -> Mark | None:
    return (mark.line + 1, mark.column + 1) if mark else None
