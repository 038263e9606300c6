"""Breaking words into lines: English at spaces, Chinese between characters, as each is printed."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from game.ui.content.rows import Span

_WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_DASH = "–"
"""After it a line may end, so that a range is broken there and not within a number."""
_TOKENS = re.compile(rf"[ \t\n]+|[{_WIDE}]|[^ \t\n{_WIDE}{_DASH}]*{_DASH}|[^ \t\n{_WIDE}{_DASH}]+")
_SPACES = " \t\n"
"""Where lines may end; a space that may not is written U+00A0."""
NOT_FIRST = frozenset("，。、；：？！）》」』】〉”’…—％·,.;:?!)]}%")
"""What never begins a line."""
NOT_LAST = frozenset("（《「『【〈“‘([{")
"""What never ends one."""

_SHORT = 14
"""Per cent of the width below which a last line looks forgotten."""
_NARROWER = (94, 88, 82)
"""Per cent of the width that are tried in its place."""

Measure = Callable[[str, bool], int]
"""The width of words in pixels, in bold or not."""


class Run(NamedTuple):
    """Words of one span on one line."""

    x: int
    width: int
    text: str
    span: Span


Line = list[Run]


class _Piece(NamedTuple):
    """Words that stay together, of one span."""

    text: str
    width: int
    span: Span


def wrap(spans: Sequence[Span], width: int, measure: Measure) -> list[Line]:
    """The spans on lines no wider than ``width`` pixels; a word that is wider is broken."""
    lines: list[Line] = [[]]
    x = 0
    for cluster in _clusters(spans, measure):
        if cluster[0].text == "\n":
            lines.append([])
            x = 0
            continue
        is_space = cluster[0].text[0] in _SPACES
        wide = sum(piece.width for piece in cluster)
        if x + wide > width and x > 0 and not _fits(lines[-1], cluster, width, measure):
            if is_space:
                continue
            lines.append([])
            x = 0
        if is_space and x == 0:
            continue
        for piece in _broken(cluster, width, measure) if wide > width else cluster:
            if x + piece.width > width and x > 0 and wide > width:
                lines.append([])
                x = 0
            _add(lines[-1], piece, x)
            x += piece.width
    return [_joined(line, measure) for line in lines]


def wrap_evenly(spans: Sequence[Span], width: int, measure: Measure) -> list[Line]:
    """The same without a last line of a word or two, where as many narrower lines can do without."""
    lines = wrap(spans, width, measure)
    for narrower in _NARROWER if _is_orphan(lines, width) else ():
        tried = wrap(spans, width * narrower // 100, measure)
        if len(tried) == len(lines) and not _is_orphan(tried, width):
            return tried
    return lines


def _is_orphan(lines: list[Line], width: int) -> bool:
    """Whether the last of several lines is very short."""
    last = lines[-1][-1] if len(lines) > 1 and lines[-1] else None
    return last is not None and (last.x + last.width) * 100 < width * _SHORT


def _clusters(spans: Sequence[Span], measure: Measure) -> Iterator[list[_Piece]]:
    """What may not be parted: words, with the punctuation that may not begin or end a line."""
    held: list[_Piece] = []
    for span in spans:
        for token in _TOKENS.findall(span.text):
            if "\n" in token:
                if held:
                    yield held
                held = []
                yield [_Piece("\n", 0, span)]
                continue
            piece = _Piece(token, measure(token, span.bold), span)
            if held and _may_part(held[-1].text, token):
                yield held
                held = []
            held.append(piece)
    if held:
        yield held


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between two tokens."""
    if before[0] in _SPACES or after[0] in _SPACES:
        return True
    if before[-1] in NOT_LAST or after[0] in NOT_FIRST:
        return False
    return before[-1] == _DASH or _is_wide(before[-1]) or _is_wide(after[0])


def _is_wide(character: str) -> bool:
    return character >= "\u2e80"


def _broken(cluster: list[_Piece], width: int, measure: Measure) -> Iterator[_Piece]:
    """A cluster wider than a line, in parts that fit; measured in few steps, because a part may be long."""
    for piece in cluster:
        rest = piece.text
        while measure(rest, piece.span.bold) > width and len(rest) > 1:
            fits = max(1, len(rest) * width // max(1, measure(rest, piece.span.bold)))
            while fits > 1 and measure(rest[:fits], piece.span.bold) > width:
                fits -= 1
            yield _Piece(rest[:fits], measure(rest[:fits], piece.span.bold), piece.span)
            rest = rest[fits:]
        yield _Piece(rest, measure(rest, piece.span.bold), piece.span)


def _add(line: Line, piece: _Piece, x: int) -> None:
    """Append a piece to a line, to the run before it where that is of the same span."""
    if line and line[-1].span is piece.span:
        last = line[-1]
        line[-1] = Run(last.x, x + piece.width - last.x, last.text + piece.text, last.span)
    else:
        line.append(Run(x, piece.width, piece.text, piece.span))


def _fits(line: Line, cluster: list[_Piece], width: int, measure: Measure) -> bool:
    """Whether more words fit in one piece with those before them: word by word their widths round to more."""
    longer = list(line)
    for piece in cluster:
        _add(longer, piece, 0)
    last = _joined(longer, measure)[-1]
    return last.x + last.width <= width


def _joined(line: Line, measure: Measure) -> Line:
    """Without a space at its end, each run where the words before it end, which are narrower in one piece."""
    joined: Line = []
    x = 0
    for number, run in enumerate(line):
        text = run.text.rstrip(" ") if number == len(line) - 1 else run.text
        joined.append(Run(x, measure(text, run.span.bold), text, run.span))
        x += joined[-1].width
    return joined
