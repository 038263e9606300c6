"""Says in plain words where a text stops being YAML, and why: PyYAML's own words are about its parser."""

import re
from collections.abc import Iterator

import yaml

from game.scenario.meant import INVISIBLE
from game.scenario.problems import Mark
from game.scenario.sayings import Saying, in_turn, say

_FOREIGN = {"：": ":", "，": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "｛": "{", "｝": "}"}
"""Signs of a Chinese keyboard, or of a word processor, and what YAML knows instead."""

_SPACES = say("indent with spaces")

_OF_THE_PARSER = (
    say("found unexpected end of stream"),
    say("found unexpected document indicator"),
    say("found unknown escape character"),
    say("found undefined tag handle"),
    say("found a tab character that violates indentation"),
    say("did not find expected alphabetic or numeric character"),
    say("did not find expected <document start>"),
    say("did not find expected node content"),
    say("found unexpected ':'"),
    say("found a tab character where an indentation space is expected"),
    say("found an indentation indicator equal to 0"),
    say("found invalid Unicode character escape code"),
    say("found unexpected non-alphabetical character"),
    say("found unknown directive name"),
    say("found incompatible YAML document"),
    say("found duplicate %YAML directive"),
    say("found duplicate %TAG directive"),
    say("found extremely long version number"),
    say("could not find expected directive name"),
    say("did not find expected comment or line break"),
    say("did not find expected whitespace or line break"),
    say("did not find expected whitespace"),
    say("did not find expected hexdecimal number"),
    say("did not find expected version number"),
    say("did not find expected digit or '.' character"),
    say("did not find expected '!'"),
    say("did not find the expected '>'"),
    say("did not find expected tag URI"),
    say("did not find URI escaped octet"),
    say("block sequence entries are not allowed in this context"),
    say("mapping keys are not allowed in this context"),
)
"""What libyaml says where nothing plainer is known. PyYAML without it has words of its own, which stay English."""

_NO_BREAK_SPACES = "\u00a0\u3000\u2007\u202f"
_MERGE = re.compile(r"^(<{7}|>{7}) |^={7}$")
_DASH = re.compile(r"\s*(-(?=\S)|[–—−])")
_COLON_ALONE = re.compile(r"^\s*(- +)?[\w-]+:[^\s:/]")


def fault_of(text: str, error: yaml.MarkedYAMLError) -> tuple[Mark, Saying, Saying]:
    """Line and column, what is wrong there, and what to do; ``text`` has plain line ends."""
    lines = text.split("\n")
    problem = error.problem or error.context or ""
    mark = _mark(error.problem_mark) or _mark(error.context_mark) or (0, 0)
    begun = _mark(error.context_mark)
    if problem.startswith("could not find expected ':'") and begun:
        mark = begun
    line = lines[mark[0] - 1] if 0 < mark[0] <= len(lines) else ""
    for number in range(max(mark[0] - 1, 1), min(mark[0], len(lines)) + 1):
        if found := _unseen(lines[number - 1]):
            column, *told = found
            return (number, column), _not_yaml(told[0]), told[1]
    if merge := next((number for number, each in enumerate(lines, 1) if _MERGE.match(each)), 0):
        hint = say("choose between the two versions, and take the lines <<<<<<<, ======= and >>>>>>> away")
        return (merge, 1), _not_yaml(say("a merge of two versions was not finished here")), hint
    if line[mark[1] - 1 : mark[1]] == "\t":
        return mark, _not_yaml(say("a tab stands here")), _SPACES
    message, suggestion = _explained(lines, problem, mark, begun)
    return mark, _not_yaml(message), foreign_signs(line) or suggestion


def _unseen(line: str) -> tuple[int, Saying, Saying] | None:
    """A sign in a line that looks like a space or like nothing: its column, what it is, and what to do."""
    if found := re.search(rf"^ *[{_NO_BREAK_SPACES}]", line):
        return found.end(), say("a no-break space stands in the indentation"), _SPACES
    if found := re.search(rf"[:-][{_NO_BREAK_SPACES}]", line):
        return found.end(), say("a no-break space stands here"), say("write a plain space")
    if found := INVISIBLE.search(line):
        message = say("an invisible character stands here: U+{code:04X}", code=ord(found[0]))
        return found.end(), message, say("take it away")
    return None


def _not_yaml(why: Saying) -> Saying:
    return say("not YAML: {why}", why=why)


def _explained(lines: list[str], problem: str, mark: Mark, begun: Mark | None) -> tuple[Saying, Saying]:
    line = lines[mark[0] - 1] if 0 < mark[0] <= len(lines) else ""
    if problem.startswith("could not find expected ':'"):
        message = say("found '{line}'; a name, a colon and a space come before a value", line=line.strip()[:60])
        return message, say("is the colon missing?")
    if problem.startswith("did not find expected ',' or"):
        begun = begun or mark
        message = say(
            "a comma, or the {bracket} to the bracket that line {line} opens, is missing before this",
            bracket=problem[-2],
            line=begun[0],
        )
        if line[mark[1] - 1 : mark[1]] == ":" and mark[0] == begun[0] and not any(_lone_quotes(line)):
            return message, say("text that holds a colon stands in quotes")
        return message, _unclosed(lines, mark, begun)
    if problem.startswith(("did not find expected key", "did not find expected '-'")):
        if line[mark[1] - 1 : mark[1]] in ("}", "]"):
            return say("this bracket closes nothing that is open"), say("take it away")
        return _open_quote(lines, mark) or _out_of_line(lines, mark, begun)
    if problem.startswith("mapping values are not allowed"):
        return _stray_colon(lines, mark)
    if problem.startswith("found character that cannot start"):
        sign = line[mark[1] - 1 : mark[1]]
        return say("text cannot begin with {sign}", sign=sign), say("put the text in quotes")
    told = next((known for known in _OF_THE_PARSER if known == problem), Saying(problem))
    return told, say("check the quotes, the brackets and the indentation around this line")


def _out_of_line(lines: list[str], mark: Mark, begun: Mark | None) -> tuple[Saying, Saying]:
    """An indentation that agrees with nothing above: what stands above it in the same block is told."""
    suggestion = say("names of one mapping, and dashes of one list, begin in the same column")
    above = mark[0] - 1
    while above > (begun[0] if begun else 0) and not lines[above - 1].split("#")[0].strip():
        above -= 1
    if above < 1:
        return say("this does not fit what stands above"), suggestion
    if _COLON_ALONE.match(lines[above - 1]):
        return _tight_colon(above)
    column = len(lines[above - 1]) - len(lines[above - 1].lstrip()) + 1
    message = say(
        "this begins in column {here}, line {line} in column {there}, and no block fits both",
        here=mark[1],
        line=above,
        there=column,
    )
    return message, suggestion


def _stray_colon(lines: list[str], mark: Mark) -> tuple[Saying, Saying]:
    """A colon where no name can begin, perhaps because what stands before it is not what it looks like."""
    if dash := _DASH.match(lines[mark[0] - 1]):
        return say("a list's item begins with a hyphen and a space"), say(
            "write '- ' instead of '{dash}'", dash=dash[1]
        )
    for number in range(mark[0], max(mark[0] - 2, 0), -1):
        if _COLON_ALONE.match(lines[number - 1]):
            return _tight_colon(number)
    hint = say("quote text that holds a colon, and check the indentation")
    return say("a colon stands where no name can begin"), hint


def _tight_colon(number: int) -> tuple[Saying, Saying]:
    return say("the colon in line {line} has no space after it", line=number), say("write a space there")


def _open_quote(lines: list[str], mark: Mark) -> tuple[Saying, Saying] | None:
    """A text that was not closed ends at the next quote, and what was to be quoted there stands outside."""
    line, before = lines[mark[0] - 1], lines[mark[0] - 1][: mark[1] - 1]
    quote = before.rstrip()[-1:]
    if quote not in ("'", '"') or not quote:
        return None
    if before.count(quote) % 2 == 0 and quote in line[mark[1] - 1 :]:
        inside, other = ("''", '"') if quote == "'" else ('\\"', "'")
        hint = say(
            "write {inside} for a {quote} inside it, or put it between {other}", inside=inside, quote=quote, other=other
        )
        return say("text in quotes ends before this"), hint
    for number in range(mark[0] - 1, 0, -1):
        if quote in _lone_quotes(lines[number - 1]):
            message = say("text in quotes that began in line {line} ends before this", line=number)
            return message, say("line {line} has a {quote} without its partner", line=number, quote=quote)
    return None


def _unclosed(lines: list[str], mark: Mark, begun: Mark) -> Saying:
    for number, line in enumerate(lines[begun[0] - 1 : mark[0]], begun[0]):
        if re.search(r" #.*[]}]\s*$", line):
            return say("after its # line {line} is a comment; text that holds one stands in quotes", line=number)
        for quote in _lone_quotes(line):
            return say("line {line} has a {quote} without its partner", line=number, quote=quote)
    return say("check the brackets, commas and quotes from there on")


def _lone_quotes(line: str) -> Iterator[str]:
    """The quotes that open a text and are there an odd number of times."""
    for quote in re.findall(r"(?:^|[\s,:{\[])([\"'])", line):
        if line.split(" #", maxsplit=1)[0].count(quote) % 2:
            yield quote


def foreign_signs(line: str) -> Saying:
    """What to write for signs that YAML does not know; nothing where there are none."""
    signs = dict.fromkeys(sign for sign in line if sign in _FOREIGN)
    return in_turn(say("write {sign} instead of {other}", sign=_FOREIGN[sign], other=sign) for sign in signs)


def _mark(mark: yaml.Mark | None) -> Mark | None:
    return (mark.line + 1, mark.column + 1) if mark else None
